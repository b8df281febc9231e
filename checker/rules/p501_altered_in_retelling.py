"""A retold figure that says something else than the figure it goes back to.

What it finds
    A figure with one origin (derived_from, derivation retold) whose measure, population, scope or amount has changed:
    casualties told as killed, one regiment told as an army, 4,000 told as 14,000.

Why it matters
    This is how "casualties" turn into deaths. The retelling looks like a second, and worse, report.

Bad
    id,population,scope,measure,reported,as_of,published,source,derived_from
    a,army,front,casualties,"more than 3,000",2024-01-05,2024-01-06,president,
    b,army,front,killed,"3,000",2024-01-05,2024-01-11,president,a

Good
    id,population,scope,measure,reported,as_of,published,source,derived_from
    a,army,front,killed_and_wounded,"more than 3,000",2024-01-05,2024-01-06,president,
    b,army,front,casualties,"3,000",2024-01-05,2024-01-11,president,a

Limits
    A retelling may say less, not more: a loose word may stand for a count that holds all its parts ("casualties"
    for killed and wounded), and a wider range for a narrower one. The amount counts as kept where one printed
    number is the same; where the two are apart by less than their rounding, the change is a note. A share is not
    compared with a count. With several origins there is nothing to compare with. Where C403 reports the same pair,
    this rule keeps quiet.

Evidence
    - retelling: the figure that repeats
    - origin: the figure that it goes back to
    - changed: what changed: measure, population, scope, amount
    - retelling_measure: what the retelling counts
    - retelling_population: whom it counts
    - retelling_scope: where it counts
    - retelling_low: the smallest that it can be
    - retelling_high: the largest, null where there is none
    - origin_measure: what the origin counts
    - origin_population: whom it counts
    - origin_scope: where it counts
    - origin_low: the smallest that it can be
    - origin_high: the largest, null where there is none

References
    None.
"""

from typing import Any

import numpy as np
import pandas as pd

from checker.figures.book import Book
from checker.figures.hits import Hits, Told
from checker.figures.phrases import json_number

SEVERITY = "warning"
ONE_CLASH = True
CHANGES = ("measure", "population", "scope", "amount")


def find(book: Book) -> Hits:
    """Each retelling beside its origin."""
    figures, share = book.figures, book.column("is_share").astype(bool)
    copy = np.flatnonzero(book.reported & (book.first_origin >= 0))
    origin = book.first_origin[copy]
    one_unit = book.reported[origin] & (share[copy] == share[origin])
    copy, origin = copy[one_unit], origin[one_unit]
    words = {name: figures[name].astype(object).to_numpy() for name in ("measure", "population", "scope")}
    changed = pd.DataFrame({name: words[name][copy] != words[name][origin] for name in ("population", "scope")})
    told = zip(words["measure"][origin], words["measure"][copy], strict=True)
    changed["measure"] = [not book.dataset.vocabulary.may_retell(before, after) for before, after in told]
    changed["amount"] = _other_amount(book, copy, origin)
    frame = changed[list(CHANGES)].assign(first=copy, second=origin, mild=_is_rounding(book, copy, origin))
    frame["mild"] &= ~changed[["measure", "population", "scope"]].any(axis=1)
    return Hits(len(frame), frame[changed.any(axis=1)].reset_index(drop=True))


def _other_amount(book: Book, copy: Any, origin: Any) -> Any:
    """No printed number is the same, and the origin's range is not inside the copy's."""
    low, high = book.column("low"), book.column("high")
    inside = (low[copy] <= low[origin]) & (high[origin] <= high[copy])
    ends = [book.column(name) for name in ("first_number", "last_number")]
    shared = np.zeros(len(copy), dtype=bool)
    for mine in ends:
        for theirs in ends:
            shared |= mine[copy] == theirs[origin]
    return ~inside & ~shared


def _is_rounding(book: Book, copy: Any, origin: Any) -> Any:
    """The two are apart, but by less than the rounding of their numbers."""
    low, high, fine = (book.column(name) for name in ("low", "high", "low_rounding"))
    coarse, apart = book.column("high_rounding"), np.zeros(len(copy), dtype=bool)
    for upper, lower in ((copy, origin), (origin, copy)):
        gap = low[upper] - high[lower]
        apart |= (gap > 0) & (gap < fine[upper] + coarse[lower])
    return apart


def tell(book: Book, hit: Any) -> Told:
    """One retelling, and what it changed."""
    say, copy, origin = book.phrases, int(hit.first), int(hit.second)
    changes = [name for name in CHANGES if getattr(hit, name)]
    carrier = say.value(copy, "via") or say.source(copy)
    message = (
        f"{say.source(origin)} said {say.said(origin)} {_of(book, origin)} {say.until(origin)}; "
        f"{_teller(book, copy, origin)} tells it as {say.said(copy)} {_of(book, copy)}. "
        f"The {_and(changes)} changed in the retelling."
    )
    evidence: dict[str, Any] = {
        "retelling": say.value(copy, "id"),
        "origin": say.value(origin, "id"),
        "changed": changes,
    }
    for key, at in (("retelling", copy), ("origin", origin)):
        evidence |= {f"{key}_{name}": say.value(at, name) for name in ("measure", "population", "scope")}
        evidence |= {f"{key}_low": json_number(say.value(at, "low")), f"{key}_high": json_number(say.value(at, "high"))}
    ask = (
        f"Ask {carrier}: where does “{say.noun(copy)}” come from, when the statement says “{say.noun(origin)}”?"
        if hit.measure
        else ""
    )
    ask = ask or f"Ask {carrier}: which statement of {say.source(origin)} is this?"
    return Told(message, (copy, origin), evidence, "note" if hit.mild else None, (), ask)


def _teller(book: Book, copy: int, origin: int) -> str:
    """Who retells: the outlet where the source is the same, else the source, and the outlet that it stands in."""
    source, via = book.phrases.source(copy), book.phrases.value(copy, "via")
    if book.source[copy] == book.source[origin]:
        return via or source
    return f"{source} in {via}" if via and via != source else source


def _of(book: Book, at: int) -> str:
    """What a side of the comparison counts, and whom."""
    say = book.phrases
    return f"{say.noun(at)} ({say.people(at)})"


def _and(words: list[str]) -> str:
    return " and the ".join([", the ".join(words[:-1]), words[-1]] if len(words) > 1 else words)
