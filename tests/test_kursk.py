"""The shipped Kursk figures: what the report has to say of them, and where it has to keep silent."""

import pytest

from checker.figures.findings import Finding
from tests.helpers import shipped

pytestmark = pytest.mark.xdist_group("shipped")
RETOLD_AS_KILLED = ("r062", "r066", "r071", "r086", "r111", "r113", "r180", "r187")


def holding(*figures: str, code: str = "") -> list[Finding]:
    """The findings that hold all of these figures."""
    return [f for f in shipped("kursk-2024").findings if set(figures) <= set(f.figures) and f.code.startswith(code)]


def test_the_table_is_well_formed() -> None:
    """No row of the dataset is rejected or faulted."""
    assert shipped("kursk-2024").dataset.rejected == 0
    assert not [f for f in shipped("kursk-2024").findings if f.code.startswith("F")]


@pytest.mark.parametrize(
    ("figures", "code", "words"),
    [
        (
            ("r079", "r100"),
            "C401",
            ("about 1,000", "by 15 January 2025", "about 600", "by 30 April 2025", "gap is 250"),
        ),
        (("r110", "r108"), "C401", ("about 2,000", "350", "NIS", "North Korea", "gap is 1,450")),
        (("r148", "r149"), "T301", ("983", "971", "General Staff", "gap is 12")),
        (("r064", "r063"), "R202", ("77", "40", "0.52")),
        (("r053", "r052"), "R202", ("50", "47", "0.94")),
        (("r083", "r022"), "R201", ("about 4,000", "about 11,000", "31 to 42 %", "at least 12,000 had been deployed")),
        (("r034", "r035"), "C403", ("about 15,000", "about 18,000", "NIS")),
    ],
)
def test_what_it_has_to_name_it_names_once_with_the_arithmetic(
    figures: tuple[str, ...], code: str, words: tuple[str, ...]
) -> None:
    """Each known clash is one finding whose sentence holds the numbers."""
    found = holding(*figures, code=code)
    assert len(found) == 1
    assert [word for word in words if word not in found[0].message] == []
    assert [f.code for f in shipped("kursk-2024").findings if set(f.figures[:2]) == set(figures)] == [code]


@pytest.mark.parametrize("figure", RETOLD_AS_KILLED)
def test_each_retelling_that_made_deaths_of_casualties_is_named_once(figure: str) -> None:
    """P501 names the measure as what changed, from a count that was not killed to killed."""
    (found,) = holding(figure, code="P501")
    assert "measure" in found.evidence["changed"]
    assert found.evidence["retelling_measure"] == "killed"
    assert found.evidence["origin_measure"] != "killed"


@pytest.mark.parametrize("figures", [("r123", "r124", "r125", "r126"), ("r193",), ("r204",)])
def test_where_the_arithmetic_holds_no_clash_is_claimed_among_them(figures: tuple[str, ...]) -> None:
    """The sums that the collected notes found to hold are not called inconsistent."""
    clashes = [f for f in shipped("kursk-2024").findings if f.is_clash]
    assert not [f for f in clashes if (len(f.figures) > 1 and set(f.figures) <= set(figures)) or "r204" in f.figures]


def test_a_definition_is_no_clash() -> None:
    """358 dead by the prosecutor and 304 confirmed by the governor can both hold."""
    assert not [finding for finding in holding("r201", "r203") if finding.is_clash]


def test_planned_strengths_and_retellings_are_no_witnesses() -> None:
    """No clash of two sources rests on what was planned or retold."""
    figures = shipped("kursk-2024").dataset.figures.set_index("id")
    for finding in shipped("kursk-2024").findings:
        if finding.code in {"C401", "T301"}:
            assert (figures.loc[list(finding.figures), "status"] == "reported").all()
            assert (figures.loc[list(finding.figures), "derived_from"] == "").all() or finding.code == "C401"


def test_the_report_opens_with_three_to_five_clashes() -> None:
    """They are different clashes, led by different figures, widest first."""
    worst = shipped("kursk-2024").worst()
    assert 3 <= len(worst) <= 5
    leads = [figure for finding in worst for figure in finding.figures[:2]]
    assert len(leads) == len(set(leads))
    weights = [finding.weight[1] for finding in worst]
    assert weights == sorted(weights)


def test_the_article_s_own_figure_is_there_as_a_retelling() -> None:
    """Row 85: 3,000 to 4,000, retold from row 83, so no witness."""
    figure = shipped("kursk-2024").dataset.figures.set_index("id").loc["r085"]
    assert (figure["low"], figure["high"], figure["derived_from"]) == (3000, 4000, "r083")
    assert not [f for f in holding("r085") if f.is_clash]
