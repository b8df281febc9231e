"""Findings: their fingerprints, and what they tell late."""

import hashlib
from dataclasses import replace
from typing import Any

import pytest

from checker.figures.findings import Finding, Place, Repair, Severity
from checker.figures.hits import Late
from checker.pipeline import check
from tests.helpers import dataset_of, table_of


def finding(code: str = "C401", severity: Severity = "warning", ratio: float | None = 2.0, **kwargs: Any) -> Finding:
    """A finding of a clash."""
    repairs = (Repair("f1", 0, 1, 1, ratio),) if code != "F001" else ()
    return Finding(code, "a-name", severity, "Text.", repairs=repairs, **kwargs)


def test_a_fingerprint_is_of_the_code_and_the_subject() -> None:
    """The words, the figures and the line do not matter; the code and the subject do."""
    first = finding(subject="a\nb")
    moved = replace(first, message="Else.", places=(Place("figures.csv", 9, "low"),), figures=("x",), severity="note")
    assert first.fingerprint == moved.fingerprint == hashlib.sha256(b"C401\na\nb").hexdigest()[:16]
    assert len({first.fingerprint, finding("C402", subject="a\nb").fingerprint, finding(subject="a").fingerprint}) == 3


def test_a_fingerprint_is_the_same_on_another_line() -> None:
    """A row that moves down keeps the fingerprints of its findings."""
    rows = [
        "a,army,front,killed,983,2024-01-05,2024-01-06,staff", "b,army,front,killed,901,2024-01-07,2024-01-08,staff",
        "c,army,front,killed,801,2024-01-09,2024-01-09,agency", "d,army,front,wounded,about,2024-01-09,2024-01-09,x",
    ]  # fmt: skip
    first, second = (check(dataset_of(table_of(*order))) for order in (rows, rows[::-1]))
    assert {f.fingerprint for f in first.findings} == {f.fingerprint for f in second.findings}
    assert {f.code for f in first.findings} == {"C401", "F001", "T301"}
    lines = [
        {(f.code, place.line) for f in report.findings for place in report.locations(f)} for report in (first, second)
    ]
    assert ("F001", 5) in lines[0]
    assert ("F001", 2) in lines[1]


@pytest.mark.parametrize(
    ("code", "clash"),
    [("A101", True), ("C403", True), ("T301", True), ("T302", True), ("T303", False), ("F001", False)],
)
def test_some_codes_say_that_not_all_can_be_true(code: str, clash: bool) -> None:  # noqa: FBT001  (a case)
    """Only A, C, T301 and T302 do."""
    assert finding(code).is_clash == clash


def test_what_is_told_late_is_told_once() -> None:
    """The words of a finding are worked out when they are first read, and it is then like any other."""
    calls = []

    def telling() -> Late:
        calls.append(1)
        return Late("Late.", (Place("x", 1, "low"),), {"gap": 1}, "Who?")

    late = finding(subject="a", telling=telling).untold()
    assert (late.weight, late.subject, calls) == (finding().weight, "a", [])
    assert (late.message, late.ask, late.evidence, calls) == ("Late.", "Who?", {"gap": 1}, [1])
    assert (late.places, calls) == ((Place("x", 1, "low"),), [1])
    assert late == finding(subject="a", telling=telling).untold() == replace(late, telling=None)
    with pytest.raises(AttributeError, match="colour"):
        getattr(late, "colour")  # noqa: B009  (no such attribute, which mypy would see)
