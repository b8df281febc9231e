"""Dates that are not ISO."""

import pytest

from checker.intake.dateformat import BadFormat, reader


@pytest.mark.parametrize(
    ("form", "word", "date"),
    [
        ("%d/%m/%Y", "24/01/2025", "2025-01-24"),
        ("%d/%m/%Y", "4/1/2025", "2025-01-04"),
        ("%m/%Y", "1/2025", "2025-01"),
        ("%Y", "2025", "2025"),
        ("%d %B %Y", "24 January 2025", "2025-01-24"),
        ("%d-%b-%Y", "24-JAN-2025", "2025-01-24"),
        ("%Y-%m-%dT%H:%M:%S.%f%z", "2025-01-24T23:59:00.123456Z", "2025-01-24"),
        ("%Y%m%d", "20250124", "2025-01-24"),
        ("%%%Y", "%2025", "2025"),
        ("%d/%m/%Y", "2025-01-24", "2025-01-24"),
        ("%d/%m/%Y", "31/02/2025", "2025-02-31"),
        ("", "24/01/2025", "24/01/2025"),
    ],
)
def test_a_date_is_read_by_its_format(form: str, word: str, date: str) -> None:
    """As precisely as it is given; what does not fit stays as it is, and the calendar is for others to judge."""
    assert reader(form)(word) == date


@pytest.mark.parametrize(
    ("form", "why"),
    [
        ("%d/%m/%y", "%y is not a sign of a date"),
        ("%d/%m/%", "% is not a sign of a date"),
        ("%d/%m", "it is to have a year"),
        ("%d %Y", "a month where it has a day"),
        ("%Y %Y", "stands in it twice"),
        ("%m %B %Y", "stands in it twice"),
    ],
)
def test_a_bad_format_says_why(form: str, why: str) -> None:
    """Before any row is read."""
    with pytest.raises(BadFormat, match=why):
        reader(form)
