"""Charts of a report: what was reported of each quantity over time, and how much of those sent was lost.

The one module that knows matplotlib. Days stay the data's own ordinals and every label is made here, so that neither
locale nor time zone shows. Lengths are points, 72 to the inch.
"""

import io
import math
import re
import textwrap
import unicodedata
import warnings
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

import matplotlib.style
import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.font_manager import FontProperties
from matplotlib.path import Path as Outline
from matplotlib.textpath import text_to_path
from matplotlib.ticker import FuncFormatter, MaxNLocator
from matplotlib.transforms import Bbox, IdentityTransform

from checker.figures.dates import MONTHS, in_words
from checker.figures.findings import Finding, Report
from checker.figures.phrases import Phrases
from checker.render.plain import counted, visible

STYLE = Path(__file__).parent / "chart.mplstyle"
FONTS = "DejaVu Sans, Verdana, Helvetica, Arial, sans-serif"
MOST_CHARTS, MOST_PANELS, MOST_MARKS, MOST_NAMES, MOST_BARS = 24, 4, 600, 12, 40
COLOURS = ("#0072B2", "#D55E00", "#009E73", "#CC79A7", "#E69F00", "#56B4E9", "#882255", "#8C8C1A")  # Okabe-Ito and Tol
SHAPES = ("o", "s", "D", "P", "X", "<", ">")  # with eight colours, 56 camps before a pair comes again
NO_CAMP = ("#6B6B6B", "p")
LOOKS = {"told": (6.5, 1.0), "planned": (6.0, 0.7), "retold": (4.0, 0.5)}  # the size of a mark, its opacity
UP = Outline([(0, 0), (0, 1), (-0.2, 0.72), (0, 1), (0.2, 0.72)], [1, 2, 1, 2, 2])
AHEAD = Outline([(0, 0), (1, 0), (0.72, -0.2), (1, 0), (0.72, 0.2)], [1, 2, 1, 2, 2])
TURNS = [(math.cos(turn), math.sin(turn)) for turn in np.radians([0, 180, 40, -40, 140, -140, 90, -90])]
PLACES = [(reach * x, reach * y) for reach in (9, 20, 34, 50, 68) for x, y in TURNS]
WIDTH, LEFT, RIGHT, ROW = 640.0, 76.0, 616.0, 15.0
STEPS = (1, 2, 3, 6, 12, 24, 60, 120, 240, 600, 1200, 2400, 6000, 12000)  # months between two labels
SIGNS: dict[str, tuple[str, dict[str, Any]]] = {  # a column, what its sign says, how a sample differs from a plain mark
    "open": ("this many or more", {"low": -6, "top": -6, "first": -6, "last": -6, "open": True}),
    "floor": ("this many or fewer", {"low": -6, "top": 4, "first": 4, "last": 4, "floor": True}),
    "period": ("counts these days only", {"left": -10, "right": 10, "period": True}),
    "vague": ("some day of these", {"left": -10, "right": 10, "vague": True}),
    "planned": ("planned", {"look": "planned"}),
    "retold": ("a retelling", {"look": "retold"}),
    "clash": ("in a clash", {"clash": True}),
}
PLAIN = dict.fromkeys(("x", "left", "right", "low", "top", "first", "last"), 0.0) | dict.fromkeys(SIGNS, False) | {"look": "told"}


@dataclass(frozen=True, slots=True)
class Chart:
    """One picture. `caption` says what to see, `alt` tells it to those who cannot; `svg` is one element to put in a page."""

    file: str
    title: str
    caption: str
    alt: str
    svg: str


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
        self.rows = _measured(self.data.figures, {figure for clash in clashes for figure in clash.figures})
        self.worst = {figure for clash in report.worst() for figure in clash.figures}
        camps = {source: self.data.party(source) for source in self.rows["source"].unique()}
        self.rows["camp"] = self.rows["source"].map(camps)
        named = filter(None, dict.fromkeys(camps.values()))  # by first appearance: a new camp changes no other's colour
        self.styles = {camp: (COLOURS[n % 8], SHAPES[n % 7]) for n, camp in enumerate(named)} | {"": NO_CAMP}
        self.slugs: set[str] = set()
        self.tips: list[list[str]] = []  # for each group of marks of the chart at hand, what they say when pointed at

    def charts(self) -> list[Chart]:
        """The quantities, population by population, and then the shares."""
        groups = {key: rows for key, rows in self.rows[~self.rows["is_share"]].groupby(["population", "measure"]) if len(rows) > 1}
        shares = [f for f in self.report.findings if f.code == "R201"]
        kept = sorted(groups, key=lambda key: -len(groups[key]))[: MOST_CHARTS - bool(shares)]
        charts = [self.quantity(rows) for key, rows in groups.items() if key in kept]
        charts += [self.shares(shares)] if shares else []
        if left := len(groups) - len(kept):
            note = f" Not drawn: {counted(left, 'quantity', 'quantities')} with fewer figures."
            charts[-1] = replace(charts[-1], caption=charts[-1].caption + note)
        return charts

    def quantity(self, rows: pd.DataFrame) -> Chart:
        """The figures of one population and measure over time, a panel for each scope that has several."""
        people, noun = self.data.populations.name(rows["population"].iloc[0]), self.phrases.noun(rows["at"].iloc[0])
        panels = [(place, _thinned(panel)) for place, panel in self._places(rows)]
        drawn = pd.concat([panel for _, panel in panels])
        key, tall = self._key(drawn), 250.0 if len(panels) == 1 else 170.0
        figure = _sheet(len(panels) * (tall + 36) + 34 + ROW * len(key))
        for number, (place, panel) in enumerate(panels):
            axes = _axes(figure, LEFT, 26 + number * (tall + 36), tall)
            axes.set_title(_short(f"{people}, {place}: {noun}", 90))
            _dates(axes, drawn["left"].min(), drawn["right"].max(), labelled=number == len(panels) - 1)
            _scale(axes, panel, _short(noun, 30))
            self._fill(axes, _apart(axes, panel))
        _explain(figure, key)
        slug = f"{rows['population'].iloc[0]}--{rows['measure'].iloc[0]}"
        return self._chart(figure, slug, f"{people}: {noun}", _caption(rows, len(drawn)), rows["at"])

    def _places(self, rows: pd.DataFrame) -> list[tuple[str, pd.DataFrame]]:
        """The scopes of three figures or more, largest first, by name; the rest together."""
        sizes = rows.groupby("scope", sort=True).size().sort_values(ascending=False, kind="stable")
        large = sizes.index[sizes > 2][:MOST_PANELS]
        panels = [(self.data.scopes.name(scope), rows[rows["scope"] == scope]) for scope in large]
        rest = rows[~rows["scope"].isin(large)]
        others = rest["scope"].unique()
        name = self.data.scopes.name(others[0]) if len(others) == 1 else f"{len(others):,} {'other ' if panels else ''}scopes"
        return panels + ([(name, rest)] if len(rest) else [])

    def _key(self, rows: pd.DataFrame) -> list[list[tuple[str, tuple[str, str], dict[str, Any]]]]:
        """The legend, in rows of three: the camps, and the signs that occur."""
        camps = [(_short(camp, 26) or "no camp stated", style, {}) for camp, style in self.styles.items() if (rows["camp"] == camp).any()]
        signs = [(words, ("#555555", "o"), sample) for name, (words, sample) in SIGNS.items() if rows[name].any()]
        return [part[at : at + 3] for part in (camps, signs) for at in range(0, len(part), 3)]

    def _fill(self, axes: Axes, rows: pd.DataFrame) -> None:
        """The figures of one panel."""
        for _, series in rows[(rows["look"] == "told") & ~rows["period"]].groupby(["source", "scope"]):
            line = series.sort_values("right", kind="stable")
            axes.plot(line["x"], line["last"], color=self.styles[line["camp"].iloc[0]][0], alpha=0.35, linewidth=0.8)
        for (camp, _), part in rows.groupby(["camp", "look"]):
            _paint(axes, part, self.styles[camp], f"tips{len(self.tips)}")
            self.tips.append([self._tell(at) for at in part["at"]])
        self._name(axes, rows)

    def _name(self, axes: Axes, rows: pd.DataFrame) -> None:
        """Write each source beside its last mark, where there is room and they are few; else those of the worst clashes."""
        order = rows.assign(late=rows["look"] == "retold").sort_values(["late", "right"], ascending=[True, False], kind="stable")
        named = order.drop_duplicates(["source", "scope"])
        if len(named) > MOST_NAMES:
            named = order[order["id"].isin(self.worst)].drop_duplicates(["source", "scope"])[:MOST_NAMES]
        mixed, taken = rows["scope"].nunique() > 1, _boxes(axes, rows)
        for at, scope, x, y in named[["at", "scope", "x", "last"]].itertuples(index=False):
            words = self.phrases.source(at).split(",")[0] + (f", {self.data.scopes.name(scope)}" if mixed else "")
            _write(axes, "\n".join(textwrap.wrap(_short(words, 70), 26)), *axes.transData.transform((x, y)), taken)

    def shares(self, findings: list[Finding]) -> Chart:
        """The share of those sent that each judged figure comes to, and the bands that it is judged by."""
        shown = sorted(findings, key=lambda f: (-f.evidence["low"], f.figures))[:MOST_BARS]
        facts = [(f.evidence["numerator"], f.evidence["denominator"], f.evidence["low"], f.evidence["high"]) for f in shown]
        rows = self.rows.iloc[[self.data.position[figure] for figure, *_ in facts]].assign(
            base=[base for _, base, *_ in facts], low=[100 * low for *_, low, _ in facts], high=[100 * (high or math.nan) for *_, high in facts]
        )
        rows = rows.sort_values(["right", "id"], kind="stable").assign(y=range(len(rows)))
        edges = sorted((100 * band["above"], name) for name, band in shown[0].evidence["bands"].items())
        key = [line for line in self._key(rows) if not line[0][2]]
        figure = _sheet(26.0 * len(rows) + 76 + ROW * len(key))
        axes = _axes(figure, 300, 40, 26.0 * len(rows))
        end = 1.08 * max(rows["high"].max(), rows["low"].max(), 1.5 * edges[-1][0])
        axes.set(xlim=(0, end), ylim=(len(rows) - 0.5, -0.5))
        axes.grid(visible=False)
        axes.xaxis.set_major_formatter(FuncFormatter(lambda value, _: f"{value:,.3g} %"))
        axes.set_yticks(rows["y"], [self._share(at, base) for at, base in zip(rows["at"], rows["base"], strict=True)], fontsize=7.5)
        for number, (edge, name) in enumerate(edges):
            axes.axvspan(edge, end, color="#E9B949", alpha=0.2, linewidth=0)
            axes.annotate(f"{name} above {edge:.3g} %", (edge, -0.5), (1, 18 - 11 * number), textcoords="offset points", fontsize=8)
        for camp, part in rows.groupby("camp"):
            _intervals(axes, part, *self.styles[str(camp)])
        _explain(figure, key)
        caption = f"Each bar runs from the least to the most that a figure can come to as a share of those deployed."
        ...

    def _share(self, at: int, base: str | None) -> str:
        """One judged figure, in two lines: who by when, and what of what."""
        of = f" of {self.phrases.said(self.data.position[base])}" if base else ""
        people = self.data.populations.name(self.phrases.value(at, "population"))
        return f"{_short(self.phrases.source(at).split(',')[0], 36)}, {self.phrases.until(at)}\n{_short(f'{people}: {self.phrases.said(at)}{of}', 58)}"

    def _tell(self, at: int) -> str:
        """One figure in words."""
        return _short(f"{self.phrases.source(at)}: {self.phrases.said(at)}, {self.phrases.until(at)}", 200)

    def _chart(self, figure: Figure, name: str, title: str, caption: str, at: Iterable[int]) -> Chart:
        """The finished picture, with a file name that no other chart has."""
