"""TSV and JSON files as tables, and where their cells stand."""

import json

import pytest

from checker.figures.errors import CannotCheckError
from checker.figures.table import HEADER, Table
from checker.intake.formats import read_foreign
from checker.intake.shape import Read, Shape
from checker.loading import load_files


def read(text: str, form: str = "json", records: str = "") -> Read:
    """A table from text."""
    return read_foreign(text.encode(), f"t.{form}", form, Shape(records=records))


def words(table: Table, name: str) -> list[str]:
    """The cells of a column."""
    return [table.columns[name][row] for row in range(table.rows)]


def place(table: Table, row: int, field: str) -> tuple[int, int]:
    """The line and the character of a cell."""
    location = table.locate(row, field)
    assert (location.file, location.field) == (table.file, field)
    return location.line, location.column


def test_csv_is_read_as_everywhere() -> None:
    """With the reader of our own tables."""
    table, misshapen = read('a,b\n"x, y",1\n', "csv")
    assert (words(table, "a"), misshapen) == (["x, y"], {})


def test_tsv_has_a_row_a_line() -> None:
    """Commas and quotes inside a cell are text; a cell wholly in quotes is taken out of them."""
    table, misshapen = read('\ufeff"a"\tb\tc\n\nx, y\t"say ""no"""\t5" gun\r\nz\t\t1\n', "tsv")
    assert table.header == ("a", "b", "c")
    assert [words(table, name) for name in table.header] == [["x, y", "z"], ['say "no"', ""], ['5" gun', "1"]]
    assert misshapen == {}
    assert [place(table, 0, name) for name in table.header] == [(3, 1), (3, 6), (3, 19)]
    assert (table.line(1), place(table, 1, "c"), place(table, 1, "")) == (4, (4, 4), (4, 1))
    assert place(table, HEADER, "b") == (1, 5)


def test_a_short_row_of_tsv_is_located_at_its_beginning() -> None:
    """It has no such cell."""
    table, misshapen = read("a\tb\tc\nx\n", "tsv")
    assert misshapen == {0: "the row has 1 cells where the header has 3"}
    assert place(table, 0, "c") == (2, 1)


def test_tsv_that_is_no_text_is_refused_like_csv() -> None:
    """By line and byte."""
    with pytest.raises(CannotCheckError, match=r"t\.tsv: not UTF-8 at line 2"):
        read_foreign(b"a\tb\n\xff\t1\n", "t.tsv", "tsv")


def test_json_records_are_rows() -> None:
    """Numbers as they are written, values inside values by names with points, null as a blank."""
    table, misshapen = read(
        '[{"a": 1, "b": {"c": " x ", "d": [1, "é"]}},{"a": 2.125, "e": null, "f": true}, {"a": 1.5e3}, {"a": 1.2500}]'
    )
    assert table.header == ("a", "b.c", "b.d", "e", "f")
    assert words(table, "a") == ["1", "2.1250", "1500", "1.2500"]
    assert [words(table, name)[0] for name in table.header[1:]] == ["x", '["1", "é"]', "", ""]
    assert [words(table, name)[1] for name in table.header[1:]] == ["", "", "", "true"]
    assert misshapen == {}


def test_a_number_that_no_one_can_hold_stays_as_it_is_written() -> None:
    """To be reported as unreadable."""
    table, _ = read('[{"a": 1e999, "b": 0.' + "1" * 50 + ', "c": NaN}]')
    assert [words(table, name) for name in table.header] == [["1e999"], ["0." + "1" * 50], ["NaN"]]


def test_json_values_are_located_by_line_and_character() -> None:
    """Also inside other values, and in a list that is not at the top; a value that is not there at its record."""
    text = """{"meta": {"n": [1]}, "data": {"items": [
  {"a": 1,
   "b": {"x": [{}], "c.d": 3}, "e": 9},
  {"b": 4, "bb": 5}]}}"""
    table, _ = read(text, records="data.items")
    assert table.header == ("a", "b.x", "b.c.d", "e", "b", "bb")
    assert [place(table, 0, name) for name in ("a", "b.c.d", "e", "bb", "")] == [
        (2, 9),
        (3, 28),
        (3, 37),
        (2, 3),
        (2, 3),
    ]
    assert [place(table, 1, name) for name in ("b", "bb", "b.x")] == [(4, 9), (4, 18), (4, 3)]
    assert (table.line(1), place(table, HEADER, "a")) == (4, (1, 1))


def test_a_record_that_does_not_fit_is_told_of() -> None:
    """And the others are read."""
    _, misshapen = read('[5, {"a": "' + "x" * 100_001 + '"}, {"a": 1}, {"a": "\\u0000"}, {"a": "\\ud800"}]')
    assert misshapen == {
        0: "the record is no object, that is no names with values",
        1: "a value of 100,001 characters; at most 100,000 are read",
        3: "a value with a NUL character or half a character (a lone surrogate)",
        4: "a value with a NUL character or half a character (a lone surrogate)",
    }


def test_half_a_character_in_any_cell_costs_its_row_alone() -> None:
    """It is quoted with a sign in its place, and the other records are checked."""
    good = {
        "id": "a", "population": "p", "scope": "s", "measure": "killed", "reported": "5", "published": "2024-01-01",
        "source": "x", "derived_from": "", "url": "", "revises": "",
    }  # fmt: skip
    bad = [{**good, "id": f"b{at}", name: "\ud800"} for at, name in enumerate(good)]
    lines = "".join(f"{json.dumps(record)}\n" for record in [good, *bad])
    found = load_files("x", {"figures.jsonl": lines.encode()})
    assert found.figures["id"].tolist() == ["a"]
    assert [(f.code, f.places[0].row) for f in found.findings] == [("F001", row) for row in range(1, len(bad) + 1)]
    assert found.findings[0].figures == ("\ufffd",)


@pytest.mark.parametrize(
    ("text", "records", "why"),
    [
        ("[{]", "", r"t\.json: not JSON at line 1: Expecting property name"),
        ('[\n{"a": 1, "a": 2}]', "", "an object gives 'a' twice, so its values cannot be told apart"),
        ("[" * 100_000, "", "values are nested too deep"),
        ('{"a": []}', "", "without table.records the whole file is to be a list of records"),
        ('{"a": 1}', "a", "table.records leads to 'a', which is to be a list of records"),
        ('{"a": {}}', "a.b", "table.records leads to 'a.b', and there is no 'b' on the way"),
        ("[]", "a", "table.records leads to 'a', and there is no 'a' on the way"),
        ("[]", "", "no record with a value, so there is nothing to check"),
        ("[{}]", "", "no record with a value, so there is nothing to check"),
    ],
)
def test_what_is_no_list_of_records_cannot_be_checked(text: str, records: str, why: str) -> None:
    """One line says why."""
    with pytest.raises(CannotCheckError, match=why):
        read(text, records=records)


def test_json_is_utf8() -> None:
    """Anything else is refused by its byte."""
    with pytest.raises(CannotCheckError, match="not UTF-8 at line 1, byte 2"):
        read_foreign(b'"\xff"', "t.json", "json")
