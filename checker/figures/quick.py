"""The plain wordings, qualifiers and a number or two, read a column at a time: much faster than one by one.

Nearly every wording of a large table is one of these. What is read here is read alike by `checker.figures.wording`, and
a test holds the two to it.
"""

from typing import Any

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from checker.figures.wording import LINKS, LONGEST, qualifiers

Ints = npt.NDArray[np.int64]
Floats = npt.NDArray[np.float64]
Mask = npt.NDArray[np.bool_]
KINDS = ("exactly", "about", "at_least", "at_most", "nearly", "own_list")
UNKNOWN = "?"
DASH = "\u2013"  # as good as a hyphen between two numbers
JOINED = {("", "")} | {(led, link) for led, links in LINKS.items() for (link,) in [*links, (DASH,)]}
PLAIN = r"^(?P<head>[^0-9]*)(?P<first>[0-9][0-9,]*)(?: ?(?P<link>{}) ?(?P<last>[0-9][0-9,]*))?$".format(
    "|".join(sorted({link for _, link in JOINED if link}))
)
NUMBER = r"^(?:[0-9]{1,15}|[1-9][0-9]{0,2}(?:,[0-9]{3}){1,4})?$"  # at most 15 digits: every end then lies below 2**53
NONE = -1
FURTHEST = 1000  # times its low end: a range that ends higher may begin in thousands that are not said


def quick(words: "pa.StringArray") -> tuple[Mask, dict[str, Any]]:
    """Which wordings are plain counts or ranges (shape: words), and the parts of their readings (shape: plain ones).

    The parts are low, high, low_rounding, high_rounding, own_list, and first_number and last_number as printed.
    """
    words = pc.if_else(pc.greater(pc.utf8_length(words), LONGEST), "", words)
    found = pc.extract_regex(pc.utf8_lower(words), PLAIN)
    places, found = np.flatnonzero(np.asarray(found.is_valid())), found.drop_null()
    first, last = (_whole(found.field(name)) for name in ("first", "last"))
    (heads, head), (links, link) = (_distinct(found.field(name)) for name in ("head", "link"))
    said = [_before(text) for text in heads]
    joined = np.array([[(led, link) in JOINED for link in links] for _, led in said], dtype=bool)
    kinds = np.array([KINDS.index(kind) for kind, _ in said], dtype=np.int64)
    last = np.where(last == NONE, first, last)
    read = (
        joined.reshape(len(heads), len(links))[head, link] & (first >= 0) & (first <= last) & (last <= FURTHEST * first)
    )
    plain = np.zeros(len(words), dtype=bool)
    plain[places[read]] = True
    return plain, _parts(first[read], last[read], kinds[head[read]])


def _before(head: str) -> tuple[str, str]:
    """The one of KINDS that the words before a number come to, and the word that begins a range; UNKNOWN for others."""
    kinds, left = qualifiers(head)
    kinds -= {"nothing"}
    if len(kinds) > 1 or len(left) > 1 or not kinds.issubset(KINDS):
        return KINDS[0], UNKNOWN
    return next(iter(kinds), KINDS[0]), "".join(left)


def _distinct(words: "pa.StringArray") -> tuple[list[str], Ints]:
    """The distinct words, and for each its number."""
    words = words.dictionary_encode()
    return words.dictionary.to_pylist(), words.indices.to_numpy(zero_copy_only=False)


def _whole(digits: "pa.StringArray") -> Ints:
    """Whole numbers; NONE where there are no digits, below it where they are no number."""
    number = pc.match_substring_regex(digits, NUMBER)
    written = pc.if_else(number, pc.replace_substring(digits, ",", ""), str(NONE - 1))
    written = pc.if_else(pc.equal(written, ""), str(NONE), written)
    whole: Ints = written.cast(pa.int64()).to_numpy(zero_copy_only=False)
    return whole


def _parts(first: Ints, last: Ints, kind: Ints) -> dict[str, Any]:
    """The ends are rounded outward to whole numbers."""
    _, about, at_least, at_most, nearly, own_list = (kind == at for at in range(len(KINDS)))
    low, high, less, more = first.astype(np.float64), last.astype(np.float64), _rounding(first), _rounding(last)
    least = np.where(about, np.maximum(np.floor(low - less), 0), low)
    least = np.where(nearly, np.maximum(np.floor(low - 2 * less), 9 * first // 10), np.where(at_most, 0, least))
    most = np.where(about, np.ceil(high + more), np.where(at_least, np.inf, high))
    return {
        "low": least, "high": most, "low_rounding": np.where(at_most, 0, less),
        "high_rounding": np.where(at_least, 0, more), "own_list": own_list, "first_number": low, "last_number": high,
    }  # fmt: skip


def _rounding(whole: Ints) -> Floats:
    """How far "about" reaches, as `checker.figures.wording.rounding`."""
    unit = np.ones_like(whole)
    while (more := (whole > 0) & (whole % (10 * unit) == 0)).any():
        unit = np.where(more, 10 * unit, unit)
    half = np.where(whole // unit % 10 == 5, 2.5, 0.5) * unit
    return np.where(whole > 0, np.maximum(1, np.minimum(half, whole / 10)), 1.0)
