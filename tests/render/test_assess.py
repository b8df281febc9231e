"""A claim's assessment as text and as JSON."""

import json
from collections.abc import Callable
from dataclasses import replace
from functools import cache
from importlib import resources
from typing import Any

import jsonschema
import pytest
from referencing import Registry, Resource

from checker.figures.assessment import Assessment, Claim
from checker.figures.findings import Reading
from checker.render.assess_json import document
from checker.render.assess_json import render as to_json
from checker.render.assess_story import claimed, headline, points
from checker.render.assess_text import render
from checker.render.plain import HIDDEN
from tests.test_assess import ROWS, SMALL, ask, ask_small

FOLDER = resources.files("checker.render")
SCHEMA, REPORT = (json.loads((FOLDER / f"{name}.schema.json").read_text("utf-8")) for name in ("assess", "report"))
VALIDATOR = jsonschema.Draft202012Validator(
    SCHEMA, registry=Registry().with_resource(REPORT["$id"], Resource.from_contents(REPORT))
)
READING = Reading("claim", "measure", "killed", "casualties", "If it counted casualties, it would fit.")
VILE = "<b>\x1b[31m\u202e =cmd()"


@cache
def kursk() -> Assessment:
    """The article's claim."""
    return ask(known_on="2025-06-30")


def with_reading(found: Assessment) -> Assessment:
    """The same, as the solver of all figures would add to it: a reading, and the range that is left."""
    clashes = (replace(found.clashes[0], readings=(READING,)), *found.clashes[1:])
    return replace(found, clashes=clashes, implied=(1000.0, None))


def test_snapshots(snapshot: Callable[[str, str], None]) -> None:
    """The whole of what is said of 3,000 to 4,000 killed, for people and for machines."""
    snapshot("assess.txt", render(kursk()))
    snapshot("assess.json", to_json(kursk()))


def test_the_schema_is_one_and_holds() -> None:
    """Whatever the claim: clashes, readings and an implied range, a share, an open end, or nothing at all."""
    jsonschema.Draft202012Validator.check_schema(SCHEMA)
    some = [
        kursk(), with_reading(kursk()), ask_small(), ask_small(replace(SMALL, measure="captured")),
        ask_small(replace(SMALL, reported="at least 900", as_of="")),
        ask_small(replace(SMALL, measure="casualties", share_of="deployed", reported="more than 10 %")),
    ]  # fmt: skip
    for found in some:
        VALIDATOR.validate(json.loads(to_json(found)))


def paths(value: Any, path: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    """Where every key stands, those of evidence and of findings' details left out."""
    if isinstance(value, list):
        return [deeper for at, item in enumerate(value) for deeper in paths(item, (*path, at))]
    if not isinstance(value, dict) or path[-1:] == ("evidence",):
        return []
    return [deeper for key, item in value.items() for deeper in [(*path, key), *paths(item, (*path, key))]]


def test_the_schema_is_strict() -> None:
    """A key that is gone, wherever it stands, is missed; but for the severities of bands, which are a ratio's own."""
    whole = json.loads(to_json(with_reading(kursk())))
    for *path, key in paths(whole):
        if path[-1:] == ["bands"]:
            continue
        other = json.loads(json.dumps(whole))
        inner = other
        for step in path:
            inner = inner[step]
        del inner[key]
        assert not VALIDATOR.is_valid(other), (path, key)


def test_ten_lines_first() -> None:
    """The verdict, the claim and what it rests on come before any detail, in at most two dozen short lines."""
    text = render(kursk(), width=100)
    top = text.split("\n\n")[0]
    assert len(top.splitlines()) <= 24
    assert top.startswith("Inconsistent with 4 figures of 3 sources, as known on 30 June 2025\n")
    assert [heading for heading, _ in points(kursk())] == [
        "Clashes", "Agrees with", "Could have changed from", "Ratio", "Ratio", "Independence", "Room", "Reading",
        "Reading", "Reading", "Only if",
    ]  # fmt: skip


def test_readings_and_the_range_that_is_left_are_told() -> None:
    """Where the report has them; above and under the clash."""
    text = render(with_reading(kursk()))
    assert text.count("If it counted casualties, it would fit.") == 2
    assert "- Room: the other figures leave at least 1,000 for it on its day" in text
    assert document(with_reading(kursk()))["implied"] == {"low": 1000, "high": None}
    told = dict(points(replace(kursk(), implied=(5.0, 9.0))))
    assert told["Room"] == "the other figures leave 5 to 9 for it on its day"


@pytest.mark.parametrize(
    ("changes", "rows", "expected"),
    [
        ({}, ROWS, "Inconsistent with 1 figure of 1 source"),
        ({"reported": "1,150", "as_of": "2024-05-22"}, ROWS, "No clash found"),
        ({"reported": "5,000", "as_of": "2024-05-22"}, ROWS, "No clash found, but 1 ratio is implausible"),
        ({"reported": "1,090"}, ROWS[1:2], "No clash found but what is waived or within the rounding of the numbers"),
        ({"measure": "captured"}, ROWS, "No clash found, and nothing near it to compare it with"),
    ],
)
def test_headlines(changes: dict[str, str], rows: tuple[str, ...], expected: str) -> None:
    """A clash, an implausible ratio, a clash within the rounding, none, or nobody to clash with."""
    found = ask_small(replace(SMALL, **changes), *rows)
    assert headline(found) == expected
    assert not any(word in render(found).lower() for word in ("false", "lie ", "lying"))


def test_what_is_waived_is_told_and_not_counted() -> None:
    """It stands in its place with its mark; headline and summary leave it out."""
    found = ask_small()
    waived = replace(found, clashes=(replace(found.clashes[0], status="waived"),))
    assert headline(waived).startswith("No clash found but what is waived")
    assert waived.summary["warning"] == found.summary["warning"] - 1
    assert "(C401 warning, waived)" in dict(points(waived))["Clashes"]
    assert "warning, waived C401 disjoint-ranges" in render(waived)


def test_a_clash_with_itself_and_with_many() -> None:
    """A joint conflict may hold the claim alone, or several figures."""
    found = ask_small()
    clash = replace(found.clashes[0], evidence={}, repairs=())
    told = [
        dict(points(replace(found, clashes=(replace(clash, figures=figures),))))["Clashes"]
        for figures in (("claim",), ("claim", "a", "b", "d"))
    ]
    quiet = replace(found, clashes=(replace(found.clashes[0], ask=""),), others=())
    assert "Ask " in render(found)
    assert "Ask " not in render(quiet)
    assert told == [
        "what it says itself (C401 warning)", "staff “1,000” killed and 2 more figures (C401 warning)",
    ]  # fmt: skip


def test_who_stands_behind_it() -> None:
    """Sources without a party, the claim's own source, nobody at all, and what was only worked out from several."""
    told = dict(points(ask_small()))
    assert told["Independence"] == "without the claim, 2 independent sources: monitor and staff"
    told = dict(points(ask_small(replace(SMALL, source="monitor"))))
    assert told["Independence"].endswith("; the claim's own source is one of them")
    told = dict(points(ask_small(replace(SMALL, measure="captured"))))
    assert told["Independence"] == "nobody else in the table counts this"
    found = ask_small()
    nobody = replace(found.independence, sources=(), origins=1)
    assert (
        dict(points(replace(found, independence=nobody)))["Independence"] == "without the claim, 1 independent source"
    )


def test_many_are_counted() -> None:
    """Three are named in the lines above; all are listed below, with what loose words mean."""
    rows = tuple(f"x{at},army,front,losses,5{at},2024-05-20,2024-05-21,source {at}" for at in range(6))
    found = ask_small(Claim("army", "front", "losses", "100", "paper", "2024-06-01", "2024-05-20"), *rows)
    assert dict(points(found))["Differs from"].endswith("source 2 (“52”) and 3 more")
    text = render(found)
    assert "“55”: source 5" in text
    assert "Each source has its own use of this word" in text


def test_a_figure_in_numbers_and_a_share() -> None:
    """A neighbour without words is named by its range, and a share says of what."""
    header = "id,population,scope,measure,low,high,as_of,published,source"
    table = ("a,army,front,killed,100,200,2024-05-25,2024-05-26,staff",)
    found = ask_small(replace(SMALL, reported="150"), *table, header=header)
    assert dict(points(found))["Agrees with"] == "staff (100 to 200)"
    assert "100 to 200: staff, by 25 May 2024 (the same day, or it may be)" in render(found)
    share = ask_small(replace(SMALL, measure="casualties", share_of="deployed", reported="10 %"))
    assert claimed(share).endswith(" It is a share of deployed.")
    assert "R201: army, front: paper said “10 %” of those deployed" in render(share)


def test_hostile_words() -> None:
    """Nothing in a claim acts on the terminal, and JSON can be written."""
    found = ask_small(replace(SMALL, source=VILE))
    for color in (False, True):
        text = render(found, color=color)
        assert "\x1b[31m =" not in text
        assert "\u202e" not in text
    assert not HIDDEN.search(render(found).replace("\n", ""))
    VALIDATOR.validate(json.loads(to_json(found).encode()))


def test_width_and_colour() -> None:
    """No line but an address is wider than asked for; colour is there on demand only."""
    for width in (40, 80):
        lines = render(kursk(), width=width).splitlines()
        assert all(len(line) <= width or line.strip().startswith("http") for line in lines)
    assert "\x1b" not in render(kursk())
    assert "\x1b[1m" in render(kursk(), color=True)
