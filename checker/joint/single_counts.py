"""Trees whose figures all count one thing that never falls: every clash is a pair, and all are seen at once.

Such counts are one row of numbers that never fall. It can be laid through floors and ceilings unless some floor is
above a ceiling of the same day or of a later one.
"""

import numpy as np

from checker.figures.book import Book, Ints, Mask
from checker.joint.claims import Claims, Floats, ragged
from checker.joint.families import DAYS, cuts, mixed
from checker.joint.search import PAIRS

ROWS = 2**22  # pairs of figures that are looked at in one go, and of one count at all
Floors = dict[frozenset[int], int]


def clashing_pairs(book: Book, every: Claims, tree: Ints, doubtful: Mask) -> tuple[Mask, Floors]:
    """The trees that need no search, and their clashing pairs, each with that of the two which is too much.

    One is searched where it matters which day an open one is, or where pairs are too many to be looked at. In the
    others no figures but those pairs clash where each open day is the last that it may be, so that what shares such a
    day with them needs no search either unless it has a clash of its own.

    Args:
        book: the book.
        every: what all figures say.
        tree: for each of `every.figures` its tree.
        doubtful: which of them are asked about, by whole trees.

    Returns:
        Which of `every.figures` are of a tree that needs no search, and the pairs.
    """
    figures = every.figures[doubtful]
    tree = tree[doubtful]
    fine = _of_one_row(book, every, figures, tree)
    own = figures[fine]
    own = own[np.lexsort((every.last[own], every.counted[own]))]
    low, high = every.ends
    first, second, left_out = pairs_above(every.counted[own], every.last[own], low[own], high[own])
    first, second = own[first], own[second]
    met = np.maximum(every.live[first], every.live[second]) < np.minimum(every.dead[first], every.dead[second])
    first, second = first[met], second[met]
    one_day = (every.open[first] >= 0) & (every.open[first] == every.open[second])
    unsure = every.counted[first[~one_day & (every.last[first] > every.first[second])]]
    many = np.flatnonzero(np.bincount(every.counted[first]) > PAIRS)
    searched = tree[np.isin(every.counted[figures], np.concatenate([left_out, unsure, many]))]
    fine &= ~np.isin(tree, searched)
    known = fine[np.searchsorted(figures, first)]
    pairs = zip(first[known].tolist(), second[known].tolist(), strict=True)
    settled = doubtful.copy()
    settled[doubtful] = fine
    return settled, {frozenset(pair): pair[0] for pair in pairs}


def _of_one_row(book: Book, every: Claims, figures: Ints, tree: Ints) -> Mask:
    """For each of some figures whether all of its tree count one thing that never falls, from one day on.

    By a loose term each source may count a thing of its own, which has nothing to do with that of another.
    """
    counted = every.counted[figures]
    single = np.array([len(total) == 1 for total in every.sums], dtype=bool)
    listed = np.array([every.cells[total[0][0]].listed for total in every.sums], dtype=bool)
    none = np.zeros(1, dtype=bool)
    fine = (counted >= 0) & np.append(every.rises, none)[counted] & (every.begin[figures] < every.last[figures])
    several = mixed(tree, counted) & ~np.append(single, none)[counted]
    for column in (book.quantity[figures], every.begin[figures], np.append(listed, none)[counted]):
        several |= mixed(tree, column)
    result: Mask = ~np.isin(tree, tree[several | ~fine])
    return result


def pairs_above(row: Ints, day: Ints, low: Floats, high: Floats) -> tuple[Ints, Ints, Ints]:
    """Floors above ceilings of their row on the same day or later, and the rows that are too long to be looked at.

    Args:
        row: numbers from 0 on, in order.
        day: ordinals, in order within each row.
        low: the floor of each entry.
        high: its ceiling.
    """
    time = row * DAYS + day
    start, end = np.searchsorted(row, row), np.searchsorted(time, time, side="right")
    ceilings = np.flatnonzero(_highest(low, row)[end - 1] > high)
    sizes = end[ceilings] - start[ceilings]
    too_long = np.bincount(row[ceilings], sizes) > ROWS
    fine = ~too_long[row[ceilings]]
    found = [np.empty((2, 0), dtype=np.int64)]
    for some in (ceilings[fine][part] for part in cuts(sizes[fine], ROWS)):
        of, floors = ragged(start[some], end[some] - start[some])
        above = low[floors] > high[some][of]
        found.append(np.stack([floors[above], some[of[above]]]))
    first, second = np.concatenate(found, axis=1)
    return first, second, np.flatnonzero(too_long)


def _highest(low: Floats, row: Ints) -> Floats:
    """The highest number of each row up to each place."""
    numbers, rank = np.unique(low, return_inverse=True)
    result: Floats = numbers[np.maximum.accumulate(row * (len(numbers) + 1) + rank) - row * (len(numbers) + 1)]
    return result
