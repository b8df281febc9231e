"""Losses per day over the strength, judged by what battles of that length cost."""

from dataclasses import replace

import numpy as np
import pandas as pd

from checker.figures.book import NEVER, Book, Ints, Mask
from checker.figures.findings import Severity
from checker.figures.judging import TIMINGS, kindest_first, with_denominators, with_one
from checker.figures.ratios import Band, Ratio
from checker.figures.reference import daily_class

PERCENTILES: tuple[tuple[Severity, int], ...] = (("warning", 95), ("note", 90))


def daily_losses(book: Book, ratio: Ratio) -> tuple[int, pd.DataFrame]:
    """How many losses of a period could be set beside a strength, and those above a band.

    Returns:
        The number, and a frame as `judge` has it, the ratio per day, with days besides: how long the period is.
    """
    pairs = with_denominators(book, *_sides(book, ratio), ratio.days_apart, one_start=False)
    rows = _banded(book, ratio, pairs)
    return len(rows), rows[rows["severity"] != ""].reset_index(drop=True)


def daily_of_one(book: Book, ratio: Ratio, at: int) -> pd.DataFrame:
    """Every rate that one figure is part of, inside the bands too: a frame as `judge_one` has it, and days."""
    return _banded(book, ratio, with_one(book, *_sides(book, ratio), at, ratio.days_apart, one_start=False))


def _sides(book: Book, ratio: Ratio) -> tuple[Ints, Ints]:
    """The losses of periods, and the strengths that are not withdrawn and not 0 for certain."""
    top, bottom = (book.of_measures(names) for names in (ratio.numerator, ratio.denominator))
    stands = book.is_witness & (book.superseded == NEVER)
    above = np.flatnonzero(top & book.is_witness & book.is_period & book.day_known)
    below = np.flatnonzero(bottom & stands & ~book.is_period & (book.column("high") > 0))
    return above, kindest_first(book, below, "above")


def _banded(book: Book, ratio: Ratio, pairs: pd.DataFrame) -> pd.DataFrame:
    """The pairs with their ratio per day, and the band that it leaves."""
    first, second = pairs["first"].to_numpy(), pairs["second"].to_numpy()
    low, high = book.column("low"), book.column("high")
    days = book.column("as_of_last")[first] - book.column("period_start")[first] + 1
    with np.errstate(divide="ignore", invalid="ignore"):
        most = high[first] / low[second] / days
    rows = pairs.assign(days=days, low=low[first] / high[second] / days, high=np.where(np.isnan(most), np.inf, most))
    return _above(rows, ratio, book.by_measure("is_stock")[second])


def by_length(ratio: Ratio, days: int) -> Ratio:
    """The ratio with the bands, and in the class, of battles of that length; bands of a dataset's own are kept."""
    past = daily_class(days)
    usual = tuple(Band(severity, above=past.percentiles[at]) for severity, at in PERCENTILES)
    return replace(ratio, bands=ratio.bands or usual, reference=ratio.reference or past.name)


def _above(rows: pd.DataFrame, ratio: Ratio, of_level: Mask) -> pd.DataFrame:
    """The rows, those above a band under the strictest that they leave.

    What rests on a strength of another time is at most a note. All who were ever there, counted later, are a ceiling; a
    level on a later day lacks those who were lost.
    """
    weak = ~rows["timing"].isin(TIMINGS[:2]) | (of_level & (rows["timing"] != TIMINGS[0]))
    lengths, which = np.unique(rows["days"], return_inverse=True)
    bands = [{band.severity: band.above for band in by_length(ratio, int(days)).bands} for days in lengths]
    rows = rows.assign(limit=np.nan, severity="")
    for severity in ("note", "warning"):  # the stricter comes last and stands
        edge = np.array([band.get(severity, np.inf) for band in bands])[which]
        out = rows["low"] > edge
        told = np.where(weak, "note", severity)
        rows = rows.assign(limit=rows["limit"].where(~out, edge), severity=rows["severity"].where(~out, told))
    return rows.assign(side=np.where(rows["severity"] != "", "above", ""))
