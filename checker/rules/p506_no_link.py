"""A figure without a link.

What it finds
    Reported figures whose url is blank, in a table that has a column url.

Why it matters
    Nobody else can read what was said.

Bad
    id,population,scope,measure,reported,as_of,published,source,url
    a,army,front,killed,120,2024-05-01,2024-05-02,ministry,

Good
    id,population,scope,measure,reported,as_of,published,source,url
    a,army,front,killed,120,2024-05-01,2024-05-02,ministry,https://ministry.example/1

Limits
    Whether the link still answers is not looked up: the checker never uses the network. A table without a column url
    is not looked at.

Evidence
    None.

References
    None.
"""

from typing import Any

import numpy as np
import pandas as pd

from checker.figures.book import Book
from checker.figures.dataset import FIGURES
from checker.figures.hits import Hits, Told

SEVERITY = "note"


def find(book: Book) -> Hits:
    """Every reported figure with a blank url."""
    table = book.dataset.tables[FIGURES]
    has_column = "url" in table.header
    looked_at = book.reported & has_column
    bare = np.flatnonzero(looked_at & table.column("url").is_blank[book.column("row")])
    skipped = "" if has_column else "the table has no column url"
    return Hits(int(looked_at.sum()), pd.DataFrame({"first": bare, "second": -1}), skipped)


def tell(book: Book, hit: Any) -> Told:
    """One figure."""
    say = book.phrases
    return Told(f"{say.quantity(hit.first)}: {say.claim(hit.first)}, without a link.", (hit.first,))
