"""How a ratio outside its band is put into words."""

from typing import Any

from checker.figures.book import Book
from checker.figures.hits import Told
from checker.figures.judging import BASES
from checker.figures.phrases import count, json_number, percents
from checker.figures.ratios import Ratio


def tell_ratio(book: Book, code: str, hit: Any) -> Told:
    """One ratio: its range, what it was divided by, and what would have to be so for it to pass."""
    ratio, say, first, second = book.ratios[code], book.phrases, int(hit.first), int(hit.second)
    figures = (first,) if second < 0 else (first, second)
    if hit.basis == BASES[-1]:
        said = f"{say.source(first)} puts {say.noun(first)} {say.until(first)} at {say.said(first)} of those {_base(book, first, second)}"
        passes = ""
    else:
        said = (
            f"{say.source(first)}'s {say.said(first)} {say.noun(first)} {say.until(first)}, over {_whose(book, hit)} "
            f"{say.said(second)} {say.noun(second)} {say.until(second)}"
        )
        passes = f" It passes only if {_needed(book, ratio, hit)}."
    edge = f"{'above' if hit.side == 'above' else 'below'} {_value(ratio, hit.limit, hit.limit)}"
    message = f"{say.people(first)}: {said}: {_value(ratio, hit.low, hit.high)} {ratio.title}, {edge} and so implausible.{passes}{_caution(hit)}"
    return Told(message, figures, _evidence(book, ratio, hit), hit.severity, (), _ask(book, hit))


def _base(book: Book, first: int, second: int) -> str:
    say = book.phrases
    return f"{say.said(second)} {say.noun(second)}" if second >= 0 else say.value(first, "share_of").replace("_", " ")


def _whose(book: Book, hit: Any) -> str:
    own = book.source[hit.first] == book.source[hit.second]
    return "its own" if own else f"{book.phrases.source(hit.second)}'s"


def _value(ratio: Ratio, low: float, high: float) -> str:
    if ratio.percent:
        return percents(low, high)
    ends = [f"{end:.2f}" for end in (low, high) if end != float("inf")]
    return ends[0] if len(set(ends)) == 1 and len(ends) == 2 else " to ".join(ends) if len(ends) == 2 else f"at least {ends[0]}"


def _needed(book: Book, ratio: Ratio, hit: Any) -> str:
    """The denominator that would bring the kindest bound to the edge of the band."""
    noun = book.phrases.noun(hit.second)
    if hit.side == "above":
        needed = -(-book.column("low")[hit.first] // hit.limit) if hit.limit else 0
        return f"at least {count(needed)} had been {noun}" if noun == "deployed" else f"at least {count(needed)} were {noun}"
    most = book.column("high")[hit.first] // hit.limit
    return f"at most {count(most)} were {noun}"


def _caution(hit: Any) -> str:
    if hit.timing == "same day":
        return ""
    return f" The number it is divided by was counted {hit.timing}, so this is no more than a hint." if hit.severity == "note" else ""


def _ask(book: Book, hit: Any) -> str:
    say = book.phrases
    if hit.second < 0:
        return f"Ask {say.source(hit.first)}: a share of whom, counted when?"
    return f"Ask {say.source(hit.first)}: who is counted as {say.noun(hit.first)}, and who as {say.noun(hit.second)}?"


def _evidence(book: Book, ratio: Ratio, hit: Any) -> dict[str, Any]:
    ids = book.figures["id"].array
    edges = {band.severity: {"below": json_number(band.below) or None, "above": json_number(band.above)} for band in ratio.bands}
    return {
        "numerator": ids[hit.first], "denominator": ids[hit.second] if hit.second >= 0 else None, "low": json_number(hit.low),
        "high": json_number(hit.high), "side": hit.side, "limit": hit.limit, "basis": hit.basis, "timing": hit.timing,
        "bands": edges, "citation": ratio.citation,
    }  # fmt: skip
