"""Ratios of figures, judged by the bound that is kindest to the figure."""

from collections.abc import Callable
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

from checker.figures.book import NEVER, Book
from checker.figures.groups import numbered
from checker.figures.ratios import Beginning, Ratio, at_beginning
from checker.figures.windows import nearest_in_time

Ints = npt.NDArray[np.int64]
SIDES = ("above", "below")
TIMINGS = ("same day", "later", "earlier", "at an uncertain time")
BASES = ("same statement", "same source", "nearest in time", "a stated share")


def judge(book: Book, ratio: Ratio) -> tuple[int, pd.DataFrame]:
    """How many ratios could be formed, and those outside the bands.

    Returns:
        The number of ratios, and a frame with a row per finding: first (the numerator's position), second (the
        denominator's, -1 for a stated share of a measure), low, high (the ratio), side ("above" or "below"), limit
        (the band's edge), severity, basis (one of BASES), timing (one of TIMINGS: when the denominator was counted),
        beginning (whether it is the level at the beginning).
    """
    rows = _both_sides(lambda side: _pairs(book, ratio, side), _stated_shares(book, ratio))
    found = _banded(book, ratio, rows, _tops(book, ratio, rows[0]))
    checked = len(found[0])
    outside = pd.concat([marked[marked["severity"] != ""] for marked in found])
    return checked, outside.sort_values(["first", "side"], kind="stable").reset_index(drop=True)


def judge_one(book: Book, ratio: Ratio, at: int) -> pd.DataFrame:
    """Every ratio that one figure is part of, inside the bands too.

    Returns:
        A frame as `judge` has it, side and severity "" and limit NaN inside the bands.
    """
    above, shares = _numerators(book, ratio), _stated_shares(book, ratio)

    def pairs(side: str) -> pd.DataFrame:
        return _divided(book, with_one(book, above, _kindest(book, ratio, side), at, ratio.days_apart), ratio)

    rows = _both_sides(pairs, shares[(shares["first"] == at) | (shares["second"] == at)])
    tops = _tops(book, ratio, rows[0])
    found = _banded(book, ratio, rows, tops[tops == at])
    outside = pd.concat([marked[marked["severity"] != ""] for marked in found])
    return pd.concat([outside, found[0][~found[0]["first"].isin(outside["first"])]], ignore_index=True)


def _both_sides(pairs: Callable[[str], pd.DataFrame], shares: pd.DataFrame) -> list[pd.DataFrame]:
    """The ratios, as they are judged from above and from below."""
    return [pd.concat([pairs(side), shares], ignore_index=True).assign(beginning=False) for side in SIDES]


def _banded(book: Book, ratio: Ratio, rows: list[pd.DataFrame], tops: Ints) -> list[pd.DataFrame]:
    """The ratios of each side with the band that they leave; also of tops for which there is but a first level."""
    found = [_marked(these, ratio, side) for these, side in zip(rows, SIDES, strict=True)]
    if ratio.beginning is None:
        return found
    others, own = over_beginning(book, tops, ratio, ratio.beginning), at_beginning(ratio)
    more = [_marked(others, own, side, caps=False) for side in SIDES]
    return [pd.concat(both, ignore_index=True) for both in zip(found, more, strict=True)]


def _numerators(book: Book, ratio: Ratio) -> Ints:
    return np.flatnonzero(book.of_measures(ratio.numerator) & book.is_witness)


def _pairs(book: Book, ratio: Ratio, side: str) -> pd.DataFrame:
    """Each numerator with its denominator: the same statement's, else the same source's, else the nearest in time."""
    pairs = with_denominators(book, _numerators(book, ratio), _kindest(book, ratio, side), ratio.days_apart)
    return _divided(book, pairs, ratio)


def _kindest(book: Book, ratio: Ratio, side: str) -> Ints:
    """The denominators; of several equally near the first keeps a ratio farthest from this side's bands."""
    return kindest_first(book, _bottoms(book, ratio.denominator), side)


def _bottoms(book: Book, measures: tuple[str, ...]) -> Ints:
    """What can be divided by: nothing that is 0 for certain, or that its source has withdrawn."""
    fine = book.is_witness & (book.column("high") > 0) & (book.superseded == NEVER)
    return np.flatnonzero(book.of_measures(measures) & fine)


def _divided(book: Book, pairs: pd.DataFrame, ratio: Ratio) -> pd.DataFrame:
    """The pairs with the ratio, without those over so few in a period that chance alone moves it."""
    bottom = pairs["second"].to_numpy()
    pairs = pairs[~book.is_period[bottom] | (book.column("high")[bottom] >= ratio.least_in_period)]
    first, second = pairs["first"].to_numpy(), pairs["second"].to_numpy()
    low, high = book.column("low"), book.column("high")
    with np.errstate(divide="ignore", invalid="ignore"):
        most = high[first] / low[second]
    return pairs.assign(low=low[first] / high[second], high=np.where(np.isnan(most), np.inf, most))


def _tops(book: Book, ratio: Ratio, pairs: pd.DataFrame) -> Ints:
    """The numerators that no denominator was found for."""
    left = book.of_measures(ratio.numerator) & book.is_witness & ~book.is_period
    left[pairs["first"].to_numpy(np.int64)] = False
    return np.flatnonzero(left)


def over_beginning(book: Book, tops: Ints, ratio: Ratio, beginning: Beginning) -> pd.DataFrame:
    """Totals over the first level that their own statement counts, on an earlier day; as `judge` has it."""
    levels, last = _bottoms(book, beginning.measures), book.column("as_of_last")
    levels = levels[np.argsort(last[levels], kind="stable")]
    place = numbered([book.figures["population"].cat.codes, book.figures["scope"].cat.codes, book.column("statement")])
    first_level = pd.Series(levels, index=place[levels])
    first_level = first_level[~first_level.index.duplicated()]
    chosen = first_level.reindex(place[tops], fill_value=-1).to_numpy(np.int64)
    earlier = (chosen >= 0) & (last[chosen] < book.column("as_of_first")[tops])
    pairs = pd.DataFrame({"first": tops[earlier], "second": chosen[earlier], "basis": BASES[0], "timing": TIMINGS[2]})
    return _divided(book, pairs, ratio).assign(beginning=True)


def kindest_first(book: Book, below: Ints, side: str) -> Ints:
    """Denominators, those first that keep a ratio from being too large ("above") or too small ("below").

    The largest first, or the smallest; those that say nothing on that side (no upper bound, from 0 on) last.
    """
    if side == "above":
        high = book.column("high")[below]
        rank = np.where(np.isfinite(high), -high, np.inf)
    else:
        low = book.column("low")[below]
        rank = np.where(low > 0, low, np.inf)
    return below[np.argsort(rank, kind="stable")]


def with_denominators(
    book: Book, above: Ints, below: Ints, days_apart: int | None = None, *, one_start: bool = True
) -> pd.DataFrame:
    """Each numerator that has a denominator: the same statement's, else the same source's, else the nearest in time.

    Args:
        book: the book.
        above: positions of numerators.
        below: positions of what they may be divided by: that of their population, scope and period. Of several
            counted on one day the first is taken.
        days_apart: how far apart in time the two may be; None is any time.
        one_start: whether the two are to begin on the same day.

    Returns:
        A frame with first (of `above`), second (of `below`), basis (one of BASES) and timing (one of TIMINGS).
    """
    start = book.column("period_start") if one_start else np.zeros(len(book), dtype=np.int64)
    chosen, basis = _denominators(book, above, below, start, days_apart)
    near = chosen >= 0
    first, second, words = above[near], chosen[near], np.array(BASES, dtype=object)[basis[near]]
    return pd.DataFrame({"first": first, "second": second, "basis": words, "timing": _timing(book, first, second)})


def with_one(
    book: Book, above: Ints, below: Ints, at: int, days_apart: int | None = None, *, one_start: bool = True
) -> pd.DataFrame:
    """One figure over its denominator, and each kind of numerator, chosen likewise, over that figure.

    Args:
        book: the book.
        above: see `with_denominators`.
        below: likewise.
        at: the position of the figure, which may be among either.
        days_apart: see `with_denominators`.
        one_start: likewise.

    Returns:
        A frame as `with_denominators` has it.
    """
    one, kind = np.array([at]), np.asarray(book.figures["measure"].cat.codes)
    pairs = [with_denominators(book, above[above == at], below, days_apart, one_start=one_start)]
    for measure in np.unique(kind[above]) if at in below else ():
        others = above[(kind[above] == measure) & (above != at)]
        turned = with_denominators(book, one, others, days_apart, one_start=one_start)
        first, second = turned["second"].to_numpy(), turned["first"].to_numpy()
        pairs.append(turned.assign(first=first, second=second, timing=_timing(book, first, second)))
    return pd.concat(pairs, ignore_index=True)


def _denominators(book: Book, above: Ints, below: Ints, start: Ints, days_apart: int | None) -> tuple[Ints, Ints]:
    """Positions of the denominators chosen, -1 where none is near enough, and which of BASES each rests on."""
    chosen, basis = np.full(len(above), -1), np.full(len(above), len(BASES) - 1)
    days, places = book.column("as_of_last"), _places(book, above, below, start)
    met = np.flatnonzero(_among(places[0], places[1]))
    fine = _among(places[1], places[0])
    above, below, places = above[met], below[fine], (places[0][met], places[1][fine])
    for number, key in enumerate((book.column("statement"), book.source, np.zeros(len(book), dtype=np.int64))):
        group = numbered([np.append(*places), np.append(key[above], key[below])])
        found = nearest_in_time(group[len(above) :], days[below], group[: len(above)], days[above])
        new = (chosen[met] < 0) & (found >= 0)
        if days_apart is not None:
            new[new] = np.abs(days[above[new]] - days[below[found[new]]]) <= days_apart
        chosen[met[new]], basis[met[new]] = below[found[new]], number
    return chosen, basis


def _places(book: Book, above: Ints, below: Ints, start: Ints) -> tuple[Ints, Ints]:
    """A number for the population, scope and first day of each."""
    both = np.append(above, below)
    codes = (np.asarray(book.figures[name].cat.codes) for name in ("population", "scope"))
    places = numbered([column[both] for column in (*codes, start)])
    return places[: len(above)], places[len(above) :]


def _among(places: Ints, others: Ints) -> "npt.NDArray[np.bool_]":
    """Which places are among others."""
    there = np.zeros(max(places.max(initial=0), others.max(initial=0)) + 1, dtype=bool)
    there[others] = True
    result: npt.NDArray[np.bool_] = there[places]
    return result


def _timing(book: Book, first: Ints, second: Ints) -> Any:
    begins, ends = book.column("as_of_first"), book.column("as_of_last")
    same, later, earlier = book.on_one_day(first, second), begins[second] >= ends[first], ends[second] <= begins[first]
    return np.array(TIMINGS, dtype=object)[np.select([same, later, earlier], [0, 1, 2], 3)]


def _stated_shares(book: Book, ratio: Ratio) -> pd.DataFrame:
    """Shares that a source states itself, of a denominator's measure or of a figure of it."""
    base = book.figures["share_of"]
    position = book.named("share_of")
    of_figure = (position >= 0) & book.of_measures(ratio.denominator)[position]
    share = np.asarray(book.figures["is_share"]) & book.of_measures(ratio.numerator) & book.reported & ~book.is_retold
    at = np.flatnonzero(share & (np.asarray(base.isin(ratio.denominator)) | of_figure))
    low, high = book.column("low")[at] / 100, book.column("high")[at] / 100
    return pd.DataFrame({
        "first": at, "second": position[at], "low": low, "high": high, "basis": BASES[-1], "timing": "same day",
    })  # fmt: skip


def _marked(pairs: pd.DataFrame, ratio: Ratio, side: str, *, caps: bool = True) -> pd.DataFrame:
    """The pairs, those whose kindest bound lies outside a band on one side under the strictest that it leaves.

    A denominator counted earlier is only a floor, so what rests on it is at most a note; one counted later is a
    ceiling, so what is below a band by it is at most a note. Not so without `caps`: there bands are made for floors.
    """
    weak = ~pairs["timing"].isin(TIMINGS[: 2 if side == "above" else 1]).to_numpy() & caps
    end = pairs["low" if side == "above" else "high"].to_numpy()
    limit, severity = np.full(len(pairs), np.nan), np.full(len(pairs), "", dtype=object)
    for band in reversed(ratio.bands):  # the strictest comes last and stands
        out = end > band.above if side == "above" else end < band.below
        limit[out] = band.above if side == "above" else band.below
        severity[out] = np.where(weak[out], "note", band.severity)
    return pairs.assign(limit=limit, severity=severity, side=np.where(severity != "", side, ""))
