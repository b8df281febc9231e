"""Agreement of several sources that rests on one origin.

What it finds
    Figures of one quantity by different sources that share a number of four or more significant digits ("5,137");
    and figures worked out (derivation computed) from those of another source. What hangs together is one finding.

Why it matters
    The second source seems to confirm the first, but it only repeats it: there is one count, not two.

Bad
    id,population,scope,measure,reported,as_of,published,source
    a,army,front,killed,"5,137",2024-05-01,2024-05-02,ministry
    b,army,front,killed,"at least 5,137",2024-05-04,2024-05-05,agency

Good
    id,population,scope,measure,reported,as_of,published,source
    a,army,front,killed,"5,137",2024-05-01,2024-05-02,ministry
    b,army,front,killed,"about 5,100",2024-05-04,2024-05-05,agency

Limits
    That a number is the same makes one origin likely, not certain. Compared are the printed numbers of `reported`, else
    low and high; whole ones only, not shares, whatever their days. The first to publish is taken for the origin, on one
    day the first by id. Copies that say so (derivation retold) are not named; for one that a figure was worked out
    from, its original is. Nothing is said where a source works with its own figures only. Planned, retracted and
    retold figures are not compared.

Evidence
    - how: same number or computed, by what leads
    - agreeing: the figures that repeat or use another
    - origins: those that they go back to

References
    None.
"""

from collections.abc import Iterator
from functools import partial
from typing import Any

import numpy as np
import pandas as pd

from checker.figures.book import Book, Ints
from checker.figures.groups import in_order, numbered
from checker.figures.hits import Brief, Hits, Told
from checker.figures.links import linked
from checker.figures.origins import Origins, by_group, some_of, source_names

SEVERITY = "note"
SHOWN = 3


def find(book: Book) -> Hits:
    """Each figure that repeats or uses those of another source, with them; in one hit what hangs together."""
    origins = book.once(Origins)
    repeats, uses = origins.echoes, origins.worked_out
    first, second = (np.append(repeats[side], uses[side]) for side in (0, 1))
    places = numbered([np.tile(book.quantity[first], 2), np.append(first, second)]).reshape(2, -1)
    links = pd.DataFrame({"first": first, "second": second, "group": linked(*places)})
    links["same"] = np.arange(len(links)) < len(repeats[0])
    links = links.sort_values(["first", "second"], kind="stable")
    leads = links.drop_duplicates("group").reset_index(drop=True)
    return Hits(int(origins.counting.sum()), leads, complete=partial(_with_all, book, links))


def _with_all(book: Book, links: pd.DataFrame, leads: pd.DataFrame) -> pd.DataFrame:
    """The leads with all links of their groups, and with the figures of these."""
    lists = by_group(links["group"], links[["first", "second"]]).add_suffix("s")
    members = _members(book, leads["first"].to_numpy(), pd.factorize(links["group"])[0], links[["first", "second"]])
    return leads.join([lists, members])


def _members(book: Book, leads: Ints, group: Ints, links: pd.DataFrame) -> pd.DataFrame:
    """The figures of each group, once each, those of its lead's quantity first."""
    at, group = links.to_numpy(np.int64).T.ravel(), np.tile(group, 2)
    order = in_order([group, book.quantity[at] != book.quantity[leads[group]], at])
    at, group = at[order], group[order]
    others = (np.diff(at, prepend=-1) != 0) | (np.diff(group, prepend=-1) != 0)
    return by_group(group[others], pd.DataFrame({"figures": at[others]}))


def brief(book: Book, hits: pd.DataFrame) -> Iterator[Brief]:
    """The figures, those of the lead's quantity first."""
    leads = book.figures[["population", "scope", "measure"]].iloc[hits["first"]]
    quantities, ids = zip(*(leads[name].tolist() for name in leads), strict=True), book.ids
    for quantity, seconds, figures in zip(quantities, hits["seconds"], hits["figures"], strict=True):
        yield Brief(figures, "\n".join([*quantity, ids[min(seconds)]]))


def tell(book: Book, hit: Any) -> Told:
    """One origin, and who agrees with it."""
    say, lead, ids = book.phrases, int(hit.first), book.ids
    bases = [base for figure, base in zip(hit.firsts, hit.seconds, strict=True) if figure == lead][:SHOWN]
    rest = [at for at in hit.figures if at not in {lead, *bases}]
    how = "the same number" if hit.same else "worked out from that"
    also = source_names(book, [say.value(at, "source") for at in rest])
    more = f" {len(rest):,} more hang together with these, by {also}." if rest else ""
    said = some_of([f"{say.source(at)} said {say.said(at)} {say.noun(at)} {say.until(at)}" for at in bases])
    message = f"{say.quantity(lead)}: {said}; {say.claim(lead)}, {how}: one origin, so they count once.{more}"
    evidence = {
        "how": "same number" if hit.same else "computed",
        "agreeing": [ids[at] for at in dict.fromkeys(hit.firsts)],
        "origins": [ids[at] for at in sorted({*hit.seconds} - {*hit.firsts})],
    }
    subject = "\n".join([*book.dataset.quantity_at(lead), ids[min(hit.seconds)]])
    ask = f"Ask {say.source(lead)}: did anybody count besides {say.source(bases[0])}?"
    return Told(message, tuple(hit.figures), evidence, ask=ask, subject=subject)
