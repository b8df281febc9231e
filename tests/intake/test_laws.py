"""What holds for every table: nothing crashes, nothing is dropped in silence, and the order of rows does not show."""

from datetime import date
from typing import Any

import pandas as pd
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from checker.figures.dataset import Dataset
from checker.figures.errors import CannotCheckError
from checker.figures.findings import Finding
from checker.figures.schema import COLUMNS, FIGURE_COLUMNS
from checker.loading import FILES, load_files
from tests.helpers import dataset_of, examples
from tests.strategies import Row, figure_rows, tables, text_of, written

TODAY = date(2024, 12, 1).toordinal()
GOOD = (
    b"id,population,scope,measure,reported,as_of,published,source\na,army,front,killed,12,2024-05-01,2024-05-02,staff\n"
)
TREE = "id,part_of,since\narmy,war,2024-02-01\nbrigade,army,\nwar,,\n"

few = examples(6)  # a dataset takes 20 ms to make


def attempt(files: dict[str, bytes]) -> Dataset | None:
    """The dataset, or None where it cannot be checked; any other error fails the test."""
    try:
        dataset = load_files("x", {"figures.csv": GOOD, **files}, today=TODAY)
    except CannotCheckError:
        return None
    for finding in dataset.findings:
        where = [dataset.locate(place) for place in finding.places]
        assert all(place.line >= 1 and place.column >= 1 for place in where)
        assert finding.message
        assert finding.fingerprint
    return dataset


def said(findings: tuple[Finding, ...]) -> list[tuple[Any, ...]]:
    """Findings without their places, in an order of their own."""
    return sorted((f.code, f.severity, f.message, f.figures, f.places[0].field, str(f.evidence)) for f in findings)


@examples(30)
@given(st.sampled_from(FILES), st.binary(max_size=60) | st.text(max_size=60).map(str.encode))
def test_any_bytes_load_or_are_refused(file: str, raw: bytes) -> None:
    """Whatever bytes stand in a file, the dataset loads or the reason is given."""
    attempt({file: raw})


@examples(30)
@given(
    st.integers(0, len(GOOD)), st.integers(0, 3), st.binary(max_size=3) | st.sampled_from([b'"', b",", b"\n", b"\r"])
)
def test_a_damaged_table_loads_or_is_refused(at: int, gone: int, new: bytes) -> None:
    """A few bytes of a good table may be lost or overwritten, and nothing crashes."""
    attempt({"figures.csv": GOOD[:at] + new + GOOD[at + gone :]})


@few
@given(st.data())
def test_any_text_in_any_cell_loads(data: st.DataObject) -> None:
    """A well-formed table loads whatever its cells hold, and every row is in the book or has an error of its own."""
    files = {}
    for file in ("figures.csv", "populations.csv", "sources.csv"):
        fields = COLUMNS[file]
        words = st.text(st.characters(exclude_characters="\0", codec="utf-8"), max_size=5)
        row = st.lists(words, min_size=len(fields), max_size=len(fields))
        rows = [list(fields), *data.draw(st.lists(row, min_size=1, max_size=3))]
        files[file] = "\n".join(",".join(map(written, cells)) for cells in rows).encode()
    dataset = attempt(files)
    assert dataset is not None
    nothing_is_dropped_in_silence(dataset)


def nothing_is_dropped_in_silence(dataset: Dataset) -> None:
    """A row is out of the book if, and only if, it has an error other than F009."""
    fatal = {
        place.row
        for finding in dataset.findings
        for place in finding.places
        if place.table == "figures.csv" and finding.severity == "error" and finding.code != "F009" and place.row >= 0
    }
    assert set(range(dataset.read)) - set(dataset.figures["row"].tolist()) == fatal
    assert dataset.rejected == len(fatal)


@few
@given(tables())
def test_no_row_is_dropped_in_silence(rows: list[Row]) -> None:
    """Every row is in the book or has an error that says why not."""
    nothing_is_dropped_in_silence(dataset_of(text_of(rows), populations=TREE, scopes="id\nwar\nfront\n", today=TODAY))


@few
@given(tables(faulty=False))
def test_well_formed_rows_stay_in_the_book(rows: list[Row]) -> None:
    """Without a fault there is no error, and every row is kept."""
    dataset = dataset_of(text_of(rows))
    assert not [finding for finding in dataset.findings if finding.severity == "error"]
    assert set(dataset.figures["id"]) == {row["id"] for row in rows}


@few
@given(tables(), st.randoms(use_true_random=False))
def test_the_order_of_rows_does_not_show(rows: list[Row], random: Any) -> None:
    """Shuffled rows give the same figures but for their row numbers, and the same findings but for their places."""
    shuffled = random.sample(rows, len(rows))
    one, two = (dataset_of(text_of(order), populations=TREE, today=TODAY) for order in (rows, shuffled))
    pd.testing.assert_frame_equal(one.figures.drop(columns="row"), two.figures.drop(columns="row"))
    assert said(one.findings) == said(two.findings)
    assert sorted(f.fingerprint for f in one.findings) == sorted(f.fingerprint for f in two.findings)
    assert one.rules == two.rules


@few
@given(tables(), figure_rows(st.just("unrelated")), st.integers(0, 7))
def test_an_unrelated_row_changes_no_finding(rows: list[Row], other: Row, at: int) -> None:
    """A well-formed figure about other people, by another source, adds and removes nothing."""
    other = other | {"population": "farmers", "scope": "village", "source": "parish", "statement": ""}
    before, after = (dataset_of(text_of(table), today=TODAY) for table in (rows, [*rows[:at], other, *rows[at:]]))
    assert said(before.findings) == said(after.findings)
    assert set(after.figures["id"]) == {*before.figures["id"], "unrelated"}


@few
@given(tables(), st.data())
def test_columns_may_stand_in_any_order(rows: list[Row], data: st.DataObject) -> None:
    """The order of columns changes neither figures nor findings, and optional columns may be left out."""
    order = data.draw(st.permutations(FIGURE_COLUMNS))
    kept = [name for name in order if any(row[name] for row in rows)]
    assume({"id", "population", "scope", "measure", "published", "source"} <= set(kept))
    assume({"reported", "low", "high"} & set(kept))
    turned = [{name: row[name] for name in kept} for row in rows]
    one, two = (dataset_of(text_of(table), today=TODAY) for table in (rows, turned))
    pd.testing.assert_frame_equal(one.figures, two.figures)
    assert said(one.findings) == said(two.findings)


@pytest.mark.parametrize("file", ["populations.csv", "scopes.csv"])
def test_a_long_ring_is_found_and_broken(file: str) -> None:
    """Fifty nodes that are parts of each other are reported, each once, and the tree is free of them."""
    ring = "\n".join(["id,part_of", *(f"n{at},n{(at + 1) % 50}" for at in range(50)), "tail,n0", "root,", "leaf,root"])
    dataset = attempt({file: ring.encode()})
    assert dataset is not None
    found = {place.row for f in dataset.findings for place in f.places if f.code == "F009" and place.table == file}
    assert found == set(range(50))
    tree = dataset.populations if file == "populations.csv" else dataset.scopes
    assert tree.nodes["part_of"].to_dict() == {
        **{f"n{at}": "" for at in range(50)},
        "tail": "n0",
        "root": "",
        "leaf": "root",
    }
