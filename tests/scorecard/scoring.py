"""Plants each fault in many datasets, checks them, and counts what was found."""

import random
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, fields

from checker.figures.book import Book
from checker.figures.dataset import Dataset
from checker.figures.findings import Finding
from checker.joint import is_consistent
from checker.pipeline import check
from tests.joint.true_history import FEW_SUBJECTS, History, dataset_of_history, make_history
from tests.scorecard.faults import Fault, planted
from tests.scorecard.weekly import make_weekly

Make = Callable[[int, int], History]  # a history by seed, with so many figures at the most

COLUMNS = (
    "fault", "datasets", "detectable", "found", "with a reading", "mechanism named first", "false alarms, clean",
    "false alarms, planted",
)  # fmt: skip


@dataclass(frozen=True)
class Score:
    """How many datasets have a fault, are impossible, were found so, with a reading, with the right one first.

    `clean` and `beside` are findings: clashes before the fault was planted, and clashes that do not hold it after.
    """

    datasets: int = 0
    detectable: int = 0
    found: int = 0
    read: int = 0
    named: int = 0
    clean: int = 0
    beside: int = 0

    def __add__(self, other: "Score") -> "Score":
        return Score(*(getattr(self, field.name) + getattr(other, field.name) for field in fields(self)))


def make_scattered(seed: int, figures: int) -> History:
    """A history of which sources tell now this and now that."""
    return make_history(seed, figures, about=FEW_SUBJECTS)


TABLES: Mapping[str, Make] = {"weekly": make_weekly, "scattered": make_scattered}


def score(fault: Fault, datasets: int, figures: int, seed: int, make: Make) -> Score:
    """What is found of one fault in so many datasets."""
    total, at = Score(), seed
    while total.datasets < datasets:
        at += 1
        total += _one(fault, make(at, figures), at)
    return total


def _one(fault: Fault, history: History, seed: int) -> Score:
    """One dataset before and after; nothing where none of its figures can have the fault."""
    after = planted(random.Random(seed), history, fault)  # noqa: S311  (not for secrets)
    if after is None:
        return Score()
    clean, faulty = dataset_of_history(history), dataset_of_history(history, after.rows)
    possible = is_consistent(Book(faulty), range(len(faulty.figures)))
    return tally(fault, after.figure, _clashes(clean), _clashes(faulty), possible=possible)


def _clashes(dataset: Dataset) -> list[Finding]:
    return [finding for finding in check(dataset).findings if finding.is_clash]


def tally(fault: Fault, figure: str, clean: Sequence[Finding], after: Sequence[Finding], *, possible: bool) -> Score:
    """The counts of one dataset, from its clashes before and after the fault was planted in a figure.

    It is found only where it makes the figures impossible: a clash that holds the figure otherwise is a false alarm.
    """
    holding = [finding for finding in after if figure in finding.figures and not possible]
    readings = [finding.readings for finding in holding if finding.readings]
    named = any(some[0].change == fault.change and some[0].figure == figure for some in readings)
    return Score(
        datasets=1, detectable=int(not possible), found=int(bool(holding)), read=int(bool(readings)),
        named=int(named and bool(fault.change)), clean=len(clean), beside=len(after) - len(holding),
    )  # fmt: skip


def lines(datasets: int, figures: int, seed: int, faults: Sequence[Fault], make: Make) -> Iterator[str]:
    """The scorecard as a table in Markdown, a line at a time."""
    yield f"| {' | '.join(COLUMNS)} |"
    yield f"| --- {'| ---: ' * (len(COLUMNS) - 1)}|"
    total = Score()
    for fault in faults:
        counted = score(fault, datasets, figures, seed, make)
        total += counted
        yield _line(fault.name, counted, named=bool(fault.change))
    yield _line("all", total, named=True)


def _line(name: str, counted: Score, *, named: bool) -> str:
    cells = [getattr(counted, field.name) for field in fields(counted)]
    shown = [name, *map(str, cells)]
    if not named:
        shown[COLUMNS.index("mechanism named first")] = ""
    return f"| {' | '.join(shown)} |"
