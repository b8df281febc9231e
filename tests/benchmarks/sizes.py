"""How time and memory grow with the table, beside the bare import of pandas and pandera and a plain pandera check.

    python -m tests.benchmarks.sizes [--rows 10000 100000 1000000] [--runs 3] [-o reports/size]

Every process is measured whole (start to end, processor time and the most memory it held), all of them in turn, and of
several runs the least is taken, since other work on the machine only adds. Read the ratios, not the seconds.
"""

import argparse
import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from tests.benchmarks.page import draw, markdown

ROOT = Path(__file__).parents[2]
ROWS = [10_000, 100_000, 1_000_000]
FAULTS = "0.001"
DISTINCT = {"all": 1.0, "some": 0.3}  # of the rows, so many have a wording of their own
BARE = [sys.executable, "-c", "import pandas, pandera.pandas"]
PLAIN = [sys.executable, "-m", "tests.benchmarks.plain"]
CHECK = [sys.executable, "-m", "checker", "check", "--fail-on", "never"]


@dataclass(frozen=True, slots=True)
class Cost:
    """What one process took: seconds of the processor, seconds by the clock, and megabytes at most."""

    cpu: float
    wall: float
    memory: float


@dataclass(frozen=True, slots=True)
class Line:
    """One table: how many rows it has, how its wordings are drawn, and what each command took."""

    rows: int
    wordings: str
    bare: Cost
    plain: Cost
    check: Cost


def cost(command: Sequence[str]) -> Cost:
    """Run a command to its end. Raises ChildProcessError where it fails."""
    start = time.perf_counter()
    process = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.DEVNULL)
    _, status, used = os.wait4(process.pid, 0)
    wall = time.perf_counter() - start
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise ChildProcessError(f"{' '.join(command)} ended with {process.returncode}")
    return Cost(used.ru_utime + used.ru_stime, wall, used.ru_maxrss / 1024)


def least(costs: Sequence[Cost]) -> Cost:
    """The least of several runs, each number by itself; of memory the most."""
    return Cost(min(c.cpu for c in costs), min(c.wall for c in costs), max(c.memory for c in costs))


def measured(rows: int, wordings: str, runs: int, folder: Path) -> Line:
    """Make a table, and run each command over it in turn."""
    table = folder / f"{rows}-{wordings}.csv"
    distinct = ["--distinct-wordings", str(round(rows * DISTINCT[wordings]))]
    subprocess.run(
        [sys.executable, "tests/generate.py", str(rows), str(table), "--faults", FAULTS, *distinct],
        cwd=ROOT,
        check=True,
    )
    commands = (BARE, [*PLAIN, str(table)], [*CHECK, str(table)])
    turns = [[cost(command) for command in commands] for _ in range(runs)]
    table.unlink()
    return Line(rows, wordings, *(least(costs) for costs in zip(*turns, strict=True)))


def main(arguments: Sequence[str] | None = None) -> None:
    """Measure, print the table, and write it with a chart where a folder is named."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rows", type=int, nargs="+", default=ROWS)
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("-o", "--output", type=Path, metavar="DIR", help="write README.md and size.svg there")
    asked = parser.parse_args(arguments)
    folder = Path(tempfile.mkdtemp())
    try:
        lines = [measured(rows, words, asked.runs, folder) for rows in asked.rows for words in DISTINCT]
    finally:
        shutil.rmtree(folder)
    page = markdown(lines, asked.runs)
    sys.stdout.write(page)
    if asked.output:
        asked.output.mkdir(parents=True, exist_ok=True)
        (asked.output / "README.md").write_text(page, encoding="utf-8")
        (asked.output / "size.svg").write_text(draw(lines), encoding="utf-8")


if __name__ == "__main__":
    main()
