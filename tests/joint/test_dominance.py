"""Bounds that follow from others are those, and no others."""

import numpy as np
import pytest

from checker.figures.book import Book
from checker.joint.claims import Claims, claims
from checker.joint.dominance import leading, not_reached
from checker.joint.places import Places
from tests.helpers import dataset_of, table_of

HEADER = "id,population,scope,measure,low,high,period_start,as_of,published,source"


def claims_of(*rows: str) -> Claims:
    """What some figures say; each row is measure, low, high, first day and last day."""
    lines = []
    for number, row in enumerate(rows):
        measure, low, high, start, end = row.split(",")
        start = start and f"2024-01-{int(start):02}"
        end = f"2024-01-{int(end):02}" if end else "2024-01"
        lines.append(f"f{number},army,front,{measure},{low},{high},{start},{end},2024-02-01,s{number}")
    book = Book(dataset_of(table_of(*lines, header=HEADER)))
    return claims(book, Places(book))


def ends(own: Claims) -> dict[int, tuple[float, float]]:
    """Each figure's ends."""
    return {
        int(at): (float(low), float(high)) for at, low, high in zip(own.figure, own.low, own.high, strict=True)
    }  # fmt: skip


NONE = float("inf")


def test_a_floor_follows_from_a_higher_one_before_and_a_ceiling_from_a_lower_one_after() -> None:
    """Of equal ones the first stays, of those on one day the strictest; a floor of 0 says nothing."""
    own = claims_of(
        "killed,100,,,3", "killed,100,,,4", "killed,90,,,5", "killed,101,,,6", "killed,,300,,7", "killed,,300,,8",
        "killed,,290,,9", "killed,,400,,10", "killed,,280,,9", "killed,0,,,20",
    )  # fmt: skip
    assert ends(leading(own)) == {0: (100, NONE), 3: (101, NONE), 7: (-NONE, 400), 8: (-NONE, 280)}


def test_one_side_may_follow_and_the_other_not() -> None:
    """The figure stays, with the other."""
    own = claims_of("killed,100,300,,3", "killed,90,200,,4")
    assert ends(leading(own)) == {0: (100, NONE), 1: (-NONE, 200)}


def test_nothing_follows_for_what_may_fall_from_another_day_of_another_kind_or_on_an_open_day() -> None:
    """Levels, the wounded, counts from a day on, lists and months each stand for themselves."""
    own = claims_of(
        "present,100,,,3", "present,90,,,4", "wounded,100,,,3", "wounded,90,,,4", "killed,100,,,3", "killed,90,,4,4",
        "killed,80,,,",
    )  # fmt: skip
    assert len(ends(leading(own))) == len(ends(own)) == 7
    both = claims_of("killed_and_wounded,100,,,3", "killed_and_wounded,90,,,4", "killed,9,,4,5", "killed,8,,4,6")
    assert ends(leading(both)) == {0: (100, NONE), 2: (9, NONE)}


def test_in_layers_bounds_follow_from_those_of_their_own() -> None:
    """What may be stretched is no reason for what must hold."""
    own = claims_of("killed,100,,,3", "killed,90,,,4", "killed,80,,,5")
    assert ends(leading(own, np.array([False, True, True]))) == {0: (100, NONE), 1: (90, NONE)}


@pytest.mark.parametrize(
    ("value", "broken"),
    [([100.0, 300.0], []), ([85.0, 300.0], [0, 1]), ([79.0, 300.0], [0, 1, 2]), ([100.0, 301.0], [4, 5])],
)
def test_a_history_may_break_what_it_is_not_seen_to_reach(value: list[float], broken: list[int]) -> None:
    """What was counted by a day is there later, and at most what is there then was there before."""
    own = claims_of(
        "killed,100,,,3", "killed,90,,,4", "killed,80,,,5", "killed,,400,,6", "killed,,300,,7", "killed,,300,,8",
        "present,50,,,9",
    )  # fmt: skip
    kept = leading(own)
    assert ends(kept).keys() == {0, 5, 6}
    assert not_reached(own, kept, np.array([*value, 0.0])).tolist() == broken
