"""Losses per day, judged by the kindest counts of two ranges and by the length of the period."""

from hypothesis import given
from hypothesis import strategies as st

from checker.figures.daily import by_length
from checker.figures.ratios import Band, shipped_ratios
from checker.figures.reference import shipped_classes
from tests.helpers import dataset_of, examples, findings_of, table_of

HEADER = "id,population,scope,measure,low,high,period_start,as_of,published,source"
SHIPPED = shipped_ratios()["R203"]
Range = tuple[int, int]
ranges = st.tuples(st.integers(0, 60), st.integers(0, 60)).map(lambda ends: (min(ends), max(ends)))


def test_the_bands_are_the_percentiles_of_battles_of_that_length() -> None:
    """The 90th and the 95th, by the class that holds the length."""
    classes = shipped_classes()
    lengths = {1: "1", 2: "2-3", 3: "2-3", 4: "4-7", 7: "4-7", 8: "8-on", 400: "8-on"}
    for days, name in lengths.items():
        past, ratio = classes[f"cdb90-day-days-{name}"], by_length(SHIPPED, days)
        assert ratio.reference == past.name
        assert ratio.bands == (
            Band("warning", above=past.percentiles[95]),
            Band("note", above=past.percentiles[90]),
        )


def test_bands_and_class_of_a_dataset_are_kept() -> None:
    """They are for periods of any length."""
    own = {"R203": {"note": {"above": 0.5}, "reference": "cdb90-day"}}
    ratio = by_length(shipped_ratios(own)["R203"], 3)
    assert (ratio.bands, ratio.reference) == ((Band("note", above=0.5),), "cdb90-day")


@given(st.lists(st.tuples(ranges, ranges, st.integers(1, 12)), min_size=1, max_size=30))
@examples(10)
def test_the_kindest_counts_judge(cases: list[tuple[Range, Range, int]]) -> None:
    """The severity is that of the fewest losses over the largest strength; over nobody there is none."""
    rows = [
        f"{number}-{measure},{number},y,{measure},{low},{high},{start},2024-01-{days:02},2024-02-01,s"
        for number, (losses, strength, days) in enumerate(cases)
        for measure, (low, high), start in (("losses", losses, "2024-01-01"), ("present", strength, ""))
    ]
    found = findings_of(dataset_of(table_of(*rows, header=HEADER)), "R203")
    told = {int(finding.figures[0].partition("-")[0]): finding.severity for finding in found}
    for number, ((least, _), (_, most), days) in enumerate(cases):
        rate = least / most / days if most else 0
        passed = [band.severity for band in by_length(SHIPPED, days).bands if rate > band.above]
        assert told.get(number) == (passed[0] if passed else None)
