"""Old numbers that are said again, against a look at every three figures."""

import random
from typing import Any

import pytest

from checker.figures.book import NEVER, Book
from checker.figures.repeats import stale_repeats
from tests.helpers import dataset_of, seeds, table_of

HEADER = "id,population,scope,measure,reported,as_of,published,source,revises"
WORDS = ("{}", "about {}", "up to {}", "more than {}", "confirmed {}", "{} to 40")
DAYS = 30


def random_rows(rng: random.Random, place: int) -> list[str]:
    """A few totals of three sources over half a year, few numbers, some words around them."""
    rows = []
    for number in range(8):
        month, day = rng.randrange(1, 6), rng.randrange(1, 28)
        as_of = rng.choice([*[f"2024-{month:02}-{day:02}"] * 5, f"2024-{month:02}"])
        words = rng.choice(WORDS).format(rng.choice([10, 10, 10, 20, 30]))
        published, revises = f"2024-{month:02}-28", f"{place}-0" if number and rng.random() < 0.05 else ""
        rows.append(f"{place}-{number},p{place},front,killed,{words},{as_of},{published},{rng.choice('abc')},{revises}")
    return rows


def is_stale(rows: list[Any], later: Any) -> tuple[int, set[int]]:
    """The first figure with the number of a total, and those of other sources that have risen above it meanwhile."""
    single = [row for row in rows if row.first_number == row.last_number == later.first_number == later.last_number]
    first = min(single, key=lambda row: (row.as_of_last, row.Index), default=later)
    if later.as_of_first - first.as_of_last < DAYS or later.own_list or later.until < NEVER:
        return -1, set()
    above = [row for row in rows if row.source != later.source and row.low > later.high]
    already = {(row.source, row.until) for row in above if row.as_of_last <= first.as_of_last}
    risen = {
        row.Index
        for row in above
        if row.as_of_last <= later.as_of_first
        and (row.source, row.until) not in already
        and later.published < row.until
    }
    return first.Index, risen


@pytest.mark.parametrize("seed", seeds(2))
def test_repeats_are_those_that_a_look_at_all_figures_finds(seed: int) -> None:
    """Each repetition once, beside the first figure with its number and one of those that have risen above it."""
    rng = random.Random(seed)  # noqa: S311  (not for secrets)
    lines = [row for place in range(150) for row in random_rows(rng, place)]
    dataset = dataset_of(table_of(*lines, header=HEADER))
    book = Book(dataset)
    rows: list[Any] = list(book.figures.assign(until=book.superseded).itertuples())
    stale = {row.Index: is_stale([r for r in rows if r.population == row.population], row) for row in rows}
    checked, frame = stale_repeats(book, DAYS)
    found: list[Any] = list(frame.itertuples())
    assert checked == sum(first >= 0 for first, _ in stale.values())
    told = [(at, row.first) for row in found for at in row.repeats]
    assert sorted(told) == [(at, first) for at, (first, risen) in stale.items() if risen]
    assert len(told) > 10
    for row in found:
        assert row.other in stale[row.second][1]
        assert row.low == max(rows[at].low for at in stale[row.second][1])
        assert row.second == min(row.repeats, key=lambda at: (rows[at].as_of_last, at))
