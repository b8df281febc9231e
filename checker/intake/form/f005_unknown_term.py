"""A word outside the vocabulary: a column, measure, status, derivation, kind, or a yes-or-no.

What it finds
    Columns that the table does not have by design; measures that are neither shipped nor declared in checker.toml; a
    status other than reported, planned, retracted; a derivation other than retold, computed; a kind of source that is
    not one of the seven; complete or may_fall other than yes and no. The nearest known term is named.

Why it matters
    A misspelt column is a column that nobody reads, and a misspelt measure a quantity that nothing is compared with.

Bad
    id,population,scope,measure,reported,as_of,published,source
    a,army,battle,kiled,120,2024-05-01,2024-05-02,ministry

Good
    id,population,scope,measure,reported,as_of,published,source
    a,army,battle,killed,120,2024-05-01,2024-05-02,ministry

Limits
    An unknown column leaves its rows in the book.

Evidence
    - value: the cell as it is written, its first 200 characters

References
    The vocabulary: `checker/figures/measures.toml`.
"""

from collections.abc import Iterator
from functools import cache, partial

from checker.figures.measures import nearest
from checker.figures.schema import COLUMNS, DERIVATIONS, KINDS, STATUSES, YES_NO
from checker.intake.checks import Facts, FormCheck

SEVERITY = "error"
TERMS: dict[str, dict[str, tuple[str, ...]]] = {
    "figures.csv": {"status": STATUSES, "derivation": DERIVATIONS},
    "sources.csv": {"kind": KINDS},
    "populations.csv": {"complete": YES_NO, "may_fall": YES_NO},
    "scopes.csv": {"complete": YES_NO, "may_fall": YES_NO},
}


def unknown_columns(header: tuple[str, ...], file: str) -> Iterator[tuple[str, str]]:
    """The columns of a table that the design does not know, each with a sentence."""
    for field in header:
        if field not in COLUMNS[file]:
            yield field, f"“{field[:80]}” is no column of {file}{_hint(field, COLUMNS[file])}."


def checks(facts: Facts) -> Iterator[FormCheck]:
    """Every column of terms; the measures of the table of figures."""
    terms = dict(TERMS[facts.file])
    if facts.file == "figures.csv":
        terms["measure"] = tuple(facts.vocabulary)
    for field, known in terms.items():
        yield _known(facts, field, known)


def _known(facts: Facts, field: str, known: tuple[str, ...]) -> FormCheck:
    hint = cache(partial(_hint, known=known))  # of a large table very many rows may have the same word

    def say(row: int) -> str:
        return f"{facts.word(field, row)} is no {field}{hint(facts.table.column(field)[row])}."

    return FormCheck(field, facts.among(field, set(known)), say)


def _hint(word: str, known: tuple[str, ...]) -> str:
    near = nearest(word, known)
    return f"; the nearest is {near}" if near else f"; known are {', '.join(known)}"
