"""Middle-sized tables by seed: dozens of figures of a few quantities on known days, many with mistakes."""

import random
from collections.abc import Mapping

from checker.figures.dataset import Dataset
from tests.helpers import dataset_of
from tests.joint.true_history import Cell, History, Said, iso, make_history, texts_of, wordings

POPULATIONS = ("army", "north", "named", "unnamed")
MEASURES = (
    "killed",
    "wounded",
    "captured",
    "casualties",
    "killed_and_wounded",
    "deployed",
    "died_of_wounds",
    "present",
)
Rows = list[Mapping[str, str]]


def make_middling(seed: int) -> Dataset:
    """30 to 80 figures, by several sources, on 10 to 20 days."""
    rng = random.Random(seed)  # noqa: S311  (not for secrets)
    history = make_history(seed, 0, dying=rng.random() < 0.5)
    days = sorted(rng.sample(range(5, 40), rng.randint(10, 20)))
    populations, measures = rng.sample(POPULATIONS, 3), rng.sample(MEASURES, 4)
    cells = [(population, "war", measure) for population in populations for measure in measures]
    rows: Rows = [_row(rng, history, number, days, rng.choice(cells)) for number in range(rng.randint(30, 80))]
    texts = texts_of(history, _mistaken(rng, rows) if rng.random() < 0.6 else rows)
    return dataset_of(texts["figures"], populations=texts["populations"])


def _row(rng: random.Random, history: History, number: int, days: list[int], cell: Cell) -> dict[str, str]:
    day, measure, source = rng.choice(days), cell[2], rng.choice(["a", "b", "c"])
    start = rng.choice(days) if rng.random() < 0.3 and measure != "present" else -1
    said = Said({}, cell, day, start if start < day else -1, rng.random() < 0.15)
    if history.value(said) < 0:
        said = Said({}, cell, day)
    value, listed = history.value(said), said.listed
    who = dict(zip(("population", "scope", "measure"), cell, strict=True))
    row = {"id": f"f{number}", **who, "as_of": iso(day), "published": iso(45 + number % 3), "source": source}
    row["period_start"] = iso(said.start) if said.start >= 0 else ""
    row["reported"] = f"confirmed {value}" if listed else rng.choice([f"{value}", *wordings(value)])
    return row


def _mistaken(rng: random.Random, rows: Rows) -> Rows:
    """One to three of the rows with another number, near or far."""
    for at in rng.sample(range(len(rows)), rng.randint(1, 3)):
        rows[at] = {**rows[at], "reported": f"{rng.choice([rng.randint(0, 40), rng.randint(0, 3000)])}"}
    return rows
