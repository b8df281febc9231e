"""A network and some bounds as one linear programme: a count for each cell at each point in time.

A point is a known day, or a day that a statement leaves open, which lies between the first and the last that it may be.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from checker.figures.book import Ints
from checker.joint.claims import Claims
from checker.joint.network import Network

Floats = npt.NDArray[np.float64]
Span = tuple[int, int]


@dataclass(frozen=True)
class Points:
    """The points in time: known days in order, then open ones. `before` and `after` are pairs of points in order."""

    days: Ints
    opens: Ints
    before: Ints
    after: Ints

    def __len__(self) -> int:
        return len(self.days) + len(self.opens)

    def of(self, days: Ints) -> Ints:
        """The point of each day as claims have it, open ones below 0."""
        known = np.searchsorted(self.days, days)
        return np.where(days >= 0, known, len(self.days) + np.searchsorted(self.opens, -1 - days))


@dataclass(frozen=True)
class Rows:
    """Rows of a linear programme: entries by row and column, and the ends of each row."""

    row: Ints
    column: Ints
    factor: Floats
    low: Floats
    high: Floats


def points(days: Ints, calendar: Mapping[int, Span]) -> tuple[Points, Ints]:
    """The points that the days of some terms need, and those days with the open ones of one possible day made known.

    Args:
        days: as claims have them.
        calendar: for each open day the first and the last that it may be.
    """
    days, spans = days.copy(), {}
    for number in np.unique(-1 - days[days < 0]).tolist():
        first, last = calendar[number]
        if first == last:
            days[days == -1 - number] = first
        else:
            spans[number] = (first, last)
    opens = np.array(sorted(spans), dtype=np.int64)
    ends = np.array([spans[number] for number in opens.tolist()], dtype=np.int64).reshape(-1, 2)
    known = np.unique(np.append(days[days >= 0], ends))
    at, many = np.arange(len(known)), np.arange(len(opens)) + len(known)
    first, last = np.searchsorted(known, ends).T
    before = np.concatenate([at[:-1], first, many])
    after = np.concatenate([at[1:], many, last])
    return Points(known, opens, before, after), days


def structure(net: Network, times: Points) -> Rows:
    """What holds of all counts at all times; column cell * len(times) + point."""
    blocks = [_levels(net, len(times)), _growth(net, times)]
    shift = np.cumsum([0, *(len(block.low) for block in blocks)])
    return Rows(
        np.concatenate([block.row + by for block, by in zip(blocks, shift, strict=False)]),
        *(np.concatenate([getattr(b, name) for b in blocks]) for name in ("column", "factor", "low", "high")),
    )


def _levels(net: Network, size: int) -> Rows:
    """Sums that are at no time below 0, or always 0."""
    sums = np.flatnonzero(net.level | net.exact)
    at, number = _terms_of(net, sums)
    row = (number[:, None] * size + np.arange(size)).ravel()
    column = (net.cell[at][:, None] * size + np.arange(size)).ravel()
    high = np.repeat(np.where(net.exact[sums], 0.0, np.inf), size)
    return Rows(row, column, np.repeat(net.factor[at], size), np.zeros(len(sums) * size), high)


def _growth(net: Network, times: Points) -> Rows:
    """Sums that never fall, from each point to the next."""
    sums = np.flatnonzero(net.grows & ~net.exact)
    at, number = _terms_of(net, sums)
    size, steps = len(times), len(times.before)
    row = (number[:, None] * steps + np.arange(steps)).ravel()
    ends = [(net.cell[at][:, None] * size + points).ravel() for points in (times.after, times.before)]
    factor = np.repeat(net.factor[at], steps)
    none = np.zeros(len(sums) * steps)
    return Rows(np.tile(row, 2), np.concatenate(ends), np.concatenate([factor, -factor]), none, none + np.inf)


def _terms_of(net: Network, sums: Ints) -> tuple[Ints, Ints]:
    """The terms of some sums, and the place of each one's sum among them."""
    place = np.full(len(net.level), -1)
    place[sums] = np.arange(len(sums))
    at = np.flatnonzero(place[net.of] >= 0)
    return at, place[net.of[at]]


def bounds(claims: Claims, cells: Ints, days: Ints, times: Points) -> Rows:
    """What the figures say; `cells` and `days` are those of the terms, as columns and points count them."""
    column = cells * len(times) + times.of(days)
    return Rows(claims.of, column, claims.factor, claims.low, claims.high)


def added(first: Rows, second: Rows) -> Rows:
    """The rows of both, those of the second behind."""
    return Rows(
        np.append(first.row, second.row + len(first.low)),
        *(np.append(getattr(first, name), getattr(second, name)) for name in ("column", "factor", "low", "high")),
    )


def compressed(rows: Rows) -> tuple[Any, Any, Any]:
    """The entries by row: where each row starts, the columns and the factors; what stands twice in a row is added."""
    order = np.lexsort((rows.column, rows.row))
    row, column, factor = rows.row[order], rows.column[order], rows.factor[order]
    new = np.append(True, (row[1:] != row[:-1]) | (column[1:] != column[:-1]))[: len(row)]
    start = np.flatnonzero(new)
    total = np.add.reduceat(factor, start) if len(start) else factor
    row, column = row[new], column[new]
    return np.searchsorted(row, np.arange(len(rows.low) + 1)), column, total
