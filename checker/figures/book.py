"""The book: the views of a dataset's figures that rules read, each computed once and only when asked for.

Every view is whole columns; a figure is named by its position in `dataset.figures`.
"""

from collections.abc import Callable, Mapping
from functools import cached_property
from threading import RLock
from typing import Any, TypeVar

import numpy as np
import numpy.typing as npt

from checker.figures.dataset import FIGURES, Dataset
from checker.figures.groups import numbered
from checker.figures.phrases import Phrases
from checker.figures.ratios import Ratio
from checker.figures.windows import lowest_after
from checker.figures.words import Words

Mask = npt.NDArray[np.bool_]
Ints = npt.NDArray[np.int64]
View = TypeVar("View")
NEVER = np.iinfo(np.int64).max
AMOUNT_FIELDS = ("reported", "low", "best", "high")


class Book:
    """What rules may ask of one dataset."""

    def __init__(self, dataset: Dataset, ratios: Mapping[str, Ratio] | None = None) -> None:
        self.dataset = dataset
        self.figures = dataset.figures
        self.phrases = Phrases(dataset)
        self.ratios = ratios or dataset.ratios
        self._made: dict[Callable[[Book], Any], Any] = {}
        self._making: dict[Callable[[Book], Any], Any] = {}
        self._columns: dict[str, Any] = {}

    def __len__(self) -> int:
        return len(self.figures)

    def once(self, make: Callable[["Book"], View]) -> View:
        """What `make` makes of this book, made when it is first asked for; several rules read the same view.

        A thread that asks for what another is making waits for it.
        """
        with self._making.setdefault(make, RLock()):
            if make not in self._made:
                self._made[make] = make(self)
            view: View = self._made[make]
        return view

    def let_go(self) -> None:
        """Forget what `once` has made, which takes much room; whoever asks again has it made anew."""
        self._made.clear()

    @property
    def ids(self) -> Words:
        """The id of each figure."""
        return self.dataset.ids

    @cached_property
    def reported(self) -> Mask:
        """Neither planned nor retracted: only these enter the checks beyond form."""
        result: Mask = np.asarray(self.figures["status"] == "reported")
        return result

    @cached_property
    def is_retold(self) -> Mask:
        """Repeats another figure, so it is compared with that one alone."""
        return np.asarray((self.figures["derived_from"] != "") & (self.figures["derivation"] == "retold"))

    @cached_property
    def origin(self) -> Ints:
        """The figure that each one goes back to by single origins: its own position where it has none.

        A retelling of something that is not in the book, of several figures, or in a ring goes back to itself.
        """
        step, own = self.first_origin, np.arange(len(self))
        at, retold = np.where(step < 0, own, step), np.flatnonzero(step >= 0)
        for _ in range(len(retold).bit_length()):
            at[retold] = at[at[retold]]  # twice as far each time
        return np.where(step[at] < 0, at, own)

    @cached_property
    def first_origin(self) -> Ints:
        """The one figure that a retelling names, -1 where it is no retelling or names none or several in the book."""
        return np.where(self.is_retold, self.named("derived_from"), -1)

    def named(self, column: str) -> Ints:
        """The position of the figure that a column names, -1 where it names none or several in the book."""
        result, filled = np.full(len(self), -1), np.flatnonzero(self.figures[column] != "")
        words = self.figures[column].iloc[filled].tolist()
        position = self.dataset.positions(words)
        result[filled] = [position.get(word, -1) for word in words]
        return result

    @cached_property
    def is_witness(self) -> Mask:
        """Counts that stand for themselves: reported, not retold, and numbers of people, not shares."""
        result: Mask = self.reported & ~self.is_retold & ~np.asarray(self.figures["is_share"])
        return result

    @cached_property
    def is_period(self) -> Mask:
        """Only what happened from a day on, not a total."""
        return np.asarray(self.figures["period_start"] > 0)

    def by_measure(self, attribute: str) -> Mask:
        """A yes-or-no attribute of each figure's measure."""
        return self._by_word(f"measure {attribute}", lambda word: getattr(self.dataset.vocabulary[word], attribute))

    def of_measures(self, names: tuple[str, ...]) -> Mask:
        """The figures of some measures."""
        return self._by_word(f"measures {' '.join(names)}", names.__contains__)

    def _by_word(self, view: str, answer: Callable[[str], bool]) -> Mask:
        if view not in self._columns:
            measure = self.figures["measure"].cat
            self._columns[view] = np.array([answer(word) for word in measure.categories], dtype=bool)[measure.codes]
        result: Mask = self._columns[view]
        return result

    @cached_property
    def is_remainder(self) -> Mask:
        """Counts of a remainder category ("age unknown"), which shrinks as people are identified."""
        trees = ((self.dataset.populations, "population"), (self.dataset.scopes, "scope"))
        remainder = [np.asarray(self.figures[field].isin(list(tree.may_fall))) for tree, field in trees]
        result: Mask = remainder[0] | remainder[1]
        return result

    @cached_property
    def falls(self) -> Mask:
        """Counts that may be lower later: stocks, wounded of whom some have died, remainder categories."""
        result: Mask = self.by_measure("falls") | self.is_remainder
        return result

    @cached_property
    def quantity(self) -> Ints:
        """A number for each population, scope and measure."""
        return numbered([self.figures[name].cat.codes for name in ("population", "scope", "measure")])

    @cached_property
    def source(self) -> Ints:
        """A number for each source."""
        return np.asarray(self.figures["source"].cat.codes, dtype=np.int64)

    @cached_property
    def day_known(self) -> Mask:
        """The last day counted is one certain day."""
        return np.asarray(self.figures["as_of_first"] == self.figures["as_of_last"])

    @cached_property
    def telling(self) -> Ints:
        """A number for what one source said on one day about one quantity up to one day.

        A last day that is not known is that of its statement, whenever that was published.
        """
        said = np.where(self.day_known, self.column("published"), -1 - self.column("statement"))
        days = numbered([self.column(name) for name in ("period_start", "as_of_first", "as_of_last")])
        return numbered([self.quantity, numbered([self.source, said, days])])

    @cached_property
    def footing(self) -> Ints:
        """A number for figures that bound the same never-falling count: quantity and first day.

        What may fall is comparable only on one known day, so there the day is part of it; -1 where it is not known.
        """
        day = np.where(self.falls, self.figures["as_of_last"], 0)
        number = numbered([self.quantity, np.asarray(self.figures["period_start"]), day])
        return np.where(self.falls & ~self.day_known, -1, number)

    @cached_property
    def superseded(self) -> Ints:
        """The day from which a figure is withdrawn, else NEVER.

        A total is withdrawn by its source's next revision of the quantity, anything by the revision that names it.
        """
        result = np.full(len(self), NEVER)
        revises = np.asarray(self.figures["revises"] != "") & self.is_witness
        if not revises.any():
            return result
        restarts = np.flatnonzero(revises & ~self.is_period)
        key, published = numbered([self.quantity, self.source]), self.column("published")
        next_one = lowest_after(key[restarts], published[restarts], published[restarts], key, published + 1)
        later = (next_one >= 0) & ~self.is_period
        result[later] = published[restarts][next_one[later]]
        named = self.named("revises")
        known = revises & (named >= 0)
        np.minimum.at(result, named[known], published[known])
        return result

    def column(self, name: str) -> Any:
        """A column of numbers of `dataset.figures`."""
        if name not in self._columns:
            self._columns[name] = self.figures[name].to_numpy()
        return self._columns[name]

    @cached_property
    def amount_field(self) -> npt.NDArray[np.object_]:
        """The header of the cell that gives each figure's amount: the first of AMOUNT_FIELDS that is filled."""
        table, rows = self.dataset.tables[FIGURES], self.column("row")
        blank = [table.column(field).is_blank[rows] for field in AMOUNT_FIELDS]
        result: npt.NDArray[np.object_] = np.array(AMOUNT_FIELDS, dtype=object)[np.argmin(blank, axis=0)]
        return result

    def on_one_day(self, first: Ints, second: Ints) -> Mask:
        """Pairs that count up to the same day: the same known day, or the same unknown day of one statement."""
        begins, ends, statement = (self.column(name) for name in ("as_of_first", "as_of_last", "statement"))
        one_span = (begins[first] == begins[second]) & (ends[first] == ends[second])
        result: Mask = one_span & (self.day_known[first] | (statement[first] == statement[second]))
        return result
