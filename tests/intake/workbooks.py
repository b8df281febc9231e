"""Small workbooks made by hand, XLSX and ODS, for the tests of sheets."""

import io
import zipfile
from collections.abc import Mapping

NAMESPACES = (
    'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
    ' xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
)
KIND = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
FORMATS = (
    '<numFmt numFmtId="164" formatCode="yyyy\\-mm\\-dd"/><numFmt numFmtId="165" formatCode="[Red]0&quot;dead&quot;"/>'
)
STYLES = (  # 0 general, 1 a built-in day, 2 an own day, 3 a percentage, 4 a colour that is no day
    f'<styleSheet {NAMESPACES}><numFmts>{FORMATS}</numFmts><cellStyleXfs><xf numFmtId="14"/></cellStyleXfs><cellXfs>'
    '<xf/><xf numFmtId="14"/><xf numFmtId="164"/><xf numFmtId="10"/><xf numFmtId="165"/></cellXfs></styleSheet>'
)


def zipped(parts: Mapping[str, str]) -> bytes:
    """A zip of parts, by name."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as package:
        for name, text in parts.items():
            package.writestr(name, text)
    return out.getvalue()


def xlsx(*, strings: str = "", settings: str = "", **sheets: str) -> bytes:
    """A workbook of sheets, each the XML inside its sheetData; `strings` are the si elements that they share."""
    names = list(sheets)
    links = "".join(
        f'<Relationship Id="rId{at}" Type="{KIND}/worksheet" Target="worksheets/sheet{at}.xml"/>'
        for at in range(len(names))
    )
    others = "".join(f'<Relationship Id="{kind}" Type="{KIND}/{kind}" Target="/xl/{kind}.xml"/>' for kind in OTHERS)
    tabs = "".join(f'<sheet name="{name}" sheetId="{at + 1}" r:id="rId{at}"/>' for at, name in enumerate(names))
    parts = {
        "_rels/.rels": f'<Relationships><Relationship Id="a" Type="{KIND}/officeDocument" Target="xl/workbook.xml"/>'
        "</Relationships>",
        "xl/workbook.xml": f"<workbook {NAMESPACES}>{settings}<sheets>{tabs}</sheets></workbook>",
        "xl/_rels/workbook.xml.rels": f"<Relationships>{links}{others}</Relationships>",
        "xl/sharedStrings.xml": f"<sst {NAMESPACES}>{strings}</sst>",
        "xl/styles.xml": STYLES,
    }
    parts |= {
        f"xl/worksheets/sheet{at}.xml": f"<worksheet {NAMESPACES}><sheetData>{sheets[name]}</sheetData></worksheet>"
        for at, name in enumerate(names)
    }
    return zipped(parts)


OTHERS = ("sharedStrings", "styles")


def rows(*lines: str) -> str:
    """Rows of inline text: cells set apart by |, a blank one left out."""
    found = []
    for number, line in enumerate(lines, 1):
        cells = "".join(
            f'<c r="{chr(ord("A") + at)}{number}" t="inlineStr"><is><t>{word}</t></is></c>'
            for at, word in enumerate(line.split("|"))
            if word
        )
        found.append(f'<row r="{number}">{cells}</row>' if cells else "")
    return "".join(found)


def ods(**sheets: str) -> bytes:
    """A document of sheets, each the XML inside its table."""
    tables = "".join(f'<table:table table:name="{name}">{rows}</table:table>' for name, rows in sheets.items())
    names = " ".join(f'xmlns:{name}="urn:{name}"' for name in ("office", "table", "text", "calcext", "dc"))
    content = (
        f"<office:document-content {names}><office:body><office:spreadsheet>{tables}</office:spreadsheet></office:body>"
        "</office:document-content>"
    )
    return zipped({"mimetype": "application/vnd.oasis.opendocument.spreadsheet", "content.xml": content})


def ods_row(*words: str, attributes: str = "") -> str:
    """A row of text cells; a word that begins with < is a cell's own XML."""
    cells = "".join(
        word
        if word.startswith("<")
        else f'<table:table-cell office:value-type="string"><text:p>{word}</text:p></table:table-cell>'
        if word
        else "<table:table-cell/>"
        for word in words
    )
    return f"<table:table-row {attributes}>{cells}</table:table-row>"
