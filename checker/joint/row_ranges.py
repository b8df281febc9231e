"""The ranges that figures leave for a count in trees that count one thing: no programme is needed for them.

What never falls is at least the highest floor of a day not later, and at most the lowest ceiling of a day not earlier.
A floor whose day is open is one from the last day on that it may be, a ceiling up to the first. What may fall is
bounded by figures of its own day alone.
"""

import numpy as np

from checker.figures.book import Ints, Mask
from checker.figures.groups import numbered
from checker.figures.windows import highest_before, lowest_after
from checker.joint.claims import NO_DAY, Claims, Floats
from checker.joint.single_counts import of_one_row


def row_ranges(every: Claims, tree: Ints, asked: Ints) -> tuple[Ints, Floats, Floats]:
    """The smallest and the largest that some figures' counts can be, of those that need no programme.

    Args:
        every: what the figures say that bound the counts, and what the asked ones count.
        tree: for each of `every.figures` its tree.
        asked: the figures whose counts are asked for.

    Returns:
        Those of the asked figures, and the ends for each: 1 and 0 where the figures of that count do not hold together.
    """
    fine = of_one_row(every, every.figures, tree) & ~_are_odd(every, every.figures, tree)
    own = every.figures[fine]
    mine = np.intersect1d(asked, own[every.open[own] < 0])
    low, high = (end[own] for end in every.ends)
    floor, row = _rows(every, own)  # the first of them are those of the figures themselves
    first, last, lows = _first_days(every)[own], every.last[own], low[floor]
    before = np.append(lows, 0.0)[highest_before(row, last[floor], lows, row[: len(own)], first)]
    truth = every.truth[every.counted[own]]
    count = np.where(truth < 0, every.counted[own], truth)
    faulty = np.isin(count, count[np.maximum(before, _on_that_day(every, own, floor, row)) > high])
    at = np.searchsorted(own, mine)
    least = np.append(lows, 0.0)[highest_before(row, last[floor], lows, row[at], last[at])]
    most = np.append(high, np.inf)[lowest_after(row[: len(own)], first, high, row[at], last[at])]
    return mine, np.where(faulty[at], 1.0, np.maximum(least, 0.0)), np.where(faulty[at], 0.0, most)


def _are_odd(every: Claims, figures: Ints, tree: Ints) -> Mask:
    """Trees of what may fall, where a day is open or counting begins on one."""
    odd = (every.open[figures] >= 0) | (every.begin[figures] != NO_DAY)
    falls = ~np.append(every.rises, True)[every.counted[figures]]
    return np.isin(tree, tree[odd & falls])


def _rows(every: Claims, own: Ints) -> tuple[Ints, Ints]:
    """Every floor by its place among some figures, those of lists once more at the end, and the row of each."""
    counted = every.counted[own]
    floor = np.append(np.arange(len(own)), np.flatnonzero(every.truth[counted] >= 0))
    counts = np.append(counted, every.truth[counted[floor[len(own) :]]])
    return floor, numbered([counts, np.where(every.rises[counted[floor]], 0, every.last[own[floor]])])


def _first_days(every: Claims) -> Ints:
    """The first day that each figure of the book may be of; of an open one, that all of its statement may be of."""
    days, at = every.first.copy(), every.figures[every.open[every.figures] >= 0]
    first = np.full(every.open.max(initial=-1) + 1, NO_DAY)
    np.maximum.at(first, every.open[at], days[at])
    days[at] = first[every.open[at]]
    return days


def _on_that_day(every: Claims, own: Ints, floor: Ints, row: Ints) -> Floats:
    """For each figure with an open day the highest floor of its row on that very day, else -inf."""
    open_ = every.open[own]
    group = numbered([row, open_[floor]])
    highest = np.full(group.max(initial=-1) + 1, -np.inf)
    np.maximum.at(highest, group, every.ends[0][own[floor]])
    return np.where(open_ >= 0, highest[group[: len(own)]], -np.inf)
