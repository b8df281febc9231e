"""The tables of sources and quantities, as they are shown to people."""

from dataclasses import replace

from checker.figures.report import Report
from checker.render.sheets import sheets

from .conftest import QUANTITIES, views


def test_each_column_has_a_cell_in_each_row_and_is_explained(report: Report) -> None:
    """Both tables are whole, and say what their columns mean in one plain line."""
    shown = sheets(report, 100)
    assert [sheet.title for sheet in shown] == ["The sources side by side", "Who stands behind each quantity"]
    for sheet in shown:
        assert {len(row) for row in sheet.rows} == {len(sheet.columns)}
        assert all(column.about and "\n" not in column.about for column in sheet.columns)
        assert sheet.left == 0


def test_sources_stand_in_their_order(report: Report) -> None:
    """Numbers are rounded to two places; what is not known is a dash."""
    rows = sheets(report, 100)[0].rows
    assert rows == (
        ("BBC", "media", "0", "1", "–", "0", "0", "–", "0"),
        ("South Korea's NIS", "intelligence, south-korea", "1", "1", "1.5", "0", "1", "0.33", "1,234"),
        ("Ukrainian General Staff", "ukraine", "1", "0", "1", "2", "1", "9.09", "1"),
    )


def test_quantities_with_one_figure_are_left_out(report: Report) -> None:
    """Who stands behind the others is named; where nobody can be, there is a dash."""
    rows = sheets(report, 100)[1].rows
    assert rows == (
        (
            "North Korean forces, Kursk Oblast: killed", "2", "2", "South Korea's NIS; Ukrainian General Staff",
            "south-korea; ukraine",
        ),
        ("south, Kursk Oblast: captured", "3", "1", "–", "–"),
    )  # fmt: skip


def test_what_finds_no_room_is_counted(report: Report) -> None:
    """A row of each is shown, and the others are announced."""
    assert [(len(sheet.rows), sheet.left) for sheet in sheets(report, 1)] == [(1, 2), (1, 1)]


def test_a_table_without_rows_is_not_shown(report: Report) -> None:
    """Neither of them for a report of nothing, and no quantities where each has one figure."""
    assert sheets(replace(report, views={}), 9) == []
    assert [sheet.title for sheet in sheets(replace(report, views=views(report.sources, QUANTITIES[2:])), 9)] == [
        "The sources side by side"
    ]
