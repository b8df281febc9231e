"""What a change of the whole table may not change in the findings."""

import io
import json
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from checker.figures.findings import Finding
from checker.loading import load_files
from tests.helpers import check_rules as check
from tests.helpers import dataset_of, examples
from tests.intake.workbooks import ods, ods_row, rows, xlsx
from tests.rules.reference import NEW_YEAR, Row, header
from tests.strategies import text_of
from tests.test_laws import books

CLASHES = {"T301", "C401", "C403", "A101"}
few = examples(3)


def found(table: str, populations: str = "") -> tuple[Finding, ...]:
    """Every finding of a table."""
    return check(dataset_of(table, populations=populations)).findings


def table_with(some: Iterable[Row]) -> str:
    """Rows as a table."""
    return "\n".join([header(), *(row.line for row in some), ""])


def pairs(findings: Iterable[Finding]) -> set[tuple[str, ...]]:
    """Which figures clash, and by which rule."""
    return {(f.code, *sorted(pair[side] for side in pair if side != "gap"))
            for f in findings if f.code in CLASHES for pair in f.evidence["pairs"]}  # fmt: skip


def scaled(row: Row, factor: int) -> Row:
    """A row with all its numbers larger."""
    low, high = (None if end is None else end * factor for end in (row.low, row.high))
    said = f"confirmed {int(row.reported.split()[1]) * factor}" if row.reported else ""
    return replace(row, low=low, high=high, reported=said)


@given(books(most=3), st.sampled_from([2, 10, 100]))
@few
def test_larger_counts_clash_as_smaller_ones_do(some: list[Row], factor: int) -> None:
    """Ten times every number keeps every contradiction, and adds none."""
    assert pairs(found(table_with(some))) == pairs(found(table_with(scaled(row, factor) for row in some)))


@given(books(most=3), st.sampled_from([1, 7, 365, -3650]))
@few
def test_other_days_clash_as_these_do(some: list[Row], days: int) -> None:
    """All days moved by as many: the same figures clash."""
    some = [replace(row, as_of=row.published if row.as_of == Row.MONTH else row.as_of) for row in some]
    plain = table_with(some)
    moved = plain
    for day in range(31, -1, -1):
        moved = moved.replace((NEW_YEAR + timedelta(day)).isoformat(), f"<{day}>")
    for day in range(32):
        moved = moved.replace(f"<{day}>", (NEW_YEAR + timedelta(day + days)).isoformat())
    assert pairs(found(plain)) == pairs(found(moved))


@given(books(most=2))
@few
def test_an_event_that_is_told_twice_elsewhere_changes_nothing_here(some: list[Row]) -> None:
    """The same rows again about other people by other sources: their findings are the same again."""
    twin = [
        replace(
            row, id=f"{row.id}x", population=f"{row.population}-x", source=f"{row.source}x",
            derived_from=" ".join(f"{figure}x" for figure in row.derived_from.split()),
            revises=f"{row.revises}x" if row.revises else "",
        )
        for row in some
    ]  # fmt: skip
    alone, both = pairs(found(table_with(some))), pairs(found(table_with([*some, *twin])))
    assert both == alone | {(code, *(f"{figure}x" for figure in figures)) for code, *figures in alone}


@given(books(most=4))
@few
def test_parts_of_a_table_that_have_nothing_in_common_can_be_checked_apart(some: list[Row]) -> None:
    """Book by book, or all at once."""
    apart: dict[str, list[Row]] = {}
    for row in some:
        apart.setdefault(row.id.partition("-")[2], []).append(
            replace(row, source=f"{row.source}-{row.id.partition('-')[2]}")
        )
    whole = pairs(found(table_with([row for part in apart.values() for row in part])))
    assert whole == set().union(*(pairs(found(table_with(part))) for part in apart.values()))


@given(books(most=2))
@few
def test_labels_in_another_script_change_nothing_but_names(some: list[Row]) -> None:
    """People and sources may be called anything."""
    names = {"army": "армия", "rest": "остальные", "a": "вестник", "b": "голос", "c": "дело"}

    def translated(word: str) -> str:
        first, dash, last = word.partition("-")
        return f"{names.get(first, first)}{dash}{last}"

    others = [
        replace(row, population=translated(row.population), source=translated(row.source)) for row in some
    ]  # fmt: skip
    assert pairs(found(table_with(some))) == pairs(found(table_with(others)))


def in_format(form: str, table: list[dict[str, str]]) -> bytes:
    """The same cells in another kind of file."""
    lines = [list(table[0]), *(list(row.values()) for row in table)]
    out = io.BytesIO()
    if form == "xlsx":
        return xlsx(sheet=rows(*("|".join(line) for line in lines)))
    if form == "ods":
        return ods(sheet="".join(ods_row(*line) for line in lines))
    if form == "json":
        return json.dumps(table).encode()
    pd.DataFrame(table).to_parquet(out)
    return out.getvalue()


def told(findings: Sequence[Finding]) -> list[Any]:
    """All that is said, but for where."""
    return [(replace(finding, places=()), finding.fingerprint) for finding in findings]


@pytest.mark.parametrize("form", ["xlsx", "ods", "json", "parquet"])
@given(some=books(most=2))
@few
def test_a_table_says_the_same_in_every_format(form: str, some: list[Row]) -> None:
    """CSV to a spreadsheet, JSON or Parquet and back."""
    names = header().split(",")
    table = [dict(zip(names, row.line.split(","), strict=True)) for row in some]
    other = check(load_files("small", {f"figures.{form}": in_format(form, table)}))
    assert told(other.findings) == told(found(text_of(table)))
