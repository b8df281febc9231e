"""Far more, or far fewer, wounded than the killed would lead one to expect.

What it finds
    Wounded over killed of one population and scope, counted at most 31 days apart: outside 2 to 10 a note, outside 1
    to 13 a warning.

Why it matters
    In war at least two are wounded for each who is killed. Fewer than one points to killed and casualties mixed up, to
    wounded left out, or to people killed who could not defend themselves. Very many point to dead left out.

Bad
    id,population,scope,measure,reported,as_of,published,source
    a,army,front,killed,77,2024-12-23,2024-12-23,forces
    b,army,front,wounded,40,2024-12-23,2024-12-23,forces

Good
    id,population,scope,measure,reported,as_of,published,source
    a,army,front,killed,77,2024-12-23,2024-12-23,forces
    b,army,front,wounded,240,2024-12-23,2024-12-23,forces

Limits
    Judged by the bound that is kindest to the figure. Small numbers of one engagement scatter widely: a count for a
    period of fewer than 30 killed is no denominator. The denominator is the same statement's, else the same
    source's, else the nearest in time. One counted earlier makes at most a note; one counted later may have grown
    since, so too few wounded for it are at most a note. Nothing is divided by 0 killed. The members of a split with
    a may_fall member (men and women beside "sex not known") are left out: how many of the dead and of the wounded
    have been told apart is another ratio. Bands can be changed in checker.toml.

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
    Coupland RM, Meddings DR. Mortality associated with use of weapons in armed conflicts, wartime atrocities, and
    civilian mass shootings: literature review. BMJ 1999;319:407–410.
"""

from typing import Any

from checker.figures.book import Book
from checker.figures.hits import Hits, Told
from checker.figures.judging import judge
from checker.figures.kinship import kinship
from checker.figures.telling import tell_ratio

SEVERITY = "warning"


def find(book: Book) -> Hits:
    """The ratio R202 of `ratios.toml`, for people none of whom are yet to be told apart."""
    people = kinship(book, "population")
    checked, rows = judge(book, book.ratios["R202"])
    return Hits(checked, rows[~people.shifts[people.node[rows["first"]]]].reset_index(drop=True))


def tell(book: Book, hit: Any) -> Told:
    """One ratio."""
    return tell_ratio(book, "R202", hit)
