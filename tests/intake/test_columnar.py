"""Parquet, Arrow and Feather: values to words, and where they stand."""

import datetime as dt
import io
from decimal import Decimal

import pyarrow as pa
import pyarrow.feather
import pyarrow.parquet as pq
import pytest

from checker.figures.errors import CannotCheckError
from checker.figures.table import HEADER, Table
from checker.intake import columnar
from checker.intake.formats import read_foreign


def parquet(table: pa.Table) -> bytes:
    """The bytes of a Parquet file."""
    out = io.BytesIO()
    pq.write_table(table, out)
    return out.getvalue()


def read(raw: bytes, form: str = "parquet") -> Table:
    """A table whose rows all fit."""
    table, misshapen = read_foreign(raw, f"t.{form}", form)
    assert misshapen == {}
    return table


def column(table: Table, name: str) -> list[str]:
    """The cells of a column."""
    return [table.columns[name][row] for row in range(table.rows)]


@pytest.mark.parametrize(
    ("values", "kind", "words"),
    [
        ([5137, None, 5137], pa.int32(), ["5137", "", "5137"]),
        ([5137.0, 0.1, 13.125, float("nan")], pa.float64(), ["5137", "0.1", "13.1250", ""]),
        ([0.1, None, 5137], pa.float32(), ["0.1", "", "5137"]),
        ([Decimal("12.50"), None], pa.decimal128(8, 2), ["12.50", ""]),
        ([" a ", "a", None, ""], pa.string(), ["a", "a", "", ""]),
        (["a", "b", None], pa.dictionary(pa.int8(), pa.string()), ["a", "b", ""]),
        ([b"a", b"\xff"], pa.binary(), ["a", "\\xff"]),
        ([True, False, None], pa.bool_(), ["true", "false", ""]),
        ([dt.date(2024, 5, 1), None], pa.date32(), ["2024-05-01", ""]),
        ([dt.date(2024, 5, 1)], pa.date64(), ["2024-05-01"]),
        ([dt.datetime(2024, 5, 1, 23, 30), None], pa.timestamp("ns"), ["2024-05-01", ""]),  # noqa: DTZ001
        ([dt.datetime(2024, 4, 30, 22, 30, tzinfo=dt.UTC)], pa.timestamp("us", "Europe/Kyiv"), ["2024-05-01"]),
        ([dt.time(10, 30)], pa.time64("us"), ["10:30:00"]),
        ([[1, 2], None], pa.list_(pa.int8()), ["[1, 2]", ""]),
        ([None, None], pa.null(), ["", ""]),
    ],
)
def test_values_become_words(values: list[object], kind: pa.DataType, words: list[str]) -> None:
    """Whole numbers without a point, days without their time where they were, null as a blank."""
    made = pa.table({"x": pa.array(values, kind)})
    form = "arrow" if kind == pa.date64() else "parquet"  # which knows no date64
    assert column(read(arrow(made) if form == "arrow" else parquet(made), form), "x") == words


def arrow(table: pa.Table, *, stream: bool = False) -> bytes:
    """The bytes of an Arrow file, or of a stream."""
    out = io.BytesIO()
    with (pa.ipc.new_stream if stream else pa.ipc.new_file)(out, table.schema) as writer:
        writer.write_table(table, max_chunksize=1)
    return out.getvalue()


def test_arrow_files_streams_and_feather_are_read() -> None:
    """Of several batches too; values inside values get names with points."""
    made = pa.table({"id": ["a", "b"], "killed": [{"low": 1}, {"low": 2}]})
    feather = io.BytesIO()
    pyarrow.feather.write_feather(made, feather)
    for raw in (arrow(made), arrow(made, stream=True), feather.getvalue()):
        table = read(raw, "arrow")
        assert table.header == ("id", "killed.low")
        assert [column(table, name) for name in table.header] == [["a", "b"], ["1", "2"]]


def test_values_are_located_by_record_and_column() -> None:
    """Both from 1, for there are no lines; the header is at the first."""
    table = read(parquet(pa.table({"id": ["a", "b"], "n": [1, 2]})))
    places = [table.locate(row, field) for row, field in ((1, "n"), (0, ""), (HEADER, "n"), (1, "other"))]
    assert [(place.file, place.line, place.column) for place in places] == [
        ("t.parquet", 2, 2), ("t.parquet", 1, 1), ("t.parquet", 1, 2), ("t.parquet", 2, 1),
    ]  # fmt: skip


def test_a_value_that_cannot_be_written_is_a_fault_of_its_row() -> None:
    """A NUL character."""
    _, misshapen = read_foreign(parquet(pa.table({"id": ["a", "\0"]})), "t.parquet", "parquet")
    assert list(misshapen) == [1]


@pytest.mark.parametrize(
    ("raw", "form", "why"),
    [
        (b"PAR1 but no more", "parquet", "is no Parquet file that can be read"),
        (b"ARROW1 but no more", "arrow", "is no Arrow file that can be read"),
        (b"nothing", "arrow", "is no Arrow file that can be read"),
        (parquet(pa.table({"id": pa.array([], pa.string())})), "parquet", "no rows"),
        (parquet(pa.table({"id": ["a"], " id": ["b"]})), "parquet", "'id' is given twice"),
        (parquet(pa.table({"day": pa.array([10**7], pa.date32())})), "parquet", "is no Parquet file that can be read"),
    ],
)
def test_what_is_no_table_is_refused(raw: bytes, form: str, why: str) -> None:
    """One line says why."""
    with pytest.raises(CannotCheckError, match=why):
        read(raw, form)


def test_a_file_that_unpacks_to_too_much_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    """By what it says of itself, before it is unpacked."""
    monkeypatch.setattr(columnar, "FILE_LIMIT", 10)
    with pytest.raises(CannotCheckError, match="at most 10 are read"):
        read(parquet(pa.table({"id": ["a" * 100]})))
