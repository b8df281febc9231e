"""The conflict sets of a whole book, component by component."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

import numpy as np

from checker.figures.book import Book, Ints
from checker.joint.claims import Claims, claims
from checker.joint.exact import Exact
from checker.joint.network import Network, components, network
from checker.joint.pairs import Pairs
from checker.joint.places import Places
from checker.joint.relations import TooLargeError, relations
from checker.joint.search import Search
from checker.joint.solver import UndecidedError

LIMIT = "the search reached its limit"
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
        checked: how many figures took part.
        places: where the figures count.
        every: what they say.
        parts: the components.
        part_of: for each figure its component.
    """

    sets: tuple[Set, ...]
    undecided: tuple[tuple[Set, str], ...]
    checked: int
    places: Places
    every: Claims
    parts: tuple[Part, ...]
    part_of: Mapping[int, int]


def conflict_sets(book: Book) -> Conflicts:
    """Every conflict set, each irreducible, in a canonical order."""
    places = Places(book)
    every = claims(book, places)
    try:
        held = relations(places, every.cells)
    except TooLargeError as error:
        figures = every.figures.tolist()
        return Conflicts((), ((tuple(figures), str(error)),), len(figures), places, every, (), {})
    net = network(held, every.cells, np.bincount(every.cell, minlength=len(every.cells)))
    candidates = Pairs(places, every, held)
    parts = tuple(parts_of(places, every, net))
    found, undecided = set[frozenset[int]](), list[tuple[Set, str]]()
    for part in parts:
        for live in _times(part.claims):
            reason = _searched(book, live, part, candidates, found)
            if reason:
                undecided.append((tuple(live.figures.tolist()), reason))
    sets = sorted((tuple(sorted(one)) for one in found), key=lambda one: (len(one), one))
    part_of = {at: number for number, part in enumerate(parts) for at in part.claims.figures.tolist()}
    return Conflicts(tuple(sets), tuple(undecided), len(part_of), places, every, parts, part_of)


def _searched(book: Book, live: Claims, part: Part, candidates: Pairs, found: set[frozenset[int]]) -> str:
    """Add the conflict sets of some figures that stand at one time; why the search was not brought to an end, if so."""
    sets: list[frozenset[int]] = []
    if candidates.is_clear(live):
        return ""
    try:
        search = Search(book, live, part.net, part.exact, candidates)
        sets = search.sets
        search.run()
    except UndecidedError:
        return LIMIT
    except TooLargeError as error:
        return str(error)
    finally:
        found.update(sets)
    return ""


def is_consistent(book: Book, figures: Iterable[int]) -> bool:
    """Whether some figures can hold together; those that are no witnesses are left out."""
    places = Places(book)
    return not Exact(places, claims(book, places)).core(figures)


def parts_of(places: Places, every: Claims, net: Network) -> Iterator[Part]:
    """The components, each with its own network."""
    label = components(net, every)
    of_figure = np.full(len(every.open), -1)
    of_figure[every.figure[every.of]] = label[every.cell]
    order = np.argsort(of_figure, kind="stable")
    cells = np.argsort(label, kind="stable")
    for number in np.unique(of_figure[of_figure >= 0]).tolist():
        own = cells[slice(*np.searchsorted(label[cells], (number, number + 1)))]
        figures = order[slice(*np.searchsorted(of_figure[order], (number, number + 1)))]
        within = net.within(own)
        place = np.full(len(net.cells), -1)
        place[own] = np.arange(len(own))
        mine = replace(every.of_figures(figures).numbered(place), cells=within.cells)
        yield Part(mine, within, Exact(places, mine, within))


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
