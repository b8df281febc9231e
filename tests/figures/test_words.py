"""Words that stay Arrow's, and become strings where they are read."""

import numpy as np
import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st

from checker.figures.words import KEPT, SHORT, Words, arrow_of, may_hold, places_of, text_column, words_in

TEXTS = st.lists(st.text(st.characters(exclude_categories=["Cs"]), max_size=5), max_size=6)


@given(TEXTS, st.integers(0, 3))
def test_words_are_what_they_were(texts: list[str], begin: int) -> None:
    """One by one and all at once, also those of a part of an array."""
    words = Words(pa.array(texts, pa.string())[begin:])
    assert (len(words), list(words)) == (len(texts[begin:]), texts[begin:])
    assert [words[at] for at in range(len(words))] == texts[begin:]
    assert arrow_of(words) is words.arrow
    assert arrow_of(texts).to_pylist() == texts


@given(TEXTS, st.lists(st.text("ab", max_size=2), max_size=4))
def test_wanted_words_are_found_at_their_last_place(texts: list[str], wanted: list[str]) -> None:
    """Those that are not there are left out."""
    expected = {word: at for at, word in enumerate(texts) if word in wanted}
    assert places_of(wanted, arrow_of(texts)) == expected


@given(TEXTS)
def test_what_is_in_a_word_is_never_missed(texts: list[str]) -> None:
    """A part that lies across the ends of two may be found as well."""
    words = arrow_of(texts)
    assert all(may_hold(words, text) for text in texts if text)
    assert not may_hold(words, "longer than all of them together")


@pytest.mark.parametrize(("size", "is_shared"), [(SHORT, False), (SHORT + 3, True)])
def test_long_words_that_are_repeated_are_shared(size: int, is_shared: bool) -> None:  # noqa: FBT001  (a case)
    """A cell with one takes no more room than any other; short ones may be written again."""
    words, codes = arrow_of(["a" * size, "b"]), np.zeros(1000, dtype=np.int32)
    codes[7] = 1
    column = text_column(words, codes)
    assert (column.dtype == KEPT) != is_shared
    assert column.tolist() == [Words(words)[code] for code in codes]
    assert (column.iloc[0] is column.iloc[1]) == is_shared
    assert list(words_in(column)) == column.tolist()


def test_no_words_are_words_too() -> None:
    """A column without rows."""
    column = text_column(arrow_of([]), np.empty(0, dtype=np.int32))
    assert (list(column), list(words_in(column)), list(Words(arrow_of([])))) == ([], [], [])
