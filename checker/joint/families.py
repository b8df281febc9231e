"""Which figures may hang together at all, and which of them hold together as anybody can see.

A family is all figures of one tree of populations and one of scopes, and of the open days that they share. In a large
table most families count one thing only, and hold: the least counts that reach every floor pass no ceiling.
"""

import numpy as np

from checker.figures.book import Book, Ints, Mask
from checker.figures.links import linked
from checker.joint.claims import NO_DAY, Claims, Floats
from checker.joint.places import Places

DAYS = 2**23  # more than there are ordinals
Row = tuple[Ints, Ints, Ints, Floats, Floats]  # what is counted, its last day, the day before it begins, low, high


def families(places: Places, every: Claims) -> Ints:
    """The number of the family of each of `every.figures`, in their order."""
    roots = [
        _roots(places.sides[side].kin.parent)[np.array([getattr(c, side) for c in every.cells], dtype=np.int64)]
        for side in places.sides
    ]  # fmt: skip
    tree = np.unique(np.stack(roots, axis=1), axis=0, return_inverse=True)[1].ravel()
    of, start = np.unique(every.of, return_index=True)
    own = tree[every.cell[start]][np.searchsorted(of, every.of)]
    first, second = [own, tree], [tree[every.cell], tree]
    opens = every.open[every.figure[every.of]]
    days = np.flatnonzero(opens >= 0)
    if len(days):
        _, at, group = np.unique(opens[days], return_index=True, return_inverse=True)
        first.append(own[days][at][group])
        second.append(own[days])
    label = np.empty(len(tree), dtype=np.int64)
    label[np.concatenate(first)] = linked(np.concatenate(first), np.concatenate(second))
    figure, bound = np.unique(every.figure, return_index=True)
    result: Ints = label[tree[every.cell[start]][np.searchsorted(of, bound)]]
    return result if len(figure) else label[:0]


def _roots(parent: Ints) -> Ints:
    """The root above each node."""
    up = np.where(parent < 0, np.arange(len(parent)), parent)
    while (up != up[up]).any():
        up = up[up]
    return up


def holds_at_sight(book: Book, places: Places, every: Claims, family: Ints) -> Mask:
    """For each of `every.figures`: whether all of its family count one thing, and the least counts make all true."""
    figures = every.figures
    subject, size = book.quantity[figures], family.max(initial=-1) + 1
    least, most = np.full(size, subject.max(initial=0)), np.zeros(size, dtype=np.int64)
    np.minimum.at(least, family, subject)
    np.maximum.at(most, family, subject)
    fine = least == most
    fine[family[every.counted[figures] < 0]] = False
    plain = fine[family[np.searchsorted(figures, every.figure)]]
    at = every.figure[plain]
    rows = every.counted[at], every.last[at], every.begin[at], every.low[plain], every.high[plain]
    fine[family[np.searchsorted(figures, at[~_hold(places, every, rows)])]] = False
    result: Mask = fine[family]
    return result


def _hold(places: Places, every: Claims, rows: Row) -> Mask:
    """Whether the least counts of what each row is about are within it. What is on a list is there in truth as well."""
    true_of = _true_of(places, every, np.unique(rows[0]))
    listed = true_of[rows[0]] >= 0
    lists, fit = tuple(column[listed] for column in rows), np.ones(len(rows[0]), dtype=bool)
    fit[listed], there = _least(*lists)  # type: ignore[arg-type]  # five columns
    none, open_ = np.full(len(there), NO_DAY), np.full(len(there), np.inf)
    more = true_of[lists[0]], lists[1], none, there, open_
    both = tuple(np.append(column[~listed], other) for column, other in zip(rows, more, strict=True))
    fit[~listed] = _least(*both)[0][: int((~listed).sum())]
    return fit


def _true_of(places: Places, every: Claims, used: Ints) -> Ints:
    """For each sum that is a source's own list the number of what is on it in truth, else -1."""
    cells, sums = every.cells, every.sums
    result = np.full(len(sums), -1)
    number = {frozenset((cells[cell], times) for cell, times in total): at for at, total in enumerate(sums)}
    more = len(sums)
    for at in used.tolist():
        cell = cells[sums[at][0][0]]
        if cell.listed:
            true = places.counted(cell.population, cell.scope, cell.term, cell.owner)
            result[at] = number.get(frozenset(true.items()), more + at)
    return result


def _least(counted: Ints, last: Ints, begin: Ints, low: Floats, high: Floats) -> tuple[Mask, Floats]:
    """Of the least counts that never fall and reach every low: whether each is within its high, and what it is."""
    begun = begin != NO_DAY
    days = np.append(counted * DAYS + last, (counted * DAYS + begin)[begun])
    points, place = np.unique(days, return_inverse=True)
    end, start = place[: len(last)], np.zeros(len(last), dtype=np.int64)
    start[begun] = place[len(last) :]
    turn = _turns(points // DAYS)
    counts = np.zeros(len(points))
    by_turn, rows = _by(turn), _by(turn[end])
    for step, now in enumerate(by_turn):
        if step:
            counts[now] = counts[now - 1]
        own = rows[step] if step < len(rows) else rows[0][:0]
        np.maximum.at(counts, end[own], low[own] + np.where(begun[own], counts[start[own]], 0.0))
    within = counts[end] - np.where(begun, counts[start], 0.0)
    return within <= high, counts[end]


def _turns(group: Ints) -> Ints:
    """For each of some sorted groups' members which of its group it is, from 0 on."""
    begin = np.flatnonzero(np.diff(group, prepend=-1) != 0)
    result: Ints = np.arange(len(group)) - np.repeat(begin, np.diff(np.append(begin, len(group))))
    return result


def _by(turn: Ints) -> list[Ints]:
    """Whose turn it is first, second and so on."""
    order = np.argsort(turn, kind="stable")
    return np.split(order, np.cumsum(np.bincount(turn, minlength=1))[:-1])
