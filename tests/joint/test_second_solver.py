"""Dozens of figures on known days, judged by another solver on a matrix made of the oracle's rows."""

from collections.abc import Iterable
from dataclasses import replace
from functools import cache

import numpy as np
import pytest
from scipy.optimize import linprog
from scipy.sparse import csr_array

from checker.figures.book import Book
from checker.joint import conflict_sets, is_consistent
from tests.joint.bounds import cells_of, claims
from tests.joint.history import Row
from tests.joint.middling import make_middling

SEEDS = range(8)
INFEASIBLE = 2


def rows_of(book: Book, figures: Iterable[int]) -> list[Row]:
    """What figures on known days say, and what holds of any history, on the days that are named alone.

    Between two such days a history may go in a straight line: every row that holds on both holds there.
    """
    taking_part = claims(book, figures)
    cells = cells_of(book, taking_part)
    starts = {claim.start - 1 for claim in taking_part if claim.start}
    cells = replace(cells, days=sorted({claim.days[0] for claim in taking_part} | starts))
    return [*cells.rows(), *(row for claim in taking_part for row in claim.rows(cells, claim.days[0]))]


def by_second_solver(rows: list[Row]) -> bool:
    """Whether some counts satisfy all rows, in floating point."""
    names = {unknown: at for at, unknown in enumerate(dict.fromkeys(name for row in rows for name in row.terms))}
    sides = []
    for equal in (False, True):
        some = [row for row in rows if row.equal == equal]
        where = [(at, names[name], -float(factor)) for at, row in enumerate(some) for name, factor in row.terms.items()]
        lines, columns, factors = zip(*where, strict=True) if where else ((), (), ())
        matrix = csr_array((np.array(factors, float), (lines, columns)), shape=(len(some), len(names)))
        sides.append((matrix, np.array([float(row.constant) for row in some])))
    (upper, most), (exact, level) = sides
    done = linprog(np.zeros(len(names)), A_ub=upper, b_ub=most, A_eq=exact, b_eq=level, bounds=(0, None))
    assert done.status in {0, INFEASIBLE}, done.message
    return bool(done.status == 0)


@cache
def verdict(seed: int) -> bool:
    """Whether the figures of a seed hold together, by the second solver."""
    book = Book(make_middling(seed))
    return by_second_solver(rows_of(book, range(len(book))))


@pytest.mark.parametrize("seed", SEEDS)
def test_many_figures_are_judged_as_by_another_solver(seed: int) -> None:
    """All of them together, what is left without the sets that were found, and each set."""
    book = Book(make_middling(seed))
    assert len(book) == book.dataset.read
    everything, found = range(len(book)), conflict_sets(book)
    inside = {at for figures in found.sets for at in figures}
    assert is_consistent(book, everything) == verdict(seed) == (not found.sets)
    assert by_second_solver(rows_of(book, [at for at in everything if at not in inside]))
    assert found.undecided == ()
    for figures in found.sets[:5]:
        assert not by_second_solver(rows_of(book, figures))


def test_some_tables_clash_and_some_do_not() -> None:
    """Both verdicts occur among the seeds, each at least twice."""
    assert 2 <= sum(map(verdict, SEEDS)) <= len(SEEDS) - 2
