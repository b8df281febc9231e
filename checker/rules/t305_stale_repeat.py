"""An old number is said again though another source has long counted more.

What it finds
    A total with the same printed number as a total of the same quantity at least 30 days earlier, by that source or
    another, though the smallest that a source other than its own counts has risen above it meanwhile: above it on the
    later day or before, and not above it yet on the earlier. One finding is reported for each quantity, source and
    number, led by the first repetition.

Why it matters
    Old numbers are handed on for months, each time with a new date. The repetition looks like a fresh count, and like
    a source that denies what the others report.

Bad
    id,population,scope,measure,reported,as_of,published,source
    a,army,front,killed,"about 300",2024-01-10,2024-01-13,agency
    b,army,front,killed,"1,100",2024-03-01,2024-03-02,officials
    c,army,front,killed,"about 300",2024-03-20,2024-03-21,agency

Good
    id,population,scope,measure,reported,as_of,published,source
    a,army,front,killed,"about 300",2024-01-10,2024-01-13,agency
    b,army,front,killed,"1,100",2024-03-01,2024-03-02,officials
    c,army,front,killed,"about 1,100",2024-03-20,2024-03-21,agency

Limits
    Only a single printed number is a repetition, whatever words are around it; two numbers, or none, are not. Counts
    that may fall, loose terms, counts for a period and a source's own list are left out, and so are repetitions that
    were withdrawn since, and planned, retracted and retold figures: a retelling says itself where it comes from. Small
    round numbers come up twice by chance. The clash with the other source is C401's.

Evidence
    - first: the figure that gave the number first
    - repeats: those that gave it again
    - risen: the figure of another source that rose above it
    - number: the number
    - days: how many days lie between the first and its first repetition
    - risen_low: the smallest that the risen figure can be
    - high: the largest that the repeated one can be

References
    None.
"""

from typing import Any

from checker.figures.book import Book
from checker.figures.hits import Hits, Told
from checker.figures.phrases import count, json_number, more_of
from checker.figures.repeats import stale_repeats

SEVERITY = "note"
DAYS = 30


def find(book: Book) -> Hits:
    """Repetitions of a number, source by source, each with the figure of another source that rose above it."""
    return Hits(*stale_repeats(book, DAYS))


def tell(book: Book, hit: Any) -> Told:
    """One number that came again."""
    say, first, second, other, ids = book.phrases, int(hit.first), int(hit.second), int(hit.other), book.ids
    days = int(book.column("as_of_first")[second] - book.column("as_of_last")[first])
    message = (
        f"{say.quantity(second)}: {say.claim(second)}, the number that {say.source(first)} gave {say.until(first)}, "
        f"{count(days)} days earlier. Meanwhile {say.claim(other)}, so at least {count(hit.low)}, which is above "
        f"{count(hit.high)}.{more_of(len(hit.repeats) - 1, 'figure repeats it', 'figures repeat it')}"
    )
    evidence = {
        "first": ids[first], "repeats": [ids[at] for at in hit.repeats], "risen": ids[other],
        "number": json_number(hit.number), "days": days, "risen_low": json_number(hit.low),
        "high": json_number(hit.high),
    }  # fmt: skip
    subject = "\n".join([ids[first], say.value(second, "source")])
    ask = f"Ask {say.source(second)}: is this a count of its own, up to which day, or a number from before?"
    return Told(message, (second, first, other), evidence, None, (), ask, subject)
