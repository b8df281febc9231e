"""Where the lines of a text begin. Of a large table few are ever asked for."""

import re
from bisect import bisect_left
from functools import cached_property
from itertools import accumulate

import numpy as np

LINE_END = re.compile(r"\r\n|\r|\n")
FEED = re.compile(r"\n")
BLOCK = 2**17  # characters


class Lines:
    """Lines by their numbers, from 1; ends are counted block by block, and looked for where a line is asked for."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._begins: dict[int, list[int]] = {}

    def begin(self, line: int) -> int:
        """Where a line begins."""
        if line == 1:
            return 0
        block = bisect_left(self._ended, line - 1)
        before = self._ended[block - 1] if block else 0
        return self._behind_ends(block)[line - 2 - before]

    @cached_property
    def _is_plain(self) -> bool:
        """Whether every line ends with a line feed, so that no end lies across two blocks."""
        return "\r" not in self._text or self._text.count("\r") == self._text.count("\r\n")

    @cached_property
    def _size(self) -> int:
        """Of a block; else all is one."""
        return BLOCK if self._is_plain else len(self._text)

    @cached_property
    def _ended(self) -> list[int]:
        """How many lines have ended by the end of each block."""
        if not self._is_plain:
            return [len(self._behind_ends(0))]
        blocks = (self._text[at : at + BLOCK] for at in range(0, len(self._text), BLOCK))
        return list(accumulate(map(_feeds, blocks)))

    def _behind_ends(self, block: int) -> list[int]:
        """The places behind the ends of lines in a block."""
        if block not in self._begins:
            ends = (FEED if self._is_plain else LINE_END).finditer(
                self._text, block * self._size, (block + 1) * self._size
            )
            self._begins[block] = [end.end() for end in ends]
        return self._begins[block]


def _feeds(text: str) -> int:
    """How many line feeds there are."""
    return int(np.count_nonzero(np.frombuffer(text.encode("utf-8", "surrogatepass"), dtype=np.uint8) == ord("\n")))
