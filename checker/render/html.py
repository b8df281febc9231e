"""The report as one HTML file that needs nothing else: no network and no other file, and no script to be read."""

import base64
import hashlib
from collections.abc import Sequence
from importlib.resources import files

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from checker.figures.findings import Finding
from checker.figures.report import Report
from checker.manuals import manuals
from checker.render import Chart
from checker.render.lookup import choices, index, tags
from checker.render.plain import counted, host, link, visible
from checker.render.sheets import implied, sheets
from checker.render.story import Story, tally
from checker.render.verdict import apart

# A page with more opens in no browser; what is left out is announced.
MOST_FINDINGS, MOST_FIGURES, MOST_ROWS, MOST_GONE, MOST_SETS = 2000, 5000, 500, 500, 20
PARTS = {
    "worst": "Look at first", "charts": "Charts", "findings": "All findings", "sources": "Sources",
    "implied": "Implied ranges", "figures": "Figures", "gone": "Gone", "assumptions": "Assumptions",
    "checked": "What was checked", "method": "Method and limits",
}  # fmt: skip
TEMPLATES = files("checker.render") / "templates"


def render(report: Report, charts: Sequence[Chart] = ()) -> str:
    """The report as a page; charts are drawn in it, that of a clash where the clash is told."""
    story = Story(report)
    shown = [*story.worst, *(f for f in report.findings if not story.rank(f))][:MOST_FINDINGS]
    drawn = [(chart, drawing(chart.svg)) for chart in story.in_order(charts)]
    groups = story.groups(shown)
    parts = {
        "story": story, "groups": groups, "index": index(groups), "anchors": anchors(shown),
        "tags": tags(story, shown), "choices": choices(story, shown),
        "pictures": {chart.finding: (chart, picture) for chart, picture in drawn if chart.finding},
        "charts": [pair for pair in drawn if pair[0].kind in {"ranges", "shares", "dates"}],
        "agreement": [pair for pair in drawn if pair[0].kind == "agreement"],
        "figures": story.figures(MOST_FIGURES), "findings_left": len(report.findings) - len(shown),
        "figures_left": max(len(story.dataset.figures) - MOST_FIGURES, 0), "sheets": sheets(report, MOST_ROWS),
        "implied": implied(report, MOST_ROWS), "rules": _rules(report),
    }  # fmt: skip
    page = _environment().get_template("report.html.j2").render(parts=_named(story, parts), **parts)
    return page.rstrip() + "\n"


def _rules(report: Report) -> dict[str, str]:
    """What each rule that the report lists finds."""
    known = manuals()
    return {run.code: known[run.code].summary if run.code in known else "" for run in report.rules}


def _named(story: Story, parts: dict[str, object]) -> list[tuple[str, str]]:
    """The parts of the page that there are, for the links at its head."""
    there = {name: bool(parts[name]) for name in ("charts",)}
    there |= {"worst": bool(story.worst), "findings": bool(parts["groups"]), "gone": bool(story.gone)}
    there["sources"] = bool(parts["sheets"] or parts["agreement"])
    there["implied"] = bool(parts["implied"] or story.report.undecided)
    return [(name, title) for name, title in PARTS.items() if there.get(name, True)]


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


def hash_of(text: str) -> str:
    """What the page's policy calls the one style or script that it allows."""
    return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"


def _environment() -> Environment:
    environment = Environment(
        loader=PackageLoader("checker.render", "templates"), autoescape=True, undefined=StrictUndefined,
        trim_blocks=True, lstrip_blocks=True, finalize=_shown,
    )  # fmt: skip
    environment.globals.update(
        link=link, host=host, counted=counted, tally=tally, id_of=id, MOST_GONE=MOST_GONE, MOST_ROWS=MOST_ROWS,
        MOST_SETS=MOST_SETS, style=_own("report.css"), script=_own("report.js"), hash_of=_policy, far=apart,
    )  # fmt: skip
    return environment


def _own(name: str) -> Markup:
    return Markup((TEMPLATES / name).read_text(encoding="utf-8"))  # noqa: S704  (our own file)


def _policy(text: str) -> Markup:
    return Markup(hash_of(str(text)))  # noqa: S704  (a hash)


def _shown(value: object) -> object:
    """Every value on its way to the page: control characters become symbols; markup is escaped after this."""
    return visible(value) if isinstance(value, str) and not isinstance(value, Markup) else value
