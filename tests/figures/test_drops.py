"""Falls of counts that need not be figures, against a look at every pair."""

from typing import Any

import numpy as np
import pandas as pd
from hypothesis import given
from hypothesis import strategies as st

from checker.figures.drops import drops, in_figures

Count = tuple[int, int, int, float, float]  # series, first day, last day, at least, at most


@st.composite
def counts(draw: st.DrawFn) -> Count:
    """A count of one of two series; its day may be unknown, its range open or a single number."""
    days = sorted(draw(st.tuples(st.integers(1, 5), st.integers(1, 5))))
    first = days[0] if draw(st.booleans()) else days[1]
    least, most = sorted(draw(st.tuples(st.integers(0, 6), st.integers(0, 6) | st.just(99))))
    return draw(st.integers(0, 1)), first, days[1], float(least), np.inf if most == 99 else float(most)


def is_fall(earlier: Count, later: Count) -> bool:
    """Whether two counts are of one series, in that order for certain, and the later lower for certain."""
    return earlier[0] == later[0] and earlier[2] < later[1] and earlier[3] > later[4]


def found_in(rows: list[Count]) -> pd.DataFrame:
    """The drops among some counts."""
    columns = zip(*rows, strict=True) if rows else [()] * 5
    return drops(*(np.array(column, dtype=np.int64 if at < 3 else float) for at, column in enumerate(columns)))


@given(st.lists(counts(), max_size=8))
def test_every_count_that_is_lower_than_an_earlier_one_is_in_one_drop(rows: list[Count]) -> None:
    """As second or as one that stays below, each once; nobody else is."""
    found = found_in(rows)
    told = [*found["second"], *(at for below in found["still_below"] for at in below)]
    assert sorted(told) == [at for at, later in enumerate(rows) if any(is_fall(earlier, later) for earlier in rows)]


@given(st.lists(counts(), max_size=8))
def test_a_drop_names_two_counts_that_clash_and_how_far_they_are_apart(rows: list[Count]) -> None:
    """The first is certainly earlier and higher; whoever stays below is of the same series."""
    found: list[Any] = list(found_in(rows).itertuples())
    for drop in found:
        earlier, later = rows[drop.first], rows[drop.second]
        assert is_fall(earlier, later)
        assert drop.gap == earlier[3] - later[4]
        assert {rows[at][0] for at in drop.still_below} <= {later[0]}


def test_the_count_just_before_is_named_where_that_is_enough() -> None:
    """A step down from the count just before is a drop of its own, a mere staying below a peak is none."""
    rows: list[Count] = [(0, 1, 1, 9, 9), (0, 2, 2, 5, 5), (0, 3, 3, 6, 6), (0, 4, 4, 4, 4), (0, 5, 5, 3, 5)]
    found = found_in(rows)
    assert found[["first", "second", "gap"]].to_numpy().tolist() == [[0, 1, 4], [2, 3, 2]]
    assert found["still_below"].tolist() == [[2], [4]]


def test_counts_are_named_by_the_figures_that_they_are() -> None:
    """Positions among the counts become positions in the book."""
    found = in_figures(found_in([(0, 1, 1, 9, 9), (0, 2, 2, 5, 5), (0, 3, 3, 6, 6)]), np.array([30, 20, 10]))
    assert found[["first", "second"]].to_numpy().tolist() == [[30, 20]]
    assert found["still_below"].tolist() == [[10]]
