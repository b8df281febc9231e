"""The commands for foreign tables."""

import io
import json
import sys
from pathlib import Path

import pytest

from checker.cli import main
from checker.figures.errors import CannotCheckError
from checker.intake.foreign import map_table
from checker.loading import load_mapped
from tests.intake.foreign_tables import BEST, ROW, TABLE, cells_of, foreign_of, map_of, places_of
from tests.intake.workbooks import rows, xlsx


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with a small table and its map."""
    (tmp_path / "deaths.csv").write_text(TABLE + "C,1990,many\n", encoding="utf-8")
    (tmp_path / "own.toml").write_text(ROW + BEST, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def run(*arguments: str) -> int:
    """The exit code of a command."""
    with pytest.raises(SystemExit) as stop:
        main(arguments)
    return int(stop.value.code or 0)


@pytest.mark.usefixtures("folder")
def test_check_tells_of_the_foreign_cell(capsys: pytest.CaptureFixture[str]) -> None:
    """With the foreign file's own line and header."""
    assert run("check", "deaths.csv", "--map", "own.toml", "--select", "F", "--format", "json") == 1
    report = json.loads(capsys.readouterr().out)
    (finding,) = report["findings"]
    assert finding["locations"] == [{"file": "deaths.csv", "line": 4, "column": 8, "field": "dead"}]
    assert (report["dataset"]["name"], report["dataset"]["figures"], report["dataset"]["rejected"]) == ("deaths", 3, 1)


def test_report_writes_a_folder(folder: Path) -> None:
    """As for a dataset of ours."""
    assert run("report", "deaths.csv", "--map", "own.toml", "-o", "out", "--quiet") == 0
    assert (folder / "out" / "report.html").is_file()


def test_import_writes_a_dataset(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Which has the same findings; a folder that is not empty is let be."""
    (folder / "deaths.csv").write_text(TABLE + "C,1990,\n", encoding="utf-8")
    text = '[measures.tanks]\nkind = "flow"\n' + ROW + BEST + '[[population]]\nid = "{side}"\n[[scope]]\nid = "war"\n'
    (folder / "own.toml").write_text(text, encoding="utf-8")
    assert run("import", "deaths.csv", "--map", "own.toml", "-o", "mine") == 0
    assert capsys.readouterr().out == (
        "mine: 2 figures from 3 rows; 0 of them cannot be used\n"
        "1 rows have no figure: the map leaves them out, or their numbers are missing\n"
        "Check it with: casualty-checker check mine\n"
    )
    files = {path.name for path in (folder / "mine").iterdir()}
    assert files == {"figures.csv", "populations.csv", "scopes.csv", "checker.toml"}
    assert run("check", "mine") == 0
    assert run("fmt", "mine", "--check") == 0
    assert run("import", "deaths.csv", "--map", "own.toml", "-o", "mine") == 2
    assert "mine: is not empty; nothing was written" in capsys.readouterr().err


def test_own_ratios_of_a_map_are_used_and_imported(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Bands as in checker.toml: by those that ship the wounded would be too few."""
    (folder / "deaths.csv").write_text("side,year,dead,hurt\nA,1990,100,120\n", encoding="utf-8")
    text = ROW + BEST + '[[figure]]\nname = "hurt"\nmeasure = "wounded"\nbest = "{hurt}"\n'
    (folder / "own.toml").write_text(text, encoding="utf-8")
    assert run("check", "deaths.csv", "--map", "own.toml", "--select", "R202", "--fail-on", "note") == 1
    bands = "[ratios.R202]\nnote = { below = 0.5, above = inf }\nwarning = { below = 0.25 }\n"
    (folder / "own.toml").write_text(bands + text, encoding="utf-8")
    assert run("check", "deaths.csv", "--map", "own.toml", "--select", "R202", "--fail-on", "note") == 0
    assert run("import", "deaths.csv", "--map", "own.toml", "-o", "mine") == 0
    assert (folder / "mine" / "checker.toml").read_text(encoding="utf-8") == (
        '[ratios."R202"]\n"note" = { "below" = 0.5, "above" = inf }\n"warning" = { "below" = 0.25 }\n'
    )
    assert run("check", "mine", "--select", "R202", "--fail-on", "note") == 0
    capsys.readouterr()


@pytest.mark.usefixtures("folder")
def test_a_faulty_table_is_imported_with_its_faults(capsys: pytest.CaptureFixture[str]) -> None:
    """And says how many figures cannot be used."""
    assert run("import", "deaths.csv", "--map", "own.toml", "-o", "mine") == 0
    assert "mine: 3 figures from 3 rows; 1 of them cannot be used\nCheck" in capsys.readouterr().out


def test_standard_input_is_a_table_without_neighbours(
    folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Its format is in the map, and nothing can be joined to it."""
    stdin = io.TextIOWrapper(io.BytesIO(TABLE.encode()))
    monkeypatch.setattr(sys, "stdin", stdin)
    (folder / "own.toml").write_text('[table]\nformat = "csv"\n' + ROW + BEST, encoding="utf-8")
    assert run("check", "-", "--map", "own.toml", "--quiet") == 0
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(TABLE.encode())))
    (folder / "own.toml").write_text('[join]\nfile = "deaths.csv"\non = "side"\n' + ROW + BEST, encoding="utf-8")
    assert run("check", "-", "--map", "own.toml") == 2
    assert "own.toml: join: needs a table beside the first, and standard input has none" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("table", "name", "why"),
    [
        ("none.csv", "own.toml", "none.csv: no such file"),
        ("deaths.csv", "none.toml", "none.toml: no such file"),
        (".", "own.toml", "Is a directory"),
        (
            "deaths.csv",
            "cdb91",
            "no map 'cdb91' ships with the package: the nearest is cdb90; the path of your own ends",
        ),
        ("deaths.csv", "zzz", "no map 'zzz' ships with the package: there are acled, cdb90, gaza-daily,"),
        ("deaths.csv", "cdb90", "battles.csv: no such file"),
        ("deaths.csv", "ucdp-battle-deaths", "ucdp-battle-deaths.toml: row.id: there is no column 'conflict_id'"),
    ],
)
@pytest.mark.usefixtures("folder")
def test_what_is_not_there_is_one_line(table: str, name: str, why: str, capsys: pytest.CaptureFixture[str]) -> None:
    """And exit code 2."""
    assert run("check", table, "--map", name) == 2
    error = capsys.readouterr().err
    assert why in error
    assert error.count("\n") == 1


def test_maps_are_listed_and_printed(capsys: pytest.CaptureFixture[str]) -> None:
    """To start from."""
    assert run("maps") == 0
    assert "cdb90                CDB90, battles of 1600 to 1982" in capsys.readouterr().out
    assert run("maps", "cdb90") == 0
    assert capsys.readouterr().out.startswith("# CDB90, battles of 1600 to 1982")
    assert run("maps", "cdb91") == 2
    assert "there is no map 'cdb91'; the nearest is cdb90" in capsys.readouterr().err
    assert run("maps", "zzz") == 2
    assert capsys.readouterr().err == "casualty-checker: there is no map 'zzz'\n"


@pytest.mark.parametrize(
    ("key", "value", "why"),
    [
        ("header", "0", "table.header: is to be the line or row of the header"),
        ("header", '"two"', "table.header: is to be the line or row of the header"),
        ("encoding", '"cp9999"', "table.encoding: 'cp9999' is no encoding of text"),
        ("sheet", '"a"', "table.sheet: means nothing for csv, only for ods, xlsx"),
        ("records", '"a.b"', "table.records: means nothing for csv, only for json"),
    ],
)
def test_what_a_map_says_of_a_table_has_to_fit(key: str, value: str, why: str) -> None:
    """One line names the key."""
    with pytest.raises(CannotCheckError, match=why):
        foreign_of(f"[table]\n{key} = {value}\n{ROW}{BEST}")


def test_a_sheet_is_mapped_and_its_cells_found() -> None:
    """By sheet, header row and cell."""
    raw = xlsx(other="", losses=rows("Losses", "", "side|year|dead", "A|1990|10", "B|1990|many"))
    plan = map_of(f'[table]\nsheet = "losses"\nheader = 3\n{ROW}{BEST}')
    data = load_mapped("t", map_table(raw, "t.xlsx", {}, plan))
    assert (data.read, places_of(data, "F001")) == (2, [("t.xlsx", 5, 3, "dead")])


def test_a_declared_encoding_holds_for_joined_tables_too() -> None:
    """Sides and battles in cp1252."""
    plan = map_of(
        f'[table]\nencoding = "cp1252"\n[join]\nfile = "b.csv"\non = "side"\n{ROW}{BEST}'.replace("war", "{name}")
    )
    beside = {"b.csv": "side,name\nA,Köln\n".encode("cp1252")}
    made = map_table(b"side,year,dead\nA,1990,10\n", "t.csv", beside, plan)
    assert cells_of("scope", made) == ["Köln"]


def test_marks_of_footnotes_are_left_out_where_the_map_says_so() -> None:
    """At the end of a cell alone; what is then a word for missing is missing."""
    table = 'side,year,dead\nA,1990,35[2]\nB,1990,"1,200 [note 1][b]"\nC [i] x,1990,40\nD,1990,?[c]\n'
    made = foreign_of(f'[table]\nfootnotes = true\nmissing = ["?"]\n{ROW}{BEST}', table)
    assert cells_of("best", made) == ["35", "1,200", "40"]
    assert cells_of("population", made)[2] == "C [i] x"
    assert places_of(load_mapped("t", foreign_of(ROW + BEST, table)), "F001")[0] == ("deaths.csv", 2, 8, "dead")
    with pytest.raises(CannotCheckError, match=r"table\.footnotes: is to be true or false"):
        foreign_of(f'[table]\nfootnotes = "yes"\n{ROW}{BEST}')
