"""Sums of a total and a period, against a look at every total before with every total after."""

import random
from collections.abc import Iterator
from itertools import permutations
from math import inf
from typing import Any

import pandas as pd
import pytest

from checker.figures.book import Book
from checker.figures.increments import failing_sums
from tests.helpers import dataset_of, seeds, table_of

HEADER = "id,population,scope,measure,low,high,period_start,as_of,published,source,statement,revises"
DAYS = [f"2024-01-{day:02}" for day in range(1, 32)]


def random_rows(rng: random.Random, place: int) -> Iterator[str]:
    """A few totals and periods of one source and quantity; some days unknown, some ranges open, seldom a revision."""
    measure, ids = rng.choice(["killed", "killed", "wounded"]), [f"{place}-{number}" for number in range(8)]
    wobble = rng.choice([1, 1, 12])
    for number, name in enumerate(ids):
        day, told = rng.randrange(4, 10), rng.randrange(10, 14)
        start = rng.choice(["", "", DAYS[day - rng.randrange(3)]])
        low = rng.randrange(15) if start else 4 * day + rng.randrange(wobble)
        high = rng.choice([*[low] * 4, low + 3, ""])
        as_of = rng.choice([*[DAYS[day]] * 9, "2024-01"])
        revises = ids[0] if number == 6 and rng.random() < 0.2 else ""
        cells = (low, high, start, as_of, DAYS[told], "staff", rng.choice(["", "x"]), revises)
        yield ",".join([name, f"p{place}", "front", measure, *map(str, cells)])


class Truth:
    """The clashes of one book by looking at all of it, figure by figure."""

    def __init__(self, book: Book) -> None:
        self.book = book
        self.rows: list[Any] = list(book.figures.assign(until=book.superseded, known=book.day_known).itertuples())
        self.totals = [row for row in self.rows if not row.period_start]
        self.fallen = {row.Index for pair in permutations(self.totals, 2) if self.falls(*pair) for row in pair}

    @staticmethod
    def one_day(one: Any, other: Any) -> bool:
        """Whether two figures count up to one day, known or not."""
        spans = (one.as_of_first, one.as_of_last) == (other.as_of_first, other.as_of_last)
        return spans and (bool(one.known) or one.statement == other.statement)

    @staticmethod
    def alike(one: Any, other: Any) -> bool:
        """Whether they are totals of one quantity, between the same revisions."""
        return (one.population, one.until) == (other.population, other.until)

    def falls(self, earlier: Any, later: Any) -> bool:
        """Whether two totals may clash by themselves."""
        may_be = earlier.as_of_first <= later.as_of_last
        return self.alike(earlier, later) and may_be and bool(earlier.low > later.high)

    def current(self, period: Any) -> list[Any]:
        """The totals that the source stood by when it published a period."""
        own = [total for total in self.totals if total.population == period.population]
        until = min((total.until for total in own if total.until > period.published), default=0)
        return [total for total in own if total.until == until]

    def clashes(self, period: Any, before: Any, after: Any) -> Iterator[tuple[int, float]]:
        """The signs and gaps of what is certain of one period between two totals that do not clash."""
        eve, wounded = period.period_start - 1, period.measure == "wounded"
        on_eve = before.known and before.as_of_first == eve
        on_end = self.one_day(after, period)
        exact = on_eve and on_end
        floor, ceiling = on_eve or before.as_of_last <= eve, on_eve or before.as_of_first >= eve
        low_after, high_after = (
            on_end or after.as_of_last <= max(period.as_of_first, period.period_start),
            (on_end or after.as_of_first >= period.as_of_last),
        )
        if floor and high_after and (exact or not wounded) and before.low <= after.high:
            yield 1, before.low + period.low - after.high
        if ceiling and low_after and (exact or not wounded) and after.as_of_last > before.as_of_first:
            yield -1, after.low - before.high - period.high

    def all_of(self, period: Any) -> dict[tuple[int, int, int], float]:
        """Every clash of a period: before, after and sign, with its gap."""
        return {
            (before.Index, after.Index, sign): gap
            for before, after in permutations(self.current(period), 2)
            for sign, gap in self.clashes(period, before, after)
            if gap > 0
        }


@pytest.mark.parametrize("seed", seeds(2))
def test_sums_fail_as_a_look_at_all_totals_says(seed: int) -> None:
    """What is told is a clash; where none of the totals clash among themselves, no period that clashes is left out."""
    rng = random.Random(seed)  # noqa: S311  (not for secrets)
    rows = [row for place in range(150) for row in random_rows(rng, place)]
    dataset = dataset_of(table_of(*rows, header=HEADER))
    assert dataset.rejected < len(rows) / 4
    book = Book(dataset)
    truth = Truth(book)
    found: list[Any] = list(failing_sums(book).itertuples())
    told = {row.period: row for row in found}
    assert len(told) == len(found) > 20
    for period in truth.rows:
        clashes = truth.all_of(period) if period.period_start else {}
        row = told.get(period.Index)
        if row is not None:
            assert clashes[row.first, row.second, row.sign] == row.gap
            _bounds_of(book.figures, row)
        elif not any(total.Index in truth.fallen for total in truth.totals if total.population == period.population):
            assert not clashes


def _bounds_of(figures: pd.DataFrame, row: Any) -> None:
    """The ends that are told are those of the figures."""
    mine, other = ("low", "high") if row.sign > 0 else ("high", "low")
    assert row.first_end == figures[mine][row.first]
    assert row.period_end == figures[mine][row.period]
    assert row.second_end == figures[other][row.second] < inf


def test_nothing_of_nothing() -> None:
    """A book without periods, or without totals, has no sums."""
    header = "id,population,scope,measure,reported,period_start,as_of,published,source"
    for start in ("", "2024-01-02"):
        book = Book(dataset_of(table_of(f"a,army,front,killed,3,{start},2024-01-03,2024-01-04,staff", header=header)))
        assert failing_sums(book).empty
