"""Histories of single people: what they show to hold together does, by a programme too."""

import random
from itertools import combinations

import pytest

from checker.figures.book import Book
from checker.joint.claims import Claims, claims
from checker.joint.exact import Exact
from checker.joint.people import People
from checker.joint.places import Places
from checker.joint.relations import relations
from tests.helpers import dataset_of, seeds, table_of

HEADER = "id,population,scope,measure,reported,period_start,as_of,published,source"
TREE = "id,part_of,split,complete\nall,,,\nnorth,all,side,yes\nsouth,all,side,yes\n"
PLACES = "id,part_of,split,complete\nwar,,,\nfront,war,where,yes\nrear,war,where,yes\n"
MEASURES = (
    "killed", "wounded", "captured", "killed_and_wounded", "casualties", "deployed", "died_of_wounds", "held",
    "present",
)  # fmt: skip


def tight(seed: int, many: int = 7, where: tuple[str, ...] = ("war",)) -> Book:
    """Figures of a few people on a few days, of which many cannot hold together."""
    rng = random.Random(seed)  # noqa: S311  (not for secrets)
    rows, measures = [], rng.sample(MEASURES, 3)
    for at in range(many):
        first, last = sorted((rng.randint(1, 4), rng.randint(1, 4)))
        measure = rng.choice(measures)
        period = rng.random() < 0.4 and first < last and measure not in {"held", "present"}
        number = rng.choice(["{}", "at least {}", "at most {}", "{}"]).format(rng.randint(0, 5))
        who, start = rng.choice(["all", "all", "all", "north", "south"]), f"2024-01-0{first}" if period else ""
        rows.append(f"f{at},{who},{rng.choice(where)},{measure},{number},{start},2024-01-0{last},2024-02-01,s{at}")
    return Book(dataset_of(table_of(*rows, header=HEADER), populations=TREE, scopes=PLACES))


def people(book: Book) -> tuple[People, Claims]:
    """All figures of a book."""
    places = Places(book)
    every = claims(book, places)
    return People(places, every, relations(places, every.cells)), every


@pytest.mark.parametrize("where", [("war",), ("war", "war", "front", "rear")], ids=["one place", "several"])
@pytest.mark.parametrize("seed", seeds(6))
def test_whom_people_are_found_for_can_hold_together(seed: int, where: tuple[str, ...]) -> None:
    """Nothing that a programme says cannot be: of any two or three of the figures."""
    book = tight(seed, where=where)
    found, every = people(book)
    exact, figures = Exact(Places(book), every), every.figures.tolist()
    groups = [*combinations(figures, 2), *combinations(figures, 3)]
    assert not [some for some in groups if found.can_hold(some) and exact.core(some)]


def test_people_are_found_for_nearly_all_that_can_hold() -> None:
    """So that few are left to programmes: nine in ten at least, of tables where a fifth of all groups clash."""
    shown, clashing, every_group = 0, 0, 0
    for seed in range(6):
        book = tight(seed)
        found, every = people(book)
        exact = Exact(Places(book), every)
        groups = list(combinations(every.figures.tolist(), 2))
        shown += sum(map(found.can_hold, groups))
        clashing += sum(bool(exact.core(some)) for some in groups)
        every_group += len(groups)
    assert clashing > every_group / 20
    assert shown > 0.9 * (every_group - clashing)


def test_nobody_is_in_two_parts_of_a_whole() -> None:
    """Of a cell from which the ways up through both trees part, nobody is shown."""
    shown = list[int]()
    for seed in range(4):
        found, every = people(tight(seed, where=("war", "front", "rear")))
        shown += [len(found.persons(counted)) - len(total) for counted, total in enumerate(every.sums)]
    assert set(shown) == {0, -1}
