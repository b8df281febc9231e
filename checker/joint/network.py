"""The relations between the cells that some figures count, as arrays, and which of them hang together."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from checker.figures.book import Ints, Mask
from checker.figures.links import linked
from checker.joint.claims import Claims
from checker.joint.clusters import clusters
from checker.joint.places import Cell
from checker.joint.relation import Relation
from checker.joint.simplify import simplified

Floats = npt.NDArray[np.float64]


@dataclass(frozen=True)
class Network:
    """Cells, and the sums of them that are never below 0 or never fall.

    of, cell, factor: the terms of the sums (shape: terms); level, exact, grows: what holds of each sum (shape: sums).
    cluster: that of each cell; follows: for each cluster the one that it follows, -1 where it follows none.
    """

    cells: Sequence[Cell]
    of: Ints
    cell: Ints
    factor: Floats
    level: Mask
    exact: Mask
    grows: Mask
    cluster: Ints
    follows: Ints

    def within(self, cells: Ints) -> "Network":
        """The part of the network that some of its cells make up, which hang together with no others."""
        place = np.full(len(self.cells), -1)
        place[cells] = np.arange(len(cells))
        terms = place[self.cell] >= 0
        sums, of = np.unique(self.of[terms], return_inverse=True)
        used, cluster = np.unique(self.cluster[cells], return_inverse=True)
        follows = np.append(self.follows, -1)[used]
        return Network(
            [self.cells[at] for at in cells.tolist()], of.astype(np.int64), place[self.cell[terms]],
            self.factor[terms], self.level[sums], self.exact[sums], self.grows[sums], cluster.astype(np.int64),
            np.where(follows < 0, -1, np.searchsorted(used, follows)),
        )  # fmt: skip


def network(held: Iterable[Relation], counted: Sequence[Cell], weight: Ints) -> Network:
    """The network of the cells that are counted, each of which needs so many points in time: they stand first.

    Args:
        held: the relations that bound them, as `relations` gives them.
        counted: the cells.
        weight: how many points each of them needs.
    """
    found = simplified(held, counted)
    number = {cell: at for at, cell in enumerate(counted)}
    for relation in found:
        for cell in relation.cells:
            number.setdefault(cell, len(number))
    cells = [[number[cell] for cell in relation.cells] for relation in found]
    cluster, follows = clusters(found, cells, np.append(weight, np.zeros(len(number) - len(counted), dtype=np.int64)))
    flags = np.array([(r.level, r.exact, r.grows) for r in found], dtype=bool).reshape(-1, 3)
    return Network(
        list(number), np.repeat(np.arange(len(found)), [len(own) for own in cells]),
        np.array([cell for own in cells for cell in own], dtype=np.int64),
        np.array([factor for relation in found for factor in relation.factors], dtype=np.float64),
        flags[:, 0], flags[:, 1], flags[:, 2], cluster, follows,
    )  # fmt: skip


def components(net: Network, claims: Claims) -> Ints:
    """For each cell the number of its component: those of one relation, bound, or open day hang together."""
    size = len(net.cells)
    opens = claims.open[claims.figure[claims.of]]
    days = np.flatnonzero(opens >= 0)
    first = np.concatenate([_firsts(net.of, net.cell), _firsts(claims.of, claims.cell), np.arange(size)])
    second = np.concatenate([net.cell, claims.cell, np.arange(size)])
    if len(days):
        first = np.append(first, _firsts(opens[days], claims.cell[days]))
        second = np.append(second, claims.cell[days])
    label = np.empty(size, dtype=np.int64)
    label[first] = linked(first, second)
    return label


def _firsts(group: Ints, cell: Ints) -> Any:
    """For each term the cell of the first term of its group."""
    _, at, inverse = np.unique(group, return_index=True, return_inverse=True)
    return cell[at][inverse]
