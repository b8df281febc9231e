"""More people lost than were ever deployed.

What it finds
    Totals of killed or captured that are above those deployed, of one population and scope: an error. Irrecoverable
    losses above them, or killed and captured of one statement together: a warning, since prisoners die, and others
    come back and are lost again. The number deployed is the same statement's, else the same source's, else the
    nearest in time, and it is named; of another source it carries at most a warning.

Why it matters
    Nobody is killed or captured twice, and only who was there can be. Mostly the deployment was larger, or it is of a
    narrower group; or casualties were read as deaths.

Bad
    id,population,scope,measure,reported,as_of,published,source
    a,army,front,killed,"about 14,000",2024-05-01,2024-05-02,ministry
    b,army,front,deployed,"about 11,000",2024-05-01,2024-05-02,ministry

Good
    id,population,scope,measure,reported,as_of,published,source
    a,army,front,casualties,"about 14,000",2024-05-01,2024-05-02,ministry
    b,army,front,deployed,"about 11,000",2024-05-01,2024-05-02,ministry

Limits
    The smallest number lost has to be above the largest number deployed. One deployed that was counted earlier, at an
    uncertain time or on a source's own list is only a floor, and carries a note; one counted later is a ceiling.
    Numbers for a period are not compared, since who falls in a week may have been sent before. Casualties can be more
    than those deployed, as people are wounded twice: those are R201's, which keeps quiet about pairs that are told
    here. A number deployed that its source has withdrawn is not used. Killed and captured together are told only
    where neither is above by itself. Shares and planned, retracted and retold figures are left out. A gap smaller
    than the rounding of the numbers is a note.

Evidence
    - lost: the figure of those lost, or two of them
    - deployed: the figure of those deployed
    - lost_low: the smallest that the lost can be
    - deployed_high: the largest that the deployed can be
    - gap: how many more were lost than sent
    - ratio: the larger over the smaller of the two; null over 0
    - rounding: the rounding of the numbers, added; a gap below it is a note
    - basis: how the deployment was chosen: same statement, same source or nearest in time
    - timing: when it was counted: same day, later, earlier or at an uncertain time

References
    None: it follows from what deployed is, all who were ever there.
"""

from typing import Any

from checker.figures.book import Book
from checker.figures.findings import Repair
from checker.figures.hits import Hits, Told
from checker.figures.losses import LOOSE, lost_and_sent
from checker.figures.phrases import count, json_number

SEVERITY = "error"
ONE_CLASH = True


def find(book: Book) -> Hits:
    """Those lost with the number of those deployed that is chosen for them."""
    return Hits(*lost_and_sent(book))


def tell(book: Book, hit: Any) -> Told:
    """One number, or two, above those deployed."""
    say, sent, lost = book.phrases, int(hit.second), [int(at) for at in (hit.first, hit.third) if at >= 0]
    named = " and ".join(f"{say.said(at)} {say.noun(at)}" for at in lost)
    message = (
        f"{say.people(sent)}: {say.source(lost[0])} said {named} {say.until(lost[0])}, at least {count(hit.low)}; "
        f"{say.claim(sent)} as deployed, at most {count(hit.high)}. {_verdict(book, hit)}"
    )
    evidence = {
        "lost": [book.ids[at] for at in lost], "deployed": book.ids[sent], "lost_low": json_number(hit.low),
        "deployed_high": json_number(hit.high), "gap": json_number(hit.gap), "ratio": json_number(hit.ratio),
        "rounding": json_number(hit.rounding), "basis": hit.basis, "timing": hit.timing,
    }  # fmt: skip
    ask = f"Ask {say.source(sent)}: who is counted as deployed, and up to which day?"
    return Told(message, (*lost, sent), evidence, hit.severity, _repairs(book, hit, lost), ask)


def _verdict(book: Book, hit: Any) -> str:
    """What follows, or what would have to be so."""
    gap = f"That is {count(hit.gap)} more than were sent"
    if hit.floor:
        return f"{gap}, so it holds only if at least {count(hit.low)} had been deployed by then: a hint and no more."
    if hit.third >= 0 or book.phrases.value(hit.first, "measure") == LOOSE:
        return f"{gap}, so it holds only if at least {count(hit.gap)} are counted twice, as prisoners who died are."
    return f"{gap}, so the two are inconsistent."


def _repairs(book: Book, hit: Any, lost: list[int]) -> tuple[Repair, ...]:
    """Either fewer were lost, by as many as are too many, or as many were sent."""
    low, ids, ratio = book.column("low"), book.ids, json_number(hit.ratio)
    gap, rest = float(hit.gap), {at: float(hit.high - (hit.low - low[at])) for at in lost}
    fewer = (
        Repair(ids[at], 0.0, most, gap, json_number(low[at] / most) if most else None) for at, most in rest.items()
    )
    return (*fewer, Repair(ids[hit.second], float(hit.low), None, gap, ratio))
