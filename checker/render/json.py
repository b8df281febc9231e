"""The report for machines: `report.json`, as `report.schema.json` describes it."""

import json
import re
from collections.abc import Mapping
from dataclasses import fields
from typing import Any

import numpy as np

from checker import __version__
from checker.figures.findings import Assumption, Finding, Location, Repair, Report, RuleRun, in_order
from checker.figures.phrases import json_number
from checker.figures.quantity_table import QuantityRow
from checker.figures.source_table import SourceRow

SCHEMA_VERSION = 1
SURROGATE = re.compile("[\ud800-\udfff]")


def render(report: Report, files: Mapping[str, str] | None = None) -> str:
    """The document as text: the same bytes for the same report, on any machine."""
    return json.dumps(document(report, files), ensure_ascii=False, allow_nan=False, indent=1) + "\n"


def document(report: Report, files: Mapping[str, str] | None = None) -> dict[str, Any]:
    """The report as plain values. `files`: the names and SHA-256 sums of what was written beside it."""
    whole = {
        "schema_version": SCHEMA_VERSION,
        "tool": {"name": "casualty-checker", "version": __version__},
        "dataset": _dataset(report),
        "summary": report.summary,
        "rules": [_record(run) for run in sorted(report.rules, key=lambda run: run.code)],
        "findings": [_finding(report, finding) for finding in in_order(report.findings)],
        "gone": [],
        "implied": [],
        "undecided": [],
        "assumptions": [_record(a) for a in sorted(report.assumptions, key=lambda a: (a.figure, a.assumption))],
        "sources": [_record(row) for row in report.sources],
        "quantities": [_record(row) for row in report.quantities],
    }
    plain: dict[str, Any] = _plain(whole | ({"files": dict(sorted(files.items()))} if files is not None else {}))
    return plain


def _dataset(report: Report) -> dict[str, Any]:
    data = report.dataset
    return {
        "name": data.name,
        "sha256": data.sha256,
        "figures": data.read,
        "rejected": data.rejected,
        "sources": int(data.figures["source"].nunique()),
        "today": report.today,
        "known_on": report.known_on,
    }


def _finding(report: Report, finding: Finding) -> dict[str, Any]:
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
    }


def _record(item: Location | Repair | RuleRun | Assumption | SourceRow | QuantityRow) -> dict[str, Any]:
    """A flat dataclass by its fields; `asdict` copies each value deeply, which takes four times as long."""
    return {field.name: getattr(item, field.name) for field in fields(item)}


def _plain(value: Any) -> Any:
    """Any value as JSON has it: whole numbers without a point, unbounded as null, text that UTF-8 can hold."""
    if isinstance(value, str):
        return value if value.isascii() else SURROGATE.sub("\N{REPLACEMENT CHARACTER}", value)
    if isinstance(value, Mapping):
        return {str(_plain(str(key))): _plain(item) for key, item in value.items()}
    if isinstance(value, (list, tuple)):
        return [_plain(item) for item in value]
    if isinstance(value, (np.generic, np.ndarray)):
        return _plain(value.tolist())
    return json_number(value) if isinstance(value, float) else value
