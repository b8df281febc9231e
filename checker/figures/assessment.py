"""What a dataset says of one new claim."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from checker.figures.dataset import Dataset
from checker.figures.findings import SEVERITIES, Finding, Reading
from checker.figures.phrases import Quote
from checker.figures.quantity_table import QuantityRow
from checker.figures.report import Report


@dataclass(frozen=True, slots=True)
class Claim:
    """What is claimed, in the words of the columns of figures.csv; population, scope and source are ids."""

    population: str
    scope: str
    measure: str
    reported: str
    source: str
    published: str
    as_of: str = ""
    period_start: str = ""
    share_of: str = ""


@dataclass(frozen=True, slots=True)
class RatioLine:
    """A ratio that the claim is part of, whether inside its bands or not.

    `role` is numerator or denominator, and `other` the id of the other figure, "" where the claim itself is a share of
    a measure. `low` and `high` (infinite where it has no upper end) are the quotient, which `value` says in words, as a
    percentage where `percent` is set.
    `side` is above or below where it leaves a band, whose edge is `limit`. `only_if` is what would have to be so for it
    to pass. `reference` places both ends among past cases, where there is a class of them.
    """

    code: str
    title: str
    role: str
    other: str
    low: float
    high: float
    percent: bool
    value: str
    side: str
    limit: float | None
    severity: str
    basis: str
    timing: str
    bands: Mapping[str, Mapping[str, float | None]]
    citation: str
    reference: Mapping[str, Any] | None
    standing: str
    only_if: str
    message: str


@dataclass(frozen=True, slots=True)
class Neighbour:
    """Another source's figure of the same quantity, counted `days` from the claim; `stance` as `beside` has it."""

    quote: Quote
    source: str
    stance: str
    days: int


@dataclass(frozen=True)
class Assessment:
    """One claim beside the figures of a dataset.

    `dataset` is without the claim, `report` the check with it. `clashes` are the findings that hold the claim and say
    that not all can be true, `others` the rest that hold it. `independence` is of its quantity without it. `only_if` is
    what would have to be so for the claim to fit. `implied` is the range, high None where it has no upper end, that the
    other figures leave for its quantity on its day; None where that was not computed.
    """

    claim: Claim
    quote: Quote
    dataset: Dataset
    report: Report
    clashes: tuple[Finding, ...]
    others: tuple[Finding, ...]
    ratios: tuple[RatioLine, ...]
    neighbours: tuple[Neighbour, ...]
    independence: QuantityRow
    only_if: tuple[str, ...]
    implied: tuple[float, float | None] | None = None

    def opposed(self, finding: Finding) -> tuple[str, ...]:
        """The figures that one of the clashes sets against the claim."""
        figure = self.quote.id
        ends = ("earlier", "later", "part", "whole")  # a pair has two of these
        pairs = [{pair[end] for end in ends if end in pair} for pair in finding.evidence.get("pairs", ())]
        against = [other for pair in pairs if figure in pair for other in pair - {figure}]
        return tuple(dict.fromkeys(against)) or tuple(f for f in finding.figures if f != figure)

    @property
    def readings(self) -> tuple[Reading, ...]:
        """The changes of one figure that would remove a clash of the claim."""
        return tuple(reading for finding in self.clashes for reading in finding.readings)

    @property
    def summary(self) -> dict[str, int]:
        """How many findings of each severity hold the claim, those that are waived left out."""
        new = [finding for finding in (*self.clashes, *self.others) if finding.status == "new"]
        return {severity: sum(finding.severity == severity for finding in new) for severity in SEVERITIES}

    def holding(self, stance: str) -> tuple[Neighbour, ...]:
        """The neighbours of one stance, the nearest in time first."""
        return tuple(neighbour for neighbour in self.neighbours if neighbour.stance == stance)
