"""Waivers: read or refused with one clear line, applied where all their figures are, and judged themselves."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from checker.figures.dates import read_day
from checker.figures.errors import CannotCheckError
from checker.figures.findings import Finding
from checker.figures.report import Report
from checker.figures.waivers import Waiver, Waivers
from checker.manuals import manuals
from checker.pipeline import Choice, check
from checker.settings import read_settings
from tests.helpers import dataset_of, table_of

FALL = table_of(
    "a,army,front,killed,100,2024-05-01,2024-05-02,staff", "b,army,front,killed,80,2024-06-01,2024-06-02,staff"
)
DAY = read_day("2024-07-01")


def waiver(rule: str = '"T301"', figures: str = '["a", "b"]', reason: str = '"It is known."', more: str = "") -> str:
    """The text of one waiver."""
    keys = {"rule": rule, "figures": figures, "reason": reason}
    return "\n".join(["[[waiver]]", *(f"{key} = {value}" for key, value in keys.items() if value), more, ""])


def report_of(*waivers: str, today: int | None = DAY, choice: Choice | None = None) -> Report:
    """The report of a table in which a total falls, with some waivers."""
    return check(dataset_of(FALL, checker="".join(waivers), today=today), choice=choice)


def found(report: Report, *codes: str) -> list[Finding]:
    """The findings of some codes."""
    return [finding for finding in report.findings if finding.code in codes]


@pytest.mark.parametrize("figures", ['["a", "b"]', '["b"]', '["b", "a"]'])
def test_a_finding_that_holds_all_figures_is_waived(figures: str) -> None:
    """It stays, with the reason, is counted as waived and fails nothing."""
    report = report_of(waiver(figures=figures))
    (fall,) = found(report, "T301")
    assert (fall.status, fall.waiver) == ("waived", "It is known.")
    assert (report.summary["waived"], report.summary["error"]) == (1, 0)
    assert not found(report, "W901", "W902")


@pytest.mark.parametrize("other", [waiver('"C401"'), waiver(figures='["a", "b", "c"]')])
def test_any_other_finding_is_not(other: str) -> None:
    """Of another rule, or without one of the figures; the waiver is then unused."""
    report = report_of(other)
    assert [f.status for f in found(report, "T301")] == ["new"]
    assert [f.code for f in found(report, "W901", "W902")] == ["W902"]


@pytest.mark.parametrize("text", [waiver('"C401"'), waiver(more="expires = 2024-06-30")])
def test_the_manuals_list_the_keys_of_the_evidence(text: str) -> None:
    """Of a waiver that is unused, and of one that is over."""
    (judged,) = found(report_of(text), "W901", "W902")
    assert set(judged.evidence) == set(manuals()[judged.code].evidence)


def test_of_two_waivers_the_first_gives_the_reason() -> None:
    """And neither is unused."""
    report = report_of(waiver(figures='["a"]', reason='"first"'), waiver(figures='["b"]', reason='"second"'))
    assert found(report, "T301")[0].waiver == "first"
    assert not found(report, "W902")


@pytest.mark.parametrize(
    ("expires", "today", "over"),
    [
        ("2024-06-30", DAY, True), ("2024-07-01", DAY, False), ("2024-07-02", DAY, False), ('"2024-06-30"', DAY, True),
        ("2024-06-30", None, False),
    ],
)  # fmt: skip
def test_a_waiver_holds_on_its_last_day(expires: str, today: int | None, over: bool) -> None:  # noqa: FBT001
    """After it, it waives nothing and is told; where nobody knows the day, it holds, and W901 was not run."""
    report = report_of(waiver(more=f"expires = {expires}"), today=today)
    assert found(report, "T301")[0].status == ("new" if over else "waived")
    assert [f.code for f in found(report, "W901", "W902")] == (["W901"] if over else [])
    runs = {run.code: run for run in report.rules}
    assert runs["W901"].skipped == ("" if today else "no day for today was given")
    assert (runs["W901"].checked, runs["W901"].found, runs["W902"].checked) == (1, int(over), 1)


def test_what_is_said_of_waivers_points_to_their_lines() -> None:
    """Rule, figures, reason and day; ids that are not in the table; the line in checker.toml, and no figures."""
    report = report_of(
        "# ours\n\n",
        waiver(more="expires = 2024-06-30"),
        waiver(figures='["a", "x", "y"]', reason='"b"'),
        waiver('"C401"'),
    )
    told = found(report, "W901", "W902")
    assert [finding.message for finding in told] == [
        "The waiver of T301 for a, b expired on 30 June 2024. Its reason was: “It is known”.",
        "The waiver of T301 for a, x, y covers nothing: the table has no figure x and no figure y.",
        "The waiver of C401 for a, b covers nothing: there is no such finding.",
    ]
    places = [report.locations(finding)[0] for finding in told]
    assert [(place.file, place.line, place.column) for place in places] == [
        ("checker.toml", 3, 1), ("checker.toml", 8, 1), ("checker.toml", 13, 1)
    ]  # fmt: skip
    assert {finding.figures for finding in told} == {()}
    assert told[0].evidence == {"rule": "T301", "figures": ("a", "b"), "reason": "It is known."}
    assert len({finding.fingerprint for finding in told}) == 3


@pytest.mark.parametrize("choice", [Choice(ignore=("T301",)), Choice(select=("C", "W"))])
def test_a_waiver_of_a_rule_that_is_left_out_is_not_called_unused(choice: Choice) -> None:
    """Nobody looked whether there is something to waive."""
    assert not found(report_of(waiver(figures='["x"]'), choice=choice), "W902")


def test_beside_known_on_no_waiver_is_called_unused() -> None:
    """What it is for may not have been published by that day; W902 says that it was not run."""
    dataset = replace(dataset_of(FALL, checker=waiver('"C401"'), today=DAY), known_on=DAY)
    report = check(dataset)
    assert not found(report, "W902")
    assert {run.code: run.skipped for run in report.rules}["W902"] == "figures were left out by --known-on"
    bare = check(replace(dataset_of(FALL), known_on=DAY))
    assert {run.code: run.skipped for run in bare.rules}["W902"] == ""


def test_the_waivers_rules_can_be_left_out() -> None:
    """Like any other."""
    report = report_of(waiver('"C401"'), choice=Choice(ignore=("W",)))
    assert not found(report, "W902")
    assert {run.skipped for run in report.rules if run.code[0] == "W"} == {"left out by --select or --ignore"}


def test_where_lines_cannot_be_told_the_first_is_named() -> None:
    """An array on one line has no head for each."""
    text = 'waiver = [{rule = "C401", figures = ["a"], reason = "x"}]\n'
    assert read_settings(text.encode()).waivers == (Waiver("C401", ("a",), "x", None, 1),)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("waiver = 3", "waiver is to be a list of tables: write [[waiver]] above each"),
        ("[waiver]\nrule = 'T301'", "waiver is to be a list of tables"),
        ("waiver = [3]", "waiver is to be a list of tables"),
        (waiver() + waiver(rule=""), "waiver 2: rule is to be the code of a rule, such as C401; not None"),
        (waiver("'T999'"), "waiver 1: rule is to be the code of a rule, such as C401; not 'T999'"),
        (waiver("'W902'"), "waiver 1: rule is to be the code of a rule"),
        (waiver("['T301']"), "waiver 1: rule is to be the code of a rule"),
        (waiver(figures=""), "waiver 1: figures is to be a list of ids, at least one"),
        (waiver(figures="[]"), "waiver 1: figures is to be a list of ids, at least one"),
        (waiver(figures="'a'"), "waiver 1: figures is to be a list of ids, at least one"),
        (waiver(figures="[1]"), "waiver 1: figures is to be a list of ids, at least one"),
        (waiver(reason=""), "waiver 1: reason is to say why; it is missing or blank"),
        (waiver(reason="' '"), "waiver 1: reason is to say why; it is missing or blank"),
        (waiver(reason="3"), "waiver 1: reason is to say why; it is missing or blank"),
        (waiver(more="expires = 3"), "waiver 1: expires is to be a day, such as 2026-12-31"),
        (waiver(more="expires = '2024'"), "waiver 1: expires is to be a day"),
        (waiver(more="expires = 2024-01-01T00:00:00"), "waiver 1: expires is to be a day"),
        (waiver(more="until = 2024-01-01"), "waiver 1: until is not a key; known are rule, figures, reason, expires"),
        (waiver() + waiver(figures='["b", "a"]'), "waiver 2: T301 is waived for these figures already"),
    ],
)
def test_what_is_no_waiver_is_refused(text: str, words: str) -> None:
    """The number of the waiver and the key are named."""
    with pytest.raises(CannotCheckError) as error:
        read_settings(text.encode())
    assert str(error.value).startswith(f"checker.toml: {words}")


@pytest.mark.parametrize("code", ["W901", "W902"])
@pytest.mark.parametrize("heading", ["Bad", "Good"])
def test_the_examples_tell_the_truth(code: str, heading: str) -> None:
    """What the manual calls bad is found under its code, what it calls good is not."""
    figures, _, toml = manuals()[code].sections[heading].partition("\n\n")
    report = check(dataset_of(f"{figures}\n", checker=toml, today=read_day("2026-01-01")))
    assert bool(found(report, code)) == (heading == "Bad")
    assert bool(found(report, "W901", "W902")) == (heading == "Bad")


@given(st.sets(st.sampled_from("abcd"), min_size=1), st.sets(st.sampled_from("abcd")))
def test_a_waiver_applies_to_what_holds_all_its_figures(waived: set[str], held: set[str]) -> None:
    """And to its own rule alone."""
    one = Waiver("C401", tuple(waived), "x", None, 1)
    assert one.applies("C401", tuple(held)) == (waived <= held)
    assert not one.applies("C404", tuple(held))


@given(st.lists(st.none() | st.integers(1, 9)), st.none() | st.integers(1, 9))
def test_a_waiver_is_valid_or_expired(days: list[int | None], today: int | None) -> None:
    """One of the two, in the order given."""
    one = Waiver("C401", ("a",), "x", None, 1)
    waivers = Waivers(tuple(replace(one, expires=day, line=at) for at, day in enumerate(days)), today)
    assert sorted([*waivers.valid, *waivers.expired], key=lambda w: w.line) == list(waivers.given)
    assert all(w.expires is not None and today is not None and w.expires < today for w in waivers.expired)
    assert all(w.expires is None or today is None or w.expires >= today for w in waivers.valid)
