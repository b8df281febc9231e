"""A waiver whose last day is over.

What it finds
    Waivers in checker.toml whose `expires` is before today. They waive nothing any more.

Why it matters
    What was accepted for a time has to be looked at again.

Bad
    id,population,scope,measure,reported,as_of,published,source
    a,army,front,killed,100,2024-05-01,2024-05-02,staff
    b,army,front,killed,80,2024-06-01,2024-06-02,staff

    [[waiver]]
    rule = "T301"
    figures = ["a", "b"]
    reason = "The staff is asked; its answer is due in July."
    expires = 2024-07-31

Good
    id,population,scope,measure,reported,as_of,published,source
    a,army,front,killed,100,2024-05-01,2024-05-02,staff
    b,army,front,killed,80,2024-06-01,2024-06-02,staff

    [[waiver]]
    rule = "T301"
    figures = ["a", "b"]
    reason = "The staff struck twenty names from its list, and says so nowhere in writing."

Limits
    On its last day a waiver still holds. Where no day for today is known, none expires.

Evidence
    - rule: the code that the waiver is for
    - figures: the figures that it names
    - reason: why it was waived

References
    None.
"""

from collections.abc import Collection

from checker.figures.dates import in_words
from checker.figures.waivers import Waiver

SEVERITY = "note"


def tell(waiver: Waiver, _ids: Collection[str]) -> str:
    """One waiver that is over."""
    return f"The {waiver} expired on {in_words(waiver.expires or 1)}. Its reason was: “{waiver.reason.rstrip('.')}”."
