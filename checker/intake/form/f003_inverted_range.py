"""A range whose low end is above its high end, or whose best value lies outside it.

What it finds
    low > high, best < low, or best > high, as written in the number cells.

Why it matters
    No number lies in such a range, so nothing can be compared with it. Two columns are swapped, or a digit is wrong.

Bad
    id,population,scope,measure,low,high,as_of,published,source
    a,army,battle,killed,400,300,2024-05-01,2024-05-02,ministry

Good
    id,population,scope,measure,low,high,as_of,published,source
    a,army,battle,killed,300,400,2024-05-01,2024-05-02,ministry

Limits
    A wording whose ends are the wrong way round ("400 to 300") is unreadable and reported as F001.

Evidence
    - value: the cell as it is written, its first 200 characters

References
    None.
"""

from collections.abc import Iterator

from checker.figures.phrases import count
from checker.intake.checks import Facts, FormCheck

SEVERITY = "error"


def checks(facts: Facts) -> Iterator[FormCheck]:
    """The three ways round."""
    if facts.file != "figures.csv":
        return
    for field, smaller, larger in (("low", "low", "high"), ("best", "low", "best"), ("best", "best", "high")):
        yield _ordered(facts, field, smaller, larger)


def _ordered(facts: Facts, field: str, smaller: str, larger: str) -> FormCheck:
    def say(row: int) -> str:
        return f"{smaller} {count(facts.number(smaller, row))} is above {larger} {count(facts.number(larger, row))}."

    return FormCheck(field, lambda frame: ~(frame[smaller] > frame[larger]), say)
