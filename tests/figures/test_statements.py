"""What A101 and A102 compare within one statement, against a comparison of each figure with each."""

import random
from collections import Counter
from collections.abc import Sequence
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from checker.figures.book import Book
from checker.figures.links import linked
from checker.figures.parts import larger_than_wholes
from checker.figures.sums import clashing_sums
from tests.figures.statements import Row, clashing_totals, dataset_from, larger_parts, random_rows
from tests.helpers import examples, findings_of, seeds


def compare(books: Sequence[Sequence[Row]]) -> None:
    """Fail unless exactly the parts and totals that clash are found, with the widest gaps."""
    rows = {row.id: row for book in books for row in book}
    book = Book(dataset_from(list(rows.values())))
    _, pairs = larger_than_wholes(book)
    named = zip(pairs["first"], pairs["second"], pairs["gap"], strict=True)
    found = {_key(rows[book.ids[part]], rows[book.ids[whole]]): gap for part, whole, gap in named}
    assert found == {pair: gap for one in books for pair, gap in larger_parts(one).items()}
    _, sums = clashing_sums(book)
    totals = {(rows[book.ids[at]].cell, kind, side) for at, kind, side in sums[["second", "kind", "side"]].to_numpy()}
    assert totals == {total for one in books for total in clashing_totals(one)}
    for _, parts in sums.groupby("clash"):
        _check_sum(book, parts)


def _key(part: Row, whole: Row) -> tuple[Any, Any, bool]:
    return part.cell, whole.cell, whole.own_list


def _check_sum(book: Book, parts: Any) -> None:
    """The arithmetic of one sum, of figures that are each a quantity of their own."""
    low, high, above = book.column("low"), book.column("high"), parts["side"].iat[0] == "above"
    (value, limit), whole = (low, high) if above else (high, low), parts["second"].iat[0]
    assert parts["added"].unique().tolist() == [value[parts["first"]].sum()]
    assert parts["limit"].unique().tolist() == [limit[whole]]
    assert (parts["gap"] == abs(parts["added"] - parts["limit"])).all()
    assert (parts["gap"] > 0).all()
    assert parts["size"].unique().tolist() == [len(parts)]
    assert len(set(book.quantity[parts["first"]])) == len(parts)


@given(st.data())
@examples(8)
def test_a_small_statement_clashes_as_its_figures_do(data: st.DataObject) -> None:
    """Parts above wholes and sums that do not come out are those that a plain comparison finds."""
    compare([random_rows(lambda choices: data.draw(st.sampled_from(choices)))])


@pytest.mark.parametrize("seed", seeds(2))
def test_many_statements_side_by_side_clash_as_their_figures_do(seed: int) -> None:
    """The same for hundreds of statements in one dataset."""
    rng = random.Random(seed)  # noqa: S311  (not for secrets)
    compare([random_rows(rng.choice, f"-{number}") for number in range(250)])


def test_the_plain_comparison_sees_every_kind() -> None:
    """The random statements hold clashes of every kind, so that nothing is not compared with nothing."""
    rng = random.Random(1)  # noqa: S311  (not for secrets)
    books = [random_rows(rng.choice) for _ in range(800)]
    assert sum(map(len, map(larger_parts, books))) > 100
    kinds = Counter(total[1:] for book in books for total in clashing_totals(book))
    assert min(kinds.values()) > 5, kinds
    assert len(kinds) == 6


def test_what_an_earlier_rule_told_is_not_told_again() -> None:
    """No sum that A102 tells holds a pair that A101 tells, and each of its repairs, taken alone, makes it come out."""
    rng = random.Random(2)  # noqa: S311  (not for secrets)
    dataset = dataset_from([row for number in range(500) for row in random_rows(rng.choice, f"-{number}")])
    findings = findings_of(dataset, "A101", "A102")
    pairs = {(p["part"], p["whole"]) for f in findings if f.code == "A101" for p in f.evidence["pairs"]}
    sums = [finding for finding in findings if finding.code == "A102"]
    assert len(sums) > 20
    low, high = (dict(zip(dataset.figures["id"], dataset.figures[end], strict=True)) for end in ("low", "high"))
    for finding in sums:
        *parts, whole = finding.figures
        assert not {(part, whole) for part in parts} & pairs
        for repair in finding.repairs:
            ends = [(low[at], high[at]) for at in parts] + [(low[whole], high[whole])]
            ends[finding.figures.index(repair.figure)] = repair.low, np.inf if repair.high is None else repair.high
            least, most = (sum(end[at] for end in ends[:-1]) for at in (0, 1))
            assert least <= ends[-1][1]
            assert most >= ends[-1][0] or not finding.evidence["complete"]
            assert repair.gap == finding.evidence["gap"]


@given(st.lists(st.tuples(st.integers(0, 12), st.integers(0, 12)), max_size=12))
def test_pairs_that_share_a_figure_are_linked(pairs: list[tuple[int, int]]) -> None:
    """Two pairs have one number exactly where a chain of shared figures leads from one to the other."""
    first, second = np.array(pairs, dtype=np.int64).reshape(-1, 2).T
    number = linked(first, second)
    for start in range(len(pairs)):
        reached = set(pairs[start])
        for _ in pairs:
            reached |= {at for pair in pairs if reached & set(pair) for at in pair}
        assert [bool(reached & set(pair)) for pair in pairs] == (number == number[start]).tolist()
