"""What a map puts into one column of ours: text with {columns} in it, a day, or an amount."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Protocol

import numpy as np
import numpy.typing as npt
import pandas as pd

from checker.figures.dates import BadDate, iso, read_day
from checker.figures.table import Column
from checker.intake.expressions import Expression, read_expression
from checker.intake.joined import Joined

Mask = npt.NDArray[np.bool_]
PIECE = re.compile(r"\{([^{}]*)\}")
OFFSET = re.compile(r"(?P<base>(?:[^{}]|\{[^{}]*\})+?)\s+(?P<sign>[-+])\s+(?P<days>.+?)\s+days?")
LONGEST_DAY = 300  # characters
MISSING = "?"  # stands for a missing cell in the text of a cell that cannot be made
SIGNIFICANT = 6  # decimals kept of a computed number: what lies behind is the noise of binary fractions


class BadTemplate(ValueError):  # noqa: N818  (a fault of a map, told with the map's key)
    """Text whose curly brackets do not fit. The message is a plain sentence fragment."""


class Filler(Protocol):
    """Makes one column of ours from foreign columns."""

    @property
    def key(self) -> str:
        """Its key in the map."""

    @property
    def columns(self) -> tuple[str, ...]:
        """The foreign columns that it reads."""

    @property
    def needed(self) -> tuple[str, ...]:
        """Those of them without which there is nothing to write."""

    @property
    def numbers(self) -> tuple[str, ...]:
        """Those of them whose cells have to be numbers."""

    def fill(self, rows: Joined) -> Column:
        """The cells, blank where a foreign one that is needed is missing."""


@dataclass(frozen=True)
class Text:
    """Text with cells in it. `pieces` are literal text, a column behind it, and whether that cell may be missing."""

    key: str
    pieces: tuple[tuple[str, str, bool], ...]
    numbers: tuple[str, ...] = ()

    @property
    def columns(self) -> tuple[str, ...]:
        """The foreign columns, in their order."""
        return tuple(column for _, column, _ in self.pieces if column)

    @property
    def needed(self) -> tuple[str, ...]:
        """Those that may not be missing."""
        return tuple(column for _, column, optional in self.pieces if column and not optional)

    @property
    def only_column(self) -> str:
        """The column that it is the bare cell of, "" where it is anything else."""
        return self.columns[0] if len(self.columns) == 1 and not self.literal else ""

    @property
    def literal(self) -> str:
        """The text without its cells."""
        return "".join(text for text, _, _ in self.pieces)

    def fill(self, rows: Joined) -> Column:
        """The text of each row; blank where a needed cell is missing, without the gap where one that may be is."""
        if self.only_column:
            return rows.column(self.only_column)
        words, codes = np.array([""], dtype=object), np.zeros(rows.rows, dtype=np.int64)
        blank = np.zeros(rows.rows, dtype=bool)
        for text, name, optional in self.pieces:
            column = rows.column(name) if name else Column(("",), np.zeros(rows.rows, np.int32))
            blank |= column.is_blank & bool(name and not optional)
            codes, pairs = pd.factorize(codes * len(column.words) + column.codes)
            left, right = np.divmod(pairs, len(column.words))
            words = words[left] + text + np.array(column.words, dtype=object)[right]
        codes = np.where(blank, len(words), codes)
        tidy = words if self.needed == self.columns else (" ".join(word.split()) for word in words)
        return Column((*tidy, ""), codes.astype(np.int32))


@dataclass(frozen=True)
class Day:
    """A date, or a date and so many days before or after it."""

    key: str
    base: Text
    read: Callable[[str], str]
    sign: int = 1
    days: Expression | None = None

    @property
    def columns(self) -> tuple[str, ...]:
        """The columns of the date, then those of the days."""
        return self.base.columns + self.numbers

    @property
    def needed(self) -> tuple[str, ...]:
        """All but those of the date that may be missing."""
        return self.base.needed + self.numbers

    @property
    def numbers(self) -> tuple[str, ...]:
        """The columns that the number of days is worked out from."""
        return self.days.columns if self.days else ()

    def fill(self, rows: Joined) -> Column:
        """ISO dates; what cannot be worked out stands as it would be worked out, for F001 to quote."""
        base = self.base.fill(rows)
        base = Column(tuple(self.read(word) for word in base.words), base.codes)
        if self.days is None:
            return base
        count = _evaluated(self.days, rows)
        moved = np.array([_ordinal(word) for word in base.words], dtype=np.float64)[base.codes] + self.sign * count
        sign = "+" if self.sign > 0 else "-"

        def shown(row: int, words: Mapping[str, str]) -> str:
            return f"{base[row] or MISSING} {sign} {self.days.shown(words) if self.days else MISSING} days"

        missing = base.is_blank | _any_blank(self.numbers, rows)
        return _written(moved, missing, _iso, lambda row: shown(row, _words(self.numbers, rows, row)))


@dataclass(frozen=True)
class Amount:
    """A number: a cell as it is written, or arithmetic over cells, rounded by `whole`."""

    key: str
    expression: Expression
    whole: Callable[[Any], Any]

    @property
    def columns(self) -> tuple[str, ...]:
        """The columns of the arithmetic."""
        return self.expression.columns

    needed = numbers = columns

    def fill(self, rows: Joined) -> Column:
        """The amounts; where a cell is no number, the arithmetic itself, for F001 to quote."""
        if self.expression.is_column:
            return rows.column(self.columns[0])
        values = self.whole(np.round(_evaluated(self.expression, rows), SIGNIFICANT)) + 0.0  # no -0
        blank = _any_blank(self.columns, rows)
        return _written(values, blank, _number, lambda row: self.expression.shown(_words(self.columns, rows, row)))


def read_text(key: str, text: str) -> Text:
    """Text with {columns} in it; {column?} may be missing.

    Raises:
        BadTemplate: a bracket that does not close, or one with nothing in it.
    """
    parts = PIECE.split(text)
    if any(sign in part for part in parts[::2] for sign in "{}"):
        raise BadTemplate("a curly bracket is not closed, or never opened")
    if not all(part.rstrip("?").strip() for part in parts[1::2]):
        raise BadTemplate("there is no column's name between the curly brackets")
    names = [*parts[1::2], ""]
    pieces = tuple(
        (text, name.removesuffix("?"), name.endswith("?")) for text, name in zip(parts[::2], names, strict=True)
    )
    return Text(key, pieces)


def read_day_text(key: str, text: str, read: Callable[[str], str]) -> Day:
    """A date with {columns} in it, such as "{year}-12-31" or "{report_date} - {n} days".

    Raises:
        BadTemplate, BadExpression: what stands in the way, as a sentence fragment.
    """
    if len(text) > LONGEST_DAY:
        raise BadTemplate(f"it is longer than {LONGEST_DAY} characters")
    match = OFFSET.fullmatch(text)
    if not match:
        return Day(key, read_text(key, text), read)
    days = read_expression(match["days"])
    return Day(key, read_text(key, match["base"]), read, 1 if match["sign"] == "+" else -1, days)


def marked(filler: Filler, rows: Joined) -> Column:
    """The cells, with MISSING where one that is needed is missing: for columns where a blank says something else."""
    column = filler.fill(rows)
    lacking = _any_blank(filler.needed, rows)
    return Column((*column.words, MISSING), np.where(lacking, len(column.words), column.codes).astype(np.int32))


def _any_blank(names: tuple[str, ...], rows: Joined) -> Mask:
    result = np.zeros(rows.rows, dtype=bool)
    for name in names:
        result |= rows.column(name).is_blank
    return result


def _evaluated(expression: Expression, rows: Joined) -> Any:
    values = {name: rows.numbers(name).amounts for name in expression.columns}
    return np.broadcast_to(expression.evaluate(values), rows.rows)


def _words(names: tuple[str, ...], rows: Joined, row: int) -> dict[str, str]:
    return {name: rows.column(name)[row] or MISSING for name in names}


def _written(values: Any, missing: Mask, write: Callable[[float], str | None], shown: Callable[[int], str]) -> Column:
    """Each distinct number as text; where none came out, what should have given it; blank where a cell is missing."""
    distinct, codes = np.unique(np.where(np.isfinite(values), values, np.nan), return_inverse=True)
    texts = [write(value) if np.isfinite(value) else None for value in distinct.tolist()]
    failed = np.array([text is None for text in texts], dtype=bool)[codes]
    words = [text or "" for text in texts]
    for row in np.flatnonzero(failed & ~missing).tolist():
        codes[row] = len(words)
        words.append(shown(row))
    codes = np.where(missing, len(words), codes)
    return Column((*words, ""), codes.astype(np.int32))


def _ordinal(word: str) -> float:
    try:
        return read_day(word)
    except BadDate:
        return np.nan


def _iso(day: float) -> str | None:
    try:
        return iso(int(day)) if day == int(day) else None
    except BadDate:
        return None


def _number(value: float) -> str:
    """A number that the tables can be read with; "3.125" could be 3,125 and gets a fourth decimal."""
    text = f"{value:.{SIGNIFICANT}f}".rstrip("0").rstrip(".")
    return text + "0" if len(text.partition(".")[2]) == 3 else text
