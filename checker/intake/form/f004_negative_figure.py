"""A figure below zero, or a part that is more than the whole of what it is a share of.

What it finds
    A low, best or high below zero. A share above 100 % at its low end, where what is counted is a part of the measure
    that the share is of: killed of casualties, captured of deployed.

Why it matters
    Counts of people start at zero. A minus sign is often a dash, or a code for "missing" such as -999.

Bad
    id,population,scope,measure,low,high,as_of,published,source
    a,army,battle,killed,-999,300,2024-05-01,2024-05-02,ministry

Good
    id,population,scope,measure,low,high,as_of,published,source
    a,army,battle,killed,,300,2024-05-01,2024-05-02,ministry

Limits
    A share of a measure that need not hold what is counted (wounded of killed) may be above 100 %, and so may a share
    of a named figure, which may be of other people or an earlier day.

Evidence
    - value: the cell as it is written, its first 200 characters

References
    None.
"""

from collections.abc import Iterator
from typing import Any

import numpy as np
import pandas as pd

from checker.figures.phrases import count
from checker.intake.checks import Facts, FormCheck

SEVERITY = "error"


def checks(facts: Facts) -> Iterator[FormCheck]:
    """Each number cell, then shares."""
    if facts.file != "figures.csv":
        return
    for field in ("low", "best", "high"):
        yield _not_negative(facts, field)
    yield FormCheck(
        "share_of",
        lambda frame: ~_above_its_whole(frame, facts),
        lambda row: (
            f"{count(facts.number('range_low', row))} % of {facts.word('share_of', row)} is more than all of them."
        ),
    )


def _not_negative(facts: Facts, field: str) -> FormCheck:
    def say(row: int) -> str:
        return f"{field} is {count(facts.number(field, row))}, below zero."

    return FormCheck(field, lambda frame: ~(frame[field] < 0), say)


def _above_its_whole(frame: pd.DataFrame, facts: Facts) -> Any:
    """Shares of a measure above 100 % of something that what is counted is a part of (shape: rows)."""
    above = frame["is_share"].to_numpy() & (frame["range_low"].to_numpy() > 100)
    for row in np.flatnonzero(above).tolist():
        part, whole = (facts.table.column(field)[row] for field in ("measure", "share_of"))
        known = part in facts.vocabulary and whole in facts.vocabulary
        above[row] = known and facts.vocabulary.holds(whole, part)
    return above
