"""Increments far above the others of their series, against leaving each of them out in turn."""

from statistics import median
from typing import Any

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from checker.figures.book import Book
from checker.figures.jumps import DEVIATIONS, LEAST_OTHERS, SCALE, TIMES, increments, jumps, led_by_steepest
from tests.helpers import dataset_of, table_of

Increment = tuple[int, float, float]  # series, rate, middle
middles = st.integers(-3, 12).map(float) | st.sampled_from([40.0, 90.0, np.nan])
rows = st.tuples(st.integers(0, 1), middles, st.integers(0, 2)).map(
    lambda drawn: (drawn[0], drawn[1] - drawn[2] if drawn[1] == drawn[1] else 30.0, drawn[1])
)


def expected(found: list[Increment], at: int) -> tuple[int, float, float] | None:
    """Number, median and spread of the others, where the increment is a jump."""
    series, rate, _ = found[at]
    others = [
        middle for i, (place, _, middle) in enumerate(found) if i != at and place == series and not np.isnan(middle)
    ]
    if len(others) < LEAST_OTHERS:
        return None
    middle = median(others)
    spread = SCALE * median(abs(other - middle) for other in others)
    far = spread > 0 and rate > max(middle + DEVIATIONS * spread, TIMES * middle, 0)
    return (len(others), middle, spread) if far else None


@given(st.lists(rows, max_size=20))
def test_jumps_are_those_that_stand_out_when_left_out(found: list[Increment]) -> None:
    """The same jumps, each with the same number, median and spread of the others."""
    series, rate, middle = (np.array([row[at] for row in found], dtype=float) for at in range(3))
    beside = jumps(series.astype(np.int64), rate, middle)
    told: list[Any] = list(beside.itertuples())
    for at, row in enumerate(told):
        wanted = expected(found, at)
        assert bool(row.is_jump) == (wanted is not None)
        if wanted:
            assert (row.others, row.median, row.spread) == pytest.approx(wanted)


def test_the_strategy_draws_jumps() -> None:
    """One of each kind: an ordinary one among the others, and an open one that is no other."""
    plain = [(0, float(rate), float(rate)) for rate in (8, 9, 10, 11, 12, 13)]
    assert expected([*plain, (0, 90.0, 90.0)], 6) == expected([*plain, (0, 90.0, np.nan)], 6) == (6, 10.5, SCALE * 1.5)


def test_increments_per_day() -> None:
    """From a total to the next, over the most days; a period over its own; open and uncertain ones have no middle."""
    header = "id,population,scope,measure,reported,period_start,as_of,published,source"
    table = (
        "a,army,front,killed,100 to 120,,2024-05-01,2024-05-02,staff",
        "b,army,front,killed,140 to 160,,2024-05-05,2024-05-06,staff",
        "c,army,front,killed,more than 150,,2024-05-06,2024-05-07,staff",
        "d,army,front,killed,200,,2024-05,2024-05-20,staff",
        "e,army,front,killed,30,2024-05-01,2024-05-03,2024-05-20,staff",
        "f,army,front,killed,30,2024-05-01,2024-05,2024-05-20,staff",
    )
    book = Book(dataset_of(table_of(*table, header=header)))
    found = increments(book)
    assert book.ids[found["first"]].tolist() == ["a", "b", "c", "e", "f"]
    assert book.ids[found["second"][:3]].tolist() == ["b", "c", "d"]
    assert found["second"][3:].tolist() == [-1, -1]
    assert found["days"].tolist() == [4, 1, 14, 3, 20]
    assert found["rate"].tolist() == [5.0, -10.0, -np.inf, 10.0, 1.5]
    assert found["middle"].fillna(-1).tolist() == [10.0, -1, -1, 10.0, -1]
    assert found["series"].nunique() == 2


def test_a_run_is_led_by_its_steepest() -> None:
    """Jumps that follow each other in one series are one; another series, or a gap, begins another."""
    series = [0, 0, 0, 0, 1, 1]
    rows = pd.DataFrame(
        {"first": range(6), "second": range(1, 7), "series": series, "rate": [2.0, 9.0, 1.0, 5.0, 6.0, 6.0]}
    )
    found = led_by_steepest(rows.assign(is_jump=[True, True, False, True, True, True]))
    assert found["first"].tolist() == [1, 3, 4]
    assert found["run"].tolist() == [[[0, 1], [1, 2]], [[3, 4]], [[4, 5], [5, 6]]]
