"""Parts that one statement gives larger than their wholes: by measure, by population, by scope, and by all of them."""

from collections.abc import Iterator
from typing import Any

import numpy as np
import pandas as pd

from checker.figures.book import Book, Ints, Mask
from checker.figures.cells import Cells, both_ways
from checker.figures.groups import is_repeated
from checker.figures.hits import clashing_pairs
from checker.figures.kinship import NONE

LOST = ("killed", "captured")  # what A103 compares with those deployed
AT_A_TIME, AT_FIRST = 2**21, 128  # pairs in all, and of one part
LISTED = 100  # wholes of one part, where so many are not looked up one by one


def larger_than_wholes(book: Book) -> tuple[int, pd.DataFrame]:
    """How many figures have others of their account beside them, and the pairs of a part and a smaller whole.

    Returns:
        The number, and `clashing_pairs` with the part as first and the whole as second.
    """
    checked, found = 0, [np.empty((2, 0), dtype=np.int64)]
    for cells in book.once(both_ways):
        candidates = _candidates(cells)
        checked = max(checked, int(is_repeated(cells.account).sum()))
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
    """Cells whose low is above some high of their family."""
    lowest = _by_number(np.minimum, cells.family, cells.high, np.inf)
    return np.flatnonzero(cells.has_family & (cells.low > lowest[cells.family]))


def _by_number(which: np.ufunc, number: Ints, values: Any, start: float) -> Any:
    """The lowest or the highest of the values of each number."""
    result = np.full(int(number.max(initial=-1)) + 1, start)
    which.at(result, number, values)
    return result


def _pairs(cells: Cells, part: Ints) -> Iterator[tuple[Ints, Ints]]:
    """Every part with every whole of its account that it is above.

    In whichever way there is less to look at: the small cells of its family, or all places above the part's.
    """
    if not len(part):
        return
    highest = _by_number(np.maximum, cells.family, cells.low, 0.0)
    small = np.flatnonzero(cells.has_family & (cells.high < highest[cells.family]))
    many = np.bincount(cells.family[small], minlength=len(highest))[cells.family[part]]
    places = cells.kin[0].levels * cells.kin[1].levels * len(cells.book.figures["measure"].cat.categories)
    wholes = _wholes(cells)
    yield from _by_account(cells, part[many <= places], small, wholes)
    yield from _by_place(cells, part[many > places], wholes)


def _by_account(cells: Cells, part: Ints, small: Ints, wholes: list[tuple[Mask, Mask]]) -> Iterator[tuple[Ints, Ints]]:
    """Every part with the small cells of its family that hold it, the smallest first, so many of them at a time."""
    small = small[np.lexsort((cells.high[small], cells.family[small]))]
    held = np.stack([holds for holds, _ in wholes]), np.stack([others for _, others in wholes])
    at, end = _stretches(cells, part, small)
    listed, block = np.zeros(len(part), dtype=np.int64), AT_FIRST
    rest = np.flatnonzero(at < end)
    while len(rest):
        for some in np.array_split(rest, -(-len(rest) * block // AT_A_TIME)):
            size = np.minimum(end[some] - at[some], block)
            asks = np.repeat(some, size)
            turn = np.arange(len(asks)) - np.repeat(np.cumsum(size) - size, size)
            one, whole = part[asks], small[at[asks] + turn]
            fine = np.flatnonzero(_is_part(cells, one, whole, held))
            fine = fine[listed[asks[fine]] + _turns(asks[fine]) < LISTED]
            yield one[fine], whole[fine]
            at[some] += size
            listed += np.bincount(asks[fine], minlength=len(part))
        rest = rest[(at[rest] < end[rest]) & (listed[rest] < LISTED)]
        rest = rest if block > AT_FIRST else rest[_may_be_part(cells, part[rest])]
        block *= 8


def _stretches(cells: Cells, part: Ints, small: Ints) -> tuple[Ints, Ints]:
    """For each part where in `small`, sorted by family and high, those begin and end that it is above."""
    values = np.unique(np.concatenate([cells.high[small], cells.low[part]]))
    size = len(values) + 1
    keys = cells.family[small] * size + np.searchsorted(values, cells.high[small])
    asked = cells.family[part] * size
    return np.searchsorted(keys, asked), np.searchsorted(keys, asked + np.searchsorted(values, cells.low[part]))


def _turns(numbers: Ints) -> Ints:
    """Of each of these, which come in runs, how many like it came before: 0, 1, 0, 1, 2."""
    begins = np.flatnonzero(np.diff(numbers, prepend=-1))
    return np.arange(len(numbers)) - np.repeat(begins, np.diff(np.append(begins, len(numbers))))


def _may_be_part(cells: Cells, part: Ints) -> Mask:
    """Parts that are above something of their family at their own place or one above it, in either tree."""
    result = np.ones(len(part), dtype=bool)
    among = np.flatnonzero(np.isin(cells.family, cells.family[part]))
    for kin, node in zip(cells.kin, (cells.population, cells.scope), strict=True):
        lowest = np.full(len(cells), np.inf)
        lowest[among] = kin.lowest_above(node[among], cells.family[among], cells.high[among])
        result &= cells.low[part] > lowest[part]
    return result


def _is_part(cells: Cells, part: Ints, whole: Ints, held: tuple[Any, Any]) -> Mask:
    """Pairs of cells of which the second holds the first by measure and place, and nobody moves between in a period.

    Not where both are in one place and A103 speaks.
    """
    (people, places), period = cells.kin, cells.book.is_period[cells.figure[part]]
    above, own = (cells.population[whole], cells.scope[whole]), (cells.population[part], cells.scope[part])
    holds, others = (masks[cells.measure[whole], cells.measure[part]] for masks in held)
    fine = holds & (part != whole) & people.below(own[0], above[0]) & places.below(own[1], above[1])
    fine &= ~(others & (own[0] == above[0]) & (own[1] == above[1]))
    result: Mask = fine & ~(period & (people.shifted(own[0], above[0]) | places.shifted(own[1], above[1])))
    return result


def _by_place(cells: Cells, part: Ints, wholes: list[tuple[Mask, Mask]]) -> Iterator[tuple[Ints, Ints]]:
    """Every part with every whole of its account, place by place upwards and measure by measure."""
    period = cells.book.is_period[cells.figure[part]]
    people, places = cells.kin
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
