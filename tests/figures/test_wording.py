"""The wording grammar: every row of the table of ranges, every decision, and the laws that hold for all wordings."""

import contextlib
import math
import time
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from checker.figures.wording import LARGEST, LONGEST, WORDS, Reading, Unreadable, read, read_number, rounding
from tests.helpers import examples

CASES: list[dict[str, Any]] = yaml.safe_load(
    (Path(__file__).parent / "cases" / "wording.yaml").read_text(encoding="utf-8")
)
ONES = [
    "zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve",
    "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen",
]  # fmt: skip
TENS = ["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"]
BEFORE = [text for texts in WORDS["before"].values() for text in texts]
PIECES = [
    *BEFORE,
    *(text for texts in (*WORDS["after"].values(), *WORDS["links"].values()) for text in texts),
    *(word for name in ("numbers", "scales", "phrases", "vague", "parts", "fractions") for word in WORDS[name]),
    *(word for name in ("articles", "joiners", "percent", "ratio") for word in WORDS[name]),
    *("between", "from", "0", "3", "12", "300", "4,000", "3 000", "1.5", "3.000", "36.4", "-", ",", ".", "soldiers"),
]

counts = st.integers(min_value=0, max_value=10**12)
wordings = st.lists(st.sampled_from(PIECES), max_size=7).flatmap(
    lambda pieces: st.sampled_from([" ", "", "-", "  "]).map(lambda glue: glue.join(pieces))
)


def spelled(number: int) -> str:
    """A whole number below a million in words, as British English writes it."""
    if number < 20:
        return ONES[number]
    if number < 100:
        return TENS[number // 10 - 2] + (f"-{ONES[number % 10]}" if number % 10 else "")
    size, name = (100, "hundred") if number < 1000 else (1000, "thousand")
    rest = number % size
    joiner = " and " if rest and (size == 100 or rest < 100) else " "
    return f"{spelled(number // size)} {name}" + (joiner + spelled(rest) if rest else "")


def holds(wide: Reading, narrow: Reading) -> bool:
    """Whether one range lies inside another."""
    return wide.low <= narrow.low and narrow.high <= wide.high


def attempt(words: str, *, share: bool) -> Reading | None:
    """The reading, or None where there is none; any other error is a failure of the test."""
    try:
        return read(words, share=share)
    except Unreadable:
        return None


@pytest.mark.parametrize("case", CASES, ids=[f"{case['words']}{' of' * case.get('share', False)}" for case in CASES])
def test_case(case: dict[str, Any]) -> None:
    """Each wording of the table is read as the table says, or refused with its message."""
    share = case.get("share", False)
    if "unreadable" in case:
        with pytest.raises(Unreadable) as error:
            read(case["words"], share=share)
        assert case["unreadable"] in str(error.value)
        return
    reading = read(case["words"], share=share)
    expected = {"numbers": [], "own_list": False, "is_share": share} | case
    found = {name: getattr(reading, name) for name in expected if name not in {"words", "share"}}
    assert found | {"numbers": list(reading.numbers)} == {name: expected[name] for name in found}


def test_table_is_large_and_has_no_wording_twice() -> None:
    """The table of cases covers at least 150 wordings, each once."""
    keys = [(case["words"], case.get("share", False)) for case in CASES]
    assert len(keys) == len(set(keys)) >= 150


@pytest.mark.parametrize("name", WORDS["vague"])
def test_every_vague_amount_has_its_range(name: str) -> None:
    """Each vague amount of the vocabulary reads as the range that stands beside it."""
    reading = read(name)
    assert [reading.low, reading.high] == WORDS["vague"][name]
    assert reading.numbers == ()


@pytest.mark.parametrize("words", BEFORE)
def test_every_qualifier_is_read(words: str) -> None:
    """Each qualifier of the vocabulary is read before a number and before a range."""
    assert read(f"{words} 3,000").numbers == (3000,)
    assert read(f"{words} 3,000 to 4,000").numbers == (3000, 4000)


@pytest.mark.parametrize("words", [text for kind, texts in WORDS["after"].items() if kind != "of" for text in texts])
def test_every_qualifier_after_the_amount_is_read(words: str) -> None:
    """Each qualifier of the vocabulary that follows an amount is read there, with a space or a sign before it."""
    assert read(f"3,000 {words}").numbers == (3000,)


def test_too_long_a_wording_is_refused() -> None:
    """A wording of 200 characters is read, a longer one is not."""
    assert read("3,000".rjust(LONGEST)).low == 3000
    with pytest.raises(Unreadable, match="longer than 200 characters"):
        read("3,000".rjust(LONGEST + 1))


@given(counts)
def test_plain_number_reads_back(number: int) -> None:
    """A written number means exactly itself."""
    reading = read(str(number))
    assert (reading.low, reading.high, reading.numbers) == (number, number, (number,))
    assert reading.low_rounding == reading.high_rounding == rounding(number)


@given(counts, st.sampled_from([" ", "\u00a0", "\u202f", "\u2009"]))
def test_separators_do_not_matter(number: int, space: str) -> None:
    """Commas, spaces of any kind or nothing between thousands give the same reading."""
    grouped = f"{number:,}"
    assert read(grouped) == read(str(number)) == read(grouped.replace(",", space))


@given(wordings, st.booleans())
def test_case_and_spaces_do_not_matter(words: str, share: bool) -> None:  # noqa: FBT001
    """Capitals, spaces around and repeated spaces inside change nothing."""
    changed = " " + words.upper().replace(" ", "  ") + " "
    assert attempt(changed, share=share) == attempt(words, share=share)


@given(st.integers(min_value=0, max_value=999_999))
def test_number_words_read_back(number: int) -> None:
    """Every whole number below a million reads back from its words, with and without "and" and hyphens."""
    words = spelled(number)
    for text in (words, words.replace("-", " "), words.replace(" and ", " "), words.title()):
        assert read(text).numbers == (number,)


def test_small_number_words_read_back() -> None:
    """The same, for each one up to 3,000."""
    assert [read(spelled(number)).low for number in range(3_000)] == list(range(3_000))


@given(counts, st.booleans())
def test_wider_qualifiers_contain_narrower_ones(number: int, as_range: bool) -> None:  # noqa: FBT001
    """The exact reading lies in every qualified one, and "about" widens whatever it stands beside."""
    amount = f"{number:,} to {2 * number:,}" if as_range else f"{number:,}"
    exact, about = read(amount), read(f"about {amount}")
    assert holds(about, exact)
    assert holds(read(f"nearly {amount}"), exact)
    for words in ("at least", "up to"):
        plain, widened = read(f"{words} {amount}"), read(f"{words} about {amount}")
        assert holds(plain, exact)
        assert holds(widened, plain)
        assert holds(widened, about)


@given(st.decimals(min_value=0, max_value=100, places=2))
def test_about_contains_the_printed_percentage(number: object) -> None:
    """A percentage holds the printed number, and "about" holds all of that."""
    exact, about = read(f"{number} %", share=True), read(f"about {number} %", share=True)
    assert exact.low <= float(str(number)) <= exact.high
    assert holds(about, exact)


@examples(150)
@given(st.one_of(wordings, st.text(max_size=LONGEST + 20)), st.booleans())
def test_any_text_reads_or_is_unreadable(words: str, share: bool) -> None:  # noqa: FBT001
    """Whatever is written, it is a sound range or it is unreadable."""
    reading = attempt(words, share=share)
    if reading is not None:
        assert 0 <= reading.low <= reading.high
        assert reading.low < math.inf
        assert reading.low_rounding >= 0 <= reading.high_rounding
        assert reading.is_share == share
        assert reading.how


@pytest.mark.parametrize(
    "piece", ["1,", "1 ", "one ", "a ", "-", "between 1 and ", "in ", "about ", "1-", "two hundred and "]
)
def test_longest_wordings_are_read_at_once(piece: str) -> None:
    """No repeated piece makes the grammar slow: the slowest takes 5 ms, and has a hundred times that."""
    start = time.perf_counter()
    attempt((piece * LONGEST)[:LONGEST], share=True)
    assert time.perf_counter() - start < 0.5


@pytest.mark.parametrize(
    ("number", "expected"),
    [
        (0, 1), (1, 1), (5, 1), (10, 1), (12, 1), (15, 1.5), (20, 2), (25, 2.5), (50, 5), (99, 1), (100, 10),
        (300, 30), (1_500, 150), (11_000, 500), (25_000, 2_500), (100_000, 10_000), (5_137, 1), (36.4, 1), (1_500.5, 1),
        (-300, 30), (2**53, 1),
    ],
)  # fmt: skip
def test_rounding(number: float, expected: float) -> None:
    """The rounding w is half a unit of the last significant digit, at least 1, at most a tenth."""
    assert rounding(number) == expected


@given(st.one_of(counts, st.floats(min_value=0, max_value=1e15)))
def test_rounding_stays_in_its_bounds(number: float) -> None:
    """The rounding w is at least 1, from 10 on at most a tenth, and the same for a number and its negative."""
    assert 1 <= rounding(number) <= max(1, number / 10)
    assert rounding(-number) == rounding(number)


@given(st.integers(min_value=1, max_value=10**12))
def test_rounding_grows_with_zeros(number: int) -> None:
    """One more zero makes w up to ten times as large, exactly ten times from 10 on."""
    assert rounding(number) <= rounding(10 * number) <= 10 * rounding(number)
    assert rounding(100 * number) == 10 * rounding(10 * number)


@pytest.mark.parametrize(
    ("number", "error"), [(math.nan, ValueError), (math.inf, OverflowError), (-math.inf, OverflowError)]
)
def test_rounding_needs_a_finite_number(number: float, error: type[Exception]) -> None:
    """There is no last digit of nan or of infinity."""
    with pytest.raises(error):
        rounding(number)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("0", 0), ("-0", 0), ("42", 42), (" 42 ", 42), ("+42", 42), ("-42", -42), ("−42", -42), ("007", 7),
        ("5,137", 5137), ("5 137", 5137), ("5\u00a0137", 5137), ("5\u202f137", 5137), ("5\u2009137", 5137),
        ("1,234,567.5", 1234567.5), ("1 234 567.25", 1234567.25), ("36.4", 36.4), ("3000.0", 3000), ("0.125", 0.125),
        ("3.0000", 3), ("1234.567", 1234.567), ("1,234.567", 1234.567), ("-1,500", -1500),
        ("9007199254740992", 2**53), ("-9007199254740992", -(2**53)),
    ],
)  # fmt: skip
def test_number_cell(text: str, expected: float) -> None:
    """A number cell reads as its number, and never as minus zero."""
    number = read_number(text)
    assert number == expected
    assert isinstance(number, float)
    assert number or math.copysign(1, number) > 0


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("3.000", "could be 3 or 3,000: write 3,000 or 3"), ("-3.500", "could be 3.5 or 3,500"),
        ("1,50", "is not a number"), ("1,500,00", "is not a number"), ("1,500 000", "is not a number"),
        ("1  500", "is not a number"), ("0,500", "is not a number"), ("1'500", "is not a number"),
        ("", "is not a number"), ("-", "is not a number"), ("--1", "is not a number"), ("- 1", "is not a number"),
        ("5.", "is not a number"), (".5", "is not a number"), ("1.2.3", "is not a number"), ("1e5", "is not a number"),
        ("inf", "is not a number"), ("nan", "is not a number"), ("0x10", "is not a number"),
        ("1_000", "is not a number"), ("٣", "is not a number"), ("36 %", "is not a number"),
        ("1\n500", "is not a number"),
        ("9007199254740992.5", "too large"), ("9007199254740993", "too large"), ("-9007199254740993", "too large"),
        ("1" * LONGEST, "too large"), ("1" * (LONGEST + 1), "longer than 200 characters"),
    ],
)  # fmt: skip
def test_unreadable_number_cell(text: str, message: str) -> None:
    """Anything else in a number cell is refused, with the reason."""
    with pytest.raises(Unreadable) as error:
        read_number(text)
    assert message in str(error.value)


@given(st.integers(min_value=-LARGEST, max_value=LARGEST))
def test_number_cell_reads_back(number: int) -> None:
    """Every whole number that a float holds exactly reads back, plain and grouped."""
    grouped = f"{number:,}"
    assert read_number(str(number)) == read_number(grouped) == read_number(grouped.replace(",", " ")) == number


@given(st.text(max_size=30) | st.text(alphabet="0123456789.,+-− \u00a0eE_%", max_size=12))
def test_any_cell_is_a_number_or_unreadable(text: str) -> None:
    """Whatever a cell holds, it is a finite number or it is unreadable."""
    with contextlib.suppress(Unreadable):
        assert math.isfinite(read_number(text))
