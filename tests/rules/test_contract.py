"""What every rule keeps to: its file is enough, its manual is whole, its examples true, its findings can be shown."""

import json
import math
import re
import sys
from collections.abc import Iterator
from dataclasses import asdict
from functools import cache, partial
from pathlib import Path

import pytest

import checker.manuals
import checker.rules
from checker.figures.book import Book
from checker.figures.findings import SEVERITIES, Finding
from checker.figures.hits import as_finding, untold
from checker.joint import CODE as JOINT
from checker.joint.explained import LEAVE_OUT, TELL_PAIRS, TELL_SEVERAL
from checker.manuals import HEADINGS, Manual, manuals
from checker.pipeline import Choice, check
from checker.rules import EXPLAIN, LONG, NOTES, Rule, all_rules
from tests.helpers import dataset_of
from tests.rules.test_cases import FILES, report_of

RULES = [pytest.param(rule, id=rule.manual.code) for rule in all_rules()]
pytestmark = pytest.mark.xdist_group("cases")  # what those have found is asked about again
MANUALS = [*(rule.manual for rule in all_rules()), manuals()[JOINT]]
BLAME = re.compile(r"\b(false|wrong|lie|lies|lied|liar)\b", re.IGNORECASE)
ENDS = ("id", "low", "high")
FOLDER = Path(checker.rules.__file__).parent
NEW_RULE = '''"""A figure.

What it finds
    Any.

Why it matters
    It does not.

Bad
    -

Good
    -

Limits
    None.

Evidence
    None.

References
    None.
"""

SEVERITY = "note"
'''


@pytest.mark.parametrize("rule", RULES)
def test_a_rule_is_whole(rule: Rule) -> None:
    """It has all the headings, a known severity, and the two functions."""
    assert tuple(rule.manual.sections) == HEADINGS
    assert rule.manual.severity in SEVERITIES
    assert rule.manual.severity == rule.module.SEVERITY
    assert callable(rule.module.find)
    assert callable(rule.module.tell)


@pytest.mark.parametrize("manual", MANUALS, ids=lambda manual: manual.code)
@pytest.mark.parametrize("heading", ["Bad", "Good"])
def test_the_examples_tell_the_truth(manual: Manual, heading: str) -> None:
    """What the manual calls bad is found under its code, what it calls good is not; either is well formed."""
    figures, _, sources = manual.sections[heading].partition("\n\n")
    report = check(dataset_of(f"{figures}\n", sources=sources and f"{sources}\n"), choice=Choice(select=(manual.code,)))
    assert not report.dataset.findings
    found = [finding for finding in report.findings if finding.code == manual.code]
    assert bool(found) == (heading == "Bad")


def test_every_rule_file_is_a_rule() -> None:
    """As many rules as there are files, in the order in which clashes are explained, and none is registered."""
    files = {file.stem for file in FOLDER.glob("*.py")} - {"__init__"}
    assert {rule.module.__name__.rpartition(".")[2] for rule in all_rules()} == files
    order = [rule.manual.code for rule in all_rules()]
    clashes = [code for prefix in EXPLAIN for code in sorted(order) if code.startswith(prefix)]
    assert order == clashes + sorted(set(order) - set(clashes))
    assert order.index("C403") < order.index("T301") < order.index("C401") < order.index("P501")
    text = (FOLDER / "__init__.py").read_text(encoding="utf-8")
    assert not [file for file in files if file in text]


def test_rules_that_take_long_begin_first() -> None:
    """Those in their order, then all others as they are told."""
    order = [rule.manual.code for rule in all_rules()]
    begun = [rule.manual.code for rule in sorted(all_rules(), key=lambda rule: rule.start)]
    assert begun == [*LONG, *(code for code in order if code not in LONG)]


def test_a_rule_is_added_by_adding_its_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A file in the folder is a rule; one whose name is not a code is none."""
    folder = tmp_path / "rules"
    folder.mkdir()
    (folder / "z999_any_figure.py").write_text(NEW_RULE, encoding="utf-8")
    (folder / "helper.py").write_text("raise AssertionError", encoding="utf-8")
    (tmp_path / "intake" / "form").mkdir(parents=True)
    monkeypatch.setattr(checker.manuals, "__file__", str(tmp_path / "manuals.py"))
    monkeypatch.setattr(checker.rules, "__path__", [str(folder)])
    found = manuals.__wrapped__()
    monkeypatch.setattr(checker.rules, "manuals", lambda: found)
    monkeypatch.setitem(sys.modules, "checker.rules.z999_any_figure", None)  # put back to nothing afterwards
    del sys.modules["checker.rules.z999_any_figure"]
    rules = all_rules.__wrapped__()
    assert [(rule.manual.code, rule.manual.name, rule.module.SEVERITY) for rule in rules] == [
        ("Z999", "any-figure", "note")
    ]


@cache
def _all_findings() -> tuple[tuple[Finding, dict[str, str]], ...]:
    """Every finding of every rule in every case, with the source of each figure by name."""
    return tuple(_findings())


def _findings() -> Iterator[tuple[Finding, dict[str, str]]]:
    for code, cases in FILES.items():
        for case in cases:
            report = report_of(code, case["name"])
            figures = report.dataset.figures
            names = {
                figure: report.dataset.source_name(source)
                for figure, source in zip(figures["id"], figures["source"], strict=True)
            }
            yield from ((finding, names) for finding in report.findings if finding not in report.dataset.findings)


def test_messages_name_the_sources_and_blame_nobody() -> None:
    """A message names the source of each of its figures, calls nobody a liar and ends as a sentence."""
    for finding, names in _all_findings():
        missing = [names[figure] for figure in finding.figures if names[figure] not in finding.message]
        assert not missing, finding.message
        assert not BLAME.search(finding.message + finding.ask), finding.message
        assert re.search(r"[.?]$", finding.message)
        assert re.search(r"^$|\?$", finding.ask)
        assert not re.search(r"\b(nan|inf|None)\b| {2}|\.\.", finding.message), finding.message


def test_findings_can_be_shown() -> None:
    """Each has figures, a place for each figure, evidence and repairs that JSON takes, and a fingerprint of its own."""
    for finding, _ in _all_findings():
        assert finding.figures
        assert len(set(finding.figures)) == len(finding.figures)
        assert len(finding.places) == len(finding.figures)
        assert {place.field for place in finding.places} <= {"reported", "low", "best", "high"}
        json.dumps(dict(finding.evidence), allow_nan=False)
        json.dumps([asdict(repair) for repair in finding.repairs], allow_nan=False)
        assert finding.severity in SEVERITIES
        assert finding.subject
    assert {finding.code for finding, _ in _all_findings()} == {manual.code for manual in MANUALS}


def test_manuals_list_the_keys_of_the_evidence() -> None:
    """Every key that any case produces is in the manual of its rule, and every key in a manual comes up in a case."""
    found: dict[str, set[str]] = {manual.code: set() for manual in MANUALS}
    for finding, _ in _all_findings():
        found[finding.code] |= set(finding.evidence)
    assert {manual.code: set(manual.evidence) for manual in MANUALS} == found
    for manual in MANUALS:
        assert found[manual.code] or manual.sections["Evidence"] == "None."


def test_a_clash_says_who_would_have_to_give_way_and_by_how_much() -> None:
    """A finding of two figures that clash has a repair for each: either way the gap is the same."""
    for finding, _ in _all_findings():
        if finding.code in {"C401", "C403", "T301"}:
            first, second = finding.repairs
            assert (first.figure, second.figure) == finding.figures[:2]
            assert (first.low, first.high) == (0, finding.evidence["later_high"])
            assert (second.low, second.high) == (finding.evidence["earlier_low"], None)
            assert first.gap == second.gap == second.low - (first.high or 0) > 0


def test_a_repair_is_beside_the_figure_that_it_repairs() -> None:
    """The gap and the ratio of each are those of what it says to what it would have to be."""
    for code, cases in FILES.items():
        for report in (report_of(code, case["name"]) for case in cases):
            ranges = {one: (low, high) for one, low, high in zip(*map(report.dataset.figures.get, ENDS), strict=True)}
            for finding in (one for one in report.findings if one.is_clash):
                for repair in finding.repairs:
                    low, high = ranges[repair.figure]
                    most = math.inf if repair.high is None else repair.high
                    less, more = (most, low) if low > most else (high, repair.low)
                    assert repair.gap == pytest.approx(more - less)
                    assert repair.ratio == (pytest.approx(more / less, abs=1e-4) if less else None)


def test_a_rule_in_brief_is_what_it_tells() -> None:
    """Where a rule has a brief form, it has the figures, the subject and the severity of the long one."""
    for rule in (one for one in all_rules() if hasattr(one.module, "brief")):
        for case in FILES[rule.manual.code.lower()]:
            book = Book(report_of(rule.manual.code.lower(), case["name"]).dataset)
            hits = rule.find(book)
            frame = hits.complete(hits.frame)
            briefs = rule.module.brief(book, frame)
            for hit, brief in zip(frame.itertuples(index=False), briefs, strict=True):
                made_of = rule.manual.code, rule.manual.name, rule.manual.severity, book
                telling = partial(rule.module.tell, book, hit)
                assert untold(*made_of, brief, telling=telling) == as_finding(*made_of, telling())


def test_what_is_made_late_is_notes_that_nothing_rests_on() -> None:
    """Rules that are called so find notes alone, explain no pair, and no other part of the check asks what they found.

    All rules of notes are called so, but A104, whose totals take no part in implied ranges.
    """
    notes = {rule.manual.code for rule in all_rules() if rule.manual.severity == "note"}
    assert set(NOTES) == notes - {"A104"}
    for rule in (rule for rule in all_rules() if rule.manual.code in NOTES):
        code = rule.manual.code
        assert not rule.explains
        assert not hasattr(rule.module, "group")
        assert not code.startswith((*LEAVE_OUT, *TELL_PAIRS, *TELL_SEVERAL, "P501"))
        found = [one for case in FILES[code.lower()] for one in report_of(code.lower(), case["name"]).findings]
        assert {one.severity for one in found if one.code == code} == {"note"}
