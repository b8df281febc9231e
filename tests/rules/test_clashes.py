"""T301, C401 and C403 together, against a reference that compares each figure with each."""

import random
from collections.abc import Iterator, Sequence
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from checker.figures.dataset import Dataset
from checker.figures.findings import Finding
from tests.helpers import dataset_of, examples, findings_of, seeds
from tests.rules.reference import Reference, Row, header, random_book

CODES = ("C401", "C403", "T301")
TREE = "id,may_fall\n"


def dataset_from(books: Sequence[Sequence[Row]]) -> Dataset:
    """One dataset of several books of rows."""
    rows = [row for book in books for row in book]
    names = sorted({row.population for row in rows})
    populations = TREE + "".join(f"{name},{'yes' if name.startswith('rest') else ''}\n" for name in names)
    dataset = dataset_of("\n".join([header(), *(row.line for row in rows), ""]), populations=populations)
    assert dataset.rejected == 0, [finding.message for finding in dataset.findings]
    return dataset


def named_pairs(findings: Sequence[Finding]) -> Iterator[tuple[str, str, str, float]]:
    """The code, the two figures and the gap of each pair that findings name in their evidence."""
    for finding in findings:
        for pair in finding.evidence["pairs"]:
            yield finding.code, pair["earlier"], pair["later"], pair["gap"]


def compare(books: Sequence[Sequence[Row]]) -> None:
    """Fail unless the findings are about exactly the figures that clash, and every pair that they name is a clash."""
    dataset = dataset_from(books)
    findings = findings_of(dataset, *CODES, "P501")
    clashes = [finding for finding in findings if finding.code in CODES]
    references = [Reference(rows) for rows in books]
    real = {pair: code for reference in references for pair, code in reference.pairs.items()}
    home = {figure: reference for reference in references for figure in reference.rows}
    named = list(named_pairs(clashes))
    for code, earlier, later, gap in named:
        f, g = home[earlier].rows[earlier], home[earlier].rows[later]
        assert (code, gap) == (real.get((earlier, later)), f.least - g.most), (f, g)
    assert len({pair[1:3] for pair in named}) == len(named)
    assert {figure for pair in named for figure in pair[1:3]} == {f for r in references for f in r.figures}
    for finding in clashes:
        _check_one(finding, home[finding.figures[0]])
    for finding in findings:
        if finding.code == "P501":
            assert not {finding.figures, finding.figures[::-1]} & real.keys()


def _check_one(finding: Finding, reference: Reference) -> None:
    """The lead, the members and the severity of one finding."""
    evidence: dict[str, Any] = dict(finding.evidence)
    lead = evidence["earlier"], evidence["later"]
    pairs = [(pair["earlier"], pair["later"]) for pair in evidence["pairs"]]
    assert finding.figures[:2] == lead
    assert lead in pairs
    assert (finding.severity == "note") == reference.is_note(*lead)
    if finding.code == "T301":
        assert set(evidence["still_below"]) <= {later for _, later in pairs} - {lead[1]}
        below = [pair for pair in pairs if pair[1] in evidence["still_below"]]
        assert len(finding.figures) == 2
        assert all(reference.rows[g].series == reference.rows[lead[0]].series for _, g in below)
    else:
        assert set(finding.figures) == {figure for pair in pairs for figure in pair}
        worst = max(pairs, key=lambda pair: (not reference.is_note(*pair), _gap(reference, pair)))
        assert reference.is_note(*worst) == (finding.severity == "note")
        assert _gap(reference, worst) == evidence["gap"]


def _gap(reference: Reference, pair: tuple[str, str]) -> float:
    return reference.rows[pair[0]].least - reference.rows[pair[1]].most


@st.composite
def books(draw: st.DrawFn) -> list[Row]:
    """A small book."""
    return random_book(lambda choices: draw(st.sampled_from(choices)))


@given(st.lists(books(), min_size=1, max_size=1))
@examples(8)
def test_a_small_book_clashes_as_its_pairs_do(rows: list[list[Row]]) -> None:
    """The figures in findings are those in clashing pairs, and no pair is named that does not clash."""
    compare(rows)


@pytest.mark.parametrize("seed", seeds(4))
def test_many_small_books_side_by_side_clash_as_their_pairs_do(seed: int) -> None:
    """The same for hundreds of books in one dataset, none of which has to do with another."""
    rng = random.Random(seed)  # noqa: S311  (not for secrets)
    compare([random_book(rng.choice, f"-{number}") for number in range(300)])


def test_the_reference_sees_every_code() -> None:
    """The random books hold clashes of every kind, so that the comparison is not of nothing with nothing."""
    rng = random.Random(1)  # noqa: S311  (not for secrets)
    found = [Reference(random_book(rng.choice)).pairs for _ in range(300)]
    counts = {code: sum(code in pairs.values() for pairs in found) for code in CODES}
    assert min(counts.values()) > 20, counts
