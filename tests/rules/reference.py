"""Which pairs of figures T301, C401 and C403 have to report, pair by pair from the design; and small random books."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, fields, replace
from datetime import date, timedelta
from itertools import permutations
from math import inf
from typing import Any

from checker.figures.wording import rounding

MEASURES = ("killed", "killed", "wounded", "captured", "casualties", "present", "killed_and_wounded")
NEW_YEAR = date(2023, 12, 31)
Pick = Callable[[Sequence[Any]], Any]


@dataclass(frozen=True)
class Row:
    """A row of figures.csv; days are days of January 2024, 0 none, and `as_of` MONTH the whole of it."""

    id: str
    population: str
    measure: str
    reported: str
    low: int | None
    high: int | None
    period_start: int
    as_of: int
    published: int
    source: str
    statement: str
    status: str
    derived_from: str
    derivation: str
    revises: str

    MONTH = 99

    @property
    def line(self) -> str:
        """The row as CSV, its columns in the order of `header()`."""
        cells = [getattr(self, field.name) for field in fields(self)]
        days = {self.period_start: "", 0: "", self.MONTH: "2024-01"}
        for at in (6, 7, 8):
            cells[at] = days[cells[at]] if cells[at] in {0, self.MONTH} else iso(cells[at])
        return ",".join("" if cell is None else str(cell) for cell in [*cells, "front"])

    @property
    def own_list(self) -> bool:
        """A number on a list of the source's own."""
        return self.reported.startswith("confirmed")

    @property
    def least(self) -> float:
        """The smallest that it can be."""
        return float(self.reported.split()[1]) if self.own_list else float(self.low or 0)

    @property
    def most(self) -> float:
        """The largest that it can be."""
        return self.least if self.own_list else inf if self.high is None else float(self.high)

    @property
    def first(self) -> int:
        """The first day that may be the last one counted."""
        return 1 if self.as_of == self.MONTH else self.as_of or self.published - 30

    @property
    def last(self) -> int:
        """The last day that may be the last one counted."""
        return self.published if self.as_of in {0, self.MONTH} else self.as_of

    @property
    def retold(self) -> bool:
        """Repeats another figure."""
        return bool(self.derived_from) and self.derivation != "computed"

    @property
    def stands(self) -> bool:
        """Is a witness of its own."""
        return self.status == "reported" and not self.retold

    @property
    def quantity(self) -> tuple[str, str]:
        """Who and what."""
        return self.population, self.measure

    @property
    def series(self) -> tuple[str, str, str]:
        """Who and what, by whom."""
        return self.population, self.measure, self.source


def header() -> str:
    """The header of a table of rows."""
    return ",".join([*(field.name for field in fields(Row)), "scope"])


def iso(day: int) -> str:
    """A day of January 2024."""
    return (NEW_YEAR + timedelta(day)).isoformat()


def random_row(pick: Pick, name: str, others: Sequence[Row], pools: Sequence[Sequence[Any]]) -> Row:
    """A row drawn from pools of populations, measures, sources, first days and days; sometimes a copy or a revision."""
    population, measure, source, start, as_of = (pick(pool) for pool in pools)
    published = pick(range(as_of if 0 < as_of < Row.MONTH else 4, 12))
    start = 0 if measure == "present" or 0 < as_of < start else start
    low, high = sorted((pick(range(31)), pick(range(31))))
    low, high, reported = pick((
        (low, high, ""), (low, high, ""), (low, low, ""), (high, high, ""), (low, None, ""), (high, None, ""),
        (None, high, ""), (None, low, ""), (None, None, f"confirmed {high}"),
    ))  # fmt: skip
    alike = [row.id for row in others if (row.population, row.measure) == (population, measure)]
    own = [row.id for row in others if row.source == source]
    return Row(
        name, population, measure, reported, low, high, start, as_of, published, source,
        statement=pick(("",) * 6 + ("s",)),
        status=pick(("reported",) * 11 + ("planned", "retracted")),
        derived_from=pick(("",) * 9 + (pick(alike), pick(alike), f"{pick(alike)} {others[0].id}")) if alike else "",
        derivation=pick(("", "", "computed")),
        revises=pick(("",) * 6 + (pick(own),)) if own else "",
    )  # fmt: skip


def random_book(pick: Pick, suffix: str = "") -> list[Row]:
    """Two to twelve rows that have something to do with each other."""
    days = [pick(range(1, 12)) for _ in range(3)]
    pools = (
        [pick(("army", "army", "army", "rest")) + suffix for _ in range(pick((1, 1, 2)))],
        [pick(MEASURES), *pick(([], [], ["killed"]))],
        pick(("a", "ab", "aab", "abc")),
        pick(((0,), (0,), (0, 0, 2), (2,), (2, 3))),
        pick((days, [*days, 0], [*days, Row.MONTH], [days[0]], [0], [*days, 0, Row.MONTH])),
    )
    rows: list[Row] = []
    for number in range(pick(range(2, 13))):
        rows.append(random_row(pick, f"f{number}{suffix}", rows, pools))
    ring = pick((False,) * 9 + (True,))
    return [replace(rows[0], derived_from=rows[-1].id), *rows[1:]] if ring else rows


class Reference:
    """The clashes of a few rows, by comparing each with each."""

    def __init__(self, rows: Sequence[Row], may_fall: str = "rest") -> None:
        self.rows = {row.id: row for row in rows}
        self.may_fall = may_fall
        self.withdrawn = {row.id: self._withdrawn(row) for row in rows}
        self.pairs = {(f.id, g.id): code for f, g in permutations(rows, 2) if (code := self.code(f, g))}

    @property
    def figures(self) -> set[str]:
        """Everybody who clashes with somebody."""
        return {figure for pair in self.pairs for figure in pair}

    def _withdrawn(self, row: Row) -> float:
        """The day from which its source stands by it no longer."""
        days = [inf]
        for other in self.rows.values():
            if not other.revises or not other.stands:
                continue
            restarts = other.series == row.series and not (other.period_start or row.period_start)
            if other.revises == row.id or (restarts and other.published > row.published):
                days.append(other.published)
        return min(days)

    def _root(self, row: Row) -> str:
        """The figure that a copy goes back to, itself where it is none."""
        seen, at = {row.id}, row
        while at.retold and at.derived_from in self.rows:
            at = self.rows[at.derived_from]
            if at.id in seen:
                return row.id
            seen.add(at.id)
        return at.id

    @staticmethod
    def one_day(f: Row, g: Row) -> bool:
        """Whether both count up to one day, known or not."""
        if (f.first, f.last) != (g.first, g.last):
            return False
        blank = (f.published, f.as_of, f.period_start) == (g.published, g.as_of, g.period_start)
        together = f.source == g.source and f.statement == g.statement and (bool(f.statement) or blank)
        return f.first == f.last or together

    def code(self, f: Row, g: Row) -> str:
        """Under which code the smallest of `f` is above the largest that `g` can be, "" if it is not."""
        same_source, one_day = f.source == g.source, self.one_day(f, g)
        if (
            f.least <= g.most
            or f.status != "reported" or g.status != "reported"
            or f.quantity != g.quantity or f.period_start != g.period_start
            or (g.own_list and not (same_source and f.own_list))
            or f.published >= self.withdrawn[g.id] or g.published >= self.withdrawn[f.id]
        ):  # fmt: skip
            return ""
        both_stand, copies = f.stands and g.stands, self._root(f) == self._root(g)
        telling = one_day and (f.published == g.published or f.first < f.last)
        if same_source and telling:
            return "C403" if both_stand or copies else ""
        free = f.measure == "present" or f.population.startswith(self.may_fall)
        in_order = f.last <= g.first and not free
        if same_source:
            total = f.measure != "present" and not f.population.startswith(self.may_fall)
            return "T301" if both_stand and total and (one_day or in_order) else ""
        comparable = both_stand and f.measure != "casualties"
        return "C401" if comparable and (one_day or (in_order and f.measure != "wounded")) else ""

    def is_note(self, earlier: str, later: str) -> bool:
        """Whether a clash is smaller than its rounding, or one of wounded who can have died."""
        f, g = self.rows[earlier], self.rows[later]
        gap = f.least - g.most
        if gap < rounding(f.least) + rounding(g.most):
            return True
        may_die = self.pairs[earlier, later] == "T301" and f.measure == "wounded" and not self.one_day(f, g)
        return may_die and gap <= self._killed_gained(f, g)

    def _killed_gained(self, f: Row, g: Row) -> float:
        """By how much the source's killed can have grown from the one to the other, by its totals that stand."""
        series = f.population, "killed", f.source
        killed = [
            row
            for row in self.rows.values()
            if row.series == series and row.stands and not row.period_start and self.withdrawn[row.id] == inf
        ]
        before = [row.least for row in killed if row.last <= f.first]
        after = [row.most for row in killed if row.first >= g.last and not row.own_list]
        return min(after, default=inf) - max(before, default=0)
