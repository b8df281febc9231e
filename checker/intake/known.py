"""What of a table had been published by a day."""

from collections.abc import Mapping

import numpy as np

from checker.figures.dates import in_words
from checker.figures.errors import CannotCheckError
from checker.figures.table import Table
from checker.intake.cells import day_column


def published_by(day: int, table: Table, misshapen: Mapping[int, str]) -> tuple[Table, dict[int, str]]:
    """The table without the rows that were published later, and which of those left do not fit its header.

    A row whose day of publication cannot be read, or may be in any of its cells, stays: nobody can tell.

    Raises:
        CannotCheckError: no row had been published by then.
    """
    later = np.array(day_column(table.column("published")).parts["day"] > day)
    later[list(misshapen)] = False
    if later.all():
        raise CannotCheckError(f"{table.file}: none of its figures had been published by {in_words(day)}")
    rows = np.flatnonzero(~later)
    return table.taken(rows), {at: misshapen[row] for at, row in enumerate(rows.tolist()) if row in misshapen}
