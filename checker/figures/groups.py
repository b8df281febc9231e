"""Whole columns of integers: equal rows get equal numbers, and rows are put in order."""

import math
from collections.abc import Sequence
from typing import Any

import numpy as np
import numpy.typing as npt

Ints = npt.NDArray[np.int64]
LARGEST = 2**62
ROOMY = 2  # a table of so many times the rows is still quicker than sorting them


def numbered(columns: Sequence[Any]) -> Ints:
    """A number for each distinct combination of integers, by rows of columns of one length.

    The numbers 0, 1, 2, ... in the order of the combinations, sorted by the first column foremost.
    """
    number = np.zeros(len(columns[0]), dtype=np.int64)
    room = 1  # how many numbers there can be
    for column in columns:
        codes, many = _from_zero(column)
        if many == 1:
            continue
        if room * many > LARGEST:
            number, room = _ranked(number, room)
        if room * many > LARGEST:
            codes, many = _ranked(codes, many)
        if room == 1:
            number = codes.copy()
        else:
            number *= many
            number += codes
        room *= many
    return _ranked(number, room)[0]


def first_places(numbers: Ints) -> Ints:
    """For each of these numbers, which go from 0 on, the place where it first occurs (shape: numbers)."""
    first = np.empty(int(numbers.max(initial=-1)) + 1, dtype=np.int64)
    first[numbers[::-1]] = np.arange(len(numbers), dtype=np.int64)[::-1]  # of several, the last that is written stays
    result: Ints = first[numbers]
    return result


def as_they_come(numbers: Ints) -> Ints:
    """The same rows numbered in the order in which they first occur; the numbers go from 0 on."""
    first = first_places(numbers)
    return (np.cumsum(first == np.arange(len(first))) - 1)[first]


def is_repeated(numbers: Ints) -> npt.NDArray[np.bool_]:
    """Which of these numbers, which go from 0 on, occur more than once (shape: numbers)."""
    result: npt.NDArray[np.bool_] = (np.bincount(numbers) > 1)[numbers]
    return result


def in_order(columns: Sequence[Any]) -> Ints:
    """The places of the rows, sorted by columns of integers, the first foremost; equal rows stay as they are."""
    shifted = [_from_zero(column) for column in columns]
    bits = len(columns[0]).bit_length()
    for at in sorted(range(len(shifted)), key=lambda at: -shifted[at][1]):  # the widest first
        if _room(shifted) << bits <= LARGEST:
            break
        shifted[at] = _ranked(*shifted[at])
    if _room(shifted) << bits > LARGEST:
        return np.lexsort(tuple(reversed(columns)))
    packed = np.zeros(len(columns[0]), dtype=np.int64)
    for codes, many in shifted:
        packed *= many
        packed += codes
    return _sorted_with_places(packed)[1]


def _room(shifted: Sequence[tuple[Ints, int]]) -> int:
    return math.prod(many for _, many in shifted)


def _from_zero(column: Any) -> tuple[Ints, int]:
    """The same numbers shifted to begin at 0, and how many there can be; as they are where they are too far apart."""
    numbers = np.asarray(column, dtype=np.int64)
    least, most = (int(numbers.min()), int(numbers.max())) if len(numbers) else (0, 0)
    return (numbers - least if least and most - least < LARGEST else numbers), most - least + 1


def _ranked(numbers: Ints, room: int) -> tuple[Ints, int]:
    """The numbers 0, 1, 2, ... in the same order as these, and how many there are.

    Args:
        numbers: from 0 on, below `room`; any, where that is more than LARGEST.
        room: how many there can be.
    """
    if room <= ROOMY * len(numbers):
        there = np.zeros(room, dtype=bool)
        there[numbers] = True
        rank = np.cumsum(there, dtype=np.int64) - 1
        return rank[numbers], int(rank[-1]) + 1
    if room << len(numbers).bit_length() > LARGEST:
        words, codes = np.unique(numbers, return_inverse=True)
        return codes.astype(np.int64, copy=False), max(len(words), 1)
    ordered, order = _sorted_with_places(numbers)
    rank = np.cumsum(_changes(ordered)) - 1
    codes = np.empty_like(rank)
    codes[order] = rank
    return codes, int(rank[-1]) + 1 if len(rank) else 1


def _sorted_with_places(numbers: Ints) -> tuple[Ints, Ints]:
    """Numbers from 0 on in order, and the places where they stood; equal ones stay as they are."""
    bits = len(numbers).bit_length()
    packed = numbers << bits
    packed += np.arange(len(numbers), dtype=np.int64)
    packed.sort()
    return packed >> bits, packed & ((1 << bits) - 1)


def _changes(ordered: Ints) -> npt.NDArray[np.bool_]:
    """Where a number differs from the one before it, the first one included."""
    return np.append(True, ordered[1:] != ordered[:-1])[: len(ordered)]
