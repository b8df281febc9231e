"""What a source has withdrawn is compared with nothing said afterwards."""

import numpy as np

from checker.figures.book import Book
from checker.figures.parts import together
from tests.helpers import HEADER, dataset_of, table_of


def test_a_withdrawn_figure_stands_beside_what_was_said_before() -> None:
    """Not beside what was said on the day of its withdrawal or later, whichever of the two is named first."""
    rows = [
        "a,army,front,killed,10,2024-01-01,2024-01-03,one,",
        "b,army,front,killed,20,2024-01-01,2024-01-05,one,a",
        *(f"c{day},army,front,killed,15,2024-01-01,2024-01-0{day},two," for day in (2, 4, 5, 6)),
    ]
    book = Book(dataset_of(table_of(*rows, header=f"{HEADER},revises")))
    at = {str(name): place for place, name in enumerate(book.ids)}
    others = np.array([at[f"c{day}"] for day in (2, 4, 5, 6)])
    withdrawn = np.full(4, at["a"])
    assert together(book, others, withdrawn).tolist() == [True, True, False, False]
    assert together(book, withdrawn, others).tolist() == [True, True, False, False]
    assert together(book, np.full(4, at["b"]), others).all()
