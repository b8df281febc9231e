"""From which terms a total can be added up."""

from collections import Counter
from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from checker.figures.measures import Vocabulary, shipped_vocabulary
from checker.figures.recipes import atoms, recipes, remainder_recipes

OWN = {
    "civilian_toll": {"kind": "flow", "at_least": ["casualties", "evacuated"]},
    "gone": {"kind": "flow", "exactly": ["casualties", "captured"]},
    "doubled": {"kind": "flow", "exactly": ["killed_and_wounded", "killed"]},
    "doubled_more": {"kind": "flow", "exactly": ["doubled", "captured"]},
}


@pytest.mark.parametrize(
    ("whole", "expected"),
    [
        ("killed", []),
        ("killed_and_wounded", [("killed", "wounded")]),
        (
            "killed_wounded_captured_missing",
            [
                ("killed", "wounded", "captured", "went_missing"),
                ("captured", "went_missing", "killed_and_wounded"),
                ("went_missing", "killed_wounded_captured"),
            ],
        ),
        ("casualties", [("killed", "wounded"), ("killed_and_wounded",)]),
        ("losses", [("killed",)]),
    ],
)
def test_the_shipped_terms(whole: str, expected: list[tuple[str, ...]]) -> None:
    """Exact sums by their parts and by smaller sums; loose terms by what they name."""
    assert recipes(shipped_vocabulary(), whole) == expected


def test_own_terms() -> None:
    """A loose term is what it is: no sum is taken apart into what the loose term in it names."""
    vocabulary = shipped_vocabulary().extended(OWN, "checker.toml")
    assert recipes(vocabulary, "gone") == [("captured", "casualties")]
    assert recipes(vocabulary, "civilian_toll") == [("evacuated", "casualties")]
    assert atoms(vocabulary, "gone") == {"casualties", "captured"}


def test_a_term_that_counts_somebody_twice_is_no_sum() -> None:
    """Neither itself, nor as a part of others, nor what is made of it."""
    vocabulary = shipped_vocabulary().extended(OWN, "checker.toml")
    assert recipes(vocabulary, "doubled") == recipes(vocabulary, "doubled_more") == []
    for whole in vocabulary:
        assert not {"doubled", "doubled_more"} & {term for recipe in recipes(vocabulary, whole) for term in recipe}
        assert not {"doubled"} & {term for recipe in remainder_recipes(vocabulary, whole) for term in recipe}


def test_what_a_loose_total_may_hold() -> None:
    """Captured and gone missing beside what it names; another loose term stands for that."""
    found = remainder_recipes(shipped_vocabulary(), "casualties")
    assert ("killed", "wounded", "captured", "went_missing") in found
    assert ("wounded", "captured", "went_missing", "irrecoverable") in found
    assert ("captured", "went_missing", "killed_and_wounded") in found
    assert not any({"casualties", "deployed", "died_of_wounds", "evacuated"} & set(recipe) for recipe in found)


PLAIN = ["killed", "wounded", "captured", "went_missing", "evacuated"]
terms = st.lists(st.sets(st.sampled_from(PLAIN), min_size=2), max_size=4)


@given(terms)
def test_every_way_to_divide_a_sum(own: list[set[str]]) -> None:
    """As many recipes as there are groups of terms that hold each part once."""
    entries = {f"t{at}": {"kind": "flow", "exactly": sorted(parts)} for at, parts in enumerate(own)}
    vocabulary: Vocabulary = shipped_vocabulary().extended(entries, "checker.toml")
    exact = [name for name in vocabulary if not vocabulary[name].is_loose]
    for whole in entries:
        held = {name: atoms(vocabulary, name) for name in exact if name != whole}
        fitting = [name for name, parts in held.items() if parts <= atoms(vocabulary, whole)]
        groups = [group for size in range(1, 6) for group in combinations(fitting, size)]
        wanted = Counter(atoms(vocabulary, whole))
        expected = {group for group in groups if Counter(part for name in group for part in held[name]) == wanted}
        found = recipes(vocabulary, whole)
        assert set(found) == expected
        assert [len(recipe) for recipe in found] == sorted(map(len, found), reverse=True)
        assert len(found) == len(expected)
