"""Changes of one figure that remove a clash, or make a retelling equal its origin."""

import pytest

from tests.helpers import dataset_of, findings_of, table_of

HEADER = "id,population,scope,measure,reported,as_of,published,source,derived_from,derivation"


def test_a_retelling_with_a_zero_more_is_read_as_its_origin() -> None:
    """The change is named, and nothing where no such change makes them equal."""
    rows = (
        "a,army,front,killed,301,2024-01-13,2024-01-14,agency,,",
        "b,army,front,killed,3010,2024-01-13,2024-01-15,paper,a,retold",
        "c,army,front,killed,310,2024-01-13,2024-01-15,radio,a,retold",
        "d,army,front,killed,555,2024-01-13,2024-01-15,blog,a,retold",
    )
    found = findings_of(dataset_of(table_of(*rows, header=HEADER)), "P501", "C402")
    told = {f.evidence["retelling"]: [(one.change, one.before, one.after) for one in f.readings] for f in found}
    assert told == {"b": [("zero", "“3010”", "a tenth as many")], "c": [("digits", "310", "301")], "d": []}


def test_a_retelling_of_what_nobody_else_counts_is_read_as_its_origin() -> None:
    """A loose word that no other figure has, and people whom retellings alone tell of."""
    rows = (
        "a,army,front,killed_and_wounded,1200,2024-01-13,2024-01-14,agency,,",
        "b,army,front,casualties,2100,2024-01-13,2024-01-15,paper,a,retold",
        "c,navy,front,killed_and_wounded,1200,2024-01-13,2024-01-15,radio,a,retold",
        "d,navy,front,killed_and_wounded,12000,2024-01-13,2024-01-16,blog,c,retold",
    )
    found = findings_of(dataset_of(table_of(*rows, header=HEADER)), "P501", "C402")
    told = {f.evidence["retelling"]: [(one.change, one.before, one.after) for one in f.readings] for f in found}
    assert told["b"] == [("digits", "2,100", "1,200")]
    assert told["d"] == [("zero", "“12000”", "a tenth as many")]


def test_a_retelling_of_one_change_is_read_as_its_origin() -> None:
    """Of the measure or the people, also where it is of another day and so of another amount; not of both."""
    rows = (
        "a,army,front,casualties,3000,2024-01-13,2024-01-14,agency,,",
        "b,army,front,killed,3000,2024-01-13,2024-01-15,paper,a,retold",
        "c,navy,front,casualties,3000,2024-01-13,2024-01-15,radio,a,retold",
        "d,army,front,killed,3100,2024-01-20,2024-01-21,blog,a,retold",
        "e,navy,front,killed,3000,2024-01-13,2024-01-15,wire,a,retold",
        "f,army,front,killed,3100,2024-01-13,2024-01-21,post,a,retold",
    )
    found = findings_of(dataset_of(table_of(*rows, header=HEADER)), "P501", "C402")
    told = {f.evidence["retelling"]: [(one.before, one.after, one.message) for one in f.readings] for f in found}
    equals, fits = "It equals its origin if the", "It fits its origin, which is of another day, if the"
    assert told == {
        "b": [("killed", "casualties", f"{equals} “3000” are casualties.")],
        "c": [("navy", "army", f"{equals} “3000” are of army.")],
        "d": [("killed", "casualties", f"{fits} “3100” are casualties.")],
        "e": [],
        "f": [],
    }


def test_what_is_part_of_a_loose_term_counts_only_where_somebody_counts_it() -> None:
    """A term of one's own, declared as part of casualties, and a source whose casualties are fewer than that."""
    terms = '[measures.gassed]\nkind = "flow"\npart_of = "casualties"\n'
    rows = (
        "a,army,front,casualties,301,2024-01-13,2024-01-14,agency",
        "b,army,front,killed,402,2024-01-12,2024-01-14,agency",
        "c,guard,front,casualties,301,2024-01-13,2024-01-14,agency",
        "d,guard,front,gassed,402,2024-01-12,2024-01-14,agency",
    )
    found = findings_of(dataset_of(table_of(*rows), checker=terms), "A", "C402")
    assert sorted(f.figures for f in found if f.is_clash) == [("a", "b"), ("c", "d")]


COUNTS = "id,population,scope,measure,reported,period_start,as_of,published,source"
TREE = "id,part_of,split\narmy,,\nnorth,army,wing\nsouth,army,wing\n"
KINDS = {
    "the killed and wounded, called killed": (
        (
            "a,army,front,killed,300,,2024-01-10,2024-01-11,agency",
            "b,army,front,killed_and_wounded,950 to 1050,,2024-01-12,2024-01-13,monitor",
            "c,army,front,killed,1000,,2024-01-09,2024-01-20,paper",
        ),
        ("c", "measure", "killed", "killed and wounded"),
        (
            "Vanishes if the “1000” of paper by 9 January 2024 are killed and wounded: monitor said “950 to "
            "1050” killed and wounded by 12 January 2024."
        ),
    ),
    "the killed and wounded, whom nobody counts together": (
        (
            "a,army,front,killed,300 to 310,,2024-01-10,2024-01-11,agency",
            "b,army,front,wounded,690 to 700,,2024-01-09,2024-01-12,monitor",
            "c,army,front,killed,1000,,2024-01-09,2024-01-20,paper",
        ),
        ("c", "measure", "killed", "killed and wounded"),
        "paper by 9 January 2024 are killed and wounded: the figures that clash with no other leave 690 to 1,010.",
    ),
    "a week's, called a total, beside another source's week": (
        (
            "a,army,front,killed,1000,,2024-05-10,2024-05-11,staff",
            "b,army,front,killed,60 to 80,2024-05-12,2024-05-18,2024-05-19,monitor",
            "c,army,front,killed,70,,2024-05-25,2024-05-26,staff",
        ),
        ("c", "counting", "a total", "from 19 May 2024 on"),
        (
            "Vanishes if the “70” of staff by 25 May 2024 count from 19 May 2024 on: monitor said “60 to "
            "80” killed from 12 May 2024 to 18 May 2024."
        ),
    ),
    "a week's, called a total, beside two totals": (
        (
            "a,army,front,killed,1000 to 1010,,2024-05-18,2024-05-19,monitor",
            "b,army,front,killed,1070 to 1080,,2024-05-25,2024-05-26,monitor",
            "c,army,front,killed,70,,2024-05-25,2024-05-26,staff",
        ),
        ("c", "counting", "a total", "from 19 May 2024 on"),
        "count from 19 May 2024 on: the figures that clash with no other leave 60 to 80.",
    ),
    "a total, called a week's": (
        (
            "a,army,front,killed,1000,,2024-05-18,2024-05-19,agency",
            "b,army,front,killed,1040 to 1060,,2024-05-25,2024-05-26,agency",
            "c,army,front,killed,1050,2024-05-19,2024-05-25,2024-05-26,paper",
        ),
        ("c", "counting", "from 19 May 2024 on", "a total"),
        (
            "Vanishes if the “1050” of paper from 19 May 2024 to 25 May 2024 are a total: agency said “1040 "
            "to 1060” killed by 25 May 2024."
        ),
    ),
    "a zero more": (
        (
            "a,army,front,killed,300 to 320,,2024-01-10,2024-01-11,agency",
            "c,army,front,killed,3000,,2024-01-09,2024-01-20,paper",
        ),
        ("c", "zero", "“3000”", "a tenth as many"),
        (
            "Vanishes if the “3000” of paper by 9 January 2024 should be a tenth as many: agency said “300 "
            "to 320” killed by 10 January 2024."
        ),
    ),
    "a zero less": (
        (
            "a,army,front,killed,3000 to 3200,,2024-01-10,2024-01-11,agency",
            "c,army,front,killed,310,,2024-01-11,2024-01-20,paper",
        ),
        ("c", "zero", "“310”", "ten times as many"),
        "should be ten times as many: agency said “3000 to 3200” killed by 10 January 2024.",
    ),
    "two digits the other way round": (
        (
            "a,army,front,killed,390 to 400,,2024-01-10,2024-01-11,agency",
            "c,army,front,killed,930,,2024-01-09,2024-01-20,paper",
        ),
        ("c", "digits", "930", "390"),
        (
            "Vanishes if the “930” of paper by 9 January 2024 should be 390: agency said “390 to 400” "
            "killed by 10 January 2024."
        ),
    ),
    "a later count under an earlier day": (
        (
            "a,army,front,killed_and_wounded,400,,2024-01-09,2024-01-10,agency",
            "b,army,front,killed,500 to 510,,2024-01-20,2024-01-21,agency",
            "c,army,front,killed,505,,2024-01-09,2024-01-25,paper",
        ),
        ("c", "date", "9 January 2024", "20 January 2024"),
        (
            "Vanishes if the “505” of paper by 9 January 2024 are those by 20 January 2024: agency said "
            "“500 to 510” killed by 20 January 2024."
        ),
    ),
    "a sibling's": (
        (
            "a,north,front,killed,300 to 310,,2024-01-10,2024-01-11,agency",
            "b,south,front,killed,790 to 810,,2024-01-10,2024-01-11,agency",
            "c,north,front,killed,800,,2024-01-09,2024-01-20,paper",
        ),
        ("c", "population", "north", "south"),
        "paper by 9 January 2024 are of south: agency said “790 to 810” killed by 10 January 2024.",
    ),
}


def readings_of(*rows: str) -> dict[tuple[str, str, str, str], str]:
    """The readings of all clashes, with their sentences."""
    found = findings_of(dataset_of(table_of(*rows, header=COUNTS), populations=TREE), "A", "T", "C")
    return {(r.figure, r.change, r.before, r.after): r.message for f in found if f.is_clash for r in f.readings}


@pytest.mark.parametrize("name", KINDS)
def test_a_kind_of_change(name: str) -> None:
    """It is told with what supports it, and nothing else is."""
    rows, change, words = KINDS[name]
    told = readings_of(*rows)
    assert list(told) == [change]
    assert words in told[change]
