"""Which figures may hang together at all, and which of them hold together as anybody can see.

A family is all figures of one tree of populations and one of scopes, and of the open days that they share. In a large
table the figures of most trees count one thing only, and hold where each open day is the last that it may be: the least
counts that reach every floor pass no ceiling.
"""

from typing import Any

import numpy as np

from checker.figures.book import Ints, Mask
from checker.figures.groups import numbered
from checker.figures.kinship import roots
from checker.figures.links import linked
from checker.joint.claims import NO_DAY, Claims, Floats
from checker.joint.places import Places

DAYS = 2**23  # more than there are ordinals
ROUNDS = 100  # of raising counts, after which a family is looked at
Row = tuple[Ints, Ints, Ints, Floats, Floats]  # what is counted, its last day, the day before it begins, low, high


def families(places: Places, every: Claims) -> tuple[Ints, Ints]:
    """For each of `every.figures` the number of its trees, and that of its family, which open days join."""
    tops = [
        roots(places.sides[side].kin.parent)[np.array([getattr(c, side) for c in every.cells], dtype=np.int64)]
        for side in places.sides
    ]  # fmt: skip
    trees = numbered(tops) if len(every.cells) else np.zeros(0, dtype=np.int64)
    start = np.flatnonzero(np.diff(every.of, prepend=-1))
    own = np.repeat(trees[every.cell[start]], np.diff(start, append=len(every.of)))
    tree = linked(own, trees[every.cell]) if len(own) else own
    figure = every.figure[every.of]
    days = np.flatnonzero(every.open[figure] >= 0)
    joined = np.append(tree, tree.max(initial=0) + 1 + every.open[figure[days]])
    family = linked(joined, np.append(tree, tree[days]))[: len(tree)] if len(own) else own
    begin = np.flatnonzero(np.diff(figure, prepend=-1))
    return tree[begin], family[begin]


def mixed(tree: Ints, column: Any) -> Mask:
    """Whether a row is of a tree in which a column has several values."""
    numbers, size = column.astype(np.int64), tree.max(initial=-1) + 1
    least, most = np.full(size, np.iinfo(np.int64).max), np.full(size, np.iinfo(np.int64).min)
    np.minimum.at(least, tree, numbers)
    np.maximum.at(most, tree, numbers)
    result: Mask = (least != most)[tree]
    return result


def cuts(sizes: Ints, most: int) -> list[Ints]:
    """The places of some sizes, so many at a time that these add up to about as many as there may be."""
    return np.split(np.arange(len(sizes)), np.flatnonzero(np.diff(np.cumsum(sizes) // most)) + 1)


def holds_at_sight(every: Claims, tree: Ints, asked: Mask) -> Mask:
    """For each of `every.figures`: whether all of its tree count one thing, and the least counts make all true.

    Of those that are asked about, by whole trees; the others do not.
    """
    figures = every.figures
    fine = np.zeros(tree.max(initial=-1) + 1, dtype=bool)
    fine[tree[asked]] = True
    fine[tree[mixed(tree, every.quantity[figures]) | (every.counted[figures] < 0)]] = False
    plain = fine[tree[np.searchsorted(figures, every.figure)]]
    at = every.figure[plain]
    rows = every.counted[at], every.laid[at], every.begin[at], every.low[plain], every.high[plain]
    fine[tree[np.searchsorted(figures, at[~_hold(every.truth, rows)])]] = False
    result: Mask = fine[tree]
    return result


def _hold(truth: Ints, rows: Row) -> Mask:
    """Whether the least counts of what each row is about are within it. What is on a list is there in truth as well."""
    listed = truth[rows[0]] >= 0
    lists, others, fit = _some(rows, listed), _some(rows, ~listed), np.ones(len(rows[0]), dtype=bool)
    fit[listed], there = _least(lists)
    none, open_ = np.full(len(there), NO_DAY), np.full(len(there), np.inf)
    more = truth[lists[0]], lists[1], none, there, open_
    both = tuple(np.append(column, other) for column, other in zip(others, more, strict=True))
    fit[~listed] = _least(both)[0][: len(others[0])]  # type: ignore[arg-type]  # five columns
    return fit


def _some(rows: Row, which: Mask) -> Row:
    return rows[0][which], rows[1][which], rows[2][which], rows[3][which], rows[4][which]


def _least(rows: Row) -> tuple[Mask, Floats]:
    """Of the least counts that never fall and reach every low: whether each is within its high, and what it is.

    Where a period comes to more than its high, as many more had been counted before it began.
    """
    within, counts = _raised(rows, rounds=1)
    again = np.isin(rows[0], rows[0][~within & (rows[2] != NO_DAY)])
    if again.any():
        within[again], counts[again] = _raised(_some(rows, again), rounds=ROUNDS)
    return within, counts


def _raised(rows: Row, rounds: int) -> tuple[Mask, Floats]:
    """The same after so many rounds of raising counts at the most."""
    counted, last, begin, low, high = rows
    begun = begin != NO_DAY
    days = np.append(counted * DAYS + last, (counted * DAYS + begin)[begun])
    points, place = np.unique(days, return_inverse=True)
    end, start = place[: len(last)], np.zeros(len(last), dtype=np.int64)
    start[begun] = place[len(last) :]
    turn = _turns(points // DAYS)
    counts = np.zeros(len(points))
    by_turn, ends = _by(turn), _by(turn[end])
    tight = np.flatnonzero(begun & np.isfinite(high))
    for _ in range(rounds):
        for step, now in enumerate(by_turn):
            if step:
                counts[now] = np.maximum(counts[now], counts[now - 1])
            own = ends[step] if step < len(ends) else ends[0][:0]
            np.maximum.at(counts, end[own], low[own] + np.where(begun[own], counts[start[own]], 0.0))
        gained = counts[end] - np.where(begun, counts[start], 0.0)
        if not (gained[tight] > high[tight]).any():
            break
        np.maximum.at(counts, start[tight], counts[end[tight]] - high[tight])
    return gained <= high, counts[end]


def _turns(group: Ints) -> Ints:
    """For each of some sorted groups' members which of its group it is, from 0 on."""
    begin = np.flatnonzero(np.diff(group, prepend=-1) != 0)
    result: Ints = np.arange(len(group)) - np.repeat(begin, np.diff(np.append(begin, len(group))))
    return result


def _by(turn: Ints) -> list[Ints]:
    """Whose turn it is first, second and so on."""
    order = np.argsort(turn, kind="stable")
    return np.split(order, np.cumsum(np.bincount(turn, minlength=1))[:-1])
