"""A cell that is not a number, a date, an id or a readable wording, or a row that does not fit the header.

What it finds
    Number cells that are no number, dates that are not ISO dates, wordings that the grammar cannot read, ids with
    characters other than letters, digits and . _ : -, errors of a spreadsheet (#REF!) in the place of a name, rows with
    more or fewer cells than the header, a quote that is not closed, and cells of more than 100,000 characters. A row
    that does not fit the header is reported once and its cells are not looked at, since nobody can tell which cell
    belongs to which column. A quote that is not closed swallows the lines behind it; they are read again, as rows of
    their own.

Why it matters
    A guess at what a cell means would be a figure that no source has reported. So the row leaves the book.

Bad
    id,population,scope,measure,reported,as_of,published,source
    a,army,battle,killed,a handful,2024-05-01,2024-05-02,ministry

Good
    id,population,scope,measure,reported,as_of,published,source
    a,army,battle,killed,dozens,2024-05-01,2024-05-02,ministry

Limits
    The wording is read even where low, best or high are filled. Words that no grammar reads belong into `note`.
    `casualty-checker parse "WORDS"` shows how a wording is read.

Evidence
    - value: the cell as it is written, its first 200 characters

References
    ISO 8601-1:2019 for dates; RFC 4180 for the shape of a table.
"""

import re
from collections.abc import Iterator

import numpy as np
import numpy.typing as npt
import pandas as pd
import pyarrow.compute as pc

from checker.figures.schema import COLUMNS, ID
from checker.figures.table import Column
from checker.figures.words import may_hold
from checker.intake.checks import Facts, FormCheck

SEVERITY = "error"
IS_ID = rf"\A(?:{ID})?\z"  # or blank
# what spreadsheets show where a formula fails, and a formula that was saved without what it comes to
ERROR = re.compile(r"^=|#(?:DIV/0!|N/A|NAME\?|NULL!|NUM!|REF!|VALUE!|SPILL!|CALC!|BLOCKED!)|\bErr:5[0-9]{2}\b")
MARKS = "#", "Err:5"  # an error has one of these in it, or begins like a formula
MAY_QUOTE_ONE = {"note", "id"}


def checks(facts: Facts) -> Iterator[FormCheck]:
    """Rows, then ids, then every parsed column of the table."""
    misshapen = facts.misshapen
    yield FormCheck(
        facts.table.header[0], lambda frame: ~frame.index.isin(list(misshapen)), lambda row: f"{misshapen[row]}."
    )
    if facts.file == "figures.csv":
        yield FormCheck(
            "id",
            lambda _frame: _are_ids(facts.table.column("id")),
            lambda row: f"{facts.word('id', row)} is no id: letters, digits and . _ : - only, a letter or digit first.",
        )
    for name in COLUMNS[facts.file]:
        if name in facts.table.columns and name not in {*MAY_QUOTE_ONE, *facts.cells.parsed}:
            yield _no_error(facts, name)
    for name in facts.cells.frame.columns:
        if name.startswith("unreadable_"):
            yield _readable(facts, name.removeprefix("unreadable_"))


def _are_ids(column: Column) -> npt.NDArray[np.bool_]:
    """Where a cell is an id, or blank (shape: rows)."""
    return column.by_word(pc.match_substring_regex(column.arrow, IS_ID))


def _no_error(facts: Facts, field: str) -> FormCheck:
    column = facts.table.column(field)
    suspect = pc.starts_with(column.arrow, "=")
    for mark in MARKS:
        if may_hold(column.arrow, mark):
            suspect = pc.or_(suspect, pc.match_substring(column.arrow, mark))
    fine = ~np.asarray(suspect)
    fine[~fine] = [ERROR.search(word) is None for word in column.arrow.filter(suspect).to_pylist()]
    return FormCheck(
        field,
        lambda _frame: column.by_word(fine),
        lambda row: f"{facts.word(field, row)} is an error of a spreadsheet, not a value.",
    )


def _readable(facts: Facts, field: str) -> FormCheck:
    def say(row: int) -> str:
        return f"{facts.word(field, row)} cannot be read: {facts.cells.why(field, row)}."

    def passes(frame: pd.DataFrame) -> "pd.Series[bool]":
        return ~frame[f"unreadable_{field}"]

    return FormCheck(field, passes, say)
