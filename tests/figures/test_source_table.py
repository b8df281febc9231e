"""The table of sources: each number by hand, and the ratios against a search of every pair."""

import random
from dataclasses import asdict, replace
from datetime import date, timedelta
from statistics import median
from typing import Any

import pytest

from checker.figures.book import Book
from checker.figures.source_table import SourceRow, source_table
from tests.helpers import HEADER, dataset_of, seeds, table_of
from tests.helpers import check_rules as check

SOURCES = """id,name,kind,party
staff,the Staff,belligerent,north
guard,the Guard,belligerent,north
enemy,the Enemy,belligerent,south
watch,,monitor,
"""


def table_from(*rows: str, header: str = HEADER, sources: str = SOURCES) -> dict[str, SourceRow]:
    """The table of a small dataset, by id."""
    dataset = dataset_of(table_of(*rows, header=header), sources=sources)
    assert dataset.rejected == 0, [finding.message for finding in dataset.findings]
    table = source_table(Book(dataset), check(dataset).findings)
    assert [row.id for row in table] == sorted(row.id for row in table)
    return {row.id: row for row in table}


def numbers(row: SourceRow, *names: str) -> tuple[Any, ...]:
    """Some columns of a row."""
    return tuple(asdict(row)[name] for name in names)


def test_figures_are_counted_by_what_they_are() -> None:
    """Each figure is reported, retold, planned or retracted; a source without figures has no row."""
    table = table_from(
        "a,army,front,deployed,,100,2024-05-01,2024-05-02,staff,,,",
        "b,army,front,deployed,,100,2024-05-01,2024-05-02,staff,planned,,",
        "c,army,front,deployed,,100,2024-05-01,2024-05-02,staff,retracted,,",
        "d,army,front,deployed,,100,2024-05-01,2024-05-02,staff,,a,",
        "e,army,front,deployed,,110,2024-05-01,2024-05-02,staff,,a,computed",
        "f,army,front,deployed,,100,2024-05-01,2024-05-02,staff,planned,a,",
        "g,army,front,killed,deployed,a third,2024-05-01,2024-05-02,watch,,,",
        header="id,population,scope,measure,share_of,reported,as_of,published,source,status,derived_from,derivation",
    )
    shown = ("name", "kind", "party", "reported", "retold", "planned", "retracted")
    assert list(table) == ["staff", "watch"]
    assert numbers(table["staff"], *shown) == ("the Staff", "belligerent", "north", 2, 1, 2, 1)
    assert numbers(table["watch"], *shown) == ("watch", "monitor", "", 1, 0, 0, 0)


def test_without_a_table_of_sources_there_are_names_alone() -> None:
    """Kind and party are blank, and each source is a camp of its own."""
    table = table_from(
        "a,army,front,killed,100,2024-05-01,2024-05-02,staff",
        "b,army,front,killed,200,2024-05-01,2024-05-02,guard",
        sources="",
    )
    assert numbers(table["guard"], "name", "kind", "party", "ratio") == ("guard", "", "", 2.0)
    assert table["staff"].ratio == 0.5


def test_the_lag_is_over_known_days_of_what_is_reported_at_first_hand() -> None:
    """A month, a blank day, a plan and a copy have none; of two in the middle the mean is taken."""
    table = table_from(
        "a,army,front,killed,100,2024-05-01,2024-05-02,staff,,",
        "b,army,front,killed,100,2024-05-01,2024-05-05,staff,,",
        "c,army,front,killed,100,2024-05,2024-06-20,staff,,",
        "d,army,front,killed,100,,2024-06-20,staff,,",
        "e,army,front,killed,100,2024-05-01,2024-06-20,staff,planned,",
        "f,army,front,killed,100,2024-05-01,2024-06-20,staff,,a",
        "g,army,front,killed,100,2024-05,2024-06-20,watch,,",
        header=f"{HEADER},status,derived_from",
    )
    assert [table[name].lag for name in ("staff", "watch")] == [2.5, None]


def test_errors_are_inside_one_source_and_clashes_between_two() -> None:
    """T301 counts for its source, C401 for both; a note, a fault of the table and a waived finding for nobody."""
    rows = (
        "a,army,front,captured,983,2024-05-01,2024-05-02,staff,",
        "b,army,front,captured,902,2024-05-03,2024-05-04,staff,x",
        "c,army,front,captured,111,2024-05-03,2024-05-04,enemy,",
        "d,army,coast,captured,100,2024-05-03,2024-05-04,enemy,",
        "e,army,coast,captured,101,2024-05-03,2024-05-04,watch,",
    )
    dataset = dataset_of(table_of(*rows, header=f"{HEADER},derived_from"), sources=SOURCES)
    findings = check(dataset).findings
    assert {(f.code, f.severity) for f in findings if f.code in {"F009", "C401"}} == {
        ("F009", "error"), ("C401", "warning"), ("C401", "note"),
    }  # fmt: skip
    table = {row.id: numbers(row, "errors", "clashes") for row in source_table(Book(dataset), findings)}
    assert table == {"enemy": (0, 1), "staff": (0, 1), "watch": (0, 0)}
    whole = dataset_of(table_of(*(row[:-1] for row in rows[:1]), rows[1][:-2], rows[2][:-1]), sources=SOURCES)
    assert _marked(whole, "new") == {"enemy": (0, 1), "staff": (1, 1)}
    assert _marked(whole, "baseline") == {"enemy": (0, 1), "staff": (1, 1)}
    assert _marked(whole, "waived") == {"enemy": (0, 0), "staff": (0, 0)}


def test_any_clash_with_another_source_counts() -> None:
    """More killed by one than another counted as deployed is one for both; one source's two numbers are none."""
    table = table_from(
        "a,army,front,killed,500,2024-05-01,2024-05-02,staff",
        "b,army,front,deployed,100,2024-05-01,2024-05-02,enemy",
        "c,army,coast,killed,500,2024-05-01,2024-05-02,watch",
        "d,army,coast,killed,100,2024-05-01,2024-05-02,watch",
    )
    assert {name: numbers(row, "errors", "clashes") for name, row in table.items()} == {
        "enemy": (0, 1), "staff": (0, 1), "watch": (0, 0),
    }  # fmt: skip


def _marked(dataset: Any, status: str) -> dict[str, tuple[int, int]]:
    """Errors and clashes of a dataset all of whose findings have one status."""
    findings = [replace(finding, status=status) for finding in check(dataset).findings]
    return {row.id: (row.errors, row.clashes) for row in source_table(Book(dataset), findings)}


@pytest.mark.parametrize(
    ("mine", "theirs", "ratio"),
    [
        ("1,500 to 2,000", "1,000 to 1,200", 1.25),
        ("1,000 to 1,200", "1,500 to 2,000", 0.8),
        ("1,000 to 1,600", "1,500 to 2,000", 1.0),
        ("1,500", "1,500", 1.0),
        ("at least 3,000", "up to 1,000", 3.0),
        ("up to 1,000", "at least 3,000", 0.3333),
        ("confirmed 304", "1,000", 1.0),
        ("confirmed 304", "152", 2.0),
        ("152", "confirmed 304", 0.5),
        ("confirmed 1,000", "confirmed 304", 1.0),
        ("0", "152", None),
        ("152", "0", None),
        ("0", "up to 152", 1.0),
    ],
)
def test_the_ratio_is_that_of_the_nearest_bounds(mine: str, theirs: str, ratio: float | None) -> None:
    """1 where the ranges meet; a source's own list has no upper bound; none over or of 0."""
    table = table_from(
        f'a,army,front,captured,"{mine}",2024-05-01,2024-05-02,staff',
        f'b,army,front,captured,"{theirs}",2024-05-01,2024-05-02,enemy',
    )
    assert numbers(table["staff"], "ratio", "compared") == (ratio, int(ratio is not None))


@pytest.mark.parametrize(
    ("other", "ratio"),
    [
        ("b,army,front,captured,,100,,2024-05-01,2024-06-20,enemy,,", 2.0),
        ("b,army,front,captured,,100,,2024-06-01,2024-06-20,enemy,,", 2.0),
        ("b,army,front,captured,,100,,2024-06-02,2024-06-20,enemy,,", None),
        ("b,army,front,captured,,100,,2024-03-31,2024-06-20,enemy,,", 2.0),
        ("b,army,front,captured,,100,,2024-03-30,2024-06-20,enemy,,", None),
        ("b,army,front,captured,,100,,2024-05,2024-06-20,enemy,,", None),
        ("b,army,front,captured,,100,2024-04-29,2024-05-01,2024-06-20,enemy,,", None),
        ("b,army,front,captured,,100,,2024-05-01,2024-06-20,guard,,", None),
        ("b,army,front,captured,,100,,2024-05-01,2024-06-20,watch,,", 2.0),
        ("b,army,coast,captured,,100,,2024-05-01,2024-06-20,enemy,,", None),
        ("b,brigade,front,captured,,100,,2024-05-01,2024-06-20,enemy,,", None),
        ("b,army,front,killed,,100,,2024-05-01,2024-06-20,enemy,,", None),
        ("b,army,front,captured,deployed,a third,,2024-05-01,2024-06-20,enemy,,", None),
        ("b,army,front,captured,,100,,2024-05-01,2024-06-20,enemy,planned,", None),
        ("b,army,front,captured,,100,,2024-05-01,2024-06-20,enemy,retracted,", None),
        ("b,army,front,captured,,100,,2024-05-01,2024-06-20,enemy,,a", None),
    ],
)
def test_counts_are_compared_with_those_of_other_camps_near_in_time(other: str, ratio: float | None) -> None:
    """One quantity, one kind of window, another party, known days at most 31 apart, and both stand for themselves."""
    table = table_from(
        "a,army,front,captured,,200,,2024-05-01,2024-05-02,staff,,", other,
        header="id,population,scope,measure,share_of,reported,period_start,as_of,published,source,status,derived_from",
    )  # fmt: skip
    assert table["staff"].ratio == ratio


def test_loose_terms_and_withdrawn_totals_are_not_compared() -> None:
    """Two sources may mean different things by casualties, and a source stands by what it revised no longer."""
    table = table_from(
        "a,army,front,casualties,200,2024-05-01,2024-05-02,staff,",
        "b,army,front,casualties,100,2024-05-01,2024-05-02,enemy,",
        "c,army,front,captured,200,2024-05-01,2024-05-02,staff,",
        "d,army,front,captured,100,2024-05-01,2024-05-02,enemy,",
        "e,army,front,captured,150,2024-05-01,2024-05-05,staff,c",
        header=f"{HEADER},revises",
    )
    assert numbers(table["staff"], "ratio", "compared") == (1.5, 1)
    assert table["enemy"].ratio == 0.6667


def test_of_two_equally_near_the_later_is_taken() -> None:
    """And of two that are not, the nearer, before or after."""
    rows = (
        "a,army,front,captured,200,2024-05-05,2024-06-02,staff",
        "c,army,front,captured,400,2024-05-09,2024-06-02,enemy",
    )
    found = [
        table_from(*rows, f"b,army,front,captured,100,2024-05-0{day},2024-06-02,enemy")["staff"].ratio for day in (1, 2)
    ]
    assert found == [0.5, 2.0]


@pytest.mark.parametrize("seed", seeds(1))
def test_the_median_is_that_of_all_nearest_counts(seed: int) -> None:
    """Against a search of every pair, on days of which each has one count a quantity."""
    rng = random.Random(seed)  # noqa: S311  (not for secrets)
    camps = {"staff": "north", "guard": "north", "enemy": "south", "watch": "watch"}
    said = [
        (f"f{place}-{day}", place, day, rng.randrange(1, 900), rng.choice(list(camps)))
        for place in range(40)
        for day in rng.sample(range(1, 90), rng.randrange(1, 12))
    ]
    table = table_from(
        *(f"{name},army{at},front,captured,{count},{_iso(day)},2024-06-20,{who}" for name, at, day, count, who in said)
    )
    for source, row in table.items():
        ratios = []
        for _, place, day, count, who in said:
            others = [(abs(d - day), -d, c) for _, p, d, c, w in said if p == place and camps[w] != camps[source]]
            if who == source and others and min(others)[0] <= 31:
                ratios.append(count / min(others)[2])
        assert row.compared == len(ratios) > 10
        assert row.ratio == pytest.approx(median(ratios), abs=1e-4)


def _iso(day: int) -> str:
    """A day from March to May 2024."""
    return (date(2024, 3, 1) + timedelta(day)).isoformat()
