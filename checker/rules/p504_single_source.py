"""A quantity that one independent source carries.

What it finds
    A population, scope and measure whose reported counts all go back to one source. One finding a quantity.

Why it matters
    With nobody to compare it with, no other rule can notice that the count is off.

Bad
    id,population,scope,measure,reported,as_of,published,source
    a,army,front,killed,120,2024-05-01,2024-05-02,ministry
    b,army,front,killed,140,2024-05-08,2024-05-09,ministry

Good
    id,population,scope,measure,reported,as_of,published,source
    a,army,front,killed,120,2024-05-01,2024-05-02,ministry
    b,army,front,killed,140,2024-05-08,2024-05-09,monitor

Limits
    One source through several outlets is one. What was worked out from another's figures goes back to that source, and
    so does a number of four or more significant digits that another source published before for the quantity (on one
    day, the first by id). What goes back to several sources adds none, and is one where nothing else counts. Sources
    of one party are several. A loose term is one quantity here. Planned, retracted and retold figures, shares, and what
    was worked out from figures that are not in the table do not count; a quantity without any other is not looked at.

Evidence
    - figures: how many figures count for the quantity
    - sources: the sources that say them
    - origins: the sources that they go back to, those left out that go back to several
    - camps: the parties of these

References
    None.
"""

from typing import Any

from checker.figures.book import Book
from checker.figures.hits import Hits, Told
from checker.figures.links import SEVERAL
from checker.figures.origins import (
    Origins,
    by_quantity,
    source_names,
    sources_behind,
    speakers,
    tell_quantity,
)

SEVERITY = "note"


def find(book: Book) -> Hits:
    """The quantities with one independent origin."""
    origins = book.once(Origins)
    table, rows = origins.independence(), origins.sources
    alone = table["quantity"][table["origins"] == 1]
    return Hits(len(table), by_quantity(rows[rows["quantity"].isin(alone)]))


def tell(book: Book, hit: Any) -> Told:
    """One quantity."""
    behind, who = sources_behind(book, hit), speakers(book, hit)
    name = source_names(book, behind or who)
    if not behind:
        why = "It was worked out from figures of several sources, and nobody counted it by itself."
    elif SEVERAL in hit.origins:
        why = f"{name} counted by itself; the rest was worked out from figures of several sources."
    elif behind == who:
        why = "Nobody else in the table counted it."
    else:
        why = f"All of it goes back to {name}."
    return tell_quantity(book, hit, why, f"Ask {name}: how was this counted, and who else has counted it?")
