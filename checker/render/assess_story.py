"""What people are told of a claim before all else: the verdict, and what it rests on, a line each."""

from collections.abc import Iterator, Sequence

from checker.figures.assessment import Assessment, Neighbour, RatioLine
from checker.figures.beside import AGREES, APART, DIFFERS
from checker.figures.dates import in_words, read_day
from checker.figures.findings import Finding
from checker.figures.phrases import Phrases, amount, count
from checker.render.plain import counted, listed

SHOWN = 3  # names in a line; the rest are counted


def headline(found: Assessment) -> str:
    """The verdict in one line."""
    known = found.report.known_on
    return f"{_verdict(found)}{f', as known on {in_words(read_day(known))}' if known else ''}"


def _verdict(found: Assessment) -> str:
    clashes = [finding for finding in found.clashes if finding.severity != "note" and finding.status == "new"]
    if clashes:
        figures = {figure for finding in clashes for figure in found.opposed(finding)}
        sources = {_source(found, figure) for figure in figures}
        return f"Inconsistent with {counted(len(figures), 'figure')} of {counted(len(sources), 'source')}"
    outside = [line for line in found.ratios if line.side]
    if outside:
        return f"No clash found, but {counted(len(outside), 'ratio is', 'ratios are')} implausible"
    if found.clashes:
        return "No clash found but what is waived or within the rounding of the numbers"
    return "No clash found" if found.neighbours else "No clash found, and nothing near it to compare it with"


def claimed(found: Assessment) -> str:
    """The claim, and how it was read."""
    quote = found.quote
    return (
        f"{quote.source} said {quote.amount} {quote.as_of}, published {quote.published}: {quote.quantity}."
        f"{f' It is a share of {found.claim.share_of}.' if found.claim.share_of else ''}"
    )


def points(found: Assessment) -> Iterator[tuple[str, str]]:
    """The few lines to read, each a heading and what there is to say."""
    yield "Clashes", _clashes(found)
    told = {figure for finding in found.clashes for figure in found.opposed(finding)}
    for stance, words in ((AGREES, "Agrees with"), (DIFFERS, "Differs from"), (APART, "Could have changed from")):
        if near := [one for one in found.holding(stance) if one.quote.id not in told]:
            yield words, _said(near)
    for line in _telling(found.ratios):
        yield "Ratio", ratio_in_words(found, line)
    yield "Independence", independence(found)
    if found.implied:
        low, high = found.implied
        yield "Room", f"the other figures leave {amount(low, float('inf') if high is None else high)} for it on its day"
    for reading in found.readings[:SHOWN]:
        yield "Reading", reading.message
    if found.only_if:
        yield "Only if", "; ".join(found.only_if)


def _clashes(found: Assessment) -> str:
    """With whom, by how much."""
    told = [_clash(found, finding) for finding in found.clashes]
    return _few(told) if told else "none was found; that says that it can be so, not that it is right"


def _clash(found: Assessment, finding: Finding) -> str:
    against = found.opposed(finding)
    with_whom = _name(found, against[0]) if against else "what it says itself"
    more = f" and {counted(len(against) - 1, 'more figure')}" if len(against) > 1 else ""
    gap = next((f", apart by {count(r.gap)}" for r in finding.repairs if r.figure == found.quote.id), "")
    return f"{with_whom}{more}{gap} ({finding.code} {weight(finding)})"


def weight(finding: Finding) -> str:
    """How grave a finding is, and whether it has been looked at before: "warning", "warning, waived"."""
    return finding.severity if finding.status == "new" else f"{finding.severity}, {finding.status}"


def _name(found: Assessment, figure: str) -> str:
    say, at = Phrases(found.dataset), found.dataset.position[figure]
    return f"{say.source(at)} {say.said(at)} {say.noun(at)}"


def _source(found: Assessment, figure: str) -> str:
    return str(found.dataset.figures["source"].iloc[found.dataset.position[figure]])


def _few(words: Sequence[str]) -> str:
    more = [f"{len(words) - SHOWN:,} more"] if len(words) > SHOWN else []
    return listed([*words[:SHOWN], *more])


def _said(near: Sequence[Neighbour]) -> str:
    """Each source once, with what it said nearest in time."""
    names = {one.source: one.quote.source for one in near}
    words = {one.source: f"“{one.quote.reported}”" if one.quote.reported else one.quote.range for one in reversed(near)}
    return _few([f"{name} ({words[source]})" for source, name in names.items()])


def _telling(ratios: Sequence[RatioLine]) -> list[RatioLine]:
    """Those outside their bands, else the first of each code."""
    outside = [line for line in ratios if line.side]
    first = {line.code: line for line in reversed(ratios)}
    return outside[:SHOWN] or sorted(first.values(), key=lambda line: line.code)


def ratio_in_words(found: Assessment, line: RatioLine) -> str:
    """One ratio in short."""
    beside = f" (beside {_name(found, line.other)})" if line.other else ""
    edge = f"{line.side} the band, so implausible ({line.severity})" if line.side else "inside the bands"
    return f"{line.value} {line.title}{beside}: {edge}{f'; {line.standing}' if line.standing else ''}"


def independence(found: Assessment) -> str:
    """How many carry the quantity without the claim."""
    behind = found.independence
    if not behind.figures:
        return "nobody else in the table counts this"
    of = f" of {counted(len(behind.camps), 'camp')} ({listed(list(behind.camps))})" if behind.camps else ""
    own = "; the claim's own source is one of them" if found.claim.source in behind.sources else ""
    names = [found.dataset.source_name(source) for source in behind.sources]
    who = f": {_few(names)}" if names else ""
    return f"without the claim, {counted(behind.origins, 'independent source')}{of}{who}{own}"
