"""Losses of a period that are, per day, an implausibly large share of the strength.

What it finds
    Killed, killed and wounded, casualties, losses or irrecoverable losses of a period, per day, over those present or
    deployed of the same population and scope: above the 90th percentile of past battles of that length a note, above
    the 95th a warning. In per cent a day: 37.5 and 53.7 for one day, 11.6 and 15.6 for two or three, 12.0 and 18.3 for
    four to seven, 3.2 and 5.0 for eight and more.

Why it matters
    So many are lost on the worst days of a war. A larger share mostly means that a total was taken for a week's count,
    or that the strength is of one part and the losses are of the whole.

Bad
    id,population,scope,measure,reported,period_start,as_of,published,source
    a,brigade,front,casualties,"3,000",2024-05-06,2024-05-12,2024-05-13,staff
    b,brigade,front,present,"2,000",,2024-05-12,2024-05-13,staff

Good
    id,population,scope,measure,reported,period_start,as_of,published,source
    a,brigade,front,casualties,250,2024-05-06,2024-05-12,2024-05-13,staff
    b,brigade,front,present,"2,000",,2024-05-12,2024-05-13,staff

Limits
    A day of battle is fiercer than an average day of a campaign, so a period can be implausible long before it passes
    these bands, and one that holds a battle and quiet weeks is judged as a long battle. The class is casualties; killed
    alone are judged by it too. The smallest that the losses can be is divided by the largest that the strength can be,
    which is the same statement's, else the same source's, else the nearest, at most 31 days from the period's last day.
    One counted earlier is only a floor, and a level counted later lacks those who were lost, so either makes at most a
    note. Periods whose last day is not known are not judged. Bands for all lengths can be set in checker.toml.

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
    - days: how many days the period has

References
    CDB90 9.0.3: 1,306 sides of battles, 1600–1982; checker/reference/README.md says what to beware of.
"""

from dataclasses import replace
from typing import Any

from checker.figures.book import Book
from checker.figures.daily import by_length, daily_losses
from checker.figures.hits import Hits, Told
from checker.figures.telling import tell_ratio

SEVERITY = "warning"


def find(book: Book) -> Hits:
    """The ratio R203 of `ratios.toml`, by the length of each period."""
    return Hits(*daily_losses(book, book.ratios["R203"]))


def tell(book: Book, hit: Any) -> Told:
    """One rate."""
    days = int(hit.days)
    told = tell_ratio(book, "R203", hit, by_length(book.ratios["R203"], days), days=days)
    return replace(told, evidence={**told.evidence, "days": days})
