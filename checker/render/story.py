"""What every format for people tells, worked out once: the worst clashes, the findings by subject, what was checked."""

import math
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from checker.figures.dataset import FIGURES
from checker.figures.findings import SEVERITIES, Finding, Repair
from checker.figures.phrases import Phrases, Quote, amount, count, times
from checker.figures.report import Report, RuleRun
from checker.render import Chart
from checker.render.plain import counted, listed
from checker.render.verdict import GONE, KNOWN, Verdict, apart

THE_TABLE = "The table itself"
FIRST_OF = {"ranges": 4}  # so many charts of a kind come before any further ones; of other kinds one
OPEN = 2  # of the loud findings of a group so many are told in full; where there are more, the others are folded


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
    def first(self) -> tuple[Finding, ...]:
        """Those of them that are told in full even where there are many."""
        return self.loud if len(self.loud) <= OPEN + 1 else self.loud[:OPEN]

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
        self.loud = [finding for finding in report.loud if finding.status == "new"]
        self.gone = report.gone
        self.summary = report.summary
        self.clashes = [finding for finding in self.loud if finding.is_clash]

    @property
    def headline(self) -> str:
        """The verdict in one line."""
        return self._verdict.headline

    @property
    def verdict(self) -> tuple[str, ...]:
        """The verdict in a few sentences."""
        return self._verdict.sentences

    @cached_property
    def _verdict(self) -> Verdict:
        about = self.subject(self.worst[0]) if self.worst else ""
        return Verdict(self.report, self.clashes, self.worst, about)

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
        return self._ranks.get(id(finding), 0)

    @cached_property
    def _ranks(self) -> dict[int, int]:
        return {id(finding): number for number, finding in enumerate(self.worst, 1)}

    def groups(self, findings: Iterable[Finding]) -> list[Group]:
        """Findings by what they are about: the table first, then the quantities with most errors and warnings."""
        found: dict[str, list[Finding]] = {}
        for finding in findings:
            found.setdefault(self.subject(finding), []).append(finding)
        groups = [Group(title, tuple(sorted(of, key=_last_what_is_known))) for title, of in found.items()]
        return sorted(groups, key=_worst_first)

    def unnamed(self, groups: Iterable[Group]) -> list[Finding]:
        """The findings of groups that have no error and no warning."""
        return [finding for group in groups if not group.loud for finding in group.findings]

    def subject(self, finding: Finding) -> str:
        """What a finding is about: the quantity of the whole of a sum, else of its first figure in the book."""
        first = self._position(finding).get(finding.evidence.get("whole", ""), next(self.positions(finding), None))
        at = None if finding.code.startswith(("F", "W")) else first
        return THE_TABLE if at is None else self.phrases.quantity(at)

    def message(self, finding: Finding, under: str) -> str:
        """What a finding says, without the words of the heading that it stands under."""
        people = under.rpartition(": ")[0]
        return finding.message.removeprefix(f"{under}: ").removeprefix(f"{people}: ")

    def brief(self, finding: Finding, under: str) -> str:
        """A finding in a line: of a clash who said what against whom and how far apart, else what it says."""
        ends = [self._position(finding).get(finding.evidence.get(end, "")) for end in ("earlier", "later")]
        if not finding.is_clash or not finding.repairs or None in ends:
            return self.message(finding, under)
        one, other = (self.phrases.quote(at) for at in ends if at is not None)
        gap = f"{count(max(repair.gap for repair in finding.repairs))} apart"
        far = f", {apart(finding)}" if apart(finding) else ""
        more = f"; {len(finding.figures) - 2:,} more" if len(finding.figures) > 2 else ""
        who = "" if one.source == other.source else f"{_short(other.source)} "
        days = ("", f", both {other.as_of}") if one.as_of == other.as_of else (f" {one.as_of}", f" {other.as_of}")
        return f"{_short(one.source)} {one.words}{days[0]}, {who}{other.words}{days[1]}: {gap}{far}{more}"

    def digest(self, group: Group) -> str:
        """Of many clashes about one quantity: how many figures of how many sources, and the ends; else ""."""
        clashes = [finding for finding in group.loud if finding.is_clash]
        positions = sorted({at for finding in clashes for at in self.positions(finding)})
        quotes = [quote for quote in map(self.phrases.quote, positions) if quote.quantity == group.title]
        if len(clashes) <= OPEN or len(quotes) < 2:
            return ""
        least, most = min(quotes, key=lambda quote: quote.high), max(quotes, key=lambda quote: quote.low)
        sources = counted(len({quote.source for quote in quotes}), "source")
        return (
            f"{counted(len(clashes), 'clash', 'clashes')} among {counted(len(quotes), 'figure')} of {sources}, "
            f"from {least.words} ({least.source}) to {most.words} ({most.source})."
        )

    def quotes(self, finding: Finding, most: int) -> tuple[list[Quote], int]:
        """The first few of a finding's figures that are in the book, and how many more there are."""
        positions = list(self.positions(finding))
        return [self.phrases.quote(at) for at in positions[:most]], max(len(positions) - most, 0)

    def is_mixed(self, quotes: Sequence[Quote]) -> bool:
        """Whether figures are of more than one quantity, so that each has to say which."""
        return len({quote.quantity for quote in quotes}) > 1

    def apart(self, quotes: Sequence[Quote]) -> list[str]:
        """What each figure counts, without the words that all of them share; none where all count one quantity."""
        if not self.is_mixed(quotes):
            return []
        pairs = [quote.quantity.rpartition(": ")[::2] for quote in quotes]
        for part in (0, 1):
            if len({pair[part] for pair in pairs}) == 1:
                return [pair[1 - part] for pair in pairs]
        return [quote.quantity for quote in quotes]

    def arithmetic(self, finding: Finding) -> str:
        """The sum that a clash of several figures comes to, in a sentence; "" where its message has it."""
        return str(finding.evidence.get("arithmetic", ""))

    def sets(self, finding: Finding) -> list[list[str]]:
        """The sets of figures that cannot hold together, where a finding tells of several."""
        sets = finding.evidence.get("sets", [])
        return [list(ids) for ids in sets] if len(sets) > 1 else []

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
        """The charts of what clashes most first; after a few of one kind each other kind has its turn."""
        leads = [next(self.positions(finding), None) for finding in self.clashes]
        clashes = Counter(self._drawn(at) for at in leads if at is not None)
        ranked = sorted(charts, key=lambda chart: -clashes[chart.title])
        turn, late = Counter[str](), dict[int, bool]()
        for at, chart in enumerate(ranked):
            turn[chart.kind] += 1
            late[at] = turn[chart.kind] > FIRST_OF.get(chart.kind, 1)
        return [ranked[at] for at in sorted(late, key=lambda at: late[at])]

    def notes(self) -> list[tuple[str, str, int]]:
        """How many new notes each rule has: code, name, number."""
        return [(code, name, number) for (code, name), number in self.report.noted.items()]

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

    def positions(self, finding: Finding) -> Iterator[int]:
        """Where a finding's figures stand in the book; those that are not in it are left out."""
        position = self._position(finding)
        return (position[figure] for figure in finding.figures if figure in position)

    def _position(self, finding: Finding) -> Mapping[str, int]:
        """Where the figures of a finding stand; of notes, of which a large table has very many, few outputs ask it."""
        return self.dataset.position if finding.severity == "note" else self.report.position


def _short(source: str) -> str:
    """The name of a source without what it is further called, behind a comma."""
    return source.partition(",")[0]


def _last_what_is_known(finding: Finding) -> tuple[bool, int]:
    return finding.status != "new", SEVERITIES.index(finding.severity)


def _worst_first(group: Group) -> tuple[int, int, bool, str]:
    marks = Counter(f.severity for f in group.loud)
    return -marks["error"], -marks["warning"], group.title != THE_TABLE, group.title
