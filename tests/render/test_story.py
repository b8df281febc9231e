"""What all formats for people tell, and the words that are safe to tell it with."""

import math
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from checker.figures.findings import Repair
from checker.figures.report import Report
from checker.render import FORMATS
from checker.render.plain import HIDDEN, counted, host, link, listed, visible
from checker.render.story import THE_TABLE, Story, tally

from .conftest import CLASH, FINDINGS, ROWS, RULES, Drawing, dataset


def test_formats_are_modules() -> None:
    """Every format that is named can be imported and renders."""
    from importlib import import_module

    assert all(callable(import_module(module).render) for module in FORMATS.values())


def test_verdict_never_says_false(report: Report) -> None:
    """The verdict speaks of inconsistency; it calls no figure false and nobody a liar."""
    words = " ".join(Story(report).verdict).lower()
    assert "inconsistent" in words
    assert not any(word in words for word in ("false", "wrong figure", "lie", "lying", "incorrect"))


def test_headlines(report: Report, clean: Report) -> None:
    """The headline goes from clashes to implausible figures to none found to nothing checked."""
    implausible = replace(report, told=tuple(f for f in FINDINGS if not f.is_clash))
    empty = replace(report, dataset=dataset(ROWS, rejected=["a1", "a2", "a3", "a4", "a5"]), told=())
    then = ", as known on 1 March 2025"
    assert Story(report).headline == f"Inconsistent: 1 clash between figures of 2 sources{then}"
    assert Story(implausible).headline == f"No clash found, but 1 finding of implausible figures{then}"
    assert Story(clean).headline == "No clash found among 2 figures"
    assert Story(empty).headline == f"Nothing could be checked{then}"
    assert "5 were left out" in Story(empty).verdict[0]


def test_several_clashes(report: Report) -> None:
    """Two clashes inside one source are counted as such."""
    clash = replace(CLASH, figures=("a1",))
    story = Story(replace(report, told=(clash, replace(clash, subject="other"))))
    assert story.headline == "Inconsistent: 2 clashes inside one source, as known on 1 March 2025"
    assert any("in each of 2 clashes" in sentence for sentence in story.verdict)


def test_summary_line(report: Report, clean: Report) -> None:
    """Findings first, then the rows; what is waived or known only where there is any."""
    assert Story(clean).summary_line == "0 errors, 0 warnings, 0 notes; 2 figures read, 0 rejected, 2 checked"
    assert "3 notes, 1 waived, 1 in the baseline; 5 figures read, 1 rejected" in Story(report).summary_line


def test_groups(report: Report) -> None:
    """Errors first, notes last within a group, and what is known before behind them."""
    groups = Story(report).groups(report.findings)
    assert groups[0].title == THE_TABLE
    assert [[f.code for f in group.findings] for group in groups] == [
        ["F003", "P504"],
        ["R202", "P506", "A101"],
        ["C401", "T303"],
        ["P506"],
    ]
    assert [f.code for f in groups[1].quiet] == ["P506", "A101"]
    assert tally(groups[1].findings) == "1 warning, 1 note, 1 waived"


def test_places(report: Report) -> None:
    """A finding about a cell says where; one about the whole table does not."""
    story = Story(report)
    assert story.place(CLASH) == "figures.csv:2:23"
    assert story.place(FINDINGS[-1]) == ""


@pytest.mark.parametrize(
    ("repair", "words"),
    [
        (Repair("a1", 0, 330, 2670, 9.09), "would have to be at most 330 (off by 2,670, 9.1 times)"),
        (Repair("a1", 3000, None, 2670, None), "would have to be at least 3,000 (off by 2,670)"),
        (Repair("a1", 3000, math.inf, 5, 0.0), "would have to be at least 3,000 (off by 5)"),
    ],
)
def test_repairs(report: Report, repair: Repair, words: str) -> None:
    """How far a figure would have to give way, and how many times where that can be said."""
    assert Story(report).repair(repair) == words


def test_messages_do_not_repeat_their_heading(report: Report) -> None:
    """Under a heading that names the quantity, or its people, a message does without these words."""
    story = Story(report)
    assert story.message(CLASH, "North Korean forces, Kursk Oblast: killed").startswith("South Korea's NIS said")
    assert story.message(FINDINGS[5], "North Korean forces, Kursk Oblast: killed") == "5 killed of 4 casualties."
    assert story.message(FINDINGS[6], THE_TABLE) == "A jump."
    assert story.message(CLASH, "") == CLASH.message


def test_charts_of_clashes_come_first(report: Report) -> None:
    """The picture of what clashes stands before the others, which keep their order."""
    others = [Drawing(title="A"), Drawing(title="North Korean forces: casualties")]
    clashing = Drawing(title="North Korean forces: killed")
    assert Story(report).in_order([*others, clashing]) == [clashing, *others]


def test_likenesses(report: Report) -> None:
    """Notes of one rule are told once, with the lines of the others; those about no cell are counted."""
    notes = [f for f in FINDINGS if f.code == "P506"]
    [group] = Story(replace(report, told=tuple(notes[:1] * 3))).groups(notes[:1] * 3)
    [(first, others)] = group.quiet_by_rule
    assert first == notes[0]
    assert Story(report).lines(others) == "lines 4 and 4"
    assert Story(report).lines(notes[:1]) == "line 4"
    assert Story(report).lines([notes[0], FINDINGS[-1]]) == "2 more"


def test_rules_that_did_not_run(clean: Report) -> None:
    """A rule that was not run is told in the verdict."""
    assert not any("Not run" in sentence for sentence in Story(clean).verdict)
    skipped = [replace(RULES[0], code=code, skipped="left out") for code in ("A101", "C401", "T301", "T302")]
    two, four = (Story(replace(clean, rules=tuple(skipped[:n]))) for n in (2, 4))
    assert "Not run: A101 and C401; the list of what was checked says why." in two.verdict
    assert "Not run: 4 rules; the list of what was checked says why." in four.verdict


@given(st.text())
def test_visible_leaves_nothing_hidden(text: str) -> None:
    """After it no control character is left, and doing it twice changes nothing."""
    assert not HIDDEN.search(visible(text))
    assert visible(visible(text)) == visible(text)


@pytest.mark.parametrize(
    ("text", "shown"),
    [("\x1b[31m", "␛[31m"), ("a\u202eb", "a‹U+202E›b"), ("\x7f", "␡"), ("a b\n", "a b␊"), ("\U000e0041", "‹U+E0041›")],
)
def test_visible(text: str, shown: str) -> None:
    """Control characters become symbols."""
    assert visible(text) == shown


@pytest.mark.parametrize(
    "url",
    [
        "javascript:alert(1)",
        "data:text/html,x",
        "//evil.example",
        "http://a b.example",
        "https://a.example/\u202e",
        "https://a.example/[x]",
        "https://good.example@evil.example/",
        "https://a.example/\n",
        "ftp://a.example",
        "https:///x",
        "https://a.example\\b",
        'https://a.example/"x',
        "",
    ],
)
def test_unfit_addresses(url: str) -> None:
    """Only a plain web address is fit to be followed."""
    assert link(url) == ""
    assert host(url) == visible(url)


def test_fit_addresses() -> None:
    """What is not plain ASCII is percent-escaped, what is escaped stays so, and the site is named."""
    assert link("HTTPS://www.Example.org/a_(b)?q=ü&r=%20#c") == "HTTPS://www.Example.org/a_%28b%29?q=%C3%BC&r=%20#c"
    assert host("HTTPS://www.Example.org/a?b") == "example.org"
    assert link("https://ko.example/한국") == "https://ko.example/%ED%95%9C%EA%B5%AD"


@given(st.text())
def test_any_address_is_harmless_or_refused(text: str) -> None:
    """Whatever stands behind the scheme, a link holds nothing that could end it."""
    assert not set(link(f"https://a.example/{text}")) & set("\"'<>()[] \n`\\|")


def test_counted_and_listed() -> None:
    """Numbers and lists in words."""
    assert counted(1, "error") == "1 error"
    assert counted(1200, "clash", "clashes") == "1,200 clashes"
    assert listed(["a"]) == "a"
    assert listed(["a", "b", "c"]) == "a, b and c"


@pytest.mark.parametrize("status", ["waived", "baseline"])
def test_a_clash_that_was_looked_at_before_is_still_one(report: Report, status: str) -> None:
    """Where none is new, neither headline nor verdict says that there is none."""
    story = Story(replace(report, told=(replace(CLASH, status=status),), known_on=None))
    assert story.headline == "No new clash found; 1 clash is waived or in the baseline"
    assert "No new clash was found. 1 clash that had been looked at" in " ".join(story.verdict)
    assert "stand together" not in " ".join(story.verdict)


def test_a_clash_in_a_line(report: Report) -> None:
    """Who said what against whom, when, how far apart; days and names that are the same are said once."""
    story, title = Story(report), "North Korean forces, Kursk Oblast: killed"
    ends = {"earlier": "a1", "later": "a2"}
    assert story.brief(replace(CLASH, evidence=ends), title) == (
        "South Korea's NIS “more than 3,000” by 12 January 2025, Ukrainian General Staff “about 300” by 14 January "
        "2025: 2,670 apart, 9.1 times"
    )
    alike = replace(CLASH, evidence={"earlier": "a1", "later": "a1"}, figures=("a1", "a1", "a2"))
    assert story.brief(replace(alike, repairs=(Repair("a1", 0, 0, 5, None),)), title) == (
        "South Korea's NIS “more than 3,000”, “more than 3,000”, both by 12 January 2025: 5 apart; 1 more"
    )
    assert story.brief(CLASH, title).startswith("South Korea's NIS said")
    assert story.brief(FINDINGS[2], title) == "14 wounded per killed."


def test_a_sum_is_about_its_whole(report: Report) -> None:
    """However its parts stand in the list, the heading is the quantity of the total."""
    whole = replace(CLASH, evidence={"whole": "a3"})
    assert Story(report).subject(whole) == "North Korean forces, Kursk Oblast: casualties"
    assert Story(report).subject(CLASH) == "North Korean forces, Kursk Oblast: killed"


def test_what_figures_count_without_what_they_share(report: Report) -> None:
    """The measures of one group of people, the people of one measure, all of it where neither is one."""
    story = Story(report)
    quotes = {name: story.phrases.quote(at) for at, name in enumerate(("a1", "a2", "a3", "a5"))}
    assert story.apart([quotes["a1"], quotes["a2"]]) == []
    assert story.apart([quotes["a1"], quotes["a3"]]) == ["killed", "casualties"]
    south = replace(quotes["a5"], quantity="south, Kursk Oblast: killed")
    assert story.apart([quotes["a1"], south]) == ["North Korean forces, Kursk Oblast", "south, Kursk Oblast"]
    assert story.apart([quotes["a1"], quotes["a5"]])[1] == "south, Kursk Oblast: wounded"
