"""Which figures are in no clash, and which would be in none without one of them."""

from types import SimpleNamespace
from typing import Any

import numpy as np

from checker.figures.book import Book
from checker.joint.standing import Standing
from tests.helpers import dataset_of, table_of

BOOK = Book(dataset_of(table_of(*(f"f{at},army,front,killed,1,2024-01-0{at + 1},2024-01-09,s{at}" for at in range(7)))))


def test_without_a_figure_those_are_clear_that_clash_with_it_alone() -> None:
    """Of two sets, (1, 2) and (2, 4), and one that is undecided; itself is not clear."""
    found: Any = SimpleNamespace(
        every=SimpleNamespace(figures=np.arange(7)), sets=[(1, 2), (2, 4)], undecided=[((5,), "too large")]
    )
    standing = Standing(BOOK, found, ())
    assert standing.clear.tolist() == [0, 3, 6]
    assert {at: standing.without(at).tolist() for at in (0, 1, 2, 4, 5)} == {
        0: [3, 6], 1: [0, 3, 6], 2: [0, 1, 3, 4, 6], 4: [0, 3, 6], 5: [0, 3, 6],
    }  # fmt: skip
