"""Where a count that may not fall has fallen, for counts that need not be figures: a floor, or what a total leaves."""

from typing import Any

import numpy as np
import pandas as pd

from checker.figures.groups import in_order
from checker.figures.windows import highest_before


def drops(series: Any, first_day: Any, last_day: Any, smallest: Any, largest: Any) -> pd.DataFrame:
    """Each drop once, told by the count just before it where that is enough, else by the highest before it.

    Args:
        series: counts of the same number follow each other (shape: counts).
        first_day: the first day that a count may be of.
        last_day: the last day that it may be of.
        smallest: what the count is at least.
        largest: what it is at most.

    Returns:
        A row a drop: first, second (which counts), gap, and still_below: the later counts that clash with an earlier
        one only because of this drop. Only counts that are certainly of an earlier and a later day are compared.
    """
    order = in_order([series, last_day, first_day])
    series, begins, ends, least, most = (
        np.asarray(column)[order] for column in (series, first_day, last_day, smallest, largest)
    )
    peak = highest_before(series, ends, least, series, begins - 1)
    fallen = np.append(least, -np.inf)[peak] > most
    before = np.arange(len(series)) - 1
    direct = fallen & (series[before] == series) & (ends[before] < begins) & (least[before] > most)
    joins = fallen & ~direct & fallen[before]
    leads = np.flatnonzero(fallen & ~joins)
    below = np.split(np.flatnonzero(joins), np.searchsorted(np.flatnonzero(joins), leads)[1:])
    first = np.where(direct, before, peak)[leads]
    return pd.DataFrame({
        "first": order[first], "second": order[leads], "gap": least[first] - most[leads],
        "still_below": pd.Series([order[at].tolist() for at in below[: len(leads)]], dtype=object),
    })  # fmt: skip


def in_figures(found: pd.DataFrame, figures: Any) -> pd.DataFrame:
    """What `drops` found among some figures, by the positions of these in the book."""
    below = pd.Series([figures[at].tolist() for at in found["still_below"]], index=found.index, dtype=object)
    return found.assign(first=figures[found["first"]], second=figures[found["second"]], still_below=below)
