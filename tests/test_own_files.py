"""Our own tables in every format: checked without a map, findings at their own cells."""

import io
import json
import sys
from pathlib import Path

import pandas as pd
import pytest

from checker import cli, load
from checker.figures.errors import CannotCheckError
from checker.loading import read_files
from tests.intake.workbooks import ods, ods_row, rows, xlsx

HEADER = ("id", "population", "scope", "measure", "reported", "as_of", "published", "source")
GOOD = ("a", "army", "front", "killed", "100", "2024-05-01", "2024-05-02", "staff")
BAD = ("b", "#REF!", "front", "killed", "80", "2024-06-01", "2024-06-02", "staff")
LINES = (HEADER, GOOD, BAD)


def written(form: str) -> bytes:
    """The three lines in a format."""
    records = [dict(zip(HEADER, line, strict=True)) for line in (GOOD, BAD)]
    out = io.BytesIO()
    if form == "xlsx":
        return xlsx(sheet=rows(*("|".join(line) for line in LINES)))
    if form == "ods":
        return ods(sheet="".join(ods_row(*line) for line in LINES))
    if form in {"json", "jsonl"}:
        lines = [json.dumps(record) for record in records]
        return ("\n".join(lines) if form == "jsonl" else f"[{','.join(lines)}]").encode()
    if form in {"parquet", "feather"}:
        getattr(pd.DataFrame(records), f"to_{form}")(out)
        return out.getvalue()
    return "".join(("\t" if form == "tsv" else ",").join(line) + "\n" for line in LINES).encode()


def run(capsys: pytest.CaptureFixture[str], *arguments: str | Path) -> tuple[int, str, str]:
    """Exit code, standard output and standard error of one command."""
    with pytest.raises(SystemExit) as stop:
        cli.main([str(argument) for argument in arguments])
    return int(stop.value.code or 0), *capsys.readouterr()


@pytest.mark.parametrize(
    ("form", "line", "column"),
    [
        ("csv", 3, 3), ("tsv", 3, 3), ("xlsx", 3, 2), ("ods", 3, 2), ("json", 1, 189), ("jsonl", 2, 27),
        ("parquet", 2, 2), ("feather", 2, 2),
    ],
)  # fmt: skip
def test_a_lone_table_is_checked_in_any_format(
    capsys: pytest.CaptureFixture[str], tmp_path: Path, form: str, line: int, column: int
) -> None:
    """The same figures and the same finding, at the cell it is about."""
    path = tmp_path / f"mine.{form}"
    path.write_bytes(written(form))
    code, out, _ = run(capsys, "check", path, "--format", "json", "--select", "F")
    found = json.loads(out)
    assert (code, found["dataset"]["figures"], found["dataset"]["rejected"]) == (1, 2, 1)
    place = found["findings"][0]["locations"][0]
    assert form != "json" or written(form).index(b'"#REF!"') == column - 1
    assert (place["file"], place["line"], place["column"]) == (f"mine.{form}", line, column)
    assert place["field"] == "population"


@pytest.mark.parametrize("form", ["xlsx", "ods", "parquet", "csv"])
def test_standard_input_is_known_by_how_it_begins(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, form: str
) -> None:
    """Without a name."""
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(written(form))))
    code, out, _ = run(capsys, "check", "-", "--format", "json", "--select", "F")
    assert (code, len(json.loads(out)["findings"])) == (1, 1)


def test_what_cannot_be_read_is_said_of_the_file_s_own_name(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    """And in a folder of the table."""
    path = tmp_path / "figures.xlsx"
    path.write_bytes(b"nothing")
    assert run(capsys, "check", tmp_path)[2].startswith("casualty-checker: figures.xlsx: is no spreadsheet")
    path.rename(tmp_path / "mine.xlsx")
    assert run(capsys, "check", tmp_path / "mine.xlsx")[2].startswith("casualty-checker: mine.xlsx: is no spreadsheet")


def test_a_folder_may_hold_tables_of_several_formats(tmp_path: Path) -> None:
    """In the order of the design; a table given twice is refused; other files are left alone."""
    (tmp_path / "sources.csv").write_text("id\nstaff\n", encoding="utf-8")
    (tmp_path / "figures.jsonl").write_bytes(written("jsonl"))
    (tmp_path / "figures.txt").write_text("notes", encoding="utf-8")
    assert list(read_files(tmp_path)[1]) == ["figures.jsonl", "sources.csv"]
    assert list(load(tmp_path).sources.index) == ["staff"]
    (tmp_path / "figures.csv").write_bytes(written("csv"))
    with pytest.raises(CannotCheckError, match=r"figures\.jsonl: figures are given twice"):
        load(tmp_path)


def test_a_workbook_may_hold_every_table(tmp_path: Path) -> None:
    """A sheet each."""
    path = tmp_path / "book.xlsx"
    figures = rows("|".join(HEADER), "|".join(GOOD))
    path.write_bytes(xlsx(figures=figures, sources=rows("id|name", "staff|General Staff")))
    data = load(path)
    assert data.source_name("staff") == "General Staff"
    assert {name: table.file for name, table in data.tables.items()} == {
        "figures.csv": "book.xlsx", "sources.csv": "book.xlsx",
    }  # fmt: skip


def test_only_csv_is_rewritten(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    """A folder with another format is not half rewritten."""
    (tmp_path / "figures.xlsx").write_bytes(written("xlsx"))
    for path in (tmp_path, tmp_path / "figures.xlsx"):
        code, _, err = run(capsys, "fmt", path)
        assert (code, err) == (2, f"casualty-checker: {tmp_path / 'figures.xlsx'}: only CSV is rewritten by fmt\n")
