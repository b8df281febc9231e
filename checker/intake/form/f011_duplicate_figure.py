"""One figure that stands in the table twice, under two ids.

What it finds
    Rows with the same source, population, scope, measure, share_of, dates, status and range. The second and later
    rows are reported, each with the first.

Why it matters
    A row pasted twice looks like confirmation.

Bad
    id,population,scope,measure,reported,as_of,published,source
    a,army,battle,killed,120,2024-05-01,2024-05-02,ministry
    b,army,battle,killed,120,2024-05-01,2024-05-02,ministry

Good
    id,population,scope,measure,reported,as_of,published,source
    a,army,battle,killed,120,2024-05-01,2024-05-02,ministry
    b,army,battle,killed,120,2024-05-03,2024-05-04,ministry

Limits
    A row that names its origin in derived_from is a retelling, not a copy. The rows stay in the book.

References
    None.
"""

from collections.abc import Iterator

import numpy as np
import numpy.typing as npt
import pandas as pd

from checker.intake.checks import Facts, FormCheck

SEVERITY = "warning"
SAME = [
    "source", "population", "scope", "measure", "share_of", "status", "period_start", "as_of_first", "as_of_last",
    "published", "range_low", "range_high",
]  # fmt: skip


def checks(facts: Facts) -> Iterator[FormCheck]:
    """Repeated rows that could be read in full and are no retellings."""
    if facts.file != "figures.csv":
        return
    table, first = facts.table, first_alike(facts.cells.frame)
    yield FormCheck(
        "id",
        lambda frame: first_alike(frame) == np.arange(len(frame)),
        lambda row: (
            f"{facts.word('id', row)} says the same as {facts.word('id', first[row])}: "
            "one source, quantity, dates and range."
        ),
        lambda row: (table.column("id")[first[row]],),
    )


def first_alike(frame: pd.DataFrame) -> npt.NDArray[np.int64]:
    """For each row the position of the first row that says the same under another id; its own where none does."""
    own = np.arange(len(frame))
    usable = (frame["derived_from"] == "") & frame["range_low"].notna() & (frame["published"] > 0)
    alike = frame[SAME].duplicated(keep=False) & usable
    first = own.copy()
    if alike.any():
        groups = frame.loc[alike].groupby(SAME, observed=True, sort=False).ngroup()
        first[alike] = pd.Series(own[alike]).groupby(groups.to_numpy()).transform("first")
    same_id = frame["id"].to_numpy()[first] == frame["id"].to_numpy()
    return np.where(same_id, own, first)
