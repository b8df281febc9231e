"""The command as a process of its own."""

import os
import subprocess
import sys
from pathlib import Path

from checker import __main__

COMMAND = [sys.executable, "-m", "checker"]


def test_being_imported_runs_nothing() -> None:
    """The command's entry point is a function of the module."""
    assert callable(__main__.run)


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
