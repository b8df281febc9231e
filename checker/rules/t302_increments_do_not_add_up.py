"""A source's total before a period, its count for the period and its total after it do not add up.

What it finds
    Three figures of one source for one quantity: a total up to the day before a period, a count for the period, and a
    total up to its last day. The first two are at least more than the last at most, or at most less than the last at
    least. An earlier first and a later last total can show the former, a later first and an earlier last the latter.
    One finding is reported for each count for a period, with the totals of the very days where these clash.

Why it matters
    A reader who adds up the weekly numbers gets another total than the source gives. Dead may have been added for
    earlier days, the week may be cut otherwise than it says, or one of the three is mistyped.

Bad
    id,population,scope,measure,reported,period_start,as_of,published,source
    a,army,front,killed,412,,2024-05-05,2024-05-06,staff
    b,army,front,killed,53,2024-05-06,2024-05-12,2024-05-13,staff
    c,army,front,killed,456,,2024-05-12,2024-05-13,staff

Good
    id,population,scope,measure,reported,period_start,as_of,published,source
    a,army,front,killed,412,,2024-05-05,2024-05-06,staff
    b,army,front,killed,53,2024-05-06,2024-05-12,2024-05-13,staff
    c,army,front,killed,465,,2024-05-12,2024-05-13,staff

Limits
    Two totals that clash by themselves are T301's. A gap smaller than the rounding of the three is a note. Wounded are
    compared on the very days alone; too few of them afterwards may have died, which is a note. A count is compared
    with the totals that its source stood by when it was published. A source's own list adds up by itself; one that
    grew by more than the period holds if people of earlier days were put on it meanwhile, which is a note. Stocks,
    may_fall populations, planned, retracted and retold figures are left out.

Evidence
    - before: the total up to the day before the period
    - period: the count for the period
    - after: the total after it
    - sum: the first two added, by the ends nearest to the last
    - after_end: the last, by its end nearest to the sum
    - gap: by how many people they are apart
    - rounding: the rounding of the numbers, added; a gap below it is a note

References
    None: it follows from what a total and a period are.
"""

from typing import Any

import numpy as np

from checker.figures.book import Book
from checker.figures.findings import Repair
from checker.figures.hits import Hits, Told, moved
from checker.figures.increments import failing_sums, periods_of_flows
from checker.figures.phrases import count, json_number

SEVERITY = "error"
ONE_CLASH = True


def find(book: Book) -> Hits:
    """For every count for a period the two totals between which it does not fit."""
    sums = failing_sums(book)
    dead = (sums["sign"] > 0) & book.by_measure("gives_way_to")[sums["period"]]
    late = (sums["sign"] < 0) & book.column("own_list")[sums["period"]]
    mild = dead | late | (sums["gap"] < sums["rounding"])
    return Hits(len(periods_of_flows(book)), sums.assign(dead=dead, late=late, severity=np.where(mild, "note", "")))


def tell(book: Book, hit: Any) -> Told:
    """One sum."""
    say, first, period, second = book.phrases, int(hit.first), int(hit.period), int(hit.second)
    total, sides = hit.first_end + hit.period_end, ("at least", "at most")[:: int(hit.sign)]
    message = (
        f"{say.quantity(period)}: {say.claim(first)}, {say.said(period)} {say.until(period)}, and {say.said(second)} "
        f"{say.until(second)}. The first two are {sides[0]} {count(hit.first_end)} + {count(hit.period_end)} = "
        f"{count(total)}, the last is {sides[1]} {count(hit.second_end)}. {_verdict(hit)}"
    )
    ids = {"before": book.ids[first], "period": book.ids[period], "after": book.ids[second]}
    ends = {"sum": total, "after_end": hit.second_end, "gap": hit.gap, "rounding": hit.rounding}
    evidence = ids | {key: json_number(end) for key, end in ends.items()}
    ask = f"Ask {say.source(period)}: were people added for earlier days, and from which hour is the period counted?"
    return Told(message, (first, period, second), evidence, hit.severity or None, _repairs(book, hit), ask)


def _verdict(hit: Any) -> str:
    if hit.dead:
        return f"That holds only if at least {count(hit.gap)} of the wounded died meanwhile."
    if hit.late:
        return f"That holds only if at least {count(hit.gap)} of earlier days were put on the list meanwhile."
    return f"They do not add up, so the three are inconsistent: the gap is {count(hit.gap)}."


def _repairs(book: Book, hit: Any) -> tuple[Repair, ...]:
    """The first two would have to be smaller, or the last larger, by the gap; or the other way round."""
    gives = ((hit.first, hit.first_end, -1), (hit.period, hit.period_end, -1), (hit.second, hit.second_end, 1))
    moves = [(int(at), end, way * hit.sign * hit.gap) for at, end, way in gives]
    return tuple(moved(book, at, end, by) for at, end, by in moves if end + by >= 0)
