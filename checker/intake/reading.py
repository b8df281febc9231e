"""Bytes to a table of text, every row kept with the physical line it begins on."""

import csv
import io
import sys
from collections.abc import Sequence
from itertools import chain
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.csv

from checker.figures.errors import CannotCheckError
from checker.figures.table import Column, Table

CELL_LIMIT = 100_000  # characters; a longer cell is reported, not read
FILE_LIMIT = 2**31 - 1  # bytes; offsets into one file are 32 bit wide
csv.field_size_limit(sys.maxsize)


def read_table(raw: bytes, file: str) -> tuple[Table, dict[int, str]]:
    """The table, and why for each row that is not shaped like the header (row position to a plain sentence).

    Cells are trimmed. A short row is filled up with blanks, a long one cut.

    Raises:
        CannotCheckError: not UTF-8, not text, too large, no header, no rows, or a header given twice.
    """
    text = _decode(raw, file)
    records = csv.reader(io.StringIO(text, newline=""))
    header = next((tuple(cell.strip() for cell in record) for record in records if record), ())
    _refuse_header(header, file)
    header_line = records.line_num
    columns = _read_plain(raw, header) if header_line == 1 else None
    if columns is not None:
        rows = len(next(iter(columns.values())).codes)
        return Table(file, header, columns, rows, text), {}
    starts, cells, misshapen = _walk(records, header, text)
    if not cells:
        raise CannotCheckError(f"{file}: a header and no rows, so there is nothing to check")
    columns = {
        name: _column(pa.array(cell, pa.string())) for name, cell in zip(header, zip(*cells, strict=True), strict=True)
    }
    return Table(file, header, columns, len(cells), text, starts, header_line), misshapen


def _decode(raw: bytes, file: str) -> str:
    if len(raw) > FILE_LIMIT:
        raise CannotCheckError(f"{file}: {len(raw):,} bytes are more than {FILE_LIMIT:,}; split the table")
    if raw.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise CannotCheckError(f"{file}: is UTF-16; save it as UTF-8")
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = raw.count(b"\n", 0, error.start) + 1
        raise CannotCheckError(f"{file}: not UTF-8 at line {line}, byte {error.start + 1}; save it as UTF-8") from None
    if "\0" in text:
        raise CannotCheckError(
            f"{file}: not a text table: a NUL character at line {text.count(chr(10), 0, text.index(chr(0))) + 1}"
        )
    return text


def _refuse_header(header: Sequence[str], file: str) -> None:
    if not any(header):
        raise CannotCheckError(f"{file}: is empty")
    for name in header:
        if header.count(name) > 1:
            raise CannotCheckError(
                f"{file}: the header {name[:60]!r} is given twice, so its columns cannot be told apart"
            )


def _read_plain(raw: bytes, header: Sequence[str]) -> dict[str, Column] | None:
    """The columns by the fast reader, where it is proven that row n is line n + 2; else None.

    Without a quote, every line end ends a row and every comma a cell; with as many rows as there are line ends behind
    the header, no line is blank.
    """
    if b'"' in raw or raw.count(b"\r") != raw.count(b"\r\n"):
        return None
    parse = pa.csv.ParseOptions(quote_char=False, ignore_empty_lines=True)
    text = pa.dictionary(pa.int32(), pa.string())
    names = [f"{at}" for at in range(len(header))]
    convert = pa.csv.ConvertOptions(column_types=dict.fromkeys(names, text), strings_can_be_null=False)
    read = pa.csv.ReadOptions(column_names=names, skip_rows=1, use_threads=False)
    try:
        table = pa.csv.read_csv(io.BytesIO(raw), read, parse, convert)
    except pa.ArrowInvalid:  # a ragged row, or none: the walk says which
        return None
    lines = raw.count(b"\n") + (not raw.endswith(b"\n"))
    if table.num_rows == 0 or table.num_rows + 1 != lines:
        return None
    columns = {name: _column(table.column(at)) for at, name in enumerate(header)}
    longest = max(len(word) for column in columns.values() for word in column.words)
    return columns if longest <= CELL_LIMIT else None


def _column(values: "pa.Array | pa.ChunkedArray") -> Column:
    """Distinct trimmed words and their codes, numbered in order of first appearance."""
    if isinstance(values, pa.ChunkedArray):
        values = values.unify_dictionaries().combine_chunks()
    else:
        values = values.dictionary_encode()
    trimmed = pc.utf8_trim_whitespace(values.dictionary).dictionary_encode()
    codes = trimmed.indices.to_numpy(zero_copy_only=False)[values.indices.to_numpy(zero_copy_only=False)]
    return Column(tuple(trimmed.dictionary.to_pylist()), codes.astype(np.int32, copy=False))


def _walk(records: Any, header: Sequence[str], text: str) -> tuple[list[int], list[list[str]], dict[int, str]]:
    starts: list[int] = []
    cells: list[list[str]] = []
    misshapen: dict[int, str] = {}
    before, width = records.line_num, len(header)
    for record in records:
        if record:
            why = _misfit(record, width)
            if why:
                misshapen[len(cells)] = why
                record = [cell if len(cell) <= CELL_LIMIT else "" for cell in record[:width]]  # noqa: PLW2901
                record.extend([""] * (width - len(record)))
            starts.append(before + 1)
            cells.append(record)
        before = records.line_num
    if cells and _never_closed(text, starts[-1]):
        misshapen[len(cells) - 1] = "a quote is opened in this row and never closed"
    return starts, cells, misshapen


def _misfit(record: list[str], width: int) -> str:
    if len(record) != width:
        return f"the row has {len(record)} cells where the header has {width}"
    longest = max(map(len, record))
    return f"a cell of {longest:,} characters; at most {CELL_LIMIT:,} are read" if longest > CELL_LIMIT else ""


def _never_closed(text: str, line: int) -> bool:
    last = "".join(io.StringIO(text, newline="").readlines()[line - 1 :])
    try:
        list(chain(*csv.reader(io.StringIO(last, newline=""), strict=True)))
    except csv.Error as error:
        return "unexpected end" in str(error)
    return False
