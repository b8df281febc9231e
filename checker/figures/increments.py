"""Where a source's total before a period, its count for the period and its total after it do not add up."""

from typing import Any

import numpy as np
import pandas as pd

from checker.figures.book import Book, Ints, Mask
from checker.figures.falls import falling_totals
from checker.figures.groups import numbered
from checker.figures.windows import NOBODY, highest_before, lowest_after

ENDS = ("low", "high")


def periods_of_flows(book: Book) -> Ints:
    """The counts for a period of what may not fall, or, as wounded do, only by what another count gains."""
    return np.flatnonzero(book.is_witness & book.is_period & ~book.is_remainder)


def failing_sums(book: Book) -> pd.DataFrame:
    """A row for each period figure that does not fit between two totals of its source.

    Returns:
        first (the total before), period, second (the total after), sign (1 where the total before and the period are
        too large for the total after, -1 where they are too small), the end of each that matters (first_end, ...),
        gap, and the rounding of the three. Two totals of which the earlier is larger by itself are not taken. The
        totals of the day before the period and of its last day are preferred, then those that are the furthest apart,
        then those of them that clash with no other total.
    """
    periods, totals = periods_of_flows(book), falling_totals(book)
    series = _series(book, totals, periods)
    totals = totals[np.isin(series[totals], series[periods])]
    periods = periods[_may_fail(book, periods, _on_any_day(book, periods, totals, series))]
    totals = totals[np.isin(series[totals], series[periods])]
    sound = totals[~_fallen(book, totals, series)]
    exact = _on_the_days(book, periods, totals, series)
    strongest, safest = (
        np.where(book.falls[periods], NOBODY, _on_any_day(book, periods, among, series)) for among in (totals, sound)
    )
    choices = (np.where(exact == NOBODY, strongest, exact), strongest, safest)
    found = [_failing(book, sign, periods, chosen) for chosen in choices for sign in (1, -1)]
    return pd.concat(found).drop_duplicates("period").sort_values("period").reset_index(drop=True)


def _may_fail(book: Book, periods: Ints, around: Ints) -> Mask:
    """The few that are worth a closer look: even the strongest totals fit all others, unless a day is not known."""
    low, high = np.append(book.column("low"), 0.0), np.append(book.column("high"), np.inf)
    floor_before, ceiling_before, floor_after, ceiling_after = around
    over = low[floor_before] + low[periods] > high[ceiling_after]
    under = high[ceiling_before] + high[periods] < low[floor_after]
    result: Mask = over | under | ~book.day_known[periods]
    return result


def _series(book: Book, totals: Ints, periods: Ints) -> Ints:
    """A number for a source's totals of a quantity between two revisions, and the periods that it gave meanwhile."""
    place, said = numbered([book.quantity, book.source, book.column("own_list")]), book.column("published")
    until = book.superseded.copy()
    current = lowest_after(place[totals], until[totals], until[totals], place[periods], said[periods] + 1)
    until[periods] = np.append(until[totals], NOBODY)[current]
    return numbered([place, until])


def _fallen(book: Book, totals: Ints, series: Ints) -> Mask:
    """Totals that clash with another total of their series."""
    low, high, first, last = (book.column(name)[totals] for name in ("low", "high", "as_of_first", "as_of_last"))
    peak = highest_before(series[totals], last, low, series[totals], first)
    trough = lowest_after(series[totals], first, high, series[totals], last)
    result: Mask = (np.append(low, -np.inf)[peak] > high) | (np.append(high, np.inf)[trough] < low)
    return result


def _on_any_day(book: Book, periods: Ints, totals: Ints, series: Ints) -> Ints:
    """The strongest of all totals: an earlier one is a floor, a later one a ceiling."""
    first, last, start = (book.column(name) for name in ("as_of_first", "as_of_last", "period_start"))
    groups = series[totals], series[periods], series[periods]
    ends = np.maximum(first, start)[periods], last[periods]
    days = last[totals], first[totals], start[periods] - 1, *ends
    return _around(book, totals, groups, days)


def _on_the_days(book: Book, periods: Ints, totals: Ints, series: Ints) -> Ints:
    """Totals of the day before the period, and of its last day: one known day, or the same unknown one."""
    eve, nobody = book.column("period_start")[periods] - 1, np.full(len(periods), NOBODY)
    statement = np.where(book.day_known, NOBODY, book.column("statement"))
    columns = series, book.column("as_of_first"), book.column("as_of_last"), statement
    of_totals, after = ([column[figures] for column in columns] for figures in (totals, periods))
    rows = zip(of_totals, (series[periods], eve, eve, nobody), after, strict=True)
    moments = numbered([np.concatenate(column) for column in rows])
    groups = np.split(moments, [len(totals), len(totals) + len(periods)])
    return _around(book, totals, groups, [np.zeros_like(groups[at]) for at in (0, 0, 1, 2, 2)])


def _around(book: Book, totals: Ints, groups: Any, days: Any) -> Ints:
    """Of each period the floor and the ceiling on the day before it, then those on its last day.

    Args:
        book: the book.
        totals: positions of the offers.
        groups: of the totals, of the days before the periods, and of their last days.
        days: by when a total is a floor, up to when a ceiling, the day before a period, and the first and the last
            that may be its last day.
    """
    (of_totals, before, after), (floor, ceiling, eve, first, last) = groups, days
    low, high = book.column("low")[totals], book.column("high")[totals]
    found = (
        highest_before(of_totals, floor, low, before, eve), lowest_after(of_totals, ceiling, high, before, eve),
        highest_before(of_totals, floor, low, after, first), lowest_after(of_totals, ceiling, high, after, last),
    )  # fmt: skip
    return np.append(totals, NOBODY)[np.array(found)]


def _failing(book: Book, sign: int, periods: Ints, around: Ints) -> pd.DataFrame:
    """The periods that do not fit between two totals which do fit together: too large (sign 1) or too small (-1)."""
    (before, after), (mine, other) = (around[[0, 3]], ENDS) if sign > 0 else (around[[1, 2]], ENDS[::-1])
    there = (before != NOBODY) & (after != NOBODY)
    figures = {"first": before[there], "period": periods[there], "second": after[there]}
    ends = {"first": mine, "period": mine, "second": other}
    end = {f"{name}_end": book.column(ends[name])[at] for name, at in figures.items()}
    rounding = sum(book.column(f"{ends[name]}_rounding")[at] for name, at in figures.items())
    rows = pd.DataFrame(figures | end | {"sign": sign, "rounding": rounding})
    rows["gap"] = sign * (rows["first_end"] + rows["period_end"] - rows["second_end"])
    if sign > 0:
        fallen = rows["first_end"] > rows["second_end"]
    else:
        fallen = book.column("as_of_last")[rows["second"]] <= book.column("as_of_first")[rows["first"]]
    return rows[(rows["gap"] > 0) & ~fallen]
