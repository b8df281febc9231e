"""Small random statements over two trees, and which of their figures clash, told figure by figure from the design."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations, product
from math import inf
from typing import Any

from checker.figures.dataset import Dataset
from tests.helpers import dataset_of

POPULATIONS = """id,part_of,split,complete,may_fall,since
army,,,,,2024-01-05
men,army,sex,yes,,
women,army,sex,,,
recruits,men,,,,2024-01-07
young,army,age,,,2024-01-03
unknown,army,age,,yes,
mixed,army,,,yes,
"""
SCOPES = """id,part_of,split,complete,since
war,,,,
north,war,side,yes,
south,war,side,yes,
town,north,,,2024-01-06
"""
PARENT = {"men": "army", "women": "army", "recruits": "men", "young": "army", "unknown": "army", "mixed": "army",
          "north": "war", "south": "war", "town": "north"}  # fmt: skip
SPLITS = {"army": [{"men", "women"}, {"young", "unknown"}], "war": [{"north", "south"}]}
COMPLETE = [{"men", "women"}, {"north", "south"}]
SHIFTING = {"young", "unknown", "mixed"}  # of a split with a member that may fall, or such a member
SINCE = {"army": 5, "men": 5, "women": 5, "recruits": 7, "young": 3, "unknown": 5, "mixed": 5, "town": 6}
ATOMS = {
    "killed": "k", "wounded": "w", "captured": "c", "killed_and_wounded": "kw", "killed_wounded_captured": "kwc",
}  # fmt: skip
STOCKS = {"present", "missing", "held"}
HELD = {
    "killed": {"died_of_wounds"},
    "captured": {"held"},
    "went_missing": {"missing"},
    "killed_and_wounded": {"killed", "wounded", "died_of_wounds"},
    "killed_wounded_captured": {"killed", "wounded", "captured", "killed_and_wounded", "died_of_wounds", "held"},
    "casualties": {"killed", "wounded", "killed_and_wounded", "died_of_wounds"},
    "losses": {"killed", "died_of_wounds"},
    "deployed": {"killed", "captured", "present", "died_of_wounds", "held"},
}
MEASURES = sorted({*ATOMS, *STOCKS, *HELD, "died_of_wounds", "went_missing", "evacuated"})
DAYS = ((10,), (10,), (10, 11))
Cell = tuple[str, int, int, str, str, str]
Pick = Callable[[Sequence[Any]], Any]


@dataclass(frozen=True)
class Row:
    """A figure of one statement; days are days of January 2024, 0 none."""

    id: str
    population: str
    scope: str
    measure: str
    low: int
    high: float
    own_list: bool
    period_start: int
    as_of: int
    status: str
    statement: str

    @property
    def line(self) -> str:
        """The row as CSV, its columns in the order of HEADER."""
        day = ("", f"2024-01-{self.period_start:02}")[self.period_start > 0]
        words = f"confirmed {self.low}" if self.own_list else ""
        low, high = ("", "") if self.own_list else (self.low, "" if self.high == inf else self.high)
        return ",".join(map(str, (
            self.id, self.population, self.scope, self.measure, words, low, high, day, f"2024-01-{self.as_of:02}",
            "2024-01-30", "staff", self.status, self.statement,
        )))  # fmt: skip

    @property
    def begins(self) -> int:
        """The first day that it includes; 0 is ever."""
        return max(self.period_start, SINCE.get(self.population, 0), SINCE.get(self.scope, 0))

    @property
    def is_period(self) -> bool:
        """Only what happened from a day on, a day after everything is counted from."""
        return self.period_start > max(SINCE.get(self.population, 0), SINCE.get(self.scope, 0))

    @property
    def account(self) -> tuple[str, int, int]:
        """Its statement, window and day."""
        return self.statement, self.period_start if self.is_period else 0, self.as_of

    @property
    def cell(self) -> "Cell":
        """Its account and quantity."""
        return (*self.account, self.population, self.scope, self.measure)


HEADER = "id,population,scope,measure,reported,low,high,period_start,as_of,published,source,status,statement"


def random_rows(pick: Pick, suffix: str = "") -> list[Row]:
    """Two to fourteen rows that have something to do with each other."""
    measures = [pick(MEASURES) for _ in range(pick((0, 0, 2)))] + list(pick((
        ["killed", "wounded", "killed_and_wounded"], ["killed", "captured", "wounded", "killed_wounded_captured"],
        ["killed_and_wounded", "captured", "killed_wounded_captured"], ["killed", "wounded", "casualties"],
        ["deployed"], ["killed"], ["killed"], ["present"],
    )))  # fmt: skip
    populations = pick((["army"], ["army", "men", "women"], ["army", "young", "unknown"], [*[*PARENT][:6], "army"]))
    scopes = pick((["war"], ["war", "north", "south"], ["north", "town"]))
    starts, lists, days = (
        pick(((0,), (0,), (0, 4), (9,))),
        pick(((False,), (False,), (False, True), (True,))),
        pick(DAYS),
    )
    rows = []
    for number in range(pick(range(2, 15))):
        measure, own, low = pick(measures), pick(lists), pick(range(pick((3, 20, 60))))
        rows.append(Row(
            f"f{number}{suffix}", pick(populations), pick(scopes), measure, low,
            low if own else pick((low, low, low + 3, inf)), own, 0 if measure in STOCKS else pick(starts),
            pick(days), pick(("reported",) * 9 + ("planned",)), f"s{suffix}",
        ))  # fmt: skip
    return rows


def dataset_from(rows: Sequence[Row]) -> Dataset:
    """One dataset of them."""
    dataset = dataset_of("\n".join([HEADER, *(row.line for row in rows), ""]), populations=POPULATIONS, scopes=SCOPES)
    assert dataset.rejected == 0, [finding.message for finding in dataset.findings]
    return dataset


def path(node: str) -> list[str]:
    """A node and all above it."""
    return [node, *path(PARENT[node])] if node in PARENT else [node]


def within(part: Row, whole: Row) -> bool:
    """Whether the whole's dates take in all that the part's do."""
    if whole.measure == "deployed" and part.measure != "deployed":
        return not whole.is_period
    if part.measure in STOCKS:
        return whole.measure in STOCKS or whole.begins == 0
    return part.begins >= whole.begins


def is_part(part: Row, whole: Row) -> bool:
    """Whether everybody in the one is in the other."""
    if part.account != whole.account or part.cell == whole.cell:
        return False
    held = part.measure == whole.measure or part.measure in HELD.get(whole.measure, ())
    below = whole.population in path(part.population) and whole.scope in path(part.scope)
    apart = (part.population, part.scope) != (whole.population, whole.scope)
    sent = whole.measure == "deployed" and part.measure in {"killed", "captured"} and not apart
    steps = {*path(part.population), *path(part.scope)} - {*path(whole.population), *path(whole.scope)}
    return held and below and not sent and not (part.is_period and steps & SHIFTING) and within(part, whole)


def pools(rows: Sequence[Row]) -> Iterator[tuple[list[Row], list[Row]]]:
    """Who may be a floor and who a ceiling: everybody beside ceilings on no list, and the source's own lists alone."""
    standing = [row for row in rows if row.status == "reported"]
    listed = [row for row in standing if row.own_list]
    yield standing, [row for row in standing if not row.own_list]
    yield listed, listed


def larger_parts(rows: Sequence[Row]) -> dict[tuple[Cell, Cell, bool], float]:
    """The widest gap of each cell of a part above one of a whole, on a list or not, by comparing each with each."""
    gaps: dict[tuple[Cell, Cell, bool], float] = {}
    for floors, ceilings in pools(rows):
        for part, whole in product(floors, ceilings):
            if is_part(part, whole) and part.low > whole.high:
                key = part.cell, whole.cell, whole.own_list
                gaps[key] = max(gaps.get(key, 0), part.low - whole.high)
    return gaps


def divided(whole: Row) -> Iterator[tuple[str, list[Cell], bool]]:
    """Every way to divide a total: by what, its parts' cells, and whether they make it up."""
    atoms = {**ATOMS, "casualties": "kw", "losses": "k"}.get(whole.measure, "")
    terms = [name for name, held in ATOMS.items() if set(held) <= set(atoms) and name != whole.measure]
    for size in range(1, len(terms) + 1):
        for chosen in combinations(terms, size):
            if sorted("".join(ATOMS[name] for name in chosen)) == sorted(atoms):
                parts = [(*whole.account, whole.population, whole.scope, name) for name in chosen]
                yield "measure", parts, whole.measure in ATOMS
    for split in SPLITS.get(whole.population, []):
        if not (whole.is_period and split & SHIFTING):
            parts = [(*whole.account, node, whole.scope, whole.measure) for node in split]
            yield "population", parts, split in COMPLETE
    for split in SPLITS.get(whole.scope, []):
        if whole.measure not in {"deployed", "evacuated"}:
            parts = [(*whole.account, whole.population, node, whole.measure) for node in split]
            yield "scope", parts, split in COMPLETE


def clashing_totals(rows: Sequence[Row]) -> set[tuple[Cell, str, str]]:
    """The cells of totals that their parts cannot make, by what they are divided, and where the parts are."""
    found = set()
    for floors, ceilings in pools(rows):
        for whole in {*floors, *ceilings}:
            for kind, cells, adds_up in divided(whole):
                low = sum(
                    max((r.low for r in floors if r.cell == cell and within(r, whole)), default=0) for cell in cells
                )
                parts = [[r for r in ceilings if r.cell == cell and within(r, whole)] for cell in cells]
                high = sum(min((r.high for r in part), default=inf) for part in parts)
                if whole in ceilings and low > whole.high:
                    found.add((whole.cell, kind, "above"))
                even = all(within(whole, r) for part in parts for r in part)
                if whole in floors and adds_up and even and high < whole.low:
                    found.add((whole.cell, kind, "below"))
    return found
