"""Where hundreds speak of one count: the strongest of the others, found without setting each beside each."""

import random

import numpy as np
import pytest

from checker.figures import crowds
from checker.figures.book import Book
from checker.figures.crowds import crowded, highest_of_others
from tests.helpers import HEADER, dataset_of, findings_of, seeds, table_of
from tests.rules.reference import header, random_book


@pytest.mark.parametrize("seed", seeds(8))
def test_the_highest_of_others_is_what_a_plain_search_finds(seed: int) -> None:
    """The value of the best offer of another source in the group up to the day, for every question."""
    rng = np.random.default_rng(seed)
    size, asks = rng.integers(1, 40, 2)
    groups, days, values, sources = (rng.integers(0, most, size) for most in (3, 10, 50, 5))
    ask_groups, ask_days, ask_sources = (rng.integers(0, most, asks) for most in (3, 10, 5))
    found = highest_of_others(groups, days, values, ask_groups, ask_days, sources=(sources, ask_sources))
    for at, best in enumerate(found.tolist()):
        fits = (groups == ask_groups[at]) & (days <= ask_days[at]) & (sources != ask_sources[at])
        assert fits.any() == (best >= 0)
        assert best < 0 or (fits[best] and values[best] == values[fits].max())


@pytest.mark.parametrize("seed", seeds(3))
def test_in_a_crowd_only_less_is_listed(seed: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where few already are a crowd, nobody clashes who did not, and where nothing was withdrawn all who clash do."""
    rng = random.Random(seed)  # noqa: S311  (not for secrets)
    rows = [row for number in range(6) for row in random_book(rng.choice, f"-{number}")]
    data = dataset_of("\n".join([header(), *(row.line for row in rows), ""]))

    def clashing() -> set[str]:
        pairs = [pair for f in findings_of(data, "T301", "C401", "C403") for pair in f.evidence["pairs"]]
        return {pair[side] for pair in pairs for side in ("earlier", "later")}

    before = clashing()
    monkeypatch.setattr(crowds, "CROWD", 1)
    after = clashing()
    assert after <= before
    if not any(row.revises for row in rows):
        assert after == before


def test_a_thousand_sources_are_not_set_beside_each_other() -> None:
    """Every figure is in a clash, and there are no more pairs than two a figure."""
    rows = [f"f{at},army,front,killed,{at + 1},2024-05-01,2024-05-{2 + at % 20:02},s{at}" for at in range(1000)]
    found = findings_of(dataset_of(table_of(*rows)), "C401")
    pairs = [pair for finding in found for pair in finding.evidence["pairs"]]
    assert len({pair[side] for pair in pairs for side in ("earlier", "later")}) == 1000
    assert len(pairs) <= 2000


@pytest.mark.parametrize("seed", seeds(4))
def test_places_are_crowded_by_their_runs(seed: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """More runs than the limit, however many figures each has."""
    rng = np.random.default_rng(seed)
    monkeypatch.setattr(crowds, "CROWD", 2)
    run = rng.integers(0, 12, 60)
    place = rng.integers(0, 5, 12)[run]
    wanted = [len({*run[place == at].tolist()}) > 2 for at in range(place.max() + 1)]
    assert crowded(place, run).tolist() == wanted
    assert set(wanted) == {True, False}
    assert crowded(place[:0], run[:0]).tolist() == [False]


def test_a_stale_number_among_many_sources_is_found(monkeypatch: pytest.MonkeyPatch) -> None:
    """T305 asks the others together where they are many, and says the same of one of them."""
    rows = [
        'a,army,front,killed,"about 300",2024-01-10,2024-01-13,agency',
        'b,army,front,killed,"1,100",2024-03-01,2024-03-02,officials',
        'c,army,front,killed,"about 300",2024-03-20,2024-03-21,agency',
    ]
    each = findings_of(dataset_of(table_of(*rows)), "T305")
    monkeypatch.setattr(crowds, "CROWD", 0)
    assert findings_of(dataset_of(table_of(*rows)), "T305") == each
    assert [finding.figures for finding in each] == [("c", "a", "b")]


def test_a_source_that_revises_hundreds_of_times_is_compared_within_each_revision() -> None:
    """A fall inside a revision is found; what it withdrew is not compared."""
    rows = [
        f"f{at},army,front,killed,{1000 - at},2024-01-01,{_day(at)},s,{f'f{at - 1}' if at else ''}" for at in range(300)
    ]
    rows.append(f"z,army,front,killed,1,2024-01-01,{_day(300)},s,")
    found = findings_of(dataset_of(table_of(*rows, header=f"{HEADER},revises")), "T301")
    assert [finding.figures for finding in found] == [("f299", "z")]
    assert len(Book(dataset_of(table_of(*rows, header=f"{HEADER},revises")))) == 301


def _day(number: int) -> str:
    return str(np.datetime64("2024-02-01") + np.timedelta64(number, "D"))
