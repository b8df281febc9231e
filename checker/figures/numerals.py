"""Numbers as people write them: 3,000, 3 000, 3k, 1.5 million, two hundred and fifty; and how rounded they are."""

import math
import re
import tomllib
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path
from typing import Any

Tokens = tuple[str, ...]
LONGEST = 200  # characters
LARGEST = 2**53  # above it not every whole number is held exactly
WORDS: dict[str, Any] = tomllib.loads((Path(__file__).parent / "english.toml").read_text(encoding="utf-8"))
DIGITS = re.compile(r"([+\u2212-]?)([0-9]+|[1-9][0-9]{0,2}(?:(?:,[0-9]{3})+|(?: [0-9]{3})+))(?:\.([0-9]+))?")
NUMBERS, SCALES = WORDS["numbers"], WORDS["scales"]
LETTERS: dict[str, str] = dict.fromkeys(WORDS["articles"], "a") | dict.fromkeys(WORDS["joiners"], "n")
LETTERS |= {word: "z" if not n else "u" if n < 10 else "t" if n < 20 else "d" for word, n in NUMBERS.items()}
LETTERS |= {word: {12: "x", 100: "h", 1_000: "k", 1_000_000: "m"}[n] for word, n in SCALES.items()}
SPELLED = re.compile(WORDS["spelled"], re.VERBOSE)


class Unreadable(ValueError):  # noqa: N818  (a finding, not a failure)
    """Words or a number that cannot be read. The message is a plain sentence fragment saying why, fit for a user."""


@dataclass(frozen=True, slots=True)
class End:
    """One end of an amount. `step` is half its last printed digit, `unit` the scale that an elided low end shares."""

    value: Fraction
    kind: str  # count, percent, fraction or vague
    words: str = ""  # of a fraction or a vague amount
    step: Fraction = Fraction(1, 2)
    unit: int = 1
    scaled: bool = False

    @property
    def margin(self) -> Fraction:
        """How far "about" reaches: w(N), a tenth of a fraction, nothing for a vague amount."""
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
        """The value as a reader wants it: "3,000", "36.4 %"."""
        return plain(self.value) + " %" * (self.kind in {"percent", "fraction"})


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
    return exact(_digits(re.sub("[\u00a0\u202f\u2009]", " ", bounded(text).strip())))


def bounded(text: str) -> str:
    """The text itself. Raises Unreadable where it is longer than 200 characters."""
    if len(text) > LONGEST:
        raise Unreadable(f"it is longer than {LONGEST} characters")
    return text


def number(tokens: Tokens, *, sure: bool = False) -> End:
    """A number in digits or words. `sure`: a point in it is a decimal point."""
    text = " ".join(tokens)
    if text in WORDS["phrases"]:
        return End(Fraction(WORDS["phrases"][text]), "count", scaled=True)
    letters = "".join("#" if token[0] in "0123456789" else LETTERS.get(token, "?") for token in tokens)
    if "?" in letters:
        raise Unreadable(f"“{tokens[letters.index('?')]}” is not part of an amount")
    if not SPELLED.fullmatch(letters):
        raise Unreadable(f"“{text}” is not a number" if text else "it names no amount")
    digits = _digits(tokens[0], sure=sure or "m" in letters) if letters[0] == "#" else Fraction(0)
    if letters != "#":
        return _spelled(tokens, letters, digits)
    unit, decimals = 1000 ** len(re.findall("[, ]", text)), len(text.partition(".")[2])
    return End(digits, "count", step=Fraction(1, 2 * 10**decimals), unit=1 if digits % unit else unit)


def _spelled(tokens: Tokens, letters: str, digits: Fraction) -> End:
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
    return End(total + group, "count", unit=unit, scaled=bool(set(letters) & set("xhkm")))


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


def exact(value: Fraction) -> float:
    """The value as a float. Raises Unreadable above 2**53."""
    if abs(value) > LARGEST:
        raise Unreadable("it is too large to be held exactly")
    return float(value)


def plain(value: Fraction) -> str:
    """1500 as "1,500", 36.4 as "36.4", a third as "0.33"."""
    decimals = 2 if 10**6 % value.denominator else 6
    return f"{float(value):,.{decimals}f}".rstrip("0").rstrip(".")
