"""What was known on a day: a table of which later rows are left out is the table without them."""

import re
from typing import Any

import numpy as np
import pandas as pd
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

import checker
from checker.figures.dates import BadDate, iso, read_day
from checker.figures.errors import CannotCheckError
from checker.figures.findings import Finding
from checker.figures.report import Report
from checker.intake.known import published_by
from checker.intake.reading import read_table
from checker.loading import load_files
from checker.pipeline import check
from tests.helpers import dataset_of, examples, table_of
from tests.intake.foreign_tables import foreign_of
from tests.strategies import FIRST_DAY, Row, tables, text_of

REFERENCES = ("derived_from", "revises", "share_of")
MAY = read_day("2024-05-10")
HEADER = "id,population,scope,measure,share_of,reported,as_of,published,source,derived_from,derivation,revises"


def report_of(rows: list[Row], known_on: int | None = None) -> Report:
    """What a check finds in some rows."""
    return check(load_files("small", {"figures.csv": text_of(rows).encode()}, known_on=known_on))


def said(findings: tuple[Finding, ...]) -> list[tuple[Any, ...]]:
    """Findings without their places, in the order of the report."""
    return [(f.code, f.severity, f.message, f.figures, f.fingerprint, str(f.evidence), f.repairs) for f in findings]


def is_later(row: Row, day: int) -> bool:
    """Whether a row was published after a day, as far as anybody can tell."""
    try:
        return read_day(row["published"]) > day
    except BadDate:
        return False


@examples(5)
@given(tables(), st.integers(0, 210))
def test_known_on_a_day_is_the_table_without_the_later_rows(rows: list[Row], after: int) -> None:
    """The same figures, findings, words, fingerprints and counts as if the later rows had been deleted by hand."""
    day = FIRST_DAY.toordinal() + after
    kept = [row for row in rows if not is_later(row, day)]
    assume(kept)
    gone = {row["id"] for row in rows} - {row["id"] for row in kept}
    for row in kept:
        row |= {name: "" for name in REFERENCES if gone & set(row[name].split())}
    one, two = report_of(rows, known_on=day), report_of(kept)
    pd.testing.assert_frame_equal(one.dataset.figures.drop(columns="row"), two.dataset.figures.drop(columns="row"))
    assert said(one.findings) == said(two.findings)
    assert (one.rules, one.assumptions) == (two.rules, two.assumptions)
    assert (one.dataset.read, one.dataset.rejected) == (two.dataset.read, two.dataset.rejected)
    assert (one.known_on, two.known_on) == (iso(day), None)


ROWS = (
    "a,army,front,killed,,100,2024-05-01,2024-05-02,staff,,,",
    "b,army,front,killed,,80,2024-06-01,2024-06-02,staff,,,",
    "c,army,front,killed,,a handful,2024-05-03,2024-05-04,paper,,,",
    "d,army,front,killed,,a bunch,2024-06-03,2024-06-04,paper,,,",
    "e,army,front,killed,,90,2024-05-05,5 May,paper,,,",
    "f,army,front,killed,,90,2024-06-03,2024-06-04",
)


def test_no_finding_is_about_a_row_that_was_not_there_yet() -> None:
    """Neither its faults nor its clashes are told; who cannot be dated, or does not fit the header, is still told."""
    report = check(dataset_of(table_of(*ROWS, header=HEADER), known_on=MAY))
    told = {(f.code, *f.figures) for f in report.findings if f.severity == "error"}
    assert told == {("F001", "c"), ("F001", "e"), ("F001", "f")}
    assert (report.dataset.read, report.dataset.rejected) == (4, 3)
    everything = {(f.code, *f.figures) for f in check(dataset_of(table_of(*ROWS, header=HEADER))).findings}
    assert {("T301", "a", "b"), ("F001", "d")} <= everything


def test_lines_are_those_of_the_file() -> None:
    """Findings point to where their row stands in the file that was read."""
    report = check(dataset_of(table_of(ROWS[1], *ROWS, header=HEADER).replace("b,army", "x,army", 1), known_on=MAY))
    lines = {f.figures[0]: report.locations(f)[0].line for f in report.findings if f.code == "F001"}
    assert lines == {"c": 5, "e": 7, "f": 8}


@pytest.mark.parametrize(
    "reference",
    [
        ("", "later", "retold", ""), ("", "later", "computed", ""), ("", "", "", "later"), ("later", "", "", ""),
    ],
)  # fmt: skip
def test_a_reference_to_a_later_row_does_not_dangle(reference: tuple[str, ...]) -> None:
    """The row is in the table, if not yet known: no F009. A copy is no witness; a share is compared with nothing."""
    share, origin, derivation, revises = reference
    amount = "a third" if share else "80"
    figures = table_of(
        "first,army,front,killed,,100,2024-05-01,2024-05-02,staff,,,",
        f"odd,army,front,killed,{share},{amount},2024-05-03,2024-05-04,staff,{origin},{derivation},{revises}",
        "later,army,front,killed,,90,2024-06-01,2024-06-02,staff,,,",
        header=HEADER,
    )
    report = check(dataset_of(figures, known_on=MAY))
    assert not [f.message for f in report.findings if f.code.startswith("F")]
    assert list(report.dataset.figures["id"]) == ["first", "odd"]
    falls = [f.figures for f in report.findings if f.code == "T301"]
    assert falls == ([("first", "odd")] if derivation == "computed" else [])


def test_nothing_known_yet_cannot_be_checked() -> None:
    """A table all of whose figures came later is like a header without rows, and is called by its own name."""
    raw = table_of(ROWS[0], header=HEADER).encode()
    with pytest.raises(CannotCheckError, match=r"^mine.csv: none of its figures had been published by 1 May 2024$"):
        load_files("mine", {"figures.csv": raw}, "mine.csv", known_on=read_day("2024-05-01"))


def test_a_mapped_table_is_cut_too() -> None:
    """Findings still point to the foreign rows, also those that do not fit the foreign header."""
    text = """
    [row]
    population = "{side}"
    scope = "war"
    measure = "killed"
    source = "list"
    published = "{day}"
    as_of = "{day}"
    [[figure]]
    best = "{dead}"
    """
    table = "side,day,dead\nA,2024-06-01,9\nA,2024-05-01,10\nA,2024-05-02,9\nA\nA,2024-05-03,x\n"
    foreign = foreign_of(text, table)
    dataset = checker.loading.load_mapped("deaths", foreign, known_on=MAY)
    report = check(dataset)
    found = {(f.code, report.locations(f)[0].file, report.locations(f)[0].line) for f in report.findings}
    assert {("T301", "deaths.csv", 3), ("F001", "deaths.csv", 5), ("F001", "deaths.csv", 6)} <= found
    assert dataset.read == 4
    assert [f.message for f in report.findings if f.code == "F001" and "cells" in f.message] == [
        "the row has 1 cells where the header has 3."
    ]


def test_from_python(tmp_path: Any) -> None:
    """`checker.load` takes the day as text, and a foreign table's map; a bad day is one line."""
    (tmp_path / "mine.csv").write_text(table_of(*ROWS[:3], header=HEADER), encoding="utf-8")
    report = check(checker.load(tmp_path / "mine.csv", known_on="2024-05-10"))
    assert (report.known_on, report.dataset.read) == ("2024-05-10", 2)
    with pytest.raises(CannotCheckError, match=re.escape("known_on: “May” is not a day as YYYY-MM-DD")):
        checker.load(tmp_path / "mine.csv", known_on="May")
    (tmp_path / "own.toml").write_text(
        '[row]\nid = "{id}"\npopulation = "x"\nscope = "y"\nmeasure = "killed"\nsource = "{source}"\n'
        'published = "{published}"\nas_of = "{as_of}"\n[[figure]]\nreported = "{reported}"\n',
        encoding="utf-8",
    )
    mapped = checker.load(tmp_path / "mine.csv", map=str(tmp_path / "own.toml"), known_on="2024-05-10")
    assert (mapped.read, list(mapped.figures["id"])) == (2, ["a"])


def test_words_of_rows_that_went_are_gone() -> None:
    """A column keeps the words that are left, in order of first appearance."""
    table, misshapen = read_table(table_of(*ROWS, header=HEADER).encode(), "figures.csv")
    cut, faults = published_by(MAY, table, misshapen)
    assert tuple(cut.column("id").words) == ("a", "c", "e", "f")
    assert faults == {3: misshapen[5]}
    assert [cut.in_file(row) for row in (-1, 0, 1, 2, 3)] == [-1, 0, 2, 4, 5]
    assert [cut.line(row) for row in (-1, 1)] == [1, 4]
    again = cut.taken(np.array([2]))
    assert (again.in_file(0), tuple(again.column("id").words)) == (4, ("e",))
