"""The plain wordings, at most a qualifier and a number, read much faster than by the whole grammar.

Nearly every wording of a large table is one of these. What is read here is read alike by `checker.figures.wording`, and
a test holds the two to it.
"""

import math
import re

from checker.figures.wording import BEFORE, Reading, rounding

# at most 15 digits: every end then lies below 2**53
PLAIN = re.compile(r"(?:([a-z]+(?: [a-z]+){0,4}) )?([0-9]{1,15}|[1-9][0-9]{0,2}(?:,[0-9]{3}){1,4})", re.ASCII)
KINDS = {"about", "at_least", "at_most", "nearly", "own_list"}
SIGNS = {" ".join(tokens): kind for tokens, kind in BEFORE.items() if kind in KINDS} | {"": "exactly"}


def quick(words: str) -> Reading | None:
    """The reading of a plain count, without its `how`; None where only the whole grammar can tell."""
    match = PLAIN.fullmatch(words.lower())
    sign = SIGNS.get(match[1] or "") if match else None
    if match is None or sign is None:
        return None
    whole = int(match[2].replace(",", ""))
    margin = rounding(whole)
    low, high = _ends(sign, whole, margin)
    return Reading(
        float(low), float(high), (float(whole),), 0.0 if sign == "at_most" else margin,
        0.0 if sign == "at_least" else margin, own_list=sign == "own_list", is_share=False, how="",
    )  # fmt: skip


def _ends(sign: str, whole: int, margin: float) -> tuple[float, float]:
    """The range, rounded outward to whole numbers."""
    if sign == "about":
        return max(math.floor(whole - margin), 0), math.ceil(whole + margin)
    if sign == "nearly":
        return max(math.floor(whole - 2 * margin), 9 * whole // 10), whole
    return (0 if sign == "at_most" else whole), (math.inf if sign == "at_least" else whole)
