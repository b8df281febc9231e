"""Whatever is found is told: no format stumbles over a combination of figures that nobody thought of."""

from types import ModuleType

import pytest

from checker.pipeline import check
from checker.render import github, html, json, junit, markdown, sarif, table, text
from tests.helpers import seeds
from tests.joint.cases import dataset_of_cases
from tests.joint.judging import batch
from tests.joint.middling import make_middling

FORMATS = (github, html, json, junit, markdown, sarif, table, text)
SIZE = 30


@pytest.mark.parametrize("seed", seeds(3))
def test_what_is_found_in_small_tables_is_told_in_every_format(seed: int) -> None:
    """Shares, lists, periods, revisions, retellings and open days of every kind, and what is left beside each clash."""
    report = check(dataset_of_cases(batch(900 + SIZE * seed, SIZE)))
    assert all(_told(form, report) for form in FORMATS)


@pytest.mark.parametrize("seed", seeds(1))
def test_what_is_found_in_larger_tables_is_told_in_every_format(seed: int) -> None:
    """Dozens of figures of a few quantities."""
    report = check(make_middling(100 + seed))
    assert all(_told(form, report) for form in FORMATS)


def _told(form: ModuleType, report: object) -> str:
    words: str = form.render(report)
    return words
