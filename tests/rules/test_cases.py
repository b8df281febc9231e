"""Every case of every rule, and of what all figures show at once: a small table in, its complete list of findings out.

A case is {name, csv, expect} and, where it needs them, populations, scopes, sources and checker (the text of
checker.toml). A csv without a header has the usual one. Each finding expected is {figures, severity} and, where it
matters, gap, ratio, message_has and evidence, a part of the finding's own. A file may begin with {exempt}: for a kind
of case that it has none of (test_kinds.py), why.
"""

from functools import cache
from pathlib import Path
from typing import Any

import pytest
import yaml

from checker.figures.book import Book
from checker.figures.report import Report, in_order, made
from checker.joint import CODE as JOINT
from checker.pipeline import check
from checker.rules import Rule, all_rules, told
from tests.helpers import HEADER, dataset_of

FOLDER = Path(__file__).parent / "cases"
READ = {file.stem: yaml.safe_load(file.read_text(encoding="utf-8")) for file in sorted(FOLDER.glob("*.yaml"))}
FILES = {code: [case for case in cases if "exempt" not in case] for code, cases in READ.items()}
EXEMPT = {code: cases[0].get("exempt", {}) for code, cases in READ.items()}
CASES = [pytest.param(code, case, id=f"{code}: {case['name']}") for code, cases in FILES.items() for case in cases]
pytestmark = pytest.mark.xdist_group("cases")  # what one of them has found is asked about again by others
TABLES = ("populations", "scopes", "sources", "checker")


@cache
def report_of(code: str, name: str) -> Report:
    """What the rule finds in a case, and those that may explain its clashes before; the rest would only take time."""
    case = next(case for case in FILES[code] if case["name"] == name)
    text = case["csv"] if case["csv"].startswith("id,") else f"{HEADER}\n{case['csv']}"
    dataset = dataset_of(text, **{table: case[table] for table in TABLES if table in case})
    if code.upper() == JOINT:
        return check(dataset)
    book, explained = Book(dataset), set[frozenset[int]]()
    done = [told(rule, book, rule.find(book), explained) for rule in _rules_for(code.upper())]
    findings = [finding for found in done for finding in (*found.findings, *made(found.notes))]
    return Report(dataset, in_order(findings), tuple(found.run for found in done))


@cache
def _rules_for(code: str) -> tuple[Rule, ...]:
    """The rule, after those that come before it where it leaves out what another explains."""
    order = [rule.manual.code for rule in all_rules()]
    own = all_rules()[order.index(code)]
    if not hasattr(own.module, "ONE_CLASH"):
        return (own,)
    return tuple(rule for rule in all_rules()[: order.index(code) + 1] if hasattr(rule.module, "ONE_CLASH"))


@pytest.mark.parametrize(("code", "case"), CASES)
def test_case(code: str, case: dict[str, Any]) -> None:
    """The rule finds what the case says, and nothing else."""
    assert set(case) <= {"name", "csv", "expect", "rejected", *TABLES}
    report = report_of(code, case["name"])
    assert report.dataset.rejected == case.get("rejected", 0), [finding.message for finding in report.dataset.findings]
    findings = [finding for finding in report.findings if finding.code == code.upper()]
    told = [{"figures": list(finding.figures), "severity": finding.severity} for finding in findings]
    expected = [{key: wanted[key] for key in ("figures", "severity")} for wanted in case["expect"]]
    assert sorted(told, key=lambda one: one["figures"]) == sorted(expected, key=lambda one: one["figures"])
    for finding, wanted in zip(findings, case["expect"], strict=True):
        assert set(wanted) <= {"figures", "severity", "gap", "ratio", "message_has", "evidence"}
        assert wanted.get("message_has", "") in finding.message
        evidence = {key: wanted[key] for key in ("gap", "ratio") if key in wanted} | wanted.get("evidence", {})
        assert {key: _rounded(finding.evidence[key]) for key in evidence} == evidence


def _rounded(value: Any) -> Any:
    """Numbers to three decimals, as a case states them."""
    return round(value, 3) if isinstance(value, float) else value


def test_every_rule_has_its_cases() -> None:
    """A file of cases for each rule and C402, and none for a rule that is not there; no name is twice in a file."""
    assert set(FILES) == {rule.manual.code.lower() for rule in all_rules()} | {JOINT.lower()}
    for code, cases in FILES.items():
        names = [case["name"] for case in cases]
        assert len(set(names)) == len(names), code
