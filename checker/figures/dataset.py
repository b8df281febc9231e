"""A dataset: the typed figures that can be checked, the tables that they came from, and what was wrong with those."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, Any

import pandas as pd

from checker.figures.display import Displayed
from checker.figures.findings import Finding, Location, Place
from checker.figures.measures import Vocabulary
from checker.figures.ratios import Ratio
from checker.figures.report import RuleRun
from checker.figures.table import Table
from checker.figures.waivers import Waivers
from checker.figures.words import Words, places_of, words_in

if TYPE_CHECKING:
    import numpy.typing as npt

FIGURES = "figures.csv"


@dataclass(frozen=True)
class Tree:
    """Populations or scopes: a row each, indexed by id.

    Columns: name, part_of ("" at a root), split, complete, may_fall, since (the first day that totals include, its
    own or the nearest ancestor's; 0 where none says). `declared` is False where the dataset has no such table: then
    any label will do and none is part of another.
    """

    nodes: pd.DataFrame
    declared: bool

    def name(self, node: str) -> str:
        """What people call it; the id itself where no name is given."""
        return self._names.get(node, node)

    @cached_property
    def _names(self) -> dict[str, str]:
        return dict(zip(self.nodes.index, self.nodes["name"], strict=True))

    @cached_property
    def since(self) -> dict[str, int]:
        """The first day that totals of a node include."""
        return {str(node): int(day) for node, day in self.nodes["since"].items()}

    @cached_property
    def may_fall(self) -> frozenset[str]:
        """The remainder categories, which shrink as people are identified."""
        return frozenset(str(node) for node in self.nodes.index[self.nodes["may_fall"]])


@dataclass(frozen=True, repr=False)
class Dataset(Displayed):
    """Figures in the book and all that is needed to quote them.

    `figures` has a row per figure that passed the form rules, in canonical order (published, id):
    id, population, scope, measure, source, share_of, statement, status, derived_from, derivation, revises, reported,
    via, url, note (text); low, high, low_rounding, high_rounding, first_number, last_number (float; counts, or
    percent where share_of is set); own_list, day_given, is_share (bool); since, period_start, as_of_first,
    as_of_last, published (days since 0001-01-01 = 1; 0 is none); row (its place in `tables["figures.csv"]`).

    `known_on` is the day after which publications were left out; None, none were.
    """

    name: str
    sha256: str
    vocabulary: Vocabulary
    figures: pd.DataFrame
    populations: Tree
    scopes: Tree
    sources: pd.DataFrame
    tables: Mapping[str, Table]
    findings: tuple[Finding, ...]
    rules: tuple[RuleRun, ...]
    ratios: Mapping[str, Ratio]
    waivers: Waivers = field(default_factory=Waivers)
    known_on: int | None = None

    def __repr__(self) -> str:
        return f"<Dataset {self.name!r}: {len(self.figures):,} figures>"

    @property
    def read(self) -> int:
        """How many rows the table of figures has, those left out that were not known yet."""
        return self.tables[FIGURES].rows

    @property
    def rejected(self) -> int:
        """How many of them left the book for what is wrong with them."""
        return self.read - len(self.figures)

    @cached_property
    def ids(self) -> Words:
        """The ids of `figures`."""
        return words_in(self.figures["id"])

    @cached_property
    def position(self) -> dict[str, int]:
        """Where each id stands in `figures`."""
        return {figure: at for at, figure in enumerate(self.ids)}

    def positions(self, words: Iterable[str]) -> dict[str, int]:
        """Where those of some words that are ids stand in `figures`; for a few of many cheaper than `position`."""
        return places_of(words, self.ids.arrow)

    def quantity_of(self, figure: str) -> tuple[str, str, str]:
        """Population, scope and measure of a figure in the book."""
        return self.quantity_at(self.position[figure])

    def quantity_at(self, at: int) -> tuple[str, str, str]:
        """Population, scope and measure of the figure that stands there in `figures`."""
        population, scope, measure = (words[codes[at]] for words, codes in self._terms)
        return population, scope, measure

    @cached_property
    def _terms(self) -> "list[tuple[list[str], npt.NDArray[Any]]]":
        columns = (pd.factorize(self.figures[name]) for name in ("population", "scope", "measure"))
        return [(words.tolist(), codes) for codes, words in columns]

    def source_name(self, source: str) -> str:
        """What people call a source; the id itself where no name is given."""
        return self._source_names.get(source, source)

    def party(self, source: str) -> str:
        """The camp of a source, "" where none is stated."""
        return self._parties.get(source, "")

    @cached_property
    def _source_names(self) -> dict[str, str]:
        return dict(zip(self.sources.index, self.sources["name"], strict=True))

    @cached_property
    def _parties(self) -> dict[str, str]:
        return dict(zip(self.sources.index, self.sources["party"], strict=True))

    def locate(self, place: Place) -> Location:
        """The physical line and character of a cell; where the file is no table, the beginning of a line."""
        if place.table not in self.tables:
            return Location(place.table, place.row + 1, 1, place.field)
        return self.tables[place.table].locate(place.row, place.field)
