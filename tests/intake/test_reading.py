"""Text to tables: both readers agree, and every cell is found where it stands."""

from collections.abc import Iterator
from dataclasses import replace

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from checker.figures.errors import CannotCheckError
from checker.figures.findings import Location
from checker.figures.table import HEADER, Column, Table
from checker.intake import encodings, reading
from checker.intake.limits import CELL_LIMIT
from checker.intake.reading import read_table
from tests.strategies import line_ends, plain_texts, quoted_texts

Seen = tuple[tuple[str, ...], dict[str, list[str]], list[int], dict[int, str]]


def words(column: Column, rows: int) -> list[str]:
    """The cells of a column, one by one."""
    return [column[row] for row in range(rows)]


def seen(text: str) -> Seen | str:
    """All that a reader makes of a text, or why it makes nothing of it."""
    try:
        table, misshapen = read_table(text.encode(), "figures.csv")
    except CannotCheckError as error:
        return str(error)
    lines = [table.line(row) for row in range(HEADER, table.rows)]
    return table.header, {name: words(column, table.rows) for name, column in table.columns.items()}, lines, misshapen


def column(table: Table, name: str) -> list[str]:
    """The cells of one column by its header."""
    return words(table.column(name), table.rows)


def scan(text: str) -> Iterator[list[tuple[int, int]]]:
    """The line and character at which each cell begins, row by row, header first: a scanner of one sign at a time."""
    row, line, at, quoted, begins, index = [(1, 1)], 1, 1, False, True, 0
    while index < len(text):
        sign = "\r\n" if text.startswith("\r\n", index) else text[index]
        index += len(sign)
        end = sign in {"\n", "\r", "\r\n"}
        line, at = (line + 1, 1) if end else (line, at + 1)
        if sign == '"' and (begins or quoted):
            quoted = not quoted or text[index : index + 1] == '"'
            index, at = (index + 1, at + 1) if quoted and not begins else (index, at)
        elif not quoted and sign == ",":
            row.append((line, at))
        elif not quoted and end:
            if len(row) > 1 or not begins:
                yield row
            row = [(line, at)]
        begins = not quoted and (sign == "," or end)
    if len(row) > 1 or not begins:
        yield row


@given(plain_texts())
def test_the_fast_reader_and_the_walk_agree(text: str) -> None:
    """Without quotes both readers give the same header, cells, lines and reasons."""
    fast = seen(text)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(reading, "read_plain", lambda _raw, _header: None)
        assert seen(text) == fast


@given(quoted_texts())
def test_every_cell_is_found_where_it_stands(text: str) -> None:
    """The line and character of each cell are those of a reader that takes one sign at a time."""
    table, misshapen = read_table(text.encode(), "figures.csv")
    assert not misshapen
    places = list(scan(text))
    assert len(places) == table.rows + 1
    for row, wanted in enumerate(places, start=HEADER):
        assert table.line(row) == wanted[0][0]
        found = [table.locate(row, name) for name in table.header]
        assert [(place.line, place.column) for place in found] == wanted
        assert {place.file for place in found} == {"figures.csv"}
        assert [place.field for place in found] == list(table.header)


@given(plain_texts())
def test_every_cell_of_a_plain_table_is_found_too(text: str) -> None:
    """The same behind the fast reader, for all rows that fit the header."""
    assume(not isinstance(seen(text), str))
    table, misshapen = read_table(text.encode(), "figures.csv")
    for row, wanted in enumerate(scan(text), start=HEADER):
        if row not in misshapen:
            found = [table.locate(row, name) for name in table.header]
            assert [(place.line, place.column) for place in found] == wanted


@given(st.lists(st.sampled_from(['"', ",", "\n", "\r", "a"]), max_size=12).map("".join), line_ends)
def test_any_quotes_and_commas_are_read_or_refused(body: str, end: str) -> None:
    """Whatever is quoted, every line that is not blank is part of exactly one row, and rows keep their order."""
    table, misshapen = read_table(f"a,b{end}1,2{end}{body}{end}".encode(), "x")
    lines = [table.line(row) for row in range(table.rows)]
    assert lines == sorted(set(lines))
    assert set(misshapen) <= set(range(table.rows))
    assert all(len(words(column, table.rows)) == table.rows for column in table.columns.values())


@pytest.mark.parametrize("block", [1, 5, 6, 7])
def test_lines_are_found_wherever_a_block_of_them_ends(block: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """Each line end is counted once, at the end of a block, at the beginning of one, and between."""
    monkeypatch.setattr("checker.figures.lines.BLOCK", block)
    table, _ = read_table(b"a,b\n1,22\n333,4\n5,6", "t.csv")
    found = [table.locate(row, "b") for row in range(3)]
    assert [(place.line, place.column) for place in found] == [(2, 3), (3, 5), (4, 3)]


def test_a_cell_that_a_row_lacks_is_looked_for_at_its_last_one() -> None:
    """A short row is shown at the last cell that it has, and a column that is nowhere at the first."""
    table, _ = read_table(b"a,b,c\n1,22\n3,4,5\n", "x")
    assert (table.locate(0, "c").line, table.locate(0, "c").column) == (2, 3)
    assert (table.locate(1, "nowhere").line, table.locate(1, "nowhere").column) == (3, 1)


def test_a_quote_that_is_not_closed_ends_with_its_line() -> None:
    """The lines behind it are rows of their own, and its own cells are those of its line."""
    table, misshapen = read_table(b'a,b\n1,"x\n2,3\n"4,4",5\n', "x")
    assert misshapen == {0: "a quote that is opened in this row is not closed"}
    assert (column(table, "a"), column(table, "b")) == (["1", "2", "4,4"], ["x", "3", "5"])
    assert [table.line(row) for row in range(3)] == [2, 3, 4]


def test_many_quotes_that_are_not_closed_take_no_longer() -> None:
    """Ten thousand broken rows are read in one go, each reported."""
    table, misshapen = read_table(b"a,b\n" + b'"x,y\n' * 10_001, "x")
    assert len(misshapen) == table.rows == 10_001


def test_a_table_from_elsewhere_is_asked_for_its_places() -> None:
    """Where a table knows better, its own lines and places count."""

    class Sheet:
        """Every cell of a row stands two rows further down."""

        def locate(self, row: int, field: str) -> Location:
            """The row, counted from one."""
            return Location("sheet.xlsx", row + 3, 7, field)

    table = replace(read_table(b"a,b\n1,2\n", "x")[0], places=Sheet())
    assert table.locate(0, "b") == Location("sheet.xlsx", 3, 7, "b")
    assert table.line(0) == 3


def test_a_column_that_is_not_there_is_blank() -> None:
    """It has a blank cell for every row."""
    table, _ = read_table(b"a\n1\n2\n", "x")
    assert column(table, "note") == ["", ""]
    assert table.column("note").is_blank.tolist() == [True, True]
    assert table.column("a").is_blank.tolist() == [False, False]


@pytest.mark.parametrize(
    ("raw", "parts"),
    [
        (b"", ["is empty"]),
        (b"\n\r\n\n", ["is empty"]),
        (b"\xef\xbb\xbf", ["is empty"]),
        (b"\n , ,\n1,2,3\n", ["line 2", "blank"]),
        (b"a,b,a\n1,2,3\n", ["'a'", "twice"]),
        (b"a, a\n1,2\n", ["'a'", "twice"]),
        (b"a,,b,\n1,2,3,4\n", ["''", "twice"]),
        (b'\n"a,b\n1,2\n', ["line 2", "quote", "not closed"]),
        (b"a,b", ["no rows"]),
        (b"a,b\n\n\n", ["no rows"]),
        (b"a," + b"x" * (CELL_LIMIT + 1) + b"\n1,2\n", ["100,000 characters"]),
        (b"\xff\xfea\0,", ["not utf-16 at byte 5"]),
        (b"\xfe\xff\0", ["not utf-16"]),
        (b"\xff\xfe\0\0a\0\0\0", ["UTF-32", "UTF-8"]),
        (b"a,b\n1,2\n3,\0\n", ["NUL", "line 3"]),
        (b"a,b\r1,2\r3,\0\n", ["NUL", "line 3"]),
        (b"\x89PNG\r\n\x1a\n\0", ["NUL", "line 3"]),
        (b"a,b\r\n1,2\r\n3,\xfc\n", ["not UTF-8", "line 3", "byte 13"]),
        (b"\xef\xbb\xbfa\n\xfc", ["not UTF-8", "line 2", "byte 6"]),
        (b"\xfc", ["not UTF-8", "line 1", "byte 1"]),
    ],
)
def test_what_is_no_table_is_refused_with_one_line(raw: bytes, parts: list[str]) -> None:
    """The message names the file and says what is wrong where."""
    with pytest.raises(CannotCheckError) as error:
        read_table(raw, "figures.csv")
    message = str(error.value)
    assert message.startswith("figures.csv: ")
    assert "\n" not in message
    assert all(part in message for part in parts), message


def test_a_file_of_more_than_two_gigabytes_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    """The limit and the size are named, and nothing is read."""
    monkeypatch.setattr(encodings, "FILE_LIMIT", 8)
    assert read_table(b"a,b\n1,2\n", "x")[0].rows == 1
    with pytest.raises(CannotCheckError, match=r"x: 9 bytes are more than 8; split the table"):
        read_table(b"a,b\n1,22\n", "x")


def test_a_quote_that_stays_open_for_a_thousand_lines_ends_with_its_own() -> None:
    """Each line closes the quote of the one before and opens another; no row may read to the end of the file."""
    table, misshapen = read_table(b"a,b\n" + b'x","y\n' * 3_000, "x")
    assert (table.rows, len(misshapen)) == (3_000, 3_000)
    assert table.line(2_999) == 3_001


def test_a_cell_of_many_lines_is_read() -> None:
    """999 line ends in one cell are still a cell."""
    table, misshapen = read_table(b'a,b\n1,"' + b"\n" * 999 + b'"\n2,3\n', "x")
    assert (table.rows, misshapen, table.line(1)) == (2, {}, 1_002)
