"""Bytes to a table of text, every row kept with the physical line it begins on."""

import csv
import io
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import chain

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.csv

from checker.figures.errors import CannotCheckError
from checker.figures.table import Column, Table

CELL_LIMIT = 100_000  # characters; a longer cell is reported, not read
FILE_LIMIT = 2**31 - 1  # bytes; offsets into one file are 32 bit wide
BEHIND = ","  # a line set behind the text: the row that holds it is one whose quote is never closed
csv.field_size_limit(FILE_LIMIT)


def read_table(raw: bytes, file: str) -> tuple[Table, dict[int, str]]:
    """The table, and why for each row that is not shaped like the header (row position to a plain sentence).

    Cells are trimmed. A short row is filled up with blanks, a long one cut. A row whose quote is never closed ends with
    that line.

    Raises:
        CannotCheckError: not UTF-8, not text, too large, no header, no rows, or a header given twice.
    """
    text = _decode(raw, file)
    records = _records(text)
    header_line, first, closed = next(records, (1, [], True))
    header = tuple(cell.strip() for cell in first)
    _refuse_header(header, file, header_line, closed=closed)
    columns = _read_plain(raw, header) if header_line == 1 else None
    if columns is not None:
        rows = len(next(iter(columns.values())).codes)
        return Table(file, header, columns, rows, text), {}
    starts, cells, misshapen = _walk(records, len(header))
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
    nul = raw.find(b"\0")
    if nul >= 0:
        raise CannotCheckError(f"{file}: not a text table: a NUL character at line {_line_at(raw, nul)}")
    try:
        return raw.decode("utf-8").removeprefix("\ufeff")
    except UnicodeDecodeError as error:
        line = _line_at(raw, error.start)
        raise CannotCheckError(f"{file}: not UTF-8 at line {line}, byte {error.start + 1}; save it as UTF-8") from None


def _line_at(raw: bytes, at: int) -> int:
    return len((raw[:at] + b"x").splitlines())


def _refuse_header(header: Sequence[str], file: str, line: int, *, closed: bool) -> None:
    if not header:
        raise CannotCheckError(f"{file}: is empty")
    if not closed:
        raise CannotCheckError(f"{file}: the header, at line {line}, opens a quote that is never closed")
    if not any(header):
        raise CannotCheckError(f"{file}: line {line}, where the header should be, has only blank cells")
    if max(map(len, header)) > CELL_LIMIT:
        raise CannotCheckError(f"{file}: a header of more than {CELL_LIMIT:,} characters; is this a table?")
    name, times = Counter(header).most_common(1)[0]
    if times > 1:
        raise CannotCheckError(f"{file}: the header {name[:60]!r} is given twice, so its columns cannot be told apart")


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


def _records(text: str, skipped: int = 0) -> Iterator[tuple[int, list[str], bool]]:
    """Each row that is not blank: the line it begins on, its cells, and whether its quotes are closed.

    A quote that is never closed swallows the rest of the text, so the lines behind it are read again, as rows.
    """
    reader = csv.reader(chain(io.StringIO(text, newline=""), [BEHIND]))
    line, held, begins = skipped, list[str](), skipped + 1
    for record in reader:
        if held:
            yield line, held, True
        line, held, begins = begins, record, skipped + reader.line_num + 1
    if held != ["", ""]:
        yield line, [*held[:-1], ""], False
        lines, swallowed = _lines(text), len(_lines(f'"{held[-1].removesuffix(BEHIND)}')) - 1
        opened = len(lines) - swallowed
        yield from _records("".join(lines[opened:]), skipped + opened)


def _lines(text: str) -> list[str]:
    return io.StringIO(text, newline="").readlines()


def _walk(
    records: Iterator[tuple[int, list[str], bool]], width: int
) -> tuple[list[int], list[list[str]], dict[int, str]]:
    starts: list[int] = []
    cells: list[list[str]] = []
    misshapen: dict[int, str] = {}
    for line, record, closed in records:
        why = _misfit(record, width) if closed else "a quote is opened in this row and never closed"
        if why:
            misshapen[len(cells)] = why
        starts.append(line)
        cells.append(_fitted(record, width) if why else record)
    return starts, cells, misshapen


def _misfit(record: list[str], width: int) -> str:
    if len(record) != width:
        wraps = any("\n" in cell or "\r" in cell for cell in record)
        hint = "; a quote in it runs over the end of a line" if wraps else ""
        return f"the row has {len(record)} cells where the header has {width}{hint}"
    if max(map(len, record)) <= CELL_LIMIT:
        return ""
    longest = max(len(cell.strip()) for cell in record)
    return f"a cell of {longest:,} characters; at most {CELL_LIMIT:,} are read" if longest > CELL_LIMIT else ""


def _fitted(record: list[str], width: int) -> list[str]:
    short = [cell if len(cell) <= CELL_LIMIT else "" for cell in record[:width]]
    return short + [""] * (width - len(short))
