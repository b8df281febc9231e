"""The parts of a spreadsheet file: XML in a zip, unpacked no further than what a table can need."""

import io
import lzma
import struct
import zipfile
import zlib
from collections.abc import Callable, Mapping
from typing import Any
from xml.parsers import expat

from checker.figures.errors import CannotCheckError

UNPACKED_LIMIT = 2**31 - 1  # bytes of all parts together
SMALL, RATIO = 2**24, 200  # bytes from which on, and how many times, parts may not be larger than they are packed
PARTS = 10_000
BLOCK = 2**18
Handler = Callable[..., Any]
FAULTS = (  # what a zip, what is packed in it and XML can have; ValueError: a number that is none
    expat.ExpatError, zipfile.BadZipFile, zlib.error, lzma.LZMAError, struct.error, EOFError, OSError, LookupError,
    NotImplementedError, RuntimeError, ValueError, OverflowError,
)  # fmt: skip


class Package:
    """A spreadsheet file.

    Raises:
        CannotCheckError: no zip, one with a password, or one that unpacks to far more than its own size.
    """

    def __init__(self, raw: bytes, file: str) -> None:
        self.file = file
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(raw))
        except FAULTS:
            raise CannotCheckError(f"{file}: is no spreadsheet: it cannot be unpacked (has it a password?)") from None
        parts = self._zip.infolist()
        size = sum(part.file_size for part in parts)
        if len(parts) > PARTS or size > UNPACKED_LIMIT or (size > SMALL and size > RATIO * len(raw)):
            raise CannotCheckError(
                f"{file}: {len(raw):,} bytes that unpack to {size:,} in {len(parts):,} parts are not read;"
                " save the table as CSV"
            )
        self.parts = frozenset(part.filename for part in parts)

    def parse(self, part: str, handlers: Mapping[str, Handler]) -> None:
        """Read one part of XML.

        Args:
            part: its name in the zip.
            handlers: by name, those of expat. Names of tags and attributes come without their namespaces.

        Raises:
            CannotCheckError: there is no such part, it is damaged, or it declares entities of its own.
        """
        parser = expat.ParserCreate()
        parser.buffer_text = True
        parser.StartDoctypeDeclHandler = self._refuse_entities
        for name, handler in handlers.items():
            setattr(parser, name, handler)
        try:
            with self._zip.open(part) as stream:
                while block := stream.read(BLOCK):
                    parser.Parse(block)
            parser.Parse(b"", True)  # noqa: FBT003  (expat takes no keyword)
        except KeyError:
            raise CannotCheckError(f"{self.file}: is no spreadsheet: it has no {part}") from None
        except FAULTS as error:
            raise CannotCheckError(f"{self.file}: {part} is damaged: {error}") from None

    def _refuse_entities(self, *_declared: object) -> None:
        raise CannotCheckError(f"{self.file}: declares entities of its own, as no spreadsheet does")


def local(name: str) -> str:
    """The name of a tag or attribute without its prefix."""
    return name.rpartition(":")[2]
