"""All ratios of one figure: those that are judged in a report, with those inside the bands, from either side."""

import pytest

from checker.figures.assessment import RatioLine
from checker.figures.book import Book
from checker.figures.weighing import ratio_lines
from tests.helpers import check_rules as check
from tests.helpers import dataset_of, table_of

HEADER = "id,population,scope,measure,share_of,low,high,period_start,as_of,published,source"
ROWS = (
    "sent,army,front,deployed,,10000,10000,,2024-05-01,2024-05-02,staff",
    "dead,army,front,killed,,1000,2000,,2024-05-01,2024-05-02,staff",
    "late,army,front,killed,,1500,2000,,2024-05-09,2024-05-10,paper",
    "hurt,army,front,wounded,,3000,,,2024-05-01,2024-05-02,staff",
    "lost,army,front,losses,,4000,5000,,2024-05-01,2024-05-02,staff",
    "week,army,front,killed,,9000,9000,2024-04-28,2024-05-01,2024-05-02,staff",
    "part,army,front,casualties,sent,40,50,,2024-05-01,2024-05-02,staff",
    "over,army,front,casualties,deployed,10,,,2024-05-01,2024-05-02,staff",
)


WOUNDED = ("R202", "denominator", "hurt", "at least 1.50", "")


def lines(figure: str, settings: str = "") -> list[RatioLine]:
    """The ratios of one figure."""
    dataset = dataset_of(table_of(*ROWS, header=HEADER), checker=settings)
    return list(ratio_lines(Book(dataset), dataset.position[figure]))


@pytest.mark.parametrize(
    ("figure", "expected"),
    [
        ("dead", [("R201", "numerator", "sent", "10 to 20 %", ""), WOUNDED]),
        ("hurt", [("R202", "numerator", "dead", "at least 1.50", "")]),
        ("late", [("R201", "numerator", "sent", "15 to 20 %", ""), WOUNDED]),
        (
            "sent",
            [
                ("R201", "denominator", "lost", "40 to 50 %", "above"),
                ("R201", "denominator", "part", "40 to 50 %", "above"),
                ("R201", "denominator", "dead", "10 to 20 %", ""),
                ("R203", "denominator", "week", "22 %", "above"),
            ],
        ),
        ("week", [("R203", "numerator", "sent", "22 %", "above")]),
        ("part", [("R201", "numerator", "sent", "40 to 50 %", "above")]),
        ("over", [("R201", "numerator", "", "at least 10 %", "")]),
    ],
)  # fmt: skip
def test_a_figure_is_weighed_from_both_sides(figure: str, expected: list[tuple[str, ...]]) -> None:
    """Above by its denominator, below by the nearest of each kind; what leaves a band first."""
    assert [(one.code, one.role, one.other, one.value, one.side) for one in lines(figure)] == expected


def test_what_leaves_a_band_is_said_as_the_report_says_it() -> None:
    """The same sentence, severity, edge and basis as the finding; and what would have to be so."""
    dataset = dataset_of(table_of(*ROWS, header=HEADER))
    findings = {f.message: f for f in check(dataset).findings if f.code in {"R201", "R203"}}
    outside = [one for figure in ("lost", "part", "week") for one in lines(figure) if one.side]
    assert len(outside) == 3
    for one in outside:
        evidence = findings[one.message].evidence
        assert (one.severity, one.limit) == (findings[one.message].severity, evidence["limit"])
        assert (one.basis, one.timing, dict(one.bands)) == (evidence["basis"], evidence["timing"], evidence["bands"])
    assert [one.only_if for one in outside] == [
        "at least 13,334 had been deployed",
        "",
        "at least 12,264 had been deployed",
    ]


def test_inside_the_bands_both_edges_and_the_standing_are_told() -> None:
    """The bands in words, and the class of past cases where there is one."""
    share, wounded = lines("dead")
    assert share.message.startswith("army, front: 1,000 to 2,000 killed by 1 May 2024 (staff) over 10,000 deployed")
    assert "inside the bands (note above 20 %, warning above 30 %). Even 10 % is higher than" in share.message
    assert wounded.message.endswith(
        "inside the bands (note below 2.00 or above 10.00, warning below 1.00 or above 13.00)."
    )
    assert (wounded.standing, wounded.reference, wounded.high) == ("", None, float("inf"))
    assert share.reference is not None
    assert share.reference["low"] < share.reference["high"]


def test_an_open_end_has_no_percentile() -> None:
    """At least 10 % may be all."""
    (line,) = lines("over")
    assert line.reference is not None
    assert line.reference["high"] is None


@pytest.mark.parametrize(("dead", "side"), [("700", "above"), ("100", "")])
def test_those_there_at_the_beginning_stand_in_for_those_sent(dead: str, side: str) -> None:
    """Where nobody says how many were deployed, the first level of the same statement is the denominator."""
    rows = (
        "there,army,front,present,,1000,1000,,2024-01-10,2024-01-31,staff,one",
        f"dead,army,front,killed,,{dead},{dead},,2024-01-30,2024-01-31,staff,one",
    )
    dataset = dataset_of(table_of(*rows, header=f"{HEADER},statement"))
    (line,) = ratio_lines(Book(dataset), dataset.position["dead"])
    assert (line.code, line.role, line.other, line.side) == ("R201", "numerator", "there", side)
    assert line.title == "of those there at the beginning"
    assert line.only_if.endswith("had been there in all, whoever came later included" if side else "")
    assert line.message in {f.message for f in check(dataset).findings} or not side


def test_a_band_of_a_datasets_own_without_edges() -> None:
    """A ratio without bands judges nothing and says so."""
    _, wounded = lines("dead", "[ratios.R202]\nnote = {}\nwarning = { below = 1.2 }\n")
    assert wounded.message.endswith("inside the bands (warning below 1.20).")
