"""The pictures of clashes and of the sources, and the band of what is left."""

import re
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from checker import load
from checker.figures.agreement import AgreementRow
from checker.figures.findings import Finding, Repair
from checker.figures.report import Implied, Report
from checker.render.charts import Chart, draw
from checker.render.charts.look import MOST_CLASHES

from .conftest import views
from .test_charts import HEADER, SOURCES, colours, row, texts, tree

Make = Callable[..., Report]
PAIR = {"earlier_low": 3000.0, "later_high": 330.0}


@pytest.fixture
def make(tmp_path: Path) -> Make:
    """Make a report from lines of figures.csv, findings and views."""

    def make(*rows: str, findings: tuple[Finding, ...] = (), **more: Any) -> Report:
        for name, text in {"figures": "\n".join([HEADER, *rows]), "sources": SOURCES}.items():
            (tmp_path / f"{name}.csv").write_text(text + "\n", encoding="utf-8")
        return Report(load(tmp_path), findings, (), **more)

    return make


def clash(*figures: str, subject: str = "", evidence: dict[str, Any] | None = None, gap: float = 2670.0) -> Finding:
    """A finding that says that figures cannot all be true."""
    repairs = (Repair(figures[0], 0, 330, gap, 9.1),) if gap else ()
    return Finding(
        "C401", "disjoint-ranges", "warning", "apart", figures, subject=subject, repairs=repairs,
        evidence=PAIR if evidence is None else evidence,
    )  # fmt: skip


def of_kind(report: Report, kind: str) -> list[Chart]:
    """The charts of one kind."""
    return [chart for chart in draw(report) if chart.kind == kind]


TWO = (row("a", "more than 3,000"), row("b", day="2025-02-10", source="hur"))


def test_a_clash_is_bars_on_one_axis_with_its_arithmetic(make: Make) -> None:
    """Who said what when beside each bar, the sum above them, the gap between two broken lines."""
    finding = clash("a", "b")
    [chart] = of_kind(make(*TWO, findings=(finding,)), "clash")
    assert chart.file == f"clash-{finding.fingerprint}.svg"
    assert chart.finding == finding.fingerprint
    assert chart.title == "A clash: north, kursk: killed"
    assert chart.caption.startswith("3,000 − 330 = 2,670 apart, 9.1 times. Each bar")
    shown = texts(chart)
    assert {"3,000 − 330 = 2,670 apart, 9.1 times.", "The NIS", "“more than 3,000”, 14 January 2025"} <= set(shown)
    assert len(colours(chart)) == 2
    assert chart.table[1:] == (
        ("The NIS", "“more than 3,000”", "at least 3,000", "by 14 January 2025", "north, kursk"),
        ("HUR", "“about 300”", "270 to 330", "by 10 February 2025", "north, kursk"),
    )
    assert 'fill="#999999"' in chart.svg


@pytest.mark.parametrize(
    ("evidence", "gap", "words"),
    [
        ({"sum": 20125, "total": 20842}, 717, "20,842 − 20,125 = 717 apart, 1.04 times."),
        ({"part_low": 5, "whole_high": 0}, 5, "5 − 0 = 5 apart."),
        ({"arithmetic": "300 + 2,700 < 3,800"}, 800, "300 + 2,700 < 3,800"),
        ({}, 12, "Off by 12."),
        ({"earlier_low": None, "later_high": 3}, 0, ""),
    ],
)
def test_the_arithmetic_of_a_clash(make: Make, evidence: dict[str, Any], gap: float, words: str) -> None:
    """Two ends, the sentence of a joint clash, how far it is off, or nothing."""
    [chart] = of_kind(make(*TWO, findings=(clash("a", "b", evidence=evidence, gap=gap),)), "clash")
    assert chart.caption == f"{words} Each bar spans what the wording allows; an arrow has no upper end.".strip()


def test_a_clash_of_several_things_says_what_each_counts(make: Make) -> None:
    """Measures that differ are named; many figures are counted, and percentages find no place among counts."""
    rows = [row(f"m{n}", f"{100 + n}", measure="killed" if n % 2 else "wounded") for n in range(12)]
    share = row("s", "a third", share_of="casualties")
    report = make(*rows, share, findings=(clash(*(f"m{n}" for n in range(12)), "s", "elsewhere"),))
    [chart] = of_kind(report, "clash")
    assert "“101”, north: killed" in texts(chart)
    assert chart.caption.endswith("what the wording allows. 3 more of the clash are not drawn.")  # there is no arrow
    alone = make(row("a"), share, findings=(clash("a", "s"),))
    assert of_kind(alone, "clash") == []
    one = make(*TWO, share, findings=(clash("a", "b", "s"),))
    assert of_kind(one, "clash")[0].caption.endswith("1 more of the clash is not drawn.")


def test_numbers_far_apart_share_an_axis(make: Make) -> None:
    """Powers of ten where the figures lie more than thirty times apart."""
    rows = (row("a", "more than 90,000,000,000"), row("b", "3", day="2025-02-10", source="hur"))
    [chart] = of_kind(make(*rows, findings=(clash("a", "b"),)), "clash")
    assert {"0", "10", "1e+09"} <= set(texts(chart))


@pytest.mark.parametrize(
    ("other", "labels"),
    [
        ({"scope": "war"}, ["kursk: killed", "war: killed"]),
        ({"population": "all"}, ["north: killed", "all: killed"]),
        ({"measure": "wounded"}, ["north: killed", "north: wounded"]),
        ({"population": "all", "scope": "war"}, ["north, kursk: killed", "all, war: killed"]),
        ({}, ["14 January 2025", "10 February 2025"]),
    ],
)
def test_what_differs_is_named_beside_the_bars(make: Make, other: dict[str, str], labels: list[str]) -> None:
    """Of whom and where, if that differs; what is counted, or else up to when."""
    rows = row("a", "more than 3,000"), row("b", day="2025-02-10", source="hur", **other)
    [chart] = of_kind(make(*rows, findings=(clash("a", "b"),)), "clash")
    shown = texts(chart)
    assert all(any(text.endswith(f", {label}") for text in shown) for label in labels), shown


def test_the_worst_twenty_are_drawn(make: Make) -> None:
    """Those that are told first, then the widest; notes, waived and known ones are not."""
    many = tuple(clash("a", "b", subject=str(n), gap=float(n)) for n in range(30))
    quiet = (
        replace(clash("a", "b"), severity="note"), replace(clash("a", "b"), status="waived"),
        replace(clash("a", "b"), status="baseline"),
    )  # fmt: skip
    assert len(of_kind(make(*TWO, findings=(*many, *quiet)), "clash")) == MOST_CLASHES
    assert of_kind(make(*TWO, findings=quiet), "clash") == []


AGREE = (AgreementRow("bbc", "hur", 4, 3, 1, 0), AgreementRow("hur", "nis", 8, 3, 1, 4))


def test_sources_side_by_side(make: Make) -> None:
    """A square for two sources, filled where most counts meet, framed where some cannot both be so."""
    rows = (*TWO, row("c", source="bbc"))
    report = make(*rows, views={**views(), "agreement": lambda: AGREE}, findings=(clash("a", "b"),))
    [chart] = of_kind(report, "agreement")
    assert {"3/4", "3/8", "BBC  1", "HUR  2", "The NIS  3"} <= set(texts(chart))
    assert chart.table[1:] == (
        ("BBC", "HUR", "4", "3", "1", "0", "0"),
        ("HUR", "The NIS", "8", "3", "1", "4", "1"),
    )
    assert "BBC and HUR: 3 of 4 meet; HUR and The NIS: 3 of 8 meet" in chart.alt
    assert chart.svg.count('stroke="#111111"') == 1
    assert of_kind(make(*rows), "agreement") == []


def test_many_sources_have_small_squares(make: Make) -> None:
    """Twenty-four sources fit in one picture."""
    rows = tuple(AgreementRow("s00", f"s{n:02}", 1, 1, 0, 0) for n in range(1, 24))
    [chart] = of_kind(make(*TWO, views={**views(), "agreement": lambda: rows}), "agreement")
    spots = [float(text.get("x", "0")) for text in tree(chart).iter("text")]
    assert len(spots) == 23 + 24 + 24
    assert max(spots) < 640


def test_counted_and_published(make: Make) -> None:
    """A mark a figure, above the broken line where it came late, and how many came more than a year after."""
    rows = (row("a"), row("b", "", "2020-01-01"), row("c", day="2025-02"), row("d", status="retracted"))
    [chart] = of_kind(make(*rows), "dates")
    assert chart.caption.startswith("2 figures: on the broken line")
    old = (row("a", day="1863-07-03"), row("b", day="1863-07-01"))
    [late] = of_kind(make(*old), "dates")
    assert late.caption.endswith("2 came out more than a year after.")
    assert late.table[1][-1] == "1 January 2026"
    assert of_kind(make(row("a")), "dates") == []
    soon = (row("a", day="2025-12-31"), row("b", day="2026-01-01"))
    [chart] = of_kind(make(*soon), "dates")
    assert "more than a year" not in chart.caption
    assert any(re.fullmatch(r"Jan 2026|2026", text) for text in texts(chart))


def test_what_is_left_is_a_band(make: Make) -> None:
    """Between two broken lines over the days; one day alone has some width; loose terms of sources are left out."""
    left = (
        Implied("north", "kursk", "killed", "2025-01-14", 100.0, 200.0),
        Implied("north", "kursk", "killed", "2025-02-01", 100.0, None),
        Implied("north", "kursk", "killed", "2035-01-14", 100.0, 200.0),
        Implied("north", "kursk", "casualties", "2025-01-14", 1.0, 2.0, "nis"),
    )
    for some in (left, left[:1]):
        [chart] = of_kind(make(*TWO, views=views(implied=some)), "ranges")
        assert chart.caption.endswith("The grey band is what the figures in no clash leave.")
        assert "left by those in no clash" in texts(chart)
        assert chart.svg.count('fill="#999999"') == 2
    [chart] = of_kind(make(*TWO, views=views(implied=left[3:])), "ranges")
    assert 'fill="#999999"' not in chart.svg
    mixed = make(*TWO, row("c", scope="village"), views=views(implied=left))
    assert "left by those in no clash" in texts(of_kind(mixed, "ranges")[0])


def test_past_battles_are_shown_beside_shares(make: Make) -> None:
    """Where half, nine of ten and nineteen of twenty of the reference class stay below, within the axis."""
    evidence = {
        "low": 0.3, "high": 0.35, "numerator": "a", "denominator": None, "reference": {"class": "cdb90-share"},
        "bands": {"note": {"above": 0.2}, "warning": {"above": 0.3}},
    }  # fmt: skip
    share = Finding("R201", "casualty-share", "warning", "many", ("a",), evidence=evidence)
    [chart] = of_kind(make(*TWO, findings=(share,)), "shares")
    assert {"half of past sides ", "9 of 10 "} <= set(texts(chart))
    assert "19 of 20 " not in texts(chart)
    assert "Dotted: of 1,310 battle sides, 1600–1982 (CDB90), half stayed below 9 %" in chart.caption
    assert chart.table[1][1:] == ("30.0 %", "35.0 %")
