"""Every shipped dataset: well formed, valid, large enough, and its README says what the check finds."""

import json
import re
from pathlib import Path

import frictionless
import pandas as pd
import pytest

from checker.figures.findings import Finding
from tests.helpers import shipped

FOLDERS = sorted(path for path in (Path(__file__).parent.parent / "datasets").iterdir() if path.is_dir())
NAMES = [folder.name for folder in FOLDERS]
GETTYSBURG, UKRAINE = "gettysburg-1863", "ukraine-civilians"
pytestmark = pytest.mark.xdist_group("shipped")


def folder(name: str) -> Path:
    """Where a dataset lies."""
    return FOLDERS[NAMES.index(name)]


def holding(name: str, code: str, *figures: str) -> list[Finding]:
    """The findings of a code that hold all of these figures."""
    return [f for f in shipped(name).findings if f.code == code and set(figures) <= set(f.figures)]


def table(name: str, file: str) -> pd.DataFrame:
    """A table as text."""
    return pd.read_csv(folder(name) / file, dtype=str, keep_default_na=False)


def test_there_are_three() -> None:
    """Kursk, Ukraine's civilians and Gettysburg."""
    assert NAMES == [GETTYSBURG, "kursk-2024", UKRAINE]


@pytest.mark.parametrize("name", NAMES)
def test_a_dataset_is_well_formed(name: str) -> None:
    """No row is rejected, no cell is faulted, and there are at least sixty figures."""
    found = shipped(name)
    assert found.dataset.rejected == 0
    assert [f.message for f in found.findings if f.code.startswith("F")] == []
    assert found.dataset.figures.shape[0] >= 60


@pytest.mark.parametrize("name", NAMES)
def test_other_tools_can_open_it(name: str) -> None:
    """Its data package is valid: fields, constraints, keys between the tables, sizes and hashes."""
    found = frictionless.validate(folder(name) / "datapackage.json")
    assert found.flatten(["title", "message"]) == []
    assert len(found.tasks) == 4


@pytest.mark.parametrize("name", NAMES)
def test_the_readme_counts_the_rows(name: str) -> None:
    """The table of files has the numbers of rows that the files have."""
    text = (folder(name) / "README.md").read_text(encoding="utf-8")
    counted = {file: int(rows) for file, rows in re.findall(r"^\| `(\w+\.csv)` \| (\d+) \|", text, re.MULTILINE)}
    assert counted == {file: len(table(name, file)) for file in counted}
    assert set(counted) == {"figures.csv", "populations.csv", "scopes.csv", "sources.csv"}


@pytest.mark.parametrize("name", NAMES)
def test_every_id_of_a_side_table_is_used(name: str) -> None:
    """A source has figures, and a population or scope has some or is part of, or holds, one that has."""
    figures = table(name, "figures.csv")
    assert set(table(name, "sources.csv")["id"]) == set(figures["source"])
    for field, file in (("population", "populations.csv"), ("scope", "scopes.csv")):
        tree = table(name, file)
        assert set(figures[field]) <= set(tree["id"])
        assert set(tree["id"]) - set(figures[field]) <= {*tree["part_of"], *tree.loc[tree["split"] != "", "id"]}


@pytest.mark.parametrize("name", [GETTYSBURG, UKRAINE])
def test_every_figure_has_where_it_was_read(name: str) -> None:
    """An address for each row, and a day of access for the package."""
    assert table(name, "figures.csv")["url"].str.fullmatch(r"https?://\S+").all()
    package = json.loads((folder(name) / "datapackage.json").read_text(encoding="utf-8"))
    assert all(re.fullmatch(r"\d{4}-\d\d-\d\d", source["accessed"]) for source in package["sources"])


@pytest.mark.parametrize(
    ("name", "code", "figures", "words"),
    [
        (UKRAINE, "A102", ("ohchr-2023-05-21.killed", "ohchr-2023-05-21.killed.men"), ("4,895, not 8,895", "4,000")),
        (UKRAINE, "T301", ("ohchr-2023-03-05.killed.men", "ohchr-2023-05-21.killed.men"), ("3,624", "40")),
        (UKRAINE, "A102", ("ohchr-2022-05-19.casualties",), ("3,811 + 4,287 = 8,098, not 7,389",)),
        (UKRAINE, "T301", ("ohchr-2022-12-26.killed.men", "ohchr-2023-01-15.killed.men"), ("2,719", "2,472")),
        (UKRAINE, "T301", ("ohchr-2022-12-26.killed.women", "ohchr-2023-01-15.killed.women"), ("1,832", "1,764")),
        (UKRAINE, "A102", ("ohchr-2023-01-15.killed",), ("= 6,669", "7,031")),
        (UKRAINE, "T301", ("police-2023-01-03.killed", "police-2024-01-31.killed"), ("16,502", "9,700", "6,802")),
        (UKRAINE, "P501", ("pgo-2024-04-16.killed.lead", "pgo-2024-04-16.killed"), ("126,000", "12,000")),
        (UKRAINE, "C401", ("ohchr-2023-02-15.killed.children", "commissioner-2023-03-20.killed.children"), ("464",)),
        (UKRAINE, "C401", ("ohchr-2025-02.killed.children", "pgo-2025-10-27.killed.children"), ("673", "661")),
        (UKRAINE, "T302", ("ohchr-2023-02-28.month.killed",), ("138", "only if", "put on the list meanwhile")),
        (UKRAINE, "R202", ("ohchr-2023-04-09.killed.other-regions-occupied",), ("1,242", "0.20")),
        (GETTYSBURG, "A102", ("swinton.union.total",), ("2,834 + 13,733 + 6,643 = 23,210, not 23,190",)),
        (GETTYSBURG, "A102", ("livermore.losses.total",), ("3,903 + 18,735 + 7,528 = 30,166, not 28,063",)),
        (GETTYSBURG, "P503", ("livermore.losses.missing", "corps-commanders.missing"), ("7,528", "one origin")),
        (GETTYSBURG, "A102", ("krick.total",), ("4,649 + 12,420 + 5,830 = 22,899, not 22,915",)),
        (GETTYSBURG, "A102", ("ewell.total", "ewell.killed"), ("883 + 3,857 + 1,347 = 6,087, not 6,094",)),
        (GETTYSBURG, "A102", ("ewell.total", "ewell.campaign.total"), ("6,094 + 269 = 6,363", "6,356")),
        (GETTYSBURG, "C401", ("ewell.total", "allan.total.second"), ("6,094", "6,087")),
        (GETTYSBURG, "A102", ("paris-may", "paris-may.infantry"), ("68,352, not 68,852",)),
        (GETTYSBURG, "C401", ("paris-may", "return-may"), ("68,852", "68,352")),
        (GETTYSBURG, "A102", ("charge.losses.assault",), ("= 6,750", "at most 6,555")),
        (GETTYSBURG, "P501", ("doubleday.union.wounded", "paris.union.wounded"), ("13,700", "13,709")),
        (GETTYSBURG, "C401", ("trust.union.total", "swinton.union.total"), ("17,684", "23,190")),
        (GETTYSBURG, "C401", ("busey-martin.killed", "leaflet.killed"), ("4,708", "2,592")),
        (GETTYSBURG, "C401", ("livermore.losses.total", "leaflet.total"), ("28,063", "20,448")),
        (GETTYSBURG, "C401", ("trust", "venable"), ("75,054", "55,000")),
        (GETTYSBURG, "C401", ("butterfield.infantry", "taylor-1877.infantry"), ("91,000", "50,000")),
        (GETTYSBURG, "R201", ("rhodes.pickett", "rhodes.pickett.deployed"), ("56 to 58 %",)),
        (GETTYSBURG, "C401", ("fox.union.wounded.i", "leaflet.union.wounded.i"), ("3,209", "3,213")),
    ],
)  # fmt: skip
def test_what_the_readme_names_is_found_once(
    name: str, code: str, figures: tuple[str, ...], words: tuple[str, ...]
) -> None:
    """One finding of that code holds these figures, and its sentence holds the numbers."""
    (found,) = holding(name, code, *figures)
    assert [word for word in words if word not in found.message] == []


@pytest.mark.parametrize(("name", "errors"), [(UKRAINE, 7), (GETTYSBURG, 7)])
def test_the_readme_names_every_error(name: str, errors: int) -> None:
    """A change of a row or a rule that adds or removes an error shows here."""
    assert sum(finding.severity == "error" for finding in shipped(name).findings) == errors


def test_floors_do_not_clash_with_higher_counts() -> None:
    """Numbers on a list of somebody's own stand beside higher ones."""
    higher = {
        "ses-2022-03-02.killed", "police-2022-06-13.killed", "mariupol-2022-03-28.killed",
        "hrw-2024-02-08.killed.mariupol",
    }  # fmt: skip
    assert set(table(UKRAINE, "figures.csv")["id"]) >= higher
    assert [f.message for f in shipped(UKRAINE).findings if f.is_clash and higher & set(f.figures)] == []


def test_groups_of_which_some_are_not_told_apart_have_no_ratio() -> None:
    """How many of the dead and of the injured are known to be men says nothing of injured per killed."""
    people = table(UKRAINE, "figures.csv").set_index("id")["population"]
    judged = {people[figure] for finding in holding(UKRAINE, "R202") for figure in finding.figures}
    assert judged == {"civilians", "children"}
