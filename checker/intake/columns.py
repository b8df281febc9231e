"""Cells to columns: each distinct word once, and for each row its number; by several threads where there may be."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from typing import TypeVar

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from checker.figures.table import Column
from checker.figures.words import Words

FREE = {"url", "note"}  # nothing is told apart by these: where hardly any is like another, equal ones are not sought
SAMPLE = 4096  # rows, by which that is judged
Given = TypeVar("Given")
Made = TypeVar("Made")


def use_threads(jobs: int) -> None:
    """Read with so many threads, which Arrow counts for the whole process; as many as there are processors if unset."""
    pa.set_cpu_count(jobs)


def beside(function: Callable[[], Made]) -> Future[Made]:
    """What a function makes, in a thread of its own, beside what is done until it is asked for."""
    pool = ThreadPoolExecutor(1)
    made = pool.submit(function)
    pool.shutdown(wait=False)
    return made


def by_threads(function: Callable[[Given], Made], given: Sequence[Given]) -> list[Made]:
    """What a function makes of each, in their order; by threads if there are several."""
    if pa.cpu_count() == 1:
        return [function(one) for one in given]
    with ThreadPoolExecutor(pa.cpu_count()) as pool:
        return list(pool.map(function, given))


def columns_of(table: pa.Table, header: Sequence[str]) -> Mapping[str, Column]:
    """The columns of a table, by threads if there are several; long ones, such as addresses, last."""
    if pa.cpu_count() == 1:
        return {name: _column(name, column) for name, column in zip(header, table.columns, strict=True)}
    given = sorted(zip(header, table.columns, strict=True), key=lambda named: named[1].nbytes)  # what takes long last
    pool = ThreadPoolExecutor(pa.cpu_count())
    columns = {name: pool.submit(_column, name, column) for name, column in given}
    pool.shutdown(wait=False)
    return Awaited({name: columns[name] for name in header})


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


def _column(name: str, values: pa.ChunkedArray) -> Column:
    sample = values[:SAMPLE]
    if name in FREE and pc.count_distinct(sample).as_py() > len(sample) / 2:
        words = pc.utf8_trim_whitespace(values).combine_chunks()
        return Column(Words(words), np.arange(len(words), dtype=np.int32))
    return column_of(values)


def column_of(values: "pa.Array | pa.ChunkedArray") -> Column:
    """Distinct trimmed words and their codes, numbered in order of first appearance."""
    values = values.dictionary_encode()
    if isinstance(values, pa.ChunkedArray):
        values = values.combine_chunks()
    codes, words = values.indices.to_numpy(zero_copy_only=False), pc.utf8_trim_whitespace(values.dictionary)
    if not words.equals(values.dictionary):
        trimmed = words.dictionary_encode()
        codes, words = trimmed.indices.to_numpy(zero_copy_only=False)[codes], trimmed.dictionary
    return Column(Words(words), codes.astype(np.int32, copy=False))
