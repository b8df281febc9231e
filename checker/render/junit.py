"""The report as JUnit XML, for the servers that show test results: a suite a rule, a test case a finding.

A new finding at or above `fail_on` is a failure, any other is skipped and says why. A rule that found nothing is a
case that passed, one that was not run is skipped: so what was not looked at is not taken for clean.
"""

from collections.abc import Iterable
from xml.etree import ElementTree as ET

from checker.figures.findings import SEVERITIES, Finding
from checker.figures.report import Report, RuleRun, in_order
from checker.render.plain import visible


def render(report: Report, fail_on: str = "error") -> str:
    """The suites as text; `fail_on` is a severity, or never."""
    failing = SEVERITIES[: SEVERITIES.index(fail_on) + 1] if fail_on in SEVERITIES else ()
    found: dict[str, list[Finding]] = {}
    for finding in in_order(report.findings):
        found.setdefault(finding.code, []).append(finding)
    suites = ET.Element("testsuites", name=f"casualty-checker: {visible(report.dataset.name)}")
    runs = {code: RuleRun(code, of[0].name, of[0].severity, 0, len(of)) for code, of in found.items()}
    for _, run in sorted((runs | {run.code: run for run in report.rules}).items()):
        suites.append(_suite(report, run, found.get(run.code, ()), failing))
    for total in ("tests", "failures", "errors"):
        suites.set(total, str(sum(int(suite.get(total, "")) for suite in suites)))
    ET.indent(suites, " ")
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{ET.tostring(suites, encoding="unicode")}\n'


def _suite(report: Report, run: RuleRun, findings: Iterable[Finding], failing: Iterable[str]) -> ET.Element:
    suite = ET.Element("testsuite", name=f"{run.code} {run.name}")
    for finding in findings:
        suite.append(_case(report, finding, failing))
    if not len(suite):
        case = ET.SubElement(suite, "testcase", classname=run.code, name=f"{run.checked} looked at, none found")
        if run.skipped:
            case.set("name", "not run")
            ET.SubElement(case, "skipped", message=visible(run.skipped))
    numbers = {"tests": len(suite), "failures": len(suite.findall("*/failure")), "errors": 0}
    for name, number in (numbers | {"skipped": len(suite.findall("*/skipped"))}).items():
        suite.set(name, str(number))
    return suite


def _case(report: Report, finding: Finding, failing: Iterable[str]) -> ET.Element:
    places = [f"{place.file}:{place.line}:{place.column}" for place in report.locations(finding)]
    name = " ".join([finding.name, *places[:1], finding.fingerprint])
    case = ET.Element("testcase", classname=finding.code, name=visible(name))
    is_failure = finding.status == "new" and finding.severity in failing
    told = ET.SubElement(case, "failure" if is_failure else "skipped")
    told.set("type", finding.severity)
    told.set("message", visible(f"{_why(finding)}{finding.message}"))
    lists = {"Figures": finding.figures, "At": places}
    lines = [finding.message, finding.ask, *(f"{name}: {', '.join(of)}" for name, of in lists.items() if of)]
    told.text = "\n".join(visible(line) for line in lines if line)
    return case


def _why(finding: Finding) -> str:
    """What has to be known before the message itself."""
    if finding.status == "waived":
        return f"waived ({finding.waiver}): " if finding.waiver else "waived: "
    return "in the baseline: " if finding.status == "baseline" else f"{finding.severity}: "
