"""One figure beside what others say of the same quantity at about the same time."""

import numpy as np
import numpy.typing as npt
import pandas as pd

from checker.figures.book import Book, Ints

NEAR = 31  # days
AGREES, DIFFERS, APART = "agrees", "differs", "apart in time"


def beside(book: Book, at: int) -> pd.DataFrame:
    """The other sources' figures of a figure's quantity and period that were counted at most 31 days from it.

    Retold figures are no witnesses, and those that their source had withdrawn are left out; a share is set beside
    shares of the same only.

    Returns:
        A row a figure, the nearest first: at, days (how far apart the two were counted, 0 where that may be one day),
        and stance: AGREES, the ranges meet; DIFFERS, they do not, and cannot both hold; APART, they do not, but the
        count can have changed from the one day to the other.
    """
    first, last = book.column("as_of_first"), book.column("as_of_last")
    days = np.maximum(np.maximum(first - last[at], first[at] - last), 0)
    alike = (book.quantity == book.quantity[at]) & (book.column("period_start") == book.column("period_start")[at])
    alike &= np.asarray(book.figures["share_of"] == book.figures["share_of"].iloc[at])
    stands = book.reported & ~book.is_retold & (book.superseded > book.column("published")[at])
    other = np.flatnonzero(alike & stands & (book.source != book.source[at]) & (days <= NEAR))
    rows = pd.DataFrame({"at": other, "days": days[other], "stance": stances(book, np.full(len(other), at), other)})
    return rows.sort_values(["days", "at"], kind="stable", ignore_index=True)


def stances(book: Book, at: Ints, other: Ints) -> npt.NDArray[np.str_]:
    """How figures stand to others, pair by pair.

    A source's own list is a floor for all others; what may fall is comparable on one known day only.
    """
    low = book.column("low")
    high = np.where(book.column("own_list").astype(bool), np.inf, book.column("high"))
    first, last = book.column("as_of_first"), book.column("as_of_last")
    over, under = low[at] > high[other], low[other] > high[at]
    cannot = (over & (last[at] <= first[other])) | (under & (last[other] <= first[at]))
    moves = book.falls | book.column("is_share").astype(bool)
    cannot &= ~moves[other] | book.on_one_day(at, other)
    return np.select([~(over | under), cannot], [AGREES, DIFFERS], APART)
