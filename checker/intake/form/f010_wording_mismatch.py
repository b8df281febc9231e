"""A stated range that does not lie inside the range its own wording gives.

What it finds
    Rows where both `reported` and low, best or high are filled, and the numbers reach outside what the words mean by
    the grammar: "about 300" is 270 to 330, so 250 to 330 is wider than was said.

Why it matters
    The numbers are what is compared. Where they say more than the source did, a clash may be the collector's own.

Bad
    id,population,scope,measure,reported,low,high,as_of,published,source
    a,army,battle,killed,more than 300,200,400,2024-05-01,2024-05-02,ministry

Good
    id,population,scope,measure,reported,low,high,as_of,published,source
    a,army,battle,killed,more than 300,300,400,2024-05-01,2024-05-02,ministry

Limits
    The row stays in the book, with the numbers as stated. "confirmed 304" may be given as 304, or as 304 and up.

Evidence
    - value: the cell as it is written, its first 200 characters

References
    The grammar: section "Wording to range" of the README.
"""

from collections.abc import Iterator

import numpy as np
import pandas as pd

from checker.figures.phrases import amount
from checker.intake.checks import Facts, FormCheck

SEVERITY = "warning"


def checks(facts: Facts) -> Iterator[FormCheck]:
    """One comparison of ranges."""
    if facts.file != "figures.csv":
        return

    def say(row: int) -> str:
        unit = " %" if facts.table.column("share_of")[row] else ""
        said = amount(facts.number("word_low", row), facts.number("word_high", row), unit)
        stated = amount(facts.number("range_low", row), facts.number("range_high", row), unit)
        return f"The row states {stated}, but {facts.word('reported', row)} is {said}."

    yield FormCheck("reported", _inside_its_wording, say)


def _inside_its_wording(frame: pd.DataFrame) -> "pd.Series[bool]":
    most = frame["word_high"].where(~frame["own_list"], np.inf)
    return ~(frame["stated"] & ((frame["range_low"] < frame["word_low"]) | (frame["range_high"] > most)))
