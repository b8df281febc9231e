"""The report of a check: its findings, the rules that were run, and all else that outputs show."""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, Any

from checker.figures.display import Displayed
from checker.figures.findings import RANK, SEVERITIES, Finding, Location, Notes

if TYPE_CHECKING:
    import pandas as pd

    from checker.figures.agreement import AgreementRow
    from checker.figures.dataset import Dataset
    from checker.figures.quantity_table import QuantityRow
    from checker.figures.source_table import SourceRow


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


@dataclass(frozen=True)
class Joint:
    """What comes of holding all figures against each other.

    `findings` are those of the rules and C402's, with their readings. `implied` works the ranges out when it is called,
    `left_for` the range that the others leave for one figure, None where it is no witness.
    """

    run: RuleRun
    findings: tuple[Finding, ...]
    undecided: tuple[Undecided, ...]
    implied: Callable[[], tuple[Implied, ...]]
    left_for: Callable[[str], tuple[float, float | None] | None]


@dataclass(frozen=True, slots=True)
class Gone:
    """A finding of the baseline that is no longer found."""

    code: str
    fingerprint: str
    message: str


@dataclass(frozen=True, repr=False)
class Report(Displayed):
    """Everything that one check of one dataset found; renderers read nothing else.

    `told` are the findings but for those of `notes`, in their order, and `findings` all of them.
    `today` and `known_on` are as the user gave them, else None. `known` are the fingerprints of the findings that the
    baseline knows as they are, None where there is no baseline; `gone` is what only the baseline has. `views` makes
    what not every output shows, by the names of the properties below; each is worked out when it is first read.
    """

    dataset: "Dataset"
    told: tuple[Finding, ...]
    rules: tuple[RuleRun, ...]
    today: str | None = None
    known_on: str | None = None
    gone: tuple[Gone, ...] = ()
    known: frozenset[str] | None = None
    undecided: tuple[Undecided, ...] = ()
    views: Mapping[str, Callable[[], tuple[Any, ...]]] = field(default_factory=dict, compare=False, repr=False)
    left_for: Callable[[str], tuple[float, float | None] | None] = field(
        default=lambda _: None, compare=False, repr=False
    )
    notes: tuple[Notes, ...] = field(default=(), compare=False, repr=False)

    def __repr__(self) -> str:
        found = ", ".join(f"{self.summary[severity]:,} {severity}s" for severity in SEVERITIES)
        return f"<Report of {self.dataset.name!r}: {found}>"

    @cached_property
    def findings(self) -> tuple[Finding, ...]:
        """All that was found, in the one order that every output shows."""
        return in_order([*self.told, *made(self.notes)]) if self.notes else self.told

    @cached_property
    def loud(self) -> tuple[Finding, ...]:
        """The errors and warnings."""
        return tuple(finding for finding in self.told if finding.severity != "note")

    @cached_property
    def noted(self) -> dict[tuple[str, str], int]:
        """How many new notes each rule has, by its code and name."""
        found = Counter((f.code, f.name) for f in self.told if f.severity == "note" and f.status == "new")
        found.update({(several.code, several.name): several.number for several in self.notes})
        return dict(sorted(found.items()))

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
    def assumptions(self) -> tuple[Assumption, ...]:
        """What was taken as so where rows do not say, figure by figure."""
        return self._view("assumptions")

    @cached_property
    def implied(self) -> tuple[Implied, ...]:
        """The range left for every quantity at every reported day by the figures in no clash."""
        return self._view("implied")

    def _view(self, name: str) -> tuple[Any, ...]:
        return self.views[name]() if name in self.views else ()

    @cached_property
    def summary(self) -> dict[str, int]:
        """How many findings of each severity are new, and how many are waived, known or gone."""
        count = Counter(f.severity if f.status == "new" else f.status for f in self.told)
        count["note"] += sum(several.number for several in self.notes)
        new = {severity: count[severity] for severity in SEVERITIES}
        known = {status: count[status] for status in ("waived", "baseline")}
        return {**new, **known, "new": sum(new.values()), "gone": len(self.gone)}

    @cached_property
    def position(self) -> Mapping[str, int]:
        """Where the figures of errors and warnings stand in `dataset.figures`, those that are in the book."""
        return self.dataset.positions(figure for finding in self.loud for figure in finding.figures)

    def worst(self, most: int = 5) -> tuple[Finding, ...]:
        """The clashes to read first: widest gap by ratio, notes left out; no figure leads two, no quantity three."""
        leads, told = set[str](), Counter[tuple[str, ...]]()
        chosen: list[Finding] = []
        clashes = [finding for finding in self.loud if finding.status == "new" and finding.is_clash]
        for finding in sorted(clashes, key=lambda f: (f.weight[1], f.fingerprint)):
            if len(chosen) == most:
                break
            pair, quantity = finding.figures[:2], self.dataset.quantity_at(self.position[finding.figures[0]])
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


def made(notes: Iterable[Notes]) -> list[Finding]:
    """Notes, one by one."""
    return [note for several in notes for note in several.make()]


def in_order(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """Findings in the one order that every output shows: worst first, then by code, figures and place.

    What is told late is in one place with whatever else its rule says of its figures.
    """
    return tuple(sorted(findings, key=_turn))


def _turn(one: Finding) -> tuple[Any, ...]:
    places = one.places if one.telling is None else ()
    return RANK[one.severity], -one.width, one.code, one.figures, places, one.subject
