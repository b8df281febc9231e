"""The report for machines: `report.json`, as `report.schema.json` describes it."""

import hashlib
import json
import re
from collections.abc import Mapping
from dataclasses import fields
from typing import Any

import numpy as np

from checker import __version__
from checker.figures.dataset import Dataset
from checker.figures.findings import Finding, Location, Repair
from checker.figures.phrases import json_number
from checker.figures.quantity_table import QuantityRow
from checker.figures.report import Assumption, Gone, Implied, Report, RuleRun, Undecided, in_order
from checker.figures.source_table import SourceRow

SCHEMA_VERSION = 1
TOOL = {"name": "casualty-checker", "version": __version__}
CONTENT = (
    "id", "population", "scope", "measure", "share_of", "reported", "low", "high", "period_start", "as_of_first",
    "as_of_last", "published", "source", "via", "url", "status", "derived_from", "derivation", "revises", "note",
)  # fmt: skip
SURROGATE = re.compile("[\ud800-\udfff]")


def render(report: Report, files: Mapping[str, str] | None = None) -> str:
    """The document as text: the same bytes for the same report, on any machine."""
    whole = document(report, files)
    figures = [json.dumps(figure, ensure_ascii=False) for figure in whole.pop("figures", [])]
    text = json.dumps(whole, ensure_ascii=False, allow_nan=False, indent=1)
    if files is None:
        return f"{text}\n"
    lines = ",\n".join(f"  {figure}" for figure in figures)  # a line each, not one for each of its keys
    return f'{text[:-2]},\n "figures": [\n{lines}\n ]\n}}\n'


def document(report: Report, files: Mapping[str, str] | None = None) -> dict[str, Any]:
    """The report as plain values.

    `files`: the names and SHA-256 sums of what was written beside it; with them come the figures that were checked.
    """
    whole = {
        "schema_version": SCHEMA_VERSION,
        "tool": TOOL,
        "dataset": dataset_record(report.dataset, report.today, report.known_on),
        "summary": report.summary,
        "rules": [_record(run) for run in sorted(report.rules, key=lambda run: run.code)],
        "findings": [finding_record(report, finding) for finding in in_order(report.findings)],
        "gone": [_record(gone) for gone in sorted(report.gone, key=lambda g: (g.code, g.fingerprint))],
        "implied": [_record(row) for row in report.implied],
        "undecided": [_record(part) for part in report.undecided],
        "assumptions": [_record(a) for a in sorted(report.assumptions, key=lambda a: (a.figure, a.assumption))],
        "sources": [_record(row) for row in report.sources],
        "quantities": [_record(row) for row in report.quantities],
    }
    kept = {} if files is None else {"files": dict(sorted(files.items())), "figures": _figures(report)}
    written: dict[str, Any] = plain(whole | kept)
    return written


def dataset_record(data: Dataset, today: str | None, known_on: str | None) -> dict[str, Any]:
    """What was read, and by what that was limited."""
    return {
        "name": data.name,
        "sha256": data.sha256,
        "figures": data.read,
        "rejected": data.rejected,
        "sources": int(data.figures["source"].nunique()),
        "today": today,
        "known_on": known_on,
    }


def _figures(report: Report) -> list[dict[str, Any]]:
    """The figures in the book by id: their ranges, and a hash of all that their rows say, to tell a change by."""
    rows = report.dataset.figures.sort_values("id")[list(CONTENT)].itertuples(index=False)
    return [{"id": row.id, "low": row.low, "high": row.high, "hash": _hash("\x1f".join(map(str, row)))} for row in rows]


def _hash(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:16]


def finding_record(report: Report, finding: Finding) -> dict[str, Any]:
    """All that is known of one finding."""
    return {
        "code": finding.code,
        "name": finding.name,
        "severity": finding.severity,
        "status": finding.status,
        "fingerprint": finding.fingerprint,
        "message": finding.message,
        "figures": finding.figures,
        "locations": [_record(location) for location in report.locations(finding)],
        "evidence": dict(sorted(finding.evidence.items())),
        "readings": [
            {"figure": r.figure, "change": r.change, "from": r.before, "to": r.after, "message": r.message}
            for r in finding.readings
        ],
        "repairs": [_record(repair) for repair in finding.repairs],
        "ask": finding.ask,
        "waiver": finding.waiver,
    }


def _record(
    item: Location | Repair | RuleRun | Assumption | Gone | SourceRow | QuantityRow | Implied | Undecided,
) -> dict[str, Any]:
    """A flat dataclass by its fields; `asdict` copies each value deeply, which takes four times as long."""
    return {field.name: getattr(item, field.name) for field in fields(item)}


def plain(value: Any) -> Any:
    """Any value as JSON has it: whole numbers without a point, unbounded as null, text that UTF-8 can hold."""
    if isinstance(value, str):
        return value if value.isascii() else SURROGATE.sub("\N{REPLACEMENT CHARACTER}", value)
    if isinstance(value, Mapping):
        return {str(plain(str(key))): plain(item) for key, item in value.items()}
    if isinstance(value, (list, tuple)):
        return [plain(item) for item in value]
    if isinstance(value, (np.generic, np.ndarray)):
        return plain(value.tolist())
    return json_number(value) if isinstance(value, float) else value
