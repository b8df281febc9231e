"""Casualties that are an implausibly large share of those deployed.

What it finds
    Casualties, losses, irrecoverable, killed, or a sum of killed and wounded, over all who were ever deployed, of one
    population and scope: above 20 % a note, above 30 % a warning. Shares that a source states itself are judged too.
    Where nobody says how many were deployed, but the statement of a total counts those present on an earlier day, as at
    the beginning of a battle, these are taken: above 20 % a note, above 56 % a warning.

Why it matters
    Few forces have lost a third of their men and gone on. A larger share mostly means that the deployment was larger,
    that several weeks of reinforcements are missing from it, or that the casualties are counted differently.

Bad
    id,population,scope,measure,reported,as_of,published,source
    a,army,front,casualties,"about 4,000",2024-01-15,2024-01-24,ministry
    b,army,front,deployed,"about 11,000",2024-01-15,2024-01-24,ministry

Good
    id,population,scope,measure,reported,as_of,published,source
    a,army,front,casualties,"about 1,000",2024-01-15,2024-01-24,ministry
    b,army,front,deployed,"about 11,000",2024-01-15,2024-01-24,ministry

Limits
    Judged by the bound that is kindest to the figure. The denominator is the same statement's, else the same
    source's, else the nearest in time, and it is named; one counted earlier is only a floor, so what rests on it is at
    most a note. Where more were killed, or irrecoverably lost, than were deployed, A103 speaks instead. Bands can be
    changed in checker.toml.

Evidence
    - numerator: the figure that is divided
    - denominator: the figure that it is divided by; null where the source states the ratio itself
    - low: the smallest that the ratio can be
    - high: the largest, null where there is none
    - side: above or below the band
    - limit: the edge of the band that is left
    - basis: how the denominator was chosen: same statement, same source, nearest in time or a stated share
    - timing: when it was counted: same day, later, earlier or at an uncertain time
    - bands: outside which values a note or a warning is due
    - citation: where the bands come from
    - reference: the class of past cases, their number, the percentile in it and its source; null where there is no
      class

References
    CDB90 9.0.3: 1,310 sides of battles, 1600–1982: casualties over strength have a median of 9 % and a 90th percentile
    of 38 %; over the strength at the beginning, where no more is known, 6 % and 56 % (295 sides, 1915–1945). The bands
    of 20 and 30 % are the project's own choice, for a whole deployment.
"""

from typing import Any

from checker.figures.book import Book
from checker.figures.hits import Hits, Told
from checker.figures.judging import judge
from checker.figures.losses import more_than_sent
from checker.figures.ratios import at_beginning
from checker.figures.telling import THERE, tell_ratio

SEVERITY = "warning"


def find(book: Book) -> Hits:
    """The ratio R201 of `ratios.toml`, without what A103 tells."""
    checked, pairs = judge(book, book.ratios["R201"])
    apart = ~more_than_sent(book, pairs["first"].to_numpy(), pairs["second"].to_numpy())
    return Hits(checked, pairs[apart].reset_index(drop=True))


def tell(book: Book, hit: Any) -> Told:
    """One share."""
    if hit.beginning:
        return tell_ratio(book, "R201", hit, at_beginning(book.ratios["R201"]), who=THERE)
    return tell_ratio(book, "R201", hit)
