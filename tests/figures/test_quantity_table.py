"""Who stands behind each quantity, by hand."""

from checker.figures.book import Book
from checker.figures.quantity_table import QuantityRow, quantity_table
from tests.helpers import HEADER, dataset_of, table_of

SOURCES = """id,name,kind,party
staff,the Staff,belligerent,north
guard,the Guard,belligerent,north
enemy,the Enemy,belligerent,south
watch,,monitor,
"""


def rows_of(*rows: str) -> list[QuantityRow]:
    """The table of a small dataset."""
    header = f"{HEADER},status,derived_from,derivation"
    dataset = dataset_of(table_of(*rows, header=header), sources=SOURCES)
    assert dataset.rejected == 0, [finding.message for finding in dataset.findings]
    return quantity_table(Book(dataset))


def test_each_quantity_names_the_sources_behind_it_and_their_camps() -> None:
    """Two of one party are two origins and one camp; one without a party is in none; in order of the ids."""
    assert rows_of(
        "a,navy,front,killed,100,2024-05-01,2024-05-02,watch,,,",
        "b,army,front,killed,100,2024-05-01,2024-05-02,staff,,,",
        "c,army,front,killed,110,2024-05-01,2024-05-02,guard,,,",
        "d,army,front,killed,120,2024-05-01,2024-05-02,enemy,,,",
        "e,army,front,killed,120,2024-05-03,2024-05-04,enemy,,,",
        "f,army,coast,killed,120,2024-05-03,2024-05-04,watch,,,",
    ) == [
        QuantityRow("army", "coast", "killed", 1, 1, ("watch",), ()),
        QuantityRow("army", "front", "killed", 4, 3, ("enemy", "guard", "staff"), ("north", "south")),
        QuantityRow("navy", "front", "killed", 1, 1, ("watch",), ()),
    ]


def test_who_repeats_or_works_with_another_adds_none() -> None:
    """An unusual number said again and a computed one go back to their origin; a copy and a plan do not count."""
    assert rows_of(
        "a,army,front,killed,5137,2024-05-01,2024-05-02,staff,,,",
        "b,army,front,killed,5137,2024-05-02,2024-05-03,watch,,,",
        "c,army,front,killed,5200,2024-05-02,2024-05-04,enemy,,a,computed",
        "d,army,front,killed,5137,2024-05-02,2024-05-04,enemy,,a,",
        "e,army,front,killed,9000,2024-05-02,2024-05-04,enemy,planned,,",
    ) == [QuantityRow("army", "front", "killed", 3, 1, ("staff",), ("north",))]


def test_what_goes_back_to_several_alone_is_one_without_a_name() -> None:
    """Nobody counted it by itself."""
    rows = rows_of(
        "a,army,front,killed,100,2024-05-01,2024-05-02,staff,,,",
        "b,army,front,wounded,200,2024-05-01,2024-05-02,enemy,,,",
        "c,army,front,casualties,300,2024-05-01,2024-05-02,watch,,a b,computed",
    )
    assert rows[0] == QuantityRow("army", "front", "casualties", 1, 1, (), ())
