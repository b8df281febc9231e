"""How long after the count each figure was published: the last day counted against the day of publication."""

import pandas as pd
from matplotlib.axes import Axes

from checker.figures.dates import in_words
from checker.render.charts.artist import FIGURE, Artist, Chart
from checker.render.charts.look import LEFT, LINE
from checker.render.charts.marks import explain, paint
from checker.render.charts.rows import thinned
from checker.render.charts.sheet import dates, days_upward, panel_axes, sheet
from checker.render.plain import counted

LATE = 365  # days


def published(artist: Artist) -> Chart | None:
    """A mark for each figure; None where there are fewer than two."""
    rows = artist.rows[artist.rows["status"] != "retracted"]
    if len(rows) < 2:
        return None
    drawn = _as_days(thinned(rows))
    key = artist.key(drawn)
    figure = sheet(330 + LINE * len(key))
    axes = panel_axes(figure, LEFT + 14, 30, 250)
    axes.set_title("The last day counted (to the right) and the day of publication (upward)")
    dates(axes, int(drawn["left"].min()), int(drawn["right"].max()), labelled=True)
    days_upward(axes, int(drawn["published"].min()), int(drawn["published"].max()))
    _same_day(axes)
    for (camp, _), part in drawn.groupby(["camp", "look"]):
        paint(axes, part, artist.styles[str(camp)], artist.says(part["at"]))
    explain(figure, key)
    late = int((rows["published"] - rows["right"] > LATE).sum())
    words = (
        f"{counted(len(rows), 'figure')}: on the broken line those published on the last day that they count, the "
        f"higher above it the later.{f' {late:,} came out more than a year after.' if late else ''}"
    )
    table = [(*artist.cells(at), in_words(int(day))) for at, day in zip(drawn["at"], drawn["published"], strict=True)]
    told = [f"{cells[0]}: {cells[1]}, {cells[3]}, published {cells[-1]}" for cells in table]
    name, title = "dates--counted-and-published", "Counted and published"
    return artist.chart(figure, name, (title, words), told=told, table=[(*FIGURE, "Published"), *table], kind="dates")


def _as_days(rows: pd.DataFrame) -> pd.DataFrame:
    """The figures as marks whose height is a day."""
    height = dict.fromkeys(("first", "last", "low", "top"), rows["published"])
    plain = dict.fromkeys(("open", "floor", "period"), False)
    return rows.assign(x=rows["right"], scale=0.75, vague=rows["left"] < rows["right"], **height, **plain)


def _same_day(axes: Axes) -> None:
    """A broken line where the two days are one, as far as both axes have it."""
    (left, right), (foot, head) = axes.get_xlim(), axes.get_ylim()
    ends = max(left, foot), min(right, head)
    if ends[0] < ends[1]:
        axes.plot(ends, ends, color="#888888", linewidth=0.8, linestyle=(0, (4, 2)))
