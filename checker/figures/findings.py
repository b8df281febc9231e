"""What a check says: findings, the rules that were run, and the report that holds them."""

import hashlib
import math
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, Any, Literal

from checker.figures.display import Displayed

if TYPE_CHECKING:
    import pandas as pd

    from checker.figures.agreement import AgreementRow
    from checker.figures.dataset import Dataset
    from checker.figures.quantity_table import QuantityRow
    from checker.figures.source_table import SourceRow

Severity = Literal["error", "warning", "note"]
SEVERITIES: tuple[Severity, ...] = ("error", "warning", "note")
TOLD_LATE = ("message", "evidence", "ask")
CLASH_CODES = ("A101", "A102", "A103", "C401", "C402", "C403", "T301", "T302")  # not all of these can be true


@dataclass(frozen=True, slots=True)
class Place:
    """A cell: the table's file name, the row's position in it (from 0; -1 is the header) and the column's header."""

    table: str
    row: int
    field: str


@dataclass(frozen=True, slots=True)
class Location:
    """Where a reader finds a cell: the physical line and the character in it, both from 1."""

    file: str
    line: int
    column: int
    field: str


@dataclass(frozen=True, slots=True)
class Repair:
    """The range in which one figure would have to lie for the rest of the clash to hold.

    `high` None is unbounded. `gap` is how far the figure's own range is from that, in people; `ratio` the same as
    a quotient, None where one side is 0.
    """

    figure: str
    low: float
    high: float | None
    gap: float
    ratio: float | None


@dataclass(frozen=True, slots=True)
class Reading:
    """One change of one figure that removes a clash and causes no other."""

    figure: str
    change: str
    before: str
    after: str
    message: str


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that is wrong, implausible or worth knowing. `figures` are ids; `places` the cells to look at.

    `status` is new, baseline (known before) or waived; `waiver` the reason that was given for waiving it. `telling`
    gives what an `untold` one has to say.
    """

    code: str
    name: str
    severity: Severity
    message: str
    figures: tuple[str, ...] = ()
    places: tuple[Place, ...] = ()
    evidence: Mapping[str, Any] = field(default_factory=dict)
    repairs: tuple[Repair, ...] = ()
    readings: tuple[Reading, ...] = ()
    ask: str = ""
    subject: str = ""  # what the fingerprint is made of, beside the code
    status: str = "new"
    waiver: str = ""
    telling: Callable[[], Mapping[str, Any]] | None = field(default=None, compare=False, repr=False)

    def untold(self) -> "Finding":
        """The same one, which has just been made, without what it says, its evidence and whom to ask.

        These are what `telling` gives when one of them is first read. A large table has many findings, and most outputs
        show few of them.
        """
        for name in TOLD_LATE:
            object.__delattr__(self, name)
        return self

    @property
    def fingerprint(self) -> str:
        """The same for the same fault tomorrow, whatever line it has moved to."""
        return hashlib.sha256(f"{self.code}\n{self.subject}".encode()).hexdigest()[:16]

    @property
    def is_clash(self) -> bool:
        """Whether it says that figures cannot all be true."""
        return self.code.startswith(CLASH_CODES)

    @property
    def weight(self) -> tuple[int, float]:
        """For sorting, worst first: the severity, then by how many times its figures are apart; infinitely, over 0."""
        return SEVERITIES.index(self.severity), -self.width

    @property
    def width(self) -> float:
        """By how many times at least one of its figures would have to give way; 0 where it is no clash."""
        return min((math.inf if repair.ratio is None else repair.ratio for repair in self.repairs), default=0.0)


def _tell(finding: Finding, name: str) -> Any:
    """What has not been told yet."""
    if name not in TOLD_LATE:
        raise AttributeError(name)
    for field_name, value in finding.telling().items():  # type: ignore[misc]  # what is missing has been put off
        object.__setattr__(finding, field_name, value)
    return getattr(finding, name)


Finding.__getattr__ = _tell  # type: ignore[attr-defined]  # defined within, it would make any name an attribute


@dataclass(frozen=True, slots=True)
class RuleRun:
    """What one rule did. `checked`: how many figures or pairs it looked at; `skipped`: why it did not run."""

    code: str
    name: str
    severity: str
    checked: int
    found: int
    skipped: str = ""


@dataclass(frozen=True, slots=True)
class Assumption:
    """Something taken as so for one figure because its row does not say."""

    figure: str
    assumption: str


@dataclass(frozen=True, slots=True)
class Implied:
    """The range that the figures in no clash leave for one quantity on one day.

    `as_of` is YYYY-MM-DD; `high` None is unbounded. `source` is whose term it is where the measure is a loose one, else
    "". `reported` is whether any figure in the book counts the quantity: where none does, it follows from others.
    """

    population: str
    scope: str
    measure: str
    as_of: str
    low: float
    high: float | None
    source: str = ""
    reported: bool = True


@dataclass(frozen=True, slots=True)
class Undecided:
    """Figures for which neither a clash nor a history that satisfies all of them was found, and why."""

    populations: tuple[str, ...]
    scopes: tuple[str, ...]
    figures: tuple[str, ...]
    reason: str


@dataclass(frozen=True, slots=True)
class Gone:
    """A finding of the baseline that is no longer found."""

    code: str
    fingerprint: str
    message: str


@dataclass(frozen=True, repr=False)
class Report(Displayed):
    """Everything that one check of one dataset found; renderers read nothing else.

    `today` and `known_on` are as the user gave them, else None. `known` are the fingerprints of the findings that the
    baseline knows as they are, None where there is no baseline; `gone` is what only the baseline has. `views` makes
    what not every output shows: sources, quantities, agreement and implied, each worked out when it is first read.
    """

    dataset: "Dataset"
    findings: tuple[Finding, ...]
    rules: tuple[RuleRun, ...]
    assumptions: tuple[Assumption, ...] = ()
    today: str | None = None
    known_on: str | None = None
    gone: tuple[Gone, ...] = ()
    known: frozenset[str] | None = None
    undecided: tuple[Undecided, ...] = ()
    views: Mapping[str, Callable[[], tuple[Any, ...]]] = field(default_factory=dict, compare=False, repr=False)
    left_for: Callable[[str], tuple[float, float | None] | None] = field(
        default=lambda _: None, compare=False, repr=False
    )

    def __repr__(self) -> str:
        found = ", ".join(f"{self.summary[severity]:,} {severity}s" for severity in SEVERITIES)
        return f"<Report of {self.dataset.name!r}: {found}>"

    @cached_property
    def sources(self) -> tuple["SourceRow", ...]:
        """A row for each source."""
        return self._view("sources")

    @cached_property
    def quantities(self) -> tuple["QuantityRow", ...]:
        """A row for each quantity that is counted."""
        return self._view("quantities")

    @cached_property
    def agreement(self) -> tuple["AgreementRow", ...]:
        """A row for each two sources that counted the same thing at about the same time."""
        return self._view("agreement")

    @cached_property
    def implied(self) -> tuple[Implied, ...]:
        """The range left for every quantity at every reported day by the figures in no clash."""
        return self._view("implied")

    def _view(self, name: str) -> tuple[Any, ...]:
        return self.views[name]() if name in self.views else ()

    @property
    def summary(self) -> dict[str, int]:
        """How many findings of each severity are new, and how many are waived, known or gone."""
        new = [finding for finding in self.findings if finding.status == "new"]
        counts = {severity: sum(f.severity == severity for f in new) for severity in SEVERITIES}
        known = {status: sum(f.status == status for f in self.findings) for status in ("waived", "baseline")}
        return {**counts, **known, "new": len(new), "gone": len(self.gone)}

    def worst(self, most: int = 5) -> tuple[Finding, ...]:
        """The clashes to read first: widest gap by ratio, notes left out; no figure leads two, no quantity three."""
        leads, told = set[str](), Counter[tuple[str, ...]]()
        chosen: list[Finding] = []
        clashes = [f for f in self.findings if f.is_clash and f.severity != "note" and f.status == "new"]
        for finding in sorted(clashes, key=lambda f: (f.weight[1], f.fingerprint)):
            if len(chosen) == most:
                break
            pair, quantity = finding.figures[:2], self.dataset.quantity_of(finding.figures[0])
            if told[quantity] < 2 and not leads & set(pair):
                leads.update(pair)
                told[quantity] += 1
                chosen.append(finding)
        return tuple(chosen)

    def locations(self, finding: Finding) -> list[Location]:
        """Where to look, cell by cell."""
        return [self.dataset.locate(place) for place in finding.places]

    def to_frame(self) -> "pd.DataFrame":
        """The findings as a table: a row each, with code, name, severity, status, message and figures."""
        import pandas as pd  # noqa: PLC0415  (the commands that need no table start without it)

        columns = ["code", "name", "severity", "status", "fingerprint", "message", "figures"]
        rows = [[getattr(f, c) for c in columns[:-1]] + [" ".join(f.figures)] for f in self.findings]
        return pd.DataFrame(rows, columns=columns)


def in_order(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """Findings in the one order that every output shows: worst first, then by code, figures and place."""
    return tuple(
        sorted(
            findings,
            key=lambda f: (*f.weight, f.code, f.figures, [(p.table, p.row, p.field) for p in f.places], f.subject),
        )
    )
