"""A tree of populations or scopes as arrays: who is part of whom, and in which split."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
import pandas as pd

from checker.figures.book import Book, Ints, Mask
from checker.figures.dataset import Tree
from checker.figures.groups import numbered

NONE = -1


@dataclass(frozen=True)
class Kinship:
    """One tree. Nodes are numbered, those of the tree first, then labels that are not in it.

    `node` is of each figure. Of each node: `parent` and `split` (NONE where there is none; members of one split share
    a number) and `shifts` (people move between its split's members, one of which may fall, or out of it, which may
    fall). Of each split: `size` and `complete` (one of its members at least says so).
    """

    node: Ints
    parent: Ints
    split: Ints
    shifts: Mask
    size: Ints
    complete: Mask

    def lineage(self, node: Ints) -> Iterator[tuple[Ints, Mask]]:
        """Of each node itself, then its parent, and so on to the roots: the ancestor and whether a step shifts."""
        shifted = np.zeros(len(node), dtype=bool)
        while (node != NONE).any():
            yield node, shifted
            shifted = shifted | ((node != NONE) & self.shifts[node])
            node = np.where(node == NONE, NONE, self.parent[node])

    def below(self, node: Ints, whole: Ints) -> Mask:
        """Pairs of which the first is the second or lies below it, however far."""
        place, last, _, _ = self._walked
        result: Mask = (place[whole] <= place[node]) & (place[node] <= last[whole])
        return result

    def shifted(self, node: Ints, whole: Ints) -> Mask:
        """Pairs of a node and one above it: whether a step from the one to the other shifts."""
        above = self._walked[2]
        result: Mask = above[node] > above[whole]
        return result

    def lowest_above(self, node: Ints, group: Ints, values: Any) -> Any:
        """For each of some values the lowest of its group at its own node or above it (shape: node)."""
        place, last = self._walked[:2]
        order = np.lexsort((place[node], group))
        begins = np.flatnonzero(
            (np.diff(group[order], prepend=-1) != 0) | (np.diff(place[node][order], prepend=-1) != 0)
        )
        lowest, above = np.minimum.reduceat(values[order], begins), list[tuple[int, int, float]]()
        for at, first in enumerate(order[begins].tolist()):
            here = int(place[node[first]])
            while above and (above[-1][0] != group[first] or above[-1][1] < here):
                above.pop()
            lowest[at] = min(lowest[at], above[-1][2]) if above else lowest[at]
            above.append((int(group[first]), int(last[node[first]]), float(lowest[at])))
        result = np.empty(len(node))
        result[order] = np.repeat(lowest, np.diff(np.append(begins, len(order))))
        return result

    @property
    def levels(self) -> int:
        """How many nodes the longest way from a root down has."""
        return int(self._walked[3].max(initial=0))

    @cached_property
    def _walked(self) -> tuple[Ints, Ints, Ints, Ints]:
        """Of each node its place in a walk from the roots down, the last place below it, the shifts and nodes above it.

        Both with its own.
        """
        place, last = np.arange(len(self.parent)), np.arange(len(self.parent))
        shifts, depth = self.shifts.astype(np.int64), np.ones(len(self.parent), dtype=np.int64)
        children: dict[int, list[int]] = {}
        for node in np.flatnonzero(self.parent != NONE).tolist():
            children.setdefault(int(self.parent[node]), []).append(node)
        rest = [node for node in children if self.parent[node] == NONE]
        order = list[int]()
        while rest:
            order.append(node := rest.pop())
            rest.extend(children.get(node, ()))
        place[order] = last[order] = len(place) + np.arange(len(order))  # behind those that stand alone
        for node in order:
            for child in children.get(node, ()):
                shifts[child] += shifts[node]
                depth[child] = depth[node] + 1
        for node in reversed(order):
            last[node] = max((last[child] for child in children.get(node, ())), default=place[node])
        return place, last, shifts, depth


def kinship(book: Book, field: str) -> Kinship:
    """The tree of the figures' populations or scopes."""
    return book.once({"population": _populations, "scope": _scopes}[field])


def _populations(book: Book) -> Kinship:
    return _kinship(book.dataset.populations, book.figures["population"].cat)


def _scopes(book: Book) -> Kinship:
    return _kinship(book.dataset.scopes, book.figures["scope"].cat)


def _kinship(tree: Tree, labels: Any) -> Kinship:
    nodes = tree.nodes
    names = pd.Index([*nodes.index, *labels.categories[~labels.categories.isin(nodes.index)]])
    parent = _padded(names.get_indexer(nodes["part_of"]), NONE, len(names))
    words = _padded(pd.factorize(nodes["split"])[0], NONE, len(names))
    complete, falls, named = (_padded(column, fill=False, size=len(names)) for column in (
        nodes["complete"], nodes["may_fall"], nodes["split"] != "",
    ))  # fmt: skip
    named &= parent != NONE
    split = np.full(len(names), NONE)
    split[named] = numbered([parent[named], words[named]])
    size = np.bincount(split[named])
    some_fall, some_complete = (np.bincount(split[named & flag], minlength=len(size)) > 0 for flag in (falls, complete))
    shifts = falls | np.append(some_fall, values=False)[split]
    return Kinship(names.get_indexer(labels.categories)[labels.codes], parent, split, shifts, size, some_complete)


def _padded(column: Any, fill: Any, size: int) -> Any:
    """The column with as many more entries as it takes."""
    known = np.asarray(column, dtype=type(fill))
    return np.append(known, np.full(size - len(known), fill, dtype=known.dtype))


def roots(parent: Ints) -> Ints:
    """The root above each node."""
    up = np.where(parent < 0, np.arange(len(parent)), parent)
    while (up != up[up]).any():
        up = up[up]
    return up
