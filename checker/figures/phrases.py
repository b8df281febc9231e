"""How figures are put into words: the same way in every rule and every output."""

import math
import re
from dataclasses import dataclass
from functools import cache
from typing import Any

import numpy as np

from checker.figures.dataset import Dataset
from checker.figures.dates import in_words, span_in_words
from checker.figures.words import KEPT, words_in


def count(number: float, digits: int = 2) -> str:
    """1234.0 as "1,234"; a half keeps its decimals, so many at most."""
    return f"{number:,.0f}" if float(number).is_integer() else f"{number:,.{max(digits, 2)}f}".rstrip("0").rstrip(".")


def amount(low: float, high: float, unit: str = "") -> str:
    """A range in words: "1,350 to 1,650", "at least 900", "at most 660", "983"."""
    if low == high:
        return count(low) + unit
    if math.isinf(high):
        return f"at least {count(low)}{unit}"
    if low == 0:
        return f"at most {count(high)}{unit}"
    return f"{count(low)} to {count(high)}{unit}"


def times(ratio: float) -> str:
    """How many times larger: "1.4 times", "13 times", "1.012 times" (never rounded to "1.0 times")."""
    digits = next((digits for digits in range(1, 16) if round(ratio, digits) > 1), 16)
    return f"{ratio:.0f} times" if ratio >= 9.95 else f"{ratio:.{digits}f} times"


def percents(low: float, high: float, digits: int = 0) -> str:
    """A range of shares, 0.31 to 0.42 as "31 to 42 %"; below 10 % with a decimal, or with as many as asked for."""
    least = [max(digits, 0 if end >= 0.1 else 1) for end in (low, high)]
    ends = ((100 * end, places) for end, places in zip((low, high), least, strict=True))
    first, last = (f"{count(round(end, places), places)}" if math.isfinite(end) else "" for end, places in ends)
    if not last:
        return f"at least {first} %"
    if low == 0:
        return f"at most {last} %"
    return f"{first} %" if first == last else f"{first} to {last} %"


def more_of(number: int, one: str, several: str) -> str:
    """How many likewise, as a sentence of its own: " 3 more figures clash." Nothing for none."""
    if number <= 0:
        return ""
    return f" One more {one}." if number == 1 else f" {number} more {several}."


def json_number(number: float) -> float | int | None:
    """A number as JSON has it: whole ones without a point, unbounded as null."""
    if not math.isfinite(number):
        return None
    return int(number) if float(number).is_integer() else round(float(number), 6)


@dataclass(frozen=True, slots=True)
class Quote:
    """One figure as a reader wants to see it. `line` is its physical line; `party` the camp of its source."""

    id: str
    quantity: str
    reported: str
    range: str
    low: float
    high: float
    source: str
    party: str
    as_of: str
    published: str
    via: str
    url: str
    note: str
    status: str
    origin: str
    line: int

    @property
    def words(self) -> str:
        """The words that were used, in quotes, or the range where there are none."""
        return f"“{self.reported}”" if self.reported else self.range

    @property
    def reading(self) -> str:
        """The range that the words were read as, "" where it says no more than they do."""
        read = re.escape(self.range.replace(" ", ""))
        said = re.search(rf"(?<![\d.,]){read}(?![\d.,])", self.reported.replace(" ", ""))
        return "" if said or not self.reported else self.range

    @property
    def amount(self) -> str:
        """The words that were used, and the range they were read as where that says more."""
        return f"{self.words} ({self.reading})" if self.reading else self.words


@cache
def _time(start: int, first: int, last: int, *, stock: bool) -> str:
    """From a day, 0 where none is given, up to a day between two."""
    day = span_in_words(first, last)
    if first != last and not day.startswith("some day"):
        day = f"some day in {day}"
    if start:
        return f"on {day}" if start == first == last else f"from {in_words(start)} to {day}"
    return f"{'on' if stock else 'by'} {day}"


class Phrases:
    """Puts the figures of one dataset into words; a figure is named by its position in `dataset.figures`."""

    def __init__(self, dataset: Dataset) -> None:
        self.dataset = dataset
        self._columns: dict[str, Any] = {}

    def value(self, at: int, column: str) -> Any:
        """One cell of `dataset.figures`."""
        if column not in self._columns:
            cells = self.dataset.figures[column]
            self._columns[column] = words_in(cells) if cells.dtype == KEPT else np.asarray(cells)
        return self._columns[column][at]

    def noun(self, at: int) -> str:
        """What is counted, as it stands behind a number."""
        return self.dataset.vocabulary[self.value(at, "measure")].noun

    def quantity(self, at: int) -> str:
        """Who, where and what: "North Korean forces, Kursk Oblast: killed"."""
        return f"{self.people(at)}: {self.noun(at)}"

    def people(self, at: int) -> str:
        """Who and where: "North Korean forces, Kursk Oblast"."""
        who = self.dataset.populations.name(self.value(at, "population"))
        return f"{who}, {self.dataset.scopes.name(self.value(at, 'scope'))}"

    def source(self, at: int) -> str:
        """Who says it."""
        return self.dataset.source_name(self.value(at, "source"))

    def until(self, at: int) -> str:
        """The time a figure covers: "by 15 January 2025", "from 20 to ...", "on 4 November 2025"."""
        first, last = int(self.value(at, "as_of_first")), int(self.value(at, "as_of_last"))
        stock = self.dataset.vocabulary[self.value(at, "measure")].is_stock
        return _time(int(self.value(at, "period_start")), first, last, stock=stock)

    def range(self, at: int) -> str:
        """The range in words."""
        unit = " %" if self.value(at, "is_share") else ""
        return amount(self.value(at, "low"), self.value(at, "high"), unit)

    def said(self, at: int) -> str:
        """The wording in quotes, or the range where no wording is given."""
        return f"“{self.value(at, 'reported')}”" if self.value(at, "reported") else self.range(at)

    def claim(self, at: int) -> str:
        """Who said what up to when."""
        return f"{self.source(at)} said {self.said(at)} {self.until(at)}"

    def quote(self, at: int) -> Quote:
        """Everything about one figure."""
        data, table = self.dataset, self.dataset.tables["figures.csv"]
        get = self.value
        return Quote(
            id=get(at, "id"), quantity=self.quantity(at), reported=get(at, "reported"), range=self.range(at),
            low=get(at, "low"), high=get(at, "high"), source=self.source(at), party=data.party(get(at, "source")),
            as_of=self.until(at), published=in_words(int(get(at, "published"))), via=get(at, "via"), url=get(at, "url"),
            note=get(at, "note"), status=get(at, "status"), origin=get(at, "derived_from"),
            line=table.line(int(get(at, "row"))),
        )  # fmt: skip
