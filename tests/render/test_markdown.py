"""The report as Markdown."""

import re
from collections.abc import Callable
from dataclasses import replace

import pytest
from markdown_it import MarkdownIt

from checker.figures.findings import Assumption, Gone, Report
from checker.render import markdown
from checker.render.markdown import escaped, linked, render
from checker.render.plain import HIDDEN, visible

from .conftest import CLASH, VILE, Drawing
from .pages import Page

OURS = {
    "h1",
    "h2",
    "h3",
    "p",
    "ul",
    "ol",
    "li",
    "strong",
    "details",
    "summary",
    "table",
    "thead",
    "tbody",
    "tr",
    "th",
    "td",
    "span",
}


def page(text: str) -> Page:
    """The Markdown as a reader's browser gets it, raw HTML allowed."""
    return Page(MarkdownIt("commonmark", {"html": True}).enable(["table", "strikethrough"]).render(text))


def test_snapshot(report: Report, snapshot: Callable[[str, str], None]) -> None:
    """The whole of a small report."""
    snapshot("report.md", render(report, [Drawing()]))


def test_snapshot_of_nothing(clean: Report, snapshot: Callable[[str, str], None]) -> None:
    """A report without findings or assumptions says so."""
    snapshot("clean.md", render(clean))


def test_structure(report: Report) -> None:
    """It is our headings, lists and tables, two links and one chart, all closed."""
    seen = page(render(report, [Drawing()]))
    assert seen.open == []
    assert seen.tags <= OURS | {"a", "img"}
    assert set(seen.links) == {"https://en.example.org/nis_%28kr%29?a=1&b=2", "http://www.example.com/x"}


def test_hostile_words(hostile: Report) -> None:
    """Words of the data make no markup, no HTML, no link and no cell of their own, and all of them can be read."""
    seen = page(render(hostile, [Drawing(alt="a", caption=VILE)]))
    words = "".join(seen.words).replace("\u200b", "")
    assert seen.open == []
    assert seen.tags <= OURS | {"img"}
    assert seen.links == []
    assert not HIDDEN.search(words.replace("\n", ""))
    assert visible(VILE).strip() in words


def test_chart_file_and_alt_are_escaped(clean: Report) -> None:
    """A chart's name and description can end neither the picture nor the address."""
    text = render(clean, [Drawing(file="a b)(.svg", alt="x](y)")])
    assert "![x\\](y)](charts/a%20b%29%28.svg)" in text


@pytest.mark.parametrize(
    "words",
    [
        "@octocat",
        "a@b.example",
        "#12",
        "GH-7",
        "https://evil.example",
        "www.evil.example",
        ":rocket:",
        ":+1:",
        "mailto:a@b.cd",
    ],
)
def test_no_magnets(words: str) -> None:
    """What GitHub links wherever it finds it is broken by an invisible space, and by nothing else."""
    told = re.sub(r"\\(.)", r"\1", escaped(words))
    assert "&#8203;" in told
    assert told.replace("&#8203;", "") == words


def test_places_stay_whole() -> None:
    """A line and a column are no emoji."""
    assert escaped("figures.csv:12:5") == "figures.csv:12:5"


def test_addresses() -> None:
    """Words lead to an address that is fit to be followed; another is shown behind them."""
    assert linked("“a [b]”", "https://a.example/?x&y") == "[“a \\[b\\]”](https://a.example/?x&amp;y)"
    assert linked("a", "javascript:alert(1)") == "a (javascript:alert(1))"
    assert linked("a", "") == "a"


def test_many_charts_are_named(clean: Report) -> None:
    """Beyond the first six charts the others are links by their titles."""
    text = render(clean, [Drawing(file=f"{n}.svg", title=f"Chart {n}") for n in range(8)])
    assert text.count("![") == 6
    assert "More charts: [Chart 6](charts/6.svg),\n[Chart 7](charts/7.svg)." in text


def test_what_does_not_fit_is_announced(report: Report, monkeypatch: pytest.MonkeyPatch) -> None:
    """A page of too many findings or rows says how many it leaves out."""
    monkeypatch.setattr(markdown, "MOST_FINDINGS", 3)
    monkeypatch.setattr(markdown, "MOST_ROWS", 1)
    text = render(report)
    assert "5 more findings did not find room here" in text
    assert "2 more rows did not find room here" in text


def test_what_is_gone_is_told(clean: Report, report: Report, monkeypatch: pytest.MonkeyPatch) -> None:
    """Each in a line; beyond as many as findings their number is said."""
    gone = tuple(Gone("C401", f"{at:016}", f"*It* was {at}.") for at in range(4))
    assert "## Gone since the baseline\n\n- C401: \\*It\\* was 0.\n- C401: \\*It\\* was 1." in render(
        replace(clean, gone=gone)
    )
    monkeypatch.setattr(markdown, "MOST_FINDINGS", 3)
    assert "was 2.\n- and 1 more, in report.json\n" in render(replace(clean, gone=gone))
    assert "Gone" not in render(report)


def test_long_lists_of_assumptions_are_cut_and_say_so(clean: Report, monkeypatch: pytest.MonkeyPatch) -> None:
    """Twenty figures of each, and as many assumptions as findings."""
    assumed = tuple(Assumption(f"f{at:02}", "as_of is blank") for at in range(25))
    assert "f18, f19 and 5 more figures\n" in render(replace(clean, assumptions=assumed))
    several = tuple(Assumption("f1", f"the {at}th") for at in range(5))
    monkeypatch.setattr(markdown, "MOST_FINDINGS", 3)
    text = render(replace(clean, assumptions=several))
    assert "- the 2th: f1\n- and 2 more assumptions, in report.json\n" in text
    assert "the 3th" not in text


def test_the_reason_of_a_waiver_is_told(clean: Report) -> None:
    """Beside its state."""
    waived = replace(CLASH, status="waived", waiver="both know")
    assert "(C401, figures.csv:2:23) waived (both know):" in render(replace(clean, findings=(waived,)))


def test_a_page_fits_a_job_summary(report: Report) -> None:
    """However long the findings, no more than GitHub takes, and what is left out is announced."""
    many = tuple(replace(CLASH, message="x" * 9000, subject=str(at)) for at in range(400))
    text = render(replace(report, findings=many))
    assert 2**16 < len(text.encode()) <= 2**20
    assert "more findings did not find room here" in text
    huge = replace(CLASH, message="é" * 2**20)
    text = render(replace(report, findings=(huge,)))
    assert len(text.encode()) < 2000
    assert "The findings are too long for this page" in text
    assert "Inconsistent: 1 clash" in text
