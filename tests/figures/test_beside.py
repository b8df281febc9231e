"""Who agrees with a figure, told again figure by figure."""

import pytest
from hypothesis import given

from checker.figures.beside import AGREES, APART, DIFFERS, beside
from checker.figures.book import Book
from tests.helpers import dataset_of, examples, table_of
from tests.rules.reference import Row, header
from tests.test_laws import books

MAY_FALL = {"wounded", "present"}
HEADER = "id,population,scope,measure,share_of,reported,period_start,as_of,published,source"


def stance(row: Row, other: Row) -> str:
    """What the ranges and days of two figures of different sources say."""
    most = {one.id: float("inf") if one.own_list else one.most for one in (row, other)}
    over, under = row.least > most[other.id], other.least > most[row.id]
    if not (over or under):
        return AGREES
    low, high = (row, other) if over else (other, row)
    if row.measure in MAY_FALL or row.population.startswith("rest"):
        one_day = (row.first, row.last) == (other.first, other.last) and row.first == row.last
        return DIFFERS if one_day else APART
    return DIFFERS if low.last <= high.first else APART


@given(books(most=2))
@examples(8)
def test_each_neighbour_is_told_by_its_range_and_days(rows: list[Row]) -> None:
    """All witnesses of the quantity and period by others, near enough, with the stance of their ranges."""
    names = sorted({row.population for row in rows})
    tree = "id,may_fall\n" + "".join(f"{name},{'yes' if name.startswith('rest') else ''}\n" for name in names)
    book = Book(dataset_of("\n".join([header(), *(row.line for row in rows), ""]), populations=tree))
    known = {row.id: row for row in rows}
    for at, figure in enumerate(book.ids):
        row, found = known[figure], beside(book, at)
        told = {book.ids[other]: stance for other, stance in zip(found["at"], found["stance"], strict=True)}
        others = [
            other for other in rows
            if other.stands and other.source != row.source and other.quantity == row.quantity
            and other.period_start == row.period_start
            and book.superseded[book.dataset.position[other.id]] > book.column("published")[at]
        ]  # fmt: skip
        assert {other.id for other in others if other.id in book.dataset.position} == set(told)
        for other in others:
            if row.statement != other.statement or row.first == row.last:
                assert told[other.id] == stance(row, other), (row, other)


@pytest.mark.parametrize(
    ("row", "expected"),
    [
        ("x,army,front,killed,,150,,2024-03-31,2024-04-01,paper", [("b", 30, AGREES), ("a", 31, APART)]),
        ("x,army,front,killed,,90,,2024-03-31,2024-04-01,paper", [("b", 30, DIFFERS), ("a", 31, DIFFERS)]),
        ("x,army,front,killed,,150,,2024-04-02,2024-04-03,paper", []),
        ("x,army,front,killed,,150,,2024-03,2024-04-03,paper", [("b", 0, AGREES), ("a", 1, APART)]),
        ("x,army,front,killed,casualties,a half,,2024-03-01,2024-04-03,paper", [("s", 0, DIFFERS), ("t", 1, APART)]),
        ("x,army,front,killed,,5,2024-02-01,2024-03-01,2024-04-03,paper", [("p", 0, DIFFERS)]),
    ],
)
def test_days_shares_and_periods(row: str, expected: list[tuple[str, int, str]]) -> None:
    """At most 31 days; shares beside shares of the same, which may go both ways; periods beside one first day."""
    rows = (
        "a,army,front,killed,,100,,2024-02-29,2024-03-01,staff",
        "b,army,front,killed,,100 to 200,,2024-03-01,2024-03-02,monitor",
        "s,army,front,killed,casualties,10 %,,2024-03-01,2024-03-01,staff",
        "t,army,front,killed,casualties,10 %,,2024-02-29,2024-03-01,monitor",
        "u,army,front,killed,losses,10 %,,2024-03-01,2024-03-01,radio",
        "p,army,front,killed,,50,2024-02-01,2024-03-01,2024-03-01,staff",
    )
    book = Book(dataset_of(table_of(*rows, row, header=HEADER)))
    found = beside(book, book.dataset.position["x"])
    assert list(zip([book.ids[at] for at in found["at"]], found["days"], found["stance"], strict=True)) == expected
