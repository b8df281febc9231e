"""Parquet and Arrow files (Feather too) to tables of text."""

import datetime as dt
import json
from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from checker.figures.errors import CannotCheckError
from checker.figures.findings import Location
from checker.figures.table import Column, Table
from checker.intake.grid import number_word
from checker.intake.limits import FILE_LIMIT, refuse_too_large
from checker.intake.numbers import plain_number
from checker.intake.reading import refuse_header
from checker.intake.records import misfits
from checker.intake.shape import Read, Shape

FAULTS = (pa.ArrowException, OSError, ValueError, OverflowError)  # what pyarrow says of files that are none of its own


@dataclass(frozen=True)
class RecordNumbers:
    """Where values stand in a file without lines: the number of the record and, as the character, of the column."""

    file: str
    header: tuple[str, ...]

    def locate(self, row: int, field: str) -> Location:
        """Both are counted from 1; the header is at the first record."""
        column = self.header.index(field) + 1 if field in self.header else 1
        return Location(self.file, max(row, 0) + 1, column, field)


def read_parquet(raw: bytes, file: str, _shape: Shape) -> Read:
    """A Parquet file. Raises CannotCheckError where it is none, has no rows, or is too large."""
    import pyarrow.parquet as pq  # noqa: PLC0415  (few tables need it)

    def opened() -> "pa.Table":
        parquet = pq.ParquetFile(pa.BufferReader(raw))
        data = parquet.metadata
        refuse_too_large(file, data.num_rows, data.num_columns)
        size = sum(data.row_group(at).total_byte_size for at in range(data.num_row_groups))
        if size > FILE_LIMIT:
            raise CannotCheckError(f"{file}: unpacks to {size:,} bytes; at most {FILE_LIMIT:,} are read")
        return parquet.read()

    return _read(opened, file, "Parquet")


def read_arrow(raw: bytes, file: str, _shape: Shape) -> Read:
    """An Arrow file or stream; Feather is one. Raises CannotCheckError like `read_parquet`."""

    def opened() -> "pa.Table":
        source = pa.BufferReader(raw)
        reader = pa.ipc.open_file(source) if raw.startswith(b"ARROW1") else pa.ipc.open_stream(source)
        return reader.read_all()

    return _read(opened, file, "Arrow")


def _read(opened: "Callable[[], pa.Table]", file: str, kind: str) -> Read:
    try:
        table = opened()
        while any(pa.types.is_struct(column.type) for column in table.columns):
            table = table.flatten()
        header = tuple(name.strip() for name in table.column_names)
        refuse_header(header, file, 1, closed=True)
        refuse_too_large(file, table.num_rows, len(header))
        if not table.num_rows:
            raise CannotCheckError(f"{file}: no rows, so there is nothing to check")
        columns = {name: _column(table.column(at)) for at, name in enumerate(header)}
    except FAULTS as error:
        raise CannotCheckError(f"{file}: is no {kind} file that can be read: {error}") from None
    misshapen: dict[int, str] = {}
    for column in columns.values():
        misshapen |= misfits(column)
    return Table(file, header, columns, table.num_rows, "", places=RecordNumbers(file, header)), misshapen


def _column(values: "pa.ChunkedArray") -> Column:
    """The distinct values as words, each once, and a blank for null."""
    kind = values.type
    if pa.types.is_timestamp(kind):
        values = (pc.local_timestamp(values) if kind.tz else values).cast(pa.date32(), safe=False)
    if pa.types.is_nested(kind):
        values = pa.chunked_array(
            [pa.array([None if v is None else _json(v) for v in values.to_pylist()], pa.string())]
        )
    elif pa.types.is_float16(kind) or pa.types.is_float32(kind):
        values = pa.chunked_array(
            [pa.array([None if v is None else f"{v:.7g}" for v in values.to_pylist()], pa.string())]
        )
        return _numbered(values, number_word)
    return _numbered(values, _word)


def _numbered(values: "pa.ChunkedArray", written: Callable[[Any], str]) -> Column:
    if not pa.types.is_dictionary(values.type):
        values = values.dictionary_encode()
    whole = values.unify_dictionaries().combine_chunks()
    whole = whole.chunk(0) if isinstance(whole, pa.ChunkedArray) else whole
    words: dict[str, int] = {}
    codes = [words.setdefault(written(value).strip(), len(words)) for value in whole.dictionary.to_pylist()]
    blank = words.setdefault("", len(words))
    at = whole.indices.fill_null(-1).to_numpy(zero_copy_only=False)
    return Column(tuple(words), np.array([*codes, blank], dtype=np.int32)[at])


def _word(value: Any) -> str:
    """A value as text: a day without its time, a number in plain digits."""
    if isinstance(value, str):
        return value
    if isinstance(value, bytes):
        return value.decode("utf-8", "backslashreplace")
    if isinstance(value, float):
        return "" if np.isnan(value) else number_word(repr(value))
    if isinstance(value, Decimal):
        return plain_number(str(value))
    return "" if value is None else _json(value)


def _json(value: Any) -> str:
    return (
        value.isoformat()
        if isinstance(value, (dt.date, dt.time))
        else json.dumps(value, ensure_ascii=False, default=str)
    )
