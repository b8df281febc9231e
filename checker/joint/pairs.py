"""Which two figures may clash: where one is at least more than the other is at most, and counts nobody else.

Every person whom the first counts has to be counted by the second as well, or any number of them could be left out.
"""

from collections.abc import Iterator
from typing import Any

import numpy as np

from checker.figures.book import Ints
from checker.joint.claims import Claims
from checker.joint.places import Cell, Places
from checker.joint.relations import Relation, relations


class Pairs:
    """Candidates for clashing pairs among the figures that make claims."""

    def __init__(self, places: Places, claims: Claims) -> None:
        self._claims, self._places = claims, places
        plain = claims.counted[claims.figure] >= 0
        self._low, self._high = np.full(len(claims.open), -np.inf), np.full(len(claims.open), np.inf)
        self._low[claims.figure[plain]] = claims.low[plain]
        self._high[claims.figure[plain]] = claims.high[plain]
        self._reach = np.array([self._most(total) for total in claims.sums], dtype=np.float64)
        self._grows = np.array([self._never_falls(total) for total in claims.sums], dtype=bool)
        self._holds: dict[tuple[int, int], bool] = {}

    def among(self, figures: Ints, one: int) -> tuple[Ints, Ints]:
        """Of some figures those that clash with one for certain, and those that may clash with it."""
        claims = self._claims
        figures = figures[figures != one]
        if claims.counted[one] < 0:
            return figures[:0], figures
        share = claims.counted[figures] < 0
        same = (claims.counted[figures] == claims.counted[one]) & (claims.begin[figures] == claims.begin[one])
        above = self._low[one] > self._high[figures]
        below = self._low[figures] > self._high[one]
        clash = same & ((above & self._before(one, figures)) | (below & self._before(figures, one)))
        other = ~share & ~same & (
            self._further(one, figures) | self._further(figures, one)
        )  # fmt: skip
        near = np.array([self._related(one, int(at)) for at in figures[other].tolist()], dtype=bool)
        return figures[clash], np.append(figures[share], figures[other][near])

    def _further(self, first: Any, second: Any) -> Any:
        """Whether the first is at least more than the second can be at most, however often that counts somebody."""
        return self._low[first] * np.maximum(self._reach[self._claims.counted[second]], 1.0) > self._high[second]

    def _before(self, first: Any, second: Any) -> Any:
        """Whether the first, of the same sum and window, is a floor for the second: counted no later for certain."""
        claims = self._claims
        one_day = (claims.open[first] >= 0) & (claims.open[first] == claims.open[second])
        known = (claims.open[first] < 0) & (claims.open[second] < 0) & (claims.last[first] == claims.last[second])
        earlier = claims.last[first] <= claims.first[second]
        return np.where(self._grows[claims.counted[first]], earlier | one_day, known | one_day)

    def _related(self, one: int, other: int) -> bool:
        """Whether one of the two, if it is the larger, counts nobody whom the other does not count."""
        return any(
            bool(self._further(first, second)) and self._is_within(first, second)
            for first, second in ((one, other), (other, one))
        )

    def _is_within(self, first: int, second: int) -> bool:
        key = int(self._claims.counted[first]), int(self._claims.counted[second])
        if key not in self._holds:
            part, whole = ([self._claims.cells[cell] for cell, _ in self._claims.sums[at]] for at in key)
            self._holds[key] = _Inside(self._places, part, whole).all()
        return self._holds[key]

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


class _Inside:
    """Whether people whom some cells count are in other cells for certain."""

    def __init__(self, places: Places, part: list[Cell], whole: list[Cell]) -> None:
        self._part, self._whole = part, set(whole)
        self._found = relations(places, [*part, *whole])
        self._known: dict[Cell, bool] = {}

    def all(self) -> bool:
        """Whether that is so for everybody."""
        return all(self._certain(cell) for cell in self._part)

    def _certain(self, cell: Cell) -> bool:
        if cell in self._whole:
            return True
        if cell not in self._known:
            self._known[cell] = False  # a ring leads nowhere
            self._known[cell] = any(all(map(self._certain, above)) for above in self._above(cell))
        return self._known[cell]

    def _above(self, cell: Cell) -> Iterator[list[Cell]]:
        """Groups of cells, in one of which whoever is in the cell has to be."""
        for relation in self._found:
            if cell in relation.cells and relation.level:
                sides = _sides(relation, cell)
                if sides[0] < 0 or relation.exact:
                    yield sides[1]


def _sides(relation: Relation, cell: Cell) -> tuple[float, list[Cell]]:
    """On which side of a relation a cell is, and the cells of the other side."""
    factors = dict(zip(relation.cells, relation.factors, strict=True))
    own = factors[cell]
    return own, [other for other, factor in factors.items() if factor * own < 0]
