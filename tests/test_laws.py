"""What holds of the whole checker, whatever the figures: laws over random books."""

import json
import math
import random
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from checker.figures.errors import CannotCheckError
from checker.figures.findings import Finding
from checker.figures.schema import FIGURE_COLUMNS
from checker.figures.wording import rounding
from tests.helpers import check_rules as check
from tests.helpers import dataset_of, examples, table_of
from tests.rules.reference import Row, header, random_book

TREE = "id,may_fall\n"
CLASHES = {"T301", "C401", "C402", "C403"}
PAIRS = CLASHES - {"C402"}
FIRST_DAY = date(2024, 1, 1)
few = examples(5)


def books(most: int = 5) -> st.SearchStrategy[list[Row]]:
    """The rows of a few small books that have nothing to do with each other; by seed, faster than by choice."""
    return st.builds(_some_books, st.integers(0, 2**32), st.integers(1, most))


def _some_books(seed: int, size: int) -> list[Row]:
    rng = random.Random(seed)  # noqa: S311  (not for secrets)
    return [row for number in range(size) for row in random_book(rng.choice, f"-{number}")]


def findings_of(rows: Sequence[Row], *, url: bool = False) -> list[Finding]:
    """What is found in some rows, beyond form; with a blank column url on demand."""
    names = sorted({row.population for row in rows})
    populations = TREE + "".join(f"{name},{'yes' if name.startswith('rest') else ''}\n" for name in names)
    extra = ",url" if url else ""
    table = "\n".join([header() + extra, *(row.line + extra[:1] for row in rows), ""])
    report = check(dataset_of(table, populations=populations))
    return [finding for finding in report.findings if not finding.code.startswith("F")]


def shown(findings: Iterable[Finding]) -> list[Any]:
    """Findings without their places, which the order of rows may change."""
    return [(replace(finding, places=()), finding.fingerprint) for finding in findings]


def clashing(findings: Iterable[Finding]) -> set[str]:
    """The figures that clash with a single other one."""
    pairs = [pair for finding in findings if finding.code in PAIRS for pair in finding.evidence["pairs"]]
    return {pair[side] for pair in pairs for side in ("earlier", "later")}


@given(books(), st.randoms(use_true_random=False))
@few
def test_the_order_of_rows_changes_nothing(rows: list[Row], rng: Any) -> None:
    """The same findings, with the same words and fingerprints, in the same order."""
    shuffled = rng.sample(rows, len(rows))
    assert shown(findings_of(rows, url=True)) == shown(findings_of(shuffled, url=True))


@given(books(most=1), books(most=3))
@few
def test_an_unrelated_event_changes_nothing(rows: list[Row], others: list[Row]) -> None:
    """Rows about other people by other sources leave every finding as it is."""
    apart = [
        replace(
            row, id=f"0{row.id}", population=f"{row.population}-apart", source=f"{row.source}-apart",
            derived_from=" ".join(f"0{figure}" for figure in row.derived_from.split()),
            revises=f"0{row.revises}" if row.revises else "",
        )
        for row in others
    ]  # fmt: skip
    mine = {row.id for row in rows}
    together = findings_of([*apart, *rows])
    assert shown(findings_of(rows)) == shown(finding for finding in together if set(finding.figures) <= mine)
    assert all(set(finding.figures) <= mine or not mine & set(finding.figures) for finding in together)


@given(books(most=2), st.data())
@few
def test_a_wider_range_makes_no_clash(rows: list[Row], data: st.DataObject) -> None:
    """Who says less clashes with nobody that it did not clash with before; nor does anybody else."""
    at = data.draw(st.integers(0, len(rows) - 1))
    row = rows[at]
    low, high = int(row.least), None if math.isinf(row.most) else int(row.most)
    wider = replace(
        row, reported="", low=data.draw(st.integers(0, low)),
        high=data.draw(st.none() | st.integers(high, 40)) if high is not None and not row.own_list else None,
    )  # fmt: skip
    before, after = (findings_of(some) for some in (rows, [*rows[:at], wider, *rows[at + 1 :]]))
    assert clashing(after) <= clashing(before)
    assert any(f.is_clash for f in before) or not any(f.code in CLASHES for f in after)


@given(books(most=2), st.integers(4, 11))
@few
def test_what_is_known_on_a_day_is_what_was_published(rows: list[Row], day: int) -> None:
    """The findings are those of the table without the rows that came later."""
    known = {row.id for row in rows if row.published <= day}
    assume(known)
    rows = [row for row in rows if row.id not in known or set(f"{row.derived_from} {row.revises}".split()) <= known]
    kept = [row for row in rows if row.id in known]
    assume(kept)
    tables = ("\n".join([header(), *(row.line for row in some), ""]) for some in (rows, kept))
    then = date(2023, 12, 31).toordinal() + day
    one, two = (check(dataset_of(table, known_on=on)) for table, on in zip(tables, (then, None), strict=True))
    assert shown(one.findings) == shown(two.findings)


def renamed(value: Any) -> Any:
    """The ids of figures in a piece of evidence, each with a prefix."""
    if isinstance(value, dict):
        return {key: renamed(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [renamed(item) for item in value]
    return f"x.{value}" if isinstance(value, str) and value[:1] == "f" and value[1:2].isdigit() else value


@given(books(most=3))
@few
def test_other_ids_change_nothing_but_names(rows: list[Row]) -> None:
    """With a letter before every id the findings are the same, and name the same figures."""
    others = [
        replace(
            row, id=f"x.{row.id}", revises=f"x.{row.revises}" if row.revises else "",
            derived_from=" ".join(f"x.{figure}" for figure in row.derived_from.split()),
        )
        for row in rows
    ]  # fmt: skip
    first, second = findings_of(rows), findings_of(others)
    assert [(f.code, f.severity, f.message, f.ask) for f in first] == [
        (f.code, f.severity, f.message, f.ask) for f in second
    ]
    assert [[f"x.{figure}" for figure in f.figures] for f in first] == [list(f.figures) for f in second]
    assert [renamed(dict(f.evidence)) for f in first] == [json.loads(json.dumps(dict(f.evidence))) for f in second]


# One true history


def wordings(count: int) -> list[str]:
    """Ways to say a count that hold it, all but its last digits."""
    said = [
        f"{count}",
        f"confirmed {count * 2 // 3}",
        f"at least {count // 2}",
        f"up to {count + 3}",
        f"{count} or more",
    ]
    for unit in (10, 100):
        near, below, above = round(count / unit) * unit, count // unit * unit, -(-count // unit) * unit
        if near and abs(near - count) <= rounding(near):
            said += [f"about {near}", f"~{near}"]
        if above and above - count <= min(2 * rounding(above), above / 10):
            said.append(f"nearly {above}")
        if below:
            said += [f"{below} to {above}" if above < 1000 * below else f"{count}", f"more than {below}"]
    said += ["dozens"] * (24 <= count <= 199) + ["hundreds"] * (200 <= count <= 1999)
    return said


@st.composite
def true_tables(draw: st.DrawFn) -> str:
    """A table drawn from one history that never falls, by several sources and in many words."""
    rows, published = list[str](), dict[str, int]()
    for number in range(draw(st.integers(1, 4))):
        steps = draw(st.lists(st.integers(0, 120), min_size=60, max_size=60))
        total = [sum(steps[: day + 1]) for day in range(60)]
        measure = draw(st.sampled_from(["killed", "wounded", "casualties", "captured", "killed_and_wounded"]))
        for _ in range(draw(st.integers(2, 10))):
            day, source = draw(st.integers(0, 59)), draw(st.sampled_from("abc"))
            said = published[source] = max(published.get(source, 0) + 1, day + draw(st.integers(0, 20)))
            start = draw(st.none() | st.sampled_from([3, 10])) if day >= 10 else None
            count = total[day] - (total[start - 1] if start else 0)
            kinds = ["day", "day", "month", "year"] + ["blank"] * (said - day <= 30)
            shown_day = {"day": iso(day), "month": iso(day)[:7], "year": iso(day)[:4], "blank": ""}
            rows.append(
                f"r{len(rows)},people {number},front,{measure},{draw(st.sampled_from(wordings(count)))},"
                f"{iso(start) if start else ''},{shown_day[draw(st.sampled_from(kinds))]},{iso(said)},{source}"
            )
    return table_of(*rows, header="id,population,scope,measure,reported,period_start,as_of,published,source")


def iso(day: int) -> str:
    """A day of 2024, from 0 on."""
    return (FIRST_DAY + timedelta(day)).isoformat()


@given(true_tables())
@examples(12)
def test_a_true_history_has_no_clash(table: str) -> None:
    """However vaguely it is told, and however little is said about the days."""
    report = check(dataset_of(table))
    assert report.dataset.rejected == 0, [finding.message for finding in report.findings]
    assert not [finding.message for finding in report.findings if finding.code in CLASHES]


# Whatever is in the cells

CELLS = {
    "id": ["a", "b", "c", "d", "e", "", "-", "a b"],
    "population": ["army", "rest", "", "  "],
    "scope": ["front"],
    "measure": ["killed", "wounded", "casualties", "deployed", "present", "kiled", ""],
    "share_of": ["", "", "", "deployed", "casualties", "a", "z"],
    "reported": [
        "12",
        "about 300",
        "none",
        "a third",
        "36 %",
        "confirmed 304",
        "up to 0",
        "hundreds",
        "x",
        "",
        "9" * 30,
    ],
    "low": ["", "", "0", "12", "-3", "1e3", "nan"],
    "best": ["", "", "0.5", "12"],
    "high": ["", "", "0", "999", "inf"],
    "period_start": ["", "", "2024-01-02", "2024-02-30", "0001-01-01"],
    "as_of": ["", "2024-01-05", "2024-01", "2024", "9999-12-31", "5 May"],
    "published": ["2024-01-06", "2024-01-07", "2023-12-31", "0001-01-01", ""],
    "source": ["staff", "paper", ""],
    "statement": ["", "", "s"],
    "via": ["", "radio"],
    "url": ["", "https://example.org"],
    "status": ["", "", "reported", "planned", "retracted", "denied"],
    "derived_from": ["", "", "", "a", "b", "a b", "z"],
    "derivation": ["", "retold", "computed", "copied"],
    "revises": ["", "", "", "a", "c"],
    "note": ["", "=1+1", "é"],
}
TREES = ["", "id,part_of,may_fall,since\narmy,,,2024-01-03\nrest,army,yes,\n", "id,part_of\narmy,rest\nrest,army\n"]


@st.composite
def wild_rows(draw: st.DrawFn) -> str:
    """Up to nine rows with anything in their cells."""
    columns = [name for name in FIGURE_COLUMNS if name in CELLS]
    size = draw(st.integers(1, 9))
    lines = [",".join(draw(st.sampled_from(CELLS[name])) for name in columns) for _ in range(size)]
    return "\n".join([",".join(columns), *lines, ""])


@given(wild_rows(), st.sampled_from(TREES))
@examples(10)
def test_a_check_never_raises(table: str, tree: str) -> None:
    """What is wrong with a row is a finding; every finding can be shown and has a fingerprint of its own."""
    report = check(dataset_of(table, populations=tree, today=800_000))
    json.dumps([dict(finding.evidence) for finding in report.findings], allow_nan=False)
    assert len({(finding.code, finding.fingerprint) for finding in report.findings}) == len(report.findings)
    for finding in report.findings:
        assert all(location.line > 0 for location in report.locations(finding))
        assert all(figure in report.dataset.position for figure in finding.figures) or finding.code.startswith("F")


def test_cells_are_those_of_the_schema() -> None:
    """A column that the schema gains is drawn too."""
    assert set(CELLS) == set(FIGURE_COLUMNS)


@pytest.mark.parametrize("text", ["", "id\n", "id,population,scope,measure,reported,published,source\n"])
def test_what_is_no_table_ends_with_one_line(text: str) -> None:
    """Only what is no table of figures at all cannot be checked."""
    with pytest.raises(CannotCheckError):
        dataset_of(text)
