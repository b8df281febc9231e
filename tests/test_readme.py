"""The README tells the truth: its commands run, its Python runs, and every command and column is in it."""

import re
import shlex
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from checker.arguments import FORMATS, make_parser
from checker.cli import main
from checker.figures.measures import shipped_vocabulary
from checker.figures.schema import FIGURE_COLUMNS, KINDS, SOURCE_COLUMNS, TREE_COLUMNS
from checker.figures.wording import read
from checker.manuals import manuals

ROOT = Path(__file__).parent.parent
README = (ROOT / "README.md").read_text(encoding="utf-8")
BLOCKS = re.findall(r"^```(\w+)\n(.*?)^```$", README, re.DOTALL | re.MULTILINE)
COMMANDS = [line for kind, text in BLOCKS if kind == "console" for line in text.splitlines()]


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An empty folder with the shipped datasets and their reports in it."""
    folder = tmp_path_factory.mktemp("clone")
    for name in ("datasets", "reports"):
        shutil.copytree(ROOT / name, folder / name)
    return folder


def test_the_first_two_blocks_set_up_run_and_test() -> None:
    """One installs and runs the main job, one installs and tests; CI runs both as written."""
    shell = [text for kind, text in BLOCKS if kind == "sh"]
    assert [kind for kind, _ in BLOCKS[:2]] == ["sh", "sh"]
    assert len(shell) == 2
    assert "casualty-checker report datasets/kursk-2024" in shell[0]
    assert "pytest" in shell[1]
    assert all("pip install -c constraints.txt" in text for text in shell)


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_runs(
    place: Path, command: str, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    """It exits 0 and complains of nothing."""
    name, *arguments = shlex.split(command)
    assert name == "casualty-checker"
    monkeypatch.chdir(place)
    with pytest.raises(SystemExit) as end:
        main(arguments)
    assert (end.value.code, capfd.readouterr().err) == (0, "")


def test_the_python_runs(place: Path) -> None:
    """The snippet prints a finding."""
    (snippet,) = (text for kind, text in BLOCKS if kind == "python")
    done = subprocess.run([sys.executable, "-c", snippet], cwd=place, capture_output=True, text=True, check=True)
    assert "T301" in done.stdout


def test_every_command_option_column_and_measure_is_there() -> None:
    """What the README does not name, a user does not find."""
    parser = make_parser()
    commands = next(action for action in parser._actions if action.dest == "run" or action.choices)  # noqa: SLF001
    assert commands.choices is not None
    words = [
        *commands.choices,
        *FORMATS,
        *FIGURE_COLUMNS,
        *TREE_COLUMNS,
        *SOURCE_COLUMNS,
        *KINDS,
        *shipped_vocabulary(),
    ]
    words += ["--fail-on", "--select", "--ignore", "--today", "--timings", "--quiet", "--check", "--output", "-o"]
    words += ["--baseline", "--known-on", "--published", "--share-of", "--period-start"]
    assert [word for word in words if word not in README] == []


def test_the_examples_of_wording_are_true() -> None:
    """The ranges in the table are what the grammar reads."""
    assert (read("about 300").low, read("about 300").high) == (270, 330)
    assert (read("about 11,000").low, read("about 11,000").high) == (10500, 11500)
    ranges = re.search(r"\| dozens.*?\| (.*?) \|", README)
    assert ranges is not None
    words = ["dozens", "scores", "hundreds", "several hundred", "thousands", "tens of thousands"]
    printed = [f"{read(word).low:,.0f}–{read(word).high:,.0f}" for word in words]
    assert printed == ranges.group(1).split(", ")


def test_the_generated_list_of_rules_holds_every_manual() -> None:
    """Each code has its section, with its summary; CI compares the whole file."""
    text = (ROOT / "checker/rules/README.md").read_text(encoding="utf-8")
    assert [m.code for m in manuals().values() if f"## {m.code} {m.name}" not in text or m.summary not in text] == []
