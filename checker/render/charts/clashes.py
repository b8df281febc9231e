"""One small picture for a clash: its figures as bars on one axis, and the gap that no history can close."""

import math
from collections.abc import Sequence

import pandas as pd
from matplotlib.axes import Axes

from checker.figures.dates import span_in_words
from checker.figures.findings import Finding
from checker.figures.phrases import count, times
from checker.render.charts.artist import FIGURE, Artist, Chart
from checker.render.charts.look import LOG_FROM, MOST_IN_CLASH
from checker.render.charts.marks import intervals
from checker.render.charts.rows import short
from checker.render.charts.sheet import across, panel_axes, sheet

ENDS = (  # in the evidence of a clash: at least so many, and at most so many
    ("earlier_low", "later_high"), ("part_low", "whole_high"), ("lost_low", "deployed_high"), ("sum", "total"),
    ("sum", "after_end"),
)  # fmt: skip
NAMED = {name for names in ENDS for name in names}
ROW, LABELS = 25.0, 258.0


def clash(artist: Artist, finding: Finding) -> Chart | None:
    """The picture of a clash between counts; None where fewer than two of its figures are counts in the book."""
    position = artist.data.position
    rows = artist.rows.loc[[position[figure] for figure in finding.figures if figure in position]]
    counts = rows[~rows["is_share"].astype(bool)]
    if len(counts) < 2:
        return None
    shown = counts[:MOST_IN_CLASH].sort_values(["right", "id"], kind="stable")
    is_open = ~shown["bounded"] | (shown["open"] & (len(set(shown["source"])) > 1))  # a list is exact for its keeper
    shown = shown.assign(y=range(len(shown)), end=shown["top"].where(~is_open, math.inf))
    figure = sheet(ROW * len(shown) + 54)
    axes = panel_axes(figure, LABELS, 30, ROW * len(shown))
    across(axes, shown, far=LOG_FROM if "sum" not in finding.evidence else math.inf)
    said = _gap(axes, finding)
    for camp, part in shown.assign(top=shown["end"]).groupby("camp"):
        intervals(axes, part, artist.styles[str(camp)], artist.says(part["at"]))
    _labels(artist, axes, shown)
    noun = artist.phrases.quantity(int(counts["at"].iloc[0]))
    arrows = "; an arrow has no upper end" if is_open.any() else ""
    words = f"{said} Each bar spans what the wording allows{arrows}.".strip()
    left = len(rows) - len(shown)
    words += f" {left:,} more of the clash {'is' if left == 1 else 'are'} not drawn." if left else ""
    table = [FIGURE, *(artist.cells(at) for at in shown["at"])]
    told = [artist.tell(at) for at in shown["at"]]
    name, title = f"clash-{finding.fingerprint}", f"A clash: {noun}"
    return artist.chart(figure, name, (title, words), told=told, table=table, kind="clash", finding=finding.fingerprint)


def _gap(axes: Axes, finding: Finding) -> str:
    """The arithmetic above the bars, and the gap as a band between two broken lines; what they say."""
    told = {name: float(end) for name, end in finding.evidence.items() if name in NAMED and end is not None}
    ends = next(([told[low], told[high]] for low, high in ENDS if low in told and high in told), [])
    gap = max((repair.gap for repair in finding.repairs), default=0.0)
    words = str(finding.evidence.get("arithmetic", "")) or (f"Off by {count(gap)}." if gap else "")
    if ends:
        low, high = sorted(ends)
        axes.axvspan(low, high, color="#999999", alpha=0.25, linewidth=0)
        for edge in (low, high):
            axes.axvline(edge, color="#888888", linewidth=0.8, linestyle=(0, (4, 2)))
        words = f"{count(high)} − {count(low)} = {count(high - low)} apart{f', {times(high / low)}' if low else ''}."
    axes.text(axes.get_xlim()[0], -0.75, short(words, 70), fontsize=8.5, fontweight="bold", ha="left")
    return words


def _labels(artist: Artist, axes: Axes, rows: pd.DataFrame) -> None:
    """Who said what up to when, to the left of each bar; what is counted where that differs."""
    mixed = len({artist.phrases.quantity(at) for at in rows["at"]}) > 1
    placed = len({artist.phrases.value(at, "scope") for at in rows["at"]}) > 1
    peopled = not placed or len({artist.phrases.value(at, "population") for at in rows["at"]}) > 1
    start = axes.get_xlim()[0]
    for at, y in zip(rows["at"], rows["y"], strict=True):
        who = short(artist.phrases.source(at).split(",")[0], 40)
        what = _what(artist, at, peopled=peopled, placed=placed) if mixed else _day(artist, at)
        lines = [who, short(f"{artist.phrases.said(at)}, {what}", 52)]
        axes.annotate("\n".join(lines), (start, y), (-8, 0), textcoords="offset points", ha="right", va="center",
                      fontsize=7.5, linespacing=1.15, annotation_clip=False)  # fmt: skip


def _what(artist: Artist, at: int, *, peopled: bool, placed: bool) -> str:
    """Of whom and where, as far as that is asked for; both have less room than one."""
    trees, room = {"population": artist.data.populations, "scope": artist.data.scopes}, 11 if peopled and placed else 22
    sides = [side for side, asked in zip(trees, (peopled, placed), strict=True) if asked]
    names = [short(trees[side].name(artist.phrases.value(at, side)), room) for side in sides]
    return f"{', '.join(names)}: {artist.phrases.noun(at)}"


def _day(artist: Artist, at: int) -> str:
    return span_in_words(int(artist.phrases.value(at, "as_of_first")), int(artist.phrases.value(at, "as_of_last")))


def to_draw(artist: Artist, most: int) -> Sequence[Finding]:
    """The clashes that get a picture: those that a report tells first, then the others, the widest first."""
    first = artist.report.worst()
    others = [f for f in artist.clashes if f.status == "new" and not any(f is told for told in first)]
    return [*first, *sorted(others, key=lambda f: (f.weight[1], f.fingerprint))][:most]
