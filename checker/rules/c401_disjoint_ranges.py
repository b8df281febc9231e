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
    rounding of the two numbers is a note. From the day of a revision on, its source's earlier totals are no witnesses.

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

References
    None: it follows from what a range is.
"""

from typing import Any

import numpy as np

from checker.figures.book import Book
from checker.figures.hits import (
    Hits,
    Told,
    all_pairs,
    by_quantity_and_sources,
    members,
    pair_evidence,
    pair_repairs,
    sources_subject,
)
from checker.figures.opponents import opponents
from checker.figures.phrases import count, more_of, times

SEVERITY = "warning"
ONE_CLASH = True


def find(book: Book) -> Hits:
    """For every figure that clashes, of each other source the one that it clashes with most."""
    figures = np.flatnonzero(book.is_witness & ~book.by_measure("is_loose") & (book.footing >= 0))
    ends, begins = book.column("as_of_last"), book.column("as_of_first")
    return Hits(len(figures), opponents(book, figures, book.footing, ends, begins, own=False))


group = by_quantity_and_sources


def tell(book: Book, hit: Any) -> Told:
    """One quantity and two sources, led by the widest gap."""
    say, first, second = book.phrases, int(hit.first), int(hit.second)
    figures = members(hit.pairs)
    reason = "Both are for the same day" if book.falls[first] else "The count does not fall"
    ratio = f", {times(hit.ratio)}" if np.isfinite(hit.ratio) else ""
    message = (
        f"{say.quantity(first)}: {say.claim(first)}, so at least {count(hit.low)}; {say.claim(second)}, so at most "
        f"{count(hit.high)}. {reason}, so the two are inconsistent: the gap is {count(hit.gap)}{ratio}."
        f"{more_of(len(figures) - 2, 'figure of the two sources clashes', 'figures of the two sources clash')}"
    )
    evidence = pair_evidence(book, hit) | {"pairs": all_pairs(book, hit.pairs)}
    both = f"{say.source(first)} and {say.source(second)}"
    ask = f"Ask {both}: who is counted as {say.noun(first)}, where, and up to which day?"
    repairs, subject = pair_repairs(book, hit), sources_subject(book, hit)
    return Told(message, figures, evidence, hit.severity or None, repairs, ask, subject)
