"""What holds of those whom a whole has beside some of its parts: whatever holds of people, as a difference of counts.

Of 100 deployed 90 are women, and of 80 killed 10 are: so 10 men would have been deployed, and 70 of them killed.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence

from checker.joint.places import MOVING, Cell, Places
from checker.joint.relation import Relation, relation_of

Families = Mapping[int, Mapping[int, list[int]]]  # for each whole the members that are there, by their split


def left_over(
    places: Places, cells: Collection[Cell], terms: Iterable[Relation], trees: Mapping[str, Iterable[Relation]]
) -> list[Relation]:
    """Likewise for each whole and split: of the others what holds between their terms, and between their places.

    Args:
        places: where they are.
        cells: every cell.
        terms: what holds between the terms of one population and scope.
        trees: what the wholes of a tree hold, and have beside it; for "population" and for "scope".
    """
    there = set(cells)
    said, of_people, of_places = (
        [one for one in found if not any(cell.listed for cell in one.cells)]
        for found in (terms, trees["population"], trees["scope"])
    )
    others = list(_beside(places, there, [*said, *of_places], "population"))
    apart = [one for one in others if len({cell.scope for cell in one.cells}) == 1]
    return list(dict.fromkeys([*others, *_beside(places, there, [*said, *of_people, *apart], "scope")]))


def _beside(places: Places, there: set[Cell], found: Iterable[Relation], side: str) -> Iterator[Relation]:
    """What holds of wholes less what holds of members, as far as the members are told apart in the same way."""
    families = _families(places, there, side)
    for relation in found:
        for family, members in families.get(getattr(relation.cells[0], side), {}).items():
            if side == "population" or not any(cell.term in MOVING for cell in relation.cells):
                yield from _less(places, there, relation, side, (family, members))


def _families(places: Places, there: set[Cell], side: str) -> Families:
    members: dict[int, dict[int, set[int]]] = {}
    for cell in there:
        parent = places.parent(cell, side)
        if parent and not (side == "scope" and cell.term in MOVING):
            own = members.setdefault(getattr(parent, side), {})
            own.setdefault(places.family(cell, side), set()).add(getattr(cell, side))
    return {whole: {family: sorted(own[family]) for family in sorted(own)} for whole, own in members.items()}


def _less(
    places: Places, there: set[Cell], relation: Relation, side: str, split: tuple[int, Sequence[int]]
) -> Iterator[Relation]:
    """A relation less the same of some members: of all that have so many of its parts, for each such selection."""
    family, members = split
    factor = dict(zip(relation.cells, relation.factors, strict=True))
    wholes, parts = ([cell for cell in factor if (factor[cell] > 0) == sign] for sign in (True, False))
    has: dict[int, frozenset[Cell]] = {}
    for member in members:
        own = frozenset(cell for cell in parts if cell.at(side, member) in there)
        if own and all(cell.at(side, member) in there for cell in wholes):
            has[member] = own
    for own in sorted(set(has.values()), key=sorted):
        some = {member for member, those in has.items() if own <= those}
        others = places.others(side, family, some)
        if others == []:
            continue  # nobody is left
        kept, total = [*wholes, *sorted(own)], dict[Cell, float]()
        for cell in kept:
            left = [cell.at(side, node) for node in others or ()]
            if left and factor[cell] > 0 and there.issuperset(left):
                total |= dict.fromkeys(left, factor[cell])
            else:
                total |= {cell: factor[cell]} | {cell.at(side, node): -factor[cell] for node in some}
        dropped = [cell for cell in parts if cell not in own]
        grows = relation.grows and not any(places.may_fall(cell) or places.heir(cell) for cell in dropped)
        grows &= not any(places.shifts(cell, some, side, family) for cell in kept)
        if relation.level or grows:
            yield relation_of(total, level=relation.level, grows=grows, left=True)
