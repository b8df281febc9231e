"""What each member of a conflict set would have to be for the others to hold, and by how much it is not."""

import math
from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np

from checker.figures.book import Ints
from checker.joint.claims import Claims
from checker.joint.exact import spans
from checker.joint.grid import Layout, Rows, added, bounds, layout, points, structure
from checker.joint.network import Network
from checker.joint.solver import HARD, OUT, TOLERANCE, Programme


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


def needed(claims: Claims, net: Network, members: Iterable[int], ends: tuple[Ints, Ints]) -> list[Needed]:
    """For each member what the others leave for it. Open days may be any of their spans.

    Args:
        claims: what the figures say, of cells as the network numbers them.
        net: the network of their component.
        members: a conflict set.
        ends: the low and high of all figures of the book, of shares in percent.
    """
    own = claims.of_figures(sorted(members))
    times, days = points(own.day, spans(own))
    at = times.of(days)
    form = layout(net, times, own.cell, at)
    rows, base = bounds(own, form, own.cell, at), structure(form)
    programme = Programme(base, rows, form.columns)
    found = []
    for figure in own.figures.tolist():
        if own.counted[figure] < 0:
            low, high = _share_left(own, form, (base, rows), figure)
        else:
            first = int(np.flatnonzero(own.figure == figure)[0])
            terms = np.flatnonzero(own.of == first)
            programme.keep(np.where(own.figure == figure, OUT, HARD))
            low, high = programme.range_of(rows.column[terms], rows.factor[terms])
            low, high = _rounded(low, 1, TOLERANCE), -_rounded(-high, 1, TOLERANCE, least=-math.inf)
        found.append(_beside(figure, low, high, (float(ends[0][figure]), float(ends[1][figure]))))
    return found


def _rounded(end: float, times: int, tolerance: float, least: float = 0.0) -> float:
    """An end up to the next of its steps. No figure is below 0, though a count that may fall can lose any number."""
    if math.isinf(end):
        return max(end, least)
    steps = math.ceil((end - tolerance) * times)
    return max(steps if times == 1 else steps / times, least)


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
    low, high = programme.range_of(rows.column[part], rows.factor[part])
    return _rounded(low * 100, 100, 1e-4), -_rounded(-high * 100, 100, 1e-4, least=-math.inf)
