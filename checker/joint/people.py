"""Histories made of single people: a quick way to see that some figures can hold together.

Whoever is in one cell is in others as well: one history of one person. Sums of these satisfy every relation, so figures
that enough people can be found for hold together. Where none are found by this, nothing follows.
"""

from collections.abc import Iterable, Sequence

import numpy as np

from checker.joint.claims import NO_DAY, Claims
from checker.joint.places import Cell, Places
from checker.joint.relation import Relation

Person = frozenset[int]
Floor = tuple[int, int, int, int, float]  # figure, what it counts, the day before it begins, its last day, how many


class People:
    """Finds people for figures that are counts.

    Args:
        places: where the figures count.
        claims: what they say, of all figures.
        found: the relations of all their cells.
    """

    def __init__(self, places: Places, claims: Claims, found: Iterable[Relation]) -> None:
        self._claims = claims
        self._above: dict[Cell, list[list[Cell]]] = {}
        self._sums: dict[Cell, list[tuple[int, float]]] = {}
        self._exact = list[bool]()
        for relation in found:
            self._note(relation)
        self._persons: dict[int, list[Person]] = {}
        self._stocks = {name for name, measure in places.vocabulary.items() if measure.is_stock}
        self.low, self.high = claims.ends

    def _note(self, relation: Relation) -> None:
        if not (relation.level or relation.exact):
            return
        terms = list(zip(relation.cells, relation.factors, strict=True))
        for cell, factor in terms:
            self._sums.setdefault(cell, []).append((len(self._exact), factor))
        self._exact.append(relation.exact)
        if relation.left:
            return
        wholes, parts = ([cell for cell, factor in terms if (factor > 0) == sign] for sign in (True, False))
        for part in parts:
            self._above.setdefault(part, []).append(wholes)
        for whole in wholes if relation.exact else ():
            self._above.setdefault(whole, []).append(parts)

    def covers(self, counted: int, whole: int) -> bool:
        """Whether whoever one sum counts is counted by another one for certain."""
        cells = {self._claims.cells[cell] for cell, _ in self._claims.sums[whole]}
        known: dict[Cell, bool] = dict.fromkeys(cells, True)
        return all(self._certain(self._claims.cells[cell], known) for cell, _ in self._claims.sums[counted])

    def _certain(self, cell: Cell, known: dict[Cell, bool]) -> bool:
        if cell not in known:
            known[cell] = False  # a ring leads nowhere
            known[cell] = any(
                all(self._certain(one, known) for one in group) for group in self._above.get(cell, ())
            )  # fmt: skip
        return known[cell]

    def can_hold(self, figures: Sequence[int]) -> bool:
        """Whether people are found for these figures, all of them counts; False says nothing."""
        claims = self._claims
        ceilings = [at for at in figures if np.isfinite(self.high[at])]
        placed: list[tuple[Person, int, float]] = []
        floors = sorted((at for at in figures if self.low[at] > 0), key=self._turn)
        for at in floors:
            end = int(claims.last[at])
            missing = self.low[at] - self._counts(at, placed)
            for person in self.persons(int(claims.counted[at])):
                if missing <= 0:
                    break
                over = [j for j in ceilings if self._counts(j, [(person, end, 1.0)])]
                room = min((self.high[j] - self._counts(j, placed) for j in over), default=np.inf)
                taken = min(missing, max(room, 0.0))
                placed.append((person, end, taken))
                missing -= taken
            if missing > 0:
                return False
        return all(self._counts(j, placed) <= self.high[j] for j in ceilings)

    def _turn(self, at: int) -> tuple[int, int, int]:
        persons = self.persons(int(self._claims.counted[at]))
        return int(self._claims.last[at]), -max(map(len, persons), default=0), at

    def _counts(self, at: int, placed: Sequence[tuple[Person, int, float]]) -> float:
        """How many of the people that have been found one figure counts."""
        claims = self._claims
        last, begin, total = int(claims.last[at]), int(claims.begin[at]), 0.0
        for cell, times in claims.sums[claims.counted[at]]:
            stock = claims.cells[cell].term in self._stocks
            for person, day, number in placed:
                if cell in person and (day == last if stock else (begin == NO_DAY or day > begin) and day <= last):
                    total += times * number
        return total

    def persons(self, counted: int) -> list[Person]:
        """The people that a sum counts: for each of its cells one, as the cells that such a person is in.

        None for a cell where whom one meets on the way up would be in two parts of a whole at once.
        """
        if counted not in self._persons:
            cells = [self._claims.cells[cell] for cell, _ in self._claims.sums[counted]]
            found, number = map(self._inside, cells), self._claims.number
            self._persons[counted] = [
                frozenset(number[one] for one in inside if one in number) for inside in found if self._is_one(inside)
            ]
        return self._persons[counted]

    def _is_one(self, inside: Iterable[Cell]) -> bool:
        """Whether every relation holds of a person who is in these cells."""
        total: dict[int, float] = {}
        for cell in inside:
            for relation, factor in self._sums.get(cell, ()):
                total[relation] = total.get(relation, 0.0) + factor
        return all(often == 0 if self._exact[relation] else often >= 0 for relation, often in total.items())

    def _inside(self, cell: Cell) -> set[Cell]:
        """The cells that whoever is in one is in as well."""
        number, inside, rest = self._claims.number, {cell}, [cell]
        while rest:
            for group in self._above.get(rest.pop(), ()):
                if not inside & set(group):
                    new = max(group, key=lambda one: (one not in number, one))
                    inside.add(new)
                    rest.append(new)
        return inside
