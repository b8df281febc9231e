"""What a loose total leaves beside the parts that its own statement gives, and totals more precise than their parts."""

from typing import Any

import numpy as np
import pandas as pd

from checker.figures.book import Book, Ints, Mask
from checker.figures.cells import Cells, both_ways
from checker.figures.kinship import NONE
from checker.figures.measures import Vocabulary
from checker.figures.recipes import Recipe, atoms, remainder_recipes
from checker.figures.sums import all_sums, terms_given

MORE = 1.1  # how many times its parts a total may be
HARMED = frozenset({"killed", "wounded"})  # of what holds either, a statement has to give both


def unexplained(book: Book) -> tuple[int, pd.DataFrame]:
    """How many loose totals have all parts beside them, and those that are far above all of them together.

    Returns:
        The number, and a frame: first (the total), parts (positions), low (of the total), high (of the parts).
    """
    checked, found = 0, []
    vocabulary = book.dataset.vocabulary
    for cells in book.once(both_ways):
        for total in filter(lambda word: vocabulary[word].is_loose, book.figures["measure"].cat.categories):
            whole, parts, given = _best_parts(cells, total)
            checked += len(whole)
            out = cells.low[whole] > MORE * given
            found += [
                (cells.low_at[at], cells.high_at[own[own != NONE]].tolist(), cells.low[at], high)
                for at, own, high in zip(whole[out], parts[out], given[out], strict=True)
            ]
    return checked, pd.DataFrame(found, columns=["first", "parts", "low", "high"])


def _best_parts(cells: Cells, total: str) -> tuple[Ints, Ints, Any]:
    """The totals that have all parts beside them, the given terms of the recipe that comes to most, and how much."""
    vocabulary = cells.book.dataset.vocabulary
    of_total = cells.measure == cells.book.figures["measure"].cat.categories.get_loc(total)
    at = np.flatnonzero(of_total & cells.has_family)
    most, enough = np.full(len(at), -1.0), np.zeros(len(at), dtype=bool)
    best = np.full((len(at), len(vocabulary)), NONE)
    for recipe in remainder_recipes(vocabulary, total):
        parts = terms_given(cells, at, recipe)
        enough |= _covers(vocabulary, total, recipe, parts != NONE)
        added = np.where(parts != NONE, np.append(cells.high, 0.0)[parts], 0.0).sum(axis=1)
        more = added > most
        best[more, : len(recipe)], best[more, len(recipe) :], most[more] = parts[more], NONE, added[more]
    return at[enough], best[enough], most[enough]


def _covers(vocabulary: Vocabulary, total: str, recipe: Recipe, given: Any) -> Any:
    """Where all that the total names is given by exact terms of a recipe."""
    named = atoms(vocabulary, total)
    named |= HARMED if named & HARMED else set()
    needed = np.array([bool(atoms(vocabulary, term) & named) for term in recipe])
    loose = any(vocabulary[term].is_loose for term, used in zip(recipe, needed, strict=True) if used)
    return given[:, needed].all(axis=1) & (not loose)


def too_precise(book: Book) -> tuple[int, pd.DataFrame]:
    """How many totals have all parts beside them, and the exact ones that end on a smaller place than a rounded part.

    Returns:
        The number, and a frame: second (the total), parts (positions), kind, low and high (of the parts together),
        place (of the total's last significant digit), coarsest (the largest of the rounded parts').
    """
    checked, found = 0, []
    place, rounded = _places(book)
    for sums in all_sums(book):
        cells, full = sums.cells, sums.full & (np.bincount(sums.of, minlength=len(sums.whole)) > 1)
        checked += int(full.sum())
        lows, highs, total = sums.added(cells.low), sums.added(cells.high), cells.low[sums.whole]
        single = (cells.low_at == cells.high_at)[sums.whole] & (total == cells.high[sums.whole])
        part = cells.low_at[sums.cell]
        coarsest = np.zeros(len(full))
        np.maximum.at(coarsest, sums.of, np.where(rounded[part], place[part], 0.0))
        fits = full & single & (lows <= total) & (total <= highs) & (total > 0)
        out = np.flatnonzero(fits & (place[cells.low_at[sums.whole]] < coarsest))
        own = part[np.argsort(sums.of, kind="stable")]
        ends = np.cumsum(np.bincount(sums.of, minlength=len(full)))
        found += [
            (cells.low_at[sums.whole[at]], own[ends[at - 1] if at else 0 : ends[at]].tolist(), sums.kind, lows[at],
             highs[at], place[cells.low_at[sums.whole[at]]], coarsest[at])
            for at in out.tolist()
        ]  # fmt: skip
    frame = pd.DataFrame(found, columns=["second", "parts", "kind", "low", "high", "place", "coarsest"])
    return checked, frame.drop_duplicates("second").reset_index(drop=True)


def _places(book: Book) -> tuple[Any, Mask]:
    """The power of ten on which the printed number ends, the smaller of two; and which figures have been rounded."""
    ends = np.stack([book.column(name) for name in ("first_number", "last_number")])
    place, whole = np.where(ends == 0, 10.0**15, 1.0).ravel(), (ends > 0) & (ends % 1 == 0)
    left, at = np.where(whole, ends, 1).astype(np.int64).ravel(), np.flatnonzero(whole)
    while len(at := at[left[at] % 10 == 0]):
        left[at] //= 10
        place[at] *= 10
    low, high = book.column("low"), book.column("high")
    rounded: Mask = (low > 0) & (low < high) & np.isfinite(high) & ~np.isnan(ends).any(axis=0)
    return place.reshape(ends.shape).min(axis=0), rounded
