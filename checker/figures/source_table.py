"""The sources of a dataset side by side: what each said, how late, and how that stands beside what others said.

A description: the rows are in order of the sources' ids, and none of the numbers is a verdict.
"""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

from checker.figures.book import NEVER, Book, Ints
from checker.figures.dataset import Dataset
from checker.figures.findings import Finding
from checker.figures.groups import numbered
from checker.figures.windows import NOBODY

NEAR = 31  # days
TABLE_FAULTS = ("F", "W")  # findings of these are about how the table was kept, not about what was said


@dataclass(frozen=True, slots=True)
class SourceRow:
    """One source with at least one figure in the book.

    `reported` (at first hand), `retold`, `planned` and `retracted` add up to its figures. `lag` is the median of days
    from as_of to publication, over the reported ones whose as_of is one known day. `errors` are the findings of
    severity error all of whose figures are this source's, `clashes` those that say that figures of it and of others
    cannot all be true, notes left out; waived findings and the table's own faults (F, W) are in neither.

    `ratio`: each count of the source is set beside the count of another camp for the same quantity that is nearest in
    time, at most 31 days apart; the ratio is 1 where their ranges meet, else that of their nearest bounds: above 1
    where the source's lies higher. This is the median over those `compared`, None where there are none. Left out are
    planned, retracted and retold figures, shares, loose terms, withdrawn figures, counts whose as_of is not one known
    day, totals beside periods or periods that begin on different days, and ratios over or of 0. Of two equally near
    the later is taken. A source's own list has no upper bound here. A source without a party is a camp of its own.
    """

    id: str
    name: str
    kind: str
    party: str
    reported: int
    retold: int
    planned: int
    retracted: int
    lag: float | None
    errors: int
    clashes: int
    ratio: float | None
    compared: int


def source_table(book: Book, findings: Iterable[Finding]) -> list[SourceRow]:
    """A row for each source of the book, in order of their ids.

    Args:
        book: the book.
        findings: what a check of its dataset found.
    """
    dataset, sources = book.dataset, book.figures["source"].cat.categories
    numbers: Any = _numbers(book, len(sources))
    errors, clashes = _faults(dataset, findings)
    kinds = dataset.sources["kind"].to_dict()
    return [
        SourceRow(
            source, dataset.source_name(source), kinds.get(source, ""), dataset.party(source),
            row.reported, row.retold, row.planned, row.retracted, _median(row.lag), errors[source], clashes[source],
            _median(row.ratio), int(row.compared),
        )
        for source, row in zip(sources, numbers.itertuples(index=False), strict=True)
    ]  # fmt: skip


def _median(number: float) -> float | None:
    """A median to four decimals, None where there is none."""
    return None if np.isnan(number) else round(number, 4)


def _numbers(book: Book, sources: int) -> pd.DataFrame:
    """What is counted from the figures alone, a row a source."""
    status, own = book.figures["status"].to_numpy(), book.reported & ~book.is_retold
    frame = pd.DataFrame({
        "source": book.source, "reported": own, "retold": book.reported & book.is_retold,
        "planned": status == "planned", "retracted": status == "retracted",
    })  # fmt: skip
    result = frame.groupby("source").sum()
    days = pd.Series(book.column("published") - book.column("as_of_last"))[own & book.day_known]
    figures, ratios = _beside_others(book)
    beside = pd.Series(ratios).groupby(book.source[figures])
    found = {"lag": days.groupby(book.source[days.index]).median(), "ratio": beside.median(), "compared": beside.size()}
    return result.assign(**found).reindex(range(sources)).fillna({"compared": 0})


def _beside_others(book: Book) -> tuple[Ints, npt.NDArray[np.float64]]:
    """The counts that have another camp's near them, and the ratio of each to the nearest of those."""
    fine = book.is_witness & ~book.by_measure("is_loose") & book.day_known & (book.superseded == NEVER)
    figures = np.flatnonzero(fine)
    place, days = numbered([book.quantity, book.column("period_start")])[figures], book.column("as_of_last")[figures]
    mine, theirs = (figures[at] for at in _nearest_of_others(place, _camps(book)[figures], days))
    low, high = book.column("low"), np.where(book.column("own_list").astype(bool), np.inf, book.column("high"))
    over, under = low[mine] > high[theirs], high[mine] < low[theirs]
    top, bottom = np.where(over, low[mine], high[mine]), np.where(over, high[theirs], low[theirs])
    apart = over | under
    fine = ~apart | ((top > 0) & (bottom > 0))
    ratios = np.divide(top, bottom, out=np.ones(len(mine)), where=apart & fine)
    return mine[fine], ratios[fine]


def _camps(book: Book) -> Ints:
    """A number for the party of each figure's source, one of its own for each source without one."""
    sources = book.figures["source"].cat.categories
    names = [(party, "" if party else source) for source in sources for party in [book.dataset.party(source)]]
    number: dict[tuple[str, str], int] = {}
    camps = np.array([number.setdefault(name, len(number)) for name in names], dtype=np.int64)
    return camps[book.source]


def _nearest_of_others(place: Ints, camp: Ints, day: Ints) -> tuple[Ints, Ints]:
    """Those that have one of another camp in their place at most NEAR days away, each with the nearest such.

    Of two equally near the later.
    """
    order = np.lexsort((camp, day, place))
    place, camp, day = place[order], camp[order], day[order]
    begins = (np.diff(place, prepend=NOBODY) != 0) | (np.diff(camp, prepend=NOBODY) != 0)
    starts = np.append(np.flatnonzero(begins), len(order))
    run = np.cumsum(begins) - 1  # of one camp in one place
    before, after = starts[run] - 1, starts[run + 1]
    places, days = np.append(place, NOBODY), np.append(day, 0)  # whoever is first has that one before it
    past, future = (np.where(places[other] == place, np.abs(days[other] - day), NEAR + 1) for other in (before, after))
    near = np.minimum(past, future) <= NEAR
    return order[near], order[np.where(future <= past, after, before)[near]]


def _faults(dataset: Dataset, findings: Iterable[Finding]) -> tuple[Counter[str], Counter[str]]:
    """How many errors lie inside each source, and how many clashes it has with others."""
    source_of = dict(zip(dataset.figures["id"], dataset.figures["source"], strict=True))
    errors, clashes = Counter[str](), Counter[str]()
    for finding in findings:
        if finding.code.startswith(TABLE_FAULTS) or finding.status == "waived":
            continue
        sources = {source_of[figure] for figure in finding.figures}
        if finding.severity == "error" and len(sources) == 1:
            errors.update(sources)
        if finding.is_clash and finding.severity != "note" and len(sources) > 1:
            clashes.update(sources)
    return errors, clashes
