"""The charts: what they show, that they are safe to put in a page, and that they never differ without reason."""

import math
import os
import re
import subprocess
import sys
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path
from xml.etree import ElementTree as ET

import matplotlib as mpl
import pytest
from hypothesis import HealthCheck, given
from hypothesis import strategies as st
from matplotlib.font_manager import FontProperties, findfont

from checker import load
from checker.figures.findings import Finding
from checker.figures.report import Report
from checker.render.charts import Chart, draw
from checker.render.charts.look import COLOURS, FONTS, MOST_CHARTS, NO_CAMP
from tests.helpers import examples

from .conftest import VILE

HEADER = "id,population,scope,measure,share_of,reported,period_start,as_of,published,source,status,derived_from"
SOURCES = "id,name,kind,party\nnis,The NIS,intelligence,seoul\nhur,HUR,belligerent,kyiv\nbbc,BBC,media,\n"
Make = Callable[..., Report]


def row(name: str, reported: str = "about 300", day: str = "2025-01-14", source: str = "nis", **more: str) -> str:
    """A line of figures.csv."""
    cells = {"population": "north", "scope": "kursk", "measure": "killed", "status": "reported", **more}
    cells |= {"id": name, "reported": f'"{reported}"', "as_of": day, "published": "2026-01-01", "source": source}
    return ",".join(cells.get(column, "") for column in HEADER.split(","))


@pytest.fixture
def make(tmp_path: Path) -> Make:
    """Make a report from lines of figures.csv, and findings."""

    def make(*rows: str, findings: tuple[Finding, ...] = (), sources: str = SOURCES, **tables: str) -> Report:
        for name, text in {"figures": "\n".join([HEADER, *rows]), "sources": sources, **tables}.items():
            (tmp_path / f"{name}.csv").write_text(text + "\n", encoding="utf-8")
        return Report(load(tmp_path), findings, ())

    return make


def clash(*figures: str, severity: str = "warning", status: str = "new") -> Finding:
    """A finding that says that figures cannot all be true."""
    return Finding("C401", "disjoint-ranges", severity, "apart", figures, status=status)  # type: ignore[arg-type]


def share(figure: str, low: float, high: float | None, base: str | None = None) -> Finding:
    """A finding of R201 as the rule makes it."""
    evidence = {
        "low": low, "high": high, "numerator": figure, "denominator": base,
        "bands": {"note": {"above": 0.2}, "warning": {"above": 0.3}},
    }  # fmt: skip
    return Finding("R201", "casualty-share", "warning", "many", (figure,), evidence=evidence)


def only(charts: list[Chart]) -> Chart:
    """The one chart that there is."""
    assert len(charts) == 1
    return charts[0]


def texts(chart: Chart) -> list[str]:
    """Every text that a chart shows."""
    return [element.text or "" for element in tree(chart).iter("text")]


def tree(chart: Chart) -> ET.Element:
    """The elements of a chart, without their namespace."""
    root = ET.fromstring(chart.svg)  # noqa: S314  (made by the code under test)
    for element in root.iter():
        element.tag = element.tag.removeprefix("{http://www.w3.org/2000/svg}")
    return root


def marks(chart: Chart) -> dict[str, ET.Element]:
    """Each mark that says something when pointed at, by what it says."""
    found = {mark.findtext("title", ""): mark for mark in tree(chart).iter("use")}
    return {tip: mark for tip, mark in found.items() if tip}


def colours(chart: Chart) -> set[str]:
    """The colours of camps that a chart uses."""
    return {colour for colour in (*COLOURS, NO_CAMP[0]) if colour.lower() in chart.svg.lower()}


def quantities(report: Report) -> list[Chart]:
    """The charts of quantities and of shares, without those of sources, dates and clashes."""
    return [chart for chart in draw(report) if chart.kind in {"ranges", "shares"}]


TWO = (row("a"), row("b", "more than 3,000", "2025-02-10", "hur"))
VARIED = (
    *TWO,
    row("c", "up to 900", "2025-02"),
    row("d", "40", "2025-03-01", "bbc", period_start="2025-02-01"),
    row("e", "1,000 to 2,000", "2025-03-05", "bbc", status="planned"),
    row("f", "about 300", "2025-01-14", "bbc", derived_from="a"),
    row("g", "dozens", "", "bbc"),
    row("h", "304 confirmed", "2025-03-20", "hur"),
)


def test_nothing_to_quantities(make: Make) -> None:
    """No readable figures give no chart, and neither does one alone."""
    assert quantities(make(row("a", "a lot"), row("b", "a lot"))) == []
    assert quantities(make(row("a"))) == []


def test_a_chart_says_what_it_is(make: Make) -> None:
    """Title, caption and alternative tell who, what, when, and by how many sources."""
    chart = only(quantities(make(*TWO)))
    assert (chart.file, chart.title) == ("north--killed.svg", "north: killed")
    assert chart.caption == (
        "2 figures by 2 sources, 14 January 2025 to 10 February 2025; each bar spans what the wording allows."
    )
    assert "The NIS: “about 300”, by 14 January 2025; HUR: “more than 3,000”, by 10 February 2025." in chart.alt
    assert {"north, kursk: killed", "The NIS", "HUR", "seoul", "kyiv", "this many or more"} <= set(texts(chart))


def test_same_bytes_twice_and_elsewhere(make: Make, tmp_path: Path) -> None:
    """Neither hash seed, time zone, locale nor somebody's own matplotlibrc changes a byte."""
    report = make(*VARIED)
    drawn = draw(report)
    assert draw(report) == drawn
    (tmp_path / "matplotlibrc").write_text("lines.linewidth: 9\nsvg.fonttype: path\naxes.facecolor: red\n")
    code = f"""
from checker import load
from checker.figures.report import Report
from checker.render.charts import draw
print(ascii(draw(Report(load({str(tmp_path)!r}), (), ()))))
"""
    for seed, zone, language in (("1", "Asia/Seoul", "C"), ("2", "America/New_York", "de_DE.UTF-8")):
        env = {**os.environ, "PYTHONHASHSEED": seed, "TZ": zone, "LC_ALL": language, "MATPLOTLIBRC": str(tmp_path)}
        run = subprocess.run([sys.executable, "-c", code], env=env, capture_output=True, text=True, check=True)
        assert run.stdout.strip() == ascii(drawn)


def test_settings_of_matplotlib_are_left_as_they_were(make: Make) -> None:
    """Drawing changes nothing for others in the same process, and draws with the font that is beside them."""
    before = dict(mpl.rcParams)
    quantities(make(*TWO))
    assert dict(mpl.rcParams) == before
    for weight, file in zip(("normal", "bold"), FONTS, strict=True):
        assert Path(findfont(FontProperties(family="Checker Sans", weight=weight))) == file


def test_charts_can_stand_in_one_page(make: Make) -> None:
    """Ids are unique over all charts, references stay inside one, and no style or address leaks out."""
    report = make(*VARIED, *(row(f"w{n}", "90", measure="wounded") for n in range(3)), findings=(share("a", 0.4, 0.5),))
    charts = quantities(report)
    assert len(charts) == 3
    seen: set[str] = set()
    for chart in charts:
        ids = [element.get("id", "") for element in tree(chart).iter() if element.get("id")]
        slug = chart.file.removesuffix(".svg")
        assert len(ids) == len(set(ids))
        assert seen.isdisjoint(ids)
        assert all(name.startswith(f"{slug}-") for name in ids)
        assert {element.get("href", "")[1:] for element in tree(chart).iter("use")} <= set(ids)
        assert set(tree(chart).get("aria-labelledby", "").split()) <= set(ids)
        seen.update(ids)
        assert chart.svg.startswith("<svg ")
        assert re.findall(r"\w+://[^\"\s]+", chart.svg) == ["http://www.w3.org/2000/svg"]
        assert {element.tag for element in tree(chart).iter()}.isdisjoint({"style", "metadata", "script", "image"})
        assert "url(" not in chart.svg
        assert " style=" not in chart.svg


def test_alternative_is_in_the_picture(make: Make) -> None:
    """A picture is announced by its title and its text alternative, on a white ground."""
    chart = only(quantities(make(*TWO)))
    root = tree(chart)
    assert root.get("role") == "img"
    assert (root.findtext("title"), root.findtext("desc")) == (chart.title, chart.alt)
    ground = next(root.iter("path"))
    assert ground.get("fill") == "#ffffff"


def test_hostile_names(make: Make) -> None:
    """Markup, formulas, controls and endless names are shown as text, and never become part of a path."""
    name = VILE.replace('"', "'").encode("utf-8", "replace").decode()
    sources = f'id,name,kind,party\n"{"x" * 5000}","{name}",media,"{name}"\n_y,$x^2$ <b>,media,_hidden $\\frac{{$\n'
    populations = f'id,name\n../../etc,"{name}"\nСевер,"朝鮮人民軍 {"軍" * 90}"\n'
    rows = [
        row(f"{letter}{n}", source=source, population=people)
        for letter, people in (("a", "../../etc"), ("b", "Север"))
        for n, source in enumerate(["x" * 5000, "_y"])
    ]
    charts = quantities(make(*rows, sources=sources, populations=populations))
    assert [chart.file for chart in charts] == ["etc--killed.svg", "killed.svg"]
    for chart in charts:
        assert "<script" not in chart.svg
        assert "<b>" not in chart.svg
        assert re.search("[\x00-\x08\x0b-\x1f\u202e]", chart.svg) is None
        assert max(map(len, texts(chart))) <= 120
        assert len(chart.title) <= 120
        assert len(chart.svg) < 20_000
        assert any(text.startswith("_hidden $\\frac{$") for text in texts(chart))


def test_file_names_never_collide(make: Make) -> None:
    """Names that come to the same letters get files of their own."""
    rows = [row(f"{n}{m}", population=people) for n, people in enumerate(["Ä b", "a-b", "a b"]) for m in "xy"]
    files = [chart.file for chart in quantities(make(*rows))]
    assert files == ["a-b--killed.svg", "a-b--killed-1.svg", "a-b--killed-2.svg"]


def test_signs(make: Make) -> None:
    """Each kind of figure is drawn in its own way, and the legend explains those that occur."""
    shown = set(texts(only(quantities(make(*VARIED, findings=(clash("a", "b"),))))))
    signs = ("or more", "or fewer", "these days only", "some day of these", "planned", "retold", "in a clash")
    assert all(any(text.endswith(sign) for text in shown) for sign in signs)
    assert "planned" not in texts(only(quantities(make(*TWO))))


def test_open_below_reaches_down_to_nothing(make: Make) -> None:
    """An "up to" is a dotted line to the foot of the axis, where a 0 stands even on a logarithmic one."""
    chart = only(quantities(make(row("a", "up to 90"), row("b", "90,000"))))
    assert {"0", "100", "10,000"} <= set(texts(chart))
    assert "stroke-dasharray" in chart.svg
    assert "stroke-dasharray" not in only(quantities(make(*TWO))).svg


def test_planned_and_retold_marks(make: Make) -> None:
    """A planned figure is hollow, a retold one small and pale."""
    chart = only(quantities(make(*VARIED)))
    groups = {tip: group for group in tree(chart).iter("g") for tip in tips(group)}
    planned = next(group for tip, group in groups.items() if "1,000 to 2,000" in tip)
    retold = next(group for tip, group in groups.items() if tip.startswith("BBC: “about 300”"))
    assert planned.get("fill") == "#ffffff"
    assert retold.get("fill-opacity") == "0.5"


def tips(group: ET.Element) -> list[str]:
    """What the marks of a group say."""
    return [mark.findtext("title", "") for mark in group.iter("use") if mark.find("title") is not None]


def test_period_spans_its_window(make: Make) -> None:
    """A figure for a week is as wide as the week, and its line through totals leaves it out."""
    days = (row("a", "10", "2025-01-01"), row("b", "30", "2025-01-11"))
    wide = only(quantities(make(*days, row("p", "20", "2025-01-11", period_start="2025-01-01"))))
    bars = [path.get("d", "") for path in tree(wide).iter("path") if path.get("stroke-width") == "2.2"]
    assert any(re.fullmatch(r"M [\d.]+ ([\d.]+) L [\d.]+ \1", bar) for bar in bars)
    assert "in these days only" in texts(wide)


def test_clashes_are_ringed(make: Make) -> None:
    """Figures in a clash have a ring; those in a note or a waived clash have none."""
    findings = (clash("a", "b"), clash("c", severity="note"), clash("d", status="waived"))
    chart = only(quantities(make(*VARIED, findings=findings)))
    assert chart.svg.count('stroke="#111111"') > 0
    assert "The 2 ringed are in a clash: not all can be true." in chart.caption
    assert "The 1 ringed is in a clash" in only(quantities(make(*VARIED, findings=(clash("a", "elsewhere"),)))).caption
    assert "#111111" not in only(quantities(make(*VARIED))).svg


def test_own_list_is_a_floor(make: Make) -> None:
    """A count of names on a list is drawn open, since it is a floor for everybody else."""
    assert "this many or more" in texts(only(quantities(make(row("a"), row("b", "304 confirmed")))))


@pytest.mark.parametrize(
    ("one", "other", "axis"),
    [("100", "3,000", "killed"), ("100", "3,001", "killed, logarithmic scale"), ("0", "0", "killed")],
)
def test_log_axis(make: Make, one: str, other: str, axis: str) -> None:
    """Numbers further apart than thirty times get a logarithmic axis, which says so."""
    shown = texts(only(quantities(make(row("a", one), row("b", other)))))
    assert [text for text in shown if text.startswith("killed")] == [axis]


def test_far_apart(make: Make) -> None:
    """Ten powers of ten share an axis of a few labels; beyond a billion they are short."""
    chart = only(quantities(make(row("a", "1"), row("b", "9,000,000,000"))))
    numbers = [text for text in texts(chart) if re.fullmatch(r"[\d,.e+]+", text)]
    assert 4 <= len(numbers) <= 9
    assert max(map(len, numbers)) <= 11


def test_same_camp_same_look_in_every_chart(make: Make) -> None:
    """A camp keeps colour and shape from chart to chart; a source of no camp is grey."""
    report = make(*TWO, row("c", source="hur", measure="wounded"), row("d", source="bbc", measure="wounded"))
    killed, wounded = quantities(report)
    assert colours(killed) == {COLOURS[0], COLOURS[1]}
    assert colours(wounded) == {COLOURS[1], NO_CAMP[0]}
    assert "no camp stated" in texts(wounded)


def test_a_new_camp_changes_no_colour(make: Make) -> None:
    """Camps take colours in the order in which they appear, so that a later one leaves the others theirs."""
    sources = SOURCES + "un,UN,international,alpha\n"
    before, after = (quantities(make(*TWO, *more, sources=sources)) for more in ((), (row("z", source="un"),)))
    assert colours(only(before)) < colours(only(after))


def test_many_camps(make: Make) -> None:
    """With sixty camps shapes and colours come again, and every camp is in the legend."""
    sources = "id,name,kind,party\n" + "\n".join(f"s{n},Source {n},other,camp {n}" for n in range(60))
    chart = only(quantities(make(*(row(f"r{n}", source=f"s{n}") for n in range(60)), sources=sources)))
    assert {f"camp {n}" for n in range(60)} <= set(texts(chart))


def test_scopes(make: Make) -> None:
    """A scope of three figures has a panel of its own; the small ones share one, named at the marks."""
    places = ("oblast", "oblast", "oblast", "oblast", "village", "strike", "strike")
    rows = [row(f"r{n}", scope=place) for n, place in enumerate(places)]
    shown = set(texts(only(quantities(make(*rows)))))
    assert {"north, oblast: killed", "north, 2 other scopes: killed", "The NIS, village", "The NIS, strike"} <= shown
    assert "north, village: killed" in texts(only(quantities(make(*rows[:5]))))
    assert "north, 2 scopes: killed" in texts(only(quantities(make(*rows[4:]))))


def test_quantities_left_out_are_counted(make: Make) -> None:
    """Of 27 quantities those with most figures are drawn, and the last caption says how many are not."""
    rows = [row(f"q{n}-{m}", population=f"group{n:02}") for n in range(27) for m in range(3 if n % 2 else 2)]
    charts = quantities(make(*rows))
    assert len(charts) == MOST_CHARTS
    assert {f"group{n:02}: killed" for n in range(1, 27, 2)} <= {chart.title for chart in charts}
    assert charts[-1].caption.endswith("Not drawn for want of room: 13 charts of no more figures than these.")
    assert not any("Not drawn" in chart.caption for chart in charts[:-1])


def test_retracted_figures_and_shares_are_no_counts(make: Make) -> None:
    """What was taken back and what is a percentage is not drawn among the counts."""
    rows = (row("s", "a third", share_of="casualties"), row("r", status="retracted"))
    assert quantities(make(row("a"), *rows)) == []
    assert only(quantities(make(*TWO, *rows))).caption.startswith("2 figures")


def many(number: int, sources: int) -> list[str]:
    """Figures of all kinds over two years."""
    words, start = ("about {}", "at least {}", "up to {}", "{}", "{} to 99,999"), date(2023, 1, 1)
    rows = []
    for n in range(number):
        day, window = start + timedelta(days=700 * n // number), start.isoformat() if n % 9 == 8 else ""
        amount = words[n % 5].format(1000 + 37 * n)
        rows.append(row(f"m{n}", amount, day.isoformat(), f"s{n % sources}", period_start=window))
    return rows


def named(sources: int) -> str:
    """A table of sources of five camps."""
    return "id,name,kind,party\n" + "\n".join(f"s{n},Source {n},other,camp {n % 5}" for n in range(sources))


def test_size(make: Make) -> None:
    """A hundred figures take less than 60 kB."""
    chart = only(quantities(make(*many(100, 12), sources=named(12), findings=(clash(*(f"m{n}" for n in range(100))),))))
    assert len(chart.svg.encode()) < 60_000


def test_too_many_to_quantities(make: Make) -> None:
    """Of four hundred figures three hundred are drawn, all that clash among them, and the caption says so."""
    ringed = [f"m{n}" for n in range(0, 400, 10)]
    chart = only(quantities(make(*many(400, 3), sources=named(3), findings=(clash(*ringed),))))
    assert "Only 300 are drawn: those in a clash first, the rest evenly in time." in chart.caption
    assert sum(len(tips(group)) for group in tree(chart).iter("g")) == 300
    assert "and 388 more" in chart.alt


def test_names_do_not_overlap(make: Make) -> None:
    """No two names of sources lie over one another, however close the marks; of many, those of clashes are named."""
    crowd = make(*(row(f"c{n}", f"{900 + n}", source=f"s{n}") for n in range(12)), sources=named(12))
    chart = only(quantities(crowd))
    spots = {text: spot(text) for text in tree(chart).iter("text") if (text.text or "").startswith("Source")}
    assert len(spots) >= 6
    for one, (x, y) in spots.items():
        for other, (u, v) in spots.items():
            assert one is other or abs(y - v) >= 9 or abs(x - u) >= 35
    busy = only(quantities(make(*many(40, 20), sources=named(20), findings=(clash("m3", "m4"),))))
    assert {text for text in texts(busy) if text.startswith("Source")} <= {"Source 3", "Source 4"}


def spot(text: ET.Element) -> tuple[float, float]:
    """About where the middle of a short text is."""
    wide = 36 * {"start": 0.5, "middle": 0.0, "end": -0.5}[text.get("text-anchor", "start")]
    return float(text.get("x", "0")) + wide, float(text.get("y", "0"))


@pytest.mark.parametrize(
    ("first", "last", "labels"),
    [
        ("2025-01-14", "2025-01-14", {"14 Jan", "2025"}),
        ("2024-12-30", "2025-01-04", {"30 Dec", "2024", "2 Jan", "2025"}),
        ("2024-08-06", "2025-05-01", {"Sep", "2024", "Jan", "2025", "May"}),
        ("1600-05-01", "1973-05-01", {"1650", "1950"}),
        ("0001-01-01", "2024-01-01", {"1000", "2000"}),
    ],
)
def test_dates(make: Make, first: str, last: str, labels: set[str]) -> None:
    """Days, months and years are named in English, at a distance that leaves room."""
    chart = only(quantities(make(row("a", day=first), row("b", day=last))))
    assert labels <= set(texts(chart))
    ticks = [use for use in tree(chart).iter("use") if use.get("y") == "276"]
    assert 1 <= len(ticks) <= 10


def test_pointing_at_a_mark(make: Make) -> None:
    """Every mark says who said what of when."""
    said = set(marks(only(quantities(make(*VARIED)))))
    assert "HUR: “more than 3,000”, by 10 February 2025" in said
    assert "BBC: “40”, from 1 February 2025 to 1 March 2025" in said
    assert len(said) == len(VARIED)


def test_shares(make: Make) -> None:
    """The shares of a population are one chart, by date, with the bands."""
    rows = (
        row("b", "4,000", "2025-02-01", measure="casualties"),
        row("a", "at least 3,000", measure="casualties"),
        row("d", "11,000", measure="deployed"),
        row("s", "a third", "2025-03-01", share_of="deployed"),
    )
    findings = (share("b", 0.32, 0.4, "d"), share("a", 0.27, None, "d"), share("s", 0.3, 0.36))
    chart = quantities(make(*rows, findings=findings))[-1]
    assert chart.file == "north--share-of-deployed.svg"
    assert chart.title == "north: reported losses as a share of those deployed"
    assert [text for text in texts(chart) if "”" in text] == [
        "casualties: “at least 3,000” of “11,000”", "casualties: “4,000” of “11,000”",
        "killed: “a third” of those deployed",
    ]  # fmt: skip
    assert {" note above 20 %", " warning above 30 %", "40 %", "seoul"} <= set(texts(chart))
    assert "The NIS, by 14 January 2025: casualties: “at least 3,000” of “11,000”" in chart.alt


def test_shares_beyond_reason(make: Make) -> None:
    """Shares of several times those deployed get a logarithmic axis, so that the bands stay in sight."""
    chart = only(quantities(make(row("a"), findings=(share("a", 0.25, 70.0),))))
    assert "of those deployed, logarithmic scale" in texts(chart)
    assert {"30 %", "1,000 %"} <= set(texts(chart))


def test_many_shares(make: Make) -> None:
    """Of forty shares the thirty highest are drawn, and the caption says so."""
    findings = tuple(share(f"m{n}", 0.2 + n / 100, None) for n in range(40))
    chart = quantities(make(*many(40, 3), sources=named(3), findings=findings))[-1]
    assert chart.caption.endswith("The 30 highest of 40 are drawn.")
    assert len(marks(chart)) == 30


NUMBERS = st.one_of(st.just(0), st.integers(0, 10), st.integers(0, 2**53))
FIGURES = st.lists(
    st.tuples(
        st.sampled_from(["{}", "about {}", "at least {}", "up to {}"]),
        NUMBERS,
        st.dates(date(1, 3, 1), date(2025, 1, 1)),
        st.sampled_from(["nis", "hur", "bbc"]),
        st.sampled_from(["reported", "planned"]),
        st.sampled_from(["kursk", "oblast"]),
    ),
    min_size=2,
    max_size=12,
)


@examples(4, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(FIGURES)
def test_any_figures_can_be_drawn(make: Make, figures: list[tuple[str, int, date, str, str, str]]) -> None:
    """Whatever the numbers and days, the chart is well formed, its marks have a place, and every figure has one."""
    rows = [
        row(f"r{n}", words.format(number), day.isoformat(), source, status=status, scope=scope)
        for n, (words, number, day, source, status, scope) in enumerate(figures)
    ]
    chart = only(quantities(make(*rows)))
    assert sum(len(tips(group)) for group in tree(chart).iter("g")) == len(rows)
    assert "nan" not in re.sub(r">[^<]*<", "", chart.svg)
    assert all(math.isfinite(float(mark.get("x", "nan"))) for mark in tree(chart).iter("use"))
