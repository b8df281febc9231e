"""The report for a terminal or a log: the verdict, the worst clashes, then one entry a finding."""

from io import StringIO

from checker.figures.findings import Finding, Report
from checker.figures.phrases import Quote
from checker.render.plain import counted, link, visible
from checker.render.story import Story

COLOURS = {"error": "bold red", "warning": "yellow", "note": "cyan"}
FIGURES_SHOWN = 4  # under one of the worst clashes


def render(report: Report, *, width: int = 80, color: bool = False, most: int = 50) -> str:
    """The report as text: the worst clashes, and at most `most` other findings one by one; how many is always said."""
    story, page = Story(report), _Page(width, color)
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


class _Page:
    """Lines of a fixed width. Words are data: they pass as they are, without markup, highlighting or escapes."""

    def __init__(self, width: int, color: bool) -> None:  # noqa: FBT001
        from rich.console import Console  # noqa: PLC0415  (costs 40 ms, which other formats need not pay)

        self._file, self._width = StringIO(), width
        self._console = Console(
            file=self._file, width=width, height=100, force_terminal=color, color_system="standard" if color else None,
            no_color=not color, force_jupyter=False, legacy_windows=False, highlight=False, markup=False, emoji=False,
        )  # fmt: skip

    def line(self, *parts: str | tuple[str, str], indent: int = 0, hang: int = 0) -> None:
        """A paragraph; `parts` are words, or words and their style. Lines after the first stand in by `hang` more."""
        from rich.text import Text  # noqa: PLC0415

        styled = [(part, "") if isinstance(part, str) else part for part in parts]
        words = Text.assemble(*((visible(part), style) for part, style in styled))
        for number, line in enumerate(words.wrap(self._console, max(self._width - indent - hang, 20))):
            line.rstrip()
            self._console.print(Text(" " * (indent + (hang if number else 0))).append_text(line), soft_wrap=True)

    def address(self, url: str, indent: int) -> None:
        """An address on a line of its own, never broken, so that it can be followed."""
        self._console.print(" " * indent + url, soft_wrap=True, style="dim")

    def title(self, words: str) -> None:
        """A heading under a blank line."""
        self.blank()
        self.line((words, "bold underline"))

    def blank(self) -> None:
        """An empty line."""
        self._console.print()

    @property
    def text(self) -> str:
        """All that was written."""
        return self._file.getvalue()


def _clash(page: _Page, story: Story, finding: Finding, number: int) -> None:
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


def _figure(page: _Page, story: Story, quote: Quote, *, is_mixed: bool) -> None:
    quantity = f" {quote.quantity};" if is_mixed else ""
    via = f", via {quote.via}" if quote.via else ""
    said = f" {quote.source}, {quote.as_of}; published {quote.published}{via}; {story.row(quote)}"
    page.line("- ", (f"{quote.amount}:", "bold"), quantity, said, indent=5, hang=2)
    if link(quote.url):
        page.address(link(quote.url), indent=7)
    elif quote.url:
        page.line(quote.url, indent=7)


def _others(page: _Page, story: Story, most: int) -> None:
    others = [f for f in story.new if f.severity != "note" and not story.rank(f)]
    if not others:
        return
    page.title(f"{'Other' if story.worst else 'The'} errors and warnings: {len(others):,}")
    if len(others) > most:
        page.line(f"The {most:,} worst of {len(others):,} are shown; the rest are in --format json and in the report.")
    for group in story.groups(others[:most]):
        page.blank()
        page.line((group.title, "bold"))
        for finding in group.findings:
            heading = f" {finding.code} {finding.name} {story.place(finding)}".rstrip()
            page.line(
                (finding.severity, COLOURS[finding.severity]),
                f"{heading} ",
                story.message(finding, group.title),
                indent=2,
                hang=2,
            )


def _notes(page: _Page, story: Story) -> None:
    notes = story.notes()
    if notes:
        page.title(f"Notes: {sum(number for _, _, number in notes):,}")
        page.line(", ".join(f"{code} {name} {number:,}" for code, name, number in notes))
        page.line("To read them: --format json, or the report that `casualty-checker report` writes.")


def _gone(page: _Page, story: Story, most: int) -> None:
    if story.gone:
        page.title(f"Gone since the baseline: {len(story.gone):,}")
    for gone in story.gone[:most]:
        page.line(f"{gone.code} {gone.message}", indent=2, hang=2)
    if len(story.gone) > most:
        page.line(f"and {len(story.gone) - most:,} more, in --format json", indent=2)
