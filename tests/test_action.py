"""The action, the workflows and the hooks do what they say: their shell is run as it is written."""

import json
import re
import shlex
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from checker.cli import main
from tests.steps import ROOT, Runner, inputs, load, shell_of

ACTION = load("action.yml")
STEPS = shell_of(ACTION["runs"]["steps"])
CHECK = next(step for step in STEPS.values() if step.get("id") == "check")
INSTALL = next(step for step in STEPS.values() if step is not CHECK)
WORKFLOWS = {
    path.name: load(f".github/workflows/{path.name}") for path in sorted((ROOT / ".github/workflows").glob("*.yml"))
}
HEAD = "id,population,scope,measure,reported,as_of,published,source\n"
CLEAN = HEAD + "a,army,front,killed,100,2024-05-01,2024-05-02,staff\n"
FALLING = CLEAN + "b,army,front,killed,80,2024-06-01,2024-06-02,staff\n"


@pytest.fixture
def place(tmp_path: Path) -> Path:
    """A repository with a dataset in which a total falls."""
    (tmp_path / "repository" / "data").mkdir(parents=True)
    (tmp_path / "repository" / "data" / "figures.csv").write_text(FALLING, encoding="utf-8")
    return tmp_path / "repository"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """The runner's own folder, in which the checker is installed."""
    bin_folder = tmp_path / "runner" / "casualty-checker" / "bin"
    bin_folder.mkdir(parents=True)
    for name, words in (("python", ""), ("casualty-checker", " -m checker")):
        script = bin_folder / name
        script.write_text(f'#!/bin/sh\nexec {shlex.quote(sys.executable)}{words} "$@"\n', encoding="utf-8")
        script.chmod(0o755)
    return tmp_path / "runner"


def run(folder: Path, place: Path, **given: str) -> tuple["subprocess.CompletedProcess[str]", Runner]:
    """The step that checks, with some inputs."""
    context = inputs(ACTION, **{"path": "data", **given})
    runner = Runner(folder, place, context, {"PYTHONPATH": str(ROOT)})
    return runner.run(CHECK), runner


def test_the_action_annotates_reports_and_fails(folder: Path, place: Path) -> None:
    """An error at the line of the repository's file, a summary, a whole report, all outputs, and exit code 1."""
    done, runner = run(folder, place)
    assert (done.returncode, done.stderr) == (1, "")
    assert "::error col=21,file=data/figures.csv,line=2,title=T301 falling-total::" in done.stdout
    assert runner.summary.startswith("# data: are the reported figures consistent?")
    report = place / "casualty-report"
    whole = json.loads((report / "report.json").read_text(encoding="utf-8"))
    assert {"report.html", "report.sarif", "findings.csv"} <= {path.name for path in report.iterdir()}
    numbers = {name: str(number) for name, number in whole["summary"].items()}
    assert runner.outputs == {"report": "casualty-report", "sarif": "casualty-report/report.sarif", **numbers}
    assert runner.outputs["error"] == "1"
    named = {name: f"${{{{ steps.check.outputs.{name} }}}}" for name in runner.outputs}
    assert {name: output["value"] for name, output in ACTION["outputs"].items()} == named
    uri = json.loads((place / runner.outputs["sarif"]).read_text(encoding="utf-8"))["runs"][0]["results"][0]
    assert uri["locations"][0]["physicalLocation"]["artifactLocation"]["uri"] == "data/figures.csv"


@pytest.mark.parametrize(
    ("given", "code"),
    [
        ({"fail_on": "note", "select": "T, F"}, 1),
        pytest.param({"fail_on": "never"}, 0, marks=pytest.mark.long),
        pytest.param({"ignore": "T301,P"}, 0, marks=pytest.mark.long),
    ],
)
def test_the_inputs_are_heard(folder: Path, place: Path, given: dict[str, str], code: int) -> None:
    """As the options of the same names."""
    assert run(folder, place, **given)[0].returncode == code


def test_a_report_may_be_its_own_baseline(folder: Path, place: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What it has does not fail, what is new does: the report is compared with as it was, not as it is written."""
    monkeypatch.chdir(place)
    with pytest.raises(SystemExit):
        main(["report", "data", "--output", "kept", "--quiet"])
    done, runner = run(folder, place, report="kept", baseline="kept")
    assert (done.returncode, runner.outputs["baseline"]) == (0, "2")
    (place / "data" / "figures.csv").write_text(
        f"{FALLING}c,army,front,killed,60,2024-07-01,2024-07-02,staff\n", encoding="utf-8"
    )
    done, runner = run(folder, place, report="kept", baseline="kept")
    assert done.returncode == 1
    assert int(runner.outputs["new"]) > 0


def test_a_foreign_table_is_checked_by_its_map(folder: Path, place: Path) -> None:
    """The map is a file of the repository."""
    (place / "t.csv").write_text("day,dead\n2024-05-01,100\n2024-06-01,80\n", encoding="utf-8")
    columns = {"population": "army", "scope": "front", "measure": "killed", "source": "staff"}
    row = "".join(f'{name} = "{value}"\n' for name, value in columns.items())
    row += 'id = "{day}"\npublished = "{day}"\nas_of = "{day}"\n'
    (place / "m.toml").write_text(f'[row]\n{row}[[figure]]\nreported = "{{dead}}"\n', encoding="utf-8")
    done, _ = run(folder, place, path="t.csv", map="m.toml")
    assert (done.returncode, done.stderr) == (1, "")
    assert "file=t.csv,line=2" in done.stdout


@pytest.mark.parametrize(
    ("given", "words"),
    [
        ({"path": "nowhere"}, "nowhere: no such file or folder"),
        ({"path": "--help"}, "--help: no such file or folder"),
        ({"path": "$(touch hacked)"}, "$(touch hacked): no such file or folder"),
        ({"path": '"; touch hacked; "'}, "no such file or folder"),
        ({"fail_on": "$(touch hacked)"}, "invalid choice"),
        ({"baseline": "data"}, "report.json: no such file"),
        ({"report": "a\nb=1"}, "on one line"),
    ],
)
def test_what_cannot_be_checked_is_exit_2(folder: Path, place: Path, given: dict[str, str], words: str) -> None:
    """One line says why; an input is never a command or an option, and nothing is put out or written."""
    done, runner = run(folder, place, **given)
    assert done.returncode == 2
    assert words in done.stderr
    assert (done.stdout, done.stderr.count("\n")) == ("", 1)
    assert (runner.outputs, runner.summary) == ({}, "")
    assert [path.name for path in place.iterdir()] == ["data"]


def test_no_module_of_the_repository_is_run(folder: Path, place: Path) -> None:
    """Neither a checker nor a json that lies where the command is run."""
    for name in ("json.py", "checker.py"):
        (place / name).write_text("raise SystemExit(3)\n", encoding="utf-8")
    script = folder / "casualty-checker" / "bin" / "casualty-checker"  # as pip makes it: its own folder comes first
    script.write_text(f"#!{sys.executable}\nfrom checker.cli import main\nmain()\n", encoding="utf-8")
    assert run(folder, place)[0].returncode == 1


def test_the_checker_is_installed_from_the_action_itself(tmp_path: Path) -> None:
    """In a folder of its own, with the pinned versions; CI runs the same step for good."""
    python, log, home = tmp_path / "python", tmp_path / "log", tmp_path.resolve() / "casualty-checker"
    copy = 'if [ "$2" = venv ]; then mkdir -p "$3/bin" && cp "$0" "$3/bin/python"; fi'
    python.write_text(f'#!/bin/sh\necho "$@" >> "$LOG"\n{copy}\n', encoding="utf-8")
    python.chmod(0o755)
    runner = Runner(tmp_path, tmp_path, {"steps.python.outputs.python-path": str(python)}, {"LOG": str(log)})
    assert runner.run(INSTALL).returncode == 0
    assert log.read_text(encoding="utf-8").splitlines() == [
        f"-m venv {home}",
        f"-I -m pip install --quiet --constraint {ROOT}/constraints.txt {ROOT}",
    ]


def test_the_scheduled_job_lists_every_dataset(tmp_path: Path) -> None:
    """As JSON, for the matrix; each has a report to be checked beside."""
    (step,) = shell_of(WORKFLOWS["scheduled.yml"]["jobs"]["datasets"]["steps"]).values()
    runner = Runner(tmp_path, ROOT, {})
    assert runner.run(step).returncode == 0
    names = json.loads(runner.outputs["names"])
    assert names == sorted(folder.name for folder in (ROOT / "datasets").iterdir())
    assert all((ROOT / "reports" / name / "report.json").exists() for name in names)


def steps_of(whole: dict[str, Any]) -> list[dict[str, Any]]:
    """All steps of a workflow or an action."""
    jobs = whole.get("jobs", {"": whole.get("runs", {})})
    return [step for job in jobs.values() for step in job["steps"]]


@pytest.mark.parametrize("whole", [ACTION, *WORKFLOWS.values()], ids=["action", *WORKFLOWS])
def test_no_expression_stands_in_shell_and_every_action_is_pinned(whole: dict[str, Any]) -> None:
    """Inputs reach the shell as variables; what others wrote is taken at a commit."""
    for step in steps_of(whole):
        assert "${{" not in step.get("run", "")
        assert re.fullmatch(r"\./|[\w/-]+@[0-9a-f]{40}|", step.get("uses", ""))


@pytest.mark.parametrize("name", WORKFLOWS)
def test_no_workflow_may_write_to_the_repository(name: str) -> None:
    """Nothing is granted to all jobs; a job may read, and upload findings."""
    assert WORKFLOWS[name]["permissions"] == {}
    allowed = [("contents", "read"), ("actions", "read"), ("security-events", "write")]
    for job in WORKFLOWS[name]["jobs"].values():
        assert set(job["permissions"].items()) <= set(allowed)
    text = (ROOT / ".github/workflows" / name).read_text(encoding="utf-8")
    assert text.count("persist-credentials: false") == text.count("actions/checkout@")
    assert "pull_request_target" not in text


def test_the_workflows_run_what_they_should() -> None:
    """One the gate, on every change; one the action, by the clock and on demand."""
    assert (
        shell_of([step | {"name": "gate"} for step in steps_of(WORKFLOWS["ci.yml"])])["gate"]["run"] == "bash .ci/run"
    )
    assert set(WORKFLOWS["ci.yml"]["on"]) == {"push", "pull_request"}
    assert set(WORKFLOWS["scheduled.yml"]["on"]) == {"schedule", "workflow_dispatch"}
    (own,) = (step for step in steps_of(WORKFLOWS["scheduled.yml"]) if step.get("uses") == "./")
    assert set(own["with"]) <= set(ACTION["inputs"])


def test_the_readme_names_every_input_and_output() -> None:
    """What is not there, nobody uses."""
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    assert [name for name in (*ACTION["inputs"], *ACTION["outputs"]) if f"`{name}`" not in readme] == []
    for hook in load(".pre-commit-hooks.yaml"):
        assert f"- id: {hook['id']}\n" in readme  # type: ignore[index]


@pytest.mark.parametrize("hook", load(".pre-commit-hooks.yaml"), ids=lambda hook: hook["id"])
def test_the_hooks_run(place: Path, hook: dict[str, Any]) -> None:
    """By their entries, in the folder that their args name; they change nothing."""
    assert (hook["language"], hook["pass_filenames"]) == ("python", "false")
    name, *words = shlex.split(hook["entry"])
    assert name == "casualty-checker"
    codes = []
    for text in (FALLING.replace("killed", "Killed"), CLEAN):
        (place / "data" / "figures.csv").write_text(text, encoding="utf-8")
        command = [sys.executable, "-m", "checker", *words, *hook["args"]]
        codes.append(subprocess.run(command, cwd=place / "data", capture_output=True, check=False).returncode)
        assert (place / "data" / "figures.csv").read_text(encoding="utf-8") == text
    assert codes == [1, 0]
    assert re.search(hook["files"], "data/figures.csv")
    assert not re.search(hook["files"], "data/myfigures.csv")
