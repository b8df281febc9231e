"""Dates that contradict each other within one row.

What it finds
    A period that starts after the last day counted; a period on a stock, which is a level on one day; a last day
    counted that lies after publication (planned figures aside); a total up to a day before its `since`.

Why it matters
    Whether two figures clash depends on their days. A swapped day and month makes clashes, or hides them.

Bad
    id,population,scope,measure,reported,as_of,published,source
    a,army,battle,killed,120,2024-05-09,2024-05-02,ministry

Good
    id,population,scope,measure,reported,as_of,published,source
    a,army,battle,killed,120,2024-05-01,2024-05-02,ministry

Limits
    A month or a year counts as possible while one of its days is.

Evidence
    - value: the cell as it is written, its first 200 characters

References
    None.
"""

from collections.abc import Iterator

import pandas as pd

from checker.figures.dates import in_words
from checker.intake.checks import Facts, FormCheck

SEVERITY = "error"


def checks(facts: Facts) -> Iterator[FormCheck]:
    """The four contradictions; a date that is blank or unreadable takes part in none."""
    if facts.file != "figures.csv":
        return
    yield FormCheck(
        "period_start",
        lambda frame: ~((frame["period_start"] > frame["as_of_last"]) & (frame["as_of_last"] > 0)),
        lambda row: f"The period starts on {in_words(facts.day('period_start', row))}, after the last day counted.",
    )
    yield FormCheck(
        "period_start",
        lambda frame: ~((frame["period_start"] > 0) & frame["is_stock"]),
        lambda row: f"{facts.word('measure', row)} is a level on a day and has no period.",
    )
    yield FormCheck(
        "as_of",
        _said_after_it_happened,
        lambda row: f"It counts up to {facts.word('as_of', row)} and was published on {facts.word('published', row)}.",
    )
    yield FormCheck(
        "as_of",
        _ends_after_it_begins,
        lambda row: (
            f"A total up to {in_words(facts.day('as_of_last', row))} ends before its first day, "
            f"{in_words(facts.day('since', row))}."
        ),
    )


def _said_after_it_happened(frame: pd.DataFrame) -> "pd.Series[bool]":
    known = (frame["published"] > 0) & (frame["status"] != "planned")
    return ~(known & (frame["as_of_first"] > frame["published"]))


def _ends_after_it_begins(frame: pd.DataFrame) -> "pd.Series[bool]":
    total = (frame["period_start"] <= frame["since"]) & ~frame["is_stock"] & (frame["as_of_last"] > 0)
    return ~(total & (frame["as_of_last"] < frame["since"]))
