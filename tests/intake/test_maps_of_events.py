"""Shipped maps whose tables nobody here may keep, on small made-up tables of the same shape."""

from collections.abc import Sequence
from pathlib import Path

import pytest

from checker import cli
from checker.figures.dataset import Dataset
from checker.figures.dates import iso
from checker.loading import load
from checker.pipeline import check

TODAY = 739_920  # the end of October 2026
GED = (
    "id,relid,year,code_status,type_of_violence,side_a,side_b,where_coordinates,adm_1,adm_2,country,region,date_prec,"
    "date_start,date_end,deaths_a,deaths_b,deaths_civilians,deaths_unknown,best,high,low"
)
MIDNIGHT = "2024-05-01 00:00:00.000"
EVENTS = (
    GED,
    f"1,X-1,2024,Clear,1,Government of A,Rebels,Old Town,North,,Avaria,Asia,1,{MIDNIGHT},{MIDNIGHT},2,3,0,1,6,9,6",
    "2,X-2,2024,Clear,3,Rebels,Civilians,,,,Avaria,Asia,4,2024-05-01,2024-05-31,0,0,12,0,12,30,10",
    "3,X-3,2024,Clear,1,Government of A,Rebels,Old Town,North,,Avaria,Asia,1,2024-05-02,2024-05-02,2,3,0,1,7,9,7",
)
STRIKES = (
    "Strike ID,Date,Country,Most Specific Location,Minimum total people killed,Maximum total people killed,"
    "Minimum civilians reported killed,Maximum civilians reported killed,Minimum children reported killed,"
    "Maximum children reported killed,Minimum reported injured,Maximum reported injured"
)
ACLED = "event_id_cnty,event_date,year,time_precision,actor1,actor2,country,region,admin1,location,source,fatalities"
MADE_UP = {
    "ucdp-ged": EVENTS,
    "ucdp-candidate": EVENTS,
    "acled": (
        ACLED,
        "AVA1,2024-05-10,2024,1,Rebels,,Avaria,Asia,North,Old Town,Paper; Radio,4",
        "AVA2,10 May 2024,2024,2,Rebels,Army,Avaria,Asia,,Old Town,Paper,5",
        "AVA3,15 May 2024,2024,3,Rebels,Army,Avaria,Asia,North,Old Town,Paper,6",
        "AVA4,15 May 2024,2024,1,Protesters,,Avaria,Asia,North,Old Town,Paper,0",
    ),
    "min-max-incidents": (
        STRIKES,
        "AV001,31/01/2017,Avaria,Old Town,3,6,0,2,0,0,1,4",
        "AV002,2017-02-01,Avaria,,2,4,5,6,0,1,-,-",
        "AV003,03/02/2017,Avaria,Old Town,4,3,0,0,0,0,0,0",
    ),
    "prio-battle-deaths": (
        "id,year,bdeadlow,bdeadhig,bdeadbes,location",
        "7,1990,25,999,-999,Avaria",
        "7,1991,25,999,300,Avaria",
    ),
    "gtd": (
        "eventid,iyear,imonth,iday,extended,country_txt,region_txt,city,nkill,nkillter,nwound,nwoundte",
        "202005010001,2020,5,1,0,Avaria,Asia,Old Town,4,1,10,0",
        "202005000002,2020,5,0,0,Avaria,Asia,Old Town,2,0,,-99",
        "202000000003,2020,0,0,0,Avaria,Asia,,1,0,0,0",
        "202011010004,2020,11,1,1,Avaria,Asia,Old Town,0.5,0,3,0",
        "202011020005,2020,11,2,0,Avaria,Asia,Old Town,1,2,0,0",
    ),
    "totals-by-date": (
        "date,source,killed,wounded,captured,missing",
        '2024-05-01,Ministry,"1,200",about 3000,-,40',
        "2024-05-08,Ministry,1150,3200,n/a,35",
    ),
}


def written(folder: Path, name: str, lines: Sequence[str] = ()) -> Path:
    """A made-up table in a file."""
    path = folder / f"{name}.csv"
    path.write_text("\n".join(lines or MADE_UP[name]) + "\n", encoding="utf-8")
    return path


def data_of(folder: Path, name: str) -> Dataset:
    """A made-up table, mapped."""
    return load(written(folder, name), map=name, today=TODAY)


def periods(data: Dataset) -> dict[str, tuple[str, str]]:
    """The first and the last day that each figure counts."""
    figures = data.figures
    return {
        figure: (iso(first), iso(last))
        for figure, first, last in zip(figures["id"], figures["period_start"], figures["as_of_last"], strict=True)
    }


def amounts(data: Dataset) -> dict[str, tuple[float, float]]:
    """Low and high of each figure."""
    figures = data.figures
    return {
        figure: (low, high) for figure, low, high in zip(figures["id"], figures["low"], figures["high"], strict=True)
    }


def found(data: Dataset, *codes: str) -> list[tuple[str, ...]]:
    """The figures of the findings of some codes."""
    return [finding.figures for finding in check(data).findings if finding.code in codes]


@pytest.mark.parametrize("name", MADE_UP)
def test_a_map_goes_through_check_and_import(
    name: str, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """As a user does both, and the dataset that was imported has the findings of the table."""
    monkeypatch.chdir(tmp_path)
    table = written(tmp_path, name)
    said = []
    for arguments in (
        ["check", table, "--map", name, "--format", "markdown"],
        ["import", table, "--map", name, "-o", "made"],
        ["check", "made", "--format", "markdown"],
    ):
        with pytest.raises(SystemExit) as stop:
            cli.main([str(word) for word in arguments] + ["--fail-on", "never"] * (arguments[0] == "check"))
        assert not stop.value.code
        said.append(capsys.readouterr().out)
    assert "cannot be used" in said[1]
    assert said[0].count("F0") == said[2].count("F0")


@pytest.mark.parametrize("name", ["ucdp-ged", "ucdp-candidate"])
def test_an_event_of_ucdp_is_a_period_with_its_parts(name: str, tmp_path: Path) -> None:
    """One day or several; the four sides are to make up the whole, and in the third event they do not."""
    data = data_of(tmp_path, name)
    assert (data.read, data.rejected) == (15, 0)
    assert periods(data)["1.all"] == ("2024-05-01", "2024-05-01")
    assert periods(data)["2.civilians"] == ("2024-05-01", "2024-05-31")
    assert (amounts(data)["1.all"], amounts(data)["2.all"]) == ((6, 9), (10, 30))
    nodes = data.scopes.nodes["part_of"]
    assert [nodes[node] for node in ("event-1", "event-2", "Avaria: North", "country: Avaria")] == [
        "Avaria: North", "country: Avaria", "country: Avaria", "region: Asia",
    ]  # fmt: skip
    assert {figure for figures in found(data, "A102") for figure in figures} == {
        "3.all", "3.side-a", "3.side-b", "3.civilians", "3.unknown",
    }  # fmt: skip


def test_the_precision_of_acled_widens_the_period(tmp_path: Path) -> None:
    """A day, the days around it, or a month around it; events without a death are left out."""
    data = data_of(tmp_path, "acled")
    assert data.rejected == 0
    assert periods(data) == {
        "AVA1.day": ("2024-05-10", "2024-05-10"),
        "AVA2.week": ("2024-05-04", "2024-05-16"),
        "AVA3.month": ("2024-04-14", "2024-06-15"),
    }


def test_least_and_most_are_the_ends_of_a_range(tmp_path: Path) -> None:
    """A least above the most leaves; more civilians than people is a clash."""
    data = data_of(tmp_path, "min-max-incidents")
    assert amounts(data)["AV001.killed"] == (3, 6)
    assert [finding.figures for finding in data.findings if finding.code == "F003"] == [("AV003.killed",)]
    assert [set(figures) for figures in found(data, "A101")] == [{"AV002.killed", "AV002.civilians"}]
    assert "AV002.wounded" not in amounts(data)


def test_without_a_best_estimate_the_range_of_prio_stands(tmp_path: Path) -> None:
    """Of one calendar year."""
    data = data_of(tmp_path, "prio-battle-deaths")
    assert amounts(data) == {"7-1990": (25, 999), "7-1991": (25, 999)}
    assert periods(data)["7-1990"] == ("1990-01-01", "1990-12-31")


def test_dates_of_gtd_are_as_exact_as_they_are_known(tmp_path: Path) -> None:
    """A day, some days of a month, or some of a year; attackers are a part of all who were killed."""
    data = data_of(tmp_path, "gtd")
    assert data.rejected == 0
    known = periods(data)
    assert known["202005010001.killed"] == ("2020-05-01", "2020-05-01")
    assert known["202005000002.killed-month"] == ("2020-05-01", "2020-05-31")
    assert known["202000000003.killed-year"] == ("2020-01-01", "2020-12-31")
    assert known["202011010004.killed-extended"] == ("2020-01-01", "2020-12-31")
    assert {figure.partition(".")[0] for figure in known} == {line.partition(",")[0] for line in MADE_UP["gtd"][1:]}
    assert "202005000002.wounded-month" not in known
    assert [set(figures) for figures in found(data, "A101")] == [
        {"202011020005.killed", "202011020005.attackers-killed"}
    ]


def test_a_plain_table_of_totals_is_read_in_words(tmp_path: Path) -> None:
    """Separators and qualifiers too; a total that falls is found."""
    data = data_of(tmp_path, "totals-by-date")
    assert amounts(data)["2024-05-01-Ministry.wounded"] == (2700, 3300)
    assert found(data, "T301") == [("2024-05-01-Ministry.killed", "2024-05-08-Ministry.killed")]
    assert len(data.figures) == 6
