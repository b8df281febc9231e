"""The sheet, its panels, and their axes: days to the right, people upward."""

import math
from datetime import date

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.ticker import FuncFormatter, MaxNLocator, NullLocator

from checker.figures.dates import MONTHS
from checker.render.charts.look import LOG_FROM, RIGHT, STEPS, WIDTH


def sheet(height: float) -> Figure:
    """An empty drawing of the common width."""
    return Figure((WIDTH / 72, height / 72))


def panel_axes(figure: Figure, left: float, top: float, tall: float) -> Axes:
    """A panel from `left` to the right margin, its upper edge `top` below that of the sheet."""
    height = figure.get_figheight() * 72
    return figure.add_axes((left / WIDTH, 1 - (top + tall) / height, (RIGHT - left) / WIDTH, tall / height))


def dates(axes: Axes, first: int, last: int, *, labelled: bool) -> None:
    """Days to the right, some of them named; a year is named where it begins."""
    pad = max(0.04 * (last - first), 2)
    axes.set_xlim(first - pad, last + pad)
    days = _named_days(first, last)
    names, year = [], 0
    for day in map(date.fromordinal, days):
        month = MONTHS[day.month - 1][:3]
        name = "" if last - first > 1720 else month if last - first > 100 else f"{day.day} {month}"
        names.append(f"{name}\n{day.year}".strip() if day.year != year else name)
        year = day.year
    axes.set_xticks(days, names if labelled else [""] * len(days))


def days_upward(axes: Axes, first: int, last: int) -> None:
    """Days upward, some of them named with their year."""
    pad = max(0.04 * (last - first), 2)
    axes.set_ylim(first - pad, last + pad)
    days = _named_days(first, last)
    far = last - first > 1720
    names = [f"{day.year}" if far else f"{MONTHS[day.month - 1][:3]} {day.year}" for day in map(date.fromordinal, days)]
    axes.set_yticks(days, names)


def across(axes: Axes, rows: pd.DataFrame, far: float) -> None:
    """Counts to the right, by powers of ten where the printed numbers lie so far apart; a row for each figure."""
    printed = rows[["first", "last"]].to_numpy()
    top, least = float(printed.max()) or 1.0, float(printed[printed > 0].min(initial=math.inf))
    if top <= far * least:
        axes.set_xlim(0, 1.15 * top)
        axes.xaxis.set_major_locator(MaxNLocator(5, integer=True, steps=[1, 2, 2.5, 5, 10]))
    else:
        power = math.floor(math.log10(least))
        axes.set_xscale("symlog", linthresh=10.0**power, linscale=0.5)
        axes.set_xlim(0, 1.6 * top)
        axes.set_xticks([0.0, *(10.0**n for n in range(power, math.ceil(math.log10(top)) + 1) if 10.0**n <= 1.6 * top)])
        axes.xaxis.set_minor_locator(NullLocator())
    axes.set_ylim(len(rows) - 0.5, -0.5)
    axes.set_yticks([])
    axes.grid(visible=True, axis="x")
    axes.xaxis.set_major_formatter(FuncFormatter(_thousands))


def _thousands(value: float, _: object) -> str:
    return f"{value:,.0f}" if value < 1e9 else f"{value:.3g}"


def _named_days(first: int, last: int) -> list[int]:
    """A handful of days to name: every few days, or firsts of months."""
    if last - first <= 100:
        return list(range(first, last + 1, max(1, math.ceil((last - first) / 6))))
    start, end = (day.year * 12 + day.month for day in map(date.fromordinal, (max(first - 1, 1), last)))
    step = next(step for step in STEPS if (end - start) / step <= 9)
    return [date(month // 12, month % 12 + 1, 1).toordinal() for month in range(start, end) if month % step == 0]


def scale(axes: Axes, rows: pd.DataFrame, noun: str) -> None:
    """Counts upward from 0, or by powers of ten where the printed numbers lie far apart."""
    printed, lowest = rows[["first", "last"]].to_numpy(), float(rows["low"].min())
    top, least = float(rows["top"].max()) or 1.0, float(printed[printed > 0].min(initial=math.inf))
    if printed.max() <= LOG_FROM * least:
        axes.set(ylim=(0, 1.13 * top), ylabel=noun)
        axes.yaxis.set_major_locator(MaxNLocator(5, integer=True, steps=[1, 2, 2.5, 5, 10]))
    else:
        _logarithmic(axes, min(least, lowest or least), top, to_zero=lowest == 0)
        axes.set_ylabel(f"{noun}, logarithmic scale")
    axes.yaxis.set_major_formatter(FuncFormatter(_thousands))


def _logarithmic(axes: Axes, least: float, top: float, *, to_zero: bool) -> None:
    """An axis of powers of ten, which goes on to 0 where an "up to" reaches down to it."""
    power, last = math.floor(math.log10(least)), math.ceil(math.log10(top))
    axes.set_yscale("symlog", linthresh=10.0**power, linscale=0.6)
    axes.set_ylim(0 if to_zero else 0.8 * least, 1.6 * top)
    steps = (1, 2, 5) if last - power < 3 else (1,)
    ticks = [step * 10.0**n for n in range(power, last + 1, 1 + (last - power) // 8) for step in steps]
    axes.set_yticks([tick for tick in [0.0] * to_zero + ticks if tick <= 1.6 * top])
    axes.yaxis.set_minor_locator(NullLocator())
