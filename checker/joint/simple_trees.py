"""Trees of plain totals: which hold together as a history that is laid through them shows, and what clashes in others.

A tree is simple where it counts nothing but totals, of people or over places, and no two of its terms have to do with
each other. Two of its figures clash only where a part, or the same count, was more before than a whole is later.
Some figures are in so many of these pairs that without them none is left. If a history can be laid through all others,
every conflict set holds one of those few; so all that may be left are sets within two statements, one of which holds
one of the few. Those through which no history can be laid are returned as meetings. Where that is not so, or a day that
is left open matters, the tree is searched.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from checker.figures.book import Book, Ints, Mask
from checker.figures.groups import numbered
from checker.figures.kinship import NONE
from checker.joint.claims import NO_DAY, Claims
from checker.joint.families import mixed
from checker.joint.laying import Bounds, Forest, lines_that_fit
from checker.joint.meetings import Statements
from checker.joint.places import MOVING, Cell, Places
from checker.joint.relations import relations
from checker.joint.single_counts import Floors, pairs_above

LEVELS = 20  # of the longest way from a root down; each takes a step on every day
PAIRS = 2**20  # in one tree, of which all are told


@dataclass(frozen=True)
class Settled:
    """What needs no search.

    Attributes:
        figures: which of all figures that say something are of such a tree.
        pairs: what clashes in them by two, each with that of the two which is too much.
        meetings: the figures of one statement, or two, that cannot all hold though no two of them clash.
    """

    figures: Mask
    pairs: Floors
    meetings: list[Ints]


def settled_by_laying(book: Book, places: Places, every: Claims, tree: Ints, asked: Mask) -> Settled:
    """The trees that need no search, and what clashes in them.

    Args:
        book: the book.
        places: where the figures count.
        every: what they say.
        tree: for each of `every.figures` its tree.
        asked: which of them are asked about, by whole trees.
    """
    if not asked.any() or max(side.kin.levels for side in places.sides.values()) > LEVELS:
        return Settled(np.zeros_like(asked), {}, [])
    settled = asked.copy()
    simple = settled[asked] = _are_simple(places, every, every.figures[asked], tree[asked])
    trees = _Trees(book, places, every, every.figures[settled], tree[settled])
    settled[settled] = ~np.isin(trees.tree, trees.searched)
    known = settled[np.searchsorted(every.figures, trees.pairs[0])]
    pairs = zip(*(side[known].tolist() for side in trees.pairs), strict=True)
    figures = every.figures[asked][simple]
    return Settled(settled, {frozenset(pair): pair[0] for pair in pairs}, [figures[own] for own in trees.meetings])


def _are_simple(places: Places, every: Claims, figures: Ints, tree: Ints) -> Mask:
    """For each figure whether its tree is simple.

    It is not where a split has one member only, so that the whole may be no more; nor, of what is counted from a day
    on, where people move, so that a part may gain more than its whole.
    """
    counted = every.counted[figures]
    cell = _cells(every)[counted]
    single = np.array([len(total) == 1 and total[0][1] == 1 for total in every.sums], dtype=bool)
    listed = np.array([one.listed for one in every.cells], dtype=bool)
    plain = (counted >= 0) & (single & every.rises)[counted] & ~listed[cell]
    bad = ~plain | (every.begin[figures] >= every.laid[figures]) | mixed(tree, every.begin[figures])
    based = every.begin[figures] != NO_DAY
    bad |= based & np.array([one.term in MOVING for one in every.cells], dtype=bool)[cell]
    both = np.ones(len(figures), dtype=bool)
    for side, one in places.sides.items():
        node = np.array([getattr(c, side) for c in every.cells], dtype=np.int64)[cell]
        both &= mixed(tree, node)
        alone = (one.kin.split != NONE) & np.append(one.kin.complete & (one.kin.size == 1), [False])[one.kin.split]
        for above, _ in one.kin.lineage(node):
            bad |= (above != NONE) & (alone[above] | (based & one.kin.shifts[above]))
    fine = ~np.isin(tree, tree[bad | both])
    fine[fine] = _have_terms_apart(places, every, tree[fine], every.terms[cell[fine]])
    return fine


def _cells(every: Claims) -> Ints:
    """The first cell of each sum."""
    return np.array([total[0][0] for total in every.sums], dtype=np.int64)


def _have_terms_apart(places: Places, every: Claims, tree: Ints, term: Ints) -> Mask:
    """For each row whether no two terms of its tree have to do with each other: all that they do is grow."""
    names = dict(zip(every.terms.tolist(), every.cells, strict=True))
    root = {side: int(np.flatnonzero(one.kin.parent == NONE)[0]) for side, one in places.sides.items()}
    many, known = len(names) + 1, dict[tuple[int, ...], bool]()
    present = np.unique(tree * many + term)
    trees, start = np.unique(present // many, return_index=True)
    apart = np.empty(len(trees), dtype=bool)
    for at, own in enumerate(np.split(present % many, start[1:])[: len(trees)]):
        key = tuple(own.tolist())
        if key not in known:
            known[key] = _grow_apart(places, [names[number]._replace(**root) for number in key])
        apart[at] = known[key]
    result: Mask = apart[np.searchsorted(trees, tree)]
    return result


def _grow_apart(places: Places, cells: Sequence[Cell]) -> bool:
    return all(len(relation.cells) == 1 for relation in relations(places, cells))


class _Trees:
    """Simple trees, and what comes of laying them. Figures are places among those given.

    Attributes:
        tree: that of each figure.
        searched: the trees that need a search.
        meetings: figures of one statement, or two, that cannot all hold though no two of them clash.
        pairs: those that clash, as figures of the book: a floor, and a ceiling that it is above.
    """

    def __init__(self, book: Book, places: Places, every: Claims, figures: Ints, tree: Ints) -> None:
        self.tree, self._forest = tree, Forest(places)
        cell = _cells(every)[every.counted[figures]]
        low, high = np.maximum(every.ends[0][figures], 0.0), every.ends[1][figures]
        node, line = self._forest.nodes(every, cell, tree), numbered([tree, every.terms[cell]])
        self._bounds = Bounds(line, node, every.laid[figures], low, high)
        faulty = tree[~lines_that_fit(self._forest, self._bounds)[self._bounds.line]]
        at = np.flatnonzero(np.isin(tree, faulty))
        self._first, self._second, long = self._pairs(at)
        self.pairs = first, second = figures[self._first], figures[self._second]
        met = np.maximum(every.live[first], every.live[second]) < np.minimum(every.dead[first], every.dead[second])
        unsure = tree[self._first[~every.no_later(first, second) | ~met]]
        many = np.flatnonzero(np.bincount(tree[self._first]) > PAIRS)
        self.searched = np.unique(np.concatenate([long, unsure, many]))
        cover = self._cover(~np.isin(tree[self._first], self.searched))
        rest = np.setdiff1d(at, cover)
        fits = lines_that_fit(self._forest, self._bounds.some(rest))[self._bounds.line[rest]]
        self.searched = np.union1d(self.searched, tree[rest[~fits]])
        statements = Statements(self._forest, self._bounds, numbered([tree, book.column("statement")[figures]]))
        self.meetings = statements.meetings(cover[~np.isin(tree[cover], self.searched)], (self._first, self._second))

    def _pairs(self, at: Ints) -> tuple[Ints, Ints, Ints]:
        """The floors and ceilings that clash, and the trees that have too many. A floor is one of all above as well."""
        bounds, forest = self._bounds.some(at), self._forest
        key, who, high = bounds.line * forest.size + bounds.node, np.arange(len(at)), bounds.high
        found = [(key, who, high)]
        floors = bounds.low > 0
        key, who = key[floors], who[floors]
        while len(key):
            up = forest.parent[key % forest.size]
            key, who = (key // forest.size * forest.size + up)[up != NONE], who[up != NONE]
            found.append((key, who, np.full(len(key), np.inf)))
        key, who, high = (np.concatenate(column) for column in zip(*found, strict=True))
        row = numbered([key])
        order = np.lexsort((bounds.day[who], row))
        who = who[order]
        first, second, long = pairs_above(row[order], bounds.day[who], bounds.low[who], high[order])
        return at[who[first]], at[who[second]], np.unique(self.tree[at[who[np.isin(row[order], long)]]])

    def _cover(self, which: Mask) -> Ints:
        """Figures without which no two clash: in each tree that which clashes most often, and so on."""
        first, second, cover = self._first[which], self._second[which], list[Ints]()
        while len(first):
            often = np.bincount(np.append(first, second))
            figures = np.flatnonzero(often)
            order = figures[np.lexsort((figures, -often[figures], self.tree[figures]))]
            cover.append(order[np.flatnonzero(np.diff(self.tree[order], prepend=-1))])
            left = ~(np.isin(first, cover[-1]) | np.isin(second, cover[-1]))
            first, second = first[left], second[left]
        return np.unique(np.concatenate([*cover, first]))
