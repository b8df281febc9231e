"""Files from outside, read no further than what can be checked."""

import os
from pathlib import Path
from typing import BinaryIO

from checker.figures.errors import CannotCheckError

FILE_LIMIT = 2**31 - 1  # bytes; offsets into one file are 32 bit wide
SETTINGS_LIMIT = 2**22  # bytes of a checker.toml or a map
POINTS_LIMIT = 200  # in one line of those: a key with very many takes for ever to be read
BLOCK = 2**20


def read_file(path: Path) -> bytes:
    """The bytes of a file, or of a pipe up to its end.

    Raises:
        CannotCheckError: there is none, it cannot be read, or it is too large.
    """
    try:
        with path.open("rb") as stream:
            return read_stream(stream, str(path), os.fstat(stream.fileno()).st_size)
    except FileNotFoundError:
        raise CannotCheckError(f"{path}: no such file") from None
    except OSError as error:
        raise CannotCheckError(f"{path}: {error.strerror}") from None


def read_stream(stream: BinaryIO, name: str, expected: int = 0) -> bytes:
    """What a stream holds, in bytes about `expected`. Raises CannotCheckError as soon as that is too much."""
    blocks, size, at_once = list[bytes](), 0, min(max(expected, BLOCK), FILE_LIMIT + 1)
    while block := stream.read(at_once):
        blocks.append(block)
        size += len(block)
        if size > FILE_LIMIT:
            raise CannotCheckError(f"{name}: more than {FILE_LIMIT:,} bytes are not read; split the table")
    return b"".join(blocks)


def refuse_long_settings(raw: bytes, name: str) -> None:
    """Raises CannotCheckError for a checker.toml or a map that nobody wrote by hand."""
    if len(raw) > SETTINGS_LIMIT:
        raise CannotCheckError(f"{name}: {len(raw):,} bytes of settings; at most {SETTINGS_LIMIT:,} are read")
    for number, line in enumerate(raw.splitlines(), 1):
        if line.count(b".") > POINTS_LIMIT:
            raise CannotCheckError(f"{name}: line {number} has more than {POINTS_LIMIT} points")
