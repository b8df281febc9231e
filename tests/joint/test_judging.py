"""Whoever judges figures otherwise than the oracle is told so, by a case that is cut down to what the fault needs."""

from types import SimpleNamespace
from typing import Any

import pytest

from checker.figures.book import Book
from tests.joint import judging
from tests.joint.cases import dataset_of_cases, make_case
from tests.joint.judging import faults_of, positions, smaller
from tests.joint.many import main
from tests.joint.oracle import Oracle

CLASHING, HOLDING = 14, 11  # seeds


def answer(monkeypatch: pytest.MonkeyPatch, sets: Any, undecided: Any = ()) -> None:
    """Have the product say something else."""
    found = SimpleNamespace(sets=sets, undecided=undecided)
    monkeypatch.setattr(judging, "conflict_sets", lambda _: found)
    monkeypatch.setattr(judging, "is_consistent", lambda *_: True)


def test_a_clash_that_is_not_found_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    """With no more figures than clash."""
    answer(monkeypatch, ())
    case = smaller(make_case(CLASHING))
    assert any(fault.startswith("0 sets were found") for _, fault in faults_of([case]))
    book = Book(dataset_of_cases([case]))
    assert Oracle(book, range(len(book))).smallest() == {tuple(range(len(book)))}


@pytest.mark.parametrize(
    ("sets", "fault"),
    [
        (((0, 1),), "can hold together"),
        (((0, 1), (1, 0)), "a set is named twice"),
        (((0, 99),), "takes no part"),
    ],
)
def test_a_clash_that_is_none_is_told(monkeypatch: pytest.MonkeyPatch, sets: Any, fault: str) -> None:
    """Figures that hold together, a set named twice, a figure of another case."""
    cases = [make_case(HOLDING), *(make_case(seed) for seed in range(200, 230))]
    book = Book(dataset_of_cases(cases))
    own, strange = positions(book)[HOLDING], positions(book)[200][0]
    answer(monkeypatch, tuple(tuple(own[at] if at < len(own) else strange for at in some) for some in sets))
    assert any(fault in told for case, told in faults_of(cases) if case.seed == HOLDING)


def test_too_large_a_set_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    """One from which a figure can be dropped."""
    case = make_case(CLASHING)
    book = Book(dataset_of_cases([case]))
    answer(monkeypatch, (tuple(Oracle(book, range(len(book))).claims),))
    assert any("too" in fault for _, fault in faults_of([case]))


def test_what_is_undecided_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    """Cases as small as these have an answer."""
    answer(monkeypatch, (), (((0,), "out of time"),))
    assert any("undecided: out of time" in fault for _, fault in faults_of([make_case(HOLDING)]))


def test_the_command_tells_and_fails(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    """Its exit code is 1 where a case is judged otherwise; the case is shown."""
    answer(monkeypatch, ())
    assert main(["1", "--from", str(CLASHING)]) == 1
    assert f"seed {CLASHING}" in capsys.readouterr().out
    assert main(["1", "--from", str(HOLDING)]) == 0
    assert capsys.readouterr().out.startswith("1 cases, 0 batches")
