"""The report as GitHub-flavoured Markdown. Words from the data make no markup, link, mention or table of their own."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import quote as percent

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from checker.figures.findings import Finding
from checker.figures.report import Report
from checker.render import Chart
from checker.render.lookup import index
from checker.render.plain import counted, host, link, visible
from checker.render.sheets import implied, sheets
from checker.render.story import Story, tally

MOST_FINDINGS = 500  # told one by one or counted by group; what is left out is announced
MOST_BYTES = 60_000  # what people scroll through; GitHub takes no summary of a step above 2**20
MARKS = re.compile(r"([\\`*_\[\]|~#])")
# GitHub makes links of these wherever they stand, escaped or not; an invisible space behind the sign stops it.
MAGNETS = re.compile(r"@|#(?=\d)|GH-(?=\d)|www(?=\.)|:(?=//|[a-z_][\w+-]*:|[+-]1:)|(?:mailto|xmpp):", re.IGNORECASE)
STOP = "\N{ZERO WIDTH SPACE}"


@dataclass(frozen=True, slots=True)
class Level:
    """How much a page tells: of the errors and warnings of a group so many, of these so many in full; notes or not."""

    told: int
    full: int
    notes: bool
    rows: int
    findings: int = MOST_FINDINGS


LEVELS = (
    Level(500, 500, notes=True, rows=100), Level(8, 2, notes=False, rows=60), Level(5, 1, notes=False, rows=40),
    Level(3, 0, notes=False, rows=20), Level(1, 0, notes=False, rows=10, findings=100),
    Level(1, 0, notes=False, rows=5, findings=10),
)  # fmt: skip


def render(report: Report, charts: Sequence[Chart] = ()) -> str:
    """The report as Markdown; the charts lie beside it in `charts/`. It tells as much as finds room."""
    story = Story(report)
    pages = (_page(story, charts, level) for level in LEVELS)
    return next((page for page in pages if len(page.encode()) <= MOST_BYTES), None) or _short(story)


def _short(story: Story) -> str:
    """What is left where even the first clashes, with very long names, are too much for one page."""
    parts = [f"# {escaped(story.dataset.name)}", f"**{story.headline}**", *map(escaped, story.verdict)]
    return "\n\n".join([*parts, "The findings are too long for this page; all are in report.json.", ""])


def _page(story: Story, charts: Sequence[Chart], level: Level) -> str:
    """The page with as much as a level tells."""
    findings = story.report.findings
    shown = [*story.worst, *(f for f in findings if not story.rank(f))][: level.findings]
    groups = story.groups(shown)
    left = implied(story.report, level.rows)
    page = (
        _environment()
        .get_template("report.md.j2")
        .render(
            story=story,
            charts=[chart for chart in story.in_order(charts) if not chart.finding],
            pictures={chart.finding: chart for chart in charts if chart.finding},
            groups=groups,
            index=index(groups),
            level=level,
            findings_left=len(findings) - len(shown),
            most=level.findings,
            sheets=sheets(story.report, level.rows),
            implied=[left] if left else [],
        )
    )
    return re.sub(r"\n{3,}", "\n\n", page).strip() + "\n"


def by_rule(findings: Sequence[Finding]) -> str:
    """How many findings each rule has: "casualty-share (R201) 9, no-link (P506) 1"."""
    found = Counter((finding.code, finding.name) for finding in findings)
    return ", ".join(f"{name} ({code}) {number:,}" for (code, name), number in sorted(found.items()))


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
    environment.globals.update(linked=linked, host=host, counted=counted, tally=tally, percent=percent, by_rule=by_rule)
    return environment


def _shown(value: object) -> object:
    """Every value on its way to the page is escaped for Markdown; only what is markup already passes as it is."""
    is_data = isinstance(value, str) and not isinstance(value, Markup)
    return Markup(escaped(str(value))) if is_data else value  # noqa: S704  (escaped just here)
