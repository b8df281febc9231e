"""Whom a figure clashes with most where so many speak of one count that it cannot be set beside each: n log n."""

from typing import Any

import numpy as np

from checker.figures.book import Book, Ints, Mask
from checker.figures.groups import numbered
from checker.figures.windows import NOBODY, highest_before, lowest_after

CROWD = 200  # runs of one place that each figure there is set beside


def crowded(place: Any, run: Any) -> Mask:
    """Places with more runs than each figure there is set beside (shape: numbers of places)."""
    place, run = np.asarray(place), np.asarray(run)
    of_run = np.full(int(run.max(initial=0)) + 1, NOBODY, dtype=np.int64)
    of_run[run] = place
    result: Mask = np.bincount(of_run[of_run >= 0], minlength=int(place.max(initial=0)) + 1) > CROWD
    return result


def in_crowds(book: Book, floors: Ints, ceilings: Ints, place: Any, clock: tuple[Any, Any], *, own: bool) -> Any:
    """For each ceiling the highest floor of its place, and for each floor the lowest ceiling, as pairs.

    Args:
        book: the book.
        floors: positions of figures.
        ceilings: positions of figures.
        place: figures of the same number bound one count (shape: the book).
        clock: the time from which on a figure is a floor, and that up to which it is a ceiling (shape: the book).
        own: of the same source and withdrawn on the same day; else of any other source.

    Returns:
        The first figures and the second.
    """
    (ends, begins), low, high = clock, book.column("low"), book.column("high")
    up: tuple[Any, ...] = place[floors], ends[floors], low[floors], place[ceilings], begins[ceilings]
    down: tuple[Any, ...] = place[ceilings], begins[ceilings], high[ceilings], place[floors], ends[floors]
    if own:
        both = np.append(floors, ceilings)
        series = np.split(numbered([column[both] for column in (place, book.source, book.superseded)]), [len(floors)])
        up, down = ((a, *some[1:3], b, some[4]) for some, (a, b) in ((up, series), (down, series[::-1])))
        top, bottom = highest_before(*up), lowest_after(*down)
    else:
        top = highest_of_others(*up, sources=(book.source[floors], book.source[ceilings]))
        mirrored = down[0], -down[1], -down[2], down[3], -down[4]
        bottom = highest_of_others(*mirrored, sources=(book.source[ceilings], book.source[floors]))
    first = np.concatenate([floors[top[top >= 0]], floors[bottom >= 0]])
    return first, np.concatenate([ceilings[top >= 0], ceilings[bottom[bottom >= 0]]])


def highest_of_others(
    groups: Any, days: Any, values: Any, ask_groups: Any, ask_days: Any, *, sources: tuple[Any, Any]
) -> Ints:
    """As `highest_before`, among the offers of other sources than the question's own; both have one in `sources`.

    Two sources differ in a bit of their numbers at least, so each is asked once for every other.
    """
    offering, asking = sources
    best, top = np.full(len(ask_groups), NOBODY), np.full(len(ask_groups), -np.inf)
    for bit in range(int(np.max(offering, initial=0) | np.max(asking, initial=0)).bit_length()):
        for side in (0, 1):
            offer, ask = np.flatnonzero(offering >> bit & 1 == side), np.flatnonzero(asking >> bit & 1 != side)
            found = highest_before(groups[offer], days[offer], values[offer], ask_groups[ask], ask_days[ask])
            who, at = offer[found[found >= 0]], ask[found >= 0]
            better = values[who] > top[at]
            best[at[better]], top[at[better]] = who[better], values[who[better]]
    return best
