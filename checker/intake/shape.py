"""What has to be known of a file before it can be read as a table, and what reading it gives."""

from dataclasses import dataclass

from checker.figures.table import Table

Read = tuple[Table, dict[int, str]]  # the table, and why for each row that does not fit it: a sentence fragment


@dataclass(frozen=True)
class Shape:
    """How a table lies in its file; each part is for some formats alone, and blank where the file says it itself.

    `records`: JSON, where the list is, names set apart by points. `sheet`: its name. `header`: the line, or row of the
    sheet, of the header, from 1; what lies above it is not read. `encoding`: of a text that is not UTF-8.
    """

    records: str = ""
    sheet: str = ""
    header: int = 0
    encoding: str = ""


AS_IT_IS = Shape()
