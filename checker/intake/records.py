"""JSON records to a table of text, and back to where each value stands in the file."""

import json
import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import chain
from typing import Any

import numpy as np

from checker.figures.errors import CannotCheckError
from checker.figures.findings import Location
from checker.figures.lines import LINE_END
from checker.figures.table import Column, Table
from checker.intake.encodings import as_utf8, decoded
from checker.intake.limits import CELL_LIMIT, refuse_too_large
from checker.intake.numbers import plain_number
from checker.intake.shape import Read, Shape

UNWRITABLE = re.compile("[\0\ud800-\udfff]")
NO_OBJECT = "the record is no object, that is no names with values"
LINE = re.compile(r"[^ \t\r\n][^\r\n]*")
NO_SPACE = re.compile(r"[^ \t\r\n]|$")


def read_records(raw: bytes, file: str, shape: Shape) -> Read:
    """A list of records, each an object; values inside values get names with points between: verified.killed.

    Raises:
        CannotCheckError: not JSON, no list there, a name given twice in an object, or no values at all.
    """
    text = decoded(as_utf8(raw, file, shape.encoding), file)
    records = _parsed(text, file, shape.records)
    return _table(records, file, RecordPlaces(file, text, shape.records))


def read_lines(raw: bytes, file: str, shape: Shape) -> Read:
    """JSON Lines: a record a line, blank lines left out. A line that is no JSON is a row that does not fit.

    Raises:
        CannotCheckError: no known encoding, or no values at all.
    """
    text = decoded(as_utf8(raw, file, shape.encoding), file)
    records: list[Any] = []
    begins, broken = list[int](), dict[int, str]()
    for match in LINE.finditer(text):
        try:
            records.append(DECODER.decode(match[0]))
        except (ValueError, RecursionError) as error:
            broken[len(records)] = f"the line is no JSON: {getattr(error, 'msg', error)}"
            records.append({})
        begins.append(match.start())
    places = RecordPlaces(file, text, "", tuple(begins), frozenset(broken))
    table, misshapen = _table(records, file, places)
    return table, misshapen | broken


def _table(records: list[Any], file: str, places: "RecordPlaces") -> Read:
    flat = [_flat(record) if isinstance(record, dict) else {} for record in records]
    header = tuple(dict.fromkeys(chain.from_iterable(flat)))
    if not header:
        raise CannotCheckError(f"{file}: no record with a value, so there is nothing to check")
    for name in header:
        if why := _fault(name):
            raise CannotCheckError(f"{file}: a name of a column is {why}")
    refuse_too_large(file, len(records), len(header))
    columns = {name: _column([record.get(name, "") for record in flat]) for name in header}
    misshapen = {row: NO_OBJECT for row, record in enumerate(records) if not isinstance(record, dict)}
    for name, column in columns.items():
        misshapen |= misfits(column)
        columns[name] = _writable(column)
    return Table(file, header, columns, len(records), places.text, places=places), misshapen


def _column(values: Sequence[Any]) -> Column:
    words = (value if isinstance(value, str) else _text(value) for value in values)
    number: dict[str, int] = {}
    codes = [number.setdefault(word.strip(), len(number)) for word in words]
    return Column(tuple(number), np.array(codes, dtype=np.int32))


def _writable(column: Column) -> Column:
    """The words with a sign in place of each half character; their rows are told of, and not read."""
    found = _column([UNWRITABLE.sub("\ufffd", word) for word in column.words])
    return Column(found.words, found.codes[column.codes])


def misfits(column: Column) -> dict[int, str]:
    """The rows whose word cannot be written or read, and why."""
    bad = {at: why for at, word in enumerate(column.words) if (why := _fault(word))}
    rows = np.flatnonzero(np.isin(column.codes, list(bad))).tolist()
    return {row: bad[int(column.codes[row])] for row in rows}


def _fault(word: str) -> str:
    if len(word) > CELL_LIMIT:
        return f"a value of {len(word):,} characters; at most {CELL_LIMIT:,} are read"
    return "a value with a NUL character or half a character (a lone surrogate)" if UNWRITABLE.search(word) else ""


def _parsed(text: str, file: str, path: str) -> list[Any]:
    try:
        top = DECODER.decode(text)
    except json.JSONDecodeError as error:
        raise CannotCheckError(f"{file}: not JSON at line {error.lineno}: {error.msg}") from None
    except ValueError as error:
        raise CannotCheckError(f"{file}: {error}") from None
    except RecursionError:
        raise CannotCheckError(f"{file}: values are nested too deep to be read") from None
    for name in path.split(".") if path else []:
        if not isinstance(top, dict) or name not in top:
            raise CannotCheckError(f"{file}: table.records leads to {path!r}, and there is no {name!r} on the way")
        top = top[name]
    if not isinstance(top, list):
        hint = f"table.records leads to {path!r}, which" if path else "without table.records the whole file"
        raise CannotCheckError(f"{file}: {hint} is to be a list of records")
    return top


def _flat(record: dict[str, Any]) -> dict[str, Any]:
    """A record without values inside values."""
    if not any(isinstance(value, dict) for value in record.values()):
        return record
    found: dict[str, Any] = {}
    rest = list(reversed(record.items()))
    while rest:
        name, value = rest.pop()
        if isinstance(value, dict):
            rest.extend((f"{name}.{key}", inner) for key, inner in reversed(value.items()))
        else:
            found[name] = value
    return found


def _text(value: Any) -> str:
    return "" if value is None else json.dumps(value, ensure_ascii=False)


def _distinct(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) < len(pairs):
        twice = next(name for name, times in Counter(name for name, _ in pairs).items() if times > 1)
        raise ValueError(f"an object gives {twice[:60]!r} twice, so its values cannot be told apart")
    return found


DECODER = json.JSONDecoder(parse_int=str, parse_float=plain_number, parse_constant=str, object_pairs_hook=_distinct)


@dataclass(frozen=True)
class RecordPlaces:
    """Where values stand in a text of records: the physical line and the character in it.

    `begins` is where each record does, if they are no list; nothing is looked for inside the `broken` ones.
    """

    file: str
    text: str
    path: str
    begins: tuple[int, ...] | None = None
    broken: frozenset[int] = frozenset()

    def locate(self, row: int, field: str) -> Location:
        """Where a value begins; where its record begins if that has no such value, or if row is none."""
        at = self._records[row] if row >= 0 else 0
        if row >= 0 and row not in self.broken:
            at = self._value(at, field)
        line = bisect_right(self._line_starts, at)
        return Location(self.file, line, at - self._line_starts[line - 1] + 1, field)

    def _value(self, record: int, field: str) -> int:
        rest = [(f"{name}", at) for name, at in self._inside(record)]
        while rest:
            name, at = rest.pop()
            if name == field:
                return at
            if field.startswith(f"{name}."):
                rest.extend((f"{name}.{inner}", place) for inner, place in self._inside(at))
        return record

    @cached_property
    def _records(self) -> Sequence[int]:
        if self.begins is not None:
            return self.begins
        at = self._skip(0)
        for name in self.path.split(".") if self.path else []:
            at = dict(self._inside(at))[name]
        return [place for _, place in self._inside(at)]

    def _inside(self, at: int) -> Iterator[tuple[str, int]]:
        """What stands in the object or list at a place: each value's name ("" in a list) and where it begins."""
        text, is_object = self.text, self.text[at] == "{"
        if text[at] not in "{[":
            return
        at = self._skip(at + 1)
        while text[at] not in "]}":
            name = ""
            if is_object:
                name, at = DECODER.raw_decode(text, at)
                at = self._skip(self._skip(at) + 1)
            yield name, at
            at = self._skip(DECODER.raw_decode(text, at)[1])
            if text[at] == ",":
                at = self._skip(at + 1)

    def _skip(self, at: int) -> int:
        found = NO_SPACE.search(self.text, at)
        return found.start() if found else len(self.text)

    @cached_property
    def _line_starts(self) -> list[int]:
        return [0, *(end.end() for end in LINE_END.finditer(self.text))]
