"""What a rule hands back: a frame of hits, and how it puts one of them into words."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from typing import Any, NamedTuple

import numpy as np
import pandas as pd

from checker.figures.book import Book
from checker.figures.dataset import FIGURES
from checker.figures.findings import Finding, Place, Repair, Severity
from checker.figures.groups import numbered
from checker.figures.phrases import json_number


@dataclass(frozen=True)
class Hits:
    """The figures that a rule found, by position in `dataset.figures`.

    `frame` has a row per hit: first, second (-1 where the hit is one figure) and what the rule's `tell` needs besides.
    `checked` is how many figures or pairs were looked at; `skipped` says why the rule did not run. `complete` adds what
    is needed only where hits are told.
    """

    checked: int
    frame: pd.DataFrame
    skipped: str = ""
    complete: Callable[[pd.DataFrame], pd.DataFrame] = field(default=lambda frame: frame)


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


class Brief(NamedTuple):
    """Of one hit what findings are counted and sorted by; as `Told` has it."""

    figures: Sequence[int]
    subject: str = ""
    severity: Severity | None = None


def as_finding(code: str, name: str, severity: Severity, book: Book, told: Told) -> Finding:
    """What is told under a code as a finding, with the cells of its figures' amounts."""
    figures = _ids(book, told.figures)
    return Finding(
        code, name, told.severity or severity, told.message, figures, _places(book, told.figures), told.evidence,
        told.repairs, (), told.ask, told.subject or "\n".join(sorted(figures)),
    )  # fmt: skip


def untold(
    code: str, name: str, severity: Severity, book: Book, brief: Brief, *, telling: Callable[[], Told]
) -> Finding:  # fmt: skip
    """A finding that is told when it is first read."""
    figures = _ids(book, brief.figures)
    subject, late = brief.subject or "\n".join(sorted(figures)), partial(_late, book, brief.figures, telling)
    return Finding(code, name, brief.severity or severity, "", figures, subject=subject, telling=late).untold()


class Late(NamedTuple):
    """What is told late; as Finding has it."""

    message: str
    places: tuple[Place, ...]
    evidence: Mapping[str, Any]
    ask: str


def _late(book: Book, positions: Sequence[int], telling: Callable[[], Told]) -> Late:
    told = telling()
    return Late(told.message, _places(book, positions), told.evidence, told.ask)


def _ids(book: Book, positions: Sequence[int]) -> tuple[str, ...]:
    ids = book.ids
    return tuple([ids[at] for at in positions])


def _places(book: Book, positions: Sequence[int]) -> tuple[Place, ...]:
    rows, fields = book.column("row"), book.amount_field
    return tuple(Place(FIGURES, int(rows[at]), fields[at]) for at in positions)


def clashing_pairs(book: Book, first: Any, second: Any) -> pd.DataFrame:
    """Those pairs whose first figure's low is above the second's high, each once, with gap, ratio and severity.

    A gap smaller than the rounding of the two numbers makes a note; ratio is infinite where the second's high is 0.
    """
    first, second = np.asarray(first, np.int64), np.asarray(second, np.int64)
    apart = book.column("low")[first] > book.column("high")[second]
    first, second = first[apart], second[apart]
    low, high = book.column("low")[first], book.column("high")[second]
    rounding = book.column("low_rounding")[first] + book.column("high_rounding")[second]
    with np.errstate(divide="ignore"):
        pairs = pd.DataFrame({
            "first": first, "second": second, "low": low, "high": high, "gap": low - high, "ratio": low / high,
            "rounding": rounding, "severity": np.where(low - high < rounding, "note", "").astype(object),
        })  # fmt: skip
    return pairs.drop_duplicates(["first", "second"], ignore_index=True)


def led_by_widest(pairs: pd.DataFrame, groups: Any) -> pd.DataFrame:
    """One row per group of pairs: the widest that is no note, with all pairs of its group in the column `pairs`."""
    ranked = pairs.assign(group=np.asarray(groups), mild=pairs["severity"] == "note")
    ranked = ranked.sort_values(
        ["group", "mild", "gap", "first", "second"], ascending=[True, True, False, True, True], kind="stable"
    )
    leads = ranked.drop_duplicates("group").set_index("group")
    return (
        leads.assign(pairs=list(pairs_by(ranked, "group").values()))
        .drop(columns="mild")
        .sort_values(["first", "second"], kind="stable")
        .reset_index(drop=True)
    )


def pairs_by(pairs: pd.DataFrame, group: str) -> dict[Any, Any]:
    """First, second and gap of the pairs of each group, in the order of the groups; pairs of one stay as they are."""
    number = pairs[group].to_numpy()
    order = np.argsort(number, kind="stable")
    begins = np.flatnonzero(np.diff(number[order], prepend=-1)).tolist()
    listed = pairs[["first", "second", "gap"]].to_numpy()[order].tolist()
    ends = [*begins[1:], len(listed)][: len(begins)]
    return {number[order[begin]]: listed[begin:end] for begin, end in zip(begins, ends, strict=True)}


def by_quantity_and_sources(book: Book, pairs: pd.DataFrame) -> pd.DataFrame:
    """One row for each quantity and two sources, led by the widest."""
    sources = np.sort(book.source[pairs[["first", "second"]].to_numpy()], axis=1)
    return led_by_widest(pairs, numbered([book.quantity[pairs["first"]], *sources.T]))


def sources_subject(book: Book, hit: Any) -> str:
    """What a finding about one quantity and two sources is about, whichever of their figures lead it."""
    names = sorted(book.phrases.value(int(at), "source") for at in (hit.first, hit.second))
    return "\n".join([*book.dataset.quantity_at(int(hit.first)), *names])


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


def moved(book: Book, at: int, end: float, by: float) -> Repair:
    """One who is at least so much would have to be at most so much less; or, where `by` is above 0, the other way."""
    edge = float(end + by)
    low, high = (edge, None) if by > 0 else (0.0, edge)
    less, more = sorted((edge, float(end)))
    return Repair(book.ids[at], low, high, float(abs(by)), json_number(more / less) if less else None)
