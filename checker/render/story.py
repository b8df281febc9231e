"""What every format for people tells, worked out once: the verdict, the worst clashes, the findings by subject.

It says *inconsistent* and *implausible*, never which figure is right, and puts no source above another.
"""

import math
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from checker.figures.dataset import FIGURES
from checker.figures.dates import in_words, read_day
from checker.figures.findings import SEVERITIES, Finding, Repair, Report, RuleRun
from checker.figures.phrases import Phrases, Quote, amount, count, times
from checker.render import Chart
from checker.render.plain import counted, listed

THE_TABLE = "The table itself"
KNOWN = {"waived": "waived", "baseline": "in the baseline"}
GONE = {"gone": "gone since the baseline"}
IMPLAUSIBLE = ("R", "T303")  # findings of these say: possible, but out of line with what else is known


@dataclass(frozen=True, slots=True)
class Group:
    """The findings about one quantity, or about the table itself; notes last, then those waived or known before."""

    title: str
    findings: tuple[Finding, ...]

    @property
    def loud(self) -> tuple[Finding, ...]:
        """The errors and warnings that are new."""
        return tuple(f for f in self.findings if f.severity != "note" and f.status == "new")

    @property
    def quiet(self) -> tuple[Finding, ...]:
        """The notes, and what is waived or in the baseline."""
        return tuple(f for f in self.findings if f.severity == "note" or f.status != "new")

    @property
    def quiet_by_rule(self) -> list[tuple[Finding, list[Finding]]]:
        """The same, rule by rule: the first of each in full, and those like it."""
        found: dict[tuple[str, str, str], list[Finding]] = {}
        for finding in self.quiet:
            found.setdefault((finding.status, finding.severity, finding.code), []).append(finding)
        return [(first, rest) for first, *rest in found.values()]


def tally(findings: Iterable[Finding]) -> str:
    """How many of each: "1 error, 3 warnings, 2 waived"."""
    marks = Counter(f.severity if f.status == "new" else f.status for f in findings)
    told = [counted(marks[severity], severity) for severity in SEVERITIES if marks[severity]]
    return ", ".join(told + [f"{marks[status]:,} {word}" for status, word in KNOWN.items() if marks[status]])


class Story:
    """One report, told to people."""

    def __init__(self, report: Report) -> None:
        self.report = report
        self.dataset = report.dataset
        self.phrases = Phrases(report.dataset)
        self.new = [f for f in report.findings if f.status == "new"]
        self.gone = report.gone
        self.summary = report.summary
        self.clashes = [f for f in self.new if f.is_clash and f.severity != "note"]

    @cached_property
    def headline(self) -> str:
        """The verdict in one line."""
        known = self.report.known_on
        return f"{self._finding}{f', as known on {in_words(read_day(known))}' if known else ''}"

    @property
    def _finding(self) -> str:
        if not len(self.dataset.figures):
            return "Nothing could be checked"
        if self.clashes:
            return f"Inconsistent: {self._clashes}"
        if self._known_clashes:
            known = counted(self._known_clashes, "clash is", "clashes are")
            return f"No new clash found; {known} waived or in the baseline"
        if self._implausible:
            return f"No clash found, but {counted(self._implausible, 'finding')} of implausible figures"
        return f"No clash found among {counted(len(self.dataset.figures), 'figure')}"

    @cached_property
    def verdict(self) -> tuple[str, ...]:
        """The verdict in a few sentences."""
        return tuple(filter(None, [self._intake, self._consistency, self._plausibility, self._in_all, self._left_out]))

    @cached_property
    def summary_line(self) -> str:
        """The last line: "2 errors, 31 warnings, 80 notes; 214 figures read, 2 rejected, 212 checked"."""
        summary, data = self.summary, self.dataset
        found = ", ".join(counted(summary[severity], severity) for severity in SEVERITIES)
        known = [f"{summary[status]:,} {word}" for status, word in (KNOWN | GONE).items() if summary[status]]
        rows = f"{counted(data.read, 'figure')} read, {data.rejected:,} rejected, {len(data.figures):,} checked"
        return "; ".join([", ".join([found, *known]), rows])

    @cached_property
    def worst(self) -> tuple[Finding, ...]:
        """The clashes to read first."""
        return self.report.worst()

    def rank(self, finding: Finding) -> int:
        """Its number among the worst clashes, which are told before all others; 0 where it is none of them."""
        return next((number for number, told in enumerate(self.worst, 1) if finding is told), 0)

    def groups(self, findings: Iterable[Finding]) -> list[Group]:
        """Findings by what they are about: the table first, then the quantities with most errors and warnings."""
        found: dict[str, list[Finding]] = {}
        for finding in findings:
            found.setdefault(self.subject(finding), []).append(finding)
        groups = [Group(title, tuple(sorted(of, key=_last_what_is_known))) for title, of in found.items()]
        return sorted(groups, key=_worst_first)

    def subject(self, finding: Finding) -> str:
        """What a finding is about: the quantity of its first figure in the book."""
        at = None if finding.code.startswith(("F", "W")) else next(self._positions(finding), None)
        return THE_TABLE if at is None else self.phrases.quantity(at)

    def message(self, finding: Finding, under: str) -> str:
        """What a finding says, without the words of the heading that it stands under."""
        people = under.rpartition(": ")[0]
        return finding.message.removeprefix(f"{under}: ").removeprefix(f"{people}: ")

    def quotes(self, finding: Finding, most: int) -> tuple[list[Quote], int]:
        """The first few of a finding's figures that are in the book, and how many more there are."""
        positions = list(self._positions(finding))
        return [self.phrases.quote(at) for at in positions[:most]], max(len(positions) - most, 0)

    def is_mixed(self, quotes: Sequence[Quote]) -> bool:
        """Whether figures are of more than one quantity, so that each has to say which."""
        return len({quote.quantity for quote in quotes}) > 1

    def place(self, finding: Finding) -> str:
        """Where to look first: "figures.csv:12:5"; "" where the finding is about no cell."""
        if not finding.places:
            return ""
        at = self.dataset.locate(finding.places[0])
        return f"{at.file}:{at.line}:{at.column}"

    def lines(self, findings: Sequence[Finding]) -> str:
        """Where findings stand, "lines 8, 9 and 11"; how many they are where some are about no cell."""
        lines = [f"{self.dataset.locate(finding.places[0]).line}" for finding in findings if finding.places]
        if len(lines) < len(findings):
            return f"{len(findings):,} more"
        return f"{'line' if len(lines) == 1 else 'lines'} {listed(lines)}"

    def row(self, quote: Quote) -> str:
        """Where a figure stands: "figures.csv:12"."""
        return f"{self.dataset.tables[FIGURES].file}:{quote.line}"

    def repair(self, repair: Repair) -> str:
        """By how much one figure would have to give way for the rest of a clash to hold."""
        needed = amount(repair.low, math.inf if repair.high is None else repair.high)
        ratio = f", {times(repair.ratio)}" if repair.ratio and repair.ratio > 1 else ""
        return f"would have to be {needed} (off by {count(repair.gap)}{ratio})"

    def in_order(self, charts: Sequence[Chart]) -> list[Chart]:
        """The charts of what clashes most first, the others as they were."""
        leads = [next(self._positions(finding), None) for finding in self.clashes]
        clashes = Counter(self._drawn(at) for at in leads if at is not None)
        return sorted(charts, key=lambda chart: -clashes[chart.title])

    def notes(self) -> list[tuple[str, str, int]]:
        """How many new notes each rule has: code, name, number."""
        found = Counter((f.code, f.name) for f in self.new if f.severity == "note")
        return [(code, name, found[code, name]) for code, name in sorted(found)]

    def assumptions(self) -> list[tuple[str, list[str]]]:
        """What was taken as so, and for which figures."""
        found: dict[str, list[str]] = {}
        for taken in self.report.assumptions:
            found.setdefault(taken.assumption, []).append(taken.figure)
        return sorted((words, sorted(figures)) for words, figures in found.items())

    def rules(self) -> list[RuleRun]:
        """What was checked, by code."""
        return sorted(self.report.rules, key=lambda run: run.code)

    def figures(self, most: int) -> list[tuple[str, list[Quote]]]:
        """The first figures in the book, by quantity and then by day of publication."""
        found: dict[str, list[Quote]] = {}
        for at in range(min(most, len(self.dataset.figures))):
            quote = self.phrases.quote(at)
            found.setdefault(quote.quantity, []).append(quote)
        return sorted(found.items())

    def _drawn(self, at: int) -> str:
        """The title of the chart that a figure is drawn in."""
        return f"{self.dataset.populations.name(self.phrases.value(at, 'population'))}: {self.phrases.noun(at)}"

    def _positions(self, finding: Finding) -> Iterator[int]:
        return (self.dataset.position[figure] for figure in finding.figures if figure in self.dataset.position)

    @cached_property
    def _implausible(self) -> int:
        return sum(f.code.startswith(IMPLAUSIBLE) and f.severity != "note" for f in self.new)

    @cached_property
    def _known_clashes(self) -> int:
        return sum(f.is_clash and f.severity != "note" and f.status != "new" for f in self.report.findings)

    @cached_property
    def _clashes(self) -> str:
        sources = {self.phrases.value(at, "source") for f in self.clashes for at in self._positions(f)}
        between = f"between figures of {len(sources):,} sources" if len(sources) != 1 else "inside one source"
        return f"{counted(len(self.clashes), 'clash', 'clashes')} {between}"

    @property
    def _intake(self) -> str:
        data = self.dataset
        until = (
            " What was published later was left out, as if it were not in the table." if self.report.known_on else ""
        )
        read = counted(data.read, f"figure of {data.name} was read", f"figures of {data.name} were read")
        if not data.rejected:
            return f"{read} and checked.{until}"
        left = counted(
            data.rejected, "was left out for what is wrong in its row", "were left out for what is wrong in their rows"
        )
        return f"{read}; {left}, and {len(data.figures):,} checked.{until}"

    @property
    def _consistency(self) -> str:
        if not len(self.dataset.figures):
            return ""
        if not self.clashes and self._known_clashes:
            return (
                f"No new clash was found. {counted(self._known_clashes, 'clash', 'clashes')} that had been looked at "
                "before (waived, or in the baseline) can still be found: not all of those figures can be true."
            )
        if not self.clashes:
            return "No clash was found. That says that the figures can stand together, not that they are right."
        each = "each of " if len(self.clashes) > 1 else ""
        return (
            f"They are inconsistent: in {each}{self._clashes} not all of the figures can be true. "
            "Which of them is right the check does not say; it treats every source alike."
        )

    @property
    def _plausibility(self) -> str:
        found = counted(self._implausible, "finding calls", "findings call")
        return f"{found} a figure implausible beside what else is known." if self._implausible else ""

    @property
    def _in_all(self) -> str:
        summary = self.summary
        found = listed([counted(summary[severity], severity) for severity in SEVERITIES])
        known = listed([f"{summary[status]:,} {word}" for status, word in (KNOWN | GONE).items() if summary[status]])
        return f"In all: {found}{f'; {known}' if known else ''}."

    @property
    def _left_out(self) -> str:
        left = [run.code for run in self.rules() if run.skipped]
        told = listed(left) if len(left) <= 3 else f"{len(left):,} rules"
        return f"Not run: {told}; the list of what was checked says why." if left else ""


def _last_what_is_known(finding: Finding) -> tuple[bool, int]:
    return finding.status != "new", SEVERITIES.index(finding.severity)


def _worst_first(group: Group) -> tuple[int, int, bool, str]:
    marks = Counter(f.severity for f in group.loud)
    return -marks["error"], -marks["warning"], group.title != THE_TABLE, group.title
