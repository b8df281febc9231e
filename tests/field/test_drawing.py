"""Findings are drawn alike from every rule, and shown with their figures."""

from tests.field.drawing import drawn, shown
from tests.helpers import check_rules, dataset_of, table_of

ROWS = (
    "a,army,front,killed,500,2024-05-01,2024-05-02,staff",
    "b,army,front,killed,400,2024-05-05,2024-05-06,staff",
    "c,guard,front,killed,500,2024-05-01,2024-05-02,staff",
    "d,guard,front,killed,400,2024-05-05,2024-05-06,staff",
    "e,guard,front,killed,400,2024-05-05,2024-05-06,",
)


def test_so_many_of_every_rule_are_drawn() -> None:
    """The same ones again, whatever else is in the report; of a rule with fewer all."""
    report = check_rules(dataset_of(table_of(*ROWS)))
    found = {"small": report}
    one, all_ = drawn(found, 1, 1), drawn(found, 100, 1)
    assert [draw.finding.code for draw in one] == sorted({finding.code for finding in report.findings})
    assert {draw.finding.fingerprint for draw in all_} == {finding.fingerprint for finding in report.findings}
    assert one == drawn(found, 1, 1)
    falls = [draw for draw in all_ if draw.finding.code == "T301"]
    assert len(falls) == 2
    assert {falls[0].finding.fingerprint} <= {draw.finding.fingerprint for draw in drawn(found, 1, 1)}


def test_a_finding_is_shown_with_its_figures() -> None:
    """Its words, range, place and days; a row that was rejected has no figure to show."""
    report = check_rules(dataset_of(table_of(*ROWS)))
    told = {draw.finding.code: shown(draw) for draw in drawn({"small": report}, 1, 1)}
    assert "“500” [500] " in told["T301"]
    assert "staff, reported; 2024-05-01 2024-05-01 2024-05-02" in told["T301"]
    assert told["F002"].splitlines()[0].startswith("### small F002 error ")
