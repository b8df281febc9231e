"""The line of progress: on a terminal alone, after a while, and gone at the end."""

import os
import pty
import subprocess
import sys
from io import StringIO
from pathlib import Path

import pytest

from checker.cli import main
from checker.progress import Progress
from checker.timings import Timings
from tests.helpers import table_of

ROW = "a,army,front,killed,10,2024-01-05,2024-01-14,s"


class Terminal(StringIO):
    """A stream that says it is a terminal."""

    def isatty(self) -> bool:
        """It is."""
        return True


def test_a_step_is_shown_with_what_is_done_of_it() -> None:
    """What comes next takes the place of what was, and at the end there is nothing left."""
    stream = Terminal()
    clock = Progress(stream, patience=0.0)
    clock.begin("rules", 2)
    clock.advance()
    clock.begin("report")
    clock.close()
    told = stream.getvalue()
    assert "report" in told
    clock.close()
    clock.advance()
    assert stream.getvalue() == told


def test_what_is_short_is_not_shown() -> None:
    """Nothing is written before patience ends."""
    stream = StringIO()
    clock = Progress(stream, patience=1e9)
    clock.begin("rules", 2)
    clock.advance()
    clock.close()
    assert stream.getvalue() == ""


def test_plain_timings_show_nothing() -> None:
    """The steps are told to nobody."""
    clock = Timings()
    clock.begin("rules", 2)
    clock.advance()
    clock.lap("rules")
    assert list(clock.seconds) == ["rules"]


@pytest.mark.parametrize("quiet", [False, True])
def test_standard_error_has_it_if_it_is_a_terminal(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    quiet: bool,  # noqa: FBT001
) -> None:
    """And standard output has none of it."""
    (tmp_path / "figures.csv").write_text(table_of(ROW), encoding="utf-8")
    stream = Terminal()
    monkeypatch.setattr(sys, "stderr", stream)
    monkeypatch.setattr(Progress.__init__, "__defaults__", (0.0,))
    with pytest.raises(SystemExit):
        main(["check", str(tmp_path / "figures.csv"), *(["--quiet"] if quiet else [])])
    assert ("all figures at once" in stream.getvalue()) != quiet
    assert "all figures at once" not in capsys.readouterr().out


@pytest.mark.parametrize("quiet", [False, True])
def test_a_command_shows_it_on_a_terminal_alone(tmp_path: Path, quiet: bool) -> None:  # noqa: FBT001
    """On the standard error of a terminal; not with --quiet, and never among the findings."""
    (tmp_path / "figures.csv").write_text(table_of(ROW), encoding="utf-8")
    script = (
        "import sys, checker.progress; checker.progress.Progress.__init__.__defaults__ = (0.0,)\n"
        "from checker.cli import main; main(sys.argv[1:])"
    )
    here, there = pty.openpty()
    command = [sys.executable, "-c", script, "check", "figures.csv", *(["--quiet"] if quiet else [])]
    done = subprocess.run(command, cwd=tmp_path, stdout=subprocess.PIPE, stderr=there, check=False)
    os.close(there)
    told = b""
    while chunk := _read(here):
        told += chunk
    os.close(here)
    assert (b"all figures at once" in told) != quiet
    assert b"all figures" not in done.stdout


def _read(terminal: int) -> bytes:
    """What a terminal still has to say; its end is an error of its own on Linux."""
    try:
        return os.read(terminal, 4096)
    except OSError:
        return b""
