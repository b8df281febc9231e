"""The cells of a sheet, as they come, to columns of text."""

from array import array
from collections import defaultdict
from collections.abc import Mapping

import numpy as np

from checker.figures.errors import CannotCheckError
from checker.figures.table import Column
from checker.intake.limits import CELL_LIMIT, CELLS_LIMIT, COLUMNS_LIMIT
from checker.intake.numbers import plain_number

ROWS_LIMIT = 2**20  # of a sheet


def number_word(number: str) -> str:
    """A number of a sheet, to the 15 digits that a spreadsheet shows, without an exponent: "5137" for "5137.0"."""
    try:
        return plain_number(f"{float(number):.15g}")
    except (ValueError, OverflowError):
        return number


def percent_word(number: str) -> str:
    """A number that is shown as a percentage: "36 %" for "0.36"."""
    try:
        return f"{plain_number(f'{float(number) * 100:.13g}')} %"
    except (ValueError, OverflowError):
        return number


class Grid:
    """The cells of a sheet that are not blank, by column; rows and columns are numbered from 1, as people see them."""

    def __init__(self, file: str) -> None:
        self.file, self.cells = file, 0
        self._words: defaultdict[int, dict[str, int]] = defaultdict(dict)
        self._codes: defaultdict[int, array[int]] = defaultdict(lambda: array("i"))
        self._rows: defaultdict[int, array[int]] = defaultdict(lambda: array("i"))
        self.too_long: dict[int, str] = {}

    def put(self, row: int, column: int, word: str) -> None:
        """Take one cell. Raises CannotCheckError where a table cannot be that large."""
        self.cells += 1
        if not (0 < row <= ROWS_LIMIT and 0 < column <= COLUMNS_LIMIT and self.cells <= CELLS_LIMIT):
            raise CannotCheckError(
                f"{self.file}: a cell in row {row:,} and column {column:,} ({self.cells:,} cells so far); at most"
                f" {ROWS_LIMIT:,} rows, {COLUMNS_LIMIT:,} columns and {CELLS_LIMIT:,} cells are read"
            )
        word = word.strip()
        if len(word) > CELL_LIMIT:
            self.too_long[row] = f"a cell of {len(word):,} characters; at most {CELL_LIMIT:,} are read"
            word = ""
        if word:
            words = self._words[column]
            self._codes[column].append(words.setdefault(word, len(words)))
            self._rows[column].append(row)

    def row(self, number: int) -> dict[int, str]:
        """The cells of one row that are not blank, by column."""
        found = {}
        for column in sorted(self._words):
            for at in np.flatnonzero(self._array(self._rows[column]) == number).tolist():
                found[column] = list(self._words[column])[self._codes[column][at]]
        return found

    def rows(self) -> "np.ndarray[tuple[int], np.dtype[np.int32]]":
        """The numbers of the rows that are not blank, in order."""
        seen = np.zeros(ROWS_LIMIT + 1, dtype=bool)
        for rows in self._rows.values():
            seen[self._array(rows)] = True
        seen[list(self.too_long)] = True
        return np.flatnonzero(seen).astype(np.int32)

    def columns(self) -> list[int]:
        """The numbers of the columns that are not blank, in order."""
        return sorted(self._words)

    def column(self, number: int, rows: "np.ndarray[tuple[int], np.dtype[np.int32]]") -> Column:
        """One column, in some of the rows (in order)."""
        words, codes = self._words.get(number, {}), np.full(ROWS_LIMIT + 1, -1, dtype=np.int32)
        codes[self._array(self._rows[number])] = self._array(self._codes[number])
        taken = codes[rows]
        return Column((*words, ""), np.where(taken < 0, len(words), taken).astype(np.int32))

    @staticmethod
    def _array(values: "array[int]") -> "np.ndarray[tuple[int], np.dtype[np.int32]]":
        return np.frombuffer(values, dtype=np.int32)


def letters(column: int) -> str:
    """What people call a column: "AB" for 28."""
    name = ""
    while column:
        column, rest = divmod(column - 1, 26)
        name = chr(ord("A") + rest) + name
    return name


def named(header: Mapping[int, str], columns: list[int]) -> dict[int, str]:
    """A header for every column that holds anything: its letters, as "column Q", where none is written."""
    return {column: header.get(column) or f"column {letters(column)}" for column in sorted({*header, *columns})}
