"""What the threat model promises: no network, nothing outside the folder, links left alone, each file whole."""

import csv
import hashlib
import io
import json
import os
import resource
import signal
import socket
import subprocess
import sys
import threading
from collections.abc import Callable
from pathlib import Path
from typing import NoReturn

import pytest

from checker import cli
from checker.figures.errors import CannotCheckError
from checker.loading import load, load_files
from checker.pipeline import check, render_all
from checker.render import table
from checker.writing import LOCK, write_file, write_report
from tests.helpers import dataset_of, table_of
from tests.intake.workbooks import ods, rows, xlsx, zipped

BROKE = Path(__file__).parent / "intake" / "broken"
KURSK = Path(__file__).parent.parent / "datasets" / "kursk-2024"
GOOD = table_of("a,army,front,killed,12,2024-05-01,2024-05-02,staff")
CLAIM = (
    "--population", "north-korean-forces", "--scope", "kursk-oblast", "--measure", "killed", "--reported", "300",
    "--as-of", "2025-01-01", "--source", "me",
)  # fmt: skip


def run(*arguments: object) -> int:
    """One command's exit code."""
    with pytest.raises(SystemExit) as stop:
        cli.main([str(argument) for argument in arguments])
    return int(stop.value.code or 0)


def refuse(*_: object, **__: object) -> NoReturn:
    """Stand in for everything that would open a way out."""
    raise AssertionError("the checker never uses the network")


@pytest.fixture
def _nothing_gets_out(monkeypatch: pytest.MonkeyPatch) -> None:
    """No socket can be made, no name looked up and no process started."""
    for name in (
        "socket",
        "create_connection",
        "getaddrinfo",
        "gethostbyname",
        "create_server",
        "socketpair",
        "fromfd",
    ):
        monkeypatch.setattr(socket, name, refuse)
    monkeypatch.setattr(subprocess, "Popen", refuse)
    monkeypatch.setattr(os, "system", refuse)


@pytest.mark.usefixtures("_nothing_gets_out")
def test_no_command_opens_a_socket_or_starts_a_process(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Every command that there is, and every format."""
    foreign, report = tmp_path / "t.csv", tmp_path / "report"
    foreign.write_text("n\n5\n", encoding="utf-8")
    (tmp_path / "m.toml").write_text(
        '[row]\nid = "a"\npopulation = "p"\nscope = "s"\nsource = "x"\npublished = "2024-01-01"\n'
        '[[figure]]\nmeasure = "killed"\nbest = "{n}"\n',
        encoding="utf-8",
    )
    ran = {
        "init": run("init", mine := tmp_path / "mine"),
        "report": run("report", mine, "-o", report),
        "check": run("check", mine, "--baseline", report, "--timings", tmp_path / "seconds.json"),
        "assess": run("assess", KURSK, *CLAIM),
        "diff": run("diff", report, report),
        "import": run("import", foreign, "--map", tmp_path / "m.toml", "-o", tmp_path / "made"),
        "fmt": run("fmt", tmp_path / "mine"),
        "maps": run("maps"),
        "rules": run("rules"),
        "explain": run("explain", "C401"),
        "parse": run("parse", "more than 3,000"),
    }
    for form in ("text", "json", "markdown", "sarif", "junit", "github"):
        assert run("check", tmp_path / "mine", "--format", form) < 2
    assert set(ran) == set(cli.COMMANDS)
    assert 2 not in ran.values(), (ran, capsys.readouterr().err)


def listing(folder: Path) -> dict[str, bytes]:
    """Every file below a folder."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()
    }


def test_nothing_is_written_outside_the_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Neither beside it, nor in the working directory, nor into the dataset."""
    monkeypatch.chdir(tmp_path)
    run("init", "mine")
    before = listing(tmp_path)
    run("report", "mine", "-o", "out")
    assert {name: raw for name, raw in listing(tmp_path).items() if not name.startswith("out/")} == before


@pytest.mark.parametrize("name", ["report.html", "report.json", LOCK, "charts"])
def test_a_link_in_the_folder_of_a_report_is_refused(tmp_path: Path, name: str) -> None:
    """What it leads to stays as it is."""
    elsewhere, out = tmp_path / "elsewhere", tmp_path / "out"
    elsewhere.mkdir()
    (elsewhere / "mine.txt").write_text("mine", encoding="utf-8")
    out.mkdir()
    (out / name).symlink_to(elsewhere if name == "charts" else elsewhere / "mine.txt")
    with pytest.raises(CannotCheckError, match="is a link"):
        write_report(out, {"charts/a.svg": b"x", "report.html": b"x", "report.json": b"{}"}, last="report.json")
    assert listing(elsewhere) == {"mine.txt": b"mine"}


def test_a_device_is_not_replaced() -> None:
    """Nor written to."""
    with pytest.raises(CannotCheckError, match="/dev/null: is a link or no ordinary file"):
        write_file(Path("/dev/null"), b"x")
    assert Path("/dev/null").is_char_device()


def test_a_folder_may_itself_be_a_link(tmp_path: Path) -> None:
    """Whoever names it has chosen it."""
    (tmp_path / "there").mkdir()
    (tmp_path / "out").symlink_to(tmp_path / "there")
    write_report(tmp_path / "out", {"report.json": b"{}"}, last="report.json")
    assert (tmp_path / "there" / "report.json").read_bytes() == b"{}"


@pytest.mark.parametrize(
    "listed", ["../mine.svg", "charts/../../mine.svg", "/mine.svg", "charts/a.SVG", "charts/a/b.svg"]
)
def test_an_earlier_report_names_nothing_else_to_remove(tmp_path: Path, listed: str) -> None:
    """Only charts, by their own kind of name."""
    out = tmp_path / "out"
    out.mkdir()
    (tmp_path / "mine.svg").write_text("mine", encoding="utf-8")
    (out / "report.json").write_text(json.dumps({"files": {listed: ""}}), encoding="utf-8")
    write_report(out, {"report.json": b"{}"}, last="report.json")
    assert (tmp_path / "mine.svg").exists()


@pytest.mark.parametrize("most", [0, 2_000, 60_000])
def test_a_full_disk_leaves_whole_files_and_one_line(tmp_path: Path, most: int) -> None:
    """Where a file cannot become larger, none is cut and no other is left behind."""
    (tmp_path / "figures.csv").write_text(GOOD, encoding="utf-8")

    def limit() -> None:
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_FSIZE, (most, most))

    done = subprocess.run(
        [sys.executable, "-B", "-m", "checker", "report", str(tmp_path), "-o", str(tmp_path / "out")],
        capture_output=True, text=True, check=False, preexec_fn=limit
    )  # fmt: skip
    assert done.returncode == 2
    assert done.stderr.count("\n") == 1
    wanted = render_all(check(load(tmp_path)))
    left = {name: raw for name, raw in listing(tmp_path / "out").items() if name != LOCK}
    assert "report.json" not in left
    assert all(wanted[name] == raw for name, raw in left.items() if name.startswith("charts/"))
    assert not [name for name in left if Path(name).name.startswith(".")]


def test_a_run_that_is_stopped_anywhere_leaves_whole_files(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Each file is the old one or the new one, and report.json is the last to change."""
    old = {f"charts/{at}.svg": b"old" for at in range(3)} | {"report.html": b"old", "report.json": b'{"n": "old"}'}
    new = {name: raw.replace(b"old", b"new") for name, raw in old.items()}
    replace = Path.replace
    for stop in range(len(old) + 1):
        out, left = tmp_path / f"{stop}", [stop]
        write_report(out, old, last="report.json")

        def stopping(path: Path, target: Path, left: list[int] = left) -> Path:
            left[0] -= 1
            if left[0] < 0:
                raise KeyboardInterrupt
            return replace(path, target)

        with monkeypatch.context() as patch:
            patch.setattr(Path, "replace", stopping)
            if stop < len(old):
                with pytest.raises(KeyboardInterrupt):
                    write_report(out, new, last="report.json")
            else:
                write_report(out, new, last="report.json")
        found = {name: raw for name, raw in listing(out).items() if name != LOCK}
        assert found.keys() == old.keys()
        assert sum(found[name] == new[name] for name in new) == stop
        assert (found["report.json"] == new["report.json"]) == (stop == len(old))


def test_two_runs_at_once_leave_the_files_of_one(tmp_path: Path) -> None:
    """Whichever was the last."""
    sides = [{**{f"charts/{at}.svg": mark for at in range(20)}, "report.json": mark} for mark in (b"1", b"2")]
    threads = [threading.Thread(target=write_report, args=(tmp_path, files, "report.json")) for files in sides * 5]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    found = {name: raw for name, raw in listing(tmp_path).items() if name != LOCK}
    assert found in sides


BOMB = '<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>'
OUTSIDE = '<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]>'


@pytest.mark.parametrize("declared", [BOMB, OUTSIDE, '<!DOCTYPE x SYSTEM "http://example.org/x.dtd">'])
def test_a_spreadsheet_declares_no_entities(declared: str) -> None:
    """Neither such as grow, nor such as lie in another file."""
    name = "content.xml"
    parts = {"mimetype": "x", name: f"{declared}<office:x xmlns:office='o'>&b;</office:x>"}
    with pytest.raises(CannotCheckError, match="declares entities of its own"):
        load_files("x", {"figures.ods": zipped(parts)})
    parts = {"_rels/.rels": f"{declared}<Relationships/>"}
    with pytest.raises(CannotCheckError, match="declares entities of its own"):
        load_files("x", {"figures.xlsx": zipped(parts)})


@pytest.mark.parametrize("begin", ["=", "+", "-", "@", "\t=", " =", "\r=", "\n=", "＝", "＋", "－", "＠", "\u00a0="])
def test_no_cell_of_the_findings_is_a_formula(begin: str) -> None:
    """Whatever a source or an id is called."""
    row = ["a", "army", "front", "killed", "x", "2024-05-01", "2024-05-02", "staff"]
    text = io.StringIO()
    header = ["id", "population", "scope", "measure", "reported", "as_of", "published", "source"]
    hostile = [
        [f"{begin}cmd|' /C calc'!A0", *row[1:]],
        [*row[:1], f"{begin}1+1", *row[2:]],
        [*row[:4], f"{begin}2", *row[5:]],
    ]
    csv.writer(text).writerows([header, *hostile])
    written = table.render(check(dataset_of(text.getvalue()))).removeprefix("\ufeff")
    cells = [cell for line in csv.reader(io.StringIO(written)) for cell in line]
    assert not [cell for cell in cells if cell.strip()[:1] in set("=+-@＝＋－＠")]


def _stamped(folder: Path) -> dict[str, str]:
    return {name: hashlib.sha256(raw).hexdigest() for name, raw in listing(folder).items() if name != LOCK}


@pytest.mark.xdist_group("kursk")
def test_report_json_knows_the_others(kursk_report: Path) -> None:
    """A folder that mixes two runs shows it."""
    files = json.loads((kursk_report / "report.json").read_bytes())["files"]
    assert files == {name: stamp for name, stamp in _stamped(kursk_report).items() if name != "report.json"}


# What broke, a small file each, and what is said of it now

BROKEN: dict[str, tuple[str, Callable[[], bytes], str]] = {
    "a zip with a part before its beginning": (
        "xlsx", (BROKE / "part-before-the-beginning.xlsx").read_bytes, "is damaged",
    ),
    "a row with a number that is none": ("xlsx", lambda: xlsx(sheet='<row r="x"><c><v>1</v></c></row>'), "is damaged"),
    "a shared text with a number that is none": (
        "xlsx", lambda: xlsx(sheet='<row r="1"><c t="s"><v>x</v></c></row>'), "is damaged",
    ),
    "an encoding that nobody knows": (
        "ods", lambda: zipped({"content.xml": '<?xml version="1.0" encoding="klingon"?><a/>'}), "is damaged",
    ),
    "a column named with half a character": ("json", lambda: b'[{"a\\ud800": 1}]', "a lone surrogate"),
    "a workbook without a sheet": ("ods", ods, "has 0 sheets"),
}  # fmt: skip


@pytest.mark.parametrize("case", BROKEN)
def test_what_broke_once_is_refused_with_a_line(case: str) -> None:
    """Each was found by putting random faults into good files."""
    form, make, why = BROKEN[case]
    with pytest.raises(CannotCheckError, match=why):
        load_files("x", {f"figures.{form}": make()})


def test_half_a_character_in_a_sheet_stays_as_it_is_written() -> None:
    """An escape of what no text can hold is no escape."""
    lines = GOOD.splitlines()
    sheet = xlsx(sheet=rows(*(line.replace(",", "|").replace("staff", "_xD800__x0000__x0041_") for line in lines)))
    data = load_files("x", {"figures.xlsx": sheet})
    assert data.figures["source"].tolist() == ["_xD800__x0000_A"]
    assert [finding.fingerprint for finding in check(data).findings]
