"""Cells to columns: one word is one number, and threads change nothing."""

from concurrent.futures import Future

import pyarrow as pa
import pytest

from checker.intake.columns import Awaited, use_threads
from checker.intake.reading import read_table


def test_the_fast_reader_takes_tables_of_many_blocks() -> None:
    """Words that are met again in a later block of the file keep one number."""
    text = "id,word\n" + "".join(f"{at},{'even' if at % 2 else 'odd'}{'x' * 50}\n" for at in range(40_000))
    table, misshapen = read_table(text.encode(), "x")
    assert (table.starts, misshapen, table.rows) == (None, {}, 40_000)
    assert tuple(table.columns["word"].words) == ("odd" + "x" * 50, "even" + "x" * 50)
    assert table.columns["word"].codes.tolist() == [0, 1] * 20_000
    assert tuple(table.columns["id"].words) == tuple(str(at) for at in range(40_000))


@pytest.mark.parametrize("threads", [1, 3])
def test_columns_are_the_same_by_any_number_of_threads(threads: int) -> None:
    """Whoever asks for one gets it, and what is not there is known without waiting."""
    before = pa.cpu_count()
    use_threads(threads)
    try:
        columns = read_table(b"a,b,c\n1, x,\n2,x,\n1,y ,\n", "x")[0].columns
    finally:
        pa.set_cpu_count(before)
    assert (list(columns), len(columns), "b" in columns, "d" in columns) == (["a", "b", "c"], 3, True, False)
    assert [tuple(column.words) for column in columns.values()] == [("1", "2"), ("x", "y"), ("",)]
    assert [column.codes.tolist() for column in columns.values()] == [[0, 1, 0], [0, 0, 1], [0, 0, 0]]
    assert columns.get("d") is None


def test_to_know_what_columns_there_are_nobody_waits() -> None:
    """Only who asks for a column waits for it."""
    columns = Awaited({"slow": Future()})
    assert ("slow" in columns, "else" in columns, list(columns), len(columns)) == (True, False, ["slow"], 1)


def test_addresses_that_differ_are_kept_as_they_stand() -> None:
    """Where hardly any is like another, no equal ones are sought; of others each is there once."""
    text = "id,url,note\n" + "".join(f"{at}, https://x/{at % 3000},{at % 2}\n" for at in range(5_000))
    columns = read_table(text.encode(), "x")[0].columns
    assert [columns["url"][at] for at in (0, 1, 3001)] == ["https://x/0", "https://x/1", "https://x/1"]
    assert (len(columns["url"].words), tuple(columns["note"].words)) == (5_000, ("0", "1"))
