"""What a rule hands back: a frame of hits, and how it puts one of them into words."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import numpy as np
import pandas as pd

from checker.figures.book import Book
from checker.figures.findings import Repair, Severity
from checker.figures.phrases import json_number


@dataclass(frozen=True)
class Hits:
    """The figures that a rule found, by position in `dataset.figures`.

    `frame` has a row per hit: first, second (-1 where the hit is one figure) and what the rule's `tell` needs besides.
    `checked` is how many figures or pairs were looked at; `skipped` says why the rule did not run.
    """

    checked: int
    frame: pd.DataFrame
    skipped: str = ""


@dataclass(frozen=True)
class Told:
    """One hit in words. `figures` are positions; `subject` replaces the sorted ids in the fingerprint."""

    message: str
    figures: tuple[int, ...]
    evidence: Mapping[str, Any] = field(default_factory=dict)
    severity: Severity | None = None
    repairs: tuple[Repair, ...] = ()
    ask: str = ""
    subject: str = ""


def clashing_pairs(book: Book, first: Any, second: Any) -> pd.DataFrame:
    """Those pairs whose first figure's low is above the second's high, each once, with gap, ratio and severity.

    A gap smaller than the rounding of the two numbers makes a note; ratio is infinite where the second's high is 0.
    """
    pairs = pd.DataFrame(
        {"first": np.asarray(first, np.int64), "second": np.asarray(second, np.int64)}
    ).drop_duplicates()
    low, high = book.column("low")[pairs["first"]], book.column("high")[pairs["second"]]
    rounding = book.column("low_rounding")[pairs["first"]] + book.column("high_rounding")[pairs["second"]]
    with np.errstate(divide="ignore", invalid="ignore"):
        pairs = pairs.assign(low=low, high=high, gap=low - high, ratio=low / high, rounding=rounding)
    pairs["severity"] = np.where(pairs["gap"] < pairs["rounding"], "note", "")
    return pairs[pairs["gap"] > 0].reset_index(drop=True)


def led_by_widest(pairs: pd.DataFrame, groups: Any) -> pd.DataFrame:
    """One row per group of pairs: the widest that is no note, with all pairs of its group in the column `pairs`."""
    if pairs.empty:
        return pairs.assign(pairs=pd.Series(dtype=object))
    ranked = pairs.assign(group=np.asarray(groups), mild=pairs["severity"] == "note")
    ranked = ranked.sort_values(
        ["group", "mild", "gap", "first", "second"], ascending=[True, True, False, True, True], kind="stable"
    )
    listed = ranked.groupby("group", sort=True)[["first", "second", "gap"]].apply(lambda rows: rows.to_numpy().tolist())
    leads = ranked.drop_duplicates("group").set_index("group").sort_index()
    return (
        leads.assign(pairs=listed)
        .drop(columns="mild")
        .sort_values(["first", "second"], kind="stable")
        .reset_index(drop=True)
    )


def members(pairs: list[list[float]]) -> tuple[int, ...]:
    """Every figure of a group of pairs, the lead's two first."""
    return tuple(dict.fromkeys(int(at) for first, second, _ in pairs for at in (first, second)))


def pair_evidence(book: Book, hit: Any) -> dict[str, Any]:
    """The arithmetic of a clash of two: the earlier smallest, the later largest, and how far apart they are."""
    ids = book.ids
    return {
        "earlier": ids[hit.first], "later": ids[hit.second], "earlier_low": json_number(hit.low),
        "later_high": json_number(hit.high), "gap": json_number(hit.gap), "ratio": json_number(hit.ratio),
        "rounding": json_number(hit.rounding),
    }  # fmt: skip


def all_pairs(book: Book, pairs: list[list[float]]) -> list[dict[str, Any]]:
    """The evidence of a group: each clashing pair with its gap."""
    ids = book.ids
    return [{"earlier": ids[int(i)], "later": ids[int(j)], "gap": json_number(gap)} for i, j, gap in pairs]


def pair_repairs(book: Book, hit: Any) -> tuple[Repair, Repair]:
    """Either the first figure is at most the second's high, or the second at least the first's low."""
    ids = book.ids
    ratio = json_number(hit.ratio)
    return (
        Repair(ids[hit.first], 0.0, float(hit.high), float(hit.gap), ratio),
        Repair(ids[hit.second], float(hit.low), None, float(hit.gap), ratio),
    )
