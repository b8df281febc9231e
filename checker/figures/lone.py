"""A finding told of one of its figures, where it is about a group that others lead."""

import math
from collections.abc import Iterable
from dataclasses import replace
from typing import Any

from checker.figures.book import Book
from checker.figures.findings import Finding, Repair
from checker.figures.phrases import count, json_number, times


def as_of_one(book: Book, finding: Finding, at: int) -> Finding:
    """The finding with the arithmetic of the widest pair that holds a figure; as it is where that figure leads it.

    A pair no further apart than the rounding of its two numbers makes a note of it.
    """
    own = book.ids[at]
    pairs = [pair for pair in finding.evidence.get("pairs", ()) if own in (pair.get("earlier"), pair.get("later"))]
    if own in finding.figures[:2] or not pairs:
        return finding
    widest = max(pairs, key=lambda pair: pair["gap"])
    first, second = (book.dataset.position[widest[side]] for side in ("earlier", "later"))
    low, high, gap = float(book.column("low")[first]), float(book.column("high")[second]), float(widest["gap"])
    say, ratio = book.phrases, low / high if high else math.inf
    rounding = book.column("low_rounding")[first] + book.column("high_rounding")[second]
    message = (
        f"{say.quantity(first)}: {say.claim(first)}, so at least {count(low)}; {say.claim(second)}, so at most "
        f"{count(high)}. The two are inconsistent: the gap is {count(gap)}"
        f"{f', {times(ratio)}' if math.isfinite(ratio) else ''}."
    )
    ids = (book.ids[first], book.ids[second])
    number: Any = json_number(ratio)
    return replace(
        finding, message=message, figures=(*ids, *(f for f in finding.figures if f not in ids)),
        severity="note" if gap < rounding else finding.severity,
        repairs=(Repair(ids[0], 0.0, high, gap, number), Repair(ids[1], low, None, gap, number)),
    )  # fmt: skip


def wanted_range(clashes: Iterable[Finding], figure: str) -> tuple[float, float] | None:
    """The range in which a figure would have to lie for every clash it is in to go; None where none says.

    Low is above high where no number would do.
    """
    repairs = [repair for finding in clashes for repair in finding.repairs if repair.figure == figure]
    if not repairs:
        return None
    return max(r.low for r in repairs), min(math.inf if r.high is None else r.high for r in repairs)
