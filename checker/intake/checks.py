"""What a form rule is made of: a test of whole columns, and a sentence for each row that fails it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any

import pandas as pd

from checker.figures.measures import Vocabulary
from checker.figures.table import Table
from checker.intake.cells import Cells

if TYPE_CHECKING:
    import pyarrow as pa


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
    ids: "Mapping[str, pa.StringArray]"
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
