"""Trees that hold together as a history shows that is laid through all of them at once.

Where a tree counts people by whom or by where they belong to, and no term that it counts has to do with another, each
term is laid by itself. Day by day every count is raised as little as its floors ask for. Where a whole is then more
than its parts, those parts are raised whose own floors are next, as whoever has the earliest deadline is served first
(Jackson 1955); those whom no part will need are in none of them. If that passes no ceiling it is a history in which all
figures are true. Where it passes one nothing follows.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any

import numpy as np
import numpy.typing as npt

from checker.figures.book import Ints, Mask
from checker.figures.groups import numbered
from checker.figures.kinship import NONE, roots
from checker.joint.claims import Claims, ragged
from checker.joint.families import DAYS, cuts, mixed
from checker.joint.places import Places
from checker.joint.solver import TOLERANCE

Floats = npt.NDArray[np.float64]
COUNTS = 2**21  # of people and places on days that are laid in one go
MOST = 2**26  # that are laid of one line


@dataclass(frozen=True)
class Bounds:
    """Bounds on counts that never fall (shape: rows): which line, node, day, low (0 where there is none), high.

    A line is one term of one tree. Nodes are those of both trees, scopes behind populations.
    """

    line: Ints
    node: Ints
    day: Ints
    low: Floats
    high: Floats

    def some(self, which: Any) -> "Bounds":
        """Some of the bounds."""
        return Bounds(*(getattr(self, name)[which] for name in ("line", "node", "day", "low", "high")))


def lines_that_fit(forest: "Forest", bounds: Bounds) -> Mask:
    """For each line, numbered from 0 on, whether a history is laid through its bounds; in none that is too large."""
    days, nodes = (
        np.bincount(distinct(bounds.line * most + column) // most)
        for column, most in ((bounds.day, DAYS), (bounds.node, forest.size))
    )  # fmt: skip
    counts = 2 * nodes * days  # about: those above nodes are not among them
    fits = counts <= MOST
    for some in _portions(np.flatnonzero(fits), days, counts):
        portion = bounds.some(np.isin(bounds.line, some))
        lines, place = np.unique(portion.line, return_inverse=True)
        fits[lines] = Laying(forest, replace(portion, line=place)).fits
    return fits


def _portions(lines: Ints, days: Ints, counts: Ints) -> Iterator[Ints]:
    """Lines of about as many days each, at the most twice as many, so many at a time as are worth it."""
    of_days = np.frexp(days[lines])[1]
    for number in np.unique(of_days).tolist():
        own = lines[of_days == number]
        yield from (own[part] for part in cuts(counts[own], COUNTS))


class Forest:
    """Both trees as one: for each node its parent and the split that it is counted in; for each split how it is."""

    def __init__(self, places: Places) -> None:
        people, where = (places.sides[side].kin for side in ("population", "scope"))
        self._people, self._where = people, where
        self.shift, splits = len(people.parent), len(people.size)
        self.parent = np.append(people.parent, np.where(where.parent == NONE, NONE, where.parent + self.shift))
        self.split = np.append(people.split, np.where(where.split == NONE, NONE, where.split + splits))
        self.size = len(self.parent)
        self.full = np.append(np.where(people.complete, people.size, 0), np.where(where.complete, where.size, 0))

    @cached_property
    def is_full(self) -> Mask:
        """Whether some split of the node's tree is complete, so that a whole can be no more than its parts."""
        root = roots(self.parent)
        full = np.zeros(self.size, dtype=bool)
        full[root[np.append(self.full, 0)[self.split] > 0]] = True
        result: Mask = full[root]
        return result

    def nodes(self, every: Claims, cell: Ints, tree: Ints) -> Ints:
        """The node of each of some cells: those of one tree differ by population or by scope."""
        population, scope = (
            np.array([getattr(c, side) for c in every.cells], dtype=np.int64)[cell] for side in ("population", "scope")
        )
        return np.where(mixed(tree, scope), scope + self.shift, population)

    def is_below(self, node: Ints, whole: Ints) -> Mask:
        """Pairs of nodes of one tree of which the first lies below the second, however far."""
        where = node >= self.shift
        people = self._people.below(np.where(where, 0, node), np.where(where, 0, whole))
        places = self._where.below(np.where(where, node - self.shift, 0), np.where(where, whole - self.shift, 0))
        result: Mask = (node != whole) & np.where(where, places, people)
        return result

    def with_ancestors(self, keys: Ints) -> Ints:
        """Nodes of lines, as line * size + node, and all nodes above them."""
        new = keys
        while len(new):
            new = np.setdiff1d(self.above(new), keys)
            keys = np.union1d(keys, new)
        return keys

    def above(self, keys: Ints) -> Ints:
        """The nodes of lines that are right above some, as line * size + node; those at a root have none."""
        up = self.parent[keys % self.size]
        result: Ints = (keys // self.size * self.size + up)[up != NONE]
        return result


class Laying:
    """The counts of some lines, laid day by day.

    Each node of a line is a row, all rows of one distance from the root together, and in these the members of one
    split, or a child that is in none: a group.

    Args:
        forest: both trees.
        bounds: the bounds, of lines that are numbered from 0 on.
    """

    def __init__(self, forest: Forest, bounds: Bounds) -> None:
        self._forest = forest
        size = forest.size
        keys = forest.with_ancestors(distinct(bounds.line * size + bounds.node))
        line, node = keys // size, keys % size
        up = forest.parent[node]
        above = np.where(up == NONE, NONE, np.searchsorted(keys, line * size + up))
        depth = _depths(above)
        group = numbered([above, np.where(forest.split[node] == NONE, -1 - node, forest.split[node])])
        order = np.lexsort((group, depth))
        place = np.empty(len(keys), dtype=np.int64)
        place[order] = np.arange(len(keys))
        self._line = line[order]
        above = above[order]
        self._above = np.where(above == NONE, NONE, place[above])
        self._start = np.flatnonzero(np.diff(group[order], prepend=-1) != 0)
        self._end = np.append(self._start[1:], len(keys))
        self._parent = self._above[self._start]
        split = forest.split[node[order[self._start]]]
        self._full = (split != NONE) & (np.append(forest.full, 0)[split] == self._end - self._start)
        depths = depth[order][self._start]
        self._levels = [slice(*np.searchsorted(depths, (at, at + 1))) for at in range(1, int(depth.max(initial=0)) + 1)]
        self._bound(place[np.searchsorted(keys, bounds.line * size + bounds.node)], bounds)

    def _bound(self, at: Ints, bounds: Bounds) -> None:
        """The floors and ceilings of each row on each of its line's days, with those that follow from others."""
        days, day = np.unique(bounds.line * DAYS + bounds.day, return_inverse=True)
        begin = np.searchsorted(days, bounds.line * DAYS)
        shape = len(self._line), int(np.bincount(days // DAYS).max(initial=0))
        self.floor, self.ceiling = np.zeros(shape), np.full(shape, np.inf)
        np.maximum.at(self.floor, (at, day - begin), bounds.low)
        np.minimum.at(self.ceiling, (at, day - begin), bounds.high)
        np.maximum.accumulate(self.floor, axis=1, out=self.floor)
        self.ceiling = np.minimum.accumulate(self.ceiling[:, ::-1], axis=1)[:, ::-1].copy()
        for level in reversed(self._levels):
            np.maximum.at(self.floor, self._parent[level], self._sums(self.floor, level))
            full = np.flatnonzero(self._full[level]) + level.start
            sums = self._sums(self.ceiling, level)[self._full[level]]
            np.minimum.at(self.ceiling, self._parent[full], sums)
        for level in self._levels:
            rows = self._rows(level)
            self.ceiling[rows] = np.minimum(self.ceiling[rows], self.ceiling[self._above[rows]])

    def _rows(self, level: slice) -> slice:
        return slice(int(self._start[level.start]), int(self._end[level.stop - 1]))

    def _sums(self, values: Floats, level: slice) -> Floats:
        """The sums of the groups of one level."""
        rows = self._rows(level)
        result: Floats = np.add.reduceat(values[rows], self._start[level] - rows.start, axis=0)
        return result

    @cached_property
    def fits(self) -> Mask:
        """For each line whether no ceiling is passed."""
        bad = np.zeros(len(self._line), dtype=bool)
        counts, beside = np.zeros(len(self._line)), np.zeros(len(self._start))
        for day in range(self.floor.shape[1]):
            counts = np.maximum(counts, self.floor[:, day])
            for level in reversed(self._levels):
                np.maximum.at(counts, self._parent[level], self._sums(counts, level) + beside[level])
            for level in self._levels:
                missing = counts[self._parent[level]] - self._sums(counts, level) - beside[level]
                short = np.flatnonzero(missing > 0)
                if len(short):
                    beside[short + level.start] += self._raise(counts, short + level.start, missing[short], day)
            bad |= counts > self.ceiling[:, day] + TOLERANCE
        bad[self._start] |= self._full & (beside > TOLERANCE)
        result: Mask = np.bincount(self._line, bad) == 0
        return result

    def _raise(self, counts: Floats, groups: Ints, missing: Floats, day: int) -> Floats:
        """Raise members of groups by what is missing, the next floors first; tells what none of them will need."""
        of, rows = ragged(self._start[groups], self._end[groups] - self._start[groups])
        start = np.searchsorted(of, np.arange(len(groups)))
        have, most = counts[rows], self.ceiling[rows, day]

        def needed(until: Ints) -> Floats:
            floor = self.floor[rows, until[of]]
            result: Floats = np.maximum(np.minimum(floor, most) - have, 0.0)
            return result

        last = self.floor.shape[1] - 1
        low, high = np.full(len(groups), day), np.full(len(groups), last + 1)
        while (high - low > 1).any():
            middle = (low + high) // 2
            enough = np.add.reduceat(needed(np.minimum(middle, last)), start) >= missing
            low, high = np.where(enough, low, middle), np.where(enough, middle, high)
        given = needed(low)
        left = missing - np.add.reduceat(given, start)
        late = np.where(self._full[groups][of], np.maximum(most - have, given), given)
        more = np.where((high <= last)[of], needed(np.minimum(high, last)), late) - given
        more = np.minimum(more, left[of])
        before = np.cumsum(more) - more
        before -= before[start][of]
        given += np.clip(left[of] - before, 0.0, more)
        counts[rows] = have + given
        result: Floats = np.maximum(missing - np.add.reduceat(given, start), 0.0)
        return result


def distinct(numbers: Ints) -> Ints:
    """The distinct ones of some numbers, in order; for millions faster than numpy.unique."""
    ordered = np.sort(numbers)
    result: Ints = ordered[np.append(True, ordered[1:] != ordered[:-1])[: len(ordered)]]
    return result


def _depths(above: Ints) -> Ints:
    """How many are above each row."""
    depth, at = np.zeros(len(above), dtype=np.int64), above
    while (at != NONE).any():
        depth += at != NONE
        at = np.where(at == NONE, NONE, above[at])
    return depth
