"""What holds at sight holds, and what does not by one person or by somebody's list is looked at."""

import random

import numpy as np
import pytest

from checker.figures.book import Book
from checker.joint import is_consistent
from checker.joint.claims import claims
from checker.joint.families import families, holds_at_sight
from checker.joint.places import Places
from tests.helpers import dataset_of, seeds, table_of

HEADER = "id,population,scope,measure,reported,low,high,period_start,as_of,published,source"


def at_sight(*rows: str) -> bool:
    """Whether all figures of one family hold at sight; never where they cannot hold."""
    book = Book(dataset_of(table_of(*rows, header=HEADER)))
    places = Places(book)
    every = claims(book, places)
    held = holds_at_sight(every, families(places, every)[0], np.ones(len(every.figures), dtype=bool))
    assert len(set(held.tolist())) == 1
    assert is_consistent(book, range(len(book))) or not held.any()
    return bool(held.all())


@pytest.mark.parametrize(("high", "held"), [(300, True), (299, False)])
def test_exactly_as_many_hold_and_one_less_does_not(high: int, held: bool) -> None:  # noqa: FBT001
    """A total, a list that is a floor for others, and a period."""
    total = "a,army,front,killed,,300,,,2024-01-10,2024-01-11,agency"
    later = f"z,army,front,killed,,,{high},,2024-01-12,2024-01-13,ministry"
    assert at_sight(total, later) == held
    assert at_sight("a,army,front,killed,confirmed 300,,,,2024-01-10,2024-01-11,agency", later) == held
    first = "a,army,front,killed,,100,,,2024-01-08,2024-01-11,agency"
    period = "b,army,front,killed,,200,,2024-01-09,2024-01-10,2024-01-11,agency"
    assert at_sight(first, period, later) == held


@pytest.mark.parametrize(("before", "held"), [(200, True), (199, False)])
def test_what_a_period_cannot_hold_was_there_before_it(before: int, held: bool) -> None:  # noqa: FBT001
    """Of at least 300, at most 100 in the last days: so at least 200 before them."""
    total = "a,army,front,killed,,300,,,2024-01-12,2024-01-13,agency"
    period = "b,army,front,killed,,,100,2024-01-09,2024-01-12,2024-01-13,agency"
    earlier = f"c,army,front,killed,,,{before},,2024-01-08,2024-01-13,ministry"
    assert at_sight(total, period, earlier) == held


@pytest.mark.parametrize("seed", seeds(40))
def test_what_holds_at_sight_holds(seed: int) -> None:
    """Random totals, lists and periods of one quantity, on known days and within months."""
    rng = random.Random(seed)  # noqa: S311  (not for secrets)
    rows = []
    for number in range(rng.randint(2, 5)):
        day, low = rng.randint(3, 9), rng.randint(0, 4)
        amount = rng.choice([f"confirmed {low},,", f",{low},", f",,{low}", f",{low},{low + rng.randint(0, 2)}"])
        start = f"2024-01-0{rng.randint(1, day - 1)}" if rng.random() < 0.4 else ""
        as_of = "2024-01" if rng.random() < 0.2 and not start else f"2024-01-0{day}"
        rows.append(f"f{number},army,front,killed,{amount},{start},{as_of},2024-02-01,s{rng.randint(1, 2)}")
    at_sight(*rows)


def test_families_are_whole_trees_and_what_an_open_day_joins() -> None:
    """Brigades of one army are one family, another army another, unless one statement leaves a day open for both."""
    tree = "id,part_of\narmy,\nbrigade,army\nguard,\n"

    def labels(as_of: str) -> list[int]:
        rows = (
            "a,army,front,killed,5,,,,2024-01-10,2024-02-11,agency",
            "b,brigade,front,killed,5,,,,2024-01-10,2024-02-11,agency",
            f"c,guard,front,killed,5,,,,{as_of},2024-02-11,agency",
            f"d,brigade,front,killed,5,,,,{as_of},2024-02-11,agency",
        )
        book = Book(dataset_of(table_of(*rows, header=HEADER), populations=tree))
        places = Places(book)
        found = families(places, claims(book, places))[1]
        numbers: list[int] = np.unique(found, return_inverse=True)[1].tolist()
        return numbers

    assert len(set(labels("2024-01-12"))) == 2
    assert len(set(labels("2024-01"))) == 1
