"""Parts that cannot make their total, in one statement.

What it finds
    A total and its parts in one statement, for one period and day. Killed and wounded, and the other exact sums: more
    in the given parts than in the total, or, where all parts are given, fewer. Casualties and other loose terms, and
    the members of a split that is not complete: more in the parts than in the total. The members of a complete split,
    all given, must add up to the whole. Where one more figure of the statement would make the sum exact, it is named.

Why it matters
    Whoever quotes the total and whoever quotes the parts say different things in the name of one source. Mostly one
    part is missing from the list, or one number is mistyped.

Bad
    id,population,scope,measure,reported,as_of,published,source
    a,army,front,killed,"7,905",2024-11-06,2024-11-06,staff
    b,army,front,wounded,"12,220",2024-11-06,2024-11-06,staff
    c,army,front,killed_and_wounded,"20,842",2024-11-06,2024-11-06,staff

Good
    id,population,scope,measure,reported,as_of,published,source
    a,army,front,killed,"7,905",2024-11-06,2024-11-06,staff
    b,army,front,wounded,"12,220",2024-11-06,2024-11-06,staff
    c,army,front,killed_and_wounded,"20,125",2024-11-06,2024-11-06,staff

Limits
    Each figure counts with its whole range, and the most that the ranges allow is allowed. A part that is not given is
    unknown, not 0. Where a single part is above the total, A101 says so alone. A split is complete where one of its
    members says so; a member that begins to count earlier than the whole (`since`) is left out, and one that begins
    later makes the rest unknown. For a period, a split with a may_fall member is left out. Over scopes, deployed and
    evacuated are no sums, since people move. A total that several recipes fit is told once, by the one with the most
    terms. A source's own list ("confirmed 304") is a floor for others, and a ceiling for such lists alone. Shares and
    planned, retracted and retold figures are left out. A gap smaller than the rounding of all the numbers is a note.
    The figure named as a hint has two ends, the upper at most twice the lower.

Evidence
    - whole: the total
    - parts: its parts
    - by: what they are parts by: measure, population or scope
    - side: whether the sum is above or below the total
    - complete: whether these are all parts
    - sum: the sum of the parts, by the ends nearest to the total
    - total: the total, by its end nearest to the sum
    - gap: by how many people they are apart
    - ratio: the larger over the smaller of the two; null over 0
    - rounding: the rounding of the numbers, added; a gap below it is a note
    - hint: the figure of the statement with which the sum comes out; null where there is none

References
    None: it follows from what a sum is.
"""

from typing import Any

import pandas as pd

from checker.figures.book import Book
from checker.figures.hits import Hits, Told
from checker.figures.summing import hint_of, sum_evidence, sum_repairs, sum_told
from checker.figures.sums import clashing_sums

SEVERITY = "error"
ONE_CLASH = True


def find(book: Book) -> Hits:
    """Every part of every sum that does not come out, beside its total."""
    return Hits(*clashing_sums(book))


def group(book: Book, rows: pd.DataFrame) -> pd.DataFrame:  # noqa: ARG001  (every rule's group is asked the same way)
    """One row for each sum none of whose parts alone is above the total."""
    whole = rows[rows.groupby("clash")["first"].transform("size") == rows["size"]]
    parts = whole.groupby("clash")["first"].apply(list)
    return whole.drop_duplicates("clash").assign(parts=lambda one: one["clash"].map(parts)).reset_index(drop=True)


def tell(book: Book, hit: Any) -> Told:
    """One sum."""
    hint = hint_of(book, hit)
    figures = (*hit.parts, int(hit.second))
    source = book.phrases.source(hit.second)
    ask = f"Ask {source}: which of these numbers is as the source gave it, and who else is in the total?"
    return Told(
        sum_told(book, hit, hint), figures, sum_evidence(book, hit, hint), hit.severity or None,
        sum_repairs(book, hit), ask,
    )  # fmt: skip
