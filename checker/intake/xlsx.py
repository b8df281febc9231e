"""The sheets of an XLSX file (ISO/IEC 29500, SpreadsheetML), cell by cell."""

import posixpath
import re
from collections.abc import Mapping
from datetime import date
from typing import Any

from checker.figures.dates import BadDate, iso
from checker.intake.grid import Grid, number_word, percent_word
from checker.intake.zipped import Package, local

ADDRESS = re.compile(r"([A-Za-z]{1,3})([0-9]{1,7})")
BUILT_IN = {"9": "percentage", "10": "percentage"} | {  # formats that files only name by number
    str(number): "day" for number in (*range(14, 18), 22, *range(27, 32), *range(34, 37), *range(50, 59))
}
LITERAL = re.compile(r'"[^"]*"|\\.|_.|\[[^\]]*\]')  # what a format shows as it stands, and its conditions
DAY_OR_YEAR = re.compile("[dy]", re.IGNORECASE)
ESCAPED = re.compile("_x(?!0000|[dD][89A-Fa-f])([0-9A-Fa-f]{4})_")  # not NUL, nor half a character
LONGEST_FORMAT = 255  # characters of a format; no spreadsheet writes more
LEAP = 60  # 29 February 1900, which was none but is counted


class Workbook:
    """An XLSX file. `sheets` maps the name of each sheet, hidden ones too, to its part.

    Raises:
        CannotCheckError: it is none, or damaged.
    """

    def __init__(self, package: Package) -> None:
        self.package = package
        self.sheets: dict[str, str] = {}
        self._from_1904 = False
        links = self._links("_rels/.rels", "")
        book = next((target for kind, target in links.values() if kind == "officeDocument"), "xl/workbook.xml")
        folder, name = posixpath.split(book)
        self._targets = self._links(f"{folder}/_rels/{name}.rels", folder)
        package.parse(book, {"StartElementHandler": self._book})
        kinds = dict(self._targets.values())
        self._strings = _strings(package, kinds.get("sharedStrings", ""))
        self._styles = _styles(package, kinds.get("styles", ""))

    def grid(self, sheet: str) -> Grid:
        """The cells of one sheet."""
        grid = Grid(self.package.file)
        reading = _Sheet(grid, self._strings, self._styles, from_1904=self._from_1904)
        self.package.parse(self.sheets[sheet], reading.handlers)
        return grid

    def _links(self, part: str, folder: str) -> dict[str, tuple[str, str]]:
        """Kind and target of the parts that one part leads to, by id."""
        found: dict[str, tuple[str, str]] = {}

        def start(tag: str, attributes: Mapping[str, str]) -> None:
            if local(tag) == "Relationship":
                target = attributes.get("Target", "")
                path = target[1:] if target.startswith("/") else posixpath.normpath(posixpath.join(folder, target))
                found[attributes.get("Id", "")] = attributes.get("Type", "").rpartition("/")[2], path

        self.package.parse(part, {"StartElementHandler": start})
        return found

    def _book(self, tag: str, attributes: Mapping[str, str]) -> None:
        if local(tag) == "workbookPr":
            self._from_1904 = attributes.get("date1904") in {"1", "true"}
        elif local(tag) == "sheet":
            link = next((value for key, value in attributes.items() if key != "sheetId" and local(key) == "id"), "")
            kind, target = self._targets.get(link, ("", ""))
            if kind == "worksheet":
                self.sheets[attributes.get("name", "")] = target


def _strings(package: Package, part: str) -> list[str]:
    """The texts that cells share; of phonetic guides nothing is taken."""
    found: list[list[str]] = []
    open_text, guide = False, False

    def start(tag: str, _attributes: Mapping[str, str]) -> None:
        nonlocal open_text, guide
        name = local(tag)
        open_text, guide = name == "t" and not guide, guide or name == "rPh"
        if name == "si":
            found.append([])

    def end(tag: str) -> None:
        nonlocal open_text, guide
        open_text, guide = False, guide and local(tag) != "rPh"

    def text(words: str) -> None:
        if open_text:
            found[-1].append(words)

    if part in package.parts:
        package.parse(part, {"StartElementHandler": start, "EndElementHandler": end, "CharacterDataHandler": text})
    return [_plain("".join(pieces)) for pieces in found]


def _styles(package: Package, part: str) -> dict[str, str]:
    """Which styles show a number as a "day" or a "percentage", by their numbers."""
    codes: dict[str, str] = {}
    formats: list[str] = []
    inside = ""

    def start(tag: str, attributes: Mapping[str, str]) -> None:
        nonlocal inside
        name = local(tag)
        if name == "numFmt":
            codes[attributes.get("numFmtId", "")] = attributes.get("formatCode", "")[:LONGEST_FORMAT]
        elif name == "xf" and inside == "cellXfs":
            formats.append(attributes.get("numFmtId", "0"))
        elif name in {"cellXfs", "cellStyleXfs"}:
            inside = name

    if part in package.parts:
        package.parse(part, {"StartElementHandler": start})
    known = BUILT_IN | {number: _kind(LITERAL.sub("", code)) for number, code in codes.items()}
    return {str(at): known.get(number, "") for at, number in enumerate(formats)}


def _kind(code: str) -> str:
    return "percentage" if "%" in code else "day" if DAY_OR_YEAR.search(code) else ""


class _Sheet:
    """One sheet being read."""

    def __init__(self, grid: Grid, strings: list[str], styles: dict[str, str], *, from_1904: bool) -> None:
        self.grid, self.strings, self.styles = grid, strings, styles
        self.zero = date(1904, 1, 1).toordinal() if from_1904 else date(1899, 12, 31).toordinal()
        self.leap = not from_1904
        self.row, self.column, self.kind, self.style, self.words = 0, 0, "", "", ""
        self.inside = ""
        self.pieces: dict[str, list[str]] = {"f": [], "v": []}
        self.handlers: dict[str, Any] = {
            "StartElementHandler": self.start, "EndElementHandler": self.end, "CharacterDataHandler": self.text,
        }  # fmt: skip

    def start(self, tag: str, attributes: Mapping[str, str]) -> None:
        name = local(tag)
        if name == "c":
            self.kind, self.style = attributes.get("t", "n"), attributes.get("s", "0")
            self.pieces = {"f": [], "v": []}
            self.column = column_number(attributes["r"]) if "r" in attributes else self.column + 1
        elif name == "row":
            self.row, self.column = int(attributes.get("r", self.row + 1)), 0
        elif name == "rPh":
            self.kind = "guide"
        elif name == "f":
            self.pieces["f"].append("=")
        self.inside = name if name in {"v", "f"} or (name == "t" and self.kind == "inlineStr") else ""

    def text(self, words: str) -> None:
        if self.inside:
            self.pieces["f" if self.inside == "f" else "v"].append(words)

    def end(self, tag: str) -> None:
        self.inside = ""
        name = local(tag)
        if name == "rPh":
            self.kind = "inlineStr"
        elif name == "c":
            self.words, formula = ("".join(self.pieces[kind]) for kind in "vf")
            if self.words or (formula and self.kind == "n"):
                self.grid.put(self.row, self.column, self.word() if self.words else formula)

    def word(self) -> str:
        """The cell as text: of a formula what it came to when it was saved."""
        if self.kind == "s":
            return self.strings[int(self.words)] if int(self.words) < len(self.strings) else ""
        if self.kind == "b":
            return "TRUE" if self.words == "1" else "FALSE"
        if self.kind == "n":
            shown = self.styles.get(self.style, "")
            write = {"day": self.day, "percentage": percent_word}.get(shown, number_word)
            return write(self.words)
        return self.words.partition("T")[0] if self.kind == "d" else _plain(self.words)

    def day(self, words: str) -> str:
        """The day that a number shows as; the number itself where it is none. The time of the day is left out."""
        try:
            serial = int(float(words))
            return iso(self.zero + serial - (self.leap and serial > LEAP)) if serial > 0 else number_word(words)
        except (ValueError, OverflowError, BadDate):
            return number_word(words)


def column_number(address: str) -> int:
    """The column of a cell's address, from 1: 28 for AB7; 0 for what is no address."""
    match, number = ADDRESS.fullmatch(address), 0
    for letter in match[1].upper() if match else "":
        number = 26 * number + ord(letter) - ord("A") + 1
    return number


def _plain(words: str) -> str:
    """Text without the escapes of signs that XML cannot hold."""
    return ESCAPED.sub(lambda match: chr(int(match[1], 16)), words) if "_x" in words else words
