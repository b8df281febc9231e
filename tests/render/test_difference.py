"""What two reports do not share, in its three forms."""

import json
from collections.abc import Callable
from dataclasses import replace
from importlib import resources
from typing import Any

import jsonschema
import pytest

from checker.figures.changes import Changes, Saved, SavedFigure, SavedFinding
from checker.render.difference import MOST, render

from .conftest import VILE

SCHEMA = json.loads(resources.files("checker.render").joinpath("difference.schema.json").read_text("utf-8"))


def finding(code: str = "T301", **other: Any) -> SavedFinding:
    """A finding as a report.json has it."""
    told = {"severity": "error", "message": "It falls.", "evidence": {}, "waived": False}
    first = SavedFinding(code, "falling-total", "error", "new", "0" * 16, "It falls.", ("a", "b"), told)
    changed = replace(first, **other)
    keys = {"severity": changed.severity, "message": changed.message, "waived": changed.status == "waived"}
    return replace(changed, told=dict(changed.told) | keys)


def figure(name: str = "a", low: float = 1, high: float | None = 2, content: str = "0" * 16) -> SavedFigure:
    """A figure as a report.json has it."""
    return SavedFigure(name, low, high, content)


SAVED = Saved("small", "0.1.0", (), frozenset(), ())
NONE = Changes(SAVED, SAVED, (), (), (), (), (), (), (), (), ())
SOME = replace(
    NONE,
    old=replace(SAVED, known_on="2025-01-24"),
    new_findings=(finding(message="a [b] now"),),
    gone_findings=(finding("C401", status="waived"),),
    changed_findings=(
        (finding(), finding(message="It falls more.", severity="warning", status="waived")),
        (finding(), finding(told={"evidence": {"gap": 3}})),
    ),
    added=(figure("d"), figure("e", 3, None)),
    removed=(figure("c", 0, 4),),
    changed=((figure(), figure(low=5, high=5)), (figure(), figure(content="1" * 16))),
    only_old=("C402", "P501"),
    only_new=("W901",),
)


def valid(text: str) -> dict[str, Any]:
    """The document, which is as the schema has it."""
    whole = json.loads(text.encode())
    jsonschema.Draft202012Validator(SCHEMA).validate(whole)
    assert isinstance(whole, dict)
    return whole


def test_schema_is_one() -> None:
    """The schema itself is valid under its metaschema, and refuses a document without a part."""
    jsonschema.Draft202012Validator.check_schema(SCHEMA)
    for key in (whole := valid(render(SOME, "json"))):
        assert not jsonschema.Draft202012Validator(SCHEMA).is_valid({k: v for k, v in whole.items() if k != key})


@pytest.mark.parametrize(("form", "file"), [("text", "txt"), ("markdown", "md"), ("json", "json")])
def test_snapshot(snapshot: Callable[[str, str], None], form: str, file: str) -> None:
    """The whole of a small difference."""
    text = render(SOME, form)
    if form == "json":
        valid(text)
    snapshot(f"difference.{file}", text)


def test_no_difference_is_said() -> None:
    """In a sentence, and as empty lists."""
    for form in ("text", "markdown"):
        assert "No difference: the same findings and the same figures." in render(NONE, form)
        assert "No difference" not in render(SOME, form)
    whole = valid(render(NONE, "json"))
    assert whole["figures"] == {"compared": True, "added": [], "removed": [], "changed": []}


def test_figures_that_could_not_be_compared_are_told() -> None:
    """And for which report."""
    unlisted = replace(NONE, unlisted=("OLD", "NEW"))
    assert "Figures were not compared: OLD and NEW" in render(unlisted)
    assert valid(render(unlisted, "json"))["figures"]["compared"] is False


@pytest.mark.parametrize("form", ["text", "markdown"])
def test_a_long_list_is_cut_and_says_so(form: str) -> None:
    """JSON has all of it."""
    many = replace(NONE, added=tuple(figure(f"f{at:03}") for at in range(MOST[form] + 7)))
    text = render(many, form)
    assert f"Figures added: {MOST[form] + 7}" in text
    assert text.endswith("and 7 more, in --format json\n")
    assert len(valid(render(many, "json"))["figures"]["added"]) == MOST[form] + 7


@pytest.mark.parametrize("form", ["text", "markdown", "json"])
def test_hostile_words(form: str) -> None:
    """Nothing in a report acts on the terminal, the page or the document."""
    hostile = replace(NONE, old=replace(SAVED, name=VILE), new_findings=(finding(message=VILE),), added=(figure(VILE),))
    text = render(hostile, form)
    text.encode()
    assert "\x1b" not in text
    if form == "markdown":
        assert "<script>" not in text
        assert "@octocat" not in text
