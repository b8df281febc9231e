"""Tables of figures in families: an army and its brigades, counted by several sources, whose figures hang together.

    python -m tests.benchmarks.families 180000 60 folder [--brigades 8] [--faults 0.001]

Every family has one true history: the brigades' killed and captured of three years, and more whom no brigade counts.
Each figure says a number or a range of it, so that a table without faults holds together. A fault is a total a tenth of
what it was: it clashes with those before it.
"""

import argparse
from collections.abc import Sequence
from datetime import date, timedelta
from pathlib import Path

import numpy as np
import pandas as pd

START = date(2022, 3, 1)
DAYS = 1_060
MEASURES = ("killed", "captured")
SOURCES = tuple(f"Source {number:02}" for number in range(1, 21))


def tables(rows: int, families: int, brigades: int = 8, faults: float = 0.0, seed: int = 1) -> dict[str, pd.DataFrame]:
    """Figures and populations; a share of `faults` of the figures is wrong."""
    rng = np.random.default_rng(seed)
    nodes = 1 + brigades
    family = np.sort(rng.integers(families, size=rows))
    node = np.where(rng.random(rows) < 0.3, 0, rng.integers(1, nodes, size=rows))
    measure, day = rng.integers(len(MEASURES), size=rows), rng.integers(20, DAYS, size=rows)
    count = np.empty(rows, dtype=np.int64)
    starts = np.searchsorted(family, np.arange(families + 1))
    for number in range(families):
        gains = rng.poisson(rng.uniform(0.2, 6.0, size=(nodes, len(MEASURES), 1)), (nodes, len(MEASURES), DAYS))
        total = gains.cumsum(axis=2)
        total[0] += total[1:].sum(axis=0)
        own = slice(starts[number], starts[number + 1])
        count[own] = total[node[own], measure[own], day[own]]
    unit = 10 ** np.maximum(np.floor(np.log10(np.maximum(count, 1))).astype(np.int64) - 1, 0)
    kind = rng.integers(4, size=rows)
    low = np.where(kind == 2, count // unit * unit, np.where(kind == 3, count // unit * unit, count))
    high = np.where(kind >= 1, -(-count // unit) * unit, count)
    low = np.where(kind == 1, np.minimum(count // unit * unit, low), low)
    wrong = rng.permutation(rows)[: round(rows * faults)]
    low[wrong], high[wrong] = low[wrong] // 10, high[wrong] // 10
    said = day + rng.integers(0, 4, size=rows)
    days = np.array([(START + timedelta(days=number)).isoformat() for number in range(DAYS + 4)])
    names = np.array([_name(number, at) for number in range(families) for at in range(nodes)])
    figures = pd.DataFrame(
        {
            "id": [f"f{number:07}" for number in range(rows)], "population": names[family * nodes + node],
            "scope": "war", "measure": np.array(MEASURES)[measure],
            "low": low, "high": np.where(kind == 3, "", high.astype(str)),
            "as_of": days[day], "published": days[said], "source": np.array(SOURCES)[rng.integers(20, size=rows)],
        }
    )  # fmt: skip
    parents = [_name(number, 0) if at else "" for number in range(families) for at in range(nodes)]
    splits = ["brigade" if parent else "" for parent in parents]
    return {"figures": figures, "populations": pd.DataFrame({"id": names, "part_of": parents, "split": splits})}


def _name(family: int, node: int) -> str:
    return f"army-{family:05}" if node == 0 else f"brigade-{family:05}-{node:03}"


def main(arguments: Sequence[str] | None = None) -> None:
    """Write the tables into a folder."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("rows", type=int)
    parser.add_argument("families", type=int)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--brigades", type=int, default=8)
    parser.add_argument("--faults", type=float, default=0.001)
    asked = parser.parse_args(arguments)
    asked.folder.mkdir(parents=True, exist_ok=True)
    for name, table in tables(asked.rows, asked.families, asked.brigades, asked.faults).items():
        table.to_csv(asked.folder / f"{name}.csv", index=False)


if __name__ == "__main__":
    main()
