"""Marks, bars, arrows, windows and bands, and the legend that explains them."""

import math
from typing import Any

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.ticker import FuncFormatter, NullLocator

from checker.render.charts.look import AHEAD, LEFT, LINE, LOOKS, PLACE, RIGHT, UP, Key, Style
from checker.render.charts.sheet import panel_axes


def apart(axes: Axes, rows: pd.DataFrame) -> pd.DataFrame:
    """Marks of one day and nearly one height, moved a little to either side; many are drawn small."""
    height = axes.transData.transform(rows[["x", "last"]].to_numpy())[:, 1]
    turn = rows.groupby(["x", (height / 9).round()]).cumcount() % 8
    start, end = axes.get_xlim()
    x = rows["x"] + (turn + 1) // 2 * (-1) ** turn * 5 * (end - start) / (RIGHT - LEFT)
    return rows.assign(x=x, scale=min(1, max(0.5, math.sqrt(40 / len(rows)))))


def paint(axes: Axes, rows: pd.DataFrame, style: Style, tips: str) -> None:
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
    if len(rows):
        gap = np.full(len(rows), np.nan)
        x, y = (np.column_stack([rows[ends[n]], rows[ends[n + 2]], gap]).ravel() for n in (0, 1))
        axes.plot(x, y, clip_on=False, **look)


def _dots(axes: Axes, rows: pd.DataFrame, spot: tuple[str, str], **look: Any) -> None:
    if len(rows):
        axes.plot(rows[spot[0]], rows[spot[1]], linestyle="none", clip_on=False, **look)


def explain(figure: Figure, key: Key) -> Axes:
    """The legend, at the foot of the sheet; an area that is measured in points."""
    tall = 72 * figure.get_figheight()
    axes = panel_axes(figure, 0, 0, tall)
    axes.set(xlim=(0, RIGHT), ylim=(0, tall))
    axes.set_axis_off()
    for line, entries in enumerate(reversed(key)):
        for number, (words, style, sample) in enumerate(entries):
            x, y = 40 + 196 * number, 10 + LINE * line
            moved = {name: sample[name] + (x if name in PLACE[:3] else y) for name in PLACE}
            paint(axes, pd.DataFrame([sample | moved]), style, "")
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
    ink, is_open = {"color": style[0]}, rows["top"] == math.inf
    rows = rows.assign(end=rows["top"].where(~is_open, rows["low"]))
    _lines(axes, rows, ("low", "y", "end", "y"), linewidth=3, **ink)
    _dots(axes, rows[is_open], ("low", "y"), marker=AHEAD, markersize=60, markerfacecolor="none", **ink)
    for side in ("end", "low"):
        _dots(axes, rows, (side, "y"), marker=style[1], markersize=7, markeredgecolor="white", gid=tips, **ink)
