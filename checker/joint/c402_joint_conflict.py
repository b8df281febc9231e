"""Figures that cannot all hold together, though no more specific finding says so.

What it finds
    The smallest groups of figures that no course of events could have made true together: drop any one of them, and
    the rest can hold. A total is more than its parts can be; a share of a total is more than another source counts in
    all; killed and wounded by one source are fewer than both together by another, days before; a part of a place lost
    more than the whole. All that is reported is held against what must hold whoever counts: totals do not fall, sums
    are sums, parts are in their wholes, who was lost had been there. One finding is reported for each set of quantities
    and sources, led by the widest gap.

Why it matters
    No two of the figures need clash, so that nobody sees it who reads them one by one. At least one of them is
    inconsistent with what happened, or is not what it is called.

Bad
    id,population,scope,measure,reported,as_of,published,source
    a,army,front,killed,300,2024-01-13,2024-01-14,agency
    b,army,front,wounded,"2,700",2024-01-13,2024-01-14,agency
    c,army,front,killed_and_wounded,"3,800",2024-01-05,2024-01-05,president

Good
    id,population,scope,measure,reported,as_of,published,source
    a,army,front,killed,300,2024-01-13,2024-01-14,agency
    b,army,front,wounded,"2,700",2024-01-13,2024-01-14,agency
    c,army,front,killed_and_wounded,"3,800",2024-01-25,2024-01-25,president

Limits
    What two sources mean by a loose term (casualties, losses, irrecoverable) need not be one thing, so such terms meet
    only through what they are known to hold. A day that a statement leaves open may be any of its span. A source's own
    list is a floor for others. A population or scope marked may_fall may not fall where the parts that it is made up
    of, or the whole that it is all of, may not; the finding then says so. Planned, retracted and retold figures are no
    witnesses, nor are withdrawn ones from the day of the revision on. A clash that another finding tells (A101 to A103,
    C401, C403, T301, T302, T304) is not told again. A gap smaller than the rounding of the numbers is a note. No other
    number is named for a member that matters by its dates alone, or is a share of what the others leave at 0: then the
    arithmetic says that its number does not matter. Whoever is a member is not thereby at fault.

Evidence
    - sets: each group of figures, with its gap, its ratio and its arithmetic
    - arithmetic: that of the first group
    - gap: by how many people they are apart; where it is a share that does not fit, by how many percentage points
    - ratio: the larger over the smaller of what is set against each other; null over 0
    - rounding: the rounding of the numbers, added; a gap below it is a note

References
    Fellegi and Holt 1976, JASA 71:17-35, for the smallest changes that make records consistent; Chinneck 2008,
    Feasibility and Infeasibility in Optimization, for irreducible sets, elastic programmes and the deletion filter.
"""

from collections.abc import Iterable, Sequence

from checker.figures.book import Book
from checker.figures.findings import Repair, Severity
from checker.figures.hits import Told
from checker.figures.phrases import count, json_number, more_of, times
from checker.figures.summing import listed
from checker.joint.arithmetic import Clash
from checker.joint.places import Places
from checker.joint.repairs import Needed

SEVERITY = "warning"


def subject(book: Book, one: Clash) -> tuple[tuple[tuple[str, str, str], ...], tuple[str, ...]]:
    """What a clash is about: its quantities and its sources."""
    quantities = {book.dataset.quantity_at(at) for at in one.figures}
    return tuple(sorted(quantities)), tuple(sorted({str(book.phrases.value(at, "source")) for at in one.figures}))


def tell(book: Book, clashes: Sequence[Clash]) -> Told:
    """The clashes of one set of quantities and sources, the widest first."""
    lead = clashes[0]
    quantities, sources = subject(book, lead)
    say = book.phrases
    people = {say.people(at) for at in lead.figures}
    head = f"{people.pop()}: " if len(people) == 1 else ""
    wide = f", {times(lead.ratio)}" if 1 < lead.ratio < float("inf") else ""
    gap = f"{count(lead.gap)} percentage points" if lead.in_percent else count(lead.gap)
    message = (
        f"{head}{_claims(book, lead, named=not head)}. {lead.sums}{_kept_up(book, lead)} They are inconsistent "
        f"together: the gap is {gap}{wide}.{more_of(len(clashes) - 1, 'group of them clashes', 'groups of them clash')}"
    )
    evidence = {
        "sets": [_record(book, one) for one in clashes], "arithmetic": lead.sums, "gap": json_number(lead.gap),
        "ratio": json_number(lead.ratio), "rounding": json_number(lead.rounding),
    }  # fmt: skip
    figures = tuple(dict.fromkeys(at for one in clashes for at in one.figures))
    severity: Severity | None = "note" if lead.is_mild else "error" if len(sources) == 1 else None
    names = listed(list(dict.fromkeys(map(book.dataset.source_name, sources))))
    nouns = listed(list(dict.fromkeys(f"“{say.noun(at)}”" for at in lead.figures)))
    ask = f"Ask {names}: who is counted as {nouns}, where, and up to which day?"
    told = "\n".join(["\n".join(quantity) for quantity in quantities] + list(sources))
    return Told(message, figures, evidence, severity, tuple(_repair(book, one) for one in lead.members), ask, told)


def _claims(book: Book, one: Clash, *, named: bool) -> str:
    """Who said what up to when, a statement at a time."""
    say, groups = book.phrases, dict[tuple[str, str], list[str]]()
    for at in one.figures:
        of = str(say.value(at, "share_of"))
        base = f" of {_base(book, of)}" if of else ""
        words = f"{say.said(at)}{base} {say.noun(at)}{f' ({say.people(at)})' if named else ''}"
        groups.setdefault((say.source(at), say.until(at)), []).append(words)
    return "; ".join(f"{source} said {listed(words)} {until}" for (source, until), words in groups.items())


def _kept_up(book: Book, one: Clash) -> str:
    """Who in it may fall as declared, and yet cannot."""
    if not book.is_remainder[list(one.figures)].any():
        return ""
    sides, trees = Places(book).sides, {"population": book.dataset.populations, "scope": book.dataset.scopes}
    names = {
        trees[side].name(str(book.phrases.value(at, side)))
        for side, own in sides.items() for at in one.figures if int(own.kin.node[at]) in own.firm
    }  # fmt: skip
    why = "is marked may_fall, but the parts that it is made up of, or the whole that it is all of, are not"
    return "".join(f" {name} {why}." for name in sorted(names))


def _base(book: Book, of: str) -> str:
    """What a share is of: a measure, or the number of another figure."""
    if of in book.dataset.vocabulary:
        return book.dataset.vocabulary[of].noun
    at = book.dataset.positions([of])[of]
    return f"the {book.phrases.said(at)} {book.phrases.noun(at)}"


def _record(book: Book, one: Clash) -> dict[str, object]:
    return {
        "figures": [book.ids[at] for at in one.figures], "gap": json_number(one.gap),
        "ratio": json_number(one.ratio), "arithmetic": one.sums,
    }  # fmt: skip


def _repair(book: Book, one: Needed) -> Repair:
    high = None if one.high == float("inf") else one.high
    return Repair(book.ids[one.figure], max(one.low, 0.0), high, round(one.gap, 6), json_number(one.ratio))


def grouped(book: Book, clashes: Iterable[Clash]) -> list[list[Clash]]:
    """One group for each set of quantities and sources, led by the widest that is more than rounding."""
    groups: dict[object, list[Clash]] = {}
    for one in sorted(clashes, key=lambda one: (one.is_mild, -one.gap, one.figures)):
        groups.setdefault(subject(book, one), []).append(one)
    return sorted(groups.values(), key=lambda group: group[0].figures)
