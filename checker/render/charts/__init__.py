"""Charts of a report: what was reported of each quantity over time, and what share of those deployed was lost.

The one folder that knows matplotlib. Days stay the data's own ordinals and every label is made here, so that neither
locale nor time zone shows; names are given room by counting letters, so that no font decides where they stand. Lengths
are points, 72 to the inch.
"""

import math
import re
import textwrap
import unicodedata
import warnings
from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import partial

import matplotlib.style
import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from checker.figures.findings import Finding, Report
from checker.figures.phrases import Phrases
from checker.render.charts.look import (
    COLOURS,
    LEFT,
    LINE,
    MOST_BARS,
    MOST_CHARTS,
    MOST_NAMES,
    MOST_PANELS,
    NO_CAMP,
    NO_COLOUR,
    PLAIN,
    SHAPES,
    SIGNS,
    STYLE,
    Boxes,
    Key,
)
from checker.render.charts.marks import apart, bands, explain, intervals, paint
from checker.render.charts.names import along, boxes, write
from checker.render.charts.rows import caption, last, measured, short, thinned
from checker.render.charts.sheet import dates, panel_axes, scale, sheet
from checker.render.charts.svg import inline
from checker.render.plain import counted, visible


@dataclass(frozen=True, slots=True)
class Chart:
    """One picture. `caption` says what to see, `alt` tells it to those who cannot; `svg` is one element for a page."""

    file: str
    title: str
    caption: str
    alt: str
    svg: str
    kind: str = "ranges"
    finding: str = ""
    table: tuple[tuple[str, ...], ...] = ()


def draw(report: Report) -> list[Chart]:
    """The charts of a report, the same bytes for the same report; none where there is nothing to draw."""
    with matplotlib.style.context(STYLE, after_reset=True), warnings.catch_warnings():
        warnings.filterwarnings("ignore", message="Glyph .* missing")  # the reader's fonts write what ours cannot
        return Artist(report).charts()


class Artist:
    """Draws one report: knows its figures, the colour and shape of each camp, and which figures clash."""

    def __init__(self, report: Report) -> None:
        self.report, self.data, self.phrases = report, report.dataset, Phrases(report.dataset)
        clashes = [f for f in report.findings if f.is_clash and f.severity != "note" and f.status != "waived"]
        self.rows = measured(self.data.figures, {figure for clash in clashes for figure in clash.figures})
        self.worst = {figure for clash in report.worst() for figure in clash.figures}
        camps = {source: self.data.party(source) for source in self.rows["source"].unique()}
        self.rows["camp"] = self.rows["source"].map(camps)
        named = filter(None, dict.fromkeys(camps.values()))  # by first appearance: a new camp changes no other's colour
        self.styles = {camp: (COLOURS[n % 8], SHAPES[n % 7]) for n, camp in enumerate(named)} | {"": NO_CAMP}
        self.slugs: set[str] = set()
        self.tips: list[list[str]] = []  # what each group of marks says when pointed at

    def charts(self) -> list[Chart]:
        """The quantities, population by population, and then the shares."""
        groups = self.rows[self.rows["status"] != "retracted"].groupby(["population", "measure", "is_share"])
        tasks = [(len(rows), partial(self.quantity, rows)) for key, rows in groups if len(rows) > 1 and not key[2]]
        judged: dict[str, list[Finding]] = {}
        for finding in (f for f in self.report.findings if f.code == "R201"):
            judged.setdefault(self.data.quantity_of(finding.evidence["numerator"])[0], []).append(finding)
        tasks += [(len(found), partial(self.shares, found)) for _, found in sorted(judged.items())]
        kept = sorted(range(len(tasks)), key=lambda n: -tasks[n][0])[:MOST_CHARTS]
        charts = [tasks[n][1]() for n in sorted(kept)]
        if left := len(tasks) - len(kept):
            note = f" Not drawn for want of room: {counted(left, 'chart')} of no more figures than these."
            charts[-1] = replace(charts[-1], caption=charts[-1].caption + note)
        return charts

    def quantity(self, rows: pd.DataFrame) -> Chart:
        """The figures of one population and measure over time, a panel for each scope that has several."""
        population, measure, at = rows[["population", "measure", "at"]].iloc[0]
        people, noun = self.data.populations.name(population), self.phrases.noun(at)
        panels = [(place, thinned(panel)) for place, panel in self._places(rows)]
        drawn = pd.concat([panel for _, panel in panels])
        key, tall = self._key(drawn), [250.0 if len(panels) == 1 else 170.0 if len(p) > 2 else 90.0 for _, p in panels]
        figure = sheet(sum(tall) + 36 * len(panels) + 30 + LINE * len(key))
        for number, (place, panel) in enumerate(panels):
            axes = panel_axes(figure, LEFT, sum(tall[:number]) + 36 * number + 26, tall[number])
            axes.set_title(f"{short(people, 36)}, {short(place, 36)}: {short(noun, 36)}")
            dates(axes, drawn["left"].min(), drawn["right"].max(), labelled=number == len(panels) - 1)
            scale(axes, panel, short(noun, 24))
            self._fill(axes, apart(axes, panel))
        explain(figure, key)
        told = [self._tell(at) for at in rows["at"][:MOST_NAMES]]
        more = [f"and {len(rows) - len(told):,} more"] if len(rows) > len(told) else []
        text = [f"{people}: {noun}", caption(rows, len(drawn)), "; ".join(told + more)]
        return self._chart(figure, f"{population}--{measure}", *text)

    def _places(self, rows: pd.DataFrame) -> list[tuple[str, pd.DataFrame]]:
        """The scopes with three figures or more, those with most first; the others together."""
        sizes = rows.groupby("scope").size().sort_values(ascending=False, kind="stable")
        large = sizes.index[sizes > 2][:MOST_PANELS]
        panels = [(self.data.scopes.name(scope), rows[rows["scope"] == scope]) for scope in large]
        others = sizes.index.difference(large)
        if len(others):
            one, more = self.data.scopes.name(others[0]), f"{len(others):,} {'other ' if panels else ''}scopes"
            panels.append((one if len(others) == 1 else more, rows[rows["scope"].isin(others)]))
        return panels

    def _key(self, rows: pd.DataFrame) -> Key:
        """The legend, in lines of three: the camps, and the signs that occur."""
        camps = [(camp, style) for camp, style in self.styles.items() if (rows["camp"] == camp).any()]
        who = [(short(camp, 28) or "no camp stated", style, PLAIN) for camp, style in camps]
        what = [(words, NO_COLOUR, PLAIN | sample) for name, (words, sample) in SIGNS.items() if rows[name].any()]
        return [part[at : at + 3] for part in (who, what) for at in range(0, len(part), 3)]

    def _fill(self, axes: Axes, rows: pd.DataFrame) -> None:
        """Draw the figures of one panel, and a fine line through the totals of each source."""
        taken = [boxes(axes, rows)]
        totals = rows[(rows["look"] == "told") & ~rows["period"] & (len(last(rows)) <= MOST_NAMES)]
        for _, line in totals.sort_values("x", kind="stable").groupby(["source", "scope"]):
            colour, _ = self.styles[line["camp"].iloc[0]]
            axes.plot(line["x"], line["last"], color=colour, alpha=0.35, linewidth=0.8)
            taken.append(along(axes.transData.transform(line[["x", "last"]].to_numpy())))
        for (camp, _), part in rows.groupby(["camp", "look"]):
            paint(axes, part, self.styles[str(camp)], self._says(part["at"]))
        self._name(axes, rows, np.vstack(taken))

    def _name(self, axes: Axes, rows: pd.DataFrame, taken: Boxes) -> None:
        """Write each source beside its last mark where there is room; of many, only those in the worst clashes."""
        named = last(rows)
        if len(named) > MOST_NAMES:
            named = last(rows[rows["id"].isin(self.worst)])[:MOST_NAMES]
        mixed, names = len(rows["scope"].unique()) > 1, np.empty((0, 4))
        for at, scope, x, y in zip(named["at"], named["scope"], named["x"], named["last"], strict=True):
            words = self.phrases.source(at).split(",")[0] + (f", {self.data.scopes.name(scope)}" if mixed else "")
            lines = textwrap.wrap(short(words, 84), 26)
            taken, names = write(axes, lines, axes.transData.transform((x, y)), taken, names)

    def shares(self, findings: list[Finding]) -> Chart:
        """The share of those deployed that each judged figure comes to, and the bands that it is judged by."""
        shown = sorted(findings, key=lambda f: (-f.evidence["low"], f.figures))[:MOST_BARS]
        rows = self.rows.iloc[[self.data.position[f.evidence["numerator"]] for f in shown]].assign(
            base=[f.evidence["denominator"] or "" for f in shown],
            low=[100 * f.evidence["low"] for f in shown],
            top=[math.inf if f.evidence["high"] is None else 100 * f.evidence["high"] for f in shown],
        )
        rows = rows.sort_values(["right", "id"], kind="stable").assign(y=range(len(rows)))
        key = self._key(rows.assign(**dict.fromkeys(SIGNS, False)))
        figure = sheet(26.0 * len(rows) + 104 + LINE * len(key))
        axes = panel_axes(figure, 296, 56, 26.0 * len(rows))
        bands(axes, rows, {name: 100 * band["above"] for name, band in shown[0].evidence["bands"].items()})
        told = [self._share(at, base) for at, base in zip(rows["at"], rows["base"], strict=True)]
        axes.set_yticks(rows["y"], told, fontsize=7.5)
        for camp, part in rows.groupby("camp"):
            intervals(axes, part, self.styles[str(camp)], self._says(part["at"]))
        legend = explain(figure, key)
        population = rows["population"].iloc[0]
        title = f"{self.data.populations.name(population)}: reported losses as a share of those deployed"
        legend.text(10, legend.get_ylim()[1] - 18, short(title, 90), fontsize=10, fontweight="bold")
        caption = "Each bar runs from the least to the most that a figure can come to; it is judged by the least."
        more = f" The {len(shown)} highest of {len(findings):,} are drawn." if len(findings) > len(shown) else ""
        text = [title, caption + more, "; ".join(told).replace("\n", ": ")]
        return self._chart(figure, f"{population}--share-of-deployed", *text)

    def _share(self, at: int, base: str) -> str:
        """One judged figure in two lines: who, by when; what of what."""
        of = self.phrases.said(self.data.position[base]) if base else "those deployed"
        who = f"{short(self.phrases.source(at).split(',')[0], 36)}, {self.phrases.until(at)}"
        return f"{who}\n{short(f'{self.phrases.noun(at)}: {self.phrases.said(at)} of {of}', 60)}"

    def _says(self, positions: Iterable[int]) -> str:
        """Note what a group of marks says; the group's id."""
        self.tips.append([self._tell(at) for at in positions])
        return f"tips{len(self.tips) - 1}"

    def _tell(self, at: int) -> str:
        """One figure in words."""
        return short(f"{self.phrases.source(at)}: {self.phrases.said(at)}, {self.phrases.until(at)}", 160)

    def _chart(self, figure: Figure, name: str, title: str, caption: str, told: str) -> Chart:
        """The finished picture, under a file name that no other has."""
        letters = unicodedata.normalize("NFKD", name.lower()).encode("ascii", "ignore").decode()
        slug = stem = re.sub(r"[^a-z0-9-]+", "-", letters).strip("-")[:60] or "quantity"
        while slug in self.slugs:
            slug = f"{stem}-{len(self.slugs)}"
        self.slugs.add(slug)
        title = short(title, 120)
        alt = f"{title}. {caption} {' '.join(visible(told).split())}."
        return Chart(f"{slug}.svg", title, caption, alt, inline(figure, slug, (title, alt), self.tips))
