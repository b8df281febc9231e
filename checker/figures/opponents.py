"""For figures that bound one count: the one that each of them clashes with most, source by source.

Not every pair, of which there can be quadratically many; but whoever clashes with anybody is in a pair. Whole columns.
"""

from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

from checker.figures.book import NEVER, Book, Ints, Mask
from checker.figures.crowds import crowded, in_crowds
from checker.figures.groups import is_repeated, numbered
from checker.figures.hits import clashing_pairs
from checker.figures.windows import NOBODY, highest_before, lowest_after

CALENDAR = 4_000_000  # more than there are days


def opponents(book: Book, figures: Ints, place: Any, ends: Any, begins: Any, *, own: bool) -> pd.DataFrame:
    """Pairs of figures of one place of which the first's low is above the second's high.

    A source's own list is no ceiling for anything but that list.

    Args:
        book: the book.
        figures: positions of those to compare.
        place: figures of the same number bound one count (shape: the book).
        ends: the time from which on a figure is a floor (shape: the book).
        begins: the time up to which a figure is a ceiling (shape: the book).
        own: compare figures of one source; else of two.

    Returns:
        For each ceiling of every source's run of figures the highest floor, and for each floor the lowest ceiling, as
        `clashing_pairs` has them. A run goes from one revision to the next. Where one place has very many, the highest
        floor and the lowest ceiling of all runs together.
    """
    figures = figures[is_repeated(place[figures])]
    listed = book.column("own_list").astype(bool)[figures]
    sides = [(figures, figures[~listed]), (figures[listed], figures[listed])][: 2 if own else 1]
    found = [_between(book, floors, ceilings, place, (ends, begins), own=own) for floors, ceilings in sides]
    first, second = (np.concatenate([pairs[side] for pairs in found]) for side in (0, 1))
    return clashing_pairs(book, first, second)


def comparable(book: Book, first: Ints, second: Ints) -> Mask:
    """Pairs whose first can be a floor for the second.

    Neither was withdrawn by its source when the other was published, and the second is no list but the first's own.
    """
    said, until, listed = book.column("published"), book.superseded, book.column("own_list").astype(bool)
    result: Mask = (said[first] < until[second]) & (said[second] < until[first]) & (listed[first] >= listed[second])
    return result


def _between(
    book: Book, floors: Ints, ceilings: Ints, place: Any, clock: tuple[Any, Any], *, own: bool
) -> tuple[Ints, Ints]:
    """Screen each place at once; only where a floor passes a ceiling look at the sources one by one."""
    (ends, begins), low, high = clock, book.column("low"), book.column("high")
    top = highest_before(place[floors], ends[floors], low[floors], place[ceilings], begins[ceilings])
    under = ceilings[np.append(low[floors], -np.inf)[top] > high[ceilings]]
    if not len(under):
        return under, under
    floors, ceilings = (side[np.isin(place[side], place[under])] for side in (floors, ceilings))
    bottom = lowest_after(place[ceilings], begins[ceilings], high[ceilings], place[floors], ends[floors])
    over = floors[low[floors] > high[ceilings[bottom]]]
    every = np.union1d(floors, ceilings)
    run = _runs(book, place, every)
    many = crowded(place[every], run[every])
    crowds = floors[many[place[floors]]], ceilings[many[place[ceilings]]]
    found = [in_crowds(book, crowds[0], crowds[1], place, clock, own=own)]
    under, over, floors, ceilings = (side[~many[place[side]]] for side in (under, over, floors, ceilings))
    asks, there, runs = _meetings(book, under, floors, place, run, own=own)
    best = highest_before(run[there], ends[there], low[there], runs, begins[asks])
    found.append((there[best[best >= 0]], asks[best >= 0]))
    asks, there, runs = _meetings(book, over, ceilings, place, run, own=own)
    best = lowest_after(run[there], begins[there], high[there], runs, ends[asks])
    found.append((asks[best >= 0], there[best[best >= 0]]))
    first, second = (np.concatenate([pair[side] for pair in found]) for side in (0, 1))
    fine = comparable(book, first, second)
    return first[fine], second[fine]


def _runs(book: Book, place: Any, figures: Ints) -> Ints:
    """A number for those of some figures of one place and source that the same withdrawals concern.

    Their own, and all others' (shape: the book; NOBODY for other figures).
    """
    columns = place, book.source, book.superseded, book.column("published")
    place, source, until, said = (column[figures] for column in columns)
    days = np.unique((place * CALENDAR + until)[until < NEVER])
    run = np.full(len(book), NOBODY)
    run[figures] = numbered([place, source, until, np.searchsorted(days, place * CALENDAR + said, side="right")])
    return run


def _meetings(
    book: Book, asking: Ints, others: Ints, place: Any, run: Ints, *, own: bool
) -> tuple[Ints, Ints, npt.NDArray[np.int64]]:
    """Each asking figure, repeated, with the number of each run of others that it is to be compared with.

    Returns:
        The asking figures, the others that are in a place where somebody asks, and the numbers of the runs.
    """
    there = others[np.isin(place[others], place[asking])]
    if not len(there):
        return there, there, there
    runs = pd.DataFrame({"place": place[there], "run": run[there], "source": book.source[there]}).drop_duplicates()
    asks = pd.DataFrame({"ask": asking, "place": place[asking], "source": book.source[asking]})
    pairs = asks.merge(runs, on="place", suffixes=("", "_other"))
    pairs = pairs[(pairs["source"] == pairs["source_other"]) == own]
    return pairs["ask"].to_numpy(np.int64), there, pairs["run"].to_numpy(np.int64)
