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


def test_who_moves_is_held_against_what_names_and_holds_them_place_by_place() -> None:
    """Over places they are no sum, so a whole by itself does not tell: of neither is more said of the whole."""
    moving = """
[measures.moved]
kind = "flow"
at_least = ["evacuated"]

[measures.reserves]
kind = "flow"
part_of = "deployed"
"""
    table = table_of(
        "a,army,north,evacuated,401,2024-01-13,2024-01-14,agency",
        "b,army,south,evacuated,301,2024-01-13,2024-01-14,agency",
        "c,army,war,moved,601,2024-01-13,2024-01-14,agency",
        "d,army,north,deployed,401,2024-01-13,2024-01-14,agency",
        "e,army,south,deployed,301,2024-01-13,2024-01-14,agency",
        "f,army,war,reserves,801,2024-01-13,2024-01-14,agency",
        "g,guard,war,moved,703,2024-01-13,2024-01-14,agency",
        "h,guard,north,evacuated,401,2024-01-13,2024-01-14,agency",
        "i,guard,south,evacuated,301,2024-01-13,2024-01-14,agency",
        "j,fleet,east,evacuated,401,2024-01-13,2024-01-14,agency",
        "k,fleet,west,evacuated,301,2024-01-13,2024-01-14,agency",
        "l,fleet,war,moved,601,2024-01-13,2024-01-14,agency",
    )
    scopes = (
        "id,part_of,split,complete\nwar,,,\nnorth,war,half,yes\nsouth,war,half,yes\neast,war,side,\nwest,war,side,\n"
    )
    book = Book(dataset_of(table, scopes=scopes, checker=moving))
    assert sorted(sorted(book.ids[at] for at in one) for one in conflict_sets(book).sets) == [
        ["a", "b", "c"],
        ["d", "e", "f"],
        ["j", "k", "l"],
    ]


def test_as_many_were_sent_to_a_place_that_may_fall_as_to_one_of_those_that_make_it_up() -> None:
    """None of those may fall: at least half of those who are present at two places had been sent to one of them."""
    table = table_of(
        "a,army,war,present,801,2024-01-13,2024-01-14,agency",
        "b,army,war,deployed,301,2024-01-15,2024-01-16,agency",
        "c,guard,war,present,602,2024-01-13,2024-01-14,agency",
        "d,guard,war,deployed,301,2024-01-15,2024-01-16,agency",
    )
    scopes = "id,part_of,split,complete,may_fall\nwar,,,,yes\nnorth,war,half,yes,\nsouth,war,half,yes,\n"
    book = Book(dataset_of(table, scopes=scopes))
    assert [{book.ids[at] for at in one} for one in conflict_sets(book).sets] == [{"a", "b"}]
