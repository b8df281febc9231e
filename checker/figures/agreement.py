"""How often two sources agree where they counted the same thing at about the same time.

A description: the rows are in order of the sources' ids, and no number says who is right.
"""

from dataclasses import dataclass
from itertools import combinations

import numpy as np

from checker.figures.beside import AGREES, DIFFERS, NEAR, stances
from checker.figures.book import Book, Ints
from checker.figures.groups import numbered

MOST_SOURCES = 24  # those with most counts; a table of more is read by nobody


@dataclass(frozen=True, slots=True)
class AgreementRow:
    """Two sources, the first by id first, with at least one pair of counts that can be set side by side.

    Each count of the one that has fewer is set beside the count of the other that is nearest in time, of the same
    quantity and period and at most 31 days from it. Of these `pairs` in `meet` the ranges meet, in `apart` they do not,
    though the days allow for both, and in `differ` both cannot be so.
    """

    source: str
    other: str
    pairs: int
    meet: int
    apart: int
    differ: int


def agreement_table(book: Book) -> list[AgreementRow]:
    """A row for each two sources that counted the same thing at about the same time."""
    figures = np.flatnonzero(book.is_witness & ~book.by_measure("is_loose"))
    numbers, counts = np.unique(book.source[figures], return_counts=True)
    most = sorted(numbers[np.argsort(-counts, kind="stable")][:MOST_SOURCES].tolist())
    keys = _keys(book)
    by_source = {number: _in_order(figures[book.source[figures] == number], keys) for number in most}
    rows = (_row(book, keys, by_source, one, other) for one, other in combinations(most, 2))
    return [row for row in rows if row.pairs]


def _keys(book: Book) -> Ints:
    """A number for each figure by which those of one quantity and period are near if their days are."""
    place = numbered([book.quantity, book.column("period_start")])
    days: Ints = book.column("as_of_last")
    width = (int(days.max()) if len(days) else 0) + 2 * NEAR + 1
    keys: Ints = place * width + days
    return keys


def _in_order(figures: Ints, keys: Ints) -> Ints:
    return figures[np.argsort(keys[figures], kind="stable")]


def _row(book: Book, keys: Ints, by_source: dict[int, Ints], one: int, other: int) -> AgreementRow:
    few, many = sorted((by_source[one], by_source[other]), key=len)
    mine, theirs = _nearest(keys, few, many)
    found = stances(book, mine, theirs)
    meet, differ = int(np.sum(found == AGREES)), int(np.sum(found == DIFFERS))
    names = book.figures["source"].cat.categories
    return AgreementRow(names[one], names[other], len(found), meet, len(found) - meet - differ, differ)


def _nearest(keys: Ints, few: Ints, many: Ints) -> tuple[Ints, Ints]:
    """Those that have one of the others at most NEAR days away, each with the nearest such; of two the later."""
    after = np.searchsorted(keys[many], keys[few])
    before, after = np.maximum(after - 1, 0), np.minimum(after, len(many) - 1)
    past, future = (np.abs(keys[many[at]] - keys[few]) for at in (before, after))
    nearest = many[np.where(future <= past, after, before)]
    near = np.minimum(past, future) <= NEAR
    return few[near], nearest[near]
