"""The share of those deployed that each judged figure comes to, and the bands that it is judged by."""

import math

from matplotlib.axes import Axes

from checker.figures.findings import Finding
from checker.figures.reference import shipped_classes
from checker.render.charts.artist import Artist, Chart
from checker.render.charts.look import LINE, MOST_BARS, SIGNS
from checker.render.charts.marks import bands, explain, intervals
from checker.render.charts.rows import short
from checker.render.charts.sheet import panel_axes, sheet

SHARE = ("Figure", "At least", "At most")
PAST = {50: "half of past sides", 90: "9 of 10", 95: "19 of 20"}


def shares(artist: Artist, findings: list[Finding]) -> Chart:
    """The share of those deployed that each judged figure comes to, and the bands that it is judged by."""
    shown = sorted(findings, key=lambda f: (-f.evidence["low"], f.figures))[:MOST_BARS]
    rows = artist.rows.iloc[[artist.data.position[f.evidence["numerator"]] for f in shown]].assign(
        base=[f.evidence["denominator"] or "" for f in shown],
        low=[100 * f.evidence["low"] for f in shown],
        top=[math.inf if f.evidence["high"] is None else 100 * f.evidence["high"] for f in shown],
    )
    rows = rows.sort_values(["right", "id"], kind="stable").assign(y=range(len(rows)))
    key = artist.key(rows.assign(**dict.fromkeys(SIGNS, False)))
    figure = sheet(26.0 * len(rows) + 104 + LINE * len(key))
    axes = panel_axes(figure, 296, 56, 26.0 * len(rows))
    bands(axes, rows, {name: 100 * band["above"] for name, band in shown[0].evidence["bands"].items()})
    past = _past(axes, shown[0])
    told = [_share(artist, at, base) for at, base in zip(rows["at"], rows["base"], strict=True)]
    axes.set_yticks(rows["y"], told, fontsize=7.5)
    for camp, part in rows.groupby("camp"):
        intervals(axes, part, artist.styles[str(camp)], artist.says(part["at"]))
    legend = explain(figure, key)
    population = rows["population"].iloc[0]
    title = f"{artist.data.populations.name(population)}: reported losses as a share of those deployed"
    legend.text(10, legend.get_ylim()[1] - 18, short(title, 90), fontsize=10, fontweight="bold")
    words = "Each bar runs from the least to the most that a figure can come to; it is judged by the least."
    more = f" The {len(shown)} highest of {len(findings):,} are drawn." if len(findings) > len(shown) else ""
    said = [line.replace("\n", ": ") for line in told]
    table = [SHARE, *(_cells(line, low, top) for line, low, top in zip(said, rows["low"], rows["top"], strict=True))]
    return artist.chart(
        figure, f"{population}--share-of-deployed", (title, words + past + more), told=said, table=table, kind="shares"
    )


def _past(axes: Axes, finding: Finding) -> str:
    """Where battles of the past stand, as broken lines; what they say, "" where no class of cases is named."""
    name = str((finding.evidence.get("reference") or {}).get("class"))
    found = shipped_classes().get(name)
    if found is None:
        return ""
    start, end = axes.get_xlim()
    for percent, words in PAST.items():
        value = 100 * found.percentiles[percent]
        if start <= value <= end:
            axes.axvline(value, color="#555555", linewidth=0.9, linestyle=(0, (1.5, 2)))
            axes.text(value, axes.get_ylim()[0], f"{words} ", fontsize=7, rotation=90, ha="right", va="bottom")
    first, last = found.years
    return (
        f" Dotted: of {found.n:,} {found.who}, {first}–{last} ({found.source}), half stayed below "
        f"{100 * found.percentiles[50]:.0f} %, nine of ten below {100 * found.percentiles[90]:.0f} %."
    )


def _cells(line: str, low: float, top: float) -> tuple[str, ...]:
    return line, f"{low:.1f} %", "no upper end" if top == math.inf else f"{top:.1f} %"


def _share(artist: Artist, at: int, base: str) -> str:
    """One judged figure in two lines: who, by when; what of what."""
    of = artist.phrases.said(artist.data.position[base]) if base else "those deployed"
    who = f"{short(artist.phrases.source(at).split(',')[0], 36)}, {artist.phrases.until(at)}"
    return f"{who}\n{short(f'{artist.phrases.noun(at)}: {artist.phrases.said(at)} of {of}', 60)}"
