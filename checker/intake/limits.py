"""How large a table may be. What is larger is refused or reported, never cut in silence."""

from checker.figures.errors import CannotCheckError
from checker.files import FILE_LIMIT

__all__ = ["CELLS_LIMIT", "CELL_LIMIT", "COLUMNS_LIMIT", "FILE_LIMIT", "refuse_too_large"]

CELL_LIMIT = 100_000  # characters; a longer cell is reported, not read
COLUMNS_LIMIT = 2**14  # as many as a sheet can have
CELLS_LIMIT = 10**8


def refuse_too_large(file: str, rows: int, columns: int) -> None:
    """Raises CannotCheckError for more columns or cells than are read; blank cells count."""
    if columns > COLUMNS_LIMIT or rows * columns > CELLS_LIMIT:
        raise CannotCheckError(
            f"{file}: {rows:,} rows of {columns:,} columns are too many; at most {COLUMNS_LIMIT:,} columns and"
            f" {CELLS_LIMIT:,} cells are read"
        )
