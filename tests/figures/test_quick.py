"""The fast reading of plain wordings is the whole grammar's."""

import math

import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st

from checker.figures.quick import quick
from checker.figures.wording import BEFORE, LARGEST, LONGEST, Reading, Unreadable, read

Parts = tuple[float, ...]
SIGNS = st.lists(st.sampled_from(sorted({" ".join(tokens) for tokens in BEFORE})), max_size=2).map(" ".join)

NUMBERS = st.one_of(
    st.integers(0, 10**6),
    st.integers(0, 10**15),
    st.builds(lambda digit, power: digit * 10**power, st.integers(0, 999), st.integers(0, 13)),
)
WRITTEN = st.one_of(
    NUMBERS.map(str), NUMBERS.map(lambda number: f"{number:,}"), st.sampled_from(["007", "1,23", "0,500"])
)


def quickly(words: str) -> Parts | None:
    """What is read of one wording, among others; None where it is left."""
    plain, parts = quick(pa.array(["12", words, "a third"]))
    assert (plain[0], plain[2]) == (True, False)
    names = ("low", "high", "low_rounding", "high_rounding", "first_number", "last_number", "own_list")
    return tuple(parts[name][1] for name in names) if plain[1] else None


def parts_of(reading: Reading) -> Parts:
    """The same of the whole grammar's reading."""
    first, last = (reading.numbers[0], reading.numbers[-1]) if reading.numbers else (math.nan, math.nan)
    return reading.low, reading.high, reading.low_rounding, reading.high_rounding, first, last, reading.own_list


def assert_read_alike(words: str) -> None:
    """What is read fast is read so by the whole grammar; what that cannot read is left."""
    found = quickly(words)
    try:
        whole = read(words)
    except Unreadable:
        assert found is None
    else:
        assert found is None or found == parts_of(whole)


@given(SIGNS, WRITTEN, st.booleans())
def test_it_reads_as_the_whole_grammar_does(sign: str, number: str, loud: bool) -> None:  # noqa: FBT001
    """Whatever is read fast has the same ends, numbers and roundings, and is readable."""
    words = f"{sign} {number}".strip()
    words = words.upper() if loud else words
    assert_read_alike(words)


@given(
    SIGNS,
    st.sampled_from(["", "from ", "between "]),
    WRITTEN,
    st.sampled_from(["-", " - ", "\u2013", " to ", " and ", "to", " or "]),
    WRITTEN,
)
def test_it_reads_ranges_as_the_whole_grammar_does(sign: str, led: str, first: str, link: str, last: str) -> None:
    """Both ends, and what an elided thousand or a range that runs down makes of them, which is left."""
    words = f"{sign} {led}{first}{link}{last}".strip()
    assert_read_alike(words)


@given(st.text(alphabet="about lestmor,0123459%.-k ", max_size=20))
def test_what_it_reads_the_whole_grammar_reads(words: str) -> None:
    """Any text is read by both or left to the whole grammar."""
    found = quickly(words)
    assert found is None or found == parts_of(read(words))


@pytest.mark.parametrize(
    "words",
    [
        "5,137",
        "about 1,500",
        "at least 3000",
        "up to 6,000",
        "nearly 12,000",
        "confirmed 304",
        "3 to 4",
        "30-40",
        "between 3,100 and 4,000",
        "From 300 to 450",
        "about 1,000\u20131,500",
        "at least 7 to 9",
        "nearly 20 to 30",
        "roughly about 300",
        "reportedly over 300",
        "~300",
    ],
)
def test_the_plain_ones_are_read(words: str) -> None:
    """The fast way is taken at all."""
    assert quickly(words) == parts_of(read(words))


@pytest.mark.parametrize(
    "words",
    [
        "a third",
        "about three",
        "3-4,000",
        "4 to 3",
        "0 to 5",
        "5 to 5,001",
        "from 5",
        "3 and 4",
        "from 3 and 4",
        "exactly 3",
        f"about {int(LARGEST)}",
        "36 %",
        "at least about 300",
        f"{'reportedly ' * (LONGEST // 11)}1234",
    ],
)
def test_the_others_are_left(words: str) -> None:
    """Two meanings, words, ranges with a choice, shares and what is too large go to the whole grammar."""
    assert quickly(words) is None
