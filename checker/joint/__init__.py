"""All figures at once: which of them cannot all be true, although no two may clash."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

import numpy as np

from checker.figures.book import Book, Ints
from checker.joint.claims import Claims, claims
from checker.joint.exact import Exact
from checker.joint.network import Network, components, network
from checker.joint.pairs import Pairs
from checker.joint.places import Places
from checker.joint.relations import relations
from checker.joint.search import Search
from checker.joint.solver import UndecidedError

LIMIT = "the search reached its limit"


@dataclass(frozen=True)
class Conflicts:
    """The conflict sets as positions of figures, and the groups of figures that were left undecided, with the reason."""

    sets: tuple[tuple[int, ...], ...]
    undecided: tuple[tuple[tuple[int, ...], str], ...]
    checked: int


def conflict_sets(book: Book) -> Conflicts:
    """Every conflict set, each irreducible, in a canonical order."""
    places = Places(book)
    every = claims(book, places)
    found_relations = relations(places, every.cells)
    net = network(found_relations, every.cells, np.bincount(every.cell, minlength=len(every.cells)))
    candidates = Pairs(places, every, found_relations)
    found, undecided = dict[frozenset[int], None](), []
    for part, within in _parts(every, net, components(net, every)):
        exact = Exact(places, part, within)
        for live in _times(part):
            try:
                found |= dict.fromkeys(Search(book, live, within, exact, candidates).run())
            except UndecidedError:
                undecided.append((tuple(live.figures.tolist()), LIMIT))
    sets = sorted((tuple(sorted(one)) for one in found), key=lambda one: (len(one), one))
    return Conflicts(tuple(sets), tuple(undecided), len(every.figures))


def is_consistent(book: Book, figures: Iterable[int]) -> bool:
    """Whether some figures can hold together; those that are no witnesses are left out."""
    places = Places(book)
    return not Exact(places, claims(book, places)).core(figures)


def _parts(every: Claims, net: Network, label: Ints) -> Iterator[tuple[Claims, Network]]:
    """The claims of each component, of cells as its own network numbers them, and that network."""
    of_figure = np.full(len(every.open), -1)
    of_figure[every.figure[every.of]] = label[every.cell]
    for number in np.unique(label).tolist():
        figures = np.flatnonzero(of_figure == number)
        if len(figures):
            cells = np.flatnonzero(label == number)
            place = np.full(len(net.cells), -1)
            place[cells] = np.arange(len(cells))
            within = net.within(cells)
            yield replace(every.of_figures(figures).numbered(place), cells=within.cells), within


def _times(part: Claims) -> Iterator[Claims]:
    """The figures that are witnesses at one time: those said before some are withdrawn, and those that stand at last."""
    figures = part.figures
    for day in np.unique(part.dead[figures]).tolist():
        live = figures[(part.live[figures] < day) & (part.dead[figures] >= day)]
        if len(live):
            yield part.of_figures(live)
