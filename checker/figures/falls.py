"""How the totals of a source follow each other, and what a fall of them leaves to explain."""

from typing import Any

import numpy as np
import pandas as pd

from checker.figures.book import NEVER, Book, Ints
from checker.figures.groups import in_order, numbered
from checker.figures.hits import pairs_by
from checker.figures.windows import highest_before, lowest_after


def falling_totals(book: Book) -> Ints:
    """The totals that may not fall, or, as wounded do, only by what another total gains."""
    return np.flatnonzero(book.is_witness & ~book.is_period & ~book.by_measure("is_stock") & ~book.is_remainder)


def falling_counts(book: Book) -> Ints:
    """Those, and counts for periods: from one first day on, the later holds what the earlier holds."""
    return np.flatnonzero(book.is_witness & ~book.by_measure("is_stock") & ~book.is_remainder)


def sequence(book: Book, totals: Ints | None = None) -> tuple[Ints, Ints]:
    """For each total where it stands in time, and the one before it in its source's series; -1 for anything else.

    Revisions begin a series anew, and a source's own list is a series of its own. With `falling_counts` for the
    totals, counts for periods are in series by their first day.
    """
    totals = falling_totals(book) if totals is None else totals
    start, listed = book.column("period_start"), book.column("own_list")
    series = numbered([column[totals] for column in (book.quantity, book.source, start, book.superseded, listed)])
    first, last = (book.column(name)[totals] for name in ("as_of_first", "as_of_last"))
    at = in_order([series, last, first])
    place, before = np.full(len(book), -1), np.full(len(book), -1)
    place[totals[at]] = np.arange(len(at))
    before[totals[at[1:]]] = np.where(series[at[1:]] == series[at[:-1]], totals[at[:-1]], -1)
    return place, before


def gathered(falls: pd.DataFrame, joins: "pd.Series[bool]", pairs: pd.DataFrame) -> pd.DataFrame:
    """The leads of the falls, with those who join them, and all that clash.

    Args:
        falls: one row for each total that is below an earlier one, by series and time.
        joins: which of them belong to the fall before them.
        pairs: for every total that clashes whom it clashes with most.

    Returns:
        The leads, with `still_below`, who joins each, and `pairs`, which names every total that clashes once at least.
    """
    falls = falls.assign(fall=(~joins).cumsum())
    above = pairs[~pairs["first"].isin(falls["first"])]
    above = above.sort_values(["first", "gap", "second"], ascending=[True, False, True]).drop_duplicates("first")
    above = above.assign(fall=above["second"].map(falls.set_index("second")["fall"]))
    below = falls[joins].groupby("fall")["second"].apply(list)
    clashes = pairs_by(pd.concat([falls, above]), "fall")
    leads = falls[~joins]
    return leads.assign(
        pairs=[clashes[fall] for fall in leads["fall"]],
        still_below=[below.get(fall, []) for fall in leads["fall"]],
    ).reset_index(drop=True)


def gain_of_heirs(book: Book, first: Ints, second: Ints) -> Any:
    """By how much at most what a measure gives way to has grown between two totals, by their source's own totals.

    Infinite where the source says nothing of it up to the second. Totals that it has withdrawn do not count.
    """
    measure, heirs = book.figures["measure"].cat.codes.to_numpy(), _heirs(book)
    places = [book.figures[name].cat.codes.to_numpy() for name in ("population", "scope")] + [book.source]
    totals = falling_totals(book)
    floors = totals[(book.superseded[totals] == NEVER) & np.isin(measure[totals], heirs)]
    rows = np.concatenate([floors, first, second])
    counted = np.concatenate([measure[floors], heirs[measure[first]], heirs[measure[second]]])
    number = numbered([*(codes[rows] for codes in places), counted])
    own, of_first, of_second = np.split(number, [len(floors), len(floors) + len(first)])
    can_cap = ~book.column("own_list").astype(bool)[floors]
    ceilings = floors[can_cap]
    low, high, begins, ends = (book.column(name) for name in ("low", "high", "as_of_first", "as_of_last"))
    floor = highest_before(own, ends[floors], low[floors], of_first, begins[first])
    ceiling = lowest_after(own[can_cap], begins[ceilings], high[ceilings], of_second, ends[second])
    return np.append(high[ceilings], np.inf)[ceiling] - np.append(low[floors], 0.0)[floor]


def _heirs(book: Book) -> Ints:
    """For each category of measures the one that it gives way to, -1 where none does."""
    words = list(book.figures["measure"].cat.categories)
    named = [book.dataset.vocabulary[word].gives_way_to for word in words]
    return np.array([words.index(word) if word in words else -1 for word in named], dtype=np.int64)
