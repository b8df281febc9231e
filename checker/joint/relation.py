"""What holds between cells at all times, as a row that is linear and has no numbers."""

from collections.abc import Mapping
from dataclasses import dataclass

from checker.joint.places import Cell


@dataclass(frozen=True, slots=True)
class Relation:
    """A sum of cells. `level`: at no time below 0; `exact`: always 0; `grows`: it never falls.

    `left`: it is about those whom a whole has beside some of its parts.
    """

    cells: tuple[Cell, ...]
    factors: tuple[float, ...]
    level: bool
    grows: bool
    exact: bool = False
    left: bool = False


def relation_of(
    total: Mapping[Cell, float], *, level: bool, grows: bool, exact: bool = False, left: bool = False
) -> Relation:
    """The sum of cells, each so often, in their order."""
    ordered = sorted(total.items())
    return Relation(tuple(cell for cell, _ in ordered), tuple(f for _, f in ordered), level, grows, exact, left)
