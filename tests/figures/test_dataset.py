"""A dataset: where its figures stand, what they are called, and where a reader finds a cell."""

import pytest

from checker.figures.dataset import Dataset
from checker.figures.findings import Location, Place
from tests.helpers import dataset_of, table_of

ROWS = ("b,nk,kursk,killed,304,2025-01-15,2025-01-16,nis", 'a,nk,front,held,"3,000",2025-01-15,2025-01-16,wire')


@pytest.fixture(scope="module")
def small() -> Dataset:
    """Two figures of three rows, with trees and sources."""
    return dataset_of(
        table_of(*ROWS, "c,nk,kursk,killed,many,2025-01-15,2025-01-16,nis"),
        populations="id,name,part_of,since,may_fall\nnk,North Korean forces,,2024-10-01,\nrest,,nk,,yes\n",
        scopes="id,name\nkursk,Kursk Oblast\nfront,\n",
        sources="id,name,party\nnis,South Korea's NIS,south\nwire,,\n",
    )


def test_rows_read_and_rejected(small: Dataset) -> None:
    """What could not be read leaves the book, and is counted."""
    assert (small.read, small.rejected) == (3, 1)


def test_figures_stand_by_publication_and_id(small: Dataset) -> None:
    """The canonical order, whatever the order of the rows; `row` is where each came from."""
    assert small.position == {"a": 0, "b": 1}
    assert small.figures["row"].tolist() == [1, 0]
    assert small.quantity_of("a") == ("nk", "front", "held")
    assert small.quantity_of("b") == ("nk", "kursk", "killed")


def test_positions(small: Dataset) -> None:
    """Of those that are asked for and in the book."""
    assert small.positions(["b", "c", "b", ""]) == {"b": 1}
    assert small.positions([]) == {}


def test_names(small: Dataset) -> None:
    """The name where one is given, else the id; the camp of a source, if it says."""
    assert [small.populations.name(word) for word in ("nk", "rest", "else")] == ["North Korean forces", "rest", "else"]
    assert [small.source_name(word) for word in ("nis", "wire", "else")] == ["South Korea's NIS", "wire", "else"]
    assert [small.party(word) for word in ("nis", "wire", "else")] == ["south", "", ""]


def test_trees(small: Dataset) -> None:
    """A child without a first day inherits it; a remainder category is known."""
    first = small.populations.since["nk"]
    assert small.populations.since == {"nk": first, "rest": first}
    assert small.scopes.since == {"kursk": 0, "front": 0}
    assert small.populations.may_fall == {"rest"}
    assert small.scopes.may_fall == frozenset()
    assert small.populations.declared


def test_a_dataset_without_trees() -> None:
    """Any label will do, and it is called what it is."""
    bare = dataset_of(table_of(*ROWS))
    assert not bare.populations.declared
    assert (bare.populations.name("nk"), bare.source_name("nis"), bare.party("nis")) == ("nk", "nis", "")
    assert bare.populations.may_fall == frozenset()
    assert bare.populations.since == {}


@pytest.mark.parametrize(
    ("place", "line", "column"),
    [
        (Place("figures.csv", 0, "id"), 2, 1), (Place("figures.csv", 1, "reported"), 3, 17),
        (Place("figures.csv", 1, "as_of"), 3, 25), (Place("figures.csv", -1, "population"), 1, 4),
        (Place("sources.csv", 0, "party"), 2, 23),
    ],
)  # fmt: skip
def test_locate(small: Dataset, place: Place, line: int, column: int) -> None:
    """The physical line and the character, in whichever table, also behind a quoted comma."""
    assert small.locate(place) == Location(place.table, line, column, place.field)


@pytest.mark.parametrize("who", ["army", "armée"])
def test_lines_are_counted_in_plain_and_in_other_letters(who: str) -> None:
    """A cell is found behind letters of one byte and of several."""
    data = dataset_of(table_of(f"a,{who},x,killed,1,2025-01-15,2025-01-16,s", "b,y,x,killed,2,2025-01-15,2025-01-16,s"))
    assert data.locate(Place("figures.csv", 1, "scope")) == Location("figures.csv", 3, 5, "scope")
