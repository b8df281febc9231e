"""A network and some bounds as one linear programme: a count for each cell at each point in time.

A point is a known day, or a day that a statement leaves open, which lies between the first and the last that it may be.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
import numpy.typing as npt

from checker.figures.book import Ints, Mask
from checker.joint.claims import Claims, ragged
from checker.joint.network import Network

Floats = npt.NDArray[np.float64]
Span = tuple[int, int]


@dataclass(frozen=True)
class Points:
    """The points in time: known days in order, then open ones, each with the points of its first and last day."""

    days: Ints
    opens: Ints
    ends: Ints

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

    def of(self, counts: Floats) -> Floats:
        """What each row comes to with these counts."""
        return np.bincount(self.row, self.factor * counts[self.column], minlength=len(self.low)).astype(np.float64)


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
    return Points(known, opens, np.searchsorted(known, ends)), days


@dataclass(frozen=True)
class Layout:
    """Which column stands for a cell at a point: each cluster of cells has points of its own.

    has: whether a cluster has a point (shape: clusters, points).
    """

    net: Network
    times: Points
    has: Mask

    @cached_property
    def _place(self) -> Ints:
        return np.cumsum(self.has, axis=1) - 1

    @cached_property
    def _offset(self) -> Ints:
        sizes = self.has.sum(axis=1)[self.net.cluster]
        result: Ints = np.cumsum(sizes) - sizes
        return result

    @property
    def columns(self) -> int:
        """How many counts there are."""
        return int(self.has.sum(axis=1)[self.net.cluster].sum())

    def column(self, cell: Ints, point: Ints) -> Ints:
        """The columns of cells at points that their clusters have."""
        result: Ints = self._offset[cell] + self._place[self.net.cluster[cell], point]
        return result

    @cached_property
    def moments(self) -> tuple[Ints, Ints]:
        """The points of each cluster: clusters and points, in order."""
        cluster, point = np.nonzero(self.has)
        return cluster, point

    @cached_property
    def steps(self) -> tuple[Ints, Ints, Ints]:
        """Clusters with two of their points, one after the other."""
        days = len(self.times.days)
        cluster, point = np.nonzero(self.has[:, :days])
        next_one = np.flatnonzero(cluster[1:] == cluster[:-1])
        owner, number = np.nonzero(self.has[:, days:])
        first, last = self.times.ends[number].T
        return (
            np.concatenate([cluster[next_one], owner, owner]),
            np.concatenate([point[next_one], first, number + days]),
            np.concatenate([point[next_one + 1], number + days, last]),
        )  # fmt: skip


def layout(net: Network, times: Points, cell: Ints, point: Ints) -> Layout:
    """The layout in which the given cells have the given points, and every cluster those of all that follow it."""
    has = np.zeros((len(net.follows), len(times)), dtype=bool)
    has[net.cluster[cell], point] = True
    for number, ends in enumerate(times.ends.tolist()):
        has[:, ends] |= has[:, [len(times.days) + number]]
    for at in _leaves_first(net.follows):
        has[net.follows[at]] |= has[at]
    return Layout(net, times, has)


def _leaves_first(follows: Ints) -> list[int]:
    """The clusters that follow another, each before the one that it follows."""
    depth, at = np.zeros(len(follows), dtype=np.int64), follows.copy()
    while (at >= 0).any():
        depth += at >= 0
        at = np.where(at >= 0, np.append(follows, -1)[at], -1)
    order: list[int] = np.argsort(-depth, kind="stable").tolist()
    return [one for one in order if follows[one] >= 0]


def structure(form: Layout) -> Rows:
    """What holds of all counts at all times. What never falls is at no time below 0 if it is not at first."""
    net = form.net
    cluster, point = form.moments
    owner, before, after = form.steps
    level, growth = np.flatnonzero(net.level | net.exact), np.flatnonzero(net.grows & ~net.exact)
    of, at = _spread(cluster, _clusters_of(form, level))
    first = np.append(True, cluster[1:] != cluster[:-1])[: len(cluster)]
    needed = first[at] | ~(net.grows & ~net.exact)[level[of]]
    of, at = of[needed], at[needed]
    row, term = _terms_of(net, level[of])
    levels = Rows(
        row, form.column(net.cell[term], point[at][row]), net.factor[term], np.zeros(len(of)),
        np.where(net.exact[level[of]], 0.0, np.inf),
    )  # fmt: skip
    of, at = _spread(owner, _clusters_of(form, growth))
    row, term = _terms_of(net, growth[of])
    ends = [form.column(net.cell[term], side[at][row]) for side in (after, before)]
    factor = net.factor[term]
    grows = Rows(
        np.tile(row, 2), np.concatenate(ends), np.append(factor, -factor), np.zeros(len(of)), np.full(len(of), np.inf)
    )
    return added(levels, grows)


def _clusters_of(form: Layout, sums: Ints) -> Ints:
    """For each sum the cluster at whose points it has to hold: of two, the one that follows the other."""
    net = form.net
    own, follows = net.cluster[net.cell], net.follows
    result = np.full(len(net.level), -1)
    first = np.full(len(net.level), -1)
    first[net.of[::-1]] = own[::-1]
    result[:] = first
    other = own != first[net.of]
    follower = other & (follows[own] == first[net.of])
    result[net.of[follower]] = own[follower]
    return result[sums]


def _spread(owners: Ints, wanted: Ints) -> tuple[Ints, Ints]:
    """Every wanted owner with each of its places among sorted owners: the number of the one, the place of the other."""
    order = np.argsort(owners, kind="stable")
    ordered = owners[order]
    start, end = (np.searchsorted(ordered, wanted, side=side) for side in ("left", "right"))
    of, at = ragged(start, end - start)
    return of, order[at]


def _terms_of(net: Network, sums: Ints) -> tuple[Ints, Ints]:
    """For each of these sums its terms: the place of the sum, and the place of the term."""
    start, end = (np.searchsorted(net.of, sums, side=side) for side in ("left", "right"))
    return ragged(start, end - start)


def bounds(claims: Claims, form: Layout, cell: Ints, point: Ints) -> Rows:
    """What the figures say of the cells and points of their terms."""
    return Rows(claims.of, form.column(cell, point), claims.factor, claims.low, claims.high)


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
