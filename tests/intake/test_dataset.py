"""What the checker knows of a dataset once it is read: typed figures, trees and sources."""

import hashlib
import math
from collections.abc import Iterator
from importlib import import_module
from types import SimpleNamespace
from typing import Any

import pandas as pd
import pytest

from checker.figures.dates import iso, read_day
from checker.figures.measures import shipped_vocabulary
from checker.figures.table import HEADER as HEADER_ROW
from checker.intake import make_dataset
from checker.intake.checks import Facts, FormCheck
from checker.loading import load_files
from checker.manuals import manuals
from tests.helpers import HEADER, dataset_of, table_of

WIDE = (
    "id,population,scope,measure,share_of,reported,low,best,high,period_start,as_of,published,source,statement,"
    "status,derivation"
)


def one(fields: str, values: str, **sides: Any) -> Any:
    """The one figure of a table whose row has these cells beside the required ones."""
    header = f"id,population,scope,published,source,{fields}"
    measure = "" if "measure" in fields else ",measure"
    row = f"a,army,front,2024-05-20,staff,{values}" + (",killed" if measure else "")
    dataset = dataset_of(table_of(row, header=header + measure), **sides)
    return dataset.figures.iloc[0]


@pytest.mark.parametrize(
    ("reported", "low", "best", "high", "expected"),
    [
        ("about 300", "", "", "", (270, 330, 30, 30, 300, 300)),
        ("3-4,000", "", "", "", (3000, 4000, 300, 400, 3000, 4000)),
        ("more than 300", "", "", "", (300, math.inf, 30, 0, 300, 300)),
        ("up to 300", "", "", "", (0, 300, 0, 30, 300, 300)),
        ("dozens", "", "", "", (24, 199, 0, 0, math.nan, math.nan)),
        ("", "300", "", "", (300, math.inf, 30, 0, 300, 300)),
        ("", "", "300", "", (300, 300, 30, 30, 300, 300)),
        ("", "", "", "300", (0, 300, 0, 30, 0, 300)),
        ("", "200", "250", "", (200, math.inf, 20, 0, 200, 200)),
        ("", "", "250", "300", (0, 300, 0, 30, 0, 300)),
        ("", "1,200", "", "2 400", (1200, 2400, 50, 50, 1200, 2400)),
        ("about 300", "280", "", "320", (280, 320, 5, 5, 300, 300)),
        ("dozens", "30", "", "", (30, math.inf, 3, 0, 30, 30)),
        ("dozens", "", "0", "", (0, 0, 1, 1, 0, 0)),
    ],
)  # fmt: skip
def test_a_figure_stands_for_its_numbers_else_for_its_words(
    reported: str, low: str, best: str, high: str, expected: tuple[float, ...]
) -> None:
    """Range, rounding of each end, and the first and last number, for each way to write an amount."""
    row = one("reported,low,best,high", f'"{reported}","{low}","{best}","{high}"')
    fields = ("low", "high", "low_rounding", "high_rounding", "first_number", "last_number")
    assert [row[field] for field in fields] == pytest.approx(expected, nan_ok=True)


def test_shares_are_percentages_and_lists_are_known() -> None:
    """is_share follows share_of, and own_list the wording, also where numbers are filled."""
    assert one("share_of,reported", "casualties,36 %")[["low", "high", "is_share"]].tolist() == [35.5, 36.5, True]
    assert one("reported", "confirmed 304")[["low", "high", "own_list", "is_share"]].tolist() == [304, 304, True, False]
    assert bool(one("reported,low", "confirmed 304,304")["own_list"])
    assert not one("best", "304")["own_list"]


@pytest.mark.parametrize(
    ("as_of", "status", "first", "last", "given"),
    [
        ("2024-05-11", "", "2024-05-11", "2024-05-11", True),
        ("2024-04", "", "2024-04-01", "2024-04-30", True),
        ("2024-05", "", "2024-05-01", "2024-05-20", True),
        ("2024", "retracted", "2024-01-01", "2024-05-20", True),
        ("2024", "planned", "2024-01-01", "2024-12-31", True),
        ("2025-01", "planned", "2025-01-01", "2025-01-31", True),
        ("", "", "2024-04-20", "2024-05-20", False),
        ("", "planned", "2024-04-20", "2024-05-20", False),
    ],
)
def test_the_last_day_counted_is_a_span_cut_at_publication(
    as_of: str,
    status: str,
    first: str,
    last: str,
    given: bool,  # noqa: FBT001  (a column of the table above)
) -> None:
    """A month, a year and a blank are some day in their span; only plans may lie ahead."""
    row = one("reported,as_of,status", f"12,{as_of},{status}")
    assert (iso(row["as_of_first"]), iso(row["as_of_last"]), bool(row["day_given"])) == (first, last, given)


def test_the_lag_of_a_blank_day_is_a_setting_and_stops_at_the_first_day() -> None:
    """as_of_lag moves the first day; before the year 1 there is none."""
    row = one("reported", "12", checker="settings.as_of_lag = 3")
    assert iso(row["as_of_first"]) == "2024-05-17"
    early = dataset_of(table_of("a,army,front,killed,12,,0001-01-11,staff")).figures.iloc[0]
    assert (early["as_of_first"], early["as_of_last"]) == (1, 11)


def test_a_period_that_starts_with_the_first_day_is_a_total() -> None:
    """period_start is 0 up to and on `since`, which a row knows from its population and its scope."""
    scopes = "id,since\nfront,2024-02-01\n"
    for start, kept in (("", 0), ("2024-01-31", 0), ("2024-02-01", 0), ("2024-02-02", read_day("2024-02-02"))):
        row = one("reported,period_start,as_of", f"12,{start},2024-05-01", scopes=scopes)
        assert (row["period_start"], iso(row["since"])) == (kept, "2024-02-01")
    assert one("reported,period_start,as_of", "12,2024-02-02,2024-05-01")["since"] == 0


def test_figures_said_together_are_one_statement() -> None:
    """A label counts within its source; without one, source, publication, days and period are the same."""
    plain = ["killed,,12,,,,,2024-05-01,2024-05-20,staff,", "wounded,,12,,,,,2024-05-01,2024-05-20,staff,"]
    others = [
        "wounded,,13,,,,,2024-05-01,2024-05-20,paper,", "wounded,,14,,,,,2024-05-01,2024-05-19,staff,",
        "wounded,,15,,,,,2024-05-02,2024-05-20,staff,", "wounded,,16,,,,2024-04-01,2024-05-01,2024-05-20,staff,",
        "killed,,17,,,,,,2024-05-20,staff,",
    ]  # fmt: skip
    labelled = [
        "killed,,21,,,,,2024-05-01,2024-05-20,staff,x", "wounded,,22,,,,,2024-04-01,2024-05-10,staff,x",
        "killed,,23,,,,,2024-05-01,2024-05-20,paper,x", "killed,,24,,,,,2024-05-01,2024-05-20,staff,y",
    ]  # fmt: skip
    rows = [f"r{at},army,front,{row},," for at, row in enumerate([*plain, *others, *labelled])]
    statement = dataset_of(table_of(*rows, header=WIDE)).figures.set_index("id")["statement"]
    together = [sorted(group.index) for _, group in statement.groupby(statement)]
    assert sorted(together) == sorted(
        [["r0", "r1"], *([f"r{at}"] for at in range(2, 7)), ["r7", "r8"], ["r9"], ["r10"]]
    )


def test_a_blank_day_is_not_the_span_that_it_stands_for() -> None:
    """A statement without a day and one that gives the very same span are two."""
    rows = ["a,army,front,killed,12,,2024-01-31,staff", "b,army,front,wounded,12,2024-01,2024-01-31,staff"]
    figures = dataset_of(table_of(*rows)).figures
    assert figures["as_of_first"].nunique() == figures["as_of_last"].nunique() == 1
    assert figures["statement"].nunique() == 2


def test_rows_stand_by_day_of_publication_and_then_by_id() -> None:
    """The order of the file does not matter, and `row` leads back to it."""
    rows = ["b,y,s,killed,1,,2024-05-02,q", "a,x,r,wounded,2,,2024-05-02,p", "c,z,t,killed,3,,2024-05-01,o"]
    figures = dataset_of(table_of(*rows)).figures
    assert figures["id"].tolist() == ["c", "a", "b"]
    assert figures["row"].tolist() == [2, 1, 0]
    for name in ("population", "scope", "measure", "source", "status", "derivation"):
        assert list(figures[name].cat.categories) == sorted(set(figures[name]))


def test_blank_status_and_derivation_have_defaults() -> None:
    """A figure is reported, and its origin retold, unless its row says otherwise."""
    assert one("reported", "12")[["status", "derivation"]].tolist() == ["reported", "retold"]
    assert one("reported,status,derivation", "12,planned,computed")[["status", "derivation"]].tolist() == [
        "planned", "computed",
    ]  # fmt: skip


def test_a_tree_knows_names_splits_and_first_days() -> None:
    """A name defaults to the id, yes is True, and a first day is handed down to those without one."""
    tree = dataset_of(
        table_of("a,army,front,killed,12,2024-05-01,2024-05-02,staff"),
        populations=(
            "id,name,part_of,split,complete,may_fall,since\n"
            "company,,brigade,,,,\nbrigade,The brigade,army,unit,yes,no,\narmy,,,,,,2024-01-01\n"
            "men,,army,sex,no,yes,2024-02-01\nnavy,,,,,,\nbad,,,,maybe,,\nchild,,bad,,,,\n"
        ),
    ).populations
    assert tree.declared
    assert tree.nodes["name"].to_dict() == {name: name for name in tree.nodes.index} | {"brigade": "The brigade"}
    assert tree.nodes["split"].to_dict() == dict.fromkeys(tree.nodes.index, "") | {"brigade": "unit", "men": "sex"}
    assert list(tree.nodes.index[tree.nodes["complete"]]) == ["brigade"]
    assert list(tree.nodes.index[tree.nodes["may_fall"]]) == ["men"]
    first, later = read_day("2024-01-01"), read_day("2024-02-01")
    assert tree.nodes["since"].to_dict() == {
        "company": first, "brigade": first, "army": first, "men": later, "navy": 0, "child": 0,
    }  # fmt: skip
    assert tree.nodes.loc["child", "part_of"] == ""


def test_without_tables_any_label_will_do() -> None:
    """Trees are then empty and undeclared, and sources have no names."""
    dataset = dataset_of(table_of("a,army,front,killed,12,2024-05-01,2024-05-02,staff"))
    for tree in (dataset.populations, dataset.scopes):
        assert (len(tree.nodes), tree.declared) == (0, False)
    assert dataset.sources.empty
    assert list(dataset.tables) == ["figures.csv"]


def test_sources_have_names_kinds_and_parties() -> None:
    """A name defaults to the id; what is not given is blank; a faulty row is left out."""
    dataset = dataset_of(
        table_of("a,army,front,killed,12,2024-05-01,2024-05-02,staff"),
        sources="id,name,kind,party\nstaff,General Staff,belligerent,north\npaper,,media,\nfans,,clique,\n",
    )
    assert dataset.sources.to_dict("index") == {
        "staff": {"name": "General Staff", "kind": "belligerent", "party": "north", "url": ""},
        "paper": {"name": "paper", "kind": "media", "party": "", "url": ""},
    }


@pytest.mark.parametrize(
    ("code", "rejected"),
    [(f"F{number:03}", 1) for number in range(1, 8)] + [("F008", 2), ("F009", 0), ("F010", 0), ("F011", 0)],
)
def test_an_error_removes_its_row_and_nothing_else(code: str, rejected: int) -> None:
    """A manual's bad example loses its faulty rows, all copies of an id, and none to F009 or a warning."""
    dataset = dataset_of(manuals()[code].sections["Bad"], today=750_000)
    assert dataset.rejected == rejected == dataset.read - len(dataset.figures)


def test_an_unknown_column_removes_no_row() -> None:
    """It is an error of the header alone."""
    dataset = dataset_of(table_of("a,army,front,killed,12,2024-05-01,2024-05-02,staff,red", header=HEADER + ",colour"))
    assert [(f.code, f.places[0].row) for f in dataset.findings] == [("F005", HEADER_ROW)]
    assert dataset.rejected == 0


def test_every_row_may_be_rejected() -> None:
    """The figures are then an empty table with all its columns, and the rules beyond form still run."""
    rejected = dataset_of(table_of("a,army,front,killed,x,2024-05-01,2024-05-02,staff"))
    kept = dataset_of(table_of("a,army,front,killed,1,2024-05-01,2024-05-02,staff"))
    assert (len(rejected.figures), rejected.rejected) == (0, 1)
    assert list(rejected.figures) == list(kept.figures)
    numbers = [name for name in kept.figures if pd.api.types.is_numeric_dtype(kept.figures[name].dtype)]
    pd.testing.assert_series_equal(rejected.figures[numbers].dtypes, kept.figures[numbers].dtypes)


def test_the_same_fault_twice_has_two_fingerprints_that_lines_do_not_change() -> None:
    """Copies of an id are told apart by their turn, wherever they have moved to."""
    rows = ["a,army,front,killed,12,2024-05-01,2024-05-02,staff", "a,army,front,killed,13,2024-05-01,2024-05-02,staff"]
    one, two = (dataset_of(table_of(*blank, *rows)) for blank in ((), ("", "")))
    assert [f.fingerprint for f in one.findings] == [f.fingerprint for f in two.findings]
    assert len({f.fingerprint for f in one.findings}) == 2
    assert [f.subject for f in one.findings] == ["figures.csv\na\nid", "figures.csv\na\nid\n2"]


def test_a_row_without_an_id_is_known_by_its_cells() -> None:
    """Its finding names no figure, and another row's has another fingerprint."""
    rows = [",army,front,killed,12,2024-05-01,2024-05-02,staff", ",army,front,killed,13,2024-05-01,2024-05-02,staff"]
    findings = dataset_of(table_of(*rows)).findings
    assert [f.figures for f in findings] == [(), ()]
    assert len({f.subject for f in findings}) == 2


def test_the_digest_is_of_all_files_by_name() -> None:
    """It changes with a byte, a name or a file, and not with the order in which files were found."""
    figures = (HEADER + "\na,army,front,killed,12,2024-05-01,2024-05-02,staff\n").encode()
    tree = b"id\narmy\nfront\n"
    files = {"figures.csv": figures, "populations.csv": tree}
    digest = load_files("x", files).sha256
    expected = b"".join(
        hashlib.sha256(part).digest() for file in sorted(files) for part in (file.encode(), files[file])
    )
    assert digest == hashlib.sha256(expected).hexdigest()
    assert digest == load_files("y", dict(reversed(files.items()))).sha256
    others = [{**files, "scopes.csv": tree}, {"figures.csv": figures, "scopes.csv": tree}, {"figures.csv": figures}]
    others.append({**files, "figures.csv": figures + b"\n"})
    assert len({digest, *(load_files("x", other).sha256 for other in others)}) == 5


def test_files_that_are_no_tables_of_a_dataset_are_left_alone() -> None:
    """They are not read as tables."""
    figures = table_of("a,army,front,killed,12,2024-05-01,2024-05-02,staff").encode()
    dataset = make_dataset("x", {"figures.csv": figures, "notes.txt": b"\0"}, shipped_vocabulary(), {})
    assert set(dataset.tables) == {"figures.csv"}
    assert dataset.ratios == {}


def test_long_cells_are_shortened_in_sentences_and_evidence() -> None:
    """A cell of 300 characters is quoted in part, with its length; one of 80 in full."""
    (finding,) = dataset_of(table_of(f"a,army,front,killed,{'x' * 300},2024-05-01,2024-05-02,staff")).findings
    assert "x…” (300 characters)" in finding.message
    assert finding.evidence == {"value": "x" * 200}
    rows = (f"a,army,front,{'x' * size},12,2024-05-01,2024-05-02,staff" for size in (80, 81))
    full, short = (dataset_of(table_of(row)).findings[0].message for row in rows)
    assert (f"“{'x' * 80}” is" in full, f"“{'x' * 77}…” (81 characters)" in short) == (True, True)


@pytest.mark.parametrize("fault", ["crash", "kind"])
def test_a_form_rule_that_crashes_is_no_fault_of_the_table(fault: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """A broken check, or a column of the wrong kind, ends the run instead of passing for a clean or faulty table."""

    def checks(facts: Facts) -> Iterator[FormCheck]:
        def passes(frame: pd.DataFrame) -> Any:
            return frame["nowhere"]

        if fault == "crash":
            yield FormCheck("id", passes, str)
        else:
            facts.cells.frame["low"] = "text"
            yield FormCheck("id", lambda frame: frame["id"] != "", str)

    module = import_module("checker.intake.validate")
    monkeypatch.setattr(module, "form_rules", lambda: ((manuals()["F001"], SimpleNamespace(checks=checks)),))
    with pytest.raises(RuntimeError, match=r"figures\.csv: "):
        dataset_of(table_of("a,army,front,killed,12,2024-05-01,2024-05-02,staff"))
