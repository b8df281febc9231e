"""A table as it was written: every cell's text, and where it stands."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Protocol

import numpy as np
import numpy.typing as npt
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from checker.figures.findings import Location
from checker.figures.lines import LINE_END, Lines
from checker.figures.words import Words, arrow_of

Codes = npt.NDArray[np.int32]
HEADER = -1  # the position of the header among the rows


@dataclass(frozen=True)
class Column:
    """One column of text: the distinct words, trimmed, and for each row the number of its word (shape: rows).

    Of free text, such as addresses and notes, a word may be there several times.
    """

    words: Sequence[str]
    codes: Codes

    def __getitem__(self, row: int) -> str:
        return self.words[int(self.codes[row])]

    @cached_property
    def is_blank(self) -> npt.NDArray[np.bool_]:
        """Where the cell is blank (shape: rows)."""
        return self.by_word(pc.equal(self.arrow, ""))

    @cached_property
    def arrow(self) -> "pa.Array":
        """The words as Arrow's."""
        return arrow_of(self.words)

    def by_word(self, answers: "pa.BooleanArray | list[bool]") -> npt.NDArray[np.bool_]:
        """For each row what is so of its word (shape: rows), given for each word."""
        answer: npt.NDArray[np.bool_] = np.asarray(answers, dtype=bool)[self.codes]
        return answer


class Places(Protocol):
    """Finds the cells of a table that is not laid out as lines of cells with commas between, or comes from another."""

    def locate(self, row: int, field: str) -> Location:
        """Where a cell begins; where its row begins, for the field ""."""


@dataclass(frozen=True)
class Table:
    """The text of one file. `starts` is each row's physical line, from 1; None means that row n is line n + 2.

    `places` finds cells instead, where it is given. `kept` are the positions in the file of the rows that are left of
    it, HEADER for one that is not from there; None, all are.
    """

    file: str
    header: tuple[str, ...]
    columns: Mapping[str, Column]
    rows: int
    text: str
    starts: Sequence[int] | None = None
    header_line: int = 1
    places: Places | None = None
    kept: Codes | None = None

    def column(self, field: str) -> Column:
        """A column, all blank where the table does not have it."""
        return self.columns.get(field) or Column(("",), np.zeros(self.rows, np.int32))

    def taken(self, rows: npt.NDArray[np.int64]) -> "Table":
        """Some of the rows, and no word that is in none of them; each is still found where it stands in the file."""
        columns = {}
        for name, column in self.columns.items():
            codes, used = pd.factorize(column.codes[rows])
            columns[name] = Column(Words(column.arrow.take(pa.array(used))), codes.astype(np.int32))
        return replace(self, columns=columns, rows=len(rows), kept=self._in_file[rows])

    def with_row(self, cells: Mapping[str, str]) -> "Table":
        """One more row, which stands in no file; columns that only it has are blank in all others."""
        header = (*self.header, *(name for name in cells if name not in self.columns))
        columns = {}
        for name in header:
            old, word = self.column(name), cells.get(name, "").strip()
            words = list(old.words)
            words += [word] * (word not in words)
            columns[name] = Column(words, np.append(old.codes, np.int32(words.index(word))))
        kept = np.append(self._in_file, np.int32(HEADER))
        return replace(self, header=header, columns=columns, rows=self.rows + 1, kept=kept)

    @property
    def _in_file(self) -> Codes:
        return np.arange(self.rows, dtype=np.int32) if self.kept is None else self.kept

    def in_file(self, row: int) -> int:
        """The position of a row in the file, if rows were left out of it; HEADER for the header and an added row."""
        return row if self.kept is None or row == HEADER else int(self.kept[row])

    def line(self, row: int) -> int:
        """The physical line, from 1, on which a row begins; that of the header for a row that was added."""
        return self._line(self.in_file(row))

    def _line(self, row: int) -> int:
        if self.places is not None:
            return self.places.locate(row, "").line
        if row == HEADER:
            return self.header_line
        return self.starts[row] if self.starts is not None else row + 2

    def locate(self, row: int, field: str) -> Location:
        """The line and character at which a cell begins, also behind quoted line ends."""
        row = self.in_file(row)
        if self.places is not None:
            return self.places.locate(row, field)
        line = self._line(row)
        wanted = self.header.index(field) if field in self.header else 0
        at = begins = self._lines.begin(line)
        for _ in range(wanted):
            at = _behind_comma(self.text, at)
        for end in LINE_END.finditer(self.text, begins, at):
            line, begins = line + 1, end.end()
        return Location(self.file, line, at - begins + 1, field)

    @cached_property
    def _lines(self) -> Lines:
        return Lines(self.text)


def _behind_comma(text: str, at: int) -> int:
    """The place behind the comma that ends the cell at `at`; the cell's own place where the row ends first."""
    end = at
    if text[at : at + 1] == '"':
        end = at + 1
        while (quote := text.find('"', end)) >= 0 and text[quote + 1 : quote + 2] == '"':
            end = quote + 2
        end = quote + 1 if quote >= 0 else len(text)
    comma = CELL_END.search(text, end)
    return comma.end() if comma and comma.group() == "," else at


CELL_END = re.compile(r"[,\r\n]")
