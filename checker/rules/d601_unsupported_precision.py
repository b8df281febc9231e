"""A precise total built from rounded parts.

What it finds
    A total given as one exact number, beside all of its parts in the same statement, for one period and day, of which
    at least one is rounded and ends on a higher place than the total: hundreds, where the total ends on units. Parts
    are those of a sum (killed and wounded), what a loose term names (killed and wounded among casualties), or all
    members of a split. One finding is reported for each quantity and source, led by the total with the roundest parts.

Why it matters
    Such a total looks counted, yet the statement cannot support its last digits. Somebody has added rounded numbers
    up, or worked them out by a share; or a count was rounded, part by part, and can be asked for.

Bad
    id,population,scope,measure,reported,as_of,published,source
    a,army,front,killed,about 300,2024-05-01,2024-05-02,ministry
    b,army,front,wounded,"about 2,700",2024-05-01,2024-05-02,ministry
    c,army,front,killed_and_wounded,"2,983",2024-05-01,2024-05-02,ministry

Good
    id,population,scope,measure,reported,as_of,published,source
    a,army,front,killed,about 300,2024-05-01,2024-05-02,ministry
    b,army,front,wounded,"about 2,700",2024-05-01,2024-05-02,ministry
    c,army,front,killed_and_wounded,"about 3,000",2024-05-01,2024-05-02,ministry

Limits
    Exact is a single number without a qualifier; a source's own list ("confirmed 304") is a count and not looked at.
    A part is rounded where its range has two ends apart, neither 0: "about 300", "nearly 300", "250 to 350" (by the
    finer of its two numbers); not "more than 300", nor words without a number ("dozens"). A number ends on the place
    of its last digit that is not 0, so that 300 said plainly is exact. A total that lies outside what the parts add
    up to is left to A102 and A104. Shares and planned, retracted and retold figures are left out.

Evidence
    - total: the total
    - parts: its parts
    - by: what they are parts by: measure, population or scope
    - low: the smallest that the parts can be together
    - high: the largest
    - place: the place that the total ends on: 1, 10, 100
    - coarsest: the place that the roundest part ends on
    - likewise: the other such totals of this source for the quantity

References
    None: it is how sums of rounded numbers are written.
"""

from typing import Any

import numpy as np

from checker.figures.book import Book
from checker.figures.groups import numbered
from checker.figures.hits import Hits, Told
from checker.figures.phrases import amount, count, json_number, more_of
from checker.figures.remainders import too_precise
from checker.figures.summing import listed, named

SEVERITY = "note"


def find(book: Book) -> Hits:
    """Every exact total with rounded parts; of one quantity and source the one with the roundest, and those like it."""
    checked, found = too_precise(book)
    totals = found["second"].to_numpy(np.int64)
    ranked = found.assign(group=numbered([book.quantity[totals], book.source[totals]]))
    ranked = ranked.sort_values(["group", "coarsest", "second"], ascending=[True, False, True], kind="stable")
    others = ranked.groupby("group")["second"].apply(lambda rows: sorted(rows.tolist()[1:]))
    leads = ranked.drop_duplicates("group")
    return Hits(checked, leads.assign(likewise=[others[group] for group in leads["group"]]).sort_values("second"))


def tell(book: Book, hit: Any) -> Told:
    """One total and its parts."""
    say, whole, ids = book.phrases, int(hit.second), book.ids
    parts = listed([named(book, hit.kind, at) for at in hit.parts])
    message = (
        f"{say.people(whole)}: {say.claim(whole)} as {say.noun(whole)}, to the nearest {count(hit.place)}. The same "
        f"statement gives {parts}, together {amount(hit.low, hit.high)}: rounded to the nearest {count(hit.coarsest)}, "
        f"they cannot support the total's last digits."
        f"{more_of(len(hit.likewise), 'total of this source is like it', 'totals of this source are like it')}"
    )
    evidence = {
        "total": ids[whole], "parts": [ids[at] for at in hit.parts], "by": hit.kind, "low": json_number(hit.low),
        "high": json_number(hit.high), "place": json_number(hit.place), "coarsest": json_number(hit.coarsest),
        "likewise": [ids[at] for at in hit.likewise],
    }  # fmt: skip
    ask = f"Ask {say.source(whole)}: was the total counted, or added up, and from which numbers?"
    figures = dict.fromkeys([*hit.parts, whole, *hit.likewise])
    subject = "\n".join([*book.dataset.quantity_at(whole), say.value(whole, "source")])
    return Told(message, tuple(figures), evidence, None, (), ask, subject)
