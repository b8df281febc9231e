"""Bytes of a text to UTF-8, by the mark it begins with or by the encoding that a map declares; never guessed."""

import codecs

from checker.figures.errors import CannotCheckError
from checker.intake.limits import FILE_LIMIT

UTF_32 = (codecs.BOM_UTF32_LE, codecs.BOM_UTF32_BE)
UTF_16 = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
NO_TEXT = {"idna", "punycode", "undefined", "unicode_escape", "raw_unicode_escape", "mbcs", "oem", "utf-7"}
HINT = 'save it as UTF-8, or declare its encoding in a map, for instance encoding = "cp1252" under [table]'


def known_encoding(name: str) -> bool:
    """Whether it names an encoding of text, such as cp1252, latin-1, koi8-r or gb18030."""
    try:
        found = codecs.lookup(name)
    except (LookupError, ValueError):
        return False
    return found.name not in NO_TEXT and bool(getattr(found, "_is_text_encoding", True))


def as_utf8(raw: bytes, file: str, encoding: str = "") -> bytes:
    """The text in UTF-8. What has no mark and no declared encoding is given back as it is.

    Raises:
        CannotCheckError: too large, UTF-32, or not in the encoding.
    """
    if len(raw) > FILE_LIMIT:
        raise CannotCheckError(f"{file}: {len(raw):,} bytes are more than {FILE_LIMIT:,}; split the table")
    if raw.startswith(UTF_32):
        raise CannotCheckError(f"{file}: is UTF-32; save it as UTF-8")
    name = "utf-16" if raw.startswith(UTF_16) else encoding
    if not name or raw.startswith(codecs.BOM_UTF8):
        return raw
    try:
        return raw.decode(name).removeprefix("\ufeff").encode()
    except UnicodeError as error:
        at = error.start + 1 if isinstance(error, UnicodeDecodeError) else 1
        raise CannotCheckError(f"{file}: not {name} at byte {at}; is that its encoding?") from None


def decoded(raw: bytes, file: str) -> str:
    """UTF-8 to text, without its mark. Raises CannotCheckError where it is not UTF-8, with what to do."""
    try:
        return raw.decode("utf-8").removeprefix("\ufeff")
    except UnicodeDecodeError as error:
        line = line_at(raw, error.start)
        raise CannotCheckError(f"{file}: not UTF-8 at line {line}, byte {error.start + 1}; {HINT}") from None


def line_at(raw: bytes, at: int) -> int:
    """The line, from 1, of a byte."""
    return len((raw[:at] + b"x").splitlines())
