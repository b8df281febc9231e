"""The maps that ship with the package, on the real tables they are for."""

from collections import Counter
from collections.abc import Mapping
from pathlib import Path

import pandas as pd
import pytest

from checker.figures.dataset import Dataset
from checker.intake.mapping import read_map
from checker.loading import load, load_files, read_foreign, shipped_maps
from tests.helpers import check_rules, findings_of
from tests.intake.test_maps_of_events import MADE_UP

DATA = Path(__file__).parents[3] / "shared" / "data"
TABLES = {
    "cdb90": DATA / "cdb90" / "belligerents.csv",
    "gaza-daily": DATA / "gaza-daily" / "casualties_daily.json",
    "ua-general-staff": DATA / "ua-general-staff" / "russia_losses_personnel.json",
    "ucdp-battle-deaths": DATA / "ucdp-battle-deaths" / "UCDP_18.1_state_conflict_data.csv",
}
real = pytest.mark.skipif(not DATA.is_dir(), reason=f"the real tables are not at {DATA}")
TODAY = 739_920  # the end of October 2026


@pytest.mark.parametrize("name", shipped_maps())
def test_every_shipped_map_is_read_and_says_where_its_table_is_from(name: str) -> None:
    """A title, then table, origin, licence, every column that is used, and what was verified."""
    text = shipped_maps()[name].read_text(encoding="utf-8")
    plan = read_map(text.encode(), f"{name}.toml")
    head = text.partition("\n[")[0]
    assert head.startswith("# ")
    assert [word for word in ("# Table ", "# From ", "# Licence ", "# Verified") if word not in head] == []
    used = {column for block in plan.blocks for filler in block.fields.values() for column in filler.columns}
    assert [column for column in used if column not in head] == []


def test_there_is_a_test_for_every_shipped_map() -> None:
    """And none for a map that is not there; maps of tables that nobody here has are tried on made-up ones."""
    assert sorted([*TABLES, *MADE_UP]) == sorted(shipped_maps())


@pytest.fixture(scope="module")
def datasets() -> Mapping[str, Dataset]:
    """Every real table, mapped."""
    return {name: load(path, map=name, today=TODAY) for name, path in TABLES.items()}


@real
@pytest.mark.parametrize(
    ("name", "figures", "rejected"),
    [("cdb90", 3401, 0), ("gaza-daily", 4075, 0), ("ua-general-staff", 22313, 0), ("ucdp-battle-deaths", 1166, 7)],
)
def test_no_row_is_rejected_for_a_fault_of_the_map(
    datasets: Mapping[str, Dataset], name: str, figures: int, rejected: int
) -> None:
    """Only seven rows leave the book: UCDP's with a best estimate outside its own range."""
    assert (datasets[name].read, datasets[name].rejected) == (figures, rejected)
    assert Counter(finding.code for finding in datasets[name].findings) == ({"F003": rejected} if rejected else {})


@real
def test_findings_point_into_the_foreign_file(datasets: Mapping[str, Dataset]) -> None:
    """The character named begins the number that the finding is about."""
    data = datasets["ucdp-battle-deaths"]
    lines = TABLES["ucdp-battle-deaths"].read_text(encoding="utf-8").splitlines()
    for finding in data.findings:
        place = data.locate(finding.places[0])
        assert place.field == "bdbest"
        assert lines[place.line - 1][place.column - 1 :].partition(",")[0] == finding.evidence["value"]


@real
def test_the_fall_of_women_killed_is_found_in_gaza(datasets: Mapping[str, Dataset]) -> None:
    """1,000 by 19 October 2023, then 967: the one total of the file that falls."""
    falls = findings_of(datasets["gaza-daily"], "T301")
    assert [f.figures for f in falls] == [("2023-10-19.killed-women", "2023-10-21.killed-women")]


@real
def test_periods_of_gaza_are_as_long_as_the_report_says(datasets: Mapping[str, Dataset]) -> None:
    """24 hours are one day, 48 two, 96 four."""
    figures = datasets["gaza-daily"].figures
    periods = figures[figures["period_start"] > 0]
    assert set(periods["as_of_last"] - periods["period_start"] + 1) == {1, 2, 3, 4}


@real
def test_the_corrections_of_the_general_staff_are_found(datasets: Mapping[str, Dataset]) -> None:
    """Each of the 13 totals that are below that of the day before."""
    pairs = {f.figures for f in findings_of(datasets["ua-general-staff"], "T301")}
    assert ("2022-10-12.armoured-vehicles", "2022-10-13.armoured-vehicles") in pairs
    assert len({later for _, later, *_ in pairs}) >= 13


@real
def test_casualties_of_cdb90_have_the_bounds_of_its_compilers(datasets: Mapping[str, Dataset]) -> None:
    """Nieuport: 4,000 casualties, at least 25 % fewer."""
    figures = datasets["cdb90"].figures.set_index("id")
    low, high = figures.loc["1-attacker.casualties", ["low", "high"]]
    assert (low, high) == (3000, 4000)
    assert figures["measure"].value_counts().to_dict() == {"casualties": 1310, "present": 1065, "deployed": 1026}


@real
@pytest.mark.parametrize("name", TABLES)
def test_an_import_gives_the_findings_of_the_table(datasets: Mapping[str, Dataset], name: str) -> None:
    """Places aside."""
    _, foreign = read_foreign(TABLES[name], name)
    imported = load_files(TABLES[name].stem, foreign.files, today=TODAY)
    pd.testing.assert_frame_equal(imported.figures, datasets[name].figures)
    here, there = (check_rules(dataset).findings for dataset in (datasets[name], imported))
    assert [(f.fingerprint, f.message) for f in here] == [(f.fingerprint, f.message) for f in there]
