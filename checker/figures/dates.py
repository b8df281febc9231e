"""Days as whole numbers: 1 is 1 January of the year 1, as in `datetime.date.toordinal`, and 0 means no day given."""

import re
from datetime import date
from functools import cache

NO_DAY = 0
MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip
SPAN = re.compile(r"([0-9]{4})(?:-([0-9]{2})(?:-([0-9]{2}))?)?")
OTHER_ORDER = re.compile(r"([0-9]{1,4})([-/. ])([0-9]{1,2})\2([0-9]{1,4})")
SHOWN = 40  # characters of an unreadable text that a message repeats


class BadDate(ValueError):  # noqa: N818  (a finding, not a failure)
    """Text or a number that is no date. The message is a plain sentence fragment saying why, fit for a user."""


def read_day(text: str) -> int:
    """The day that YYYY-MM-DD names.

    Raises:
        BadDate: anything else, or a day that is not in the calendar.
    """
    match = SPAN.fullmatch(text)
    if not match or not match[3]:
        raise BadDate(_expected(text, "a day as YYYY-MM-DD"))
    return _first(text, match)


def read_span(text: str) -> tuple[int, int]:
    """The first and the last day of what YYYY-MM-DD, YYYY-MM or YYYY names.

    Raises:
        BadDate: anything else, or a span that is not in the calendar.
    """
    match = SPAN.fullmatch(text)
    if not match:
        raise BadDate(_expected(text, "a date as YYYY-MM-DD, YYYY-MM or YYYY"))
    first = _first(text, match)
    if match[3]:
        return first, first
    year, month = int(match[1]), int(match[2] or 12)
    return first, date(year, month, _length(year, month)).toordinal()


@cache
def iso(day: int) -> str:
    """A day as YYYY-MM-DD. Raises BadDate outside the years 1 to 9999, and for NO_DAY."""
    return _date(day).isoformat()


@cache
def in_words(day: int) -> str:
    """A day as "24 January 2025", in English whatever the locale. Raises BadDate like `iso`."""
    there = _date(day)
    return f"{there.day} {MONTHS[there.month - 1]} {there.year}"


@cache
def span_in_words(first: int, last: int) -> str:
    """A span as "24 January 2025", "January 2025", "2025", or "some day from 1 to 24 January 2025".

    Raises:
        BadDate: like `iso`, or where the last day is before the first.
    """
    start, end = _date(first), _date(last)
    if first > last:
        raise BadDate(f"{iso(first)} is after {iso(last)}")
    if first == last:
        return in_words(first)
    if (start.day, start.year, end.day) == (1, end.year, _length(end.year, end.month)):
        if start.month == end.month:
            return f"{MONTHS[start.month - 1]} {start.year}"
        if (start.month, end.month) == (1, 12):
            return str(start.year)
    # what both days share is said once: "1 to 24 January 2025"
    shared = 2 if (start.year, start.month) == (end.year, end.month) else 1 if start.year == end.year else 0
    words = in_words(first).split(" ")
    return f"some day from {' '.join(words[: 3 - shared])} to {in_words(last)}"


def _date(day: int) -> date:
    if not 1 <= day <= date.max.toordinal():
        raise BadDate(f"{day} is not a day of the years 1 to 9999")
    return date.fromordinal(day)


def _length(year: int, month: int) -> int:
    """How many days a month has."""
    if month == 2:
        return 29 if year % 4 == 0 and (year % 100 != 0 or year % 400 == 0) else 28
    return 30 if month in {4, 6, 9, 11} else 31


def _first(text: str, match: re.Match[str]) -> int:
    """The first day of a matched span."""
    year, month, day = int(match[1]), int(match[2] or 1), int(match[3] or 1)
    if year == 0:
        raise BadDate(f"“{text}” is before the year 1")
    if not 1 <= month <= 12:
        raise BadDate(f"“{text}” has no month: months run from 01 to 12")
    if not 1 <= day <= _length(year, month):
        raise BadDate(f"“{text}” is not in the calendar: {MONTHS[month - 1]} {year} has {_length(year, month)} days")
    return date(year, month, day).toordinal()


def _expected(text: str, what: str) -> str:
    """What was expected instead of `text`, and how to write it where it can only mean one day."""
    shown = text if len(text) <= SHOWN else text[:SHOWN] + "…"
    days = _candidates(text)
    hint = f": write it as {days.pop()}" if len(days) == 1 else ""
    return f"“{shown}” is not {what}{hint}"


def _candidates(text: str) -> set[str]:
    """The days that a date in another order or with other signs could mean: 24/01/2025, 24.1.2025, 2025/1/24."""
    match, days = OTHER_ORDER.fullmatch(text.strip()), set[str]()
    one, _, two, three = match.groups() if match else ("",) * 4
    for year, month, day in ((one, two, three), (three, two, one), (three, one, two)):
        if len(year) == 4 and 1 <= int(month) <= 12 and 1 <= int(day) <= _length(int(year), int(month)):
            days.add(f"{year}-{int(month):02}-{int(day):02}")
    return days
