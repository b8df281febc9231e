"""What cannot be told within the limits is undecided, by name, and never consistent."""

import pytest

from checker.figures.book import Book
from checker.joint import conflict_sets, exact, is_consistent, solver
from checker.joint.solver import UndecidedError
from checker.pipeline import check
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
