"""The reference classes that ship: what they hold, and where a value stands in one."""

import math
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from checker.figures.reference import FOLDER, ReferenceClass, daily_class, shipped_classes

CLASSES = list(shipped_classes().values())
ALL = shipped_classes()["cdb90-share"]
STEP = ReferenceClass("step", "S", "", "cases", (1900, 1950), 1234, {0: 0.1, 50: 0.5, 60: 0.5, 90: 0.7, 100: 0.9})
each_class = pytest.mark.parametrize("found", CLASSES, ids=lambda found: found.name)
values = st.floats(min_value=0, allow_nan=False)


@given(st.sampled_from([*CLASSES, STEP]), values, values)
def test_percentile_is_monotone(found: ReferenceClass, one: float, other: float) -> None:
    """A larger value never has a lower percentile, and every percentile lies within 0 and 100."""
    low, high = (found.percentile_of(value) for value in sorted((one, other)))
    assert 0 <= low <= high <= 100


@given(st.sampled_from(CLASSES), st.sampled_from([at for at in ALL.percentiles if at < 95]))
def test_stored_percentile_reads_back(found: ReferenceClass, at: int) -> None:
    """A stored value has its own percentile, or a lower one that has the same value."""
    value = found.percentiles[at]
    assert found.percentile_of(value) == next(lower for lower, same in found.percentiles.items() if same == value)


@pytest.mark.parametrize(
    ("value", "percentile"),
    [(0, 0), (0.1, 0), (0.3, 25), (0.5, 50), (0.6, 75), (0.8, 95), (0.9, 100), (2, 100), (math.inf, 100)],
)
def test_percentile(value: float, percentile: float) -> None:
    """Between stored values it is linear, on a step the lowest, outside them 0 or 100."""
    assert STEP.percentile_of(value) == pytest.approx(percentile)


@pytest.mark.parametrize(
    ("value", "rank"),
    [
        (0, "among the lowest 1 of 100"), (0.102, "among the lowest 1 of 100"), (0.3, "higher than 25 of 100"),
        (0.899, "higher than 99 of 100"), (0.9, "higher than 99 of 100"), (0.91, "higher than all"),
    ],
)  # fmt: skip
def test_standing(value: float, rank: str) -> None:
    """A value's place is rounded down, and only what exceeds every case is higher than all."""
    assert STEP.standing(value) == f"{rank} cases, 1900–1950 (n = 1,234, S)"


def test_standing_among_all_sides() -> None:
    """Thirty-five per cent is more than 88 of 100 sides of CDB90 lost."""
    assert ALL.standing(0.35) == "higher than 88 of 100 battle sides, 1600–1982 (n = 1,310, CDB90)"


def test_the_numbers_of_the_design() -> None:
    """Casualties over strength of 1,310 sides: a median of 9 %, 38 % at the 90th percentile, 57 % at the 95th."""
    shares = [round(100 * ALL.percentiles[at], 2) for at in (50, 90, 95)]
    assert (ALL.n, shares) == (1310, [9.42, 37.5, 56.52])


@each_class
def test_class_is_sound(found: ReferenceClass) -> None:
    """Percentiles rise from 0 to 100, values from above 0 and never fall, years are in order, sides are 90 or more."""
    at, shares = list(found.percentiles), list(found.percentiles.values())
    assert at == sorted(set(at))
    assert (at[0], at[-1]) == (0, 100)
    assert shares == sorted(shares)
    assert shares[0] > 0
    assert 1600 <= found.years[0] < found.years[1] <= 1982
    assert found.n >= 90
    assert found.source in found.citation


@each_class
def test_readme_has_the_class(found: ReferenceClass) -> None:
    """Every class has its row in the README, with these numbers."""
    first, last = found.years
    shares = [f"{100 * found.percentiles[at]:.1f}" for at in (50, 75, 90, 95)]
    row = f"| `{found.name}` | {first}–{last} | {found.n:,} | {' | '.join(shares)} |"
    assert row in (FOLDER / "README.md").read_text(encoding="utf-8").splitlines()


@pytest.mark.parametrize(
    ("days", "name"),
    [(1, "1"), (2, "2-3"), (3, "2-3"), (3.5, "4-7"), (7, "4-7"), (8, "8-on"), (365, "8-on"), (math.inf, "8-on")],
)
def test_daily_class(days: float, name: str) -> None:
    """A period is judged by battles of its own length."""
    assert daily_class(days).name == f"cdb90-day-days-{name}"


def test_folder_holds_its_readme() -> None:
    """The folder of the tables is the one whose README says where they come from."""
    assert Path(FOLDER, "README.md").is_file()
