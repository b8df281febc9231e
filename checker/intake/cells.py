"""Text to typed columns: every cell read on its own, and what could not be read marked, never guessed.

Each distinct word is read once. The frames made here are what the schemas of `checker.intake.form` validate.
"""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from checker.figures.dates import NO_DAY, BadDate, read_day, read_span
from checker.figures.measures import Vocabulary
from checker.figures.quick import quick
from checker.figures.table import Column, Table
from checker.figures.wording import Reading, Unreadable, read, read_number, rounding
from checker.figures.words import Words
from checker.intake.columns import by_threads

NUMBERS = ("low", "best", "high")
TERMS = ("population", "scope", "measure", "share_of", "source", "statement", "status", "derivation")
STRETCH = 2**15  # words that are not worth a thread more
Mask = npt.NDArray[np.bool_]


@dataclass(frozen=True)
class Cells:
    """One table, typed: a frame with a row per row, and the parsed columns it was made from."""

    table: Table
    frame: pd.DataFrame
    parsed: dict[str, "Parsed"]

    def why(self, field: str, row: int) -> str:
        """Why a cell is unreadable, as a sentence fragment."""
        parsed = self.parsed[field]
        return parsed.why[int(parsed.column.codes[row])]


@dataclass(frozen=True)
class Parsed:
    """One column, parsed: an array per part of a value (shape: rows), and why a word, by its number, is unreadable."""

    column: Column
    parts: dict[str, Any]
    why: dict[int, str]

    @property
    def unreadable(self) -> Any:
        """Where the word is unreadable (shape: rows)."""
        return self.column.by_word(np.isin(np.arange(len(self.column.words)), list(self.why)))


def parse(column: Column, reader: Callable[[str], dict[str, Any]], blank: dict[str, Any]) -> Parsed:
    """Read each distinct word of a column once; a blank or unreadable one gets the values of `blank`."""
    values, why = [], {}
    for number, word in enumerate(column.words):
        try:
            values.append(reader(word) if word else blank)
        except (BadDate, Unreadable) as error:
            values.append(blank)
            why[number] = str(error)
    parts = {name: np.array([value[name] for value in values])[column.codes] for name in blank}
    return Parsed(column, parts, why)


def categories(column: Column) -> pd.Categorical:
    """A column of text as categories, one for each distinct word."""
    return pd.Categorical.from_codes(
        column.codes, categories=pd.Index(list(column.words), dtype=object), validate=False
    )


def _day(word: str) -> dict[str, Any]:
    return {"day": read_day(word)}


def day_column(column: Column) -> Parsed:
    """A column of single days; its one part is "day"."""
    return parse(column, _day, {"day": NO_DAY})


def _span(word: str) -> dict[str, Any]:
    first, last = read_span(word)
    return {"first": first, "last": last}


def _number(word: str) -> dict[str, Any]:
    value = read_number(word)
    return {"value": value, "rounding": rounding(abs(value))}


NO_SPAN = {"first": NO_DAY, "last": NO_DAY}
NO_NUMBER = {"value": np.nan, "rounding": 0.0}
NO_READING = Reading(np.nan, np.nan, (), 0.0, 0.0, own_list=False, is_share=False, how="")


def _wording(word: str, *, share: bool) -> dict[str, Any]:
    return _reading_parts(read(word, share=share))


def _wordings(column: Column, shares: Mask) -> Parsed:
    """Wordings, read as counts or as shares (shape: words): the plain counts all at once, the others one by one."""
    plain, parts = _plain(pc.if_else(pa.array(shares), "", column.arrow))
    every = {name: np.empty(len(plain), values.dtype) for name, values in parts.items()}
    for name, values in every.items():
        values[plain] = parts[name]
    why: dict[int, str] = {}
    for share in (False, True):
        at = np.flatnonzero(~plain & (shares == share))
        others = Column(Words(column.arrow.take(pa.array(at))), np.arange(len(at), dtype=np.int32))
        slow = parse(others, partial(_wording, share=share), _reading_parts(NO_READING))
        why |= {int(at[number]): fault for number, fault in slow.why.items()}
        for name, values in every.items():
            values[at] = slow.parts[name]
    return Parsed(column, {name: values[column.codes] for name, values in every.items()}, why)


def _plain(words: "pa.StringArray") -> tuple[Mask, dict[str, Any]]:
    """As `quick` has it, a stretch of the words a thread."""
    size = max(len(words) // pa.cpu_count() + 1, STRETCH)
    found = by_threads(quick, [words[at : at + size] for at in range(0, max(len(words), 1), size)])
    parts = {name: np.concatenate([some[name] for _, some in found]) for name in found[0][1]}
    return np.concatenate([plain for plain, _ in found]), parts


def _reading_parts(reading: Reading) -> dict[str, Any]:
    first, last = (reading.numbers[0], reading.numbers[-1]) if reading.numbers else (np.nan, np.nan)
    return {
        "low": reading.low, "high": reading.high, "low_rounding": reading.low_rounding,
        "high_rounding": reading.high_rounding, "own_list": reading.own_list,
        "first_number": first, "last_number": last,
    }  # fmt: skip


def figure_cells(table: Table, vocabulary: Vocabulary, as_of_lag: int) -> Cells:
    """The table of figures, typed.

    Beside the columns of TERMS, as categories: low, best, high (the cells; NaN where blank), word_low, word_high (what
    the wording gives), range_low, range_high (what the figure stands for), low_rounding, high_rounding, first_number,
    last_number, own_list, stated (a number cell is filled), is_share, is_stock, period_start, as_of_first, as_of_last,
    day_given, published, and unreadable_X for each parsed column X.

    Args:
        table: the text.
        vocabulary: which measures are stocks.
        as_of_lag: a blank as_of is some day in that many days before publication.
    """
    columns: dict[str, Any] = {name: categories(table.column(name)) for name in TERMS}
    parsed = dict(zip(READERS, by_threads(lambda name: READERS[name](table), tuple(READERS)), strict=True))
    start, published, as_of = (parsed[name] for name in ("period_start", "published", "as_of"))
    for name, result in parsed.items():
        columns[f"unreadable_{name}"] = result.unreadable
    columns.update({name: parsed[name].parts["value"] for name in NUMBERS})
    columns.update(_ranges(parsed))
    columns["is_share"] = ~table.column("share_of").is_blank
    stocks = [word in vocabulary and vocabulary[word].is_stock for word in table.column("measure").words]
    columns["is_stock"] = table.column("measure").by_word(stocks)
    columns["period_start"], columns["published"] = start.parts["day"], published.parts["day"]
    columns.update(_days(table, as_of, published.parts["day"], as_of_lag))
    return Cells(table, pd.DataFrame(columns, copy=False), parsed)


def _numbers(name: str, table: Table) -> Parsed:
    return parse(table.column(name), _number, NO_NUMBER)


def _days_of(name: str, table: Table) -> Parsed:
    return day_column(table.column(name))


READERS: dict[str, Callable[[Table], Parsed]] = {  # of each column that is parsed, what takes longest first
    "reported": lambda table: _wordings(*_with_share(table)),
    "as_of": lambda table: parse(table.column("as_of"), _span, NO_SPAN),
    **{name: partial(_numbers, name) for name in NUMBERS},
    **{name: partial(_days_of, name) for name in ("period_start", "published")},
}


def _with_share(table: Table) -> tuple[Column, Mask]:
    """The wordings, each once as a count and once as a share, and which of them are shares (shape: words)."""
    words, share = table.column("reported"), ~table.column("share_of").is_blank
    if not share.any():
        return words, np.zeros(len(words.words), dtype=bool)
    codes, found = pd.factorize(words.codes.astype(np.int64) * 2 + share)
    return Column(Words(words.arrow.take(pa.array(found // 2))), codes.astype(np.int32)), found % 2 == 1


def _ranges(parsed: dict[str, Parsed]) -> dict[str, Any]:
    """What each figure stands for: the number cells where one is filled, else the wording."""
    low, best, high = (parsed[name].parts["value"] for name in NUMBERS)
    has_low, has_best, has_high = (~np.isnan(value) for value in (low, best, high))
    stated = has_low | has_best | has_high
    alone = has_best & ~has_low & ~has_high
    low_stated = np.where(alone, best, np.where(has_low, low, 0.0))
    high_stated = np.where(alone, best, np.where(has_high, high, np.inf))
    said, rounding_of = parsed["reported"].parts, {name: parsed[name].parts["rounding"] for name in NUMBERS}
    return {
        "stated": stated,
        "word_low": said["low"],
        "word_high": said["high"],
        "own_list": said["own_list"],
        "first_number": np.where(stated & np.isnan(said["first_number"]), low_stated, said["first_number"]),
        "last_number": np.where(
            stated & np.isnan(said["last_number"]),
            np.where(np.isinf(high_stated), low_stated, high_stated),
            said["last_number"],
        ),
        "range_low": np.where(stated, low_stated, said["low"]),
        "range_high": np.where(stated, high_stated, said["high"]),
        "low_rounding": np.where(
            stated, np.where(alone, rounding_of["best"], rounding_of["low"]), said["low_rounding"]
        ),
        "high_rounding": np.where(
            stated, np.where(alone, rounding_of["best"], rounding_of["high"]), said["high_rounding"]
        ),
    }


def _days(table: Table, as_of: Parsed, published: Any, as_of_lag: int) -> dict[str, Any]:
    """The span of the last day counted: cut at publication, and the days before it where none is given."""
    planned = table.column("status").by_word(pc.equal(table.column("status").arrow, "planned"))
    given = ~table.column("as_of").is_blank
    assumed = np.maximum(published - as_of_lag, np.minimum(published, 1))
    first = np.where(given, as_of.parts["first"], assumed)
    last = np.where(given, as_of.parts["last"], published)
    cut = ~planned & (published > NO_DAY) & (first <= published)
    return {"day_given": given, "as_of_first": first, "as_of_last": np.where(cut, np.minimum(last, published), last)}
