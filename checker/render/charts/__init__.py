"""Charts of a report: the sources side by side, what was reported over time, the shares of those deployed, the clashes.

The one folder that knows matplotlib. Days stay the data's own ordinals and every label is made here, so that neither
locale nor time zone shows; names are given room by counting letters, so that no font decides where they stand. Lengths
are points, 72 to the inch.
"""

import warnings
from collections.abc import Iterator
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

import matplotlib.style
from matplotlib.font_manager import fontManager

from checker.figures.report import Report
from checker.render.charts.agreement import agreement
from checker.render.charts.artist import Artist, Chart
from checker.render.charts.clashes import clash, to_draw
from checker.render.charts.look import FONTS, MOST_CHARTS, MOST_CLASHES, STYLE
from checker.render.charts.published import published
from checker.render.charts.ranges import ranges
from checker.render.charts.shares import shares
from checker.render.plain import counted

if TYPE_CHECKING:
    from checker.figures.findings import Finding

__all__ = ["Chart", "draw"]


def draw(report: Report) -> list[Chart]:
    """The charts of a report, the same bytes for the same report; none where there is nothing to draw."""
    known = {font.fname for font in fontManager.ttflist}
    for file in FONTS:
        if str(file) not in known:
            fontManager.addfont(file)
    with matplotlib.style.context(STYLE, after_reset=True), warnings.catch_warnings():
        warnings.filterwarnings("ignore", message="Glyph .* missing")  # the reader's fonts write what ours cannot
        artist = Artist(report)
        return [*_quantities(artist), *_others(artist)]


def _quantities(artist: Artist) -> list[Chart]:
    """The quantities, population by population, and then the shares."""
    rows = artist.rows[artist.rows["status"] != "retracted"]
    groups = rows.groupby(["population", "measure", "is_share"])
    tasks = [(len(rows), partial(ranges, artist, rows)) for key, rows in groups if len(rows) > 1 and not key[2]]
    judged: dict[str, list[Finding]] = {}
    for finding in (f for f in artist.report.told if f.code == "R201"):
        judged.setdefault(artist.data.quantity_of(finding.evidence["numerator"])[0], []).append(finding)
    tasks += [(len(found), partial(shares, artist, found)) for _, found in sorted(judged.items())]
    kept = sorted(range(len(tasks)), key=lambda n: -tasks[n][0])[:MOST_CHARTS]
    charts = [tasks[n][1]() for n in sorted(kept)]
    if left := len(tasks) - len(kept):
        note = f" Not drawn for want of room: {counted(left, 'chart')} of no more figures than these."
        charts[-1] = replace(charts[-1], caption=charts[-1].caption + note)
    return charts


def _others(artist: Artist) -> Iterator[Chart]:
    """What is about the sources, and the worst clashes one by one."""
    drawn = [published(artist), agreement(artist), *(clash(artist, f) for f in to_draw(artist, MOST_CLASHES))]
    return (chart for chart in drawn if chart)
