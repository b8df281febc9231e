"""A table in canonical order, columns and spelling, for `fmt`."""

from decimal import Decimal

from checker.figures.dates import BadDate, read_day
from checker.figures.errors import CannotCheckError
from checker.figures.measures import shipped_vocabulary
from checker.figures.schema import COLUMNS, DERIVATIONS, KINDS, STATUSES, YES_NO
from checker.figures.table import Table
from checker.figures.wording import Unreadable, read_number
from checker.intake.reading import read_table

NUMBERS = {"low", "best", "high"}
TERMS = {
    "measure": tuple(shipped_vocabulary()), "status": STATUSES, "derivation": DERIVATIONS, "kind": KINDS,
    "complete": YES_NO, "may_fall": YES_NO,
}  # fmt: skip


def tidy(raw: bytes, file: str) -> bytes:
    """The same table: known columns first and in their order, rows by (published, id), plain numbers, terms as shipped.

    No cell is dropped: unknown columns come last, and a cell that cannot be read stays as it is. Trees and sources keep
    the order of their rows, which is often meant.

    Raises:
        CannotCheckError: it is no table, or a row does not fit the header.
    """
    table, misshapen = read_table(raw, file)
    for row, why in misshapen.items():
        raise CannotCheckError(f"{file}:{table.line(row)}: {why}; mend that first")
    known = [name for name in COLUMNS[file] if name in table.header]
    header = known + [name for name in table.header if name not in known]
    rows = [[_spelt(name, table.column(name)[row]) for name in header] for row in range(table.rows)]
    if file == "figures.csv":
        rows = [rows[row] for row in sorted(range(table.rows), key=lambda row: _turn(table, row))]
    return "".join(map(_line, [header, *rows])).encode()


def _line(cells: list[str]) -> str:
    """A row as it stands in a file. csv.writer leaves a lone carriage return unquoted, and it would begin a row."""
    quoted = (
        f'"{cell.replace(chr(34), chr(34) * 2)}"' if any(sign in cell for sign in '",\r\n') else cell for cell in cells
    )
    return (",".join(quoted) or '""') + "\n"


def _turn(table: Table, row: int) -> tuple[int, str, int]:
    """By day of publication, those without one last; then by id; then as they came."""
    try:
        day = read_day(table.column("published")[row])
    except BadDate:
        day = 10**9
    return day, table.column("id")[row], row


def _spelt(name: str, word: str) -> str:
    if name in NUMBERS and word:
        try:
            number = read_number(word)
        except Unreadable:
            return word
        return f"{Decimal(repr(number)).normalize():f}"
    lowered = word.lower().replace("-", "_") if name == "measure" else word.lower()
    return lowered if lowered in TERMS.get(name, ()) else word
