"""Figures that go back to each other in a ring.

What it finds
    Figures whose derived_from leads back to themselves, over copies and computed figures and however many others.
    Rings that share a figure are one finding.

Why it matters
    Each of them rests on the others, so none of them rests on a count.

Bad
    id,population,scope,measure,reported,as_of,published,source,derived_from
    a,army,front,killed,120,2024-05-01,2024-05-02,agency,b
    b,army,front,killed,120,2024-05-01,2024-05-02,paper,a

Good
    id,population,scope,measure,reported,as_of,published,source,derived_from
    a,army,front,killed,120,2024-05-01,2024-05-02,agency,
    b,army,front,killed,120,2024-05-01,2024-05-02,paper,a

Limits
    A figure that goes back to a ring without lying in it is not named. A ring that runs through a planned or retracted
    figure is none. Amounts, measures and days do not matter.

Evidence
    - derived_from: for each figure of the ring those that it names

References
    None.
"""

from typing import Any

import numpy as np
import pandas as pd

from checker.figures.book import Book
from checker.figures.hits import Hits, Told
from checker.figures.links import rings
from checker.figures.origins import Origins, source_names

SEVERITY = "error"
SHOWN = 3
RING = "their derived_from these go back to each other in a ring"


def find(book: Book) -> Hits:
    """The rings among reported figures."""
    below, above = book.once(Origins).citations
    fine = book.reported[below] & book.reported[above]
    found = rings(len(book), (below[fine], above[fine]))
    frame = pd.DataFrame({"first": [ring[0] for ring in found], "second": -1, "figures": found})
    return Hits(len(np.unique(below[fine])), frame)


def tell(book: Book, hit: Any) -> Told:
    """One ring."""
    say, ring = book.phrases, hit.figures
    claims = "; ".join(say.claim(at) for at in ring[:SHOWN])
    others = source_names(book, [say.value(at, "source") for at in ring[SHOWN:]])
    more = f"; and {len(ring) - SHOWN:,} more by {others}" if others else ""
    back = "its derived_from this goes back to itself" if len(ring) == 1 else RING
    message = f"{say.quantity(ring[0])}: {claims}{more}. By {back}."
    evidence = {"derived_from": {say.value(at, "id"): say.value(at, "derived_from").split() for at in ring}}
    carrier = say.value(ring[0], "via") or say.source(ring[0])
    return Told(message, ring, evidence, ask=f"Ask {carrier}: from whom is the number, and who counted?")
