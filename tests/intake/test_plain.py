"""The fast reader takes what it can prove, and leaves the rest to the walk."""

import pytest
from hypothesis import given

from checker.intake.plain import feeds_between_whole_cells
from checker.intake.reading import read_table
from tests.strategies import quoted_texts


def test_the_fast_reader_takes_what_it_can_prove() -> None:
    """A plain table has no list of lines; blank lines, lone line ends, quotes and ragged rows need the walk."""
    assert read_table(b"a,b\n1,2\n3,4", "x")[0].starts is None
    assert read_table(b"a,b\r\n1,2\r\n3,4\r\n", "x")[0].starts is None
    assert read_table(b"\xef\xbb\xbfa,b\n1,2\n", "x")[0].starts is None
    assert read_table(b'\xef\xbb\xbf"a",b\n1,"2,0"\n"3",""', "x")[0].starts is None
    for raw in (
        b"a,b\n\n1,2\n",
        b"a,b\r1,2\r",
        b'a,b\n1,"2\n3"\n',
        b'a,b\n1,"2""3"\n',
        b'a,b\n1, "2"\n',
        b'a,b\n1,2"\n',
        b'a,b\n1,"2"3"\n"',
        b"a,b\n1\n",
        b"\na,b\n1,2\n",
        b"a,b\n1," + b"x" * 100_001,
    ):
        assert read_table(raw, "x")[0].starts is not None, raw


@pytest.mark.parametrize(
    ("raw", "feeds"),
    [
        (b'a,b\n1,"2,0"\n"3",""', 2),
        (b'"a",b\r\n1,"2"\r\n', 2),
        (b'a,b\n1,"2\n3"\n', None),
        (b'a,b\n1,"2""3"\n', None),
        (b'a,b\n1, "2"\n', None),
        (b'a,b\n1,"2"x\n', None),
        (b'a,b\n1,"2\n', None),
    ],
)
def test_quotes_are_left_to_the_fast_reader_only_around_whole_cells(raw: bytes, feeds: int | None) -> None:
    """A line end inside quotes may fall between two of its blocks: that is the walk's even if the rows add up."""
    assert feeds_between_whole_cells(raw) == feeds


@pytest.mark.parametrize("block", [1, 2, 5, 2**18])
@given(text=quoted_texts())
def test_quotes_are_seen_however_few_lines_are_looked_at(block: int, text: str) -> None:
    """A quote that is open at the end of some lines is not around a whole cell."""
    with pytest.MonkeyPatch.context() as patch:
        feeds = feeds_between_whole_cells(text.encode())
        patch.setattr("checker.intake.plain.BLOCK", block)
        assert feeds_between_whole_cells(text.encode()) == feeds
