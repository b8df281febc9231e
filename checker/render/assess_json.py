"""What a dataset says of one claim, for machines, as `assess.schema.json` describes it."""

import json
import math
from dataclasses import asdict
from typing import Any

from checker.figures.assessment import Assessment, Neighbour, RatioLine
from checker.figures.beside import AGREES, DIFFERS
from checker.render.assess_story import headline
from checker.render.json import SCHEMA_VERSION, TOOL, dataset_record, finding_record, plain


def render(found: Assessment) -> str:
    """The document as text."""
    return json.dumps(document(found), ensure_ascii=False, allow_nan=False, indent=1) + "\n"


def document(found: Assessment) -> dict[str, Any]:
    """The assessment as plain values."""
    report, figure = found.report, found.quote.id
    whole: dict[str, Any] = plain({
        "schema_version": SCHEMA_VERSION,
        "tool": TOOL,
        "dataset": dataset_record(found.dataset, report.today, report.known_on),
        "claim": _claim(found),
        "headline": headline(found),
        "summary": {
            **found.summary, "clashes": len(found.clashes), "agrees": len(found.holding(AGREES)),
            "differs": len(found.holding(DIFFERS)), "implausible": sum(bool(line.side) for line in found.ratios),
        },
        "only_if": found.only_if,
        "implied": found.implied and dict(zip(("low", "high"), found.implied, strict=True)),
        "clashes": [finding_record(report, finding) for finding in found.clashes],
        "findings": [finding_record(report, finding) for finding in found.others],
        "ratios": [_ratio(line) for line in found.ratios],
        "neighbours": [_neighbour(neighbour) for neighbour in found.neighbours],
        "independence": asdict(found.independence),
        "assumptions": [asdict(taken) for taken in report.assumptions if taken.figure == figure],
    })  # fmt: skip
    return whole


def _claim(found: Assessment) -> dict[str, Any]:
    quote = found.quote
    return {
        "id": quote.id,
        **asdict(found.claim),
        "low": quote.low,
        "high": _bound(quote.high),
        "quantity": quote.quantity,
    }


def _ratio(line: RatioLine) -> dict[str, Any]:
    return asdict(line) | {"low": round(line.low, 6), "high": _bound(line.high)}


def _neighbour(neighbour: Neighbour) -> dict[str, Any]:
    quote = neighbour.quote
    return {
        "figure": quote.id, "source": neighbour.source, "name": quote.source, "party": quote.party,
        "stance": neighbour.stance, "days": neighbour.days, "reported": quote.reported, "low": quote.low,
        "high": _bound(quote.high), "as_of": quote.as_of, "published": quote.published, "via": quote.via,
        "url": quote.url,
    }  # fmt: skip


def _bound(number: float) -> float | None:
    """A number, None where it is unbounded."""
    return round(number, 6) if math.isfinite(number) else None
