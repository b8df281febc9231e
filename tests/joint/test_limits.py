"""What cannot be told within the limits is undecided, by name, and never consistent."""

from collections.abc import Iterable
from types import ModuleType

import pytest

from checker.figures.book import Book, Ints
from checker.joint import (
    conflict_sets,
    conflicts,
    exact,
    is_consistent,
    portions,
    readings,
    relations,
    repairs,
    search,
    simple_trees,
    single_counts,
    solver,
)
from checker.joint.relations import TooLargeError
from checker.joint.solver import UndecidedError
from checker.pipeline import check
from checker.timings import Timings
from tests.helpers import dataset_of, table_of

SUM = (
    "a,army,front,killed,301,2024-01-13,2024-01-14,agency",
    "b,army,front,wounded,2701,2024-01-13,2024-01-14,agency",
    "c,army,front,killed_and_wounded,3801,2024-01-05,2024-01-05,president",
)
OPEN = (
    "a,army,front,killed,300,2024-01,2024-03-14,agency",
    "b,army,front,killed,100,2024-01-10,2024-03-14,officials",
    "c,army,front,killed,500,2024-01-20,2024-03-14,president",
    "d,army,front,wounded,30,2024-01,2024-03-14,agency",
    "e,army,front,killed_and_wounded,100,2024-01-05,2024-03-15,ministry",
)


def test_undecided_figures_are_named(monkeypatch: pytest.MonkeyPatch) -> None:
    """With their people, places and the reason; the run says that something was left out."""
    monkeypatch.setattr(solver, "ITERATIONS", 0)
    report = check(dataset_of(table_of(*SUM)))
    (one,) = report.undecided
    assert (one.populations, one.scopes, one.figures) == (("army",), ("front",), ("c", "a", "b"))
    assert one.reason == "the search reached its limit"
    (run,) = (run for run in report.rules if run.code == "C402")
    assert run.skipped == "1 parts of the figures were left undecided"
    assert not [finding for finding in report.findings if finding.code == "C402"]


def test_too_many_programmes_are_too_many(monkeypatch: pytest.MonkeyPatch) -> None:
    """Where no day has been found within them, nobody can tell."""
    book = Book(dataset_of(table_of(*OPEN)))
    assert is_consistent(book, range(5)) == (conflict_sets(book).sets == ())
    monkeypatch.setattr(exact, "NODES", 0)
    with pytest.raises(UndecidedError):
        is_consistent(book, range(5))


TWO_FAMILIES = (
    *SUM,
    "d,guard,front,killed,301,2024-01-13,2024-01-14,agency",
    "e,guard,front,wounded,2701,2024-01-13,2024-01-14,agency",
    "f,guard,front,killed_and_wounded,3801,2024-01-05,2024-01-05,president",
)
FALL = (
    "a,army,front,killed,301,2024-01-01,2024-01-14,agency",
    "b,army,front,killed,201,2024-01-02,2024-01-14,officials",
    "c,army,front,killed,101,2024-01-03,2024-01-14,president",
)


@pytest.mark.parametrize(
    ("module", "limit", "size", "reason"),
    [
        (relations, "CELLS", 2, "more than 2 counts hang together"),
        (search, "COLUMNS", 1, "counts in time hang together, more than 1"),
        (search, "SEARCHED", 1, "they clash, and"),
        (search, "STATEMENTS", 0, "statements may clash two by two, more than 0"),
    ],
)
def test_what_is_too_large_is_said_to_be(
    monkeypatch: pytest.MonkeyPatch, module: ModuleType, limit: str, size: int, reason: str
) -> None:
    """Each family by itself, and whatever else there is is searched all the same."""
    monkeypatch.setattr(module, limit, size)
    found = check(dataset_of(table_of(*TWO_FAMILIES))).undecided
    assert sorted(one.populations for one in found) == [("army",), ("guard",)]
    assert all(reason in one.reason for one in found)
    assert sorted(sorted(one.figures) for one in found) == [["a", "b", "c"], ["d", "e", "f"]]


def test_a_family_that_is_too_large_hides_no_other(monkeypatch: pytest.MonkeyPatch) -> None:
    """Families are looked at together only where they are not too large together."""
    small = "g,fleet,front,captured,7,2024-01-13,2024-01-14,agency"
    smaller = "h,fleet,front,captured,5,2024-01-14,2024-01-15,agency"
    monkeypatch.setattr(relations, "CELLS", 2)
    report = check(dataset_of(table_of(*SUM, small, smaller)))
    assert [one.populations for one in report.undecided] == [("army",)]
    assert [(f.code, f.figures) for f in report.findings if f.is_clash] == [("T301", ("g", "h"))]
    told = [row for row in report.implied if row.population == "army"]
    assert told == []


def test_clashing_pairs_are_listed_up_to_a_limit(monkeypatch: pytest.MonkeyPatch) -> None:
    """Those that were found are told all the same."""
    for module in (search, single_counts, simple_trees):
        monkeypatch.setattr(module, "PAIRS", 0)
    found = conflict_sets(Book(dataset_of(table_of(*FALL))))
    assert found.undecided[0][1] == "more than 0 pairs of them clash"
    assert (0, 1) in found.sets


def test_many_small_components_that_are_too_large_together_are_searched_one_by_one(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """The programme for all of them is left out, or given up, and nothing is lost."""
    book = Book(dataset_of(table_of(*TWO_FAMILIES)))
    wanted = conflict_sets(book)
    assert len(wanted.sets) == 2
    monkeypatch.setattr(conflicts, "COLUMNS", 0)
    assert conflict_sets(book).sets == wanted.sets
    monkeypatch.undo()
    monkeypatch.setattr(conflicts, "Programme", _Undecided)
    assert conflict_sets(book).sets == wanted.sets


class _Undecided:
    """A programme that never ends."""

    def __init__(self, *_: object) -> None:
        pass

    def stretch(self, _: object) -> None:
        """It reaches its limit."""
        raise UndecidedError


@pytest.mark.parametrize("jobs", [2, 3])
def test_threads_find_the_same(monkeypatch: pytest.MonkeyPatch, jobs: int) -> None:
    """In the same order, and the clock is told of all of it."""
    monkeypatch.setattr(portions, "FIGURES", 1)
    book, clock = Book(dataset_of(table_of(*TWO_FAMILIES))), Counting()
    one, several = conflict_sets(book), conflict_sets(book, clock, jobs)
    assert (one.sets, one.undecided, list(one.part_of)) == (several.sets, several.undecided, list(several.part_of))
    assert (clock.parts, clock.done) == (6, 6)


class Counting(Timings):
    """Timings that count what is done."""

    parts = done = 0

    def begin(self, step: str, parts: int = 0) -> None:
        """Note how much there is."""
        assert step
        self.parts = parts

    def advance(self, parts: int = 1) -> None:
        """Add to what is done."""
        self.done += parts


def test_repairs_that_cannot_be_told_leave_a_set_undecided(monkeypatch: pytest.MonkeyPatch) -> None:
    """Where there are too many ways to lay the open days of its members."""
    rows = (
        "a,x,y,killed,10,2024-01-05,2024-01-14,s",
        "b,x,y,killed,20,2024-01-06,2024-01-14,t",
        "c,x,y,killed,15,2024-01,2024-02-14,u",
    )
    (found,) = (f for f in check(dataset_of(table_of(*rows))).findings if f.code == "C402")
    assert [(one.figure, one.low, one.high, one.gap) for one in found.repairs] == [
        ("a", 15, 20, 5), ("b", 10, 15, 5), ("c", 20, None, 5),
    ]  # fmt: skip
    monkeypatch.setattr(repairs, "CALENDARS", 1)
    report = check(dataset_of(table_of(*rows)))
    assert [one.reason for one in report.undecided] == [
        "they clash, and what each would have to be was not found within the limits"
    ]


def test_a_range_that_is_not_found_is_not_told(monkeypatch: pytest.MonkeyPatch) -> None:
    """The figures are consistent all the same."""
    report = check(dataset_of(table_of(*SUM[:2])))
    monkeypatch.setattr(solver.Programme, "keep", _Undecided.stretch)
    assert report.implied == ()


def test_a_change_that_cannot_be_judged_is_no_reading(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nor is any of a family that is too large; the clash is told all the same."""
    rows = (
        "a,army,front,killed,1000,2024-01-13,2024-01-14,agency",
        "b,army,front,killed,102,2024-01-15,2024-01-16,agency",
        'c,army,front,killed,"1,000 to 1,050",2024-01-16,2024-01-17,ministry',
    )

    def kinds() -> list[list[str]]:
        found = check(dataset_of(table_of(*rows))).findings
        return [[reading.change for reading in f.readings] for f in found if f.code == "T301"]

    assert kinds() == [["zero"]]
    monkeypatch.setattr(readings, "Exact", _NeverSure)
    monkeypatch.setattr("checker.joint.readings.Pairs.may_clash", lambda *_: True)
    assert kinds() == [[]]
    monkeypatch.undo()
    monkeypatch.setattr(readings, "relations", _too_large)
    assert kinds() == [[]]


def _too_large(*_: object) -> None:
    raise TooLargeError("it is")


class _NeverSure(exact.Exact):
    """Answers that are never found."""

    def core(self, figures: Iterable[int]) -> frozenset[int]:
        """It reaches its limit."""
        raise UndecidedError(figures)


def test_where_those_kept_cannot_hold_all_others_are_looked_at(monkeypatch: pytest.MonkeyPatch) -> None:
    """On the days that were taken for open ones they may not, and nothing is lost by it."""
    header = "id,population,scope,measure,reported,as_of,published,source"
    rows = [row.replace("agency", f"agency-{number}") for number in range(3) for row in SUM[:2]]
    rows = [f"{number}{row}" for number, row in enumerate([*rows, SUM[2]])]
    book = Book(dataset_of(table_of(*rows, header=header)))
    wanted, stretch = conflict_sets(book).sets, solver.Programme.stretch

    def unfit(programme: solver.Programme, state: Ints) -> solver.Stretched:
        if (state == solver.HARD).any():
            raise solver.UnfitError
        return stretch(programme, state)

    monkeypatch.setattr(solver.Programme, "stretch", unfit)
    assert conflict_sets(book).sets == wanted
    assert len(wanted) > 1
