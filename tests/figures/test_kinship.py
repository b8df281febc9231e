"""Trees as arrays: who lies below whom, and what stands above, against a walk from node to node."""

import random

import numpy as np
import pytest

from checker.figures import parts
from checker.figures.book import Book
from checker.figures.kinship import NONE, Kinship, kinship
from checker.figures.parts import larger_than_wholes
from tests.figures.statements import dataset_from, random_rows
from tests.helpers import dataset_of, findings_of, seeds, table_of


def random_tree(rng: random.Random, size: int) -> Kinship:
    """Some nodes, in any order, some of whose steps shift."""
    names = rng.sample(range(size), size)
    parent = np.full(size, NONE)
    for at in range(1, size):
        parent[names[at]] = names[rng.randrange(at)] if rng.random() < 0.8 else NONE
    shifts = np.array([rng.random() < 0.3 for _ in range(size)])
    none = np.array([], dtype=np.int64)
    return Kinship(none, parent, np.full(size, NONE), shifts, none, none.astype(bool))


def way_up(kin: Kinship, node: int) -> list[int]:
    """The node and all above it."""
    way = [node]
    while kin.parent[way[-1]] != NONE:
        way.append(int(kin.parent[way[-1]]))
    return way


@pytest.mark.parametrize("seed", seeds(8))
def test_who_lies_below_whom_is_what_a_walk_says(seed: int) -> None:
    """For every pair of nodes; and whether a step between them shifts."""
    kin = random_tree(random.Random(seed), 1 + seed)  # noqa: S311  (not for secrets)
    for node in range(1 + seed):
        way = way_up(kin, node)
        for whole in range(1 + seed):
            pair = np.array([node]), np.array([whole])
            assert kin.below(*pair).tolist() == [whole in way]
            if whole in way:
                assert kin.shifted(*pair).tolist() == [bool(kin.shifts[way[: way.index(whole)]].any())]
    assert kin.levels == max(len(way_up(kin, node)) for node in range(1 + seed))


@pytest.mark.parametrize("seed", seeds(8))
def test_the_lowest_above_is_what_a_walk_finds(seed: int) -> None:
    """Of its own group, at its own place or above."""
    rng = random.Random(seed)  # noqa: S311  (not for secrets)
    kin = random_tree(rng, 12)
    node, group, values = (np.array([rng.randrange(most) for _ in range(30)]) for most in (12, 3, 100))
    found = kin.lowest_above(node, group, values.astype(float))
    for at in range(30):
        way = way_up(kin, int(node[at]))
        assert found[at] == min(values[i] for i in range(30) if group[i] == group[at] and node[i] in way)


@pytest.mark.parametrize("changed", [{"AT_FIRST": 1, "AT_A_TIME": 5}, {"AT_A_TIME": 1}])
def test_however_few_are_looked_at_at_a_time_the_same_is_found(
    monkeypatch: pytest.MonkeyPatch, changed: dict[str, int]
) -> None:
    """Parts above wholes, in rounds or all at once, by account or by place."""
    rng = random.Random(3)  # noqa: S311  (not for secrets)
    data = dataset_from([row for number in range(60) for row in random_rows(rng.choice, f"-{number}")])
    found = [larger_than_wholes(Book(data))]
    for name, value in changed.items():
        monkeypatch.setattr(parts, name, value)
    found.append(larger_than_wholes(Book(data)))
    monkeypatch.setattr(Kinship, "levels", 0)
    found.append(larger_than_wholes(Book(data)))
    sides = [pairs.sort_values(["first", "second"])[["first", "second", "gap"]].to_numpy() for _, pairs in found]
    assert len(sides[0]) > 10
    assert all(np.array_equal(sides[0], side) for side in sides[1:])


def test_of_a_part_above_hundreds_of_wholes_a_hundred_are_listed() -> None:
    """Those that it is above by most: a chain of 150, each larger than what holds it."""
    tree = "\n".join(["id,part_of", *(f"p{at},{f'p{at - 1}' if at else ''}" for at in range(150)), ""])
    rows = [f"f{at:03},p{at},front,killed,{at + 1},2024-05-01,2024-05-02,staff" for at in range(150)]
    (finding,) = findings_of(dataset_of(table_of(*rows), populations=tree), "A101")
    of = {
        f"f{at:03}": {pair["whole"] for pair in finding.evidence["pairs"] if pair["part"] == f"f{at:03}"}
        for at in (50, 149)
    }
    assert of == {"f050": {f"f{at:03}" for at in range(50)}, "f149": {f"f{at:03}" for at in range(100)}}


def test_a_tree_is_walked_however_deep() -> None:
    """A chain of 10,000 nodes, with a first day that comes from the root."""
    tree = "\n".join(["id,part_of,since", "p0,,2024-01-03", *(f"p{at},p{at - 1}," for at in range(1, 10_000)), ""])
    data = dataset_of(table_of("a,p9999,front,killed,5,2024-05-01,2024-05-02,staff"), populations=tree)
    assert data.populations.since["p9999"] == data.populations.since["p0"] > 0
    kin = kinship(Book(data), "population")
    assert kin.levels == 10_000
    assert kin.below(kin.node, np.array([0])).all()
