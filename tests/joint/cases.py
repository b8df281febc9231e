"""Small random cases for the oracle, by seed: a few figures, from so few numbers, days and sources that many clash.

Several cases go into one dataset, each with populations, scopes, sources and ids of its own, since reading a dataset
takes longer than judging one.
"""

import csv
import io
import random
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta

from checker.figures.dataset import Dataset
from checker.figures.schema import COLUMNS
from tests.helpers import dataset_of

FIRST_DAY = date(2024, 3, 1)
CHECKER = """[settings]
as_of_lag = 2

[measures.lost]
kind = "flow"
exactly = ["killed_and_wounded", "captured"]

[measures.harmed]
kind = "flow"
at_least = ["killed_and_wounded", "captured"]

[measures.toll]
kind = "flow"
exactly = ["casualties", "captured"]

[measures.reserves]
kind = "flow"
part_of = "deployed"

[measures.moved]
kind = "flow"
at_least = ["evacuated"]

[measures.unwell]
kind = "flow"
exactly = ["wounded", "captured"]

[measures.known]
kind = "flow"
part_of = "lost"

[measures.burned]
kind = "flow"
part_of = "casualties"
"""
THEMES: dict[str, tuple[str, ...]] = {
    "flows": ("killed", "captured", "killed"),
    "terms": ("killed", "wounded", "captured", "killed_and_wounded", "killed_wounded_captured", "lost"),
    "loose terms": ("killed", "wounded", "casualties", "casualties", "losses", "harmed", "toll"),
    "dying": ("wounded", "wounded", "killed", "killed_and_wounded"),
    "lists": ("killed", "killed", "wounded", "casualties", "killed_and_wounded"),
    "within": ("killed", "died_of_wounds", "died_of_wounds"),
    "levels": ("went_missing", "missing", "captured", "held"),
    "sent": ("deployed", "killed", "captured", "present"),
    "parts": ("killed", "captured", "killed", "present"),
    "parts of the wounded": ("wounded", "wounded", "killed"),
    "parts of loose terms": ("casualties", "casualties", "casualties", "killed"),
    "parts of lists": ("killed", "killed", "wounded"),
    "moving": ("deployed", "evacuated", "killed"),
    "shares": ("killed", "wounded", "casualties", "captured", "deployed"),
    "all": (
        "killed", "wounded", "captured", "went_missing", "evacuated", "died_of_wounds", "killed_and_wounded", "lost",
        "killed_wounded_captured_missing", "casualties", "irrecoverable", "toll", "deployed", "present", "missing",
        "held",
    ),
}  # fmt: skip
LATER: dict[str, tuple[str, ...]] = {  # drawn apart, so that the cases of other seeds stay what they were
    "sent to places": ("deployed", "deployed", "deployed", "killed", "present", "captured", "reserves"),
    "moved from places": ("evacuated", "evacuated", "moved", "moved"),
    "sums that give way": ("unwell", "unwell", "wounded", "captured", "killed"),
    "within sums": ("known", "known", "lost", "lost", "killed", "captured"),
    "within loose terms": ("burned", "burned", "casualties", "casualties", "killed"),
}
APART = ("sent to places", "moved from places")
TREES = ("parts", "parts of the wounded", "parts of loose terms", "parts of lists", "moving", "all", *APART)
FEW = {"parts": 1, "parts of the wounded": 2, "parts of loose terms": 2, "moving": 1, "all": 3}  # measures in a case
LATER_SHARE = 0.1
STOCKS = {"present", "missing", "held"}
PERCENTS = (
    ("50", "50"), ("25", "50"), ("", "25"), ("50", ""), ("33.3", "33.4"), ("100", "100"), ("75", "80"), ("0", "0"),
    ("100", ""), ("120", "150"),
)  # fmt: skip
Cells = dict[str, str]


@dataclass
class Case:
    """The rows of one case, by file."""

    seed: int
    theme: str
    figures: list[Cells] = field(default_factory=list)
    populations: list[Cells] = field(default_factory=list)
    scopes: list[Cells] = field(default_factory=list)

    def texts(self) -> dict[str, str]:
        """The tables of this case alone, for people to look at and for `dataset_of`."""
        return texts_of([self])


def texts_of(cases: Sequence[Case]) -> dict[str, str]:
    """The tables of some cases."""
    rows = {
        name: [row for case in cases for row in getattr(case, name)] for name in ("figures", "populations", "scopes")
    }
    return {name: _text(COLUMNS[f"{name}.csv"], some) for name, some in rows.items()} | {"checker": CHECKER}


def dataset_of_cases(cases: Sequence[Case]) -> Dataset:
    """One dataset of several cases."""
    texts = texts_of(cases)
    figures, populations, scopes = (texts[name] for name in ("figures", "populations", "scopes"))
    return dataset_of(figures, populations=populations, scopes=scopes, checker=CHECKER)


def case_of(figure: str) -> int:
    """The seed of the case that a figure's id belongs to."""
    return int(figure.partition("-")[0][1:])


def _text(columns: Iterable[str], rows: list[Cells]) -> str:
    text = io.StringIO()
    writer = csv.DictWriter(text, list(columns), restval="", lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    return text.getvalue()


def make_case(seed: int) -> Case:
    """The case of a seed."""
    rng = random.Random(seed)  # noqa: S311  (not for secrets)
    theme = rng.choice(list(THEMES))
    apart = random.Random(f"beside {seed}")  # noqa: S311  (not for secrets)
    if apart.random() < LATER_SHARE:
        theme = apart.choice(list(LATER))
    case = Case(seed, theme)
    trees = theme in TREES or rng.random() < 0.3
    over = rng.choice(["people", "places"]) if theme not in ("moving", *APART) else "places"
    both = trees and rng.random() < 0.3
    case.populations = _tree(rng, f"k{seed}-army", deep=both or (trees and over == "people"))
    case.scopes = _tree(rng, f"k{seed}-war", deep=both or (trees and over == "places"))
    every = (THEMES | LATER)[theme]
    measures = every if theme not in FEW else tuple(rng.sample(every, FEW[theme]))
    size = rng.choice([2, 3, 4, 5, 5, 6, 6, 6])
    spans = rng.random() < 0.3
    for number in range(size):
        case.figures.append(_figure(rng, case, number, measures, spans=spans))
    if trees and rng.random() < 0.7:
        case.figures = [*_account(rng, case, over, measures), *case.figures][: rng.randint(4, 6)]
    if theme in APART:
        case.figures = [*_apart(rng, case, measures), *case.figures][:6]
    _refer(rng, case)
    apart = random.Random(f"evening {seed}")  # noqa: S311  (not for secrets)
    if apart.random() < LATER_SHARE:
        _set_first_days(apart, case)
    return case


def _set_first_days(rng: random.Random, case: Case) -> None:
    """Let some wholes count from a day on, and some parts from another."""
    for rows in (case.populations, case.scopes):
        for number, row in enumerate(rows):
            if rng.random() < (0.4 if number else 0.7):
                row["since"] = _day(rng.choice([1, 2, 3] if number else [-1, 1, 1, 2]))


def _apart(rng: random.Random, case: Case, measures: tuple[str, ...]) -> list[Cells]:
    """Those who were sent to each member of a split, or went from there, and what one says of the whole of them."""
    whole, *members = [row for row in case.scopes if row["id"].count(".") == 0 or row.get("split") == "sex"]
    if complete := rng.random() < 0.8:
        for row in members:
            row["complete"] = "yes"
    rows = [_figure(rng, case, number, measures, spans=False) for number in range(-len(members) - 1, 0)]
    for row, place in zip(rows, [*members, whole], strict=True):
        row |= {"population": rows[0]["population"], "scope": place["id"], "as_of": _day(2), "published": _day(3)}
        row["measure"] = measures[0] if place is not whole else rng.choice(measures[2:])
        if complete or row["measure"] in STOCKS:
            row["period_start"] = ""
    return rows


def _account(rng: random.Random, case: Case, over: str, measures: tuple[str, ...]) -> list[Cells]:
    """One source's count of a whole and its parts, up to one day or to two, or of one part up to each of two days."""
    nodes = [node["id"] for node in (case.populations if over == "people" else case.scopes)]
    rows = [_figure(rng, case, number, measures, spans=False) for number in range(-6, 0)]
    days = sorted(rng.choice([(1, 1, 1, 3, 3, 3), (2, 2, 2, 2, 2, 2), (1, 1, 3, 3, 3, 3)]))
    listed, measure, since = rows[0].get("reported", "").startswith("confirmed"), rows[0]["measure"], rng.random() < 0.3
    for number, (row, day) in enumerate(zip(rows, days, strict=True)):
        row |= {"as_of": _day(day), "published": _day(day), "source": rows[0]["source"], "measure": measure}
        row |= {"id": f"k{case.seed}-a{number}", "statement": "", "period_start": _day(2) if since and day > 1 else ""}
        row["population" if over == "people" else "scope"] = nodes[(number - days.index(day)) % min(len(nodes), 3)]
        if listed:
            row |= {"reported": f"confirmed {rng.randint(0, 6)}", "low": "", "high": ""}
    stocks = measure in STOCKS
    return [row | ({"period_start": ""} if stocks else {}) for row in rows]


def _tree(rng: random.Random, root: str, *, deep: bool) -> list[Cells]:
    """A root; below it up to three parts, of a split or not, and at times parts of a part."""
    nodes: list[Cells] = [{"id": root, "since": _day(rng.choice([-1, 1, 2])) if rng.random() < 0.1 else ""}]
    if not deep:
        return nodes
    split = rng.choice(["", "sex", "sex"])
    complete = bool(split) and rng.random() < 0.5
    if rng.random() < 0.3:
        other = rng.random() < 0.5
        nodes += _parts(rng, root, range(7, 7 + rng.choice([1, 2])), "rank", complete=other)
    nodes += _parts(rng, root, range(rng.choice([1, 2, 2, 3])), split, complete=complete, late=0.1)
    if rng.random() < 0.35:
        half, full = rng.choice(["", "age"]), rng.random() < 0.6
        nodes += _parts(rng, f"{root}.0", range(rng.choice([1, 1, 2])), half, complete=bool(half) and full, falls=0.1)
    if rng.random() < 0.15:
        nodes[0]["may_fall"] = "yes"
    return nodes


def _parts(
    rng: random.Random,
    whole: str,
    numbers: range,
    split: str,
    *,
    complete: bool,
    falls: float = 0.15,
    late: float = 0.0,
) -> list[Cells]:
    """Members of a split, or children of none: some may fall, some are counted from a later day on."""
    return [
        {
            "id": f"{whole}.{number}", "part_of": whole, "split": split, "complete": "yes" if complete else "",
            "may_fall": "yes" if rng.random() < falls else "", "since": _day(2) if late and rng.random() < late else "",
        }
        for number in numbers
    ]  # fmt: skip


def _figure(rng: random.Random, case: Case, number: int, measures: tuple[str, ...], *, spans: bool) -> Cells:
    """A count of something, of somebody, up to some day."""
    row = {
        "id": f"k{case.seed}-{number}",
        "population": rng.choice(case.populations)["id"],
        "scope": rng.choice(case.scopes)["id"],
        "measure": rng.choice(measures),
        "source": f"k{case.seed}-{rng.choice('aab')}",
        "statement": rng.choice(["", "", "one", "two"]),
    }
    row |= _amount(rng, listed=rng.random() < (0.5 if "lists" in case.theme else 0.08))
    last = rng.randint(1, 3)
    said = last + rng.choice([0, 0, 1, 2])
    row |= {"as_of": _day(last), "published": _day(said)}
    if spans and rng.random() < 0.6:
        row["as_of"] = rng.choice(["2024-03", ""])
    if row["measure"] not in STOCKS and rng.random() < 0.3:
        row["period_start"] = _day(rng.randint(1, last))
    return row


def _amount(rng: random.Random, *, listed: bool) -> Cells:
    """A number, an end, or both; or a number on the source's own list."""
    value = rng.randint(0, 6)
    if listed:
        return {"reported": f"confirmed {value}"}
    wider = value + rng.randint(1, 2)
    return rng.choice([
        {"reported": f"{value}"}, {"reported": f"{value}"}, {"reported": f"{value}"}, {"low": f"{value}"},
        {"high": f"{value // 2}"}, {"low": f"{value}", "high": f"{wider}"},
    ])  # fmt: skip


def _refer(rng: random.Random, case: Case) -> None:
    """Make some figures shares, retellings, plans or revisions."""
    for number, row in enumerate(case.figures):
        others = [other for other in case.figures if other is not row]
        if rng.random() < (0.45 if case.theme == "shares" else 0.04):
            _as_share(rng, row, others)
        chance = rng.random()
        if chance < 0.04:
            row["status"] = rng.choice(["planned", "retracted"])
        elif chance < 0.1:
            row |= {"derived_from": rng.choice(others)["id"], "derivation": rng.choice(["", "computed"])}
        own = [other for other in case.figures[:number] if other["source"] == row["source"]]
        if own and rng.random() < 0.08:
            row["revises"] = rng.choice(own)["id"]


def _as_share(rng: random.Random, row: Cells, others: list[Cells]) -> None:
    """A share of a figure, or of a measure that accumulates as its own does."""
    bases = [other["id"] for other in others if other.get("status") != "retracted"] or [others[0]["id"]]
    of = rng.choice([*bases, "casualties", "wounded", "deployed"])
    if row["measure"] in STOCKS or of == row["measure"]:
        of = rng.choice(bases)
    low, high = rng.choice(PERCENTS)
    row.pop("reported", None)
    row |= {"share_of": of, "low": low, "high": high}


def _day(number: int) -> str:
    """A day from the first of March on."""
    return (FIRST_DAY + timedelta(number - 1)).isoformat()
