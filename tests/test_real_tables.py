"""The comparison with plain pandas, on small tables in the shape of the real ones, with every fault in them once."""

import json
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from tests import real_tables
from tests.real_tables import GAZA_TOTALS, STAFF_KINDS, Answer, answers, main

# day, period, killed so far, killed, injured so far, injured, women, children, medics so far
GAZA = (
    (1, 24, 1001, 101, 2001, 101, 201, 301, 11),
    (2, 24, 1103, 102, 2103, 102, 203, 303, 11),
    (3, 24, 1207, 102, 2207, 104, 205, 307, 11),  # 1,103 and 102 are not 1,207
    (4, 24, 1211, 4, 2211, 4, 211, 313, 11),  # 8 more killed less than women and children
    (6, 48, 1223, 12, 2223, 12, 213, 315, 11),  # two days: no fault
    (7, 24, 1301, 78, 2301, 78, 202, 333, 11),  # women fall
    (8, 0, 1301, 0, 2301, 0, 202, 333, 11),  # nobody reported
    (9, 24, 1305, 4, 2303, 2, 204, 334, 19),  # medics grow by more than killed
)
CDB90 = {
    "belligerents.csv": "isqno,attacker,nam,str,code,intst,rerp,cas,strpl,strmi,caspl,casmi\n"
    "1,0,A,1000,1,1000,,1300,,,,\n1,1,B,1000,1,1000,0,1200,,,,\n2,0,C,1000,3,1000,0,901,,,,\n2,1,D,1000,1,1000,,30,,,,\n",
    "battles.csv": "isqno,name,parent\n1,First,\n2,Second,\n",
    "battle_durations.csv": "isqno,datetime_min,datetime_max\n"
    "1,1917-05-01T00:00:00,1917-06-01T00:00:00\n2,1917-05-01T00:00:00,1917-06-01T00:00:00\n",
}


def write(folder: Path, texts: dict[str, str]) -> None:
    """Files into a new folder."""
    folder.mkdir()
    for name, text in texts.items():
        (folder / name).write_text(text, encoding="utf-8")


def gaza_record(row: Iterable[int], columns: Iterable[str]) -> dict[str, Any]:
    """One report, with all columns that the map names."""
    day, *numbers = row
    known = dict(zip(columns, numbers, strict=True))
    others = dict.fromkeys(GAZA_TOTALS)
    added = {"killed_recovered": 0, "killed_committee": 0}
    return {"report_date": f"2023-11-{day:02}", "report_source": "mohtel", **others, **added, **known}


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Small tables in the shape of the real ones."""
    whole = tmp_path_factory.mktemp("data")
    columns = (
        "report_period", "killed_cum", "killed", "injured_cum", "injured", "killed_women_cum", "killed_children_cum",
        "med_killed_cum",
    )  # fmt: skip
    reports = [gaza_record(row, columns) for row in GAZA]
    write(whole / "gaza-daily", {"casualties_daily.json": json.dumps(reports)})
    days = [f"2022-03-{day:02}" for day in range(1, 7)]
    people = [{"date": day, "personnel": 5001 + at, "personnel*": "about"} for at, day in enumerate(days)]
    equipment = [{"date": day, **dict.fromkeys(STAFF_KINDS, 111 + at)} for at, day in enumerate(days)]
    equipment[2]["tank"] = equipment[4]["APC"] = 101
    corrections = [{"date": days[4], "APC": -13}]
    names = ("russia_losses_personnel", "russia_losses_equipment", "russia_losses_equipment_correction")
    tables = zip(names, (people, equipment, corrections), strict=True)
    write(whole / "ua-general-staff", {f"{name}.json": json.dumps(table) for name, table in tables})
    write(whole / "cdb90", CDB90)
    return whole


@pytest.fixture(scope="module")
def found(folder: Path) -> list[Answer]:
    """Every question to them."""
    return answers(folder)


def test_pandas_finds_what_was_planted(found: list[Answer]) -> None:
    """One place for each fault, and none where there is none."""
    assert [sorted(one.pandas) for one in found] == [
        [("2023-11-07.killed-women",)],
        [("2023-11-03.killed-new",)],
        [("2023-11-04.killed", "killed_children_cum", "killed_women_cum")],
        [("2023-11-09.killed", "med_killed_cum")],
        [("2023-11-04.killed", "killed_children_cum", "killed_women_cum"), ("2023-11-09.killed", "med_killed_cum")],
        [],
        [("2022-03-03.tanks",), ("2022-03-05.armoured-vehicles",)],
        [("2022-03-03.tanks",)],
        [("1-attacker", "all"), ("1-defender", "first")],
    ]


def test_the_checker_finds_the_same(found: list[Answer]) -> None:
    """Place by place."""
    assert [one.differ for one in found if one.differ] == []


def test_the_counts_are_printed(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A row a question, and that all is the same."""
    assert main([str(folder)]) == 0
    text = capsys.readouterr().out
    assert "| ua-general-staff | equipment of a kind is below the day before | 2 | 2 | T301 |  |\n" in text
    assert text.endswith("\n\nThe places are the same, one by one.\n")


def test_what_only_one_names_is_listed(
    found: list[Answer], folder: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """And the exit code is 1."""
    other = replace(found[0], checker=frozenset({("x", "y")}))
    monkeypatch.setattr(real_tables, "answers", lambda _: [other])
    assert main([str(folder)]) == 1
    assert capsys.readouterr().out.splitlines()[-2:] == [
        "gaza-daily: only pandas: 2023-11-07.killed-women",
        "gaza-daily: only checker: x, y",
    ]
