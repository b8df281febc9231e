"""Data made harmless: a reader sees all that stands in a cell, and nothing in it acts on the page or the terminal."""

import re
from urllib.parse import quote

# Controls, bidirectional and other invisible formatting, line separators, surrogates, non-characters and tags. The two
# joiners (200C, 200D) stay: Persian, Urdu and Indian scripts need them, and they reorder nothing.
HIDDEN = re.compile(
    "[\x00-\x1f\x7f-\x9f\u00ad\u061c\u180e\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\ud800-\udfff"
    "\ufeff\ufff9-\ufffb\ufffe\uffff\U000e0000-\U000e0fff]"
)
LINK = re.compile(r"(https?)://([^/?#@\\\s]+)([/?#]\S*)?", re.IGNORECASE)
BRACKETS = re.compile(r"[\[\]<>{}\"`\\]")


def visible(text: str) -> str:
    """The text with every control character shown as a symbol: an escape as ␛, a right-to-left override as ‹U+202E›."""
    return HIDDEN.sub(_symbol, text)


def _symbol(match: re.Match[str]) -> str:
    code = ord(match.group())
    if code < 0x20:
        return chr(0x2400 + code)
    return "␡" if code == 0x7F else f"‹U+{code:04X}›"


def link(url: str) -> str:
    """The address, percent-escaped, where it is fit to be followed; else ""."""
    fit = LINK.fullmatch(url) and not HIDDEN.search(url) and not BRACKETS.search(url)
    return quote(url, safe="%/:?#&=;,+@!$~") if fit else ""


def host(url: str) -> str:
    """The name of the site behind an address that is fit to be followed; else the address as it stands."""
    match = LINK.fullmatch(url)
    return visible(match.group(2).lower().removeprefix("www.") if match and link(url) else url)


def counted(number: int, one: str, many: str = "") -> str:
    """A number and its noun: "1 error", "1,200 errors", "no errors" never."""
    return f"{number:,} {one if number == 1 else many or one + 's'}"


def listed(parts: list[str]) -> str:
    """A list in words: "a, b and c"."""
    return " and ".join([", ".join(parts[:-1]), parts[-1]] if len(parts) > 1 else parts)
