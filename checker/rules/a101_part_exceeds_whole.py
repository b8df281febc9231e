"""A part that is larger than its whole, in one statement.

What it finds
    Two figures of one statement, for one period and day, where the smallest that a part can be is above the largest
    that its whole can be. A part by what is counted: killed among casualties, losses or killed and wounded, those who
    died of wounds among the killed, missing among those gone missing, held among captured, present among deployed. A
    part by who is counted or where: a population or scope below another. Or both at once: the killed of a brigade
    among the casualties of its army. What is linked is one finding, led by the widest gap.

Why it matters
    Nothing outside the statement is needed to see it. Mostly two figures are swapped, a digit is mistyped, or the
    whole is of a narrower group or a shorter time than its part.

Bad
    id,population,scope,measure,reported,as_of,published,source
    a,army,front,killed,500,2024-05-01,2024-05-02,ministry
    b,army,front,casualties,450,2024-05-01,2024-05-02,ministry

Good
    id,population,scope,measure,reported,as_of,published,source
    a,army,front,killed,450,2024-05-01,2024-05-02,ministry
    b,army,front,casualties,500,2024-05-01,2024-05-02,ministry

Limits
    Figures of other statements, periods or days are not compared here. A part that begins to count earlier than its
    whole (`since`) may be larger. Levels are compared with levels and totals, on one day; missing and held only with
    totals that have no first day, since people may have been lost before it. Parts of those deployed are compared as
    totals only: who falls in a week may have been sent before; killed and captured in one place are A103's. For a
    period, members of a split with a may_fall member are left out, as people move between them. A source's own list
    ("confirmed 304") is a floor for others, and a ceiling for such lists alone. What a statement gives for a period
    is taken as what happened in it: who was wounded before and died in it is among the killed and wounded of it.
    Shares and planned, retracted and retold figures are left out. A gap smaller than the rounding of the two numbers
    is a note.

Evidence
    - part: the figure that is part of the other
    - whole: that other
    - part_low: the smallest that the part can be
    - whole_high: the largest that the whole can be
    - gap: by how many people they are apart
    - ratio: the larger over the smaller of the two; null over 0
    - rounding: the rounding of the numbers, added; a gap below it is a note
    - pairs: every part and whole of the finding, with the gap

References
    None: it follows from what a part is.
"""

from typing import Any

import pandas as pd

from checker.figures.book import Book
from checker.figures.hits import Hits, Told, led_by_widest, members, pair_repairs
from checker.figures.links import linked
from checker.figures.parts import larger_than_wholes
from checker.figures.phrases import count, json_number, more_of

SEVERITY = "error"
ONE_CLASH = True


def find(book: Book) -> Hits:
    """Every part above one of its wholes."""
    return Hits(*larger_than_wholes(book))


def group(book: Book, pairs: pd.DataFrame) -> pd.DataFrame:  # noqa: ARG001  (every rule's group is asked the same way)
    """One row for pairs that share figures."""
    return led_by_widest(pairs, linked(pairs["first"].to_numpy(), pairs["second"].to_numpy()))


def tell(book: Book, hit: Any) -> Told:
    """One part and its whole, led by the widest gap."""
    say, part, whole, ids = book.phrases, int(hit.first), int(hit.second), book.ids
    figures = members(hit.pairs)
    apart = say.people(part) != say.people(whole)
    told = [f"{say.said(at)} {say.noun(at)}{f' ({say.people(at)})' if apart else ''}" for at in (part, whole)]
    message = (
        f"{say.people(whole)}: in one statement {say.source(part)} said {told[0]} and {told[1]}, {say.until(part)}. "
        f"The former are part of the latter, yet at least {count(hit.low)}, and the latter at most {count(hit.high)}: "
        f"the gap is {count(hit.gap)}.{more_of(len(figures) - 2, 'figure clashes', 'figures clash')}"
    )
    evidence = {
        "part": ids[part], "whole": ids[whole], "part_low": json_number(hit.low), "whole_high": json_number(hit.high),
        "gap": json_number(hit.gap), "ratio": json_number(hit.ratio), "rounding": json_number(hit.rounding),
        "pairs": [{"part": ids[int(i)], "whole": ids[int(j)], "gap": json_number(gap)} for i, j, gap in hit.pairs],
    }  # fmt: skip
    ask = f"Ask {say.source(part)}: is everybody in the smaller group counted in the larger?"
    return Told(message, figures, evidence, hit.severity or None, pair_repairs(book, hit), ask)
