"""What each figure says, as a bound on a sum of counts at the ends of days.

A known day is its ordinal. A day that statements leave open is -1 - g, where g numbers such days: all figures of a
statement that leave open the same span mean the same day.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any

import numpy as np
import numpy.typing as npt

from checker.figures.book import Book, Ints, Mask
from checker.figures.groups import numbered
from checker.joint.places import Cell, Places
from checker.joint.quantities import Quantities

Floats = npt.NDArray[np.float64]
NO_DAY = np.iinfo(np.int64).min


@dataclass(frozen=True)
class Claims:
    """The bounds, and the sums of counts that they bound.

    figure, low, high: the figure of each bound and its ends (shape: bounds), in the order of figures. of, cell, day,
    factor: the terms of the sums (shape: terms), in the order of bounds; `cell` is a number in `cells`. `base`: how
    often what a share is of holds a term, 0 where that is a term of what is counted. By figure:
    `open` is the number of the day that it leaves open, -1 where the day is known; `first` and `last` the days up to
    which it may count, `laid` the one that is tried at sight; from `live` on it is a witness, until `dead`; `counted`
    is the number of what it counts in `sums`, -1 for a share; `begin` the day before its window, NO_DAY if it has none;
    `quantity` the number of its quantity in the book.
    rises: for each sum whether it never falls. truth: for each sum that is a source's own list the number of what is on
    it in truth, one that no sum has where no figure counts that; -1 for any other. shares: for each share the numbers
    of what it counts and of what it is a share of, and its smallest and largest percentage. spans: of each open day the
    first and the last that its statement allows.
    """

    figure: Ints
    low: Floats
    high: Floats
    of: Ints
    cell: Ints
    day: Ints
    factor: Floats
    base: Floats
    cells: Sequence[Cell]
    open: Ints
    first: Ints
    last: Ints
    laid: Ints
    live: Ints
    dead: Ints
    counted: Ints
    begin: Ints
    quantity: Ints
    rises: Mask
    truth: Ints
    window: Ints
    sums: Sequence[Sequence[tuple[int, float]]]
    shares: Mapping[int, tuple[int, int, float, float]]
    spans: Mapping[int, tuple[int, int]]

    @cached_property
    def figures(self) -> Ints:
        """The figures that bound something, in order."""
        figures: Ints = self.figure[np.diff(self.figure, prepend=-1) != 0]
        return figures

    @cached_property
    def ends(self) -> tuple[Floats, Floats]:
        """For each figure of the book its low and high, where it bounds a count; else none."""
        plain = self.counted[self.figure] >= 0
        low, high = np.full(len(self.open), -np.inf), np.full(len(self.open), np.inf)
        low[self.figure[plain]], high[self.figure[plain]] = self.low[plain], self.high[plain]
        return low, high

    def no_later(self, first: Any, second: Any) -> Mask:
        """Whether the first is counted no later than the second for certain, and on the same day if either may fall."""
        one_day = (self.open[first] >= 0) & (self.open[first] == self.open[second])
        ends = self.first[first], self.last[first], self.first[second], self.last[second]
        known = (ends[0] == ends[1]) & (ends[2] == ends[3]) & (ends[0] == ends[2])
        rises = self.rises[self.counted[first]] | self.rises[self.counted[second]]
        result: Mask = one_day | known | (rises & (self.last[first] <= self.first[second]))
        return result

    @cached_property
    def number(self) -> Mapping[Cell, int]:
        """The number of each cell."""
        return {cell: at for at, cell in enumerate(self.cells)}

    @cached_property
    def terms(self) -> Ints:
        """A number for the term and the owner of each cell."""
        number: dict[tuple[str, int], int] = {}
        return np.array([number.setdefault((c.term, c.owner), len(number)) for c in self.cells], dtype=np.int64)

    def numbered(self, cells: Ints) -> "Claims":
        """The same with other numbers for the cells, by their old ones."""
        return replace(self, cell=cells[self.cell], cells=())

    def of_figures(self, figures: Any) -> "Claims":
        """The bounds of some figures alone."""
        figures = np.unique(np.asarray(figures, np.int64))
        start, end = (np.searchsorted(self.figure, figures, side=side) for side in ("left", "right"))
        return self.of_bounds(ragged(start, end - start)[1])

    def bounded(self, low: Floats, high: Floats) -> "Claims":
        """The same with other ends (shape: bounds), without the bounds that have none."""
        return replace(self, low=low, high=high).of_bounds(np.flatnonzero(np.isfinite(low) | np.isfinite(high)))

    def of_bounds(self, bounds: Ints) -> "Claims":
        """Some of the bounds alone."""
        start, end = (np.searchsorted(self.of, bounds, side=side) for side in ("left", "right"))
        of, terms = ragged(start, end - start)
        return replace(
            self, figure=self.figure[bounds], low=self.low[bounds], high=self.high[bounds],
            of=of, cell=self.cell[terms], day=self.day[terms], factor=self.factor[terms], base=self.base[terms],
        )  # fmt: skip

    def compact(self) -> "Claims":
        """The same with the cells that its terms name alone, numbered anew."""
        used, cell = np.unique(self.cell, return_inverse=True)
        return replace(self, cell=cell.astype(np.int64), cells=[self.cells[at] for at in used.tolist()])


def claims(book: Book, places: Places) -> Claims:
    """What every figure says that takes part in the search: counts that stand for themselves, and stated shares."""
    windows, quantities = _Windows(book, places), Quantities(book, places)
    figure, low, high = _bounds(book, windows)
    number = np.arange(len(figure))
    quantity = quantities.of(figure)
    parts = [(number, figure, quantity, np.ones(len(figure)))]
    share = np.asarray(book.figures["is_share"])[figure]
    quotient = np.where(np.isfinite(high[share]), high[share], low[share]) / 100.0
    window, base = _bases(book, quantities, figure[share])
    parts.append((number[share], window, base, -quotient))
    ends = (book.column(end)[figure[share]].tolist() for end in ("low", "high"))
    both = zip(quantity[share].tolist(), base.tolist(), *ends, strict=True)
    low, high = np.where(share & (low > -np.inf), 0.0, low), np.where(share & (high < np.inf), 0.0, high)
    of, cell, day, factor, base_terms = _terms(windows, quantities, parts)
    counted, over = np.full(len(book), -1), np.arange(len(book))
    counted[figure[~share]], over[figure[share]] = quantity[~share], window
    return Claims(
        figure, low, high, of, cell, day, factor, base_terms, quantities.cells, windows.open, windows.first,
        windows.last, windows.last, book.column("published"), book.superseded, counted, windows.before,
        book.quantity, quantities.rises, _truth(places, quantities), over, quantities.sums,
        dict(zip(figure[share].tolist(), both, strict=True)), windows.spans(),
    )  # fmt: skip


def _truth(places: Places, quantities: Quantities) -> Ints:
    """For each sum that is a source's own list the number of what is on it in truth, -1 for any other."""
    cells, sums = quantities.cells, quantities.sums
    result = np.full(len(sums), -1)
    lists = [(at, cells[total[0][0]]) for at, total in enumerate(sums) if cells[total[0][0]].listed]
    number = {frozenset((cells[cell], times) for cell, times in total): at for at, total in enumerate(sums) if lists}
    for at, cell in lists:
        true = places.counted(cell.population, cell.scope, cell.term, cell.owner)
        result[at] = number.get(frozenset(true.items()), len(sums) + at)
    return result


def _bounds(book: Book, windows: "_Windows") -> tuple[Ints, Floats, Floats]:
    """A bound a figure, two for a share, whose ends bound different sums; -inf and inf are no bound.

    Of what is counted from a day on 0 is one, and 0 % of a share: a count that may fall could else be less than on
    the day before.
    """
    low, high = book.column("low"), book.column("high")
    plain = np.flatnonzero(book.is_witness)
    share = np.flatnonzero(_is_based(book))
    begun = windows.before != NO_DAY
    above, below = share[(low[share] > 0) | begun[share]], share[np.isfinite(high[share])]
    none = (np.full(len(above), np.inf), np.full(len(below), -np.inf))
    figure = np.concatenate([plain, above, below])
    least = (low[plain] > 0) | begun[plain]
    lows = np.concatenate([np.where(least, low[plain], -np.inf), low[above], none[1]])
    open_ended = book.column("own_list").astype(bool)[plain] & book.is_period[plain]
    highs = np.concatenate([np.where(open_ended, np.inf, high[plain]), none[0], high[below]])
    order = np.argsort(figure, kind="stable")
    return figure[order], lows[order], highs[order]


def _is_based(book: Book) -> Any:
    """Shares of a measure, or of what a figure counts that is no plan, as they are stated by a source itself."""
    base, named = book.named("share_of"), np.asarray(book.figures["share_of"].isin(list(book.dataset.vocabulary)))
    known = named | ((base >= 0) & np.asarray(book.figures["status"] != "planned")[base])
    return np.asarray(book.figures["is_share"]) & book.reported & ~book.is_retold & known


def _bases(book: Book, quantities: "Quantities", share: Ints) -> tuple[Ints, Ints]:
    """What each of these is a share of: the figure whose window counts, and the number of the quantity."""
    base, words = book.named("share_of")[share], book.figures["share_of"].to_numpy(object)[share]
    at_measure = [
        quantities.number(int(at), str(word)) for at, word in zip(share[base < 0], words[base < 0], strict=True)
    ]
    window, quantity = np.where(base < 0, share, base), np.empty(len(share), dtype=np.int64)
    quantity[base < 0] = at_measure
    quantity[base >= 0] = quantities.of(base[base >= 0])
    return window, quantity


class _Windows:
    """For each figure the end of what it counts, and the day before it begins, NO_DAY where it has none.

    Where first days fit together, nobody is counted before them, and a total has none.
    """

    def __init__(self, book: Book, places: Places) -> None:
        column = book.column
        begin = np.where(book.is_period, column("period_start"), column("since"))
        begin = np.where(book.by_measure("is_stock"), 0, begin)
        as_level = ~book.is_period & places.count_from_first_days()
        self.last = column("as_of_last")
        self.first = np.minimum(np.maximum(column("as_of_first"), begin), self.last)
        group = numbered([column("statement"), column("as_of_first"), self.last])
        self.open = np.where(book.day_known, -1, group)
        self.end = np.where(book.day_known, self.last, -1 - group)
        self.before = np.where((begin > 0) & ~as_level, begin - 1, NO_DAY)
        self._allowed = column("as_of_first"), self.last

    def spans(self) -> dict[int, tuple[int, int]]:
        """Of each open day the first and the last that it may be."""
        at = np.flatnonzero(self.open >= 0)
        first, last = (ends[at].tolist() for ends in self._allowed)
        return dict(zip(self.open[at].tolist(), zip(first, last, strict=True), strict=True))


def _terms(windows: _Windows, quantities: Quantities, parts: list[Any]) -> tuple[Ints, Ints, Ints, Floats, Floats]:
    """The terms of every bound: each cell at the end of the window, less the same at the day before it begins."""
    of, window, quantity, factor = (np.concatenate(column) for column in zip(*parts, strict=True))
    is_base = np.repeat(np.arange(len(parts)), [len(part[0]) for part in parts]) > 0
    sizes = np.array([len(total) for total in quantities.sums], dtype=np.int64)
    flat = [term for total in quantities.sums for term in total]
    cell_of, times = np.array([cell for cell, _ in flat], dtype=np.int64), np.array([t for _, t in flat])
    row, at = ragged((np.cumsum(sizes) - sizes)[quantity], sizes[quantity])
    before = np.where(np.array(quantities.is_stock, dtype=bool)[quantity], NO_DAY, windows.before[window])[row]
    begun = before != NO_DAY
    amount, day, base = factor[row] * times[at], windows.end[window][row], is_base[row] * times[at]
    twice = np.append(np.arange(len(row)), np.flatnonzero(begun))
    order = np.argsort(of[row][twice], kind="stable")
    columns = (
        of[row][twice], cell_of[at][twice], np.append(day, before[begun]), np.append(amount, -amount[begun]),
        np.append(base, -base[begun]),
    )  # fmt: skip
    return tuple(column[order] for column in columns)  # type: ignore[return-value]  # five columns


def ragged(starts: Ints, sizes: Ints) -> tuple[Ints, Ints]:
    """Runs of numbers, one after the other: the number of the run, and start, start + 1, ... within it."""
    run = np.repeat(np.arange(len(sizes)), sizes)
    within = np.arange(len(run)) - np.repeat(np.cumsum(sizes) - sizes, sizes)
    return run, starts[run] + within
