"""How counts hang together: the edges that are in no ring, against trying each."""

from collections.abc import Sequence
from itertools import combinations_with_replacement

from hypothesis import given
from hypothesis import strategies as st

from checker.joint.clusters import _bridges

EDGES = st.lists(st.sampled_from(list(combinations_with_replacement(range(6), 2))), max_size=9)


def pieces(edges: Sequence[tuple[int, ...]]) -> int:
    """Into how many pieces six nodes fall."""
    label = list(range(6))
    for one, other, *_ in edges:
        label = [label[one] if of == label[other] else of for of in label]
    return len(set(label))


@given(EDGES)
def test_bridges_are_the_edges_without_which_there_are_more_pieces(ends: list[tuple[int, int]]) -> None:
    """Also where two nodes are joined twice, or one is joined to itself."""
    edges = [(*pair, number) for number, pair in enumerate(ends)]
    without = {edge: [other for other in edges if other != edge] for edge in edges}
    assert _bridges(edges) == {edge for edge in edges if pieces(without[edge]) > pieces(edges)}
