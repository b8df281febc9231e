"""What the others leave for a member of a conflict set."""

from collections.abc import Collection

import pytest

from checker.figures.book import Book
from checker.joint.claims import Claims
from checker.joint.conflicts import conflict_sets
from checker.joint.network import Network
from checker.joint.repairs import needed
from checker.joint.solver import UndecidedError
from checker.pipeline import check
from tests.helpers import dataset_of, findings_of, table_of
from tests.joint.test_shortcuts import alone

HEADER = "id,population,scope,measure,share_of,low,high,as_of,published,source"
SINCE = "id,part_of,since\nfront,,2024-01-10\neast,front,2024-01-09\n"


def test_a_count_that_may_fall_is_left_any_number_from_0_on() -> None:
    """Within a window more of the wounded may have died than were wounded; a figure is at least 0 all the same."""
    table = table_of(
        "a,army,front,captured,,401,401,2024-01-13,2024-01-14,agency",
        "b,army,front,wounded,,402,402,2024-01-13,2024-01-15,ministry",
        "c,army,front,killed_wounded_captured,,601,601,2024-01-13,2024-01-16,president",
        header=HEADER,
    )
    (found,) = findings_of(dataset_of(table, scopes=SINCE), "C402")
    assert [(one.figure, one.low, one.high, one.gap) for one in found.repairs] == [
        ("a", 0, 199, 202), ("b", 0, 200, 202), ("c", 803, None, 202),
    ]  # fmt: skip


def test_a_share_has_a_range_in_percent() -> None:
    """Rounded to what it may be for certain; one that is too small has no upper end where none is left."""
    table = table_of(
        "a,army,front,casualties,,1001,1001,2024-01-13,2024-01-14,agency",
        "b,army,front,killed,casualties,5,10,2024-01-13,2024-01-14,agency",
        "c,army,front,killed,,301,,2024-01-12,2024-01-21,president",
        header=HEADER,
    )
    (found,) = [f for f in check(dataset_of(table)).findings if f.code == "C402"]
    (share,) = (one for one in found.repairs if one.figure == "b")
    assert (share.low, share.high, share.gap) == (30.07, 100, 20.07)
    assert found.message.endswith("3.0 times.")


def test_a_member_whose_dates_alone_matter_has_no_number_that_would_do() -> None:
    """A count of one day, of a statement whose day is not known, is why its other total is of that day too."""
    table = table_of(
        "a,army,front,killed,0,2,2024-03-03,,2024-03-03,agency,two",
        "b,army,front,killed,3,3,,,2024-03-03,agency,two",
        "c,army,front,killed,6,6,,2024-03-03,2024-03-03,ministry,",
        header="id,population,scope,measure,low,high,period_start,as_of,published,source,statement",
    )
    (found,) = findings_of(dataset_of(table), "C402")
    assert found.figures == ("a", "b", "c")
    assert [(one.figure, one.low, one.high, one.gap) for one in found.repairs] == [("b", 6, 6, 3), ("c", 3, 3, 3)]
    assert found.evidence["arithmetic"] == (
        "At least 6 by 3 March 2024 is more than 3 by some day from 2 February to 3 March 2024. "
        "agency's at most 2 killed, whatever its number, leaves the others no other day."
    )


def test_a_share_of_none_has_no_percentage_that_would_do() -> None:
    """Part of nobody is nobody; the count that it is a share of and the part would have to be others."""
    table = table_of(
        "a,army,front,casualties,,0,0,,2024-03-01,2024-03-01,agency",
        "b,army,front,casualties,a,25,50,2024-03-02,2024-03-03,2024-03-03,agency",
        "c,army,front,casualties,,6,6,2024-03-02,2024-03-03,2024-03-03,agency",
        header="id,population,scope,measure,share_of,low,high,period_start,as_of,published,source",
    )
    report = check(dataset_of(table))
    assert not report.undecided
    (found,) = [f for f in report.findings if f.code == "C402"]
    assert found.figures == ("a", "b", "c")
    assert [(one.figure, one.low, one.high, one.gap) for one in found.repairs] == [("a", 12, 24, 12), ("c", 0, 0, 6)]
    assert found.evidence["arithmetic"] == (
        "At least 6 from 2 March 2024 to 3 March 2024 is more than 0 by 1 March 2024. "
        "agency's 25 to 50 % casualties, whatever its number, does not fit the others."
    )


def test_where_no_number_of_one_member_would_do_nothing_is_said() -> None:
    """Figures that clash twice over hold with no other number of one of them."""
    rows = [
        f"{measure}{number},army,front,{measure},,{number},{number},2024-01-{20 - number},2024-01-21,agency"
        for measure in ("killed", "captured") for number in (9, 5)
    ]  # fmt: skip
    book = Book(dataset_of(table_of(*rows, header=HEADER)))
    found, ends = conflict_sets(book), (book.column("low"), book.column("high"))
    assert len(found.sets) == 2
    for figures in found.sets:
        assert len(needed(*_claims(book, figures), figures, ends)) == 2
    with pytest.raises(UndecidedError):
        needed(*_claims(book, range(4)), range(4), ends)


def _claims(book: Book, figures: Collection[int]) -> tuple[Claims, Network]:
    part = alone(book, conflict_sets(book), figures)
    return part.claims, part.net
