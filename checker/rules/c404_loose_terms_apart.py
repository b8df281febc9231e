"""Two sources use one loose term for numbers that would clash if they meant the same by it.

What it finds
    Casualties, losses or irrecoverable losses by two sources for one population and scope, where the smallest that the
    earlier can be is above the largest that the later can be. The message says what would have to be so: the
    difference can only be people whom the one source counts and the other does not. One finding is reported for each
    quantity and pair of sources, led by the widest gap; up to 10 % of the smaller number it is a note.

Why it matters
    A loose term holds at least its parts (casualties: killed and wounded); whether captured or missing are in it is
    each source's own choice. Setting the two side by side as if they were one count misleads.

Bad
    id,population,scope,measure,reported,as_of,published,source
    a,army,front,casualties,"about 1,000",2024-01-15,2024-01-22,officials
    b,army,front,casualties,"about 600",2024-04-30,2024-04-30,agency

Good
    id,population,scope,measure,reported,as_of,published,source
    a,army,front,casualties,"about 600",2024-01-15,2024-01-22,officials
    b,army,front,casualties,"about 1,000",2024-04-30,2024-04-30,agency

Limits
    It is no clash: both can be so. Compared are the same figures as for C401: totals and periods from one first day, a
    revision ends what its source said before, a source's own list is a floor for others, and planned, retracted and
    retold figures are left out. A gap smaller than the rounding of the two numbers is a note. A larger number by the
    later source is never found: the count may have grown.

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

from checker.figures.book import Book
from checker.figures.hits import Hits, Told, all_pairs, by_quantity_and_sources, members, pair_evidence, sources_subject
from checker.figures.opponents import opponents
from checker.figures.phrases import count, more_of

SEVERITY = "warning"
MILD = 0.1  # of the smaller number
OTHERS = {"killed": "killed", "wounded": "wounded", "captured": "captured", "went_missing": "missing"}


def find(book: Book) -> Hits:
    """For every figure that would clash, of each other source the one that it would clash with most."""
    figures = np.flatnonzero(book.is_witness & book.by_measure("is_loose") & (book.footing >= 0))
    ends, begins = book.column("as_of_last"), book.column("as_of_first")
    pairs = opponents(book, figures, book.footing, ends, begins, own=False)
    mild = (pairs["severity"] == "note") | (pairs["gap"] <= MILD * pairs["high"])
    return Hits(len(figures), pairs.assign(severity=np.where(mild, "note", "")))


group = by_quantity_and_sources


def tell(book: Book, hit: Any) -> Told:
    """One loose term and two sources, led by the widest gap."""
    say, first, second = book.phrases, int(hit.first), int(hit.second)
    figures, noun = members(hit.pairs), say.noun(first)
    message = (
        f"{say.quantity(first)}: {say.claim(first)}, so at least {count(hit.low)}; {say.claim(second)}, so at most "
        f"{count(hit.high)}. Each source has its own use of “{noun}”. Both hold only if at least {count(hit.gap)} "
        f"were {_others(book, first)}, counted by {say.source(first)} and not by {say.source(second)}."
        f"{more_of(len(figures) - 2, 'figure of the two is apart as well', 'figures of the two are apart as well')}"
    )
    evidence = pair_evidence(book, hit) | {"pairs": all_pairs(book, hit.pairs)}
    ask = f"Ask {say.source(first)} and {say.source(second)}: do your {noun} hold the captured and the missing?"
    return Told(message, figures, evidence, hit.severity or None, (), ask, sources_subject(book, hit))


def _others(book: Book, at: int) -> str:
    """What a loose term may hold beside what it holds for certain."""
    certain = book.dataset.vocabulary.parts(book.phrases.value(at, "measure"))
    free = [word for name, word in OTHERS.items() if name not in certain]
    return " or ".join([", ".join(free[:-1]), free[-1]] if len(free) > 1 else free or ["something else"])
