"""Which counts need to be told apart at which points in time.

Cells that hang together by one relation alone form clusters, and clusters a tree. From one point of a cluster to its
next one nothing is said of its counts, so they can be made to follow those of the cluster that it hangs from: that one
needs the points of both, but not the other way round.
"""

from collections.abc import Iterable, Iterator, Sequence

import numpy as np

from checker.figures.book import Ints
from checker.joint.relation import Relation

Edge = tuple[int, int, int]  # two clusters, and the relation between them


def clusters(found: Sequence[Relation], cells: Sequence[Sequence[int]], weight: Ints) -> tuple[Ints, Ints]:
    """For each cell its cluster, and for each cluster the one that it follows, -1 where it follows none.

    Args:
        found: the relations.
        cells: the numbers of the cells of each.
        weight: for each cell how many points it needs itself.
    """
    label = _Union(len(weight))
    grows = {tuple(own) for relation, own in zip(found, cells, strict=True) if min(relation.factors) > 0}
    loose = {at for at, relation in enumerate(found) if _may_be_loose(relation, cells[at], grows)}
    for at, own in enumerate(cells):
        wholes = [cell for cell, factor in zip(own, found[at].factors, strict=True) if factor > 0]
        label.join([cell for cell in own if cell not in wholes] if at in loose else own)
    while True:
        edges = [(*sorted({label.of(cell) for cell in cells[at]}), at) for at in sorted(loose)]
        firm = [edge for edge in edges if len(edge) == 3]
        bridges = _bridges(firm)
        joined = [edge for edge in firm if edge not in bridges]
        if not joined:
            break
        for one, other, _ in joined:
            label.join([one, other])
    return _rooted(label, firm, weight)


def _may_be_loose(relation: Relation, cells: Sequence[int], grows: set[tuple[int, ...]]) -> bool:
    """Whether one whole holds parts in such a way that either side can follow the other."""
    wholes = [cell for cell, factor in zip(cells, relation.factors, strict=True) if factor > 0]
    if len(wholes) != 1 or len(cells) < 2 or relation.exact or not relation.level:
        return False
    parts = tuple(cell for cell in cells if cell not in wholes)
    return tuple(wholes) in grows and (parts in grows or all((part,) in grows for part in parts))


class _Union:
    """Sets of numbers that grow together."""

    def __init__(self, size: int) -> None:
        self._above = list(range(size))

    def of(self, at: int) -> int:
        while self._above[at] != at:
            self._above[at] = self._above[self._above[at]]
            at = self._above[at]
        return at

    def join(self, numbers: Iterable[int]) -> None:
        roots = sorted({self.of(at) for at in numbers})
        for root in roots[1:]:
            self._above[root] = roots[0]


def _bridges(edges: Sequence[tuple[int, ...]]) -> set[tuple[int, ...]]:
    """The edges without which what they join would hang together no more: they are in no ring."""
    near: dict[int, list[tuple[int, tuple[int, ...]]]] = {}
    for edge in edges:
        near.setdefault(edge[0], []).append((edge[1], edge))
        near.setdefault(edge[1], []).append((edge[0], edge))
    number, reach, found = dict[int, int](), dict[int, int](), set[tuple[int, ...]]()
    for start, ways in near.items():
        if start in number:
            continue
        number[start] = reach[start] = len(number)
        path: list[tuple[int, tuple[int, ...], Iterator[tuple[int, tuple[int, ...]]]]] = [(start, (), iter(ways))]
        while path:
            at, came, rest = path[-1]
            step = next(rest, None)
            if step is None:
                path.pop()
                if path:
                    above = path[-1][0]
                    reach[above] = min(reach[above], reach[at])
                    if reach[at] > number[above]:
                        found.add(came)
            elif step[1] != came:
                to, edge = step
                if to in number:
                    reach[at] = min(reach[at], number[to])
                else:
                    number[to] = reach[to] = len(number)
                    path.append((to, edge, iter(near[to])))
    return found


def _rooted(label: _Union, edges: Sequence[tuple[int, ...]], weight: Ints) -> tuple[Ints, Ints]:
    roots = np.array([label.of(at) for at in range(len(weight))], dtype=np.int64)
    names, cluster = np.unique(roots, return_inverse=True)
    place = {int(name): at for at, name in enumerate(names)}
    total = np.bincount(cluster, weight, minlength=len(names))
    near: dict[int, list[int]] = {}
    for one, other, _ in edges:
        near.setdefault(place[one], []).append(place[other])
        near.setdefault(place[other], []).append(place[one])
    follows, seen = np.full(len(names), -1), set[int]()
    for start in np.argsort(-total, kind="stable").tolist():
        rest = [] if start in seen else [start]
        seen.add(start)
        while rest:
            at = rest.pop()
            for other in near.get(at, ()):
                if other not in seen:
                    seen.add(other)
                    follows[other] = at
                    rest.append(other)
    return cluster.astype(np.int64), follows
