"""Trees through which a history is laid hold together; stars through which none can be laid do not."""

import random
from types import ModuleType

import numpy as np
import pytest

from checker.figures.book import Book, Ints
from checker.joint import conflict_sets, conflicts, exact, is_consistent, laying, meetings, simple_trees, single_counts
from checker.joint.claims import claims
from checker.joint.families import families
from checker.joint.places import Places
from checker.joint.simple_trees import Settled, settled_by_laying
from tests.helpers import dataset_of, seeds, table_of

HEADER = "id,population,scope,measure,reported,low,high,share_of,period_start,as_of,published,source"
STAR = """id,part_of,split,complete
army,,,
a,army,wing,
b,army,wing,
c,army,wing,
"""
TREES = (  # two splits of one whole, one of them complete; children by themselves; three levels
    """id,part_of,split,complete
army,,,
a,army,wing,yes
b,army,wing,yes
men,army,sex,
women,army,sex,
""",
    """id,part_of,split,complete
army,,,
a,army,,
b,army,,
c,a,part,yes
d,a,part,yes
""",
    """id,part_of,split,complete
army,,,
a,army,wing,
b,army,wing,
c,a,part,
d,a,part,
e,b,part,yes
f,b,part,yes
""",
)


def nodes_of(tree: str) -> list[str]:
    """The names of a tree's nodes."""
    return [line.split(",")[0] for line in tree.splitlines()[1:]]


def rows_of(rng: random.Random, nodes: list[str], *, over_scopes: bool = False) -> list[str]:
    """Figures of one measure or two: totals of few people on few days, with floors, ceilings, or both."""
    rows, measures = [], rng.choice([("killed",), ("killed", "captured"), ("casualties",)])
    for number in range(rng.randint(3, 9)):
        day, low = rng.randint(1, 5), rng.randint(0, 6)
        ends = rng.choice([f"{low},", f",{low}", f"{low},{low + rng.randint(0, 2)}"])
        who = f"everybody,{rng.choice(nodes)}" if over_scopes else f"{rng.choice(nodes)},front"
        source = f"s{rng.randint(1, 2)}"
        rows.append(
            f"f{number},{who},{rng.choice(measures)},,{ends},,,2024-01-0{day},2024-02-0{rng.randint(1, 9)},{source}"
        )
    return rows


def book_of(rows: list[str], tree: str = "", *, over_scopes: bool = False) -> Book:
    """A book of these figures of one tree."""
    table = table_of(*rows, header=HEADER)
    return Book(dataset_of(table, populations="" if over_scopes else tree, scopes=tree if over_scopes else ""))


def settled(book: Book) -> Settled:
    """What is settled by laying, where all figures are asked about."""
    places = Places(book)
    every = claims(book, places)
    tree = families(places, every)[0]
    return settled_by_laying(book, places, every, tree, np.ones(len(every.figures), dtype=bool))


def laid(book: Book) -> bool:
    """Whether all figures are of trees through which a history is laid."""
    found = settled(book)
    return bool(found.figures.all()) and not found.pairs and not found.meetings


@pytest.mark.parametrize("over_scopes", [False, True])
@pytest.mark.parametrize("seed", seeds(6))
def test_a_history_is_laid_through_a_star_wherever_there_is_one(seed: int, over_scopes: bool) -> None:  # noqa: FBT001  (a parameter)
    """A whole and the members of one split: what the programme says of them, both ways."""
    rng, answers = random.Random(seed), set[bool]()  # noqa: S311  (not for secrets)
    while len(answers) < 2:
        book = book_of(rows_of(rng, nodes_of(STAR), over_scopes=over_scopes), STAR, over_scopes=over_scopes)
        answer = is_consistent(book, range(len(book)))
        assert laid(book) == answer
        answers.add(answer)


@pytest.mark.parametrize("tree", TREES)
@pytest.mark.parametrize("seed", seeds(6))
def test_what_is_laid_holds(seed: int, tree: str) -> None:
    """Of trees of several levels and splits: where a history is laid, a programme finds one."""
    rng, laid_ones = random.Random(seed), 0  # noqa: S311  (not for secrets)
    while laid_ones < 3:
        book = book_of(rows_of(rng, nodes_of(tree)), tree)
        if laid(book):
            laid_ones += 1
            assert is_consistent(book, range(len(book)))


def many_trees(seed: int) -> Book:
    """Armies of each kind of tree, with figures that two sources say by two or three at a time; some days are open."""
    rng, rows, nodes = random.Random(seed), list[str](), list[str]()  # noqa: S311  (not for secrets)
    for army, tree in enumerate([STAR, STAR, STAR, *TREES]):
        for name, above, *split in (line.split(",") for line in tree.splitlines()[1:]):
            nodes.append(",".join([f"{army}{name}", f"{army}{above}" if above else "", *split]))
        for said in range(rng.randint(3, 6)):
            as_of = f"2024-01-0{rng.randint(1, 5)}" if rng.random() < 0.96 else "2024-01"
            source = f"s{rng.randint(1, 2)}"
            for number in range(rng.randint(1, 4)):
                who, low = rng.choice(nodes_of(tree)), rng.randint(0, 4)
                kinds = [f",{low + 3}"] if who == "army" else [f"{low},", f"{low},", f",{low}"]
                ends, published = rng.choice([*kinds, f"{low},{low + 3}"]), f"2024-02-0{said + 1}"
                told = f"f{army}-{said}-{number},{army}{who},front,killed,,{ends},,,{as_of},{published}"
                rows.append(f"{told},{source}")
    return book_of(rows, "\n".join([STAR.splitlines()[0], *nodes, ""]))


@pytest.mark.parametrize("seed", seeds(25))
def test_what_is_settled_by_laying_is_what_a_search_finds(seed: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """The same sets, and of each pair the same one is too much."""
    book = many_trees(seed)
    found = conflict_sets(book)
    monkeypatch.setattr(conflicts, "settled_by_laying", lambda _book, _places, every, *_: nothing(every.figures))
    long = conflict_sets(book)
    assert (found.sets, found.undecided) == (long.sets, long.undecided)
    assert {pair: at for pair, at in found.floors.items() if at in long.floors.values()} == long.floors


def nothing(figures: Ints) -> Settled:
    """What is settled where nothing is."""
    return Settled(figures < 0, {}, [])


def test_many_are_settled_and_some_meet() -> None:
    """Among those tables are trees without a clash, pairs, sets of one statement or two, and trees to be searched."""
    found = [settled(many_trees(seed)) for seed in range(25)]
    assert sum(len(one.pairs) for one in found) > 100
    assert sum(len(one.meetings) for one in found) > 5
    assert {True, False} == {bool(value) for one in found for value in one.figures}


WHOLE = [
    "a,army,front,killed,,,5,,,2024-01-03,2024-02-01,s", "b,a,front,killed,,3,,,,2024-01-02,2024-02-02,t",
    "c,b,front,killed,,3,,,,2024-01-02,2024-02-02,t", "d,a,front,killed,,9,,,,2024-01-01,2024-02-03,u",
]  # fmt: skip


def test_one_statement_meets_another() -> None:
    """Two wings have more than the army, though neither has by itself; a third figure clashes with the army alone."""
    found = settled(book_of(WHOLE, STAR))
    assert found.figures.all()
    assert found.pairs == {frozenset([0, 3]): 3}
    assert [meeting.tolist() for meeting in found.meetings] == [[0, 1, 2]]


def test_floors_meet_the_ceiling_of_a_statement_that_clashes_with_none() -> None:
    """One of the wings' floors is above two later ceilings; with the other it is also too much for the army."""
    more = [f"{name},a,front,killed,,,2,,,2024-01-05,2024-02-0{name},v" for name in (5, 6)]
    book = book_of([*WHOLE[:3], *more], STAR)
    found = settled(book)
    assert found.pairs == {frozenset([1, 3]): 1, frozenset([1, 4]): 1}
    assert [meeting.tolist() for meeting in found.meetings] == [[0, 1, 2]]


def test_one_statement_meets_itself_and_then_no_other() -> None:
    """What it says does not fit by itself, so that it is told of once."""
    rows = [row.replace("2024-02-02,t", "2024-02-01,s").replace("2024-01-02", "2024-01-03") for row in WHOLE]
    more = ["e,b,front,killed,,4,,,,2024-01-03,2024-02-05,v", "f,c,front,killed,,4,,,,2024-01-03,2024-02-05,v"]
    assert [one.tolist() for one in settled(book_of(rows + more, STAR)).meetings] == [[0, 1, 2]]


@pytest.mark.parametrize(
    "row",
    [
        "e,army,front,killed,confirmed 3,,,,,2024-01-02,2024-02-01,s",
        "e,army,front,killed,,1,9,,2024-01-02,2024-01-04,2024-02-01,s",
        "e,army,front,killed,,1,9,wounded,,2024-01-04,2024-02-01,s",
        "e,army,front,wounded,,1,9,,,2024-01-04,2024-02-01,s",
        "e,army,front,casualties,,1,9,,,2024-01-04,2024-02-01,s",
        "e,army,front,died_of_wounds,,1,9,,,2024-01-04,2024-02-01,s",
        "e,army,front,deployed,,1,9,,,2024-01-04,2024-02-01,s",
        "e,army,front,killed_and_wounded,,1,9,,,2024-01-04,2024-02-01,s",
        "e,army,war,killed,,1,9,,,2024-01-04,2024-02-01,s",
    ],
)
def test_what_is_not_simple_is_left_to_a_search(row: str) -> None:
    """Lists, periods, shares, what may fall, terms that have to do with each other, and people in several places."""
    scopes = "id,part_of\nwar,\nfront,war\n"
    table = table_of(*WHOLE, row, header=HEADER)
    assert not settled(Book(dataset_of(table, populations=STAR, scopes=scopes))).figures.any()
    assert settled(Book(dataset_of(table_of(*WHOLE, header=HEADER), populations=STAR, scopes=scopes))).figures.all()


def test_the_one_member_of_a_complete_split_is_left_to_a_search() -> None:
    """It is the whole, so that what the whole has at least clashes with what it has at the most."""
    tree = STAR.replace("wing,", "wing,yes").replace("b,army,wing", "b,army,arm").replace("c,army,wing", "c,army,arm")
    assert not settled(book_of(WHOLE, tree)).figures.any()


@pytest.mark.parametrize(("measure", "falls"), [("deployed", ""), ("killed", "yes")])
def test_where_people_move_a_period_is_left_to_a_search(measure: str, falls: str) -> None:
    """More may have come to the front in it than to the war, from elsewhere; so that nothing clashes."""
    rows = [
        f"a,army,war,{measure},1,,,,2024-01-02,2024-01-03,2024-02-01,s",
        f"b,army,front,{measure},6,,,,2024-01-02,2024-01-03,2024-02-01,s",
    ]
    scopes = f"id,part_of,split,may_fall\nwar,,,\nfront,war,where,\nelsewhere,war,where,{falls}\n"
    book = Book(dataset_of(table_of(*rows, header=HEADER), scopes=scopes))
    assert not settled(book).figures.any()
    assert conflict_sets(book).sets == ()


def test_a_deep_tree_is_left_to_a_search() -> None:
    """Twenty levels are laid, and not one more."""
    rows = [WHOLE[0], "b,n18,front,killed,,6,,,,2024-01-02,2024-02-02,t"]
    chain = ["id,part_of", "army,", "n1,army", *(f"n{at},n{at - 1}" for at in range(2, 19))]
    assert settled(book_of(rows, "\n".join([*chain, "n19,n18", ""]))).pairs == {frozenset([0, 1]): 1}
    assert not settled(book_of(rows, "\n".join([*chain, "n19,n18", "n20,n19", ""]))).figures.any()


@pytest.mark.parametrize(
    ("module", "name", "value"),
    [(simple_trees, "PAIRS", 0), (single_counts, "ROWS", 0)],
)
def test_too_many_pairs_are_left_to_a_search(
    module: ModuleType, name: str, value: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Of one tree, or to be looked at for one count."""
    monkeypatch.setattr(module, name, value)
    assert not settled(book_of(WHOLE, STAR)).figures.any()


def test_what_has_too_many_counts_is_left_to_a_search(monkeypatch: pytest.MonkeyPatch) -> None:
    """Also without what clashes; another tree of the table is small enough."""
    small = [row.replace("army", "other").replace(",a,", ",x,", 1) for row in (WHOLE[0], WHOLE[3])]
    book = book_of([*WHOLE, *(f"z{row}" for row in small)], f"{STAR}other,,\nx,other,\n")
    assert settled(book).figures.all()
    monkeypatch.setattr(laying, "MOST", 3)
    assert settled(book).figures.tolist() == [at in small_ones(book) for at in range(len(book))]


def small_ones(book: Book) -> list[int]:
    """The figures of the other tree."""
    return [at for at in range(len(book)) if str(book.ids[at]).startswith("z")]


@pytest.mark.parametrize("as_of", ["2024-01", ""])
def test_a_day_that_is_open_may_leave_a_clash_to_a_search(as_of: str) -> None:
    """The wing may have been counted after the army."""
    rows = [*WHOLE[:3], f"d,a,front,killed,,9,,,,{as_of},2024-02-03,u"]
    assert not settled(book_of(rows, STAR)).figures.any()


def test_what_is_withdrawn_before_it_could_clash_is_left_to_a_search() -> None:
    """The source revised its floor before the army's ceiling was published."""
    header = f"{HEADER},revises"
    rows = [f"{row}," for row in WHOLE[:3]]
    rows += ["d,a,front,killed,,9,,,,2024-01-01,2024-01-10,u,", "e,a,front,killed,,2,,,,2024-01-01,2024-01-11,u,d"]
    book = Book(dataset_of(table_of(*rows, header=header), populations=STAR))
    assert not settled(book).figures.any()


def test_a_tree_through_which_nothing_is_laid_is_searched(monkeypatch: pytest.MonkeyPatch) -> None:
    """Where laying finds no history of what holds, the answer is that of the search."""
    book = book_of(WHOLE, STAR)
    wanted = conflict_sets(book).sets
    monkeypatch.setattr(simple_trees, "lines_that_fit", lambda _, bounds: np.zeros(bounds.line.max() + 1, dtype=bool))
    assert conflict_sets(book).sets == wanted


def test_a_meeting_that_is_none_is_searched(monkeypatch: pytest.MonkeyPatch) -> None:
    """Where laying finds no history of two statements that hold, the answer is that of the search.

    The army's floor and what its wings have later are more than its ceiling, but may be the same people.
    """
    rows = [f"{WHOLE[0]},1", *(f"{row},2".replace(",3,,", ",2,,") for row in WHOLE[1:3]), f"{WHOLE[3]},3"]
    rows.append("e,army,front,killed,,2,,,,2024-01-01,2024-02-02,t,2")
    book = Book(dataset_of(table_of(*rows, header=f"{HEADER},statement"), populations=STAR))
    wanted = conflict_sets(book).sets
    assert settled(book).figures.all()
    monkeypatch.setattr(
        meetings, "lines_that_fit", lambda _, bounds: np.zeros(bounds.line.max(initial=-1) + 1, dtype=bool)
    )
    assert settled(book).meetings
    assert conflict_sets(book).sets == wanted


def test_a_meeting_that_cannot_be_shown_is_left_to_a_search(monkeypatch: pytest.MonkeyPatch) -> None:
    """Which says that it is undecided."""
    monkeypatch.setattr(exact, "NODES", 0)
    found = conflict_sets(book_of(WHOLE, STAR))
    assert [figures for figures, _ in found.undecided] == [(0, 1, 2, 3)]


def test_portions_change_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    """However few counts are laid in one go."""
    books = [many_trees(seed) for seed in range(3)]
    wanted = [conflict_sets(book).sets for book in books]
    monkeypatch.setattr(laying, "COUNTS", 4)
    monkeypatch.setattr(meetings, "COUNTS", 4)
    assert [conflict_sets(book).sets for book in books] == wanted
