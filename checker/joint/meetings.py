"""Statements of simple trees that clash by one or two, though no two of their figures do.

One of each two holds a figure of a few that are given, see simple_trees. A history is laid in one line at a time, so
what a statement says in one line is looked at by itself.
"""

from dataclasses import replace
from functools import cached_property
from typing import Any

import numpy as np

from checker.figures.book import Ints, Mask
from checker.figures.groups import numbered
from checker.joint.claims import ragged
from checker.joint.families import cuts
from checker.joint.laying import COUNTS, Bounds, Floats, Forest, lines_that_fit

Pairs = tuple[Ints, Ints]


class Statements:
    """What is said together. Figures are places among those given.

    Args:
        forest: both trees.
        bounds: what the figures say.
        said: the statement of each, those of two trees being two.
    """

    def __init__(self, forest: Forest, bounds: Bounds, said: Ints) -> None:
        self._forest, self._bounds, self._whole = forest, bounds, said
        self._said = numbered([bounds.line, said])
        self._members = _Members(self._said)
        self._order = np.argsort(bounds.line, kind="stable")
        self._end = np.cumsum(np.bincount(bounds.line))
        self._lines: dict[int, _Line] = {}

    def meetings(self, few: Ints, clashing: Pairs) -> list[Ints]:
        """Smallest sets of figures of one statement or two through which no history is laid.

        Args:
            few: figures of which each set holds one.
            clashing: the pairs of figures that clash. Two statements of which some clash do not meet.
        """
        said, size = self._whole, len(self._whole)
        first, second = (said[side] for side in clashing)
        apart, unfit = np.append(first * size + second, second * size + first), first[first == second]
        one, other = (said[side] for side in self._unlaid(np.unique(self._said[few])))
        kept = ~(np.isin(one, unfit) | np.isin(other, unfit) | np.isin(one * size + other, apart))
        alone = np.unique(one[kept & (one == other)])
        kept &= ~(np.isin(one, alone) | np.isin(other, alone))
        two = np.unique(np.stack([np.minimum(one, other), np.maximum(one, other)])[:, kept], axis=1)
        members = _Members(said)
        of, at = members.of_two(np.append(alone, two[0]), np.append(alone, two[1]))
        return self._smallest(of, at)

    def _unlaid(self, touched: Ints) -> Pairs:
        """A figure each of what is said in one line, once or twice, and does not fit: one of the two is among these."""
        pairs = [np.empty((2, 0), dtype=np.int64)]
        pairs += [np.stack(np.broadcast_arrays(one, self._near(one))) for one in touched.tolist()]
        one, other = np.unique(np.concatenate(pairs, axis=1), axis=1)
        sizes = self._members.sizes[one] + np.where(one == other, 0, self._members.sizes[other])
        one, other, sizes = (column[sizes > 2] for column in (one, other, sizes))
        found = list[Ints]()
        for some in cuts(sizes, COUNTS):
            of, at = self._members.of_two(one[some], other[some])
            found.append(some[np.unique(of[~self._fit(of, at)])])
        bad = np.concatenate(found)
        return self._members.first(one[bad]), self._members.first(other[bad])

    def _fit(self, group: Ints, at: Ints) -> Mask:
        """Whether a history is laid through the figures of each group and line, for each of them."""
        place = np.unique(group * len(self._said) + self._bounds.line[at], return_inverse=True)[1]
        fits: Mask = lines_that_fit(self._forest, replace(self._bounds.some(at), line=place))[place]
        return fits

    def _near(self, one: int) -> Ints:
        """What is said in the same line that may clash with this, or by itself: else there is a history.

        In that each count is its parts', and as many more as its own floors ask for. It is where what is below a whole
        comes to no more than the ceiling, nor with any earlier floor of the whole.
        """
        own = self._members.of(np.array([one]))[1]
        line = self._line(int(self._bounds.line[own[0]]))
        if self._forest.is_full[self._bounds.node[own[0]]]:
            return np.unique(self._said[line.at])
        return np.unique(np.concatenate([line.over(own), *(line.under(at) for at in own.tolist())]))

    def _line(self, number: int) -> "_Line":
        if number not in self._lines:
            at = self._order[self._end[number - 1] if number else 0 : self._end[number]]
            self._lines[number] = _Line(self._forest, self._bounds, self._said, at)
        return self._lines[number]

    def _smallest(self, group: Ints, at: Ints) -> list[Ints]:
        """Of groups of figures, in order, through which no history is laid: each is dropped in turn if none is then."""
        begin = np.flatnonzero(np.diff(group, prepend=-1))
        turn = np.arange(len(group)) - np.repeat(begin, np.diff(np.append(begin, len(group))))
        kept = np.ones(len(group), dtype=bool)
        for now in range(int(turn.max(initial=-1)) + 1):
            rest = np.flatnonzero(kept & (turn != now))
            unfit = group[rest[~self._fit(group[rest], at[rest])]]
            kept &= ~((turn == now) & np.isin(group, unfit))
        return [own for own in np.split(at[kept], np.flatnonzero(np.diff(group[kept])) + 1) if len(own)]


class _Line:
    """The figures of one line, and what each statement says below and before each of its own ceilings.

    Attributes:
        at: the figures.
    """

    def __init__(self, forest: Forest, bounds: Bounds, said: Ints, at: Ints) -> None:
        self._forest, self._bounds, self._said, self.at = forest, bounds, said, at
        self._ceilings, self._floors = at[np.isfinite(bounds.high[at])], at[bounds.low[at] > 0]

    @cached_property
    def _own(self) -> tuple[Floats, Floats]:
        """For each ceiling what its own statement says below it, and the highest floor before it."""
        members = _Members(np.unique(self._said[self.at], return_inverse=True)[1])
        place = np.searchsorted(self.at, self._ceilings)
        of, other = members.of(members.said[place])
        return self._sums(of, self._ceilings[of], self.at[other], len(self._ceilings))

    def _sums(self, of: Ints, ceiling: Ints, floor: Ints, size: int) -> tuple[Floats, Floats]:
        """By number, the sum of the floors below a ceiling up to its day, and the highest of the same before it."""
        bounds = self._bounds
        node, whole = bounds.node[floor], bounds.node[ceiling]
        below = self._forest.is_below(node, whole) & (bounds.day[floor] <= bounds.day[ceiling])
        same = (node == whole) & (bounds.day[floor] < bounds.day[ceiling])
        most = np.zeros(size)
        np.maximum.at(most, of[same], bounds.low[floor[same]])
        return np.bincount(of[below], bounds.low[floor[below]], minlength=size).astype(np.float64), most

    def _passed(self, below: Floats, most: Floats, high: Any) -> Mask:
        result: Mask = (below > 0) & (below + most > high)
        return result

    def over(self, own: Ints) -> Ints:
        """The statements of whose ceilings some may be passed with these floors."""
        number = np.arange(len(self._ceilings))
        below, most = self._own[0].copy(), self._own[1].copy()
        for at in own.tolist():
            more, before = self._sums(number, self._ceilings, np.full(len(number), at), len(number))
            below, most = below + more, np.maximum(most, before)
        return self._said[self._ceilings[self._passed(below, most, self._bounds.high[self._ceilings])]]

    def under(self, at: int) -> Ints:
        """The statements by whose floors the ceiling of a figure may be passed."""
        place = np.flatnonzero(self._ceilings == at)
        names, of = np.unique(self._said[self._floors], return_inverse=True)
        below, most = self._sums(of, np.full(len(of), at), self._floors, len(names))
        for number in place.tolist():
            below, most = below + self._own[0][number], np.maximum(most, self._own[1][number])
        passed = self._passed(below, most, self._bounds.high[at]) if len(place) else np.zeros(len(names), dtype=bool)
        return names[passed]


class _Members:
    """The figures of each statement.

    Args:
        said: for each figure its statement, by number.
    """

    def __init__(self, said: Ints) -> None:
        self.said, self._order = said, np.argsort(said, kind="stable")
        self.sizes = np.bincount(said)
        self._start = np.cumsum(self.sizes) - self.sizes

    def of(self, statements: Ints) -> Pairs:
        """For each figure of some statements the place of its statement among these, and the figure."""
        of, place = ragged(self._start[statements], self.sizes[statements])
        return of, self._order[place]

    def of_two(self, one: Ints, other: Ints) -> Pairs:
        """Likewise of pairs of statements, in order."""
        of, at = (np.concatenate(column) for column in zip(self.of(one), self.of(other), strict=True))
        number = np.unique(of * len(self.said) + at)
        return np.divmod(number, len(self.said))

    def first(self, statements: Ints) -> Ints:
        """The first figure of each statement."""
        result: Ints = self._order[self._start[statements]]
        return result
