"""A foreign table and those joined to it, as one set of columns, tidied of codes for missing."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import numpy as np
import numpy.typing as npt

from checker.figures.errors import CannotCheckError
from checker.figures.measures import nearest
from checker.figures.table import Column, Table
from checker.figures.wording import Unreadable, read_number

Ints = npt.NDArray[np.int64]
MARK = re.compile(r"\[[^\[\]]{1,20}\]\Z")  # of a footnote: 35[2], "about 400 [note 1][b]"
MARK_LENGTH = 22
LONGEST_PLAIN = 15  # digits that a float holds exactly


@dataclass(frozen=True)
class Numbers:
    """A column read as numbers: NaN where blank or unreadable (shape: rows)."""

    amounts: npt.NDArray[np.float64]
    unreadable: npt.NDArray[np.bool_]


@dataclass(frozen=True)
class Joined:
    """The columns of a foreign table, and of those beside it.

    `links` gives for each table the row in it that belongs to each row of the first, -1 where none does. `keys` are the
    columns that tables are joined on; `missing` the words that stand for a blank cell; `terms` the words to put in the
    place of others, by column. With `footnotes`, marks such as [2] or [a] at the end of a cell are none of it.
    """

    tables: tuple[Table, ...]
    links: tuple[Ints, ...]
    keys: frozenset[str]
    missing: frozenset[str]
    terms: Mapping[str, Mapping[str, str]]
    footnotes: bool = False
    _cleaned: dict[str, Column] = field(default_factory=dict)
    _numbers: dict[str, Numbers] = field(default_factory=dict)

    @property
    def rows(self) -> int:
        """How many rows the first table has."""
        return self.tables[0].rows

    def home(self, name: str) -> tuple[int, str]:
        """Which table a column is in, and its header there; FILE.COLUMN names that of one table.

        Raises:
            KeyError: no table has it, or two have it; the argument is a sentence fragment.
        """
        found = [at for at, table in enumerate(self.tables) if name in table.columns]
        if len(found) == 1 or (found and name in self.keys):
            return found[0], name
        qualified = {
            f"{table.file.rpartition('.')[0]}.{header}": (at, header)
            for at, table in enumerate(self.tables)
            for header in table.header
        }
        if name in qualified:
            return qualified[name]
        if found:
            files = [self.tables[at].file for at in found]
            raise KeyError(f"{' and '.join(files)} have a column {name!r}; name the one as FILE.{name}")
        near = nearest(name, tuple(header for table in self.tables for header in table.header))
        raise KeyError(
            f"there is no column {name[:60]!r} in {self._files}{f'; the nearest is {near!r}' if near else ''}"
        )

    @property
    def _files(self) -> str:
        return " or ".join(table.file for table in self.tables)

    def words(self, name: str) -> Column:
        """A column as it is written, blank where a word stands for missing or no row is joined."""
        at, header = self.home(name)
        column = self.tables[at].columns[header]
        bare = [_unmarked(word) for word in column.words] if self.footnotes else column.words
        words = ["" if word in self.missing else word for word in bare]
        if at == 0:
            return Column(tuple(words), column.codes)
        codes = np.where(self.links[at] < 0, len(words), column.codes[self.links[at]])
        return Column((*words, ""), codes.astype(np.int32))

    def column(self, name: str) -> Column:
        """A column with its words replaced as the map says."""
        if name not in self._cleaned:
            column, terms = self.words(name), self.terms.get(name, {})
            self._cleaned[name] = Column(tuple(terms.get(word, word) for word in column.words), column.codes)
        return self._cleaned[name]

    def numbers(self, name: str) -> Numbers:
        """A column read as numbers, each distinct word once."""
        if name not in self._numbers:
            column = self.column(name)
            read = [_number(word) for word in column.words]
            values = np.array([np.nan if value is None else value for value in read], dtype=np.float64)
            bad = np.array([value is None for value in read], dtype=bool)
            self._numbers[name] = Numbers(values[column.codes], bad[column.codes])
        return self._numbers[name]

    def is_unreadable(self, name: str, row: int) -> bool:
        """Whether a cell that is to be a number is none."""
        return _number(self.column(name)[row]) is None


def _unmarked(word: str) -> str:
    """The word without the marks of footnotes at its end."""
    while mark := MARK.search(word, max(len(word) - MARK_LENGTH, 0)):
        word = word[: mark.start()].rstrip()
    return word


def _number(word: str) -> float | None:
    """The number, NaN for a blank, None for what is no number."""
    if not word or (word.isascii() and word.isdigit() and len(word) <= LONGEST_PLAIN):
        return float(word or "nan")
    try:
        return read_number(word)
    except Unreadable:
        return None


def link(first: Table, other: Table, on: str, missing: frozenset[str]) -> Ints:
    """For each row of a table the row of another with the same word in a column, -1 where there is none.

    Raises:
        CannotCheckError: a table without the column, or a word twice in the other.
    """
    for table in (first, other):
        if on not in table.columns:
            raise CannotCheckError(f"join.on: {table.file} has no column {on!r}")
    column, keys = other.columns[on], first.columns[on]
    rows: dict[str, int] = {}
    for row, code in enumerate(column.codes.tolist()):
        word = column.words[code]
        if word in rows and word not in missing:
            lines = f"lines {other.line(rows[word])} and {other.line(row)}"
            raise CannotCheckError(
                f"join.on: {other.file} has {on} {word[:60]!r} twice ({lines}), so which row belongs?"
            )
        rows[word] = row
    found: Any = [-1 if word in missing else rows.get(word, -1) for word in keys.words]
    return np.array(found, dtype=np.int64)[keys.codes]
