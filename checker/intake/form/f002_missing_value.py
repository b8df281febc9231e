"""A required cell that is blank.

What it finds
    A blank id, population, scope, measure, published or source; a row with no amount at all (reported, low, best and
    high all blank); a blank id in populations.csv, scopes.csv or sources.csv.

Why it matters
    Without who, where, what, when and by whom, a number cannot be compared with another.

Bad
    id,population,scope,measure,reported,as_of,published,source
    a,army,battle,killed,,2024-05-01,2024-05-02,ministry

Good
    id,population,scope,measure,reported,as_of,published,source
    a,army,battle,killed,120,2024-05-01,2024-05-02,ministry

Limits
    A blank as_of is allowed: it stands for some day in the 30 before publication, and is listed as an assumption.

Evidence
    - value: the cell as it is written, its first 200 characters

References
    The project's data model, section "A dataset" of the README.
"""

from collections.abc import Iterator

from checker.figures.schema import REQUIRED
from checker.intake.checks import Facts, FormCheck

SEVERITY = "error"
UNREADABLE = ["unreadable_low", "unreadable_best", "unreadable_high"]


def checks(facts: Facts) -> Iterator[FormCheck]:
    """Every required column; in the table of figures also the amount."""
    for field in REQUIRED[facts.file]:
        yield _filled(facts, field)
    if facts.file == "figures.csv":
        yield FormCheck(
            "reported",
            lambda frame: ~facts.table.column("reported").is_blank | frame["stated"] | frame[UNREADABLE].any(axis=1),
            lambda _row: "There is no amount: reported, low, best and high are all blank.",
        )


def _filled(facts: Facts, field: str) -> FormCheck:
    return FormCheck(field, lambda _frame: ~facts.table.column(field).is_blank, lambda _row: f"{field} is blank.")
