"""The range that the figures in no clash leave for each quantity, on each day that it is reported for."""

import math
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import chain
from typing import Any

import numpy as np

from checker.figures.book import Book, Ints
from checker.figures.dates import iso
from checker.figures.report import Implied
from checker.joint.claims import Claims
from checker.joint.conflicts import Conflicts, Part, firsts, parts_of
from checker.joint.dominance import leading_ends
from checker.joint.exact import spans
from checker.joint.families import families
from checker.joint.grid import Layout, bounds, layout, points, structure
from checker.joint.network import Network, components
from checker.joint.portions import groups, portions
from checker.joint.repairs import whole_numbers
from checker.joint.row_ranges import row_ranges
from checker.joint.solver import HARD, OUT, TOLERANCE, Floats, Programme, UndecidedError, UnfitError

Worth = Callable[[int, float], bool]
NONE = (1.0, 0.0)  # no range: none was found within the limits


def implied_ranges(book: Book, found: Conflicts, clear: Ints) -> Iterator[Implied]:
    """A range for every quantity and known day of a total or a level, in canonical order.

    Args:
        book: the book.
        found: the components.
        clear: the figures whose bounds count.
    """
    asked = _asked(book, found.every)
    ranges = Ranges(found, clear, asked)
    rows = [_row(book, at, *ranges.of(at)) for at in asked if ranges.holds(at)]
    yield from sorted(rows, key=lambda row: (row.population, row.scope, row.measure, row.source, row.as_of))


def left(found: Conflicts, clear: Ints, figure: int) -> tuple[float, float | None] | None:
    """The range that the clear figures but one leave for what that one counts; None for a share."""
    if found.every.counted[figure] < 0:
        return None
    low, high = Ranges(found, clear[clear != figure], [figure]).of(figure)
    return (low, None if math.isinf(high) else high) if low <= high else None


def _row(book: Book, at: int, low: float, high: float) -> Implied:
    population, scope, measure = book.dataset.quantity_at(at)
    source = str(book.phrases.value(at, "source")) if book.by_measure("is_loose")[at] else ""
    day = iso(int(book.column("as_of_last")[at]))
    return Implied(population, scope, measure, day, low, None if math.isinf(high) else high, source)


def _asked(book: Book, claims: Claims) -> list[int]:
    """A figure for each quantity and known day of a total or a level that is on no source's own list."""
    figures = claims.figures
    plain = (claims.counted[figures] >= 0) & (claims.open[figures] < 0)
    plain &= ~book.is_period[figures] & ~book.column("own_list").astype(bool)[figures]
    seen: dict[tuple[int, int], int] = {}
    for at in figures[plain].tolist():
        seen.setdefault((int(claims.counted[at]), int(claims.last[at])), at)
    return list(seen.values())


class Ranges:
    """The ranges that clear figures leave for what some figures count, whatever those say themselves.

    Only what the clear figures say hangs together here, which is less than all of them.

    Args:
        found: the components.
        clear: the figures whose bounds count.
        asked: the figures that it is asked for.
        worth: whether the largest is asked for as well, by figure and smallest; where it is not, it is left open.
    """

    def __init__(self, found: Conflicts, clear: Ints, asked: Sequence[int], worth: Worth = lambda *_: True) -> None:
        self._ends: dict[int, tuple[float, float]] = dict.fromkeys(asked, NONE)
        every = needed_for(found.every, clear, asked)
        tree, family = families(found.places, every)
        seen = _seen_at_once(every, tree, np.array(asked, dtype=np.int64), worth)
        self._ends |= seen
        rest = np.array([at for at in asked if at not in seen], dtype=np.int64)
        left = np.isin(family, family[np.searchsorted(every.figures, rest)])
        some = groups(every.figures[left], family[left])
        for portion in (one for group in some for one in portions(found.places, every, group, lambda *_: None)):
            mine = np.intersect1d(rest, portion.own.figures)
            self._ends |= ends(found, portion.own, portion.net, clear, mine, worth=worth)

    def holds(self, figure: int) -> bool:
        """Whether there is such a range: the clear figures hold together."""
        low, high = self._ends[figure]
        return low <= high

    def of(self, figure: int) -> tuple[float, float]:
        """The smallest and the largest whole number that what a figure counts can be."""
        return self._ends[figure]


def needed_for(every: Claims, clear: Ints, asked: Any) -> Claims:
    """What clear figures say, as far as it does not follow from others of them, and what the asked ones count."""
    own = every.of_figures(np.union1d(clear, asked))
    low, high = np.full(len(own.low), -np.inf), np.full(len(own.low), np.inf)
    at = np.flatnonzero(np.isin(own.figure, clear))
    low[at], high[at] = leading_ends(own.of_bounds(at))
    return replace(own, low=low, high=high).of_bounds(
        np.flatnonzero(np.isfinite(low) | np.isfinite(high) | np.isin(own.figure, asked))
    )


def ends(
    found: Conflicts,
    own: Claims,
    net: Network,
    clear: Ints,
    asked: Ints,
    *,
    worth: Worth,
    most: float = math.inf,
) -> dict[int, tuple[float, float]]:
    """The ranges of some of the figures of a network, as `Ranges` has them; none where more counts hang together."""
    label, result = components(net, own), dict[int, tuple[float, float]]()
    of_figure = label[own.cell[firsts(own)]]
    for part in parts_of(found.places, own, net, label, np.unique(of_figure[np.isin(own.figures, asked)])):
        mine = np.intersect1d(asked, part.claims.figures)
        result |= _seen_at_once(part.claims, np.zeros(len(part.claims.figures), dtype=np.int64), mine, worth)
        rest = [at for at in mine.tolist() if at not in result]
        if rest:
            window = Window(part, clear, tracks_of(found, rest))
            result |= window.ends(worth) if window.columns <= most else dict.fromkeys(rest, NONE)
    return result


def _seen_at_once(every: Claims, tree: Ints, asked: Ints, worth: Worth) -> dict[int, tuple[float, float]]:
    """The ranges that need no programme."""
    found = (column.tolist() for column in row_ranges(every, tree, asked))
    return {
        at: whole_numbers(low, high if low > high or worth(at, low) else math.inf)
        for at, low, high in zip(*found, strict=True)
    }


class Window:
    """One programme of a component, asked for the range of what one figure after the other counts.

    What each history that is found makes of all of them is remembered: where it reaches what is known to be the end
    already, no programme is needed.
    """

    def __init__(self, part: Part, clear: Ints, tracks: Sequence[Sequence[int]]) -> None:
        claims = self._claims = part.claims
        times, days = points(claims.day, spans(claims))
        at = times.of(days)
        form: Layout = layout(part.net, times, claims.cell, at)
        self.columns = form.columns
        self._rows = bounds(claims, form, claims.cell, at)
        self._programme = Programme(structure(form), self._rows, form.columns)
        self._clear = np.where(np.isin(claims.figure, clear), HARD, OUT)
        self._tracks = tracks
        self._order = {figure: place for place, figure in enumerate(chain.from_iterable(tracks))}
        self._terms = [self._terms_of(figure) for figure in self._order]
        self._column, self._factor = (np.concatenate(part) for part in zip(*self._terms, strict=True))
        self._starts = np.cumsum([0, *(len(column) for column, _ in self._terms[:-1])])
        self._seen = {sign: np.full(len(self._order), np.inf) for sign in (1.0, -1.0)}

    def ends(self, worth: Worth) -> dict[int, tuple[float, float]]:
        """The range of what each of the figures that it is asked for counts, in whole numbers.

        All the smallest first, then the largest, so that each programme begins near where the one before ended.
        """
        try:
            self._programme.keep(self._clear)
            self._solve(self._column, self._factor, 1.0)
            lows = self._along(self._tracks, 1.0)
            worthy = [[at for at in track if worth(at, lows[at])] for track in self._tracks]
            highs = dict.fromkeys(self._order, math.inf) | self._along(worthy, -1.0)
        except (UndecidedError, UnfitError):
            return dict.fromkeys(self._order, NONE)
        return {at: whole_numbers(lows[at], highs[at]) for at in self._order}

    def _along(self, tracks: Iterable[Sequence[int]], sign: float) -> dict[int, float]:
        """The smallest (sign 1) or largest (sign -1) along each track: between two that are the same, all are."""
        found: dict[int, float] = {}
        for track in filter(None, tracks):
            found |= {at: self._end(at, sign, 0.0 if sign > 0 else math.inf) for at in (track[0], track[-1])}
            rest = [(0, len(track) - 1)]
            while rest:
                first, last = rest.pop()
                least, most = found[track[first]], found[track[last]]
                inner, middle = track[first + 1 : last], (first + last) // 2
                if inner and (least == most or most - least <= TOLERANCE):
                    found |= dict.fromkeys(inner, least)
                elif inner:
                    found[track[middle]] = self._end(track[middle], sign, least if sign > 0 else most)
                    rest += [(middle, last), (first, middle)]
        return found

    def _end(self, figure: int, sign: float, known: float) -> float:
        """The smallest or largest, beyond which it cannot be as far as is known."""
        place = self._order[figure]
        if math.isfinite(known) and self._seen[sign][place] <= known * sign + TOLERANCE:
            return known
        return self._solve(*self._terms[place], sign)

    def _solve(self, column: Ints, factor: Floats, sign: float) -> float:
        end = self._programme.end_of(column, factor, sign)
        if math.isfinite(end):
            made = np.add.reduceat(self._programme.counts[self._column] * self._factor, self._starts)
            for side, seen in self._seen.items():
                np.minimum(seen, made * side, out=seen)
        return end

    def _terms_of(self, figure: int) -> tuple[Ints, Floats]:
        bound = int(np.searchsorted(self._claims.figure, figure))
        terms = slice(*np.searchsorted(self._claims.of, (bound, bound + 1)))
        return self._rows.column[terms], self._rows.factor[terms]


def tracks_of(found: Conflicts, asked: Iterable[int]) -> list[list[int]]:
    """Figures that count one thing that never falls, in the order of their days; each of the others by itself."""
    claims, tracks = found.every, dict[tuple[int, ...], list[int]]()
    for at in sorted(asked, key=lambda at: (int(claims.counted[at]), int(claims.last[at]))):
        counted, begin = int(claims.counted[at]), int(claims.begin[at])
        rises = claims.open[at] < 0 and claims.rises[counted]
        tracks.setdefault((counted, begin) if rises else (at,), []).append(at)
    return list(tracks.values())
