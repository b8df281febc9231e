"""A report or a dataset as a notebook shows it: a few words and one table, harmless like every page."""

from collections.abc import Sequence
from functools import singledispatch

from markupsafe import Markup

from checker.figures.dataset import Dataset
from checker.figures.phrases import Phrases
from checker.figures.report import Report
from checker.render.plain import counted, visible
from checker.render.story import Story

MOST = 20  # rows
Rows = Sequence[Sequence[object]]


@singledispatch
def page(shown: object) -> str:
    """The HTML of a report or a dataset."""
    raise TypeError(type(shown).__name__)


@page.register
def _(shown: Report) -> str:
    story = Story(shown)
    others = (finding for finding in shown.findings if finding.status == "new" and not story.rank(finding))
    first = [*story.worst, *others]
    rows = [(f.severity, f.code, story.subject(f), story.brief(f, story.subject(f))) for f in first[:MOST]]
    words = story.headline, f"{story.summary_line}. All findings: to_frame()."
    return _page(words, ("severity", "rule", "about", "finding"), rows, len(first) - len(rows))


@page.register
def _(shown: Dataset) -> str:
    say, size = Phrases(shown), len(shown.figures)
    quotes = [say.quote(at) for at in range(min(MOST, size))]
    rows = [(quote.id, quote.quantity, quote.amount, quote.source, quote.as_of, quote.published) for quote in quotes]
    words = f"{shown.name}: {counted(size, 'figure')}", f"{shown.read:,} read, {shown.rejected:,} rejected."
    return _page(words, ("id", "of", "said", "source", "counted", "published"), rows, size - len(rows))


def _page(words: tuple[str, str], columns: Sequence[str], rows: Rows, left: int) -> str:
    head = Markup("").join(Markup("<th>{}</th>").format(column) for column in columns)
    body = Markup("\n").join(Markup("<tr>{}</tr>").format(_cells(row)) for row in rows)
    more = Markup("<p>and {:,} more</p>").format(left) if left else ""
    parts = Markup("<p><b>{}</b><br>{}</p>\n<table><thead><tr>{}</tr></thead><tbody>\n{}\n</tbody></table>{}")
    return str(parts.format(visible(words[0]), visible(words[1]), head, body, more))


def _cells(row: Sequence[object]) -> Markup:
    cell = Markup('<td style="text-align: left"><bdi>{}</bdi></td>')
    return Markup("").join(cell.format(visible(str(value))) for value in row)
