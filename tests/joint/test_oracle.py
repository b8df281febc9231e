"""The oracle itself: small tables worked out by hand, and random cases that each of its sentences decides."""

import pytest

from checker.figures.book import Book
from checker.joint import conflict_sets, is_consistent
from tests.helpers import dataset_of
from tests.joint.cases import LATER, THEMES, dataset_of_cases, make_case
from tests.joint.judging import positions
from tests.joint.oracle import Oracle
from tests.joint.test_against_oracle import BEYOND, CASES

HEADER = "id,population,scope,measure,share_of,reported,period_start,as_of,published,source,statement,revises"
TREE = (
    "id,part_of,split,complete,may_fall\n"
    "army,,,,\nmen,army,sex,yes,\nwomen,army,sex,,\nguard,army,,,\nknown,army,name,,\nunknown,army,name,,yes\n"
    "ageless,army,age,,yes\ntall,ageless,height,yes,\nsmall,ageless,height,,\n"
)
PLACES = "id,part_of,split,complete\nwar,,,\nnorth,war,,\neast,war,side,yes\nwest,war,side,yes\n"

# Rows that clash, and the same rows with one that makes room: each line is population, scope, measure, share_of,
# reported, period_start, as_of, published, source, statement, revises; a day is a day of May 2024.
BY_HAND = {
    "flows never fall": (
        ["army,war,killed,,5,,2,3,a,,", "army,war,killed,,4,,3,3,b,,"],
        "army,war,killed,,5+,,3,3,b,,",
    ),
    "a period is a difference": (
        ["army,war,killed,,5,,2,3,a,,", "army,war,killed,,3,3,4,4,b,,", "army,war,killed,,7,,5,5,c,,"],
        "army,war,killed,,9,,5,5,c,,",
    ),
    "the wounded may die": (
        ["army,war,wounded,,5,,2,3,a,,", "army,war,killed,,1,2,3,4,a,,", "army,war,wounded,,3,,3,3,b,,"],
        "army,war,wounded,,4,,3,3,b,,",
    ),
    "an exact term is a sum": (
        ["army,war,killed,,2,,2,3,a,,", "army,war,wounded,,2,,2,3,b,,", "army,war,killed_and_wounded,,5,,2,3,c,,"],
        "army,war,killed_and_wounded,,4,,2,3,c,,",
    ),
    "a loose term is at least a sum": (
        ["army,war,killed,,2,,2,3,a,,", "army,war,wounded,,2,,2,3,b,,", "army,war,casualties,,3,,2,3,c,,"],
        "army,war,casualties,,9,,2,3,c,,",
    ),
    "a loose term never falls": (
        ["army,war,casualties,,5,,2,3,a,,", "army,war,casualties,,4,,3,3,a,,"],
        "army,war,casualties,,4,,3,3,b,,",
    ),
    "a list is within the true count": (
        ["army,war,killed,,confirmed 5,,2,3,a,,", "army,war,killed,,4,,2,3,b,,"],
        "army,war,killed,,9,,2,3,b,,",
    ),
    "a list is exact for its source": (
        ["army,war,killed,,confirmed 5,,2,3,a,,", "army,war,killed,,confirmed 4,,3,3,a,,"],
        "army,war,killed,,confirmed 4,,3,3,b,,",
    ),
    "nobody is lost who was not sent": (
        ["army,war,present,,5,,2,3,a,,", "army,war,killed,,2,,2,3,b,,", "army,war,deployed,,6,,2,3,c,,"],
        "army,war,deployed,,7,,2,3,c,,",
    ),
    "a part is within its whole": (
        ["guard,war,killed,,5,,2,3,a,,", "army,war,killed,,4,,2,3,b,,"],
        "army,war,killed,,5,,2,3,b,,",
    ),
    "a part gains no more than its whole": (
        ["guard,war,killed,,5,3,4,4,a,,", "army,war,killed,,4,3,4,4,b,,"],
        "army,war,killed,,5,2,4,4,b,,",
    ),
    "a complete split adds up": (
        ["men,war,killed,,2,,2,3,a,,", "women,war,killed,,2,,2,3,b,,", "army,war,killed,,5,,2,3,c,,"],
        "army,war,killed,,4,,2,3,c,,",
    ),
    "a remainder category is free": (
        ["known,war,killed,,5,,2,3,a,,", "known,war,killed,,4,,3,3,b,,"],
        "unknown,war,killed,,4,,3,3,b,,",
    ),
    "unless it is made up of those that may not fall": (
        ["ageless,war,killed,,5,,2,3,a,,", "ageless,war,killed,,4,,3,3,b,,"],
        "unknown,war,killed,,4,,3,3,b,,",
    ),
    "those who are left were sent as well": (
        [
            "army,war,deployed,,9,,2,3,a,,", "guard,war,deployed,,8,,2,3,a,,", "army,war,killed,,5,,2,3,a,,",
            "guard,war,killed,,3,,2,3,b,,",
        ],
        "guard,war,killed,,4,,2,3,b,,",
    ),
    "those who are left are nowhere more than all who are": (
        [
            "army,war,killed,,9,,2,3,a,,", "guard,war,killed,,5,,2,3,a,,", "army,north,killed,,8,,2,3,a,,",
            "guard,north,killed,,3,,2,3,b,,",
        ],
        "guard,north,killed,,4,,2,3,b,,",
    ),
    "who is present in one of two places was sent to one": (
        ["army,war,present,,5,,2,2,a,,", "army,east,deployed,,2,,2,3,b,,", "army,west,deployed,,2,,2,3,b,,"],
        "army,west,deployed,,3,,2,3,b,,",
    ),
    "a share is of the same days": (
        ["army,war,killed,casualties,50 %,,2,3,a,,", "army,war,casualties,,8,,2,3,a,,", "army,war,killed,,3,,2,3,b,,"],
        "army,war,killed,,3,,1,3,b,,",
    ),
    "a share is of a figure": (
        ["army,war,killed,r1,50 %,,2,3,a,,", "army,war,captured,,8,,1,3,b,,", "army,war,killed,,5,,1,3,c,,"],
        "army,war,killed,,4,,1,3,c,,",
    ),
    "a statement has one day": (
        [
            "army,war,killed,,5,,,4,a,one,", "army,war,captured,,2,,,4,a,one,", "army,war,killed,,4,,3,4,b,,",
            "army,war,captured,,3,,4,4,b,,",
        ],
        "army,war,captured,,2,,4,4,b,,",
    ),
    "what is revised no longer witnesses": (
        ["army,war,killed,,5,,2,3,a,,", "army,war,killed,,4,,3,5,a,,"],
        "army,war,killed,,4,,3,5,a,,r0",
    ),
}  # fmt: skip
DECISIVE = {
    "child": 46, "child gains": 214, "child of a loose term": 42, "child of a loose term gains": 486, "complete": 42,
    "flow": 8, "gives way": 14, "list flow": 60, "list within list": 24, "loose flow": 19, "loose term": 100,
    "moving": 77, "own list": 30, "part of a measure": 76, "part of a measure gains": 16, "sent": 150, "split": 64,
    "split gains": 43, "split of a loose term": 27, "split of a loose term gains": 231,
}  # fmt: skip
EXCEPTIONS = {"gives_way_to": 80, "may_fall": 70, "revises": 79, "statement": 896}


def book_of(rows: list[str]) -> Book:
    """A book of rows without ids, days of May 2024 as plain numbers."""
    cells = [row.split(",") for row in rows]
    for row in cells:
        row[5:8] = [f"2024-05-0{day}" if day else "" for day in row[5:8]]
    lines = [",".join([f"r{at}", *row]) for at, row in enumerate(cells)]
    tree = TREE if any(row[0] != "army" for row in cells) else ""
    scopes = PLACES if any(row[1] != "war" for row in cells) else ""
    settings = "[settings]\nas_of_lag = 1\n"
    return Book(dataset_of("\n".join([HEADER, *lines, ""]), populations=tree, scopes=scopes, checker=settings))


@pytest.mark.parametrize("sentence", BY_HAND)
def test_what_is_worked_out_by_hand(sentence: str) -> None:
    """All rows clash, any but one do not, and with the last one otherwise none do; for oracle and product alike."""
    clashing, other = BY_HAND[sentence]
    for rows, holds in ((clashing, False), ([*clashing[:-1], other], True)):
        book = book_of(rows)
        oracle, everything = Oracle(book, range(len(book))), range(len(book))
        assert len(book) == len(rows)
        assert oracle.is_consistent() is holds
        assert (conflict_sets(book).sets == ()) is holds
        assert is_consistent(book, everything) is oracle.holds(everything)


@pytest.mark.parametrize("kind", DECISIVE)
def test_each_sentence_decides_some_case(kind: str) -> None:
    """Without it, figures that clash hold together. What holds of those who are left says some of them once more."""
    book, figures = _case(DECISIVE[kind])
    weaker = Oracle(book, figures, without=[kind, "left"])
    assert any(weaker.holds(some) for some in Oracle(book, figures, without=["left"]).smallest())


@pytest.mark.parametrize("exception", EXCEPTIONS)
def test_each_exception_decides_some_case(exception: str) -> None:
    """Where it is not made, the answer is another."""
    book, figures = _case(EXCEPTIONS[exception])
    assert Oracle(book, figures, ignored=[exception]).is_consistent() != Oracle(book, figures).is_consistent()


def _case(seed: int) -> tuple[Book, list[int]]:
    assert seed < CASES or seed in BEYOND, "it is no case of test_against_oracle.py"
    book = Book(dataset_of_cases([make_case(seed)]))
    return book, positions(book)[seed]


def test_every_sentence_is_named() -> None:
    """The kinds of rows that occur are those that are shown to decide a case; every theme occurs."""
    cases = [make_case(seed) for seed in (*range(150), *DECISIVE.values())]
    book = Book(dataset_of_cases(cases))
    assert {row.kind for figures in positions(book).values() for row in Oracle(book, figures).cells.rows()} == {
        *DECISIVE, "left",
    }  # fmt: skip
    assert {case.theme for case in cases} == {*THEMES, *LATER}


def test_a_third_to_two_thirds_of_the_cases_clash() -> None:
    """Neither answer is right by habit."""
    cases = [make_case(seed) for seed in range(100)]
    book = Book(dataset_of_cases(cases))
    clashing = sum(not Oracle(book, figures).is_consistent() for figures in positions(book).values())
    assert 30 <= clashing <= 60
