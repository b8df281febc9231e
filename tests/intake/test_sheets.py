"""XLSX and ODS: every kind of cell, where it stands, and what is refused."""

import io
import zipfile

import pytest

from checker.figures.errors import CannotCheckError
from checker.figures.table import HEADER, Table
from checker.intake import grid, ods, zipped
from checker.intake.formats import read_own
from checker.intake.shape import Shape
from checker.intake.sheets import read_sheet
from checker.intake.xlsx import column_number
from tests.intake import workbooks
from tests.intake.workbooks import ods_row, rows, xlsx


def table_of(raw: bytes, **shape: int | str) -> Table:
    """The table of a workbook whose rows all fit."""
    table, misshapen = read_sheet(raw, "t.xlsx", Shape(**shape))  # type: ignore[arg-type]
    assert misshapen == {}
    return table


def column(table: Table, name: str) -> list[str]:
    """The cells of a column."""
    return [table.columns[name][row] for row in range(table.rows)]


def cell(inside: str, attributes: str = "", **kinds: str) -> str:
    """What one cell of XLSX is read as."""
    made = f'<row r="2"><c r="A2" {attributes}>{inside}</c></row>'
    return column(table_of(xlsx(a=rows("x") + made, **kinds)), "x")[0]


@pytest.mark.parametrize(
    ("inside", "attributes", "word"),
    [
        ("<v>5137</v>", "", "5137"),
        ("<v>5137.0</v>", "", "5137"),
        ("<v>0.30000000000000004</v>", "", "0.3"),
        ("<v>13.125</v>", "", "13.1250"),
        ("<v>1E+15</v>", "", "1000000000000000"),
        ("<v>1E+300</v>", "", "1e+300"),
        ("<v>5137</v>", 's="4"', "5137"),
        ("<v>5137</v>", 's="99"', "5137"),
        ("<v>45413</v>", 's="1"', "2024-05-01"),
        ("<v>45413.75</v>", 's="2"', "2024-05-01"),
        ("<v>59</v>", 's="1"', "1900-02-28"),
        ("<v>61</v>", 's="1"', "1900-03-01"),
        ("<v>-3</v>", 's="1"', "-3"),
        ("<v>99999999</v>", 's="1"', "99999999"),
        ("<v>many</v>", 's="1"', "many"),
        ("<v>0.364</v>", 's="3"', "36.4 %"),
        ("<v>many</v>", 's="3"', "many"),
        ("<v>1</v>", 't="b"', "TRUE"),
        ("<v>0</v>", 't="b"', "FALSE"),
        ("<v>2024-05-01T00:00:00</v>", 't="d"', "2024-05-01"),
        ("<v>#DIV/0!</v>", 't="e"', "#DIV/0!"),
        ("<f>A1*2</f><v>7</v>", "", "7"),
        ("<f>A1*2</f><v></v>", "", "=A1*2"),
        ('<f>A1&amp;"b"</f><v>ab</v>', 't="str"', "ab"),
        ("<v>0</v>", 't="s"', "Kursk oblast"),
        ("<is><r><t>two</t></r><r><t xml:space='preserve'> runs</t></r></is>", 't="inlineStr"', "two runs"),
        ("<is><t>kanji</t><rPh><t>guide</t></rPh></is>", 't="inlineStr"', "kanji"),
        ("<is><t>a_x000D_b</t></is>", 't="inlineStr"', "a\rb"),
    ],
)
def test_a_cell_is_read_as_it_is_shown(inside: str, attributes: str, word: str) -> None:
    """Whole numbers without a point, days as ISO days, percentages with their sign, formulas by what they came to."""
    strings = "<si><r><t>Kursk </t></r><r><t>oblast</t></r><rPh><t>guide</t></rPh></si>"
    assert cell(inside, attributes, strings=strings) == word


def test_a_blank_cell_is_no_cell() -> None:
    """Nor is a text that is not there, or a formula that came to an empty text."""
    body = '<c r="B2"/><c r="C2" t="str"><f>B2</f><v></v></c><c r="D2" t="s"><v>7</v></c>'
    table = table_of(xlsx(a=rows("a|b|c|d") + f'<row r="2"><c r="A2"><v>1</v></c>{body}</row>'))
    assert [column(table, name) for name in "abcd"] == [["1"], [""], [""], [""]]


def test_days_may_be_counted_from_1904() -> None:
    """As old workbooks of a Mac do."""
    assert cell("<v>43951</v>", 's="1"', settings='<workbookPr date1904="1"/>') == "2024-05-01"


def test_cells_are_found_by_row_and_column() -> None:
    """Blank rows are no rows; a column without a header is called by its letters; cells may come without addresses."""
    body = (
        rows("", "id|n|", "", "a|1") + '<row><c t="inlineStr"><is><t>b</t></is></c><c><v>2</v></c><c><v>3</v></c></row>'
    )
    table = table_of(xlsx(a=body))
    assert (table.header, table.rows) == (("id", "n", "column C"), 2)
    assert [column(table, name) for name in table.header] == [["a", "b"], ["1", "2"], ["", "3"]]
    places = [table.locate(row, field) for row, field in ((HEADER, "n"), (0, "id"), (1, "column C"), (1, ""))]
    assert [(place.line, place.column) for place in places] == [(2, 2), (4, 1), (5, 3), (5, 1)]
    assert places[0].file == "t.xlsx"
    assert table.line(1) == 5


def test_a_header_may_lie_below_a_title() -> None:
    """Where it is said on which row; what lies above is not read."""
    raw = xlsx(a=rows("Losses by month", "source: x", "id|n", "a|1"))
    assert table_of(raw, header=3).header == ("id", "n")
    assert table_of(raw).header == ("Losses by month", "column B")


def test_of_several_sheets_one_has_to_be_named() -> None:
    """The only one needs no name."""
    raw = xlsx(first=rows("a", "1"), second=rows("a", "2"))
    assert column(table_of(raw, sheet="second"), "a") == ["2"]
    with pytest.raises(CannotCheckError, match="has 2 sheets: first, second; which one is the table"):
        table_of(raw)
    with pytest.raises(CannotCheckError, match="has no sheet 'third'; there are first, second"):
        table_of(raw, sheet="third")


def test_own_tables_are_sheets_of_one_workbook() -> None:
    """By their names, in any case; other sheets are not read; a lone sheet is the figures."""
    raw = xlsx(Figures=rows("id", "a"), Sources=rows("id", "m"), Notes=rows("so", "so"))
    found = read_own(raw, "figures.xlsx")
    assert {name: column(table, "id") for name, (table, _) in found.items()} == {
        "figures.csv": ["a"],
        "sources.csv": ["m"],
    }
    assert list(read_own(xlsx(whatever=rows("id", "a")), "figures.xlsx")) == ["figures.csv"]
    assert list(read_own(xlsx(figures=rows("id", "a")), "sources.xlsx")) == ["sources.csv"]


@pytest.mark.parametrize(
    ("sheet", "why"),
    [
        (rows("a|b"), "a header and no rows"),
        ("", "is empty"),
        (rows("a|a", "1|2"), "'a' is given twice"),
        ('<row r="1048577"><c r="A1048577"><v>1</v></c></row>', "at most 1,048,576 rows"),
        ('<row r="1"><c r="XFE1"><v>1</v></c></row>', "at most 1,048,576 rows, 16,384 columns"),
        ('<row r="1"><c r="1"><v>1</v></c></row>', "column 0"),
        ("<row", "is damaged"),
    ],
)
def test_what_is_no_table_is_refused(sheet: str, why: str) -> None:
    """One line says why."""
    with pytest.raises(CannotCheckError, match=why):
        table_of(xlsx(a=sheet))


def test_a_cell_that_is_too_long_is_a_fault_of_its_row(monkeypatch: pytest.MonkeyPatch) -> None:
    """As in CSV."""
    monkeypatch.setattr(grid, "CELL_LIMIT", 3)
    table, misshapen = read_sheet(xlsx(a=rows("a|b", "1|2", "long|3")), "t.xlsx", Shape())
    assert misshapen == {1: "a cell of 4 characters; at most 3 are read"}
    assert column(table, "b") == ["2", "3"]


def test_a_bomb_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    """By what it says that it unpacks to, before anything is unpacked."""
    raw = workbooks.zipped({"content.xml": "0" * 2**25})
    with pytest.raises(
        CannotCheckError, match=r"t.xlsx: [0-9,]+ bytes that unpack to 33,554,432 in 1 parts are not read"
    ):
        table_of(raw)
    monkeypatch.setattr(zipped, "PARTS", 3)
    with pytest.raises(CannotCheckError, match="save the table as CSV"):
        table_of(xlsx(a=rows("a", "1")))


def test_more_cells_than_are_read_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    """A small file can repeat a cell a million times."""
    monkeypatch.setattr(grid, "CELLS_LIMIT", 1_000)
    many = '<table:table-cell table:number-columns-repeated="100" office:value-type="float" office:value="1"/>'
    raw = workbooks.ods(a=ods_row(many, attributes='table:number-rows-repeated="20"'))
    with pytest.raises(CannotCheckError, match=r"\(1,001 cells so far\)"):
        table_of(raw)


@pytest.mark.parametrize("raw", [b"no zip", b"\xd0\xcf\x11\xe0 an old workbook", b""])
def test_what_is_no_zip_is_refused(raw: bytes) -> None:
    """Nor is one with a password a zip."""
    with pytest.raises(CannotCheckError, match="is no spreadsheet: it cannot be unpacked"):
        table_of(raw)


def test_another_zip_is_no_workbook() -> None:
    """It lacks the part that says where the workbook is."""
    with pytest.raises(CannotCheckError, match=r"is no spreadsheet: it has no _rels/\.rels"):
        table_of(workbooks.zipped({"readme.txt": "so"}))


def test_entities_are_refused() -> None:
    """They could grow without end."""
    with pytest.raises(CannotCheckError, match="declares entities"):
        table_of(workbooks.zipped({"content.xml": '<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>'}))


def test_a_damaged_part_is_refused() -> None:
    """A checksum that does not fit."""
    raw = bytearray(workbooks.zipped({"content.xml": "<a/>"}))
    at = raw.index(b"content.xml") + len("content.xml")
    raw[at] ^= 0xFF
    with pytest.raises(CannotCheckError, match="is damaged"):
        table_of(bytes(raw))


def test_without_texts_and_styles_a_workbook_is_read() -> None:
    """Both parts may be left out."""
    whole = xlsx(a=rows("a") + '<row r="2"><c r="A2" s="1"><v>45413</v></c></row>')
    with zipfile.ZipFile(io.BytesIO(whole)) as package:
        parts = {name: package.read(name).decode() for name in package.namelist()}
    less = {name: text for name, text in parts.items() if name not in {"xl/sharedStrings.xml", "xl/styles.xml"}}
    assert column(table_of(workbooks.zipped(less)), "a") == ["45413"]


def test_a_chart_is_no_sheet() -> None:
    """Only worksheets have cells."""
    whole = xlsx(a=rows("a", "1"), b="")
    with zipfile.ZipFile(io.BytesIO(whole)) as package:
        parts = {name: package.read(name).decode() for name in package.namelist()}
    links = parts["xl/_rels/workbook.xml.rels"]
    parts["xl/_rels/workbook.xml.rels"] = links.replace(
        'Id="rId1" Type="' + workbooks.KIND + "/worksheet", 'Id="rId1" Type="' + workbooks.KIND + "/chartsheet"
    )
    assert column(table_of(workbooks.zipped(parts)), "a") == ["1"]


@pytest.mark.parametrize(
    ("attributes", "text", "word"),
    [
        ('office:value-type="float" office:value="5137"', "5,137", "5137"),
        ('office:value-type="currency" office:value="12.5"', "£12.50", "12.5"),
        ('office:value-type="percentage" office:value="0.364"', "36 %", "36.4 %"),
        ('office:value-type="date" office:date-value="2024-05-01T10:00:00"', "1 May", "2024-05-01"),
        ('office:value-type="boolean" office:boolean-value="true"', "WAHR", "TRUE"),
        ('office:value-type="string" calcext:value-type="error"', "#DIV/0!", "#DIV/0!"),
        ('office:value-type="string"', 'two<text:s text:c="2"/>words<text:line-break/>more', "two  words\nmore"),
        ('office:value-type="string"', "a</text:p><text:p>b", "a\nb"),
        ('office:value-type="string"', "<text:span>in</text:span>side<text:tab/>a", "inside a"),
    ],
)
def test_a_cell_of_ods_is_read_as_it_is_shown(attributes: str, text: str, word: str) -> None:
    """Values by their types, texts with their lines, comments left out."""
    note = "<office:annotation><dc:date>2020</dc:date><text:p>not this</text:p></office:annotation>"
    made = f"<table:table-cell {attributes}>{note}<text:p>{text}</text:p></table:table-cell>"
    assert column(table_of(workbooks.ods(a=ods_row("x") + ods_row(made))), "x") == [word]


def test_cells_of_ods_are_found_by_row_and_column() -> None:
    """Also behind repeated rows and cells, and those that a merged one covers; other sheets are passed over."""
    gap = '<table:table-cell table:number-columns-repeated="3"/>'
    covered = "<table:covered-table-cell/>"
    body = (
        ods_row("id", gap, "n", '<table:table-cell table:number-columns-repeated="16000"/>')
        + ods_row("", attributes='table:number-rows-repeated="10"')
        + ods_row("a", covered, gap[:-2].replace("3", "2") + "/>", "1", attributes='table:number-rows-repeated="2"')
        + ods_row("", attributes='table:number-rows-repeated="1048000"')
    )
    table = table_of(workbooks.ods(other=ods_row("y"), a=body), sheet="a")
    assert [column(table, name) for name in table.header] == [["a", "a"], ["1", "1"]]
    assert [(table.locate(row, "n").line, table.locate(row, "n").column) for row in range(2)] == [(12, 5), (13, 5)]


def test_addresses_name_columns() -> None:
    """A is 1, Z 26, AA 27; what is no address is 0."""
    assert [column_number(word) for word in ("A1", "Z9", "aa10", "XFD1", "R1C1")] == [1, 26, 27, 16384, 0]
    assert [grid.letters(number) for number in (1, 26, 27, 16384)] == ["A", "Z", "AA", "XFD"]
    assert ods.CONTENT == "content.xml"
