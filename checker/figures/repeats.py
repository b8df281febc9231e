"""Old numbers that are said again when another source has long counted more."""

import numpy as np
import pandas as pd

from checker.figures.book import NEVER, Book, Ints
from checker.figures.crowds import crowded, highest_of_others
from checker.figures.groups import numbered
from checker.figures.opponents import comparable
from checker.figures.windows import NOBODY, highest_before


def stale_repeats(book: Book, days: int) -> tuple[int, pd.DataFrame]:
    """Totals with the printed number of one so many days earlier, though another source has risen above it meanwhile.

    Returns:
        How many such repetitions there are at all, and a row for each first figure and source that repeats it: first,
        second (the first repetition), number, other (who is above it, low against its high), repeats (all of them).
    """
    totals = np.flatnonzero(book.is_witness & ~book.is_period & ~book.falls & ~book.by_measure("is_loose"))
    repeats = _repeats(book, totals, days)
    found = _risen(book, totals, repeats)
    found = found.sort_values(["second", "low", "other"], ascending=[True, False, True]).drop_duplicates("second")
    return len(repeats), _by_source(book, found)


def _risen(book: Book, totals: Ints, repeats: pd.DataFrame) -> pd.DataFrame:
    """Each repetition with the figures of other sources that are above it, and were not when the number was first."""
    low, high, until = book.column("low"), book.column("high"), book.superseded
    ends, begins = book.column("as_of_last"), book.column("as_of_first")
    top = highest_before(
        book.quantity[totals], ends[totals], low[totals], book.quantity[repeats["second"]], begins[repeats["second"]]
    )
    asks = repeats[np.append(low[totals], -np.inf)[top] > high[repeats["second"]]]
    run = numbered([book.quantity, book.source, until])
    many = crowded(book.quantity[totals], run[totals])[asks["quantity"]]
    there = totals[np.isin(book.quantity[totals], asks["quantity"][~many])]
    runs = pd.DataFrame({"quantity": book.quantity[there], "who": book.source[there], "run": run[there]})
    each = _risen_above(book, totals, asks[~many].merge(runs.drop_duplicates(), on="quantity"), run)
    return pd.concat([each, _risen_in_crowds(book, totals, asks[many])])


def _risen_above(book: Book, totals: Ints, asks: pd.DataFrame, run: Ints) -> pd.DataFrame:
    """The repetitions, each with the runs of other sources, that one such run has risen above."""
    low, ends, begins = book.column("low"), book.column("as_of_last"), book.column("as_of_first")
    asks = asks[asks["who"] != book.source[asks["second"]]]
    first, second = asks["first"].to_numpy(np.int64), asks["second"].to_numpy(np.int64)
    before, now = (
        np.append(totals, NOBODY)[highest_before(run[totals], ends[totals], low[totals], asks["run"], day)]
        for day in (ends[first], begins[second])
    )
    return _that_rose(book, asks, before, now)


def _risen_in_crowds(book: Book, totals: Ints, asks: pd.DataFrame) -> pd.DataFrame:
    """The repetitions that the others together have risen above, where there are too many to ask each."""
    ends, begins, source = book.column("as_of_last"), book.column("as_of_first"), book.source
    first, second = asks["first"].to_numpy(np.int64), asks["second"].to_numpy(np.int64)
    offers = book.quantity[totals], ends[totals], book.column("low")[totals]
    before, now = (
        np.append(totals, NOBODY)[
            highest_of_others(*offers, book.quantity[second], day, sources=(source[totals], source[second]))
        ]
        for day in (ends[first], begins[second])
    )
    return _that_rose(book, asks, before, now)


def _that_rose(book: Book, asks: pd.DataFrame, before: Ints, now: Ints) -> pd.DataFrame:
    """The repetitions that somebody is above on the later day and was not on the earlier."""
    second, lows = asks["second"].to_numpy(np.int64), np.append(book.column("low"), -np.inf)
    high = book.column("high")[second]
    asks = asks.assign(other=now, low=lows[now], high=high)
    risen = (lows[before] <= high) & (high < lows[now]) & comparable(book, now, second)
    return pd.DataFrame(asks[risen])


def _repeats(book: Book, totals: Ints, days: int) -> pd.DataFrame:
    """Totals with one printed number that stand, each with the first that has it, so many days earlier at least.

    A source's own list is not among them: it says nothing about what others count.
    """
    number, ends = book.column("first_number"), book.column("as_of_last")
    single = totals[number[totals] == book.column("last_number")[totals]]
    said = numbered([book.quantity[single], pd.factorize(number[single])[0]])
    latest_first = np.argsort(ends[single], kind="stable")[::-1]
    oldest = np.empty(len(single), dtype=np.int64)
    oldest[said[latest_first]] = single[latest_first]  # of several, the last that is written stays
    first = oldest[said]
    enough = book.column("as_of_first")[single] - ends[first] >= days
    stands = (book.superseded[single] == NEVER) & ~book.column("own_list")[single].astype(bool)
    rows = {"first": first, "second": single, "quantity": book.quantity[single], "number": number[single]}
    return pd.DataFrame(pd.DataFrame(rows)[enough & stands])


def _by_source(book: Book, found: pd.DataFrame) -> pd.DataFrame:
    """One row for each first figure and source: the first repetition, with all of them listed."""
    found = found.assign(source=book.source[found["second"]])
    found = found.iloc[np.argsort(book.column("as_of_last")[found["second"]], kind="stable")]
    key = ["first", "source"]
    repeats = {who: rows["second"].tolist() for who, rows in found.groupby(key)}
    leads = found.drop_duplicates(key).reset_index(drop=True)
    return leads.assign(repeats=pd.Series([repeats[who] for who in zip(leads["first"], leads["source"], strict=True)],
                                          index=leads.index, dtype=object))  # fmt: skip
