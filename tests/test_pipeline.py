"""From a path to a report: reading, choosing, crashing, and what the report says was done."""

import re
import types
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

import checker
from checker import pipeline
from checker.figures.errors import CannotCheckError
from checker.figures.hits import Hits
from checker.figures.report import Assumption, Report, in_order
from checker.loading import load, load_files, read_files
from checker.pipeline import Choice, check, render_all
from checker.render.text import render
from checker.rules import Rule, all_rules
from checker.settings import Settings, read_settings
from checker.timings import Timings
from tests.helpers import dataset_of, table_of

ROWS = (
    "a,army,battle,captured,983,2024-01-01,2024-01-02,staff",
    "b,army,battle,captured,901,2024-01-05,2024-01-06,staff",
    "c,army,battle,captured,801,2024-01-07,2024-01-08,agency",
    "d,army,battle,killed,a handful,2024-01-07,2024-01-08,agency",
    "e,army,battle,killed,12,,2024-01-09,agency",
)
TABLE = table_of(*ROWS)


def codes(**choice: tuple[str, ...]) -> set[str]:
    """The codes of the findings that are left by a choice."""
    return {finding.code for finding in check(dataset_of(TABLE), choice=Choice(**choice)).findings}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A dataset with a file of each kind, and one that is none of them."""
    home = tmp_path / "some-war"
    home.mkdir()
    texts = {"figures.csv": TABLE, "sources.csv": "id\nstaff\nagency\n", "checker.toml": "[settings]\nas_of_lag = 3\n"}
    for name, text in {**texts, "notes.txt": "x"}.items():
        (home / name).write_text(text, encoding="utf-8")
    return home


def test_a_folder_is_read(folder: Path) -> None:
    """Its name, and those of its files that make a dataset."""
    name, files, called = read_files(folder)
    assert (name, called) == ("some-war", "")
    assert list(files) == ["figures.csv", "sources.csv", "checker.toml"]
    assert read_files(str(folder)) == (name, files, called)


def test_a_single_table_has_no_neighbours(folder: Path) -> None:
    """A lone CSV is called by its stem, and what lies beside it is not read."""
    assert read_files(folder / "figures.csv") == ("figures", {"figures.csv": TABLE.encode()}, "figures.csv")
    assert load(folder / "figures.csv").sources.empty


@pytest.mark.parametrize(
    ("path", "message"),
    [
        ("nowhere", "nowhere: no such file or folder"),
        ("nowhere/figures.csv", "figures.csv: no such file or folder"),
        (".", "a folder without a figures.csv"),
        ("some-war/figures.csv/x", "x: Not a directory"),
    ],
)
def test_what_cannot_be_read(folder: Path, path: str, message: str) -> None:
    """One clear line, with the path."""
    with pytest.raises(CannotCheckError, match=f"{re.escape(message)}$"):
        read_files(folder.parent / path)


def test_a_dataset_is_loaded_with_its_settings(folder: Path) -> None:
    """Own settings are read beside the tables: as_of may lie three days back."""
    dataset = load(folder)
    assert (dataset.name, dataset.read, dataset.rejected) == ("some-war", 5, 1)
    last = dataset.figures.iloc[-1]
    assert (last["id"], last["published"] - last["as_of_first"]) == ("e", 3)
    assert load_files(*read_files(folder)).sha256 == dataset.sha256


def test_today_is_an_argument(folder: Path) -> None:
    """Without it nothing is in the future; with it later publications are F007."""
    assert "F007" not in {finding.code for finding in load(folder).findings}
    assert "F007" in {finding.code for finding in load(folder, today=1).findings}
    assert check(load(folder), today="2024-01-02").today == "2024-01-02"
    assert check(load(folder)).today is None


def test_the_package_has_the_pipeline() -> None:
    """`checker.load` and `checker.check` come late, and nothing else comes with them."""
    assert (checker.load, checker.check) == (load, check)
    with pytest.raises(AttributeError, match="module 'checker' has no attribute 'chek'"):
        checker.chek  # noqa: B018  (asking is the test)


@pytest.mark.parametrize(
    ("select", "ignore", "wanted"),
    [
        ((), (), {"C401", "T301", "F001"}),
        (("C",), (), {"C401"}),
        (("C4", "T301"), (), {"C401", "T301"}),
        ((), ("C401",), {"T301", "F001"}),
        ((), ("C", "F"), {"T301"}),
        (("C", "T"), ("C4",), {"T301"}),
        (("X",), (), set()),
    ],
)
def test_select_and_ignore(select: tuple[str, ...], ignore: tuple[str, ...], wanted: set[str]) -> None:
    """Codes or prefixes; what is both selected and ignored is ignored."""
    found = codes(select=select, ignore=ignore)
    assert found & {"C401", "T301", "F001"} == wanted
    assert all(Choice(select, ignore).wants(code) for code in found)


def test_what_is_left_out_says_so() -> None:
    """Its run is still listed, form first, by code, with a reason instead of a number."""
    report = check(dataset_of(TABLE), choice=Choice(ignore=("T301", "F")))
    runs = {run.code: run for run in report.rules}
    assert list(runs) == sorted(runs, key=lambda code: (not code.startswith("F"), code))
    assert set(runs) >= {rule.manual.code for rule in all_rules()}
    assert runs["T301"].skipped == runs["F001"].skipped == "left out by --select or --ignore"
    assert runs["T301"].found == runs["F001"].found == 0
    assert (runs["C401"].found, runs["C401"].checked, runs["C401"].skipped) == (1, 4, "")


def test_explanations_are_assigned_before_the_choice() -> None:
    """A pair that an ignored rule explains is not told by another."""
    header = "id,population,scope,measure,reported,as_of,published,source,derived_from"
    told = table_of(
        "a,army,front,killed,300,2024-04-30,2024-04-30,agency,",
        "b,army,front,killed,412,2024-04-30,2024-04-30,agency,a",
        header=header,
    )
    everything, rest = (check(dataset_of(told), choice=choice).findings for choice in (None, Choice(ignore=("C403",))))
    assert [finding.code for finding in everything if finding.code[:2] in {"C4", "P5"}][:1] == ["C403"]
    assert not {finding.code for finding in rest} & {"C403", "P501"}


def broken(*, telling: bool) -> Rule:
    """The rule R201, which crashes when it looks or when it tells."""
    rule = next(rule for rule in all_rules() if rule.manual.code == "R201")

    def crash(*_: Any) -> Hits:
        raise ZeroDivisionError("by nobody")

    def find(_: Any) -> Hits:
        return Hits(1, pd.DataFrame({"first": [0], "second": [-1]}))

    module = types.ModuleType("broken")
    module.__dict__.update(find=find if telling else crash, tell=crash)
    return Rule(rule.manual, module)


@pytest.mark.parametrize("telling", [False, True])
@pytest.mark.parametrize("jobs", [1, 2])
def test_a_rule_that_crashes_does_not_pass_for_a_clean_dataset(
    telling: bool, jobs: int, monkeypatch: pytest.MonkeyPatch  # noqa: FBT001  (a case)
) -> None:  # fmt: skip
    """The check ends, and the error names the rule and what happened, with the crash as its cause."""
    monkeypatch.setattr("checker.rules.all_rules", lambda: (broken(telling=telling),))
    with pytest.raises(CannotCheckError, match=r"^the rule R201 crashed: ZeroDivisionError: by nobody$") as caught:
        check(dataset_of(TABLE), jobs=jobs)
    assert isinstance(caught.value.__cause__, ZeroDivisionError)


def test_notes_are_counted_and_made_when_they_are_read() -> None:
    """What outputs for people need is there without them, and does not change when they are made."""
    same = ('army,front,killed,"5,137",2024-05-01,2024-05-02,' + source for source in ("ministry", "paper"))
    report = check(dataset_of(table_of(*ROWS, *(f"{figure},{row}" for figure, row in zip("xy", same, strict=True)))))
    assert {several.code for several in report.notes} == {"P503", "P504"}
    before = report.summary, report.noted, report.loud, render(report)
    assert "findings" not in vars(report)
    notes = [finding for finding in report.findings if finding.severity == "note"]
    again = Report(report.dataset, report.findings, report.rules, views=report.views)
    assert before == (again.summary, again.noted, again.loud, render(again))
    assert report.summary["note"] == len(notes) == sum(report.noted.values())
    assert report.noted == {("P503", "counted-twice"): 1, ("P504", "single-source"): 2}
    assert report.findings == in_order(report.findings)
    assert {run.code: run.found for run in report.rules if run.found and run.severity == "note"} == {
        code: number for (code, _), number in report.noted.items()
    }


def test_notes_are_left_out_and_waived_like_others() -> None:
    """By code; and where there is a waiver all are there from the beginning."""
    assert not check(dataset_of(TABLE), choice=Choice(ignore=("P",))).notes
    waiver = '[[waiver]]\nrule = "P504"\nfigures = ["e"]\nreason = "known"\n'
    report = check(dataset_of(TABLE, checker=waiver))
    assert not report.notes
    assert [finding.status for finding in report.findings if finding.code == "P504"] == ["waived"]
    assert report.summary["waived"] == 1


def test_a_rule_that_crashes_over_a_note_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    """When the note is made."""
    (rule,) = (rule for rule in all_rules() if rule.manual.code == "P504")
    module = types.ModuleType("broken")
    module.__dict__.update(find=rule.module.find, tell=None)
    monkeypatch.setattr("checker.rules.all_rules", lambda: (Rule(rule.manual, module),))
    report = check(dataset_of(TABLE))
    assert report.summary["note"] == 1
    with pytest.raises(CannotCheckError, match=r"^the rule P504 crashed: TypeError: "):
        list(report.findings)


def test_settings_replace_the_datasets_ratios() -> None:
    """A check may judge by other bands than the dataset's own."""
    table = table_of(
        "a,army,front,casualties,150,2024-01-15,2024-01-24,ministry",
        'b,army,front,deployed,"1,000",2024-01-15,2024-01-24,ministry',
    )
    strict = read_settings(b"[ratios.R201]\nwarning = { above = 0.1 }\n")
    found = [
        [finding.severity for finding in check(dataset_of(table), settings).findings if finding.code == "R201"]
        for settings in (None, Settings(), strict)
    ]
    assert found == [[], [], ["warning"]]


def test_a_blank_day_is_an_assumption() -> None:
    """It is listed with the days that it was taken to be among."""
    assert check(dataset_of(TABLE)).assumptions == (
        Assumption("e", "as_of is blank: taken as some day from 2023-12-10 to 2024-01-09"),
    )


def test_timings_name_every_step() -> None:
    """Seconds by step, for every rule, the sorting and the tables; a step taken twice adds up."""
    timings = Timings()
    check(dataset_of(TABLE), timings=timings)
    assert list(timings.seconds) == [*(rule.manual.code for rule in all_rules()), "C402", "sort"]
    assert all(seconds >= 0 for seconds in timings.seconds.values())
    before = timings.seconds["sort"]
    timings.since -= 5
    timings.lap("sort")
    assert 5 <= timings.seconds["sort"] - before < 65


def test_findings_are_in_order() -> None:
    """The worst first, those of form among them."""
    report = check(dataset_of(TABLE))
    assert [finding.code for finding in report.findings[:3]] == ["T301", "F001", "C401"]
    assert pipeline.check is check


def test_a_table_whose_every_row_is_rejected_has_a_report() -> None:
    """With no source and no quantity, in every format."""
    report = check(dataset_of(TABLE.partition("\n")[0] + "\na,army,front,plenty,,,,\n"))
    assert (report.sources, report.quantities) == ((), ())
    assert report.dataset.rejected == 1
    assert render_all(report)
