"""Files are written whole or not at all."""

import errno
import json
import os
import stat
from pathlib import Path
from typing import Any

import pytest

from checker.figures.errors import CannotCheckError
from checker.writing import LOCK, write_file, write_report


def test_a_file_is_replaced_at_once_and_nothing_else_is_left(tmp_path: Path) -> None:
    """The new bytes stand in place of the old, readable by all, and no temporary file stays."""
    target = tmp_path / "a.txt"
    target.write_bytes(b"old")
    write_file(target, b"new")
    assert target.read_bytes() == b"new"
    assert stat.S_IMODE(target.stat().st_mode) == 0o644
    assert [path.name for path in tmp_path.iterdir()] == ["a.txt"]


def test_a_failure_in_the_middle_leaves_the_old_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A full disk is one clear line; the old file stays and no temporary file does."""
    target = tmp_path / "a.txt"
    target.write_bytes(b"old")

    def full(_: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(CannotCheckError, match=r"a\.txt: cannot be written: No space left"):
        write_file(target, b"new")
    assert target.read_bytes() == b"old"
    assert [path.name for path in tmp_path.iterdir()] == ["a.txt"]


def test_a_link_is_left_as_it_is(tmp_path: Path) -> None:
    """Neither is the link replaced nor what it leads to."""
    (tmp_path / "there.txt").write_bytes(b"old")
    (tmp_path / "a.txt").symlink_to(tmp_path / "there.txt")
    with pytest.raises(CannotCheckError, match=r"a\.txt: is a link"):
        write_file(tmp_path / "a.txt", b"new")
    assert (tmp_path / "a.txt").is_symlink()
    assert (tmp_path / "there.txt").read_bytes() == b"old"


def test_a_folder_that_is_a_link_is_not_written_into(tmp_path: Path) -> None:
    """A report's charts stay within it."""
    (tmp_path / "out").mkdir()
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / "out" / "charts").symlink_to(tmp_path / "elsewhere")
    with pytest.raises(CannotCheckError, match="charts: is a link"):
        write_report(tmp_path / "out", {"report.json": b"{}", "charts/a.svg": b""}, last="report.json")
    assert not list((tmp_path / "elsewhere").iterdir())


def test_a_folder_that_is_not_there_is_one_clear_line(tmp_path: Path) -> None:
    """The path is named."""
    with pytest.raises(CannotCheckError, match="nowhere"):
        write_file(tmp_path / "nowhere" / "a.txt", b"")


def test_a_report_is_written_with_its_json_last(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whoever sees report.json sees everything that it lists."""
    order: list[str] = []

    def record(path: Path, data: bytes) -> None:
        order.append(path.name)
        path.write_bytes(data)

    monkeypatch.setattr("checker.writing.write_file", record)
    write_report(tmp_path / "out", {"report.json": b"{}", "report.md": b"", "charts/a.svg": b""}, last="report.json")
    assert order[-1] == "report.json"
    assert sorted(order) == ["a.svg", "report.json", "report.md"]


@pytest.mark.parametrize("before", [b"", b"[]", b'{"files": 3}', b"\xff"])
def test_charts_of_an_earlier_run_go_and_other_files_stay(tmp_path: Path, before: bytes) -> None:
    """Only what an earlier report.json lists as a chart of ours is removed; an unreadable one removes nothing."""
    first = {
        "report.json": json.dumps({"files": {"charts/old.svg": "", "../evil.svg": ""}}).encode(),
        "charts/old.svg": b"",
    }
    write_report(tmp_path / "out", first, last="report.json")
    (tmp_path / "evil.svg").write_bytes(b"")
    (tmp_path / "out/charts/mine.svg").write_bytes(b"")
    write_report(tmp_path / "out", {"report.json": before, "charts/new.svg": b""}, last="report.json")
    left = {path.relative_to(tmp_path).as_posix() for path in tmp_path.rglob("*") if path.is_file()}
    assert left == {"evil.svg", "out/charts/mine.svg", "out/charts/new.svg", "out/report.json", f"out/{LOCK}"}
    write_report(tmp_path / "out", {"report.json": b"{}"}, last="report.json")
    assert (tmp_path / "out/charts/new.svg").exists()


def test_a_file_in_the_folder_s_place_is_one_clear_line(tmp_path: Path) -> None:
    """The path is named."""
    (tmp_path / "out").write_bytes(b"")
    with pytest.raises(CannotCheckError, match="out: cannot be written"):
        write_report(tmp_path / "out", {"report.json": b"{}"}, last="report.json")


def test_a_read_only_folder_is_one_clear_line(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What is there stays as it is."""
    write_report(tmp_path, {"report.json": b"old"}, "report.json")
    before, opens = sorted(path.name for path in tmp_path.iterdir()), os.open

    def refuse(path: Any, flags: int, *more: Any, **named: Any) -> int:
        if Path(path).is_relative_to(tmp_path) and flags & (os.O_CREAT | os.O_WRONLY | os.O_RDWR):
            raise PermissionError(errno.EACCES, os.strerror(errno.EACCES), path)
        return opens(path, flags, *more, **named)

    monkeypatch.setattr(os, "open", refuse)
    with pytest.raises(CannotCheckError, match=r"^[^\n]*: cannot be written: Permission denied$"):
        write_report(tmp_path, {"report.html": b"new", "report.json": b"new"}, "report.json")
    assert sorted(path.name for path in tmp_path.iterdir()) == before
    assert (tmp_path / "report.json").read_bytes() == b"old"
