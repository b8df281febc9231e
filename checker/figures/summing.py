"""How a sum that does not come out is put into words."""

import math
from typing import Any

import numpy as np

from checker.figures.book import Book, Ints
from checker.figures.cells import ACCOUNT, both_ways
from checker.figures.findings import Repair
from checker.figures.groups import numbered
from checker.figures.phrases import amount, count, json_number
from checker.figures.recipes import atoms
from checker.figures.sums import KINDS


def plus(numbers: Any) -> str:
    """Numbers as a sum: "7,905 + 12,220"."""
    return " + ".join(count(float(number)) for number in numbers)


def listed(parts: list[str]) -> str:
    """Words as a list: "a, b and c"."""
    return " and ".join([", ".join(parts[:-1]), parts[-1]] if len(parts) > 1 else parts)


def sum_told(book: Book, hit: Any, hint: int) -> str:
    """The parts, the total, the arithmetic, and the figure that would make it exact, if there is one (else -1)."""
    say, whole = book.phrases, int(hit.second)
    names = [named(book, hit.kind, at) for at in hit.parts]
    message = (
        f"{say.people(whole)}: {say.claim(whole)} as {say.noun(whole)}. The same statement gives {listed(names)}: "
        f"{_arithmetic(book, hit)}. The gap is {count(hit.gap)}."
    )
    if hint < 0:
        return message
    more = float(book.column("high")[hint])
    exact = "comes out:" if _is_exact(book, [*hit.parts, hint, whole]) else "can come out: at most"
    added = f"{plus([*_ends(book, hit), more])} = {count(hit.added + more)}"
    return f"{message} With its {named(book, hit.kind, hint)} the sum {exact} {added}."


def named(book: Book, kind: str, at: int) -> str:
    """A part with what sets it apart: what, who or where it counts."""
    say, data = book.phrases, book.dataset
    apart = {
        "measure": lambda: say.noun(at),
        "population": lambda: f"for {data.populations.name(say.value(at, 'population'))}",
        "scope": lambda: f"for {data.scopes.name(say.value(at, 'scope'))}",
    }
    return f"{say.said(at)} {apart[kind]()}"


def _ends(book: Book, hit: Any) -> list[float]:
    column = book.column("low" if hit.side == "above" else "high")
    return [float(column[at]) for at in hit.parts]


def _arithmetic(book: Book, hit: Any) -> str:
    """The sum beside the total, plainly where every number is exact, else by the nearest ends of the ranges."""
    added = f"{plus(_ends(book, hit))} = {count(hit.added)}"
    if hit.exact and _is_exact(book, [*hit.parts, int(hit.second)]):
        return f"{added}, not {count(hit.limit)}"
    if hit.side == "above":
        return f"at least {added}, and the total is {amount(0, hit.limit)}"
    return f"at most {added}, and the total is {amount(hit.limit, math.inf)}"


def _is_exact(book: Book, figures: list[int]) -> bool:
    """Whether each of these figures is one number."""
    return bool((book.column("low")[figures] == book.column("high")[figures]).all())


def sum_evidence(book: Book, hit: Any, hint: int) -> dict[str, Any]:
    """The arithmetic, and the id of the figure that would make it exact."""
    ids = book.ids
    return {
        "whole": ids[hit.second], "parts": [ids[at] for at in hit.parts], "by": hit.kind, "side": hit.side,
        "complete": bool(hit.exact), "sum": json_number(hit.added), "total": json_number(hit.limit),
        "gap": json_number(hit.gap), "ratio": json_number(_ratio(hit.added, hit.limit)),
        "rounding": json_number(hit.rounding), "hint": ids[hint] if hint >= 0 else None,
    }  # fmt: skip


def _ratio(one: float, other: float) -> float:
    """The larger over the smaller; infinite over 0."""
    least = min(one, other)
    return max(one, other) / least if least > 0 else math.inf


def sum_repairs(book: Book, hit: Any) -> tuple[Repair, ...]:
    """For each figure the range in which it would have to lie for the sum to come out; none where there is none."""
    low, high, whole = book.column("low"), book.column("high"), int(hit.second)
    above, parts = hit.side == "above", np.array(hit.parts)
    floors = np.maximum(low[whole] - _others(high[parts]), 0.0) if hit.exact else np.zeros(len(parts))
    ceilings = high[whole] - _others(low[parts])
    repairs = []
    for at, floor, ceiling in zip(hit.parts, floors.tolist(), ceilings.tolist(), strict=True):
        ratio = _ratio(float(low[at]), ceiling) if above else _ratio(float(high[at]), floor)
        repairs += [_repair(book, at, (floor, ceiling), hit, ratio)] if ceiling >= floor else []
    ends = float(low[hit.parts].sum()), float(high[hit.parts].sum()) if hit.exact else math.inf
    return (*repairs, _repair(book, whole, ends, hit, _ratio(hit.added, hit.limit)))


def _others(values: Any) -> Any:
    """For each value the sum of all others, infinite where one of those is."""
    known = np.isfinite(values)
    finite = np.where(known, values, 0.0)
    return np.where((~known).sum() > ~known, np.inf, finite.sum() - finite)


def _repair(book: Book, at: int, ends: tuple[float, float], hit: Any, ratio: float) -> Repair:
    floor, ceiling = ends
    high = ceiling if math.isfinite(ceiling) else None
    return Repair(book.ids[at], floor, high, float(hit.gap), json_number(ratio))


def hint_of(book: Book, hit: Any) -> int:
    """The first figure of the same account that would make up for what is missing in a sum; -1 where there is none.

    Its upper end is at most twice its lower, and it counts another term, population or scope that overlaps with none
    in the sum.
    """
    if hit.side == "above":
        return -1
    whole, low, high = int(hit.second), book.column("low"), book.column("high")
    missing = low[whole] - high[hit.parts].sum(), high[whole] - low[hit.parts].sum()
    near = book.once(_Shelves).near(hit.kind, whole, *missing)
    apart = _another_term if hit.kind == "measure" else _another_node
    return next((at for at in near.tolist() if apart(book, hit, at)), -1)


class _Shelves:
    """The figures that may be hints, sorted by what they share with a total, and those of one kind by their low."""

    def __init__(self, book: Book) -> None:
        self.book = book
        self._made: dict[str, tuple[Ints, Ints, Ints]] = {}

    def near(self, kind: str, whole: int, least: float, most: float) -> Ints:
        """Those that differ from a total in this kind alone and can be from `least` to `most`, in canonical order."""
        low, high = self.book.column("low"), self.book.column("high")
        if kind not in self._made:
            self._made[kind] = self._make(kind)
        group, order, sorted_groups = self._made[kind]
        begin, end = np.searchsorted(sorted_groups, (group[whole], group[whole] + 1))
        shelf = order[begin:end]
        begin, end = np.searchsorted(low[shelf], least / 2), np.searchsorted(low[shelf], most, side="right")
        found = np.sort(shelf[begin:end])
        result: Ints = found[high[found] >= least]
        return result

    def _make(self, kind: str) -> tuple[Ints, Ints, Ints]:
        book, low, high = self.book, self.book.column("low"), self.book.column("high")
        same = (np.asarray(book.figures[name].cat.codes) for name in ("population", "scope", "measure") if name != kind)
        group = numbered([*(book.column(name) for name in ACCOUNT), *same])
        able = np.flatnonzero(book.is_witness & (high <= 2 * low))
        order = able[np.lexsort((low[able], group[able]))]
        return group, order, group[order]


def _another_term(book: Book, hit: Any, at: int) -> bool:
    """Whether some exact term adds what a figure counts to what the total counts."""
    vocabulary = book.dataset.vocabulary
    name, total = book.phrases.value(at, "measure"), atoms(vocabulary, book.phrases.value(hit.second, "measure"))
    more = atoms(vocabulary, name)
    sums = (atoms(vocabulary, word) for word in vocabulary if vocabulary[word].exactly)
    return not vocabulary[name].is_loose and not more & total and any(more | total <= held for held in sums)


def _another_node(book: Book, hit: Any, at: int) -> bool:
    """Whether a figure's population or scope holds neither the total's nor a part's, and lies in no part's."""
    kin = book.once(both_ways)[0].kin[KINDS.index(hit.kind) - 1]
    parts, whole, node = kin.node[hit.parts], kin.node[[hit.second]], kin.node[[at]]
    return not (kin.below(np.append(parts, whole), node).any() or kin.below(node, parts).any())
