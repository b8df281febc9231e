"""Trees whose figures all count one thing: every clash is a pair, and all are seen at once.

Such counts are one row of numbers. It can be laid through floors and ceilings unless some floor is above a ceiling of
the same day or, if they never fall, of a later one. A source's own list is a row by itself, each floor of which is one
of the true count as well.
"""

import numpy as np

from checker.figures.book import Ints, Mask
from checker.figures.groups import in_order, numbered
from checker.joint.claims import NO_DAY, Claims, Floats, ragged
from checker.joint.families import DAYS, cuts, mixed
from checker.joint.search import PAIRS

ROWS = 2**22  # pairs of figures that are looked at in one go, and of one count at all
Floors = dict[frozenset[int], int]


def clashing_pairs(every: Claims, tree: Ints, doubtful: Mask) -> tuple[Mask, Floors]:
    """The trees that need no search, and their clashing pairs, each with that of the two which is too much.

    One is searched where it matters which day an open one is, or where pairs are too many to be looked at. In the
    others no figures but those pairs clash where each open day is the last that it may be, so that what shares such a
    day with them needs no search either unless it has a clash of its own.

    Args:
        every: what all figures say.
        tree: for each of `every.figures` its tree.
        doubtful: which of them are asked about, by whole trees.

    Returns:
        Which of `every.figures` are of a tree that needs no search, and the pairs.
    """
    figures = every.figures[doubtful]
    tree = tree[doubtful]
    fine = of_one_row(every, figures, tree)
    first, second, left_out = clashing(every, figures[fine], every.laid)
    unsure = every.counted[first[~every.no_later(first, second)]]
    many = np.flatnonzero(np.bincount(every.counted[first]) > PAIRS)
    searched = tree[np.isin(every.counted[figures], np.concatenate([left_out, unsure, many]))]
    fine &= ~np.isin(tree, searched)
    known = fine[np.searchsorted(figures, first)]
    pairs = zip(first[known].tolist(), second[known].tolist(), strict=True)
    settled = doubtful.copy()
    settled[doubtful] = fine
    return settled, {frozenset(pair): pair[0] for pair in pairs}


def of_one_row(every: Claims, figures: Ints, tree: Ints) -> Mask:
    """For each of some figures whether its tree counts one thing, and lists of it, from one day on."""
    fine = of_one_thing(every, figures, tree)
    bad = mixed(tree, every.begin[figures]) | (every.begin[figures] >= every.laid[figures])
    result: Mask = fine & ~np.isin(tree, tree[bad])
    return result


def of_one_thing(every: Claims, figures: Ints, tree: Ints) -> Mask:
    """For each of some figures whether its tree counts one thing, and lists of it.

    By a loose term each source may count a thing of its own, which has nothing to do with that of another. After what
    may fall any number may follow, if it is no sum, as nobody counts what it gives way to. From a day on a list may
    grow by more than the true count.
    """
    counted = every.counted[figures]
    single = np.array([len(total) == 1 for total in every.sums], dtype=bool)
    truth = np.append(np.where(every.truth < 0, np.arange(len(single)), every.truth), -1)[counted]
    none = np.zeros(1, dtype=bool)
    bad = (counted < 0) | ~np.append(every.rises | single, none)[counted] | mixed(tree, every.quantity[figures])
    bad |= mixed(tree, truth) & ~np.append(single, none)[counted]
    bad |= (np.append(every.truth, -1)[counted] >= 0) & (every.begin[figures] != NO_DAY)
    result: Mask = ~np.isin(tree, tree[bad])
    return result


def clashing(every: Claims, own: Ints, day: Ints) -> tuple[Ints, Ints, Ints]:
    """Floors above ceilings of the same day or, of what never falls, a later one; both stand at one time at least.

    Args:
        every: what all figures say.
        own: some of the figures that count people, each compared with those that count the same from the same day on.
        day: on which the end of each figure of the book is laid.

    Returns:
        The two, and the numbers of what is counted in rows too long to be looked at.
    """
    low, high = every.ends
    lists = own[every.truth[every.counted[own]] >= 0]
    counted = np.append(every.counted[own], every.truth[every.counted[lists]])
    who, high = np.append(own, lists), np.append(high[own], np.full(len(lists), np.inf))
    row = numbered([counted, every.begin[who], np.where(every.rises[every.counted[who]], 0, day[who])])
    order = in_order([row, day[who]])
    row, who = row[order], who[order]
    first, second, long = pairs_above(row, day[who], low[who], high[order])
    left_out = np.unique(every.counted[who[np.isin(row, long)]])
    first, second = who[first], who[second]
    met = np.maximum(every.live[first], every.live[second]) < np.minimum(every.dead[first], every.dead[second])
    return first[met], second[met], left_out


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
