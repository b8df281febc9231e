"""The generator: a healthy table is healthy, and what is planted is found, no more and no less."""

import csv
import io
import json
from collections import Counter
from pathlib import Path

import pytest

from checker.figures.wording import read
from checker.loading import load, load_files
from checker.pipeline import check
from tests.generate import COLUMNS, FAULTS, Row, main, table


def counts(rows: list[Row]) -> Counter[str]:
    """How many findings of each code a table has."""
    text = io.StringIO()
    writer = csv.DictWriter(text, COLUMNS)
    writer.writeheader()
    writer.writerows(rows)
    report = check(load_files("made", {"figures.csv": text.getvalue().encode()}))
    return Counter(finding.code for finding in report.findings)


@pytest.mark.parametrize("seed", [1, 2])
@pytest.mark.parametrize("faults", [0.0, 0.001, 0.006])
@pytest.mark.parametrize("distinct", [None, 600, 2000])
def test_exactly_what_is_planted_is_found(seed: int, faults: float, distinct: int | None) -> None:
    """Two thousand rows, and for each code that the expectation names that many findings."""
    rows, expected = table(2000, faults, distinct=distinct, seed=seed)
    found = counts(rows)
    assert {code: found[code] for code in expected} == expected
    assert {code for code, number in expected.items() if number} == (set(FAULTS) if faults else set())
    assert not [code for code in found if code.startswith("F") and code not in expected]


def test_a_table_has_all_that_real_ones_have() -> None:
    """Twenty sources, three years, ten figures a series, periods, unknown days, planned and retold figures."""
    rows, _ = table(4000, seed=3)
    assert len({row["source"] for row in rows}) == 20
    assert {row["as_of"][:4] for row in rows} == {"", "2022", "2023", "2024", "2025"}
    assert {len(row["as_of"]) for row in rows} == {0, 7, 10}
    assert {row["status"] for row in rows} == {"", "planned", "retracted"}
    assert set(Counter((row["population"], row["source"]) for row in rows).values()) == {10}
    assert any(row["period_start"] for row in rows)
    assert any(row["derived_from"] for row in rows)
    assert [row["published"] for row in rows] == sorted(row["published"] for row in rows)
    assert len({row["id"] for row in rows}) == 4000


@pytest.mark.parametrize("distinct", [180, 600, 2000])
def test_the_wordings_are_as_many_as_asked_for(distinct: int) -> None:
    """But for those of retellings; all are readable, and none is told of."""
    rows, _ = table(2000, distinct=distinct)
    words = {row["reported"] for row in rows}
    assert 0.95 * distinct <= len(words) <= distinct
    for said in words:
        assert read(said)


def test_wordings_come_as_they_come() -> None:
    """Where nobody says how many; some figures are numbers alone."""
    words = {row["reported"] for row in table(2000)[0]}
    assert len(words) > 500
    for said in words:
        assert not said or read(said)


@pytest.mark.parametrize("rows", [0, 1, 19, 21])
def test_any_number_of_rows(rows: int) -> None:
    """The last quantity may be cut short."""
    made, _ = table(rows)
    assert len(made) == rows


def test_more_faults_than_quantities() -> None:
    """A fault needs a quantity of its own."""
    with pytest.raises(ValueError, match=r"[Ss]ample larger"):
        table(200, 0.1)


def test_the_command_writes_a_table_and_its_expectation(tmp_path: Path) -> None:
    """The same seed writes the same bytes, and the checker reads them."""
    first, second = tmp_path / "a.csv", tmp_path / "b.csv"
    for out in (first, second):
        main(["400", str(out), "--faults", "0.005", "--distinct-wordings", "90", "--seed", "7"])
    assert first.read_bytes() == second.read_bytes()
    expected = json.loads((tmp_path / "a.csv.expect.json").read_text(encoding="utf-8"))
    assert expected["rows"] == load(first).read == 400
    assert expected["T301"] == 2
    assert expected["F008"] == 4
