"""Words as Arrow keeps them: a large table has a million ids and addresses, and hardly one of them is ever shown."""

from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

SHORT = 64  # bytes of a word, which Arrow may write again in every cell
KEPT = pd.StringDtype("pyarrow", na_value=np.nan)


class Words(Sequence[str]):
    """Words, each of which becomes a string of its own when it is asked for, by its place from 0 on."""

    def __init__(self, arrow: "pa.StringArray") -> None:
        self.arrow = arrow

    def __len__(self) -> int:
        return len(self.arrow)

    def __getitem__(self, at: Any) -> Any:
        """One word. A scalar of Arrow's would take ten times as long."""
        begins, text = self._written
        return str(text[begins[at] : begins[at + 1]], "utf-8")

    def __iter__(self) -> Iterator[str]:
        return iter(self.arrow.to_numpy(zero_copy_only=False).tolist())

    @cached_property
    def _written(self) -> tuple[memoryview, memoryview]:
        """Where each word begins, and the last one ends, in the text of all."""
        _, begins, text = self.arrow.buffers()
        return memoryview(begins).cast("i")[self.arrow.offset :], memoryview(text or b"")


def arrow_of(words: Iterable[str]) -> "pa.StringArray":
    """Words as Arrow's, without being copied if they are kept so."""
    return words.arrow if isinstance(words, Words) else pa.array(list(words), pa.string())


def may_hold(words: "pa.StringArray", part: str) -> bool:
    """Whether a text is in one of the words, or across the ends of some; far quicker than to look into each."""
    text = words.buffers()[2]
    return text is not None and part.encode() in text.to_pybytes()


def places_of(wanted: Iterable[str], among: "pa.StringArray") -> dict[str, int]:
    """Where each wanted word stands that is there; the last place of several."""
    there = np.flatnonzero(np.asarray(pc.is_in(among, value_set=arrow_of(set(wanted)))))
    return dict(zip(Words(among.take(pa.array(there))), there.tolist(), strict=True))


def text_column(words: "pa.StringArray", codes: "npt.NDArray[np.integer[Any]]") -> "pd.Series[str]":
    """A column of a frame: words by their numbers.

    Arrow writes a word again wherever it stands. Where long ones are repeated often they are Python's own strings
    instead, which their cells share: a small file can name one long text in a million cells.
    """
    size = np.asarray(pc.binary_length(words), dtype=np.int64)
    if size[codes].sum() > 2 * size.sum() + SHORT * len(codes):
        return pd.Series(np.array([*Words(words), ""], dtype=object)[codes], dtype=object)
    return pd.Series(pd.array(words.take(pa.array(codes)), dtype=KEPT))


def words_in(column: "pd.Series[str]") -> Words:
    """The words of a column that `text_column` made."""
    words = pa.array(column, pa.string())
    return Words(words.combine_chunks() if isinstance(words, pa.ChunkedArray) else words)
