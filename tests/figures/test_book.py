"""The views of the book that rules read."""

from concurrent.futures import ThreadPoolExecutor
from datetime import date
from threading import Event

import numpy as np
import pytest

from checker.figures.book import NEVER, Book
from checker.figures.ratios import shipped_ratios
from tests.helpers import dataset_of

HEADER = (
    "id,population,scope,measure,share_of,reported,period_start,as_of,published,source,statement,status,"
    "derived_from,derivation,revises"
)


def book_of(*rows: str, populations: str = "") -> Book:
    """A book of rows under HEADER."""
    return Book(dataset_of("\n".join([HEADER, *rows, ""]), populations=populations))


def day(text: str) -> int:
    """A day as a number."""
    return date.fromisoformat(text).toordinal()


def numbers_of(book: Book, view: str) -> dict[str, object]:
    """A view by figure."""
    return dict(zip(book.ids, np.asarray(getattr(book, view)).tolist(), strict=True))


def alike(book: Book, view: str) -> set[frozenset[str]]:
    """The figures that have one number in a view."""
    numbers = numbers_of(book, view)
    return {frozenset(f for f in numbers if numbers[f] == number) for number in numbers.values()}


def test_witnesses_are_reported_counts_at_first_hand() -> None:
    """Not planned, retracted, retold or shares; a computed figure is one, and so is a period."""
    book = book_of(
        "a,x,y,killed,,5,,2024-01-05,2024-01-06,s,,,,,",
        "b,x,y,killed,,5,,2024-01-05,2024-01-06,s,,planned,,,",
        "c,x,y,killed,,5,,2024-01-05,2024-01-06,s,,retracted,,,",
        "d,x,y,killed,,5,,2024-01-05,2024-01-06,s,,,a,,",
        "e,x,y,killed,,5,,2024-01-05,2024-01-06,s,,,a b,retold,",
        "f,x,y,killed,,5,,2024-01-05,2024-01-06,s,,,a,computed,",
        "g,x,y,killed,casualties,36 %,,2024-01-05,2024-01-06,s,,,,,",
        "h,x,y,killed,,5,2024-01-03,2024-01-05,2024-01-06,s,,reported,,,",
    )
    assert len(book) == 8
    assert {f for f, yes in numbers_of(book, "is_witness").items() if yes} == {"a", "f", "h"}
    assert {f for f, yes in numbers_of(book, "reported").items() if not yes} == {"b", "c"}
    assert {f for f, yes in numbers_of(book, "is_period").items() if yes} == {"h"}


def test_origins_are_followed_to_the_first() -> None:
    """Through any number of copies; not through several origins, a missing one, or a ring."""
    chain = [f"n{at},x,y,killed,,5,,2024-01-05,2024-01-06,s,,,n{at - 1},," for at in range(1, 40)]
    book = book_of(
        "n0,x,y,killed,,5,,2024-01-05,2024-01-06,s,,,,,",
        *chain,
        "m,x,y,killed,,5,,2024-01-05,2024-01-06,s,,,n0 n1,,",
        "k,x,y,killed,,5,,2024-01-05,2024-01-06,s,,,m,,",
        "g,x,y,killed,,5,,2024-01-05,2024-01-06,s,,,gone,,",
        "r,x,y,killed,,5,,2024-01-05,2024-01-06,s,,,s,,",
        "s,x,y,killed,,5,,2024-01-05,2024-01-06,s,,,r,,",
        "t,x,y,killed,,5,,2024-01-05,2024-01-06,s,,,s,,",
        "u,x,y,killed,,5,,2024-01-05,2024-01-06,s,,,u,,",
        "v,x,y,killed,,5,,2024-01-05,2024-01-06,s,,,n3,computed,",
    )
    origin = {f: book.ids[at] for f, at in zip(book.ids, book.origin, strict=True)}
    assert {origin[f"n{at}"] for at in range(40)} == {"n0"}
    assert {f: origin[f] for f in "mkgrstuv"} == {**{f: f for f in "mgrstuv"}, "k": "m"}
    named = {f: book.ids[at] if at >= 0 else "" for f, at in zip(book.ids, book.first_origin, strict=True)}
    assert (named["n5"], named["m"], named["g"], named["t"], named["v"]) == ("n4", "", "", "s", "")


def test_footing_is_quantity_and_first_day() -> None:
    """What may fall stands on its day too, and on nothing where that is not known."""
    book = book_of(
        "a,x,y,killed,,5,,2024-01-05,2024-01-06,s,,,,,",
        "b,x,y,killed,,5,,2024-01,2024-02-06,t,,,,,",
        "c,x,y,killed,,5,2024-01-02,2024-01-05,2024-01-06,s,,,,,",
        "d,x,y,killed,,5,2024-01-02,2024-01-09,2024-01-10,s,,,,,",
        "e,x,y,wounded,,5,,2024-01-05,2024-01-06,s,,,,,",
        "f,x,y,wounded,,5,,2024-01-05,2024-01-07,t,,,,,",
        "g,x,y,wounded,,5,,2024-01-06,2024-01-07,t,,,,,",
        "h,x,y,wounded,,5,,,2024-01-07,t,,,,,",
        "i,x,y,present,,5,,2024-01-05,2024-01-07,t,,,,,",
        "j,rest,y,killed,,5,,2024-01-05,2024-01-07,t,,,,,",
        "k,rest,y,killed,,5,,2024-01-06,2024-01-07,t,,,,,",
        populations="id,may_fall\nx,\nrest,yes\n",
    )
    assert alike(book, "footing") == {frozenset(group) for group in ("ab", "cd", "ef", "g", "h", "i", "j", "k")}
    assert numbers_of(book, "footing")["h"] == -1
    assert {f for f, yes in numbers_of(book, "falls").items() if yes} == set("efghijk")
    assert {f for f, yes in numbers_of(book, "is_remainder").items() if yes} == set("jk")
    assert {f for f, yes in numbers_of(book, "day_known").items() if not yes} == set("bh")


def test_tellings_and_days() -> None:
    """One source, publication, quantity and day; the unknown day of one statement whenever it was published."""
    book = book_of(
        "a,x,y,killed,,5,,2024-01-05,2024-01-06,s,,,,,",
        "b,x,y,killed,,6,,2024-01-05,2024-01-06,s,l,,,,",
        "c,x,y,killed,,6,,2024-01-05,2024-01-07,s,,,,,",
        "d,x,y,killed,,6,,2023,2024-01-07,s,l,,,,",
        "e,x,y,killed,,7,,2023,2024-01-08,s,l,,,,",
        "f,x,y,killed,,8,,2023-12,2024-01-08,s,l,,,,",
        "g,x,y,killed,,8,,2023,2024-01-08,s,,,,,",
        "h,x,y,killed,,8,,2023,2024-01-08,t,l,,,,",
    )
    assert alike(book, "telling") == {frozenset(group) for group in ("ab", "c", "de", "f", "g", "h")}
    first, second = np.triu_indices(len(book), 1)
    same = book.on_one_day(first, second)
    pairs = {(book.ids[i], book.ids[j]) for i, j in zip(first[same], second[same], strict=True)}
    assert pairs == {("a", "b"), ("a", "c"), ("b", "c"), ("d", "e")}


@pytest.mark.parametrize(
    ("figure", "until"),
    [
        ("a", "2024-01-10"), ("b", "2024-01-10"), ("c", "2024-01-20"), ("d", "2024-01-20"), ("e", ""), ("f", ""),
        ("g", ""), ("h", "2024-01-20"), ("p", ""), ("q", "2024-01-20"), ("z", "2024-01-10"), ("o", "2024-01-10"),
    ],
)  # fmt: skip
def test_superseded(figure: str, until: str) -> None:
    """By the source's next revision of the quantity, or by the one that names it; periods only by name."""
    book = book_of(
        "a,x,y,killed,,5,,2024-01-05,2024-01-06,s,,,,,",
        "b,x,y,killed,,6,,2024-01-08,2024-01-09,s,,,,,",
        "c,x,y,killed,,3,,2024-01-08,2024-01-10,s,,,,,a",
        "d,x,y,killed,,4,,2024-01-08,2024-01-12,s,,,,,",
        "e,x,y,killed,,2,,2024-01-08,2024-01-20,s,,,,,d",
        "f,x,y,killed,,2,,2024-01-08,2024-01-09,t,,,,,",
        "g,x,y,captured,,2,,2024-01-08,2024-01-09,s,,,,,",
        "h,x,y,wounded,,2,,2024-01-08,2024-01-09,s,,,,,",
        "p,x,y,killed,,2,2024-01-02,2024-01-08,2024-01-09,s,,,,,",
        "q,x,y,killed,,2,2024-01-02,2024-01-08,2024-01-09,s,,,,,",
        "w,x,y,casualties,,2,,2024-01-08,2024-01-20,s,,,,,h",
        "v,x,y,killed,,2,2024-01-02,2024-01-08,2024-01-20,s,,,,,q",
        "z,x,y,killed,,9,,2024-01-08,2024-01-10,s,,,,,",
        "y,x,y,killed,,2,,2024-01-08,2024-01-10,s,,,,,z",
        "u,x,y,killed,,2,,2024-01-08,2024-01-07,t,,retracted,,,f",
        "o,x,y,killed,,2,,2024-01-08,2024-01-09,s,,,b,,",
    )
    expected = day(until) if until else NEVER
    assert numbers_of(book, "superseded")[figure] == expected


def test_ratios_are_the_datasets_unless_others_are_given() -> None:
    """Settings that are passed to a check replace the dataset's own."""
    dataset = book_of("a,x,y,killed,,5,,2024-01-05,2024-01-06,s,,,,,").dataset
    others = {"R201": shipped_ratios()["R201"]}
    assert Book(dataset).ratios is dataset.ratios
    assert Book(dataset, others).ratios is others


def test_a_view_is_made_once_for_each_book() -> None:
    """Rules that ask for the same view get the same one; another view, or another book, is made anew."""
    made: list[Book] = []

    def view(book: Book) -> list[int]:
        made.append(book)
        return [len(book)]

    row = "a,army,front,killed,,120,,2024-05-01,2024-05-02,staff,,,,,"
    first, second = book_of(row), book_of(row)
    assert first.once(view) is first.once(view)
    assert second.once(view) is not first.once(view)
    assert made == [first, second]
    assert first.once(len) == len(first)


def test_a_view_that_two_threads_ask_for_is_made_by_one() -> None:
    """The other waits for it instead of making it as well."""
    made, asked, again = list[Book](), Event(), Event()

    def view(book: Book) -> list[int]:
        (again if made else asked).set()
        made.append(book)
        again.wait(timeout=0.2)
        return [len(book)]

    book = book_of("a,army,front,killed,,120,,2024-05-01,2024-05-02,staff,,,,,")
    with ThreadPoolExecutor(1) as other:
        theirs = other.submit(book.once, view)
        asked.wait()
        assert book.once(view) is theirs.result()
    assert made == [book]


def test_what_was_let_go_is_made_anew() -> None:
    """Once again, and the same."""
    asked: list[Book] = []
    book = book_of("a,army,front,killed,,3,,2024-01-13,2024-01-14,agency,,,,,")

    def view(of: Book) -> int:
        asked.append(of)
        return len(of)

    before = book.once(view), book.once(view)
    book.let_go()
    assert (*before, book.once(view)) == (1, 1, 1)
    assert asked == [book, book]
