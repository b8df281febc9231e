"""What an earlier report.json holds of findings and figures, and what two of them do not share."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class SavedFinding:
    """A finding as report.json has it. `told` is all of it that a change can be told by: not its cells, which move."""

    code: str
    name: str
    severity: str
    status: str
    fingerprint: str
    message: str
    figures: tuple[str, ...]
    told: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class SavedFigure:
    """A figure that was checked: its range (`high` None is unbounded), and a hash of all that its row says."""

    id: str
    low: float
    high: float | None
    hash: str


@dataclass(frozen=True, slots=True)
class Saved:
    """A report.json, read back. `ran` are the codes that were run; `figures` is None where they are not listed.

    `known_on` is the day after which publications were left out, as YYYY-MM-DD; None, none were.
    """

    name: str
    version: str
    findings: tuple[SavedFinding, ...]
    ran: frozenset[str]
    figures: tuple[SavedFigure, ...] | None
    known_on: str | None = None


@dataclass(frozen=True, slots=True)
class Changes:
    """What NEW has that OLD has not, and the reverse; of what changed, each as it was and as it is.

    `unlisted` says for which of the two the figures are not listed, so that they cannot be compared; `only_old` and
    `only_new` are the codes that were run for one of them alone. Findings of a rule that was not run are never gone.
    """

    old: Saved
    new: Saved
    new_findings: tuple[SavedFinding, ...]
    gone_findings: tuple[SavedFinding, ...]
    changed_findings: tuple[tuple[SavedFinding, SavedFinding], ...]
    added: tuple[SavedFigure, ...]
    removed: tuple[SavedFigure, ...]
    changed: tuple[tuple[SavedFigure, SavedFigure], ...]
    unlisted: tuple[str, ...]
    only_old: tuple[str, ...]
    only_new: tuple[str, ...]

    @property
    def is_none(self) -> bool:
        """Whether no difference was found."""
        lists = (
            self.new_findings, self.gone_findings, self.changed_findings, self.added, self.removed, self.changed,
            self.only_old, self.only_new,
        )  # fmt: skip
        return not any(lists)
