"""Mutation testing of one module by the tests that are for it, with cosmic-ray.

    python .ci/mutate.py [--most 25] MODULE TESTS [TESTS ...]

Works on a copy, since a mutant is written into the file. Prints how many mutants there were and how many the tests
killed, and each survivor as a difference. With --most, so many mutants, drawn at random, the same ones each time.
"""

import argparse
import random
import shutil
import sqlite3
import subprocess
import sys
import tempfile
from contextlib import closing
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
CONFIG = """[cosmic-ray]
module-path = "{module}"
timeout = 120.0
excluded-modules = []
test-command = "{python} -m pytest -q -x -n 0 -p no:cacheprovider {tests}"
[cosmic-ray.distributor]
name = "local"
"""


def main(module: str, tests: list[str], most: int | None) -> int:
    """1 where a mutant survives."""
    ours = subprocess.run(["git", "ls-files"], cwd=ROOT, capture_output=True, text=True, check=True).stdout
    with tempfile.TemporaryDirectory() as folder:
        for name in ours.splitlines():
            (Path(folder) / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(ROOT / name, Path(folder) / name)
        text = CONFIG.format(module=module, python=sys.executable, tests=" ".join(tests))
        (Path(folder) / "mutate.toml").write_text(text, encoding="utf-8")
        tool = str(Path(sys.executable).with_name("cosmic-ray"))
        subprocess.run([tool, "init", "mutate.toml", "mutate.sqlite"], cwd=folder, check=True)
        _draw(Path(folder) / "mutate.sqlite", most)
        subprocess.run([tool, "exec", "mutate.toml", "mutate.sqlite"], cwd=folder, check=True)
        return _told(Path(folder) / "mutate.sqlite")


def _draw(session: Path, most: int | None) -> None:
    """Leave so many of the mutants."""
    with closing(sqlite3.connect(session)) as base, base:
        where = "select job_id, operator_name, occurrence from mutation_specs"
        jobs = [row[0] for row in sorted(base.execute(where), key=lambda row: (row[1], row[2]))]
        spared = set(jobs) - set(random.Random(1).sample(jobs, min(most or len(jobs), len(jobs))))  # noqa: S311  (a draw)
        for table in ("mutation_specs", "work_items"):
            base.executemany(f"delete from {table} where job_id = ?", [(job,) for job in spared])  # noqa: S608


def _told(session: Path) -> int:
    with closing(sqlite3.connect(session)) as base:
        results = base.execute("select test_outcome, diff from work_results where worker_outcome = 'NORMAL'").fetchall()
    survivors = [diff for outcome, diff in results if outcome == "SURVIVED"]
    print("\n\n".join(survivors))
    print(f"{len(results)} mutants, {len(results) - len(survivors)} killed, {len(survivors)} survived")
    return int(bool(survivors))


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("module")
    parser.add_argument("tests", nargs="+")
    parser.add_argument("--most", type=int, help="mutants")
    asked = parser.parse_args()
    sys.exit(main(asked.module, asked.tests, asked.most))
