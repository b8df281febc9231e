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

References
    The grammar: section "Wording to range" of the README.
"""

from collections.abc import Iterator

import numpy as np

from checker.figures.phrases import amount
from checker.intake.checks import Facts, FormCheck

SEVERITY = "warning"


def checks(facts: Facts) -> Iterator[FormCheck]:
    """One comparison of ranges."""
    if facts.file != "figures.csv":
        return
    frame = facts.cells.frame

    def say(row: int) -> str:
        said = amount(frame["word_low"].iat[row], frame["word_high"].iat[row])
        stated = amount(frame["range_low"].iat[row], frame["range_high"].iat[row])
        return f"The row states {stated}, but {facts.word('reported', row)} is {said}."

    yield FormCheck(
        "reported",
        lambda frame: ~(
            frame["stated"]
            & ((frame["range_low"] < frame["word_low"]) | (frame["range_high"] > np.where(frame["own_list"], np.inf, frame["word_high"])))
        ),
        say,
    )
