"""Links between figures, followed to their ends: whole columns, loops only where a figure has several ways to go.

Links are two columns of positions: in each pair the first goes back to the second.
"""

from collections.abc import Iterator, Mapping, Sequence

import numpy as np
import numpy.typing as npt

Ints = npt.NDArray[np.int64]
Mask = npt.NDArray[np.bool_]
Links = tuple[Ints, Ints]
SEVERAL = -1  # instead of a label: what a figure goes back to has different ones


def goes_back_to(labels: Ints, links: Links) -> Ints:
    """For each figure the label of all that it goes back to in the end; its own where it goes back to nothing.

    A ring that leads nowhere else goes back to its first figure.

    Args:
        labels: a number from 0 on for each figure (shape: figures).
        links: who goes back to whom.

    Returns:
        Labels, SEVERAL where a figure goes back to some that have different ones (shape: figures).
    """
    end, tangled = _single_file(len(labels), links)
    result, ups = labels[end], _ups(links, tangled)
    for group in strong_groups(ups):
        inside = set(group)
        found = {int(result[up]) for at in group for up in ups[at] if up not in inside} or {int(labels[min(group)])}
        result[group] = found.pop() if len(found) == 1 else SEVERAL
    return result


def rings(size: int, links: Links) -> list[tuple[int, ...]]:
    """The groups of figures that go back to each other, and those that go back to themselves; all in order."""
    ups = _ups(links, _single_file(size, links)[1])
    return sorted(tuple(sorted(group)) for group in strong_groups(ups) if len(group) > 1 or group[0] in ups[group[0]])


def linked(first: Ints, second: Ints) -> Ints:
    """A number for each pair: the same for pairs that share a figure, if through others."""
    label = np.arange(max(first.max(initial=0), second.max(initial=0)) + 1)
    while (label[first] != label[second]).any():
        ends = label[first], label[second]
        for end in ends:
            np.minimum.at(label, end, np.minimum(*ends))
        while (label != label[label]).any():
            label = label[label]  # twice as far each time
    return label[first]


def _single_file(size: int, links: Links) -> tuple[Ints, Mask]:
    """Where each figure comes to by going back as long as there is one way, and whether that is no end.

    It is none where there are several ways, or a ring.
    """
    below, above = links
    ways = np.bincount(below, minlength=size)
    at, one = np.arange(size), ways[below] == 1
    single = below[one]
    at[single] = above[one]
    for _ in range(len(single).bit_length()):
        at[single] = at[at[single]]  # twice as far each time
    return at, ways[at] > 0


def _ups(links: Links, wanted: Mask) -> dict[int, list[int]]:
    """For each wanted figure those that it goes back to."""
    ups: dict[int, list[int]] = {at: [] for at in np.flatnonzero(wanted).tolist()}
    below, above = (side[wanted[links[0]]].tolist() for side in links)
    for at, up in zip(below, above, strict=True):
        ups[at].append(up)
    return ups


def strong_groups(ups: Mapping[int, Sequence[int]]) -> Iterator[list[int]]:
    """The largest groups in which everyone leads to everyone, each after all others that it leads to.

    Tarjan's algorithm with a path of its own instead of recursion: time and space grow with the number of links.
    """
    number, reach, unsettled = dict[int, int](), dict[int, int](), list[int]()
    for start in ups:
        path = [] if start in number else [(start, iter(ups[start]))]
        while path:
            at, rest = path[-1]
            if at not in number:
                number[at] = reach[at] = len(number)
                unsettled.append(at)
            ahead = next((up for up in rest if up in ups and up not in number), None)
            if ahead is not None:
                path.append((ahead, iter(ups[ahead])))
                continue
            path.pop()
            reach[at] = min(reach.get(up, reach[at]) for up in (at, *ups[at]))
            if reach[at] == number[at]:
                yield _cut_off(unsettled, at, reach)


def _cut_off(unsettled: list[int], first: int, reach: dict[int, int]) -> list[int]:
    """Take the group that begins with `first` from the end of `unsettled`, and out of reach."""
    group = [unsettled.pop()]
    while group[-1] != first:
        group.append(unsettled.pop())
    for at in group:
        del reach[at]
    return group
