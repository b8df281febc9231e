"""An id that more than one row has.

What it finds
    Rows of one table with the same id. All of them are reported, and all leave the book.

Why it matters
    References by id (derived_from, revises, share_of, waivers) would mean two things at once.

Bad
    id,population,scope,measure,reported,as_of,published,source
    a,army,battle,killed,120,2024-05-01,2024-05-02,ministry
    a,army,battle,killed,130,2024-05-03,2024-05-04,ministry

Good
    id,population,scope,measure,reported,as_of,published,source
    a,army,battle,killed,120,2024-05-01,2024-05-02,ministry
    b,army,battle,killed,130,2024-05-03,2024-05-04,ministry

Limits
    Ids are compared to the letter: A1 and a1 are two.

Evidence
    - value: the cell as it is written, its first 200 characters

References
    None.
"""

from collections.abc import Iterator

import numpy as np
import numpy.typing as npt

from checker.figures.table import Column
from checker.intake.checks import Facts, FormCheck

SEVERITY = "error"


def checks(facts: Facts) -> Iterator[FormCheck]:
    """Every copy of a repeated id, in any table."""
    yield FormCheck(
        "id",
        lambda _frame: _once_or_blank(facts.table.column("id")),
        lambda row: f"The id {facts.word('id', row)} is given more than once in {facts.table.file}.",
    )


def _once_or_blank(column: Column) -> npt.NDArray[np.bool_]:
    """Where a word is the only one of its kind, or blank (shape: rows)."""
    once: npt.NDArray[np.bool_] = np.bincount(column.codes, minlength=len(column.words)) == 1
    return once[column.codes] | column.is_blank
