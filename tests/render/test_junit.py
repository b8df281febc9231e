"""The report as JUnit XML."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
import xmlschema

from checker.figures.report import Report
from checker.render.junit import render
from checker.render.plain import visible

from .conftest import CLASH, VILE

SCHEMA = xmlschema.XMLSchema10(str(Path(__file__).parent / "schemas" / "junit-10.xsd"))


def suites(text: str) -> ET.Element:
    """The document, which is valid under the published schema."""
    SCHEMA.validate(text)
    return ET.fromstring(text)  # noqa: S314  (our own)


def test_snapshot(report: Report, snapshot: Callable[[str, str], None]) -> None:
    """The whole of a small report is valid, and as it was."""
    text = render(report)
    suites(text)
    snapshot("report.xml", text)


@pytest.mark.parametrize(
    ("fail_on", "failures"),
    [
        ("error", {"F003"}),
        ("warning", {"F003", "C401", "R202"}),
        ("note", {"F003", "C401", "R202", "P504", "P506"}),
        ("never", set()),
    ],
)
def test_failures_are_what_makes_the_check_fail(report: Report, fail_on: str, failures: set[str]) -> None:
    """New findings from the asked severity on; what is waived or known before never is one."""
    whole = suites(render(report, fail_on))
    failed = [case for case in whole.iter("testcase") if case.find("failure") is not None]
    assert {case.get("classname") for case in failed} == failures
    assert whole.get("failures") == str(len(failed))


def test_every_rule_is_a_suite(report: Report) -> None:
    """One that found nothing passed, one that was not run is skipped and says why."""
    whole = suites(render(replace(report, told=())))
    cases = {case.get("classname"): case for case in whole.iter("testcase")}
    assert cases["C401"].get("name") == "1200 looked at, none found"
    assert len(cases["C401"]) == 0
    skipped = cases["R203"].find("skipped")
    assert skipped is not None
    assert skipped.get("message") == "left out by --ignore"
    assert whole.get("tests") == "4"


@pytest.mark.parametrize(
    ("status", "reason", "words"),
    [
        ("waived", "both know", "waived (both know): "),
        ("waived", "", "waived: "),
        ("baseline", "", "in the baseline: "),
        ("new", "", "warning: "),
    ],
)
def test_what_does_not_fail_says_why(report: Report, status: str, reason: str, words: str) -> None:
    """Its state, or its severity, stands before the message."""
    whole = suites(render(replace(report, told=(replace(CLASH, status=status, waiver=reason),))))
    (skipped,) = [found for found in whole.iter("skipped") if found.get("type")]
    assert str(skipped.get("message")).startswith(f"{words}North Korean forces")


def test_the_body_has_figures_places_and_the_question(clean: Report) -> None:
    """Lines that would be blank are left out."""
    rules = clean.rules[:1]
    (full,) = suites(render(replace(clean, rules=rules, told=(CLASH,)))).iter("skipped")
    assert str(full.text).splitlines()[1:] == [CLASH.ask, "Figures: a1, a2", "At: figures.csv:2:23"]
    bare = replace(CLASH, ask="", figures=(), places=())
    (short,) = suites(render(replace(clean, rules=rules, told=(bare,)))).iter("skipped")
    assert short.text == CLASH.message


def test_hostile_words(hostile: Report) -> None:
    """No word of the data is markup or a character that XML cannot hold, and all can be read."""
    whole = suites(render(hostile, "warning"))
    assert {element.tag for element in whole.iter()} <= {"testsuites", "testsuite", "testcase", "failure", "skipped"}
    assert visible(VILE) in "".join(whole.itertext())
