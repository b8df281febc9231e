"""Compute `cdb90.toml` from the tables of CDB90 and print it: python checker/reference/compute_cdb90.py PATH/TO/cdb90.

A side of a battle counts where its strength and its casualties are both known. README.md says why the table's own
durations are not used, what `code` means, and which sides are in which class.
"""

import csv
import math
import statistics
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

AT = (0, 1, *range(5, 100, 5), 99, 100)
LEAST = 90  # sides of a class; fewer would let a handful of them decide its 95th percentile
NO_NUMBER = {-1.0, -9.0, -999.0, 9999.0}
ENGAGED, INITIAL = "3", "1"  # `code`: strength is that of all engaged; strength is initial (2: a daily average)

ERAS = ((1600, 1699), (1700, 1799), (1800, 1899), (1900, 1938), (1939, 1945), (1946, math.inf))
SIZES = ((1, 4_999), (5_000, 14_999), (15_000, 29_999), (30_000, 99_999), (100_000, math.inf))
LENGTHS = ((1, 1), (2, 3), (4, 7), (8, math.inf))

HEAD = f"""\
# Casualties over strength in the battles of CDB90. Made by compute_cdb90.py; README.md says how, and what to beware of.
# at: the percentiles; values: what so many of 100 sides stayed below, in the same order. share: casualties over
# strength. day: the same, over the days that the battle touched. A class has at least {LEAST} sides.

source = "CDB90"
citation = "CDB90 9.0.3 (R. Helmbold, US Army Concepts Analysis Agency, 1991; revised by J. B. Arnold)"
url = "https://github.com/jrnold/CDB90"
licence = "ODC-BY 1.0; the original is in the public domain"
at = {list(AT)}
"""


@dataclass(frozen=True, slots=True)
class Side:
    """One side of a battle. `days`: how many days of the calendar the battle touched; None where that is unknown."""

    strength: float
    casualties: float
    all_engaged: bool
    initial_only: bool
    year: int
    days: int | None

    @property
    def share(self) -> float:
        """Casualties over strength."""
        return self.casualties / self.strength


@dataclass(frozen=True, slots=True)
class Group:
    """The sides of which one trait lies between two ends. `name` ends the class's id; `who` is for sentences."""

    name: str
    who: str
    trait: str
    low: float = -math.inf
    high: float = math.inf

    def holds(self, side: Side) -> bool:
        """Whether a side is one of them; whose trait is unknown is in no group with ends."""
        value = getattr(side, self.trait)
        return bool(self.low <= (-math.inf if value is None else value) <= self.high)


def rows(file: Path) -> list[dict[str, str]]:
    """A table's rows, by column."""
    with file.open(encoding="utf-8", newline="") as text:
        return list(csv.DictReader(text))


def number(cell: str) -> float | None:
    """A count, or None where the cell is blank or one of the numbers that stand for "not known"."""
    return None if not cell or float(cell) in NO_NUMBER or float(cell) < 0 else float(cell)


def touched(begin: str, end: str) -> int | None:
    """How many days of the calendar lie from one time to the other. An end at midnight belongs to the day before."""
    if not begin or not end:
        return None
    last = datetime.fromisoformat(end) - timedelta(seconds=1)
    return max(1, (last.date() - datetime.fromisoformat(begin).date()).days + 1)


def sides(folder: Path) -> list[Side]:
    """The sides whose strength and casualties are both known."""
    times = {row["isqno"]: (row["datetime_min"], row["datetime_max"]) for row in rows(folder / "battle_durations.csv")}
    found = (_side(row, *times[row["isqno"]]) for row in rows(folder / "belligerents.csv"))
    return [side for side in found if side]


def _side(row: dict[str, str], begin: str, end: str) -> Side | None:
    strength, casualties, reinforced = (number(row[name]) for name in ("str", "cas", "rerp"))
    if not strength or casualties is None:
        return None
    initial = row["code"] == INITIAL
    return Side(
        strength, casualties,
        all_engaged=row["code"] == ENGAGED or (initial and reinforced == 0), initial_only=initial and reinforced != 0,
        year=int((begin or end)[:4]), days=touched(begin, end),
    )  # fmt: skip


def groups() -> Iterator[Group]:
    """Every grouping, in the order of the file."""
    yield Group("", "battle sides", "year")
    yield Group("-engaged", "battle sides whose whole strength is known", "all_engaged", 1)
    yield Group("-initial", "battle sides of which only the initial strength is known", "initial_only", 1)
    for low, high in ERAS:
        yield Group(_ends(low, high), "battle sides", "year", low, high)
    for low, high in SIZES:
        yield Group(f"-strength{_ends(low, high)}", f"battle sides {_span(low, high, 'strong')}", "strength", low, high)
    for low, high in LENGTHS:
        who = f"sides of battles of {'1 day' if high == 1 else _span(low, high, 'days')}"
        yield Group(f"-days{_ends(low, high)}", who, "days", low, high)


def _ends(low: float, high: float) -> str:
    return f"-{low}-on" if math.isinf(high) else f"-{low}-{high}" if low < high else f"-{low}"


def _span(low: float, high: float, unit: str) -> str:
    return f"{low:,} {unit} or more" if math.isinf(high) else f"{low:,} to {high:,} {unit}"


def percentiles(values: list[float]) -> list[float]:
    """The values at AT, linear between neighbours; 0 is the least and 100 the largest."""
    cuts = [min(values), *statistics.quantiles(values, n=100, method="inclusive"), max(values)]
    return [cuts[at] for at in AT]


def table(found: list[Side], least: int = LEAST) -> str:
    """The whole file."""
    dated = [side for side in found if side.days]
    shares = (_class("share", group, found, least) for group in groups())
    daily = (_class("day", group, dated, least) for group in groups())
    return HEAD + "".join([*shares, *daily])


def _class(kind: str, group: Group, found: list[Side], least: int) -> str:
    """One class as TOML, or nothing where it has too few sides."""
    inside = [side for side in found if group.holds(side)]
    if len(inside) < least:
        return ""
    values = percentiles([side.share / (side.days or 1) if kind == "day" else side.share for side in inside])
    years = [side.year for side in inside]
    lines = [
        f"[classes.cdb90-{kind}{group.name}]",
        f'who = "{group.who}"',
        f"years = [{min(years)}, {max(years)}]",
        *([f"days = [{group.low}, {group.high}]"] if group.trait == "days" else []),
        f"n = {len(inside)}",
        f"values = [\n{_wrapped(values)}]",
    ]
    return "\n" + "\n".join(lines) + "\n"


def _wrapped(values: list[float]) -> str:
    texts = [f"{value:.5f}" for value in values]
    return "".join(f"    {', '.join(texts[at : at + 12])},\n" for at in range(0, len(texts), 12))


if __name__ == "__main__":
    sys.stdout.write(table(sides(Path(sys.argv[1]))))
