"""Whole columns of integers, against Python's own lists and sorting."""

from unittest.mock import patch

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from checker.figures.groups import as_they_come, first_places, in_order, is_repeated, numbered

near = st.integers(min_value=-2, max_value=2)
wide = st.sampled_from([0, 1, 70_000, 10**9, 2**40, -(2**40)])
any_number = st.sampled_from([0, 10**18, -(2**62), 2**63 - 1, -(2**63)])
rows_of_three = st.lists(st.tuples(near, wide, st.one_of(near, wide, any_number)), max_size=12)
days = st.integers(min_value=700_000, max_value=700_400).map(lambda day: day * 4_000_000)
rows_of_days = st.lists(st.tuples(near, days, days, days), max_size=12)


def columns(rows: list[tuple[int, ...]]) -> list[np.ndarray]:
    """Rows as columns."""
    return [np.array(column, dtype=np.int64) for column in zip(*rows, strict=True)] or [np.array([], dtype=np.int64)]


@given(st.one_of(rows_of_three, rows_of_days))
def test_rows_get_the_same_number_if_they_are_the_same(rows: list[tuple[int, ...]]) -> None:
    """And only then; numbers count up from 0 in the order of the rows, however far apart the integers are."""
    assert numbered(columns(rows)).tolist() == [sorted(set(rows)).index(row) for row in rows]


@given(st.lists(st.tuples(near), min_size=200, max_size=300))
def test_many_rows_of_few_numbers(rows: list[tuple[int, ...]]) -> None:
    """Where few numbers are possible a table of them is kept."""
    assert numbered(columns(rows)).tolist() == [sorted(set(rows)).index(row) for row in rows]


@given(st.one_of(rows_of_three, rows_of_days))
def test_rows_are_put_in_order(rows: list[tuple[int, ...]]) -> None:
    """By their first column, then the next; equal rows stay as they are, however far apart the integers are."""
    assert in_order(columns(rows)).tolist() == sorted(range(len(rows)), key=lambda at: rows[at])


@given(rows_of_three)
def test_rows_too_many_to_be_packed_are_put_in_order_too(rows: list[tuple[int, ...]]) -> None:
    """Where the ranks of all columns do not fit into one number, they are sorted column by column."""
    with patch("checker.figures.groups.LARGEST", 64):
        assert in_order(columns(rows)).tolist() == sorted(range(len(rows)), key=lambda at: rows[at])
        assert numbered(columns(rows)).tolist() == [sorted(set(rows)).index(row) for row in rows]


@given(st.lists(st.integers(min_value=0, max_value=5), max_size=12))
def test_the_first_place_of_a_number(numbers: list[int]) -> None:
    """Where it first occurs, for each of them."""
    assert first_places(np.array(numbers, dtype=np.int64)).tolist() == [numbers.index(number) for number in numbers]


@given(st.lists(st.integers(min_value=0, max_value=5), max_size=12))
def test_what_occurs_more_than_once(numbers: list[int]) -> None:
    """Every occurrence of it."""
    assert is_repeated(np.array(numbers, dtype=np.int64)).tolist() == [numbers.count(number) > 1 for number in numbers]


@given(st.lists(st.integers(min_value=0, max_value=5), max_size=12))
def test_numbers_as_they_come(numbers: list[int]) -> None:
    """By the order in which they first occur."""
    expected = [list(dict.fromkeys(numbers)).index(number) for number in numbers]
    assert as_they_come(np.array(numbers, dtype=np.int64)).tolist() == expected
