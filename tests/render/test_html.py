"""The report as a page."""

import re
from collections.abc import Callable
from dataclasses import replace

import pytest

from checker.figures.report import Gone, Implied, Report, Undecided
from checker.render import html
from checker.render.html import drawing, render
from checker.render.plain import HIDDEN, visible

from .conftest import CLASH, FINDINGS, VILE, Drawing, views
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
    """No address to load from, and a policy that allows one style and one script, those on the page, and no more."""
    text = render(report, [Drawing()])
    page = Page(text)
    assert page.tags.isdisjoint({"iframe", "object", "link", "img"})
    assert page.attributes.isdisjoint({"src", "action", "style", "data", "srcset"})
    own = {tag: re.findall(f"<{tag}>(.*?)</{tag}>", text, re.DOTALL) for tag in ("style", "script")}
    allowed = {tag: html.hash_of(parts[0]) for tag, parts in own.items() if len(parts) == 1}
    assert page.policy == (
        f"default-src 'none'; style-src {allowed['style']}; script-src {allowed['script']}; base-uri 'none'; "
        "form-action 'none'"
    )


def test_hostile_words(hostile: Report, report: Report) -> None:
    """Words of the data make no tag, no attribute and no link, and all of them can be read."""
    chart = Drawing(title=VILE, caption=VILE, alt=VILE, table=((VILE,), (VILE,)))
    page = Page(render(hostile, [chart]))
    harmless = Page(render(report, [Drawing()]))
    assert page.tags <= harmless.tags
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
    page = Page(render(replace(report, told=(CLASH, replace(CLASH, message="Again.", severity="note")))))
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
    page = Page(render(replace(report, told=(replace(CLASH, figures=("a1",) * 14),))))
    assert "and 2 more figures" in "".join(page.words)


def test_a_picture_stands_where_its_clash_is_told(report: Report) -> None:
    """The picture of a clash is inside its article and not among the charts; that of sources is beside their tables."""
    pictures = [
        Drawing(svg="<svg id='clash'></svg>", kind="clash", finding=CLASH.fingerprint),
        Drawing(svg="<svg id='sources-drawn'></svg>", kind="agreement"),
    ]
    text = render(report, pictures)
    assert text.index('id="worst"') < text.index("id='clash'") < text.index('id="findings"')
    assert text.index('id="sources"') < text.index("id='sources-drawn'") < text.index('id="figures"')
    assert 'id="charts"' not in text


def test_what_is_drawn_is_a_table_too(report: Report) -> None:
    """A chart's table stands beside it, folded; without one nothing is folded."""
    assert "<bdi>at least 3,000 &lt;b&gt;</bdi>" in render(report, [Drawing()])
    assert "as a table" not in render(report, [Drawing(table=())])


def test_many_findings_of_one_quantity_are_folded(report: Report) -> None:
    """Of many clashes about one quantity the first stand open, the others are a line each, above them a summary."""
    pair = {"earlier": "a1", "later": "a2"}
    many = tuple(replace(CLASH, subject=str(at), evidence=pair) for at in range(5))
    text = render(replace(report, told=many))
    assert text.count('<details class="finding warning"') == 3
    assert text.count('<article class="finding warning"') == 1
    assert (
        '<summary><b class="badge">warning</b> <bdi>South Korea&#39;s NIS “more than 3,000” by 12 January 2025, '
        "Ukrainian General Staff “about 300” by 14 January 2025: 2,670 apart, 9.1 times</bdi></summary>"
    ) in text
    assert "5 clashes among 2 figures of 2 sources, from “about 300” (Ukrainian General Staff) to" in text
    assert 'class="digest"' not in render(report)


def test_a_joint_clash_shows_its_sum_and_sets(report: Report) -> None:
    """The arithmetic of figures that clash together, and the sets where there are several; of very many the first."""
    evidence = {"arithmetic": "3,000 + 10 > 330", "sets": [["a1", "a2"], ["a1", "a3"]]}
    joint = replace(CLASH, code="C402", evidence=evidence)
    text = render(replace(report, told=(joint,)))
    assert '<p class="sum"><bdi>3,000 + 10 &gt; 330</bdi></p>' in text
    assert "2 sets that cannot hold together" in text
    assert "<li><code>a1</code>, <code>a3</code></li>" in text
    one, many = ({**evidence, "sets": [["a1"]] * number} for number in (1, 25))
    assert "cannot hold together" not in render(replace(report, told=(replace(joint, evidence=one),)))
    assert "<li>and 5 more, in report.json</li>" in render(replace(report, told=(replace(joint, evidence=many),)))


def test_implied_ranges(report: Report, monkeypatch: pytest.MonkeyPatch) -> None:
    """The last day of each quantity, a loose term beside whose it is; a part of which nothing was found is listed."""
    left = (
        Implied("north", "kursk", "killed", "2025-01-14", 270.0, 330.0),
        Implied("north", "kursk", "killed", "2025-01-12", 0.0, None),
        Implied("south", "kursk", "casualties", "2025-01-12", 0.0, None, "nis", reported=False),
    )
    parts = (Undecided(("north",), ("kursk",), tuple(f"a{at}" for at in range(25)), "too <hard>"),) * 2
    text = render(replace(report, views=views(implied=left), undecided=parts))
    cells = ["North Korean forces, Kursk Oblast: killed", "14 January 2025", "270 to 330", "–", "yes"]
    assert "<tr>" + "".join(f"<td><bdi>{cell}</bdi></td>" for cell in cells) + "</tr>" in text
    assert "<td><bdi>any number</bdi></td><td><bdi>South Korea&#39;s NIS</bdi></td><td><bdi>no</bdi></td>" in text
    assert "12 January 2025</bdi></td><td><bdi>any number</bdi></td><td><bdi>–" not in text
    assert "<bdi>too &lt;hard&gt;</bdi>: <code>a0</code>" in text
    assert "and 5 more figures" in text
    assert "2 groups of figures could not be decided" in text
    monkeypatch.setattr(html, "MOST_ROWS", 1)
    cut = render(replace(report, views=views(implied=left), undecided=parts))
    assert "1 more row did not find room" in cut
    assert "<li>and 1 more, in report.json</li>" in cut
    assert 'id="implied"' not in render(report)


def test_where_the_errors_and_warnings_are(report: Report) -> None:
    """The groups with most are listed with their clashes; one group alone needs no list."""
    text = render(report)
    assert 'class="index cards"' in text
    assert 'class="number">9.1 times</td>' in text
    assert 'class="index cards"' not in render(replace(report, told=(CLASH,)))


def test_what_a_finding_is_found_by(report: Report) -> None:
    """Severity, rule, sources by their number, gap, day and line are marks of each finding."""
    text = render(report)
    assert (
        'data-severity="warning" data-rule="C401" data-sources="1 2" data-size="9.0909" data-day="739266" data-line="2"'
        in text
    )
    assert '<option value="0">BBC</option><option value="1">South Korea&#39;s NIS</option>' in text
    assert 'data-sources="" data-size="0" data-day="0" data-line="0"' in render(replace(report, told=(FINDINGS[-1],)))


def test_a_rule_is_linked_where_it_is_listed(report: Report) -> None:
    """A code leads to what the rule finds; one that was not run is no link."""
    text = render(report)
    assert '<a href="#rule-C401">disjoint-ranges C401</a>' in text
    assert "Two sources whose ranges for one quantity cannot both hold" in text
    assert "#rule-R202" not in text


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
    text = render(replace(clean, gone=gone, told=(replace(CLASH, status="waived", waiver="<both>"),)))
    assert "<code>C401</code> <bdi>&lt;It&gt; was 1.</bdi>" in text
    assert "<li>and 1 more, in report.json</li>" in text
    assert "(warning, waived: <bdi>&lt;both&gt;</bdi>)" in text
    assert 'id="gone"' not in render(clean)
    assert "more, in report.json" not in render(replace(clean, gone=gone[:2]))
