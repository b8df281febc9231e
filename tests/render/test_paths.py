"""Where files lie, as CI wants it said."""

from pathlib import Path

import pytest

from checker.render.paths import Root


@pytest.fixture
def place(tmp_path: Path) -> Path:
    """A folder with a dataset in it."""
    (tmp_path / "data" / "a war").mkdir(parents=True)
    return tmp_path


@pytest.mark.parametrize(
    ("given", "path", "uri"),
    [
        ("data/a war", "data/a war/figures.csv", "data/a%20war/figures.csv"),
        ("./data/x/../a war/", "data/a war/figures.csv", "data/a%20war/figures.csv"),
        (".", "figures.csv", "figures.csv"),
        ("data/a war/mine#1.csv", "data/a war/mine#1.csv", "data/a%20war/mine%231.csv"),
        ("mine:2.csv", "mine:2.csv", "mine%3A2.csv"),
        ("-", "standard-input", "standard-input"),
    ],
)
def test_paths_are_relative_to_where_the_command_runs(place: Path, given: str, path: str, uri: str) -> None:
    """However the user writes the folder or the lone table; the reference is one that a URI may be."""
    root = Root.of(given, cwd=place)
    assert (root.path("figures.csv"), root.uri("figures.csv")) == (path, uri)


def test_what_lies_elsewhere_keeps_its_whole_path(place: Path) -> None:
    """From another folder, and with an absolute path into this one."""
    elsewhere, folder = place / "data" / "a war", place / "data" / "a war"
    assert Root.of(str(folder), cwd=place).path("figures.csv") == "data/a war/figures.csv"
    root = Root.of("../../t.csv", cwd=elsewhere)
    assert root.path("figures.csv") == f"{place}/t.csv"
    assert root.uri("figures.csv") == (place / "t.csv").as_uri()


def test_foreign_tables_have_names_of_their_own(place: Path) -> None:
    """The cells of a mapped table lie in files beside it."""
    root = Root.of("data/battles.csv", cwd=place, mapped=True)
    assert (root.path("battles.csv"), root.path("dates.csv")) == ("data/battles.csv", "data/dates.csv")
    assert Root.of("-", cwd=place, mapped=True).path("standard-input") == "standard-input"


def test_without_a_root_files_are_named_alone() -> None:
    """As from Python, where no path may be known."""
    assert Root().uri("figures.csv") == "figures.csv"
