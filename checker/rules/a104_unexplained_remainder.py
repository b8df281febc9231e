"""A loose total that is far above the parts which its own statement gives.

What it finds
    Casualties, losses or irrecoverable losses whose smallest is more than 10 % above the largest of all that the same
    statement gives of them, for one period and day. The statement has to give the killed and the wounded (apart or as
    one sum); captured and gone missing count with them where they are given. For a loose term of one's own: all that
    it names.

Why it matters
    What else a loose term holds is its source's own choice, and the statement does not say it. Readers will take all
    of it for killed and wounded.

Bad
    id,population,scope,measure,reported,as_of,published,source
    a,army,front,casualties,"55,000",2024-05-01,2024-05-02,staff
    b,army,front,killed,"15,000",2024-05-01,2024-05-02,staff
    c,army,front,wounded,"30,000",2024-05-01,2024-05-02,staff

Good
    id,population,scope,measure,reported,as_of,published,source
    a,army,front,casualties,"55,000",2024-05-01,2024-05-02,staff
    b,army,front,killed,"15,000",2024-05-01,2024-05-02,staff
    c,army,front,wounded,"30,000",2024-05-01,2024-05-02,staff
    d,army,front,captured,"6,000",2024-05-01,2024-05-02,staff

Limits
    Nothing clashes here: a loose term may hold more. The total's smallest is compared with the parts' largest, so an
    open-ended part ("more than 30,000") explains any remainder. Another loose term of the statement counts for what
    it names where that explains more (irrecoverable for killed). Parts by population or scope are not looked at. A
    source's own list ("confirmed 304") is no largest, but for a total of such a list. Shares and planned, retracted
    and retold figures are left out.

Evidence
    - total: the loose total
    - parts: its parts
    - total_low: the smallest that the total can be
    - parts_high: the largest that the parts can be together
    - remainder: how many are left at least
    - share: these over the largest of the parts; null over 0

References
    None: the limit of 10 % is the project's own choice.
"""

from typing import Any

from checker.figures.book import Book
from checker.figures.hits import Hits, Told
from checker.figures.phrases import count, json_number, percents
from checker.figures.remainders import unexplained
from checker.figures.summing import listed, plus

SEVERITY = "note"


def find(book: Book) -> Hits:
    """Every loose total that is far above its parts."""
    return Hits(*unexplained(book))


def tell(book: Book, hit: Any) -> Told:
    """One total and its parts."""
    say, whole, ids = book.phrases, int(hit.first), book.ids
    rest, share = hit.low - hit.high, hit.low / hit.high - 1 if hit.high else None
    names = listed([f"{say.said(at)} {say.noun(at)}" for at in hit.parts])
    most = plus(book.column("high")[at] for at in hit.parts)
    message = (
        f"{say.people(whole)}: {say.claim(whole)} as {say.noun(whole)}, at least {count(hit.low)}. The same statement "
        f"gives {names}, at most {most} = {count(hit.high)}. At least {count(rest)} are left"
        f"{'' if share is None else f', {percents(share, share)} of that'}, and nothing says who they are."
    )
    evidence = {
        "total": ids[whole], "parts": [ids[at] for at in hit.parts], "total_low": json_number(hit.low),
        "parts_high": json_number(hit.high), "remainder": json_number(rest), "share": share and json_number(share),
    }  # fmt: skip
    ask = f"Ask {say.source(whole)}: who is counted as {say.noun(whole)} beside these?"
    return Told(message, (whole, *hit.parts), evidence, None, (), ask)
