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
TRIES = 400  # to say a count in new words
EXACTLY = ("", "a total of", "only", "just", "already", "reportedly", "probably", "likely", "allegedly", "apparently")
ABOUT = ("about", "approximately", "around", "some", "roughly", "an estimated", "circa", "in the region of")
AT_LEAST = ("at least", "more than", "over", "upwards of", "no fewer than", "a minimum of", "in excess of", "well over")
AT_MOST = ("up to", "at most", "as many as", "no more than", "fewer than", "under", "a maximum of", "below")
NEARLY = ("nearly", "almost", "close to", "approaching", "just under", "just short of", "slightly fewer than")
ON_A_LIST = ("confirmed", "verified", "documented", "identified", "named")
UNREADABLE = ("a good many", "heavy losses", "3.000", "N/A", "several brigades", "hundreds or thousands")
Row = dict[str, str]


@dataclass
class Quantity:
    """One population, scope and measure: its true counts by day, from the smallest on, and a fault or none."""

    number: int
    days: list[int]
    counts: list[int]
    fault: str
    wordings: "Wordings"
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
        distinct: so many distinct wordings, of which retellings and faults take away a few; None: as they come.
        seed: the same seed gives the same table.

    Raises:
        ValueError: more faults than quantities.
    """
    rng = random.Random(seed)  # noqa: S311  (not for secrets)
    each, quantities = round(rows * faults), -(-rows // QUANTITY)
    planted = dict(zip(rng.sample(range(rows // QUANTITY), each * len(FAULTS)), FAULTS * each, strict=True))
    wordings = Wordings(rng, rows, distinct)
    made: list[Row] = []
    for number in range(quantities):
        made += _quantity(rng, number, wordings, planted.get(number, ""))
    made = sorted(made[:rows], key=lambda row: (row["published"], row["id"]))  # as a register grows
    codes = dict.fromkeys(["F001", "F002", "F003", "F004", "F005", "F006", "F008", "F009", "F010", "F011"], 0)
    expected = {**codes, "C403": 0, **dict.fromkeys(FAULTS, each), "F008": 2 * each}
    return made, expected


class Wordings:
    """Puts counts into words: as they come, or in so many distinct ones, which are spread evenly over the table.

    `counts` are those that may occur: any, or so few that each can be said again.
    """

    def __init__(self, rng: random.Random, rows: int, distinct: int | None) -> None:
        self.rng = rng
        self.counts: Sequence[int] = range(50, 60_000)
        self.share = None if distinct is None else distinct / rows
        self.asked, self.seen = 0, set[str]()
        self.said: dict[tuple[int, bool], list[str]] = {}
        if distinct is not None:
            size = max(distinct // KINDS, 1)
            self.counts = sorted({round(50 * 1200 ** (step / size)) for step in range(size)})

    def of(self, count: int, *, plain: bool) -> Row:
        """A wording, or numbers, that hold a count; `plain` the count itself."""
        if self.share is None:
            return _said(self.rng, count, plain=plain)
        self.asked += 1
        before = self.said.setdefault((count, plain), [])
        is_due = not before or len(self.seen) < self.share * self.asked
        tries = (self._new(count, spread, plain=plain) for spread in range(TRIES if is_due else 0))
        if words := next(filter(None, tries), ""):
            self.seen.add(words)
            before.append(words)
        return {"reported": words or self.rng.choice(before or [f"{count:,}"])}

    def _new(self, count: int, spread: int, *, plain: bool) -> str:
        """A wording that holds a count, "" where it has been said before."""
        less, more = (self.rng.randint(0, count // 20 + spread // 8) for _ in range(2))
        low, high = max(count - less, 1), count + more
        words, number, link = self.rng.choice([(EXACTLY, count, ""), *([] if plain else _kinds(count, low, high))])
        said = " ".join(filter(None, (self.rng.choice(words), self._written(number))))
        if link:
            said = f"{said}{link}{self._written(high)}"
        return "" if said in self.seen else said

    def _written(self, number: int) -> str:
        return f"{number:,}" if self.rng.random() < 0.7 else str(number)


def _kinds(count: int, low: int, high: int) -> list[tuple[Sequence[str], int, str]]:
    """What may be said of a count: words, a number behind them, and how the high end is joined to that, if it is."""
    ends = [(("",), low, " to "), (("",), low, "-"), (("between",), low, " and "), (("from",), low, " to ")]
    said = [(ABOUT, count), (AT_LEAST, low), (AT_MOST, high), (NEARLY, count + 1), (ON_A_LIST, count)]
    return [*ends, *((words, number, "") for words, number in said)]


def _quantity(rng: random.Random, number: int, wordings: Wordings, fault: str) -> list[Row]:
    """The twenty rows of one quantity."""
    pool = wordings.counts
    days = [START, *sorted(rng.sample(range(START + 1, END), 30))]
    first = rng.randrange(max(len(pool) // 3, 1))
    reach = max(len(pool) // 60, 1)
    places = [first]
    while len(places) < len(days):
        places.append(min(places[-1] + rng.randint(0, reach), len(pool) - 1))
    quantity = Quantity(number, days, [pool[place] for place in places], fault, wordings)
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
        row = {**dict.fromkeys(COLUMNS, ""), **common}
        row |= {"as_of": _as_of(rng, day, plain=windows or bool(quantity.fault)), "published": _iso(said)}
        row |= {"period_start": _iso(before + 1) if windows else "", "via": f"Outlet {rng.randint(1, 40):02}"}
        row["id"] = f"f{quantity.number:06}-{'b' if second else 'a'}{len(rows)}"
        row["url"] = f"https://example.org/reports/{row['id']}"
        if quantity.fault or not rows or not _stray(rng, quantity, row, rows[-1]):
            row |= quantity.wordings.of(count, plain=bool(quantity.fault))
        rows.append(row)
        before = day
    return rows


def _stray(rng: random.Random, quantity: Quantity, row: Row, last: Row) -> bool:
    """At times a figure is planned or retracted, whatever it says, or only repeats the last one of its source."""
    chance = rng.random()
    if chance < 0.02:
        row["status"] = rng.choice(["planned", "retracted"])
        row |= quantity.wordings.of(rng.choice(quantity.wordings.counts), plain=True)
        return True
    if chance < 0.04 and not (row["period_start"] or last["status"]):
        row |= {name: last[name] for name in ("reported", "low", "high", "as_of")}
        row["derived_from"] = last["id"]
        return True
    return False


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
        row["reported"] = f"{rng.choice(UNREADABLE)} ({quantity.number})"
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
        row["reported"] = str(_digits(first[at - 1]["reported"]) // 2)
    else:
        second[0]["reported"] = str(_digits(first[0]["reported"]) // 2)


def _digits(words: str) -> int:
    """The number in a wording that is the count itself."""
    return int("".join(filter(str.isdigit, words)))


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
    parser.add_argument("--distinct-wordings", type=int, metavar="N", help="so many distinct wordings")
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
