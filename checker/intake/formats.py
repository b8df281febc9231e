"""Foreign files to tables of text. Another format is another entry in READERS."""

import csv
import io
import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import cached_property

from checker.figures.dataset import FIGURES
from checker.figures.findings import Location
from checker.figures.lines import LINE_END
from checker.figures.table import Table
from checker.intake.columnar import read_arrow, read_parquet
from checker.intake.encodings import as_utf8
from checker.intake.reading import from_header, read_table
from checker.intake.records import read_lines, read_records
from checker.intake.shape import AS_IT_IS, Read, Shape
from checker.intake.sheets import read_own_sheets, read_sheet

QUOTED = re.compile(r'"((?:[^"]|"")*)"')


def read_foreign(raw: bytes, file: str, form: str, shape: Shape = AS_IT_IS) -> Read:
    """The table, and why for each row that does not fit it (row position to a sentence fragment).

    Args:
        raw: the bytes of the file.
        file: its name, for messages and locations.
        form: a key of READERS.
        shape: how the table lies in the file.

    Raises:
        CannotCheckError: it is no such table.
    """
    return READERS[form](raw, file, shape)


def form_of(file: str, raw: bytes) -> str:
    """The format of a file by its name, else by how it begins, else "": a key of READERS."""
    known = ENDINGS.get(file.rpartition(".")[2].lower(), "")
    return known or next((form for sign, form in SIGNS.items() if raw.startswith(sign)), "")


def read_own(raw: bytes, file: str, called: str = "") -> dict[str, Read]:
    """The tables of a dataset in one of its files, by the names that they have as CSV: figures.csv and so on.

    A workbook may hold them all, a sheet each; any other file is the table that its name begins with. `called` is the
    file's name for messages and locations, where that is another.

    Raises:
        CannotCheckError: it is no table.
    """
    form, table = form_of(file, raw) or "csv", f"{file.partition('.')[0]}.csv"
    if form in {"xlsx", "ods"} and table == FIGURES:
        return read_own_sheets(raw, called or file)
    return {table: READERS[form](raw, called or file, AS_IT_IS)}


def _read_tsv(raw: bytes, file: str, shape: Shape) -> Read:
    """Every line a row, every tab the end of a cell; a cell wholly in quotes is taken out of them."""
    raw = from_header(as_utf8(raw, file, shape.encoding), shape.header)
    text = raw.decode("utf-8", "surrogateescape").removeprefix("\ufeff")
    commas = io.StringIO()
    lines = [[_unquoted(cell) for cell in line.split("\t")] if line else [] for line in LINE_END.split(text)]
    csv.writer(commas, lineterminator="\n").writerows(lines)
    table, misshapen = read_table(commas.getvalue().encode("utf-8", "surrogateescape"), file)
    table = replace(table, text=text)
    return replace(table, places=TabPlaces(table)), misshapen


def _unquoted(cell: str) -> str:
    match = QUOTED.fullmatch(cell.strip())
    return match[1].replace('""', '"') if match else cell


@dataclass(frozen=True)
class TabPlaces:
    """Where cells stand in a text whose lines are rows and whose cells end with tabs."""

    table: Table

    def locate(self, row: int, field: str) -> Location:
        """The line and the character at which a cell begins; the row's own where it is too short to have it."""
        table = self.table
        line = table.line(row)
        cells = self._lines[line - 1].split("\t")
        before = cells[: table.header.index(field)] if field in table.header else []
        column = 1 if len(before) == len(cells) else sum(len(cell) + 1 for cell in before) + 1
        return Location(table.file, line, column, field)

    @cached_property
    def _lines(self) -> list[str]:
        return LINE_END.split(self.table.text)


READERS: dict[str, Callable[[bytes, str, Shape], Read]] = {
    "csv": read_table, "tsv": _read_tsv, "json": read_records, "jsonl": read_lines, "xlsx": read_sheet,
    "ods": read_sheet, "parquet": read_parquet, "arrow": read_arrow,
}  # fmt: skip
ENDINGS = {form: form for form in READERS} | {
    "tab": "tsv", "ndjson": "jsonl", "feather": "arrow", "xlsm": "xlsx", "pq": "parquet",
}  # fmt: skip
SIGNS = {b"PK\x03\x04": "xlsx", b"PAR1": "parquet", b"ARROW1": "arrow"}
FITS = {  # which formats have what a map can say of a table
    "records": {"json"},
    "sheet": {"xlsx", "ods"},
    "header": {"csv", "tsv", "xlsx", "ods"},
    "encoding": {"csv", "tsv", "json", "jsonl"},
}
