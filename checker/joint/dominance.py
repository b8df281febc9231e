"""Which bounds follow from others.

Of what never falls a floor follows from a higher one before, a ceiling from a lower one after.
A programme can do without them: what follows holds wherever the bound that it follows from holds.
"""

import numpy as np

from checker.figures.book import Ints, Mask
from checker.figures.groups import numbered
from checker.joint.claims import Claims, Floats
from checker.joint.families import DAYS
from checker.joint.solver import TOLERANCE


def leading(own: Claims, layer: Mask | None = None) -> Claims:
    """The bounds that do not follow from others, without those that say nothing.

    Args:
        own: bounds.
        layer: where it is given, bounds of one layer follow from bounds of the same layer alone (shape: bounds).
    """
    return own.bounded(*leading_ends(own, layer))


def leading_ends(own: Claims, layer: Mask | None = None) -> tuple[Floats, Floats]:
    """The lows and highs of bounds, none where one follows from others (shape: bounds)."""
    low, high = own.low.copy(), own.high.copy()
    at = np.flatnonzero(_rising(own))
    count, day = _counts(own, at, layer), own.last[own.figure[at]]
    low[at[~_is_new(count, day, low[at])]] = -np.inf
    high[at[~_is_new(count, -day, -high[at])]] = np.inf
    low[at[low[at] <= 0]] = -np.inf
    return low, high


def not_reached(own: Claims, kept: Claims, values: Floats) -> Ints:
    """The figures of which a history may break a bound, those whose day is open and shares apart.

    Args:
        own: all bounds.
        kept: the leading ones.
        values: what the history makes of what each of `kept` bounds.
    """
    at, known = np.flatnonzero(_rising(own)), np.flatnonzero(_rising(kept))
    count = _counts(own, at)
    figure = kept.figure[known]
    points = count[np.searchsorted(own.figure[at], figure)] * DAYS + kept.last[figure]
    order = np.argsort(points, kind="stable")
    points, values = points[order], np.concatenate([[0.0], values[known][order], [0.0]])
    days = count * DAYS + own.last[own.figure[at]]
    before, after = np.searchsorted(points, days, side="right"), np.searchsorted(points, days, side="left") + 1
    lows = _of_one(points, before, count, -np.inf, values) < own.low[at] - TOLERANCE
    highs = _of_one(points, after, count, np.inf, values) > own.high[at] + TOLERANCE
    lows &= own.low[at] > 0
    return np.unique(own.figure[at[lows | (highs & np.isfinite(own.high[at]))]])


def _of_one(points: Ints, place: Ints, count: Ints, none: float, values: Floats) -> Floats:
    """The values at these places, counted from 1, where they are of this count."""
    edged = np.concatenate([[-1], points // DAYS, [-1]])
    return np.where(edged[place] == count, values[place], none)


def _rising(own: Claims) -> Mask:
    """Whether a bound is on something that never falls, up to a known day."""
    counted = own.counted[own.figure]
    result: Mask = (counted >= 0) & (own.open[own.figure] < 0) & np.append(own.rises, False)[counted]
    return result


def _counts(own: Claims, at: Ints, layer: Mask | None = None) -> Ints:
    """What is counted from which day on, by number."""
    figure = own.figure[at]
    return numbered([own.counted[figure], own.begin[figure], *([] if layer is None else [layer[at].astype(np.int64)])])


def _is_new(count: Ints, day: Ints, end: Floats) -> Mask:
    """Whether an end is above every one of its count on the same day and before; of equal ones the first is."""
    rank = np.unique(end, return_inverse=True)[1]
    order = np.lexsort((-rank, day, count))
    height = count[order] * (len(end) + 1) + rank[order]
    new = np.empty(len(end), dtype=bool)
    new[order] = np.append(True, height[1:] > np.maximum.accumulate(height)[:-1])[: len(end)]
    return new
