"""A source's total is lower than it was before.

What it finds
    Two totals of one source for one quantity, where the smallest that the first can be is above the largest that a
    later one can be. A total counts everything up to its day, so it can stay or grow, not fall. The same holds for
    counts for periods that begin on one day. Two for the same day are compared both ways. One finding is reported for
    each fall; later totals that stay below the peak are listed with it.

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
    A total of wounded may fall by as many as died of wounds: that is a note, and an error only where the source's
    own killed gained fewer, or both are for one day. Stocks and populations marked may_fall are left out. A
    source's own list ("confirmed") may not fall, and is a floor for its other totals. Counts for periods that begin
    on different days are not compared. A gap smaller than the rounding of the two numbers is a note. Numbers
    published on one day for one day are one statement's (C403).

Evidence
    - earlier: the figure that is at least so many
    - later: the figure that is at most so many
    - earlier_low: the smallest that the former can be
    - later_high: the largest that the latter can be
    - gap: by how many people they are apart
    - ratio: the larger over the smaller of the two; null over 0
    - rounding: the rounding of the numbers, added; a gap below it is a note
    - pairs: every pair that clashes (of very many, each figure with the one that it clashes with most), with its
      gap
    - still_below: the later totals that stay below the peak
    - killed_gained_at_most: for wounded alone: by how much the source's own killed can have grown meanwhile, null
      without an end

References
    None: it follows from what a total is.
"""

from typing import Any

import numpy as np
import pandas as pd

from checker.figures.book import Book
from checker.figures.falls import falling_counts, gain_of_heirs, gathered, sequence
from checker.figures.groups import is_repeated, numbered
from checker.figures.hits import Hits, Told, all_pairs, clashing_pairs, pair_evidence, pair_repairs
from checker.figures.opponents import comparable, opponents
from checker.figures.phrases import count, json_number, more_of

SEVERITY = "error"
ONE_CLASH = True


def find(book: Book) -> Hits:
    """For every total that clashes, the one of its source that it clashes with most.

    Totals of one known day are in the order of publication, and then once more the other way round.
    """
    totals, said = falling_counts(book), book.column("published")
    series = numbered([book.quantity, book.source, book.column("period_start")])
    first, last = (book.column(name) for name in ("as_of_first", "as_of_last"))
    turn = numbered([said]) + 1
    turns = int(turn.max(initial=0)) + 1
    ends = last * turns + np.where(book.day_known, turn, 0)
    begins = first * turns + np.where(book.day_known, turn, turns) - 1
    days = numbered([series, np.where(book.day_known, last, -1 - np.arange(len(book)))])
    shared = totals[is_repeated(days[totals])]
    pairs = [
        opponents(book, totals, series, ends, begins, own=True),
        opponents(book, shared, days, -said, -said - 1, own=True),
    ]
    return Hits(len(totals), pd.concat(pairs, ignore_index=True))


def group(book: Book, pairs: pd.DataFrame) -> pd.DataFrame:
    """One row a fall, by the total just before it where that clashes, else by the highest.

    A total that clashes only with earlier ones than the total before it, and no worse, joins that one's fall.
    """
    widest = pairs.sort_values(["second", "gap", "first"], ascending=[True, False, True]).drop_duplicates("second")
    fallen = widest["second"].to_numpy()
    counts = falling_counts(book)
    beside = counts[np.isin(book.quantity[counts], book.quantity[fallen])]
    order, before = (found[fallen] for found in sequence(book, beside))
    direct = _clashes(book, before, fallen)
    falls = _judged(book, clashing_pairs(book, np.where(direct, before, widest["first"]), fallen))
    falls = falls.assign(direct=direct, before=before).iloc[np.argsort(order)]
    told = falls["before"].map(falls.set_index("second")["severity"])
    joins = ~falls["direct"] & told.notna() & ((told == falls["severity"]) | (falls["severity"] == "note"))
    return gathered(falls, joins, pairs)


def _clashes(book: Book, before: Any, fallen: Any) -> Any:
    """Whether a total clashes with the one before it, and not as two numbers of one telling."""
    apart = (before >= 0) & (book.telling[before] != book.telling[fallen]) & comparable(book, before, fallen)
    later = book.column("as_of_last")[before] <= book.column("as_of_first")[fallen]
    return apart & later & (book.column("low")[before] > book.column("high")[fallen])


def _judged(book: Book, falls: pd.DataFrame) -> pd.DataFrame:
    """A fall of wounded is a note where the source's killed can have gained as much meanwhile."""
    first, second = (falls[side].to_numpy() for side in ("first", "second"))
    gives_way = book.by_measure("gives_way_to")[first] & ~book.on_one_day(first, second)
    gain = gain_of_heirs(book, first, second)
    excused = gives_way & (falls["gap"] <= gain)
    return falls.assign(gives_way=gives_way, gain=gain, severity=falls["severity"].where(~excused, "note"))


def tell(book: Book, hit: Any) -> Told:
    """One fall."""
    say, first, second = book.phrases, int(hit.first), int(hit.second)
    same_day = bool(book.on_one_day(np.array([first]), np.array([second]))[0])
    later = "A count from one day on does not fall" if book.is_period[first] else "A total does not fall"
    why = "Both are for the same day" if same_day else later
    ids = book.ids
    below = [ids[at] for at in hit.still_below]
    message = (
        f"{say.quantity(first)}: {say.claim(first)}, then {say.said(second)} {say.until(second)}: at least "
        f"{count(hit.low)}, then at most {count(hit.high)}. {_verdict(hit, why)}"
        f"{more_of(len(below), 'total stays below it', 'totals stay below it')}"
    )
    evidence = pair_evidence(book, hit) | {"still_below": below, "pairs": all_pairs(book, hit.pairs)}
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
