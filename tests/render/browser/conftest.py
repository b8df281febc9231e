"""A browser, and pages opened in it that notice whatever a page should not do."""

import os
import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Dialog, Page, Route, sync_playwright

from checker.figures.report import Gone, Implied, Report, Undecided
from checker.render import html
from tests.render.conftest import CLASH, Drawing

NAMES = ("chromium", "chromium-browser", "google-chrome")
ARGUMENTS = (
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync",
)  # fmt: skip
Open = Callable[..., "Opened"]


@dataclass
class Opened:
    """A page in the browser: what it said on the console, what it asked for, and the dialogs that it opened."""

    page: Page
    address: str
    said: list[str] = field(default_factory=list)
    asked: list[str] = field(default_factory=list)
    dialogs: list[str] = field(default_factory=list)

    @property
    def is_quiet(self) -> bool:
        """Whether it said nothing, asked for nothing but itself, and opened nothing."""
        return not self.said and not self.dialogs and set(self.asked) <= {self.address}

    def shown(self, selector: str) -> int:
        """How many elements of a kind can be seen."""
        return self.page.locator(f"{selector} >> visible=true").count()


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Chromium. Where there is none the tests are skipped, but in CI they fail."""
    found = next(filter(None, map(shutil.which, NAMES)), None)
    if found is None:
        words = f"none of {', '.join(NAMES)} is installed: the page is not tried in a browser"
        pytest.fail(words) if os.environ.get("CI") else pytest.skip(words)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=found, args=list(ARGUMENTS))
        yield browser
        browser.close()


@pytest.fixture
def show(browser: Browser, tmp_path: Path) -> Iterator[Open]:
    """Opens the text of a page from a file, in a context of its own."""
    contexts: list[BrowserContext] = []

    def show(text: str, *, at: str = "", width: int = 1200, **options: Any) -> Opened:
        file = tmp_path / f"page-{len(contexts)}.html"
        file.write_text(text, encoding="utf-8")
        contexts.append(browser.new_context(viewport={"width": width, "height": 900}, **options))
        page = contexts[-1].new_page()
        opened = Opened(page, file.as_uri())

        def note(route: Route) -> None:
            opened.asked.append(route.request.url.partition("#")[0])
            route.continue_() if route.request.url.startswith(opened.address) else route.abort()

        def dismiss(dialog: Dialog) -> None:
            opened.dialogs.append(dialog.message)
            dialog.dismiss()

        page.route("**/*", note)
        page.on("console", lambda message: opened.said.append(message.text))
        page.on("pageerror", lambda error: opened.said.append(str(error)))
        page.on("dialog", dismiss)
        page.goto(f"{opened.address}{at}")
        return opened

    yield show
    for context in contexts:
        context.close()


@pytest.fixture(scope="session")
def kursk(kursk_report: Path) -> str:
    """The page of the shipped Kursk figures, with its charts."""
    return (kursk_report / "report.html").read_text(encoding="utf-8")


@pytest.fixture
def texts(report: Report, hostile: Report, clean: Report, kursk: str) -> dict[str, str]:
    """The pages that have to be fit to be read, by name."""
    left = Implied("north", "kursk", "killed", "2025-01-14", 270.0, None)
    sets = {"arithmetic": "3,000 + 10 > 330", "sets": [["a1", "a2"], ["a1", "a3"]]}
    full = replace(
        report, told=(*report.findings, replace(CLASH, code="C402", evidence=sets, subject="joint")),
        views={**report.views, "implied": lambda: (left,)}, gone=(Gone("C401", "0" * 16, "It was."),),
        undecided=(Undecided(("north",), ("kursk",), ("a1", "a2"), "too hard"),),
    )  # fmt: skip
    drawn = [Drawing(), Drawing(svg="<svg id='c'></svg>", kind="clash", finding=CLASH.fingerprint)]
    small = {"small": full, "hostile": hostile, "clean": clean}
    return {name: html.render(one, drawn) for name, one in small.items()} | {"kursk": kursk}
