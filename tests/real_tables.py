"""The same questions asked of real tables twice: in plain pandas, and by the checker. Prints both counts as Markdown.

    python tests/real_tables.py FOLDER

FOLDER holds the tables that the shipped maps are for: gaza-daily/casualties_daily.json, ua-general-staff/*.json and
cdb90/*.csv. Where a place that one of the two names is not named by the other, it is listed, and the exit code is 1.
"""

import argparse
import csv
import io
import json
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from pathlib import Path

import pandas as pd

from checker.figures.findings import Finding
from checker.loading import load, load_files, read_foreign
from tests.helpers import check_rules as check

Places = frozenset[tuple[str, ...]]
GAZA_TOTALS = {
    "killed_cum": "killed", "injured_cum": "wounded", "killed_women_cum": "killed-women",
    "killed_children_cum": "killed-children", "med_killed_cum": "killed-medics", "press_killed_cum": "killed-press",
    "civdef_killed_cum": "killed-rescuers",
}  # fmt: skip
GAZA_PARTS = (
    ("killed_women_cum", "killed_children_cum"), ("med_killed_cum",), ("press_killed_cum",), ("civdef_killed_cum",),
)  # fmt: skip
STAFF_KINDS = {
    "aircraft": "aircraft", "helicopter": "helicopters", "tank": "tanks", "APC": "armoured-vehicles",
    "field artillery": "artillery", "MRL": "rocket-launchers", "anti-aircraft warfare": "air-defence",
    "drone": "drones", "ground robotic systems": "ground-robots", "cruise missiles": "cruise-missiles",
    "mobile SRBM system": "srbm-systems", "naval ship": "ships", "submarines": "submarines",
    "vehicles and fuel tanks": "vehicles-and-fuel-tanks", "military auto": "vehicles", "fuel tank": "fuel-tanks",
    "special equipment": "special-equipment",
}  # fmt: skip
SIDES = ("defender", "attacker")


@dataclass(frozen=True)
class Answer:
    """One question, the places where pandas and the checker say yes, and what they are called."""

    table: str
    question: str
    pandas: Places
    checker: Places
    by: str
    aside: str = field(default="")

    @property
    def differ(self) -> list[str]:
        """The places that only one of the two names."""
        sides = (("pandas", self.pandas - self.checker), ("checker", self.checker - self.pandas))
        return [f"{self.table}: only {who}: {', '.join(place)}" for who, only in sides for place in sorted(only)]


def gaza(folder: Path) -> Iterator[Answer]:
    """Falling totals, increments that do not add up, and remainders that fall, source by source."""
    path = folder / "gaza-daily" / "casualties_daily.json"
    days = pd.DataFrame(json.loads(path.read_text(encoding="utf-8")))
    days = days[(days["report_source"] != "missing") & (days["report_period"] != 0)]
    days = days.assign(day=pd.to_datetime(days["report_date"]))
    found = check(load(path, map="gaza-daily")).findings
    falls = frozenset(_falls(days, GAZA_TOTALS))
    yield Answer("gaza-daily", "a total is below that of the source's report before", falls, _seconds(found), "T301")
    sums = frozenset(_sums_that_fail(days))
    told = frozenset((f.figures[1],) for f in found if f.code == "T302")
    yield Answer("gaza-daily", "yesterday's total and the increment are not today's total", sums, told, "T302")
    lower = [f for f in found if f.code == "T304"]
    leads = frozenset((f.figures[1], *sorted(_columns(f))) for f in lower)
    for question, rows, parts in (
        ("killed less women and children falls from one report to the next, though each grows", leads, GAZA_PARTS[:1]),
        ("killed less medics, less journalists or less rescuers does, though each grows", leads, GAZA_PARTS[1:]),
    ):
        wanted = frozenset(place for place in rows if place[1:] in {tuple(sorted(columns)) for columns in parts})
        places = frozenset(_rests_that_fall(days, parts, from_one_to_the_next=True))
        yield Answer("gaza-daily", question, places, wanted, "T304")
    lasting = [(f, day) for f in lower for day in (f.figures[1], *f.evidence["still_below"])]
    told = frozenset((day, *sorted(_columns(f))) for f, day in lasting)
    rests = frozenset(_rests_that_fall(days, GAZA_PARTS, from_one_to_the_next=False))
    yield Answer("gaza-daily", "either is below what it was on any earlier day", rests, told, "T304, still_below")


def _falls(days: pd.DataFrame, columns: dict[str, str]) -> Iterator[tuple[str]]:
    """Ids of totals below the one before, of one source."""
    for column in [name for name in columns if name in days]:
        known = days[days[column].notna()]
        before = known.groupby("report_source")[column].shift() if "report_source" in days else known[column].shift()
        yield from ((f"{day}.{columns[column]}",) for day in known.loc[known[column] < before, "report_date"])


def _sums_that_fail(days: pd.DataFrame) -> Iterator[tuple[str]]:
    """Ids of increments that, with the total up to the day before their period, do not make the total of the day."""
    recovered = days.reindex(columns=["killed_recovered", "killed_committee"]).fillna(0).ne(0).any(axis=1)
    for total, new, name, usable in (
        ("killed_cum", "killed", "killed-new", ~recovered),
        ("injured_cum", "injured", "wounded-new", recovered | ~recovered),
    ):
        known = days[days[total].notna()].set_index(["report_source", "day"])[total]
        asked = days[usable & days[total].notna() & days[new].notna()]
        start = asked["day"] - pd.to_timedelta(asked["report_period"], unit="h")
        before = known.reindex(pd.MultiIndex.from_arrays([asked["report_source"], start])).to_numpy()
        wrong = pd.notna(before) & (before + asked[new].to_numpy() != asked[total].to_numpy())
        yield from ((f"{day}.{name}",) for day in asked.loc[wrong, "report_date"])


def _rests_that_fall(
    days: pd.DataFrame, groups: Sequence[tuple[str, ...]], *, from_one_to_the_next: bool
) -> Iterator[tuple[str, ...]]:
    """Ids of totals of which less is left beside the parts than before, though none of these numbers fell."""
    for parts in groups:
        columns = ["killed_cum", *parts]
        known = days[days.reindex(columns=columns).notna().all(axis=1)]
        for _, own in known.groupby("report_source"):
            rest = (own["killed_cum"] - own[list(parts)].sum(axis=1)).to_frame("rest").join(own[columns])
            before = rest.shift() if from_one_to_the_next else rest.cummax()
            places = (rest["rest"] < before["rest"]) & ~rest[columns].lt(before[columns]).any(axis=1)
            yield from ((f"{day}.killed", *sorted(parts)) for day in own.loc[places, "report_date"])


def _columns(finding: Finding) -> set[str]:
    """The columns of the parts that a T304 is about."""
    names = {name: column for column, name in GAZA_TOTALS.items()}
    return {names[part.partition(".")[2]] for part in finding.evidence["later"]["parts"]}


def _seconds(found: Sequence[Finding]) -> Places:
    return frozenset((f.figures[1],) for f in found if f.code == "T301")


def staff(folder: Path) -> Iterator[Answer]:
    """Falling totals of equipment and personnel; once more with those on days of a correction given as revisions."""
    path = folder / "ua-general-staff" / "russia_losses_personnel.json"
    beside = [path.with_name(f"russia_losses_equipment{end}.json") for end in ("", "_correction")]
    tables = [pd.DataFrame(json.loads(file.read_text(encoding="utf-8"))) for file in (path, *beside)]
    people, equipment, corrections = (table.assign(report_date=table["date"]) for table in tables)
    fallen = frozenset(_falls(people, {"personnel": "personnel"}))
    name, foreign = read_foreign(path, "ua-general-staff")
    found = _seconds(check(load_files(name, foreign.files)).findings)
    losses = frozenset(place for place in found if place[0].endswith(".personnel"))
    yield Answer("ua-general-staff", "personnel are below the day before", fallen, losses, "T301")
    fallen = frozenset(_falls(equipment, STAFF_KINDS))
    yield Answer("ua-general-staff", "equipment of a kind is below the day before", fallen, found - losses, "T301")
    corrected = {place for place in fallen if place[0].partition(".")[0] in set(corrections["date"])}
    revised = {**foreign.files, "figures.csv": _revising(foreign.files["figures.csv"], {p[0] for p in corrected})}
    left = _seconds(check(load_files(name, revised)).findings)
    question = "the same, those on the day of a published correction given as revises"
    aside = f"{len(corrected)} are on such days"
    yield Answer("ua-general-staff", question, fallen - corrected, left, "T301", aside)


def _revising(figures: bytes, ids: set[str]) -> bytes:
    """A table of figures in which some revise the one of the day before."""
    rows = list(csv.DictReader(io.StringIO(figures.decode())))
    kinds: dict[str, list[dict[str, str]]] = {}
    for row in rows:
        row["revises"] = ""
        kinds.setdefault(row["id"].partition(".")[2], []).append(row)
    for series in kinds.values():
        for before, row in pairwise(sorted(series, key=lambda row: row["as_of"])):
            row["revises"] = before["id"] if row["id"] in ids else ""
    out = io.StringIO()
    writer = csv.DictWriter(out, list(rows[0]))
    writer.writeheader()
    writer.writerows(rows)
    return out.getvalue().encode()


def cdb90(folder: Path) -> Iterator[Answer]:
    """Battle sides that lost more than their strength."""
    path = folder / "cdb90" / "belligerents.csv"
    sides = pd.read_csv(path)
    numbers = {name: pd.to_numeric(sides[name], errors="coerce") for name in ("str", "cas", "code", "rerp")}
    sides = sides.assign(**numbers)
    names = sides["isqno"].astype(str) + "-" + sides["attacker"].map(dict(enumerate(SIDES)))
    over = sides["cas"] > sides["str"]
    unknown = over & (sides["code"] == 1) & sides["rerp"].isna()
    findings = check(load(path, map="cdb90")).findings
    warned = [f for f in findings if (f.code, f.severity) == ("R201", "warning")]
    told = {(f.figures[0].partition(".")[0], _strength(f.figures[1])) for f in warned}
    asked = set(names[over])
    expected = frozenset(
        (name, "first" if at_first else "all") for name, at_first in zip(names[over], unknown[over], strict=True)
    )
    question = "a side lost more than its strength: that at the beginning where no more is known, else all engaged"
    named = frozenset(place for place in told if place[0] in asked)
    aside = f"{len(told)} sides have a warning in all, by the bands of R201"
    yield Answer("cdb90", question, expected, named, "R201, warning", aside)


def _strength(figure: str) -> str:
    """Which strength a figure of the map is: that at the beginning, or of all who were ever there."""
    return "first" if figure.endswith(".first") else "all"


def answers(folder: Path) -> list[Answer]:
    """Every question to every table."""
    return [*gaza(folder), *staff(folder), *cdb90(folder)]


def main(arguments: Sequence[str] | None = None) -> int:
    """Print the counts side by side, and whatever only one of the two names."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    found = answers(parser.parse_args(arguments).folder)
    head = ["| table | where | plain pandas | checker | by | |", "| --- | --- | ---: | ---: | --- | --- |"]
    rows = [
        f"| {one.table} | {one.question} | {len(one.pandas)} | {len(one.checker)} | {one.by} | {one.aside} |"
        for one in found
    ]
    differ = [line for one in found for line in one.differ]
    last = differ or ["The places are the same, one by one."]
    sys.stdout.write("\n".join([*head, *rows, "", *last, ""]))
    return int(bool(differ))


if __name__ == "__main__":
    sys.exit(main())
