"""Where all figures of a tree count one thing, the pairs that are seen at once are what a search would find."""

import random

import numpy as np
import pytest

from checker.figures.book import Book
from checker.joint import conflict_sets, conflicts, single_counts
from checker.joint.claims import claims
from checker.joint.days import laid
from checker.joint.families import families
from checker.joint.places import Places
from checker.joint.single_counts import clashing_pairs
from tests.helpers import dataset_of, seeds, table_of

HEADER = "id,population,scope,measure,reported,low,high,period_start,as_of,published,source,statement,revises"
MEASURES = ("killed", "killed", "captured", "casualties", "killed_and_wounded", "wounded", "present")


def make(seed: int, lists: float = 0.2, months: float = 0.15, since: str = "") -> Book:
    """Twelve armies of one quantity each: totals, lists and a period at times, known days and months, revisions.

    Whatever a source publishes on one day is one statement, so that open days join some of them.
    """
    rng, rows = random.Random(seed), list[str]()  # noqa: S311  (not for secrets)
    for army in range(12):
        measure, listed, period = rng.choice(MEASURES), rng.random() < lists, rng.random() < 0.1
        for number in range(rng.randint(2, 5)):
            day, low = rng.randint(3, 9), rng.randint(0, 4)
            kinds = [f",{low},", f",,{low}", f",{low},{low + rng.randint(0, 2)}"]
            amount = f"confirmed {low + 1},," if listed and rng.random() < 0.6 else rng.choice(kinds)
            as_of = f"2024-01-0{day}" if rng.random() >= months else "2024-01"
            start = (
                "2024-01-02" if period and measure != "present" and rng.random() < 0.9 and as_of != "2024-01" else ""
            )
            published = 1 if not number else rng.randint(2, 5)
            source = rng.randint(1, 2)
            said = f"s{source},{source}-{published}," + (f"f{army}-0" if number and rng.random() < 0.1 else "")
            rows.append(
                f"f{army}-{number},army{army},front,{measure},{amount},{start},{as_of},2024-02-0{published},{said}"
            )
    return Book(
        dataset_of(table_of(*rows, header=HEADER), scopes=f"id,part_of,since\nfront,,{since}\neast,front,2024-01-02\n")
    )


def at_sight(book: Book) -> tuple[int, int, int]:
    """How many figures are settled, how many are left to a search, and how many pairs clash."""
    places = Places(book)
    every = claims(book, places)
    tree, _ = families(places, every)
    every, doubtful = laid(every, tree)
    settled, pairs = clashing_pairs(every, tree, doubtful)
    return int(settled.sum()), int((doubtful & ~settled).sum()), len(pairs)


@pytest.mark.parametrize("seed", seeds(20))
def test_what_is_seen_at_once_is_what_a_search_finds(seed: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """The same sets, and of each pair the same one is too much; where nothing holds at sight, all is searched."""
    book = make(seed, *((0.2, 0.15) if seed % 2 else (0.5, 0.4)), since="2024-01-03" if seed % 3 == 0 else "")
    found = conflict_sets(book)
    monkeypatch.setattr(conflicts, "laid", lambda every, _tree: (every, every.figures >= 0))
    monkeypatch.setattr(conflicts, "clashing_pairs", lambda every, *_: (every.figures < 0, {}))
    long = conflict_sets(book)
    assert (found.sets, found.undecided) == (long.sets, ())
    assert {pair: long.floors[pair] for pair in found.floors if pair in long.floors} == {
        pair: floor for pair, floor in found.floors.items() if pair in long.floors
    }


def test_some_are_seen_at_once_and_some_are_searched() -> None:
    """So that the law above is about something."""
    settled, searched, pairs = np.sum([at_sight(make(seed, 0.5, 0.4)) for seed in range(8)], axis=0)
    assert min(settled, pairs) > 20
    assert searched


ROWS = [f"a{n},army,front,killed,,{200 + n},,,2024-01-0{n},2024-02-01,s,,\n" for n in range(1, 5)]
ROWS += [f"b{n},army,front,killed,,,{n},,2024-01-1{n},2024-02-02,t,,\n" for n in range(1, 5)]


@pytest.mark.parametrize(
    ("limit", "number", "known"), [("PAIRS", 16, 8), ("PAIRS", 15, 0), ("ROWS", 26, 8), ("ROWS", 25, 0)]
)
def test_too_many_pairs_are_left_to_the_search(
    limit: str, number: int, known: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Which has its own limit: so many are told, or looked at, and one fewer is not enough."""
    monkeypatch.setattr(single_counts, limit, number)
    assert at_sight(Book(dataset_of(table_of(*ROWS, header=HEADER))))[0] == known
