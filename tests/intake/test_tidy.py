"""fmt: one spelling for one table, and no cell lost."""

import pytest
from hypothesis import given

from checker.figures.errors import CannotCheckError
from checker.figures.schema import COLUMNS
from checker.intake.reading import read_table
from checker.intake.tidy import tidy
from tests.helpers import dataset_of, examples
from tests.strategies import Row, quoted_texts, tables, text_of


def neat(text: str, file: str = "figures.csv") -> str:
    """A text, made tidy."""
    return tidy(text.encode(), file).decode()


def test_columns_rows_and_spelling_are_made_one() -> None:
    """Known columns first and in order, rows by publication and id, plain numbers, terms in small letters."""
    assert neat(
        "colour,published,id,measure,low,high,status,derivation,share_of,note\r\n"
        'red,2024-05-02,b,Went-Missing,"1,200.50",2 400,Planned,COMPUTED,Killed," a, b "\r\n'
        "\r\n"
        "blue,2024-05-02,a,Tanks,x,3.000,Draft,,,\r\n"
        ",someday,0,killed,-0.0000001,007,,,,"
    ) == (
        "id,measure,share_of,low,high,published,status,derivation,note,colour\n"
        "a,Tanks,,x,3.000,2024-05-02,Draft,,,blue\n"
        'b,went_missing,Killed,1200.5,2400,2024-05-02,planned,computed,"a, b",red\n'
        "0,killed,,-0.0000001,7,someday,,,,\n"
    )


def test_trees_and_sources_keep_their_order() -> None:
    """Their columns and terms are made one, their rows stay where they are."""
    assert neat("name,complete,id,may_fall\nB,YES,b,No\nA,maybe,a,\n", "populations.csv") == (
        "id,name,complete,may_fall\nb,B,yes,no\na,A,maybe,\n"
    )
    assert neat("kind,id\nMedia,b\npress,a\n", "sources.csv") == "id,kind\nb,media\na,press\n"


def test_rows_of_one_day_and_id_keep_their_order() -> None:
    """Copies of an id are not shuffled."""
    text = "id,published,note\na,2024-05-02,2\na,2024-05-02,1\n"
    assert neat(text) == text


def test_a_row_that_does_not_fit_is_to_be_mended_first() -> None:
    """Nothing is dropped or filled up in silence: the line is named."""
    with pytest.raises(CannotCheckError, match=r"figures\.csv:4: the row has 1 cells .* mend that first"):
        neat("id,note\na,\n\nb\n")


@given(quoted_texts())
def test_no_cell_is_lost_and_twice_is_once(text: str) -> None:
    """Every row still has its cells, and a tidy table stays as it is."""
    done = neat(text)
    assert neat(done) == done
    before, after = (read_table(each.encode(), "figures.csv")[0] for each in (text, done))
    assert before.header == after.header
    rows = [
        sorted(tuple(table.column(name)[row] for name in table.header) for row in range(table.rows))
        for table in (before, after)
    ]
    assert rows[0] == rows[1]


@examples(6)
@given(tables())
def test_a_tidy_table_says_the_same(rows: list[Row]) -> None:
    """Tidying changes no finding but its place, and no figure that is in the book."""
    text = text_of(rows)
    one, two = dataset_of(text), dataset_of(neat(text))
    assert list(two.tables["figures.csv"].header) == [name for name in COLUMNS["figures.csv"] if name in rows[0]]
    assert one.figures.drop(columns=["row"]).equals(two.figures.drop(columns=["row"]))
    assert sorted((f.code, f.figures) for f in one.findings) == sorted((f.code, f.figures) for f in two.findings)
