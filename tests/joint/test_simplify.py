"""Relations are made fewer only where they go on saying the same."""

from itertools import pairwise

from checker.joint.places import Cell
from checker.joint.relation import Relation
from checker.joint.simplify import simplified

WHOLE, BETWEEN, PART = Cell(0, 0, "killed"), Cell(1, 0, "killed"), Cell(2, 0, "killed")
OTHER = Cell(0, 0, "wounded")


def holds(whole: Cell, part: Cell) -> Relation:
    """One cell holds another."""
    ordered = sorted([(whole, 1.0), (part, -1.0)])
    return Relation(tuple(cell for cell, _ in ordered), tuple(f for _, f in ordered), level=True, grows=False)


def test_a_cell_that_nobody_counts_is_passed_over() -> None:
    """The whole holds the part by itself."""
    assert simplified([holds(WHOLE, BETWEEN), holds(BETWEEN, PART)], [WHOLE, PART]) == [holds(WHOLE, PART)]


def test_several_cells_that_nobody_counts_are_passed_over() -> None:
    """One below the other, from whichever end one begins."""
    chain = [WHOLE, BETWEEN, Cell(3, 0, "killed"), Cell(4, 0, "killed"), PART]
    steps = [holds(above, below) for above, below in pairwise(chain)]
    assert simplified(steps, [WHOLE, PART]) == [holds(WHOLE, PART)]
    assert simplified(steps[::-1], [WHOLE, PART]) == [holds(WHOLE, PART)]


def test_a_hold_that_follows_from_two_others_is_left_out() -> None:
    """Where all three are counted, the steps say it."""
    steps = [holds(WHOLE, BETWEEN), holds(BETWEEN, PART)]
    assert simplified([*steps, holds(WHOLE, PART)], [WHOLE, BETWEEN, PART]) == steps


def test_one_of_two_wholes_stays_beside_a_counted_one() -> None:
    """Were it put in the place of its part, the sum would no more be one that is 0."""
    both = Relation((WHOLE, OTHER, PART), (1.0, 1.0, -1.0), level=True, grows=False)
    assert simplified([both], [OTHER, PART]) == [both]
