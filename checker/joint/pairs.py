"""Which two figures may clash: where one is at least more than the other is at most, and counts nobody else.

Every person whom the first counts has to be counted by the second as well, or any number of them could be left out.
"""

from collections.abc import Iterable, Sequence
from typing import Any

import numpy as np

from checker.figures.book import Ints, Mask
from checker.joint.claims import Claims
from checker.joint.people import People
from checker.joint.places import Places
from checker.joint.relations import Relation


class Pairs:
    """Candidates for clashing pairs among some figures.

    Args:
        places: where the figures count.
        claims: what they say, of all figures.
        found: the relations of the cells of some.
        figures: those.
    """

    def __init__(self, places: Places, claims: Claims, found: Iterable[Relation], figures: Ints) -> None:
        self._claims, self._places = claims, places
        self._people = People(places, claims, found)
        self._low, self._high = claims.ends
        self._reach = np.zeros(len(claims.sums))
        counted = np.unique(claims.counted[figures])
        most: dict[tuple[str, ...], int] = {}
        for at in counted[counted >= 0].tolist():
            terms = tuple(claims.cells[cell].term for cell, times in claims.sums[at] for _ in range(int(times)))
            if terms not in most:
                most[terms] = self._most(terms)
            self._reach[at] = most[terms]
        self._covered: dict[tuple[int, int], bool] = {}

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
        others = figures[~share & ~same]
        related = self._further(one, others) & self._covered_by(one, others)
        related |= self._further(others, one) & self._covering(one, others)
        near = [at for at in others[related].tolist() if self.may_clash([one, at])]
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
        return np.where(claims.rises[claims.counted[first]], earlier | one_day, known | one_day)

    def _covered_by(self, one: int, others: Ints) -> Mask:
        """Whether whoever one figure counts is counted by each of the others for certain."""
        own = int(self._claims.counted[one])
        sums, place = np.unique(self._claims.counted[others], return_inverse=True)
        return np.array([self._is_covered(own, whole) for whole in sums.tolist()], dtype=bool)[place]

    def _covering(self, one: int, others: Ints) -> Mask:
        """Whether whoever each of the others counts is counted by one figure for certain."""
        own = int(self._claims.counted[one])
        sums, place = np.unique(self._claims.counted[others], return_inverse=True)
        return np.array([self._is_covered(part, own) for part in sums.tolist()], dtype=bool)[place]

    def _is_covered(self, counted: int, whole: int) -> bool:
        """Whether whoever one sum counts is counted by another one for certain."""
        if (counted, whole) not in self._covered:
            self._covered[counted, whole] = self._people.covers(counted, whole)
        return self._covered[counted, whole]

    def _most(self, terms: Sequence[str]) -> int:
        """How often a sum of terms can count one person at the most."""
        vocabulary = self._places.vocabulary
        return max(sum(vocabulary.holds(term, name) for term in terms) for name in vocabulary)
