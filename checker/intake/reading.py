"""Bytes to a table of text, every row kept with the physical line it begins on."""

import codecs
import csv
import io
import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from itertools import islice

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.csv

from checker.figures.errors import CannotCheckError
from checker.figures.table import Column, Table
from checker.intake.encodings import as_utf8, decoded, line_at
from checker.intake.limits import CELL_LIMIT, FILE_LIMIT, refuse_too_large
from checker.intake.shape import AS_IT_IS, Read, Shape

ROW_LIMIT = 1_000  # lines of one row; a quote that is open for longer was never meant to be
BLOCK = 2**18  # characters or bytes that are split into lines at a time
csv.field_size_limit(FILE_LIMIT)
LINE_ENDS = re.compile(rb"\r\n|\r|\n")
BEFORE_CELL, BEHIND_CELL = (np.isin(np.arange(256), list(ends)) for ends in (b",\n", b",\r\n"))


def read_table(raw: bytes, file: str, shape: Shape = AS_IT_IS) -> Read:
    """The table, and why for each row that is not shaped like the header (row position to a plain sentence).

    Cells are trimmed. A short row is filled up with blanks, a long one cut. A row with a quote that is not
    closed ends with its first line.

    Raises:
        CannotCheckError: no known encoding, not text, too large, no header, no rows, or a header given twice.
    """
    raw = from_header(as_utf8(raw, file, shape.encoding), shape.header)
    text = _decode(raw, file)
    records = _records(text)
    header_line, first, closed = next(records, (1, [], True))
    header = tuple(cell.strip() for cell in first)
    refuse_header(header, file, header_line, closed=closed)
    plain = _read_plain(raw, header) if header_line == 1 else None
    if plain is not None:
        return Table(file, header, _columns(plain, header), plain.num_rows, text), {}
    starts, cells, misshapen = _walk(records, len(header))
    if not cells:
        raise CannotCheckError(f"{file}: a header and no rows, so there is nothing to check")
    columns = {
        name: _column(pa.array(cell, pa.string())) for name, cell in zip(header, zip(*cells, strict=True), strict=True)
    }
    return Table(file, header, columns, len(cells), text, starts, header_line), misshapen


def use_threads(jobs: int) -> None:
    """Read with so many threads, which Arrow counts for the whole process; as many as there are processors if unset."""
    pa.set_cpu_count(jobs)


def from_header(raw: bytes, header: int) -> bytes:
    """The text with the lines above its header, the line `header` from 1, left blank."""
    ends = list(islice(LINE_ENDS.finditer(raw), max(header - 1, 0)))
    return b"\n" * len(ends) + raw[ends[-1].end() :] if ends else raw


def _decode(raw: bytes, file: str) -> str:
    nul = raw.find(b"\0")
    if nul >= 0:
        raise CannotCheckError(f"{file}: not a text table: a NUL character at line {line_at(raw, nul)}")
    return decoded(raw, file)


def refuse_header(header: Sequence[str], file: str, line: int, *, closed: bool) -> None:
    """Raises CannotCheckError for a header that is blank, given twice, too wide, or opens a quote (not `closed`)."""
    if not header:
        raise CannotCheckError(f"{file}: is empty")
    if not closed:
        raise CannotCheckError(f"{file}: the header, at line {line}, opens a quote that is not closed")
    if not any(header):
        raise CannotCheckError(f"{file}: line {line}, where the header should be, has only blank cells")
    if max(map(len, header)) > CELL_LIMIT:
        raise CannotCheckError(f"{file}: a header of more than {CELL_LIMIT:,} characters; is this a table?")
    refuse_too_large(file, 0, len(header))
    name, times = Counter(header).most_common(1)[0]
    if times > 1:
        raise CannotCheckError(f"{file}: the header {name[:60]!r} is given twice, so its columns cannot be told apart")


def _read_plain(raw: bytes, header: Sequence[str]) -> pa.Table | None:
    """The cells by the fast reader, where it is proven that row n is line n + 2; else None.

    Where every quote opens or closes a whole cell without quotes and line ends inside, every line end ends a row; with
    as many rows as there are line ends behind the header, no line is blank.
    """
    quotes = b'"' in raw
    lone = b"\r" in raw and raw.count(b"\r") != raw.count(b"\r\n")
    if lone or (quotes and not _cells_quoted_whole(raw)):
        return None
    parse = pa.csv.ParseOptions(quote_char='"' if quotes else False, ignore_empty_lines=True)
    names = [f"{at}" for at in range(len(header))]
    convert = pa.csv.ConvertOptions(column_types=dict.fromkeys(names, pa.string()), strings_can_be_null=False)
    read = pa.csv.ReadOptions(column_names=names, skip_rows=1, use_threads=pa.cpu_count() > 1)
    try:
        table = pa.csv.read_csv(pa.BufferReader(raw), read, parse, convert)
    except pa.ArrowInvalid:  # a ragged row, or none: the walk says which
        return None
    lines = raw.count(b"\n") + (not raw.endswith(b"\n"))
    if table.num_rows == 0 or table.num_rows + 1 != lines:
        return None
    too_long = any(pc.max(pc.binary_length(column)).as_py() > CELL_LIMIT for column in table.columns)
    return None if too_long else table


def _columns(table: pa.Table, header: Sequence[str]) -> Mapping[str, Column]:
    """The columns of a table, by threads if there are several."""
    if pa.cpu_count() == 1:
        return dict(zip(header, map(_column, table.columns), strict=True))
    pool = ThreadPoolExecutor(pa.cpu_count())
    columns = {name: pool.submit(_column, column) for name, column in zip(header, table.columns, strict=True)}
    pool.shutdown(wait=False)
    return Awaited(columns)


class Awaited(Mapping[str, Column]):
    """Columns that are being made; whoever asks for one waits for it, and only for that."""

    def __init__(self, columns: Mapping[str, Future[Column]]) -> None:
        self._columns = columns

    def __getitem__(self, name: str) -> Column:
        return self._columns[name].result()

    def __contains__(self, name: object) -> bool:
        return name in self._columns

    def __iter__(self) -> Iterator[str]:
        return iter(self._columns)

    def __len__(self) -> int:
        return len(self._columns)


def _cells_quoted_whole(raw: bytes) -> bool:
    """Whether quotes come in pairs that hold a whole cell each, without a quote or a line end inside."""
    return all(_quoted_whole(lines) for lines in _blocks(raw.removeprefix(codecs.BOM_UTF8)))


def _blocks(raw: bytes) -> Iterator[bytes]:
    """Whole lines, so many at a time as the processor keeps at hand."""
    begin = 0
    while begin < len(raw):
        end = raw.find(b"\n", begin + BLOCK) + 1 or len(raw)
        yield raw[begin:end]
        begin = end


def _quoted_whole(lines: bytes) -> bool:
    text = np.frombuffer(b"\n" + lines + b"\n", dtype=np.uint8)
    marks = np.flatnonzero((text == ord('"')) | (text == ord("\n")))
    quotes = np.flatnonzero(text[marks] == ord('"'))
    if len(quotes) % 2:
        return False
    on_one_line = quotes[1::2] == quotes[::2] + 1
    opened, closed = marks[quotes[::2]], marks[quotes[1::2]]
    return bool((BEFORE_CELL[text[opened - 1]] & BEHIND_CELL[text[closed + 1]] & on_one_line).all())


def _column(values: "pa.Array | pa.ChunkedArray") -> Column:
    """Distinct trimmed words and their codes, numbered in order of first appearance."""
    values = values.dictionary_encode()
    if isinstance(values, pa.ChunkedArray):
        values = values.combine_chunks()
    codes, words = values.indices.to_numpy(zero_copy_only=False), pc.utf8_trim_whitespace(values.dictionary)
    if not words.equals(values.dictionary):
        trimmed = words.dictionary_encode()
        codes, words = trimmed.indices.to_numpy(zero_copy_only=False)[codes], trimmed.dictionary
    return Column(tuple(words.to_numpy(zero_copy_only=False).tolist()), codes.astype(np.int32, copy=False))


def _lines(text: str) -> Iterator[str]:
    """Each line with its end. A block is split at a time, for all lines of a long text take many times its size."""
    begin = 0
    while begin < len(text):
        end = text.find("\n", begin + BLOCK) + 1 or len(text)
        yield from io.StringIO(text[begin:end], newline="")
        begin = end


class _Feed:
    """Lines one by one. `row` are those of the row being read, `ended` is whether it ran out of lines."""

    def __init__(self, text: str) -> None:
        self.lines, self.again = _lines(text), list[str]()
        self.row, self.ended = list[str](), False

    def __iter__(self) -> Iterator[str]:
        return self

    def __next__(self) -> str:
        self.ended = True
        if len(self.row) == ROW_LIMIT:
            raise StopIteration
        self.row.append(self.again.pop() if self.again else next(self.lines))
        self.ended = False
        return self.row[-1]

    def put_back(self) -> None:
        """All lines of the row but the first are read again."""
        self.again += reversed(self.row[1:])
        del self.row[1:]


def _records(text: str) -> Iterator[tuple[int, list[str], bool]]:
    """Each row that is not blank: the line it begins on, its cells, and whether its quotes are closed.

    A quote that is not closed swallows the rows behind it. Such a row ends with its first line, and reading goes on
    with the second.
    """
    feed, line = _Feed(text), 1
    for record in csv.reader(feed):
        several = len(feed.row) > 1 or feed.ended
        closed = not several or _closed(feed.row)
        if not closed:
            feed.put_back()
            record = next(csv.reader(feed.row))  # noqa: PLW2901
        if record:
            yield line, record, closed
        line += len(feed.row)
        feed.row.clear()


def _closed(row: list[str]) -> bool:
    """Whether a row ends outside quotes; in one of several lines, also whether each closing quote ends its cell."""
    if len(row) == 1:
        return len(list(csv.reader([*row, ","]))) == 2
    try:
        list(csv.reader(row, strict=True))
    except csv.Error:
        return False
    return True


def _walk(
    records: Iterator[tuple[int, list[str], bool]], width: int
) -> tuple[list[int], list[list[str]], dict[int, str]]:
    starts: list[int] = []
    cells: list[list[str]] = []
    misshapen: dict[int, str] = {}
    for line, record, closed in records:
        why = _misfit(record, width) if closed else "a quote that is opened in this row is not closed"
        if why:
            misshapen[len(cells)] = why
        starts.append(line)
        cells.append(_fitted(record, width) if why else record)
    return starts, cells, misshapen


def _misfit(record: list[str], width: int) -> str:
    if len(record) != width:
        return f"the row has {len(record)} cells where the header has {width}"
    if max(map(len, record)) <= CELL_LIMIT:
        return ""
    longest = max(len(cell.strip()) for cell in record)
    return f"a cell of {longest:,} characters; at most {CELL_LIMIT:,} are read" if longest > CELL_LIMIT else ""


def _fitted(record: list[str], width: int) -> list[str]:
    short = [cell if len(cell) <= CELL_LIMIT else "" for cell in record[:width]]
    return short + [""] * (width - len(short))
