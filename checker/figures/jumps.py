"""How fast a source's count grows, and where it suddenly grows much faster."""

from collections.abc import Iterator
from itertools import pairwise

import numpy as np
import numpy.typing as npt
import pandas as pd

from checker.figures.book import Book, Ints
from checker.figures.falls import sequence
from checker.figures.groups import in_order, numbered
from checker.figures.increments import periods_of_flows

SCALE = 1.4826  # makes the median absolute deviation of normal numbers their standard deviation
DEVIATIONS, TIMES, LEAST_OTHERS = 3.5, 3.0, 6
NEIGHBOURS = 30  # on either side
Floats = npt.NDArray[np.float64]


def increments(book: Book) -> pd.DataFrame:
    """What each source's count grew by per day, from a total to its next, and by its counts for periods.

    Returns:
        first and second (the totals; second -1 where first is a count for a period), series, days (the most that there
        can be), rate (the least per day that the ranges allow), middle (between the middles of the ranges; NaN where
        one of them is open or a day is not known), told (a number for what one source counts over the same days). Those
        of one series are in the order of time.
    """
    place, before = sequence(book)
    later = np.flatnonzero(before >= 0)
    turns = np.full(len(book), -1)
    turns[place[later]] = later
    later = turns[turns >= 0]
    periods, low, high = periods_of_flows(book), book.column("low"), book.column("high")
    periods = periods[np.lexsort((book.column("period_start")[periods], book.column("as_of_last")[periods]))]
    first, last, middle, earlier = book.column("as_of_first"), book.column("as_of_last"), _middle(book), before[later]
    totals = pd.DataFrame({
        "first": earlier, "second": later, "days": last[later] - first[earlier],
        "least": low[later] - high[earlier], "middle": middle[later] - middle[earlier],
    })  # fmt: skip
    counts = pd.DataFrame({
        "first": periods, "second": -1, "days": last[periods] - book.column("period_start")[periods] + 1,
        "least": low[periods], "middle": middle[periods],
    })  # fmt: skip
    rows = pd.concat([totals[totals["days"] > 0], counts], ignore_index=True)
    of, upto = rows["first"].to_numpy(), np.where(rows["second"] < 0, rows["first"], rows["second"])
    told = np.arange(len(rows))  # no count for a period is told with another
    if len(periods):
        told = numbered([book.quantity[of], book.source[of], last[upto], rows["days"].to_numpy()])
    series = numbered([book.quantity, book.source, book.superseded, book.column("own_list"), book.is_period])
    return rows.assign(
        series=series[of], told=told, rate=rows["least"] / rows["days"], middle=rows["middle"] / rows["days"]
    )


def _middle(book: Book) -> Floats:
    """The middle of each range, NaN where it is open or its last day is not known (shape: the book)."""
    middle: Floats = (book.column("low") + book.column("high")) / 2
    return np.where(book.day_known & np.isfinite(middle), middle, np.nan)


def jumps(series: Ints, rate: Floats, middle: Floats) -> pd.DataFrame:
    """For each increment how the others of its series spread, and whether it is far above them and its neighbours.

    Args:
        series: increments of the same number are compared; those of one are in the order of time (shape: increments).
        rate: what is judged; where `middle` is a number, at most that.
        middle: what the others are; NaN is no other.

    Returns:
        A row an increment: others (how many), median, spread (scaled median absolute deviation), limit (what a jump is
        above), is_jump. Median and spread are right for what is above them; below them, nothing is a jump. Where the
        limit by the neighbours, so many on either side, is the higher one, all these are theirs, and nearby is true.
    """
    series, itself = numbered([series]), np.isfinite(middle)
    with_it, without = _spreads(series, middle)
    rows = pd.DataFrame({name: np.where(itself, without[name][series], with_it[name][series]) for name in with_it})
    rows["limit"] = _limit(rows)
    far = (rate > rows["limit"]) & (rate > 0) & (rows["others"] >= LEAST_OTHERS) & (rows["spread"] > 0)
    candidates = np.flatnonzero(far)
    nearby = _nearby(series, middle, candidates)
    stricter = (nearby["others"] >= LEAST_OTHERS) & (nearby["limit"] > rows.loc[candidates, "limit"])
    rows.loc[candidates[stricter], nearby.columns] = nearby[stricter]
    return rows.assign(is_jump=far & (rate > rows["limit"]), nearby=np.isin(np.arange(len(rows)), candidates[stricter]))


def _limit(rows: pd.DataFrame) -> Floats:
    """What stands out is above both: so many deviations over the median, and so many times the median."""
    median, spread = rows["median"].to_numpy(), rows["spread"].to_numpy()
    limit: Floats = np.maximum(median + DEVIATIONS * spread, TIMES * median)
    return limit


def _nearby(series: Ints, middle: Floats, at: Ints) -> pd.DataFrame:
    """How the neighbours of some increments spread: others, median, spread and limit, indexed by their positions."""
    order = np.argsort(series, kind="stable")
    place = np.empty_like(order)
    place[order] = np.arange(len(order))
    steps = np.delete(np.arange(-NEIGHBOURS, NEIGHBOURS + 1), NEIGHBOURS)
    beside = place[at][:, None] + steps
    known = order[beside.clip(0, max(len(order) - 1, 0))]
    own = (beside >= 0) & (beside < len(order)) & (series[known] == series[at][:, None]) & np.isfinite(middle[known])
    values = pd.DataFrame(np.where(own, middle[known], np.nan))
    median = values.median(axis="columns")
    spread = SCALE * values.sub(median, axis="index").abs().median(axis="columns")
    rows = pd.DataFrame({"others": own.sum(axis=1).astype(float), "median": median, "spread": spread})
    return rows.assign(limit=_limit(rows)).set_axis(at)


def led_by_steepest(rows: pd.DataFrame) -> pd.DataFrame:
    """One row for each run of jumps that follow each other in their series: the steepest, with all of them in `run`.

    A count for a period that jumps as the totals before and after it do is told with these.

    Args:
        rows: of `increments`, with is_jump besides.
    """
    by_totals = rows["told"].isin(rows["told"][rows["is_jump"] & (rows["second"] >= 0)])
    is_jump, series = (rows["is_jump"] & ~(by_totals & (rows["second"] < 0))).to_numpy(), rows["series"].to_numpy()
    order = in_order([series])
    follows = np.append(False, is_jump[order[:-1]] & (series[order[1:]] == series[order[:-1]]))[: len(order)]
    jumping = is_jump[order]
    found = rows.iloc[order[jumping]].assign(run=np.cumsum(~follows)[jumping])
    starts = np.flatnonzero(np.diff(found["run"], prepend=-1))
    pairs, edges = found[["first", "second"]].to_numpy().tolist(), pairwise([*starts.tolist(), len(found)])
    runs = {number: pairs[slice(*edge)] for number, edge in zip(found["run"].to_numpy()[starts], edges, strict=True)}
    leads = found.sort_values(["run", "rate"], ascending=[True, False], kind="stable").drop_duplicates("run")
    listed = pd.Series([runs[number] for number in leads["run"]], index=leads.index, dtype=object)
    return leads.assign(run=listed).sort_values(["first", "second"]).reset_index(drop=True)


def _spreads(series: Ints, middle: Floats) -> Iterator[dict[str, Floats]]:
    """Of each series the number, median and spread of its numbers; then the same with its largest left out.

    Who is above the median is one of the upper half: whichever of them one leaves out, the median stays the same.
    """
    numbers, place = middle[np.isfinite(middle)], series[np.isfinite(middle)]
    sizes = np.bincount(place, minlength=series.max(initial=-1) + 1)
    starts, ranked = np.cumsum(sizes) - sizes, _ranked(place, numbers)
    for others in (sizes, sizes - 1):
        median = _median_of_lowest(ranked, starts, others)
        spread = SCALE * _median_of_lowest(_ranked(place, np.abs(numbers - median[place])), starts, others)
        yield {"others": others.astype(np.float64), "median": median, "spread": spread}


def _ranked(place: Ints, numbers: Floats) -> Floats:
    """The numbers place by place, those of one from the lowest up; NaN is infinite."""
    numbers = np.where(np.isnan(numbers), np.inf, numbers)
    order = np.argsort(numbers)
    ranked: Floats = numbers[order[in_order([place[order]])]]
    return ranked


def _median_of_lowest(ranked: Floats, starts: Ints, size: Ints) -> Floats:
    """Of each place the median of its so many lowest numbers, which begin at `starts`; NaN of none."""
    ranked = np.append(ranked, np.nan)
    middles = [np.where(size > 0, starts + (size - 1 + odd) // 2, len(ranked) - 1) for odd in (0, 1)]
    result: Floats = (ranked[middles[0]] + ranked[middles[1]]) / 2
    return result
