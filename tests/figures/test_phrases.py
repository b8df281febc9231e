"""How figures are put into words."""

import math
from dataclasses import asdict
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from checker.figures.dataset import Dataset
from checker.figures.phrases import Phrases, Quote, amount, count, json_number, more_of, percents, times
from tests.helpers import dataset_of

HEADER = (
    "id,population,scope,measure,share_of,reported,low,high,period_start,as_of,published,source,via,url,status,"
    "derived_from,note"
)


@pytest.fixture(scope="module")
def small() -> Dataset:
    """Three figures with names, and one without."""
    return dataset_of(
        f"{HEADER}\n"
        "a,nk,kursk,killed,,about 300,,,,2025-01-15,2025-01-16,nis,Yonhap,https://nis.example,,,first list\n"
        "b,nk,kursk,killed_and_wounded,,,900,,2024-12-20,2025-01-15,2025-01-17,nis,,,,a,\n"
        "c,nk,kursk,present,,660,,,,2025-01-15,2025-01-18,,,,,,\n"
        "d,nk,kursk,killed,casualties,a third,,,,2025-01,2025-02-18,wire,,,planned,,\n"
        'e,marines,kursk,killed,,"1,350 to 1,650",,,2025-01-15,2025-01-15,2025-02-19,wire,,,,,\n'
        "f,nk,kursk,captured,,2,,,,2025-01-15,2025-02-20,wire,,,,,\n",
        populations="id,name\nnk,North Korean forces\nmarines,\n",
        scopes="id,name\nkursk,Kursk Oblast\n",
        sources="id,name,party\nnis,South Korea's NIS,south\nwire,,\n",
    )


def at(dataset: Dataset, figure: str) -> int:
    """Where a figure stands."""
    return dataset.position[figure]


@pytest.mark.parametrize(("number", "text"), [(1234.0, "1,234"), (0, "0"), (2.5, "2.5"), (1234.125, "1,234.12")])
def test_count(number: float, text: str) -> None:
    """Thousands set apart, and decimals only where there are some."""
    assert count(number) == text


@pytest.mark.parametrize(
    ("low", "high", "text"),
    [
        (1350, 1650, "1,350 to 1,650"), (900, math.inf, "at least 900"), (0, 660, "at most 660"), (983, 983, "983"),
        (0, 0, "0"), (0, math.inf, "at least 0"),
    ],
)  # fmt: skip
def test_amount(low: float, high: float, text: str) -> None:
    """A range says no more than it is."""
    assert amount(low, high) == text
    assert amount(low, high, " %") == f"{text} %"


@pytest.mark.parametrize(
    ("ratio", "text"),
    [
        (1.4, "1.4 times"), (13.2, "13 times"), (9.95, "10 times"), (9.94, "9.9 times"), (1.012, "1.01 times"),
        (1.0000001, "1.0000001 times"), (2.0, "2.0 times"),
    ],
)  # fmt: skip
def test_times(ratio: float, text: str) -> None:
    """As many digits as it needs to be more than once."""
    assert times(ratio) == text


@given(st.floats(min_value=1, exclude_min=True, max_value=1e9))
def test_times_is_more_than_once(ratio: float) -> None:
    """What is larger is never said to be 1.0 times as large."""
    assert float(times(ratio).removesuffix(" times")) > 1


@pytest.mark.parametrize(
    ("low", "high", "text"),
    [
        (0.31, 0.42, "31 to 42 %"), (0.36, 0.36, "36 %"), (0.3, math.inf, "at least 30 %"), (0.0, 0.2, "at most 20 %"),
        (0.044, 0.05, "4.4 to 5 %"), (0.301, 0.304, "30 %"), (1.5, 2.0, "150 to 200 %"),
    ],
)  # fmt: skip
def test_percents(low: float, high: float, text: str) -> None:
    """Whole per cents, and one decimal below 10 %."""
    assert percents(low, high) == text


@pytest.mark.parametrize(
    ("number", "text"), [(0, ""), (-1, ""), (1, " One more total stays."), (3, " 3 more totals stay.")]
)
def test_more_of(number: int, text: str) -> None:
    """A sentence of its own, or none."""
    assert more_of(number, "total stays", "totals stay") == text


@pytest.mark.parametrize(
    ("number", "value"), [(3.0, 3), (2.5, 2.5), (1 / 3, 0.333333), (math.inf, None), (math.nan, None)]
)
def test_json_number(number: float, value: float | None) -> None:
    """Whole numbers without a point, unbounded as nothing."""
    assert json_number(number) == value
    assert type(json_number(number)) is type(value)


def test_a_figure_in_words(small: Dataset) -> None:
    """Who, what, how many, until when and by whom, by names where there are some."""
    say = Phrases(small)
    a, b, c, d, e, f = (at(small, figure) for figure in "abdefa")
    assert say.quantity(a) == "North Korean forces, Kursk Oblast: killed"
    assert (say.people(d), say.noun(b)) == ("marines, Kursk Oblast", "killed and wounded")
    assert (say.source(a), say.source(c)) == ("South Korea's NIS", "wire")
    assert (say.range(a), say.range(b), say.range(c)) == ("270 to 330", "at least 900", "30 to 36.67 %")
    assert (say.said(a), say.said(b)) == ("“about 300”", "at least 900")
    assert say.until(a) == "by 15 January 2025"
    assert say.until(b) == "from 20 December 2024 to 15 January 2025"
    assert say.until(c) == "by some day in January 2025"
    assert say.until(d) == "on 15 January 2025"
    assert say.value(e, "measure") == "captured"
    assert say.claim(f) == "South Korea's NIS said “about 300” by 15 January 2025"


def test_a_level_is_on_a_day() -> None:
    """A stock is counted on a day, not up to it."""
    small = dataset_of(
        "id,population,scope,measure,reported,as_of,published,source\nc,x,y,present,6,2025-01-15,2025-01-18,s\n"
    )
    assert Phrases(small).until(0) == "on 15 January 2025"


def test_a_quote_holds_all_that_a_reader_wants(small: Dataset) -> None:
    """Everything about one figure, with its physical line."""
    quote = Phrases(small).quote(at(small, "a"))
    assert asdict(quote) == {
        "id": "a", "quantity": "North Korean forces, Kursk Oblast: killed", "reported": "about 300",
        "range": "270 to 330", "low": 270, "high": 330, "source": "South Korea's NIS", "party": "south",
        "as_of": "by 15 January 2025", "published": "16 January 2025", "via": "Yonhap", "url": "https://nis.example",
        "note": "first list", "status": "reported", "origin": "", "line": 2,
    }  # fmt: skip
    retold = Phrases(small).quote(at(small, "b"))
    assert (retold.origin, retold.party, retold.line) == ("a", "south", 3)
    assert Phrases(small).quote(at(small, "d")).status == "planned"
    assert date.fromordinal(int(small.figures["published"].iloc[0])) == date(2025, 1, 16)


@pytest.mark.parametrize(
    ("figure", "text"),
    [("a", "“about 300” (270 to 330)"), ("b", "at least 900"), ("e", "“1,350 to 1,650”"), ("f", "“2”")],
)
def test_the_amount_of_a_quote(small: Dataset, figure: str, text: str) -> None:
    """The words, and the range they were read as where that says more."""
    quote: Quote = Phrases(small).quote(at(small, figure))
    assert quote.amount == text
