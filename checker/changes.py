"""Reports beside earlier ones: what a baseline knows, and what two report.json do not share."""

import json
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any, TypeVar

from checker.figures.changes import Changes, Saved, SavedFigure, SavedFinding
from checker.figures.errors import CannotCheckError
from checker.figures.findings import SEVERITIES, Finding
from checker.figures.report import Gone, Report
from checker.files import read_file

TOLD = ("severity", "message", "figures", "evidence", "readings", "repairs", "ask")
LATEST = "9999-12-31"
ORDER: dict[str, int] = {severity: at for at, severity in enumerate(SEVERITIES)}
Kind = TypeVar("Kind", str, list[Any], dict[str, Any])
Item = TypeVar("Item", SavedFinding, SavedFigure)


def read_saved(path: Path) -> Saved:
    """An earlier report.json, or the one in a folder.

    Raises:
        CannotCheckError: it cannot be read, or is no report of this checker; it names what is missing.
    """
    path = path / "report.json" if path.is_dir() else path
    try:
        return _saved(json.loads(read_file(path), parse_constant=_refuse))
    except (ValueError, RecursionError) as error:  # no UTF-8, no JSON, a list 1,000 deep, a key missing
        raise CannotCheckError(f"{path}: is no report of this checker: {error}") from None


class _BrokenError(ValueError):
    """What a report.json lacks."""


def _refuse(word: str) -> float:
    raise _BrokenError(f"{word} is no number")


def _saved(whole: object) -> Saved:
    if not isinstance(whole, dict) or whole.get("schema_version") != 1:
        raise _BrokenError("schema_version is not 1")
    runs, figures = _items(whole, "rules"), whole.get("figures")
    dataset = _get(whole, "dataset", dict)
    return Saved(
        _get(dataset, "name", str),
        _get(_get(whole, "tool", dict), "version", str),
        tuple(_finding(finding) for finding in _items(whole, "findings")),
        frozenset(_get(run, "code", str) for run in runs if not _get(run, "skipped", str)),
        None if figures is None else tuple(_figure(figure) for figure in _items(whole, "figures")),
        None if dataset.get("known_on") is None else _get(dataset, "known_on", str),
    )


def _finding(entry: dict[str, Any]) -> SavedFinding:
    code, name, severity, status, fingerprint, message = (
        _get(entry, key, str) for key in ("code", "name", "severity", "status", "fingerprint", "message")
    )
    figures = _get(entry, "figures", list)
    if severity not in ORDER or not all(isinstance(figure, str) for figure in figures):
        raise _BrokenError("a finding's severity or figures are none")
    told = {key: entry.get(key) for key in TOLD} | {"waived": status == "waived"}
    return SavedFinding(code, name, severity, status, fingerprint, message, tuple(figures), told)


def _figure(entry: dict[str, Any]) -> SavedFigure:
    low, high = entry.get("low"), entry.get("high")
    if not isinstance(low, (int, float)) or not isinstance(high, (int, float, type(None))):
        raise _BrokenError("a figure's low or high is no number")
    return SavedFigure(_get(entry, "id", str), low, high, _get(entry, "hash", str))


def _get(entry: Mapping[str, Any], key: str, kind: type[Kind]) -> Kind:
    value = entry.get(key)
    if not isinstance(value, kind):
        raise _BrokenError(f"{key} is missing or no {kind.__name__}")
    return value


def _items(whole: Mapping[str, Any], key: str) -> list[dict[str, Any]]:
    items = _get(whole, key, list)
    if not all(isinstance(item, dict) for item in items):
        raise _BrokenError(f"{key} is no list of objects")
    return items


def beside(report: Report, baseline: Saved) -> Report:
    """A report in which only what the baseline does not know is new; what only the baseline has is gone.

    Known is a finding that is in the baseline with all of its figures and no milder. One that was waived there is not:
    when a waiver ends, its finding counts again. Beside a baseline that knows later figures nothing is gone: they were
    left out.
    """
    before: dict[str, list[SavedFinding]] = defaultdict(list)
    for saved in baseline.findings:
        before[saved.fingerprint].append(saved)
    is_known = [any(_knows(saved, finding) for saved in before[finding.fingerprint]) for finding in report.findings]
    pairs = list(zip(report.findings, is_known, strict=True))
    findings = tuple(
        replace(finding, status="baseline") if known and finding.status == "new" else finding
        for finding, known in pairs
    )
    knows_less = report.known_on is not None and (baseline.known_on or LATEST) > report.known_on
    ran = {run.code for run in report.rules if not run.skipped and not knows_less}
    gone = _without(baseline.findings, {finding.fingerprint for finding in findings}, ran)
    fingerprints = frozenset(finding.fingerprint for finding, known in pairs if known)
    told = sorted((Gone(saved.code, saved.fingerprint, saved.message) for saved in gone), key=_place)
    return replace(report, told=findings, notes=(), gone=tuple(told), known=fingerprints)


def _knows(saved: SavedFinding, finding: Finding) -> bool:
    is_no_milder = ORDER[saved.severity] <= ORDER[finding.severity]
    return saved.status != "waived" and is_no_milder and set(finding.figures) <= set(saved.figures)


def _without(findings: Iterable[SavedFinding], there: set[str], ran: Iterable[str]) -> list[SavedFinding]:
    """The findings of rules that were run whose fingerprints are not there."""
    return [saved for saved in findings if saved.fingerprint not in there and saved.code in ran]


def _place(saved: SavedFinding | Gone) -> tuple[str, str, str]:
    return saved.code, saved.fingerprint, saved.message


def compare(old: Saved, new: Saved) -> Changes:
    """What two reports do not share."""
    prints_old, prints_new = ({finding.fingerprint for finding in saved.findings} for saved in (old, new))
    pairs = _both({f.fingerprint: f for f in old.findings}, {f.fingerprint: f for f in new.findings})
    listed = old.figures is not None and new.figures is not None
    figures = [{figure.id: figure for figure in saved.figures or ()} if listed else {} for saved in (old, new)]
    return Changes(
        old, new,
        tuple(sorted(_without(new.findings, prints_old, new.ran), key=_place)),
        tuple(sorted(_without(old.findings, prints_new, new.ran), key=_place)),
        tuple((was, now) for was, now in pairs if was.told != now.told),
        tuple(figures[1][name] for name in sorted(figures[1].keys() - figures[0])),
        tuple(figures[0][name] for name in sorted(figures[0].keys() - figures[1])),
        tuple((was, now) for was, now in _both(*figures) if was != now),
        tuple(side for side, saved in (("OLD", old), ("NEW", new)) if saved.figures is None),
        tuple(sorted(old.ran - new.ran)), tuple(sorted(new.ran - old.ran)),
    )  # fmt: skip


def _both(old: Mapping[str, Item], new: Mapping[str, Item]) -> list[tuple[Item, Item]]:
    """What has the same name in both, as it was and as it is, in the order of the names."""
    return [(old[name], new[name]) for name in sorted(old.keys() & new.keys())]
