"""The fast reading of plain wordings is the whole grammar's."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from checker.figures.quick import SIGNS, quick
from checker.figures.wording import LARGEST, Unreadable, read

NUMBERS = st.one_of(
    st.integers(0, 10**6),
    st.integers(0, 10**15),
    st.builds(lambda digit, power: digit * 10**power, st.integers(0, 999), st.integers(0, 13)),
)
WRITTEN = st.one_of(
    NUMBERS.map(str), NUMBERS.map(lambda number: f"{number:,}"), st.sampled_from(["007", "1,23", "0,500"])
)


@given(st.sampled_from(sorted(SIGNS)), WRITTEN, st.booleans())
def test_it_reads_as_the_whole_grammar_does(sign: str, number: str, loud: bool) -> None:  # noqa: FBT001
    """Whatever is read fast has the same ends, numbers and roundings, and is readable."""
    words = f"{sign} {number}".strip()
    words = words.upper() if loud else words
    found = quick(words)
    try:
        whole = read(words)
    except Unreadable:
        assert found is None
    else:
        assert found is None or found == replace(whole, how="")


@given(st.text(alphabet="about lestmor,0123459%.-k ", max_size=20))
def test_what_it_reads_the_whole_grammar_reads(words: str) -> None:
    """Any text is read by both or left to the whole grammar."""
    found = quick(words)
    assert found is None or found == replace(read(words), how="")


@pytest.mark.parametrize(
    "words", ["5,137", "about 1,500", "at least 3000", "up to 6,000", "nearly 12,000", "confirmed 304"]
)
def test_the_plain_ones_are_read(words: str) -> None:
    """The fast way is taken at all."""
    assert quick(words) == replace(read(words), how="")


@pytest.mark.parametrize(
    "words", ["a third", "about three", "3 to 4", "roughly about 300", "exactly 3", f"about {int(LARGEST)}", "36 %"]
)
def test_the_others_are_left(words: str) -> None:
    """Two qualifiers, words, ranges, shares and what is too large go to the whole grammar."""
    assert quick(words) is None
