"""Days on which open ones are laid where the last that they may be will not do.

Two figures that count one thing that never falls clash where a floor is above a ceiling of its day or a later one. If
the ceiling's day is open, it may have been earlier. So it is laid on the day before the floor's, with all
figures of its statement, and what these meet is looked at again, until no two clash but such as do on any day. What
comes of it are the latest days that will do, as far as figures of one thing go; whether all hold on them is for others
to say.
"""

from dataclasses import replace

import numpy as np

from checker.figures.book import Ints, Mask
from checker.joint.claims import Claims
from checker.joint.families import holds_at_sight
from checker.joint.single_counts import clashing

ROUNDS = 100  # of laying days earlier, after which they stay where they are


def laid(every: Claims, tree: Ints) -> tuple[Claims, Mask]:
    """What all figures say, with open days laid, and which of `every.figures` are of trees that do not hold at sight.

    Args:
        every: what they say; each open day is laid on the last that it may be.
        tree: for each of `every.figures` its tree.
    """
    doubtful = ~holds_at_sight(every, tree, np.ones(len(tree), dtype=bool))
    earlier = replace(every, laid=_laid_earlier(every, tree, doubtful))
    moved = (earlier.laid != every.laid)[every.figures]
    met = np.isin(tree, tree[moved])
    return earlier, np.where(met, ~holds_at_sight(earlier, tree, met), doubtful)


def _laid_earlier(every: Claims, tree: Ints, doubtful: Mask) -> Ints:
    """The day on which each figure's end is laid (shape: the book)."""
    least = np.zeros(every.open.max(initial=-1) + 1, dtype=np.int64)
    open_ = np.flatnonzero(every.open >= 0)
    np.maximum.at(least, every.open[open_], every.first[open_])
    days, asked = every.laid.copy(), doubtful
    latest = np.zeros_like(least)
    latest[every.open[open_]] = days[open_]
    for _ in range(ROUNDS):
        figures = every.figures[asked]
        first, second, _ = clashing(every, figures[every.counted[figures] >= 0], days)
        day, before = every.open[second], days[first] - 1
        fine = (day >= 0) & (day != every.open[first]) & (before >= np.append(least, 0)[day])
        if not fine.any():
            break
        np.minimum.at(latest, day[fine], before[fine])
        days[open_] = latest[every.open[open_]]
        asked = np.isin(tree, tree[np.isin(every.open[every.figures], day[fine])])
    return days
