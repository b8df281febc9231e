"""Plants known faults one at a time in clean datasets, and prints in Markdown how many of them are found.

`python -m tests.scorecard --datasets 20 --figures 150 --seed 1` is what it does by itself.
"""

import argparse
import sys
from collections.abc import Sequence

from tests.scorecard.faults import FAULTS
from tests.scorecard.scoring import TABLES, lines


def main(arguments: Sequence[str] | None = None) -> None:
    """Print the table, a line as soon as it is known."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--datasets", type=int, default=20, metavar="N", help="how many for each fault")
    parser.add_argument("--figures", type=int, default=150, metavar="N", help="how many in each dataset")
    parser.add_argument("--seed", type=int, default=1, metavar="N", help="the same seed gives the same table")
    parser.add_argument("--only", nargs="+", metavar="FAULT", help="some of the faults, by how their names begin")
    parser.add_argument("--tables", choices=TABLES, default="weekly", help="who tells what how often")
    asked = parser.parse_args(arguments)
    faults = [fault for fault in FAULTS if fault.name.startswith(tuple(asked.only or [""]))]
    for line in lines(asked.datasets, asked.figures, asked.seed, faults, TABLES[asked.tables]):
        sys.stdout.write(f"{line}\n")
        sys.stdout.flush()


if __name__ == "__main__":
    main()
