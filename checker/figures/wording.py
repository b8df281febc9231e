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
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass, replace
from fractions import Fraction
from pathlib import Path
from typing import Any

Tokens = tuple[str, ...]
LONGEST = 200  # characters
LARGEST = 2**53  # above it not every whole number is held exactly
WORDS: dict[str, Any] = tomllib.loads((Path(__file__).parent / "english.toml").read_text(encoding="utf-8"))
TOKEN = re.compile(r"[0-9]+(?:[.,][0-9]+)*(?: [0-9]{3}(?![0-9]))*|[^\W\d_]+\.?|[<>]=?|\S")
DIGITS = re.compile(r"([+\u2212-]?)([0-9]+|[1-9][0-9]{0,2}(?:(?:,[0-9]{3})+|(?: [0-9]{3})+))(?:\.([0-9]+))?")
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
NUMBERS, SCALES, PARTS = WORDS["numbers"], WORDS["scales"], WORDS["parts"]
FRACTIONS = {f"{a} {part}": (1, whole) for a in WORDS["articles"] for part, whole in PARTS.items()} | WORDS["fractions"]
LETTERS: dict[str, str] = dict.fromkeys(WORDS["articles"], "a") | dict.fromkeys(WORDS["joiners"], "n")
LETTERS |= {word: "z" if not n else "u" if n < 10 else "t" if n < 20 else "d" for word, n in NUMBERS.items()}
LETTERS |= {word: {12: "x", 100: "h", 1_000: "k", 1_000_000: "m"}[n] for word, n in SCALES.items()}
SPELLED = re.compile(WORDS["spelled"], re.VERBOSE)
TENS, UNITS = ("|".join(word for word, letter in LETTERS.items() if letter == kind) for kind in "du")
HYPHENATED = re.compile(rf"\b({TENS})-(?=(?:{UNITS})\b)|(?<=[^\W\d_])-(?=(?:{'|'.join([*SCALES, *PARTS])})\b)")


class Unreadable(ValueError):  # noqa: N818  (a finding, not a failure)
    """Words or a number that cannot be read. The message is a plain sentence fragment saying why, fit for a user."""


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


@dataclass(frozen=True, slots=True)
class _End:
    """One end of an amount. `step` is half its last printed digit, `unit` the scale that an elided low end shares."""

    value: Fraction
    kind: str  # count, percent, fraction or vague
    words: str = ""  # of a fraction or a vague amount
    step: Fraction = Fraction(1, 2)
    unit: int = 1
    scaled: bool = False

    @property
    def margin(self) -> Fraction:
        if self.words:
            return self.value / 10 if self.kind == "fraction" else Fraction(0)
        return Fraction(rounding(float(self.value)))

    def reach(self, signs: frozenset[str]) -> Fraction:
        """How far the range goes beyond what is printed; with "nearly", to the low side alone."""
        if "nearly" in signs:
            return min(2 * self.margin, self.value / 10)
        if "about" in signs or (self.kind == "fraction" and not signs):
            return self.margin
        return self.step if self.kind == "percent" and not signs else Fraction(0)

    @property
    def shown(self) -> str:
        return _plain(self.value) + " %" * (self.kind in SHARES)


def read(words: str, *, share: bool = False) -> Reading:
    """The range that `words` stand for: counts rounded outward to whole numbers, shares to 0.01 percentage points.

    Args:
        words: the amount as the source put it, at most 200 characters.
        share: it is a percentage of something (share_of is filled); it then has a % or is a fraction in words.

    Raises:
        Unreadable: the grammar cannot read it, or can read it in two ways.
    """
    before, tokens = _peel(_tokens(words), BEFORE)
    after, tokens = _peel(tokens, AFTER, at_end=True)
    said, (low, high) = before | after, _amount(tokens)
    _refuse(said, low, share=share)
    signs, steps = frozenset(said & SIGNS.keys()), 100 if low.kind in SHARES else 1
    less, plus = low.reach(signs), Fraction(0) if "nearly" in signs else high.reach(signs)
    least, most = max(low.value - less, Fraction(0)), high.value + plus
    return Reading(
        low=0.0 if "at_most" in signs else _exact(Fraction(math.floor(least * steps), steps)),
        high=math.inf if "at_least" in signs else _exact(Fraction(math.ceil(most * steps), steps)),
        numbers=() if low.words else tuple(_exact(end.value) for end in ((low,) if low is high else (low, high))),
        low_rounding=0.0 if "at_most" in signs else float(low.margin),
        high_rounding=0.0 if "at_least" in signs else float(high.margin),
        own_list="own_list" in said,
        is_share=low.kind in SHARES,
        how=_how(signs, low, high, less, plus) + ", on the source's own list" * ("own_list" in said),
    )


def rounding(number: float) -> float:
    """w(N): half a unit of N's last significant digit, two and a half units where that digit is 5.

    At most 10 % of N, then at least 1: 30 for 300, 150 for 1,500, 500 for 11,000; 1 for 0 and for any number with
    decimals. The sign does not matter. Exact up to 2**53. Raises ValueError for nan, OverflowError for the infinite.
    """
    whole, unit = abs(int(number)), 1
    if not whole or whole != abs(number):
        return 1.0
    while whole % (10 * unit) == 0:
        unit *= 10
    return max(1.0, min((2.5 if whole // unit % 10 == 5 else 0.5) * unit, whole / 10))


def read_number(text: str) -> float:
    """A number cell: digits, thousands set apart by commas or spaces, perhaps a sign and decimals.

    Raises:
        Unreadable: anything else, "3.000" (3 or 3,000?), and more than 2**53, too large to be held exactly.
    """
    return _exact(_digits(re.sub("[\u00a0\u202f\u2009]", " ", _bounded(text).strip())))


def _bounded(text: str) -> str:
    if len(text) > LONGEST:
        raise Unreadable(f"it is longer than {LONGEST} characters")
    return text


def _tokens(words: str) -> Tokens:
    text = " ".join(_bounded(words).lower().split()).strip(QUOTES).removesuffix(".").strip(QUOTES)
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


def _refuse(said: set[str], low: _End, *, share: bool) -> None:
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


def _amount(tokens: Tokens) -> tuple[_End, _End]:
    """Both ends, one and the same where only one is given."""
    text, led = " ".join(tokens), tokens[0] if tokens and tokens[0] in LINKS else ""
    if text in WORDS["vague"]:
        low, high = (_End(Fraction(value), "vague", text) for value in WORDS["vague"][text])
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


def _range(pairs: list[tuple[Tokens, Tokens]]) -> tuple[_End, _End]:
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


def _joined(low: _End, high: _End) -> tuple[_End, _End]:
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


def _end(tokens: Tokens) -> _End:
    """A percentage, fraction or number."""
    percent, head = _peel(tokens, PERCENT, at_end=True)
    return replace(_number(head, sure=True), kind="percent") if percent else _fraction(tokens) or _number(tokens)


def _fraction(tokens: Tokens) -> _End | None:
    """Half, two thirds, one in five."""
    text, pairs = " ".join(tokens), list(_splits(tokens, RATIO))
    if text in FRACTIONS:
        top, bottom = FRACTIONS[text]
    elif tokens[1:] and tokens[-1] in PARTS:
        top, bottom = _number(tokens[:-1]).value, PARTS[tokens[-1]]
    elif pairs:
        top, bottom = (_number(side).value for side in pairs[0])
    else:
        return None
    if not 0 < top < bottom:
        raise Unreadable(f"“{text}” is not a part of a whole")
    return _End(Fraction(100 * top) / bottom, "fraction", text)


def _number(tokens: Tokens, *, sure: bool = False) -> _End:
    """A number in digits or words. `sure`: a point in it is a decimal point."""
    text = " ".join(tokens)
    if text in WORDS["phrases"]:
        return _End(Fraction(WORDS["phrases"][text]), "count", scaled=True)
    letters = "".join("#" if token[0] in "0123456789" else LETTERS.get(token, "?") for token in tokens)
    if "?" in letters:
        raise Unreadable(f"“{tokens[letters.index('?')]}” is not part of an amount")
    if not SPELLED.fullmatch(letters):
        raise Unreadable(f"“{text}” is not a number" if text else "it names no amount")
    digits = _digits(tokens[0], sure=sure or "m" in letters) if letters[0] == "#" else Fraction(0)
    if letters != "#":
        return _spelled(tokens, letters, digits)
    unit, decimals = 1000 ** len(re.findall("[, ]", text)), len(text.partition(".")[2])
    return _End(digits, "count", step=Fraction(1, 2 * 10**decimals), unit=1 if digits % unit else unit)


def _spelled(tokens: Tokens, letters: str, digits: Fraction) -> _End:
    """The value of words, or of digits and the scale after them; `unit` is that scale where nothing but it follows."""
    if digits >= 1000:
        raise Unreadable(f"“{' '.join(tokens)}” is in thousands twice over")
    total, group, head = Fraction(0), digits, letters.rstrip("xhkm")
    for token, letter in zip(tokens, letters, strict=True):
        if letter in "zutda":
            group += NUMBERS.get(token, 1)
        elif letter in "xh":
            group *= SCALES[token]
        elif letter in "km":
            total, group = total + group * SCALES[token], Fraction(0)
    unit = 1 if set(head) & set("hkmn") else math.prod(SCALES[token] for token in tokens[len(head) :])
    return _End(total + group, "count", unit=unit, scaled=bool(set(letters) & set("xhkm")))


def _digits(text: str, *, sure: bool = False) -> Fraction:
    match = DIGITS.fullmatch(text)
    if not match:
        raise Unreadable(f"“{text}” is not a number: thousands go by commas or spaces, decimals by a point")
    sign, whole, decimals = match.groups("")
    if not sure and len(decimals) == 3 and re.fullmatch("[1-9][0-9]{0,2}", whole):
        grouped, plain = f"{whole},{decimals}", f"{whole}.{decimals}".rstrip("0").rstrip(".")
        raise Unreadable(f"“{text}” could be {plain} or {grouped}: write {grouped} or {plain}")
    value = Fraction(int(re.sub("[, ]", "", whole + decimals)), 10 ** len(decimals))
    return -value if sign in {"-", "\u2212"} else value


def _exact(value: Fraction) -> float:
    if abs(value) > LARGEST:
        raise Unreadable("it is too large to be held exactly")
    return float(value)


def _plain(value: Fraction) -> str:
    """1500 as "1,500", 36.4 as "36.4", a third as "0.33"."""
    decimals = 2 if 10**6 % value.denominator else 6
    return f"{float(value):,.{decimals}f}".rstrip("0").rstrip(".")


def _how(signs: frozenset[str], low: _End, high: _End, less: Fraction, plus: Fraction) -> str:
    """The reading in words: "about 1,500: 1,500 less and plus 150"."""
    first, last = low.shown, high.shown
    names = [low.words or first, high.words or last][: 1 if low is high or low.kind == "vague" else 2]
    name = " ".join([word for sign, word in SIGNS.items() if sign in signs] + [" to ".join(names)])
    if low is high and less == plus and not signs - {"about"}:
        sums = f"{first} less and plus {_plain(less)}" if less else f"exactly {first}"
        return sums if name in sums else f"{name}: {sums}"
    first += f" less {_plain(less)}" if less else ""
    last += f" plus {_plain(plus)}" if plus else ""
    sums = f"{first} and up" if "at_least" in signs else f"0 to {last}" if "at_most" in signs else f"{first} to {last}"
    return sums if name == sums else f"{name}: {sums}"
