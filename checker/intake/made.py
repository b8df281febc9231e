"""The rows that the blocks of a map make: figures, and the populations, scopes and sources around them."""

import csv
import io
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

from checker.figures.lines import LINE_END
from checker.figures.schema import COLUMNS
from checker.intake.joined import Ints, Joined
from checker.intake.mapping import AMOUNTS, FILES, Block, Map
from checker.intake.templates import Filler, Mask, marked

Words = npt.NDArray[np.object_]
Made = dict[tuple[str, Filler], Words]
OTHER = re.compile(r"[^A-Za-z0-9._:-]")
A_BLANK_MISLEADS = {"period_start", "share_of"}  # it would make a total of a period, a count of a percentage
NO_BLOCK = -1


@dataclass(frozen=True)
class Part:
    """Rows of one of our files: their cells, the foreign row that each comes from, and which block made it."""

    of: tuple[Block, ...]
    cells: pd.DataFrame
    rows: Ints
    blocks: Ints

    def taken(self, which: Any) -> "Part":
        """Some of the rows, or all in another order."""
        return Part(self.of, self.cells.iloc[which], self.rows[which], self.blocks[which])

    def csv(self, misshapen: Mapping[int, str]) -> bytes:
        """The file. A foreign row that does not fit its header (foreign row to why) does not fit ours either."""
        lines: list[Any] = list(zip(*(self.cells[name] for name in self.cells), strict=True))
        for at in np.flatnonzero(self.blocks == NO_BLOCK).tolist():
            lines[at] = (lines[at][0], misshapen[int(self.rows[at])])
        text = io.StringIO()
        csv.writer(text, lineterminator="\n").writerows([list(self.cells), *lines])
        return text.getvalue().encode()


def make_figures(joined: Joined, plan: Map, misshapen: Mapping[int, str]) -> Part:
    """Every figure, in the order of the foreign rows and of the map, and a row for each foreign row that is misshapen.

    A figure is left out where it has no amount. Its id has "-" in the place of what an id cannot hold, the figure's
    name behind it, and .2, .3 where it is there already.
    """
    blocks = tuple(block for block in plan.blocks if block.kind == "figure")
    names = [name for name in COLUMNS[FILES["figure"]] if name == "id" or any(name in block.fields for block in blocks)]
    made: Made = {}
    parts = [_made(joined, block, names, misshapen, made) for block in blocks]
    bad = np.array(sorted(misshapen), dtype=np.int64)
    blank = pd.DataFrame("", index=range(len(bad)), columns=names, dtype=object).assign(id=_row_ids(bad))
    cells = pd.concat([*(part.cells for part in parts), blank], ignore_index=True)
    rows = np.concatenate([*(part.rows for part in parts), bad])
    numbers = [np.full(len(part.rows), at) for at, part in enumerate(parts)]
    whole = Part(blocks, cells, rows, np.concatenate([*numbers, np.full(len(bad), NO_BLOCK)]))
    whole = whole.taken(np.argsort(rows, kind="stable"))
    ids = whole.cells["id"]
    return replace(whole, cells=whole.cells.assign(id=pd.Series(_once_each(ids), index=ids.index, dtype=object)))


def make_tree(joined: Joined, plan: Map, misshapen: Mapping[int, str], figures: Part, kind: str) -> Part:
    """Every population, scope or source once; also those that a figure names, or a part_of, and no block makes."""
    blocks = tuple(block for block in plan.blocks if block.kind == kind)
    names = [name for name in COLUMNS[FILES[kind]] if any(name in block.fields for block in blocks)]
    stated = _joined_parts([_made(joined, block, names, misshapen, {}) for block in blocks], names)
    stated = stated.taken(~stated.cells.duplicated().to_numpy())
    named = [part for of, field in ((figures, kind), (stated, "part_of")) for part in _named(of, field)]
    both = _joined_parts([stated, *named], names)
    only_named = both.blocks >= len(blocks)
    again = both.cells["id"].duplicated().to_numpy() | (both.cells["id"] == "").to_numpy()
    return both.taken(~(only_named & again))


def _named(part: Part, field: str) -> Iterator[Part]:
    """For each block the ids that it names in a field, each once."""
    for at, block in enumerate(part.of):
        if field in block.fields:
            by = part.taken(part.blocks == at)
            by = by.taken(~by.cells[field].duplicated().to_numpy())
            of = (replace(block, fields={"id": block.fields[field]}),)
            yield Part(of, pd.DataFrame({"id": by.cells[field]}), by.rows, np.zeros(len(by.rows), np.int64))


def _joined_parts(parts: list[Part], names: list[str]) -> Part:
    cells = [part.cells.assign(**{name: "" for name in names if name not in part.cells})[names] for part in parts]
    starts = np.cumsum([0, *(len(part.of) for part in parts)])
    blocks = [part.blocks + start for part, start in zip(parts, starts[:-1], strict=True)]
    of = tuple(block for part in parts for block in part.of)
    rows = np.concatenate([part.rows for part in parts])
    return Part(of, pd.concat(cells, ignore_index=True), rows, np.concatenate(blocks))


def _made(joined: Joined, block: Block, names: list[str], misshapen: Mapping[int, str], made: Made) -> Part:
    """The rows that one block makes. `made` are the cells that blocks share, from the block that needed them first."""
    for name, filler in block.fields.items():
        if (name, filler) not in made:
            made[name, filler] = _cells(joined, name, filler)
    cells = {name: made[name, filler] for name, filler in block.fields.items()}
    where = _chosen(joined, block) & ~np.isin(np.arange(joined.rows), list(misshapen))
    filled = [
        cells[name] != "" for name in (("reported", *AMOUNTS) if block.kind == "figure" else ("id",)) if name in cells
    ]
    rows = np.flatnonzero(where & np.any(filled, axis=0))
    taken = {name: cells[name][rows] if name in cells else "" for name in names}
    frame = pd.DataFrame(taken, index=range(len(rows)), dtype=object)
    if block.kind == "figure":
        frame["id"] = pd.Series(_ids(frame["id"], rows, block.name), dtype=object)
    return Part((block,), frame, rows, np.zeros(len(rows), np.int64))


def _chosen(joined: Joined, block: Block) -> Mask:
    where = np.ones(joined.rows, dtype=bool)
    for choice, wanted in ((block.where, True), (block.unless, False)):
        for name, words in choice.items():
            column = joined.words(name)
            blank_too = {"" if word in joined.missing else word for word in words}
            where &= np.array([(word in blank_too) == wanted for word in column.words], dtype=bool)[column.codes]
    return where


def _cells(joined: Joined, name: str, filler: Filler) -> Words:
    """The text of a column of ours in every foreign row."""
    column = marked(filler, joined) if name in A_BLANK_MISLEADS else filler.fill(joined)
    values = {} if any(name in table.columns for table in joined.tables) else joined.terms.get(name, {})
    words = [values.get(word, word) for word in column.words] if values else list(column.words)
    words = [LINE_END.sub("\n", word) if "\r" in word else word for word in words]
    if name in {"derived_from", "revises", "share_of"}:
        words = [" ".join(_id(part) or part for part in word.split()) for word in words]
    return np.array(words, dtype=object)[column.codes]


def _id(word: str) -> str:
    return OTHER.sub("-", word).lstrip("._:-")


def _ids(words: "pd.Series[Any]", rows: Ints, name: str) -> Words:
    """What an id can hold of each word; the number of the row, from 1, where that is nothing."""
    found = {word: _id(word) for word in set(words)}
    ids = [found[word] or number for word, number in zip(words, _row_ids(rows), strict=True)]
    return np.array([f"{word}.{name}" for word in ids] if name else ids, dtype=object)


def _row_ids(rows: Ints) -> list[str]:
    return [f"row-{row + 1}" for row in rows.tolist()]


def _once_each(ids: "pd.Series[Any]") -> Words:
    """Ids that are there already get .2, .3 and so on, whichever is free."""
    words = ids.to_numpy(dtype=object, copy=True)
    taken, last = set(words), dict[str, int]()
    for at in np.flatnonzero(ids.duplicated().to_numpy()).tolist():
        word, number = words[at], last.get(words[at], 1) + 1
        while f"{word}.{number}" in taken:
            number += 1
        last[word], words[at] = number, f"{word}.{number}"
        taken.add(words[at])
    return words
