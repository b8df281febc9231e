"""Holds many random cases against the oracle, and prints each that is judged otherwise, cut down to what it needs.

python -m tests.joint.many 5000 --from 300
"""

import argparse
import sys
from collections.abc import Sequence

from tests.joint.judging import BATCH, batch, told


def main(arguments: Sequence[str] | None = None) -> int:
    """The exit code: 1 if any case is judged otherwise."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("cases", type=int)
    parser.add_argument("--from", type=int, default=0, metavar="SEED", dest="first", help="the first seed")
    asked = parser.parse_args(arguments)
    wrong = 0
    for first in range(asked.first, asked.first + asked.cases, BATCH):
        if text := told(batch(first, min(BATCH, asked.first + asked.cases - first))):
            wrong += 1
            sys.stdout.write(f"{text}\n\n")
    sys.stdout.write(f"{asked.cases} cases, {wrong} batches of {BATCH} with one that is judged otherwise\n")
    return min(wrong, 1)


if __name__ == "__main__":
    sys.exit(main())
