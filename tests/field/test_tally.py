"""The verdicts are counted, with the interval of each share."""

import csv

import pandas as pd
import pytest

from tests.field.tally import JUDGED, VERDICTS, interval, main, tally


def test_an_interval_is_that_of_wilson() -> None:
    """Of 10 in 10, and of none in 10, it is as wide on the one side as on the other."""
    assert interval(10, 10) == pytest.approx((0.7225, 1.0), abs=1e-4)
    assert interval(0, 10) == pytest.approx((0.0, 0.2775), abs=1e-4)
    assert interval(5, 10) == pytest.approx((0.2366, 0.7634), abs=1e-4)


def test_each_line_counts_its_verdicts() -> None:
    """Right, arguable and wrong."""
    judged = pd.DataFrame({"code": ["A", "A", "A", "B"], "verdict": ["right", "arguable", "wrong", "right"]})
    assert tally(judged, "code", ["A"]).splitlines()[-1] == "| A | 3 | 1 | 1 | 1 | 33 % (6–79) | 67 % (21–94) |"


def test_what_was_judged_is_well_formed(capsys: pytest.CaptureFixture[str]) -> None:
    """In each round at least 150 findings, each once, with a verdict and, if not right, a remark; all are reported."""
    with JUDGED.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert {number: sum(row["round"] == number for row in rows) >= 150 for number in "12"} == {"1": True, "2": True}
    assert len({(row["round"], row["table"], row["finding"]) for row in rows}) == len(rows)
    assert {row["verdict"] for row in rows} <= set(VERDICTS)
    assert [row for row in rows if (row["verdict"] == "right") != (row["remark"] == "")] == []
    main()
    report = (JUDGED.parents[2] / "reports" / "field-test.md").read_text(encoding="utf-8")
    for table in capsys.readouterr().out.strip().split("\n\n"):
        assert table in report
