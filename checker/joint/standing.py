"""The figures that stand at last and are in no clash: what ranges are worked out from."""

from collections.abc import Iterable

import numpy as np

from checker.figures.book import NEVER, Book, Ints
from checker.figures.findings import Finding
from checker.joint.conflicts import Conflicts
from checker.joint.explained import LEAVE_OUT


class Standing:
    """Those figures, and what is in a clash: conflict sets, findings that tell a clash, what is undecided.

    Args:
        book: the book.
        found: its conflict sets.
        told: the findings of the rules.
    """

    def __init__(self, book: Book, found: Conflicts, told: Iterable[Finding]) -> None:
        every, clashes = found.every.figures, [finding for finding in told if finding.code.startswith(LEAVE_OUT)]
        place = book.dataset.positions(figure for finding in clashes for figure in finding.figures)
        self.figures = every[book.superseded[every] == NEVER]
        groups = [*found.sets, *(one for one, _ in found.undecided)]
        groups += [tuple(place[figure] for figure in finding.figures) for finding in clashes]
        sizes = np.fromiter(map(len, groups), dtype=np.int64, count=len(groups))
        self._member = np.array([figure for group in groups for figure in group], dtype=np.int64)
        self._group = np.repeat(np.arange(len(groups)), sizes)
        self.clear = np.setdiff1d(self.figures, self._member, assume_unique=True)

    def without(self, figure: int) -> Ints:
        """Those that would be clear if a figure had not been reported; itself is none."""
        others = ~np.isin(self._group, self._group[self._member == figure])
        out = np.append(self._member[others], figure)
        return np.setdiff1d(self.figures, out, assume_unique=True)
