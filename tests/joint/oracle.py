"""An exact oracle: whether any history at all satisfies some figures, by z3 in rational arithmetic.

It is written from section 5 of the design alone and shares no code with what it judges; it is slow and plain.
"""

from collections.abc import Collection, Iterable
from itertools import combinations

import z3

from checker.figures.book import Book
from tests.joint.bounds import Choice, Claim, cells_of, claims
from tests.joint.history import Number, Row


class Oracle:
    """Judges any subset of some figures of a book.

    Args:
        book: the figures.
        figures: positions; those that take no part are left aside.
        without: kinds of rows that a weaker oracle leaves out.
        ignored: see `Cells`; also "revises" (withdrawn figures still witness) and "statement" (an unknown day is each
            figure's own).
    """

    def __init__(
        self, book: Book, figures: Iterable[int], *, without: Collection[str] = (), ignored: Collection[str] = ()
    ) -> None:
        self.book, self.ignored = book, frozenset(ignored)
        self.claims = {claim.at: claim for claim in claims(book, figures)}
        self.cells = cells_of(book, list(self.claims.values()), self.ignored)
        self._names: dict[object, str] = {}
        history = [row for row in self.cells.rows() if row.kind not in without]
        rows = [_assert(self._inequality(row)) for row in dict.fromkeys(map(_frozen, history))]
        said = [line for claim in self.claims.values() for line in self._said(claim)]
        reals = [line for name in self._names.values() if name[0] == "n" for line in _count(name)]
        chosen = {name: key for key, name in self._names.items() if name[0] == "d"}
        flags = [f"(declare-const {name} Bool)" for name in (*chosen, *(f"f{at}" for at in self.claims))]
        self._solver = z3.SolverFor("QF_LRA")
        self._solver.from_string("\n".join([*reals, *flags, *rows, *said, *self._one_day_each()]))

    def holds(self, figures: Iterable[int]) -> bool:
        """Whether some history satisfies all of these together, live at one time or not."""
        verdict = self._solver.check(*(z3.Bool(f"f{at}") for at in figures if at in self.claims))
        assert verdict != z3.unknown
        return bool(verdict == z3.sat)

    def is_consistent(self) -> bool:
        """Whether on every day the figures that were published and not withdrawn hold together."""
        return all(self.holds(figures) for figures in self.epochs())

    def epochs(self) -> list[list[int]]:
        """The figures that stand together on each day on which one is published."""
        said = self.book.column("published")
        if "revises" in self.ignored:
            return [list(self.claims)]
        until, days = self.book.superseded, sorted({int(said[at]) for at in self.claims})
        return [[at for at in self.claims if said[at] <= day < until[at]] for day in days]

    def smallest(self) -> set[tuple[int, ...]]:
        """Every irreducible set of figures that stand together on some day and that no history satisfies."""
        found = set[tuple[int, ...]]()
        for size in range(1, len(self.claims) + 1):
            for figures in (some for epoch in self.epochs() for some in combinations(epoch, size)):
                if not any(set(known) <= set(figures) for known in found) and not self.holds(figures):
                    found.add(figures)
        return found

    def _said(self, claim: Claim) -> list[str]:
        """If the figure is held to, one of the pairs of days that it may mean makes its bounds hold."""
        ways = []
        for chosen, day, base_day in claim.cases():
            days = [self._day(choice, when, claim.at) for choice, when in chosen.items()]
            bounds = [self._inequality(_frozen(row)) for row in claim.rows(self.cells, day, base_day)]
            ways.append(f"(and true {' '.join([*days, *bounds])})")
        return [_assert(f"(=> f{claim.at} (or false {' '.join(ways)}))")]

    def _day(self, choice: Choice, when: int, figure: int) -> str:
        whose = (figure, *choice) if "statement" in self.ignored else choice
        return self._name("d", (whose, when))

    def _one_day_each(self) -> list[str]:
        """Of the days that one statement may mean it means one."""
        days: dict[object, list[str]] = {}
        for key, name in self._names.items():
            if name[0] == "d" and isinstance(key, tuple):
                days.setdefault(key[0], []).append(name)
        return [_assert(f"(not (and {' '.join(pair)}))") for names in days.values() for pair in combinations(names, 2)]

    def _name(self, letter: str, key: object) -> str:
        return self._names.setdefault(key, f"{letter}{len(self._names)}")

    def _inequality(self, row: "Frozen") -> str:
        terms, equal, constant = row
        parts = [_times(factor, self._name("n", unknown)) for unknown, factor in terms]
        return f"({'=' if equal else '>='} (+ {_number(constant)} 0.0 {' '.join(parts)}) 0.0)"


Frozen = tuple[tuple[tuple[object, Number], ...], bool, Number]


def _frozen(row: Row) -> Frozen:
    return tuple(row.terms.items()), row.equal, row.constant


def _count(name: str) -> list[str]:
    return [f"(declare-const {name} Real)", _assert(f"(>= {name} 0.0)")]


def _assert(formula: str) -> str:
    return f"(assert {formula})"


def _times(factor: Number, name: str) -> str:
    return name if factor == 1 else f"(- {name})" if factor == -1 else f"(* {_number(factor)} {name})"


def _number(value: Number) -> str:
    size = f"(/ {abs(value.numerator)}.0 {value.denominator}.0)"
    return f"(- {size})" if value < 0 else size
