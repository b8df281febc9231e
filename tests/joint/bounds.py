"""What each figure says of a history: a bound on one of its counts, on the days that it may mean."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from functools import cached_property
from math import isinf
from typing import Any

from checker.figures.book import Book
from tests.joint.history import Cells, Row, Terms, combined, first_day, kin

Choice = tuple[int, int, int]  # a statement and the span in which its one unknown day lies


@dataclass(frozen=True)
class Claim:
    """One figure. `base` is the position of the figure that it is a share of, -1 for none."""

    book: Book
    at: int

    def cell(self, column: str) -> Any:
        """One cell of the dataset's figures."""
        return self.book.column(column)[self.at]

    @cached_property
    def base(self) -> int:
        """The figure that this one is a share of; -1 where it is a share of a measure, of nothing there, or none."""
        of = str(self.cell("share_of"))
        return -1 if of in self.book.dataset.vocabulary else self.book.dataset.position.get(of, -1)

    @property
    def is_share(self) -> bool:
        """A percentage of a measure or of a figure."""
        return bool(self.cell("is_share"))

    @property
    def takes_part(self) -> bool:
        """A witness, or a share with a base that is no plan."""
        if not self.is_share:
            return bool(self.book.is_witness[self.at])
        if self.cell("status") != "reported" or self.book.is_retold[self.at]:
            return False
        based = self.base >= 0 and self.book.column("status")[self.base] != "planned"
        return based or str(self.cell("share_of")) in self.book.dataset.vocabulary

    @property
    def is_list(self) -> bool:
        """A number on the source's own list."""
        return bool(self.cell("own_list")) and not self.is_share and not self.book.is_period[self.at]

    @property
    def is_floor(self) -> bool:
        """What a list gives for a period: as it may have been entered later, it says how many there were at least."""
        return bool(self.cell("own_list")) and bool(self.book.is_period[self.at])

    @property
    def choice(self) -> Choice | None:
        """Which unknown day it counts up to; None where it is known."""
        first, last = int(self.cell("as_of_first")), int(self.cell("as_of_last"))
        return (int(self.cell("statement")), first, last) if first < last else None

    @property
    def days(self) -> range:
        """The days that it may count up to: none before its period, or before a total's first day."""
        is_stock = self.book.dataset.vocabulary[self.cell("measure")].is_stock
        begins = 0 if is_stock else max(int(self.cell("period_start")), int(self.cell("since")))
        return range(max(int(self.cell("as_of_first")), begins), int(self.cell("as_of_last")) + 1)

    @property
    def start(self) -> int:
        """The first day that is counted, 0 where nothing before is known to be left out, or nothing is there to be."""
        who, where = (str(self.cell(column)) for column in ("population", "scope"))
        since = 0 if first_day(self.book.dataset, who, where) is not None else int(self.cell("since"))
        return int(self.cell("period_start")) or since

    @property
    def measures(self) -> list[str]:
        """What it counts, and what it is a share of."""
        of = str(self.cell("share_of"))
        return [str(self.cell("measure")), *([of] if of in self.book.dataset.vocabulary else [])]

    def counted(self, cells: Cells, day: int, measure: str = "") -> Terms:
        """What it counts, or another measure of the same people, over its window up to a day."""
        who, where, source = (str(self.cell(column)) for column in ("population", "scope", "source"))
        name = measure or str(self.cell("measure"))
        value = cells.listed if self.is_list and not measure else cells.value
        level = value(who, where, name, source, day)
        if not self.start or self.book.dataset.vocabulary[name].is_stock:
            return level
        return combined((1, level), (-1, value(who, where, name, source, self.start - 1)))

    def rows(self, cells: Cells, day: int, base_day: int = 0) -> list[Row]:
        """Its low and its high, where it counts up to a day, and the figure that it is a share of up to another."""
        own, low, high = self.counted(cells, day), _exact(self.cell("low")), self.cell("high")
        most = None if isinf(high) or self.is_floor else _exact(high)
        if not self.is_share:
            rows = [Row("figure", own, constant=-low)]
            return rows if most is None else [*rows, Row("figure", combined((-1, own)), constant=most)]
        if self.base >= 0:
            of = Claim(self.book, self.base).counted(cells, base_day)
        else:
            of = self.counted(cells, day, str(self.cell("share_of")))
        rows = [Row("figure", combined((100, own), (-low, of)))]
        return rows if most is None else [*rows, Row("figure", combined((most, of), (-100, own)))]

    def cases(self) -> Iterator[tuple[dict[Choice, int], int, int]]:
        """Every pair of days that it may mean, its own and its base's, and what has to be chosen for it."""
        base = Claim(self.book, self.base) if self.base >= 0 else None
        for day in self.days:
            for base_day in base.days if base else [0]:
                needed = [(self.choice, day), *([(base.choice, base_day)] if base else [])]
                chosen = {choice: when for choice, when in needed if choice}
                if all(chosen[choice] == when for choice, when in needed if choice):
                    yield chosen, day, base_day


def _exact(number: float) -> Fraction:
    return Fraction(Decimal(repr(float(number))))


def claims(book: Book, figures: Iterable[int]) -> list[Claim]:
    """The figures that take part."""
    return [claim for claim in (Claim(book, int(at)) for at in figures) if claim.takes_part]


def cells_of(book: Book, taking_part: list[Claim], ignored: frozenset[str] = frozenset()) -> Cells:
    """What has to be counted for some figures to be held against each other."""
    dataset, bases = book.dataset, [Claim(book, claim.base) for claim in taking_part if claim.base >= 0]
    named = [*taking_part, *bases]
    days = [day for claim in named for day in _mentioned(claim)]
    loose = {pair for claim in named for name in claim.measures for pair in _loose(claim, name)}
    lists = {(str(claim.cell("measure")), str(claim.cell("source"))) for claim in named if claim.is_list}
    return Cells(
        dataset,
        kin(dataset.populations, [str(claim.cell("population")) for claim in named]),
        kin(dataset.scopes, [str(claim.cell("scope")) for claim in named]),
        range(min(days, default=1) - 1, max(days, default=1) + 1),
        sorted(loose),
        sorted(lists),
        ignored,
    )


def _mentioned(claim: Claim) -> list[int]:
    """Every day that a figure names."""
    return [day for name in ("as_of_first", "as_of_last", "period_start", "since") if (day := int(claim.cell(name)))]


def _loose(claim: Claim, measure: str) -> Iterator[tuple[str, str]]:
    """The loose terms in a measure, each with whose it is."""
    word = claim.book.dataset.vocabulary[measure]
    if word.is_loose:
        yield measure, str(claim.cell("source"))
    for part in (*word.exactly, *word.at_least):
        yield from _loose(claim, part)
