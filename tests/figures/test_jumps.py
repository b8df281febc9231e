"""Increments far above the others of their series, against leaving each of them out in turn."""

from statistics import median
from typing import Any
from unittest.mock import patch

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from checker.figures import jumps as module
from checker.figures.book import Book
from checker.figures.jumps import DEVIATIONS, LEAST_OTHERS, SCALE, TIMES, increments, jumps, led_by_steepest
from tests.helpers import dataset_of, table_of

Increment = tuple[int, float, float]  # series, rate, middle
middles = st.integers(-3, 12).map(float) | st.sampled_from([40.0, 90.0, np.nan])
rows = st.tuples(st.integers(0, 1), middles, st.integers(0, 2)).map(
    lambda drawn: (drawn[0], drawn[1] - drawn[2] if drawn[1] == drawn[1] else 30.0, drawn[1])
)


def expected(found: list[Increment], at: int, near: int = 99) -> tuple[int, float, float] | None:
    """Number, median and spread of the others, or of the stricter ones near it, where the increment is a jump."""
    series, rate, _ = found[at]
    own = [i for i, (place, _, _) in enumerate(found) if place == series]
    others = _beside([found[i] for i in own if i != at])
    if others is None or others[2] == 0 or rate <= max(_limit(others), 0):
        return None
    place = own.index(at)
    nearby = _beside([found[i] for i in own[max(place - near, 0) : place + near + 1] if i != at])
    if nearby is None or _limit(nearby) <= _limit(others):
        return others
    return nearby if rate > _limit(nearby) else None


def _beside(others: list[Increment]) -> tuple[int, float, float] | None:
    """Number, median and spread, where there are enough."""
    middles = [middle for _, _, middle in others if not np.isnan(middle)]
    if len(middles) < LEAST_OTHERS:
        return None
    middle = median(middles)
    return len(middles), middle, SCALE * median(abs(other - middle) for other in middles)


def _limit(beside: tuple[int, float, float]) -> float:
    return max(beside[1] + DEVIATIONS * beside[2], TIMES * beside[1])


@given(st.lists(rows, max_size=24), st.sampled_from([4, 99]))
def test_jumps_are_those_that_stand_out_when_left_out(found: list[Increment], near: int) -> None:
    """The same jumps, each with the same number, median and spread of the others, or of those near it."""
    series, rate, middle = (np.array([row[at] for row in found], dtype=float) for at in range(3))
    with patch.object(module, "NEIGHBOURS", near):
        beside = jumps(series.astype(np.int64), rate, middle)
    told: list[Any] = list(beside.itertuples())
    for at, row in enumerate(told):
        wanted = expected(found, at, near)
        assert bool(row.is_jump) == (wanted is not None)
        if wanted:
            assert (row.others, row.median, row.spread) == pytest.approx(wanted)


@given(st.lists(rows, max_size=24), st.lists(st.integers(-3, 90).map(float), min_size=1, max_size=3))
def test_series_that_are_alone_change_nothing(found: list[Increment], alone: list[float]) -> None:
    """Series of one increment each, before all others and behind them, are no others of anybody."""
    many = [(-1 - at, rate, rate) for at, rate in enumerate(alone)]
    together = [*many, *found, *((series + 9, *rest) for series, *rest in many)]
    plain, among = (
        jumps(*(np.array([row[at] for row in every], dtype=kind) for at, kind in enumerate((np.int64, float, float))))
        for every in (found, together)
    )
    pd.testing.assert_frame_equal(plain, among[len(many) : len(many) + len(found)].reset_index(drop=True))
    assert not among["is_jump"].drop(range(len(many), len(many) + len(found))).any()


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
    assert [book.ids[at] for at in found["first"]] == ["a", "b", "c", "e", "f"]
    assert [book.ids[at] for at in found["second"][:3]] == ["b", "c", "d"]
    assert found["second"][3:].tolist() == [-1, -1]
    assert found["days"].tolist() == [4, 1, 14, 3, 20]
    assert found["rate"].tolist() == [5.0, -10.0, -np.inf, 10.0, 1.5]
    assert found["middle"].fillna(-1).tolist() == [10.0, -1, -1, 10.0, -1]
    assert found["series"].nunique() == 2


def test_a_run_is_led_by_its_steepest() -> None:
    """Jumps that follow each other in one series are one; another series, or a gap, begins another."""
    series = [0, 0, 0, 0, 1, 1]
    rates = [2.0, 9.0, 1.0, 5.0, 6.0, 6.0]
    rows = pd.DataFrame({"first": range(6), "second": range(1, 7), "series": series, "rate": rates, "told": range(6)})
    found = led_by_steepest(rows.assign(is_jump=[True, True, False, True, True, True]))
    assert found["first"].tolist() == [1, 3, 4]
    assert found["run"].tolist() == [[[0, 1], [1, 2]], [[3, 4]], [[4, 5], [5, 6]]]


def test_a_steep_time_has_limits_of_its_own() -> None:
    """What stands out of years of quiet does not stand out of the hundred days around it, and then is no jump."""
    quiet, fierce = [1.0, 2.0, 3.0] * 200, [30.0, 40.0, 50.0] * 40
    middle = np.array([*quiet, *fierce, *quiet])
    middle[[300, 660]] = 60, 400
    beside = jumps(np.zeros(len(middle), dtype=np.int64), middle, middle)
    assert np.flatnonzero(beside["is_jump"]).tolist() == [300, 660]
    assert beside["nearby"][[300, 660]].tolist() == [False, True]
    assert beside["others"][[660]].tolist() == [60.0]
    assert beside["median"][[660]].tolist() == [40.0]


def test_a_count_for_a_period_is_told_with_the_totals_around_it() -> None:
    """By the same source over the same days; one over other days, or that alone jumps, stands."""
    rows = pd.DataFrame(
        {"first": range(4), "second": [5, -1, -1, -1], "series": [0, 1, 1, 2], "rate": 1.0, "told": [0, 0, 1, 2]}
    )
    assert led_by_steepest(rows.assign(is_jump=True))["first"].tolist() == [0, 2, 3]
    assert led_by_steepest(rows.assign(is_jump=[False, True, False, True]))["first"].tolist() == [1, 3]
