"""What is taken to be quicker changes nothing: each shortcut is held against the long way round."""

from collections.abc import Collection
from typing import Any

import numpy as np
import pytest

from checker.figures.book import Book, Ints
from checker.joint import conflict_sets, conflicts, implied, search
from checker.joint.conflicts import Conflicts, Part
from checker.joint.exact import Exact
from checker.joint.implied import Ranges, implied_ranges
from checker.joint.network import network
from checker.joint.places import Places
from checker.joint.relations import relations
from checker.joint.repairs import needed, needed_by_two
from tests.helpers import dataset_of, seeds, table_of
from tests.joint.cases import dataset_of_cases
from tests.joint.judging import batch
from tests.joint.middling import make_middling

CLASHING = (0, 3, 11)
MIDDLING = [
    pytest.param(lambda seed=seed: Book(make_middling(seed)), id=f"middling {seed}")
    for seed in sorted({*CLASHING, *seeds(2)})
]
SMALL = [
    pytest.param(lambda first=first: Book(dataset_of_cases(batch(first, 20))), id=f"small {first}")
    for first in (500 + 20 * seed for seed in seeds(2))
]
books = pytest.mark.parametrize("make", [*MIDDLING, *SMALL])


def all_bounds(own: Any, _layer: Any = None) -> Any:
    """Bounds as they are."""
    return own


@books
def test_bounds_that_follow_can_be_left_out(make: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    """The same sets are found with all bounds in every programme."""
    book = make()
    found = conflict_sets(book)
    monkeypatch.setattr(search, "leading", all_bounds)
    monkeypatch.setattr(conflicts, "leading", all_bounds)
    assert (conflict_sets(book).sets, found.undecided) == (found.sets, ())


@books
def test_statements_that_are_seen_to_hold_need_not_be_tried(make: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    """The same sets are found where a programme says which statements are near, and where each is tried."""
    book = make()
    found = conflict_sets(book).sets
    monkeypatch.setattr(search, "MANY", -1)
    monkeypatch.setattr(search, "FEW", 0)
    assert conflict_sets(book).sets == found
    monkeypatch.setattr(search, "MANY", 1_000)
    monkeypatch.setattr(search, "FEW", 1_000)
    assert conflict_sets(book).sets == found


def alone(book: Book, found: Conflicts, figures: Collection[int]) -> Part:
    """Some figures of a tree that took no search as a component of their own."""
    own = found.every.of_figures(sorted(figures)).compact()
    net = network(relations(Places(book), own.cells), own.cells, np.bincount(own.cell))
    return Part(own, net, Exact(Places(book), own))


@books
def test_two_that_clash_at_sight_clash_and_need_what_a_programme_says(make: Any) -> None:
    """Of every pair that no programme was asked about."""
    book = make()
    found, ends = conflict_sets(book), (book.column("low"), book.column("high"))
    for pair, floor in found.floors.items():
        part = found.part_of[floor] if floor in found.part_of else alone(book, found, pair)
        assert part.exact.core(pair) == pair
        asked = needed(part.claims, part.net, pair, ends)
        assert needed_by_two(part.claims, sorted(pair), floor, ends) == asked


def test_some_pairs_clash_at_sight_and_some_do_not() -> None:
    """So that the laws above are about something: of one count, of a part and its whole, and by a programme alone."""
    kinds = set()
    for seed in CLASHING:
        book = Book(make_middling(seed))
        found = conflict_sets(book)
        pairs = [frozenset(one) for one in found.sets if len(one) == 2]
        for pair in pairs:
            one, other = sorted(pair)
            kinds.add((pair in found.floors, bool(book.quantity[one] == book.quantity[other])))
    assert kinds >= {(True, True), (True, False), (False, False)}


def ranges(book: Book, found: Conflicts, clear: Ints) -> Any:
    """What is left for every quantity, and for every figure beside the others."""
    every = [int(at) for at in found.every.figures if found.every.counted[at] >= 0]
    own = Ranges(found, clear, every)
    return list(implied_ranges(book, found, clear)), {at: own.of(at) for at in every}


@books
def test_ends_between_two_that_are_the_same_need_no_programme(make: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    """Each end by a programme of its own is the same."""
    book = make()
    found = conflict_sets(book)
    clear = np.setdiff1d(found.every.figures, [at for one in found.sets for at in one])
    quick = ranges(book, found, clear)
    monkeypatch.setattr(implied, "tracks_of", lambda _, asked: [[at] for at in asked])

    def end(window: Any, at: int, sign: float, _known: float) -> Any:
        return window._solve(*window._terms[window._order[at]], sign)  # noqa: SLF001  (the long way round)

    monkeypatch.setattr(implied.Window, "_end", end)
    assert ranges(book, found, clear) == quick


def test_the_largest_is_asked_for_where_it_is_worth_it() -> None:
    """Elsewhere it is left open."""
    book = Book(make_middling(1))
    found = conflict_sets(book)
    clear = np.setdiff1d(found.every.figures, [at for one in found.sets for at in one])
    asked = [at for at in clear.tolist() if found.every.counted[at] >= 0]
    whole = Ranges(found, clear, asked)
    half = Ranges(found, clear, asked, worth=lambda at, low: at % 2 == 0 and low > 0)
    assert {half.of(at)[1] for at in asked if at % 2 == 0 and whole.of(at)[0] > 0} != {float("inf")}
    for at in asked:
        low, high = whole.of(at)
        assert half.of(at) == (low, high if at % 2 == 0 and low > 0 else float("inf"))


def test_days_that_do_not_do_for_those_kept_are_no_answer() -> None:
    """A statement that holds, though not on the last day that it may mean: whoever may clash with it is tried."""
    header = "id,population,scope,measure,low,high,as_of,published,source,statement"
    own = (
        "a,army,front,killed,,100,2024-01,2024-03-01,agency,one",
        "b,army,front,killed,200,,2024-01-20,2024-03-01,agency,one",
    )
    others = [f"c{day},army,front,killed,{100 + day},,2024-02-{day},2024-03-02,s{day},o{day}" for day in range(10, 20)]
    book = Book(dataset_of(table_of(*own, *others, header=header)))
    assert conflict_sets(book).sets == ()
    late = "z,army,front,killed,,150,2024-01-25,2024-03-02,ministry,two"
    book = Book(dataset_of(table_of(*own, *others, late, header=header)))
    place = book.dataset.position
    assert conflict_sets(book).sets == ((place["b"], place["z"]),)
