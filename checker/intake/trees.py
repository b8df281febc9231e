"""populations.csv and scopes.csv to trees, sources.csv to a table of sources."""

from typing import Any

import numpy as np
import pandas as pd

from checker.figures.dataset import Tree
from checker.figures.dates import NO_DAY
from checker.figures.schema import COLUMNS, SOURCE_COLUMNS, TREE_COLUMNS
from checker.figures.table import Table
from checker.intake.cells import Cells, Parsed, categories, day_column
from checker.intake.validate import Verdict


def side_cells(file: str, table: Table) -> Cells:
    """A tree or the sources, typed: text as categories, and since as a day."""
    columns: dict[str, Any] = {name: categories(table.column(name)) for name in COLUMNS[file]}
    parsed: dict[str, Parsed] = {}
    if "since" in columns:
        parsed["since"] = since = day_column(table.column("since"))
        columns["since"], columns["unreadable_since"] = since.parts["day"], since.unreadable
    return Cells(table, pd.DataFrame(columns), parsed)


def plant(cells: Cells, verdict: Verdict) -> Tree:
    """The tree of the rows that are well formed.

    A part_of is dropped where it names no row, one that left, or one that leads back in a circle.
    """
    frame = cells.frame
    text = {name: frame[name].astype(str).to_numpy(dtype=object, copy=True) for name in TREE_COLUMNS if name != "since"}
    text["part_of"][np.broadcast_to(verdict.faulty.get(("F009", "part_of"), False), len(frame))] = ""
    keep = ~verdict.rejected
    nodes = pd.DataFrame({name: column[keep] for name, column in text.items()}).set_index("id")
    nodes["name"] = nodes["name"].where(nodes["name"] != "", nodes.index.to_series())
    nodes["part_of"] = nodes["part_of"].where(nodes["part_of"].isin(nodes.index), "")
    nodes["complete"], nodes["may_fall"] = nodes["complete"] == "yes", nodes["may_fall"] == "yes"
    above = dict(zip(nodes.index, nodes["part_of"], strict=True))
    since = dict(zip(nodes.index, frame["since"].to_numpy()[keep].tolist(), strict=True))
    nodes["since"] = _inherited(above, since)
    return Tree(nodes, declared=True)


def bare_tree() -> Tree:
    """Where a dataset has no such table: any label, and no parts."""
    empty = pd.DataFrame({name: [] for name in TREE_COLUMNS}, dtype=object).set_index("id")
    return Tree(empty.astype({"complete": bool, "may_fall": bool, "since": np.int64}), declared=False)


def _inherited(above: dict[str, str], since: dict[str, int]) -> list[int]:
    """The first day of each node's totals: its own, else that of the nearest above it that has one."""
    found = {"": NO_DAY}
    for node in above:
        way = [node]
        while way[-1] not in found and not since[way[-1]]:
            way.append(above[way[-1]])
        end = way[-1]
        day = found[end] if end in found else since[end]
        found.update(dict.fromkeys(way, day))
    return [found[node] for node in above]


def source_frame(cells: Cells | None, verdict: Verdict | None) -> pd.DataFrame:
    """The sources by id: name (the id where none is given), kind, party, url."""
    if cells is None or verdict is None:
        return pd.DataFrame({name: [] for name in SOURCE_COLUMNS}, dtype=object).set_index("id")
    frame: pd.DataFrame = cells.frame.astype(str)[~verdict.rejected].set_index("id")
    frame["name"] = frame["name"].where(frame["name"] != "", frame.index.to_series())
    return frame
