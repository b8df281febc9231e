"""Readings: changes of one figure that remove a clash, cause no other, and have support."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np

from checker.figures.book import NEVER, Book, Ints
from checker.figures.findings import Finding, Reading
from checker.figures.phrases import amount
from checker.joint.changes import USUAL, Changes, with_changes
from checker.joint.claims import claims
from checker.joint.conflicts import Conflicts
from checker.joint.exact import Exact
from checker.joint.families import families
from checker.joint.implied import ends, needed_for
from checker.joint.network import network
from checker.joint.pairs import Pairs
from checker.joint.places import Places
from checker.joint.relations import TooLargeError, relations
from checker.joint.retellings import retellings
from checker.joint.solver import UndecidedError
from checker.joint.standing import Standing

TELL_ALL = ("A102", "T302", "T304")  # findings whose figures clash as a whole
NEAR = 31  # days between a changed figure and another source's that supports it
UNLIKE = 10  # a period that supports another is longer or shorter by a tenth of it at the most
FEW = 3_000  # counts in time that are held against each other anew for every figure that may be changed
MOST = 200  # findings, the widest first, for which readings are sought


def with_readings(
    book: Book, found: Conflicts, findings: Sequence[Finding], standing: Standing, wanted: Callable[[Finding], bool]
) -> list[Finding]:
    """The findings, those that are wanted with their readings.

    Args:
        book: the book.
        found: its conflict sets.
        findings: those that may have readings are clashes, falling remainders and retellings.
        standing: the figures that stand, and which of them are clear of any clash.
        wanted: for which findings readings are sought.
    """
    named = {at: one for at, finding in enumerate(findings) if wanted(finding) and (one := _lead(finding))}
    place = book.dataset.positions(figure for one in named.values() for figure in one)
    sets = {at: tuple(place[figure] for figure in one) for at, one in named.items()}
    if not sets and not any(wanted(finding) for finding in findings if finding.code == "P501"):
        return list(findings)
    widest = sorted(sets, key=lambda at: (findings[at].weight, findings[at].fingerprint))[:MOST]
    search = _Search(book, found, {at: sets[at] for at in widest}, standing)
    told: dict[int, Iterable[Reading]] = {at: search.readings(at) for at in search.sets}
    told |= retellings(book, {at: one for at, one in enumerate(findings) if one.code == "P501" and wanted(one)})
    return [replace(one, readings=tuple(told[at])) if told.get(at) else one for at, one in enumerate(findings)]


def _lead(finding: Finding) -> tuple[str, ...]:
    """The figures that clash in what a finding tells first; none where it tells no clash."""
    if finding.code == "C402":
        return tuple(finding.evidence["sets"][0]["figures"])
    if finding.code in TELL_ALL:
        return finding.figures
    return finding.figures[:2] if finding.is_clash else ()


@dataclass(frozen=True)
class _Support:
    """What supports a change: a range, and whose it is."""

    low: float
    high: float
    whose: str


class _Search:
    """The changes of the figures of some sets, as figures of a longer book."""

    def __init__(self, book: Book, found: Conflicts, sets: Mapping[int, tuple[int, ...]], standing: Standing) -> None:
        self._book, self._standing = book, standing
        witnesses = set(found.every.figures.tolist())
        self.sets = {at: one for at, one in sets.items() if witnesses.issuperset(one)}
        changes = Changes(book)
        plain = sorted({f for one in self.sets.values() for f in one if found.every.counted[f] >= 0})
        self._changes = [change for figure in plain for change in changes.of(figure)]
        self._dataset = with_changes(book, self._changes)
        self._long = Book(self._dataset, book.ratios)
        places = Places(self._long)
        self._claims = claims(self._long, places)
        self._near = self._family_of(places, plain)
        self._own = self._claims.of_figures(self._near).compact()
        try:
            held = relations(places, self._own.cells)
        except TooLargeError:
            self.sets, held = {}, []
        self._net = network(held, self._own.cells, np.bincount(self._own.cell, minlength=len(self._own.cells)))
        self._exact, self._pairs = Exact(places, self._claims), Pairs(places, self._claims, held, self._near)
        self._found = replace(found, places=places, every=self._claims)
        self._clashing: dict[int, set[int]] = {}
        for one in found.sets:
            for figure in one:
                self._clashing.setdefault(figure, set()).update(one)
        self._others: dict[int, _Support] = {}
        mine = self._hopeful()
        self._worse: dict[int, bool] = {}
        self._without: dict[int, Ints] = {}
        self._supports = self._supported({n for one in self.sets.values() for at in one for n in mine.get(at, ())})
        self._mine = mine

    def _family_of(self, places: Places, figures: Sequence[int]) -> Ints:
        """All figures that may hang together with some of these, or with what these are changed to."""
        every, family = self._claims.figures, families(places, self._claims)[1]
        about = (every >= len(self._book)) | np.isin(every, figures)
        result: Ints = every[np.isin(family, family[about])]
        return result

    def _hopeful(self) -> dict[int, list[int]]:
        """For each figure those of its changes that may have support; notes that by another source."""
        claims, mine = self._claims, dict[int, list[int]]()
        counted = np.unique(claims.counted[self._standing.figures])
        cells = {cell for at in counted[counted >= 0].tolist() for cell, _ in claims.sums[at]}
        for number, change in enumerate(self._changes):
            at = self._at(number)
            if np.isinf(self._long.column("high")[at]):
                continue
            if own := self._other_source(number):
                self._others[number] = own
            if own or {cell for cell, _ in claims.sums[claims.counted[at]]} <= cells:
                mine.setdefault(change.figure, []).append(number)
        return mine

    def readings(self, at: int) -> list[Reading]:
        """The readings of one of the sets, the most usual kinds first."""
        one = self.sets[at]
        supported = (n for figure in one for n in self._mine.get(figure, ()) if n in self._supports)
        fitting = [n for n in supported if self._removes(n, one) and not self._is_worse(n)]
        order = sorted(fitting, key=lambda n: (USUAL.index(self._changes[n].kind), n))
        return [self._told(number) for number in order]

    def _at(self, number: int) -> int:
        return len(self._book) + number

    def _removes(self, number: int, one: tuple[int, ...]) -> bool:
        figure = self._changes[number].figure
        together = [*(at for at in one if at != figure), self._at(number)]
        return not self._pairs.may_clash(together) or self._hold(together)

    def _hold(self, figures: Sequence[int]) -> bool:
        """Whether some figures can hold together for certain."""
        try:
            return not self._exact.core(figures)
        except UndecidedError:
            return False

    def _supported(self, numbers: set[int]) -> dict[int, _Support]:
        """Those changes that have support, with it: another source's range, or that which is implied."""
        found = {number: self._others[number] for number in sorted(numbers) if number in self._others}
        rest = [n for n in sorted(numbers - set(found)) if self._is_some_use(n)]
        found |= self._left(rest, self._standing.clear, "the figures in no clash leave ")
        of_figure: dict[int, list[int]] = {}
        for number in rest:
            if number not in found and self._may_be_inside(number):
                of_figure.setdefault(self._changes[number].figure, []).append(number)
        for figure, own in of_figure.items():
            found |= self._left(own, self._clear_of(figure), "the figures that clash with no other leave ", FEW)
        return found

    def _may_be_inside(self, number: int) -> bool:
        """Whether no figure that clashes with no other is seen to clash with a changed one."""
        over, under, _ = self._pairs.among(self._clear_of(self._changes[number].figure), self._at(number))
        return not (len(over) or len(under))

    def _is_some_use(self, number: int) -> bool:
        """Whether a change removes some clash, and causes no other."""
        sets = (one for one in self.sets.values() if self._changes[number].figure in one)
        return any(self._removes(number, one) for one in sets) and not self._is_worse(number)

    def _clear_of(self, figure: int) -> Ints:
        """The figures that may hang together with a changed one and clash with no third."""
        if figure not in self._without:
            self._without[figure] = np.intersect1d(self._standing.without(figure), self._near)
        return self._without[figure]

    def _window(self, number: int) -> tuple[int, ...]:
        """What a changed figure counts, from when, and up to when."""
        claims, at = self._claims, self._at(number)
        return tuple(int(column[at]) for column in (claims.counted, claims.begin, claims.last, claims.open))

    def _left(self, numbers: Iterable[int], clear: Ints, said: str, most: float = np.inf) -> dict[int, _Support]:
        """Those of some changed figures that lie in the range which clear ones leave."""
        alike = dict[tuple[int, ...], list[int]]()
        for number in numbers:
            alike.setdefault(self._window(number), []).append(number)
        first = {self._at(same[0]): same for same in alike.values()}

        def worth(at: int, least: float) -> bool:
            return any(0 < least <= self._long.column("low")[self._at(n)] for n in first[at])

        clear, asked = np.intersect1d(clear, self._near), np.array(sorted(first), dtype=np.int64)
        found = ends(self._found, needed_for(self._own, clear, asked), self._net, clear, asked, worth=worth, most=most)
        return {
            n: _Support(*found[at], said + amount(*found[at]))
            for at, same in first.items() for n in same if self._is_inside(n, *found[at])
        }  # fmt: skip

    def _is_inside(self, number: int, least: float, most: float) -> bool:
        """Whether a changed figure lies in a range that is at most twice as high as low."""
        low, high = (float(self._long.column(end)[self._at(number)]) for end in ("low", "high"))
        return 0 < least <= low and high <= most <= 2 * least

    def _other_source(self, number: int) -> _Support | None:
        """Another source's two-sided range for the quantity, near in time, in which the changed figure lies.

        What happened in a period is supported by a period that is as long.
        """
        long, at, n = self._long, self._at(number), len(self._book)
        same = (long.quantity[:n] == long.quantity[at]) & (long.source[:n] != long.source[at]) & long.is_witness[:n]
        low, high, day = (long.column(name) for name in ("low", "high", "as_of_last"))
        days = np.where(long.column("period_start") > 0, day - long.column("period_start") + 1, 0)
        same &= ((days[:n] > 0) == (days[at] > 0)) & (np.abs(days[:n] - days[at]) * UNLIKE <= days[at])
        same &= np.isfinite(high[:n])
        same &= (low[:n] > 0) & (low[:n] <= low[at]) & (high[at] <= high[:n]) & (np.abs(day[:n] - day[at]) <= NEAR)
        near = np.flatnonzero(same & ~long.column("own_list").astype(bool)[:n] & (long.superseded[:n] == NEVER))
        if not len(near):
            return None
        best = int(near[np.argmin(np.abs(day[near] - day[at]))])
        say = long.phrases
        said = f"{say.source(best)} said {say.said(best)} {say.noun(best)} {say.until(best)}"
        return _Support(float(low[best]), float(high[best]), said)

    def _is_worse(self, number: int) -> bool:
        """Whether a change clashes with a figure that it did not clash with before."""
        if number not in self._worse:
            self._worse[number] = self._clashes_anew(number)
        return self._worse[number]

    def _clashes_anew(self, number: int) -> bool:
        at, figure = self._at(number), self._changes[number].figure
        others = self._near[(self._near < len(self._book)) & (self._near != figure)]
        over, under, possible = self._pairs.among(others, at)
        known = self._clashing.get(figure, set())
        return bool({*over.tolist(), *under.tolist()} - known) or any(
            other not in known and not self._hold([at, other]) for other in possible.tolist()
        )

    def _told(self, number: int) -> Reading:
        change, support, say = self._changes[number], self._supports[number], self._book.phrases
        figure = change.figure
        what = {
            "measure": f"are {change.after}",
            "counting": f"count {change.after}" if change.after.startswith("from") else "are a total",
            "zero": f"should be {change.after}",
            "digits": f"should be {change.after}",
            "date": f"are those by {change.after}",
            "population": f"are of {change.after}",
        }[change.kind]
        message = (
            f"Vanishes if the {say.said(figure)} of {say.source(figure)} {say.until(figure)} {what}: {support.whose}."
        )
        return Reading(self._book.ids[figure], change.kind, change.before, change.after, message)
