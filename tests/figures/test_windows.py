"""The strongest figure in time, against a look at every pair."""

from collections.abc import Callable, Sequence

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from checker.figures.windows import NOBODY, highest_before, lowest_after, nearest_in_time

Offer = tuple[int, int, float]  # group, day, value
Ask = tuple[int, int]
small = st.integers(min_value=-2, max_value=2)
offers = st.lists(st.tuples(small, small, st.sampled_from([0.0, 1.0, 2.5, 3.0, float("inf")])), max_size=7)
asks = st.lists(st.tuples(small, small), max_size=5)


def columns(rows: Sequence[tuple[float, ...]], width: int) -> list[np.ndarray]:
    """Rows as columns; the days and groups as whole numbers."""
    return [np.array([row[at] for row in rows], dtype=float if at == 2 else np.int64) for at in range(width)]


def best(
    rows: list[Offer], ask: Ask, fits: Callable[[int, int], bool], key: Callable[[Offer], tuple[float, ...]]
) -> int:
    """The position of the offer with the smallest key among those that fit the question; the first of equals."""
    found = [at for at, (group, day, _) in enumerate(rows) if group == ask[0] and fits(day, ask[1])]
    return min(found, key=lambda at: (*key(rows[at]), at), default=NOBODY)


@given(offers, asks)
def test_highest_before(rows: list[Offer], questions: list[Ask]) -> None:
    """Of the offers up to the day the highest; of equally high ones the first in time, then in order."""
    found = highest_before(*columns(rows, 3), *columns(questions, 2))
    expected = [
        best(rows, ask, lambda day, until: day <= until, lambda offer: (-offer[2], offer[1])) for ask in questions
    ]
    assert found.tolist() == expected


@given(offers, asks)
def test_lowest_after(rows: list[Offer], questions: list[Ask]) -> None:
    """Of the offers from the day on the lowest; of equally low ones the last in time, then the first in order."""
    found = lowest_after(*columns(rows, 3), *columns(questions, 2))
    expected = [
        best(rows, ask, lambda day, since: day >= since, lambda offer: (offer[2], -offer[1])) for ask in questions
    ]
    assert found.tolist() == expected


@given(offers, asks)
def test_nearest_in_time(rows: list[Offer], questions: list[Ask]) -> None:
    """The offer nearest in time; of two equally near the later, of several on one day the first."""
    groups, days, _ = columns(rows, 3)
    found = nearest_in_time(groups, days, *columns(questions, 2))
    expected = [
        best(rows, ask, lambda _day, _ask: True, lambda offer, day=ask[1]: (abs(offer[1] - day), -offer[1]))  # type: ignore[misc]
        for ask in questions
    ]
    assert found.tolist() == expected


@pytest.mark.parametrize("search", [highest_before, lowest_after])
def test_many_are_quick_and_right(search: Callable[..., np.ndarray]) -> None:
    """A hundred thousand offers in a thousand groups: each question gets one of its group that no other beats."""
    rng = np.random.default_rng(1)
    groups, days, values = rng.integers(0, 1000, 100_000), rng.integers(0, 500, 100_000), rng.random(100_000)
    ask_groups, ask_days = rng.integers(0, 1000, 50), rng.integers(0, 500, 50)
    sign = 1 if search is highest_before else -1
    for group, day, found in zip(ask_groups, ask_days, search(groups, days, values, ask_groups, ask_days), strict=True):
        fits = np.flatnonzero((groups == group) & (sign * days <= sign * day))
        assert found == fits[np.argmax(sign * values[fits])]
