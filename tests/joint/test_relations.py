"""What holds between terms that the vocabulary of a dataset declares."""

from checker.figures.book import Book
from checker.joint import conflict_sets
from tests.helpers import dataset_of, table_of

PART = '[measures.burned]\nkind = "flow"\npart_of = "casualties"\n'


def test_a_loose_term_is_at_least_a_term_that_is_declared_as_part_of_it() -> None:
    """Whoever counts the one, and whoever the other."""
    table = table_of(
        "a,army,front,burned,401,2024-01-13,2024-01-14,agency",
        "b,army,front,casualties,301,2024-01-15,2024-01-16,president",
        "c,guard,front,burned,301,2024-01-13,2024-01-14,agency",
        "d,guard,front,casualties,301,2024-01-15,2024-01-16,president",
    )
    book = Book(dataset_of(table, checker=PART))
    assert [{book.ids[at] for at in one} for one in conflict_sets(book).sets] == [{"a", "b"}]
