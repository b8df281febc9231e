"""The report for a terminal."""

import re
from collections.abc import Callable
from dataclasses import replace

import pytest

from checker.figures.report import Gone, Report
from checker.render.plain import HIDDEN, visible
from checker.render.text import render

from .conftest import CLASH, VILE, dataset

COLOUR = re.compile(r"\x1b\[[\d;]*m")


def unwrapped(text: str) -> str:
    """The text without the white space that wrapping moves about."""
    return re.sub(r"\s", "", text)


def test_snapshot(report: Report, snapshot: Callable[[str, str], None]) -> None:
    """The whole of a small report, plain and 80 columns wide."""
    snapshot("report.txt", render(report))


def test_snapshot_of_nothing(clean: Report, snapshot: Callable[[str, str], None]) -> None:
    """A report without findings is a few lines."""
    snapshot("clean.txt", render(clean))


def test_width(report: Report) -> None:
    """No line but an address is longer than the width, however narrow."""
    for width in (40, 80, 132):
        lines = render(report, width=width).splitlines()
        assert all(len(line) <= width or line.strip().startswith("http") for line in lines)


def test_colour_changes_no_word(report: Report) -> None:
    """With colours taken away the text is the same, and without them there is no escape."""
    plain, coloured = render(report), render(report, color=True)
    assert "\x1b" not in plain
    assert COLOUR.search(coloured)
    assert COLOUR.sub("", coloured) == plain


def test_environment_changes_nothing(report: Report, monkeypatch: pytest.MonkeyPatch) -> None:
    """Neither COLUMNS nor NO_COLOR nor a dumb terminal is listened to; the caller decides."""
    before = render(report), render(report, color=True)
    for name, value in {"COLUMNS": "30", "NO_COLOR": "1", "FORCE_COLOR": "1", "TERM": "dumb"}.items():
        monkeypatch.setenv(name, value)
    assert (render(report), render(report, color=True)) == before


def test_most(report: Report) -> None:
    """A list that is cut says how long it is, and the worst clashes are told beside it."""
    text = render(report, most=1)
    assert "The 1 worst of 2 are shown" in text
    assert "error   F003  low is 1,000 and high 900. (figures.csv:5:29)" in text
    assert "R202" not in text


def test_no_other_findings(report: Report) -> None:
    """With one clash and nothing else there is no list of others."""
    text = render(replace(report, told=(CLASH,)))
    assert "Other errors" not in text
    assert "Notes:" not in text


def test_many_figures() -> None:
    """Of a clash of many figures four are quoted, the rest counted; nothing is asked where there is no question."""
    rows = [f"b{at},north,kursk,killed,{at},{at},{at},2025-01-01,2025-01-02,nis,,,reported,,\n" for at in range(6)]
    clash = replace(CLASH, figures=tuple(f"b{at}" for at in range(6)), ask="")
    text = render(Report(dataset("".join(rows)), (clash,), ()))
    assert "and 2 more figures" in text
    assert "inside one source" in text
    assert "Ask" not in text


def test_figures_of_two_quantities_say_which(report: Report) -> None:
    """Where a clash is between quantities, each figure names its own."""
    clash = replace(CLASH, figures=("a1", "a3"))
    text = unwrapped(render(replace(report, told=(clash,))))
    assert unwrapped("“4,000”: North Korean forces, Kursk Oblast: casualties; BBC") in text


def test_hostile_words(hostile: Report) -> None:
    """Markup, escapes and reordering in the data come out as words; nothing reaches the terminal as a command."""
    for color in (False, True):
        text = COLOUR.sub("", render(hostile, color=color))
        assert not HIDDEN.search(text.replace("\n", ""))
        assert unwrapped(visible(VILE)) in unwrapped(text)
        assert text.endswith("\n")
        assert not text.endswith("\n\n")


def test_what_is_gone_is_told(clean: Report) -> None:
    """A line each, and how many more there are."""
    gone = tuple(Gone("C401", f"{at:016}", f"It was {at}.") for at in range(3))
    text = render(replace(clean, gone=gone), most=2)
    assert "Gone since the baseline: 3\n  C401 It was 0.\n  C401 It was 1.\n  and 1 more, in --format json\n" in text
    assert "3gonesincethebaseline;" in unwrapped(text)
    assert "Gone" not in render(clean)
    assert "more" not in render(replace(clean, gone=gone))


def test_a_wall_of_clashes_is_a_line_each(report: Report) -> None:
    """Under a heading with their number and ends, who said what against whom and how far apart, in one column."""
    pair = {"earlier": "a1", "later": "a2"}
    many = tuple(replace(CLASH, subject=str(at), evidence=pair) for at in range(4))
    text = render(replace(report, told=many), width=120)
    assert (
        "North Korean forces, Kursk Oblast: killed: 3 warnings\n  3 clashes among 2 figures of 2 sources, from" in text
    )
    lines = text.splitlines()
    at = next(
        at for at, line in enumerate(lines) if line.startswith("  warning C401  South Korea's NIS “more than 3,000”")
    )
    assert lines[at + 1].startswith(" " * 16)
    assert len(lines[at]) > 100
    told = "Ukrainian General Staff “about 300” by 14 January 2025: 2,670 apart, 9.1 times (figures.csv:2:23)"
    assert unwrapped(told) in unwrapped(text)
