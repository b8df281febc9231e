"""Whether a few figures can hold together, exactly: open days are tried until a history is found or none is left.

A day that is left open is first taken as a point between the first and the last that it may be. Where the counts found
for such points belong to no day, the span is cut there and both pieces are tried: branch and bound.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from checker.figures.book import Ints
from checker.joint.claims import Claims
from checker.joint.grid import Layout, Rows, Span, bounds, layout, points, structure
from checker.joint.network import Network, network
from checker.joint.places import Places
from checker.joint.relations import relations
from checker.joint.solver import SOFT, Programme, Stretched, UndecidedError

Floats = npt.NDArray[np.float64]
Calendar = dict[int, Span]
NODES = 400  # programmes for one question
SAME = 1e-6


class Exact:
    """Answers about subsets of figures, by small programmes of their own; answers are kept.

    Args:
        places: where the figures count.
        claims: what they say.
    """

    def __init__(self, places: Places, claims: Claims) -> None:
        self._places, self._claims = places, claims
        self._known: dict[frozenset[int], frozenset[int]] = {}
        self._networks: dict[tuple[int, ...], Network] = {}

    def core(self, figures: Iterable[int]) -> frozenset[int]:
        """Some of the figures that cannot all hold; none if all of them can.

        Raises:
            UndecidedError: it takes too many programmes to tell.
        """
        asked = frozenset(figures)
        if asked not in self._known:
            self._known[asked] = self._core(asked)
        return self._known[asked]

    def _core(self, asked: frozenset[int]) -> frozenset[int]:
        claims = self._claims.of_figures(sorted(asked))
        if not len(claims.figure):
            return frozenset()
        found, left = set[int](), [spans(claims)]
        for _ in range(NODES):
            if not left:
                return frozenset(found) | _late_starters(claims)
            calendar = left.pop()
            outcome = self._solve(claims, calendar)
            if len(outcome.at):
                found.update(claims.figure[outcome.core].tolist())
                continue
            if not outcome.opens:
                return frozenset()
            days = _days(outcome, calendar)
            tried = self._solve(claims, {number: (day, day) for number, day in days.items()})
            if not len(tried.at):
                return frozenset()
            left += _cut(claims, calendar, days, tried)
        raise UndecidedError

    def _solve(self, claims: Claims, calendar: Calendar) -> "Outcome":
        net, cells = self._network(claims)
        times, days = points(claims.day, calendar)
        at = times.of(days)
        form = layout(net, times, cells, at)
        programme = Programme(structure(form), bounds(claims, form, cells, at), form.columns)
        return Outcome(programme.stretch(np.full(len(claims.low), SOFT)), form)

    def _network(self, claims: Claims) -> tuple[Network, Ints]:
        used, cells = np.unique(claims.cell, return_inverse=True)
        key = tuple(used.tolist())
        if key not in self._networks:
            counted = [claims.cells[at] for at in key]
            self._networks[key] = network(relations(self._places, counted), counted, np.ones(len(key), dtype=np.int64))
        return self._networks[key], cells


@dataclass(frozen=True)
class Outcome:
    """What came of one programme, and its layout."""

    done: Stretched
    form: Layout

    @property
    def at(self) -> Ints:
        """The bounds that were stretched."""
        return self.done.at

    @property
    def core(self) -> Ints:
        """Bounds that cannot all hold."""
        return self.done.core

    @property
    def opens(self) -> list[int]:
        """The days that are still open."""
        return [int(number) for number in self.form.times.opens]

    def around(self, place: int) -> tuple[Ints, Floats, Floats]:
        """Of the clusters with an open day: known points that all of them have, the counts then, and on that day."""
        form = self.form
        owners = np.flatnonzero(form.has[:, len(form.times.days) + place])
        cells = np.flatnonzero(np.isin(form.net.cluster, owners))
        known = np.flatnonzero(form.has[owners, : len(form.times.days)].all(axis=0))
        grid = form.column(np.repeat(cells, len(known)), np.tile(known, len(cells)))
        then = form.column(cells, np.full(len(cells), len(form.times.days) + place))
        counts = self.done.counts
        return known, counts[grid].reshape(len(cells), -1).T, counts[then]


def spans(claims: Claims) -> dict[int, Span]:
    """For each open day of some figures the first and the last that it may be for all of them, and for their bases."""
    found: dict[int, Span] = {}
    named = np.append(claims.figure, claims.window[claims.figure])
    own = claims.open[named]
    for group in np.unique(-1 - claims.day[claims.day < 0]).tolist():
        figures = named[own == group]
        first, last = claims.spans[group]
        found[group] = max([first, *claims.first[figures].tolist()]), last
    return found


def on_last_days(net: Network, claims: Claims) -> tuple[Layout, Rows]:
    """Some figures as bounds on counts in time, each open day laid on the last that it may be."""
    times, days = points(claims.day, {number: (last, last) for number, (_, last) in spans(claims).items()})
    at = times.of(days)
    form = layout(net, times, claims.cell, at)
    return form, bounds(claims, form, claims.cell, at)


def _late_starters(claims: Claims) -> frozenset[int]:
    """The figures that shorten the span of an open day, since they, or what they are a share of, begin within it."""
    return frozenset(
        at for at in claims.figures.tolist() for one in (at, int(claims.window[at]))
        if claims.open[one] >= 0 and claims.first[one] > claims.spans[int(claims.open[one])][0]
    )  # fmt: skip


def _days(outcome: Outcome, calendar: Calendar) -> dict[int, int]:
    """A day for each open one, near which the counts are what they were found to be."""
    found = {number: first for number, (first, _) in calendar.items()}
    taken: list[tuple[float, int]] = []
    around = [outcome.around(place) for place in range(len(outcome.opens))]
    for place in sorted(range(len(around)), key=lambda at: (float(around[at][2].sum()), at)):
        number, (known, counts, then) = outcome.opens[place], around[place]
        first, last = calendar[number]
        days = outcome.form.times.days[known]
        inside = (days >= first) & (days <= last)
        same = days[inside & (np.abs(counts - then) < SAME).all(axis=1)]
        below = days[inside & (counts.sum(axis=1) <= then.sum() + SAME)]
        day = int(same[0]) if len(same) else max(int(below[-1]) + 1 if len(below) else first, first)
        while not len(same) and any(day == other and total < then.sum() - SAME for total, other in taken):
            day += 1
        found[number] = min(day, last)
        taken.append((float(then.sum()), found[number]))
    return found


def _cut(claims: Claims, calendar: Calendar, days: Mapping[int, int], tried: Outcome) -> Iterator[Calendar]:
    """The calendar in up to three: one open day before, on, and after the day that was tried for it."""
    figures = claims.figure[tried.core]
    concerned = {int(number) for number in claims.open[figures] if number >= 0}
    wide = [number for number, (first, last) in calendar.items() if first < last]
    number = min((n for n in wide if n in concerned), default=min(wide))
    (first, last), day = calendar[number], days[number]
    for start, end in ((first, day - 1), (day + 1, last), (day, day)):
        if start <= end:
            yield {**calendar, number: (start, end)}
