"""Where lines begin, however their ends are written and however few characters are looked at at a time."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from checker.figures.lines import Lines

TEXTS = st.text(alphabet="ab\r\n\u2028\x85é\ud800", max_size=40)


def begins(text: str) -> list[int]:
    """Character by character: a line begins behind a feed, a return, or both."""
    return [
        0,
        *(at + 1 for at, sign in enumerate(text) if sign == "\n" or (sign == "\r" and text[at + 1 : at + 2] != "\n")),
    ]


@pytest.mark.parametrize("block", [1, 2, 5, 2**17])
@given(text=st.one_of(TEXTS, TEXTS.map(lambda text: text.replace("\r", "\r\n").replace("\r\n\n", "\r\n"))))
def test_lines_begin_behind_the_ends_of_others(block: int, text: str) -> None:
    """Each is found, whichever is asked for first."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("checker.figures.lines.BLOCK", block)
        lines, expected = Lines(text), begins(text)
        numbers = range(1, len(expected) + 1)
        assert [lines.begin(number) for number in reversed(numbers)] == expected[::-1]
        assert [lines.begin(number) for number in numbers] == expected
