"""A source's count suddenly grows much faster than it does otherwise.

What it finds
    In the totals of one source for one quantity, or in its counts for periods, an increment per day that is more than
    3.5 scaled median absolute deviations above the median of at least six others, and more than three times that
    median. The others are all of the series, and those around it as well, up to 30 on either side. It is judged by the
    smallest increment that the ranges allow, over the most days that there can be. One finding is reported for a run of
    them, led by the steepest; a count for a period and the totals before and after it are one.

Why it matters
    A tenfold day is most often a digit too many, a total taken for a day's count, or many dead of earlier days entered
    at once. Whoever takes the growth for a battle is misled.

Bad
    id,population,scope,measure,reported,as_of,published,source
    a,army,front,killed,100,2024-05-01,2024-05-02,staff
    b,army,front,killed,110,2024-05-02,2024-05-03,staff
    c,army,front,killed,122,2024-05-03,2024-05-04,staff
    d,army,front,killed,131,2024-05-04,2024-05-05,staff
    e,army,front,killed,142,2024-05-05,2024-05-06,staff
    f,army,front,killed,150,2024-05-06,2024-05-07,staff
    g,army,front,killed,161,2024-05-07,2024-05-08,staff
    h,army,front,killed,261,2024-05-08,2024-05-09,staff

Good
    id,population,scope,measure,reported,as_of,published,source
    a,army,front,killed,100,2024-05-01,2024-05-02,staff
    b,army,front,killed,110,2024-05-02,2024-05-03,staff
    c,army,front,killed,122,2024-05-03,2024-05-04,staff
    d,army,front,killed,131,2024-05-04,2024-05-05,staff
    e,army,front,killed,142,2024-05-05,2024-05-06,staff
    f,army,front,killed,150,2024-05-06,2024-05-07,staff
    g,army,front,killed,161,2024-05-07,2024-05-08,staff
    h,army,front,killed,181,2024-05-08,2024-05-09,staff

Limits
    Where at least half of the others are the same to the digit, the deviation is 0 and nothing is found. The others
    are taken from the middle of one range to the middle of the next; open ranges and unknown days are judged, and
    are no others. Stocks, may_fall populations, planned, retracted and retold figures are left out, and a revision
    begins a series anew. Where a few a day are usual, counts scatter widely: seven beside a median of one stand
    out. A fierce battle is a jump as well: the count may be right. Over more than 100 days a jump is a note, as the
    worst years of a war are far above the others; so it is on a source's own list, which is filled in lumps.

Evidence
    - rate: the least increment a day that the ranges allow
    - days: over how many days, at most
    - others: how many other increments of the series it is set beside
    - median: their median a day
    - spread: their scaled median absolute deviation
    - limit: what stands out is above this
    - slow: whether it is a note, by its days or as a list's
    - run: the figures of each jump of the run, two totals or one count for a period

References
    Iglewicz B, Hoaglin DC. How to Detect and Handle Outliers. ASQC Basic References in Quality Control 16, 1993: a
    modified z-score above 3.5.
"""

from collections.abc import Iterator
from typing import Any

import numpy as np
import pandas as pd

from checker.figures.book import Book
from checker.figures.hits import Brief, Hits, Told
from checker.figures.jumps import LEAST_OTHERS, increments, jumps, led_by_steepest
from checker.figures.phrases import count, json_number, more_of

SEVERITY = "warning"
SLOW = 100  # days, over which a war may well become another


def find(book: Book) -> Hits:
    """Every increment beside the others of its series."""
    rows = increments(book)
    beside = jumps(*(rows[name].to_numpy() for name in ("series", "rate", "middle")))
    judged = int((beside["others"] >= LEAST_OTHERS).sum())
    found = led_by_steepest(rows.join(beside))
    on_list = book.column("own_list").astype(bool)[found["first"].to_numpy(np.int64)]
    return Hits(judged, found.assign(slow=(found["days"] > SLOW) | on_list))


def brief(_book: Book, hits: pd.DataFrame) -> Iterator[Brief]:
    """The two totals, or the count for a period."""
    for first, second, slow in zip(*(hits[name].tolist() for name in ("first", "second", "slow")), strict=True):
        yield Brief((first, second) if second >= 0 else (first,), severity="note" if slow else None)


def tell(book: Book, hit: Any) -> Told:
    """One increment."""
    say, first, second = book.phrases, int(hit.first), int(hit.second)
    others = f"{'increments' if second >= 0 else 'counts'} of this source{' around it' if hit.nearby else ''}"
    then = f", then {say.said(second)} {say.until(second)}" if second >= 0 else ""
    message = (
        f"{say.quantity(first)}: {say.claim(first)}{then}: at least {_number(hit.rate)} a day in at most "
        f"{count(hit.days)} {'day' if hit.days == 1 else 'days'}. The median of {count(hit.others)} other "
        f"{others} is {_number(hit.median)} a day, and their scaled "
        f"deviation {_number(hit.spread)}, so anything above {_number(hit.limit)} stands out."
        f"{more_of(len(hit.run) - 1, 'next to it does too', 'next to it do too')}"
    )
    evidence = {
        name: json_number(float(getattr(hit, name))) for name in ("rate", "days", "others", "median", "spread", "limit")
    } | {"slow": bool(hit.slow), "run": [[book.ids[at] for at in pair if at >= 0] for pair in hit.run]}
    ask = f"Ask {say.source(first)}: did all of it happen in these days, or was it entered in them?"
    return Told(message, (first, second) if second >= 0 else (first,), evidence, "note" if hit.slow else None, ask=ask)


def _number(rate: float) -> str:
    """A rate with at most one decimal, where it has one."""
    return count(round(rate, 1))
