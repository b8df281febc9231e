"""Parts that one statement gives larger than their wholes: by measure, by population, by scope, and by all of them."""

from collections.abc import Iterator

import numpy as np
import pandas as pd

from checker.figures.book import Book, Ints, Mask
from checker.figures.cells import Cells, both_ways
from checker.figures.hits import clashing_pairs
from checker.figures.kinship import NONE

LOST = ("killed", "captured")  # what A103 compares with those deployed


def larger_than_wholes(book: Book) -> tuple[int, pd.DataFrame]:
    """How many figures have others of their account beside them, and the pairs of a part and a smaller whole.

    Returns:
        The number, and `clashing_pairs` with the part as first and the whole as second.
    """
    checked, found = 0, [np.empty((2, 0), dtype=np.int64)]
    for cells in book.once(both_ways):
        candidates = _candidates(cells)
        checked = max(checked, int((np.bincount(cells.account)[cells.account] > 1).sum()) if len(cells) else 0)
        for part, whole in _pairs(cells, candidates):
            apart = np.flatnonzero(cells.low[part] > cells.high[whole])
            if len(apart):
                clash = apart[cells.within(part[apart], whole[apart])]
                found.append(np.stack([cells.low_at[part[clash]], cells.high_at[whole[clash]]]))
    first, second = np.concatenate(found, axis=1)
    fine = together(book, first, second)
    return checked, clashing_pairs(book, first[fine], second[fine])


def together(book: Book, first: Ints, second: Ints) -> Mask:
    """Pairs of which neither was withdrawn by its source when the other was published."""
    said, until = book.column("published"), book.superseded
    result: Mask = (said[first] < until[second]) & (said[second] < until[first])
    return result


def _candidates(cells: Cells) -> Ints:
    """Cells whose low is above some high of their account."""
    lowest = np.full(len(cells.account) and int(cells.account.max()) + 1, np.inf)
    np.minimum.at(lowest, cells.account, cells.high)
    return np.flatnonzero(cells.low > lowest[cells.account])


def _pairs(cells: Cells, part: Ints) -> Iterator[tuple[Ints, Ints]]:
    """Every part with every whole of its account, place by place upwards and measure by measure."""
    period = cells.book.is_period[cells.figure[part]]
    people, places = cells.kin
    wholes = _wholes(cells)
    for population, moved in people.lineage(cells.population[part]):
        for scope, shifted in places.lineage(cells.scope[part]):
            fine = (population != NONE) & (scope != NONE) & ~(period & (moved | shifted))
            here = (population == cells.population[part]) & (scope == cells.scope[part])
            for measure, (holds, others) in enumerate(wholes):
                at = np.flatnonzero(fine & holds[cells.measure[part]] & ~(here & others[cells.measure[part]]))
                if len(at):
                    whole = cells.look(cells.account[part[at]], population[at], scope[at], measure)
                    met = (whole != NONE) & (whole != part[at])
                    yield part[at][met], whole[met]


def _wholes(cells: Cells) -> list[tuple[Mask, Mask]]:
    """For each measure those that it holds, and those that in one place are A103's: lost of those deployed."""
    words, vocabulary = list(cells.book.figures["measure"].cat.categories), cells.book.dataset.vocabulary
    return [
        (
            np.array([vocabulary.holds(whole, word) for word in words], dtype=bool),
            np.array([whole == "deployed" and word in LOST for word in words], dtype=bool),
        )
        for whole in words
    ]


def linked(first: Ints, second: Ints) -> Ints:
    """A number for each pair: the same for pairs that share a figure, if through others."""
    label = np.arange(max(first.max(initial=0), second.max(initial=0)) + 1)
    while True:
        least = np.minimum(label[first], label[second])
        if (label[first] == least).all() and (label[second] == least).all():
            return least
        np.minimum.at(label, first, least)
        np.minimum.at(label, second, least)
