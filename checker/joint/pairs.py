"""Which two figures may clash: where one is at least more than the other is at most, and counts nobody else.

Every person whom the first counts has to be counted by the second as well, or any number of them could be left out.
"""

from collections.abc import Iterable, Sequence
from typing import Any

import numpy as np

from checker.figures.book import Ints
from checker.joint.claims import Claims
from checker.joint.people import People
from checker.joint.places import Places
from checker.joint.relations import Relation


class Pairs:
    """Candidates for clashing pairs among the figures that make claims."""

    def __init__(self, places: Places, claims: Claims, found: Iterable[Relation]) -> None:
        self._claims, self._places = claims, places
        self._people = People(places, claims, found)
        self._low, self._high = self._people.low, self._people.high
        self._reach = np.array([self._most(total) for total in claims.sums], dtype=np.float64)
        self._grows = np.array([self._never_falls(total) for total in claims.sums], dtype=bool)
        self._covered: dict[tuple[int, tuple[int, ...]], bool] = {}

    def is_clear(self, claims: Claims) -> bool:
        """Whether figures that all count one sum that cannot fall, over one window, hold where open days are the last.

        Then the largest of the floors up to each day is a history that all of them agree with.
        """
        figures = claims.figures
        counted = claims.counted[figures]
        alike = (counted == counted[0]) & (claims.begin[figures] == claims.begin[figures[0]])
        if counted[0] < 0 or not self._grows[counted[0]] or not alike.all():
            return False
        order = np.argsort(claims.last[figures], kind="stable")
        days, low, high = claims.last[figures][order], self._low[figures][order], self._high[figures][order]
        floor = np.maximum.accumulate(low)[np.searchsorted(days, days, side="right") - 1]
        return bool((floor <= high).all())

    def among(self, figures: Ints, one: int) -> tuple[Ints, Ints]:
        """Of some figures those that clash with one for certain, and those that may clash with it."""
        claims = self._claims
        figures = figures[figures != one]
        share = claims.counted[figures] < 0
        odd = np.array([at for at in figures[share].tolist() if self.is_odd(at)], dtype=np.int64)
        if claims.counted[one] < 0:
            return figures[:0], figures[~share] if self.is_odd(one) else figures[:0]
        same = (claims.counted[figures] == claims.counted[one]) & (claims.begin[figures] == claims.begin[one])
        above = self._low[one] > self._high[figures]
        below = self._low[figures] > self._high[one]
        clash = same & ((above & self._before(one, figures)) | (below & self._before(figures, one)))
        other = ~share & ~same & (
            self._further(one, figures) | self._further(figures, one)
        )  # fmt: skip
        near = [at for at in figures[other].tolist() if self._related(one, at) and self.may_clash([one, at])]
        return figures[clash], np.append(odd, np.array(near, dtype=np.int64))

    def may_clash(self, figures: Sequence[int]) -> bool:
        """Whether it takes a programme to tell if some figures can hold together."""
        return bool((self._claims.counted[list(figures)] < 0).any()) or not self._people.can_hold(figures)

    def is_odd(self, share: int) -> bool:
        """Whether a share may fail whatever else there is: else those that it lacks, on either side, can be added."""
        part, whole, low, _ = self._claims.shares[share]
        counted, base = ({cell for cell, _ in self._claims.sums[at]} for at in (part, whole))
        fewer = any(not counted & person for person in self._people.persons(whole))
        more = low <= 100 or any(not base & person for person in self._people.persons(part))
        return not (fewer and more)

    def _further(self, first: Any, second: Any) -> Any:
        """Whether the first is at least more than the second can be at most, however often that counts somebody."""
        return self._low[first] * np.maximum(self._reach[self._claims.counted[second]], 1.0) > self._high[second]

    def _before(self, first: Any, second: Any) -> Any:
        """Whether the first, of the same sum and window, is a floor for the second: counted no later for certain."""
        claims = self._claims
        one_day = (claims.open[first] >= 0) & (claims.open[first] == claims.open[second])
        ends = claims.first[first], claims.last[first], claims.first[second], claims.last[second]
        known = (ends[0] == ends[1]) & (ends[2] == ends[3]) & (ends[0] == ends[2])
        earlier = claims.last[first] <= claims.first[second]
        return np.where(self._grows[claims.counted[first]], earlier | one_day, known | one_day)

    def _related(self, one: int, other: int) -> bool:
        """Whether one of the two, if it is the larger, counts nobody whom the other does not count."""
        return any(
            bool(self._further(first, second)) and self._is_within(first, second)
            for first, second in ((one, other), (other, one))
        )

    def _is_within(self, first: int, second: int) -> bool:
        return self._is_covered(int(self._claims.counted[first]), (int(self._claims.counted[second]),))

    def _is_covered(self, counted: int, whole: tuple[int, ...]) -> bool:
        """Whether whoever one sum counts is counted by some others for certain."""
        if (counted, whole) not in self._covered:
            self._covered[counted, whole] = self._people.covers(counted, whole)
        return self._covered[counted, whole]

    def _most(self, total: Any) -> int:
        """How often a sum can count one person at the most."""
        vocabulary = self._places.vocabulary
        terms = [self._claims.cells[cell].term for cell, times in total for _ in range(int(times))]
        return max(sum(vocabulary.holds(term, name) for term in terms) for name in vocabulary)

    def _never_falls(self, total: Any) -> bool:
        """Whether a sum of cells cannot fall: what gives way to another one is there with that one."""
        cells = [self._claims.cells[cell] for cell, _ in total]
        return all(
            not self._places.may_fall(cell) and (self._places.heir(cell) or cell) in cells for cell in cells
        )  # fmt: skip
