"""How many of the findings that were drawn a reader called right, arguable and wrong, by severity and by rule.

    python -m tests.field.tally

It counts each round of `judged.csv`, and gives each share with its 95 % interval (Wilson 1927, JASA 22:209-212).
"""

import sys
from collections.abc import Sequence
from math import sqrt
from pathlib import Path

import pandas as pd

JUDGED = Path(__file__).with_name("judged.csv")
VERDICTS = ("right", "arguable", "wrong")
Z = 1.96


def interval(part: int, whole: int) -> tuple[float, float]:
    """The shares between which the true one lies, 95 times in 100."""
    share, spread = part / whole, Z * Z / whole
    middle, half = share + spread / 2, Z * sqrt(share * (1 - share) / whole + spread / whole / 4)
    return (middle - half) / (1 + spread), (middle + half) / (1 + spread)


def tally(judged: pd.DataFrame, by: str, order: Sequence[str]) -> str:
    """A table in Markdown: a line for each of some severities or rules."""
    lines = [f"| {by} | drawn | right | arguable | wrong | right | not wrong |", "| --- " + "| ---: " * 6 + "|"]
    for name in order:
        verdicts = judged.loc[judged[by] == name, "verdict"]
        counts = [int((verdicts == verdict).sum()) for verdict in VERDICTS]
        shares = (_percent(counts[0], len(verdicts)), _percent(counts[0] + counts[1], len(verdicts)))
        lines.append(f"| {' | '.join([name, str(len(verdicts)), *map(str, counts), *shares])} |")
    return "\n".join(lines)


def _percent(part: int, whole: int) -> str:
    low, high = interval(part, whole)
    return f"{100 * part / whole:.0f} % ({100 * low:.0f}–{100 * high:.0f})"


def main() -> None:
    """Print both tables of each round."""
    for number, judged in pd.read_csv(JUDGED, keep_default_na=False).groupby("round"):
        severities = [name for name in ("error", "warning", "note") if (judged["severity"] == name).any()]
        sys.stdout.write(f"Round {number}\n\n{tally(judged, 'severity', severities)}\n\n")
        sys.stdout.write(f"{tally(judged, 'code', sorted(set(judged['code'])))}\n\n")


if __name__ == "__main__":
    main()
