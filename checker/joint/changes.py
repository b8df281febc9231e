"""What one figure may have been meant as: changes that people make in copying, each as a row of its own."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Any

import numpy as np
import pandas as pd

from checker.figures.book import Book
from checker.figures.dataset import Dataset
from checker.figures.dates import in_words

USUAL = ("measure", "counting", "zero", "digits", "date", "population")  # the most usual first
WEEK = 7
NUMBERS = ("low", "high", "period_start", "as_of_first", "as_of_last")  # of the cells that a change may have


@dataclass(frozen=True, slots=True)
class Change:
    """One change of one figure: the cells of its row that would be others, and both sides in words."""

    figure: int
    kind: str
    cells: tuple[tuple[str, Any], ...]
    before: str
    after: str


class Changes:
    """The changes that the figures of a book lend themselves to."""

    def __init__(self, book: Book) -> None:
        self._book, self._say = book, book.phrases
        columns = ["population", "scope", "measure", "source", "as_of_last", "period_start"]
        frame = book.figures[columns].assign(at=np.arange(len(book)), known=book.day_known)
        self._witnesses = frame[book.is_witness]
        place = self._witnesses.groupby(["population", "scope"], observed=True)["measure"]
        self._measures = {key: sorted(set(words.astype(str))) for key, words in place}
        self._series = dict(list(self._witnesses.groupby(["population", "scope", "measure"], observed=True)))
        self._nobody = self._witnesses[:0]

    def of(self, at: int) -> Iterator[Change]:
        """Every change of one figure that is a count, the most usual kinds first."""
        for kind in USUAL:
            for cells, before, after in getattr(self, f"_{kind}")(at):
                yield Change(at, kind, tuple(cells.items()), before, after)

    def _place(self, at: int) -> tuple[str, str, str]:
        return self._book.dataset.quantity_at(at)

    def _measure(self, at: int) -> Iterator[tuple[dict[str, Any], str, str]]:
        """Another measure of the same people that somebody counts, or the sum of two that are counted."""
        population, scope, measure = self._place(at)
        vocabulary, counted = self._book.dataset.vocabulary, self._measures.get((population, scope), [])
        sums = [name for name, term in vocabulary.items() if term.exactly and set(term.exactly) <= set(counted)]
        for name in sorted({*counted, *sums} - {measure}):
            if vocabulary[name].is_stock == vocabulary[measure].is_stock:
                yield {"measure": name}, vocabulary[measure].noun, vocabulary[name].noun

    def _counting(self, at: int) -> Iterator[tuple[dict[str, Any], str, str]]:
        """A total as what happened since the source's last one, or in a week; what happened in a period as a total."""
        start, end = int(self._say.value(at, "period_start")), int(self._say.value(at, "as_of_last"))
        if self._book.by_measure("is_stock")[at]:
            return
        if start:
            yield {"period_start": 0}, f"from {in_words(start)} on", "a total"
            return
        own = self._series.get(self._place(at), self._nobody)
        own = own[(own["source"] == self._say.value(at, "source")) & (own["period_start"] == 0)]
        days = [*[day for day in own["as_of_last"].tolist() if day < end][-1:], end - WEEK]
        since = int(self._say.value(at, "since"))
        for day in dict.fromkeys(day for day in days if day + 1 > since):
            yield {"period_start": day + 1}, "a total", f"from {in_words(day + 1)} on"

    def _zero(self, at: int) -> Iterator[tuple[dict[str, Any], str, str]]:
        """One zero more, or one less."""
        low, high = (float(self._say.value(at, end)) for end in ("low", "high"))
        yield {"low": low * 10, "high": high * 10}, self._say.said(at), "ten times as many"
        if low % 10 == 0 and (np.isinf(high) or high % 10 == 0):
            yield {"low": low / 10, "high": high / 10}, self._say.said(at), "a tenth as many"

    def _digits(self, at: int) -> Iterator[tuple[dict[str, Any], str, str]]:
        """Two neighbouring digits the other way round."""
        low, high = (float(self._say.value(at, end)) for end in ("low", "high"))
        if low != high or not low.is_integer():
            return
        digits = f"{low:.0f}"
        for place, (one, other) in enumerate(pairwise(digits)):
            turned = f"{digits[:place]}{other}{one}{digits[place + 2 :]}"
            if one != other and turned[0] != "0":
                number = float(turned)
                yield {"low": number, "high": number}, f"{low:,.0f}", f"{number:,.0f}"

    def _date(self, at: int) -> Iterator[tuple[dict[str, Any], str, str]]:
        """The day of the figure of the quantity before it, or after it."""
        own, day = self._series.get(self._place(at), self._nobody), int(self._say.value(at, "as_of_last"))
        days = sorted(set(own["as_of_last"][own["known"]].tolist()))
        start, said = (int(self._say.value(at, name)) for name in ("period_start", "published"))
        for other in [d for d in days if d < day][-1:] + [d for d in days if d > day][:1]:
            if start <= other <= said and bool(self._book.day_known[at]):
                yield {"as_of_first": other, "as_of_last": other}, in_words(day), in_words(other)

    def _population(self, at: int) -> Iterator[tuple[dict[str, Any], str, str]]:
        """A sibling of the population, where somebody counts the same of it."""
        population, scope, measure = self._place(at)
        tree = self._book.dataset.populations
        parents = tree.nodes["part_of"]
        if not parents.get(population, ""):
            return
        for other in parents.index[parents == parents[population]]:
            if other != population and (other, scope, measure) in self._series:
                yield {"population": other}, tree.name(population), tree.name(str(other))


def with_changes(book: Book, changes: list[Change]) -> Dataset:
    """The dataset with one more figure for each change, behind all others: as the figure would be with it."""
    figures = book.figures
    more = figures.iloc[[change.figure for change in changes]].copy()
    more["id"] = [f"~{number}" for number in range(len(changes))]
    more[["derived_from", "revises"]] = ""
    words = {name: more[name].astype(object) for name in ("population", "measure")}
    numbers = {name: more[name].to_numpy(copy=True) for name in NUMBERS}
    for row, change in enumerate(changes):
        for name, value in change.cells:
            if name in words:
                words[name].iloc[row] = value
            else:
                numbers[name][row] = value
    more = more.assign(**numbers)
    for name, column in words.items():
        known = figures[name].cat.categories.append(pd.Index(sorted(set(column) - set(figures[name].cat.categories))))
        more[name] = pd.Categorical(column, categories=known)
        figures = figures.assign(**{name: figures[name].cat.set_categories(known)})
    trees = book.dataset.populations.since, book.dataset.scopes.since
    more["since"] = [
        max(trees[0].get(str(p), 0), trees[1].get(str(s), 0))
        for p, s in zip(more["population"], more["scope"], strict=True)
    ]
    return replace(book.dataset, figures=pd.concat([figures, more], ignore_index=True))
