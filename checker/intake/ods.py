"""The sheets of an ODS file (OpenDocument, ISO/IEC 26300), cell by cell."""

from collections.abc import Mapping
from typing import Any

from checker.figures.errors import CannotCheckError
from checker.intake.grid import Grid, number_word, percent_word
from checker.intake.limits import CELL_LIMIT
from checker.intake.zipped import Package, local

CONTENT = "content.xml"
REPEATED_LIMIT = 10**7
NUMBERS = {"float", "currency"}
CELLS = {"table-cell", "covered-table-cell"}
NO_TEXT = {"annotation", "tracked-changes"}  # comments, and what was there before


class Document:
    """An ODS file. `sheets` are the names of its sheets, hidden ones too.

    Raises:
        CannotCheckError: it is none, or damaged.
    """

    def __init__(self, package: Package) -> None:
        self.package = package
        names: list[str] = []

        def start(tag: str, attributes: Mapping[str, str]) -> None:
            if local(tag) == "table" and "name" in (found := _plain(attributes)):
                names.append(found["name"])

        package.parse(CONTENT, {"StartElementHandler": start})
        self.sheets = dict.fromkeys(names, CONTENT)

    def grid(self, sheet: str) -> Grid:
        """The cells of one sheet."""
        grid = Grid(self.package.file)
        self.package.parse(CONTENT, _Sheet(grid, sheet).handlers)
        return grid


class _Sheet:
    """One sheet being read. Cells and rows that are repeated are written once, with how often."""

    def __init__(self, grid: Grid, name: str) -> None:
        self.grid, self.name, self.inside = grid, name, False
        self.row, self.row_times, self.column, self.times = 0, 1, 0, 1
        self.cells: list[tuple[int, int, str]] = []
        self.attributes: Mapping[str, str] = {}
        self.lines: list[list[str]] = []
        self.repeated = 0
        self.reading, self.skipping = 0, 0
        self.handlers: dict[str, Any] = {
            "StartElementHandler": self.start, "EndElementHandler": self.end, "CharacterDataHandler": self.text,
        }  # fmt: skip

    def start(self, tag: str, attributes: Mapping[str, str]) -> None:
        name = local(tag)
        if name == "table":
            self.inside = _plain(attributes).get("name") == self.name
        elif name in NO_TEXT:
            self.skipping += 1
        elif not self.inside or self.skipping:
            return
        elif name == "table-row":
            self.row, self.row_times = self.row + self.row_times, _times(attributes, "number-rows-repeated")
            self.column, self.times = 0, 1
        elif name in CELLS:
            self.column, self.times = self.column + self.times, _times(attributes, "number-columns-repeated")
            self.attributes, self.lines = _plain(attributes), []
        elif name in {"p", "h"}:
            self.reading += 1
            self.lines.append([])
        elif self.reading and name in {"s", "tab", "line-break"}:
            spaces = " " * min(_times(attributes, "c"), CELL_LIMIT)
            self.lines[-1].append("\n" if name == "line-break" else spaces)

    def text(self, words: str) -> None:
        if self.reading and not self.skipping:
            self.lines[-1].append(words)

    def end(self, tag: str) -> None:
        name = local(tag)
        if name in NO_TEXT:
            self.skipping -= 1
        elif not self.inside or self.skipping:
            return
        elif name in {"p", "h"}:
            self.reading -= 1
        elif name in CELLS and (word := self.word()):
            self.cells.append((self.column, self.times, word))
        elif name == "table-row":
            self.put()
        elif name == "table":
            self.inside = False

    def word(self) -> str:
        """The cell as text: of a formula what it came to when it was saved."""
        kind, text = self.attributes.get("value-type", ""), "\n".join(map("".join, self.lines))
        if kind in NUMBERS:
            return number_word(self.attributes.get("value", text))
        if kind == "percentage":
            return percent_word(self.attributes.get("value", text))
        if kind == "date":
            return self.attributes.get("date-value", text).partition("T")[0]
        return self.attributes.get("boolean-value", text).upper() if kind == "boolean" else text

    def put(self) -> None:
        """Into the grid: every repetition of a cell that is not blank, in every repetition of the row."""
        self.repeated += sum(times for _, times, _ in self.cells) * self.row_times - len(self.cells)
        if self.repeated > REPEATED_LIMIT:
            raise CannotCheckError(
                f"{self.grid.file}: {self.repeated:,} cells that only repeat others; at most {REPEATED_LIMIT:,} are"
            )
        for row in range(self.row, self.row + self.row_times) if self.cells else ():
            for column, times, word in self.cells:
                for at in range(column, column + times):
                    self.grid.put(row, at, word)
        self.cells = []


def _plain(attributes: Mapping[str, str]) -> dict[str, str]:
    """Attributes without prefixes; where an extension repeats one, the standard's own, which comes first."""
    found: dict[str, str] = {}
    for name, value in attributes.items():
        found.setdefault(local(name), value)
    return found


def _times(attributes: Mapping[str, str], name: str) -> int:
    found = _plain(attributes).get(name, "1")
    return max(int(found), 1) if found.isascii() and found.isdigit() else 1
