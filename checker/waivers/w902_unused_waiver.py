"""A waiver that waives nothing.

What it finds
    Waivers in checker.toml that have not expired and that no finding is covered by: none of the rule holds all of the
    waiver's figures.

Why it matters
    The clash is gone, or an id was changed or mistyped, and what the waiver was for counts again.

Bad
    id,population,scope,measure,reported,as_of,published,source
    a,army,front,killed,100,2024-05-01,2024-05-02,staff
    b,army,front,killed,120,2024-06-01,2024-06-02,staff

    [[waiver]]
    rule = "T301"
    figures = ["a", "b"]
    reason = "The staff struck twenty names from its list."

Good
    id,population,scope,measure,reported,as_of,published,source
    a,army,front,killed,100,2024-05-01,2024-05-02,staff
    b,army,front,killed,80,2024-06-01,2024-06-02,staff

    [[waiver]]
    rule = "T301"
    figures = ["a", "b"]
    reason = "The staff struck twenty names from its list."

Limits
    A waiver of a rule that was not run, or left out, is not called unused.

Evidence
    - rule: the code that the waiver is for
    - figures: the figures that it names
    - reason: why it was waived

References
    None.
"""

from collections.abc import Collection

from checker.figures.waivers import Waiver

SEVERITY = "note"


def tell(waiver: Waiver, ids: Collection[str]) -> str:
    """One waiver, and which of its ids are not in the table."""
    strange = [figure for figure in waiver.figures if figure not in ids]
    why = f"the table has no figure {' and no figure '.join(strange)}" if strange else "there is no such finding"
    return f"The {waiver} covers nothing: {why}."
