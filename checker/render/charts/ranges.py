"""The figures of one population and measure over time, a panel for each scope that has several."""

import textwrap

import numpy as np
import pandas as pd
from matplotlib.axes import Axes

from checker.figures.dates import read_day
from checker.render.charts.artist import FIGURE, Artist, Chart
from checker.render.charts.look import LEFT, LINE, MOST_NAMES, MOST_PANELS, Boxes
from checker.render.charts.marks import apart, explain, paint
from checker.render.charts.names import along, boxes, write
from checker.render.charts.rows import caption, last, short, thinned
from checker.render.charts.sheet import dates, panel_axes, scale, sheet

Bands = dict[str, list[tuple[int, float, float]]]  # of each scope: day, smallest, largest


def ranges(artist: Artist, rows: pd.DataFrame) -> Chart:
    """The chart of some figures, all of one population and measure."""
    population, measure, at = rows[["population", "measure", "at"]].iloc[0]
    people, noun = artist.data.populations.name(population), artist.phrases.noun(at)
    panels = [(place, thinned(panel)) for place, panel in _places(artist, rows)]
    drawn, left = pd.concat([panel for _, panel in panels]), implied(artist, population, measure)
    key, tall = artist.key(drawn, ["band"] * bool(left)), [_tall(len(panels), len(panel)) for _, panel in panels]
    figure = sheet(sum(tall) + 36 * len(panels) + 30 + LINE * len(key))
    for number, (place, panel) in enumerate(panels):
        axes = panel_axes(figure, LEFT, sum(tall[:number]) + 36 * number + 26, tall[number])
        axes.set_title(f"{short(people, 36)}, {short(place, 36)}: {short(noun, 36)}")
        dates(axes, drawn["left"].min(), drawn["right"].max(), labelled=number == len(panels) - 1)
        scale(axes, panel, short(noun, 24))
        if len(scopes := panel["scope"].unique()) == 1:
            _band(axes, left.get(scopes[0], []))
        _fill(artist, axes, apart(axes, panel))
    explain(figure, key)
    words = caption(rows, len(drawn)) + (" The grey band is what the figures in no clash leave." if left else "")
    told = [artist.tell(at) for at in rows["at"]]
    table = [FIGURE, *(artist.cells(at) for at in drawn.sort_values("at")["at"])]
    return artist.chart(
        figure, f"{population}--{measure}", (f"{people}: {noun}", words), told=told, table=table, kind="ranges"
    )


def implied(artist: Artist, population: str, measure: str) -> Bands:
    """What the figures in no clash leave of a quantity in each scope; of a loose term each source has its own."""
    bands: Bands = {}
    for row in artist.report.implied:
        if (row.population, row.measure, row.source) == (population, measure, ""):
            high = np.inf if row.high is None else row.high
            bands.setdefault(row.scope, []).append((read_day(row.as_of), row.low, high))
    return bands


def _tall(panels: int, figures: int) -> float:
    return 250.0 if panels == 1 else 170.0 if figures > 2 else 90.0


def _band(axes: Axes, left: list[tuple[int, float, float]]) -> None:
    """The range that is left from day to day, between two broken lines; what has no bound ends at the edge."""
    if left:
        days, low, high = (np.array(column, dtype=float) for column in zip(*sorted(left), strict=True))
        if len(days) == 1:
            days, low, high = np.array([days[0] - 2, days[0] + 2]), np.repeat(low, 2), np.repeat(high, 2)
        start, end = axes.get_xlim()
        least, most = axes.get_ylim()
        fine = (days >= start) & (days <= end)
        low, high = np.clip(low, least, most), np.clip(high, least, most)
        axes.fill_between(days[fine], low[fine], high[fine], color="#999999", alpha=0.25, linewidth=0)
        for edge in (low, high):
            axes.plot(days[fine], edge[fine], color="#888888", linewidth=0.8, linestyle=(0, (4, 2)))


def _places(artist: Artist, rows: pd.DataFrame) -> list[tuple[str, pd.DataFrame]]:
    """The scopes with three figures or more, those with most first; the others together."""
    sizes = rows.groupby("scope").size().sort_values(ascending=False, kind="stable")
    large = sizes.index[sizes > 2][:MOST_PANELS]
    panels = [(artist.data.scopes.name(scope), rows[rows["scope"] == scope]) for scope in large]
    others = sizes.index.difference(large)
    if len(others):
        one, more = artist.data.scopes.name(others[0]), f"{len(others):,} {'other ' if panels else ''}scopes"
        panels.append((one if len(others) == 1 else more, rows[rows["scope"].isin(others)]))
    return panels


def _fill(artist: Artist, axes: Axes, rows: pd.DataFrame) -> None:
    """Draw the figures of one panel, and a fine line through the totals of each source."""
    taken = [boxes(axes, rows)]
    totals = rows[(rows["look"] == "told") & ~rows["period"] & (len(last(rows)) <= MOST_NAMES)]
    for _, line in totals.sort_values("x", kind="stable").groupby(["source", "scope"]):
        colour, _ = artist.styles[line["camp"].iloc[0]]
        axes.plot(line["x"], line["last"], color=colour, alpha=0.35, linewidth=0.8)
        taken.append(along(axes.transData.transform(line[["x", "last"]].to_numpy())))
    for (camp, _), part in rows.groupby(["camp", "look"]):
        paint(axes, part, artist.styles[str(camp)], artist.says(part["at"]))
    _name(artist, axes, rows, np.vstack(taken))


def _name(artist: Artist, axes: Axes, rows: pd.DataFrame, taken: Boxes) -> None:
    """Write each source beside its last mark where there is room; of many, only those in the worst clashes."""
    named = last(rows)
    if len(named) > MOST_NAMES:
        named = last(rows[rows["id"].isin(artist.worst)])[:MOST_NAMES]
    mixed, names = len(rows["scope"].unique()) > 1, np.empty((0, 4))
    for at, scope, x, y in zip(named["at"], named["scope"], named["x"], named["last"], strict=True):
        words = artist.phrases.source(at).split(",")[0] + (f", {artist.data.scopes.name(scope)}" if mixed else "")
        lines = textwrap.wrap(short(words, 84), 26)
        taken, names = write(axes, lines, axes.transData.transform((x, y)), taken, names)
