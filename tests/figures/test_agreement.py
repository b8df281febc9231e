"""How often two sources agree, by hand."""

import pytest

from checker.figures import agreement
from checker.figures.agreement import AgreementRow, agreement_table
from checker.figures.book import Book
from tests.helpers import HEADER, dataset_of, table_of


def rows_of(*rows: str) -> list[AgreementRow]:
    """The table of a small dataset."""
    dataset = dataset_of(table_of(*rows, header=f"{HEADER},status,derived_from"))
    assert dataset.rejected == 0, [finding.message for finding in dataset.findings]
    return agreement_table(Book(dataset))


def test_counts_are_set_beside_the_nearest_of_the_other() -> None:
    """One meets, one may have grown since, one cannot be; what is more than a month away is not compared."""
    assert rows_of(
        "a1,army,front,killed,100,2024-05-01,2024-05-02,a,,",
        "a2,army,front,killed,200,2024-05-20,2024-05-21,a,,",
        "a3,army,front,killed,500,2024-08-01,2024-08-02,a,,",
        "a4,army,coast,killed,7,2024-05-01,2024-05-02,a,,",
        "a5,army,front,killed,900,2024-12-01,2024-12-02,a,,",
        "b1,army,front,killed,about 100,2024-05-01,2024-05-02,b,,",
        "b2,army,front,killed,300,2024-05-25,2024-05-26,b,,",
        "b3,army,front,killed,400,2024-08-01,2024-08-02,b,,",
    ) == [AgreementRow("a", "b", 3, 1, 1, 1)]


def test_who_does_not_count_for_himself_is_not_compared() -> None:
    """Copies, plans, shares and loose words are left out; two who never counted the same have no row."""
    assert (
        rows_of(
            "a1,army,front,killed,100,2024-05-01,2024-05-02,a,,",
            "b1,army,front,killed,100,2024-05-01,2024-05-02,b,,a1",
            "c1,army,front,killed,100,2024-05-01,2024-05-02,c,planned,",
            "d1,army,front,wounded,100,2024-05-01,2024-05-02,d,,",
            "e1,army,front,losses,100,2024-05-01,2024-05-02,e,,",
            "f1,army,front,losses,100,2024-05-01,2024-05-02,f,,",
        )
        == []
    )


def test_of_many_sources_those_with_most_counts_are_compared(monkeypatch: pytest.MonkeyPatch) -> None:
    """The others are left out, not drawn by lot."""
    monkeypatch.setattr(agreement, "MOST_SOURCES", 2)
    [row] = rows_of(
        "a1,army,front,killed,100,2024-05-01,2024-05-02,a,,",
        "b1,army,front,killed,100,2024-05-01,2024-05-02,b,,",
        "b2,army,front,killed,100,2024-05-03,2024-05-04,b,,",
        "c1,army,front,killed,100,2024-05-01,2024-05-02,c,,",
        "c2,army,front,killed,100,2024-05-04,2024-05-05,c,,",
    )
    assert row == AgreementRow("b", "c", 2, 2, 0, 0)


def test_no_figures() -> None:
    """A book without figures has no sources."""
    assert agreement_table(Book(dataset_of(table_of("x,army,front,killed,some,2024-05-01,2024-05-02,a")))) == []
