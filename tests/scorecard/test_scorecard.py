"""The scorecard counts what it says it counts."""

import random
from dataclasses import replace

import pytest

from checker.figures.findings import Finding, Reading
from checker.pipeline import check
from tests.joint.true_history import dataset_of_history
from tests.scorecard.__main__ import main
from tests.scorecard.faults import FAULTS, Fault, planted
from tests.scorecard.scoring import COLUMNS, TABLES, Score, tally

DIGITS = next(fault for fault in FAULTS if fault.change == "digits")
FALL = next(fault for fault in FAULTS if fault.name == "fall")


def clash(*figures: str, reading: str = "") -> Finding:
    """A clash of some figures, with a reading of the first one or none."""
    readings = (Reading(figures[0], reading, "12", "21", ""),) if reading else ()
    return Finding("C402", "joint-conflict", "warning", "", figures=figures, readings=readings)


def test_a_fault_that_is_read_rightly_counts_in_every_column() -> None:
    """Detectable, found, read, and named; other clashes are false alarms."""
    after = [clash("a", "b", reading="digits"), clash("b", "c")]
    counted = tally(DIGITS, "a", [clash("d", "e")], after, possible=False)
    assert counted == Score(datasets=1, detectable=1, found=1, read=1, named=1, clean=1, beside=1)


@pytest.mark.parametrize("clashes", [[clash("a", "b", reading="zero")], [clash("b", "a", reading="digits")]])
def test_a_wrong_reading_names_nothing(clashes: list[Finding]) -> None:
    """Neither another change, nor the right change of another figure."""
    assert tally(DIGITS, "a", [], clashes, possible=False) == Score(datasets=1, detectable=1, found=1, read=1)


def test_a_fault_without_a_reading_of_its_own_is_never_named() -> None:
    """Where no change stands for it, the column stays empty."""
    counted = tally(FALL, "a", [], [clash("a", "b", reading="")], possible=False)
    assert counted == Score(datasets=1, detectable=1, found=1)


def test_what_is_possible_is_a_false_alarm() -> None:
    """A clash with the figure, where a history satisfies all of them."""
    assert tally(DIGITS, "a", [], [clash("a", "b")], possible=True) == Score(datasets=1, beside=1)


@pytest.mark.parametrize("tables", TABLES)
@pytest.mark.parametrize("fault", FAULTS, ids=lambda fault: fault.name)
def test_a_fault_changes_one_figure_and_no_form(fault: Fault, tables: str) -> None:
    """Every row but one is as it was, and none leaves the book."""
    history = TABLES[tables](3, 60)
    after = planted(random.Random(3), history, fault)  # noqa: S311  (not for secrets)
    assert after is not None
    changed = [row["id"] for row, said in zip(after.rows, history.figures, strict=True) if row != said.row]
    assert changed == [after.figure]
    assert dataset_of_history(history, after.rows).rejected == 0


def test_no_figure_may_be_fit_for_a_fault() -> None:
    """Then none is planted."""
    history = TABLES["weekly"](3, 60)
    only_shares = replace(FALL, plant=lambda *_: None)
    assert planted(random.Random(3), history, only_shares) is None  # noqa: S311  (not for secrets)
    assert check(dataset_of_history(history)).dataset.rejected == 0


def test_the_command_prints_a_line_for_each_fault(capsys: pytest.CaptureFixture[str]) -> None:
    """The same numbers for the same seed; all datasets are counted, and none is found that is not there."""
    asked = ["--datasets", "1", "--figures", "12", "--seed", "5", "--only", "fall", "zero"]
    main(asked)
    first = capsys.readouterr().out
    main(asked)
    assert first == capsys.readouterr().out
    header, _, *rows = [[cell.strip() for cell in line.split("|")[1:-1]] for line in first.splitlines()]
    assert header == list(COLUMNS)
    assert [row[0] for row in rows] == ["zero added", "zero lost", "fall", "all"]
    assert [row[1] for row in rows] == ["1", "1", "1", "3"]
    assert [row[5] for row in rows][2] == ""
    for column in (2, 3, 6, 7):
        assert sum(int(row[column]) for row in rows[:-1]) == int(rows[-1][column])
    assert all(int(row[3]) <= int(row[2]) for row in rows)
