"""Ranges that need no programme, against those of one."""

import numpy as np
import pytest

from checker.figures.book import Book
from checker.joint import conflict_sets, implied
from checker.joint.implied import Ranges
from checker.joint.standing import Standing
from tests.helpers import dataset_of, seeds, table_of
from tests.joint.test_single_counts import HEADER, make

Ends = dict[str, tuple[float, float]]
KINDS: list[tuple[float, float, str]] = [(0.2, 0.15, ""), (0.5, 0.4, ""), (0.5, 0.15, "2024-01-03")]


def ranges(book: Book, *, everybody: bool = False) -> Ends:
    """By figure what those in no conflict set, or all, leave for what it counts."""
    found = conflict_sets(book)
    clear = found.every.figures if everybody else Standing(book, found, ()).clear
    asked = implied._asked(book, found.every)  # noqa: SLF001  (the very figures that a report asks for)
    own = Ranges(found, clear, asked)
    return {str(book.ids[at]): own.of(at) for at in asked}


def both(book: Book, monkeypatch: pytest.MonkeyPatch, *, everybody: bool = False) -> tuple[Ends, Ends]:
    """The same without a programme where none is needed, and by programmes alone."""
    quick = ranges(book, everybody=everybody)
    none = np.zeros(0, dtype=np.int64)
    monkeypatch.setattr(implied, "row_ranges", lambda *_: (none, none, none))
    return quick, ranges(book, everybody=everybody)


@pytest.mark.parametrize("seed", seeds(20))
def test_ranges_are_those_of_a_programme(seed: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """Of what figures that are in no clash leave: floors, ceilings, lists, months, and what may fall."""
    quick, long = both(make(seed, *KINDS[seed % 3]), monkeypatch)
    assert quick == long
    assert any(high < np.inf for _, high in quick.values())


@pytest.mark.parametrize("seed", seeds(6))
def test_figures_that_clash_leave_no_range(seed: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """In their own tree, where no open day joins it to another."""
    quick, long = both(make(seed, months=0.0), monkeypatch, everybody=True)
    assert quick == long
    assert (1.0, 0.0) in quick.values()


def test_counts_of_one_thing_need_no_programme(monkeypatch: pytest.MonkeyPatch) -> None:
    """None at all is asked."""
    rows = [f"a{n},army,front,killed,,{n},9,,2024-01-0{n},2024-02-01,s,," for n in range(1, 5)]
    book = Book(dataset_of(table_of(*rows, header=HEADER)))
    monkeypatch.setattr(implied, "ends", pytest.fail)
    assert ranges(book) == {f"a{n}": (n, 9) for n in range(1, 5)}


def test_an_open_day_bounds_from_its_last_on_and_up_to_its_first() -> None:
    """At least 5 by some day of January is at least 5 from the 31st on; at most 9 is at most 9 up to the 1st."""
    rows = [
        "a,army,front,killed,,5,,,2024-01,2024-02-01,s,,", "b,army,front,killed,,,9,,2024-01,2024-02-02,t,,",
        "c,army,front,killed,,1,,,2023-12-31,2024-02-03,u,,", "d,army,front,killed,,1,,,2024-01-20,2024-02-03,u,,",
        "e,army,front,killed,,1,,,2024-01-31,2024-02-03,u,,",
    ]  # fmt: skip
    found = ranges(Book(dataset_of(table_of(*rows, header=HEADER))))
    assert found == {"c": (1, 9), "d": (1, np.inf), "e": (5, np.inf)}
