"""A conflict set that a finding tells is not told again."""

from checker.figures.book import Book
from checker.joint.explained import unexplained
from checker.pipeline import check
from tests.helpers import dataset_of, table_of

BOOK = Book(
    dataset_of(
        table_of(
            "a,army,front,killed,401,2024-01-13,2024-01-14,agency",
            "b,army,front,killed,301,2024-01-15,2024-01-16,agency",
            "c,army,front,killed,302,2024-01-16,2024-01-17,agency",
            "d,army,front,wounded,302,2024-01-16,2024-01-17,agency",
        )
    )
)
WING = "id,part_of\narmy,\nguard,army\n"


def test_a_pair_is_told_with_another_of_the_same_sources_and_quantity() -> None:
    """Rules list not every pair; but what is of two quantities, or of three figures, is another thing."""
    pairs = [frozenset([0, 1])]
    assert unexplained(BOOK, [(0, 1), (0, 2)], pairs, []) == []
    assert unexplained(BOOK, [(0, 3), (0, 1, 2)], pairs, []) == [(0, 3), (0, 1, 2)]
    assert unexplained(BOOK, [(0, 2)], [], []) == [(0, 2)]
    assert unexplained(BOOK, [(1, 3)], [frozenset([0, 3])], []) == [(1, 3)]


def test_the_pairs_of_a_part_and_its_whole_are_told() -> None:
    """A finding of these names its pairs by what they are."""
    table = table_of(
        "a,guard,front,killed,401,2024-01-13,2024-01-14,agency", "b,army,front,killed,301,2024-01-13,2024-01-14,agency"
    )
    report = check(dataset_of(table, populations=WING))
    assert {finding.code for finding in report.findings if finding.is_clash} == {"A101"}
