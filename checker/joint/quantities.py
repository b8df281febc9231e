"""What figures count, as sums of cells; what several count has one number."""

from typing import Any

import numpy as np

from checker.figures.book import Book, Ints, Mask
from checker.figures.groups import numbered
from checker.figures.kinship import NONE
from checker.joint.places import EVERYBODY, Cell, Places

Meaning = tuple[list[tuple[str, bool, float]], bool, bool]  # terms, which are a source's own, how often; either of all


class Quantities:
    """The sums of cells that figures count; what several count has one number."""

    def __init__(self, book: Book, places: Places) -> None:
        self._book, self._places = book, places
        self._numbers: dict[tuple[Any, ...], int] = {}
        self._cell_numbers: dict[Cell, int] = {}
        self.sums: list[list[tuple[int, float]]] = []
        self.is_stock: list[bool] = []
        self._rises: list[bool] = []
        self._nodes = [places.sides[side].kin.node for side in ("population", "scope")]
        measure = book.figures["measure"].cat
        self._words, self._codes = list(measure.categories), np.asarray(measure.codes, dtype=np.int64)
        self._meanings: dict[tuple[str, bool], Meaning] = {}
        own = np.array([self._meaning(word, listed=False)[1] for word in self._words], dtype=bool)
        self._listed = is_listed(book)
        self._owner = np.where(own[self._codes] | self._listed, book.source, -1)

    def of(self, figures: Ints) -> Ints:
        """The number of what each figure counts."""
        own = [column[figures] for column in (*self._nodes, self._codes, self._owner, self._listed)]
        _, first, inverse = np.unique(numbered(own), return_index=True, return_inverse=True)
        distinct = zip(*(column[first].tolist() for column in own), strict=True)
        known = [self._numbered(p, s, self._words[code], owner, listed) for p, s, code, owner, listed in distinct]
        return np.asarray(known, dtype=np.int64)[inverse]

    @property
    def rises(self) -> Mask:
        """Whether each sum never falls."""
        return np.array(self._rises, dtype=bool)

    @property
    def cells(self) -> list[Cell]:
        """The cells of the sums, in the order of their numbers."""
        return list(self._cell_numbers)

    def number(self, at: int, word: str) -> int:
        """The number of another measure of the people, place and source of a figure."""
        population, scope = (int(node[at]) for node in self._nodes)
        owner = int(self._book.source[at]) if self._meaning(word, listed=False)[1] else EVERYBODY
        return self._numbered(population, scope, word, owner, listed=False)

    def _numbered(self, population: int, scope: int, word: str, owner: int, listed: bool) -> int:  # noqa: FBT001  (a column)
        terms, _, rises = self._meaning(word, listed)
        key = population, scope, word, owner, listed
        if key not in self._numbers:
            self._numbers[key] = len(self.sums)
            cells = [(Cell(population, scope, term, owner if own else EVERYBODY, listed), n) for term, own, n in terms]
            self.sums.append([(self._cell(cell), times) for cell, times in cells])
            self.is_stock.append(self._places.vocabulary[word].is_stock)
            self._rises.append(rises and not self._places.is_free(cells[0][0]))
        return self._numbers[key]

    def _meaning(self, word: str, listed: bool) -> Meaning:  # noqa: FBT001  (a column, not a switch)
        """What a word means of any people anywhere."""
        if (word, listed) not in self._meanings:
            total = self._places.counted(NONE, NONE, word, 0, listed=listed)
            terms = [(cell.term, cell.owner >= 0, times) for cell, times in total.items()]
            self._meanings[word, listed] = terms, any(own for _, own, _ in terms), self._places.never_falls(total)
        return self._meanings[word, listed]

    def _cell(self, cell: Cell) -> int:
        return self._cell_numbers.setdefault(cell, len(self._cell_numbers))


def is_listed(book: Book) -> Any:
    """Totals and levels on a source's own list.

    What such a list gives for a period is a floor for everybody alone: it may be entered on the list at any time later,
    so that the list may have grown by more.
    """
    return book.column("own_list").astype(bool) & ~np.asarray(book.figures["is_share"]) & ~book.is_period
