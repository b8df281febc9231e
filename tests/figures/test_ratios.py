"""Ratios as data: the shipped ones, a dataset's own bands, and everything that can be the matter with an entry."""

import math
from typing import Any

import pytest

from checker.figures.errors import CannotCheckError
from checker.figures.measures import shipped_vocabulary
from checker.figures.ratios import Band, Beginning, Ratio, at_beginning, read_ratios, shipped_ratios

WORDS = shipped_vocabulary()
ENTRY: dict[str, Any] = {
    "title": "captured per killed", "numerator": ["captured"], "denominator": ["killed", "losses"],
    "note": {"above": 1}, "warning": {"above": 2.5, "below": 0.1}, "citation": "Nobody",
}  # fmt: skip
FIRST = {"measures": ["present"], "title": "of those before", "warning": 0.4}


def test_the_shipped_ratios_are_the_design() -> None:
    """The casualty share has edges at 20 and 30 %, wounded per killed at 2 and 10, and 1 and 13."""
    ratios = shipped_ratios()
    assert list(ratios) == ["R201", "R202", "R203"]
    assert ratios["R201"].bands == (Band("warning", above=0.3), Band("note", above=0.2))
    assert ratios["R202"].bands == (Band("warning", 1.0, 13.0), Band("note", 2.0, 10.0))
    assert (ratios["R201"].percent, ratios["R201"].days_apart) == (True, None)
    assert (ratios["R202"].percent, ratios["R202"].days_apart) == (False, 31)
    assert (ratios["R201"].least_in_period, ratios["R202"].least_in_period) == (0, 30)
    assert all(set(r.numerator) | set(r.denominator) <= set(WORDS) and r.citation for r in ratios.values())


def test_an_entry_is_read() -> None:
    """The strictest band first; what is left out has its default."""
    expected = Ratio(
        "captured per killed", ("captured",), ("killed", "losses"),
        (Band("warning", 0.1, 2.5), Band("note", 0.0, 1)), "Nobody",
    )  # fmt: skip
    assert read_ratios({"X1": ENTRY}, WORDS, "file") == {"X1": expected}
    bare = {key: ENTRY[key] for key in ("title", "numerator", "denominator", "citation")}
    assert read_ratios({"X1": {**bare, "days_apart": 0}}, WORDS, "file")["X1"].bands == ()
    assert Band("note").above == math.inf


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"colour": 1}, ".colour is not a key; known are beginning, citation,"),
        ({"title": 1}, ".title is to be text"),
        ({"citation": None}, ".citation is to be text"),
        ({"numerator": "killed"}, ".numerator is to be a list of measures"),
        ({"denominator": []}, ".denominator is to be a list of measures"),
        ({"denominator": ["tanks"]}, ".denominator names 'tanks', which is no measure"),
        ({"percent": 1}, ".percent is to be true or false"),
        ({"days_apart": -1}, ".days_apart is to be a number of days"),
        ({"days_apart": 1.5}, ".days_apart is to be a number of days"),
        ({"days_apart": True}, ".days_apart is to be a number of days"),
        ({"least_in_period": -1}, ".least_in_period is to be a number of people"),
        ({"reference": "cdb91"}, ".reference is to be blank or one of"),
        ({"reference": ["cdb90"]}, ".reference is to be blank or one of"),
        ({"beginning": 1}, ".beginning is to be a table; its keys are measures, reference, title, warning"),
        ({"beginning": {"colour": 1}}, ".beginning is to be a table"),
        ({"beginning": {**FIRST, "measures": ["tanks"]}}, ".beginning.measures names 'tanks', which is no measure"),
        ({"beginning": {**FIRST, "title": 1}}, ".beginning.title is to be text"),
        ({"beginning": {**FIRST, "warning": True}}, ".beginning.warning is to be a number above 0"),
        ({"beginning": {**FIRST, "warning": 0}}, ".beginning.warning is to be a number above 0"),
        ({"beginning": {**FIRST, "reference": "x"}}, ".beginning.reference is to be blank or one of"),
        ({"note": 0.2}, ".note is to hold below, above, or both, each a number above 0"),
        ({"note": {"over": 0.2}}, ".note is to hold below, above"),
        ({"warning": {"above": 0}}, ".warning is to hold below, above"),
        ({"warning": {"below": math.nan}}, ".warning is to hold below, above"),
        ({"warning": {"below": "1"}}, ".warning is to hold below, above"),
        ({"warning": {"below": True}}, ".warning is to hold below, above"),
    ],
)
def test_an_entry_that_cannot_be_read(change: dict[str, Any], message: str) -> None:
    """The error names the file, the ratio, the key and what is the matter."""
    with pytest.raises(CannotCheckError) as caught:
        read_ratios({"X1": {**ENTRY, **change}}, WORDS, "checker.toml")
    assert str(caught.value).startswith(f"checker.toml: ratios.X1{message}")


def test_a_level_at_the_beginning_has_a_title_a_class_and_a_warning_of_its_own() -> None:
    """Notes stay as they are; a ratio without one is itself."""
    read = read_ratios({"X1": {**ENTRY, "beginning": FIRST}}, WORDS, "file")["X1"]
    assert read.beginning == Beginning(("present",), "of those before", 0.4)
    over = at_beginning(read)
    assert (over.title, over.reference, over.bands) == (
        "of those before", "", (Band("warning", above=0.4), Band("note", 0.0, 1)),
    )  # fmt: skip
    assert at_beginning(shipped_ratios()["R202"]) == shipped_ratios()["R202"]


def test_an_entry_that_is_no_table() -> None:
    """A ratio is a table."""
    with pytest.raises(CannotCheckError, match=r"^file: ratios\.X1 is not a table$"):
        read_ratios({"X1": 0.2}, WORDS, "file")


def test_own_bands_replace_key_by_key() -> None:
    """What a dataset says of a shipped ratio stands, the rest stays."""
    own = shipped_ratios({"R201": {"note": {"above": 0.5}}}, WORDS, "checker.toml")
    assert own["R201"].bands == (Band("warning", above=0.3), Band("note", above=0.5))
    assert own["R202"] == shipped_ratios()["R202"]
    assert shipped_ratios()["R201"].bands[1].above == 0.2


@pytest.mark.parametrize(
    ("own", "message"),
    [
        ({"R999": {}}, "checker.toml: ratios.R999 is no ratio; known are R201, R202, R203"),
        ({"R201": 3}, "checker.toml: ratios.R201 is not a table"),
        ({"R201": {"note": 3}}, "checker.toml: ratios.R201.note is to hold"),
    ],
)
def test_own_bands_that_cannot_be_read(own: dict[str, Any], message: str) -> None:
    """Only the shipped ratios have bands to change."""
    with pytest.raises(CannotCheckError) as caught:
        shipped_ratios(own, WORDS, "checker.toml")
    assert str(caught.value).startswith(message)
