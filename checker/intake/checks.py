"""What a form rule is made of: a test of whole columns, and a sentence for each row that fails it."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

from checker.figures.measures import Vocabulary
from checker.figures.table import Table
from checker.intake.cells import Cells

BLOCK = 4096


@dataclass(frozen=True)
class FormCheck:
    """One test of one column. `passes` takes the typed frame and says where all is well (shape: rows).

    `say` puts the fault of one row into a sentence; `figures` are the ids that a finding names beside the row's own.
    """

    field: str
    passes: Callable[[pd.DataFrame], Any]
    say: Callable[[int], str]
    figures: Callable[[int], tuple[str, ...]] = lambda _row: ()


@dataclass(frozen=True)
class Facts:
    """What form rules may know: one typed table, the ids of all tables that are there, and today's date.

    `file` is what the table is to us: figures.csv, whatever the user's file is called. `ids` maps a file to the ids
    written in it; a file that the dataset does not have is not in it. `misshapen` says of a row why it does not fit the
    header. `today` is a day, None where nobody said.
    """

    file: str
    cells: Cells
    vocabulary: Vocabulary
    ids: Mapping[str, Sequence[str]]
    misshapen: Mapping[int, str]
    today: int | None = None

    @property
    def table(self) -> Table:
        """The text that the cells were read from."""
        return self.cells.table

    def word(self, field: str, row: int) -> str:
        """A cell's text, shortened for a sentence."""
        word = self.table.column(field)[row]
        return f"“{word}”" if len(word) <= 80 else f"“{word[:77]}…” ({len(word):,} characters)"

    def number(self, field: str, row: int) -> float:
        """A number of the typed frame."""
        return float(self._arrays[field][row])

    def day(self, field: str, row: int) -> int:
        """A day of the typed frame."""
        return int(self._arrays[field][row])

    @cached_property
    def _arrays(self) -> dict[str, Any]:
        """The columns of numbers and days; to take one out of a frame costs more than to look into it."""
        frame = self.cells.frame.select_dtypes("number")
        return {str(name): column.to_numpy() for name, column in frame.items()}

    def among(self, field: str, terms: frozenset[str] | set[str]) -> Callable[[pd.DataFrame], Any]:
        """Passes where the cell is blank or one of the terms."""
        return lambda frame: frame[field].isin({*terms, ""})


def screened(
    words: Sequence[str], all_fine: Callable[[str], bool], is_fine: Callable[[str], bool]
) -> npt.NDArray[np.bool_]:
    """Where words are fine (shape: words): many at once, and one by one only where something may be found.

    `all_fine` takes words in one text, a line end before each, and says whether each of them is fine for certain.
    """
    fine = np.ones(len(words), dtype=bool)
    for start in range(0, len(words), BLOCK):
        block = words[start : start + BLOCK]
        text = "\n" + "\n".join(block)
        if text.count("\n") != len(block) or not all_fine(text):
            fine[start : start + BLOCK] = [is_fine(word) for word in block]
    return fine
