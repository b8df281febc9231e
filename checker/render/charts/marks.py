"""Marks, bars, arrows, windows and bands, and the legend that explains them."""

import math
from typing import Any

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.patches import Rectangle
from matplotlib.ticker import FuncFormatter, NullLocator

from checker.render.charts.look import AHEAD, LEFT, LINE, LOOKS, PLACE, PLAIN, RIGHT, UP, Cells, Key, Style
from checker.render.charts.sheet import panel_axes


def apart(axes: Axes, rows: pd.DataFrame) -> pd.DataFrame:
    """Marks of one day and nearly one height, moved a little to either side; many are drawn small."""
    height = axes.transData.transform(rows[["x", "last"]].to_numpy())[:, 1]
    turn = rows.groupby(["x", (height / 9).round()]).cumcount() % 8
    start, end = axes.get_xlim()
    x = rows["x"] + (turn + 1) // 2 * (-1) ** turn * 5 * (end - start) / (RIGHT - LEFT)
    return rows.assign(x=x, scale=min(1, max(0.5, math.sqrt(40 / len(rows)))))


def paint(axes: Axes, rows: Cells, style: Style, tips: str) -> None:
    """Figures of one camp and look: a bar for the range, a mark at each printed number, an arrow where it is open."""
    rows = {name: np.asarray(rows[name]) for name in PLAIN}
    (colour, shape), look = style, rows["look"][0]
    scale, (size, opacity) = rows["scale"][0], LOOKS[look]
    ink, wide = {"color": colour, "alpha": opacity}, scale * size / 4
    mark = {"marker": shape, "markersize": scale * size * (1 if shape in "osD" else 1.25), **ink}
    mark |= {"mfc": "white"} if look == "planned" else {"mec": "white", "mew": 0.5 * scale}
    upright, level = ("x", "low", "x", "top"), ("left", "last", "right", "last")
    floor = rows["floor"].astype(bool)
    _lines(axes, rows, ~floor & (rows["low"] != rows["top"]), upright, linewidth=wide, **ink)
    _lines(axes, rows, floor, upright, linewidth=wide, linestyle=(0, (1, 1.5)), **ink)
    _lines(axes, rows, rows["vague"], level, linewidth=0.7, **ink)
    _lines(axes, rows, rows["period"], level, linewidth=2.2 * scale, marker="|", markersize=9 * scale, **ink)
    arrow = {"marker": UP, "markersize": 32 * scale, "mew": scale, "mfc": "none"}
    _dots(axes, rows, rows["open"], ("x", "last"), **arrow, **ink)
    _dots(axes, rows, rows["first"] != rows["last"], ("x", "first"), **mark)
    _dots(axes, rows, np.ones(len(floor)), ("x", "last"), gid=tips, **mark)
    ring = {"marker": "o", "markersize": 12 * scale, "mfc": "none", "mec": "#111111", "mew": 1.1 * scale}
    _dots(axes, rows, rows["clash"], ("x", "last"), **ring)


def _lines(axes: Axes, rows: Cells, which: Any, ends: tuple[str, str, str, str], **look: Any) -> None:
    """A line for each of some rows from one point to another, all of them one path."""
    at = np.flatnonzero(which)
    if len(at):
        gap = np.full(len(at), np.nan)
        x, y = (np.column_stack([rows[ends[n]][at], rows[ends[n + 2]][at], gap]).ravel() for n in (0, 1))
        axes.plot(x, y, clip_on=False, **look)


def _dots(axes: Axes, rows: Cells, which: Any, spot: tuple[str, str], **look: Any) -> None:
    at = np.flatnonzero(which)
    if len(at):
        axes.plot(rows[spot[0]][at], rows[spot[1]][at], linestyle="none", clip_on=False, **look)


def explain(figure: Figure, key: Key) -> Axes:
    """The legend, at the foot of the sheet; an area that is measured in points."""
    tall = 72 * figure.get_figheight()
    axes = panel_axes(figure, 0, 0, tall)
    axes.set(xlim=(0, RIGHT), ylim=(0, tall))
    axes.set_axis_off()
    for line, entries in enumerate(reversed(key)):
        for number, (words, style, sample) in enumerate(entries):
            x, y = 40 + 196 * number, 10 + LINE * line
            if sample["band"]:
                axes.add_patch(Rectangle((x - 12, y - 5), 24, 10, facecolor="#999999", alpha=0.25, linewidth=0))
            else:
                moved = {name: sample[name] + (x if name in PLACE[:3] else y) for name in PLACE}
                paint(axes, {name: np.array([value]) for name, value in (sample | moved).items()}, style, "")
            axes.text(x + 16, y, words, va="center", fontsize=8)
    return axes


def bands(axes: Axes, rows: pd.DataFrame, edges: dict[str, float]) -> None:
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


def intervals(axes: Axes, rows: pd.DataFrame, style: Style, tips: str) -> None:
    """The figures of one camp, each from the least to the most that it can come to."""
    ink, is_open = {"color": style[0]}, np.isinf(rows["top"])
    cells = {name: np.asarray(rows[name]) for name in ("low", "y")}
    cells["end"] = np.asarray(rows["top"].where(~is_open, rows["low"]))
    _lines(axes, cells, cells["low"] != cells["end"], ("low", "y", "end", "y"), linewidth=3, **ink)
    _dots(axes, cells, is_open, ("low", "y"), marker=AHEAD, markersize=60, markerfacecolor="none", **ink)
    for side in ("end", "low"):
        look = {"marker": style[1], "markersize": 7, "markeredgecolor": "white"}
        _dots(axes, cells, np.ones(len(rows)), (side, "y"), gid=tips, **look, **ink)
