"""All ratios that one figure is part of, in numbers and in words."""

import math
from collections.abc import Iterator
from typing import Any

from checker.figures.assessment import RatioLine
from checker.figures.book import Book
from checker.figures.daily import by_length, daily_of_one
from checker.figures.judging import BASES, judge_one
from checker.figures.phrases import json_number
from checker.figures.ratios import Band, Ratio, at_beginning
from checker.figures.reference import shipped_classes
from checker.figures.telling import THERE, arithmetic, digits, needed, tell_ratio, value_in_words

DAILY = "R203"


def ratio_lines(book: Book, at: int) -> Iterator[RatioLine]:
    """Every ratio with one figure above or below, by code; what leaves a band before what does not."""
    for code, ratio in sorted(book.ratios.items()):
        rows = (daily_of_one if code == DAILY else judge_one)(book, ratio, at)
        rows = rows.assign(fine=rows["side"] == "").sort_values(["fine", "first", "second"], kind="stable")
        for hit in rows.itertuples(index=False):
            yield _line(book, code, hit, at)


def _line(book: Book, code: str, hit: Any, at: int) -> RatioLine:
    first, second, days = int(hit.first), int(hit.second), int(hit.days) if code == DAILY else 1
    ratio, who = _as_judged(book.ratios[code], code, hit, days)
    other = second if first == at else first
    message = tell_ratio(book, code, hit, ratio, days=days, who=who).message if hit.side else _inside(book, ratio, hit)
    return RatioLine(
        code, ratio.title, "numerator" if first == at else "denominator", book.ids[other] if other >= 0 else "",
        float(hit.low), float(hit.high), ratio.percent,
        value_in_words(ratio, hit.low, hit.high, digits(ratio, hit)), hit.side, json_number(hit.limit), hit.severity,
        hit.basis, hit.timing, {band.severity: _edges_of(band) for band in ratio.bands}, ratio.citation,
        _reference(ratio, hit), _standing(ratio, hit),
        needed(book, hit, days, who) if hit.side and hit.basis != BASES[-1] else "", message,
    )  # fmt: skip


def _as_judged(ratio: Ratio, code: str, hit: Any, days: int) -> tuple[Ratio, str]:
    """The ratio with the bands that the hit was judged by, and as what more would have to be counted."""
    if code == DAILY:
        return by_length(ratio, days), ""
    return (at_beginning(ratio), THERE) if hit.beginning else (ratio, "")


def _edges_of(band: Band) -> dict[str, float | None]:
    return {"below": json_number(band.below) or None, "above": json_number(band.above)}


def _inside(book: Book, ratio: Ratio, hit: Any) -> str:
    bands = ", ".join(f"{band.severity} {edges}" for band in reversed(ratio.bands) if (edges := _edges(ratio, band)))
    standing = _standing(ratio, hit)
    tail = f" {standing[0].upper()}{standing[1:]}." if standing else ""
    return f"{arithmetic(book, ratio, hit)}: inside the bands ({bands}).{tail}"


def _edges(ratio: Ratio, band: Band) -> str:
    places = 0 if ratio.percent else 2
    below = f"below {value_in_words(ratio, band.below, band.below, places)}" if band.below else ""
    above = f"above {value_in_words(ratio, band.above, band.above, places)}" if math.isfinite(band.above) else ""
    return " or ".join(filter(None, [below, above]))


def _standing(ratio: Ratio, hit: Any) -> str:
    """Where the end that is kindest stands among past cases: "even 27 % is higher than ..."."""
    if not ratio.reference:
        return ""
    bound = float(hit.high if hit.side == "below" else hit.low)
    told = value_in_words(ratio, bound, bound, digits(ratio, hit))
    return f"even {told} is {shipped_classes()[ratio.reference].standing(bound)}"


def _reference(ratio: Ratio, hit: Any) -> dict[str, Any] | None:
    if not ratio.reference:
        return None
    found = shipped_classes()[ratio.reference]
    low, high = (
        json_number(math.floor(10 * found.percentile_of(end)) / 10) if math.isfinite(end) else None
        for end in (hit.low, hit.high)
    )
    return {"class": found.name, "n": found.n, "low": low, "high": high, "citation": found.citation}
