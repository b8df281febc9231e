"""The report as GitHub-flavoured Markdown. Words from the data make no markup, link, mention or table of their own."""

import re
from collections.abc import Sequence
from urllib.parse import quote as percent

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from checker.figures.findings import Report
from checker.render import Chart
from checker.render.plain import counted, host, link, visible
from checker.render.sheets import sheets
from checker.render.story import Story, tally

MOST_FINDINGS = 500  # GitHub shows no file above half a megabyte; what is left out is announced
MOST_ROWS = 100  # of a table of sources or quantities
MOST_BYTES = 2**20  # GitHub takes no longer summary of a step
MARKS = re.compile(r"([\\`*_\[\]|~#])")
# GitHub makes links of these wherever they stand, escaped or not; an invisible space behind the sign stops it.
MAGNETS = re.compile(r"@|#(?=\d)|GH-(?=\d)|www(?=\.)|:(?=//|[a-z_][\w+-]*:|[+-]1:)|(?:mailto|xmpp):", re.IGNORECASE)
STOP = "\N{ZERO WIDTH SPACE}"


def render(report: Report, charts: Sequence[Chart] = ()) -> str:
    """The report as Markdown; the charts lie beside it in `charts/`."""
    story, most = Story(report), MOST_FINDINGS
    while len((page := _page(story, charts, most)).encode()) > MOST_BYTES and most:
        most //= 4
    return page if len(page.encode()) <= MOST_BYTES else _short(story)


def _short(story: Story) -> str:
    """What is left where even the first clashes, with very long names, are too much for one page."""
    parts = [f"# {escaped(story.dataset.name)}", f"**{story.headline}**", *map(escaped, story.verdict)]
    return "\n\n".join([*parts, "The findings are too long for this page; all are in report.json.", ""])


def _page(story: Story, charts: Sequence[Chart], most: int) -> str:
    """The page with at most so many findings told one by one."""
    findings = story.report.findings
    shown = [*story.worst, *(f for f in findings if not story.rank(f))][:most]
    page = (
        _environment()
        .get_template("report.md.j2")
        .render(
            story=story,
            charts=story.in_order(charts),
            groups=story.groups(shown),
            findings_left=len(findings) - len(shown),
            most=most,
            sheets=sheets(story.report, MOST_ROWS),
        )
    )
    return re.sub(r"\n{3,}", "\n\n", page).strip() + "\n"


def escaped(words: str) -> str:
    """Words that mean themselves: nothing in them is markup, HTML, a link, a mention, a formula or a cell's end."""
    words = MAGNETS.sub(lambda match: match.group() + STOP, visible(words))
    words = MARKS.sub(r"\\\1", words.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;"))
    return words.replace("$", "<span>$</span>").replace(STOP, "&#8203;")


def linked(words: str, url: str) -> Markup:
    """Words that lead to an address; one that is not fit to be followed stands behind them as words."""
    if not link(url):
        return Markup(escaped(f"{words} ({url})" if url else words))  # noqa: S704  (escaped for Markdown just here)
    return Markup(f"[{escaped(words)}]({link(url).replace('&', '&amp;')})")  # noqa: S704  (likewise)


def _environment() -> Environment:
    environment = Environment(
        loader=PackageLoader("checker.render", "templates"), autoescape=True, undefined=StrictUndefined,
        trim_blocks=True, lstrip_blocks=True, finalize=_shown,
    )  # fmt: skip
    environment.globals.update(linked=linked, host=host, counted=counted, tally=tally, percent=percent)
    return environment


def _shown(value: object) -> object:
    """Every value on its way to the page is escaped for Markdown; only what is markup already passes as it is."""
    is_data = isinstance(value, str) and not isinstance(value, Markup)
    return Markup(escaped(str(value))) if is_data else value  # noqa: S704  (escaped just here)
