"""Where the cells of a mapped table come from in the foreign files."""

from dataclasses import dataclass

from checker.figures.findings import Location
from checker.intake.joined import Ints, Joined
from checker.intake.mapping import AMOUNTS, Block
from checker.intake.templates import Filler


@dataclass(frozen=True)
class Origin:
    """Where the rows of one of our files come from: the foreign row of each, and the block that made it.

    A row that does not fit the foreign header has no block: -1.
    """

    joined: Joined
    of: tuple[Block, ...]
    rows: Ints
    blocks: Ints

    def locate(self, row: int, field: str) -> Location:
        """The foreign cell that a cell of ours comes from; of several the one at fault, else the first.

        Where the map itself fills the cell, it is the one that the row's amount comes from; for the field "" it is the
        row of the first table.
        """
        first = self.joined.tables[0]
        at = int(self.rows[row]) if row >= 0 else row
        if row < 0 or self.blocks[row] < 0 or not field:
            return first.locate(at, first.header[0] if field else "")
        name = self._column(int(self.blocks[row]), at, field)
        table, header = self.joined.home(name) if name else (0, first.header[0])
        there = int(self.joined.links[table][at])
        return self.joined.tables[table].locate(there, header) if there >= 0 else first.locate(at, header)

    def _column(self, block: int, row: int, field: str) -> str:
        fields = self.of[block].fields
        fillers = [fields[name] for name in (field, "reported", *AMOUNTS, "id") if name in fields]
        return next((name for filler in fillers for name in self._by_suspicion(filler, row)), "")

    def _by_suspicion(self, filler: Filler, row: int) -> list[str]:
        """The columns of a cell: those that should be a number and are none, those that are blank, the others."""
        bad = [name for name in filler.numbers if self.joined.is_unreadable(name, row)]
        blank = [name for name in filler.needed if not self.joined.column(name)[row]]
        return [*bad, *blank, *filler.columns]
