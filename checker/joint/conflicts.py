"""The conflict sets of a whole book: what holds at sight is set aside, the rest searched component by component."""

from collections.abc import Iterable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field, replace
from functools import partial

import numpy as np

from checker.figures.book import Book, Ints
from checker.joint.claims import Claims, claims
from checker.joint.days import laid
from checker.joint.dominance import leading
from checker.joint.exact import Exact, on_last_days
from checker.joint.families import families
from checker.joint.grid import structure
from checker.joint.network import Network, components
from checker.joint.pairs import Pairs
from checker.joint.places import Places
from checker.joint.portions import Portion, groups, portion_of, portions
from checker.joint.relations import TooLargeError
from checker.joint.search import COLUMNS, Search
from checker.joint.simple_trees import settled_by_laying
from checker.joint.single_counts import clashing_pairs
from checker.joint.solver import SOFT, Programme, UndecidedError
from checker.timings import Timings

LIMIT = "the search reached its limit"
LARGE = 100  # figures of a component that is worth a programme of its own
Set = tuple[int, ...]


@dataclass(frozen=True)
class Part:
    """One component: what its figures say, of cells as its own network numbers them, that network, exact answers."""

    claims: Claims
    net: Network
    exact: Exact


@dataclass(frozen=True)
class Conflicts:
    """What the search found.

    Attributes:
        sets: the conflict sets, as positions of figures, in a canonical order.
        undecided: the groups of figures that were left undecided, with the reason.
        places: where the figures count.
        every: what they say.
        part_of: for each figure in a set that took a search its component.
        floors: of pairs that are seen to clash without a programme, which of the two is too much for the other.
    """

    sets: tuple[Set, ...]
    undecided: tuple[tuple[Set, str], ...]
    places: Places
    every: Claims
    part_of: Mapping[int, Part] = field(default_factory=dict)
    floors: Mapping[frozenset[int], int] = field(default_factory=dict)


def conflict_sets(book: Book, clock: Timings | None = None, jobs: int = 1) -> Conflicts:
    """Every conflict set, each irreducible, in a canonical order, whatever the number of threads.

    Args:
        book: the book.
        clock: is told how many of the figures have been looked at.
        jobs: so many threads search.
    """
    places, clock = Places(book), clock or Timings()
    every = claims(book, places)
    tree, family = families(places, every)
    every, doubtful = laid(every, tree)
    settled, floors = clashing_pairs(every, tree, doubtful)
    laying = settled_by_laying(book, places, every, tree, doubtful & ~settled)
    found = _Found(book, places, every)
    unproven = [meeting[0] for meeting in laying.meetings if not found.meet(meeting)]
    searched = np.isin(tree, tree[np.searchsorted(every.figures, np.array(unproven, dtype=np.int64))])
    doubtful = np.isin(family, family[doubtful & ~settled & (~laying.figures | searched)])
    clock.begin("all figures at once", int(doubtful.sum()))
    floors |= laying.pairs
    found.floors = {pair: at for pair, at in floors.items() if not doubtful[np.searchsorted(every.figures, at)]}
    found.sets.update(found.floors)
    some = list(groups(every.figures[doubtful], family[doubtful]))
    with ThreadPoolExecutor(jobs) as pool:
        searches = (pool.map if jobs > 1 else map)(partial(_searched, book, places, every), some)
        for group, one in zip(some, searches, strict=True):
            found.add(one)
            clock.advance(len(group[0]))
    sets = sorted((tuple(sorted(one)) for one in found.sets), key=lambda one: (len(one), one))
    return Conflicts(tuple(sets), tuple(found.undecided), places, every, found.part_of, found.floors)


def _searched(book: Book, places: Places, every: Claims, group: tuple[Ints, Ints]) -> "_Found":
    found = _Found(book, places, every)
    for portion in portions(places, every, group, found.leave_out):
        found.search(portion)
    return found


class _Found:
    """The conflict sets found so far, and what was left undecided."""

    def __init__(self, book: Book, places: Places, every: Claims) -> None:
        self._book, self._places, self._every = book, places, every
        self.sets, self.undecided = set[frozenset[int]](), list[tuple[Set, str]]()
        self.part_of: dict[int, Part] = {}
        self.floors: dict[frozenset[int], int] = {}

    def add(self, other: "_Found") -> None:
        """Add what was found elsewhere."""
        self.sets |= other.sets
        self.undecided += other.undecided
        self.part_of |= other.part_of
        self.floors |= other.floors

    def leave_out(self, figures: Ints, reason: str) -> None:
        """Note figures that are not decided."""
        self.undecided.append((tuple(figures.tolist()), reason))

    def search(self, portion: Portion) -> None:
        """Search the doubtful components of some families."""
        own, net = portion.own, portion.net
        label = components(net, own)
        doubtful = _doubtful(own, net, label)
        if len(doubtful):
            parts = list(parts_of(self._places, own, net, label, doubtful))
            figures = np.concatenate([part.claims.figures for part in parts])
            candidates = Pairs(self._places, self._every, portion.held, figures)
            for part in parts:
                self._search_part(part, candidates)

    def meet(self, figures: Ints) -> bool:
        """Whether a few figures of one tree are shown to be a conflict set, each of which is known to be needed."""
        mine = portion_of(self._places, self._every.of_figures(figures).compact())
        part = Part(mine.own, mine.net, Exact(self._places, mine.own))
        try:
            found = bool(part.exact.core(figures.tolist()))
        except UndecidedError:
            found = False
        if found:
            self.sets.add(frozenset(figures.tolist()))
            self.part_of.update(dict.fromkeys(figures.tolist(), part))
        return found

    def _search_part(self, part: Part, candidates: Pairs) -> None:
        for live in _times(part.claims):
            sets, floors, reason = list[frozenset[int]](), dict[frozenset[int], int](), ""
            try:
                search = Search(self._book, live, part.net, part.exact, candidates)
                sets, floors = search.sets, search.floors
                search.run()
            except UndecidedError:
                reason = LIMIT
            except TooLargeError as error:
                reason = str(error)
            self.sets.update(sets)
            self.floors |= floors
            self.part_of.update(dict.fromkeys({at for one in sets for at in one}, part))
            if reason:
                self.leave_out(live.figures, reason)


def _doubtful(own: Claims, net: Network, label: Ints) -> Ints:
    """The components that do not hold together where each open day is the last that it may be.

    The large ones are among them in any case.
    """
    numbers, size = np.unique(label[own.cell[firsts(own)]], return_counts=True)
    small = np.isin(label[own.cell], numbers[size < LARGE])
    if len(numbers) == 1 or not small.any():
        return numbers
    some = leading(own.of_figures(np.unique(own.figure[own.of[small]])))
    form, laid = on_last_days(net, some)
    if form.columns > COLUMNS:
        return numbers
    programme = Programme(structure(form), laid, form.columns)
    try:
        stretched = programme.stretch(np.full(len(some.low), SOFT)).at
    except UndecidedError:
        return numbers
    clashing = label[some.cell[np.isin(some.of, stretched)]]
    result: Ints = np.union1d(numbers[size >= LARGE], clashing)
    return result


def firsts(own: Claims) -> Ints:
    """The first term of each figure."""
    result: Ints = np.searchsorted(own.of, np.unique(own.figure, return_index=True)[1])
    return result


def is_consistent(book: Book, figures: Iterable[int]) -> bool:
    """Whether some figures can hold together; those that are no witnesses are left out."""
    places = Places(book)
    return not Exact(places, claims(book, places)).core(figures)


def parts_of(places: Places, own: Claims, net: Network, label: Ints, wanted: Ints) -> Iterator[Part]:
    """Some of the components, each with its own network.

    Args:
        places: where the figures count.
        own: what they say.
        net: the network of all their cells.
        label: for each of its cells the component.
        wanted: those components.
    """
    of_figure, figures = label[own.cell[firsts(own)]], own.figures
    by_figure, by_cell = np.argsort(of_figure, kind="stable"), np.argsort(label, kind="stable")
    for number in wanted.tolist():
        cells = by_cell[slice(*np.searchsorted(label[by_cell], (number, number + 1)))]
        mine = by_figure[slice(*np.searchsorted(of_figure[by_figure], (number, number + 1)))]
        within = net.within(cells)
        place = np.full(len(net.cells), -1)
        place[cells] = np.arange(len(cells))
        claimed = replace(own.of_figures(figures[mine]).numbered(place), cells=within.cells)
        yield Part(claimed, within, Exact(places, claimed))


def _times(part: Claims) -> Iterator[Claims]:
    """The figures that are witnesses at one time: those said before some are withdrawn, and those that stand."""
    figures = part.figures
    for day in np.unique(part.dead[figures]).tolist():
        live = standing(part, figures, day)
        if len(live):
            yield part.of_figures(live)


def standing(part: Claims, figures: Ints, day: int) -> Ints:
    """Those of some figures that are witnesses just before a day."""
    result: Ints = figures[(part.live[figures] < day) & (part.dead[figures] >= day)]
    return result
