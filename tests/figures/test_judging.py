"""Ratios judged by the kindest bound: a finding only if no count in both ranges has a plausible ratio."""

import math
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from checker.figures.book import Book
from checker.figures.findings import Finding
from checker.figures.judging import judge_one
from checker.figures.ratios import Ratio, shipped_ratios
from tests.helpers import dataset_of, examples, findings_of, table_of

SIZE = 30
Range = tuple[int, int | None]
HEADER = "id,population,scope,measure,low,high,as_of,published,source"
closed = st.tuples(st.integers(0, SIZE), st.integers(0, SIZE)).map(lambda ends: (min(ends), max(ends)))
ranges: st.SearchStrategy[Range] = closed | st.integers(0, SIZE).map(lambda low: (low, None))


def judged(code: str, measures: tuple[str, str], pairs: list[tuple[Range, Range]]) -> dict[str, Finding]:
    """The findings of a ratio by population, one for each pair of figures of one statement."""
    rows = [
        f"{measure}-{number},{number},y,{measure},{low},{'' if high is None else high},2024-01-05,2024-01-06,s"
        for number, pair in enumerate(pairs)
        for measure, (low, high) in zip(measures, pair, strict=True)
    ]
    found = findings_of(dataset_of(table_of(*rows, header=HEADER)), code)
    assert len({finding.figures for finding in found}) == len(found)
    return {finding.figures[0].rpartition("-")[2]: finding for finding in found}


def severity(ratio: Ratio, tops: list[float], bottoms: list[float]) -> str:
    """The band that the ratios of all counts leave; over nobody a ratio has no upper end."""
    if max(bottoms) == 0:
        return ""
    values = [top / bottom if bottom else math.inf for top in tops for bottom in bottoms if bottom or min(bottoms) == 0]
    for band in ratio.bands:
        if all(value > band.above for value in values) or all(value < band.below for value in values):
            return band.severity
    return ""


def counts(ends: Range) -> list[float]:
    """Every count of a range; of one without an upper end also one that is beyond all others."""
    low, high = ends
    return [*range(low, SIZE + 1), 1e9] if high is None else [*range(low, high + 1)]


@pytest.mark.parametrize(
    ("code", "measures"), [("R201", ("casualties", "deployed")), ("R202", ("wounded", "killed"))], ids=["R201", "R202"]
)
@given(pairs=st.lists(st.tuples(ranges, ranges), min_size=1, max_size=40))
@examples(6)
def test_the_kindest_bound_judges(
    code: str, measures: tuple[str, str], pairs: list[tuple[Range, Range]]
) -> None:  # fmt: skip
    """A ratio is as severe as the mildest among all counts in the two ranges."""
    found = judged(code, measures, pairs)
    for number, (top, bottom) in enumerate(pairs):
        expected = severity(shipped_ratios()[code], counts(top), counts(bottom))
        assert (found[str(number)].severity if str(number) in found else "") == expected, (top, bottom)


@given(st.lists(st.tuples(st.integers(1, 10_000), st.integers(1, 10_000)), min_size=1, max_size=40))
@examples(6)
def test_what_is_needed_passes_and_one_less_does_not(pairs: list[tuple[int, int]]) -> None:
    """The sentence names the smallest denominator that would be plausible."""
    found = judged("R201", ("casualties", "deployed"), [((top, top), (bottom, bottom)) for top, bottom in pairs])
    for number, finding in found.items():
        top, bottom = pairs[int(number)]
        needed = int(finding.message.rpartition("at least ")[2].split()[0].replace(",", ""))
        assert top / needed <= finding.evidence["limit"] < top / (needed - 1)
        assert needed > bottom
    plausible = {str(number) for number, (top, bottom) in enumerate(pairs) if top / bottom <= 0.2}
    assert plausible.isdisjoint(found)
    assert len(plausible) + len(found) == len(pairs)


@given(st.lists(st.tuples(st.integers(1, 10**9), st.integers(1, 10**9)), min_size=1, max_size=40))
@examples(6)
def test_the_printed_numbers_never_contradict_the_verdict(pairs: list[tuple[int, int]]) -> None:
    """What is called above a limit is printed above it, what is called below one, below it."""
    rows: list[tuple[Range, Range]] = [((top, top), (bottom, bottom)) for top, bottom in pairs]
    found = [(finding, " %") for finding in judged("R201", ("casualties", "deployed"), rows).values()]
    found += [(finding, "") for finding in judged("R202", ("wounded", "killed"), rows).values()]
    for finding, unit in found:
        is_ = re.search(rf" is ([\d.,]+){unit} .*: (above|below) ([\d.,]+){unit}, so implausible", finding.message)
        assert is_, finding.message
        value, limit = (float(is_.group(at).replace(",", "")) for at in (1, 3))
        assert value > limit if is_.group(2) == "above" else value < limit, finding.message


def test_one_figure_is_judged_by_itself() -> None:
    """Its own ratio is given, inside the bands too, and no other's."""
    header = "id,population,scope,measure,reported,as_of,published,source,share_of"
    rows = [
        f"{name},{name},y,casualties,{share},2024-01-05,2024-01-06,s,deployed"
        for name, share in (("a", "5%"), ("b", "90%"))
    ]
    book = Book(dataset_of(table_of(*rows, header=header)))
    ratio = shipped_ratios()["R201"]
    assert judge_one(book, ratio, 0)[["first", "severity"]].values.tolist() == [[0, ""]]
    assert judge_one(book, ratio, 1)["first"].tolist() == [1]
