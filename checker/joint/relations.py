"""What holds between cells at all times, whatever anybody reports: rows that are linear and have no numbers.

Each is a sum of cells that is never below 0, or exactly 0; and some of these sums never fall.
"""

from collections.abc import Iterable, Iterator

from checker.joint.left_over import left_over
from checker.joint.places import EVERYBODY, MOVING, Cell, Places, Sum
from checker.joint.relation import Relation, relation_of

SENT = ("killed", "captured", "present")
CELLS = 50_000  # counts of people and places that are held against each other; more is said to be undecided


class TooLargeError(Exception):
    """More than can be looked at in one piece; it says what."""


def relations(places: Places, counted: Iterable[Cell]) -> list[Relation]:
    """Every relation that can keep counted cells from being what they are reported to be, in a canonical order.

    Cells that nobody counts are among them where they stand between two that are counted. What can be as large as it
    need be is left out, with all that it would be larger than.
    """
    counted = set(counted)
    cells = _cells(places, counted)
    trees = {side: list(_trees(places, cells, side)) for side in places.sides}
    of_people, of_places = trees["population"], trees["scope"]
    terms = [relation for relation in _terms(places, cells) if _counted_alike(places, relation)]
    found = [*_own(places, cells), *of_people, *of_places, *terms, *left_over(places, cells, terms, trees)]
    bounded = _bounded(found, counted)
    return [relation for relation in found if all(cell in bounded for cell in relation.cells)]


def _cells(places: Places, counted: set[Cell]) -> list[Cell]:
    """The cells, all that hold them in larger populations and scopes and as terms, and where parts of both cross."""
    found, rest = set(counted), sorted(counted)
    while rest:
        _add(found, rest, _wholes(places, rest.pop()))
        if not rest:
            _add(found, rest, [*_crossings(places, found), *_loose_beside(places, found), *_where_sent(places, found)])
    return sorted(found)


def _add(found: set[Cell], rest: list[Cell], cells: Iterable[Cell]) -> None:
    for cell in [cell for cell in cells if cell not in found]:
        found.add(cell)
        rest.append(cell)
        if len(found) > CELLS:
            raise TooLargeError(f"more than {CELLS:,} counts hang together")


def _crossings(places: Places, cells: Iterable[Cell]) -> Iterator[Cell]:
    """Parts of the people at parts of the places: in a table of both with some of its counts, the others.

    A row or a column without any count has room for all that it may hold.
    """
    tables: dict[tuple[Cell, int, int], list[Cell]] = {}
    for cell in cells:
        whole = places.parent(cell, "population")
        whole = places.parent(whole, "scope") if whole else None
        if whole and not cell.listed and cell.term not in MOVING:
            of = whole, places.family(cell, "population"), places.family(cell, "scope")
            tables.setdefault(of, []).append(cell)
    for told in tables.values():
        rows, columns = ({getattr(cell, side): cell for cell in told} for side in places.sides)
        yield from (row.at("scope", column) for row in rows.values() for column in columns)


def _loose_beside(places: Places, cells: Iterable[Cell]) -> Iterator[Cell]:
    """A source's loose term of members of a split of which somebody counts what it names, where it is of others too."""
    own: dict[tuple[Cell, str, int], Cell] = {}
    terms: dict[tuple[int, int, str, int], dict[int, set[str]]] = {}
    for cell in (one for one in cells if not one.listed):
        for side in places.sides:
            if whole := places.parent(cell, side):
                family = places.family(cell, side)
                if cell.owner != EVERYBODY:
                    own[whole, side, family] = cell
                else:
                    of = terms.setdefault((whole.population, whole.scope, side, family), {})
                    of.setdefault(getattr(cell, side), set()).add(cell.term)
    for (whole, side, family), cell in own.items():
        named = {one.term for one in _named(places, cell)}
        members = terms.get((whole.population, whole.scope, side, family), {})
        yield from (cell.at(side, node) for node, counted in members.items() if counted & named)


def _where_sent(places: Places, cells: Iterable[Cell]) -> Iterator[Cell]:
    """What is held against those who move, at each place where these are counted.

    Those who move are no sums over places, so what holds of each place does not follow from what holds of the whole: of
    10 who are present at two places no more than 3 and 4 can be, if no more were sent to the one and to the other. Nor
    does it where a whole may fall, and the places that make it up may not.
    """
    sent: dict[Cell, list[int]] = {}
    for cell in (one for one in cells if one.term in MOVING and not one.listed):
        if whole := places.parent(cell, "scope"):
            sent.setdefault(whole, []).append(cell.scope)
        if places.falls(cell, "scope"):
            yield from places.made_up_of(cell, "scope")
    for cell in cells if sent else ():
        beside = {where for mover in _movers(places, cell) for where in sent.get(mover, ())}
        for one in (cell.at("scope", where) for where in sorted(beside)):
            if one.owner != EVERYBODY or places.is_complete(one, "scope"):
                yield one


def _movers(places: Places, cell: Cell) -> Iterator[Cell]:
    """Those who move and hold a cell as a term, or are named by it."""
    sent = (cell._replace(term="deployed"),) if cell.term in SENT else ()
    held = () if cell.listed else (*sent, *_whole_term(places, cell), *_named(places, cell))
    yield from (one for one in held if one.term in MOVING)


def _wholes(places: Places, cell: Cell) -> Iterator[Cell]:
    """The cells that hold a cell, one step up."""
    for side in places.sides:
        if parent := places.parent(cell, side):
            yield parent
    if heir := places.heir(cell):
        yield heir
    yield from _whole_term(places, cell)
    if cell.owner == EVERYBODY and cell.term in SENT:
        yield cell._replace(term="deployed")


def _whole_term(places: Places, cell: Cell) -> Sum:
    """The sum that a cell is part of as a term: of a list what is true, of a term what it is declared as part of."""
    if cell.listed:
        return places.counted(cell.population, cell.scope, cell.term, cell.owner)
    whole = places.measure(cell).part_of
    if not whole or places.vocabulary[whole].is_loose:
        return {}
    return places.counted(cell.population, cell.scope, whole, cell.owner)


def _own(places: Places, cells: Iterable[Cell]) -> Iterator[Relation]:
    """Flows never fall; what gives way to another falls by no more than that one gains."""
    for cell in cells:
        if not places.is_free(cell):
            heir = places.heir(cell)
            yield relation_of({cell: 1.0} | ({heir: 1.0} if heir else {}), level=False, grows=True)


def _trees(places: Places, cells: list[Cell], side: str) -> Iterator[Relation]:
    """A whole holds the members of each of its splits together, and each other child by itself."""
    families: dict[tuple[Cell, int], list[Cell]] = {}
    for cell in cells:
        if parent := places.parent(cell, side):
            families.setdefault((parent, places.family(cell, side)), []).append(cell)
    for (parent, family), members in families.items():
        yield from _remainder(places, parent, members, side, family)


def _remainder(places: Places, whole: Cell, members: list[Cell], side: str, family: int) -> Iterator[Relation]:
    nodes = {getattr(member, side) for member in members}
    exact = places.others(side, family, nodes) == [] and not whole.listed
    moves = side == "scope" and whole.term in MOVING
    fixed = moves or whole.listed or places.shifts(whole, nodes, side, family)
    left: dict[Cell, float] = {whole: 1.0} | dict.fromkeys(members, -1.0)
    heirs = {places.heir(cell): factor for cell, factor in left.items()}
    if None in heirs or fixed:
        yield relation_of(left, level=True, grows=not fixed, exact=exact)
        return
    yield relation_of(left, level=True, grows=False, exact=exact)
    yield relation_of(left | {heir: factor for heir, factor in heirs.items() if heir}, level=False, grows=True)


def _terms(places: Places, cells: list[Cell]) -> Iterator[Relation]:
    """Terms hold their parts, lists are parts of what is true, and who is lost was sent."""
    there = set(cells)
    for cell in cells:
        if whole := _whole_term(places, cell):
            flows = not cell.listed and places.never_falls({cell: 1.0}) and places.never_falls(whole)
            yield relation_of({**whole, cell: -1.0}, level=True, grows=flows)
        if not cell.listed and cell.owner != EVERYBODY:
            yield from _loose(places, cell, there)
        if cell.term == "deployed" and not cell.listed:
            yield from _sent(places, cell, there)


def _counted_alike(places: Places, relation: Relation) -> bool:
    """Whether it holds levels alone or none, or all counts from the beginning: a level holds who was there before."""
    levels = {places.measure(cell).is_stock for cell in relation.cells}
    return len(levels) == 1 or not places.since(relation.cells[0])


def _loose(places: Places, cell: Cell, there: set[Cell]) -> Iterator[Relation]:
    """A loose term is at least what it names, and at least each term that is declared as part of it."""
    parts = {one: -times for one, times in _named(places, cell).items() if one in there}
    if parts:
        yield relation_of({cell: 1.0, **parts}, level=True, grows=False)
    for name in declared_parts(places, cell.term):
        if (part_cell := Cell(cell.population, cell.scope, name)) in there:
            yield relation_of({cell: 1.0, part_cell: -1.0}, level=True, grows=False)


def _named(places: Places, loose: Cell) -> Sum:
    """The terms that a loose one is at least the sum of."""
    named: dict[Cell, float] = {}
    for part in places.measure(loose).at_least:
        for one, times in places.counted(loose.population, loose.scope, part, loose.owner).items():
            named[one] = named.get(one, 0.0) + times
    return named


def declared_parts(places: Places, whole: str) -> list[str]:
    """The terms that the vocabulary declares as part of another."""
    return [name for name, measure in places.vocabulary.items() if measure.part_of == whole]


def _sent(places: Places, deployed: Cell, there: set[Cell]) -> Iterator[Relation]:
    killed, captured, present = (deployed._replace(term=term) for term in SENT)
    both = killed in there and present in there and not places.since(deployed)
    groups = [[killed, present]] if both else [[killed], [present]]
    for group in (*groups, [captured]):
        if all(cell in there for cell in group):
            yield relation_of({deployed: 1.0} | dict.fromkeys(group, -1.0), level=True, grows=False)


def _bounded(found: list[Relation], counted: set[Cell]) -> set[Cell]:
    """The cells that cannot be as large as it takes: counted ones, parts of such, and exact sums of such."""
    sides: dict[tuple[int, bool], list[Cell]] = {}
    waiting: dict[Cell, list[tuple[int, bool]]] = {}
    for at, relation in enumerate(found):
        for cell, factor in zip(relation.cells, relation.factors, strict=True):
            sides.setdefault((at, factor > 0), []).append(cell)
            if relation.exact or (relation.level and factor > 0):
                waiting.setdefault(cell, []).append((at, factor > 0))
    bounded, rest, free = set(counted), sorted(counted), {side: len(cells) for side, cells in sides.items()}
    while rest:
        for at, above in waiting.get(rest.pop(), ()):
            free[at, above] -= 1
            if not free[at, above]:
                new = [cell for cell in sides.get((at, not above), ()) if cell not in bounded]
                bounded.update(new)
                rest.extend(new)
    return bounded
