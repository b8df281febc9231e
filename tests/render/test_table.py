"""The findings as a table for spreadsheets."""

import csv
import io
from collections.abc import Callable
from dataclasses import replace

import pytest

from checker.figures.report import Report
from checker.render.plain import visible
from checker.render.table import BOM, COLUMNS, harmless, render

from .conftest import CLASH, VILE


def rows(text: str) -> list[dict[str, str]]:
    """The rows by column, as any reader of CSV takes them."""
    assert text.startswith(BOM)
    return list(csv.DictReader(io.StringIO(text.removeprefix(BOM), newline="")))


def test_snapshot(report: Report, snapshot: Callable[[str, str], None]) -> None:
    """The whole of a small report."""
    snapshot("findings.csv", render(report))


def test_a_row_for_each_finding_in_their_order(report: Report) -> None:
    """Whatever its state, with its first cell, all its figures and the reason it was waived for."""
    told = rows(render(replace(report, told=(replace(CLASH, status="waived", waiver="both know"),))))
    assert list(told[0]) == list(COLUMNS)
    assert told[0] | {"message": "", "ask": ""} == {
        "code": "C401", "name": "disjoint-ranges", "severity": "warning", "status": "waived", "file": "figures.csv",
        "line": "2", "column": "23", "field": "reported", "figures": "a1 a2", "message": "", "ask": "",
        "waiver": "both know", "fingerprint": CLASH.fingerprint,
    }  # fmt: skip
    assert [row["code"] for row in rows(render(report))] == [finding.code for finding in report.findings]
    assert rows(render(replace(report, told=(replace(CLASH, places=()),))))[0]["line"] == ""


@pytest.mark.parametrize("words", ["=1+1", "+1", "-1", "@SUM(A1)", "  =1", "\uff1dcmd", "\u00a0=1", "-"])
def test_formulas_are_words(words: str) -> None:
    """What would begin a formula gets an apostrophe."""
    assert harmless(words) == f"'{words}"


@pytest.mark.parametrize(("words", "told"), [("a=1", "a=1"), ("", ""), ("\t=1", "␉=1"), ("1", "1")])
def test_other_words_stay(words: str, told: str) -> None:
    """A sign inside is none at the beginning, and what is invisible is made visible."""
    assert harmless(words) == told


def test_hostile_words(hostile: Report) -> None:
    """A cell stays one cell, and every word of it can be read."""
    told = rows(render(hostile))
    assert len(told) == len(hostile.findings)
    assert all(visible(VILE) in row["message"] for row in told)
