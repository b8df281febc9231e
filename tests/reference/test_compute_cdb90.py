"""The script that computes the percentiles: on a made-up table, and on the real one where it is there."""

import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

from checker.reference import compute_cdb90
from checker.reference.compute_cdb90 import AT, Group, Side, groups, number, percentiles, sides, table, touched

SCRIPT = Path(compute_cdb90.__file__)
SHARED = SCRIPT.parents[3] / "shared" / "data" / "cdb90"
NIGHT = ("1700-05-01T00:00:00", "1700-05-02T00:00:00")
WEEK = ("1941-06-01T06:00:00", "1941-06-07T18:00:00")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A hundred battles of one day in 1700, and four with something missing."""
    battles = dict.fromkeys(range(100), NIGHT) | {100: WEEK, 101: ("", NIGHT[1]), 102: WEEK, 103: WEEK}
    belligerents = [f'{at},"1000","{at + 1}",3,' for at in range(100)]
    belligerents += ['100,500,50,1,"0"', "101,600,90,2,", "102,0,10,1,", "103,400,-999,1,"]
    for name, head, lines in (
        ("belligerents", "isqno,str,cas,code,rerp", belligerents),
        ("battle_durations", "isqno,datetime_min,datetime_max", [f"{at},{a},{b}" for at, (a, b) in battles.items()]),
    ):
        (tmp_path / f"{name}.csv").write_text("\n".join([head, *lines, ""]), encoding="utf-8")
    return tmp_path


def one(**traits: object) -> Side:
    """A side of a hundred with ten casualties."""
    usual = {"strength": 100.0, "casualties": 10.0, "all_engaged": True, "initial_only": False, "year": 1900, "days": 1}
    return Side(**usual | traits)  # type: ignore[arg-type]  # the traits of the test at hand


def names(side: Side) -> list[str]:
    """The groups that hold a side."""
    return [group.name for group in groups() if group.holds(side)]


@pytest.mark.parametrize("cell", ["", "-1", "-9", "-999", "9999", "-5"])
def test_missing(cell: str) -> None:
    """Blank and the numbers that stand for "not known" are no counts."""
    assert number(cell) is None


@pytest.mark.parametrize(("cell", "count"), [("0", 0), ("9998", 9998), ("12500", 12500)])
def test_number(cell: str, count: float) -> None:
    """Everything else is a count, zero among them."""
    assert number(cell) == count


@pytest.mark.parametrize(
    ("begin", "end", "days"),
    [
        ("1600-07-02T14:30:00", "1600-07-02T19:30:00", 1), ("1626-04-25T00:00:00", "1626-04-26T00:00:00", 1),
        ("1809-05-21T13:00:00", "1809-05-22T15:00:00", 2), ("1917-07-31T00:00:00", "1917-12-08T00:00:00", 130),
        ("1700-01-01T00:00:00", "1700-01-01T00:00:00", 1), ("", "1944-02-09T13:00:00", None),
        ("1944-02-09T13:00:00", "", None),
    ],
)  # fmt: skip
def test_touched(begin: str, end: str, days: int | None) -> None:
    """A battle lasts the days of the calendar that it touched, one at least, and an unknown time makes no length."""
    assert touched(begin, end) == days


def test_sides(folder: Path) -> None:
    """A side without casualties or with a strength of zero is left out; one without a beginning has its end's year."""
    found = sides(folder)
    assert len(found) == 102
    assert found[0] == one(strength=1000.0, casualties=1.0, year=1700)
    assert found[100] == one(strength=500.0, casualties=50.0, year=1941, days=7)
    assert found[101] == one(strength=600.0, casualties=90.0, all_engaged=False, year=1700, days=None)
    assert found[100].share == 0.1


@pytest.mark.parametrize(
    ("code", "reinforcements", "kind"),
    [
        ("3", "", "-engaged"), ("3", "50", "-engaged"), ("1", "0", "-engaged"), ("1", "50", "-initial"),
        ("1", "", "-initial"), ("2", "0", ""), ("", "", ""),
    ],
)  # fmt: skip
def test_kind_of_strength(tmp_path: Path, code: str, reinforcements: str, kind: str) -> None:
    """An initial strength is that of all engaged only where nobody came later; averages are neither."""
    (tmp_path / "belligerents.csv").write_text(f"isqno,str,cas,code,rerp\n1,9,1,{code},{reinforcements}\n")
    (tmp_path / "battle_durations.csv").write_text(f"isqno,datetime_min,datetime_max\n1,{','.join(NIGHT)}\n")
    (side,) = sides(tmp_path)
    assert [name for name in names(side) if name in {"-engaged", "-initial"}] == [kind] * bool(kind)


@pytest.mark.parametrize(
    ("side", "expected"),
    [
        (one(), ["", "-engaged", "-1900-1938", "-strength-1-4999", "-days-1"]),
        (one(year=1982, days=8, strength=1e6), ["", "-engaged", "-1946-on", "-strength-100000-on", "-days-8-on"]),
        (one(year=1699, days=None, strength=5e3), ["", "-engaged", "-1600-1699", "-strength-5000-14999"]),
    ],
)
def test_groups(side: Side, expected: list[str]) -> None:
    """A side is in the group of all and in one group each by year, strength and length, if these are known."""
    assert names(side) == expected


def test_group_without_ends() -> None:
    """A group without ends holds every side, whatever is known of it."""
    assert Group("", "sides", "days").holds(one(days=None))


def test_percentiles() -> None:
    """Of the numbers 0 to 100 each percentile is itself."""
    assert percentiles([float(value) for value in range(101)]) == list(AT)


def test_table(folder: Path) -> None:
    """Sides are sorted into classes; the daily ones leave out battles of unknown length."""
    classes = tomllib.loads(table(sides(folder)))["classes"]
    assert {name: entry["n"] for name, entry in classes.items()} == {
        "cdb90-share": 102, "cdb90-share-engaged": 101, "cdb90-share-1700-1799": 101,
        "cdb90-share-strength-1-4999": 102, "cdb90-share-days-1": 100,
        "cdb90-day": 101, "cdb90-day-engaged": 101, "cdb90-day-1700-1799": 100,
        "cdb90-day-strength-1-4999": 101, "cdb90-day-days-1": 100,
    }  # fmt: skip
    entry = classes["cdb90-day-days-1"]
    assert (entry["who"], entry["years"], entry["days"]) == ("sides of battles of 1 day", [1700, 1700], [1, 1])
    assert entry["values"][AT.index(0)] == 0.001
    assert entry["values"][AT.index(50)] == 0.0505
    assert entry["values"][AT.index(100)] == 0.1


def test_daily_values_are_per_day() -> None:
    """Ten of a hundred in five days are two of a hundred a day."""
    classes = tomllib.loads(table([one(days=5), one(days=5)], least=2))["classes"]
    assert classes["cdb90-share"]["values"] == [0.1] * len(AT)
    assert classes["cdb90-day"]["values"] == [0.02] * len(AT)


def test_small_classes_are_left_out() -> None:
    """Too few sides make no class."""
    assert "[classes" not in table([one()] * 89)


def run(folder: Path) -> str:
    """What the script prints."""
    done = subprocess.run([sys.executable, str(SCRIPT), str(folder)], capture_output=True, check=True)
    return done.stdout.decode()


def test_script(folder: Path) -> None:
    """Run as a program it prints the table of the folder it is given."""
    assert run(folder).splitlines() == table(sides(folder)).splitlines()


@pytest.mark.skipif(not SHARED.is_dir(), reason=f"the shared data are not here: {SHARED}")
def test_shipped_file_is_what_the_real_data_give() -> None:
    """The file that ships is, byte for byte, what the script makes of CDB90."""
    assert table(sides(SHARED)).encode() == (SCRIPT.parent / "cdb90.toml").read_bytes()
