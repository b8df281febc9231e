"""The ranges that figures leave for a count in trees that count one thing: no programme is needed for them.

Each figure says by how much a count has grown at least, and at most, from one day to another, and what never falls has
grown by 0 at least. Of such differences the largest sum from the beginning to a day, and the smallest, are the ends of
the range: shortest ways in a graph of days, all of them by Bellman's rounds at once.
"""

from dataclasses import dataclass

import numpy as np

from checker.figures.book import NEVER, Ints, Mask
from checker.figures.groups import numbered
from checker.joint.claims import NO_DAY, Claims, Floats
from checker.joint.families import DAYS
from checker.joint.single_counts import of_one_thing

ROUNDS = 2_000  # after which a count is left to a programme


def row_ranges(every: Claims, tree: Ints, asked: Ints) -> tuple[Ints, Floats, Floats]:
    """The smallest and the largest that some figures' counts can be, of those that need no programme.

    Args:
        every: what the figures say that bound the counts, and what the asked ones count.
        tree: for each of `every.figures` its tree.
        asked: the figures whose counts are asked for.

    Returns:
        Those of the asked figures, and the ends for each: 1 and 0 where the figures of that count do not hold together.
    """
    fine = of_one_thing(every, every.figures, tree) & ~_are_odd(every, every.figures, tree)
    own = every.figures[fine]
    lists = own[every.truth[every.counted[own]] >= 0]
    graph = _graph(every, own, lists)
    most, least, settled = _ways(graph)
    place = np.searchsorted(own, np.intersect1d(asked, np.setdiff1d(own[every.open[own] < 0], lists)))
    row, end = graph.row[graph.end[place]], graph.end[place]
    known = settled[row] & (graph.begin[place] == graph.origin[row])
    end, row = end[known], row[known]
    faulty = (np.bincount(graph.row, most < least, minlength=len(settled)) > 0)[row]
    return own[place[known]], np.where(faulty, 1.0, least[end]), np.where(faulty, 0.0, most[end])


def _are_odd(every: Claims, figures: Ints, tree: Ints) -> Mask:
    """Trees of what may fall, where a day is open or counting begins on one."""
    odd = (every.open[figures] >= 0) | (every.begin[figures] != NO_DAY)
    falls = ~np.append(every.rises, True)[every.counted[figures]]
    return np.isin(tree, tree[odd & falls])


@dataclass(frozen=True)
class _Graph:
    """Days of counts, and by how much a count can have grown between two of them.

    row: of each day that of its count; days are in order, the beginning first, and open ones last. later: whether a day
    is followed by one of the same count that never falls. source, target, most: from the one to the other a count grows
    by no more. origin: of each row its beginning. begin, end: of each figure the days that it counts between.
    """

    row: Ints
    later: Mask
    source: Ints
    target: Ints
    most: Floats
    origin: Ints
    begin: Ints
    end: Ints


def _graph(every: Claims, own: Ints, lists: Ints) -> _Graph:
    """The days that figures name, of lists once more as floors of what is true."""
    who = np.append(own, lists)
    row = numbered([np.append(every.counted[own], every.truth[every.counted[lists]])])
    rows = row.max(initial=-1) + 1
    first, origin, grows = np.full(rows, NEVER), np.zeros(rows, dtype=np.int64), np.zeros(rows, dtype=bool)
    np.minimum.at(first, row, every.begin[who])
    begin = np.where(every.begin[who] == first[row], 0, every.begin[who])
    keys = [row * DAYS + day for day in (np.zeros_like(row), begin, _first_days(every)[who], every.last[who])]
    names, place = np.unique(np.concatenate(keys), return_inverse=True)
    beginning, begins, starts, lasts = np.split(place, 4)
    origin[row], grows[row] = beginning, np.append(every.rises, np.zeros(1, dtype=bool))[every.counted[who]]
    open_ = np.flatnonzero(every.open[who] >= 0)
    ends = lasts.copy()
    ends[open_] = len(names) + numbered([row[open_], every.open[who][open_]])
    day_row = np.append(names // DAYS, np.zeros(len(np.unique(ends[open_])), dtype=np.int64))
    day_row[ends] = row
    later = np.zeros(len(day_row), dtype=bool)
    later[: len(names) - 1] = (np.diff(names // DAYS) == 0) & grows[names[1:] // DAYS]
    low, high = every.ends[0][who], np.append(every.ends[1][own], np.full(len(lists), np.inf))
    source = np.concatenate([begins, ends, lasts[open_], ends[open_]])  # an open day is between its first and its last
    target = np.concatenate([ends, begins, ends[open_], starts[open_]])
    most = np.concatenate([high, -low, np.zeros(2 * len(open_))])
    known = np.isfinite(most)
    return _Graph(day_row, later, source[known], target[known], most[known], origin, begins, ends)


def _first_days(every: Claims) -> Ints:
    """The first day that each figure of the book may be of; of an open one, that all of its statement may be of."""
    days, at = every.first.copy(), every.figures[every.open[every.figures] >= 0]
    first = np.full(every.open.max(initial=-1) + 1, NO_DAY)
    np.maximum.at(first, every.open[at], days[at])
    days[at] = first[every.open[at]]
    return days


def _ways(graph: _Graph) -> tuple[Floats, Floats, Mask]:
    """The largest and the smallest that each day's count can be, and which rows were settled."""
    most, least = np.full(len(graph.row), np.inf), np.zeros(len(graph.row))
    most[graph.origin] = 0.0
    settled = np.zeros(len(graph.origin), dtype=bool)
    source, target, by = graph.source, graph.target, graph.most
    for _ in range(ROUNDS):
        before = most.copy(), least.copy()
        np.minimum.at(most, target, most[source] + by)
        np.maximum.at(least, source, least[target] - by)
        _along(most, least, graph.later)
        changed = np.zeros(len(settled), dtype=bool)
        changed[graph.row[(most != before[0]) | (least != before[1])]] = True
        settled = ~changed
        if not changed.any():
            break
        active = changed[graph.row[graph.source]]
        source, target, by = graph.source[active], graph.target[active], graph.most[active]
    return most, least, settled


def _along(most: Floats, least: Floats, later: Mask) -> None:
    """What never falls is no more than on any later day, and no less than on any earlier one."""
    step, linked = 1, later
    while linked.any():
        at = np.flatnonzero(linked)
        most[at], least[at + step] = np.minimum(most[at], most[at + step]), np.maximum(least[at + step], least[at])
        linked = linked & np.append(linked[step:], np.zeros(min(step, len(linked)), dtype=bool))
        step *= 2
