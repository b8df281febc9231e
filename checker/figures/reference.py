"""Reference classes: where a ratio stands among cases of the past, by the percentiles that ship with the package."""

import math
import tomllib
from bisect import bisect_left
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

FOLDER = Path(__file__).parent.parent / "reference"
BY_LENGTH = "cdb90-day-days-"  # classes of losses per day, by how long the battles lasted


@dataclass(frozen=True, slots=True)
class ReferenceClass:
    """Cases of one kind, and what so many of 100 of them stayed below.

    `percentiles` maps percentiles, 0 to 100 and rising, to values; `who` is how a sentence calls the cases; `years` are
    the first and the last of them; `days`, where a class is about battles of one length, how short and how long.
    """

    name: str
    source: str
    citation: str
    who: str
    years: tuple[int, int]
    n: int
    percentiles: Mapping[int, float]
    days: tuple[float, float] = (1, math.inf)

    def percentile_of(self, value: float) -> float:
        """How many of 100 cases lie below a value: 0 to 100, linear between the stored percentiles.

        At or below the least case it is 0, at or above the largest 100. A value on which several percentiles fall has
        the lowest of them: what is claimed of it is the least that can be.
        """
        at, values = list(self.percentiles), list(self.percentiles.values())
        upper = bisect_left(values, value)
        if upper == 0:
            return float(at[0])
        if upper == len(at):
            return float(at[-1])
        low, high = values[upper - 1], values[upper]
        return at[upper - 1] + (at[upper] - at[upper - 1]) * (value - low) / (high - low)

    def standing(self, value: float) -> str:
        """A value's place in words: "higher than 88 of 100 battle sides, 1600–1982 (n = 1,310, CDB90)"."""
        first, last = self.years
        return f"{self._rank(value)} {self.who}, {first}–{last} (n = {self.n:,}, {self.source})"

    def _rank(self, value: float) -> str:
        """Rounded down, and never all of them unless it is so."""
        if value > self.percentiles[100]:
            return "higher than all"
        below = min(math.floor(self.percentile_of(value)), 99)
        return f"higher than {below} of 100" if below else "among the lowest 1 of 100"


@cache
def shipped_classes() -> Mapping[str, ReferenceClass]:
    """Every class that ships with the package, by its name."""
    return {name: found for file in sorted(FOLDER.glob("*.toml")) for name, found in _read(file).items()}


def _read(file: Path) -> dict[str, ReferenceClass]:
    table = tomllib.loads(file.read_text(encoding="utf-8"))
    return {
        name: ReferenceClass(
            name, table["source"], table["citation"], entry["who"], tuple(entry["years"]), entry["n"],
            dict(zip(table["at"], entry["values"], strict=True)), tuple(entry.get("days", (1, math.inf))),
        )
        for name, entry in table["classes"].items()
    }  # fmt: skip


def daily_class(days: float) -> ReferenceClass:
    """The class of losses per day for a period of so many days: a day's fight costs more per day than a month's."""
    classes = (found for name, found in shipped_classes().items() if name.startswith(BY_LENGTH))
    return next(found for found in classes if days <= found.days[1])
