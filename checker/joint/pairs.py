"""Which two figures may clash: where one is at least more than the other is at most, and counts nobody else.

Every person whom the first counts has to be counted by the second as well, or any number of them could be left out.
"""

from collections.abc import Iterable, Sequence
from typing import Any

import numpy as np

from checker.figures.book import Ints, Mask
from checker.joint.claims import NO_DAY, Claims
from checker.joint.people import People, Person
from checker.joint.places import Cell, Places
from checker.joint.relation import Relation


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
        held = list(found)
        self._people = People(places, claims, held)
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
        self._known: dict[tuple[int, int], bool] = {}
        self._holders = _holders(held)

    def among(self, figures: Ints, one: int) -> tuple[Ints, Ints, Ints]:
        """Of some figures those that one is too much for, those that are too much for it, and those that may clash."""
        claims = self._claims
        figures = figures[figures != one]
        share = claims.counted[figures] < 0
        if claims.counted[one] < 0:
            return figures[:0], figures[:0], figures[~share] if self.is_odd(one) else figures[:0]
        odd = np.array([at for at in figures[share].tolist() if self.is_odd(at)], dtype=np.int64)
        over, under = self._is_above(one, figures), self._is_above(figures, one)
        others = figures[~share & ~over & ~under & ~self._same(one, figures)]
        related = self._further(one, others) & self._covered_by(one, others)
        related |= self._further(others, one) & self._covering(one, others)
        near = [at for at in others[related].tolist() if self.may_clash([one, at])]
        return figures[over], figures[under], np.append(odd, np.array(near, dtype=np.int64))

    def _is_above(self, first: Any, second: Any) -> Mask:
        """Whether the first says more than the second, though in every history it comes to no more."""
        same = self._same(first, second)
        found: Mask = (self._low[first] > self._high[second]) & self._claims.no_later(first, second)
        parts, wholes = np.broadcast_arrays(self._claims.counted[first], self._claims.counted[second])
        totals = (self._claims.begin[first] == NO_DAY) & (self._claims.begin[second] == NO_DAY)
        found &= same | (totals & (parts >= 0) & (wholes >= 0))
        for at in np.flatnonzero(found & ~same).tolist():
            found[at] = self._is_held(int(parts[at]), int(wholes[at]))
        return found

    def _same(self, first: Any, second: Any) -> Any:
        """Whether both count one thing from one day on."""
        claims = self._claims
        return (claims.counted[first] == claims.counted[second]) & (claims.begin[first] == claims.begin[second])

    def _is_held(self, part: int, whole: int) -> bool:
        """Whether a sum of one cell is held by a cell of another sum, step by step."""
        if (part, whole) not in self._known:
            cells, sums = self._claims.cells, self._claims.sums
            goal, rest = {cells[cell] for cell, _ in sums[whole]}, [cells[cell] for cell, _ in sums[part]]
            seen = set(rest)
            while rest and not goal & seen and len(sums[part]) == 1:
                above = self._holders.get(rest.pop(), set()) - seen
                seen |= above
                rest += sorted(above)
            self._known[part, whole] = len(sums[part]) == 1 and bool(goal & seen)
        return self._known[part, whole]

    def may_clash(self, figures: Sequence[int]) -> bool:
        """Whether it takes a programme to tell if some figures can hold together."""
        return bool((self._claims.counted[list(figures)] < 0).any()) or not self._people.can_hold(figures)

    def is_odd(self, share: int) -> bool:
        """Whether a share may fail whatever else there is: else those that it lacks, on either side, can be added."""
        part, whole, low, high = self._claims.shares[share]
        counted, base = (dict(self._claims.sums[at]) for at in (part, whole))

        def percent(person: Person) -> float:
            times, of = (sum(total.get(cell, 0.0) for cell in person) for total in (counted, base))
            return 100.0 * times / of if of else np.inf

        fewer = any(percent(person) < high for person in self._people.persons(whole))
        more = any(percent(person) > low for person in self._people.persons(part))
        return not (fewer and more)

    def _further(self, first: Any, second: Any) -> Any:
        """Whether the first is at least more than the second can be at most, however often that counts somebody."""
        return self._low[first] * np.maximum(self._reach[self._claims.counted[second]], 1.0) > self._high[second]

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


def _holders(found: Iterable[Relation]) -> dict[Cell, set[Cell]]:
    """For each cell those that are never less, and may be more: the one whole of a relation, of its parts."""
    holders: dict[Cell, set[Cell]] = {}
    for relation in found:
        terms = list(zip(relation.cells, relation.factors, strict=True))
        wholes = [cell for cell, factor in terms if factor > 0]
        equal = relation.exact and len(terms) == 2
        if relation.level and not (equal or relation.left) and len(wholes) == 1 and max(relation.factors) == 1:
            for cell, factor in terms:
                if factor <= -1:
                    holders.setdefault(cell, set()).add(wholes[0])
    return holders
