"""What one statement says of one window and day, quantity by quantity."""

from functools import cached_property
from typing import Any

import numpy as np

from checker.figures.book import Book, Ints, Mask
from checker.figures.groups import as_they_come, is_repeated, numbered
from checker.figures.kinship import NONE, Kinship, kinship, roots

ACCOUNT = ("statement", "period_start", "as_of_first", "as_of_last")


def accounts(book: Book) -> Ints:
    """A number for the figures of one statement that cover one window and day."""
    return numbered([book.column(name) for name in ACCOUNT])


class Cells:
    """A cell for each quantity that an account gives: the highest low and the lowest high of its figures.

    Arrays by cell: account, population, scope (nodes of `kin`), measure (code), low, high; low_at and high_at, the
    figures that give those (NONE: low is 0, high is infinite); figure, any figure of the cell.
    """

    def __init__(self, book: Book, kin: tuple[Kinship, Kinship], floors: Ints, ceilings: Ints) -> None:
        self.book, self.kin = book, kin
        measure = book.figures["measure"].cat
        within = np.full(len(book), NONE)
        within[floors] = within[ceilings] = 0
        every = np.flatnonzero(within == 0)
        columns = (book.once(accounts), kin[0].node, kin[1].node, np.asarray(measure.codes, dtype=np.int64))
        account, population, scope, code = (column[every] for column in columns)
        spot = numbered([population, scope])
        number = numbered([account, spot, code])
        within[every] = cell = as_they_come(number)
        self.figure = np.empty(cell.max(initial=NONE) + 1, dtype=np.int64)
        self.figure[cell[::-1]] = every[::-1]
        self.account, self.population, self.scope, self.measure = (column[self.figure] for column in columns)
        self._places = np.empty(spot.max(initial=NONE) + 1, dtype=np.int64)
        self._places[spot] = self._place(population, scope)
        self._measures = len(measure.categories)
        self._keys, self._cells = np.empty((2, len(self)), dtype=np.int64)
        self._keys[number], self._cells[number] = self._key(account, spot, code), cell
        low, high = book.column("low"), book.column("high")
        self.low_at = _first_of(within[floors], floors, -low[floors], len(self))
        self.high_at = _first_of(within[ceilings], ceilings, high[ceilings], len(self))
        self.low, self.high = np.append(low, 0.0)[self.low_at], np.append(high, np.inf)[self.high_at]

    def __len__(self) -> int:
        return len(self.figure)

    @cached_property
    def family(self) -> Ints:
        """A number for the cells of one account whose populations are of one tree, and whose scopes are."""
        nodes = zip(self.kin, (self.population, self.scope), strict=True)
        return numbered([self.account, *(roots(kin.parent)[node] for kin, node in nodes)])

    @cached_property
    def has_family(self) -> Mask:
        """Cells with another of their family; no other is a part or a whole of anything."""
        return is_repeated(self.family)

    def look(self, account: Ints, population: Ints, scope: Ints, measure: Any) -> Ints:
        """The cells of these quantities in these accounts, NONE where an account does not give one."""
        spot = _place_in(self._places, self._place(population, scope))
        key = np.where((spot >= 0) & (np.asarray(measure) >= 0), self._key(account, spot, measure), NONE)
        return np.append(self._cells, NONE)[_place_in(self._keys, key)]

    def _place(self, population: Ints, scope: Ints) -> Ints:
        return np.where((population >= 0) & (scope >= 0), population * len(self.kin[1].parent) + scope, NONE)

    def _key(self, account: Ints, spot: Ints, measure: Any) -> Ints:
        """A number in whose order cells are."""
        key: Ints = (account * len(self._places) + spot) * self._measures + measure
        return key

    def within(self, part: Ints, whole: Ints) -> Mask:
        """Pairs of cells of one account where whatever the part counts, the whole counts as well, if only by its dates.

        A level lies within a level; nothing but a level or a total within those deployed, who were there before; a
        level of those captured or missing within a total only if that has no first day. Else the part may not begin
        earlier.
        """
        book, since = self.book, self.book.column("since")
        part, whole = self.figure[part], self.figure[whole]
        stock, period = book.by_measure("is_stock"), book.is_period[whole]
        sent = np.asarray(book.figures["measure"] == "deployed")
        result: Mask = np.select(
            [stock[part] & stock[whole], sent[whole] & ~sent[part], stock[part]],
            [True, ~period, since[whole] == 0],
            period | (since[part] >= since[whole]),
        ).astype(bool)
        return result


def _place_in(ordered: Ints, wanted: Ints) -> Ints:
    """Where each wanted number stands among others, which are in order and from 0 on; NONE where it is none of them."""
    place = np.searchsorted(ordered, wanted)
    return np.where((wanted >= 0) & (np.append(ordered, NONE)[place] == wanted), place, NONE)


def _first_of(cells: Ints, figures: Ints, values: Any, size: int) -> Ints:
    """Of each cell the figure with the smallest value, of equals the first given; NONE where there is none."""
    least = np.full(size, np.inf)
    np.minimum.at(least, cells, values)
    leads = np.flatnonzero(values == least[cells])[::-1]  # of several, the last that is written stays
    result = np.full(size, NONE)
    result[cells[leads]] = figures[leads]
    return result


def both_ways(book: Book) -> tuple[Cells, ...]:
    """The cells twice: every figure as a floor, with ceilings that are no source's own list; and such lists alone."""
    kin = kinship(book, "population"), kinship(book, "scope")
    figures, listed = np.flatnonzero(book.is_witness), book.column("own_list").astype(bool)
    own = figures[listed[figures]]
    first = Cells(book, kin, figures, figures[~listed[figures]])
    return (first, Cells(book, kin, own, own)) if len(own) else (first,)
