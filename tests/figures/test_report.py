"""The report: its order, its sums, what to read first, and its table."""

import math
from dataclasses import replace

import pytest

from checker.figures.dataset import Dataset
from checker.figures.findings import Location, Place
from checker.figures.report import Report, in_order
from tests.figures.test_findings import finding
from tests.helpers import dataset_of, table_of


@pytest.fixture(scope="module")
def small() -> Dataset:
    """Nine figures of two quantities."""
    rows = [
        f"f{number},army,front,{'killed' if number < 6 else 'captured'},{number},2024-01-05,2024-01-06,source{number}"
        for number in range(9)
    ]
    return dataset_of(table_of(*rows))


def test_order_is_worst_first() -> None:
    """By severity, then by how many times too large, where over 0 is most; then by code, figures, place and subject."""
    place = Place("figures.csv", 1, "low")
    ordered = [
        finding("T301", "error", 1.5),
        finding("C401", ratio=None),
        finding("C401", ratio=9.0),
        finding("C401", figures=("a",)),
        finding("C401", figures=("b",)),
        finding("C403", figures=("a",)),
        finding("F001", figures=("a",)),
        finding("F001", figures=("a",), places=(place,)),
        finding("F001", figures=("a",), places=(place._replace(row=2),)),
        finding("F001", figures=("a",), places=(place._replace(row=2),), subject="x"),
        finding("C401", "note", 99.0),
    ]
    assert in_order(reversed(ordered)) == tuple(ordered)
    assert finding(ratio=None).weight == (1, -math.inf)
    assert finding("F001").weight == (1, 0)


def test_summary_counts_what_is_new(small: Dataset) -> None:
    """Severities count new findings; the waived and those known before are counted apart."""
    marked = [finding(severity="error"), finding(), finding(), finding(severity="note")]
    marked += [replace(finding(), status="waived"), replace(finding(severity="error"), status="baseline")]
    assert Report(small, tuple(marked), ()).summary == {
        "error": 1, "warning": 2, "note": 1, "waived": 1, "baseline": 1, "new": 4, "gone": 0,
    }  # fmt: skip


def test_worst_are_the_widest(small: Dataset) -> None:
    """By ratio, whatever the severity; what is no clash, a note or known does not count."""
    clashes = [
        finding("T301", "error", 1.5, figures=("f0", "f1")), finding(ratio=None, figures=("f6", "f7")),
        finding(ratio=7.0, figures=("f2", "f3")), finding(severity="note", ratio=50.0, figures=("f4", "f5")),
        finding("R201", ratio=60.0, figures=("f4", "f8")), replace(finding(figures=("f4", "f8")), status="waived"),
    ]  # fmt: skip
    report = Report(small, tuple(clashes), ())
    assert [f.figures for f in report.worst()] == [("f6", "f7"), ("f2", "f3"), ("f0", "f1")]
    assert report.worst(1) == (clashes[1],)
    assert report.worst(0) == ()


def test_worst_are_of_many_figures_and_quantities(small: Dataset) -> None:
    """No figure leads two, and no quantity has three; the members after the lead do not matter."""
    pairs = [("f0", "f1"), ("f2", "f1"), ("f0", "f3"), ("f2", "f3", "f1"), ("f4", "f5"), ("f6", "f7")]
    clashes = [finding(ratio=20.0 - at, figures=pair) for at, pair in enumerate(pairs)]
    assert [f.figures for f in Report(small, tuple(clashes), ()).worst()] == [pairs[0], pairs[3], pairs[5]]


def test_to_frame(small: Dataset) -> None:
    """A row a finding, in their order; no findings are an empty table with the same columns."""
    frame = Report(small, (finding(figures=("f1", "f2"), subject="s"), finding("T301", "error")), ()).to_frame()
    assert list(frame.columns) == ["code", "name", "severity", "status", "fingerprint", "message", "figures"]
    assert frame["code"].tolist() == ["C401", "T301"]
    assert frame["figures"].tolist() == ["f1 f2", ""]
    assert frame["fingerprint"].tolist() == [finding(subject="s").fingerprint, finding("T301").fingerprint]
    assert list(Report(small, (), ()).to_frame().columns) == list(frame.columns)


def test_a_place_is_a_line_and_a_character(small: Dataset) -> None:
    """A finding's cells, as a reader finds them in the file."""
    found = finding(places=(Place("figures.csv", 1, "measure"), Place("figures.csv", -1, "scope")))
    assert Report(small, (), ()).locations(found) == [
        Location("figures.csv", 3, 15, "measure"), Location("figures.csv", 1, 15, "scope"),
    ]  # fmt: skip
