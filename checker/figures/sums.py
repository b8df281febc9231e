"""Totals that one statement gives beside parts of them: by measure, and by the members of a split."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd

from checker.figures.book import Book, Ints, Mask
from checker.figures.cells import Cells, both_ways
from checker.figures.groups import numbered
from checker.figures.kinship import NONE
from checker.figures.recipes import Recipe, recipes

KINDS = ("measure", "population", "scope")
MOVING = ("deployed", "evacuated")  # people move, so over scopes these are no sums


@dataclass(frozen=True)
class Sums:
    """Totals with parts that do not overlap.

    `kind`: by what they are divided. Of each: the cell `whole`; `full`, whether all its parts are given; `exact`,
    whether they must make it up. Of each part: the number of the sum that it is `of`, and its `cell`.
    """

    cells: Cells
    kind: str
    whole: Ints
    full: Mask
    exact: Mask
    of: Ints
    cell: Ints

    def added(self, values: Any) -> Any:
        """The sum of the parts' values, of values by cell."""
        return np.bincount(self.of, values[self.cell], minlength=len(self.whole))


def all_sums(book: Book) -> Iterator[Sums]:
    """Every total with its parts; recipes with the most terms come first, and a source's own lists apart."""
    for cells in book.once(both_ways):
        vocabulary = book.dataset.vocabulary
        for whole in book.figures["measure"].cat.categories:
            for recipe in recipes(vocabulary, whole):
                yield by_measure(cells, whole, recipe, exact=not vocabulary[whole].is_loose)
        yield by_split(cells, "population")
        yield by_split(cells, "scope")


def by_measure(cells: Cells, whole: str, recipe: Recipe, *, exact: bool) -> Sums:
    """The totals of one measure, with what is given of the terms of a recipe."""
    of_whole = cells.measure == cells.book.figures["measure"].cat.categories.get_loc(whole)
    at = np.flatnonzero(of_whole & cells.has_family)
    parts = terms_given(cells, at, recipe)
    some = (parts != NONE).any(axis=1)
    at, parts = at[some], parts[some]
    full = (parts != NONE).all(axis=1)
    of, which = np.nonzero(parts != NONE)
    return Sums(cells, "measure", at, full, full & exact, of, parts[of, which])


def terms_given(cells: Cells, at: Ints, recipe: Recipe) -> Ints:
    """For each of these cells a row: for each term the cell of that account, population and scope, or NONE."""
    codes = cells.book.figures["measure"].cat.categories.get_indexer(pd.Index(recipe)).tolist()
    place = cells.account[at], cells.population[at], cells.scope[at]
    return np.stack([cells.look(*place, code) for code in codes], axis=1)


def by_split(cells: Cells, field: str) -> Sums:
    """The totals of nodes of a tree, with what is given of the members of each of their splits."""
    book, kin = cells.book, cells.kin[KINDS.index(field) - 1]
    nodes = {"population": cells.population, "scope": cells.scope}
    child = np.flatnonzero((kin.split[nodes[field]] != NONE) & cells.has_family)
    if field == "scope":
        child = child[~book.of_measures(MOVING)[cells.figure[child]]]
    split = kin.split[nodes[field][child]]
    above = nodes | {field: kin.parent[nodes[field]]}
    whole = cells.look(cells.account[child], above["population"][child], above["scope"][child], cells.measure[child])
    moved = book.is_period[cells.figure[child]] & kin.shifts[nodes[field][child]]
    fine = (whole != NONE) & ~moved
    fine[fine] = cells.within(child[fine], whole[fine])
    child, whole, split = child[fine], whole[fine], split[fine]
    of = numbered([whole, split])
    _, first = np.unique(of, return_index=True)
    full = np.bincount(of, minlength=len(first)) == kin.size[split[first]]
    as_long = cells.within(whole, child)
    uneven = np.bincount(of[~as_long], minlength=len(first)) > 0
    return Sums(cells, field, whole[first], full, full & kin.complete[split[first]] & ~uneven, of, child)


def clashing_sums(book: Book) -> tuple[int, pd.DataFrame]:
    """How many totals have parts beside them, and those that their parts cannot make: a row for each part.

    Returns:
        The number, and a frame: first (the part), second (the total), clash (a number), kind, side (where the parts
        are, "above" or "below"), exact, added (the parts together), limit (the total), gap, rounding, severity and
        size (how many parts). By measure, each total has one of each side, by the recipe with the most terms.
    """
    sums = list(all_sums(book))
    rows = pd.concat([_rows(one, side) for one in sums for side in ("above", "below")], keys=range(2 * len(sums)))
    rows["clash"] = numbered([rows.index.get_level_values(0), rows["clash"]])
    family = np.where(rows["kind"] == "measure", NONE, rows["clash"])  # several recipes for one total are one family
    told = numbered([rows["second"], rows["side"] == "above", family])
    rows = rows[(rows["clash"] == rows.groupby(told)["clash"].transform("min")) & _stand_together(book, rows)]
    parts = rows.groupby("clash")
    rows = rows.assign(size=parts["first"].transform("size"), rounding=rows["coarse"] + parts["fine"].transform("sum"))
    rows["severity"] = np.where(rows["gap"] < rows["rounding"], "note", "")
    return sum(len(one.whole) for one in sums), rows.drop(columns=["coarse", "fine"]).reset_index(drop=True)


def _rows(sums: Sums, side: str) -> pd.DataFrame:
    """The parts of totals that are all above, or all below, the total; those that add nothing are left out."""
    cells, book = sums.cells, sums.cells.book
    low, high = (cells.low, cells.low_at, "low_rounding"), (cells.high, cells.high_at, "high_rounding")
    (value, at, fine), (limit, total_at, coarse) = (low, high) if side == "above" else (high, low)
    added = sums.added(value)
    out = (added > limit[sums.whole]) if side == "above" else sums.exact & (added < limit[sums.whole])
    row = np.flatnonzero(out[sums.of] & ((value[sums.cell] > 0) | (side == "below")))
    clash, first = sums.of[row], at[sums.cell[row]]
    every = np.bincount(clash, minlength=len(out)) == np.bincount(sums.of, minlength=len(out))
    total = sums.whole[clash]
    return pd.DataFrame({
        "first": first, "second": total_at[total], "clash": clash,
        "kind": np.full(len(row), sums.kind, dtype=object), "side": np.full(len(row), side, dtype=object),
        "exact": (sums.exact & every)[clash], "added": added[clash], "limit": limit[total],
        "gap": np.abs(added[clash] - limit[total]),
        "fine": book.column(fine)[first], "coarse": book.column(coarse)[total_at[total]],
    })  # fmt: skip


def _stand_together(book: Book, rows: pd.DataFrame) -> Any:
    """Rows of clashes none of whose figures was withdrawn by its source when another was published."""
    said, until = (np.stack([column[rows["first"]], column[rows["second"]]]) for column in (
        book.column("published"), book.superseded,
    ))  # fmt: skip
    last = pd.Series(said.max(axis=0), rows.index).groupby(rows["clash"]).transform("max")
    return last < pd.Series(until.min(axis=0), rows.index).groupby(rows["clash"]).transform("min")
