"""What a figure counts, as a sum of cells.

A cell is one unknown count: a population, a scope and a term. Exact terms are sums of others and have no cell. A loose
term has a cell for each source, and so has a source's own list.
"""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from functools import partial
from typing import NamedTuple

import numpy as np

from checker.figures.book import Book, Ints, Mask
from checker.figures.dataset import Tree
from checker.figures.kinship import NONE, Kinship, kinship, roots
from checker.figures.measures import Measure, Vocabulary

EVERYBODY = -1  # the owner of what is no source's own
SEVERAL = -1  # first days that do not fit together
MOVING = ("deployed", "evacuated")  # people move, so over scopes these are no sums
Sum = Mapping["Cell", float]


class Cell(NamedTuple):
    """One unknown count. `owner` is the source whose own term or list it is, else EVERYBODY."""

    population: int
    scope: int
    term: str
    owner: int = EVERYBODY
    listed: bool = False

    def at(self, side: str, node: int) -> "Cell":
        """The same count of another population or scope."""
        return self._replace(population=node) if side == "population" else self._replace(scope=node)


@dataclass(frozen=True)
class Side:
    """One tree: the nodes' kinship, which of them may fall, and the members of each split.

    `firm` are those that may fall by themselves, but not as what they are made up of, or all of, may not; `made_up_of`
    are the members of all complete splits of a node. `since` is of each node the first day that totals include, or
    SEVERAL in trees where these do not fit together.
    """

    kin: Kinship
    falls: frozenset[int]
    members: Mapping[int, tuple[int, ...]]
    firm: frozenset[int]
    made_up_of: Mapping[int, list[int]]
    since: Ints


class Places:
    """The two trees and the vocabulary of a book, asked about cells."""

    def __init__(self, book: Book) -> None:
        self.vocabulary: Vocabulary = book.dataset.vocabulary
        self.sides = {
            "population": _side(kinship(book, "population"), book.dataset.populations),
            "scope": _side(kinship(book, "scope"), book.dataset.scopes),
        }

    def measure(self, cell: Cell) -> Measure:
        """The term of a cell in the vocabulary."""
        return self.vocabulary[cell.term]

    def counted(self, population: int, scope: int, term: str, source: int, *, listed: bool = False) -> Sum:
        """What a source means by a term: cells, each as often as the term holds it."""
        if listed:
            return {Cell(population, scope, term, source, listed=True): 1.0}
        result: dict[Cell, float] = {}
        for name in self._atoms(term):
            owner = source if self.vocabulary[name].is_loose else EVERYBODY
            cell = Cell(population, scope, name, owner)
            result[cell] = result.get(cell, 0.0) + 1.0
        return result

    def _atoms(self, term: str) -> Iterator[str]:
        """A term, or the terms that it is exactly the sum of, down to those that are no sums."""
        parts = self.vocabulary[term].exactly
        if not parts:
            yield term
        for part in parts:
            yield from self._atoms(part)

    def since(self, cell: Cell) -> int:
        """The first day that totals include; 0 where they begin with the beginning, or first days do not fit."""
        days = [int(one.since[getattr(cell, side)]) for side, one in self.sides.items()]
        return 0 if SEVERAL in days else max(days)

    def count_from_first_days(self) -> Mask:
        """For each figure whether first days fit in all that hangs together with it, so that nobody is counted before.

        A part begins no earlier than its whole, and members that make a whole up begin with it.
        """
        fits = [one.since[one.kin.node] != SEVERAL for one in self.sides.values()]
        result: Mask = fits[0] & fits[1]
        return result

    def may_fall(self, cell: Cell) -> bool:
        """Whether nothing keeps the count from falling: a stock, or a remainder category."""
        return self.measure(cell).is_stock or self.is_remainder(cell)

    def is_remainder(self, cell: Cell) -> bool:
        """Whether a count is of people who are still to be identified."""
        return cell.population in self.sides["population"].falls or cell.scope in self.sides["scope"].falls

    def is_free(self, cell: Cell) -> bool:
        """Whether a count may fall, and is neither made up of counts that may not, nor all of one that may not."""
        return self.may_fall(cell) and (
            self.measure(cell).is_stock or cell.listed or any(map(partial(self.falls, cell), self.sides))
        )

    def falls(self, cell: Cell, side: str) -> bool:
        """Whether its population, or its scope, may fall, and not only by itself."""
        one, node = self.sides[side], getattr(cell, side)
        summed = not (side == "scope" and cell.term in MOVING)
        return node in one.falls and not (summed and node in one.firm)

    def heir(self, cell: Cell) -> Cell | None:
        """The count that gains what this one loses, as killed does of wounded; None where there is none."""
        name = self.measure(cell).gives_way_to
        return Cell(cell.population, cell.scope, name) if name else None

    def never_falls(self, total: Sum) -> bool:
        """Whether a sum cannot fall: what gives way to another is there with that one, as often."""
        return all(
            not self.is_free(cell) and total.get(self.heir(cell) or cell, 0.0) >= often
            for cell, often in total.items()
        )  # fmt: skip

    def parent(self, cell: Cell, side: str) -> Cell | None:
        """The same count of the next larger population or scope, None at a root."""
        node = int(self.sides[side].kin.parent[getattr(cell, side)])
        return None if node == NONE else cell.at(side, node)

    def family(self, cell: Cell, side: str) -> int:
        """The split that a child is counted in, or, below 0, the child alone."""
        node = getattr(cell, side)
        split = int(self.sides[side].kin.split[node])
        return -1 - node if split == NONE or (side == "scope" and cell.term in MOVING) else split

    def is_complete(self, cell: Cell, side: str) -> bool:
        """Whether the split that a child is counted in makes up its whole."""
        family = self.family(cell, side)
        return family >= 0 and bool(self.sides[side].kin.complete[family])

    def others(self, side: str, family: int, nodes: Collection[int]) -> list[int] | None:
        """The members of a complete split beside some of them; None where the split is not complete."""
        own = self.sides[side]
        if family < 0 or not own.kin.complete[family]:
            return None
        return [node for node in own.members[family] if node not in nodes]

    def made_up_of(self, cell: Cell, side: str) -> list[Cell]:
        """The same count of the members of each complete split of its population or scope."""
        return [cell.at(side, node) for node in self.sides[side].made_up_of.get(getattr(cell, side), ())]

    def shifts(self, whole: Cell, nodes: Collection[int], side: str, family: int) -> bool:
        """Whether what a whole has beside members of a split may fall. Of a complete one it is the other members."""
        if others := self.others(side, family, nodes):
            return any(self.is_free(whole.at(side, node)) for node in others)
        own, other_side = self.sides[side], next(other for other in self.sides if other != side)
        falls = bool(own.kin.shifts[min(nodes)]) or getattr(whole, side) in own.falls
        return falls or self.measure(whole).is_stock or self.falls(whole, other_side)


def _side(kin: Kinship, tree: Tree) -> Side:
    members: dict[int, list[int]] = {}
    for node, split in enumerate(kin.split.tolist()):
        if split != NONE:
            members.setdefault(split, []).append(node)
    falls = frozenset(at for at, node in enumerate(tree.nodes.index) if node in tree.may_fall)
    made_up_of: dict[int, list[int]] = {}
    for split, nodes in members.items():
        if kin.complete[split]:
            made_up_of.setdefault(int(kin.parent[nodes[0]]), []).extend(nodes)
    own = {split: tuple(nodes) for split, nodes in members.items()}
    return Side(kin, falls, own, _firm(kin, falls, members), made_up_of, _since(kin, tree))


def _since(kin: Kinship, tree: Tree) -> Ints:
    """The day of each node; SEVERAL in a tree where one is before its whole's, or members that make it up differ."""
    day, root = np.zeros(len(kin.parent), dtype=np.int64), roots(kin.parent)
    day[: len(tree.nodes)] = tree.nodes["since"].to_numpy()
    whole = np.where(kin.parent == NONE, np.arange(len(day)), kin.parent)
    summed = (kin.split != NONE) & np.append(kin.complete, [False])[kin.split]
    bad = np.zeros(len(day), dtype=bool)
    bad[root[(day < day[whole]) | (summed & (day != day[whole]))]] = True
    result: Ints = np.where(bad[root], SEVERAL, day)
    return result


def _firm(kin: Kinship, falls: frozenset[int], members: Mapping[int, list[int]]) -> frozenset[int]:
    """Those that may fall by themselves, but not as what they are made up of, or all of, may not."""
    rest = {split: set(own) & falls for split, own in members.items() if kin.complete[split]}
    below: dict[int, list[int]] = {}
    for split in rest:
        below.setdefault(int(kin.parent[members[split][0]]), []).append(split)
    firm, ready = set[int](), list(rest)
    while ready:
        split = ready.pop()
        whole, sole = int(kin.parent[members[split][0]]), len(members[split]) == 1
        new = set(rest[split]) if sole and (whole not in falls or whole in firm) else set[int]()
        if not rest[split] and whole in falls:
            new.add(whole)
        for node in new - firm:
            firm.add(node)
            own = int(kin.split[node])
            rest.get(own, set[int]()).discard(node)
            ready += [*below.get(node, ()), *([own] if own in rest else [])]
    return frozenset(firm)
