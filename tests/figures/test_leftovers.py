"""What totals leave beside their parts, against a look at every pair of statements."""

import random
from collections.abc import Iterator
from itertools import combinations, product
from typing import Any

import pytest

from checker.figures.book import Book
from checker.figures.findings import Repair
from checker.figures.leftovers import falling_remainders
from tests.helpers import dataset_of, findings_of, seeds, table_of

HEADER = "id,population,scope,measure,low,high,as_of,published,source,statement"
POPULATIONS = """id,part_of,split,may_fall
people,,,
women,people,sex,
men,people,sex,
young,people,age,
unknown,people,age,yes
doctors,people,,
nurses,people,,
"""
SCOPES = "id,part_of,split\nstrip,,\nnorth,strip,region\nsouth,strip,region\n"
SPLITS = (("women", "men"), ("doctors",), ("nurses",))
TERMS = {"killed_and_wounded": ("killed", "wounded"), "killed_wounded_captured": ("killed", "wounded", "captured")}
PLACES = tuple(product(("people", "women", "men", "young", "unknown", "doctors", "nurses"), ("strip", "north")))
Quantity = tuple[str, str, str]
Rows = dict[Quantity, tuple[int, float]]
Division = tuple[Quantity, frozenset[Quantity]]


def random_statements(rng: random.Random) -> Iterator[Rows]:
    """What one source says on four days, of a few quantities, more each time and now and then too much."""
    measures = rng.choice([["killed"], ["killed"], ["killed", "wounded", *TERMS, "captured"], ["evacuated"]])
    places = rng.sample(PLACES, 3) if len(measures) == 1 else [("people", "strip")]
    quantities: list[Quantity] = [
        (*place, measure) for place in sorted({("people", "strip"), *places}) for measure in measures
    ]
    levels = {quantity: 10 if quantity[:2] != ("people", "strip") else 40 for quantity in quantities}
    for _ in range(4):
        said: Rows = {}
        for quantity in quantities:
            levels[quantity] += rng.choice([0, 0, 1, 2, 5])
            if rng.random() < 0.85:
                low = levels[quantity]
                said[quantity] = low, rng.choice([low, low, low, low + 2, float("inf")])
        yield said


def divisions(said: Rows) -> Iterator[Division]:
    """Every total of a statement with the parts that it names, by each of the ways in which it can be divided."""
    for whole in said:
        people, place, measure = whole
        if people == "unknown":  # may fall
            continue
        ways: list[tuple[Quantity, ...]] = [((people, side, measure),) for side in ("north",) if place == "strip"]
        ways *= measure != "evacuated"  # people move
        if people == "people":
            ways += [tuple((part, place, measure) for part in split) for split in SPLITS]
        named = [tuple(part for part in way if part in said and measure != "wounded") for way in ways]
        terms = tuple((people, place, term) for term in TERMS.get(measure, ()) if (people, place, term) in said)
        left = set(TERMS.get(measure, ())) - {term for _, _, term in terms}
        if left and ("wounded" not in left or "killed" in left):
            named.append(terms)
        yield from ((whole, frozenset(parts)) for parts in named if parts)


def left_of(said: Rows, whole: Quantity, parts: frozenset[Quantity]) -> tuple[float, float]:
    """The least and the most that is left."""
    low, high = said[whole]
    return low - sum(said[part][1] for part in parts), high - sum(said[part][0] for part in parts)


def falls(before: Rows, after: Rows, division: Division) -> bool:
    """Whether less is left afterwards for certain, and it is not less than nothing. No total falls by itself here."""
    if division not in set(divisions(before)) & set(divisions(after)):
        return False
    most = left_of(after, *division)[1]
    return 0 <= most < left_of(before, *division)[0]


@pytest.mark.parametrize("seed", seeds(2))
def test_remainders_fall_as_a_look_at_all_statements_says(seed: int) -> None:
    """Every later statement of which less is left than of an earlier one is told, and what is told is so."""
    rng = random.Random(seed)  # noqa: S311  (not for secrets)
    books = {f"s{number}": list(random_statements(rng)) for number in range(120)}
    lines = [
        f"{source}.{day}.{':'.join(who)},{','.join(who)},{low},{'' if high > 99 else high},2024-01-0{day + 1},"
        f"2024-02-01,{source},{day}"
        for source, book in books.items()
        for day, said in enumerate(book)
        for who, (low, high) in said.items()
    ]
    book = Book(dataset_of(table_of(*lines, header=HEADER), populations=POPULATIONS, scopes=SCOPES))
    assert book.dataset.rejected == 0
    expected = {
        (source, later, division)
        for source, said in books.items()
        for before, later in combinations(range(4), 2)
        for division in divisions(said[later])
        if falls(said[before], said[later], division)
    }
    told = set[tuple[str, int, Division]]()
    found: list[Any] = list(falling_remainders(book)[1].itertuples())
    for row in found:
        source, day, division = _read(book, row.second, row.parts_second)
        _, earlier, before = _read(book, row.first, row.parts_first)
        assert before == division
        assert falls(books[source][earlier], books[source][day], division)
        assert row.before == left_of(books[source][earlier], *division)[0]
        assert row.after == left_of(books[source][day], *division)[1]
        told |= {(source, day, division)}
        told |= {(source, _read(book, at, [])[1], division) for at in row.still_below}
    assert told == expected
    assert len(told) > 20


def _read(book: Book, total: int, parts: list[int]) -> tuple[str, int, Division]:
    """Source, day and division of a total and its parts, by their ids."""
    source, day, whole = book.ids[total].split(".")
    return source, int(day), (_quantity(whole), frozenset(_quantity(book.ids[part].split(".")[2]) for part in parts))


def _quantity(words: str) -> Quantity:
    people, place, measure = words.split(":")
    return people, place, measure


def test_nothing_of_nothing() -> None:
    """No totals, no remainders."""
    header = "id,population,scope,measure,reported,period_start,as_of,published,source"
    table = table_of("a,army,front,killed,3,2024-01-02,2024-01-03,2024-01-04,staff", header=header)
    checked, found = falling_remainders(Book(dataset_of(table)))
    assert (checked, len(found)) == (0, 0)


def test_what_each_of_the_four_would_have_to_be() -> None:
    """The totals and their parts, each moved by the gap; none to nothing or less."""
    rows = [
        "a,army,front,killed_and_wounded,{},2024-05-01,2024-05-02,staff,may",
        "b,army,front,wounded,{},2024-05-01,2024-05-02,staff,may",
        "c,army,front,killed_and_wounded,{},2024-06-01,2024-06-02,staff,june",
        "d,army,front,wounded,{},2024-06-01,2024-06-02,staff,june",
    ]
    header = "id,population,scope,measure,reported,as_of,published,source,statement"

    def repairs(*numbers: int) -> list[Repair]:
        table = table_of(*(row.format(number) for row, number in zip(rows, numbers, strict=True)), header=header)
        [found] = findings_of(dataset_of(table), "T304")
        return list(found.repairs)

    assert repairs(531, 411, 651, 551) == [
        Repair("a", 0.0, 511.0, 20.0, 1.039139), Repair("d", 0.0, 531.0, 20.0, 1.037665),
        Repair("c", 671.0, None, 20.0, 1.030722), Repair("b", 431.0, None, 20.0, 1.048662),
    ]  # fmt: skip
    assert [repair.figure for repair in repairs(101, 0, 151, 101)] == ["a", "d", "c"]
