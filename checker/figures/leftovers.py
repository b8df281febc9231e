"""What a source's totals leave beside the parts that it names with them, and where that falls."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

from checker.figures.book import Book, Ints
from checker.figures.drops import drops, in_figures
from checker.figures.falls import falling_totals
from checker.figures.groups import as_they_come, in_order, is_repeated, numbered
from checker.figures.kinship import NONE, kinship, roots

KINDS = ("population", "scope", "measure")
MOVING = ("deployed", "evacuated")  # people move, so over scopes they are no sums
Floats = npt.NDArray[np.float64]


@dataclass(frozen=True)
class Remainders:
    """Totals with the parts named beside them in one statement: part number i is `part[i]`, beside total `of[i]`.

    `whole` is the figure of each total, `series` what it is to be compared with: the same total and the same parts by
    the same source. Parts stand in the order of their totals.
    """

    whole: Ints
    series: Ints
    of: Ints
    part: Ints

    def parts(self, total: int) -> list[int]:
        """The figures named beside a total."""
        begin, end = np.searchsorted(self.of, (total, total + 1))
        return [int(at) for at in self.part[begin:end]]

    def added(self, values: Floats) -> Floats:
        """The sum over the parts of each total."""
        result: Floats = np.bincount(self.of, values[self.part], minlength=len(self.whole)).astype(np.float64)
        return result


def falling_remainders(book: Book) -> tuple[int, pd.DataFrame]:
    """How many totals have parts beside them, and where less is left of a later one than of an earlier.

    Returns:
        The number, and a row a fall: first and second (the totals), parts_first and parts_second (lists), before and
        after (what is left, at least and at most), gap, rounding, still_below (later totals). Not where a total falls
        by itself, nor where its parts alone are more than it.
    """
    found, low, high = remainders(book), book.column("low"), book.column("high")
    least = low[found.whole] - found.added(high)
    most = high[found.whole] - found.added(low)
    first, last = (book.column(name)[found.whole] for name in ("as_of_first", "as_of_last"))
    falls = drops(found.series, first, last, least, np.where(most < 0, np.inf, most))
    earlier, later = (falls[side].to_numpy() for side in ("first", "second"))
    coarse = book.column("low_rounding"), book.column("high_rounding")
    rounding = (coarse[0][found.whole] + found.added(coarse[1]))[earlier]
    rounding += (coarse[1][found.whole] + found.added(coarse[0]))[later]
    parts_first, parts_second = (
        pd.Series([found.parts(at) for at in totals], dtype=object) for totals in (earlier, later)
    )
    rows = in_figures(falls, found.whole).assign(
        before=least[earlier], after=most[later], parts_first=parts_first, parts_second=parts_second, rounding=rounding
    )
    return len(found.whole), rows[low[rows["first"]] <= high[rows["second"]]].reset_index(drop=True)


def remainders(book: Book) -> Remainders:
    """Every total with the parts that its statement names for one day: by split, by scope and by measure."""
    cells = _Cells(book)
    links = [*_by_tree(cells, "population"), *_by_tree(cells, "scope"), *_by_measure(cells)]
    whole, part, kind = (np.concatenate(column) for column in zip(*links, strict=True))
    total, member = numbered([whole, kind]), as_they_come(numbered([book.quantity, book.superseded]))[part]
    order = in_order([total, member])
    whole, part, kind, of, member = (column[order] for column in (whole, part, kind, total, member))
    begins = np.flatnonzero(np.diff(of, prepend=-1))
    named = [member[begin:end].tobytes() for begin, end in pairwise([*begins, len(of)])]
    whole, kind, alike = whole[begins], kind[begins], pd.factorize(np.array(named, dtype=object))[0]
    columns = book.quantity, book.source, book.superseded, book.column("own_list")
    return Remainders(whole, numbered([*(column[whole] for column in columns), kind, alike]), of, part)


class _Cells:
    """The totals that a statement gives once, found by statement and day, population, scope and measure."""

    def __init__(self, book: Book) -> None:
        self.book = book
        figure = falling_totals(book)
        account = numbered([book.column(name) for name in ("statement", "as_of_first", "as_of_last", "own_list")])
        twice = is_repeated(numbered([account[figure], book.quantity[figure]]))
        self.kin = {field: kinship(book, field) for field in ("population", "scope")}
        trees = (roots(kin.parent)[kin.node[figure]] for kin in self.kin.values())
        family = numbered([account[figure], *trees])
        self.figure = figure[~twice & is_repeated(family)]
        self.words = list(book.figures["measure"].cat.categories)
        self.place = {
            "account": account[self.figure],
            **{field: kin.node[self.figure] for field, kin in self.kin.items()},
            "measure": book.figures["measure"].cat.codes.to_numpy(np.int64)[self.figure],
        }
        self.index = pd.Index(pd.Series(self._key(self.place)))

    def _key(self, place: dict[str, Any]) -> Any:
        sizes = {field: len(kin.parent) for field, kin in self.kin.items()} | {"measure": len(self.words)}
        key = place["account"]
        for name, size in sizes.items():
            key = key * size + place[name]
        return key

    def beside(self, cells: Ints, field: str, instead: Ints) -> Ints:
        """The cells that differ from others in one respect, NONE where there is none."""
        place = {name: column[cells] for name, column in self.place.items()} | {field: instead}
        return self.index.get_indexer(pd.Index(self._key(place)))


def _by_tree(cells: _Cells, field: str) -> Iterator[tuple[Ints, Ints, Ints]]:
    """Totals and parts one step apart in a tree; members of one split are named together, others alone."""
    kin, node, book = cells.kin[field], cells.place[field], cells.book
    fine = (kin.parent[node] != NONE) & ~kin.shifts[node] & ~book.falls[cells.figure]
    if field == "scope":
        fine &= ~np.isin(cells.place["measure"], [at for at, word in enumerate(cells.words) if word in MOVING])
    child = np.flatnonzero(fine)
    whole = cells.beside(child, field, kin.parent[node[child]])
    child, whole = child[whole != NONE], whole[whole != NONE]
    split, way = kin.split[node[child]], KINDS.index(field)
    kind = np.where(split != NONE, split, -2 - node[child]) * len(KINDS) + way
    yield cells.figure[whole], cells.figure[child], kind


def _by_measure(cells: _Cells) -> Iterator[tuple[Ints, Ints, Ints]]:
    """Totals and the terms that they are the sum of, or a term that is a part of them."""
    vocabulary, falls = cells.book.dataset.vocabulary, cells.book.falls[cells.figure]
    for code, whole in enumerate(cells.words):
        at = np.flatnonzero((cells.place["measure"] == code) & ~falls)
        inside = [word for word in cells.words if vocabulary[word].part_of == whole and not vocabulary[word].is_stock]
        for number, terms in enumerate((vocabulary[whole].exactly, *((word,) for word in inside))):
            yield _by_terms(cells, at, terms, number)


def _by_terms(cells: _Cells, at: Ints, terms: tuple[str, ...], number: int) -> tuple[Ints, Ints, Ints]:
    """Totals of one measure with those of its terms that are named, where what is left may not fall.

    Left are the other terms. Wounded may not be left alone: they turn into killed.
    """
    there = {term: np.full(len(at), NONE) for term in terms}
    for term in set(terms) & set(cells.words):
        there[term] = cells.beside(at, "measure", np.full(len(at), cells.words.index(term)))
    fine = np.full(len(at), number > 0)  # a part of a measure, which has an unnamed rest
    for term in terms:
        fine |= there[term] == NONE
    for term in terms:
        heir = cells.book.dataset.vocabulary[term].gives_way_to
        if heir:
            fine &= (there[term] != NONE) | (there.get(heir, np.zeros(len(at))) == NONE)
    parts = np.stack([np.full(len(at), NONE), *there.values()], axis=1)
    row, which = np.nonzero((parts != NONE) & fine[:, None])
    kind = np.full(len(row), number * len(KINDS) + KINDS.index("measure"))
    return cells.figure[at[row]], cells.figure[parts[row, which]], kind
