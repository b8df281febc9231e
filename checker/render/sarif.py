"""The report as SARIF 2.1.0 (OASIS Standard, 27 March 2020), as GitHub's code scanning and others read it.

Every finding is a result: `partialFingerprints` hold its fingerprint, waived ones are suppressed, and beside a baseline
each says whether it is new. What is gone stands in the run's properties, since an absent result would be shown as one.
"""

import json
import re
from collections import Counter
from collections.abc import Iterator
from typing import Any

from checker import __version__
from checker.figures.dataset import FIGURES
from checker.figures.findings import Finding, Location
from checker.figures.report import Report, RuleRun, in_order
from checker.manuals import Manual, manuals
from checker.render.paths import Root
from checker.render.plain import visible

SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json"
SIGNS = re.compile(r"[\\\[\]]")  # a link in a message: [words](address)
FINGERPRINT = "casualtyChecker/v1"
GITHUB = "primaryLocationLineHash"  # the only one that GitHub reads
TABLES = ("Bad", "Good")


def render(report: Report, root: Root | None = None) -> str:
    """The log as text: the same bytes for the same report. `root` says where the dataset's files lie."""
    log = {"$schema": SCHEMA, "version": "2.1.0", "runs": [_run(report, root or Root())]}
    return json.dumps(log, ensure_ascii=False, allow_nan=False, indent=1) + "\n"


def _run(report: Report, root: Root) -> dict[str, Any]:
    runs = sorted(report.rules, key=lambda run: run.code)
    order = {run.code: at for at, run in enumerate(runs)}
    driver = {"name": "casualty-checker", "version": __version__, "rules": [_rule(run) for run in runs]}
    gone = [{"code": g.code, "fingerprint": g.fingerprint, "message": visible(g.message)} for g in report.gone]
    return {
        "tool": {"driver": driver},
        "automationDetails": {"id": f"casualty-checker/{visible(report.dataset.name)}/"},
        "invocations": [{"executionSuccessful": True}],
        "columnKind": "unicodeCodePoints",
        "results": list(_results(report, root, order)),
        "properties": {"figures": report.dataset.read, "rejected": report.dataset.rejected, "gone": gone},
    }


def _rule(run: RuleRun) -> dict[str, Any]:
    manual = manuals().get(run.code)
    described = _described(manual) if manual else {}
    state = {"checked": run.checked, "found": run.found, "skipped": visible(run.skipped)}
    return {"id": run.code, "name": run.name, **described, "properties": state}


def _described(manual: Manual) -> dict[str, Any]:
    """What the docstring of a rule says, in short, in full and as help."""
    return {
        "shortDescription": {"text": manual.summary},
        "fullDescription": {"text": manual.sections["What it finds"]},
        "help": {"text": manual.text, "markdown": _markdown(manual)},
        "defaultConfiguration": {"level": manual.severity},
    }


def _markdown(manual: Manual) -> str:
    """The manual in Markdown: a heading a section, the examples as tables of code."""
    parts = [f"# {manual.code} {manual.name}", manual.summary]
    for heading, text in manual.sections.items():
        parts += [f"## {heading}", f"```csv\n{text}\n```" if heading in TABLES else text]
    return "\n\n".join(parts)


def _results(report: Report, root: Root, order: dict[str, int]) -> Iterator[dict[str, Any]]:
    seen = Counter[str]()
    for finding in in_order(report.findings):
        seen[finding.fingerprint] += 1
        first, *others = report.locations(finding) or [Location(FIGURES, 1, 1, "")]
        yield {
            "ruleId": finding.code,
            **({"ruleIndex": order[finding.code]} if finding.code in order else {}),
            "level": finding.severity,
            "message": {"text": _message(finding)},
            "locations": [_location(first, root)],
            **({"relatedLocations": _related(finding, others, root)} if others else {}),
            "partialFingerprints": {
                FINGERPRINT: finding.fingerprint,
                GITHUB: f"{finding.fingerprint}:{seen[finding.fingerprint]}",
            },
            "suppressions": _suppressions(finding),
            **_state(report, finding),
            "properties": {"status": finding.status, "figures": [visible(figure) for figure in finding.figures]},
        }


def _message(finding: Finding) -> str:
    """Words that are no links and no placeholders, as sections 3.11.5 and 3.11.6 of the standard have it."""
    words = f"{finding.message} {finding.ask}".strip()
    return SIGNS.sub(r"\\\g<0>", visible(words)).replace("{", "{{").replace("}", "}}")


def _related(finding: Finding, places: list[Location], root: Root) -> list[dict[str, Any]]:
    """The other cells; where each figure has one, it is named."""
    named = len(finding.figures) == len(places) + 1
    return [
        _location(place, root) | ({"message": {"text": visible(figure)}} if named else {})
        for place, figure in zip(places, finding.figures[1:] if named else [""] * len(places), strict=True)
    ]


def _location(place: Location, root: Root) -> dict[str, Any]:
    uri = root.uri(place.file)
    base = {} if uri.startswith("file:") else {"uriBaseId": "%SRCROOT%"}
    region = {"startLine": place.line, "startColumn": place.column}
    return {"physicalLocation": {"artifactLocation": {"uri": uri, **base}, "region": region}}


def _suppressions(finding: Finding) -> list[dict[str, str]]:
    if finding.status != "waived":
        return []
    return [{"kind": "external", "status": "accepted", "justification": visible(finding.waiver)}]


def _state(report: Report, finding: Finding) -> dict[str, str]:
    if report.known is None:
        return {}
    return {"baselineState": "unchanged" if finding.fingerprint in report.known else "new"}
