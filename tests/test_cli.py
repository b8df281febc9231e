"""The commands, as a user runs them: text, exit codes, and one clear line where something cannot be checked."""

import io
import json
import os
import subprocess
import sys
from pathlib import Path

import pyarrow as pa
import pytest

from checker import __version__, cli
from checker.arguments import FORMATS
from checker.manuals import manuals

KURSK = Path(__file__).parent.parent / "datasets" / "kursk-2024"
HEAD = "id,population,scope,measure,reported,as_of,published,source\n"
CLEAN = HEAD + "a,army,front,killed,100,2024-05-01,2024-05-02,staff\n"
FALLING = CLEAN + "b,army,front,killed,80,2024-06-01,2024-06-02,staff\n"
APART = CLEAN + "b,army,front,killed,80,2024-06-01,2024-06-02,other\n"


class Terminal(io.StringIO):
    """A stream that says it is a terminal."""

    def isatty(self) -> bool:
        """Yes."""
        return True


@pytest.fixture
def table(tmp_path: Path) -> Path:
    """A CSV in which one total falls."""
    path = tmp_path / "figures.csv"
    path.write_text(FALLING, encoding="utf-8")
    return path


def run(capsys: pytest.CaptureFixture[str], *arguments: str | Path) -> tuple[int, str, str]:
    """Exit code, standard output and standard error of one command."""
    with pytest.raises(SystemExit) as stop:
        cli.main([str(argument) for argument in arguments])
    out, err = capsys.readouterr()
    return int(stop.value.code or 0), out, err


def test_version(capsys: pytest.CaptureFixture[str]) -> None:
    """--version says name and version."""
    assert run(capsys, "--version") == (0, f"casualty-checker {__version__}\n", "")


@pytest.mark.parametrize(
    ("fail_on", "text", "code"),
    [
        ("error", CLEAN, 0), ("error", FALLING, 1), ("error", APART, 0), ("warning", APART, 1), ("warning", CLEAN, 0),
        ("note", CLEAN, 1), ("never", FALLING, 0),
    ],
)  # fmt: skip
def test_exit_codes_follow_fail_on(
    capsys: pytest.CaptureFixture[str], tmp_path: Path, fail_on: str, text: str, code: int
) -> None:
    """1 from the asked severity on, else 0."""
    (tmp_path / "t.csv").write_text(text, encoding="utf-8")
    assert run(capsys, "check", tmp_path / "t.csv", "--fail-on", fail_on)[0] == code


def test_check_fails_on_errors_and_report_never(
    capsys: pytest.CaptureFixture[str], table: Path, tmp_path: Path
) -> None:
    """The defaults of --fail-on differ."""
    assert run(capsys, "check", table)[0] == 1
    assert run(capsys, "report", table, "-o", tmp_path / "out")[0] == 0


@pytest.mark.parametrize("form", FORMATS)
def test_every_format_names_the_fall(capsys: pytest.CaptureFixture[str], table: Path, form: str) -> None:
    """The finding is in the output, to the terminal and to a file alike."""
    code, out, err = run(capsys, "check", table, "--format", form)
    assert (code, err) == (1, "")
    assert "T301" in out
    target = table.parent / "out.txt"
    assert run(capsys, "check", table, "--format", form, "--output", target)[1] == ""
    assert target.read_text(encoding="utf-8") == out


def test_quiet_says_nothing_but_still_writes(capsys: pytest.CaptureFixture[str], table: Path, tmp_path: Path) -> None:
    """--quiet leaves the exit code and the files."""
    assert run(capsys, "check", table, "--quiet") == (1, "", "")
    assert run(capsys, "check", table, "--quiet", "--output", tmp_path / "o.txt") == (1, "", "")
    assert (tmp_path / "o.txt").exists()
    assert run(capsys, "report", table, "--quiet", "-o", tmp_path / "out") == (0, "", "")


@pytest.mark.parametrize(
    ("options", "code"),
    [
        (("--select", "T"), 1), (("--select", "C,t301"), 1), (("--select", "C"), 0), (("--ignore", "T301"), 0),
        (("--ignore", "C", "--ignore", "P506"), 1), (("--select", "T", "--ignore", "T301"), 0),
    ],
)  # fmt: skip
def test_select_and_ignore(
    capsys: pytest.CaptureFixture[str], table: Path, options: tuple[str, ...], code: int
) -> None:
    """Codes or prefixes, in any letters, separated by commas or given again."""
    assert run(capsys, "check", table, *options)[0] == code


def test_standard_input_is_a_lone_table(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    """- reads the figures from standard input."""
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(FALLING.encode())))
    code, out, _ = run(capsys, "check", "-", "--format", "json")
    assert code == 1
    report = json.loads(out)
    assert report["dataset"]["name"] == "standard-input"
    assert {place["file"] for f in report["findings"] for place in f["locations"]} == {"standard-input"}
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(HEAD.encode())))
    assert "standard-input: a header and no rows" in run(capsys, "check", "-")[2]


def test_today(capsys: pytest.CaptureFixture[str], table: Path) -> None:
    """--today decides what lies in the future, and stands in the report; without it the clock does."""
    early = json.loads(run(capsys, "check", table, "--format", "json", "--today", "2024-05-20")[1])
    assert [f["code"] for f in early["findings"] if f["severity"] == "error"] == ["F007"]
    assert early["dataset"]["today"] == "2024-05-20"
    late = json.loads(run(capsys, "check", table, "--format", "json")[1])
    assert [f["code"] for f in late["findings"] if f["severity"] == "error"] == ["T301"]
    assert late["dataset"]["today"] is None


ASSESS = (
    "--population", "army", "--scope", "front", "--measure", "killed", "--as-of", "2024-05-20", "--source", "paper",
)  # fmt: skip


def test_assess(capsys: pytest.CaptureFixture[str], table: Path, tmp_path: Path) -> None:
    """One claim, as text and as JSON; it fails only where it is asked to, and writes its seconds."""
    asked = ("assess", table, *ASSESS, "--reported", "90", "--published", "2024-05-21")
    code, out, err = run(capsys, *asked)
    assert (code, err) == (0, "")
    assert out.startswith(
        "Inconsistent with 2 figures of 1 source\npaper said “90” by 20 May 2024, published 21 May 2024"
    )
    assert run(capsys, *asked, "--quiet", "--fail-on", "warning", "--timings", tmp_path / "t.json") == (1, "", "")
    assert {"read", "load", "C401", "assess"} <= set(json.loads((tmp_path / "t.json").read_text(encoding="utf-8")))
    assert run(capsys, *asked, "--quiet", "--fail-on", "warning", "--ignore", "C,R")[0] == 0
    told = json.loads(run(capsys, *asked, "--format", "json")[1])
    assert told["claim"]["published"] == "2024-05-21"


@pytest.mark.parametrize(
    ("options", "published"),
    [(("--known-on", "2024-05-21"), "2024-05-21"), (("--today", "2024-07-01"), "2024-07-01"), ((), None)],
)
def test_a_claim_is_published_on_the_day_that_is_asked_about(
    capsys: pytest.CaptureFixture[str], table: Path, options: tuple[str, ...], published: str | None
) -> None:
    """The day as known on which it is asked, else today; what came later than that day it does not clash with."""
    told = json.loads(run(capsys, "assess", table, *ASSESS, "--reported", "100", "--format", "json", *options)[1])
    assert published in {told["claim"]["published"], None}
    assert told["dataset"]["figures"] == (1 if "--known-on" in options else 2)
    assert len(told["clashes"]) == (0 if "--known-on" in options else 1)


def test_assess_from_standard_input(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    """- reads the figures there, once."""
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(CLEAN.encode())))
    code, out, _ = run(capsys, "assess", "-", *ASSESS, "--reported", "100")
    assert code == 0
    assert "Beside standard-input: 1 figure read" in out


@pytest.mark.parametrize("jobs", ["1", "2"])
def test_threads_change_nothing(capsys: pytest.CaptureFixture[str], table: Path, jobs: str) -> None:
    """However many read, what is found is the same."""
    before = pa.cpu_count()
    try:
        told = run(capsys, "check", table, "--jobs", jobs, "--format", "json")
    finally:
        pa.set_cpu_count(before)
    assert told == run(capsys, "check", table, "--format", "json")


@pytest.mark.parametrize("jobs", ["0", "65", "-1", "two", "²", ""])
def test_a_number_of_threads_is_a_number(capsys: pytest.CaptureFixture[str], table: Path, jobs: str) -> None:
    """Anything else ends the command in one line."""
    code, out, err = run(capsys, "check", table, f"--jobs={jobs}")
    assert (code, out, err.count("\n")) == (2, "", 1)
    assert "is no number from 1 to 64" in err


def test_timings(capsys: pytest.CaptureFixture[str], table: Path, tmp_path: Path) -> None:
    """Seconds for every step, in a file of their own."""
    run(capsys, "check", table, "--timings", tmp_path / "t.json")
    seconds = json.loads((tmp_path / "t.json").read_text(encoding="utf-8"))
    assert {"read", "load", "T301", "C401"} <= set(seconds)
    assert all(second >= 0 for second in seconds.values())


def test_a_terminal_gets_colour_and_its_own_width_unless_it_refuses(
    table: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Colour only on a terminal, none under NO_COLOR, none when piped."""
    outputs = []
    for stream, refuses in ((Terminal(), False), (Terminal(), True), (io.StringIO(), False)):
        monkeypatch.setattr(sys, "stdout", stream)
        if refuses:
            monkeypatch.setenv("NO_COLOR", "1")
        with pytest.raises(SystemExit):
            cli.main(["check", str(table)])
        outputs.append("\x1b[" in stream.getvalue())
    assert outputs == [True, False, False]


def test_a_report_is_a_folder_whose_json_hashes_the_rest(
    capsys: pytest.CaptureFixture[str], table: Path, tmp_path: Path
) -> None:
    """Every file but report.json is listed with its hash; made again, every byte is the same."""
    code, out, _ = run(capsys, "report", table, "-o", tmp_path / "out")
    assert code == 0
    assert out.startswith(f"{tmp_path / 'out' / 'report.html'}: 1 error, 0 warnings, ")
    listed = json.loads((tmp_path / "out/report.json").read_text(encoding="utf-8"))["files"]
    there = {
        p.relative_to(tmp_path / "out").as_posix(): p.read_bytes() for p in (tmp_path / "out").rglob("*") if p.is_file()
    }
    assert set(listed) == set(there) - {"report.json", ".report.lock"}
    assert {"report.html", "report.md", "report.sarif", "findings.csv"} < set(listed)
    run(capsys, "report", table, "-o", tmp_path / "again")
    assert all((tmp_path / "again" / name).read_bytes() == data for name, data in there.items())


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        ((), "required"),
        (("fly",), "invalid choice"),
        (("check",), "PATH"),
        (("check", "nowhere"), "nowhere: no such file or folder"),
        (("check", "{table}", "--select", "X9"), "no rule's code starts with X9"),
        (("check", "{table}", "--today", "yesterday"), "--today"),
        (("check", "{table}", "--known-on", "yesterday"), "--known-on: “yesterday” is not a day as YYYY-MM-DD"),
        (("report", "{table}", "-o", "x", "--known-on", "2024-01-01"), "published by 1 January 2024"),
        (("check", "{table}", "--format", "xml"), "invalid choice"),
        (("check", "{table}", "--output", "no/such/folder"), "cannot be written"),
        (("report", "{table}", "-o", "{table}"), "cannot be written"),
        (("assess", "{table}", *ASSESS, "--reported", "a handful"), "--reported: “a handful” cannot be read"),
        (("assess", "{table}", *ASSESS), "--reported"),
        (("check", "{table}", "--baseline", "nowhere.json"), "nowhere.json: no such file"),
        (("report", "{table}", "-o", "{folder}/o", "--baseline", "{table}"), "is no report of this checker"),
        (("diff", "{table}", "{table}"), "is no report of this checker"),
        (("explain", "C999"), "there is no rule 'C999'"),
        (("explain", "zzzz"), "there is no rule 'zzzz'"),
        (("init", "{folder}"), "not empty"),
        (("init", "{table}"), "exists"),
        (("fmt", "nowhere"), "nowhere"),
    ],
)
def test_what_cannot_be_done_is_one_line_and_exit_2(
    capsys: pytest.CaptureFixture[str], table: Path, arguments: tuple[str, ...], words: str
) -> None:
    """No traceback, nothing on standard output."""
    filled = [argument.format(table=table, folder=table.parent) for argument in arguments]
    code, out, err = run(capsys, *filled)
    assert (code, out) == (2, "")
    assert err.startswith("casualty-checker: ")
    assert err.count("\n") == 1
    assert words in err


def test_a_lone_table_is_called_by_its_own_name(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    """The line names the file that the user named; in a folder it is figures.csv."""
    (tmp_path / "mine.csv").write_text(HEAD, encoding="utf-8")
    assert "mine.csv: a header and no rows" in run(capsys, "check", tmp_path / "mine.csv")[2]
    (tmp_path / "mine.csv").rename(tmp_path / "figures.csv")
    assert "figures.csv: a header and no rows" in run(capsys, "check", tmp_path)[2]


def test_findings_point_to_the_file_that_was_given(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    """A lone table has its own name in every location and sentence; its fingerprints are those of any other name."""
    twice = FALLING + "a,army,front,killed,a lot,2024-06-01,2024-06-02,staff\n"
    prints = set()
    for name in ("mine.csv", "figures.csv"):
        (tmp_path / name).write_text(twice, encoding="utf-8")
        found = json.loads(run(capsys, "check", tmp_path / name, "--format", "json")[1])["findings"]
        assert {place["file"] for f in found for place in f["locations"]} == {name}
        assert {f["message"] for f in found if f["code"] == "F008"} == {
            f"The id “a” is given more than once in {name}."
        }
        prints.add(frozenset(f["fingerprint"] for f in found))
        assert f"{name}:2:1" in run(capsys, "check", tmp_path / name)[1]
    assert len(prints) == 1


@pytest.mark.parametrize("form", ["text", "markdown"])
def test_known_on(capsys: pytest.CaptureFixture[str], table: Path, tmp_path: Path, form: str) -> None:
    """What was published later is left out, and every output says near the top as of which day."""
    options = ("--known-on", "2024-05-20")
    code, out, _ = run(capsys, "check", table, *options, "--format", form)
    assert code == 0
    assert "as known on 20 May 2024" in " ".join(out[:200].split())
    report = json.loads(run(capsys, "check", table, *options, "--format", "json")[1])
    assert (report["dataset"]["known_on"], report["dataset"]["figures"]) == ("2024-05-20", 1)
    run(capsys, "report", table, *options, "-o", tmp_path / "out")
    assert "as known on 20 May 2024</p>" in (tmp_path / "out/report.html").read_text(encoding="utf-8")


def test_a_fault_of_the_checker_is_one_line_too(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """An unforeseen exception is exit 2 without a traceback."""

    def fail(_: object) -> int:
        raise ZeroDivisionError("by zero")

    monkeypatch.setitem(cli.COMMANDS, "rules", fail)
    code, out, err = run(capsys, "rules")
    assert (code, out) == (2, "")
    assert err == "casualty-checker: a fault of the checker itself: ZeroDivisionError: by zero\n"


def test_a_reader_that_has_seen_enough_is_no_fault(table: Path) -> None:
    """A closed pipe ends the command without a word."""
    read, write = os.pipe()
    os.close(read)
    command = [sys.executable, "-m", "checker", "check", str(table)]
    done = subprocess.run(command, stdout=write, stderr=subprocess.PIPE, check=False)
    os.close(write)
    assert (done.returncode, done.stderr) == (0, b"")


def test_rules_lists_every_code(capsys: pytest.CaptureFixture[str]) -> None:
    """A line for each manual."""
    code, out, _ = run(capsys, "rules")
    assert code == 0
    assert [line.split()[0] for line in out.splitlines()] == list(manuals())


def test_only_what_a_baseline_does_not_know_fails(
    capsys: pytest.CaptureFixture[str], table: Path, tmp_path: Path
) -> None:
    """A folder or a report.json; a report may be its own baseline; what is gone is said."""
    run(capsys, "report", table, "-o", tmp_path / "out")
    assert run(capsys, "check", table, "--baseline", tmp_path / "out", "--fail-on", "note")[0] == 0
    table.write_text(FALLING + "c,army,front,killed,60,2024-07-01,2024-07-02,staff\n", encoding="utf-8")
    baseline = tmp_path / "out" / "report.json"
    assert run(capsys, "check", table, "--baseline", baseline)[0] == 1
    assert run(capsys, "report", table, "-o", tmp_path / "out", "--baseline", baseline, "--fail-on", "error")[0] == 1
    assert json.loads(baseline.read_text(encoding="utf-8"))["summary"]["baseline"] == 1
    table.write_text(CLEAN, encoding="utf-8")
    assert "Gone since the baseline: 2" in run(capsys, "check", table, "--baseline", baseline)[1]


def test_diff(capsys: pytest.CaptureFixture[str], table: Path, tmp_path: Path) -> None:
    """Exit 1 on a difference, 0 without one; to the terminal or a file."""
    for name, text in (("old", FALLING), ("new", CLEAN)):
        table.write_text(text, encoding="utf-8")
        run(capsys, "report", table, "-o", tmp_path / name)
    code, out, err = run(capsys, "diff", tmp_path / "old", tmp_path / "new" / "report.json")
    assert (code, err) == (1, "")
    assert "Findings that are gone: 1\n  error T301" in out
    assert "Figures removed: 1\n  b: 80" in out
    assert run(capsys, "diff", tmp_path / "old", tmp_path / "old")[0] == 0
    target = tmp_path / "d.json"
    run(capsys, "diff", tmp_path / "old", tmp_path / "new", "--format", "json", "--output", target)
    assert json.loads(target.read_text(encoding="utf-8"))["figures"]["removed"][0]["id"] == "b"


@pytest.mark.parametrize(("given", "file"), [("{table}", "t.csv"), ("{folder}", "figures.csv")])
def test_formats_for_ci_name_files_from_the_working_directory(
    capsys: pytest.CaptureFixture[str], table: Path, monkeypatch: pytest.MonkeyPatch, given: str, file: str
) -> None:
    """As a repository's own paths, also in the report's folder."""
    table.with_name("t.csv").write_text(FALLING, encoding="utf-8")
    monkeypatch.chdir(table.parent.parent)
    named = given.format(table=table.with_name("t.csv"), folder=table.parent.name)
    path = f"{table.parent.name}/{file}"
    assert f"file={path}," in run(capsys, "check", named, "--format", "github")[1]
    log = json.loads(run(capsys, "check", named, "--format", "sarif")[1])
    place = log["runs"][0]["results"][0]["locations"][0]["physicalLocation"]["artifactLocation"]
    assert place == {"uri": path, "uriBaseId": "%SRCROOT%"}
    run(capsys, "report", named, "-o", table.parent / "out")
    assert json.loads((table.parent / "out/report.sarif").read_text(encoding="utf-8")) == log


def test_junit_fails_where_the_check_does(capsys: pytest.CaptureFixture[str], table: Path) -> None:
    """By --fail-on."""
    for fail_on, failures in (("error", 1), ("never", 0)):
        out = run(capsys, "check", table, "--format", "junit", "--fail-on", fail_on)[1]
        assert out.count("<failure") == failures


@pytest.mark.parametrize("word", ["C401", "c401", "disjoint-ranges"])
def test_explain_prints_the_manual_by_code_or_name(capsys: pytest.CaptureFixture[str], word: str) -> None:
    """All headings, from the docstring."""
    code, out, _ = run(capsys, "explain", word)
    assert code == 0
    assert out == manuals()["C401"].text + "\n"
    assert all(
        heading in out
        for heading in ("What it finds", "Why it matters", "Bad", "Good", "Limits", "Evidence", "References")
    )


def test_explain_names_the_nearest(capsys: pytest.CaptureFixture[str]) -> None:
    """A mistyped code gets a hint."""
    assert "the nearest is C401" in run(capsys, "explain", "C4O1")[2]


@pytest.mark.parametrize(
    ("arguments", "code", "words"),
    [
        (("more than 3,000",), 0, "3,000 and up"),
        (("about", "300"), 0, "about 300"),
        (("--share", "36 %"), 0, "0.5"),
        (("confirmed 304",), 0, "own list"),
        (("a handful",), 1, "unreadable"),
        (("a third",), 1, "share_of"),
    ],
)
def test_parse_shows_a_reading(
    capsys: pytest.CaptureFixture[str], arguments: tuple[str, ...], code: int, words: str
) -> None:
    """0 with the range, 1 with the reason."""
    done, out, err = run(capsys, "parse", *arguments)
    assert (done, err) == (code, "")
    assert words in out


def test_init_makes_a_dataset_that_passes(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    """What init writes has no error, shows a warning to learn from, and is in canonical form."""
    assert run(capsys, "init", tmp_path / "mine")[0] == 0
    code, out, err = run(capsys, "check", tmp_path / "mine")
    assert (code, err) == (0, "")
    assert "P501" in out
    assert run(capsys, "fmt", "--check", tmp_path / "mine") == (0, "", "")


def test_fmt_rewrites_once_and_then_never(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    """--check names the file and changes nothing; without it the file is rewritten, and stays so."""
    folder = tmp_path / "d"
    folder.mkdir()
    untidy = "population,id,scope,measure,low,published,source\n"
    untidy += 'army,b,front,Killed,"1,500",2024-05-02,x\narmy,a,front,killed,2.5,2024-05-02,x\n'
    (folder / "figures.csv").write_text(untidy, encoding="utf-8")
    target = folder / "figures.csv"
    assert run(capsys, "fmt", folder, "--check") == (1, f"{target}: would be rewritten\n", "")
    assert target.read_text(encoding="utf-8") == untidy
    assert run(capsys, "fmt", folder) == (0, f"{target}: rewritten\n", "")
    assert target.read_text(encoding="utf-8") == (
        "id,population,scope,measure,low,published,source\na,army,front,killed,2.5,2024-05-02,x\nb,army,front,killed,1500,2024-05-02,x\n"
    )
    assert run(capsys, "fmt", folder, "--check") == (0, "", "")
    assert run(capsys, "fmt", target) == (0, "", "")


def test_the_module_runs_as_a_command() -> None:
    """`python -m checker` is the same program."""
    done = subprocess.run([sys.executable, "-m", "checker", "--version"], capture_output=True, text=True, check=True)
    assert done.stdout == f"casualty-checker {__version__}\n"


@pytest.mark.parametrize("command", [["--version"], ["--help"], ["explain", "C401"], ["rules"], ["parse", "about 300"]])
def test_what_needs_no_table_imports_no_table_library(command: list[str]) -> None:
    """These answer at once: neither numpy nor pandas, pandera, matplotlib or rich is imported."""
    code = f"import sys, checker.cli\ntry: checker.cli.main({command!r})\nexcept SystemExit: pass\n"
    code += "print(sorted({'numpy', 'pandas', 'pandera', 'matplotlib', 'rich', 'pyarrow'} & set(sys.modules)))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.splitlines()[-1] == "[]"


def test_pandera_is_taken_in_beside_other_work() -> None:
    """Not before a table is read, and without waiting for it."""
    code = "import sys, threading\nfrom checker.intake.validate import prepare\nbefore = 'pandera' in sys.modules\n"
    code += "prepare()\n[t.join() for t in threading.enumerate() if t is not threading.main_thread()]\n"
    code += "print(before, 'pandera.pandas' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout == "False True\n"


@pytest.mark.xdist_group("kursk")
def test_the_same_bytes_in_any_locale_zone_and_hash_seed(tmp_path: Path, kursk_report: Path) -> None:
    """A run in other surroundings gives an equal report, charts included."""
    command = [sys.executable, "-m", "checker", "report", str(KURSK), "-o", str(tmp_path), "--quiet"]
    surroundings = {"PYTHONHASHSEED": "2", "TZ": "America/Lima", "LC_ALL": "C"}
    subprocess.run(command, check=True, env={**os.environ, **surroundings})
    here, there = (
        {path.relative_to(out): path.read_bytes() for path in out.rglob("*") if path.is_file()}
        for out in (kursk_report, tmp_path)
    )
    assert here == there
    assert len(here) > 3
