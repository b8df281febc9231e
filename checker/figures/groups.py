"""Equal things get equal numbers."""

from collections.abc import Sequence
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd


def numbered(columns: Sequence[Any]) -> npt.NDArray[np.int64]:
    """A number for each distinct combination of integers, by rows of columns of one length."""
    number = np.zeros(len(columns[0]), dtype=np.int64)
    for column in columns:
        codes, words = pd.factorize(np.asarray(column, dtype=np.int64))
        number = pd.factorize(number * (len(words) + 1) + codes)[0].astype(np.int64)
    return number
