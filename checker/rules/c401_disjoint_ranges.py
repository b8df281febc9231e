"""Two sources whose ranges for one quantity cannot both hold, dates considered.

What it finds
    Two totals of different sources, where the smallest that the earlier can be is above the largest that the later
    can be; two counts for the same period, or up to an earlier and a later day from the same first day; two levels of
    a stock on one known day. One finding is reported for each quantity and pair of sources, led by the widest gap.

Why it matters
    At least one of the two is inconsistent with what happened, or they count different things under one name.

Bad
    id,population,scope,measure,reported,as_of,published,source
    a,army,front,killed,"about 1,000",2024-01-15,2024-01-22,officials
    b,army,front,killed,"about 600",2024-04-30,2024-04-30,agency

Good
    id,population,scope,measure,reported,as_of,published,source
    a,army,front,killed,"about 600",2024-01-15,2024-01-22,officials
    b,army,front,killed,"about 1,000",2024-04-30,2024-04-30,agency

Limits
    A later total may be larger: only an earlier smallest above a later largest clashes. Periods are not compared with
    totals here. Loose terms (casualties, losses, irrecoverable) are each source's own and not compared. A source's own
    list ("confirmed 304") is a floor for others. Wounded, stocks and may_fall populations, which can go down, are
    compared on one known day only. Planned, retracted and retold figures are no witnesses. A gap smaller than the
    rounding of the two numbers is a note.

References
    None: it follows from what a range is.
"""

from typing import Any

import numpy as np
import pandas as pd

from checker.figures.book import Book
from checker.figures.groups import numbered
from checker.figures.hits import (
    Hits,
    Told,
    all_pairs,
    clashing_pairs,
    led_by_widest,
    members,
    pair_evidence,
    pair_repairs,
)
from checker.figures.phrases import count, more_of, times
from checker.figures.windows import highest_before, lowest_after

SEVERITY = "warning"
ONE_CLASH = True


def find(book: Book) -> Hits:
    """Screen each footing at once; only where a floor passes a ceiling look at the sources one by one."""
    floors = np.flatnonzero(book.is_witness & ~book.by_measure("is_loose") & (book.footing >= 0))
    ceilings = floors[~book.column("own_list").astype(bool)[floors] & np.isfinite(book.column("high")[floors])]
    low, high, first, last = (book.column(name) for name in ("low", "high", "as_of_first", "as_of_last"))
    footing = book.footing
    top = highest_before(footing[floors], last[floors], low[floors], footing[ceilings], first[ceilings])
    bottom = lowest_after(footing[ceilings], first[ceilings], high[ceilings], footing[floors], last[floors])
    passed = ceilings[(top >= 0) & (low[floors[top]] > high[ceilings])]
    passing = floors[(bottom >= 0) & (low[floors] > high[ceilings[bottom]])] if len(ceilings) else floors[:0]
    pairs = pd.concat([_by_source(book, floors, passed, up=True), _by_source(book, ceilings, passing, up=False)])
    pairs = clashing_pairs(book, pairs["first"], pairs["second"])
    sources = np.sort(book.source[pairs[["first", "second"]].to_numpy()], axis=1)
    return Hits(len(floors), led_by_widest(pairs, numbered([book.quantity[pairs["first"]], *sources.T])))


def _by_source(book: Book, others: Any, asking: Any, *, up: bool) -> pd.DataFrame:
    """For each asking figure, of every other source the one that it clashes with most.

    A withdrawn total is no witness against what is published from its withdrawal on.
    """
    published, withdrawn = book.column("published"), book.superseded
    run = numbered([book.footing, book.source, withdrawn])
    runs = pd.DataFrame(
        {"footing": book.footing[others], "run": run[others], "source": book.source[others], "until": withdrawn[others]}
    )
    asks = pd.DataFrame(
        {"ask": asking, "footing": book.footing[asking], "own": book.source[asking], "said": published[asking]}
    )
    meets = asks.merge(runs.drop_duplicates(), on="footing")
    meets = meets[(meets["own"] != meets["source"]) & (meets["said"] < meets["until"])]
    ask = meets["ask"].to_numpy(np.int64)
    if up:
        day, low = book.column("as_of_last"), book.column("low")
        found = highest_before(run[others], day[others], low[others], meets["run"], book.column("as_of_first")[ask])
    else:
        day, high = book.column("as_of_first"), book.column("high")
        found = lowest_after(run[others], day[others], high[others], meets["run"], book.column("as_of_last")[ask])
    ask, other = ask[found >= 0], others[found[found >= 0]]
    valid = published[other] < withdrawn[ask]
    ask, other = ask[valid], other[valid]
    return pd.DataFrame({"first": other, "second": ask} if up else {"first": ask, "second": other})


def tell(book: Book, hit: Any) -> Told:
    """One quantity and two sources, led by the widest gap."""
    say, first, second = book.phrases, int(hit.first), int(hit.second)
    figures, ids = members(hit.pairs), book.ids
    reason = "Both are for the same day" if book.falls[first] else "The count does not fall"
    ratio = f", {times(hit.ratio)}" if np.isfinite(hit.ratio) else ""
    message = (
        f"{say.quantity(first)}: {say.claim(first)}, so at least {count(hit.low)}; {say.claim(second)}, so at most "
        f"{count(hit.high)}. {reason}, so the two are inconsistent: the gap is {count(hit.gap)}{ratio}."
        f"{more_of(len(figures) - 2, 'figure of the two sources clashes', 'figures of the two sources clash')}"
    )
    evidence = pair_evidence(book, hit) | {"pairs": all_pairs(book, hit.pairs)}
    names = sorted((say.value(first, "source"), say.value(second, "source")))
    subject = "\n".join([*book.dataset.quantity_of(ids[first]), *names])
    both = f"{say.source(first)} and {say.source(second)}"
    ask = f"Ask {both}: who is counted as {say.noun(first)}, where, and up to which day?"
    return Told(message, figures, evidence, hit.severity or None, pair_repairs(book, hit), ask, subject)
