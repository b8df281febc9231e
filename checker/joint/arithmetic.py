"""The arithmetic of a conflict set: its floors beside its ceilings, in words."""

import math
from collections.abc import Sequence
from dataclasses import dataclass

from checker.figures.book import Book
from checker.figures.phrases import count, percents
from checker.joint.claims import Claims
from checker.joint.repairs import Needed

SMALL = 1e-6


@dataclass(frozen=True)
class Clash:
    """One conflict set: its members with what they would have to be, the gap and the ratio, the rounding, and the sums.

    `figures` are all of it, as positions; `members` is without those whose number is not at issue. `gap` is in people,
    or `in_percent`. `sums` is the arithmetic in words.
    """

    figures: tuple[int, ...]
    members: tuple[Needed, ...]
    gap: float
    ratio: float
    rounding: float
    sums: str
    in_percent: bool = False

    @property
    def is_mild(self) -> bool:
        """Whether it is smaller than the rounding of its numbers."""
        return self.gap < self.rounding


def clash(book: Book, claims: Claims, figures: Sequence[int], members: Sequence[Needed]) -> Clash:
    """The arithmetic of a set of which it is known what its members would have to be, if their number is at issue."""
    figures = tuple(sorted(figures))
    others = "".join(_without_number(book, at) for at in figures if at not in {one.figure for one in members})
    floors, ceilings = ([one for one in members if one.floor == side] for side in (True, False))
    left, right = _Side(book, claims, floors, members, "low"), _Side(book, claims, ceilings, members, "high")
    plain = [one for one in members if claims.counted[one.figure] >= 0]
    gap = left.total - right.total
    if left.adds_up and right.adds_up and any(abs(one.gap - gap) <= 1 + SMALL for one in plain):
        sums = f"At least {left.words} is more than {right.words}.{others}"
        ratio = left.total / right.total if right.total else math.inf
        rounding = sum(_rounding(book, claims, one, members) for one in members)
        return Clash(figures, tuple(members), gap, ratio, rounding, sums)
    worst = max(members, key=lambda one: (one.gap > 0, math.isfinite(one.ratio), one.ratio, -one.figure))
    in_percent = claims.counted[worst.figure] < 0
    end = "low_rounding" if worst.floor else "high_rounding"
    rounding = float(book.column(end)[worst.figure])
    sums = f"{_left_for(book, worst)}{others}"
    return Clash(figures, tuple(members), worst.gap, worst.ratio, rounding, sums, in_percent=in_percent)


class _Side:
    """The floors, or the ceilings, of a set added up; a share is multiplied by the member that it is a share of.

    Nothing adds up where there are none, or where a share has no such member or one without that end.
    """

    def __init__(self, book: Book, claims: Claims, own: Sequence[Needed], members: Sequence[Needed], end: str) -> None:
        self._book, self._end = book, end
        shares = [one.figure for one in own if claims.counted[one.figure] < 0]
        self.total, self.adds_up, parts, used = 0.0, bool(own), list[str](), set[int]()
        for share in shares:
            base = next((m.figure for m in members if claims.counted[m.figure] == claims.shares[share][1]), None)
            if base is None or math.isinf(self._of(base)):
                self.adds_up = False
                continue
            used |= {share, base}
            amount = math.ceil(self._of(share) * self._of(base) / 100.0 - SMALL)
            self.total += amount
            quotient = self._of(share) / 100
            parts.append(f"{percents(quotient, quotient, 1)} of {count(self._of(base))} = {count(amount)}")
        for one in own:
            if one.figure not in used:
                self.total += self._of(one.figure)
                parts.append(count(self._of(one.figure)))
        day = _day(book, [one.figure for one in own])
        total = f" = {count(self.total)}" if len(parts) > 1 else ""
        self.words = f"{' + '.join(parts)}{total}{day}"

    def _of(self, at: int) -> float:
        return float(self._book.column(self._end)[at])


def _day(book: Book, figures: Sequence[int]) -> str:
    """The time that all of some figures cover, where it is one."""
    days = {book.phrases.until(at) for at in figures}
    return f" {days.pop()}" if len(days) == 1 else ""


def _without_number(book: Book, at: int) -> str:
    """What a member does to a clash in which its number is not at issue; of a share it may be what it is a share of."""
    say = book.phrases
    what = "does not fit the others" if book.column("is_share")[at] else "leaves the others no other day"
    return f" {say.source(at)}'s {say.said(at)} {say.noun(at)}, whatever its number, {what}."


def _left_for(book: Book, one: Needed) -> str:
    """What the others leave for a member, where no sum shows it."""
    say, unit = book.phrases, " %" if book.column("is_share")[one.figure] else ""
    edge, end, own = (one.high, "most", "low") if one.floor else (one.low, "least", "high")
    beside = "least" if one.floor else "most"
    amount = count(float(book.column(own)[one.figure]))
    return (
        f"Beside the others, {say.source(one.figure)}'s {say.said(one.figure)} {say.noun(one.figure)} would have to be "
        f"at {end} {count(edge)}{unit}, and is at {beside} {amount}{unit}."
    )


def _rounding(book: Book, claims: Claims, one: Needed, members: Sequence[Needed]) -> float:
    """The rounding of a member's number, in people."""
    end = "low_rounding" if one.floor else "high_rounding"
    own = float(book.column(end)[one.figure])
    if claims.counted[one.figure] >= 0:
        return own
    base = [m.figure for m in members if claims.counted[m.figure] == claims.shares[one.figure][1]]
    return own / 100.0 * max((float(book.column("low")[at]) for at in base), default=0.0)
