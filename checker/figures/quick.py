"""The plain wordings, at most a qualifier and a number, read a column at a time: much faster than by the whole grammar.

Nearly every wording of a large table is one of these. What is read here is read alike by `checker.figures.wording`, and
a test holds the two to it.
"""

import re
from collections.abc import Sequence
from typing import Any

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from checker.figures.wording import BEFORE

Floats = npt.NDArray[np.float64]
KINDS = ("exactly", "about", "at_least", "at_most", "nearly", "own_list")
SIGNS = {" ".join(tokens): kind for tokens, kind in BEFORE.items() if kind in KINDS} | {"": "exactly"}
# at most 15 digits: every end then lies below 2**53
PLAIN = r"^(?:(?P<sign>{}) )?(?P<number>[0-9]{{1,15}}|[1-9][0-9]{{0,2}}(?:,[0-9]{{3}}){{1,4}})$".format(
    "|".join(re.escape(sign) for sign in sorted(SIGNS, key=len, reverse=True) if sign)
)


def quick(words: Sequence[str]) -> tuple[npt.NDArray[np.bool_], dict[str, Any]]:
    """Which wordings are plain counts (shape: words), and the parts of a reading of these alone (shape: plain ones).

    The parts are low, high, low_rounding, high_rounding, own_list, and number, the one that is printed.
    """
    found = pc.extract_regex(pc.utf8_lower(pa.array(words, pa.string())), PLAIN)
    plain = found.is_valid().to_numpy(zero_copy_only=False)
    found = found.drop_null()
    digits = pc.replace_substring(found.field("number"), ",", "")
    whole = digits.cast(pa.int64()).to_numpy(zero_copy_only=False)
    signs = found.field("sign").dictionary_encode()
    kinds = np.array([KINDS.index(SIGNS[sign]) for sign in signs.dictionary.to_pylist()], dtype=np.int64)
    return plain, _parts(whole, kinds[signs.indices.to_numpy(zero_copy_only=False)])


def _parts(whole: npt.NDArray[np.int64], kind: npt.NDArray[np.int64]) -> dict[str, Any]:
    """The ends are rounded outward to whole numbers."""
    _, about, at_least, at_most, nearly, own_list = (kind == at for at in range(len(KINDS)))
    number, margin = whole.astype(np.float64), _rounding(whole)
    low = np.where(about, np.maximum(np.floor(number - margin), 0), number)
    low = np.where(nearly, np.maximum(np.floor(number - 2 * margin), 9 * whole // 10), np.where(at_most, 0, low))
    high = np.where(about, np.ceil(number + margin), np.where(at_least, np.inf, number))
    return {
        "low": low, "high": high, "low_rounding": np.where(at_most, 0, margin),
        "high_rounding": np.where(at_least, 0, margin), "own_list": own_list, "number": number,
    }  # fmt: skip


def _rounding(whole: npt.NDArray[np.int64]) -> Floats:
    """How far "about" reaches, as `checker.figures.wording.rounding`."""
    unit = np.ones_like(whole)
    while (more := (whole > 0) & (whole % (10 * unit) == 0)).any():
        unit = np.where(more, 10 * unit, unit)
    half = np.where(whole // unit % 10 == 5, 2.5, 0.5) * unit
    return np.where(whole > 0, np.maximum(1, np.minimum(half, whole / 10)), 1.0)
