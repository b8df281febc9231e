"""Files written whole or not at all."""

import json
import os
import re
import tempfile
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path

from checker.figures.errors import CannotCheckError

LOCK = ".report.lock"
OUR_CHART = re.compile(r"charts/[a-z0-9-]+\.svg")


def write_file(path: Path, data: bytes) -> None:
    """Put a file in its place at once: a reader sees the old one or the new one.

    Raises:
        CannotCheckError: the file cannot be written, or what is there is a link or a device; nothing is left behind.
    """
    if path.is_symlink() or (path.exists() and not path.is_file()):
        raise CannotCheckError(f"{path}: is a link or no ordinary file, so it is not written; name another")
    try:
        handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
        try:
            with os.fdopen(handle, "wb") as file:
                file.write(data)
                file.flush()
                os.fsync(file.fileno())
            Path(name).chmod(0o644)
            Path(name).replace(path)
        except BaseException:
            Path(name).unlink()
            raise
    except OSError as error:
        raise CannotCheckError(f"{path}: cannot be written: {error.strerror}") from None


def write_report(folder: Path, files: Mapping[str, bytes], last: str) -> None:
    """Write a folder of files, one of them last, while no other run writes there.

    Charts that the report of an earlier run listed and that are no longer made are removed; other files are let be.

    Raises:
        CannotCheckError: the folder or a file cannot be written, or a link leads out of the folder.
    """
    from filelock import FileLock  # noqa: PLC0415  (late: only a report needs it)

    try:
        folder.mkdir(parents=True, exist_ok=True)
        for inside in {LOCK, *(str(Path(name).parent) for name in files)} - {"."}:
            if (folder / inside).is_symlink():
                raise CannotCheckError(f"{folder / inside}: is a link, so nothing is written there")
        for name in files:
            (folder / name).parent.mkdir(exist_ok=True)
        with FileLock(folder / LOCK):
            before = _listed(folder / last)
            for name in sorted(files, key=lambda name: name == last):
                write_file(folder / name, files[name])
            for name in before - set(files):
                (folder / name).unlink(missing_ok=True)
    except OSError as error:
        raise CannotCheckError(f"{folder}: cannot be written: {error.strerror}") from None


def _listed(report: Path) -> set[str]:
    """The charts that an earlier report.json lists."""
    with suppress(OSError, ValueError, AttributeError, TypeError):
        return {name for name in json.loads(report.read_bytes()).get("files", {}) if OUR_CHART.fullmatch(name)}
    return set()
