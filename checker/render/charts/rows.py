"""What the drawing needs of each figure, as whole columns, and what is said of them."""

import math

import numpy as np
import pandas as pd

from checker.figures.dates import in_words
from checker.render.charts.look import MOST_MARKS
from checker.render.plain import counted, visible


def measured(figures: pd.DataFrame, clashing: set[str]) -> pd.DataFrame:
    """What the drawing needs of each figure, in the book's order: see PLACE and SIGNS."""
    rows = figures[["id", "population", "scope", "measure", "source", "status"]].astype(str)
    rows = rows.assign(at=range(len(rows)), is_share=figures["is_share"], clash=rows["id"].isin(clashing))
    low, high = figures["low"], figures["high"].where(figures["high"] < math.inf)
    rows["first"] = figures["first_number"].fillna(low)
    rows["last"] = figures["last_number"].fillna(high).fillna(low)
    rows["low"], rows["top"] = low, high.fillna(rows["last"])
    rows["published"], rows["band"] = figures["published"], False
    rows["bounded"] = high.notna()
    rows["open"], rows["floor"] = high.isna() | figures["own_list"], (low == 0) & (rows["first"] > 0)
    rows["period"], rows["right"] = figures["period_start"] > 0, figures["as_of_last"]
    rows["left"] = figures["period_start"].where(rows["period"], figures["as_of_first"])
    rows["x"], rows["vague"] = (rows["left"] + rows["right"]) / 2, ~rows["period"] & (rows["left"] < rows["right"])
    rows["planned"] = rows["status"] == "planned"
    rows["retold"] = (figures["derived_from"] != "") & (figures["derivation"] != "computed") & ~rows["planned"]
    rows["look"] = np.select([rows["planned"], rows["retold"]], ["planned", "retold"], "told")
    return rows


def thinned(rows: pd.DataFrame) -> pd.DataFrame:
    """As many as a panel can show: those that clash before others, and evenly over time."""
    keep = rows.index[:0]
    for part in (rows[rows["clash"]], rows[~rows["clash"]]):
        room = min(len(part), MOST_MARKS - len(keep))
        keep = keep.union(part.index[np.linspace(0, len(part) - 1, room).astype(int)])
    return rows.loc[keep]


def last(rows: pd.DataFrame) -> pd.DataFrame:
    """The last figure of each source, told rather than retold."""
    order = rows.sort_values(["retold", "right", "id"], ascending=[True, False, True])
    return order.drop_duplicates(["source", "scope"])


def caption(rows: pd.DataFrame, drawn: int) -> str:
    """What to see in a chart of these figures, of which so many are drawn."""
    days = f"{in_words(rows['left'].min())} to {in_words(rows['right'].max())}"
    what = f"{counted(len(rows), 'figure')} by {counted(len(rows['source'].unique()), 'source')}, {days}"
    clash = int(rows["clash"].sum())
    ringed = f" The {clash:,} ringed {'is' if clash == 1 else 'are'} in a clash: not all can be true." if clash else ""
    fewer = f" Only {drawn:,} are drawn: those in a clash first, the rest evenly in time." if drawn < len(rows) else ""
    return f"{what}; each bar spans what the wording allows.{ringed}{fewer}"


def short(text: str, most: int) -> str:
    """The text on one line, with nothing hidden in it, and cut where it is too long to show."""
    words = " ".join(visible(text).split())
    return words if len(words) <= most else words[: most - 1] + "…"
