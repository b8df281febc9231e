"""What anybody would write first: plain pandera over a table of figures, column by column, and totals that fall.

    python -m tests.benchmarks.plain figures.csv

It asks far less than the checker does; it is here to divide by, since machines differ.
"""

import sys

import pandas as pd
import pandera.pandas as pa

from tests.generate import MEASURES

SERIES = ["population", "scope", "measure", "source"]
URL = r"^https?://[a-z0-9.-]+/\S*$"


def _never_falls(table: pd.DataFrame) -> "pd.Series[bool]":
    """Within a series, by the day counted, the lower bound does not fall."""
    ordered = table.sort_values([*SERIES, "as_of"], kind="stable")
    same = (ordered[SERIES] == ordered[SERIES].shift()).all(axis=1)
    return (~(same & (ordered["low"] < ordered["low"].shift()))).reindex(table.index)


SCHEMA = pa.DataFrameSchema(
    {
        "id": pa.Column(str, unique=True),
        "population": pa.Column(str),
        "scope": pa.Column(str),
        "measure": pa.Column(str, pa.Check.isin(MEASURES)),
        "reported": pa.Column(str, nullable=True),
        "low": pa.Column("float64", pa.Check.ge(0), nullable=True),
        "high": pa.Column("float64", pa.Check.ge(0), nullable=True),
        "published": pa.Column("datetime64[ns]", coerce=True),
        "source": pa.Column(str),
        "url": pa.Column(str, pa.Check.str_matches(URL)),
    },
    checks=[pa.Check(lambda table: ~(table["low"] > table["high"])), pa.Check(_never_falls)],
)


def main(path: str) -> None:
    """Read a table, check it, and say how many cells or rows fail."""
    try:
        SCHEMA.validate(pd.read_csv(path), lazy=True)
    except pa.errors.SchemaErrors as errors:
        sys.stdout.write(f"{len(errors.failure_cases):,} fail\n")


if __name__ == "__main__":
    main(sys.argv[1])
