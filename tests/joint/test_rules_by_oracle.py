"""What the rules call inconsistent is so by the oracle, which knows nothing of them."""

import pytest

from checker.figures.book import Book
from checker.figures.findings import Finding
from checker.pipeline import check
from tests.joint.cases import case_of, dataset_of_cases
from tests.joint.history import first_day
from tests.joint.judging import BATCH, batch, positions
from tests.joint.oracle import Oracle

RULES = ("A101", "A102", "A103", "C401", "C403", "T301", "T302")
OF_ONE_STATEMENT = ("A101", "A102", "C403")  # these take its periods, and what is on its list, as what there was


@pytest.mark.parametrize("first", range(0, 150, BATCH))
def test_figures_that_a_rule_says_clash_do(first: int) -> None:
    """Errors and warnings, where the first days of a tree fit together."""
    dataset = dataset_of_cases(batch(first))
    book, report = Book(dataset), check(dataset, readings=lambda _: False)
    places = positions(book)
    wrong = [
        finding.message
        for finding in report.findings
        if finding.code in RULES and finding.severity != "note" and not _is_excused(book, finding)
        and Oracle(book, places[case_of(finding.figures[0])]).holds(dataset.positions(finding.figures).values())
    ]  # fmt: skip
    assert wrong == []


def _is_excused(book: Book, finding: Finding) -> bool:
    at = list(book.dataset.positions(finding.figures).values())
    who, where = (book.column(name)[at[0]] for name in ("population", "scope"))
    stated = book.is_period[at].any() or book.column("own_list")[at].any()
    return (finding.code in OF_ONE_STATEMENT and bool(stated)) or first_day(book.dataset, who, where) is None
