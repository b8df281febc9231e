"""What section 5 of the design says of a history, as rows over one unknown count for every cell and single day.

A row says that a sum of unknowns, plus a constant, is at least 0, or exactly 0. Its kind names the sentence that it
comes from, so that an oracle can be weakened by one sentence.
"""

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from functools import cached_property
from itertools import product
from typing import NamedTuple

from checker.figures.dataset import Dataset, Tree
from checker.figures.measures import Measure

MOVING = ("deployed", "evacuated")  # over scopes these only obey child <= parent


class Count(NamedTuple):
    """Whose count: the true one, a source's loose term, or a source's own list."""

    sort: str
    population: str
    scope: str
    measure: str
    source: str = ""


Number = int | Fraction
Terms = Mapping[tuple[Count, int], Number]
Series = Callable[[int], Terms]


@dataclass(frozen=True)
class Row:
    """The sum of `terms` and `constant` is at least 0; where `equal`, exactly 0."""

    kind: str
    terms: Terms
    equal: bool = False
    constant: Number = 0


@dataclass(frozen=True)
class Split:
    """Members that do not overlap, within a parent. `complete`: they make it up."""

    parent: str
    members: tuple[str, ...]
    complete: bool


def combined(*parts: tuple[Number, Terms]) -> Terms:
    """A sum of terms, each times a factor."""
    result = defaultdict[tuple[Count, int], Number](int)
    for factor, terms in parts:
        for unknown, coefficient in terms.items():
            result[unknown] += factor * coefficient
    return {unknown: coefficient for unknown, coefficient in result.items() if coefficient}


def splits(tree: Tree, nodes: Collection[str]) -> Iterator[Split]:
    """Every split of a tree among some nodes; a child without one is a split of its own."""
    groups = defaultdict[tuple[str, str, str], list[str]](list)
    columns = (tree.nodes[name] for name in ("part_of", "split", "complete"))
    rows = [row for row in zip(tree.nodes.index, *columns, strict=True) if row[0] in nodes and row[1]]
    for node, parent, split, _ in rows:
        groups[parent, split, "" if split else node].append(node)
    full = {(parent, split) for _, parent, split, complete in rows if split and complete}
    for (parent, split, _), members in groups.items():
        yield Split(parent, tuple(members), (parent, split) in full)


def kin(tree: Tree, names: Collection[str]) -> list[str]:
    """Some nodes and all that are in one tree with them."""
    above = {str(node): str(parent) for node, parent in tree.nodes["part_of"].items()}

    def root(node: str) -> str:
        while above.get(node):
            node = above[node]
        return node

    roots = {root(name) for name in names}
    return sorted({*names, *(node for node in above if root(node) in roots)})


def first_day(dataset: Dataset, population: str, scope: str) -> int | None:
    """From which day on both are counted, 0 if from the beginning; None, if first days of their trees do not fit.

    A part begins no earlier than its whole, and members that make it up begin with it.
    """
    first = 0
    for tree, node in ((dataset.populations, population), (dataset.scopes, scope)):
        nodes = kin(tree, [node])
        for split in splits(tree, nodes):
            whole, *days = (tree.since.get(one, 0) for one in (split.parent, *split.members))
            if min(days) < whole or (split.complete and max(days) > whole):
                return None
        first = max(first, tree.since.get(node, 0))
    return first


@dataclass(frozen=True)
class Cells:
    """What is counted: where, on which days, and by which sources where a term is loose or a list their own.

    `loose` and `lists` are (measure, source). `ignored` are sentences that are left out: "may_fall" (remainder
    categories are taken like any other) and "gives_way_to" (wounded are taken like any other).
    """

    dataset: Dataset
    populations: Sequence[str]
    scopes: Sequence[str]
    days: Sequence[int]
    loose: Collection[tuple[str, str]]
    lists: Collection[tuple[str, str]]
    ignored: frozenset[str] = frozenset()

    def value(self, population: str, scope: str, measure: str, source: str, day: int) -> Terms:
        """A measure's count up to a day: a sum for an exact term, the source's own for a loose one."""
        for at, node in enumerate((population, scope)):
            if split := self.left.get(node):
                cells = [(one, scope) if at == 0 else (population, one) for one in (split.parent, *split.members)]
                whole, *parts = (self.value(*cell, measure, source, day) for cell in cells)
                return combined((1, whole), *((-1, part) for part in parts))
        word = self.dataset.vocabulary[measure]
        if word.exactly:
            return combined(*((1, self.value(population, scope, part, source, day)) for part in word.exactly))
        sort, whose = ("loose", source) if word.is_loose else ("true", "")
        of = Count(sort, population, scope, measure, whose)
        return {(of, day): 1}

    def listed(self, population: str, scope: str, measure: str, source: str, day: int) -> Terms:
        """The count on a source's own list."""
        return {(Count("list", population, scope, measure, source), day): 1}

    def rows(self) -> Iterator[Row]:
        """Everything that holds of a history, beside that no count is below 0.

        A level on a day holds who was there before, also where all else is counted from a first day on.
        """
        for population, scope in product(self._everybody, self._everywhere):
            terms = [*self._terms(population, scope), *self._sent(population, scope)]
            yield from self._told((row for row in terms if self._is_fair(row, population, scope)), population, scope)
        for split, scope in product(splits(self.dataset.populations, self.populations), self._everywhere):
            cells = [(who, scope) for who in (split.parent, *split.members)]
            yield from self._told(self._parts(split, cells, over="people"), scope)
        for split, population in product(splits(self.dataset.scopes, self.scopes), self._everybody):
            cells = [(population, where) for where in (split.parent, *split.members)]
            yield from self._told(self._parts(split, cells, over="places"), population)

    def _is_fair(self, row: Row, population: str, scope: str) -> bool:
        whose = [self.left[node].parent if node in self.left else node for node in (population, scope)]
        kinds = {self.dataset.vocabulary[count.measure].is_stock for count, _ in row.terms}
        return len(kinds) == 1 or not first_day(self.dataset, *whose)

    def _told(self, rows: Iterable[Row], *nodes: str) -> Iterator[Row]:
        """The rows; what is left of a whole beside its parts has the same ones, as people do."""
        left = any(node in self.left for node in nodes)
        yield from (replace(row, kind="left") if left else row for row in rows)

    @cached_property
    def left(self) -> Mapping[str, Split]:
        """Who or what is in a whole and in no member of an incomplete split of it, by a name of its own."""
        return {
            f"{split.parent} without {' and '.join(split.members)}": split
            for tree, nodes in ((self.dataset.populations, self.populations), (self.dataset.scopes, self.scopes))
            for split in splits(tree, nodes) if not split.complete
        }  # fmt: skip

    @cached_property
    def _everybody(self) -> list[str]:
        return [*self.populations, *(name for name, split in self.left.items() if split.parent in self.populations)]

    @cached_property
    def _everywhere(self) -> list[str]:
        return [*self.scopes, *(name for name, split in self.left.items() if split.parent in self.scopes)]

    @cached_property
    def _atoms(self) -> list[Measure]:
        return [word for word in self.dataset.vocabulary.values() if not word.exactly and not word.at_least]

    def _is_free(self, population: str, scope: str) -> bool:
        """A remainder category may fall."""
        free = False
        for node, tree in ((population, self.dataset.populations), (scope, self.dataset.scopes)):
            split = self.left.get(node)
            free |= not tree.may_fall.isdisjoint((split.parent, *split.members) if split else (node,))
        return free and "may_fall" not in self.ignored

    def _escorts(self, measure: str) -> list[str]:
        """The measures by whose gains the total of one may fall."""
        words, parts = self.dataset.vocabulary, self.dataset.vocabulary.parts(measure)
        ways = {words[part].gives_way_to for part in (measure, *parts)} - {"", *parts}
        return [] if "gives_way_to" in self.ignored else sorted(ways)

    # A cell

    def _terms(self, population: str, scope: str) -> Iterator[Row]:
        """Flows never fall; lists are within what is true, parts of a measure within it."""
        free = self._is_free(population, scope)
        for word in self._atoms:
            if scope in self.left and word.name in MOVING:
                continue
            true = self._series(population, scope, word.name)
            if not word.is_stock and not free:
                kind = "gives way" if self._escorts(word.name) else "flow"
                yield from self._gains(kind, self._escorted(true, population, scope, word.name))
            within = word.part_of and not self.dataset.vocabulary[word.part_of].is_loose
            if within and not (scope in self.left and word.part_of in MOVING):
                whole = self._series(population, scope, word.part_of)
                beside = minus(whole, true)
                yield from self._levels("part of a measure", beside)
                if not (free or word.is_stock or self.dataset.vocabulary[word.part_of].is_stock):
                    yield from self._gains("part of a measure gains", beside)
        yield from self._loose(population, scope, free=free)
        for measure, source in self.lists if not {population, scope} & {*self.left} else ():
            own = self._list(population, scope, measure, source)
            yield from self._levels("own list", minus(self._series(population, scope, measure, source), own))
            if not (free or self.dataset.vocabulary[measure].is_stock):
                yield from self._gains("list flow", self._escorted(own, population, scope, measure))

    def _loose(self, population: str, scope: str, *, free: bool) -> Iterator[Row]:
        """Each source's loose terms are at least what they hold, and each term that is declared as part of them."""
        for measure, source in self.loose:
            own, parts = self._series(population, scope, measure, source), self.dataset.vocabulary[measure].at_least
            said = [part for part in parts if not (scope in self.left and part in MOVING)]
            named = [self._series(population, scope, part, source) for part in said]
            yield from self._levels("loose term", minus(own, *named))
            inside = [word.name for word in self._atoms if word.part_of == measure]
            for name in inside:
                yield from self._levels("loose term", minus(own, self._series(population, scope, name)))
            if not (free or self.dataset.vocabulary[measure].is_stock):
                yield from self._gains("loose flow", self._escorted(own, population, scope, measure))

    def _sent(self, population: str, scope: str) -> Iterator[Row]:
        """Nobody is killed, captured or present who was not deployed."""
        if scope in self.left:
            return
        killed, captured, present, deployed = (
            self._series(population, scope, name) for name in ("killed", "captured", "present", "deployed")
        )
        for lost in ([killed], [captured], [present, killed]):
            yield from self._levels("sent", minus(deployed, *lost))

    # A tree

    def _parts(self, split: Split, cells: list[tuple[str, str]], over: str) -> Iterator[Row]:
        """What a whole leaves beside its parts: true counts, each source's loose terms, each source's own lists."""
        falls, left = (
            any(self._is_free(*cell) for cell in cells),
            {node for cell in cells for node in cell} & {*self.left},
        )
        for word in self._atoms:
            if word.name in MOVING and left & {*self._everywhere}:
                continue
            yield from self._split(split, cells, word.name, "", over=over, falls=falls)
        for measure, source in self.loose:
            yield from self._split(split, cells, measure, source, over=over, falls=falls)
        for measure, source in self.lists if not left else ():
            whole, *parts = (self._list(*cell, measure, source) for cell in cells)
            groups = [[part] for part in parts] if over == "places" and measure in MOVING else [parts]
            for group in groups:
                yield from self._levels("list within list", minus(whole, *group))

    def _split(
        self, split: Split, cells: list[tuple[str, str]], measure: str, source: str, *, over: str, falls: bool
    ) -> Iterator[Row]:
        whole, *parts = (self._series(*cell, measure, source) for cell in cells)
        if over == "places" and measure in MOVING:
            for part in parts:
                yield from self._levels("moving", minus(whole, part))
            return
        beside, kind = (
            minus(whole, *parts),
            f"{'split' if len(parts) > 1 else 'child'}{' of a loose term' * bool(source)}",
        )
        if split.complete:
            yield from (Row("complete", beside(day), equal=True) for day in self.days)
        yield from self._levels(kind, beside)
        if falls or self.dataset.vocabulary[measure].is_stock:
            return
        others = [minus(*(self._series(*cell, name) for cell in cells)) for name in self._escorts(measure)]
        yield from self._gains(f"{kind} gains", plus(beside, *others))

    # Series of days

    def _series(self, population: str, scope: str, measure: str, source: str = "") -> Series:
        return lambda day: self.value(population, scope, measure, source, day)

    def _list(self, population: str, scope: str, measure: str, source: str) -> Series:
        return lambda day: self.listed(population, scope, measure, source, day)

    def _escorted(self, series: Series, population: str, scope: str, measure: str) -> Series:
        return plus(series, *(self._series(population, scope, name) for name in self._escorts(measure)))

    def _levels(self, kind: str, series: Series) -> Iterator[Row]:
        yield from (Row(kind, series(day)) for day in self.days)

    def _gains(self, kind: str, series: Series) -> Iterator[Row]:
        for before, after in zip(self.days[:-1], self.days[1:], strict=True):
            yield Row(kind, combined((1, series(after)), (-1, series(before))))


def plus(*series: Series) -> Series:
    """The sum of series."""
    return lambda day: combined(*((1, each(day)) for each in series))


def minus(whole: Series, *parts: Series) -> Series:
    """What a whole leaves beside some parts."""
    return lambda day: combined((1, whole(day)), *((-1, part(day)) for part in parts))
