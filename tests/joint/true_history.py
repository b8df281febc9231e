"""One true history of several populations and places, by seed, and tables of what several sources said of it.

Everything that is said holds of the history, however vaguely it is worded: numbers, floors, ceilings and ranges, totals
and periods, levels, shares, sources' own lists, and days, months or nothing for the day.
"""

import csv
import io
import random
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import cached_property
from math import ceil, floor

from checker.figures.dataset import Dataset
from checker.figures.schema import FIGURE_COLUMNS
from checker.figures.wording import read
from tests.helpers import dataset_of

DAYS = 60
FIRST_DAY = date(2024, 1, 1)
WINGS, FRONTS = ("north", "south", "reserve"), ("east-front", "west-front", "elsewhere")
ATOMS = ("killed_at_once", "died_of_wounds", "ever_wounded", "captured", "went_missing", "evacuated", "deployed")
SUMS: Mapping[str, tuple[str, ...]] = {
    "killed": ("killed_at_once", "died_of_wounds"),
    "killed_and_wounded": ("killed_at_once", "died_of_wounds", "wounded"),
    "killed_wounded_captured": ("killed_at_once", "died_of_wounds", "wounded", "captured"),
    "casualties": ("killed_at_once", "died_of_wounds", "wounded", "captured"),
    "irrecoverable": ("killed_at_once", "died_of_wounds", "captured", "went_missing"),
}
LEVELS = {"held": ("captured", 7), "missing": ("went_missing", 5)}  # tenths of those who were ever
COUNTED = (
    "killed", "killed", "wounded", "captured", "went_missing", "died_of_wounds", "deployed", "killed_and_wounded",
    "killed_wounded_captured", "casualties", "irrecoverable", "held", "missing", "present",
)  # fmt: skip
NAMED = ("named", "unnamed")  # those whose names are known, and those, ever fewer, whose are not
POPULATIONS = """id,part_of,split,complete,may_fall
army,,,,
north,army,wing,yes,
south,army,wing,yes,
reserve,army,wing,yes,
named,army,name,yes,
unnamed,army,name,yes,yes
"""
SCOPES = """id,part_of,split,complete,may_fall
war,,,,
east-front,war,front,,
west-front,war,front,,
"""
SOURCES = ("ministry", "staff", "paper", "monitor")
SHARED = ("killed", "wounded", "captured", "died_of_wounds")  # what is told as a share of casualties
Cell = tuple[str, str, str]


@dataclass(frozen=True)
class Subjects:
    """What figures of a history are about; a measure that is named twice is told twice as often."""

    people: tuple[str, ...] = ("army", *WINGS, *NAMED)
    places: tuple[str, ...] = ("war", *FRONTS[:2])
    measures: tuple[str, ...] = COUNTED


EVERYTHING = Subjects()
FEW_SUBJECTS = Subjects(  # so few that figures meet
    ("army", "army", *WINGS),
    ("war",),
    ("killed", "killed", "wounded", "casualties", "killed_and_wounded"),
)


@dataclass(frozen=True)
class Said:
    """A figure, and what it counts in truth: `cell` is population, scope and measure; days are days of the history.

    `start` is the first day of a period, -1 for a total.
    """

    row: Mapping[str, str]
    cell: Cell
    day: int
    start: int = -1
    listed: bool = False


@dataclass
class History:
    """The true counts of a seed. Where `dying`, some of the wounded die, and are counted as wounded no longer.

    `before` are as many for each level of a wing at a front as there were before the first day, from which on all else
    is counted; -1 where all is counted from the beginning.
    """

    seed: int
    dying: bool = False
    before: int = -1
    figures: list[Said] = field(default_factory=list)
    _known: dict[tuple[Cell, int], int] = field(default_factory=dict)

    @cached_property
    def _gains(self) -> dict[tuple[str, str, str], list[int]]:
        rng = random.Random(self.seed)  # noqa: S311  (not for secrets)
        pace = {"deployed": 40, "ever_wounded": 12}
        gains = {}
        for wing in WINGS:
            for front in FRONTS:
                for atom in ATOMS:
                    most = pace.get(atom, rng.choice([1, 3, 6]))
                    gains[wing, front, atom] = [rng.randint(0, most) for _ in range(DAYS)]
                gains[wing, front, "deployed"][0] += 60 * DAYS
                gains[wing, front, "ever_wounded"][0] += 6 * DAYS
        return gains

    def count(self, cell: Cell, day: int) -> int:
        """The true count up to the end of a day, or the level on it."""
        if (cell, day) not in self._known:
            self._known[cell, day] = self._counted(cell, day) if day >= 0 else 0
        return self._known[cell, day]

    def _counted(self, cell: Cell, day: int) -> int:
        population, scope, measure = cell
        if scope == "war":
            return sum(self.count((population, front, measure), day) for front in FRONTS)
        if measure in {*SUMS, *LEVELS, "wounded", "present"}:
            return self._worked_out(cell, day)
        if population in NAMED:
            everybody = self.count(("army", scope, measure), day)
            named = everybody * (DAYS // 2 + day) // (2 * DAYS)
            return named if population == "named" else everybody - named
        wings = WINGS if population == "army" else (population,)
        return sum(sum(self._gains[wing, scope, measure][: day + 1]) for wing in wings)

    def _worked_out(self, cell: Cell, day: int) -> int:
        """A count that others make up."""
        of = {name: (*cell[:2], name) for name in (*ATOMS, *SUMS, "wounded")}
        if cell[2] in SUMS:
            return sum(self.count(of[name], day) for name in SUMS[cell[2]])
        earlier = max(self.before, 0) * (len(WINGS) if cell[0] == "army" else 1)
        if cell[2] in LEVELS:
            name, tenths = LEVELS[cell[2]]
            return self.count(of[name], day) * tenths // 10 + earlier
        if cell[2] == "wounded":
            died = self.count(of["died_of_wounds"], day) if self.dying else 0
            return self.count(of["ever_wounded"], day) - died
        gone = ("killed", "captured", "wounded", "went_missing", "evacuated")
        return self.count(of["deployed"], day) - sum(self.count(of[name], day) for name in gone) + earlier

    def value(self, said: Said) -> int:
        """What a figure counts, in truth."""
        return self.counted(said.cell, said.day, said.start, listed=said.listed)

    def counted(self, cell: Cell, day: int, start: int = -1, *, listed: bool = False) -> int:
        """A count over a window; of a source's own list, which holds six in ten."""
        now, before = self.count(cell, day), self.count(cell, start - 1)
        return now * 6 // 10 - before * 6 // 10 if listed else now - before


def wordings(count: int) -> Iterator[str]:
    """Ways to say a count that hold it."""
    candidates = [f"{count:,}", f"at least {count * 9 // 10}", f"up to {count + count // 10 + 1}"]
    for unit in (10, 50, 100, 1000):
        near, below, above = round(count / unit) * unit, count // unit * unit, -(-count // unit) * unit
        candidates += [f"about {near}", f"some {near:,}", f"nearly {above}", f"more than {below}"]
        candidates += [f"{below} to {above}"] if below and above <= 1000 * below else []
    for words in dict.fromkeys(candidates):
        if read(words).low <= count <= read(words).high:
            yield words


def make_history(
    seed: int, figures: int, *, dying: bool = False, before: int = -1, about: Subjects = EVERYTHING
) -> History:
    """A history, and so many figures of it."""
    history = History(seed, dying, before)
    rng = random.Random(seed + 1)  # noqa: S311  (not for secrets)
    published = dict.fromkeys(SOURCES, -1)
    while len(history.figures) < figures:
        source, day = rng.choice(SOURCES), rng.randint(5, DAYS - 1)
        said = published[source] = max(published[source] + 1, day + rng.randint(0, 10))
        history.figures += list(_statement(rng, history, (source, day, said), about))[: figures - len(history.figures)]
    return history


def _statement(rng: random.Random, history: History, told: tuple[str, int, int], about: Subjects) -> Iterator[Said]:
    """What one source says at one time of several quantities."""
    source, day, said = told
    as_of = rng.choice(["day"] * 6 + ["month"] + ["blank"] * (said - day <= 30))
    common = {"as_of": {"day": iso(day), "month": iso(day)[:7], "blank": ""}[as_of], "published": iso(said)}
    size = rng.randint(1, 6)
    cells = {(rng.choice(about.people), rng.choice(about.places), rng.choice(about.measures)) for _ in range(size)}
    cells = {cell for cell in cells if cell[0] not in NAMED or cell[2] not in {"deployed", "present", *LEVELS}}
    start = rng.randint(1, 5) if rng.random() < 0.3 else -1
    for number, cell in enumerate(sorted(cells)):
        since = -1 if cell[2] in {"present", *LEVELS} else start
        listed = rng.random() < 0.08
        figure = Said({}, cell, day, since, listed)
        if history.value(figure) < 0:
            continue
        who = dict(zip(("population", "scope", "measure"), cell, strict=True))
        row = {"id": f"f{said:03}-{source}-{number}", "source": source, **who, **common}
        row["period_start"] = iso(since) if since >= 0 else ""
        yield Said(row | _amount(rng, history, figure, source), cell, day, since, listed and "share_of" not in row)


def _amount(rng: random.Random, history: History, figure: Said, source: str) -> dict[str, str]:
    """The count in words or numbers, as a share of casualties, or as a share of another figure of the source."""
    value, chance = history.value(figure), rng.random()
    if figure.listed:
        return {"reported": f"confirmed {value}"}
    whole = history.counted((*figure.cell[:2], "casualties"), figure.day, figure.start)
    if chance < 0.1 and whole and figure.cell[2] in SHARED:
        return {"share_of": "casualties", **percent(value, whole)}
    bases = [said for said in history.figures if said.row["source"] == source and not said.row.get("share_of")]
    base = rng.choice(bases) if bases else None
    if chance < 0.15 and base and history.value(base):
        return {"share_of": base.row["id"], **percent(value, history.value(base))}
    return amount(rng, value, in_words=chance >= 0.3)


def amount(rng: random.Random, value: int, *, in_words: bool) -> dict[str, str]:
    """A count in words or as two ends."""
    if in_words:
        return {"reported": rng.choice(list(wordings(value)))}
    return {"low": str(value - rng.randint(0, value // 10)), "high": str(value + rng.randint(0, value // 10))}


def percent(part: int, whole: int) -> dict[str, str]:
    """A share to the next whole percent on both sides."""
    return {"low": str(floor(100 * part / whole)), "high": str(ceil(100 * part / whole))}


def iso(day: int) -> str:
    """A day of the history."""
    return (FIRST_DAY + timedelta(day)).isoformat()


def texts_of(history: History, rows: list[Mapping[str, str]] | None = None) -> dict[str, str]:
    """The tables of a history, or of other rows about the same people."""
    text = io.StringIO()
    writer = csv.DictWriter(text, FIGURE_COLUMNS, restval="", lineterminator="\n")
    writer.writeheader()
    writer.writerows([said.row for said in history.figures] if rows is None else rows)
    first, *others = SCOPES.splitlines()
    since = [f"{row},{iso(0) * (row.startswith('war,') and history.before >= 0)}\n" for row in others]
    return {"figures": text.getvalue(), "populations": POPULATIONS, "scopes": "".join([f"{first},since\n", *since])}


def dataset_of_history(history: History, rows: list[Mapping[str, str]] | None = None) -> Dataset:
    """The dataset of a history, or of other rows about the same people."""
    texts = texts_of(history, rows)
    return dataset_of(texts["figures"], populations=texts["populations"], scopes=texts["scopes"])
