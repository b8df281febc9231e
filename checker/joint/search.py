"""The search for conflict sets among figures that hang together, in the order that makes it independent of the rows.

Pairs of figures first; then pairs of statements; then, among figures in no set yet, one set after another. The cheapest
stretching of all figures names where to look: every conflict set holds a figure that it stretches.
"""

from collections.abc import Iterator

import numpy as np

from checker.figures.book import Book, Ints
from checker.joint.claims import Claims
from checker.joint.dominance import leading, not_reached
from checker.joint.exact import Exact, on_last_days
from checker.joint.grid import structure
from checker.joint.network import Network
from checker.joint.pairs import Pairs
from checker.joint.relations import TooLargeError
from checker.joint.solver import HARD, OUT, SOFT, Programme, UnfitError

Set = frozenset[int]
COLUMNS = 60_000  # counts in time that one programme may have
SEARCHED = 12_000  # and one in which conflict sets are sought
PAIRS = 20_000
STATEMENTS = 300
SMALL = 30  # members of a core that is worth remembering
SPARE = 4  # times as many ends as are asked about a programme may have
MANY = 100  # statements that are looked at one by one before a programme is asked
FEW = 8  # figures that are asked about exactly, and members of a core that are dropped one by one


class _Own:
    """A programme of the leading bounds of some figures, where each open day is the last that it may be."""

    def __init__(self, net: Network, every: Claims, kept: Claims) -> None:
        self.every, self.kept, self.sides, self.of = every, kept, _sides(kept), kept.figure
        form, self._laid = on_last_days(net, kept)
        self.columns = form.columns
        if self.columns > COLUMNS:
            raise TooLargeError(f"{self.columns:,} counts in time hang together, more than {COLUMNS:,}")
        self.programme = Programme(structure(form), self._laid, form.columns)

    def stretched(self, state: Ints) -> set[int]:
        """The figures that cannot be as they are said to be in the history that stretches these bounds least."""
        done, laid = self.programme.stretch(state), self._laid
        values = laid.of(done.counts)
        broken = not_reached(self.every, self.kept, values)
        return {int(at) for at in np.append(self.of[done.at], broken)}


def _sides(kept: Claims) -> frozenset[int]:
    """The ends that bounds have, by figure."""
    ends = ((2 * kept.figure[np.isfinite(end)] + side) for side, end in enumerate((kept.low, kept.high)))
    return frozenset(np.concatenate(list(ends)).tolist())


class Search:
    """The conflict sets of the figures of one component that are witnesses at one time.

    Args:
        book: the book.
        claims: what the figures say, of cells as the network numbers them.
        net: the network of the component.
        exact: answers about some of the figures.
        candidates: which two of them may clash.

    Attributes:
        sets: the conflict sets, in the order in which they are found.
        floors: of pairs that are seen to clash, which of the two is too much for the other.
    """

    def __init__(self, book: Book, claims: Claims, net: Network, exact: Exact, candidates: Pairs) -> None:
        self._claims, self._exact, self._candidates = claims, exact, candidates
        self.figures = [int(at) for at in claims.figures]
        self._statement = book.column("statement")
        self._net = net
        self._all = self._own = _Own(net, claims, leading(claims))
        self.sets: list[Set] = []
        self.floors: dict[Set, int] = {}
        self._cores: list[Set] = []
        self._apart = set[frozenset[int]]()

    def run(self) -> list[Set]:
        """Every set, in the order in which they are found."""
        stretched = self._all.stretched(np.full(len(self._all.of), SOFT))
        if not stretched:
            return []
        if (size := self._all.columns) > SEARCHED:
            raise TooLargeError(f"they clash, and {size:,} counts in time hang together, more than {SEARCHED:,}")
        self._pairs(stretched)
        self._statements(stretched)
        self._rest(stretched)
        return self.sets

    def _pairs(self, stretched: set[int]) -> None:
        """Every two figures that clash: one of them is stretched. None clashes by itself: 0 of all fits any share."""
        rest = np.array(self.figures, dtype=np.int64)
        found = set[Set]()
        for one in sorted(stretched):
            over, under, possible = self._candidates.among(rest, one)
            self.floors |= {frozenset([one, other]): one for other in over.tolist()}
            self.floors |= {frozenset([one, other]): other for other in under.tolist()}
            if len(found) + len(self.floors) > PAIRS:
                self.sets += sorted(found | set(self.floors), key=sorted)
                raise TooLargeError(f"more than {PAIRS:,} pairs of them clash")
            for other in possible.tolist():
                if frozenset([one, other]) not in found and self._exact.core([one, other]):
                    found.add(frozenset([one, other]))
        self.sets += sorted(found | set(self.floors), key=sorted)

    def _statements(self, stretched: set[int]) -> None:
        """Two statements that clash though no two figures of theirs do, cut down to a smallest set."""
        said = self._fit_statements()
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
        """Every two statements that may clash: one is stretched; the other as well, once the first is kept."""
        for number in (one for one in said if one in touched):
            others = [
                other for other, own in said.items()
                if (other > number or other not in touched) and len(said[number]) + len(own) > 2
            ]  # fmt: skip
            if len(others) <= MANY:
                others = [other for other in others if self._may_clash([*said[number], *said[other]])]
            soft = [at for other in others for at in said[other]]
            if len(soft) > FEW:
                near = {int(self._statement[at]) for at in self._stretched(soft, said[number])}
                others = [other for other in others if other in near]
            yield from ((number, other) for other in others)

    def _fit_statements(self) -> dict[int, list[int]]:
        """The figures of each statement in which no two clash."""
        said: dict[int, list[int]] = {}
        for at in self.figures:
            said.setdefault(int(self._statement[at]), []).append(at)
        self._apart = {frozenset(map(int, self._statement[sorted(pair)])) for pair in self.sets if len(pair) == 2}
        return {number: own for number, own in said.items() if frozenset([number]) not in self._apart}

    def _clash(self, figures: list[int]) -> bool:
        """Whether some figures of one or two statements, of which no pair clashes, cannot all hold."""
        return self._may_clash(figures) and bool(self._exact.core(figures))

    def _may_clash(self, figures: list[int]) -> bool:
        """Whether it takes a programme to tell: no pair of them clashes, and they are not seen to hold together."""
        numbers = frozenset(map(int, self._statement[figures]))
        return numbers not in self._apart and self._candidates.may_clash(figures)

    def _rest(self, stretched: set[int]) -> None:
        """Sets among the figures that are in none yet, each set aside whole, until what is left is consistent.

        It is where none of them was stretched: the history that stretched the others is theirs.
        """
        taken = set[int]().union(*self.sets)
        left = [at for at in self.figures if at not in taken]
        clear = 0
        while stretched.intersection(left) and self._core(left):
            found = self._smallest(left, clear)
            self.sets.append(found)
            first = min(map(left.index, found))
            left, clear = [at for at in left if at not in found], len(left) - first - len(found)

    def _smallest(self, figures: list[int], clear: int = 0) -> Set:
        """A smallest set of those that cannot hold together: each is dropped in turn, and taken back if needed.

        Which one is taken back next is found by halving: the last from which on no history is left beside those taken.

        Args:
            figures: in order; they cannot hold together.
            clear: so many of the last are known to hold together.
        """
        kept, rest, core = list[int](), figures, self._core(figures)
        high = len(rest) - clear
        while True:
            at, core = self._last_needed(kept, rest, core, high)
            if at < 0:
                return frozenset(kept)
            kept.append(rest[at])
            rest = rest[at + 1 :]
            high = len(rest) + 1

    def _last_needed(self, kept: list[int], rest: list[int], core: Set, high: int) -> tuple[int, Set]:
        """The last place from which on the rest cannot hold beside those kept, and a core; -1 if none is needed.

        From `high` on they can.
        """
        place = {at: number for number, at in enumerate(rest)}
        ahead, jump = sorted(place[at] for at in core if at in place), 1
        while ahead and high - ahead[0] > 1:
            inside = [at for at in ahead if at < high]
            jump = jump if kept else len(inside) // 2
            middle = inside[jump] if len(inside) > max(jump, FEW) and jump > 1 else ahead[0] + 1
            smaller = self._core([*kept, *rest[middle:]])
            if smaller:
                core, jump, ahead = smaller, 2 * jump, sorted(place[at] for at in smaller if at in place)
            else:
                high, jump = middle, 1
        return ahead[0] if ahead else -1, core

    def _core(self, figures: list[int]) -> Set:
        """Some of the figures that cannot all hold; none if all can."""
        there = set(figures)
        known = next((core for core in self._cores if core <= there), None)
        if known is None:
            known = self._new_core(figures)
            if known and len(known) <= SMALL:
                self._cores.append(known)
        return known

    def _new_core(self, figures: list[int]) -> Set:
        """Likewise, by a programme of not many more, which takes open days for the last that they may be."""
        if len(figures) <= FEW:
            return self._exact.core(figures)
        every = self._claims.of_figures(figures)
        kept, own = leading(every), self._own
        sides = _sides(kept)
        if not own.sides.issuperset(sides) or len(own.sides) > SPARE * len(sides):
            own = self._own = _Own(self._net, every, kept)
        done = own.programme.stretch(np.where(np.isin(own.of, figures), SOFT, OUT))
        core = frozenset(own.of[done.core].tolist())
        if not core or (self._claims.open[sorted(core)] < 0).all():
            return core
        return self._exact.core(core) or self._exact.core(figures)

    def _stretched(self, figures: list[int], kept: list[int]) -> set[int]:
        """The figures that are stretched where all of them are to hold, and those of `kept` before all others.

        All of them, where those kept cannot hold on the days that were taken for open ones.
        """
        every = self._claims.of_figures([*figures, *kept])
        own = _Own(self._net, every, leading(every, np.isin(every.figure, kept)))
        try:
            return own.stretched(np.where(np.isin(own.of, kept), HARD, SOFT))
        except UnfitError:
            return set(figures)
