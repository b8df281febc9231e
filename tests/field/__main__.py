"""Prints findings on real tables, drawn at random, each with its figures: to be judged by a reader.

    python -m tests.field FOLDER [--each 8] [--seed 1]

FOLDER holds the real tables, one folder each, as their publishers give them.
"""

import argparse
import sys
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

from tests.field.drawing import drawn, reports, shown


def main(arguments: Sequence[str] | None = None) -> None:
    """Check every table, count, draw, print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("data", type=Path)
    parser.add_argument("--each", type=int, default=8, help="findings of each rule")
    parser.add_argument("--seed", type=int, default=1)
    asked = parser.parse_args(arguments)
    found = dict(reports(asked.data))
    for table, report in found.items():
        counts = Counter(finding.code for finding in report.findings)
        told = ", ".join(f"{code} {number}" for code, number in sorted(counts.items()))
        sys.stdout.write(f"- {table}: {len(report.dataset.figures):,} figures; {told}\n")
    for one in drawn(found, asked.each, asked.seed):
        sys.stdout.write(f"\n{shown(one)}\n")


if __name__ == "__main__":
    main()
