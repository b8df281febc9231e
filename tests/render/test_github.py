"""The report as workflow commands."""

import re
from collections import Counter
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from checker.figures.report import Gone, Report
from checker.render.github import _escaped, render
from checker.render.paths import Root

from .conftest import CLASH, VILE

if TYPE_CHECKING:
    from checker.figures.findings import Severity

COMMAND = re.compile(r"::(error|warning|notice) ([^:]*)::([^\r\n]*)")


def commands(text: str) -> list[tuple[str, dict[str, str], str]]:
    """Kind, properties and message of each command, read as a runner reads them."""
    found = []
    for line in text.split("\n"):
        if line.startswith("::"):
            kind, properties, message = COMMAND.fullmatch(line).groups()  # type: ignore[union-attr]
            pairs = dict(part.split("=", 1) for part in properties.split(","))
            found.append((kind, {key: unescaped(value) for key, value in pairs.items()}, unescaped(message)))
    return found


def unescaped(words: str) -> str:
    """Words as the runner gives them back; the sign of escaping last."""
    for code in ("0D", "0A", "3A", "2C", "25"):
        words = words.replace(f"%{code}", chr(int(code, 16)))
    return words


def test_only_what_is_new_is_annotated(report: Report) -> None:
    """The worst first, each at its line and character."""
    found = commands(render(report, Root("data/small")))
    assert [(kind, told["title"]) for kind, told, _ in found] == [
        ("error", "F003 inverted-range"), ("warning", "C401 disjoint-ranges"), ("warning", "R202 wounded-per-killed"),
        ("notice", "P504 single-source"), ("notice", "P506 no-link"), ("notice", "P506 no-link"),
    ]  # fmt: skip
    _, told, message = found[1]
    assert told == {"title": "C401 disjoint-ranges", "file": "data/small/figures.csv", "line": "2", "col": "23"}
    assert message == f"{CLASH.message} {CLASH.ask}"
    assert found[3][1].keys() == {"title"}


@pytest.mark.parametrize("more", [0, 1, 25])
def test_ten_of_each_kind_and_the_rest_counted(report: Report, more: int) -> None:
    """GitHub keeps no more of a step; how many are left out is said, and so are all in the end."""
    severities: tuple[Severity, ...] = ("error", "warning", "note")
    many = [replace(CLASH, severity=s, subject=str(at)) for s in severities for at in range(10 + more)]
    text = render(replace(report, told=tuple(many)))
    assert Counter(kind for kind, _, _ in commands(text)) == {"error": 10, "warning": 10, "notice": 10}
    for severity in ("error", "warning", "note"):
        told = f"{more} more {severity}{'s' * (more > 1)} not shown here"
        assert (told in text) == bool(more)
    assert f"{10 + more} errors, {10 + more} warnings, {10 + more} notes; " in text.splitlines()[-1]


@pytest.mark.parametrize(
    ("number", "words"), [(1, "1 finding of the baseline is gone."), (2, "2 findings of the baseline are gone.")]
)
def test_what_is_gone_is_counted(clean: Report, number: int, words: str) -> None:
    """A line for all of them."""
    gone = tuple(Gone("C401", f"{at:016}", "It was.") for at in range(number))
    assert words in render(replace(clean, gone=gone)).splitlines()


def test_hostile_words(hostile: Report) -> None:
    """A cell ends no command and begins none, and no control character reaches the log."""
    text = render(hostile, Root("a,b:c%\n::error::x"))
    assert {kind for kind, _, _ in commands(text)} == {"warning", "notice"}
    assert not any(line.startswith("::") for line in text.split("\n") if not COMMAND.fullmatch(line))
    assert "\x1b" not in text
    assert commands(text)[0][1]["file"].startswith("a,b:c%")
    assert VILE.split("\x1b", maxsplit=1)[0] in commands(text)[0][2]


@given(st.text(st.characters(min_codepoint=0x20, max_codepoint=0x7E)), st.sampled_from(["", ":,"]))
def test_what_is_escaped_comes_back(words: str, also: str) -> None:
    """No word is lost, also one that looks escaped already."""
    told = _escaped(words, also)
    assert unescaped(told) == words
    assert not set(also) & set(told)
