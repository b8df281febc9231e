"""Spreadsheets to tables of text: XLSX and ODS. Values as they were saved; hidden rows, columns and sheets too.

Of a merged block the first cell has the value and the others are blank, as in the file. A cell with an error holds its
sign, such as #DIV/0!.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from checker.figures.errors import CannotCheckError
from checker.figures.findings import Location
from checker.figures.schema import REQUIRED
from checker.figures.table import HEADER, Table
from checker.intake.grid import Grid, named
from checker.intake.limits import refuse_too_large
from checker.intake.ods import CONTENT, Document
from checker.intake.reading import refuse_header
from checker.intake.shape import Read, Shape
from checker.intake.xlsx import Workbook
from checker.intake.zipped import Package

SHOWN = 20  # sheets that a message names


@dataclass(frozen=True)
class SheetPlaces:
    """Where cells stand in a sheet: the row and, as the character, the column, both from 1."""

    file: str
    header_row: int
    rows: Any
    columns: Mapping[str, int]

    def locate(self, row: int, field: str) -> Location:
        """A cell; the first of its row, for the field ""."""
        line = self.header_row if row == HEADER else int(self.rows[row])
        return Location(self.file, line, self.columns.get(field, 1), field)


def read_sheet(raw: bytes, file: str, shape: Shape) -> Read:
    """The table in one sheet of a workbook: the one that is named, or the only one.

    Raises:
        CannotCheckError: no workbook, no such sheet, several to choose from, no header, no rows, or too large.
    """
    book = _book(raw, file)
    names = ", ".join(list(book.sheets)[:SHOWN])
    if shape.sheet and shape.sheet not in book.sheets:
        raise CannotCheckError(f"{file}: has no sheet {shape.sheet!r}; there are {names}")
    if not shape.sheet and len(book.sheets) != 1:
        raise CannotCheckError(
            f"{file}: has {len(book.sheets)} sheets: {names}; which one is the table? Say so in the map, as sheet ="
            " under [table], or call the one of your own figures figures"
        )
    return _table(book.grid(shape.sheet or next(iter(book.sheets))), file, shape.header)


def read_own_sheets(raw: bytes, file: str) -> dict[str, Read]:
    """The tables of a dataset in a workbook, by the names of their files.

    They are the sheets called figures, populations, scopes and sources; without a sheet of figures, the only one there
    is. Other sheets are not read. Raises CannotCheckError like `read_sheet`.
    """
    book = _book(raw, file)
    wanted = {name.partition(".")[0]: name for name in REQUIRED}
    found = {wanted[name.lower()]: name for name in book.sheets if name.lower() in wanted}
    if "figures.csv" not in found:
        return {"figures.csv": read_sheet(raw, file, Shape())}
    return {table: _table(book.grid(sheet), file, 0) for table, sheet in found.items()}


def _book(raw: bytes, file: str) -> Workbook | Document:
    package = Package(raw, file)
    return Document(package) if CONTENT in package.parts else Workbook(package)


def _table(grid: Grid, file: str, header_row: int) -> Read:
    """The header is the first row that is not blank; a column without one is called by its letters."""
    numbers = grid.rows()
    above = header_row or (int(numbers[0]) if len(numbers) else 1)
    rows = numbers[numbers > above]
    written = grid.row(above)
    refuse_header(tuple(written.values()), file, above, closed=True)
    refuse_too_large(file, len(rows), len(grid.columns()))
    if not len(rows):
        raise CannotCheckError(f"{file}: a header and no rows, so there is nothing to check")
    columns = {number: grid.column(number, rows) for number in grid.columns()}
    filled = [number for number, column in columns.items() if number in written or not column.is_blank.all()]
    header = named(written, filled)
    refuse_header(tuple(header.values()), file, above, closed=True)
    places = SheetPlaces(file, above, rows, {name: number for number, name in header.items()})
    at = {int(row): position for position, row in enumerate(rows)} if grid.too_long else {}
    misshapen = {at[row]: why for row, why in grid.too_long.items() if row in at}
    cells = {name: columns[number] for number, name in header.items()}
    return Table(file, tuple(cells), cells, len(rows), "", header_line=above, places=places), misshapen
