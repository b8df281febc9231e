"""The search for conflict sets among figures that hang together, in the order that makes it independent of the rows.

Pairs of figures first; then pairs of statements; then, among figures in no set yet, one set after another. The cheapest
stretching of all figures names where to look: every conflict set holds a figure that it stretches.
"""

from collections.abc import Iterable, Iterator
from itertools import combinations

import numpy as np

from checker.figures.book import Book
from checker.joint.claims import Claims
from checker.joint.exact import Exact, spans
from checker.joint.grid import bounds, layout, points, structure
from checker.joint.network import Network
from checker.joint.pairs import Pairs
from checker.joint.relations import TooLargeError
from checker.joint.solver import HARD, OUT, SOFT, Programme, UnfitError

Set = frozenset[int]
COLUMNS = 60_000  # counts in time that one programme may have
SEARCHED = 12_000  # and one in which conflict sets are sought
PAIRS = 20_000
STATEMENTS = 300


class Search:
    """The conflict sets of the figures of one component that are witnesses at one time.

    Args:
        book: the book.
        claims: what the figures say, of cells as the network numbers them.
        net: the network of the component.
        exact: answers about some of the figures.
        candidates: which two of them may clash.
    """

    def __init__(self, book: Book, claims: Claims, net: Network, exact: Exact, candidates: Pairs) -> None:
        self._claims, self._exact, self._candidates = claims, exact, candidates
        self.figures = [int(at) for at in claims.figures]
        self._statement = book.column("statement")
        calendar = {number: (last, last) for number, (_, last) in spans(claims).items()}
        times, days = points(claims.day, calendar)
        at = times.of(days)
        form = layout(net, times, claims.cell, at)
        self._size = form.columns
        if self._size > COLUMNS:
            raise TooLargeError(f"{self._size:,} counts in time hang together, more than {COLUMNS:,}")
        self._programme = Programme(structure(form), bounds(claims, form, claims.cell, at), form.columns)
        self.sets: list[Set] = []
        self._cores: list[Set] = []
        self._apart = set[frozenset[int]]()

    def run(self) -> list[Set]:
        """Every set, in the order in which they are found."""
        stretched = self._stretched(self.figures)
        if not stretched:
            return []
        if self._size > SEARCHED:
            raise TooLargeError(f"they clash, and {self._size:,} counts in time hang together, more than {SEARCHED:,}")
        alone = {at for at in stretched if self._claims.counted[at] < 0 and self._exact.core([at])}
        self.sets += [frozenset([at]) for at in sorted(alone)]
        self._pairs(stretched - alone, alone)
        self._statements(stretched - alone, alone)
        self._rest()
        return self.sets

    def _pairs(self, stretched: set[int], alone: set[int]) -> None:
        """Every two figures that clash: one of them is stretched."""
        rest = np.array([at for at in self.figures if at not in alone], dtype=np.int64)
        found = set[Set]()
        for one in sorted(stretched):
            certain, possible = self._candidates.among(rest, one)
            found |= {frozenset([one, other]) for other in certain.tolist()}
            if len(found) > PAIRS:
                self.sets += sorted(found, key=sorted)
                raise TooLargeError(f"more than {PAIRS:,} pairs of them clash")
            for other in possible.tolist():
                if frozenset([one, other]) not in found and self._exact.core([one, other]):
                    found.add(frozenset([one, other]))
        self.sets += sorted(found, key=sorted)

    def _statements(self, stretched: set[int], alone: set[int]) -> None:
        """Two statements that clash though no two figures of theirs do, cut down to a smallest set."""
        said = self._fit_statements(alone)
        found: dict[Set, None] = {}
        for number, own in list(said.items()):
            if len(own) > 2 and self._clash(own):
                found[self._smallest(own)] = None
                del said[number]
        touched = {number for number, own in said.items() if stretched & set(own)}
        if len(touched) > STATEMENTS:
            self.sets += sorted(found, key=sorted)
            raise TooLargeError(f"{len(touched):,} statements may clash two by two, more than {STATEMENTS:,}")
        for one, other in self._meetings(said, touched):
            both = sorted([*said[one], *said[other]])
            if len(both) > 2 and self._clash(both):
                found[self._smallest(both)] = None
        self.sets += sorted(found, key=sorted)

    def _meetings(self, said: dict[int, list[int]], touched: set[int]) -> Iterator[tuple[int, int]]:
        """Every two statements that may clash: one is stretched; the other as well, or else once the first is kept.

        The others are consistent by themselves, so that they are stretched for its sake alone.
        """
        yield from combinations(sorted(touched), 2)
        for number in sorted(touched):
            others = [
                other for other, own in said.items()
                if other not in touched and frozenset([number, other]) not in self._apart
                and len(own) + len(said[number]) > 2
            ]  # fmt: skip
            if not others:
                continue
            soft = [at for other in others for at in said[other]]
            near = {int(self._statement[at]) for at in self._stretched(soft, kept=said[number])}
            yield from ((number, other) for other in sorted(near - {number}))

    def _fit_statements(self, alone: set[int]) -> dict[int, list[int]]:
        """The figures of each statement in which no two clash, those left out that cannot be as they are at all."""
        said: dict[int, list[int]] = {}
        for at in self.figures:
            if at not in alone:
                said.setdefault(int(self._statement[at]), []).append(at)
        self._apart = {frozenset(map(int, self._statement[sorted(pair)])) for pair in self.sets if len(pair) == 2}
        return {number: own for number, own in said.items() if frozenset([number]) not in self._apart}

    def _clash(self, figures: list[int]) -> bool:
        """Whether some figures of one or two statements, of which no pair clashes, cannot all hold."""
        numbers = frozenset(map(int, self._statement[figures]))
        return numbers not in self._apart and self._candidates.may_clash(figures) and bool(self._exact.core(figures))

    def _rest(self) -> None:
        """Sets among the figures that are in none yet, each set aside whole, until what is left is consistent."""
        taken = set[int]().union(*self.sets)
        left = [at for at in self.figures if at not in taken]
        while self._core(left):
            found = self._smallest(left)
            self.sets.append(found)
            left = [at for at in left if at not in found]

    def _smallest(self, figures: list[int]) -> Set:
        """A smallest set of those that cannot hold together: each is dropped in turn, and taken back if needed."""
        core, kept = self._core(figures), list(figures)
        for at in figures:
            if at in core:
                without = [other for other in kept if other != at]
                smaller = self._core(without)
                if not smaller:
                    continue
                core = smaller
            kept.remove(at)
        return frozenset(kept)

    def _core(self, figures: list[int]) -> Set:
        """Some of the figures that cannot all hold; none if all can."""
        there = set(figures)
        known = next((core for core in self._cores if core <= there), None)
        if known is None:
            known = self._new_core(figures)
            if known:
                self._cores.append(known)
        return known

    def _new_core(self, figures: list[int]) -> Set:
        """Likewise, by the programme of all of them; it holds exactly, but for the days that it takes for open ones."""
        if len(figures) <= 8:
            return self._exact.core(figures)
        wanted = np.isin(self._claims.figure, figures)
        done = self._programme.stretch(np.where(wanted, SOFT, OUT))
        core = frozenset(self._claims.figure[done.core].tolist())
        if not core or (self._claims.open[sorted(core)] < 0).all():
            return core
        return self._exact.core(core) or self._exact.core(figures)

    def _stretched(self, figures: Iterable[int], kept: Iterable[int] = ()) -> set[int]:
        """The figures that are stretched where all of them are to hold, and those of `kept` before all others.

        All of them, where those kept cannot hold on the days that were taken for open ones.
        """
        figures = list(figures)
        wanted, hard = np.isin(self._claims.figure, figures), np.isin(self._claims.figure, list(kept))
        try:
            done = self._programme.stretch(np.where(hard, HARD, np.where(wanted, SOFT, OUT)))
        except UnfitError:
            return set(figures)
        return {int(at) for at in self._claims.figure[done.at]}
