"""Reports beside earlier ones: baselines and differences."""

import copy
import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from checker.changes import beside, compare, read_saved
from checker.figures.changes import Changes, Saved
from checker.figures.errors import CannotCheckError
from checker.figures.report import Report
from checker.pipeline import Choice, check
from checker.render.json import document
from tests.helpers import dataset_of, table_of

ROWS = (
    "a,army,front,killed,100,2024-05-01,2024-05-02,staff",
    "b,army,front,killed,80,2024-06-01,2024-06-02,staff",
    "c,army,front,killed,60,2024-07-01,2024-07-02,other",
)
FILES = {"report.md": "0" * 64}
WAIVER = '[[waiver]]\nrule = "T301"\nfigures = ["a", "b"]\nreason = "known"\n'
Save = Callable[[dict[str, Any]], Saved]


def report_of(*rows: str, checker: str = "", choice: Choice | None = None) -> Report:
    """The report of a small table."""
    return check(dataset_of(table_of(*(rows or ROWS)), checker=checker), choice=choice)


@pytest.fixture
def save(tmp_path: Path) -> Save:
    """Writes a document and reads it back as an earlier report."""

    def write(whole: dict[str, Any]) -> Saved:
        path = tmp_path / "saved.json"
        path.write_text(json.dumps(whole), encoding="utf-8")
        return read_saved(path)

    return write


def states(report: Report, *codes: str) -> list[tuple[str, str]]:
    """Code and state of the findings of some codes."""
    return [(f.code, f.status) for f in report.findings if f.code in codes]


def test_what_the_baseline_knows_is_kept_and_marked(save: Save) -> None:
    """Nothing is new beside a report of the same table; the summary counts it."""
    report = report_of()
    told = beside(report, save(document(report)))
    assert {finding.status for finding in told.findings} == {"baseline"}
    assert told.summary["new"] == told.summary["error"] == told.summary["gone"] == 0
    assert told.summary["baseline"] == len(report.findings) > 1
    assert told.known == frozenset(finding.fingerprint for finding in report.findings)


def test_only_what_is_new_counts(save: Save) -> None:
    """A fall that was not there before is new; the others are not."""
    told = beside(report_of(), save(document(report_of(ROWS[0], ROWS[1].replace("80", "180"), ROWS[2]))))
    assert states(told, "T301") == [("T301", "new")]
    assert told.summary["error"] == 1
    assert told.gone == ()


def test_a_finding_that_holds_a_further_figure_is_new(save: Save) -> None:
    """C401 is one finding for two sources: the same fingerprint, but another figure of theirs clashes now."""
    before, now = (
        report_of(ROWS[0], ROWS[2]),
        report_of(ROWS[0], ROWS[2], ROWS[2].replace("c,", "d,").replace("60", "50")),
    )
    (was,) = (f for f in before.findings if f.code == "C401")
    assert was.fingerprint in {f.fingerprint for f in now.findings if set(f.figures) > set(was.figures)}
    assert ("C401", "new") in states(beside(now, save(document(before))), "C401")
    assert states(beside(before, save(document(now))), "C401") == [("C401", "baseline")]


def test_a_finding_that_has_become_graver_is_new(save: Save) -> None:
    """What was known as a note is not known as an error; the other way round it is."""
    report = report_of()
    for severity, status in (("note", "new"), ("warning", "new"), ("error", "baseline")):
        whole = document(report)
        (fall,) = (finding for finding in whole["findings"] if finding["code"] == "T301")
        fall["severity"] = severity
        assert states(beside(report, save(whole)), "T301") == [("T301", status)]


def test_what_was_waived_is_not_known(save: Save) -> None:
    """When its waiver is gone, the finding counts; while it holds, it is waived, known before or not."""
    waived = report_of(checker=WAIVER)
    assert states(beside(report_of(), save(document(waived))), "T301") == [("T301", "new")]
    for before in (waived, report_of()):
        assert states(beside(waived, save(document(before))), "T301") == [("T301", "waived")]


def test_the_same_fault_twice_is_judged_one_by_one(save: Save) -> None:
    """Of two findings with one fingerprint only the one whose figures are known is."""
    before, now = report_of(ROWS[0], ROWS[2]), report_of(ROWS[0], ROWS[2])
    (clash,) = (f for f in now.findings if f.code == "C401")
    other = replace(now, told=(clash, replace(clash, figures=("x",))))
    assert [f.status for f in beside(other, save(document(before))).findings] == ["baseline", "new"]


def test_what_is_gone_is_told_in_order(save: Save) -> None:
    """Code, fingerprint and message, of rules that were run."""
    before, now = report_of(), report_of(ROWS[0])
    gone = beside(now, save(document(before))).gone
    assert [one.code for one in gone] == ["C401", "T301"]
    assert gone[1].message == next(f.message for f in before.findings if f.code == "T301")
    assert beside(now, save(document(before))).summary["gone"] == 2


@pytest.mark.parametrize("choice", [Choice(ignore=("T301",)), Choice(select=("C", "F"))])
def test_what_was_not_looked_for_is_not_gone(save: Save, choice: Choice) -> None:
    """Neither left out nor of a code that this version does not have."""
    whole = document(report_of())
    whole["findings"] += [whole["findings"][0] | {"code": "Z999", "fingerprint": "f" * 16}]
    told = beside(report_of(ROWS[0], choice=choice), save(whole))
    assert [gone.code for gone in told.gone] == ["C401"]


@pytest.mark.parametrize(
    ("before", "now", "gone"),
    [
        (None, None, 2), ("2024-05-15", None, 2), (None, "2024-05-15", 0), ("2024-06-15", "2024-05-15", 0),
        ("2024-05-15", "2024-05-15", 2),
    ],
)  # fmt: skip
def test_what_was_not_yet_published_is_not_gone(save: Save, before: str | None, now: str | None, gone: int) -> None:
    """Where fewer figures were looked at than in the baseline, nobody knows what is gone."""
    whole, told = document(report_of()), replace(report_of(ROWS[0]), known_on=now)
    whole["dataset"]["known_on"] = before
    assert len(beside(told, save(whole)).gone) == gone


def changes(save: Save, old: Report, new: Report) -> Changes:
    """The difference of two reports as folders have them."""
    return compare(save(document(old, FILES)), save(document(new, FILES)))


def test_the_same_report_twice_has_no_difference(save: Save) -> None:
    """Not even where one was made beside a baseline, or rows moved."""
    report = report_of()
    assert changes(save, report, report).is_none
    assert changes(save, report, beside(report, save(document(report)))).is_none
    assert changes(save, report, report_of(*ROWS[::-1])).is_none


def test_findings_and_figures_that_differ(save: Save) -> None:
    """New, gone and changed findings; added, removed and changed figures, in the order of their names."""
    new = report_of(
        ROWS[0].replace("100", "120"), ROWS[1].replace("80", "90"), "d,army,rear,killed,3,2024-07-01,2024-07-02,x"
    )
    told = changes(save, report_of(), new)
    assert [f.code for f in told.gone_findings] == ["C401"]
    assert {f.code for f in told.new_findings} == {"P504"}
    ((was, now),) = ((was, now) for was, now in told.changed_findings if was.code == "T301")
    assert ("100" in was.message, "120" in now.message) == (True, True)
    assert [figure.id for figure in (*told.added, *told.removed)] == ["d", "c"]
    assert [(was.id, was.low, now.low) for was, now in told.changed] == [("a", 100, 120), ("b", 80, 90)]
    assert not told.is_none
    assert (told.unlisted, told.only_old, told.only_new) == ((), (), ())


@pytest.mark.parametrize(
    ("old", "new", "field"),
    [("staff", "chief", "source"), ("killed", "wounded", "measure"), ("2024-05-01", "2024-04-30", "as_of")],
)
def test_a_change_of_any_cell_is_one(save: Save, old: str, new: str, field: str) -> None:
    """Also where the range stays."""
    told = changes(save, report_of(ROWS[0]), report_of(ROWS[0].replace(old, new)))
    assert [now.id for _, now in told.changed] == ["a"], field
    assert told.changed[0][0].low == told.changed[0][1].low


def test_waiving_a_finding_changes_it(save: Save) -> None:
    """It does not count any more."""
    ((was, now),) = changes(save, report_of(), report_of(checker=WAIVER)).changed_findings
    assert (was.status, now.status) == ("new", "waived")


def test_rules_that_ran_once_are_named(save: Save) -> None:
    """Their findings are not called gone, and the difference is one."""
    told = changes(save, report_of(), report_of(choice=Choice(ignore=("T301",))))
    assert (told.only_old, told.gone_findings, told.is_none) == (("T301",), (), False)
    back = changes(save, report_of(choice=Choice(ignore=("T301",))), report_of())
    assert (back.only_new, [f.code for f in back.new_findings]) == (("T301",), ["T301"])


def test_figures_that_are_not_listed_are_not_compared(save: Save) -> None:
    """It is said of which report."""
    report, other = report_of(), report_of(ROWS[0].replace("front", "rear"))
    told = compare(save(document(report)), save(document(other, FILES)))
    assert (told.unlisted, told.added, told.removed, told.changed) == (("OLD",), (), (), ())
    assert compare(save(document(report)), save(document(report))).unlisted == ("OLD", "NEW")
    assert compare(save(document(report)), save(document(report))).is_none


def test_a_folder_stands_for_its_report(tmp_path: Path) -> None:
    """The report.json in it."""
    (tmp_path / "report.json").write_text(json.dumps(document(report_of(), FILES)), encoding="utf-8")
    assert read_saved(tmp_path) == read_saved(tmp_path / "report.json")


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"", "is no report of this checker: Expecting value"),
        (b"\xff", "is no report of this checker: 'utf-8' codec"),
        (b"[" * 100_000, "is no report of this checker: "),
        (b"[]", "schema_version is not 1"),
        (b'{"schema_version": 2}', "schema_version is not 1"),
        (b'{"schema_version": NaN}', "NaN is no number"),
        (b'{"schema_version": 1}', "rules is missing or no list"),
        (b'{"schema_version": 1, "rules": [3]}', "rules is no list of objects"),
    ],
)
def test_what_is_no_report_is_refused(tmp_path: Path, data: bytes, words: str) -> None:
    """One line, with the path and what is wrong."""
    path = tmp_path / "r.json"
    path.write_bytes(data)
    with pytest.raises(CannotCheckError) as error:
        read_saved(path)
    assert str(error.value).startswith(f"{path}: is no report of this checker: ")
    assert words in str(error.value)


def test_what_cannot_be_read_is_refused(tmp_path: Path) -> None:
    """With the path."""
    for path, words in ((tmp_path / "no.json", "no such file"), (tmp_path, "report.json: no such file")):
        with pytest.raises(CannotCheckError, match=words):
            read_saved(path)
    (tmp_path / "report.json").mkdir()
    with pytest.raises(CannotCheckError, match="Is a directory"):
        read_saved(tmp_path)


NEEDED = [
    ("schema_version",), ("tool",), ("tool", "version"), ("dataset",), ("dataset", "name"), ("rules",),
    ("rules", 0, "code"), ("rules", 0, "skipped"), ("findings",), *(("findings", 0, key) for key in (
        "code", "name", "severity", "status", "fingerprint", "message", "figures")),
    ("figures", 0, "id"), ("figures", 0, "low"), ("figures", 0, "hash"),
]  # fmt: skip


@given(st.sampled_from(NEEDED), st.sampled_from([None, 3.5, True, [3], {"a": 1}, "words"]) | st.just("gone"))
def test_any_broken_report_is_read_or_refused_in_one_line(path: tuple[Any, ...], value: Any) -> None:
    """A key that is missing or of another type never crashes the reader."""
    whole = copy.deepcopy(WHOLE)
    inner: Any = whole
    for step in path[:-1]:
        inner = inner[step]
    if value == "gone":
        del inner[path[-1]]
    else:
        inner[path[-1]] = value
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("checker.changes.read_file", lambda _: json.dumps(whole).encode())
        refusal = refused(Path("r.json"))
    assert "\n" not in refusal
    assert refusal or value not in (None, "gone")


def refused(path: Path) -> str:
    """Why a report cannot be read; "" where it can."""
    try:
        read_saved(path)
    except CannotCheckError as error:
        return str(error)
    return ""


WHOLE = document(report_of(), FILES)
