"""Charts of a report: what was reported of each quantity over time, and what share of those deployed was lost.

The one module that knows matplotlib. Days stay the data's own ordinals and every label is made here, so that neither
locale nor time zone shows; names are given room by counting letters, so that no font decides where they stand. Lengths
are points, 72 to the inch.
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
from functools import partial
from itertools import pairwise
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
from matplotlib.ticker import FuncFormatter, MaxNLocator, NullLocator
from matplotlib.transforms import IdentityTransform

from checker.figures.dates import MONTHS, in_words
from checker.figures.findings import Finding, Report
from checker.figures.phrases import Phrases
from checker.render.plain import counted, visible

STYLE = Path(__file__).parent / "chart.mplstyle"
SVG, LONG = "http://www.w3.org/2000/svg", re.compile(r"-?[0-9]+\.[0-9]{2,}")
LETTERS = {"font-family": "DejaVu Sans, Verdana, Helvetica, Arial, sans-serif", "stroke-linejoin": "round"}
MOST_CHARTS, MOST_PANELS, MOST_MARKS, MOST_NAMES, MOST_BARS = 24, 4, 300, 12, 30
LOG_FROM = 30  # printed numbers further apart than this factor get a logarithmic axis
WIDTH, LEFT, RIGHT, LINE = 640.0, 76.0, 616.0, 17.0
STEPS = (1, 2, 3, 6, 12, 24, 60, 120, 240, 600, 1200, 2400, 6000, 12000)  # months between two labels
COLOURS = ("#0072B2", "#D55E00", "#009E73", "#CC79A7", "#E69F00", "#56B4E9", "#882255", "#8C8C1A")  # Okabe-Ito, Tol
SHAPES = ("o", "s", "D", "P", "X", "<", ">")  # with eight colours, 56 camps before a pair comes again
NO_CAMP, NO_COLOUR = ("#6B6B6B", "p"), ("#555555", "o")
LOOKS = {"told": (6.5, 1.0), "planned": (6.0, 0.7), "retold": (4.0, 0.5)}  # the size of a mark, its opacity
UP = Outline([(0, 0), (0, 1), (-0.2, 0.72), (0, 1), (0.2, 0.72)], [1, 2, 1, 2, 2])
AHEAD = Outline([(0, 0), (1, 0), (0.72, -0.2), (1, 0), (0.72, 0.2)], [1, 2, 1, 2, 2])
TURNS = np.radians([0, 180, 40, -40, 140, -140, 90, -90, 65, -65, 115, -115])
SPOTS = [np.round((far * math.cos(turn), far * math.sin(turn))) for far in (9, 20, 34, 50, 68, 90) for turn in TURNS]
PLACE = ("x", "left", "right", "low", "top", "first", "last")  # days, days, days; people, people, people, people
ENDS = (("x", "low"), ("x", "top"), ("left", "last"), ("right", "last"))
SIGNS: dict[str, tuple[str, dict[str, Any]]] = {  # a column, what its sign says, how a sample differs from a plain mark
    "open": ("this many or more", {"low": -6, "top": -6, "first": -6, "last": -6, "open": True}),
    "floor": ("this many or fewer", {"low": -6, "top": 4, "first": 4, "last": 4, "floor": True}),
    "period": ("in these days only", {"left": -10, "right": 10, "period": True}),
    "vague": ("by some day of these", {"left": -10, "right": 10, "vague": True}),
    "planned": ("planned", {"look": "planned"}),
    "retold": ("retold", {"look": "retold"}),
    "clash": ("in a clash", {"clash": True}),
}
PLAIN: dict[str, Any] = {**dict.fromkeys(PLACE, 0), **dict.fromkeys(SIGNS, False), "look": "told", "scale": 1.0}
POINTS, SIDES = IdentityTransform(), {-1: "right", 0: "center", 1: "left"}
SMALL: dict[str, Any] = {"transform": POINTS, "va": "center", "fontsize": 7.5, "linespacing": 1.1}

Style = tuple[str, str]  # colour and shape
Key = list[list[tuple[str, Style, dict[str, Any]]]]
Points = npt.NDArray[np.float64]  # shape: points x 2
Boxes = npt.NDArray[np.float64]  # left, bottom, right, top; shape: boxes x 4


@dataclass(frozen=True, slots=True)
class Chart:
    """One picture. `caption` says what to see, `alt` tells it to those who cannot; `svg` is one element for a page."""

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
        panels = [(place, _thinned(panel)) for place, panel in self._places(rows)]
        drawn = pd.concat([panel for _, panel in panels])
        key, tall = self._key(drawn), [250.0 if len(panels) == 1 else 170.0 if len(p) > 2 else 90.0 for _, p in panels]
        figure = _sheet(sum(tall) + 36 * len(panels) + 30 + LINE * len(key))
        for number, (place, panel) in enumerate(panels):
            axes = _axes(figure, LEFT, sum(tall[:number]) + 36 * number + 26, tall[number])
            axes.set_title(f"{_short(people, 36)}, {_short(place, 36)}: {_short(noun, 36)}")
            _dates(axes, drawn["left"].min(), drawn["right"].max(), labelled=number == len(panels) - 1)
            _scale(axes, panel, _short(noun, 24))
            self._fill(axes, _apart(axes, panel))
        _explain(figure, key)
        told = [self._tell(at) for at in rows["at"][:MOST_NAMES]]
        more = [f"and {len(rows) - len(told):,} more"] if len(rows) > len(told) else []
        text = [f"{people}: {noun}", _caption(rows, len(drawn)), "; ".join(told + more)]
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
        who = [(_short(camp, 28) or "no camp stated", style, PLAIN) for camp, style in camps]
        what = [(words, NO_COLOUR, PLAIN | sample) for name, (words, sample) in SIGNS.items() if rows[name].any()]
        return [part[at : at + 3] for part in (who, what) for at in range(0, len(part), 3)]

    def _fill(self, axes: Axes, rows: pd.DataFrame) -> None:
        """Draw the figures of one panel, and a fine line through the totals of each source."""
        taken = [_boxes(axes, rows)]
        totals = rows[(rows["look"] == "told") & ~rows["period"] & (len(_last(rows)) <= MOST_NAMES)]
        for _, line in totals.sort_values("x", kind="stable").groupby(["source", "scope"]):
            colour, _ = self.styles[line["camp"].iloc[0]]
            axes.plot(line["x"], line["last"], color=colour, alpha=0.35, linewidth=0.8)
            taken.append(_along(axes.transData.transform(line[["x", "last"]].to_numpy())))
        for (camp, _), part in rows.groupby(["camp", "look"]):
            _paint(axes, part, self.styles[str(camp)], self._says(part["at"]))
        self._name(axes, rows, np.vstack(taken))

    def _name(self, axes: Axes, rows: pd.DataFrame, taken: Boxes) -> None:
        """Write each source beside its last mark where there is room; of many, only those in the worst clashes."""
        named = _last(rows)
        if len(named) > MOST_NAMES:
            named = _last(rows[rows["id"].isin(self.worst)])[:MOST_NAMES]
        mixed, names = len(rows["scope"].unique()) > 1, np.empty((0, 4))
        for at, scope, x, y in zip(named["at"], named["scope"], named["x"], named["last"], strict=True):
            words = self.phrases.source(at).split(",")[0] + (f", {self.data.scopes.name(scope)}" if mixed else "")
            lines = textwrap.wrap(_short(words, 84), 26)
            taken, names = _write(axes, lines, axes.transData.transform((x, y)), taken, names)

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
        figure = _sheet(26.0 * len(rows) + 104 + LINE * len(key))
        axes = _axes(figure, 296, 56, 26.0 * len(rows))
        _bands(axes, rows, {name: 100 * band["above"] for name, band in shown[0].evidence["bands"].items()})
        told = [self._share(at, base) for at, base in zip(rows["at"], rows["base"], strict=True)]
        axes.set_yticks(rows["y"], told, fontsize=7.5)
        for camp, part in rows.groupby("camp"):
            _intervals(axes, part, self.styles[str(camp)], self._says(part["at"]))
        legend = _explain(figure, key)
        population = rows["population"].iloc[0]
        title = f"{self.data.populations.name(population)}: reported losses as a share of those deployed"
        legend.text(10, legend.get_ylim()[1] - 18, _short(title, 90), fontsize=10, fontweight="bold")
        caption = "Each bar runs from the least to the most that a figure can come to; it is judged by the least."
        more = f" The {len(shown)} highest of {len(findings):,} are drawn." if len(findings) > len(shown) else ""
        return self._chart(figure, f"{population}--share-of-deployed", title, caption + more, "; ".join(told))

    def _share(self, at: int, base: str) -> str:
        """One judged figure in two lines: who, by when; what of what."""
        of = self.phrases.said(self.data.position[base]) if base else "those deployed"
        who = f"{_short(self.phrases.source(at).split(',')[0], 36)}, {self.phrases.until(at)}"
        return f"{who}\n{_short(f'{self.phrases.noun(at)}: {self.phrases.said(at)} of {of}', 60)}"

    def _says(self, positions: Iterable[int]) -> str:
        """Note what a group of marks says; the group's id."""
        self.tips.append([self._tell(at) for at in positions])
        return f"tips{len(self.tips) - 1}"

    def _tell(self, at: int) -> str:
        """One figure in words."""
        return _short(f"{self.phrases.source(at)}: {self.phrases.said(at)}, {self.phrases.until(at)}", 160)

    def _chart(self, figure: Figure, name: str, title: str, caption: str, told: str) -> Chart:
        """The finished picture, under a file name that no other has."""
        letters = unicodedata.normalize("NFKD", name.lower()).encode("ascii", "ignore").decode()
        slug = stem = re.sub(r"[^a-z0-9-]+", "-", letters).strip("-")[:60] or "quantity"
        while slug in self.slugs:
            slug = f"{stem}-{len(self.slugs)}"
        self.slugs.add(slug)
        title = _short(title, 120)
        alt = f"{title}. {caption} {' '.join(visible(told).split())}."
        return Chart(f"{slug}.svg", title, caption, alt, _inline(figure, slug, (title, alt), self.tips))


def _measured(figures: pd.DataFrame, clashing: set[str]) -> pd.DataFrame:
    """What the drawing needs of each figure, in the book's order: see PLACE and SIGNS."""
    rows = figures[["id", "population", "scope", "measure", "source", "status"]].astype(str)
    rows = rows.assign(at=range(len(rows)), is_share=figures["is_share"], clash=rows["id"].isin(clashing))
    low, high = figures["low"], figures["high"].where(figures["high"] < math.inf)
    rows["first"] = figures["first_number"].fillna(low)
    rows["last"] = figures["last_number"].fillna(high).fillna(low)
    rows["low"], rows["top"] = low, high.fillna(rows["last"])
    rows["open"], rows["floor"] = high.isna() | figures["own_list"], (low == 0) & (rows["first"] > 0)
    rows["period"], rows["right"] = figures["period_start"] > 0, figures["as_of_last"]
    rows["left"] = figures["period_start"].where(rows["period"], figures["as_of_first"])
    rows["x"], rows["vague"] = (rows["left"] + rows["right"]) / 2, ~rows["period"] & (rows["left"] < rows["right"])
    rows["planned"] = rows["status"] == "planned"
    rows["retold"] = (figures["derived_from"] != "") & (figures["derivation"] != "computed") & ~rows["planned"]
    rows["look"] = np.select([rows["planned"], rows["retold"]], ["planned", "retold"], "told")
    return rows


def _thinned(rows: pd.DataFrame) -> pd.DataFrame:
    """As many as a panel can show: those that clash before others, and evenly over time."""
    keep = rows.index[:0]
    for part in (rows[rows["clash"]], rows[~rows["clash"]]):
        room = min(len(part), MOST_MARKS - len(keep))
        keep = keep.union(part.index[np.linspace(0, len(part) - 1, room).astype(int)])
    return rows.loc[keep]


def _last(rows: pd.DataFrame) -> pd.DataFrame:
    """The last figure of each source, told rather than retold."""
    order = rows.sort_values(["retold", "right", "id"], ascending=[True, False, True])
    return order.drop_duplicates(["source", "scope"])


def _caption(rows: pd.DataFrame, drawn: int) -> str:
    days = f"{in_words(rows['left'].min())} to {in_words(rows['right'].max())}"
    what = f"{counted(len(rows), 'figure')} by {counted(len(rows['source'].unique()), 'source')}, {days}"
    clash = int(rows["clash"].sum())
    ringed = f" The {clash:,} ringed {'is' if clash == 1 else 'are'} in a clash: not all can be true." if clash else ""
    fewer = f" Only {drawn:,} are drawn: those in a clash first, the rest evenly in time." if drawn < len(rows) else ""
    return f"{what}; each bar spans what the wording allows.{ringed}{fewer}"


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
    """Days to the right, some of them named; a year is named where it begins."""
    pad = max(0.04 * (last - first), 2)
    axes.set_xlim(first - pad, last + pad)
    days = _named_days(first, last)
    names, year = [], 0
    for day in map(date.fromordinal, days):
        month = MONTHS[day.month - 1][:3]
        names.append((month if last - first > 100 else f"{day.day} {month}") + f"\n{day.year}" * (day.year != year))
        year = day.year
    axes.set_xticks(days, names if labelled else [""] * len(days))


def _named_days(first: int, last: int) -> list[int]:
    """A handful of days to name: every few days, or firsts of months."""
    if last - first <= 100:
        return list(range(first, last + 1, max(1, math.ceil((last - first) / 6))))
    start, end = (day.year * 12 + day.month for day in map(date.fromordinal, (max(first - 1, 1), last)))
    step = next(step for step in STEPS if (end - start) / step <= 9)
    return [date(month // 12, month % 12 + 1, 1).toordinal() for month in range(start, end) if month % step == 0]


def _scale(axes: Axes, rows: pd.DataFrame, noun: str) -> None:
    """Counts upward from 0, or by powers of ten where the printed numbers lie far apart."""
    printed, lowest = rows[["first", "last"]].to_numpy(), float(rows["low"].min())
    top, least = float(rows["top"].max()) or 1.0, float(printed[printed > 0].min(initial=math.inf))
    if printed.max() <= LOG_FROM * least:
        axes.set(ylim=(0, 1.13 * top), ylabel=noun)
        axes.yaxis.set_major_locator(MaxNLocator(5, integer=True, steps=[1, 2, 2.5, 5, 10]))
    else:
        _logarithmic(axes, min(least, lowest or least), top, to_zero=lowest == 0)
        axes.set_ylabel(f"{noun}, logarithmic scale")
    axes.yaxis.set_major_formatter(FuncFormatter(lambda value, _: f"{value:,.0f}" if value < 1e9 else f"{value:.3g}"))


def _logarithmic(axes: Axes, least: float, top: float, *, to_zero: bool) -> None:
    """An axis of powers of ten, which goes on to 0 where an "up to" reaches down to it."""
    power, last = math.floor(math.log10(least)), math.ceil(math.log10(top))
    axes.set_yscale("symlog", linthresh=10.0**power, linscale=0.6)
    axes.set_ylim(0 if to_zero else 0.8 * least, 1.6 * top)
    steps = (1, 2, 5) if last - power < 3 else (1,)
    ticks = [step * 10.0**n for n in range(power, last + 1, 1 + (last - power) // 8) for step in steps]
    axes.set_yticks([tick for tick in [0.0] * to_zero + ticks if tick <= 1.6 * top])
    axes.yaxis.set_minor_locator(NullLocator())


def _apart(axes: Axes, rows: pd.DataFrame) -> pd.DataFrame:
    """Marks of one day and nearly one height, moved a little to either side; many are drawn small."""
    height = axes.transData.transform(rows[["x", "last"]].to_numpy())[:, 1]
    turn = rows.groupby(["x", (height / 9).round()]).cumcount() % 8
    start, end = axes.get_xlim()
    x = rows["x"] + (turn + 1) // 2 * (-1) ** turn * 5 * (end - start) / (RIGHT - LEFT)
    return rows.assign(x=x, scale=min(1, max(0.5, math.sqrt(40 / len(rows)))))


def _paint(axes: Axes, rows: pd.DataFrame, style: Style, tips: str) -> None:
    """Figures of one camp and look: a bar for the range, a mark at each printed number, an arrow where it is open."""
    (colour, shape), look = style, rows["look"].iloc[0]
    scale, (size, opacity) = rows["scale"].iloc[0], LOOKS[look]
    ink, wide = {"color": colour, "alpha": opacity}, scale * size / 4
    mark = {"marker": shape, "markersize": scale * size * (1 if shape in "osD" else 1.25), **ink}
    mark |= {"mfc": "white"} if look == "planned" else {"mec": "white", "mew": 0.5 * scale}
    upright, across = ("x", "low", "x", "top"), ("left", "last", "right", "last")
    _lines(axes, rows[~rows["floor"]], upright, linewidth=wide, **ink)
    _lines(axes, rows[rows["floor"]], upright, linewidth=wide, linestyle=(0, (1, 1.5)), **ink)
    _lines(axes, rows[rows["vague"]], across, linewidth=0.7, **ink)
    _lines(axes, rows[rows["period"]], across, linewidth=2.2 * scale, marker="|", markersize=9 * scale, **ink)
    _dots(axes, rows[rows["open"]], ("x", "last"), marker=UP, markersize=32 * scale, mew=scale, mfc="none", **ink)
    _dots(axes, rows[rows["first"] != rows["last"]], ("x", "first"), **mark)
    _dots(axes, rows, ("x", "last"), gid=tips, **mark)
    ring = {"marker": "o", "markersize": 12 * scale, "mfc": "none", "mec": "#111111", "mew": 1.1 * scale}
    _dots(axes, rows[rows["clash"]], ("x", "last"), **ring)


def _lines(axes: Axes, rows: pd.DataFrame, ends: tuple[str, str, str, str], **look: Any) -> None:
    """A line for each row from one point to another, all of them one path."""
    gap = np.full(len(rows), np.nan)
    x, y = (np.column_stack([rows[ends[n]], rows[ends[n + 2]], gap]).ravel() for n in (0, 1))
    axes.plot(x, y, clip_on=False, **look)


def _dots(axes: Axes, rows: pd.DataFrame, spot: tuple[str, str], **look: Any) -> None:
    axes.plot(rows[spot[0]], rows[spot[1]], linestyle="none", clip_on=False, **look)


def _explain(figure: Figure, key: Key) -> Axes:
    """The legend, at the foot of the sheet; an area that is measured in points."""
    tall = 72 * figure.get_figheight()
    axes = _axes(figure, 0, 0, tall)
    axes.set(xlim=(0, RIGHT), ylim=(0, tall))
    axes.set_axis_off()
    for line, entries in enumerate(reversed(key)):
        for number, (words, style, sample) in enumerate(entries):
            x, y = 40 + 196 * number, 10 + LINE * line
            moved = {name: sample[name] + (x if name in PLACE[:3] else y) for name in PLACE}
            _paint(axes, pd.DataFrame([sample | moved]), style, "")
            axes.text(x + 16, y, words, va="center", fontsize=8)
    return axes


def _boxes(axes: Axes, rows: pd.DataFrame) -> Boxes:
    """The ground that marks, bars, arrows and windows take up."""
    spots = {pair: axes.transData.transform(rows[list(pair)].to_numpy()) for pair in ENDS}
    bars = np.hstack([spots["x", "low"], spots["x", "top"] + np.outer(rows["open"], (0, 16))])
    windows = np.hstack([spots["left", "last"], spots["right", "last"]])
    return np.vstack([bars + np.array([-5, -5, 5, 5]), windows + np.array([-4, -5, 4, 5])])


def _along(points: Points) -> Boxes:
    """The ground that a line through some points takes up, in small pieces."""
    pieces = [np.linspace(a, b, 2 + int(math.dist(a, b) / 6)) for a, b in pairwise(points)]
    spots = np.vstack([points, *pieces])
    return np.hstack([spots - 1, spots + 1])


def _write(axes: Axes, lines: list[str], spot: Points, taken: Boxes, names: Boxes) -> tuple[Boxes, Boxes]:
    """Write at the nearest free place around a spot, or nowhere; what is then taken, and taken by names."""
    size = np.array([max(map(_wide, lines)), 9.2 * len(lines)])
    least, most = axes.bbox.get_points() + np.array([[0, 0], [16, 8]])
    for shift in SPOTS:
        side = int(np.sign(shift[0]))
        corner = spot + shift + size * ((side - 1) / 2, -0.5)
        box, end = np.hstack([corner, corner + size]), np.clip(spot, corner, corner + size)
        leader = _along(np.array([spot, end]))
        fits = (corner >= least).all() and (corner + size <= most).all()
        if fits and not _hits(box[None], taken) and not _hits(leader, names):
            axes.text(spot[0] + shift[0], spot[1] + shift[1], "\n".join(lines), ha=SIDES[side], **SMALL)
            if math.hypot(*shift) > 12:
                start = spot + 7 * shift / math.hypot(*shift)
                axes.plot(*np.array([start, end]).T, color="#888888", linewidth=0.6, clip_on=False, transform=POINTS)
            return np.vstack([taken, box, leader]), np.vstack([names, box])
    return taken, names


def _hits(these: Boxes, those: Boxes) -> bool:
    """Whether any of these boxes lies over one of those."""
    apart = (these[:, None, :2] >= those[None, :, 2:]) | (these[:, None, 2:] <= those[None, :, :2])
    return not apart.any(axis=2).all()


def _wide(line: str) -> float:
    """About how wide a line of the smallest letters is."""
    return sum(8.0 if unicodedata.east_asian_width(letter) in "WF" else 4.6 for letter in line)


def _bands(axes: Axes, rows: pd.DataFrame, edges: dict[str, float]) -> None:
    """Percentages to the right, and the bands that are judged implausible."""
    ends = rows["top"].where(rows["top"] < math.inf, rows["low"])
    highest = max(ends.max(), 1.5 * max(edges.values()))
    start, end = 0.0, 1.12 * highest
    if highest > 250:
        axes.set_xscale("log")
        start, end = 0.7 * min(*rows["low"], *edges.values()), 1.6 * highest
        axes.set_xticks([tick for n in range(9) for tick in (10.0**n, 3 * 10.0**n) if start <= tick <= end])
        axes.xaxis.set_minor_locator(NullLocator())
    axes.set(xlim=(start, end), ylim=(len(rows) - 0.5, -0.5))
    axes.set_xlabel("of those deployed, logarithmic scale" if start else "of those deployed")
    axes.grid(visible=True, axis="x")
    axes.xaxis.set_major_formatter(FuncFormatter(lambda value, _: f"{value:,.10g} %"))
    for number, (name, edge) in enumerate(sorted(edges.items(), key=lambda item: item[1])):
        axes.axvspan(edge, end, color="#E9B949", alpha=0.2, linewidth=0, clip_on=False)
        axes.text(edge, -0.65 - 0.45 * (len(edges) - 1 - number), f" {name} above {edge:.3g} %", fontsize=8)


def _intervals(axes: Axes, rows: pd.DataFrame, style: Style, tips: str) -> None:
    """The figures of one camp, each from the least to the most that it can come to."""
    ink, is_open = {"color": style[0]}, rows["top"] == math.inf
    rows = rows.assign(end=rows["top"].where(~is_open, rows["low"]))
    _lines(axes, rows, ("low", "y", "end", "y"), linewidth=3, **ink)
    _dots(axes, rows[is_open], ("low", "y"), marker=AHEAD, markersize=60, markerfacecolor="none", **ink)
    for side in ("end", "low"):
        _dots(axes, rows, (side, "y"), marker=style[1], markersize=7, markeredgecolor="white", gid=tips, **ink)


def _inline(figure: Figure, slug: str, says: tuple[str, str], tips: list[list[str]]) -> str:
    """The picture as one element to put in a page beside others: own ids, no style sheet, tips at its marks."""
    file = io.StringIO()
    figure.savefig(file, format="svg", metadata=dict.fromkeys(("Date", "Creator", "Format", "Type")))
    root = ET.fromstring(file.getvalue())  # noqa: S314  (matplotlib has just written it)
    for element in root.iter():
        _plain(element)
    used = dict.fromkeys(element.get("href", "") for element in root.iter("use"))
    ids = {name: f"#{slug}-{number}" for number, name in enumerate(used)}
    for element in list(root.iter()):
        name = element.attrib.pop("id", "")
        if f"#{name}" in ids:
            element.set("id", ids[f"#{name}"][1:])
        if "href" in element.attrib:
            element.set("href", ids[element.attrib["href"]])
        if name.startswith("tips"):
            for mark, tip in zip(element.iter("use"), tips[int(name[4:])], strict=True):
                ET.SubElement(mark, "title").text = tip
    _tidy(root)
    names = {tag: f"{slug}-{tag}" for tag in ("title", "desc")}
    root[:0] = [ET.Element(tag, {"id": name}) for tag, name in names.items()]
    root[0].text, root[1].text = says
    tall = f"{figure.get_figheight() * 96:.0f}"
    root.attrib = {"xmlns": SVG, "viewBox": root.attrib["viewBox"], "width": f"{WIDTH / 0.75:.0f}", "height": tall}
    root.attrib |= {"role": "img", "aria-labelledby": " ".join(names.values()), **LETTERS}
    return ET.tostring(root, encoding="unicode")


def _plain(element: ET.Element) -> None:
    """Attributes for styles, which a page may forbid; short numbers; nothing that goes without saying."""
    styles = [part.partition(":") for part in element.attrib.pop("style", "").split(";") if part]
    found = {name.rpartition("}")[2]: value for name, value in element.attrib.items()}
    found |= {name.strip(): value.strip() for name, _, value in styles}
    found = {name: LONG.sub(lambda n: f"{float(n[0]):.2f}".rstrip("0").rstrip("."), " ".join(value.split())) for name, value in found.items()}
    found.pop("font-family", None)
    if found.get("transform", "").startswith("rotate(-0"):
        del found["transform"]
    element.tag, element.tail, element.attrib = element.tag.rpartition("}")[2], None, found
    element.text = element.text if element.tag == "text" else None


def _tidy(element: ET.Element) -> list[ET.Element]:
    """What stays of an element: nothing of a style sheet or an empty group, the members of a plain group."""
    element[:] = [kept for child in element for kept in _tidy(child)]
    if element.tag in {"style", "metadata"} or (element.tag in {"g", "defs"} and not len(element)):
        return []
    if element.tag == "g" and all(child.tag == "use" for child in element):  # what all marks share is said once
        shared = set.intersection(*(set(child.attrib.items()) for child in element))
        element.attrib |= {name: value for name, value in sorted(shared) if name not in {"href", "x", "y"}}
        for child in element:
            child.attrib = {name: value for name, value in child.attrib.items() if name not in element.attrib}
    return list(element) if element.tag == "g" and not element.attrib else [element]
