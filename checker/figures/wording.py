"""From the source's own words to a range: "about 1,500" is 1,350 to 1,650, "more than 3,000" is 3,000 and up.

The words are in `english.toml`, the grammar is here. A wording is an amount with qualifiers before and after it. An
amount is vague ("dozens"), or one end, or two: A-B, A to B, from A to B, between A and B. An end is a number (3,000,
3 000, 3k, 1.5 million, two hundred and fifty), a percentage, or a fraction (two thirds, one in five). Case, quotes
around it, repeated spaces and a full stop at the end do not matter. Where the words leave a choice:

- 3-4,000 and 3 to 4 thousand both begin at 3,000. A range that would begin below 1,000 and end more than a thousandfold
  higher, and cannot be read so (3-4,500), is unreadable.
- "about" widens each end by w(N), see `rounding`. "at least" keeps the low end alone and "up to" the high end alone,
  widened where an "about" stands beside it. No other two qualifiers go together.
- 36 % is 35.5 to 36.5 (half its last printed digit), 30-40 % is 29.5 to 40.5, "about 36 %" is 36 less and plus w(36).
  "at least 36 %" is 36 and up, without the half digit. A percentage may pass 100: not every share is of a whole.
- A fraction is good to a tenth of itself, with "about" or without.
- "confirmed 304" and "304 confirmed" are 304 on a list of the source's own; "at least 304 confirmed" is 304 and up.
"""

import math
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from fractions import Fraction

from checker.figures.numerals import (
    LARGEST,
    LETTERS,
    LONGEST,
    SCALES,
    WORDS,
    End,
    Tokens,
    Unreadable,
    bounded,
    exact,
    number,
    plain,
    read_number,
    rounding,
)

__all__ = ["LARGEST", "LONGEST", "WORDS", "Reading", "Unreadable", "qualifiers", "read", "read_number", "rounding"]

TOKEN = re.compile(r"[0-9]+(?:[.,][0-9]+)*(?: [0-9]{3}(?![0-9]))*|[^\W\d_]+\.?|[<>]=?|\S")
HYPHENS, DASHES = str.maketrans("\u2010\u2011", "--"), str.maketrans("\u2012\u2013\u2014\u2015\u2212", "-----")
QUOTES = " \"'\u2018\u2019\u201a\u201b\u201c\u201d\u201e\u201f\u00ab\u00bb"


def _kinds(table: dict[str, list[str]]) -> dict[Tokens, str]:
    return {tuple(TOKEN.findall(text)): kind for kind, texts in table.items() for text in texts}


BEFORE, AFTER = _kinds(WORDS["before"]), _kinds(WORDS["after"])
PERCENT, RATIO = _kinds({"percent": WORDS["percent"]}), _kinds({"ratio": WORDS["ratio"]})
LINKS = {word: _kinds({word: texts}) for word, texts in WORDS["links"].items()}
WIDEST = max(map(len, [*BEFORE, *AFTER, *PERCENT]))
SIGNS = {"at_least": "at least", "at_most": "up to", "nearly": "nearly", "about": "about"}
MEANINGS = {frozenset(text.split()) for text in ("", *SIGNS, "at_least about", "at_most about")}
SHARES = {"percent", "fraction"}
PARTS = WORDS["parts"]
FRACTIONS = {f"{a} {part}": (1, whole) for a in WORDS["articles"] for part, whole in PARTS.items()} | WORDS["fractions"]
TENS, UNITS = ("|".join(word for word, letter in LETTERS.items() if letter == kind) for kind in "du")
HYPHENATED = re.compile(rf"\b({TENS})-(?=(?:{UNITS})\b)|(?<=[^\W\d_])-(?=(?:{'|'.join([*SCALES, *PARTS])})\b)")


@dataclass(frozen=True, slots=True)
class Reading:
    """What a wording stands for: counts, or percentages where `is_share`.

    `high` is math.inf where open. `numbers` are the printed numbers; "dozens" and "a third" have none. `low_rounding`
    and `high_rounding` are w of the number behind each end (a tenth of a fraction), 0 where an end comes from none.
    `own_list`: it is the amount on a list of the source's own. `how` shows the reading in words.
    """

    low: float
    high: float
    numbers: tuple[float, ...]
    low_rounding: float
    high_rounding: float
    own_list: bool
    is_share: bool
    how: str


def read(words: str, *, share: bool = False) -> Reading:
    """The range that `words` stand for: counts rounded outward to whole numbers, shares to 0.01 percentage points.

    Args:
        words: the amount as the source put it, at most 200 characters.
        share: it is a percentage of something (share_of is filled); it then has a % or is a fraction in words.

    Raises:
        Unreadable: the grammar cannot read it, or can read it in two ways.
    """
    before, tokens = qualifiers(words)
    after, tokens = _peel(tokens, AFTER, at_end=True)
    said, (low, high) = before | after, _amount(tokens)
    _refuse(said, low, share=share)
    signs, steps = frozenset(said & SIGNS.keys()), 100 if low.kind in SHARES else 1
    less, plus = low.reach(signs), Fraction(0) if "nearly" in signs else high.reach(signs)
    least, most = max(low.value - less, Fraction(0)), high.value + plus
    return Reading(
        low=0.0 if "at_most" in signs else exact(Fraction(math.floor(least * steps), steps)),
        high=math.inf if "at_least" in signs else exact(Fraction(math.ceil(most * steps), steps)),
        numbers=() if low.words else tuple(exact(end.value) for end in ((low,) if low is high else (low, high))),
        low_rounding=0.0 if "at_most" in signs else float(low.margin),
        high_rounding=0.0 if "at_least" in signs else float(high.margin),
        own_list="own_list" in said,
        is_share=low.kind in SHARES,
        how=_how(signs, low, high, less, plus) + ", on the source's own list" * ("own_list" in said),
    )


def qualifiers(words: str) -> tuple[set[str], Tokens]:
    """The kinds of all qualifiers that `words`, of at most 200 characters, begin with, and the tokens that are left."""
    return _peel(_tokens(words), BEFORE)


def _tokens(words: str) -> Tokens:
    text = " ".join(bounded(words).lower().split()).strip(QUOTES).removesuffix(".").strip(QUOTES)
    return tuple(TOKEN.findall(HYPHENATED.sub(r"\1 ", text.translate(HYPHENS)).translate(DASHES)))


def _peel(tokens: Tokens, table: dict[Tokens, str], *, at_end: bool = False) -> tuple[set[str], Tokens]:
    """The kinds of all phrases of `table` at one end of `tokens`, longest first, and the tokens that are left."""
    kinds, size = set(), WIDEST
    while size:
        phrase, rest = (tokens[-size:], tokens[:-size]) if at_end else (tokens[:size], tokens[size:])
        size -= 1
        if phrase in table:
            kinds.add(table[phrase])
            tokens, size = rest, WIDEST
    return kinds, tokens


def _refuse(said: set[str], low: End, *, share: bool) -> None:
    """Raise Unreadable where the qualifiers fit neither each other nor the kind of amount."""
    signs, is_share = said & SIGNS.keys(), low.kind in SHARES
    quoted = " and ".join(f"“{word}”" for sign, word in SIGNS.items() if sign in signs)
    for wrong, why in (
        (signs not in MEANINGS, f"{quoted} do not go together"),
        (low.kind == "vague" and signs & {"about", "nearly"}, f"“{low.words}” is vague already, without {quoted}"),
        (is_share and not share, "it is a share, and share_of is blank"),
        (share and not is_share, "a share needs %, or a fraction in words"),
        (is_share and "own_list" in said, "a share is not an amount on a list"),
        (not is_share and "of" in said, "only a share is “of” something"),
    ):
        if wrong:
            raise Unreadable(why)


def _amount(tokens: Tokens) -> tuple[End, End]:
    """Both ends, one and the same where only one is given."""
    text, led = " ".join(tokens), tokens[0] if tokens and tokens[0] in LINKS else ""
    if text in WORDS["vague"]:
        low, high = (End(Fraction(value), "vague", text) for value in WORDS["vague"][text])
        return low, high
    if text.startswith("-"):
        raise Unreadable("an amount is never negative")
    pairs = list(_splits(tokens[bool(led) :], LINKS[led]))
    low, high = _range(pairs) if led or pairs else (_end(tokens),) * 2
    for end in (low, high):
        if end.kind == "count" and end.value.denominator > 1:
            raise Unreadable(f"“{end.shown}” is not a whole number")
    return low, high


def _splits(tokens: Tokens, links: dict[Tokens, str]) -> Iterator[tuple[Tokens, Tokens]]:
    """What stands before and after each link, where both sides have something."""
    for start in range(1, len(tokens)):
        for stop in range(start + 1, min(start + WIDEST, len(tokens))):
            if tokens[start:stop] in links:
                yield tokens[:start], tokens[stop:]


def _range(pairs: list[tuple[Tokens, Tokens]]) -> tuple[End, End]:
    """The one pair that makes a range."""
    ranges, why = [], "a range has two ends"
    for left, right in pairs:
        try:
            ranges.append(_joined(_end(left), _end(right)))
        except Unreadable as error:
            why = str(error)
    if len(ranges) != 1:
        raise Unreadable("it could be more than one range" if ranges else why)
    return ranges[0]


def _joined(low: End, high: End) -> tuple[End, End]:
    """Both ends, the low one with the % or the scale that it leaves to the high one."""
    if low.kind == "count" and high.kind == "percent":
        low = replace(low, kind="percent")
    if low.kind != high.kind:
        raise Unreadable("its two ends are not of one kind")
    if low.kind == "count" and not low.scaled and low.value * high.unit < high.value:
        low = replace(low, value=low.value * high.unit)
    if low.value > high.value:
        raise Unreadable(f"it runs down, from {low.shown} to {high.shown}")
    if low.kind == "count" and 0 < low.value < 1000 and high.value > 1000 * low.value:
        raise Unreadable(f"it could begin at {low.shown} or in the thousands: fill low and high instead")
    return low, high


def _end(tokens: Tokens) -> End:
    """A percentage, fraction or number."""
    percent, head = _peel(tokens, PERCENT, at_end=True)
    return replace(number(head, sure=True), kind="percent") if percent else _fraction(tokens) or number(tokens)


def _fraction(tokens: Tokens) -> End | None:
    """Half, two thirds, one in five."""
    text, pairs = " ".join(tokens), list(_splits(tokens, RATIO))
    if text in FRACTIONS:
        top, bottom = FRACTIONS[text]
    elif tokens[1:] and tokens[-1] in PARTS:
        top, bottom = number(tokens[:-1]).value, PARTS[tokens[-1]]
    elif pairs:
        top, bottom = (number(side).value for side in pairs[0])
    else:
        return None
    if not 0 < top < bottom:
        raise Unreadable(f"“{text}” is not a part of a whole")
    return End(Fraction(100 * top) / bottom, "fraction", text)


def _how(signs: frozenset[str], low: End, high: End, less: Fraction, plus: Fraction) -> str:
    """The reading in words: "about 1,500: 1,500 less and plus 150"."""
    first, last = low.shown, high.shown
    names = [low.words or first, high.words or last][: 1 if low is high or low.kind == "vague" else 2]
    name = " ".join([word for sign, word in SIGNS.items() if sign in signs] + [" to ".join(names)])
    if low is high and less == plus and not signs - {"about"}:
        sums = f"{first} less and plus {plain(less)}" if less else f"exactly {first}"
        return sums if name in sums else f"{name}: {sums}"
    first += f" less {plain(less)}" if less else ""
    last += f" plus {plain(plus)}" if plus else ""
    sums = f"{first} and up" if "at_least" in signs else f"0 to {last}" if "at_most" in signs else f"{first} to {last}"
    return sums if name == sums else f"{name}: {sums}"
