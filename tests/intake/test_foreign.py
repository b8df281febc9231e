"""Foreign tables as datasets: what is made of the cells, and where findings point."""

import json

import pytest

from checker.figures.errors import CannotCheckError
from checker.intake.mapping import Map, read_map
from checker.loading import load_files
from checker.pipeline import check
from tests.intake.foreign_tables import BEST, ROW, TABLE, cells_of, dataset_of, foreign_of, map_of, places_of, rows_of


def refusal(text: str, table: str = TABLE, file: str = "deaths.csv", **beside: str) -> str:
    """Why a table is not mapped."""
    with pytest.raises(CannotCheckError) as error:
        foreign_of(text, table, file, **beside)
    return str(error.value)


def test_a_row_becomes_a_figure() -> None:
    """Constants and cells, columns in the order of our tables."""
    foreign = foreign_of()
    assert foreign.files["figures.csv"].decode() == (
        "id,population,scope,measure,best,as_of,published,source\n"
        "A-1990,A,war,killed,10,1990,2018-06-01,UCDP\n"
        "B-1990,B,war,killed,20,1990,2018-06-01,UCDP\n"
    )
    assert (foreign.rows, foreign.without_figure, list(foreign.files)) == (2, 0, ["figures.csv"])


def test_several_figures_of_a_row_stand_together_under_their_names() -> None:
    """In the order of the rows, then of the map; a figure without its number is left out."""
    text = ROW + BEST + '[[figure]]\nname = "low"\nlow = "{low}"\nmeasure = "wounded"\n'
    foreign = foreign_of(text, "side,year,dead,low\nA,1990,10,1\nB,1990,,2\nC,1990,30,\nD,1990,,\n")
    assert cells_of("id", foreign) == ["A-1990", "A-1990.low", "B-1990.low", "C-1990"]
    assert cells_of("measure", foreign) == ["killed", "wounded", "wounded", "killed"]
    assert (foreign.rows, foreign.without_figure) == (4, 1)


def test_codes_for_missing_are_blanks() -> None:
    """In every column, as they are written; a blank is one anyway."""
    text = '[table]\nmissing = ["-999", "NA"]\n' + ROW + BEST + 'low = "{low} * 1"\nnote = "{n}"\n'
    foreign = foreign_of(text, "side,year,dead,low,n\nA,1990,-999,-999,x\nB,1990,-9,1,NA\nC,1990,1,-999,y\n")
    assert cells_of("best", foreign) == ["-9", "1"]
    assert cells_of("low", foreign) == ["1", ""]
    assert cells_of("note", foreign) == ["", "y"]


def test_words_are_replaced_in_columns_of_theirs_or_of_ours() -> None:
    """A column of the table comes first; words that are not listed stay."""
    text = '[values.kind]\nD = "killed"\n[values.source]\nUN = "United Nations"\n[values.side]\nA = "Army"\n'
    text += ROW.replace('"killed"', '"{kind}"').replace('"UCDP"', '"{by}"') + BEST + 'note = "{kind}/{side}"\n'
    foreign = foreign_of(text, "side,year,dead,kind,by\nA,1990,1,D,UN\nB,1990,2,wounded,WHO\n")
    assert cells_of("measure", foreign) == ["killed", "wounded"]
    assert cells_of("source", foreign) == ["United Nations", "WHO"]
    assert cells_of("note", foreign) == ["killed/Army", "wounded/B"]
    assert cells_of("id", foreign) == ["Army-1990", "B-1990"]


def test_text_lacks_what_is_missing() -> None:
    """As a whole, unless the cell may be missing."""
    text = ROW + '[[figure]]\nreported = "{about?} {dead}"\nnote = "{about} of {side}"\nurl = "{about?}"\n'
    foreign = foreign_of(text, "side,year,dead,about\nA,1990,10,about\nB,1990,20,\nC,1990,,about\n")
    assert [tuple(row[name] for name in ("reported", "note", "url")) for row in rows_of(foreign)] == [
        ("about 10", "about of A", "about"),
        ("20", "", ""),
    ]


def test_dates_are_read_by_their_format_and_moved_by_days() -> None:
    """What the map itself composes may be ISO; the number of days may be arithmetic."""
    text = '[table]\ndates = "%d/%m/%Y"\n' + ROW.replace('"{year}"', '"{day}"').replace('"2018', '"2026') + BEST
    text += 'period_start = "{day} - ({hours} / 24 - 1) days"\n'
    foreign = foreign_of(text, "side,year,dead,day,hours\nA,1990,1,24/01/2025,48\nB,1990,1,1/3/2025,24\n")
    assert [(row["period_start"], row["as_of"]) for row in rows_of(foreign)] == [
        ("2025-01-23", "2025-01-24"), ("2025-03-01", "2025-03-01"),
    ]  # fmt: skip
    later = ROW.replace('"{year}"', '"{year}-12-31 + 1 day"')
    assert cells_of("as_of", foreign_of(later + BEST)) == ["1991-01-01"] * 2


def test_a_date_that_cannot_be_worked_out_is_a_finding_that_shows_it() -> None:
    """At the cell that is at fault: no number, no day, half a day, a year that no calendar has."""
    text = ROW + BEST + 'period_start = "{day} - {n} days"\n'
    table = "side,year,dead,day,n\nA,2000,1,2000-02-01,x\nB,2000,1,soon,1\nC,2000,1,2000-02-01,0.5\n"
    table += "D,2000,1,2000-02-01,9999999\nE,2000,1,2000-02-01,31\n"
    dataset = dataset_of(text, table)
    assert [f.evidence["value"] for f in dataset.findings] == [
        "2000-02-01 - x days", "soon - 1 days", "2000-02-01 - 0.5 days", "2000-02-01 - 9999999 days",
    ]  # fmt: skip
    assert places_of(dataset, "F001") == [
        ("deaths.csv", 2, 21, "n"),
        *(("deaths.csv", line, 10, "day") for line in (3, 4, 5)),
    ]
    assert len(dataset.figures) == 1


def test_a_blank_never_makes_a_total_of_a_period_nor_a_count_of_a_percentage() -> None:
    """A missing cell there is a finding, at that cell, unless the map says that it may be missing."""
    table = "side,year,dead,day,n,base\nA,2000,1,2000-02-01,,killed\nB,2000,1,,3,\n"
    text = ROW + BEST + 'period_start = "{day} - {n} days"\nshare_of = "{base}"\n'
    dataset = dataset_of(text, table)
    assert [f.evidence["value"] for f in dataset.findings if f.code == "F001"] == ["?", "?"]
    assert places_of(dataset, "F001") == [("deaths.csv", 2, 21, "n"), ("deaths.csv", 3, 10, "day")]
    assert places_of(dataset, "F009") == [("deaths.csv", 3, 13, "base")]
    lenient = ROW + BEST + 'period_start = "{day?}"\n'
    assert cells_of("period_start", foreign_of(lenient, table)) == ["2000-02-01", ""]


def test_numbers_are_worked_out_and_rounded_outward() -> None:
    """Low down, high up, best to the nearest; a cell alone stays as it is written, with its separators."""
    text = ROW + '[[figure]]\nlow = "{cas} * (1 + {mi} / 100)"\nbest = "{cas}"\nhigh = "{cas} * (1 + {pl} / 100)"\n'
    text += '[[figure]]\nname = "half"\nbest = "{cas} / 2 - 0.5"\n'
    foreign = foreign_of(text, 'side,year,cas,mi,pl\nA,1990,"1,235",-10,5\nB,1990,1,0,\n')
    assert [tuple(row[name] for name in ("low", "best", "high")) for row in rows_of(foreign)] == [
        ("1111", "1,235", "1297"), ("", "617", ""), ("1", "1", ""), ("", "0", ""),
    ]  # fmt: skip


def test_a_percentage_is_not_rounded() -> None:
    """And three decimals are not taken for thousands."""
    text = ROW + '[[figure]]\nshare_of = "casualties"\nbest = "100 * {dead} / {all}"\n'
    dataset = dataset_of(text, "side,year,dead,all\nA,1990,1,8\nB,1990,1,3\nC,1990,1,16\n")
    assert dataset.findings == ()
    assert dataset.figures["low"].tolist() == [12.5, 33.333333, 6.25]
    assert dataset_of(text, "side,year,dead,all\nA,1990,9,800\n").figures["low"].tolist() == [1.125]


def test_an_amount_that_cannot_be_worked_out_is_a_finding_that_shows_the_arithmetic() -> None:
    """At the cell that is no number; a division by 0 at the first of its cells."""
    text = ROW + '[[figure]]\nbest = "{dead} * {n} / {m}"\n'
    dataset = dataset_of(text, "side,year,dead,n,m\nA,1990,10,1.000,1\nB,1990,10,2,0\nC,1990,10,1,few\nD,1990,10,2,4\n")
    assert [f.evidence["value"] for f in dataset.findings] == ["10 * 1.000 / 1", "10 * 2 / 0", "10 * 1 / few"]
    assert places_of(dataset, "F001") == [
        ("deaths.csv", 2, 11, "n"), ("deaths.csv", 3, 8, "dead"), ("deaths.csv", 4, 13, "m"),
    ]  # fmt: skip
    assert dataset.figures["low"].tolist() == [5]


def test_a_constant_amount_is_arithmetic_too() -> None:
    """It stands in every row."""
    assert cells_of("low", foreign_of(ROW + '[[figure]]\nlow = "2 * 3"\n')) == ["6", "6"]


def test_rows_are_chosen_by_their_words() -> None:
    """Where and unless, of the map's [row] and of one figure; a code for missing is a blank."""
    table = "side,year,dead,kind\nA,1990,1,army\nB,1990,2,militia\nTotal,1990,3,army\nD,1990,4,NA\n"
    text = '[table]\nmissing = "NA"\n' + ROW + '[row.unless]\nside = ["Total"]\n'
    text += BEST + 'where = { kind = ["army", ""] }\n[[figure]]\nname = "all"\nbest = "{dead}"\n'
    text += '[[population]]\nid = "{side}"\nwhere = { kind = "NA" }\n'
    foreign = foreign_of(text, table)
    assert cells_of("id", foreign) == ["A-1990", "A-1990.all", "B-1990.all", "D-1990", "D-1990.all"]
    assert cells_of("id", foreign, "populations.csv") == ["D", "A", "B"]


def test_ids_are_made_of_what_an_id_can_hold() -> None:
    """Other characters become "-"; an id that is there already gets a free number; one of nothing is the row's."""
    table = "side,year,dead\nA/B,1,1\nA B,1,2\n_A B,1,3\nA-B,1.2,4\n../..,,5\n,,6\nÉ,1,7\n"
    text = ROW.replace("{side}-{year}", "{side?}-{year?}") + BEST
    found = cells_of("id", foreign_of(text, table))
    assert found == ["A-B-1", "A-B-1.3", "A-B-1.4", "A-B-1.2", "row-5", "row-6", "1"]
    bare = ROW.replace('id = "{side}-{year}"\n', "")
    assert cells_of("id", foreign_of(bare + BEST)) == ["row-1", "row-2"]


def test_references_are_written_like_the_ids() -> None:
    """Several with spaces between; a measure is not changed."""
    text = '[measures."tanks.lost"]\nkind = "flow"\n' + ROW.replace("{side}-{year}", "{side}") + BEST
    text += 'derived_from = "{from}"\nrevises = "{old}"\nshare_of = "tanks.lost"\n'
    (row,) = rows_of(foreign_of(text, "side,year,dead,from,old\nA,1,5,x/1  y,a/b\n"))
    assert (row["derived_from"], row["revises"], row["share_of"]) == ("x-1 y", "a-b", "tanks.lost")


TREES = """
[[population]]
id = "{side}/civilians"
name = "Civilians of {side}"
part_of = "{side}"
[[scope]]
id = "{year}"
part_of = "war"
[[source]]
id = "UCDP"
kind = "monitor"
"""


def test_trees_come_from_cells() -> None:
    """Each once; what only a figure or a part_of names is added, so that nothing dangles."""
    foreign = foreign_of(ROW.replace('"war"', '"{year}"') + BEST + TREES)
    assert rows_of(foreign, "populations.csv") == [
        {"id": "A/civilians", "name": "Civilians of A", "part_of": "A"},
        {"id": "B/civilians", "name": "Civilians of B", "part_of": "B"},
        {"id": "A", "name": "", "part_of": ""},
        {"id": "B", "name": "", "part_of": ""},
    ]
    assert foreign.files["scopes.csv"].decode() == "id,part_of\n1990,war\nwar,\n"
    assert foreign.files["sources.csv"].decode() == "id,kind\nUCDP,monitor\n"
    dataset = dataset_of(ROW.replace('"war"', '"{year}"') + BEST + TREES)
    assert dataset.findings == ()
    assert dataset.populations.name("A/civilians") == "Civilians of A"


def test_one_id_with_two_names_is_a_finding_of_the_tree() -> None:
    """At the cells that the id comes from."""
    text = ROW + BEST + '[[population]]\nid = "{side}"\nname = "{name}"\n'
    dataset = dataset_of(text, "side,year,dead,name\nA,1,1,x\nA,2,2,y\nA,3,2,y\n,4,,z\n")
    assert places_of(dataset, "F008") == [("deaths.csv", 2, 1, "side"), ("deaths.csv", 3, 1, "side")]


def test_own_measures_become_settings() -> None:
    """With every key, whatever sign their words hold."""
    text = '[measures.tanks]\nkind = "flow"\nnoun = "tanks \\u007f \\"T\\" é"\n'
    text += '[measures.vehicles]\nkind = "flow"\nat_least = ["tanks"]\n'
    foreign = foreign_of(text + ROW.replace("killed", "tanks") + BEST)
    dataset = load_files("x", foreign.files)
    assert dataset.vocabulary["tanks"].noun == 'tanks \x7f "T" é'
    assert dataset.vocabulary["vehicles"].at_least == ("tanks",)


JOIN = '[join]\nfile = "battles.csv"\non = "no"\n'
JOINED = ROW.replace('"war"', '"{name}"').replace("{side}-{year}", "{no}-{side}")
BATTLES = "no,name,place\n1,Rocroi,France\n2,Jena,\n"


def test_a_second_table_gives_columns_of_its_own() -> None:
    """By the words of a column that both have; blank where none fits. Findings point into it."""
    table = "no,side,year,dead\n1,A,1643,5\n1,B,1643,6\n3,C,1,7\n,D,1,8\n"
    dataset = dataset_of(JOIN + JOINED + BEST, table, battles=BATTLES + ",x,\n,y,\n")
    assert dataset.figures["scope"].tolist() == ["Rocroi", "Rocroi"]
    assert places_of(dataset, "F002") == [("deaths.csv", 4, 1, "name"), ("deaths.csv", 5, 1, "name")]
    text = JOIN + JOINED + '[[figure]]\nbest = "{place}"\n'
    assert places_of(dataset_of(text, table, battles=BATTLES), "F001") == [("battles.csv", 2, 10, "place")] * 2


def test_a_column_of_two_tables_is_named_with_its_file() -> None:
    """Without it, neither is guessed."""
    battles = "no,name,side\n1,Rocroi,left\n"
    table = "no,side,year,dead\n1,A,1643,5\n"
    why = "own.toml: row.id: deaths.csv and battles.csv have a column 'side'; name the one as FILE.side"
    assert refusal(JOIN + JOINED + BEST, table, battles=battles) == why
    text = JOIN + JOINED.replace("{side}", "{deaths.side}") + BEST + 'note = "{battles.side} {battles.name}"\n'
    (row,) = rows_of(foreign_of(text, table, battles=battles))
    assert (row["population"], row["note"]) == ("A", "left Rocroi")


@pytest.mark.parametrize(
    ("battles", "why"),
    [
        ("nr,name\n1,x\n", "own.toml: join.on: battles.csv has no column 'no'"),
        (
            "no,name\n1,x\n\n1,y\n",
            "own.toml: join.on: battles.csv has no '1' twice (lines 2 and 4), so which row belongs?",
        ),
        ("no,name\n1,x,y\n", "battles.csv:2: the row has 3 cells where the header has 2; mend that first"),
    ],
)
def test_a_second_table_that_does_not_fit_is_refused(battles: str, why: str) -> None:
    """One line says which row or column."""
    assert refusal(JOIN + JOINED + BEST, "no,side,year,dead\n1,A,1643,5\n", battles=battles) == why


@pytest.mark.parametrize(
    ("text", "file", "why"),
    [
        (ROW + BEST, "deaths.xls", "own.toml: table.format: the name of deaths.xls does not say"),
        (ROW + '[[figure]]\nbest = "{death}"\n', "d.csv", "own.toml: figure[1].best: there is no column 'death' in d."),
        (ROW + '[[figure]]\nbest = "{zzz}"\n', "d.csv", "own.toml: figure[1].best: there is no column 'zzz' in d.csv"),
        (ROW + BEST + "where = { zzz = 1 }\n", "d.csv", "own.toml: figure[1].where.zzz: there is no column 'zzz'"),
        (ROW + BEST + "unless = { zzz = 1 }\n", "d.csv", "own.toml: figure[1].unless.zzz: there is no column 'zzz'"),
        ('[values.zzz]\na = "b"\n' + ROW + BEST, "d.csv", "own.toml: values.zzz: there is no column 'zzz'"),
        (ROW + BEST + "where = { side = 1 }\n", "d.csv", "own.toml: figure: none is made of the 2 rows of d.csv"),
    ],
)  # fmt: skip
def test_a_map_that_does_not_fit_the_table_is_refused(text: str, file: str, why: str) -> None:
    """One line names the key."""
    assert refusal(text, file=file).startswith(why)


def test_the_format_of_the_map_goes_before_the_name() -> None:
    """A table may be called anything."""
    text = '[table]\nformat = "tsv"\n' + ROW + BEST
    assert cells_of("best", foreign_of(text, TABLE.replace(",", "\t"), "deaths.txt")) == ["10", "20"]


def test_a_row_that_does_not_fit_the_header_is_one_finding() -> None:
    """It is told of as it stands in the foreign file, and leaves the book."""
    dataset = dataset_of(table="side,year,dead\nA,1990,10\n\nB,1990\nC,1990,30\n")
    (finding,) = dataset.findings
    assert (finding.code, finding.message, finding.figures) == (
        "F001", "the row has 2 cells where the header has 3.", ("row-2",),
    )  # fmt: skip
    assert places_of(dataset, "F001") == [("deaths.csv", 4, 1, "side")]
    assert (dataset.read, dataset.rejected) == (3, 1)


def test_findings_of_rules_point_to_the_cells_of_the_amounts() -> None:
    """In JSON to the line and character of the value, with the record's own names."""
    text = ROW.replace('"{side}"', '"army"').replace('"{year}"', '"{year}-01-01"') + BEST.replace("{dead}", "{n.dead}")
    records = [{"side": "A", "year": year, "n": {"dead": dead}} for year, dead in ((1990, 50), (1991, 20))]
    dataset = dataset_of(text, json.dumps(records, indent=1), "deaths.json")
    finding = next(f for f in check(dataset).findings if f.code == "T301")
    places = [dataset.locate(place) for place in finding.places]
    assert [(place.file, place.line, place.column, place.field) for place in places] == [
        ("deaths.json", 6, 12, "n.dead"), ("deaths.json", 13, 12, "n.dead"),
    ]  # fmt: skip
    assert dataset.tables["figures.csv"].line(1) == 9


def test_a_cell_that_the_map_fills_is_located_at_the_amount() -> None:
    """And the header, of which nobody complains, at the top; without any column, at the row's first cell."""
    text = ROW.replace("2018-06-01", "1980-06-01").replace('as_of = "{year}"', 'as_of = "1990"') + BEST
    dataset = dataset_of(text)
    assert places_of(dataset, "F006") == [("deaths.csv", 2, 8, "dead"), ("deaths.csv", 3, 8, "dead")]
    assert dataset.tables["figures.csv"].line(-1) == 1
    bare = ROW.replace('id = "{side}-{year}"\n', "").replace('"{side}"', '"A"').replace('"{year}"', '"1990"')
    table = dataset_of(bare + '[[figure]]\nbest = "5"\n').tables["figures.csv"]
    location = table.locate(1, "best")
    assert (location.line, location.column, location.field) == (3, 1, "side")


def test_the_files_give_the_same_findings_as_the_table() -> None:
    """Places aside: what is imported is what was checked."""
    table = 'side,year,dead\nA,1990,50\nB,1990,x\nC,,5\nD,1990\n"E\r\nF",1990,7\nA,1991,20\n'
    text = ROW.replace('"{year}"', '"{year}-01-01"') + BEST + TREES.replace("/civilians", "")
    foreign = foreign_of(text.replace('part_of = "{side}"\n', ""), table)
    here = check(dataset_of(text.replace('part_of = "{side}"\n', ""), table)).findings
    there = check(load_files("deaths", foreign.files)).findings
    assert [(f.code, f.figures, f.fingerprint, f.evidence) for f in here] == [
        (f.code, f.figures, f.fingerprint, f.evidence) for f in there
    ]
    assert {f.code for f in here} >= {"F001", "T301"}


def test_a_map_is_frozen_and_named() -> None:
    """Nothing changes it after it is read."""
    plan = map_of()
    assert isinstance(plan, Map)
    assert plan == read_map((ROW + BEST).encode(), "own.toml")
    with pytest.raises(AttributeError):
        plan.form = "csv"  # type: ignore[misc]
