"""Links followed to their ends, against plain searches that try every way."""

import time
from collections.abc import Iterable, Mapping

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from checker.figures.links import SEVERAL, Links, goes_back_to, linked, rings, strong_groups

Pairs = list[tuple[int, int]]
SIZE = 8
LONG = 10_000
pairs = st.lists(st.tuples(st.integers(0, SIZE - 1), st.integers(0, SIZE - 1)), max_size=12, unique=True)
labels = st.lists(st.integers(0, 2), min_size=SIZE, max_size=SIZE)


def columns(links: Iterable[tuple[int, int]]) -> Links:
    """Pairs as two columns."""
    below, above = np.array(list(links), dtype=np.int64).reshape(-1, 2).T
    return below, above


def reached(links: Pairs, start: int) -> set[int]:
    """All that one figure goes back to over at least one link."""
    found: set[int] = set()
    rest = [start]
    while rest:
        at = rest.pop()
        new = {up for low, up in links if low == at} - found
        found |= new
        rest += new
    return found


def ends(links: Pairs, start: int) -> set[int]:
    """Those beyond which there is nothing but themselves; of a ring the first."""
    here = {at: reached(links, at) for at in {start} | reached(links, start)}
    last = {at for at, ahead in here.items() if all(at in here[up] for up in ahead)}
    return {min(here[at] | {at}) for at in last}


@given(labels, pairs)
def test_a_figure_has_the_label_of_all_its_ends(given_labels: list[int], links: Pairs) -> None:
    """The label is that of the ends where they share one, else SEVERAL."""
    found = goes_back_to(np.array(given_labels), columns(links)).tolist()
    wanted = [{given_labels[end] for end in ends(links, at)} for at in range(SIZE)]
    assert found == [of.pop() if len(of) == 1 else SEVERAL for of in wanted]


@given(pairs)
def test_rings_are_those_who_reach_each_other(links: Pairs) -> None:
    """Two figures share a ring where each reaches the other; one that reaches itself is in a ring."""
    round_trip = [at for at in range(SIZE) if at in reached(links, at)]
    mates = {at: tuple(other for other in round_trip if at in reached(links, other) and other in reached(links, at))
             for at in round_trip}  # fmt: skip
    assert rings(SIZE, columns(links)) == sorted(set(mates.values()))


@given(pairs)
def test_strong_groups_come_after_what_they_lead_to(links: Pairs) -> None:
    """Everyone is in one group, and no group leads to a later one."""
    ups: Mapping[int, list[int]] = {at: [up for low, up in links if low == at] for at in range(SIZE)}
    groups = list(strong_groups(ups))
    assert sorted(at for group in groups for at in group) == list(range(SIZE))
    place = {at: number for number, group in enumerate(groups) for at in group}
    assert all(place[up] <= place[low] for low, up in links)


@given(pairs)
def test_pairs_that_hang_together_have_one_number(links: Pairs) -> None:
    """Two pairs have the same number where one can be reached from the other in any direction."""
    both_ways = links + [(up, low) for low, up in links]
    numbers = linked(*columns(links)).tolist()
    for number, (low, _) in zip(numbers, links, strict=True):
        near = reached(both_ways, low)
        assert {other for other, (first, _) in zip(numbers, links, strict=True) if first in near} == {number}
        assert {first in near for other, (first, _) in zip(numbers, links, strict=True) if other == number} == {True}


def test_nothing_is_linked_with_nothing() -> None:
    """No links: no rings, no groups, and everyone is its own end."""
    none = columns([])
    assert rings(3, none) == []
    assert linked(*none).tolist() == []
    assert goes_back_to(np.array([5, 6, 7]), none).tolist() == [5, 6, 7]
    assert goes_back_to(np.array([], dtype=np.int64), none).tolist() == []


CHAIN = [(at, at - 1) for at in range(1, LONG)]
LADDER = CHAIN + [(at, at - 2) for at in range(2, LONG)]


@pytest.mark.parametrize(
    ("links", "found"),
    [
        (CHAIN, []),
        ([*CHAIN, (0, LONG - 1)], [tuple(range(LONG))]),
        (LADDER, []),
        ([*LADDER, (0, LONG - 1)], [tuple(range(LONG))]),
        ([(at, 0) for at in range(1, LONG)], []),
        ([(0, at) for at in range(1, LONG)], []),
        ([(at, at ^ 1) for at in range(LONG)], [(at, at + 1) for at in range(0, LONG, 2)]),
    ],
    ids=["chain", "ring", "ladder", "ring of a ladder", "many of one", "one of many", "many rings"],
)
def test_ten_thousand_figures_need_neither_recursion_nor_time(links: Pairs, found: list[tuple[int, ...]]) -> None:
    """Long chains, rings and stars are followed in well under a second."""
    began = time.perf_counter()
    assert rings(LONG, columns(links)) == found
    goes_back_to(np.arange(LONG), columns(links))
    linked(*columns(links))
    assert time.perf_counter() - began < 3  # a tenth of it on a free machine
