"""Every rule is tried on every kind of case that it can meet: found in its cases by what the figures in them are."""

from collections.abc import Callable
from typing import Any

import numpy as np
import pytest

from checker.figures.report import Report
from tests.rules.test_cases import EXEMPT, FILES, report_of


def _named(report: Report, code: str) -> set[str]:
    return {figure for finding in report.findings if finding.code == code for figure in finding.figures}


def _left_out(report: Report, code: str, rows: Any) -> bool:
    """Whether some of these rows are there, and none of them is named."""
    figures = set(report.dataset.figures.loc[rows, "id"])
    return bool(figures) and not figures & _named(report, code)


def _planned(report: Report, code: str) -> bool:
    return _left_out(report, code, report.dataset.figures["status"] == "planned")


def _retold(report: Report, code: str) -> bool:
    figures = report.dataset.figures
    return _left_out(report, code, (figures["derived_from"] != "") & (figures["derivation"] == "retold"))


def _unknown_day(report: Report, _code: str) -> bool:
    figures = report.dataset.figures
    return bool((figures["as_of_first"] != figures["as_of_last"]).any())


def _open_ended(report: Report, _code: str) -> bool:
    return bool(np.isinf(report.dataset.figures["high"]).any())


KINDS: dict[str, Callable[[Report, str], bool]] = {
    "fires": lambda report, code: bool(_named(report, code)),
    "just does not fire": lambda report, code: len(report.dataset.figures) > 1 and not _named(report, code),
    "dates unknown": _unknown_day,
    "open-ended range": _open_ended,
    "planned figures ignored": _planned,
    "retold figures ignored": _retold,
}


@pytest.mark.xdist_group("cases")
@pytest.mark.parametrize("code", FILES)
@pytest.mark.parametrize("kind", KINDS)
def test_every_rule_has_every_kind_of_case(code: str, kind: str) -> None:
    """Or its file of cases says why there is none."""
    there = any(KINDS[kind](report_of(code, case["name"]), code.upper()) for case in FILES[code])
    assert there != (kind in EXEMPT[code])


def test_exemptions_are_of_known_kinds_and_say_why() -> None:
    """Nothing is left out for no reason."""
    for reasons in EXEMPT.values():
        assert reasons.keys() <= KINDS.keys()
        assert all(len(reason) > 20 for reason in reasons.values())
