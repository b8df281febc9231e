"""A tree of populations or scopes as arrays: who is part of whom, and in which split."""

from collections.abc import Iterator
from dataclasses import dataclass
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
