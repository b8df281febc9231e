"""Days and spans: every day of the calendar there and back, and nothing else."""

import contextlib
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from checker.figures.dates import MONTHS, NO_DAY, BadDate, in_words, iso, read_day, read_span, span_in_words

LAST = date.max.toordinal()
days = st.integers(min_value=1, max_value=LAST)


def day(text: str) -> int:
    """The ordinal of a day, as the standard library has it."""
    return date.fromisoformat(text).toordinal()


@given(days)
def test_day_reads_back(number: int) -> None:
    """Every day of the years 1 to 9999 reads back from its ISO form, as a day and as a span."""
    assert read_day(iso(number)) == number
    assert read_span(iso(number)) == (number, number)
    assert iso(number) == date.fromordinal(number).isoformat()


def test_every_day_of_some_centuries_reads_back() -> None:
    """The same, one after another, over leap years, centuries and both ends of the calendar."""
    for first, last in ((1, 40_000), (day("1899-01-01"), day("2101-01-01")), (LAST - 40_000, LAST)):
        for number in range(first, last + 1):
            assert read_day(iso(number)) == number


@given(st.integers(min_value=1, max_value=9999), st.integers(min_value=1, max_value=12))
def test_month_is_its_first_to_its_last_day(year: int, month: int) -> None:
    """A month runs from its first day to the day before the next month."""
    first, last = read_span(f"{year:04}-{month:02}")
    assert date.fromordinal(first) == date(year, month, 1)
    assert date.fromordinal(last).month == month
    assert last == LAST or (date.fromordinal(last) + timedelta(1)).day == 1
    assert span_in_words(first, last) == f"{MONTHS[month - 1]} {year}"


@given(st.integers(min_value=1, max_value=9999))
def test_year_is_its_first_to_its_last_day(year: int) -> None:
    """A year runs from 1 January to 31 December."""
    first, last = read_span(f"{year:04}")
    assert (first, last) == (date(year, 1, 1).toordinal(), date(year, 12, 31).toordinal())
    assert span_in_words(first, last) == str(year)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("24/01/2025", "is not a day as YYYY-MM-DD: write it as 2025-01-24"),
        ("24.01.2025", ": write it as 2025-01-24"),
        ("24-1-2025", ": write it as 2025-01-24"),
        ("01/24/2025", ": write it as 2025-01-24"),
        ("05.05.2025", ": write it as 2025-05-05"),
        ("2025/01/24", ": write it as 2025-01-24"),
        ("2025-1-24", ": write it as 2025-01-24"),
        (" 2025-01-24", ": write it as 2025-01-24"),
        ("01/02/2025", "“01/02/2025” is not a day as YYYY-MM-DD"),
        ("24/01/25", "“24/01/25” is not a day as YYYY-MM-DD"),
        ("30/02/2025", "“30/02/2025” is not a day as YYYY-MM-DD"),
        ("24/01.2025", "“24/01.2025” is not a day as YYYY-MM-DD"),
        ("", "“” is not a day as YYYY-MM-DD"),
        ("2025", "“2025” is not a day as YYYY-MM-DD"),
        ("2025-01", "“2025-01” is not a day as YYYY-MM-DD"),
        ("20250124", "“20250124” is not a day as YYYY-MM-DD"),
        ("2025-01-24T00:00:00", "“2025-01-24T00:00:00” is not a day as YYYY-MM-DD"),
        ("2025-01-24\n", ": write it as 2025-01-24"),
        ("２025-01-24", "“２025-01-24” is not a day as YYYY-MM-DD"),
        ("٢٠٢٥-٠١-٢٤", "is not a day as YYYY-MM-DD"),
        ("x" * 41, f"“{'x' * 40}…” is not a day as YYYY-MM-DD"),
        ("2025-02-29", "“2025-02-29” is not in the calendar: February 2025 has 28 days"),
        ("1900-02-29", "February 1900 has 28 days"),
        ("2000-02-30", "February 2000 has 29 days"),
        ("2024-02-30", "February 2024 has 29 days"),
        ("2025-04-31", "April 2025 has 30 days"),
        ("2025-01-00", "January 2025 has 31 days"),
        ("2025-13-01", "“2025-13-01” has no month: months run from 01 to 12"),
        ("2025-00-01", "months run from 01 to 12"),
        ("0000-01-01", "“0000-01-01” is before the year 1"),
    ],
)
def test_bad_day(text: str, message: str) -> None:
    """What is no ISO day is refused, with how to write it where that is certain."""
    with pytest.raises(BadDate) as error:
        read_day(text)
    assert str(error.value).endswith(message)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("January 2025", "“January 2025” is not a date as YYYY-MM-DD, YYYY-MM or YYYY"),
        ("24/01/2025", "or YYYY: write it as 2025-01-24"),
        ("2025-1", "“2025-1” is not a date as YYYY-MM-DD, YYYY-MM or YYYY"),
        ("25", "“25” is not a date as YYYY-MM-DD, YYYY-MM or YYYY"),
        ("2025-13", "“2025-13” has no month: months run from 01 to 12"),
        ("0000", "“0000” is before the year 1"),
    ],
)
def test_bad_span(text: str, message: str) -> None:
    """What is no day, month or year is refused."""
    with pytest.raises(BadDate) as error:
        read_span(text)
    assert str(error.value).endswith(message)


@given(st.text(max_size=60) | st.text(alphabet="0123456789-/. ", max_size=12))
def test_any_text_is_a_date_or_bad(text: str) -> None:
    """Whatever is written, it is a date or it is refused."""
    for reader in (read_day, read_span):
        with contextlib.suppress(BadDate):
            reader(text)


@pytest.mark.parametrize(
    ("first", "last", "words"),
    [
        ("2025-01-24", "2025-01-24", "24 January 2025"),
        ("2025-01-01", "2025-01-31", "January 2025"),
        ("2024-02-01", "2024-02-29", "February 2024"),
        ("2025-01-01", "2025-12-31", "2025"),
        ("2025-01-01", "2025-01-24", "some day from 1 to 24 January 2025"),
        ("2025-01-02", "2025-01-31", "some day from 2 to 31 January 2025"),
        ("2025-01-01", "2025-03-31", "some day from 1 January to 31 March 2025"),
        ("2025-02-01", "2025-12-31", "some day from 1 February to 31 December 2025"),
        ("2024-12-20", "2025-01-08", "some day from 20 December 2024 to 8 January 2025"),
        ("2024-01-01", "2025-01-31", "some day from 1 January 2024 to 31 January 2025"),
        ("2024-01-01", "2025-12-31", "some day from 1 January 2024 to 31 December 2025"),
    ],
)
def test_span_in_words(first: str, last: str, words: str) -> None:
    """A span is said as shortly as it can be."""
    assert span_in_words(day(first), day(last)) == words


@given(days)
def test_day_in_words(number: int) -> None:
    """A day in words names its day, its English month and its year."""
    there = date.fromordinal(number)
    assert in_words(number) == f"{there.day} {MONTHS[there.month - 1]} {there.year}" == span_in_words(number, number)


@pytest.mark.parametrize("number", [NO_DAY, -1, LAST + 1, 10**30])
def test_no_such_day(number: int) -> None:
    """Outside the years 1 to 9999 there are no days to write."""
    for writer in (iso, in_words, lambda day: span_in_words(day, LAST)):
        with pytest.raises(BadDate, match="is not a day of the years 1 to 9999"):
            writer(number)


def test_span_runs_forward() -> None:
    """A span that ends before it begins is refused."""
    with pytest.raises(BadDate, match="2025-01-02 is after 2025-01-01"):
        span_in_words(day("2025-01-02"), day("2025-01-01"))
