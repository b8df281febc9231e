"""Loose totals beside their parts, and exact totals of rounded parts, against plain arithmetic."""

import random
from math import inf
from typing import Any

import pytest

from tests.helpers import dataset_of, findings_of, seeds, table_of

HEADER = "id,population,scope,measure,reported,as_of,published,source"
DAYS = "2024-05-01,2024-05-02,staff"
PARTS = (
    "killed",
    "wounded",
    "killed_and_wounded",
    "captured",
    "went_missing",
    "irrecoverable",
    "killed_wounded_captured",
)


@pytest.mark.parametrize("seed", seeds(2))
def test_a_remainder_is_what_the_kindest_parts_leave(seed: int) -> None:
    """A loose total is told exactly where it is over 1.1 times whatever its parts can come to."""
    rng = random.Random(seed)  # noqa: S311  (not for secrets)
    books = {
        f"p{n}": {part: rng.randrange(1, 99) for part in rng.sample(PARTS, rng.randrange(1, 6))} for n in range(200)
    }
    totals = {name: rng.randrange(20, 300) for name in books}
    kinds = {name: rng.choice(("casualties", "losses")) for name in books}
    rows = [
        f"{name}.{part},{name},front,{part},{value},{DAYS}"
        for name, book in books.items()
        for part, value in book.items()
    ]
    rows += [f"{name},{name},front,{kinds[name]},{total},{DAYS}" for name, total in totals.items()]
    findings = findings_of(dataset_of(table_of(*rows, header=HEADER)), "A104")
    found = {finding.figures[0]: finding.evidence["parts_high"] for finding in findings if finding.figures[0] in books}
    wanted = {name: kindest(book) for name, book in books.items() if is_divided(book)}
    assert found == {name: most for name, most in wanted.items() if totals[name] > 1.1 * most}


def is_divided(book: dict[str, int]) -> bool:
    """Whether killed and wounded are given, apart or in a sum."""
    return {"killed", "wounded"} <= set(book) or bool({"killed_and_wounded", "killed_wounded_captured"} & set(book))


def kindest(book: dict[str, int]) -> int:
    """The most that the parts of a statement come to without counting anybody twice."""
    killed = max(book.get("killed", 0), book.get("irrecoverable", 0))
    both = max(killed + book.get("wounded", 0), book.get("killed_and_wounded", 0))
    return max(both + book.get("captured", 0), book.get("killed_wounded_captured", 0)) + book.get("went_missing", 0)


def said(low: int, high: float) -> tuple[str, str]:
    """The cells low and high."""
    return str(low), "" if high == inf else str(high)


@pytest.mark.parametrize("seed", seeds(2))
def test_a_total_is_too_precise_by_its_last_digit(seed: int) -> None:
    """An exact total is told exactly where it ends on a lower place than a rounded part, and the parts can make it."""
    rng = random.Random(seed)  # noqa: S311  (not for secrets)
    books: dict[str, Any] = {}
    for number in range(300):
        parts = [
            (low, low + rng.choice((0, 20, 300, inf))) for low in (rng.choice((0, 20, 300, 420, 1000)) for _ in "ab")
        ]
        least = sum(low for low, _ in parts)
        books[f"p{number}"] = parts, least + rng.choice((0, 3, 10, 100, 500)), rng.choice((0, 0, 0, 1))
    rows = []
    for name, (parts, low, wide) in books.items():
        for word, ends in zip(("killed", "wounded", "killed_and_wounded"), [*parts, (low, low + wide)], strict=True):
            rows.append(f"{name}.{word},{name},front,{word},{','.join(said(*ends))},{DAYS}")
    header = "id,population,scope,measure,low,high,as_of,published,source"
    findings = findings_of(dataset_of(table_of(*rows, header=header)), "D601")
    found = {finding.evidence["total"].partition(".")[0] for finding in findings}
    assert found == {name for name, book in books.items() if is_too_precise(*book)}
    assert found


def is_too_precise(parts: list[tuple[int, float]], total: int, wide: int) -> bool:
    """Whether an exact total within the parts' range ends lower than the coarsest part that was rounded."""
    rounded = [min(place(low), place(int(high))) for low, high in parts if 0 < low < high < inf]
    fits = total <= sum(high for _, high in parts)
    return not wide and fits and total > 0 and place(total) < max(rounded, default=0)


def place(number: int) -> int:
    """The power of ten that the last digit other than 0 stands on."""
    return int("1" + "0" * (len(str(number)) - len(str(number).rstrip("0"))))
