"""Bytes to a table of text, every row kept with the physical line it begins on."""

import csv
import io
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import islice

import pyarrow as pa

from checker.figures.errors import CannotCheckError
from checker.figures.table import Table
from checker.intake.columns import column_of, columns_of
from checker.intake.encodings import as_utf8, decoded, line_at
from checker.intake.limits import CELL_LIMIT, FILE_LIMIT, refuse_too_large
from checker.intake.plain import read_plain
from checker.intake.shape import AS_IT_IS, Read, Shape

ROW_LIMIT = 1_000  # lines of one row; a quote that is open for longer was never meant to be
BLOCK = 2**18  # characters that are split into lines at a time
csv.field_size_limit(FILE_LIMIT)
LINE_ENDS = re.compile(rb"\r\n|\r|\n")


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
    plain = read_plain(raw, header) if header_line == 1 else None
    if plain is not None:
        return Table(file, header, columns_of(plain, header), plain.num_rows, text), {}
    starts, cells, misshapen = _walk(records, len(header))
    if not cells:
        raise CannotCheckError(f"{file}: a header and no rows, so there is nothing to check")
    columns = {
        name: column_of(pa.array(cell, pa.string()))
        for name, cell in zip(header, zip(*cells, strict=True), strict=True)
    }
    return Table(file, header, columns, len(cells), text, starts, header_line), misshapen


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
