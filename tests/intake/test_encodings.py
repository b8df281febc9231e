"""Encodings: by their mark, or as a map declares them; never guessed."""

import json

import pytest

from checker.figures.errors import CannotCheckError
from checker.figures.table import Table
from checker.intake.encodings import as_utf8, known_encoding
from checker.intake.formats import form_of, read_foreign, read_own
from checker.intake.shape import Shape

TEXT = "id,who\na,Österreich\nb,Łódź\n"


def column(table: Table, name: str) -> list[str]:
    """The cells of a column."""
    return [table.columns[name][row] for row in range(table.rows)]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-be-mark"])
def test_a_mark_says_the_encoding(encoding: str) -> None:
    """And characters are counted as they are read."""
    raw = b"\xfe\xff" + TEXT.encode("utf-16-be") if encoding == "utf-16-be-mark" else TEXT.encode(encoding)
    table, _ = read_own(raw, "figures.csv")["figures.csv"]
    assert column(table, "who") == ["Österreich", "Łódź"]
    assert (table.locate(1, "who").line, table.locate(1, "who").column) == (3, 3)


@pytest.mark.parametrize(
    ("form", "text"),
    [("csv", TEXT), ("tsv", TEXT.replace(",", "\t")), ("json", '[{"who": "Łódź"}]'), ("jsonl", '{"who": "Łódź"}')],
)
def test_a_declared_encoding_is_used(form: str, text: str) -> None:
    """Undeclared, the same bytes are refused with what to do; a mark counts for more than what is declared."""
    shape = Shape(encoding="iso8859-2")
    assert "Łódź" in column(read_foreign(text.encode("iso8859-2"), "t", form, shape)[0], "who")
    assert "Łódź" in column(read_foreign(text.encode("utf-8-sig"), "t", form, shape)[0], "who")
    with pytest.raises(CannotCheckError, match=r'not UTF-8 at line .*; save it as UTF-8, or declare .* = "cp1252"'):
        read_foreign(text.encode("iso8859-2"), "t", form)


def test_bytes_that_an_encoding_does_not_have_are_refused() -> None:
    """By their place."""
    with pytest.raises(CannotCheckError, match=r"t: not cp1252 at byte 3; is that its encoding\?"):
        as_utf8(b"ab\x81", "t", "cp1252")
    with pytest.raises(CannotCheckError, match="not utf-16"):
        as_utf8(b"a", "t", "utf-16")
    with pytest.raises(CannotCheckError, match="t: not utf-8-sig at byte"):
        as_utf8(b"\xff", "t", "utf-8-sig")


def test_only_encodings_of_text_are_known() -> None:
    """Nothing that depends on the machine, or that packs."""
    assert all(map(known_encoding, ["cp1252", "latin-1", "koi8-r", "gb18030", "UTF-16"]))
    assert not any(map(known_encoding, ["cp9999", "zlib", "rot13", "idna", "mbcs", "", "a\0b"]))


def test_json_lines_are_records() -> None:
    """A line that is no JSON, or no object, is a fault of its row, and the others are read."""
    lines = ['{"id": "a", "n": {"low": 1}}', "", " {broken", "[1]", '{"id": "b", "n": {"low": 12.125}}']
    table, misshapen = read_foreign("\n".join(lines).encode(), "t.jsonl", "jsonl")
    assert (table.header, column(table, "n.low")) == (("id", "n.low"), ["1", "", "", "12.1250"])
    assert misshapen[1].startswith("the line is no JSON: Expecting property name")
    assert misshapen[2] == "the record is no object, that is no names with values"
    places = [table.locate(row, field) for row, field in ((0, "n.low"), (1, "id"), (2, "id"), (3, "n.low"), (3, ""))]
    assert [(place.line, place.column) for place in places] == [(1, 26), (3, 2), (4, 1), (5, 26), (5, 1)]


def test_json_lines_with_nothing_in_them_cannot_be_checked() -> None:
    """As an empty list."""
    with pytest.raises(CannotCheckError, match="no record with a value"):
        read_foreign(b"{}\n{}\n", "t.jsonl", "jsonl")


def test_a_header_may_lie_below_other_lines() -> None:
    """Lines are counted as they stand in the file."""
    for form, sign in (("csv", ","), ("tsv", "\t")):
        text = f"Losses, all sides\r\n\r\nid{sign}n\r\na{sign}1\r\n"
        table, misshapen = read_foreign(text.encode(), "t", form, Shape(header=3))
        assert (table.header, misshapen, column(table, "n")) == (("id", "n"), {}, ["1"])
        assert (table.locate(0, "n").line, table.locate(0, "n").column) == (4, 3)


@pytest.mark.parametrize(
    ("file", "raw", "form"),
    [
        ("a.CSV", b"", "csv"), ("a.ndjson", b"", "jsonl"), ("a.tab", b"", "tsv"), ("a.feather", b"", "arrow"),
        ("standard-input", b"PK\x03\x04...", "xlsx"), ("standard-input", b"PAR1", "parquet"),
        ("standard-input", b"ARROW1", "arrow"), ("standard-input", b"id,", ""), ("a.txt", b"id,", ""),
    ],
)  # fmt: skip
def test_a_format_is_known_by_name_or_beginning(file: str, raw: bytes, form: str) -> None:
    """The name comes first."""
    assert form_of(file, raw) == form


def test_too_many_cells_are_refused() -> None:
    """Records with a name of their own each make a table of their number squared."""
    raw = json.dumps([{f"n{at}": 1} for at in range(11_000)]).encode()
    with pytest.raises(CannotCheckError, match="11,000 rows of 11,000 columns are too many"):
        read_foreign(raw, "t.json", "json")
    with pytest.raises(CannotCheckError, match="at most 16,384 columns"):
        read_own(",".join(f"n{at}" for at in range(20_000)).encode(), "figures.csv")
