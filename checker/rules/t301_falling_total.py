"""A source's total is lower than it was before.

What it finds
    Two totals of one source for one quantity, where the smallest that the first can be is above the largest that a
    later one can be. A total counts everything up to its day, so it can stay or grow, not fall. Two totals for the
    same day are compared both ways. One finding is reported for each fall; later totals that stay below the peak are
    listed with it.

Why it matters
    Either one of the two is mistyped, or the source has changed what it counts, or it has corrected itself. A reader
    who adds the later figures up, or takes growth from them, will get it wrong.

Bad
    id,population,scope,measure,reported,as_of,published,source
    a,army,battle,captured,983,2024-04-26,2024-04-26,staff
    b,army,battle,captured,971,2024-05-25,2024-05-25,staff

Good
    id,population,scope,measure,reported,as_of,published,source,revises
    a,army,battle,captured,983,2024-04-26,2024-04-26,staff,
    b,army,battle,captured,971,2024-05-25,2024-05-25,staff,a

Limits
    A total of wounded may fall by as many as died of wounds: that is a note, and an error only where the source's own
    killed gained fewer. Stocks and populations marked may_fall are left out. Figures of a source's own list
    ("confirmed") are compared with that list. A gap smaller than the rounding of the two numbers is a note.

References
    None: it follows from what a total is.
"""

from typing import Any

import numpy as np
import pandas as pd

from checker.figures.book import Book
from checker.figures.groups import numbered
from checker.figures.hits import Hits, Told, clashing_pairs, pair_evidence, pair_repairs
from checker.figures.phrases import count, json_number, more_of
from checker.figures.windows import highest_before, lowest_after

SEVERITY = "error"
ONE_CLASH = True


def find(book: Book) -> Hits:
    """Within each series, totals below an earlier one."""
    remainder = book.falls & ~book.by_measure("falls")
    totals = np.flatnonzero(book.is_witness & ~book.is_period & ~book.by_measure("is_stock") & ~remainder)
    series = numbered([book.quantity, book.source, book.superseded])
    own_list = book.column("own_list").astype(bool)
    listed = totals[own_list[totals]]
    found = [_falls(book, totals, totals[~own_list[totals]], series), _falls(book, listed, listed, series)]
    frame = _grouped(book, pd.concat(found, ignore_index=True), series)
    return Hits(len(totals), _wounded(book, frame))


def _falls(book: Book, floors: Any, ceilings: Any, series: Any) -> pd.DataFrame:
    """Each ceiling that a floor before it clashes with: the one just before it, else the highest."""
    low, high, first, last = (book.column(name) for name in ("low", "high", "as_of_first", "as_of_last"))
    best = highest_before(series[floors], last[floors], low[floors], series[ceilings], first[ceilings])
    hit = best >= 0
    pairs = clashing_pairs(book, floors[best[hit]], ceilings[hit])
    before = _just_before(book, floors, series)[pairs["second"]]
    direct = (before >= 0) & (low[before] > high[pairs["second"]]) & (last[before] <= first[pairs["second"]])
    told = clashing_pairs(book, np.where(direct, before, pairs["first"]), pairs["second"])
    return told.assign(direct=direct, before=before)


def _just_before(book: Book, floors: Any, series: Any) -> Any:
    """For every figure the one before it in its series, -1 for the first."""
    order = floors[
        np.lexsort((floors, book.column("as_of_first")[floors], book.column("as_of_last")[floors], series[floors]))
    ]
    before = np.full(len(book), -1)
    before[order[1:]] = np.where(series[order[1:]] == series[order[:-1]], order[:-1], -1)
    return before


def _grouped(book: Book, pairs: pd.DataFrame, series: Any) -> pd.DataFrame:
    """One row a fall: a total that only stays below the peak joins the fall before it, in `still_below`."""
    days = book.column("as_of_last")
    order = np.lexsort((pairs["second"], days[pairs["second"]], series[pairs["second"]]))
    pairs = pairs.iloc[order].reset_index(drop=True)
    joins = ~pairs["direct"] & pairs["before"].isin(pairs["second"])
    fall = (~joins).cumsum()
    below = pairs[joins].groupby(fall[joins])["second"].apply(list)
    leads = pairs[~joins]
    return leads.assign(still_below=[below.get(number, []) for number in fall[~joins]]).reset_index(drop=True)


def _wounded(book: Book, falls: pd.DataFrame) -> pd.DataFrame:
    """What a fall of wounded leaves to explain: `gain` is by how much the source's killed can have grown meanwhile."""
    vocabulary, figures = book.dataset.vocabulary, book.figures
    heirs = figures["measure"].astype(object).map(lambda word: vocabulary[word].gives_way_to)
    gives_way = np.asarray(heirs != "")[falls["first"]]
    heir = np.flatnonzero(book.is_witness & ~book.is_period & np.asarray(figures["measure"].isin(set(heirs) - {""})))
    place = numbered([figures["population"].cat.codes, figures["scope"].cat.codes, book.source])
    first, second = falls["first"].to_numpy(), falls["second"].to_numpy()
    low, high, begins, ends = (book.column(name) for name in ("low", "high", "as_of_first", "as_of_last"))
    floor = highest_before(place[heir], ends[heir], low[heir], place[first], begins[first])
    ceiling = lowest_after(place[heir], begins[heir], high[heir], place[second], ends[second])
    known = gives_way & (floor >= 0) & (ceiling >= 0)
    gain = np.full(len(falls), np.inf)
    gain[known] = high[heir[ceiling[known]]] - low[heir[floor[known]]]
    excused = gives_way & (falls["gap"] <= gain)
    return falls.assign(gives_way=gives_way, gain=gain, severity=falls["severity"].where(~excused, "note"))


def tell(book: Book, hit: Any) -> Told:
    """One fall."""
    say, first, second = book.phrases, int(hit.first), int(hit.second)
    same_day = bool(book.on_one_day(np.array([first]), np.array([second]))[0])
    why = "Both are for the same day" if same_day else "A total does not fall"
    ids = book.ids
    below = [ids[at] for at in hit.still_below]
    message = (
        f"{say.quantity(first)}: {say.claim(first)}, then {say.said(second)} {say.until(second)}: at least "
        f"{count(hit.low)}, then at most {count(hit.high)}. {_verdict(hit, why)}"
        f"{more_of(len(below), 'total stays below it', 'totals stay below it')}"
    )
    evidence = pair_evidence(book, hit) | {"still_below": below}
    if hit.gives_way:
        evidence["killed_gained_at_most"] = json_number(hit.gain)
    ask = f"Ask {say.source(first)}: was the count corrected, or is something else counted since?"
    return Told(message, (first, second), evidence, hit.severity or None, pair_repairs(book, hit), ask)


def _verdict(hit: Any, why: str) -> str:
    """What follows from the gap; for wounded, what it rests on."""
    if not hit.gives_way:
        return f"{why}, so the two are inconsistent unless the source revised its count: the gap is {count(hit.gap)}."
    if hit.severity == "note":
        return f"That holds only if at least {count(hit.gap)} of them died of wounds meanwhile."
    gain = count(max(hit.gain, 0))
    return f"Its own killed grew by at most {gain} meanwhile, so deaths do not explain the gap of {count(hit.gap)}."
