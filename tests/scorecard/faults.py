"""The faults that are planted, each in one figure that was so before."""

import random
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from checker.figures.wording import read
from tests.joint.true_history import LEVELS, WINGS, History, Said

WEEK = 7
STOCKS = {"present", *LEVELS}
Row = dict[str, str]
Plant = Callable[[random.Random, History, Said], Row | None]


@dataclass(frozen=True)
class Fault:
    """One kind of fault. `change` is what a reading of it is called, "" where there is none for it.

    `plant` gives the cells that change in a figure's row, None where this figure cannot have the fault.
    """

    name: str
    change: str
    plant: Plant


@dataclass(frozen=True)
class Planted:
    """A table with a fault: its rows, and the id of the figure that has it."""

    rows: list[Mapping[str, str]]
    figure: str


def planted(rng: random.Random, history: History, fault: Fault) -> Planted | None:
    """A history's table with a fault in some figure, None where no figure can have it."""
    figures = list(enumerate(history.figures))
    for at, said in rng.sample(figures, len(figures)):
        cells = fault.plant(rng, history, said)
        if cells is not None:
            rows: list[Mapping[str, str]] = [other.row for other in history.figures]
            rows[at] = {**rows[at], **cells}
            return Planted(rows, rows[at]["id"])
    return None


def _number(said: Said, truth: int, number: int) -> Row | None:
    """Another number in the place of the true one; a share or a list keeps its own."""
    is_count = not said.listed and not said.row.get("share_of")
    return {"reported": f"{number}", "low": "", "high": ""} if is_count and number not in {truth, -1} else None


def _on_a_day(said: Said) -> bool:
    """Counted up to one day that is told."""
    return said.row["as_of"].count("-") == 2


def _is_total(said: Said) -> bool:
    return said.start < 0 and _on_a_day(said)


def measure_swapped(rng: random.Random, history: History, said: Said) -> Row | None:
    """The count of another measure of the same people that the table has."""
    told = {other.cell for other in history.figures if other.cell[:2] == said.cell[:2]} - {said.cell}
    flows = sorted(cell for cell in told if cell[2] not in STOCKS)
    if not flows:
        return None
    return _number(said, history.value(said), history.counted(rng.choice(flows), said.day, said.start))


def week_as_total(_: random.Random, history: History, said: Said) -> Row | None:
    """A total that is the count of the last seven days."""
    if not _is_total(said) or said.day < WEEK:
        return None
    return _number(said, history.value(said), history.counted(said.cell, said.day, said.day - WEEK + 1))


def digits_swapped(rng: random.Random, history: History, said: Said) -> Row | None:
    """Two neighbouring digits in the other order."""
    digits = str(history.value(said))
    places = [at for at in range(len(digits) - 1) if digits[at] != digits[at + 1] and digits[at + 1] != "0"]
    if not places:
        return None
    at = rng.choice(places)
    return _number(said, int(digits), int(digits[:at] + digits[at + 1] + digits[at] + digits[at + 2 :]))


def zero_added(_: random.Random, history: History, said: Said) -> Row | None:
    """Ten times the number."""
    return _number(said, history.value(said), 10 * history.value(said))


def zero_lost(_: random.Random, history: History, said: Said) -> Row | None:
    """A number that ends in a zero, and that holds the count, without it."""
    value = history.value(said)
    for unit in (100, 10):
        words = f"about {round(value / unit) * unit}"
        if value >= unit and read(words).low <= value <= read(words).high:
            cells = _number(said, value, round(value / unit) * unit // 10)
            return cells and {**cells, "reported": words[:-1]}
    return None


def fall(_: random.Random, history: History, said: Said) -> Row | None:
    """A total a fifth below an earlier one of its source."""
    if not _is_total(said) or said.cell[2] in {"present", "wounded"}:
        return None
    earlier = [
        other.day
        for other in history.figures
        if other.cell == said.cell and other.row["source"] == said.row["source"] and other.start < 0
        and other.day < said.day and not other.listed and not other.row.get("share_of")
    ]  # fmt: skip
    return _number(said, history.value(said), history.count(said.cell, max(earlier)) * 4 // 5) if earlier else None


def part_above_whole(_: random.Random, history: History, said: Said) -> Row | None:
    """A wing that has a tenth more than the army."""
    if said.cell[0] not in WINGS:
        return None
    whole = history.counted(("army", *said.cell[1:]), said.day, said.start)
    return _number(said, history.value(said), whole * 11 // 10)


def sum_off(_: random.Random, history: History, said: Said) -> Row | None:
    """Killed and wounded that are a seventh more than both together."""
    value = history.value(said)
    return _number(said, value, value * 8 // 7) if said.cell[2] == "killed_and_wounded" else None


def old_date(_: random.Random, history: History, said: Said) -> Row | None:
    """The count up to the day of the quantity's figure before, under the new date."""
    days = [other.day for other in history.figures if other.cell == said.cell and _on_a_day(other)]
    earlier = [day for day in days if day < said.day]
    if not _is_total(said) or not earlier:
        return None
    return _number(said, history.value(said), history.count(said.cell, max(earlier)))


def wrong_share(_: random.Random, _history: History, said: Said) -> Row | None:
    """A share of half as much again."""
    if not said.row.get("share_of"):
        return None
    low, high = (int(said.row[end]) * 3 // 2 for end in ("low", "high"))
    return {"low": f"{low}", "high": f"{high}"} if 0 < low <= 100 else None


FAULTS = (
    Fault("measure swapped", "measure", measure_swapped),
    Fault("week given as total", "counting", week_as_total),
    Fault("two digits swapped", "digits", digits_swapped),
    Fault("zero added", "zero", zero_added),
    Fault("zero lost", "zero", zero_lost),
    Fault("fall", "", fall),
    Fault("part above its whole", "", part_above_whole),
    Fault("sum off", "", sum_off),
    Fault("old date", "date", old_date),
    Fault("wrong share", "", wrong_share),
)
