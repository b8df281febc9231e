"""One figure that stands in the table twice, under two ids.

What it finds
    Rows with the same source, population, scope, measure, share_of, dates, status and range. All but the first by id
    are reported, each with that one.

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

Evidence
    - value: the cell as it is written, its first 200 characters

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
MIX, SHIFT = np.uint64(0x9E3779B97F4A7C15), np.uint64(29)


def checks(facts: Facts) -> Iterator[FormCheck]:
    """Repeated rows that could be read in full and are no retellings."""
    if facts.file != "figures.csv":
        return
    table, first = facts.table, first_alike(facts)
    yield FormCheck(
        "id",
        lambda frame: first == np.arange(len(frame)),
        lambda row: (
            f"{facts.word('id', row)} says the same as {facts.word('id', first[row])}: "
            "one source, quantity, dates and range."
        ),
        lambda row: (table.column("id")[first[row]],),
    )


def first_alike(facts: Facts) -> npt.NDArray[np.int64]:
    """For each row the position of the one, first by id, that says the same; its own where no other id does."""
    frame, ids = facts.cells.frame, facts.table.column("id")
    own = np.arange(len(frame))
    unread = np.logical_or.reduce([column for name, column in frame.items() if str(name).startswith("unreadable_")])
    usable = ~unread & frame["range_low"].notna() & facts.table.column("derived_from").is_blank
    usable &= ~ids.is_blank & ~np.isin(own, list(facts.misshapen))
    alike = np.flatnonzero(_may_be_alike(frame) & usable)
    alike = alike[frame.iloc[alike][SAME].duplicated(keep=False)]
    first = own.copy()
    if len(alike):
        by = [ids[row] for row in alike.tolist()]
        rows = frame.iloc[alike][SAME].assign(own=alike, by=by).sort_values("by", kind="stable")
        first[rows["own"]] = rows.groupby(SAME, observed=True, sort=False)["own"].transform("first")
    return np.where(ids.codes[first] == ids.codes, own, first)


def _may_be_alike(frame: pd.DataFrame) -> npt.NDArray[np.bool_]:
    """Rows with the same mixed-up bits as another, as all have that are alike; seldom others (shape: rows)."""
    mixed = np.zeros(len(frame), dtype=np.uint64)
    for name in SAME:
        column = frame[name]
        codes = column.cat.codes if isinstance(column.dtype, pd.CategoricalDtype) else column
        values = np.asarray(codes, dtype=np.float64) + 0.0  # -0.0 is equal to 0.0
        mixed = (mixed ^ values.view(np.uint64)) * MIX
        mixed ^= mixed >> SHIFT
    ordered = np.sort(mixed)
    return pd.Series(mixed).isin(ordered[1:][ordered[1:] == ordered[:-1]]).to_numpy()
