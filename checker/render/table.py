"""The findings as a table for spreadsheets: `findings.csv`."""

import csv
import io
import re

from checker.figures.report import Report, in_order
from checker.render.plain import visible

COLUMNS = (
    "code", "name", "severity", "status", "file", "line", "column", "field", "figures", "message", "ask", "waiver",
    "fingerprint",
)  # fmt: skip
FORMULA = re.compile(r"\s*[=+\-@\uff1d\uff0b\uff0d\uff20]")  # and their wide forms
BOM = "\ufeff"  # without it some spreadsheets take UTF-8 for something else


def render(report: Report) -> str:
    """A row a finding, in the order of the report, with the first cell to look at. No cell is a formula."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n", quoting=csv.QUOTE_ALL)
    writer.writerow(COLUMNS)
    for finding in in_order(report.findings):
        place = next(iter(report.locations(finding)), None)
        where = (place.file, str(place.line), str(place.column), place.field) if place else ("", "", "", "")
        said = " ".join(finding.figures), finding.message, finding.ask, finding.waiver, finding.fingerprint
        cells = finding.code, finding.name, finding.severity, finding.status, *where, *said
        writer.writerow([harmless(cell) for cell in cells])
    return BOM + text.getvalue()


def harmless(words: str) -> str:
    """Words that a spreadsheet takes for words: what would begin a formula gets an apostrophe before it."""
    words = visible(words)
    return f"'{words}" if FORMULA.match(words) else words
