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

References
    None.
"""

from collections.abc import Iterator

from checker.figures.dates import in_words
from checker.intake.checks import Facts, FormCheck

SEVERITY = "error"


def checks(facts: Facts) -> Iterator[FormCheck]:
    """The four contradictions; a date that is blank or unreadable takes part in none."""
    if facts.file != "figures.csv":
        return
    frame = facts.cells.frame
    yield FormCheck(
        "period_start",
        lambda frame: ~((frame["period_start"] > frame["as_of_last"]) & (frame["as_of_last"] > 0)),
        lambda row: f"The period starts on {in_words(frame['period_start'].iat[row])}, after the last day counted.",
    )
    yield FormCheck(
        "period_start",
        lambda frame: ~((frame["period_start"] > 0) & frame["is_stock"]),
        lambda row: f"{facts.word('measure', row)} is a level on a day and has no period.",
    )
    yield FormCheck(
        "as_of",
        lambda frame: ~((frame["as_of_first"] > frame["published"]) & (frame["published"] > 0) & (frame["status"] != "planned")),
        lambda row: f"It counts up to {facts.word('as_of', row)} and was published on {facts.word('published', row)}, before that.",
    )
    yield FormCheck(
        "as_of",
        lambda frame: ~(
            (frame["period_start"] <= frame["since"]) & (frame["as_of_last"] < frame["since"]) & (frame["as_of_last"] > 0) & ~frame["is_stock"]
        ),
        lambda row: f"A total up to {facts.word('as_of', row)} ends before its first day, {in_words(frame['since'].iat[row])}.",
    )
