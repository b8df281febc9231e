"""What hangs together is searched together."""

import numpy as np

from checker.figures.book import Book
from checker.joint.claims import claims
from checker.joint.network import components, network
from checker.joint.places import Places
from checker.joint.relations import relations
from tests.helpers import dataset_of, table_of


def labels(*rows: str) -> dict[str, int]:
    """The component of the quantity that each figure counts."""
    book = Book(dataset_of(table_of(*rows)))
    places = Places(book)
    every = claims(book, places)
    net = network(relations(places, every.cells), every.cells, np.bincount(every.cell))
    label = components(net, every)
    cell = {int(figure): int(every.sums[every.counted[figure]][0][0]) for figure in every.figures}
    return {str(book.ids[figure]): int(label[at]) for figure, at in cell.items()}


def test_an_open_day_ties_what_it_is_said_of() -> None:
    """The first open day as well as the second; what has days of its own is apart, unless a relation joins it."""
    found = labels(
        "a,army,land,killed,10,2024-05,2024-06-01,one",
        "b,fleet,sea,wounded,20,2024-05,2024-06-01,one",
        "c,wing,air,killed,10,2024-05,2024-06-01,two",
        "d,corps,land,wounded,20,2024-05,2024-06-01,two",
        "e,guard,city,killed,10,2024-05-09,2024-06-01,one",
        "f,guard,city,casualties,10,2024-05-09,2024-06-01,three",
    )
    assert found["a"] == found["b"]
    assert found["c"] == found["d"]
    assert found["e"] == found["f"]
    assert len({*found.values()}) == 3
