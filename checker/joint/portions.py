"""Families, so many at a time as are worth it, as networks."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

import numpy as np

from checker.figures.book import Ints
from checker.joint.claims import Claims
from checker.joint.network import Network, network
from checker.joint.places import Places
from checker.joint.relation import Relation
from checker.joint.relations import TooLargeError, relations

FIGURES = 300  # that are looked at in one go, if they are of several families


@dataclass(frozen=True)
class Portion:
    """Some whole families: what their figures say, of cells that are numbered anew, and what holds of these."""

    own: Claims
    held: list[Relation]
    net: Network


def groups(figures: Ints, family: Ints) -> Iterator[tuple[Ints, Ints]]:
    """Figures and their families, as many families at a time as are worth it, in order."""
    order = np.argsort(family, kind="stable")
    figures, family = figures[order], family[order]
    edges, first = _edges(family), 0
    for last in range(1, len(edges)):
        if last + 1 == len(edges) or edges[last + 1] - edges[first] > FIGURES:
            some = slice(edges[first], edges[last])
            yield figures[some], family[some]
            first = last


def _edges(family: Ints) -> list[int]:
    """Where each of some sorted families begins, and the end."""
    edges: list[int] = np.flatnonzero(np.diff(family, prepend=-1, append=-1) != 0).tolist()
    return edges


def portions(
    places: Places, every: Claims, group: tuple[Ints, Ints], too_large: Callable[[Ints, str], None]
) -> Iterator[Portion]:
    """A group of families as one network, or if that is too large as several.

    Args:
        places: where the figures count.
        every: what they say.
        group: figures, and the family of each, sorted.
        too_large: is told which figures are of a family that is too large by itself, and why.
    """
    figures, family = group
    edges = _edges(family)
    rest = [(0, len(edges) - 1)]
    while rest:
        first, last = rest.pop()
        own = every.of_figures(figures[edges[first] : edges[last]]).compact()
        try:
            one = portion_of(places, own)
        except TooLargeError as error:
            if last - first > 1:
                rest += [((first + last) // 2, last), (first, (first + last) // 2)]
            else:
                too_large(own.figures, str(error))
        else:
            yield one


def portion_of(places: Places, own: Claims) -> Portion:
    """What some figures say, as one network.

    Raises:
        TooLargeError: more counts hang together than can be looked at.
    """
    held = relations(places, own.cells)
    return Portion(own, held, network(held, own.cells, np.bincount(own.cell, minlength=len(own.cells))))
