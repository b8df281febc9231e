"""Fewer relations that say the same: cells that only pass something on are replaced, and what follows is left out."""

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import replace

from checker.joint.places import Cell
from checker.joint.relation import Relation


def simplified(found: Iterable[Relation], counted: Iterable[Cell]) -> list[Relation]:
    """Relations that bound the counted cells just as the given ones do, in their order."""
    counted, kept = set(counted), list(found)
    while passed := _passed_on(kept, counted):
        replaced = (_replaced(relation, passed) for relation in kept)
        kept = list(dict.fromkeys(relation for relation in replaced if relation.cells))
    return _without_detours(kept)


def _passed_on(found: list[Relation], counted: set[Cell]) -> dict[Cell, Cell]:
    """Cells that nobody counts and that hold one other cell alone, with that one: they may as well be equal."""
    holding, held, exact = _holdings(found)
    grows = {relation.cells[0] for relation in found if len(relation.cells) == 1}
    passed: dict[Cell, Cell] = {}
    for cell, below in holding.items():
        parts = {part for part, _ in below}
        if cell in counted or cell in exact or len(parts) != 1:
            continue
        part = next(iter(parts))
        firm = any(firm for _, firm in below) or not held.get(cell, False)
        if firm and (cell not in grows or part in grows):
            passed[cell] = part
    return _together(found, passed)


def _holdings(found: list[Relation]) -> tuple[dict[Cell, list[tuple[Cell, bool]]], dict[Cell, bool], set[Cell]]:
    """For each cell what it holds, and whether what is left then grows; which cells are parts of growing remainders."""
    holding: dict[Cell, list[tuple[Cell, bool]]] = {}
    held: dict[Cell, bool] = {}
    exact: set[Cell] = set()
    for relation in found:
        if relation.exact:
            exact.update(relation.cells)
        wholes = [cell for cell, factor in _terms(relation) if factor > 0]
        parts = [cell for cell, factor in _terms(relation) if factor < 0]
        for whole in wholes:
            like = [part for part in parts if len(wholes) == 1 or part.term == whole.term]
            holding.setdefault(whole, []).extend((part, relation.grows) for part in like)
        for part in parts:
            held[part] = held.get(part, False) or relation.grows
    return holding, held, exact


def _together(found: list[Relation], passed: dict[Cell, Cell]) -> dict[Cell, Cell]:
    """Only those that make nothing but zeros of the relations in which they are wholes, to the end of each chain.

    Or of a sum that grows another one that does: a count whose growth makes room for another is no less than it is.
    """
    fine, changed = dict(passed), True
    growing = {frozenset(_terms(relation)) for relation in found if relation.grows and min(relation.factors) > 0}
    while changed:
        changed = False
        for relation in found:
            wholes = [cell for cell, factor in _terms(relation) if factor > 0 and cell in fine]
            if wholes and len(relation.cells) > 1 and not _follows(relation, fine, growing):
                changed = True
                for cell in wholes:
                    del fine[cell]
    return {cell: _end_of(cell, fine) for cell in fine}


def _end_of(cell: Cell, passed: dict[Cell, Cell]) -> Cell:
    """Where a chain of cells ends, each of which stands for the one before; what was passed is remembered."""
    chain = [cell]
    while passed[chain[-1]] in passed and len(chain) <= len(passed):
        chain.append(passed[chain[-1]])
    end = passed[chain[-1]]
    passed.update(dict.fromkeys(chain, end))
    return end


def _follows(
    relation: Relation, passed: Mapping[Cell, Cell], growing: Collection[frozenset[tuple[Cell, float]]]
) -> bool:
    total = _sum(relation, passed)
    if min(relation.factors) > 0:
        return frozenset(total.items()) in growing
    return all(cell in passed for cell, factor in _terms(relation) if factor > 0) and not total


def _sum(relation: Relation, passed: Mapping[Cell, Cell]) -> dict[Cell, float]:
    total: dict[Cell, float] = {}
    for cell, factor in _terms(relation):
        cell = passed.get(cell, cell) if factor > 0 else cell  # noqa: PLW2901  (the cell that stands for it)
        total[cell] = total.get(cell, 0.0) + factor
    return {cell: factor for cell, factor in total.items() if factor}


def _replaced(relation: Relation, passed: Mapping[Cell, Cell]) -> Relation:
    total: dict[Cell, float] = {}
    for cell, factor in _terms(relation):
        here = passed.get(cell, cell)
        total[here] = total.get(here, 0.0) + factor
    left = sorted((cell, factor) for cell, factor in total.items() if factor)
    return replace(relation, cells=tuple(c for c, _ in left), factors=tuple(f for _, f in left))


def _terms(relation: Relation) -> Iterable[tuple[Cell, float]]:
    return zip(relation.cells, relation.factors, strict=True)


def _without_detours(found: list[Relation]) -> list[Relation]:
    """Without a whole's hold on a part that follows from its hold on something between them."""
    monotone = {relation.cells[0] for relation in found if len(relation.cells) == 1}
    above: dict[Cell, dict[Cell, bool]] = {}  # for each part its wholes, and whether what is left grows
    for relation in found:
        for whole, part, grows in _steps(relation, monotone):
            wholes = above.setdefault(part, {})
            wholes[whole] = grows or wholes.get(whole, False)
    return [relation for relation in found if not _is_detour(relation, above)]


def _steps(relation: Relation, monotone: set[Cell]) -> Iterator[tuple[Cell, Cell, bool]]:
    """The wholes and parts of a relation of which one holds the other, and whether what is left grows."""
    wholes = [cell for cell, factor in _terms(relation) if factor > 0]
    if len(wholes) == 1 and relation.level and not relation.left:
        parts = [cell for cell, factor in _terms(relation) if factor < 0]
        falling = [part for part in parts if part not in monotone]
        for part in parts:
            yield wholes[0], part, relation.grows and falling in ([], [part])


def _is_detour(relation: Relation, above: Mapping[Cell, Mapping[Cell, bool]]) -> bool:
    if not relation.level or relation.exact or sorted(relation.factors) != [-1.0, 1.0]:
        return False
    part, whole = (cell for _, cell in sorted(zip(relation.factors, relation.cells, strict=True)))
    return any(
        between != whole
        and whole in above.get(between, {})
        and (not relation.grows or (grows and above[between][whole]))
        for between, grows in above[part].items()
    )
