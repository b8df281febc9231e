"""A figure that was published after today.

What it finds
    A day of publication later than today, or than the day given with `--today`.

Why it matters
    Nobody has said it yet: the year is mistyped, or day and month are swapped.

Bad
    id,population,scope,measure,reported,as_of,published,source
    a,army,battle,killed,120,2024-05-01,9024-05-02,ministry

Good
    id,population,scope,measure,reported,as_of,published,source
    a,army,battle,killed,120,2024-05-01,2024-05-02,ministry

Limits
    From Python, where no day is given as today, the rule is skipped.

Evidence
    - value: the cell as it is written, its first 200 characters

References
    None.
"""

from collections.abc import Iterator

from checker.figures.dates import in_words
from checker.intake.checks import Facts, FormCheck

SEVERITY = "error"


def checks(facts: Facts) -> Iterator[FormCheck]:
    """One comparison, where somebody has said what day it is."""
    today = facts.today
    if facts.file == "figures.csv" and today is not None:
        yield FormCheck(
            "published",
            lambda frame: frame["published"] <= today,
            lambda row: f"Published on {facts.word('published', row)}, after {in_words(today)}.",
        )
