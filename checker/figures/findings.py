"""What a check says: findings, the cells they are about, and what would have to be so."""

import hashlib
import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Literal, NamedTuple

Severity = Literal["error", "warning", "note"]
SEVERITIES: tuple[Severity, ...] = ("error", "warning", "note")
RANK = {severity: rank for rank, severity in enumerate(SEVERITIES)}
TOLD_LATE = ("message", "places", "evidence", "ask")
CLASH_CODES = ("A101", "A102", "A103", "C401", "C402", "C403", "T301", "T302")  # not all of these can be true


class Place(NamedTuple):
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
    gives what an `untold` one has to say: something with what is in TOLD_LATE.
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
    telling: Callable[[], Any] | None = field(default=None, compare=False, repr=False)

    def untold(self) -> "Finding":
        """The same one, which has just been made, without what it says, its cells, its evidence and whom to ask.

        These are what `telling` gives when one of them is first read. A large table has many findings, and most outputs
        show few of them.
        """
        for late in TOLD_LATE:
            object.__delattr__(self, late)
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
        return RANK[self.severity], -self.width

    @property
    def width(self) -> float:
        """By how many times at least one of its figures would have to give way; 0 where it is no clash."""
        if not self.repairs:
            return 0.0
        return min(math.inf if repair.ratio is None else repair.ratio for repair in self.repairs)


@dataclass(frozen=True, slots=True)
class Notes:
    """The notes of one rule, `number` of them, all new. `make` makes them, when somebody reads them one by one.

    A large table has very many, and outputs for people count most of them only.
    """

    code: str
    name: str
    number: int
    make: Callable[[], Sequence[Finding]]


def _tell(finding: Finding, name: str) -> Any:
    """What has not been told yet."""
    if name not in TOLD_LATE:
        raise AttributeError(name)
    told = finding.telling()  # type: ignore[misc]  # what is missing has been put off
    for late in TOLD_LATE:
        object.__setattr__(finding, late, getattr(told, late))
    return getattr(finding, name)


Finding.__getattr__ = _tell  # type: ignore[attr-defined]  # defined within, it would make any name an attribute
