"""Equal things get equal numbers."""

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
        codes, many = _from_zero(np.asarray(column, dtype=np.int64))
        if room * many > LARGEST:
            number, room = _dense(number)
        if room * many > LARGEST:
            codes, many = _dense(codes)
        number, room = number * many + codes, room * many
    return _dense(number)[0]


def _from_zero(column: Ints) -> tuple[Ints, int]:
    """The same numbers shifted to begin at 0, and how many there can be."""
    least, most = (int(column.min()), int(column.max())) if len(column) else (0, 0)
    return (column - least, most - least + 1) if most - least < LARGEST else _dense(column)


def _dense(column: Ints) -> tuple[Ints, int]:
    """The numbers 0, 1, 2, ... in the order in which they first occur, and how many there are."""
    codes, words = pd.factorize(column)
    return codes.astype(np.int64, copy=False), max(len(words), 1)
