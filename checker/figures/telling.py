"""How a ratio outside its band is put into words."""

import math
from typing import Any

from checker.figures.book import Book
from checker.figures.hits import Told
from checker.figures.judging import BASES
from checker.figures.phrases import count, json_number, percents
from checker.figures.ratios import Ratio
from checker.figures.reference import shipped_classes

THERE = "there in all, whoever came later included"  # what would have to be more than the level at the beginning


def tell_ratio(book: Book, code: str, hit: Any, own: Ratio | None = None, *, days: int = 1, who: str = "") -> Told:
    """One ratio: its range, what it was divided by, and what would have to be so for it to pass.

    Args:
        book: the book.
        code: of the rule whose ratio it is.
        hit: a row of what `judge` returns.
        own: the ratio with bands of the hit's own.
        days: by which it was divided besides.
        who: as what more, or fewer, would have to be counted; else as what the denominator is.
    """
    ratio, first, second = own or book.ratios[code], int(hit.first), int(hit.second)
    edge = f"{hit.side} {value_in_words(ratio, hit.limit, hit.limit, digits(ratio, hit))}"
    passes = "" if hit.basis == BASES[-1] else f" It passes only if {needed(book, hit, days, who)}."
    verdict = f"{arithmetic(book, ratio, hit)}: {edge}, so implausible."
    message = f"{verdict}{_standing(ratio, hit)}{passes}{_caution(hit)}"
    figures = (first,) if second < 0 else (first, second)
    return Told(message, figures, _evidence(book, ratio, hit), hit.severity, (), _ask(book, hit))


def arithmetic(book: Book, ratio: Ratio, hit: Any) -> str:
    """What is divided by what, and what comes of it."""
    say, first, second = book.phrases, int(hit.first), int(hit.second)
    value = f"{value_in_words(ratio, hit.low, hit.high, digits(ratio, hit))} {ratio.title}"
    if hit.basis == BASES[-1]:
        said = f"{say.source(first)} said {say.said(first)} of {_base(book, first, second)} {say.until(first)}"
        return f"{say.people(first)}: {said}, {value}"
    return f"{say.people(first)}: {_counted(book, first)} over {_counted(book, second)} is {value}"


def _counted(book: Book, at: int) -> str:
    say = book.phrases
    return f"{say.said(at)} {say.noun(at)} {say.until(at)} ({say.source(at)})"


def _base(book: Book, first: int, second: int) -> str:
    """What a stated share is of."""
    say, noun = book.phrases, book.phrases.noun(first)
    if second >= 0:
        return f"the {say.said(second)} {say.noun(second)} as {noun}"
    return f"those {book.dataset.vocabulary[say.value(first, 'share_of')].noun} as {noun}"


def digits(ratio: Ratio, hit: Any) -> int:
    """How many decimals show that the kindest bound is beyond the limit: 20.04 %, not 20 %, is above 20 %."""
    scale, least = (100, 0) if ratio.percent else (1, 2)
    if not hit.side:
        return least
    sign = 1 if hit.side == "above" else -1
    ends = ([round(scale * end, places) for end in (_kindest(hit), hit.limit)] for places in range(least, 16))
    return next((places for places, (bound, limit) in enumerate(ends, least) if sign * bound > sign * limit), 16)


def value_in_words(ratio: Ratio, low: float, high: float, digits: int) -> str:
    """A ratio in words, as a percentage or with two decimals; with more where so many are asked for."""
    if ratio.percent:
        return percents(low, high, digits)
    if math.isinf(high):
        return f"at least {low:.{digits}f}"
    ends = dict.fromkeys((f"{low:.{digits}f}", f"{high:.{digits}f}"))
    return " to ".join(ends)


def needed(book: Book, hit: Any, days: int, who: str = "") -> str:
    """The denominator that would bring the kindest bound to the edge of the band."""
    noun = who or book.phrases.noun(hit.second)
    if hit.side == "above":
        least = math.ceil(round(book.column("low")[hit.first] / days / hit.limit, 6))
        return f"at least {count(least)} had been {noun}"
    most = math.floor(round(book.column("high")[hit.first] / days / hit.limit, 6))
    return f"at most {count(most)} had been {noun}"


def _kindest(hit: Any) -> float:
    """The bound that the ratio was judged by."""
    return float(hit.low if hit.side == "above" else hit.high)


def _standing(ratio: Ratio, hit: Any) -> str:
    if not ratio.reference:
        return ""
    bound = _kindest(hit)
    told = value_in_words(ratio, bound, bound, digits(ratio, hit))
    return f" Even {told} is {shipped_classes()[ratio.reference].standing(bound)}."


def _reference(ratio: Ratio, hit: Any) -> dict[str, Any] | None:
    if not ratio.reference:
        return None
    found = shipped_classes()[ratio.reference]
    percentile = round(found.percentile_of(_kindest(hit)), 1)
    return {"class": found.name, "n": found.n, "percentile": json_number(percentile), "citation": found.citation}


def _caution(hit: Any) -> str:
    if hit.timing == "same day" or hit.severity != "note":
        return ""
    return f" The number it is divided by was counted {hit.timing}, so this is a hint and no more."


def _ask(book: Book, hit: Any) -> str:
    say = book.phrases
    if hit.second < 0:
        return f"Ask {say.source(hit.first)}: a share of whom, counted when?"
    return f"Ask {say.source(hit.first)}: who is counted as {say.noun(hit.first)}, and who as {say.noun(hit.second)}?"


def _evidence(book: Book, ratio: Ratio, hit: Any) -> dict[str, Any]:
    ids = book.ids
    edges = {
        band.severity: {"below": json_number(band.below) or None, "above": json_number(band.above)}
        for band in ratio.bands
    }
    return {
        "numerator": ids[hit.first], "denominator": ids[hit.second] if hit.second >= 0 else None,
        "low": json_number(hit.low), "high": json_number(hit.high),
        "side": hit.side, "limit": hit.limit, "basis": hit.basis, "timing": hit.timing,
        "bands": edges, "citation": ratio.citation, "reference": _reference(ratio, hit),
    }  # fmt: skip
