"""The report as SARIF."""

import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from checker.figures.findings import Finding
from checker.figures.report import Gone, Report
from checker.manuals import manuals
from checker.render.paths import Root
from checker.render.plain import visible
from checker.render.sarif import render

from .conftest import CLASH, VILE

SCHEMA = json.loads((Path(__file__).parent / "schemas" / "sarif-2.1.0-rtm.5.json").read_bytes())


def log(text: str) -> dict[str, Any]:
    """The one run of a log that is valid under the published schema."""
    whole = json.loads(text.encode())
    jsonschema.Draft4Validator(SCHEMA).validate(whole)
    (run,) = whole["runs"]
    assert isinstance(run, dict)
    return run


def result(finding: Finding, report: Report) -> dict[str, Any]:
    """What becomes of one finding."""
    (only,) = log(render(replace(report, told=(finding,))))["results"]
    assert isinstance(only, dict)
    return only


def test_snapshot(report: Report, snapshot: Callable[[str, str], None]) -> None:
    """The whole of a small report is valid, and as it was; the words of a manual are tested elsewhere."""
    text = render(replace(report, rules=(replace(report.rules[0], code="Z999"),)), Root("data/small"))
    log(text)
    snapshot("report.sarif", text)


def test_places(report: Report) -> None:
    """A relative reference, the physical line and the character; the other figures' cells are related."""
    (clash,) = [r for r in log(render(report, Root("data/a b")))["results"] if r["ruleId"] == "C401"]
    place = clash["locations"][0]["physicalLocation"]
    assert place["artifactLocation"] == {"uri": "data/a%20b/figures.csv", "uriBaseId": "%SRCROOT%"}
    assert place["region"] == {"startLine": 2, "startColumn": 23}
    assert log(render(report))["columnKind"] == "unicodeCodePoints"
    two = replace(CLASH, places=(CLASH.places[0], CLASH.places[0]._replace(row=1)))
    (related,) = result(two, report)["relatedLocations"]
    assert related["physicalLocation"]["region"]["startLine"] == 3
    assert related["message"] == {"text": "a2"}
    three = replace(two, places=(*two.places, CLASH.places[0]._replace(row=2)))
    assert [set(place) for place in result(three, report)["relatedLocations"]] == [{"physicalLocation"}] * 2


def test_a_file_elsewhere_has_no_base(report: Report) -> None:
    """Its address is whole."""
    (first, *_) = log(render(report, Root("/data")))["results"]
    place = first["locations"][0]["physicalLocation"]["artifactLocation"]
    assert place == {"uri": "file:///data/figures.csv"}


def test_a_finding_without_a_cell_is_placed_at_the_table(report: Report) -> None:
    """GitHub shows no result that has no place."""
    place = result(replace(CLASH, places=()), report)["locations"][0]["physicalLocation"]
    assert (place["artifactLocation"]["uri"], place["region"]["startLine"]) == ("figures.csv", 1)


def test_rules_and_results_agree(report: Report) -> None:
    """Each result points to its rule, whose help is the docstring; a rule that found nothing is there as well."""
    run = log(render(report))
    rules = run["tool"]["driver"]["rules"]
    assert [rule["id"] for rule in rules] == ["A101", "C401", "F003", "R203"]
    for found in run["results"]:
        assert "ruleIndex" not in found or rules[found["ruleIndex"]]["id"] == found["ruleId"]
    assert {found["ruleId"] for found in run["results"] if "ruleIndex" in found} == {"A101", "C401", "F003"}
    manual = manuals()["C401"]
    assert rules[1]["help"]["text"] == manual.text
    assert f"## Limits\n\n{manual.sections['Limits']}" in rules[1]["help"]["markdown"]
    assert f"```csv\n{manual.sections['Bad']}\n```" in rules[1]["help"]["markdown"]
    assert rules[3]["properties"]["skipped"] == "left out by --ignore"


def test_an_unknown_rule_needs_no_manual(report: Report) -> None:
    """A code of which no file is left is told without help."""
    odd = replace(report, rules=(replace(report.rules[0], code="Z999"),))
    assert "help" not in log(render(odd))["tool"]["driver"]["rules"][0]


def test_fingerprints_tell_results_apart(report: Report) -> None:
    """The same fault twice has two identities for GitHub, and one for us."""
    twice = log(render(replace(report, told=(CLASH, CLASH))))["results"]
    prints = [found["partialFingerprints"] for found in twice]
    assert [p["primaryLocationLineHash"] for p in prints] == [f"{CLASH.fingerprint}:1", f"{CLASH.fingerprint}:2"]
    assert {p["casualtyChecker/v1"] for p in prints} == {CLASH.fingerprint}


def test_waived_findings_are_suppressed(report: Report) -> None:
    """With the reason; every other result says that it is not."""
    waived = replace(CLASH, status="waived", waiver="known to both")
    assert result(waived, report)["suppressions"] == [
        {"kind": "external", "status": "accepted", "justification": "known to both"}
    ]
    assert result(CLASH, report)["suppressions"] == []


def test_the_state_beside_a_baseline(report: Report) -> None:
    """With a baseline every result has one, without it none; what is gone is told of the run."""
    known = replace(report, known=frozenset([CLASH.fingerprint]), gone=(Gone("C401", "0" * 16, "It was."),))
    run = log(render(known))
    assert {r["ruleId"] for r in run["results"] if r["baselineState"] == "unchanged"} == {"C401"}
    assert run["properties"]["gone"] == [{"code": "C401", "fingerprint": "0" * 16, "message": "It was."}]
    assert not any("baselineState" in found for found in log(render(report))["results"])


def test_hostile_words(hostile: Report) -> None:
    """Words make no link and no placeholder, have no control characters, and can all be read."""
    run = log(render(hostile, Root("a\x1b b")))
    text = run["results"][0]["message"]["text"]
    assert "\\[l\\](javascript:" in text
    assert "{{{{ 7*7 }}}}" in text
    assert "\x1b" not in json.dumps(run, ensure_ascii=False)
    bare = text.replace("{{", "{").replace("}}", "}").replace("\\\\", "\0").replace("\\", "").replace("\0", "\\")
    assert visible(VILE).strip() in bare


def test_order_of_findings_does_not_matter(report: Report) -> None:
    """The same findings in another order give the same bytes."""
    turned = replace(report, told=report.findings[::-1], rules=report.rules[::-1])
    assert render(turned) == render(report)


@pytest.mark.parametrize("change", [{"level": "fatal"}, {"baselineState": "old"}, {"surprise": 1}])
def test_the_schema_is_no_ornament(report: Report, change: dict[str, Any]) -> None:
    """It refuses what the standard does not know."""
    whole = json.loads(render(report))
    whole["runs"][0]["results"][0] |= change
    assert not jsonschema.Draft4Validator(SCHEMA).is_valid(whole)
