"""Dates that are not ISO, by a format such as %d/%m/%Y; the same in every locale."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property

from checker.figures.dates import MONTHS

SHORT = tuple(month[:3].lower() for month in MONTHS)
DIRECTIVES = {
    "Y": "(?P<year>[0-9]{4})", "m": "(?P<month>[0-9]{1,2})", "d": "(?P<day>[0-9]{1,2})",
    "b": f"(?P<short>{'|'.join(SHORT)})", "B": f"(?P<long>{'|'.join(MONTHS)})",
    "H": "[0-9]{1,2}", "M": "[0-9]{1,2}", "S": "[0-9]{1,2}", "f": "[0-9]{1,6}", "z": "(?:Z|[+-][0-9]{2}:?[0-9]{2})",
    "%": "%",
}  # fmt: skip


class BadFormat(ValueError):  # noqa: N818  (a fault of a map, told with the map's key)
    """Text that is no format of dates. The message is a plain sentence fragment."""


@dataclass(frozen=True)
class DateFormat:
    """A format: %Y year, %m or %b or %B month, %d day; %H %M %S %f %z are read over; %% is a percent sign.

    Raises:
        BadFormat: any other sign, one given twice, no year, or a day without a month.
    """

    text: str

    def __post_init__(self) -> None:
        signs = re.findall("%(.?)", self.text, re.DOTALL)
        unknown = [sign for sign in signs if sign not in DIRECTIVES]
        if unknown:
            known = " ".join(f"%{sign}" for sign in DIRECTIVES)
            raise BadFormat(f"%{unknown[0]} is not a sign of a date; known are {known}")
        months = [sign for sign in signs if sign in "mbB"]
        if len(months) > 1 or any(signs.count(sign) > 1 for sign in "Yd"):
            raise BadFormat("the year, the month or the day stands in it twice")
        if "Y" not in signs or ("d" in signs and not months):
            raise BadFormat("it is to have a year, as %Y, and a month where it has a day")

    def read(self, word: str) -> str:
        """The date as YYYY-MM-DD, YYYY-MM or YYYY; a word that does not fit is given back as it is."""
        match = self._pattern.fullmatch(word)
        if not match:
            return word
        found = match.groupdict()
        name = (found.get("short") or found.get("long") or "")[:3].lower()
        month = SHORT.index(name) + 1 if name else int(found.get("month") or 0)
        day = f"-{int(found['day']):02}" if found.get("day") else ""
        return f"{found['year']}-{month:02}{day}" if month else found["year"]

    @cached_property
    def _pattern(self) -> re.Pattern[str]:
        def part(match: re.Match[str]) -> str:
            return DIRECTIVES[match[1]] if match[1] else re.escape(match[0])

        return re.compile(re.sub("%(.)|[^%]", part, self.text), re.IGNORECASE)


def as_it_is(word: str) -> str:
    """ISO dates need no format."""
    return word


def reader(form: str) -> Callable[[str], str]:
    """What turns a date of a format into ISO; "" is ISO already. Raises BadFormat."""
    return DateFormat(form).read if form else as_it_is
