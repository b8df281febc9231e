"""The sources side by side: how often the counts of two of them meet."""

from matplotlib.axes import Axes
from matplotlib.patches import Rectangle

from checker.figures.agreement import AgreementRow
from checker.render.charts.artist import Artist, Chart
from checker.render.charts.look import COLOURS, RIGHT
from checker.render.charts.rows import short
from checker.render.charts.sheet import panel_axes, sheet

CELL, NAMES = 24.0, 226.0  # a square at its largest, and the room for names
HEADINGS = ("One", "Other", "Compared", "Ranges meet", "Apart in time", "Cannot both be", "Clashes")
TITLE = "How often the counts of two sources meet"
WORDS = (
    "A square is two sources: of so many counts of the same thing, at most 31 days apart, in so many the ranges meet. "
    "It is filled where most meet, and has a heavy frame where some of their figures cannot both be so."
)
Clashes = dict[frozenset[str], int]


def agreement(artist: Artist) -> Chart | None:
    """A square for each two sources; None where no two can be compared."""
    found, clashes = artist.report.agreement, _clashes(artist)
    if not found:
        return None
    sources = {name for row in found for name in (row.source, row.other)}
    place = {name: at for at, name in enumerate(sorted(sources, key=lambda name: (artist.data.party(name), name)))}
    cell = min(CELL, (RIGHT - NAMES) / len(place))
    figure = sheet(cell * len(place) + 16)
    axes = panel_axes(figure, NAMES, 8, cell * len(place))
    axes.set(xlim=(-0.5, (RIGHT - NAMES) / cell - 0.5), ylim=(len(place) - 0.5, -0.5))
    axes.set_axis_off()
    for row in found:
        x, y = sorted((place[row.source], place[row.other]))
        framed = bool(row.differ or clashes.get(frozenset((row.source, row.other))))
        _square(axes, (x, y), row, framed=framed, small=cell < 20)
    for name, at in place.items():
        words = f"{short(artist.data.source_name(name).split(',')[0], 38)}  {at + 1}"
        axes.text(-0.8, at, words, ha="right", va="center", fontsize=8)
        axes.text(at, at, f"{at + 1}", ha="center", va="center", fontsize=8, fontweight="bold")
    table = [HEADINGS, *(_cells(artist, row, clashes) for row in found)]
    told = [f"{cells[0]} and {cells[1]}: {cells[3]} of {cells[2]} meet" for cells in table[1:]]
    return artist.chart(figure, "sources--agreement", (TITLE, WORDS), told=told, table=table, kind="agreement")


def _square(axes: Axes, at: tuple[int, int], row: AgreementRow, *, framed: bool, small: bool) -> None:
    """Two sources: how many of their counts meet, filled where most do, with a heavy frame where some cannot."""
    most, corner = 2 * row.meet > row.pairs, (at[0] - 0.44, at[1] - 0.44)
    if most:
        axes.add_patch(Rectangle(corner, 0.88, 0.88, facecolor=COLOURS[0], linewidth=0))
    edge, wide = ("#111111", 1.4) if framed else ("#888888", 0.4)
    axes.add_patch(Rectangle(corner, 0.88, 0.88, facecolor="none", edgecolor=edge, linewidth=wide))
    ink, size = "white" if most else "#222222", 5.5 if small else 7
    axes.text(*at, f"{row.meet}/{row.pairs}", ha="center", va="center", fontsize=size, color=ink)


def _clashes(artist: Artist) -> Clashes:
    """How many clashes two sources have with each other, whenever they counted."""
    found: Clashes = {}
    source_of = dict(zip(artist.rows["id"], artist.rows["source"], strict=True))
    for finding in artist.clashes:
        sources = frozenset(source_of[figure] for figure in finding.figures if figure in source_of)
        found[sources] = found.get(sources, 0) + 1
    return found


def _cells(artist: Artist, row: AgreementRow, clashes: Clashes) -> tuple[str, ...]:
    names = [short(artist.data.source_name(name), 80) for name in (row.source, row.other)]
    numbers = row.pairs, row.meet, row.apart, row.differ, clashes.get(frozenset((row.source, row.other)), 0)
    return *names, *(f"{number:,}" for number in numbers)
