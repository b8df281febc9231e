"""Files to a Dataset and the findings of form. The only folder that knows pandera."""

import hashlib
from collections.abc import Mapping, Sequence
from functools import partial
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from checker.figures.dataset import FIGURES, Dataset, Tree
from checker.figures.dates import NO_DAY
from checker.figures.errors import CannotCheckError
from checker.figures.groups import as_they_come, numbered
from checker.figures.measures import Vocabulary, nearest
from checker.figures.ratios import Ratio
from checker.figures.schema import COLUMNS, REQUIRED
from checker.figures.table import Column, Table
from checker.figures.words import Words, arrow_of, text_column
from checker.intake.cells import Cells, figure_cells
from checker.intake.checks import Facts
from checker.intake.columns import beside, by_threads
from checker.intake.formats import read_own
from checker.intake.known import published_by
from checker.intake.shape import Read
from checker.intake.trees import bare_tree, plant, side_cells, source_frame
from checker.intake.validate import Verdict, prepare, runs, validate

Ints = npt.NDArray[np.int64]
TEXT = ("id", "share_of", "reported", "via", "url", "derived_from", "revises", "note")
TYPED = (
    "low_rounding", "high_rounding", "first_number", "last_number", "own_list", "is_share",
    "day_given", "since", "as_of_first", "as_of_last", "published",
)  # fmt: skip
OTHERS = ("statement", "range_low", "range_high", "period_start")
NAMED_BY_ADDED = ((FIGURES, "id"), ("sources.csv", "source"))
LABELS = {  # each with what a blank stands for
    "population": "", "scope": "", "measure": "", "source": "", "status": "reported", "derivation": "retold",
}  # fmt: skip


def make_dataset(
    name: str, files: Mapping[str, bytes], vocabulary: Vocabulary, ratios: Mapping[str, Ratio], *,
    called: str = "", as_of_lag: int = 30, today: int | None = None, known_on: int | None = None,
    added: Mapping[str, str] | None = None,
) -> Dataset:  # fmt: skip
    """A dataset from its files.

    Args:
        name: what the report calls it.
        files: bytes by file name: figures.csv, and of populations.csv, scopes.csv and sources.csv those that are there;
            each may have another ending of `checker.intake.formats`, and figures.xlsx may hold them all.
        vocabulary: the measures.
        ratios: what the dataset's ratios are judged by.
        called: what a lone file is called, for messages and locations; "" where files are called by their names.
        as_of_lag: a blank as_of is some day in that many days before publication.
        today: a day; figures published later are F007. None: not checked.
        known_on: a day; figures published later are left out, though their ids are still known. None: all are read.
        added: the cells of a figure that is in no file, by column; its source need not be listed.

    Raises:
        CannotCheckError: a file is no table, lacks a required column, or has nothing published by `known_on`.
    """
    prepare()
    digest = beside(partial(_digest, files))
    read = _read(files, called)
    for file, (table, _) in read.items():
        _refuse_without_columns(file, table)
    whole = {file: table for file, (table, _) in read.items()}
    if known_on is not None:
        read[FIGURES] = published_by(known_on, *read[FIGURES])
    if added is not None:
        read[FIGURES] = read[FIGURES][0].with_row(added), read[FIGURES][1]
    tables = {file: table for file, (table, _) in read.items()}
    cells = {file: side_cells(file, table) for file, table in tables.items() if file != FIGURES}
    cells[FIGURES] = figure_cells(tables[FIGURES], vocabulary, as_of_lag)
    ids = {file: table.column("id").arrow for file, table in whole.items()}
    if added is not None:
        ids |= {file: arrow_of([*Words(ids[file]), added[name]]) for file, name in NAMED_BY_ADDED if file in ids}
    verdicts: dict[str, Verdict] = {}

    def judge(file: str) -> Verdict:
        verdicts[file] = validate(Facts(file, cells[file], vocabulary, ids, read[file][1], today))
        return verdicts[file]

    trees = {
        file: plant(cells[file], judge(file)) if file in cells else bare_tree()
        for file in ("populations.csv", "scopes.csv")
    }
    populations, scopes = trees["populations.csv"], trees["scopes.csv"]
    sources = (
        source_frame(cells["sources.csv"], judge("sources.csv")) if "sources.csv" in cells else source_frame(None, None)
    )
    cells[FIGURES].frame["since"] = _since(cells[FIGURES].frame, populations, scopes)
    figures = _figures(cells[FIGURES], judge(FIGURES))
    findings = tuple(finding for verdict in verdicts.values() for finding in verdict.findings)
    return Dataset(
        name, digest.result(), vocabulary, figures, populations, scopes, sources, tables, findings,
        runs(list(verdicts.values()), today), ratios, known_on=known_on,
    )  # fmt: skip


def _digest(files: Mapping[str, bytes]) -> str:
    each = (hashlib.sha256(file.encode()).digest() + hashlib.sha256(files[file]).digest() for file in sorted(files))
    return hashlib.sha256(b"".join(each)).hexdigest()


def _read(files: Mapping[str, bytes], called: str) -> dict[str, Read]:
    """Every table by the name that it has as CSV."""
    found = dict[str, Read]()
    for file, raw in files.items():
        for table, read in read_own(raw, file, called).items() if _is_table(file) else ():
            if table in found:
                raise CannotCheckError(f"{file}: {table.partition('.')[0]} are given twice; which are to be checked?")
            found[table] = read
    return {table: found[table] for table in REQUIRED if table in found}


def _is_table(file: str) -> bool:
    return f"{file.partition('.')[0]}.csv" in REQUIRED


def _refuse_without_columns(file: str, table: Table) -> None:
    required: list[tuple[str, ...]] = [(name,) for name in REQUIRED[file]]
    if file == FIGURES:
        required.append(("reported", "low", "best", "high"))
    missing = [names for names in required if not set(names) & set(table.header)]
    if missing:
        words = [names[0] if len(names) == 1 else f"{names[0]} (or {', '.join(names[1:])})" for names in missing]
        listed = " and ".join([*(", ".join(some) for some in (words[:-1],) if some), words[-1]])
        lack = "column {} is" if len(words) == 1 else "columns {} are"
        raise CannotCheckError(f"{table.file}: the {lack.format(listed)} missing{_hint(file, table, missing)}")


def _hint(file: str, table: Table, missing: Sequence[tuple[str, ...]]) -> str:
    """What is likely wrong where of each of these no column is there."""
    for sign, word in ((";", "semicolons"), ("\t", "tabs")):
        if sign in table.header[0]:
            return f"; are its cells separated by {word}? Commas are needed"
    unknown = [header for header in table.header if header not in COLUMNS[file]]
    for names in missing:
        near = next((header for header in unknown if nearest(header, names)), "")
        if near:
            which = "it" if len(missing) == 1 else names[0]
            return f"; is {which} the one called {near[:60]!r}?"
    return ""


def _since(frame: pd.DataFrame, populations: Tree, scopes: Tree) -> "pd.Series[int]":
    """The first day that totals of each row's quantity include: the later of its population's and its scope's."""
    days = [
        np.array([tree.since.get(node, NO_DAY) for node in frame[field].cat.categories])[frame[field].cat.codes]
        for field, tree in (("population", populations), ("scope", scopes))
    ]
    return pd.Series(np.maximum(*days))


def _figures(cells: Cells, verdict: Verdict) -> pd.DataFrame:
    """The rows that stay in the book, typed, in canonical order."""
    frame, table = cells.frame, cells.table
    keep = np.flatnonzero(~verdict.rejected)
    rows = _in_order(keep, table.column("id"), frame["published"].to_numpy())
    kept = frame[[*LABELS, *OTHERS, *TYPED]].iloc[rows].reset_index(drop=True)
    texts = by_threads(lambda name: text_column(table.column(name).arrow, table.column(name).codes[rows]), TEXT)
    columns = dict(zip(TEXT, texts, strict=True))
    for field in ("revises", "share_of"):
        gone = np.broadcast_to(verdict.faulty.get(("F009", field), False), table.rows)[rows]
        columns[field] = columns[field].mask(gone, "")
    start = kept["period_start"].to_numpy()
    result = {
        **columns,
        **dict(zip(LABELS, by_threads(lambda name: _label(kept[name], LABELS[name]), tuple(LABELS)), strict=True)),
        "low": kept["range_low"], "high": kept["range_high"],
        **{name: kept[name] for name in TYPED},
        "period_start": np.where(start > kept["since"], start, 0),
        "statement": _statements(kept),
        "row": rows,
    }  # fmt: skip
    return pd.DataFrame(result, copy=False)


def _in_order(rows: Ints, ids: Column, published: Ints) -> Ints:
    """Rows by day of publication, then by id; most tables are in that order already."""
    days = published[rows]
    by_id = ids.arrow.take(pa.array(ids.codes[rows]))
    later, next_id = np.diff(days), np.asarray(pc.less_equal(by_id[:-1], by_id[1:]))
    if ((later > 0) | ((later == 0) & next_id)).all():
        return rows
    return rows[np.lexsort((pc.rank(by_id).to_numpy(), days))]


def _label(column: "pd.Series[Any]", blank: str) -> "pd.Series[Any]":
    """The words that are used, in alphabetical order: the order of rows in the file must not show."""
    codes, words = column.cat.codes.to_numpy(), np.asarray(column.cat.categories, dtype=object)
    used = np.flatnonzero(np.bincount(codes, minlength=len(words)))
    names, place_of_used = np.unique(np.where(words[used] == "", blank, words[used]), return_inverse=True)
    place = np.zeros(len(words), dtype=np.int64)
    place[used] = place_of_used
    kind = pd.CategoricalDtype(pd.Index(names, dtype=object))
    return pd.Series(pd.Categorical.from_codes(place[codes], dtype=kind))


def _statements(kept: pd.DataFrame) -> "pd.Series[int]":
    """Which figures were said together: those with one label of one source, else one source, days and period.

    They are numbered as they come, so that the order of rows in the file does not show.
    """
    labelled = kept["statement"] != ""
    key = pd.DataFrame(
        {
            "source": kept["source"].cat.codes,
            "label": kept["statement"].cat.codes,
            **{
                name: kept[name].where(~labelled, 0)
                for name in ("published", "period_start", "as_of_first", "as_of_last")
            },
            "given": kept["day_given"].where(~labelled, other=False),
        }
    )
    return pd.Series(as_they_come(numbered([key[name] for name in key])))
