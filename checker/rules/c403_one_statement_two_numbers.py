"""One source on one day, carried with numbers that cannot both hold.

What it finds
    Figures of one source, published on one day, for one quantity up to the same day, whose ranges do not meet.
    Retellings count: a copy that carries the statement with another number is compared with it and with its other
    copies.

Why it matters
    Somebody heard or wrote it down differently. Which outlet one happens to read decides which number one quotes.

Bad
    id,population,scope,measure,reported,as_of,published,source,via
    a,army,front,deployed,"about 15,000",2024-04-30,2024-04-30,agency,radio
    b,army,front,deployed,"about 18,000",2024-04-30,2024-04-30,agency,paper

Good
    id,population,scope,measure,reported,as_of,published,source,via
    a,army,front,deployed,"about 15,000",2024-04-30,2024-04-30,agency,radio
    b,army,front,deployed,"15,000 to 18,000",2024-04-30,2024-04-30,agency,paper

Limits
    Figures up to different days of one source are a series (T301). Where a retelling is compared here, P501 keeps
    quiet about the same pair. A gap smaller than the rounding of the two numbers is a note.

References
    None.
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
from checker.figures.phrases import amount, count, more_of, times
from checker.figures.windows import highest_before

SEVERITY = "warning"
ONE_CLASH = True


def find(book: Book) -> Hits:
    """Within each statement's day, figures whose ranges do not meet."""
    counts = book.reported & ~book.column("is_share").astype(bool)
    day = np.where(book.day_known, book.column("as_of_last"), -1 - book.column("statement"))
    told = numbered([book.quantity, book.source, book.column("published"), book.column("period_start"), day])
    own, copies = np.flatnonzero(counts & ~book.is_retold), np.flatnonzero(counts)
    found = [_apart(book, own, told), _apart(book, copies, numbered([told, book.origin]))]
    pairs = pd.concat(found, ignore_index=True).drop_duplicates(["first", "second"]).reset_index(drop=True)
    return Hits(len(copies), led_by_widest(pairs, told[pairs["first"]]))


def _apart(book: Book, figures: Any, told: Any) -> pd.DataFrame:
    """Each figure with the highest of its group that clashes with it; a list's own number is no ceiling for others."""
    own_list = book.column("own_list").astype(bool)
    low = book.column("low")
    frames = []
    for floors, ceilings in ((figures, figures[~own_list[figures]]), (figures[own_list[figures]],) * 2):
        no_day, ask_day = np.zeros(len(floors), np.int64), np.zeros(len(ceilings), np.int64)
        best = highest_before(told[floors], no_day, low[floors], told[ceilings], ask_day)
        frames.append(clashing_pairs(book, floors[best[best >= 0]], ceilings[best >= 0]))
    return pd.concat(frames, ignore_index=True)


def tell(book: Book, hit: Any) -> Told:
    """One statement, with its two numbers furthest apart."""
    say, first, second = book.phrases, int(hit.first), int(hit.second)
    figures = members(hit.pairs)
    carriers = [f"{say.said(at)} ({say.value(at, 'via') or 'no outlet named'})" for at in (second, first)]
    message = (
        f"{say.quantity(first)}: what {say.source(first)} said for one day, {say.until(first)}, is carried as "
        f"{carriers[0]} and as {carriers[1]}. {amount(hit.low, np.inf).capitalize()} and {amount(0, hit.high)} are "
        f"inconsistent: the gap is {count(hit.gap)}{_ratio(hit)}.{more_of(len(figures) - 2, 'number of it clashes', 'numbers of it clash')}"
    )
    evidence = pair_evidence(book, hit) | {"pairs": all_pairs(book, hit.pairs)}
    ask = f"Ask the outlets for the recording or the text: which number did {say.source(first)} give?"
    return Told(message, figures, evidence, hit.severity or None, pair_repairs(book, hit), ask)


def _ratio(hit: Any) -> str:
    return f", {times(hit.ratio)}" if np.isfinite(hit.ratio) else ""
