"""The command as a process of its own."""

import atexit
import gc
import io
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from checker import __main__, cli

COMMAND = [sys.executable, "-m", "checker"]


def test_being_imported_runs_nothing() -> None:
    """The command's entry point is a function of the module."""
    assert callable(__main__.run)


@pytest.mark.parametrize(("ending", "code"), [(SystemExit(1), 1), (SystemExit(None), 0), (KeyboardInterrupt(), 1)])
def test_a_process_flushes_and_leaves_at_once(
    ending: BaseException, code: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    """With the command's own code, or 1 where something stops it; nothing else is called at exit after it."""
    left: list[tuple[Any, ...]] = []
    codes: list[int] = []

    def stop() -> None:
        raise ending

    monkeypatch.setattr(__main__, "main", stop)
    monkeypatch.setattr(atexit, "register", lambda *call: left.append(call))
    monkeypatch.setattr(gc, "disable", lambda: None)
    monkeypatch.setattr(os, "_exit", codes.append)
    with pytest.raises(type(ending)):
        __main__.run()
    out, gone = io.StringIO(), Closed()
    monkeypatch.setattr(sys, "stdout", gone)
    monkeypatch.setattr(sys, "stderr", out)
    for leave, *given in left:
        leave(*given)
    assert (codes, gone.flushed) == ([code], 1)


class Closed(io.StringIO):
    """A stream whose reader has gone."""

    flushed = 0

    def flush(self) -> None:
        """Fail, as writing to a closed pipe does."""
        self.flushed += 1
        raise BrokenPipeError


def test_what_is_left_for_a_reader_who_has_gone_goes_nowhere(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Standard output is let go, so that no other write to it fails."""
    with (tmp_path / "out").open("w", encoding="utf-8") as out:

        def gone(_: object) -> int:
            raise BrokenPipeError

        monkeypatch.setattr(sys, "stdout", out)
        monkeypatch.setitem(cli.COMMANDS, "rules", gone)
        with pytest.raises(SystemExit) as end:
            cli.main(["rules"])
        out.write("more")
    assert end.value.code == 0
    assert (tmp_path / "out").read_text(encoding="utf-8") == ""


def test_the_exit_code_is_that_of_the_command(tmp_path: Path) -> None:
    """Clean, findings and could-not-check are told apart, also when the process leaves in a hurry."""
    table = tmp_path / "figures.csv"
    table.write_text("id,population,scope,measure,reported,published,source\na,x,y,killed,many more,2024-01-01,z\n")
    codes = [
        subprocess.run([*COMMAND, *words], capture_output=True, check=False).returncode
        for words in (["rules"], ["check", str(table)], ["check", str(tmp_path / "nothing")])
    ]
    assert codes == [0, 1, 2]


def test_what_was_said_is_said_to_the_end(tmp_path: Path) -> None:
    """Nothing is left in a buffer, neither of a long page in a file nor of the help."""
    for words, last in ((["explain", "T301"], "what a total is."), (["--help"], "")):
        with (tmp_path / "said").open("w+") as page:
            subprocess.run([*COMMAND, *words], stdout=page, check=True)
            page.seek(0)
            said = page.read()
        assert said.rstrip().endswith(last)
        assert said


def test_a_reader_who_leaves_early_is_no_fault() -> None:
    """A closed pipe ends the command without a word."""
    read, write = os.pipe()
    os.close(read)
    done = subprocess.run([*COMMAND, "--help"], stdout=write, stderr=subprocess.PIPE, check=False)
    os.close(write)
    assert done.stderr == b""
