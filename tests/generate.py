"""Synthetic tables of figures in the format of figures.csv: seeded, healthy but for the faults that are asked for.

    python tests/generate.py 100000 figures.csv --faults 0.001

A quantity has one true history that never falls; two of twenty sources follow it, each in a series of ten figures whose
wordings hold the truth. So a healthy table has no finding of form and no clash. With `--faults R`, round(N * R) of each
of FAULTS are planted, at most one in a quantity, and FILE.expect.json says how many findings of each code they make.
"""

import argparse
import csv
import json
import random
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

COLUMNS = (
    "id", "population", "scope", "measure", "reported", "low", "high", "period_start", "as_of", "published", "source",
    "via", "url", "status", "derived_from",
)  # fmt: skip
MEASURES = ("killed", "wounded", "captured", "killed_and_wounded", "casualties", "went_missing", "deployed")
FAULTS = ("F001", "F002", "F003", "F005", "F006", "F008", "T301", "C401")
SERIES = 10  # figures in each
QUANTITY = 2 * SERIES
START, END = date(2022, 3, 1).toordinal(), date(2025, 2, 1).toordinal()
SOURCES = [f"Source {number:02}" for number in range(1, 21)]
KINDS = 9  # of wordings
UNREADABLE = ("a good many", "heavy losses", "3.000", "N/A", "several brigades", "hundreds or thousands")
Row = dict[str, str]


@dataclass
class Quantity:
    """One population, scope and measure: its true counts by day, from the smallest on, and a fault or none."""

    number: int
    days: list[int]
    counts: list[int]
    fault: str = ""
    pool: Sequence[int] = ()
    rows: list[Row] = field(default_factory=list)

    def at(self, day: int) -> int:
        """The true count up to a day."""
        return max(count for since, count in zip(self.days, self.counts, strict=True) if since <= day)


def table(
    rows: int, faults: float = 0.0, *, distinct: int | None = None, seed: int = 1
) -> tuple[list[Row], dict[str, int]]:
    """The rows, in the order of publication, and how many findings of each code they make.

    Args:
        rows: how many.
        faults: the share of the rows that each kind of fault takes.
        distinct: at most so many distinct wordings.
        seed: the same seed gives the same table.

    Raises:
        ValueError: more faults than quantities.
    """
    rng = random.Random(seed)  # noqa: S311  (not for secrets)
    each, quantities = round(rows * faults), -(-rows // QUANTITY)
    planted = dict(zip(rng.sample(range(rows // QUANTITY), each * len(FAULTS)), FAULTS * each, strict=True))
    pool = _pool(distinct)
    made: list[Row] = []
    for number in range(quantities):
        made += _quantity(rng, number, pool, planted.get(number, ""))
    made = sorted(made[:rows], key=lambda row: (row["published"], row["id"]))  # as a register grows
    codes = dict.fromkeys(["F001", "F002", "F003", "F004", "F005", "F006", "F008", "F009", "F010", "F011"], 0)
    expected = {**codes, "C403": 0, **dict.fromkeys(FAULTS, each), "F008": 2 * each}
    return made, expected


def _pool(distinct: int | None) -> Sequence[int]:
    """The counts that may occur: any, or so few that each in every kind of wording makes no more than `distinct`."""
    if distinct is None:
        return range(50, 60_000)
    size = max(distinct // KINDS, 1)
    return sorted({round(50 * 1200 ** (step / size)) for step in range(size)})


def _quantity(rng: random.Random, number: int, pool: Sequence[int], fault: str) -> list[Row]:
    """The twenty rows of one quantity."""
    days = [START, *sorted(rng.sample(range(START + 1, END), 30))]
    first = rng.randrange(max(len(pool) // 3, 1))
    reach = max(len(pool) // 60, 1)
    places = [first]
    while len(places) < len(days):
        places.append(min(places[-1] + rng.randint(0, reach), len(pool) - 1))
    quantity = Quantity(number, days, [pool[place] for place in places], fault, pool)
    measure = MEASURES[number % len(MEASURES)] if fault != "T301" else "captured"
    if fault == "C401" and measure in {"wounded", "casualties"}:
        measure = "killed"  # what may fall, and a loose term, are not compared
    periods = number % 7 == 3 and not fault and isinstance(pool, range)
    for place, source in enumerate(rng.sample(SOURCES, 2)):
        who = f"{'Brigade' if number % 3 else 'Army'} {number:06}"
        if fault == "T301" and place:
            who += " (north)"  # its fall is to clash with nobody else's figures
        common = {
            "population": who, "scope": f"Front {number % 12:02}", "measure": measure, "source": source, "status": "",
        }  # fmt: skip
        quantity.rows += _series(rng, quantity, common, windows=periods and place == 1, second=place == 1)
    if fault:
        _plant(rng, quantity)
    return quantity.rows


def _series(rng: random.Random, quantity: Quantity, common: Row, *, windows: bool, second: bool) -> list[Row]:
    """Ten figures of one source, day by day; `windows` are periods, each from the end of the one before."""
    rows: list[Row] = []
    # the second series of a clash begins after the first has spoken
    late = 500 if quantity.fault == "C401" and second else 0
    days = sorted(rng.sample(range(START + 10 + late, END), SERIES))
    if quantity.fault == "C401" and not second:
        days[0] = START + 5
    said, before = 0, START - 1
    for day in days:
        said = max(day + rng.randint(0, 3), said + 1)
        count = quantity.at(day) - (quantity.at(before) if windows and before >= START else 0)
        row = {**dict.fromkeys(COLUMNS, ""), **common, **_said(rng, count, plain=bool(quantity.fault))}
        row |= {"as_of": _as_of(rng, day, plain=windows or bool(quantity.fault)), "published": _iso(said)}
        row |= {"period_start": _iso(before + 1) if windows else "", "via": f"Outlet {rng.randint(1, 40):02}"}
        row["id"] = f"f{quantity.number:06}-{'b' if second else 'a'}{len(rows)}"
        row["url"] = f"https://example.org/reports/{row['id']}"
        if rows and not quantity.fault:
            _stray(rng, quantity, row, rows[-1])
        rows.append(row)
        before = day
    return rows


def _stray(rng: random.Random, quantity: Quantity, row: Row, last: Row) -> None:
    """At times a figure is planned or retracted, whatever it says, or only repeats the last one of its source."""
    chance = rng.random()
    if chance < 0.02:
        row |= {"status": rng.choice(["planned", "retracted"]), "low": "", "high": ""}
        row["reported"] = f"{rng.choice(quantity.pool):,}"
    elif chance < 0.04 and not (row["period_start"] or last["status"]):
        row |= {name: last[name] for name in ("reported", "low", "high", "as_of")}
        row["derived_from"] = last["id"]


def _said(rng: random.Random, count: int, *, plain: bool) -> Row:
    """A wording, or numbers, that hold a count; `plain` the count itself."""
    if plain or count < 10:
        return {"reported": f"{count:,}"}
    unit = 10 ** max(len(str(count)) - 2, 0)
    below, above = count // unit * unit, -(-count // unit) * unit
    nearest = below if count - below <= above - count else above
    kinds = [
        {"reported": f"{count:,}"},
        {"reported": f"about {nearest:,}"},
        {"reported": f"at least {below:,}"},
        {"reported": f"more than {below}", "low": str(below), "high": str(above)},
        {"reported": f"up to {above:,}"},
        {"reported": f"nearly {above:,}"},
        {"reported": f"{below:,} to {above:,}"},
        {"reported": f"confirmed {count * 3 // 4:,}"},
        {"low": str(below), "high": str(above)},
    ]
    return rng.choice(kinds)


def _as_of(rng: random.Random, day: int, *, plain: bool) -> str:
    """The last day counted: mostly the day, at times its month or nothing."""
    chance = 1.0 if plain else rng.random()
    return "" if chance < 0.04 else _iso(day)[:7] if chance < 0.08 else _iso(day)


def _plant(rng: random.Random, quantity: Quantity) -> None:
    """Put the fault of a quantity into one of its rows."""
    first, second = quantity.rows[:SERIES], quantity.rows[SERIES:]
    at = rng.randint(1, SERIES - 2)
    row = first[at]
    if quantity.fault == "F001":
        row["reported"] = rng.choice(UNREADABLE)
    elif quantity.fault == "F002":
        row["source"] = ""
    elif quantity.fault == "F003":
        row["reported"], row["low"], row["high"] = "", "40", "39"
    elif quantity.fault == "F005":
        row["measure"] = f"{row['measure']}s-{quantity.number}"
    elif quantity.fault == "F006":
        row["published"] = _iso(date.fromisoformat(row["as_of"]).toordinal() - rng.randint(1, 5))
    elif quantity.fault == "F008":
        row["id"] = first[at + 1]["id"] = f"twice-{quantity.number}"
    elif quantity.fault == "T301":
        row["reported"] = str(int(first[at - 1]["reported"].replace(",", "")) // 2)
    else:
        second[0]["reported"] = str(int(first[0]["reported"].replace(",", "")) // 2)


def _iso(day: int) -> str:
    return date.fromordinal(day).isoformat()


def main(arguments: Sequence[str] | None = None) -> None:
    """Write a table, and beside it what is to be found in it."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("rows", type=int)
    parser.add_argument("out", type=Path)
    parser.add_argument(
        "--faults", type=float, default=0.0, metavar="R", help="the share of rows that each fault takes"
    )
    parser.add_argument("--distinct-wordings", type=int, metavar="N", help="at most so many distinct wordings")
    parser.add_argument("--seed", type=int, default=1)
    asked = parser.parse_args(arguments)
    rows, expected = table(asked.rows, asked.faults, distinct=asked.distinct_wordings, seed=asked.seed)
    with asked.out.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, COLUMNS, lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)
    expectation = {"rows": len(rows), **expected}
    asked.out.with_name(f"{asked.out.name}.expect.json").write_text(f"{json.dumps(expectation)}\n", encoding="utf-8")


if __name__ == "__main__":
    main()
