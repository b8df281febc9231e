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
import numpy.typing as npt
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.path import Path as Outline
from matplotlib.font_manager import FontProperties
from matplotlib.textpath import text_to_path
from matplotlib.ticker import FuncFormatter, MaxNLocator, NullLocator
from matplotlib.transforms import IdentityTransform

from checker.figures.dates import MONTHS, in_words
from checker.figures.findings import Finding, Report
from checker.figures.phrases import Phrases
from checker.render.plain import counted, visible

STYLE = Path(__file__).parent / "chart.mplstyle"
FONTS = "DejaVu Sans, Verdana, Helvetica, Arial, sans-serif"
MOST_CHARTS, MOST_PANELS, MOST_MARKS, MOST_NAMES, MOST_BARS = 24, 4, 600, 12, 30
COLOURS = ("#0072B2", "#D55E00", "#009E73", "#CC79A7", "#E69F00", "#56B4E9", "#882255", "#8C8C1A")  # Okabe-Ito and Tol
SHAPES = ("o", "s", "D", "P", "X", "<", ">")  # with eight colours, 56 camps before a pair comes again
NO_CAMP = ("#6B6B6B", "p")
LOOKS = {"told": (6.5, 1.0), "planned": (6.0, 0.7), "retold": (4.0, 0.5)}  # the size of a mark, its opacity
UP = Outline([(0, 0), (0, 1), (-0.2, 0.72), (0, 1), (0.2, 0.72)], [1, 2, 1, 2, 2])
AHEAD = Outline([(0, 0), (1, 0), (0.72, -0.2), (1, 0), (0.72, 0.2)], [1, 2, 1, 2, 2])
TURNS = [(math.cos(turn), math.sin(turn)) for turn in np.radians([0, 180, 40, -40, 140, -140, 90, -90])]
SPOTS = [(reach * x, reach * y) for reach in (9, 20, 34, 50, 68) for x, y in TURNS]
WIDTH, LEFT, RIGHT, ROW = 640.0, 76.0, 616.0, 17.0
STEPS = (1, 2, 3, 6, 12, 24, 60, 120, 240, 600, 1200, 2400, 6000, 12000)  # months between two labels
SIGNS: dict[str, tuple[str, dict[str, Any]]] = {  # a column, what its sign says, how a sample differs from a plain mark
    "open": ("this many or more", {"low": -6, "top": -6, "first": -6, "last": -6, "open": True}),
    "floor": ("this many or fewer", {"low": -6, "top": 4, "first": 4, "last": 4, "floor": True}),
    "period": ("in these days only", {"left": -10, "right": 10, "period": True}),
    "vague": ("by some day of these", {"left": -10, "right": 10, "vague": True}),
    "planned": ("planned", {"look": "planned"}),
    "retold": ("retold", {"look": "retold"}),
    "clash": ("in a clash", {"clash": True}),
}
PLAIN: dict[str, Any] = dict.fromkeys(("x", "left", "right", "low", "top", "first", "last"), 0) | dict.fromkeys(SIGNS, False)
LOG_FROM = 30  # printed numbers further apart than this factor get a logarithmic axis
Boxes = npt.NDArray[np.float64]
LONG = re.compile(r"-?[0-9]+\.[0-9]{2,}")
ALIGN = {-1: "right", 0: "center", 1: "left"}
MOVED = ("x", "left", "right", "low", "top", "first", "last")
Style = tuple[str, str]  # colour and shape
Key = list[list[tuple[str, Style, dict[str, Any]]]]


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
        self.tips: list[list[str]] = []  # what each group of marks says when pointed at

    def charts(self) -> list[Chart]:
        """The quantities, population by population, and then the shares."""
        counts = self.rows[~self.rows["is_share"] & (self.rows["status"] != "retracted")]
        groups = [rows for _, rows in counts.groupby(["population", "measure"]) if len(rows) > 1]
        judged: dict[str, list[Finding]] = {}
        for finding in (f for f in self.report.findings if f.code == "R201"):
            judged.setdefault(self.data.quantity_of(finding.evidence["numerator"])[0], []).append(finding)
        tasks = [*((rows, self.quantity) for rows in groups), *((judged[people], self.shares) for people in sorted(judged))]
        kept = sorted(sorted(range(len(tasks)), key=lambda n: -len(tasks[n][0]))[:MOST_CHARTS])
        charts = [tasks[n][1](tasks[n][0]) for n in kept]
        if left := len(tasks) - len(kept):
            note = f" Not drawn: {counted(left, 'chart')} of fewer figures."
            charts[-1] = replace(charts[-1], caption=charts[-1].caption + note)
        return charts

    def quantity(self, rows: pd.DataFrame) -> Chart:
        """The figures of one population and measure over time, a panel for each scope that has several."""
        people, noun = self.data.populations.name(rows["population"].iloc[0]), self.phrases.noun(rows["at"].iloc[0])
        panels = [(place, _thinned(panel)) for place, panel in self._places(rows)]
        drawn = pd.concat([panel for _, panel in panels])
        key, tall = self._key(drawn), [250.0 if len(panels) == 1 else 170.0 if len(panel) > 2 else 90.0 for _, panel in panels]
        figure = _sheet(sum(tall) + 36 * len(panels) + 30 + ROW * len(key))
        for number, (place, panel) in enumerate(panels):
            axes = _axes(figure, LEFT, sum(tall[:number]) + 36 * number + 26, tall[number])
            axes.set_title(f"{_short(people, 36)}, {_short(place, 36)}: {_short(noun, 36)}")
            _dates(axes, drawn["left"].min(), drawn["right"].max(), labelled=panel is panels[-1][1])
            _scale(axes, panel, _short(noun, 30))
            self._fill(axes, _apart(axes, panel))
        _explain(figure, key)
        slug, told = "--".join(rows.iloc[0][["population", "measure"]]), [self._tell(at) for at in rows["at"][:MOST_NAMES]]
        more = [f"and {len(rows) - len(told):,} more"] if len(rows) > len(told) else []
        return self._chart(figure, slug, f"{people}: {noun}", _caption(rows, len(drawn)), told + more)

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
        there = [camp for camp in self.styles if (rows["camp"] == camp).any()]
        camps = [(_short(camp, 28) or "no camp stated", self.styles[camp], dict[str, Any]()) for camp in there]
        signs = [(words, ("#555555", "o"), sample) for name, (words, sample) in SIGNS.items() if rows[name].any()]
        return [part[at : at + 3] for part in (camps, signs) for at in range(0, len(part), 3)]

    def _fill(self, axes: Axes, rows: pd.DataFrame) -> None:
        """Draw the figures of one panel."""
        lines = [line.sort_values("x") for _, line in rows[(rows["look"] == "told") & ~rows["period"]].groupby(["source", "scope"])]
        for line in lines:
            axes.plot(line["x"], line["last"], color=self.styles[line["camp"].iloc[0]][0], alpha=0.35, linewidth=0.8)
        for (camp, _), part in rows.groupby(["camp", "look"]):
            _paint(axes, part, self.styles[camp], self._says(part["at"]))
        self._name(axes, rows, np.vstack([_boxes(axes, rows), *(_along(axes.transData.transform(line[["x", "last"]])) for line in lines)]))

    def _name(self, axes: Axes, rows: pd.DataFrame, taken: Boxes) -> None:
        """Write each source beside its last mark, as far as there is room; of many, only those in the worst clashes."""
        keys = ["retold", "right", "id"]
        order = rows.sort_values(keys, ascending=[True, False, True])
        named = order.drop_duplicates(["source", "scope"])
        if len(named) > MOST_NAMES:
            named = order[order["id"].isin(self.worst)].drop_duplicates(["source", "scope"])[:MOST_NAMES]
        mixed = rows["scope"].nunique() > 1
        for at, scope, x, y in zip(named["at"], named["scope"], named["x"], named["last"], strict=True):
            words = self.phrases.source(at).split(",")[0] + (f", {self.data.scopes.name(scope)}" if mixed else "")
            taken = _write(axes, textwrap.fill(_short(words, 84), 26), axes.transData.transform((x, y)), taken)

    def shares(self, findings: list[Finding]) -> Chart:
        """The share of those deployed that each judged figure comes to, and the bands that it is judged by."""
        shown = sorted(findings, key=lambda f: (-f.evidence["low"], f.figures))[:MOST_BARS]
        rows = self.rows.iloc[[self.data.position[f.evidence["numerator"]] for f in shown]].assign(
            base=[f.evidence["denominator"] or "" for f in shown],
            low=[100 * f.evidence["low"] for f in shown],
            top=[math.inf if f.evidence["high"] is None else 100 * f.evidence["high"] for f in shown],
        )
        rows = rows.sort_values(["right", "id"], kind="stable").assign(y=range(len(rows)))
        key = [line for line in self._key(rows) if not line[0][2]]
        figure = _sheet(26.0 * len(rows) + 104 + ROW * len(key))
        axes = _axes(figure, 296, 56, 26.0 * len(rows))
        people = self.data.populations.name(rows["population"].iloc[0])
        figure.text(10 / WIDTH, 1 - 18 / (72 * figure.get_figheight()), _short(f"{people}: losses as a share of those deployed", 90), fontsize=10, fontweight="bold")
        _bands(axes, rows, {name: 100 * band["above"] for name, band in shown[0].evidence["bands"].items()})
        told = [self._share(at, base) for at, base in zip(rows["at"], rows["base"], strict=True)]
        axes.set_yticks(rows["y"], told, fontsize=7.5)
        for camp, part in rows.groupby("camp"):
            _intervals(axes, part, self.styles[str(camp)], self._says(part["at"]))
        _explain(figure, key)
        caption = "Each bar is the share of those deployed that a figure comes to, from the least to the most it can mean; it is judged by the least."
        more = f" Drawn are the {len(shown)} highest of {len(findings):,}." if len(findings) > len(shown) else ""
        return self._chart(figure, f"{rows['population'].iloc[0]}--share-of-deployed", f"{people}: reported losses as a share of those deployed", caption + more, told)

    def _share(self, at: int, base: str) -> str:
        """One judged figure in two lines: who, by when; what of what."""
        of = self.phrases.said(self.data.position[base]) if base else "those deployed"
        who = f"{_short(self.phrases.source(at).split(',')[0], 36)}, {self.phrases.until(at)}"
        return f"{who}\n{_short(f'{self.phrases.noun(at)}: {self.phrases.said(at)} of {of}', 60)}"

    def _says(self, positions: Iterable[int]) -> str:
        """Note what a group of marks says; its id."""
        self.tips.append([self._tell(at) for at in positions])
        return f"tips{len(self.tips) - 1}"

    def _tell(self, at: int) -> str:
        """One figure in words."""
        return _short(f"{self.phrases.source(at)}: {self.phrases.said(at)}, {self.phrases.until(at)}", 160)

    def _chart(self, figure: Figure, name: str, title: str, caption: str, told: list[str]) -> Chart:
        """The finished picture, under a file name that no other has."""
        letters = unicodedata.normalize("NFKD", name.lower()).encode("ascii", "ignore").decode()
        slug = stem = re.sub(r"[^a-z0-9-]+", "-", letters)[:60].strip("-") or "quantity"
        while slug in self.slugs:
            slug = f"{stem}-{len(self.slugs)}"
        self.slugs.add(slug)
        title, alt = _short(title, 120), f"{_short(title, 120)}. {caption} {'; '.join(told)}."
        svg = _inline(figure, slug, title, alt, self.tips)
        return Chart(f"{slug}.svg", title, caption, alt, svg)


def _measured(figures: pd.DataFrame, clashing: set[str]) -> pd.DataFrame:
    """The figures that can be drawn, in the book's order, and what the drawing needs of each."""
    text = {name: figures[name].astype(str) for name in ("id", "population", "scope", "measure", "source", "status")}
    rows = pd.DataFrame(text).assign(at=range(len(figures)), is_share=figures["is_share"])
    low, high = figures["low"], figures["high"]
    rows["first"], rows["last"] = figures["first_number"].fillna(low), figures["last_number"].fillna(high.where(high < math.inf, low))
    rows["low"], rows["top"] = low, high.where(high < math.inf, rows["last"])
    rows["open"], rows["floor"] = (high == math.inf) | figures["own_list"], (low == 0) & (rows["first"] > 0)
    rows["period"], rows["right"] = figures["period_start"] > 0, figures["as_of_last"]
    rows["left"] = figures["period_start"].where(rows["period"], figures["as_of_first"])
    rows["vague"], rows["x"] = ~rows["period"] & (rows["left"] < rows["right"]), (rows["left"] + rows["right"]) / 2
    rows["planned"] = rows["status"] == "planned"
    rows["retold"] = (figures["derived_from"] != "") & (figures["derivation"] != "computed") & ~rows["planned"]
    rows["look"] = np.select([rows["planned"], rows["retold"]], ["planned", "retold"], "told")
    rows["clash"] = rows["id"].isin(clashing)
    return rows


def _thinned(rows: pd.DataFrame) -> pd.DataFrame:
    """As many as a panel can show: those that clash before others, and evenly over time."""
    keep = pd.Index([])
    for part in (rows[rows["clash"]], rows[~rows["clash"]]):
        room = min(len(part), MOST_MARKS - len(keep))
        keep = keep.union(part.index[np.linspace(0, len(part) - 1, room).astype(int)])
    return rows.loc[keep]


def _caption(rows: pd.DataFrame, drawn: int) -> str:
    first, last, sources = in_words(rows["left"].min()), in_words(rows["right"].max()), rows["source"].nunique()
    by = f"{counted(len(rows), 'figure')} by {counted(sources, 'source')}, {first} to {last}"
    clash = rows["clash"].sum()
    ringed = f" {clash:,} of them {'is' if clash == 1 else 'are'} in a clash (ringed): not all of these can be true." if clash else ""
    fewer = f" Only {drawn:,} of them are drawn: those in a clash first, the others evenly over time." if drawn < len(rows) else ""
    return f"{by}; each bar spans what the wording allows.{ringed}{fewer}"


def _short(text: str, most: int) -> str:
    """The text on one line, with nothing hidden in it, and cut where it is too long to show."""
    words = " ".join(visible(text).split())
    return words if len(words) <= most else words[: most - 1] + "…"


def _sheet(height: float) -> Figure:
    return Figure((WIDTH / 72, height / 72))


def _axes(figure: Figure, left: float, top: float, tall: float) -> Axes:
    """A panel from `left` to the right margin, its upper edge `top` below that of the sheet."""
    height = figure.get_figheight() * 72
    return figure.add_axes((left / WIDTH, 1 - (top + tall) / height, (RIGHT - left) / WIDTH, tall / height))


def _dates(axes: Axes, first: int, last: int, *, labelled: bool) -> None:
    """Days to the right, some of them named; a year is named once."""
    pad = max(0.04 * (last - first), 2)
    axes.set_xlim(first - pad, last + pad)
    days, names, year = _named_days(first, last), [], 0
    for day in map(date.fromordinal, days):
        year, before = day.year, year
        name = MONTHS[day.month - 1][:3] if day.day == 1 and last - first > 100 else f"{day.day} {MONTHS[day.month - 1][:3]}"
        names.append(name + f"\n{year}" * (year != before))
    axes.set_xticks(days, names if labelled else [""] * len(days))
    axes.grid(visible=False, axis="x")


def _named_days(first: int, last: int) -> list[int]:
    """About six days to name: every few days, or firsts of months."""
    if last - first <= 100:
        return list(range(first, last + 1, max(1, math.ceil((last - first) / 6))))
    start, end = (day.year * 12 + day.month for day in (date.fromordinal(max(first - 1, 1)), date.fromordinal(last)))
    step = next(step for step in STEPS if (end - start) / step <= 9)
    return [date(month // 12, month % 12 + 1, 1).toordinal() for month in range(start, end) if month % step == 0]


def _scale(axes: Axes, rows: pd.DataFrame, noun: str) -> None:
    """Counts upward from 0, or by powers of ten where the printed numbers lie far apart."""
    printed, lowest = rows[["first", "last"]].to_numpy(), rows["low"].min()
    top, least = rows["top"].max() or 1.0, printed[printed > 0].min(initial=math.inf)
    axes.grid(visible=True, axis="y")
    if printed.max() <= LOG_FROM * least:
        axes.set(ylim=(0, 1.13 * top), ylabel=noun)
        axes.yaxis.set_major_locator(MaxNLocator(5, integer=True, steps=[1, 2, 2.5, 5, 10]))
    else:
        _logarithmic(axes, min(least, lowest or least), top, noun, to_zero=bool(lowest == 0))
    axes.yaxis.set_major_formatter(FuncFormatter(lambda value, _: f"{value:,.0f}" if value < 1e9 else f"{value:.3g}"))


def _logarithmic(axes: Axes, least: float, top: float, noun: str, *, to_zero: bool) -> None:
    """An axis of powers of ten, which goes on to 0 where an "up to" reaches down to it."""
    power, last = math.floor(math.log10(least)), math.ceil(math.log10(top))
    axes.set_yscale("symlog", linthresh=10.0**power, linscale=0.6)
    axes.set(ylim=(0 if to_zero else 0.8 * least, 1.6 * top), ylabel=f"{noun}, logarithmic scale")
    steps = (1, 2, 5) if last - power < 3 else (1,)
    ticks = [step * 10.0**n for n in range(power, last + 1, 1 + (last - power) // 8) for step in steps]
    axes.set_yticks([tick for tick in [0.0] * to_zero + ticks if tick <= 1.6 * top])
    axes.yaxis.set_minor_locator(NullLocator())


def _apart(axes: Axes, rows: pd.DataFrame) -> pd.DataFrame:
    """Marks of one day and nearly one height moved a little to either side, so that none hides another."""
    height = axes.transData.transform(rows[["x", "last"]].to_numpy())[:, 1]
    turn = rows.groupby(["x", (height / 9).round()]).cumcount() % len(TURNS)
    step = 5 * (axes.get_xlim()[1] - axes.get_xlim()[0]) / (RIGHT - LEFT)
    return rows.assign(x=rows["x"] + step * turn.map(lambda n: (n + 1) // 2 * (-1) ** n))


def _paint(axes: Axes, rows: pd.DataFrame, style: Style, mark: str) -> None:
    """Figures of one camp and look: a bar for the range, a mark at each printed number, an arrow where it is open."""
    (colour, shape), (size, opacity) = style, LOOKS[rows["look"].iloc[0]]
    large = size * (1 if shape in "osD" else 1.25)
    ink = {"color": colour, "alpha": opacity}
    upright = ("x", "low", "x", "top")
    _lines(axes, rows[~rows["floor"]], upright, linewidth=size / 4, **ink)
    _lines(axes, rows[rows["floor"]], upright, linewidth=size / 4, linestyle=(0, (1, 1.5)), **ink)
    _lines(axes, rows[rows["vague"]], ("left", "last", "right", "last"), linewidth=0.7, **ink)
    _lines(axes, rows[rows["period"]], ("left", "last", "right", "last"), linewidth=2.2, marker="|", markersize=9, **ink)
    _dots(axes, rows[rows["open"]], ("x", "last"), marker=UP, markersize=32, markerfacecolor="none", **ink)
    face = {"markerfacecolor": "white"} if rows["look"].iloc[0] == "planned" else {"markeredgecolor": "white", "markeredgewidth": 0.5}
    _dots(axes, rows[rows["first"] != rows["last"]], ("x", "first"), marker=shape, markersize=large, **ink, **face)
    _dots(axes, rows, ("x", "last"), marker=shape, markersize=large, gid=mark, **ink, **face)
    _dots(axes, rows[rows["clash"]], ("x", "last"), marker="o", markersize=12, markerfacecolor="none", color="#111111", markeredgewidth=1.1)


def _lines(axes: Axes, rows: pd.DataFrame, ends: tuple[str, str, str, str], **look: Any) -> None:
    """A line for each row from one point to another, all of them one path."""
    gap = np.full(len(rows), np.nan)
    across, up = (np.column_stack([rows[ends[n]], rows[ends[n + 2]], gap]).ravel() for n in (0, 1))
    axes.plot(across, up, clip_on=False, **look)


def _dots(axes: Axes, rows: pd.DataFrame, where: tuple[str, str], **look: Any) -> None:
    axes.plot(rows[where[0]], rows[where[1]], linestyle="none", clip_on=False, **look)


def _explain(figure: Figure, key: Key) -> None:
    """The legend, at the foot of the sheet."""
    tall = 72 * figure.get_figheight()
    axes = _axes(figure, 0, 0, tall)
    axes.set(xlim=(0, RIGHT), ylim=(0, tall))
    axes.set_axis_off()
    for line, entries in enumerate(reversed(key)):
        for number, (words, style, sample) in enumerate(entries):
            x, y = 40 + 196 * number, 10 + ROW * line
            row = {**PLAIN, "look": "told", **sample}
            moved = {name: row[name] + (x if name in ("x", "left", "right") else y) for name in MOVED}
            _paint(axes, pd.DataFrame([row | moved]), style, "")
            axes.text(x + 16, y, words, va="center", fontsize=8)


def _boxes(axes: Axes, rows: pd.DataFrame) -> Boxes:
    """The ground that bars, marks, arrows and windows take up: left, bottom, right, top (shape: boxes x 4)."""
    x, low, top, last = rows[["x", "low", "top", "last"]].to_numpy().T
    start, end = np.where(rows["x"].between(rows["left"], rows["right"]), rows[["left", "right"]].to_numpy().T, x)
    bars, windows = (np.hstack([axes.transData.transform(np.column_stack(ends)) for ends in pair]) for pair in (((x, low), (x, top)), ((start, last), (end, last))))
    bars[:, 3] += np.where(rows["open"], 16, 0)
    return np.vstack([bars + [-4, -4, 4, 4], windows + [-4, -5, 4, 5]])


def _along(points: Boxes) -> Boxes:
    """The ground that a line through some points takes up, in small pieces."""
    ends = zip(points[:-1], points[1:], strict=True)
    pieces = [np.linspace(a, b, 2 + int(math.dist(a, b) / 6)) for a, b in ends]
    spots = np.vstack([np.empty((0, 2)), *pieces])
    return np.hstack([spots - 1, spots + 1])


def _write(axes: Axes, words: str, spot: Boxes, taken: Boxes) -> Boxes:
    """Write at the nearest free place around a spot, or nowhere; what is then taken."""
    lines = words.split("\n")
    wide = max(text_to_path.get_text_width_height_descent(line, FontProperties(size=7.5), ismath=False)[0] for line in lines)
    size, edge = np.array([wide, 9.2 * len(lines)]), axes.bbox.extents + [0, 0, 8, 8]
    for shift in SPOTS:
        side = np.array([np.sign(round(shift[0])), 0])
        corner = spot + shift + size * (side - 1) / 2
        box = np.array([*corner, *(corner + size)])
        end = np.clip(spot, box[:2], box[2:])
        start = spot + (end - spot) * min(1, 7 / (math.dist(spot, end) or 7))
        ground = np.vstack([box, _along(np.array([start, end]))])
        if not _hits(ground, taken) and (box[:2] >= edge[:2]).all() and (box[2:] <= edge[2:]).all():
            axes.text(*(spot + shift), words, transform=IdentityTransform(), ha=ALIGN[side[0]], va="center", fontsize=7.5, linespacing=1.1)
            if math.hypot(*shift) > 12:
                axes.plot(*np.array([start, end]).T, transform=IdentityTransform(), color="#888888", linewidth=0.6, clip_on=False)
            return np.vstack([taken, ground])
    return taken


def _hits(these: Boxes, those: Boxes) -> bool:
    """Whether any of these boxes lies over one of those."""
    apart = (these[:, None, :2] >= those[None, :, 2:]) | (these[:, None, 2:] <= those[None, :, :2])
    return bool((~apart.any(axis=2)).any())


def _bands(axes: Axes, rows: pd.DataFrame, edges: dict[str, float]) -> None:
    """Percentages to the right, and the bands that are judged implausible."""
    start, end = 0.0, 1.12 * max(rows["low"].max(), rows["top"][rows["top"] < math.inf].max(), 1.5 * max(edges.values()))
    if end > 300:
        axes.set_xscale("log")
        start, end = 0.7 * min(*rows["low"], *edges.values()), 1.5 * end
        axes.set_xticks([tick for n in range(-1, 9) for tick in (10.0**n, 3 * 10.0**n) if start <= tick <= end])
        axes.xaxis.set_minor_locator(NullLocator())
    axes.set(xlim=(start, end), ylim=(len(rows) - 0.5, -0.5))
    axes.set_xlabel("of those deployed, logarithmic scale" if start else "of those deployed")
    axes.grid(visible=True, axis="x")
    axes.xaxis.set_major_formatter(FuncFormatter(lambda value, _: f"{value:,.10g} %"))
    for number, (name, edge) in enumerate(sorted(edges.items(), key=lambda item: item[1])):
        axes.axvspan(edge, end, color="#E9B949", alpha=0.2, linewidth=0, clip_on=False)
        axes.annotate(f"{name} above {edge:.3g} %", (edge, -0.5), (1, 15 - 11 * number), textcoords="offset points", fontsize=8)


def _intervals(axes: Axes, rows: pd.DataFrame, style: Style, mark: str) -> None:
    colour, shape = style
    rows = rows.assign(end=rows["top"].where(rows["top"] < math.inf, rows["low"]))
    _lines(axes, rows, ("low", "y", "end", "y"), linewidth=3, color=colour)
    _dots(axes, rows[rows["top"] == math.inf], ("low", "y"), marker=AHEAD, markersize=60, markerfacecolor="none", color=colour)
    for side in ("end", "low"):
        _dots(axes, rows, (side, "y"), marker=shape, markersize=6, color=colour, markeredgecolor="white", gid=mark)


def _inline(figure: Figure, slug: str, title: str, alt: str, tips: list[list[str]]) -> str:
    """The picture as one element that can stand in a page beside others: own ids, no style sheet, tips at its marks."""
    file = io.StringIO()
    figure.savefig(file, format="svg", metadata=dict.fromkeys(("Date", "Creator", "Format", "Type")))
    root = ET.fromstring(file.getvalue())  # noqa: S314  (written by matplotlib just now)
    for element in root.iter():
        _plain(element, slug)
    used = {element.get("href", "")[1:] for element in root.iter()}
    for element in list(root.iter()):
        if (name := element.attrib.pop("id", "")) in used:
            element.set("id", name)
        elif (says := name.removeprefix(f"{slug}-tips")) != name:
            for use, tip in zip(element.iter("use"), tips[int(says)], strict=True):
                ET.SubElement(use, "title").text = tip
    _tidy(root)
    names = {"title": _short(title, 200), "desc": alt}
    root[:0] = [_named(tag, f"{slug}-{tag}", text) for tag, text in names.items()]
    root.attrib = {
        "xmlns": "http://www.w3.org/2000/svg", "viewBox": root.get("viewBox", ""), "width": f"{WIDTH * 4 / 3:.0f}",
        "height": f"{figure.get_figheight() * 96:.0f}", "role": "img", "aria-labelledby": f"{slug}-title {slug}-desc",
        "font-family": FONTS, "stroke-linejoin": "round",
    }  # fmt: skip
    return ET.tostring(root, encoding="unicode")


def _named(tag: str, name: str, text: str) -> ET.Element:
    element = ET.Element(tag, {"id": name})
    element.text = text
    return element


def _plain(element: ET.Element, slug: str) -> None:
    """Attributes for styles, which a page may forbid; the chart's name before each id; short numbers."""
    element.tag, element.tail = element.tag.rpartition("}")[2], None
    element.text = element.text if element.tag == "text" else None
    parts = [part.partition(":") for part in element.attrib.pop("style", "").split(";") if part]
    found = {**element.attrib, **{name.strip(): value.strip() for name, _, value in parts}}
    found = {name.rpartition("}")[2]: LONG.sub(lambda number: f"{float(number[0]):.2f}".rstrip("0").rstrip("."), value) for name, value in found.items()}
    if "href" in found:
        found["href"] = f"#{slug}-{found['href'][1:]}"
    if "id" in found:
        found["id"] = f"{slug}-{found['id']}"
    if "d" in found:
        found["d"] = " ".join(found["d"].split())
    dull = found.get("transform", "").startswith("rotate(-0")
    element.attrib = {name: value for name, value in found.items() if name != "font-family" and not (dull and name == "transform")}


def _tidy(element: ET.Element) -> list[ET.Element]:
    """What stays of an element: nothing of a style sheet or an empty group, the members of a group that says nothing."""
    element[:] = [kept for child in element for kept in _tidy(child)]
    if element.tag in {"style", "metadata"} or (element.tag in {"g", "defs"} and not len(element)):
        return []
    return list(element) if element.tag == "g" and not element.attrib else [element]
