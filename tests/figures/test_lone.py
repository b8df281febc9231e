"""A finding of a group, told of one of its figures."""

import pytest

from checker.figures.book import Book
from checker.figures.findings import Finding, Repair
from checker.figures.lone import as_of_one, wanted_range
from tests.helpers import dataset_of, findings_of, table_of

ROWS = (
    'a,army,front,killed,"5,000",2024-05-01,2024-05-02,staff',
    "b,army,front,killed,1000,2024-05-05,2024-05-06,monitor",
    "c,army,front,killed,1210,2024-05-06,2024-05-07,monitor",
    "d,army,front,killed,4999,2024-05-08,2024-05-09,monitor",
    "z,army,front,killed,0,2024-05-10,2024-05-11,radio",
)


def told(figure: str, *rows: str) -> Finding:
    """The C401 of staff and monitor, as it concerns one figure."""
    dataset = dataset_of(table_of(*(rows or ROWS)))
    (finding,) = (f for f in findings_of(dataset, "C401") if figure in f.figures and "z" not in f.figures)
    return as_of_one(Book(dataset), finding, dataset.position[figure])


def test_the_one_that_leads_is_told_as_it_is() -> None:
    """The widest pair is the finding's own."""
    assert told("b").figures[:2] == ("a", "b")
    assert told("a") == told("b")
    assert "One more" in told("b").message or "2 more" in told("b").message


def test_another_gets_its_own_arithmetic() -> None:
    """Its pair, gap and repairs; it comes first, the others of the group follow."""
    finding = told("c")
    assert finding.figures[:2] == ("a", "c")
    assert "b" in finding.figures
    assert "staff said “5,000” by 1 May 2024, so at least 5,000; monitor said “1210” by 6 May 2024" in finding.message
    assert "the gap is 3,790, 4.1 times" in finding.message
    assert finding.repairs == (Repair("a", 0.0, 1210.0, 3790.0, 4.132231), Repair("c", 5000.0, None, 3790.0, 4.132231))
    assert finding.severity == "warning"


def test_a_gap_within_the_rounding_is_a_note() -> None:
    """Whatever the pair that leads the group is."""
    assert told("d").severity == "note"


def test_over_nobody_there_is_no_ratio() -> None:
    """A count of none is infinitely far from any."""
    rows = (ROWS[0].replace("5,000", "50"), ROWS[1].replace("1000", "0"), ROWS[2].replace("1210", "0"), ROWS[3])
    finding = told("c", *rows)
    assert finding.message.endswith("the gap is 50.")
    assert [repair.ratio for repair in finding.repairs] == [None, None]


@pytest.mark.parametrize(
    ("repairs", "expected"),
    [
        ((), None),
        ((Repair("x", 0, 5, 1, None), Repair("y", 9, None, 1, None)), (0, 5)),
        ((Repair("x", 0, 5, 1, None), Repair("x", 2, None, 1, None)), (2, 5)),
        ((Repair("x", 7, None, 1, None), Repair("x", 0, 5, 1, None)), (7, 5)),
    ],
)
def test_the_range_that_fits_all(repairs: tuple[Repair, ...], expected: tuple[float, float] | None) -> None:
    """The highest floor and the lowest ceiling, over all clashes and for the one figure only."""
    clashes = [Finding("C401", "n", "note", "m", repairs=(repair,)) for repair in repairs]
    assert wanted_range(clashes, "x") == expected
