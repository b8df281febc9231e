"""Those lost compared with those deployed."""

import numpy as np
import pandas as pd

from checker.figures.book import NEVER, Book, Ints, Mask
from checker.figures.cells import accounts
from checker.figures.groups import numbered
from checker.figures.judging import with_denominators
from checker.figures.kinship import NONE
from checker.figures.parts import LOST, together

LOOSE = "irrecoverable"  # may count people who died as prisoners, or who came back, twice


def more_than_sent(book: Book, first: Ints, second: Ints) -> Mask:
    """Pairs of totals where the smallest number lost is above the largest number deployed; second NONE is no pair."""
    lost = book.of_measures((*LOST, LOOSE)) & ~book.is_period
    sent = np.asarray(book.figures["measure"] == "deployed")
    result: Mask = (second != NONE) & lost[first] & sent[second]
    result &= (book.column("low")[first] > book.column("high")[second]) & together(book, first, second)
    return result


def lost_and_sent(book: Book) -> tuple[int, pd.DataFrame]:
    """How many of those lost were compared, and those of whom there are more than of those deployed.

    Returns:
        The number, and a frame: first, third (the captured beside first, the killed, else NONE), second (the
        deployed), low (of first and third), high (of second), gap, ratio, rounding, severity, basis, timing, and
        floor, whether more may have been deployed than second says.
    """
    counts, measure = book.is_witness & ~book.is_period, book.figures["measure"]
    lost = np.flatnonzero(counts & np.asarray(measure.isin((*LOST, LOOSE))))
    sent = np.flatnonzero(counts & np.asarray(measure == "deployed") & (book.superseded == NEVER))
    pairs = with_denominators(book, lost, sent).assign(third=NONE)
    alone = more_than_sent(book, pairs["first"].to_numpy(), pairs["second"].to_numpy())
    found = pd.concat([pairs[alone], _joined(book, pairs[~alone])], ignore_index=True)
    return len(pairs), _judged(book, found)


def _joined(book: Book, pairs: pd.DataFrame) -> pd.DataFrame:
    """The killed who are more than those deployed together with the captured of their account."""
    low, high, measure = book.column("low"), book.column("high"), book.figures["measure"]
    place = numbered([book.once(accounts), *(book.figures[name].cat.codes for name in ("population", "scope"))])
    pairs = pairs.assign(place=place[pairs["first"]], what=np.asarray(measure, dtype=object)[pairs["first"]])
    killed, captured = (pairs[pairs["what"] == word] for word in LOST)
    captured = captured[["first", "place"]].rename(columns={"first": "third"})
    both = killed.drop(columns="third").merge(captured, on="place")
    lost = low[both["first"]] + low[both["third"]]
    fine = (lost > high[both["second"]]) & together(book, both["first"].to_numpy(), both["second"].to_numpy())
    widest: pd.DataFrame = both.assign(lost=lost)[fine]
    widest = widest.sort_values(["lost", "first", "third"], ascending=[False, True, True])
    return widest.drop_duplicates("place").drop(columns=["place", "what", "lost"]).sort_values("first")


def _judged(book: Book, found: pd.DataFrame) -> pd.DataFrame:
    """With the arithmetic, and the severity that it can carry."""
    first, second, third = (found[side].to_numpy() for side in ("first", "second", "third"))
    low, high, fine = (book.column(name) for name in ("low", "high", "low_rounding"))
    lost = low[first] + np.where(third == NONE, 0, low[third])
    rounding = fine[first] + np.where(third == NONE, 0, fine[third]) + book.column("high_rounding")[second]
    with np.errstate(divide="ignore"):
        found = found.assign(low=lost, high=high[second], gap=lost - high[second], ratio=lost / high[second])
    twice = (third != NONE) | np.asarray(book.figures["measure"] == LOOSE)[first]
    floor = (found["timing"] != "same day") & ((found["timing"] != "later") | book.is_remainder[second])
    floor |= book.column("own_list").astype(bool)[second]
    others = book.source[first] != book.source[second]
    severity = np.select([floor | (found["gap"] < rounding), twice | others], ["note", "warning"], "error")
    return found.assign(rounding=rounding, floor=floor, severity=severity)
