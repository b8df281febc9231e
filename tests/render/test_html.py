"""The report as a page."""

from collections.abc import Callable
from dataclasses import replace

import pytest

from checker.figures.findings import Gone, Report
from checker.render import html
from checker.render.html import drawing, render
from checker.render.plain import HIDDEN, visible

from .conftest import CLASH, VILE, Drawing
from .pages import Page


def test_snapshot(report: Report, snapshot: Callable[[str, str], None]) -> None:
    """The whole page of a small report."""
    snapshot("report.html", render(report, [Drawing()]))


def test_page_is_well_formed(report: Report, clean: Report, hostile: Report) -> None:
    """Tags are balanced, ids unique, links inside the page lead somewhere, and it ends with one line end."""
    for one in (report, clean, hostile):
        text = render(one, [Drawing()])
        page = Page(text)
        assert page.open == []
        assert len(page.ids) == len(set(page.ids))
        assert {href[1:] for href in page.links if href.startswith("#")} <= set(page.ids)
        assert text.endswith("</html>\n")


def test_page_needs_nothing_else(report: Report) -> None:
    """No script, no address to load from, and a policy that would forbid both."""
    page = Page(render(report, [Drawing()]))
    assert page.tags.isdisjoint({"script", "iframe", "object", "link", "form", "img"})
    assert page.attributes.isdisjoint({"src", "action", "style", "data", "srcset"})
    assert page.policy == "default-src 'none'; style-src 'unsafe-inline'; img-src data:"


def test_hostile_words(hostile: Report, clean: Report) -> None:
    """Words of the data make no tag, no attribute and no link, and all of them can be read."""
    chart = Drawing(title=VILE, caption=VILE, alt=VILE)
    page = Page(render(hostile, [chart]))
    harmless = Page(render(clean, [Drawing()]))
    assert page.tags <= harmless.tags | {"article", "details", "summary", "small"}
    assert page.attributes <= harmless.attributes
    assert all(href.startswith("#") for href in page.links)
    assert not HIDDEN.search("".join(page.words).replace("\n", ""))
    assert visible(VILE).strip() in "".join(page.words)


def test_links_are_followed_only_to_sites(report: Report) -> None:
    """A web address is linked and escaped; the link goes to the site that is named."""
    page = Page(render(report))
    assert {href for href in page.links if not href.startswith("#")} == {
        "https://en.example.org/nis_%28kr%29?a=1&b=2",
        "http://www.example.com/x",
    }


def test_repeated_fingerprints(report: Report) -> None:
    """Two findings with one fingerprint have places of their own."""
    page = Page(render(replace(report, findings=(CLASH, replace(CLASH, message="Again.", severity="note")))))
    name = f"finding-{CLASH.fingerprint}"
    assert [one for one in page.ids if one.startswith("finding-")] == [name, f"{name}-2"]


def test_what_does_not_fit_is_announced(report: Report, monkeypatch: pytest.MonkeyPatch) -> None:
    """A page of too many findings or figures says what it leaves out, and links to nothing that is not there."""
    monkeypatch.setattr(html, "MOST_FINDINGS", 3)
    monkeypatch.setattr(html, "MOST_ROWS", 1)
    monkeypatch.setattr(html, "MOST_FIGURES", 1)
    page = Page(render(report))
    words = "".join(page.words)
    assert "5 more findings did not find room" in words
    assert "3 more figures did not find room" in words
    assert "2 more rows did not find room" in words
    assert "1 more row did not find room" in words
    assert {href[1:] for href in page.links if href.startswith("#")} <= set(page.ids)


def test_many_figures(report: Report) -> None:
    """A clash of many figures quotes twelve and counts the rest."""
    page = Page(render(replace(report, findings=(replace(CLASH, figures=("a1",) * 14),))))
    assert "and 2 more figures" in "".join(page.words)


def test_many_charts_are_folded(clean: Report) -> None:
    """Beyond the first six charts the others are folded away, none left out."""
    page = Page(render(clean, [Drawing(svg=f"<svg id='d{n}'></svg>") for n in range(8)]))
    assert page.open == []
    assert "2 more charts" in page.words
    assert {f"d{n}" for n in range(8)} <= set(page.ids)


def test_drawing_without_declaration() -> None:
    """A drawing loses what only a file of its own may have before its root."""
    assert drawing('<?xml version="1.0"?>\n<svg></svg>\n') == "<svg></svg>"
    assert drawing("<g></g>") == "<g></g>"


def test_what_is_gone_and_why_something_was_waived(clean: Report, monkeypatch: pytest.MonkeyPatch) -> None:
    """Both are told, and a list that is cut says how long it is."""
    gone = tuple(Gone("C401", f"{at:016}", f"<It> was {at}.") for at in range(3))
    monkeypatch.setattr(html, "MOST_GONE", 2)
    text = render(replace(clean, gone=gone, findings=(replace(CLASH, status="waived", waiver="<both>"),)))
    assert "<code>C401</code> <bdi>&lt;It&gt; was 1.</bdi>" in text
    assert "<li>and 1 more, in report.json</li>" in text
    assert "(warning, waived: <bdi>&lt;both&gt;</bdi>)" in text
    assert 'id="gone"' not in render(clean)
    assert "more, in report.json" not in render(replace(clean, gone=gone[:2]))
