"""One claim against a dataset: the same findings as if it stood in the table, and what else a reader has to know."""

from collections.abc import Mapping
from dataclasses import replace
from functools import cache
from pathlib import Path

import pytest

from checker.assess import LEFT_OUT, assess
from checker.figures.assessment import Assessment, Claim
from checker.figures.dates import iso, read_day
from checker.figures.errors import CannotCheckError
from checker.figures.report import Report
from checker.loading import load_files, load_mapped, read_files
from checker.pipeline import Choice, check
from checker.timings import Timings
from tests.helpers import HEADER, dataset_of, table_of
from tests.intake.foreign_tables import foreign_of

KURSK = read_files(Path(__file__).parent.parent / "datasets" / "kursk-2024")
CLAIM = Claim(
    "north-korean-forces", "kursk-oblast", "killed", "3,000 to 4,000", "The Example Times", "2025-01-24", "2025-01-15"
)
ROWS = (
    'a,army,front,killed,"1,000",2024-05-01,2024-05-02,staff',
    'b,army,front,killed,"1,100",2024-05-20,2024-05-21,monitor',
    'c,army,front,deployed,"10,000",2024-05-01,2024-05-02,staff',
    'd,army,front,casualties,"3,000",2024-05-20,2024-05-21,monitor',
)
SMALL = Claim("army", "front", "killed", "900", "paper", "2024-06-01", "2024-05-25")


def ask(claim: Claim = CLAIM, *, known_on: str = "", choice: Choice | None = None) -> Assessment:
    """A claim against Kursk."""
    day = read_day(known_on) if known_on else None
    return assess(lambda added: load_files(*KURSK, known_on=day, added=added), claim, choice=choice)


def ask_small(
    claim: Claim = SMALL, *rows: str, header: str = HEADER, populations: str = "", sources: str = ""
) -> Assessment:
    """A claim against a few rows."""
    table = table_of(*(rows or ROWS), header=header)
    return assess(lambda added: dataset_of(table, populations=populations, sources=sources, added=added), claim)


@cache
def kursk() -> Assessment:
    """The claim of the article, asked once."""
    return ask()


def test_three_to_four_thousand_killed() -> None:
    """With whom it clashes and by how much, with whom it agrees, its share of those sent, and who stands behind it."""
    found = kursk()
    assert {finding.code for finding in found.clashes} == {"C401", "C402"}
    assert {figure for finding in found.clashes for figure in found.opposed(finding)} >= {"r079", "r100", "r108"}
    assert "the gap is 1,900, 2.7 times" in " ".join(finding.message for finding in found.clashes)
    assert "zelensky" in {one.source for one in found.holding("agrees")}
    assert {one.source for one in found.holding("differs")} == {"western-officials"}
    assert {one.source for one in found.holding("apart in time")} == {"nis"}
    share, wounded = found.ratios
    assert (share.code, share.role, share.value, share.severity) == ("R201", "numerator", "26 to 38 %", "note")
    assert share.reference is not None
    assert (share.reference["n"], int(share.reference["low"]), int(share.reference["high"])) == (1310, 80, 90)
    assert (wounded.code, wounded.role) == ("R202", "denominator")
    assert found.independence.origins == len(found.independence.sources) == 5
    assert found.independence.camps == ("north-korea", "south-korea", "ukraine", "western")
    fitting, *others = found.only_if
    assert fitting.endswith("or those it clashes with gave way")
    assert others == ["at least 15,000 had been deployed", "at most 2,750 had been killed"]
    assert list(found.implied or ()) == [177, 2450]
    assert ("r083", "measure") in {(reading.figure, reading.change) for reading in found.readings}


@cache
def all_of_kursk() -> Report:
    """What is found in the shipped dataset, readings left out."""
    return check(load_files(*KURSK), readings=lambda _: False)


@pytest.mark.parametrize(
    "figure",
    ["r079", "r063"]
    + [
        pytest.param(figure, marks=pytest.mark.long)
        for figure in ("r123", "r148", "r100", "r110", "r149", "r064", "r167", "r201")
    ],
)
def test_a_claim_is_judged_as_a_row_would_be(figure: str) -> None:
    """A row that no other refers to, taken out and asked about, meets the findings that it has where it stands."""
    whole = all_of_kursk().dataset
    at, table = whole.position[figure], whole.tables["figures.csv"]
    row = int(whole.figures["row"].iloc[at])
    cells = {name: table.column(name)[row] for name in table.header}
    lines = KURSK.files["figures.csv"].decode().splitlines(keepends=True)
    without = "".join(line for line in lines if not line.startswith(f"{figure},")).encode()
    names = ("population", "scope", "measure", "reported", "source", "published", "as_of", "period_start", "share_of")
    claim = Claim(**{name: cells[name] for name in names})
    files = {**KURSK.files, "figures.csv": without}
    found = assess(lambda added: load_files("kursk-2024", files, added=added), claim)
    there = [f for f in all_of_kursk().findings if figure in f.figures and f.code not in LEFT_OUT]
    asked = [*found.clashes, *found.others]
    # of two statements one set is told, and which depends on ids: figures are dropped in the order of days and ids
    asked, there = ([f for f in some if f.code != "C402"] for some in (asked, there))
    assert sorted(f.code for f in asked) == sorted(f.code for f in there)
    leading = {f.message for f in there if figure in f.figures[:2]}
    assert leading <= {f.message for f in asked}


def test_known_on_and_choice() -> None:
    """Later figures are left out, also of the counts; codes may be chosen, ratios among them."""
    then = ask(known_on="2025-01-24")
    assert (then.report.known_on, then.dataset.read) == ("2025-01-24", 126)
    assert {figure for finding in then.clashes for figure in then.opposed(finding)} >= {"r079"}
    only = ask(choice=Choice(select=("R202",)))
    assert ([line.code for line in only.ratios], only.clashes) == (["R202"], ())


def test_the_claim_is_in_no_file() -> None:
    """Its cells have no place; those of the figures beside it keep theirs, and the dataset counts without it."""
    found = kursk()
    for finding in (*found.clashes, *found.others):
        assert all(place.row < found.dataset.read for place in finding.places)
    clash = next(finding for finding in found.clashes if "r100" in finding.figures)
    lines = {location.line for location in found.report.locations(clash)}
    raw = KURSK.files["figures.csv"].decode().splitlines()
    assert {raw[line - 1].split(",")[0] for line in lines} == set(found.opposed(clash))
    assert (found.dataset.read, found.report.dataset.read) == (219, 220)


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"population": "North-Korean forces"}, None),
        ({"population": "NORTH KOREAN FORCES", "scope": "kursk oblast", "measure": "Killed", "source": "NIS"}, None),
        ({"population": "north-korea"}, "--population: the dataset has no 'north-korea'; the nearest is north-korean"),
        ({"scope": "zzz"}, "--scope: the dataset has no 'zzz'; known are donetsk-occupied, kurilovka-2024-12"),
        ({"measure": "kiled"}, "--measure: the dataset has no 'kiled'; the nearest is killed"),
        ({"reported": "a handful"}, "--reported: “a handful” cannot be read"),
        ({"reported": ""}, "--reported: There is no amount"),
        ({"as_of": "15 January"}, "--as-of: “15 January” cannot be read"),
        ({"as_of": "2025-02-01"}, "--as-of: It counts up to “2025-02-01”"),
        ({"published": "soon"}, "--published: “soon” cannot be read"),
        ({"source": " "}, "--source: source is blank"),
        ({"share_of": "deployd", "reported": "a third"}, "--share-of: In share_of, “deployd” is neither"),
        ({"source": "p\udcff"}, "--source: is not UTF-8"),
        ({"reported": "9" * 1001}, "--reported: 1,001 characters; at most 1,000 are read"),
    ],
)  # fmt: skip
def test_words_are_resolved_or_refused(changes: Mapping[str, str], words: str | None) -> None:
    """Ids or names in any letters; what the dataset has not is one line, with the nearest that it has."""
    claim = replace(CLAIM, **changes)
    if words is None:
        told = ask(claim).claim
        assert (told.population, told.scope, told.measure) == ("north-korean-forces", "kursk-oblast", "killed")
        assert told.source == ("nis" if claim.source == "NIS" else "The Example Times") or claim.source == "NIS"
        return
    with pytest.raises(CannotCheckError) as caught:
        ask(claim)
    assert str(caught.value).startswith(words)


@pytest.mark.parametrize(("number", "end"), [(12, "p10"), (13, "p10 and others")])
def test_twelve_of_those_that_are_known_are_named(number: int, end: str) -> None:
    """And of more it is said that there are others."""
    people = "".join(f"p{at:02},\n" for at in range(number - 1))
    with pytest.raises(CannotCheckError, match=r"known are army, p00, p01, .*" + f"{end}$"):
        ask_small(replace(SMALL, population="zzzzzzzz"), populations="id,name\narmy,\n" + people)


def test_a_name_that_two_bear_is_refused() -> None:
    """The reader has to say which; the id says it."""
    names = "id,name\narmy,The army\nother,the Army\n"
    with pytest.raises(CannotCheckError, match=r"^--population: 'THE ARMY' may be army or other; give the id$"):
        ask_small(replace(SMALL, population="THE ARMY"), populations=names)
    assert ask_small(replace(SMALL, population="army"), populations=names).claim.population == "army"


def test_a_source_may_be_new_or_known_by_name() -> None:
    """An unknown one makes no fault of form, even where sources are listed."""
    names = "id,name\nstaff,The staff\nmonitor,\n"
    assert ask_small(replace(SMALL, source="the STAFF"), sources=names).claim.source == "staff"
    found = ask_small(sources=names)
    assert found.claim.source == "paper"
    assert not [f for f in (*found.clashes, *found.others) if f.code.startswith("F")]


def test_a_table_that_lacks_the_columns_of_the_claim_gets_them() -> None:
    """A period claim against a table without period_start, and with another id where "claim" is taken."""
    rows = (*ROWS, "claim,army,front,killed,50,2024-05-01,2024-05-02,radio")
    found = ask_small(replace(SMALL, period_start="2024-05-20", reported="500"), *rows)
    assert found.quote.id == "claim.2"
    assert found.quote.as_of == "from 20 May 2024 to 25 May 2024"
    (rate,) = (line for line in found.ratios if line.code == "R203")
    assert (rate.severity, rate.side, rate.role) == ("", "", "numerator")
    assert "inside the bands (note above 12 %, warning above 18 %)" in rate.message


def test_faults_of_other_rows_are_no_faults_of_the_claim() -> None:
    """A table with an unreadable row can be asked; how many rows were rejected is known."""
    found = ask_small(SMALL, *ROWS, "e,army,front,killed,a handful,2024-05-01,2024-05-02,radio")
    assert (found.dataset.read, found.dataset.rejected) == (5, 1)
    assert not [f for f in (*found.clashes, *found.others) if f.code.startswith("F")]


def test_a_share_is_set_beside_shares_only() -> None:
    """A third of those deployed is above the band by itself; counts are no neighbours of it."""
    found = ask_small(replace(SMALL, measure="casualties", share_of="deployed", reported="a half"))
    (line,) = found.ratios
    assert (line.code, line.other, line.side, line.only_if) == ("R201", "", "above", "")
    assert found.neighbours == ()


def test_nothing_to_compare_with() -> None:
    """A quantity that nobody else counts has no origins, no ratio, no neighbour, no clash."""
    found = ask_small(replace(SMALL, measure="captured", as_of=""))
    assert (found.clashes, found.ratios, found.neighbours, found.only_if) == ((), (), (), ())
    assert found.independence.origins == found.independence.figures == 0
    assert [taken.figure for taken in found.report.assumptions] == ["claim"]


def test_what_its_own_source_said_is_not_two_witnesses() -> None:
    """A total below the source's own earlier one is a fall, and its range is told for the claim."""
    found = ask_small(replace(SMALL, source="staff", reported="800"))
    assert {f.code: f.severity for f in found.clashes} == {"T301": "error", "C401": "warning"}
    assert {one.source for one in found.neighbours} == {"monitor"}
    assert found.only_if == ("it were at least 1,100, or those it clashes with gave way",)


def test_no_number_would_fit() -> None:
    """Below one's floor and above another's ceiling: nothing is left for it, and that is said."""
    rows = (*ROWS[:2], "e,army,front,killed,700,2024-05-30,2024-05-31,radio")
    found = ask_small(SMALL, *rows)
    (words,) = found.only_if
    assert words.startswith("no number would fit, since some figures need at least 1,100 and some at most 700, or ")


def test_a_foreign_table_can_be_asked() -> None:
    """By a map; the claim has no place in the foreign file."""
    foreign = foreign_of(table="side,year,dead\nA,1990,10\nB,1990,20\n")
    claim = Claim("a", "war", "killed", "5", "paper", "2018-07-01", "1991")
    found = assess(lambda added: load_mapped("deaths", foreign, added=added), claim)
    assert [finding.code for finding in found.clashes] == ["C401"]
    assert {place.file for place in found.report.locations(found.clashes[0])} == {"deaths.csv"}


def test_timings_and_today() -> None:
    """Seconds for loading, every rule and the rest; the day that the user gave is in the report."""
    clock = Timings()
    found = assess(
        lambda added: dataset_of(table_of(*ROWS), today=read_day("2024-07-01"), added=added), SMALL, timings=clock,
        today="2024-07-01",
    )  # fmt: skip
    assert {"load", "C401", "assess"} <= set(clock.seconds)
    assert found.report.today == "2024-07-01"
    assert iso(read_day("2024-07-01")) == "2024-07-01"
