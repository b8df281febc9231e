"""The programmes stretch what cannot hold, and say so when they cannot tell."""

import numpy as np
import pytest

from checker.joint import solver
from checker.joint.grid import Rows
from checker.joint.solver import HARD, OUT, SOFT, Programme, UndecidedError, UnfitError

NONE = np.array([], dtype=np.int64)
FREE = Rows(NONE, NONE, NONE.astype(float), NONE.astype(float), NONE.astype(float))
ONE = np.array([1.0])


def programme() -> Programme:
    """One count, which is to be at least 30 and at most 20."""
    ends = np.array([30.0, -np.inf]), np.array([np.inf, 20.0])
    return Programme(FREE, Rows(np.array([0, 1]), np.array([0, 0]), np.ones(2), *ends), 1)


def test_the_bound_that_gives_way_is_the_one_that_changes_less() -> None:
    """Ten of 30 are a third, ten of 20 a half; both are what cannot hold."""
    done = programme().stretch(np.array([SOFT, SOFT]))
    assert (done.at.tolist(), done.core.tolist()) == ([0], [0, 1])
    assert done.counts.tolist() == [20.0]


def test_a_bound_that_is_kept_does_not_give_way() -> None:
    """The other one does; without it, none has to."""
    asked = programme()
    assert asked.stretch(np.array([HARD, SOFT])).at.tolist() == [1]
    assert asked.stretch(np.array([HARD, OUT])).at.tolist() == []


def test_kept_bounds_that_cannot_hold_are_told() -> None:
    """Nothing can be stretched for them."""
    with pytest.raises(UnfitError):
        programme().stretch(np.array([HARD, HARD]))


def test_a_count_has_the_range_that_is_left() -> None:
    """From the kept floor on without end, or from nothing up to the kept ceiling."""
    asked = programme()
    asked.keep(np.array([HARD, OUT]))
    assert asked.range_of(np.array([0]), ONE) == (30.0, np.inf)
    asked.keep(np.array([OUT, HARD]))
    assert asked.range_of(np.array([0]), ONE) == (0.0, 20.0)


def test_a_limit_that_is_reached_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    """Neither a stretching nor a range is then known."""
    monkeypatch.setattr(solver, "ITERATIONS", 0)
    with pytest.raises(UndecidedError):
        programme().stretch(np.array([SOFT, SOFT]))
    asked = programme()
    asked.keep(np.array([HARD, OUT]))
    with pytest.raises(UndecidedError):
        asked.range_of(np.array([0]), ONE)


def test_a_bad_beginning_is_given_up(monkeypatch: pytest.MonkeyPatch) -> None:
    """What comes of it is the same."""
    monkeypatch.setattr(solver, "BRIEF", 0)
    asked = programme()
    assert asked.stretch(np.array([OUT, SOFT])).at.tolist() == []
    assert asked.stretch(np.array([SOFT, SOFT])).at.tolist() == [0]
    monkeypatch.setattr(solver, "ITERATIONS", 0)
    with pytest.raises(UndecidedError):
        asked.stretch(np.array([HARD, SOFT]))


def test_where_nothing_is_bounded_nothing_is_stretched() -> None:
    """Figures that say no more than that a count is not below 0 are no programme at all."""
    done = Programme(FREE, FREE, 0).stretch(NONE)
    assert (done.at.tolist(), done.counts.tolist()) == ([], [])
