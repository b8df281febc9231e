"""The report as Markdown."""

import re
from collections.abc import Callable
from dataclasses import replace

import pytest
from markdown_it import MarkdownIt

from checker.figures.report import Assumption, Gone, Implied, Report, Undecided
from checker.render import markdown
from checker.render.markdown import LEVELS, MOST_BYTES, by_rule, escaped, linked, render
from checker.render.plain import HIDDEN, visible

from .conftest import CLASH, FINDINGS, VILE, Drawing, views
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
    text = render(clean, [Drawing(file="a b)(.svg", title="x](y)")])
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
    monkeypatch.setattr(markdown, "LEVELS", (replace(LEVELS[0], rows=1, findings=3),))
    text = render(report)
    assert "5 more findings did not find room here" in text
    assert "2 more rows did not find room here" in text


def test_what_is_gone_is_told(clean: Report, report: Report, monkeypatch: pytest.MonkeyPatch) -> None:
    """Each in a line; beyond as many as findings their number is said."""
    gone = tuple(Gone("C401", f"{at:016}", f"*It* was {at}.") for at in range(4))
    assert "## Gone since the baseline\n\n- C401: \\*It\\* was 0.\n- C401: \\*It\\* was 1." in render(
        replace(clean, gone=gone)
    )
    monkeypatch.setattr(markdown, "LEVELS", (replace(LEVELS[0], findings=3),))
    assert "was 2.\n- and 1 more, in report.json\n" in render(replace(clean, gone=gone))
    assert "Gone" not in render(report)


def test_long_lists_of_assumptions_are_cut_and_say_so(clean: Report, monkeypatch: pytest.MonkeyPatch) -> None:
    """Twenty figures of each, and as many assumptions as findings."""
    assumed = tuple(Assumption(f"f{at:02}", "as_of is blank") for at in range(25))
    assert "f18, f19 and 5 more figures\n" in render(replace(clean, views={"assumptions": lambda: assumed}))
    several = tuple(Assumption("f1", f"the {at}th") for at in range(5))
    monkeypatch.setattr(markdown, "LEVELS", (replace(LEVELS[0], findings=3),))
    text = render(replace(clean, views={"assumptions": lambda: several}))
    assert "- the 2th: f1\n- and 2 more assumptions, in report.json\n" in text
    assert "the 3th" not in text


def test_the_reason_of_a_waiver_is_told(clean: Report) -> None:
    """Beside its state."""
    waived = replace(CLASH, status="waived", waiver="both know")
    assert "(C401, figures.csv:2:23) waived (both know):" in render(replace(clean, told=(waived,)))


def test_a_page_stays_short(report: Report) -> None:
    """However many findings, no more than people scroll through, and what is left out is counted."""
    many = tuple(replace(CLASH, message="x" * 900, subject=str(at)) for at in range(400))
    text = render(replace(report, told=(*many, FINDINGS[3])))
    assert len(text.encode()) <= MOST_BYTES
    assert "- and 392 more in report.html: disjoint-ranges (C401) 392\n" in text
    assert "About what has no error and no warning, in report.html: no-link (P506) 1." in text
    few = many[:40]
    note = replace(FINDINGS[3], figures=("a1",))
    assert "Beside these, in report.html: no-link (P506) 1." in render(replace(report, told=(*few, *many, note)))
    more = tuple(replace(CLASH, subject=str(at)) for at in range(600))
    assert "100 more findings did not find room here" in render(replace(report, told=more))


def test_a_page_too_long_for_anything(report: Report) -> None:
    """Where a single finding is too much, the verdict is left."""
    huge = replace(CLASH, message="é" * 2**20)
    text = render(replace(report, told=(huge,)))
    assert len(text.encode()) < 2000
    assert "The findings are too long for this page" in text
    assert "Inconsistent: 1 clash" in text


def test_how_many_of_each_rule() -> None:
    """By code, with the name before it."""
    assert by_rule(FINDINGS[2:5]) == "no-link (P506) 2, wounded-per-killed (R202) 1"


def test_the_picture_of_a_clash_stands_with_it(report: Report) -> None:
    """It is linked where the clash is told, and not again among the charts."""
    picture = Drawing(file="clash-1.svg", caption="3,000 − 330", kind="clash", finding=CLASH.fingerprint)
    text = render(report, [picture])
    assert "\n   ![3,000 − 330](charts/clash-1.svg)\n" in text
    assert "## Charts" not in text


def test_what_is_left_and_what_is_undecided(report: Report, monkeypatch: pytest.MonkeyPatch) -> None:
    """A table of implied ranges, and the parts of which nothing was found; what is cut says so."""
    left = tuple(Implied(people, "kursk", "killed", "2025-01-14", 270.0, None) for people in ("north", "south"))
    parts = (Undecided(("north",), ("kursk",), tuple(f"a{at}" for at in range(25)), "too *hard*"),) * 2
    text = render(replace(report, views=views(implied=left), undecided=parts))
    assert "| North Korean forces, Kursk Oblast: killed | 14 January 2025 | at least 270 | – | yes |" in text
    assert "- too \\*hard\\*: a0, a1," in text
    assert "a19 and 5 more figures\n" in text
    monkeypatch.setattr(markdown, "LEVELS", (replace(LEVELS[0], rows=1, findings=1),))
    cut = render(replace(report, views=views(implied=left), undecided=parts))
    assert "1 more row did not find room here" in cut
    assert "- and 1 more, in report.json" in cut
