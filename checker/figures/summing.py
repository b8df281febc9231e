"""How a sum that does not come out is put into words."""

import math
from typing import Any

import numpy as np

from checker.figures.book import Book
from checker.figures.cells import ACCOUNT
from checker.figures.dataset import Tree
from checker.figures.findings import Repair
from checker.figures.phrases import amount, count, json_number
from checker.figures.recipes import atoms


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
    above = hit.side == "above"
    repairs = []
    for at in hit.parts:
        others = [other for other in hit.parts if other != at]
        floor = max(float(low[whole] - high[others].sum()), 0.0) if hit.exact else 0.0
        ceiling = float(high[whole] - low[others].sum())
        ratio = _ratio(float(low[at]), ceiling) if above else _ratio(float(high[at]), floor)
        repairs += [_repair(book, at, (floor, ceiling), hit, ratio)] if ceiling >= floor else []
    ends = float(low[hit.parts].sum()), float(high[hit.parts].sum()) if hit.exact else math.inf
    return (*repairs, _repair(book, whole, ends, hit, _ratio(hit.added, hit.limit)))


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
    near = np.flatnonzero(book.column("statement") == book.column("statement")[whole])
    near = near[book.is_witness[near] & (high[near] <= 2 * low[near])]
    near = near[(high[near] >= missing[0]) & (low[near] <= missing[1])]
    for name in (*ACCOUNT, *sorted({"population", "scope", "measure"} - {hit.kind})):
        near = near[[book.phrases.value(at, name) == book.phrases.value(whole, name) for at in near.tolist()]]
    apart = _another_term if hit.kind == "measure" else _another_node
    return next((at for at in near.tolist() if apart(book, hit, at)), -1)


def _another_term(book: Book, hit: Any, at: int) -> bool:
    """Whether some exact term adds what a figure counts to what the total counts."""
    vocabulary = book.dataset.vocabulary
    name, total = book.phrases.value(at, "measure"), atoms(vocabulary, book.phrases.value(hit.second, "measure"))
    more = atoms(vocabulary, name)
    sums = (atoms(vocabulary, word) for word in vocabulary if vocabulary[word].exactly)
    return not vocabulary[name].is_loose and not more & total and any(more | total <= held for held in sums)


def _another_node(book: Book, hit: Any, at: int) -> bool:
    """Whether a figure's population or scope holds neither the total's nor a part's, and lies in no part's."""
    tree: Tree = {"population": book.dataset.populations, "scope": book.dataset.scopes}[hit.kind]
    node, *parts = (book.phrases.value(one, hit.kind) for one in (at, *hit.parts))
    above = [_path(tree, book.phrases.value(one, hit.kind)) for one in (*hit.parts, hit.second)]
    return not any(node in path for path in above) and not _path(tree, node) & set(parts)


def _path(tree: Tree, node: str) -> set[str]:
    """A node and all above it."""
    path = set[str]()
    while node:
        path.add(node)
        node = str(tree.nodes["part_of"].get(node, ""))
    return path
