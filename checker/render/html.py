"""The report as one HTML file that needs nothing else: no script, no network, no other file."""

from collections.abc import Sequence

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from checker.figures.findings import Finding, Report
from checker.render import Chart
from checker.render.plain import counted, host, link, visible
from checker.render.sheets import sheets
from checker.render.story import Story, tally

# A page with more opens in no browser; what is left out is announced.
MOST_FINDINGS, MOST_FIGURES, MOST_ROWS, MOST_GONE = 2000, 5000, 500, 500


def render(report: Report, charts: Sequence[Chart] = ()) -> str:
    """The report as a page; charts are drawn in it."""
    story = Story(report)
    shown = [*story.worst, *(f for f in report.findings if not story.rank(f))][:MOST_FINDINGS]
    page = _environment().get_template("report.html.j2").render(
        story=story, charts=[(c, drawing(c.svg)) for c in story.in_order(charts)], groups=story.groups(shown),
        anchors=anchors(shown), figures=story.figures(MOST_FIGURES), findings_left=len(report.findings) - len(shown),
        figures_left=max(len(story.dataset.figures) - MOST_FIGURES, 0), sheets=sheets(report, MOST_ROWS),
    )  # fmt: skip
    return page.rstrip() + "\n"


def anchors(findings: Sequence[Finding]) -> dict[int, str]:
    """The id of each finding's place on the page, by the identity of the finding: its fingerprint, made unique."""
    taken: dict[str, int] = {}
    names: dict[int, str] = {}
    for finding in findings:
        fingerprint = finding.fingerprint
        taken[fingerprint] = taken.get(fingerprint, 0) + 1
        names[id(finding)] = f"finding-{fingerprint}" + (f"-{taken[fingerprint]}" if taken[fingerprint] > 1 else "")
    return names


def drawing(svg: str) -> str:
    """A drawing without the declarations that only a file of its own may have."""
    return svg[max(svg.find("<svg"), 0) :].strip()


def _environment() -> Environment:
    environment = Environment(
        loader=PackageLoader("checker.render", "templates"), autoescape=True, undefined=StrictUndefined,
        trim_blocks=True, lstrip_blocks=True, finalize=_shown,
    )  # fmt: skip
    environment.globals.update(link=link, host=host, counted=counted, tally=tally, anchor_of=id, MOST_GONE=MOST_GONE)
    return environment


def _shown(value: object) -> object:
    """Every value on its way to the page: control characters become symbols; markup is escaped after this."""
    return visible(value) if isinstance(value, str) and not isinstance(value, Markup) else value
