"""Which conflict sets another finding tells already."""

from collections.abc import Iterable

from checker.figures.book import Book
from checker.figures.findings import Finding

Set = tuple[int, ...]
TELL_SEVERAL = ("A102", "A103", "T302", "T304")  # findings whose figures clash as a whole
TELL_PAIRS = ("A101", "A103", "C401", "C403", "T301")
LEAVE_OUT = ("A", "T301", "T302", "C4")  # of what findings implied ranges are without


def unexplained(book: Book, sets: Iterable[Set], pairs: Iterable[frozenset[int]], told: Iterable[Finding]) -> list[Set]:
    """The conflict sets that no finding tells.

    Args:
        book: the book.
        sets: the conflict sets.
        pairs: every pair of figures that a rule explains.
        told: the findings of all rules.
    """
    told = list(told)
    several = [finding for finding in told if finding.code in TELL_SEVERAL]
    place = book.dataset.positions(figure for finding in several for figure in finding.figures)
    groups: dict[int, set[int]] = {}
    for number, finding in enumerate(several):
        for figure in finding.figures:
            groups.setdefault(place[figure], set()).add(number)
    known = set(pairs) | {frozenset(pair) for pair in _listed(book, told)}
    alike = {_kind(book, tuple(pair)) for pair in known if len(pair) == 2}
    return [
        one for one in sets
        if frozenset(one) not in known
        and not set.intersection(*(groups.get(at, set()) for at in one))
        and not (len(one) == 2 and _kind(book, one) in alike and _is_one_quantity(book, one))
    ]  # fmt: skip


def _listed(book: Book, told: Iterable[Finding]) -> list[tuple[int, int]]:
    """The pairs that findings list as clashing."""
    listed = [pair for finding in told if finding.code in TELL_PAIRS for pair in finding.evidence.get("pairs", ())]
    sides = [("part", "whole") if "part" in pair else ("earlier", "later") for pair in listed]
    named = [(pair[first], pair[second]) for pair, (first, second) in zip(listed, sides, strict=True)]
    place = book.dataset.positions(figure for pair in named for figure in pair)
    return [(place[first], place[second]) for first, second in named]


def _kind(book: Book, pair: Iterable[int]) -> tuple[frozenset[int], frozenset[int], frozenset[int]]:
    """The quantities, the sources and the first days of two figures: rules that compare them list not every pair."""
    at = list(pair)
    columns = book.quantity, book.source, book.column("period_start")
    return tuple(frozenset(column[at].tolist()) for column in columns)  # type: ignore[return-value]  # three of them


def _is_one_quantity(book: Book, pair: Set) -> bool:
    return len({int(book.quantity[at]) for at in pair}) == 1
