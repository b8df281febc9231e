"""Small reports made by hand: a renderer needs no reader and no rule."""

import csv
import io
import math
import os
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pytest

from checker.figures.dataset import Dataset, Tree
from checker.figures.findings import Finding, Place, Reading, Repair
from checker.figures.measures import shipped_vocabulary
from checker.figures.quantity_table import QuantityRow
from checker.figures.report import Assumption, Implied, Report, RuleRun, in_order
from checker.figures.source_table import SourceRow
from checker.figures.table import Column, Table

SNAPSHOTS = Path(__file__).parent / "snapshots"
HEADER = "id,population,scope,measure,reported,low,high,as_of,published,source,via,url,status,derived_from,note"
ROWS = """\
a1,north,kursk,killed,"more than 3,000",3000,inf,2025-01-12,2025-01-13,nis,Yonhap,https://en.example.org/nis_(kr)?a=1&b=2,reported,,
a2,north,kursk,killed,about 300,270,330,2025-01-14,2025-01-15,staff,,http://www.example.com/x,reported,,first named list
a3,north,kursk,casualties,"4,000",4000,4000,2025-01-14,2025-01-15,bbc,BBC News,,reported,a1,
a4,north,kursk,killed,,1000,900,2025-01-14,2025-01-16,bbc,BBC News,,reported,,
a5,south,kursk,wounded,dozens,24,199,2025-02-01,2025-02-02,nis,,,planned,,
"""
VILE = (
    "<script>alert(1)</script><img src=x onerror=alert(1)>\" onmouseover='x' **bold** _it_ `c` "
    "[l](javascript:alert(1)) ![i](http://evil.example/i) | pipe @octocat user@evil.example #12 GH-7 www.evil.example "
    "https://evil.example/ :+1: $x$ ~~s~~ {{ 7*7 }} {% x %} [red]r[/red] \x1b[31m \x07 \u202eevil\u2066 \u200b "
    "]]> --> &lt; \\ \ud800 \x85 <!-- " + 10_000 * "w"
)


@dataclass(frozen=True)
class Drawing:
    """A chart such as `charts.draw` gives."""

    file: str = "totals.svg"
    title: str = "Totals"
    caption: str = "Totals by day <b>"
    alt: str = "Three [totals]"
    svg: str = (
        '<?xml version="1.0"?>\n<!DOCTYPE svg>\n'
        '<svg xmlns="http://www.w3.org/2000/svg" id="drawing-1"><path d="M0 0"/></svg>\n'
    )
    kind: str = "ranges"
    finding: str = ""
    table: tuple[tuple[str, ...], ...] = (("Figure", "Range"), ("a1", "at least 3,000 <b>"))


def dataset(
    rows: str, *, name: str = "small", rejected: Sequence[str] = (), sources: pd.DataFrame | None = None
) -> Dataset:
    """A dataset from lines of `HEADER`; `rejected` are the ids that left the book."""
    text = f"{HEADER}\n{rows}"
    records = csv.reader(io.StringIO(text, newline=""))
    next(records)
    starts, cells = [], []
    before = records.line_num
    for record in records:
        starts.append(before + 1)
        cells.append(record)
        before = records.line_num
    fields = HEADER.split(",")
    columns = {field: _column([row[at] for row in cells]) for at, field in enumerate(fields)}
    frame = pd.DataFrame(cells, columns=fields, dtype=object)
    return Dataset(
        name=name,
        sha256="0" * 64,
        vocabulary=shipped_vocabulary(),
        figures=_typed(frame, rejected),
        populations=_tree({"north": "North Korean forces", "south": ""}),
        scopes=_tree({"kursk": "Kursk Oblast"}),
        sources=_sources() if sources is None else sources,
        tables={"figures.csv": Table("figures.csv", tuple(fields), columns, len(cells), text, starts)},
        findings=(),
        rules=(),
        ratios={},
    )


def _column(words: Sequence[str]) -> Column:
    distinct = tuple(dict.fromkeys(words)) or ("",)
    return Column(distinct, np.array([distinct.index(word) for word in words], np.int32))


def _typed(frame: pd.DataFrame, rejected: Sequence[str]) -> pd.DataFrame:
    days = {field: [date.fromisoformat(day).toordinal() for day in frame[field]] for field in ("as_of", "published")}
    typed = frame.drop(columns=["as_of"]).assign(
        low=[float(low) for low in frame["low"]],
        high=[float(high) for high in frame["high"]],
        row=range(len(frame)),
        as_of_first=days["as_of"],
        as_of_last=days["as_of"],
        published=days["published"],
        period_start=0,
        is_share=False,
        share_of="",
        statement="",
        revises="",
        derivation="",
    )
    return typed[~typed["id"].isin(rejected)].reset_index(drop=True)


def _tree(names: dict[str, str]) -> Tree:
    nodes = pd.DataFrame(
        {"name": [name or key for key, name in names.items()], "since": 0, "may_fall": False}, index=list(names)
    )
    return Tree(nodes, declared=True)


def _sources() -> pd.DataFrame:
    names = {
        "nis": ("South Korea's NIS", "south-korea"),
        "staff": ("Ukrainian General Staff", "ukraine"),
        "bbc": ("BBC", ""),
    }
    return pd.DataFrame(names, index=["name", "party"]).T


RULES = (
    RuleRun("C401", "disjoint-ranges", "warning", 1200, 1),
    RuleRun("A101", "part-exceeds-whole", "error", 3, 0),
    RuleRun("F003", "inverted-range", "error", 5, 1),
    RuleRun("R203", "daily-loss-rate", "note / warning", 0, 0, "left out by --ignore"),
)
CLASH = Finding(
    "C401",
    "disjoint-ranges",
    "warning",
    "North Korean forces, Kursk Oblast: killed: South Korea's NIS said “more than 3,000” by 12 January 2025, the "
    "Ukrainian General Staff “about 300” by 14 January 2025: apart by 2,670, 9.1 times.",
    ("a1", "a2"),
    (Place("figures.csv", 0, "reported"),),
    {"gap": 2670.0, "ratio": math.inf, "others": [("a1", np.int64(2))]},
    (Repair("a1", 0, 330, 2670, 9.0909090909), Repair("a2", 3000, None, 2670, 11.1111)),
    (Reading("a1", "measure", "killed", "casualties", "a1 counts casualties."),),
    "Ask the NIS whether it counted the wounded.",
    "a1 a2",
)
FINDINGS = (
    CLASH,
    Finding(
        "F003",
        "inverted-range",
        "error",
        "low is 1,000 and high 900.",
        ("a4",),
        (Place("figures.csv", 3, "high"),),
        subject="a4",
    ),
    Finding(
        "R202",
        "wounded-per-killed",
        "warning",
        "14 wounded per killed.",
        ("a3",),
        (Place("figures.csv", 2, "low"),),
        subject="a3",
    ),
    Finding("P506", "no-link", "note", "No url.", ("a3",), (Place("figures.csv", 2, "url"),), subject="a3"),
    Finding("P506", "no-link", "note", "No url.", ("a5",), (Place("figures.csv", 4, "url"),), subject="a5"),
    Finding(
        "A101",
        "part-exceeds-whole",
        "error",
        "North Korean forces, Kursk Oblast: 5 killed of 4 casualties.",
        ("a3", "a1"),
        subject="a3",
        status="waived",
    ),
    Finding("T303", "rate-jump", "warning", "A jump.", ("a2",), subject="a2", status="baseline"),
    Finding("P504", "single-source", "note", "One source carries the whole table."),
)


def views(
    sources: tuple[SourceRow, ...] = (), quantities: tuple[QuantityRow, ...] = (),
    assumptions: tuple[Assumption, ...] = (), implied: tuple[Implied, ...] = (),
) -> dict[str, Callable[[], tuple[Any, ...]]]:  # fmt: skip
    """What a report works out when it is read."""
    return {
        "sources": lambda: sources, "quantities": lambda: quantities, "assumptions": lambda: assumptions,
        "implied": lambda: implied,
    }  # fmt: skip


SOURCES = (
    SourceRow("bbc", "BBC", "media", "", 0, 1, 0, 0, None, 0, 0, None, 0),
    SourceRow("nis", "South Korea's NIS", "intelligence", "south-korea", 1, 0, 1, 0, 1.5, 0, 1, 0.3333, 1234),
    SourceRow("staff", "Ukrainian General Staff", "", "ukraine", 1, 0, 0, 0, 1.0, 2, 1, 9.0909, 1),
)
QUANTITIES = (
    QuantityRow("north", "kursk", "killed", 2, 2, ("nis", "staff"), ("south-korea", "ukraine")),
    QuantityRow("south", "kursk", "captured", 3, 1, (), ()),
    QuantityRow("south", "kursk", "wounded", 1, 1, ("bbc",), ()),
)


@pytest.fixture
def report() -> Report:
    """A report with a little of everything."""
    data = dataset(ROWS, rejected=["a4"])
    assumed = (Assumption("a5", "as_of taken from published"), Assumption("a1", "as_of taken from published"))
    return Report(data, in_order(FINDINGS), RULES, None, "2025-03-01", views=views(SOURCES, QUANTITIES, assumed))


@pytest.fixture
def clean() -> Report:
    """A report of two figures that has nothing to say."""
    return Report(dataset("\n".join(ROWS.splitlines()[:2])), (), RULES[:2])


@pytest.fixture
def hostile() -> Report:
    """A report whose every word, but for ids and numbers, tries to be more than a word."""
    link = "javascript:alert(1)//" + VILE
    cells = ["x1", VILE, VILE, "killed", VILE, "1", "2", "2025-01-01", "2025-01-02", VILE, VILE, link, VILE, VILE, VILE]
    out = io.StringIO()
    csv.writer(out, lineterminator="\n").writerows([cells, ["x2", *cells[1:4], "", *cells[5:]]])
    sources = pd.DataFrame({"name": [VILE], "party": [VILE]}, index=pd.Index([VILE], dtype=object), dtype=object)
    data = dataset(out.getvalue(), name=VILE, sources=sources)
    clash = Finding(
        "C401",
        "disjoint-ranges",
        "warning",
        VILE,
        ("x1", "x2"),
        (Place("figures.csv", 0, "reported"),),
        {VILE: [VILE]},
        (Repair("x1", 0, 1, 1, 2.0),),
        (Reading("x1", "digits", VILE, VILE, VILE),),
        VILE,
        "x1 x2",
    )
    others = (
        replace(clash, code="R201", figures=("x1",)),
        replace(clash, severity="note"),
        replace(clash, status="waived"),
        replace(clash, code="F001"),
    )
    return Report(
        data, (clash, *others), (RuleRun("C401", "disjoint-ranges", "warning", 1, 1, VILE),),
        views=views(
            (SourceRow(VILE, VILE, VILE, VILE, 1, 1, 1, 1, 1.0, 1, 1, 1.0, 1),),
            (QuantityRow(VILE, VILE, "killed", 2, 1, (VILE,), (VILE,)),),
            (Assumption("x1", VILE),),
            (Implied(VILE, VILE, "killed", "2024-01-01", 1.0, None, VILE),),
        ),
    )  # fmt: skip


@pytest.fixture
def snapshot() -> Callable[[str, str], None]:
    """Compares a text with a file in snapshots/, or writes it there with UPDATE_SNAPSHOTS=1."""

    def compare(file: str, text: str) -> None:
        if os.environ.get("UPDATE_SNAPSHOTS"):
            (SNAPSHOTS / file).write_text(text, encoding="utf-8", newline="\n")
        assert text == (SNAPSHOTS / file).read_text(encoding="utf-8")

    return compare
