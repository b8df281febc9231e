"""What a dataset says of one claim, for a terminal: ten lines to read at midnight, then the details."""

from collections.abc import Sequence

from checker.figures.assessment import Assessment, Neighbour
from checker.figures.beside import AGREES, APART, DIFFERS
from checker.figures.findings import Finding
from checker.render.assess_story import claimed, headline, points, weight
from checker.render.page import Page
from checker.render.plain import counted, link

STANCES = {
    AGREES: "It agrees with these: the ranges meet",
    DIFFERS: "It differs from these: both cannot be so",
    APART: "It is apart from these, but the count can have changed in between",
}
COLOURS = {"error": "bold red", "warning": "yellow", "note": "cyan"}


def render(found: Assessment, *, width: int = 80, color: bool = False) -> str:
    """The assessment as text."""
    page = Page(width, color)
    page.line((headline(found), "bold"))
    page.line(claimed(found))
    for heading, words in points(found):
        page.line("- ", (f"{heading}: ", "bold"), words, hang=2)
    _findings(page, "Clashes", found.clashes)
    _ratios(page, found)
    _neighbours(page, found)
    _findings(page, "Also found", [f for f in found.others if not f.code.startswith("R")])
    page.blank()
    page.line(_last(found))
    return page.text


def _findings(page: Page, title: str, findings: Sequence[Finding]) -> None:
    if findings:
        page.title(title)
    for finding in findings:
        page.line(
            (weight(finding), COLOURS[finding.severity]), f" {finding.code} {finding.name}: ", finding.message, hang=2
        )
        for reading in finding.readings:
            page.line(f"It would fit if: {reading.message}", indent=2, hang=2)
        if finding.ask:
            page.line(finding.ask, indent=2, hang=2)


def _ratios(page: Page, found: Assessment) -> None:
    if found.ratios:
        page.title("Ratios")
    for line in found.ratios:
        mark = (line.severity, COLOURS[line.severity]) if line.severity else "inside"
        page.line(mark, f" {line.code}: {line.message}", hang=2)


def _neighbours(page: Page, found: Assessment) -> None:
    if found.neighbours:
        page.title("The same quantity, counted at most 31 days apart")
    for stance in (AGREES, DIFFERS, APART):
        near = found.holding(stance)
        if near:
            page.line((STANCES[stance], "bold"))
        for neighbour in near:
            _neighbour(page, neighbour)
    if found.neighbours and found.dataset.vocabulary[found.claim.measure].is_loose:
        page.line("Each source has its own use of this word, so these need not count the same.")


def _neighbour(page: Page, neighbour: Neighbour) -> None:
    quote = neighbour.quote
    apart = counted(neighbour.days, "day") + " apart" if neighbour.days else "the same day, or it may be"
    page.line("- ", (f"{quote.amount}:", "bold"), f" {quote.source}, {quote.as_of} ({apart})", indent=2, hang=2)
    if link(quote.url):
        page.address(link(quote.url), indent=4)


def _last(found: Assessment) -> str:
    data = found.dataset
    rows = f"{counted(data.read, 'figure')} read, {data.rejected:,} rejected, {len(data.figures):,} checked"
    return f"Beside {data.name}: {rows}. Which figure is right the check does not say; it treats every source alike."
