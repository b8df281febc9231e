"""The report as workflow commands, which GitHub shows beside the lines of a change.

GitHub keeps ten errors, ten warnings and ten notices of a step; the worst are given, and the rest counted. Only what is
new is annotated.
"""

from collections.abc import Iterator

from checker.figures.findings import SEVERITIES, Finding, Severity
from checker.figures.report import Report, in_order
from checker.render.paths import Root
from checker.render.plain import counted, visible
from checker.render.story import Story

MOST = 10  # of each kind, in one step
COMMANDS: dict[Severity, str] = {"error": "error", "warning": "warning", "note": "notice"}


def render(report: Report, root: Root | None = None) -> str:
    """A command a line, then what found no room and the totals."""
    return "\n".join(_lines(report, root or Root())) + "\n"


def _lines(report: Report, root: Root) -> Iterator[str]:
    new = [finding for finding in in_order(report.findings) if finding.status == "new"]
    for severity in SEVERITIES:
        found = [finding for finding in new if finding.severity == severity]
        yield from (_command(report, finding, root) for finding in found[:MOST])
        if len(found) > MOST:
            yield f"{counted(len(found) - MOST, f'more {severity}')} not shown here: GitHub keeps {MOST} of a step."
    if report.gone:
        yield f"{counted(len(report.gone), 'finding')} of the baseline {'is' if len(report.gone) == 1 else 'are'} gone."
    yield f"casualty-checker: {Story(report).summary_line}."


def _command(report: Report, finding: Finding, root: Root) -> str:
    properties = {"title": f"{finding.code} {finding.name}"}
    for place in report.locations(finding)[:1]:
        properties |= {"file": root.path(place.file), "line": str(place.line), "col": str(place.column)}
    told = ",".join(f"{key}={_escaped(value, ':,')}" for key, value in sorted(properties.items()))
    return f"::{COMMANDS[finding.severity]} {told}::{_escaped(f'{finding.message} {finding.ask}'.strip())}"


def _escaped(words: str, also: str = "") -> str:
    """Words that end neither the command nor, with `also`, a property of it."""
    words = visible(words)
    for sign in f"%\r\n{also}":
        words = words.replace(sign, f"%{ord(sign):02X}")
    return words
