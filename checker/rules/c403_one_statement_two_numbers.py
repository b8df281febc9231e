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
    None.
"""

from typing import Any

import numpy as np
import pandas as pd

from checker.figures.book import Book, Ints
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
from checker.figures.opponents import comparable, opponents
from checker.figures.phrases import amount, count, more_of, times

SEVERITY = "warning"
ONE_CLASH = True


def find(book: Book) -> Hits:
    """Within each telling, figures whose ranges do not meet: those told at first hand, and each with its copies."""
    counts = book.reported & ~book.column("is_share").astype(bool)
    own, copies = np.flatnonzero(counts & ~book.is_retold), np.flatnonzero(counts)
    one_time, families = np.zeros(len(book), dtype=np.int64), numbered([book.telling, book.origin])
    pairs = [
        opponents(book, own, book.telling, one_time, one_time, own=True),
        opponents(book, copies, families, one_time, one_time, own=True),
        _beside_origin(book, copies, families),
    ]
    return Hits(len(copies), pd.concat(pairs).drop_duplicates(["first", "second"]).reset_index(drop=True))


def _beside_origin(book: Book, figures: Ints, families: Ints) -> pd.DataFrame:
    """Each copy and the figure that it names, so that P501 does not tell the same."""
    origin = book.first_origin
    copies = figures[(origin[figures] >= 0) & np.isin(origin[figures], figures)]
    copies = copies[families[copies] == families[origin[copies]]]
    first, second = np.append(copies, origin[copies]), np.append(origin[copies], copies)
    fine = comparable(book, first, second)
    return clashing_pairs(book, first[fine], second[fine])


def group(book: Book, pairs: pd.DataFrame) -> pd.DataFrame:
    """One row for each telling."""
    return led_by_widest(pairs, book.telling[pairs["first"]])


def tell(book: Book, hit: Any) -> Told:
    """One statement, with its two numbers furthest apart."""
    say, first, second = book.phrases, int(hit.first), int(hit.second)
    figures = members(hit.pairs)
    carriers = [f"{say.said(at)} ({say.value(at, 'via') or 'no outlet named'})" for at in (second, first)]
    more = more_of(len(figures) - 2, "number of it clashes", "numbers of it clash")
    message = (
        f"{say.quantity(first)}: what {say.source(first)} said for one day, {say.until(first)}, is carried as "
        f"{carriers[0]} and as {carriers[1]}. {amount(hit.low, np.inf).capitalize()} and {amount(0, hit.high)} are "
        f"inconsistent: the gap is {count(hit.gap)}{_ratio(hit)}.{more}"
    )
    evidence = pair_evidence(book, hit) | {"pairs": all_pairs(book, hit.pairs)}
    ask = f"Ask the outlets for the recording or the text: which number did {say.source(first)} give?"
    return Told(message, figures, evidence, hit.severity or None, pair_repairs(book, hit), ask)


def _ratio(hit: Any) -> str:
    return f", {times(hit.ratio)}" if np.isfinite(hit.ratio) else ""
