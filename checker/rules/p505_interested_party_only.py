"""A quantity that only belligerents report.

What it finds
    A population, scope and measure whose reported counts all go back to sources of kind belligerent (sources.csv), be
    they of one side or of several. One finding a quantity.

Why it matters
    Whoever fights has reasons to count low on his own side and high on the other. Nobody else has counted here.

Bad
    id,population,scope,measure,reported,as_of,published,source
    a,army,front,killed,120,2024-05-01,2024-05-02,ministry
    b,army,front,killed,400,2024-05-01,2024-05-02,enemy

    id,kind,party
    ministry,belligerent,north
    enemy,belligerent,south

Good
    id,population,scope,measure,reported,as_of,published,source
    a,army,front,killed,120,2024-05-01,2024-05-02,ministry
    b,army,front,killed,140,2024-05-01,2024-05-02,monitor

    id,kind,party
    ministry,belligerent,north
    monitor,monitor,

Limits
    Skipped where the dataset has no sources.csv with a column kind (the second table above). A source without a kind is
    no belligerent. What an observer worked out from belligerents' figures goes back to them, and so does a number of
    four or more significant digits that a belligerent was the first to publish for the quantity. One count that goes
    back to anybody else is enough for silence. P504 may speak of the same quantity. Planned, retracted and retold
    figures, shares, and what was worked out from figures that are not in the table do not count.

Evidence
    - figures: how many figures count for the quantity
    - sources: the sources that say them
    - origins: the sources that they go back to, those left out that go back to several
    - camps: the parties of these

References
    None.
"""

from typing import Any

import numpy as np
import pandas as pd

from checker.figures.book import Book
from checker.figures.hits import Hits, Told
from checker.figures.links import SEVERAL
from checker.figures.origins import (
    Origins,
    by_quantity,
    camps,
    some_of,
    source_names,
    sources_behind,
    speakers,
    tell_quantity,
)

SEVERITY = "note"
TABLE = "sources.csv"


def find(book: Book) -> Hits:
    """The quantities of which every count goes back to belligerents."""
    table = book.dataset.tables.get(TABLE)
    if table is None or "kind" not in table.header:
        return Hits(0, pd.DataFrame({"first": [], "second": []}), f"the dataset has no {TABLE} with a column kind")
    kinds, origins = book.dataset.sources["kind"].to_dict(), book.once(Origins)
    fights = [kinds.get(source) == "belligerent" for source in book.figures["source"].cat.categories]
    rows = origins.sources
    others = origins.speaking(np.array(fights, dtype=np.int64)[book.source])["origin"] != 1
    hits = by_quantity(rows[~rows["quantity"].isin(rows["quantity"][others])])
    return Hits(rows["quantity"].nunique(), hits)


def tell(book: Book, hit: Any) -> Told:
    """One quantity."""
    behind = [] if SEVERAL in hit.origins else sources_behind(book, hit)
    parties = camps(book, behind)
    of = f", of {'one party' if len(parties) == 1 else 'the parties'}: {some_of(parties)}" if parties else ""
    if behind == speakers(book, hit):
        why = f"Only belligerents report it{of}."
    else:
        why = f"All of it goes back to belligerents{f': {source_names(book, behind)}' if behind else ''}."
    ask = "Ask a monitor or an international body: has anybody counted this who takes no part in the conflict?"
    return tell_quantity(book, hit, why, ask)
