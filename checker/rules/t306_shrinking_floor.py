"""A source's "at least" is lower than it was before.

What it finds
    Two totals of one source for one quantity that are both open upwards ("more than 1,000"), of which the later
    begins lower. One finding is reported for each drop; later floors that stay below it are listed with it.

Why it matters
    Both can be so, and yet a source that knew of a thousand has no reason to speak of nine hundred: an old statement
    may have been repeated, a count corrected in silence, or something else is counted.

Bad
    id,population,scope,measure,reported,as_of,published,source
    a,army,front,killed,"more than 1,000",2024-01-15,2024-01-16,officials
    b,army,front,killed,"more than 900",2024-02-15,2024-02-16,officials

Good
    id,population,scope,measure,reported,as_of,published,source
    a,army,front,killed,"more than 900",2024-01-15,2024-01-16,officials
    b,army,front,killed,"more than 1,000",2024-02-15,2024-02-16,officials

Limits
    Only floors of certainly an earlier and a later day are compared; a later number with an upper end is T301's. A
    revision begins the series anew. Wounded, stocks and may_fall populations, which can go down, and counts for a
    period are left out, and so are planned, retracted and retold figures. A drop smaller than the rounding of the two
    numbers counts as well: "more than 1,000" is no estimate.

Evidence
    - earlier: the figure that said the higher floor
    - later: the one that said the lower
    - earlier_low: the higher floor
    - later_low: the lower
    - gap: by how many people they are apart
    - still_below: the later floors that stay below it

References
    None.
"""

from typing import Any

import numpy as np

from checker.figures.book import Book
from checker.figures.drops import drops, in_figures
from checker.figures.groups import numbered
from checker.figures.hits import Hits, Told
from checker.figures.phrases import count, json_number, more_of

SEVERITY = "note"


def find(book: Book) -> Hits:
    """The totals that are open upwards, source by source."""
    is_open = book.is_witness & ~book.is_period & ~book.falls & np.isinf(book.column("high"))
    floors = np.flatnonzero(is_open)
    series = numbered([book.quantity, book.source, book.superseded])[floors]
    low, first, last = (book.column(name)[floors] for name in ("low", "as_of_first", "as_of_last"))
    found = drops(series, first, last, low, low)
    return Hits(len(floors), in_figures(found, floors))


def tell(book: Book, hit: Any) -> Told:
    """One drop of the floor."""
    say, first, second = book.phrases, int(hit.first), int(hit.second)
    low = [float(book.column("low")[at]) for at in (first, second)]
    message = (
        f"{say.quantity(first)}: {say.claim(first)}, then {say.said(second)} {say.until(second)}. The count does not "
        f"fall, so the later floor says less than the earlier: it is {count(hit.gap)} lower."
        f"{more_of(len(hit.still_below), 'floor stays below it', 'floors stay below it')}"
    )
    evidence = {
        "earlier": book.ids[first], "later": book.ids[second], "earlier_low": json_number(low[0]),
        "later_low": json_number(low[1]), "gap": json_number(hit.gap),
        "still_below": [book.ids[at] for at in hit.still_below],
    }  # fmt: skip
    ask = f"Ask {say.source(first)}: is the later number an older one repeated, or was the count corrected?"
    return Told(message, (first, second), evidence, None, (), ask)
