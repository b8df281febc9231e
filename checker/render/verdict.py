"""The verdict: one line, and one paragraph that says what clashes, how badly, and what to do next.

It says *inconsistent* and *implausible*, never which figure is right, and puts no source above another.
"""

import math
from collections.abc import Sequence
from functools import cached_property

from checker.figures.dates import in_words, read_day
from checker.figures.findings import SEVERITIES, Finding
from checker.figures.phrases import times
from checker.figures.report import Report
from checker.render.plain import counted, listed

KNOWN = {"waived": "waived", "baseline": "in the baseline"}
GONE = {"gone": "gone since the baseline"}
IMPLAUSIBLE = ("R", "T303")  # findings of these say: possible, but out of line with what else is known


def apart(finding: Finding) -> str:
    """How many times the figures of a clash are apart, in words; "" where that cannot be said."""
    return times(finding.width) if 1 < finding.width < math.inf else ""


class Verdict:
    """What a report comes to.

    Args:
        report: the report.
        clashes: what is new of the findings by which figures cannot all be true, notes left out.
        worst: the clashes that are told before all others.
        about: what the first of these is about.
    """

    def __init__(self, report: Report, clashes: Sequence[Finding], worst: Sequence[Finding], about: str) -> None:
        self.report, self.dataset, self.about = report, report.dataset, about
        self.clashes, self.worst, self.summary = clashes, worst, report.summary

    @cached_property
    def headline(self) -> str:
        """The verdict in one line."""
        known = self.report.known_on
        return f"{self._finding}{f', as known on {in_words(read_day(known))}' if known else ''}"

    @cached_property
    def sentences(self) -> tuple[str, ...]:
        """The verdict in a few sentences."""
        told = self._intake, self._consistency, self._widest, self._plausibility, self._in_all, self._left_out
        return tuple(filter(None, [*told, self._undecided]))

    @property
    def _finding(self) -> str:
        if not len(self.dataset.figures):
            return "Nothing could be checked"
        if self.clashes:
            return f"Inconsistent: {self._how_many}"
        if self._known_clashes:
            known = counted(self._known_clashes, "clash is", "clashes are")
            return f"No new clash found; {known} waived or in the baseline"
        if self._implausible:
            return f"No clash found, but {counted(self._implausible, 'finding')} of implausible figures"
        return f"No clash found among {counted(len(self.dataset.figures), 'figure')}"

    @cached_property
    def _implausible(self) -> int:
        return sum(f.status == "new" and f.code.startswith(IMPLAUSIBLE) for f in self.report.loud)

    @cached_property
    def _known_clashes(self) -> int:
        return sum(f.status != "new" and f.is_clash for f in self.report.loud)

    @cached_property
    def _how_many(self) -> str:
        figures, position = {figure for finding in self.clashes for figure in finding.figures}, self.report.position
        sources = self.dataset.figures["source"].iloc[[position[figure] for figure in figures if figure in position]]
        between = f"between figures of {sources.nunique():,} sources" if sources.nunique() != 1 else "inside one source"
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
            f"They are inconsistent: in {each}{self._how_many} not all of the figures can be true. "
            "Which of them is right the check does not say; it treats every source alike."
        )

    @property
    def _widest(self) -> str:
        """What the widest clash is about, and what to do next."""
        if not self.worst:
            return ""
        far, many = apart(self.worst[0]), len(self.worst)
        start = "Start with it: it says" if many == 1 else f"Start with the {many} told first: each says"
        return f"The widest is about {self.about}{f', {far} apart' if far else ''}. {start} whom to ask what."

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
        left = sorted(run.code for run in self.report.rules if run.skipped)
        told = listed(left) if len(left) <= 3 else f"{len(left):,} rules"
        return f"Not run: {told}; the list of what was checked says why." if left else ""

    @property
    def _undecided(self) -> str:
        parts = len(self.report.undecided)
        return f"{counted(parts, 'group')} of figures could not be decided; they are listed." if parts else ""
