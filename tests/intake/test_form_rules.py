"""Each form rule: the cases of its file, and the examples of its manual."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml

from checker.figures.dataset import Dataset
from checker.figures.findings import Finding
from checker.intake.validate import form_rules
from checker.manuals import Manual
from tests.helpers import dataset_of, findings_of, table_of

CASES = Path(__file__).parent / "cases"
CODES = [f"F{number:03}" for number in range(1, 12)]
RULES = [pytest.param(manual, id=manual.code) for manual, _ in form_rules()]
TODAY = 750_000  # a day in June 2054; the F007 example lies beyond it
REPEATED = re.compile(r"<(.)\*(\d+)>")
TEXTS = ("csv", "populations", "scopes", "sources", "checker")


def cases() -> Iterator[Any]:
    """Every case of every file, as a test of its own."""
    for code in CODES:
        for case in yaml.safe_load((CASES / f"{code.lower()}.yaml").read_text(encoding="utf-8")):
            yield pytest.param(code, case, id=f"{code} {case['name']}")


def load(case: dict[str, Any]) -> Dataset:
    """The dataset of a case, with repeated characters written out."""
    texts = {name: REPEATED.sub(lambda m: m[1] * int(m[2]), case.get(name, "")) for name in TEXTS}
    today = case["today"].toordinal() if "today" in case else None
    return dataset_of(texts.pop("csv"), **texts, today=today, known_on=None, added=None)


def seen(dataset: Dataset, finding: Finding) -> dict[str, Any]:
    """What a case may say of a finding."""
    (place,) = finding.places
    where = dataset.locate(place)
    return {
        "file": where.file, "line": where.line, "field": where.field, "column": where.column,
        "figures": list(finding.figures), "says": finding.message,
    }  # fmt: skip


def key(finding: dict[str, Any]) -> tuple[str, int, str]:
    """What findings are matched by."""
    return finding["file"], finding["line"], finding["field"]


@pytest.mark.parametrize(("code", "case"), list(cases()))
def test_a_rule_finds_what_its_case_lists_and_nothing_else(code: str, case: dict[str, Any]) -> None:
    """The findings of the rule are the listed ones, each at its line, character and field."""
    assert case.keys() <= {"name", "today", "expect", *TEXTS}
    dataset = load(case)
    found = sorted((seen(dataset, finding) for finding in dataset.findings if finding.code == code), key=key)
    wanted = sorted(({"file": "figures.csv", **entry} for entry in case["expect"]), key=key)
    assert [key(finding) for finding in found] == [key(entry) for entry in wanted]
    for finding, entry in zip(found, wanted, strict=True):
        assert entry.pop("says", "") in finding.pop("says")
        assert {name: finding[name] for name in entry} == entry


def test_every_form_rule_has_cases_that_fire_and_cases_that_do_not() -> None:
    """Each rule is found by its file, in order, and each case file holds both kinds under names of their own."""
    assert [manual.code for manual, _ in form_rules()] == CODES
    for code in CODES:
        listed = yaml.safe_load((CASES / f"{code.lower()}.yaml").read_text(encoding="utf-8"))
        assert {bool(case["expect"]) for case in listed} == {True, False}
        assert len({case["name"] for case in listed}) == len(listed)


@pytest.mark.parametrize("manual", RULES)
def test_the_bad_example_of_a_manual_is_found(manual: Manual) -> None:
    """Bad yields the rule's code, under the rule's name and severity, and no other finding of form."""
    found = dataset_of(manual.sections["Bad"], today=TODAY).findings
    assert {(f.code, f.name, f.severity) for f in found} == {(manual.code, manual.name, manual.severity)}


@pytest.mark.parametrize("manual", RULES)
def test_the_manual_lists_the_keys_of_the_evidence(manual: Manual) -> None:
    """All that the findings of its Bad example have, and nothing else."""
    found = dataset_of(manual.sections["Bad"], today=TODAY).findings
    assert {key for finding in found for key in finding.evidence} == set(manual.evidence)


@pytest.mark.parametrize("manual", RULES)
def test_the_good_example_of_a_manual_is_clean(manual: Manual) -> None:
    """Good yields no finding of form, and loses no row."""
    dataset = dataset_of(manual.sections["Good"], today=TODAY)
    assert not dataset.findings
    assert dataset.rejected == 0 < dataset.read


@pytest.mark.parametrize("manual", RULES)
def test_the_examples_are_told_apart_in_a_report_too(manual: Manual) -> None:
    """The whole pipeline shows the code for Bad alone."""
    codes = [
        {finding.code for finding in findings_of(dataset_of(manual.sections[part], today=TODAY), "F")}
        for part in ("Bad", "Good")
    ]
    assert manual.code in codes[0]
    assert not {code for code in codes[1] if code.startswith("F")}


def test_figures_that_say_the_same_are_found_by_their_values() -> None:
    """Of many figures those two alone that say the same, the later id of which is named."""
    rows = [f"f{n},army,front,killed,{n},2024-01-05,2024-01-06,s" for n in range(50)]
    data = dataset_of(table_of(*rows, "g,army,front,killed,7,2024-01-05,2024-01-06,s"))
    assert [finding.figures for finding in data.findings] == [("f7", "g")]


def test_rows_in_any_order_make_the_same_book() -> None:
    """Figures stand by day of publication and id, also where the file has them otherwise."""
    rows = ["b,x,y,killed,1,,2024-01-06,s", "a,x,y,killed,2,,2024-01-06,s", "c,x,y,killed,3,,2024-01-05,s"]
    books = [list(dataset_of(table_of(*order)).figures["id"]) for order in (rows, rows[::-1], [*sorted(rows)])]
    assert books == [["c", "a", "b"]] * 3
