"""One dataset with every fault of form at once: each is found where it stands, and no fault hides another."""

import re
from datetime import date
from pathlib import Path

import pytest

from checker.figures.dataset import Dataset
from checker.loading import load_files

# In every_fault/, {F001 reported} marks the place of a finding and its field; the marks are taken out before reading.
MARK = re.compile(r"\{(F\d{3}) (\w+)\}")
FILES = {
    f"{name}.csv": (Path(__file__).parent / "every_fault" / f"{name}.csv").read_text(encoding="utf-8")
    for name in ("figures", "populations", "scopes", "sources")
}
KEPT = ["ok1", "dangling", "foreign", "wide", "same", "planned", "ok2"]


def marked(file: str, text: str) -> list[tuple[str, str, int, int, str]]:
    """Code, file, line, character and field of every mark."""
    found = []
    for number, line in enumerate(text.split("\n"), start=1):
        for mark in MARK.finditer(line):
            column = len(MARK.sub("", line[: mark.start()])) + 1
            found.append((mark[1], file, number, column, mark[2]))
    return found


@pytest.fixture(params=["\n", "\r\n", "\r"], ids=["LF", "CRLF", "CR"])
def dataset(request: pytest.FixtureRequest) -> Dataset:
    """The files, with line ends of each kind."""
    files = {file: MARK.sub("", text).replace("\n", request.param).encode() for file, text in FILES.items()}
    return load_files("faults", files, today=date(2024, 6, 1).toordinal())


def test_every_fault_is_found_where_it_stands_and_nothing_else(dataset: Dataset) -> None:
    """Code, file, physical line, character and header of all findings are those that are marked."""
    found = []
    for finding in dataset.findings:
        where = dataset.locate(finding.places[0])
        found.append((finding.code, where.file, where.line, where.column, where.field))
    assert sorted(found) == sorted(place for file, text in FILES.items() for place in marked(file, text))
    assert {code for code, *_ in found} == {f"F{number:03}" for number in range(1, 12)}


def test_healthy_rows_stay_in_the_book(dataset: Dataset) -> None:
    """Rows without an error, or with F009 to F011 alone, are kept; the counts add up."""
    assert sorted(dataset.figures["id"]) == sorted(KEPT)
    assert dataset.read == dataset.rejected + len(KEPT) == 21
    assert dataset.figures["row"].map(lambda row: dataset.tables["figures.csv"].column("id")[row]).tolist() == list(
        dataset.figures["id"]
    )


def test_a_dangling_reference_is_dropped_alone(dataset: Dataset) -> None:
    """Labels and origins stay as written; what is revised, shared or above a node is dropped."""
    rows = dataset.figures.set_index("id")
    row = rows.loc["dangling"]
    assert (row["population"], row["scope"], row["source"]) == ("navy", "coast", "fans")
    assert (row["derived_from"], row["revises"], row["share_of"], bool(row["is_share"])) == ("ok1 no1", "", "", True)
    assert (rows.loc["foreign", "revises"], rows.loc["ok2", "revises"]) == ("", "ok1")
    assert dataset.populations.nodes["part_of"].to_dict() == {"army": "", "loop1": "", "loop2": "", "lost": ""}
    assert list(dataset.scopes.nodes.index) == ["front"]
    assert list(dataset.sources.index) == ["staff", "paper2"]


def test_runs_count_what_was_looked_at_and_found(dataset: Dataset) -> None:
    """Every form rule says how many rows it looked at, and as many findings as there are."""
    rows = {file: table.rows for file, table in dataset.tables.items()}
    runs = {run.code: run for run in dataset.rules}
    assert list(runs) == [f"F{number:03}" for number in range(1, 12)]
    assert all(run.found == sum(f.code == code for f in dataset.findings) > 0 for code, run in runs.items())
    assert not any(run.skipped for run in runs.values())
    assert runs["F001"].checked == runs["F002"].checked == runs["F008"].checked == sum(rows.values())
    assert runs["F003"].checked == runs["F007"].checked == runs["F011"].checked == rows["figures.csv"]
    assert runs["F009"].checked == sum(rows.values()) - rows["sources.csv"]
    assert {(run.code, run.severity) for run in dataset.rules} == {(f.code, f.severity) for f in dataset.findings}


def test_every_finding_can_be_told_from_every_other(dataset: Dataset) -> None:
    """Fingerprints differ, names fit codes, and the evidence quotes the cell."""
    assert len({finding.fingerprint for finding in dataset.findings}) == len(dataset.findings)
    for finding in dataset.findings:
        (place,) = finding.places
        table = dataset.tables[place.table]
        assert finding.evidence["value"] == (table.column(place.field)[place.row] if place.row >= 0 else place.field)
        assert finding.message.endswith(".")
