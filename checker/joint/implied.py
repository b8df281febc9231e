"""The range that the figures in no clash leave for each quantity, on each day that it is reported for."""

import math
from collections.abc import Iterator

import numpy as np

from checker.figures.book import Book, Ints
from checker.figures.dates import iso
from checker.figures.findings import Implied
from checker.joint.claims import Claims
from checker.joint.conflicts import Conflicts, Part
from checker.joint.exact import spans
from checker.joint.grid import Layout, bounds, layout, points, structure
from checker.joint.solver import HARD, OUT, TOLERANCE, Programme


def implied_ranges(book: Book, found: Conflicts, clear: set[int]) -> Iterator[Implied]:
    """A range for every quantity and known day of a total or a level, in canonical order.

    Args:
        book: the book.
        found: the components.
        clear: the figures whose bounds count.
    """
    rows = [row for part in found.parts for row in _of_part(book, part, clear)]
    yield from sorted(rows, key=lambda row: (row.population, row.scope, row.measure, row.source, row.as_of))


def _of_part(book: Book, part: Part, clear: set[int]) -> Iterator[Implied]:
    claims = part.claims
    asked = _asked(book, claims)
    window = Window(claims, part, clear, np.array([at for at, _ in asked], dtype=np.int64))
    for at, day in asked:
        low, high = window.range_of(at)
        if low > high:
            continue
        population, scope, measure = book.dataset.quantity_of(str(book.ids[at]))
        source = str(book.phrases.value(at, "source")) if book.by_measure("is_loose")[at] else ""
        yield Implied(population, scope, measure, iso(day), low, None if math.isinf(high) else high, source)


def _asked(book: Book, claims: Claims) -> list[tuple[int, int]]:
    """A figure for each quantity and known day of a total or a level that is on no source's own list, and that day."""
    figures = claims.figures
    plain = (claims.counted[figures] >= 0) & (claims.open[figures] < 0)
    plain &= ~book.is_period[figures] & ~book.column("own_list").astype(bool)[figures]
    seen: dict[tuple[int, int], int] = {}
    for at in figures[plain].tolist():
        seen.setdefault((int(claims.counted[at]), int(claims.last[at])), at)
    return [(at, day) for (_, day), at in seen.items()]


class Window:
    """One programme of a component, asked for the range of what one figure after the other counts."""

    def __init__(self, claims: Claims, part: Part, clear: set[int], asked: Ints) -> None:
        own = [at for at in claims.figures.tolist() if at in clear]
        self._claims = claims.of_figures(np.append(own, asked))
        times, days = points(self._claims.day, spans(self._claims))
        at = times.of(days)
        form: Layout = layout(part.net, times, self._claims.cell, at)
        self._rows = bounds(self._claims, form, self._claims.cell, at)
        self._programme = Programme(structure(form), self._rows, form.columns)
        self._programme.keep(np.where(np.isin(self._claims.figure, own), HARD, OUT))

    def range_of(self, figure: int) -> tuple[float, float]:
        """The smallest and the largest whole number that what a figure counts can be, whatever the figure says."""
        bound = int(np.flatnonzero(self._claims.figure == figure)[0])
        terms = np.flatnonzero(self._claims.of == bound)
        low, high = self._programme.range_of(self._rows.column[terms], self._rows.factor[terms])
        return max(math.ceil(low - TOLERANCE), 0), high if math.isinf(high) else math.floor(high + TOLERANCE)

