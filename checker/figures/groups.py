"""Whole columns of integers: equal rows get equal numbers, and rows are put in order."""

import math
from collections.abc import Sequence
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

Ints = npt.NDArray[np.int64]
LARGEST = 2**62


def numbered(columns: Sequence[Any]) -> Ints:
    """A number for each distinct combination of integers, by rows of columns of one length."""
    number = np.zeros(len(columns[0]), dtype=np.int64)
    room = 1  # how many numbers there can be
    for column in columns:
        codes, many = _from_zero(column)
        if many == 1:
            continue
        if room * many > LARGEST:
            number, room = _dense(number)
        if room * many > LARGEST:
            codes, many = _dense(codes)
        number, room = number * many + codes, room * many
    return _dense(number)[0]


def in_order(columns: Sequence[Any]) -> Ints:
    """The places of the rows, sorted by columns of integers, the first foremost; equal rows stay as they are."""
    shifted = [_from_zero(column) for column in columns]
    bits = len(columns[0]).bit_length()
    if math.prod(many for _, many in shifted) << bits > LARGEST:
        return np.lexsort(tuple(reversed(columns)))
    packed = np.arange(len(columns[0]), dtype=np.int64)
    step = 1 << bits
    for codes, many in reversed(shifted):
        packed += codes * step
        step *= many
    return np.sort(packed) & ((1 << bits) - 1)


def _from_zero(column: Any) -> tuple[Ints, int]:
    """The same numbers shifted to begin at 0, and how many there can be; as they are where they are too far apart."""
    numbers = np.asarray(column, dtype=np.int64)
    least, most = (int(numbers.min()), int(numbers.max())) if len(numbers) else (0, 0)
    return (numbers - least if most - least < LARGEST else numbers), most - least + 1


def _dense(numbers: Ints) -> tuple[Ints, int]:
    """The numbers 0, 1, 2, ... in the order in which they first occur, and how many there are."""
    codes, words = pd.factorize(numbers)
    return codes.astype(np.int64, copy=False), max(len(words), 1)
