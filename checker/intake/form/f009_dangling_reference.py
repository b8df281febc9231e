"""A reference to something that is not there, or a tree that runs in a circle.

What it finds
    A population, scope or source that its table does not list (where the dataset has that table); a derived_from,
    revises or share_of that names no figure (or, for share_of, no measure); a revises that names another source's
    figure; a revises or share_of that names its own row; a part_of that names no row; rows whose part_of leads back to
    themselves.

Why it matters
    A retelling whose origin is mistyped would pass as a witness of its own.

Bad
    id,population,scope,measure,reported,as_of,published,source,derived_from
    a,army,battle,killed,120,2024-05-01,2024-05-02,paper,b1

Good
    id,population,scope,measure,reported,as_of,published,source,derived_from
    a,army,battle,killed,120,2024-05-01,2024-05-02,paper,b
    b,army,battle,killed,120,2024-05-01,2024-05-01,ministry,

Limits
    Only the reference is dropped; the row stays in the book. A figure whose origin is not there is still no witness,
    and a share whose base is not there is compared with nothing. A row whose reference is in the table but left the
    book for a fault of its own does not dangle.

Evidence
    - value: the cell as it is written, its first 200 characters

References
    None.
"""

from collections.abc import Container, Iterator
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt
import pandas as pd

from checker.figures.table import Column, Table
from checker.figures.words import places_of
from checker.intake.checks import Facts, FormCheck

if TYPE_CHECKING:
    import pyarrow as pa

SEVERITY = "error"
TABLES = {"population": "populations.csv", "scope": "scopes.csv", "source": "sources.csv"}


def checks(facts: Facts) -> Iterator[FormCheck]:
    """References of figures, or of a tree."""
    if facts.file == "figures.csv":
        yield from _figure_references(facts)
    elif facts.file != "sources.csv":
        known = facts.ids[facts.file]
        yield _listed("part_of", known, facts, f"{facts.file} has no row {{}}")
        yield FormCheck(
            "part_of",
            lambda _frame: ~in_circle(facts.table),
            lambda row: f"{facts.word('id', row)} is a part of itself: its part_of leads back to it.",
        )


def _figure_references(facts: Facts) -> Iterator[FormCheck]:
    for field, file in TABLES.items():
        if file in facts.ids:
            yield _listed(field, facts.ids[file], facts, f"{file} has no row {{}}")
    figures = facts.ids["figures.csv"]
    yield _listed("share_of", figures, facts, "{} is neither a measure nor the id of a figure", facts.vocabulary)
    yield _listed("derived_from", figures, facts, "there is no figure {}")
    yield _listed("revises", figures, facts, "there is no figure {}")
    yield FormCheck(
        "revises",
        lambda frame: _revises_its_own(frame, facts),
        lambda row: f"{facts.word('revises', row)} is a figure of another source; a source revises its own.",
    )
    for field, verb in (("revises", "revise"), ("share_of", "be a share of")):
        yield _of_another(field, f"A figure cannot {verb} itself: {field} names its own row.", facts)


def _of_another(field: str, text: str, facts: Facts) -> FormCheck:
    """A cell does not name the row that it stands in; a word that is a measure names that."""
    column, ids = facts.table.column(field), facts.table.column("id")
    is_measure = column.by_word([word in facts.vocabulary for word in column.words])
    fine = is_measure | column.is_blank | (_named(column, ids) != ids.codes)
    return FormCheck(field, lambda _frame: fine, lambda _row: text)


def _revises_its_own(frame: pd.DataFrame, facts: Facts) -> npt.NDArray[np.bool_]:
    """Where the figure that a row revises, if it is there, is one of the row's source (shape: rows)."""
    column, ids = facts.table.column("revises"), facts.table.column("id")
    named = _named(column, ids)
    asked = np.flatnonzero(named >= 0)
    there = np.flatnonzero(np.isin(ids.codes, named[asked]))
    source = frame["source"].cat.codes.to_numpy()
    own = pd.MultiIndex.from_arrays([ids.codes[there], source[there]])
    fine = np.ones(len(named), dtype=bool)
    fine[asked] = pd.MultiIndex.from_arrays([named[asked], source[asked]]).isin(own)
    return fine


def _named(column: Column, ids: Column) -> npt.NDArray[np.int64]:
    """For each row the number of the id that it names, -1 where it names none (shape: rows)."""
    number = places_of(column.words, ids.arrow) | {"": -1}
    by_word = np.array([number.get(word, -1) for word in column.words], dtype=np.int64)
    named: npt.NDArray[np.int64] = by_word[column.codes]
    return named


def _listed(
    field: str, known: "pa.StringArray", facts: Facts, text: str, besides: Container[str] = ()
) -> FormCheck:  # fmt: skip
    """Every id in a cell (several are separated by spaces) is a known one, or what may stand there besides."""
    column = facts.table.column(field)
    named = [word.split() if field == "derived_from" else [word] * bool(word) for word in column.words]
    mentioned = {part for parts in named for part in parts}
    there = places_of(mentioned, known)
    missing = [[part for part in parts if part not in there and part not in besides] for parts in named]
    fine = np.array([not parts for parts in missing], dtype=bool)

    def say(row: int) -> str:
        return (
            "In "
            + field
            + ", "
            + text.format(", ".join(f"“{part[:80]}”" for part in missing[column.codes[row]][:5]))
            + "."
        )

    return FormCheck(field, lambda _frame: fine[column.codes], say)


def in_circle(table: Table) -> npt.NDArray[np.bool_]:
    """Which rows of a tree lie on a circle of part_of (shape: rows)."""
    above = dict(sorted(zip(_words(table, "id"), _words(table, "part_of"), strict=True)))
    on_circle: set[str] = set()
    done: set[str] = {""}
    for start in above:
        path: dict[str, int] = {}
        node = start
        while node not in done and node not in path:
            path[node] = len(path)
            node = above.get(node, "")
        if node in path:
            on_circle.update(list(path)[path[node] :])
        done.update(path)
    return np.array([word in on_circle for word in _words(table, "id")], dtype=bool)


def _words(table: Table, field: str) -> list[str]:
    column = table.column(field)
    return [column.words[code] for code in column.codes]
