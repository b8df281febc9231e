"""What each member of a conflict set would have to be for the others to hold, and by how much it is not."""

import math
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import product

import numpy as np

from checker.figures.book import Ints
from checker.joint.claims import Claims
from checker.joint.exact import spans
from checker.joint.grid import Layout, Rows, Span, added, bounds, layout, points, structure
from checker.joint.network import Network
from checker.joint.solver import HARD, OUT, TOLERANCE, Programme, UndecidedError, UnfitError

CALENDARS = 400  # ways to lay the days that the members of one set leave open


@dataclass(frozen=True, slots=True)
class Needed:
    """The range that the others leave for one figure, in its own unit; `gap` and `ratio` are to its own range.

    `floor`: it is too much for the others, else too little.
    """

    figure: int
    low: float
    high: float
    gap: float
    ratio: float
    floor: bool

    @property
    def nearness(self) -> tuple[float, float]:
        """Larger for a range that is nearer, and then for a wider one."""
        return -self.gap, self.high - self.low


def needed(claims: Claims, net: Network, members: Iterable[int], ends: tuple[Ints, Ints]) -> list[Needed]:
    """For each member what the others leave for it: of several ranges, by the day that is left open, the nearest.

    A member is left out beside whom, whatever its number, the others cannot hold: its dates alone leave them no other
    day, or it is a share of what they leave at 0.

    Args:
        claims: what the figures say, of cells as the network numbers them.
        net: the network of their component.
        members: a conflict set.
        ends: the low and high of all figures of the book, of shares in percent.

    Raises:
        UndecidedError: the days left open are too many to try, or no number of one member lets the others hold.
    """
    own = claims.of_figures(sorted(members))
    found: dict[int, Needed] = {}
    for calendar in calendars(own):
        for one in _on_days(own, net, calendar, ends):
            if one.figure not in found or one.nearness > found[one.figure].nearness:
                found[one.figure] = one
    if not found:
        raise UndecidedError
    return [found[figure] for figure in own.figures.tolist() if figure in found]


def needed_by_two(claims: Claims, members: Sequence[int], floor: int, ends: tuple[Ints, Ints]) -> list[Needed]:
    """Likewise of two counts of which the first comes to no more than the second in every history; no programme.

    Args:
        claims: what the figures say.
        members: the two.
        floor: that which is too much for the other.
        ends: the low and high of all figures of the book.
    """
    (low, high), ceiling = claims.ends, next(at for at in members if at != floor)
    same = all(column[floor] == column[ceiling] for column in (claims.counted, claims.open, claims.last))
    ranges = {
        floor: (max(low[ceiling], 0.0) if same else 0.0, high[ceiling]),
        ceiling: (low[floor], high[floor] if same else math.inf),
    }
    return [
        _beside(at, *whole_numbers(*ranges[at]), (float(ends[0][at]), float(ends[1][at])))
        for at in sorted(members)
    ]  # fmt: skip


def calendars(own: Claims) -> Iterator[Mapping[int, Span]]:
    """Every way to lay open days, of those that differ in which of some figures are counted before which.

    Raises:
        UndecidedError: they are too many.
    """
    allowed = spans(own)
    marks = sorted({*own.day[own.day >= 0].tolist(), *(day for span in allowed.values() for day in span)})
    days = [
        sorted({day + more for day in marks for more in range(len(allowed) + 1) if first <= day + more <= last})
        for first, last in allowed.values()
    ]
    if math.prod(map(len, days)) > CALENDARS:
        raise UndecidedError
    for laid in product(*days):
        yield {number: (day, day) for number, day in zip(allowed, laid, strict=True)}


def _on_days(own: Claims, net: Network, calendar: Mapping[int, Span], ends: tuple[Ints, Ints]) -> Iterator[Needed]:
    """What the others leave for each member on certain days, where the others hold together on them."""
    times, days = points(own.day, calendar)
    at = times.of(days)
    form = layout(net, times, own.cell, at)
    rows, base = bounds(own, form, own.cell, at), structure(form)
    programme = Programme(base, rows, form.columns)
    for figure in own.figures.tolist():
        try:
            programme.keep(np.where(own.figure == figure, OUT, HARD))
            if own.counted[figure] < 0:
                low, high = _share_left(own, form, (base, rows), figure)
            else:
                first = int(np.flatnonzero(own.figure == figure)[0])
                terms = np.flatnonzero(own.of == first)
                low, high = whole_numbers(*programme.range_of(rows.column[terms], rows.factor[terms]))
        except UnfitError:
            continue
        yield _beside(figure, low, high, (float(ends[0][figure]), float(ends[1][figure])))


def whole_numbers(low: float, high: float) -> tuple[float, float]:
    """The whole numbers of people from one end to another."""
    return max(low if math.isinf(low) else math.ceil(low - TOLERANCE), 0), (
        high if math.isinf(high) else math.floor(high + TOLERANCE)
    )


def _beside(figure: int, low: float, high: float, own: tuple[float, float]) -> Needed:
    if own[0] > high:
        return Needed(figure, low, high, own[0] - high, own[0] / high if high > 0 else math.inf, floor=True)
    gap, ratio = low - own[1], low / own[1] if own[1] > 0 else math.inf
    return Needed(figure, low, high, gap, ratio, floor=False)


def _share_left(own: Claims, form: Layout, blocks: tuple[Rows, Rows], figure: int) -> tuple[float, float]:
    """The smallest and largest percentage that the others leave for a share: a quotient of two sums.

    The counts are scaled so that what it is a share of is 1 (Charnes and Cooper 1962); all bounds with them.
    """
    base, rows = blocks
    terms = np.flatnonzero(own.of == np.flatnonzero(own.figure == figure)[0])
    part, whole = terms[own.base[terms] == 0], terms[own.base[terms] != 0]
    others = np.flatnonzero(own.figure != figure)
    number = np.full(len(own.figure), -1)
    number[others] = np.arange(len(others))
    kept = number[rows.row] >= 0
    entries = number[rows.row[kept]], rows.column[kept], rows.factor[kept]
    scale, one = form.columns, np.array([1.0])
    scaled = base
    for end, low, high in ((rows.low, 0.0, math.inf), (rows.high, -math.inf, 0.0)):
        set_ = np.isfinite(end[others])
        values = np.where(set_, end[others], 0.0)
        block = Rows(
            np.append(entries[0], np.arange(len(others))), np.append(entries[1], np.full(len(others), scale)),
            np.append(entries[2], -values), np.where(set_, low, -math.inf), np.where(set_, high, math.inf),
        )  # fmt: skip
        scaled = added(scaled, block)
    unit = Rows(np.zeros(len(whole), dtype=np.int64), rows.column[whole], own.base[whole], one, one)
    none = np.array([], dtype=np.int64)
    empty = Rows(none, none, none.astype(float), none.astype(float), none.astype(float))
    programme = Programme(added(scaled, unit), empty, scale + 1)
    low, high = (max(end, 0.0) for end in programme.range_of(rows.column[part], rows.factor[part]))
    return math.ceil(low * 1e4 - 0.01) / 100, high if math.isinf(high) else math.floor(high * 1e4 + 0.01) / 100
