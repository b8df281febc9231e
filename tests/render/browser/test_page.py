"""The page in Chromium: quiet, harmless, readable on a phone and on paper, and of use without its script."""

import pytest
from axe_playwright_python.sync_playwright import Axe

from checker.render.plain import visible
from tests.render.conftest import VILE

from .conftest import Open, Opened

pytestmark = pytest.mark.xdist_group("kursk")
PAGES = ("small", "hostile", "clean", "kursk")
ON_PAPER = {"width": 680, "height": 1009}  # A4 without its margins, in pixels of CSS


MANY = (
    "tr:nth-child(n+4)", "li:nth-child(n+4)", "option:nth-child(n+5)", ".worst ~ .worst", "figure ~ figure",
    ".group:nth-of-type(n+5)", ".finding ~ .finding ~ .finding", "#figures ~ h3 ~ h3", "#figures ~ table ~ table",
)  # fmt: skip


def thin_out(opened: Opened) -> None:
    """Leave the first few of what a page has many of: what is true of them is true of the others."""
    opened.page.evaluate(f"document.querySelectorAll({', '.join(MANY)!r}).forEach(part => part.remove())")


def open_all(opened: Opened) -> None:
    """Unfold whatever is folded."""
    opened.page.evaluate("document.querySelectorAll('details').forEach(part => part.open = true)")


@pytest.mark.parametrize("name", PAGES)
def test_a_page_is_quiet(show: Open, texts: dict[str, str], name: str) -> None:
    """It writes nothing to the console, asks for nothing and opens nothing, unfolded and filtered."""
    opened = show(texts[name])
    open_all(opened)
    if opened.shown("#filters"):
        opened.page.fill("[name=text]", "killed")
    assert opened.is_quiet


@pytest.mark.parametrize(
    ("name", "scheme"),
    [("small", "light"), ("small", "dark"), ("kursk", "light"), pytest.param("kursk", "dark", marks=pytest.mark.long)],
)
def test_a_page_can_be_read_by_everyone(show: Open, texts: dict[str, str], name: str, scheme: str) -> None:
    """Axe finds no serious fault: contrast, names, order, what a keyboard reaches."""
    opened = show(texts[name], color_scheme=scheme)
    open_all(opened)
    thin_out(opened)
    found = Axe().run(opened.page).response["violations"]
    grave = [fault for fault in found if fault["impact"] in {"serious", "critical"}]
    assert [(fault["id"], [node["html"][:120] for node in fault["nodes"][:3]]) for fault in grave] == []


@pytest.mark.parametrize("name", PAGES)
def test_a_phone_needs_no_scrolling_sideways(show: Open, texts: dict[str, str], name: str) -> None:
    """At 360 pixels nothing but a chart or a table in its own box is wider than the screen."""
    opened = show(texts[name], width=360)
    open_all(opened)
    assert opened.page.evaluate("document.scrollingElement.scrollWidth") <= 360


@pytest.mark.parametrize("name", PAGES)
def test_a_page_prints(show: Open, texts: dict[str, str], name: str) -> None:
    """On paper no chart and no table is wider than the sheet, no chart is higher, and a PDF is made of it."""
    opened = show(texts[name], width=ON_PAPER["width"])
    opened.page.emulate_media(media="print")
    sizes = opened.page.evaluate(
        "[...document.querySelectorAll('svg, table, p')].map(part => part.getBoundingClientRect())"
        ".map(box => [Math.floor(box.right), box.height])"
    )
    assert max(right for right, _ in sizes) <= ON_PAPER["width"]
    drawn = opened.page.evaluate("[...document.querySelectorAll('svg')].map(svg => svg.getBoundingClientRect().height)")
    assert max(drawn, default=0) <= ON_PAPER["height"]
    assert opened.page.pdf(format="A4").startswith(b"%PDF-")


def test_hostile_words_are_words(show: Open, texts: dict[str, str]) -> None:
    """No element, script or handler of the data is there, and what it says can be read."""
    opened = show(texts["hostile"])
    open_all(opened)
    assert opened.page.locator("script").count() == 1
    assert opened.page.locator("img, iframe, [onerror], [onmouseover]").count() == 0
    assert opened.page.evaluate(
        "[...document.querySelectorAll('*')].every(part => [...part.attributes].every(a => !a.name.startsWith('on')))"
    )
    words = " ".join(opened.page.inner_text("#worst + article").split())
    assert " ".join(visible(VILE).split()) in words
    assert opened.is_quiet


def test_everything_can_be_read_without_scripts(show: Open, texts: dict[str, str]) -> None:
    """The filters stay hidden, what is folded unfolds, and a link to a folded finding still leads to it."""
    opened = show(texts["kursk"], java_script_enabled=False)
    assert opened.shown("#filters") == 0
    assert opened.shown("#groups .group") > 10
    folded = opened.page.locator("#groups details.finding").first
    folded.locator("summary").first.click()
    assert folded.locator(".message").is_visible()
    name = opened.page.locator("#groups .notes li").last.get_attribute("id")
    there = show(texts["kursk"], at=f"#{name}", java_script_enabled=False)
    assert there.page.locator(f"[id='{name}']").is_visible()
    assert opened.is_quiet
