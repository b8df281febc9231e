"""The report for machines, and the schema that describes it."""

import copy
import json
from collections.abc import Callable
from dataclasses import replace
from importlib import resources
from typing import Any

import jsonschema
import pytest

from checker.figures.report import Report
from checker.render.json import document, render

from .conftest import VILE

SCHEMA = json.loads(resources.files("checker.render").joinpath("report.schema.json").read_text("utf-8"))


def validate(text: str) -> None:
    """Raise where the text is not a report as the schema has it."""
    jsonschema.Draft202012Validator(SCHEMA).validate(json.loads(text))


def test_schema_is_one() -> None:
    """The schema itself is valid under its metaschema."""
    jsonschema.Draft202012Validator.check_schema(SCHEMA)


def test_snapshot(report: Report, snapshot: Callable[[str, str], None]) -> None:
    """The whole of a small report, as the schema has it."""
    text = render(report, files={"report.md": "b" * 64, "charts/a.svg": "a" * 64})
    validate(text)
    snapshot("report.json", text)


def test_clean(clean: Report) -> None:
    """A report without findings is valid, and has no files where none are named."""
    validate(render(clean))
    assert "files" not in document(clean)


def test_unbounded_is_null(report: Report) -> None:
    """Infinity becomes null, also deep in the evidence, and whole numbers lose their point."""
    found = next(f for f in document(report)["findings"] if f["code"] == "C401")
    assert found["evidence"] == {"gap": 2670, "others": [["a1", 2]], "ratio": None}
    assert [(repair["low"], repair["high"]) for repair in found["repairs"]] == [(0, 330), (3000, None)]
    assert found["readings"][0].keys() == {"figure", "change", "from", "to", "message"}


def test_hostile_words(hostile: Report) -> None:
    """Whatever stands in a cell comes back as it was, but for halves of characters, which no UTF-8 can hold."""
    text = render(hostile)
    validate(text)
    told = json.loads(text.encode())
    assert told["findings"][0]["message"] == VILE.replace("\ud800", "\ufffd")
    assert text.endswith("}\n")


def test_order_of_findings_does_not_matter(report: Report) -> None:
    """The same findings in another order give the same bytes."""
    views = {**report.views, "assumptions": lambda: report.assumptions[::-1]}
    turned = replace(report, told=report.findings[::-1], rules=report.rules[::-1], views=views)
    assert render(turned) == render(report)


def paths(value: Any, path: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    """Where every key of a document stands, but for those of evidence, which are each rule's own."""
    if isinstance(value, list):
        return [deeper for at, item in enumerate(value) for deeper in paths(item, (*path, at))]
    if not isinstance(value, dict) or path[-1:] == ("evidence",):
        return []
    return [deeper for key, item in value.items() for deeper in [(*path, key), *paths(item, (*path, key))]]


@pytest.mark.parametrize("change", ["missing", "wrong type"])
def test_schema_is_strict(report: Report, change: str) -> None:
    """A key that is not there, or has a value of another type, is caught wherever it stands."""
    whole = document(report)
    validator = jsonschema.Draft202012Validator(SCHEMA)
    for *path, key in paths(whole):
        other = copy.deepcopy(whole)
        inner = other
        for step in path:
            inner = inner[step]
        if change == "missing":
            del inner[key]
        else:
            inner[key] = {"an": "object"} if isinstance(inner[key], list) else ["a list"]
        assert not validator.is_valid(other), (change, path, key)


@pytest.mark.parametrize(
    ("path", "value"),
    [
        (("findings", 0, "severity"), "fatal"),
        (("findings", 0, "status"), "old"),
        (("findings", 0, "fingerprint"), "12"),
        (("summary", "error"), -1),
    ],
)
def test_schema_knows_the_terms(report: Report, path: tuple[Any, ...], value: Any) -> None:
    """Severities, states and fingerprints are those of the design."""
    whole = document(report)
    inner: Any = whole
    for step in path[:-1]:
        inner = inner[step]
    inner[path[-1]] = value
    assert not jsonschema.Draft202012Validator(SCHEMA).is_valid(whole)
