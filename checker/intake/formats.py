"""Foreign files to tables of text. Another format is another entry in READERS."""

import csv
import io
import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import cached_property

from checker.figures.findings import Location
from checker.figures.table import LINE_END, Table
from checker.intake.reading import read_table
from checker.intake.records import Read, read_records

QUOTED = re.compile(r'"((?:[^"]|"")*)"')


def read_foreign(raw: bytes, file: str, form: str, records: str = "") -> Read:
    """The table, and why for each row that does not fit it (row position to a sentence fragment).

    Args:
        raw: the bytes of the file.
        file: its name, for messages and locations.
        form: a key of READERS.
        records: JSON: where the list of records is, names set apart by points; "" is the top.

    Raises:
        CannotCheckError: it is no such table.
    """
    return READERS[form](raw, file, records)


def _read_csv(raw: bytes, file: str, _records: str) -> Read:
    return read_table(raw, file)


def _read_tsv(raw: bytes, file: str, _records: str) -> Read:
    """Every line a row, every tab the end of a cell; a cell wholly in quotes is taken out of them."""
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


READERS: dict[str, Callable[[bytes, str, str], Read]] = {"csv": _read_csv, "tsv": _read_tsv, "json": read_records}
