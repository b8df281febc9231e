"""Readings of a retelling: the one change that makes it equal its origin."""

from collections.abc import Iterable, Mapping

from checker.figures.book import Book
from checker.figures.findings import Finding, Reading
from checker.joint.changes import Changes

ONE_CHANGE = {"measure", "population"}  # of what P501 tells


def retellings(book: Book, findings: Mapping[int, Finding]) -> dict[int, tuple[Reading, ...]]:
    """For each retelling that was altered the one change that makes it equal its origin, where there is one."""
    named = {at: (one.evidence["retelling"], one.evidence["origin"]) for at, one in findings.items()}
    place = book.dataset.positions(figure for pair in named.values() for figure in pair)
    return {at: _reading(book, one, *(place[figure] for figure in named[at])) for at, one in findings.items()}


def _reading(book: Book, finding: Finding, copy: int, origin: int) -> tuple[Reading, ...]:
    changed, say = list(finding.evidence["changed"]), book.phrases
    one_day = bool(book.column("as_of_last")[copy] == book.column("as_of_last")[origin])
    kinds = [name for name in changed if one_day or name != "amount"]  # of another day, the amount may well be another
    if len(kinds) == 1 and kinds[0] in ONE_CHANGE:
        before, after = (_word(book, at, kinds[0]) for at in (copy, origin))
        what = f"are {after}" if kinds[0] == "measure" else f"are of {after}"
        fits = "equals its origin" if changed == kinds else "fits its origin, which is of another day,"
        message = f"It {fits} if the {say.said(copy)} {what}."
        return (Reading(book.ids[copy], kinds[0], before, after, message),)
    if changed == ["amount"]:
        return tuple(_printed(book, copy, origin))
    return ()


def _word(book: Book, at: int, field: str) -> str:
    if field == "measure":
        return book.phrases.noun(at)
    return book.dataset.populations.name(book.phrases.value(at, "population"))


def _printed(book: Book, copy: int, origin: int) -> Iterable[Reading]:
    """Digits or zeros that make the amount that of the origin."""
    wanted = tuple(float(book.column(end)[origin]) for end in ("low", "high"))
    for change in Changes(book).of(copy):
        cells = dict(change.cells)
        if change.kind in {"digits", "zero"} and (cells["low"], cells["high"]) == wanted:
            message = f"It equals its origin if the {book.phrases.said(copy)} should be {change.after}."
            yield Reading(book.ids[copy], change.kind, change.before, change.after, message)
