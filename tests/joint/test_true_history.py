"""Figures drawn from one true history never clash, and neither the order of rows nor their ids changes what does."""

import random
from collections.abc import Mapping
from datetime import date

import pytest

from checker.figures.book import Book
from checker.figures.findings import Finding
from checker.joint import conflict_sets, is_consistent
from checker.pipeline import check
from tests.joint.true_history import FEW_SUBJECTS, History, dataset_of_history, make_history

NEVER = ("A101", "A102", "A103", "T301", "T302", "T304", "C4")
SIZES = [*((seed, 12) for seed in range(6)), *((seed, 60) for seed in range(12, 15))]
REFERENCES = ("id", "share_of", "derived_from", "revises")
Rows = list[Mapping[str, str]]


@pytest.mark.parametrize(("seed", "figures"), SIZES)
def test_a_true_history_has_no_clash(seed: int, figures: int) -> None:
    """However vaguely it is told, over trees, terms, shares, lists and unknown days."""
    dataset = dataset_of_history(make_history(seed, figures))
    assert dataset.rejected == 0
    assert [f.message for f in check(dataset).findings if f.code.startswith(NEVER)] == []
    found = conflict_sets(Book(dataset))
    assert (found.sets, found.undecided) == ((), ())


@pytest.mark.parametrize(("seed", "figures"), [(seed, 60) for seed in range(50, 54)])
def test_nor_has_one_that_is_counted_from_a_first_day_on(seed: int, figures: int) -> None:
    """Where those who are held, missing or present on a day are also those of before."""
    dataset = dataset_of_history(make_history(seed, figures, before=5_000))
    assert set(dataset.figures["since"]) == {date(2024, 1, 1).toordinal()}
    assert [f.message for f in check(dataset).findings if f.code.startswith(NEVER)] == []
    found = conflict_sets(Book(dataset))
    assert (found.sets, found.undecided) == ((), ())


@pytest.mark.parametrize(("seed", "figures"), [(30, 40), (31, 80)])
def test_the_wounded_of_a_true_history_may_die(seed: int, figures: int) -> None:
    """Fewer wounded are no clash where killed may have gained as many."""
    book = Book(dataset_of_history(make_history(seed, figures, dying=True)))
    found = conflict_sets(book)
    assert (found.sets, found.undecided) == ((), ())
    assert is_consistent(book, range(len(book)))


@pytest.mark.parametrize("seed", [41, 43])
def test_order_and_names_change_nothing(seed: int) -> None:
    """With mistakes in it, a table has the same findings whatever the order of its rows, and with other ids."""
    rng = random.Random(seed)  # noqa: S311  (not for secrets)
    history = make_history(seed, 40, about=FEW_SUBJECTS)
    rows = _mistaken(history, rng)
    ids = {row["id"]: f"x.{row['id']}" for row in rows}
    renamed: Rows = [{key: ids.get(cell, cell) if key in REFERENCES else cell for key, cell in r.items()} for r in rows]
    plain, shuffled, others = (
        _shown(history, some) for some in (rows, rng.sample(rows, len(rows)), rng.sample(renamed, len(rows)))
    )
    assert any(finding.is_clash for finding in plain)
    assert [_told(finding, {}) for finding in plain] == [_told(finding, {}) for finding in shuffled]
    assert [f.fingerprint for f in plain] == [f.fingerprint for f in shuffled]
    assert [_told(finding, ids) for finding in plain] == [_told(finding, {}) for finding in others]


def _mistaken(history: History, rng: random.Random) -> Rows:
    """The rows, every fourth of them with a number that is any."""
    rows: Rows = [said.row for said in history.figures]
    for at in range(0, len(rows), 4):
        if not rows[at].get("share_of"):
            rows[at] = {**rows[at], "reported": "", "low": "", "best": f"{rng.randint(0, 3000)}", "high": ""}
    return rows


def _shown(history: History, rows: Rows) -> list[Finding]:
    """What is found beyond form."""
    return [f for f in check(dataset_of_history(history, rows)).findings if not f.code.startswith("F")]


def _told(finding: Finding, ids: Mapping[str, str]) -> object:
    """What a finding says, its figures by other ids."""
    figures = [ids.get(figure, figure) for figure in finding.figures]
    repairs = [(ids.get(r.figure, r.figure), r.low, r.high, r.gap) for r in finding.repairs]
    readings = [(ids.get(r.figure, r.figure), r.change, r.before, r.after) for r in finding.readings]
    return finding.code, finding.severity, finding.message, finding.ask, figures, repairs, readings
