"""What a source's total leaves beside the parts that it names falls.

What it finds
    Two statements of one source, each with a total and the same parts of it for one day. What the total leaves beside
    the parts is, at its smallest, larger on the earlier day than it can be on the later. Parts are members of one
    split of the population or scope, a single part of either, or terms of a measure (killed out of killed and
    wounded). One finding is reported for each fall; later statements that stay below it are listed with it.

Why it matters
    When killed, women and children all grow, and yet killed less women and children falls, some who had been counted
    as men are now counted as women or children, or one of the numbers was filled in another way. No number by itself
    shows it.

Bad
    id,population,scope,measure,reported,as_of,published,source,statement
    a,army,front,killed_and_wounded,530,2024-05-01,2024-05-02,staff,may
    b,army,front,wounded,410,2024-05-01,2024-05-02,staff,may
    c,army,front,killed_and_wounded,640,2024-06-01,2024-06-02,staff,june
    d,army,front,wounded,560,2024-06-01,2024-06-02,staff,june

Good
    id,population,scope,measure,reported,as_of,published,source,statement
    a,army,front,killed_and_wounded,530,2024-05-01,2024-05-02,staff,may
    b,army,front,wounded,410,2024-05-01,2024-05-02,staff,may
    c,army,front,killed_and_wounded,640,2024-06-01,2024-06-02,staff,june
    d,army,front,wounded,510,2024-06-01,2024-06-02,staff,june

Limits
    A total that falls by itself is T301's, parts that exceed their total A101's or A102's. Left out are stocks, wounded
    and counts for a period, splits with a may_fall member, wounded where they are all that is left (they turn into
    killed), loose terms as sums of measures, deployed and evacuated over scopes, figures that a statement gives twice,
    and planned, retracted and retold ones. A revision begins a series anew. A gap smaller than the rounding of the
    figures is a note.

Evidence
    - earlier: the total and the parts of the earlier day
    - later: those of the later day
    - left_at_least: what is left beside the parts on the earlier day, at its smallest
    - left_at_most: and on the later, at its largest
    - gap: by how many people they are apart
    - rounding: the rounding of the numbers, added; a gap below it is a note
    - still_below: the later totals that leave as little

References
    None: it follows from what a part is.
"""

from typing import Any

import numpy as np

from checker.figures.book import Book
from checker.figures.findings import Repair
from checker.figures.hits import Hits, Told, moved
from checker.figures.leftovers import falling_remainders
from checker.figures.phrases import count, json_number, more_of

SEVERITY = "warning"


def find(book: Book) -> Hits:
    """Every remainder that falls."""
    checked, falls = falling_remainders(book)
    return Hits(checked, falls.assign(severity=np.where(falls["gap"] < falls["rounding"], "note", "")))


def tell(book: Book, hit: Any) -> Told:
    """One fall, with all the parts on both days."""
    say, first, second, ids = book.phrases, int(hit.first), int(hit.second), book.ids
    before, after = _named(book, first, hit.parts_first), _named(book, second, hit.parts_second)
    message = (
        f"{say.quantity(first)}: {say.claim(first)}, {before}; then {say.said(second)} {say.until(second)}, {after}. "
        f"That leaves at least {count(hit.before)}, then at most {count(hit.after)}. What is left beside such parts "
        f"does not fall: the gap is {count(hit.gap)}."
        f"{more_of(len(hit.still_below), 'total leaves as little', 'totals leave as little')}"
    )
    evidence = {
        "earlier": {"total": ids[first], "parts": [ids[at] for at in hit.parts_first]},
        "later": {"total": ids[second], "parts": [ids[at] for at in hit.parts_second]},
        "left_at_least": json_number(hit.before), "left_at_most": json_number(hit.after),
        "gap": json_number(hit.gap), "rounding": json_number(hit.rounding),
        "still_below": [ids[at] for at in hit.still_below],
    }  # fmt: skip
    figures = (first, second, *hit.parts_first, *hit.parts_second)
    ask = f"Ask {say.source(first)}: was anybody counted under another heading since, and are all headings up to date?"
    return Told(message, figures, evidence, hit.severity or None, _repairs(book, hit), ask)


def _named(book: Book, total: int, parts: list[int]) -> str:
    """The parts beside a total, each by what sets it apart."""
    say = book.phrases
    return "of them " + ", ".join(f"{say.said(part)} {_apart(book, total, part)}" for part in parts)


def _apart(book: Book, total: int, part: int) -> str:
    who, where = (book.phrases.value(part, field) for field in ("population", "scope"))
    if who != book.phrases.value(total, "population"):
        return book.dataset.populations.name(who)
    if where != book.phrases.value(total, "scope"):
        return f"in {book.dataset.scopes.name(where)}"
    return book.phrases.noun(part)


def _repairs(book: Book, hit: Any) -> tuple[Repair, ...]:
    """The earlier total would have to be smaller, or its parts larger; on the later day the other way round."""
    low, high = book.column("low"), book.column("high")
    moves = [(at, low[at], -hit.gap) for at in (hit.first, *hit.parts_second)]
    moves += [(at, high[at], hit.gap) for at in (hit.second, *hit.parts_first)]
    return tuple(moved(book, at, end, by) for at, end, by in moves if min(end, end + by) > 0)
