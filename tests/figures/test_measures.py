"""The vocabulary: what each term counts, what holds what, and own terms."""

import difflib
from itertools import product
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from checker.figures.errors import CannotCheckError
from checker.figures.measures import Vocabulary, nearest, shipped_vocabulary

WORDS = shipped_vocabulary()
SUMS = ("killed_and_wounded", "killed_wounded_captured", "killed_wounded_captured_missing")


def test_the_shipped_vocabulary_is_the_design() -> None:
    """Sixteen terms: flows but for three stocks, of which three are loose; wounded and the stocks may fall."""
    assert len(WORDS) == 16
    assert {name for name in WORDS if WORDS[name].is_stock} == {"present", "missing", "held"}
    assert {name for name in WORDS if WORDS[name].is_loose} == {"casualties", "irrecoverable", "losses"}
    assert {name for name in WORDS if WORDS[name].falls} == {"present", "missing", "held", "wounded"}
    assert all(WORDS[name].name == name and WORDS[name].noun for name in WORDS)
    assert shipped_vocabulary() is WORDS


@pytest.mark.parametrize(
    ("name", "parts"),
    [
        ("killed", {"killed"}),
        ("casualties", {"killed", "wounded"}),
        ("losses", {"killed"}),
        ("killed_wounded_captured_missing", {"killed", "wounded", "captured", "went_missing"}),
        ("died_of_wounds", {"died_of_wounds"}),
    ],
)
def test_parts(name: str, parts: set[str]) -> None:
    """What a term counts for certain, down to terms without parts."""
    assert WORDS.parts(name) == parts


@pytest.mark.parametrize(
    ("whole", "held"),
    [
        ("killed", {"died_of_wounds"}),
        ("captured", {"held"}),
        ("went_missing", {"missing"}),
        ("deployed", {"killed", "died_of_wounds", "captured", "held", "present"}),
        ("casualties", {"killed", "wounded", "died_of_wounds", "killed_and_wounded"}),
        ("irrecoverable", {"killed", "died_of_wounds"}),
        ("killed_and_wounded", {"killed", "wounded", "died_of_wounds"}),
        ("killed_wounded_captured", {"killed", "wounded", "captured", "held", "died_of_wounds", "killed_and_wounded"}),
        ("present", set()),
        ("died_of_wounds", set()),
    ],
)
def test_holds(whole: str, held: set[str]) -> None:
    """A term holds itself, and those whose people are all in it."""
    assert {part for part in WORDS if WORDS.holds(whole, part)} == held | {whole}


def test_nothing_holds_a_loose_term_but_itself() -> None:
    """Nobody knows what else a loose term counts."""
    for whole, part in product(WORDS, ("casualties", "losses", "irrecoverable")):
        assert WORDS.holds(whole, part) == (whole == part)


@pytest.mark.parametrize(
    ("told", "retold", "fine"),
    [
        ("killed", "killed", True),
        ("killed_and_wounded", "casualties", True),
        ("killed_wounded_captured", "casualties", True),
        ("killed", "losses", True),
        ("casualties", "irrecoverable", True),
        ("killed", "casualties", False),
        ("casualties", "killed", False),
        ("casualties", "killed_and_wounded", False),
        ("losses", "casualties", False),
        ("killed_and_wounded", "killed", False),
        ("present", "deployed", False),
    ],
)
def test_may_retell(told: str, retold: str, fine: bool) -> None:  # noqa: FBT001  (a case)
    """A loose word may stand for what holds all its parts; nothing for a narrower or an exacter word."""
    assert WORDS.may_retell(told, retold) == fine


@pytest.mark.parametrize(
    ("word", "term"),
    [
        ("Kiled", "killed"),
        ("killed and wounded", "killed_and_wounded"),
        ("went-missing", "went_missing"),
        ("tanks", ""),
    ],
)
def test_nearest(word: str, term: str) -> None:
    """The term spelt most like a word, and none where none is near."""
    assert WORDS.nearest(word) == term
    assert nearest(word, tuple(WORDS)) == term


def test_own_terms_join_the_vocabulary() -> None:
    """Their noun is their name unless they say otherwise; the shipped terms stay as they are."""
    own: dict[str, dict[str, Any]] = {
        "lost_limbs": {"kind": "flow", "part_of": "wounded"},
        "hit": {"kind": "flow", "exactly": ["killed_and_wounded", "captured"], "noun": "hit in any way"},
        "gone": {"kind": "flow", "at_least": ["hit"]},
        "sick": {"kind": "stock", "gives_way_to": "killed"},
    }
    whole = WORDS.extended(own, "checker.toml")
    assert set(whole) == set(WORDS) | set(own)
    assert (whole["lost_limbs"].noun, whole["hit"].noun) == ("lost limbs", "hit in any way")
    assert whole.parts("gone") == {"killed", "wounded", "captured"}
    assert whole.holds("gone", "lost_limbs")
    assert whole["gone"].is_loose
    assert whole["sick"].falls
    assert WORDS.extended({}, "checker.toml") == WORDS
    assert "hit" not in WORDS


@pytest.mark.parametrize(
    ("name", "entry", "message"),
    [
        ("killed", {"kind": "flow"}, "measures.killed is in the vocabulary already"),
        ("hit", "flow", "measures.hit is not a table"),
        ("hit", {"kind": "flow", "colour": 1}, "measures.hit.colour is not a key; known are at_least, exactly,"),
        ("hit", {}, "measures.hit.kind is to be flow or stock"),
        ("hit", {"kind": "river"}, "measures.hit.kind is to be flow or stock"),
        ("hit", {"kind": "flow", "exactly": "killed"}, "measures.hit.exactly is to be a list of measures"),
        ("hit", {"kind": "flow", "at_least": [1]}, "measures.hit.at_least is to be a list of measures"),
        ("hit", {"kind": "flow", "exactly": ["killed"], "at_least": ["killed"]}, "exactly or at_least, not both"),
        ("hit", {"kind": "flow", "exactly": ["kiled"]}, "measures.hit names 'kiled', which is no measure"),
        ("hit", {"kind": "flow", "part_of": "army"}, "measures.hit names 'army', which is no measure"),
        ("hit", {"kind": "flow", "gives_way_to": "death"}, "measures.hit names 'death', which is no measure"),
        ("hit", {"kind": "flow", "exactly": ["hit"]}, "measures.hit is defined by itself"),
        ("hit", {"kind": "flow", "exactly": ["killed", "missing"]}, "since missing, a term of it, is one"),
    ],
)
def test_a_term_that_cannot_be_read(name: str, entry: Any, message: str) -> None:
    """The error names the file, the term and what is the matter."""
    with pytest.raises(CannotCheckError, match=rf"^checker\.toml: .*{message}"):
        WORDS.extended({name: entry}, "checker.toml")


def test_a_sum_gives_way_to_what_its_terms_give_way_to() -> None:
    """Wounded and captured may fall by those who are killed, unless these are in it."""
    own: dict[str, dict[str, Any]] = {
        "hit": {"kind": "flow", "exactly": ["wounded", "captured"]},
        "struck": {"kind": "flow", "exactly": ["hit", "evacuated"]},
        "all": {"kind": "flow", "exactly": ["struck", "killed"]},
        "named": {"kind": "flow", "at_least": ["hit", "present"]},
        "both": {"kind": "flow", "at_least": ["hit", "killed_and_wounded"]},
        "level": {"kind": "stock", "exactly": ["hit", "missing"]},
        "said": {"kind": "flow", "exactly": ["hit"], "gives_way_to": "evacuated"},
    }
    whole = WORDS.extended(own, "checker.toml")
    assert {name: whole[name].gives_way_to for name in own} == {
        "hit": "killed", "struck": "killed", "all": "", "named": "killed", "both": "", "level": "", "said": "evacuated",
    }  # fmt: skip
    own |= {"sick": {"kind": "flow", "gives_way_to": "evacuated"}, "ill": {"kind": "flow", "exactly": ["sick", "hit"]}}
    with pytest.raises(CannotCheckError, match=r"measures\.ill has terms that give way to evacuated and killed;"):
        WORDS.extended(own, "checker.toml")


def test_a_sum_of_sums_is_taken_apart_once() -> None:
    """However often it holds each: 2 to the power of 90 ways lead down here."""
    own = {f"m{at}": {"kind": "flow", "exactly": [f"m{at + 1}"] * 2} for at in range(90)} | {"m90": {"kind": "flow"}}
    assert WORDS.extended(own, "checker.toml").parts("m0") == {"m90"}


def test_terms_that_define_each_other() -> None:
    """A circle over several terms is refused, two ways to one part are not."""
    circle = {"a": {"kind": "flow", "exactly": ["b"]}, "b": {"kind": "flow", "at_least": ["c", "killed"]}}
    with pytest.raises(CannotCheckError, match=r"measures\.a is defined by itself"):
        WORDS.extended({**circle, "c": {"kind": "flow", "exactly": ["a", "b"]}}, "checker.toml")
    twice = WORDS.extended({**circle, "c": {"kind": "flow", "exactly": ["killed", "wounded"]}}, "checker.toml")
    assert twice.parts("a") == {"killed", "wounded"}


def test_a_vocabulary_is_a_mapping() -> None:
    """It can be asked like any mapping."""
    assert Vocabulary({"killed": WORDS["killed"]}) == {"killed": WORDS["killed"]}
    assert "tanks" not in WORDS


@given(st.text("abcdeiklnoruw_", max_size=14))
def test_the_nearest_is_that_of_difflib(word: str) -> None:
    """Terms that share too few letters are left out before, and make no difference."""
    assert nearest(word, tuple(WORDS)) == next(iter(difflib.get_close_matches(word, list(WORDS), n=1)), "")
