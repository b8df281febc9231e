"""Days that are laid earlier than the last that they may be, so that no more has to be searched than clashes."""

import numpy as np
import pytest

from checker.figures.book import Book
from checker.joint import conflict_sets
from checker.joint.claims import claims
from checker.joint.days import laid
from checker.joint.families import families
from checker.joint.places import Places
from tests.helpers import dataset_of, table_of

HEADER = "id,population,scope,measure,reported,low,high,as_of,published,source,statement,period_start"
OTHER = ["e,south,front,killed,,9,,2024-01-20,2024-02-02,u,,", "d,south,front,killed,,,20,2024-01,2024-02-03,t,one,"]


def book_of(*rows: str) -> Book:
    """A book of rows under HEADER."""
    return Book(dataset_of(table_of(*rows, header=HEADER)))


def days_of(book: Book) -> dict[str, int]:
    """By figure the day of January on which its end is laid."""
    places = Places(book)
    every = claims(book, places)
    days, _ = laid(every, families(places, every)[0])
    return {str(figure): int(day) - 738885 for figure, day in zip(book.ids, days.laid, strict=True)}


def test_a_statement_is_laid_before_what_it_would_clash_with(monkeypatch: pytest.MonkeyPatch) -> None:
    """At most 5 by some day of January, at least 7 by the 10th: so it meant the 9th or before, whatever it counts."""
    book = book_of(
        "a,north,front,killed,,,5,2024-01,2024-02-03,t,one,",
        "b,north,front,killed,,7,,2024-01-10,2024-02-02,u,,",
        *OTHER,
    )
    assert days_of(book) == {"a": 9, "b": 10, "d": 9, "e": 20}
    monkeypatch.setattr("checker.joint.conflicts._Found.search", pytest.fail)
    found = conflict_sets(book)
    assert (found.sets, found.undecided) == ((), ())


def test_totals_are_laid_earlier_beside_periods_too(monkeypatch: pytest.MonkeyPatch) -> None:
    """Only figures from one first day on are compared, and then all hold on those days."""
    book = book_of(
        "a,north,front,killed,,,5,2024-01,2024-02-03,t,one,",
        "b,north,front,killed,,7,,2024-01-10,2024-02-02,u,,",
        "c,north,front,killed,,9,,2024-01-31,2024-02-04,v,,2024-01-12",
        *OTHER,
    )
    assert days_of(book) == {"a": 9, "b": 10, "c": 31, "d": 9, "e": 20}
    monkeypatch.setattr("checker.joint.conflicts._Found.search", pytest.fail)
    assert conflict_sets(book).sets == ()


def test_one_day_moves_the_next() -> None:
    """What one statement says at least by an earlier day now is more than another, which is then laid before it."""
    book = book_of(
        "a,north,front,killed,,,5,2024-01,2024-02-03,t,one,",
        "b,north,front,killed,,7,,2024-01-10,2024-02-02,u,,",
        "c,south,front,killed,,30,,2024-01,2024-02-03,t,one,",
        "d,south,front,killed,,,20,2024-01,2024-02-04,v,two,",
        "e,west,front,killed,,,20,2024-01,2024-02-04,v,two,",
    )
    assert days_of(book) == {"a": 9, "b": 10, "c": 9, "d": 8, "e": 8}
    assert conflict_sets(book).sets == ()


def test_what_no_day_will_do_for_is_searched() -> None:
    """Before the 10th in one place, behind the 15th in the other: four figures clash, no two or three of them."""
    book = book_of(
        "a,north,front,killed,,,5,2024-01,2024-02-03,t,one,",
        "b,north,front,killed,,7,,2024-01-10,2024-02-02,u,,",
        "c,south,front,killed,,30,,2024-01,2024-02-03,t,one,",
        "d,south,front,killed,,,20,2024-01-15,2024-02-04,v,two,",
    )
    found = conflict_sets(book)
    assert [[str(book.ids[at]) for at in one] for one in found.sets] == [["b", "a", "c", "d"]]


@pytest.mark.parametrize(("day", "earliest"), [("2024-01-01", 31), ("2024-01-02", 1)])
def test_no_day_is_laid_before_the_first_that_it_may_be(day: str, earliest: int) -> None:
    """A floor on the first of the month is in the way of a ceiling in it, whichever day that is for."""
    book = book_of(
        "a,north,front,killed,,,5,2024-01,2024-02-03,t,one,", f"b,north,front,killed,,7,,{day},2024-02-02,u,,"
    )
    assert days_of(book)["a"] == earliest
    assert len(conflict_sets(book).sets) == (earliest == 31)


def test_rounds_end(monkeypatch: pytest.MonkeyPatch) -> None:
    """What is not done by then is searched, with the same answer."""
    monkeypatch.setattr("checker.joint.days.ROUNDS", 0)
    book = book_of(
        "a,north,front,killed,,,5,2024-01,2024-02-03,t,one,", "b,north,front,killed,,7,,2024-01-10,2024-02-02,u,,"
    )
    assert days_of(book)["a"] == 31
    assert conflict_sets(book).sets == ()


def test_a_list_is_not_held_against_the_true_count_where_days_of_their_own_begin_either() -> None:
    """More may be entered on it than happen from a day on; on a list of all days there are no more than in truth."""
    rows = [
        "a,north,front,killed,confirmed 8,,,2024-01-12,2024-02-04,w,,",
        "b,north,front,killed,,,5,2024-01-20,2024-02-05,t,,",
        "c,north,front,killed,,6,,2024-01-15,2024-02-06,u,,",
    ]
    found = [
        conflict_sets(Book(dataset_of(table_of(*rows, header=HEADER), scopes=f"id,part_of,since\n{scopes}\n"))).sets
        for scopes in ("front,,", "front,,2024-01-10", "front,,2024-01-10\neast,front,2024-01-09")
    ]
    assert found == [((0, 1), (1, 2)), ((0, 1), (1, 2)), ((1, 2),)]


def test_a_count_that_may_fall_clashes_on_one_day_alone() -> None:
    """Wounded, where nobody counts who died: at least 7 on the 10th, at most 5 later is no clash; so with a list."""
    rows = [
        "a,north,front,wounded,,7,,2024-01-10,2024-02-02,u,,",
        "b,north,front,wounded,,,5,2024-01-12,2024-02-03,t,,",
        "c,north,front,wounded,,,6,2024-01-10,2024-02-03,v,,",
        "d,north,front,wounded,confirmed 8,,,2024-01-12,2024-02-04,w,,",
    ]
    book = book_of(*rows)
    found = conflict_sets(book)
    clashes = sorted(sorted(str(book.ids[at]) for at in one) for one in found.sets)
    assert clashes == [["a", "c"], ["b", "d"]]
    assert not found.part_of
    assert np.array_equal(sorted(found.floors.values()), sorted(np.flatnonzero(np.isin(list(book.ids), ["a", "d"]))))
