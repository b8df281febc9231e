"""What two reports do not share, as text, Markdown or JSON. People see long lists cut, which is said; JSON has all."""

import json
import math
from collections.abc import Callable, Iterator, Sequence
from dataclasses import asdict
from typing import Any

from checker.figures.changes import Changes, Saved, SavedFigure, SavedFinding
from checker.figures.phrases import amount
from checker.render.json import SURROGATE
from checker.render.markdown import escaped
from checker.render.plain import listed, visible

MOST = {"text": 50, "markdown": 500}
NOTHING = "No difference: the same findings and the same figures."


def render(changes: Changes, form: str = "text") -> str:
    """The difference in one of the three forms."""
    if form == "json":
        text = json.dumps(document(changes), ensure_ascii=False, allow_nan=False, indent=1) + "\n"
        return SURROGATE.sub("\N{REPLACEMENT CHARACTER}", text)
    told = [_head(changes), *([NOTHING] if changes.is_none else []), *_unlike(changes)]
    parts = [*_findings(changes), *_figures(changes)]
    lists = [_list(title, lines, form) for title, lines in parts if lines]
    words = escaped if form == "markdown" else visible
    return "\n\n".join([*map(words, told), *lists]) + "\n"


def document(changes: Changes) -> dict[str, Any]:
    """The difference as plain values, as `difference.schema.json` describes it."""
    return {
        "schema_version": 1,
        "old": _named(changes.old),
        "new": _named(changes.new),
        "findings": {
            "new": [_saved(finding) for finding in changes.new_findings],
            "gone": [_saved(finding) for finding in changes.gone_findings],
            "changed": [
                {"old": _saved(was), "new": _saved(now), "what": _what(was, now)}
                for was, now in changes.changed_findings
            ],
        },
        "figures": {
            "compared": not changes.unlisted,
            "added": [asdict(figure) for figure in changes.added],
            "removed": [asdict(figure) for figure in changes.removed],
            "changed": [{"old": asdict(was), "new": asdict(now)} for was, now in changes.changed],
        },
        "rules": {"only_old": list(changes.only_old), "only_new": list(changes.only_new)},
    }


def _named(saved: Saved) -> dict[str, str | None]:
    return {"name": saved.name, "version": saved.version, "known_on": saved.known_on}


def _saved(finding: SavedFinding) -> dict[str, Any]:
    keys = ("code", "name", "severity", "status", "fingerprint", "message")
    return {**{key: getattr(finding, key) for key in keys}, "figures": list(finding.figures)}


def _what(was: SavedFinding, now: SavedFinding) -> list[str]:
    """The keys that differ."""
    return sorted(key for key in now.told if was.told.get(key) != now.told[key])


def _head(changes: Changes) -> str:
    sides = (("OLD", changes.old), ("NEW", changes.new))
    told = [f"{side}: {saved.name}{_day(saved)}, checked by version {saved.version}" for side, saved in sides]
    return "; ".join(told) + "."


def _day(saved: Saved) -> str:
    return f" as known on {saved.known_on}" if saved.known_on else ""


def _unlike(changes: Changes) -> Iterator[str]:
    """What could not be compared, and why."""
    if changes.unlisted:
        yield f"Figures were not compared: {listed(list(changes.unlisted))} does not list them (`report` writes them)."
    for side, codes in (("OLD", changes.only_old), ("NEW", changes.only_new)):
        if codes:
            yield f"Run for {side} alone: {', '.join(codes)}."


def _findings(changes: Changes) -> Iterator[tuple[str, list[str]]]:
    yield "New findings", [_told(finding) for finding in changes.new_findings]
    yield "Findings that are gone", [_told(finding) for finding in changes.gone_findings]
    yield "Changed findings", [_turned(was, now) for was, now in changes.changed_findings]


def _told(finding: SavedFinding) -> str:
    state = "" if finding.status == "new" else f" ({finding.status})"
    return f"{finding.severity} {finding.code} {finding.name}{state}: {finding.message}"


def _turned(was: SavedFinding, now: SavedFinding) -> str:
    """As it is, and of what it was that which differs."""
    before = [was.severity] if was.severity != now.severity else []
    before += [was.status] if was.told["waived"] != now.told["waived"] else []
    before += [was.message] if was.message != now.message else []
    return f"{_told(now)} Before: {': '.join(before)}" if before else f"{_told(now)} ({', '.join(_what(was, now))})"


def _figures(changes: Changes) -> Iterator[tuple[str, list[str]]]:
    yield "Figures added", [f"{figure.id}: {_range(figure)}" for figure in changes.added]
    yield "Figures removed", [f"{figure.id}: {_range(figure)}" for figure in changes.removed]
    yield "Figures changed", [_moved(was, now) for was, now in changes.changed]


def _range(figure: SavedFigure) -> str:
    return amount(figure.low, math.inf if figure.high is None else figure.high)


def _moved(was: SavedFigure, now: SavedFigure) -> str:
    if (was.low, was.high) == (now.low, now.high):
        return f"{now.id}: still {_range(now)}; something else in its row is different"
    return f"{now.id}: {_range(was)}, now {_range(now)}"


def _list(title: str, lines: Sequence[str], form: str) -> str:
    words: Callable[[str], str] = escaped if form == "markdown" else visible
    most, sign = MOST[form], "- " if form == "markdown" else "  "
    head = f"## {title}: {len(lines):,}\n" if form == "markdown" else f"{title}: {len(lines):,}"
    more = [f"{sign}and {len(lines) - most:,} more, in --format json"] if len(lines) > most else []
    return "\n".join([head, *(f"{sign}{words(line)}" for line in lines[:most]), *more])
