"""The report for a terminal or a log: the verdict, the worst clashes, then one entry a finding."""

from checker.figures.findings import Finding
from checker.figures.phrases import Quote
from checker.figures.report import Report
from checker.render.page import Page
from checker.render.plain import counted, link
from checker.render.story import Story, tally

COLOURS = {"error": "bold red", "warning": "yellow", "note": "cyan"}
FIGURES_SHOWN = 4  # under one of the worst clashes


def render(report: Report, *, width: int = 80, color: bool = False, most: int = 50) -> str:
    """The report as text: the worst clashes, and at most `most` other findings one by one; how many is always said."""
    story, page = Story(report), Page(width, color)
    page.line((story.headline, "bold"))
    page.line(" ".join(story.verdict))
    if story.worst:
        page.title("The clashes to look at first")
    for number, finding in enumerate(story.worst, 1):
        _clash(page, story, finding, number)
    _others(page, story, most)
    _notes(page, story)
    _gone(page, story, most)
    page.blank()
    page.line((story.summary_line, "bold"))
    return page.text


def _clash(page: Page, story: Story, finding: Finding, number: int) -> None:
    page.blank()
    page.line(f"{number}. ", (finding.severity, COLOURS[finding.severity]), f" {finding.code} {finding.name}")
    page.line(finding.message, indent=3)
    quotes, more = story.quotes(finding, FIGURES_SHOWN)
    for quote in quotes:
        _figure(page, story, quote, is_mixed=story.is_mixed(quotes))
    if more:
        page.line(f"and {counted(more, 'more figure')}", indent=5)
    if finding.ask:
        page.line(finding.ask, indent=3)


def _figure(page: Page, story: Story, quote: Quote, *, is_mixed: bool) -> None:
    quantity = f" {quote.quantity};" if is_mixed else ""
    via = f", via {quote.via}" if quote.via else ""
    said = f" {quote.source}, {quote.as_of}; published {quote.published}{via}; {story.row(quote)}"
    page.line("- ", (f"{quote.amount}:", "bold"), quantity, said, indent=5, hang=2)
    if link(quote.url):
        page.address(link(quote.url), indent=7)
    elif quote.url:
        page.line(quote.url, indent=7)


def _others(page: Page, story: Story, most: int) -> None:
    others = [finding for finding in story.loud if not story.rank(finding)]
    if not others:
        return
    page.title(f"{'Other' if story.worst else 'The'} errors and warnings: {len(others):,}")
    if len(others) > most:
        page.line(f"The {most:,} worst of {len(others):,} are shown; the rest are in --format json and in the report.")
    for group in story.groups(others[:most]):
        page.blank()
        page.line((group.title, "bold"), f": {tally(group.findings)}")
        if story.digest(group):
            page.line(story.digest(group), indent=2)
        for finding in group.findings:
            _other(page, story, finding, group.title)


def _other(page: Page, story: Story, finding: Finding, title: str) -> None:
    """A finding in a line: severity, rule, what it says, and where; the words of all stand below one another."""
    place = f" ({story.place(finding)})" if story.place(finding) else ""
    mark = (f"{finding.severity:<8}", COLOURS[finding.severity])
    page.entry(mark, f"{finding.code:<6}", f"{story.brief(finding, title)}{place}", indent=2)


def _notes(page: Page, story: Story) -> None:
    notes = story.notes()
    if notes:
        page.title(f"Notes: {sum(number for _, _, number in notes):,}")
        page.line(", ".join(f"{code} {name} {number:,}" for code, name, number in notes))
        page.line("To read them: --format json, or the report that `casualty-checker report` writes.")


def _gone(page: Page, story: Story, most: int) -> None:
    if story.gone:
        page.title(f"Gone since the baseline: {len(story.gone):,}")
    for gone in story.gone[:most]:
        page.line(f"{gone.code} {gone.message}", indent=2, hang=2)
    if len(story.gone) > most:
        page.line(f"and {len(story.gone) - most:,} more, in --format json", indent=2)
