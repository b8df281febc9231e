"""The direct rules against plain SQL over every shipped dataset and real table: two ways, one answer."""

from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import duckdb
import pytest

from checker.figures.findings import Report
from checker.loading import load
from tests.helpers import check_rules as check

ROOT = Path(__file__).parent.parent
DATA = ROOT.parent / "shared" / "data"
FOREIGN = {
    "gaza-daily": "gaza-daily/casualties_daily.json",
    "ucdp-battle-deaths": "ucdp-battle-deaths/UCDP_18.1_state_conflict_data.csv",
    "cdb90": "cdb90/belligerents.csv",
    "ua-general-staff": "ua-general-staff/russia_losses_personnel.json",
}
DATASETS = sorted(path.name for path in (ROOT / "datasets").iterdir())

# f: the figures that stand for themselves. until: the day from which its source has withdrawn one.
VIEW = """
create view f as
with w as (select * from raw where status = 'reported' and not is_share
           and not (derived_from <> '' and derivation = 'retold'))
select w.*, least(
    case when w.period_start = 0 then coalesce((
        select min(r.published) from w r where r.revises <> '' and r.period_start = 0 and r.source = w.source
        and (r.population, r.scope, r.measure) = (w.population, w.scope, w.measure) and r.published > w.published
    ), 9999999) else 9999999 end,
    coalesce((select min(r.published) from w r where r.revises = w.id), 9999999)
) as until from w
"""
CLASHES = """
with pairs as (
    select a.id as first, b.id as second, a.source = b.source as own, a.measure, a.free, a.stock, a.loose,
        (a.as_of_first, a.as_of_last) = (b.as_of_first, b.as_of_last)
            and (a.as_of_first = a.as_of_last or a.statement = b.statement) as one_day,
        a.published = b.published or a.as_of_first < a.as_of_last as told_once,
        a.as_of_last <= b.as_of_first as in_order
    from f a join f b on (a.population, a.scope, a.measure, a.period_start) =
        (b.population, b.scope, b.measure, b.period_start) and a.low > b.high
    where (not b.own_list or (a.own_list and a.source = b.source)) and a.published < b.until and b.published < a.until
), found as (
    select first, second from pairs where case
        when own and one_day and told_once then true
        when own then not stock and not free and (one_day or in_order)
        else not loose and (one_day or (in_order and not stock and not free and measure <> 'wounded'))
    end
)
select first from found union select second from found
"""
SUMS = """
select p.id from f p
join f t0 on (t0.population, t0.scope, t0.measure, t0.source, t0.own_list) =
    (p.population, p.scope, p.measure, p.source, p.own_list) and t0.period_start = 0
    and t0.as_of_first = p.period_start - 1 and t0.as_of_last = t0.as_of_first
join f t1 on (t1.population, t1.scope, t1.measure, t1.source, t1.own_list) =
    (p.population, p.scope, p.measure, p.source, p.own_list) and t1.period_start = 0
    and t1.as_of_first = p.as_of_first and t1.as_of_last = t1.as_of_first and p.as_of_first = p.as_of_last
where p.period_start > 0 and not p.stock and not p.free and t0.low <= t1.high and t0.until = t1.until
    and (t0.low + p.low > t1.high or t0.high + p.high < t1.low)
"""
PARTS = """
select a.id, b.id from f a join f b on (a.population, a.scope, a.statement, a.period_start, a.as_of_first, a.as_of_last)
    = (b.population, b.scope, b.statement, b.period_start, b.as_of_first, b.as_of_last)
where a.measure = 'killed' and b.measure in ('casualties', 'losses', 'killed_and_wounded') and a.low > b.high
    and (not b.own_list or a.own_list) and a.published < b.until and b.published < a.until
"""


@cache
def report(name: str) -> Report:
    """What the checker says of a dataset, or of a table through its map."""
    if name in DATASETS:
        return check(load(ROOT / "datasets" / name))
    return check(load(DATA / FOREIGN[name], map=name))


@pytest.fixture(params=[*DATASETS, *(f"map {name}" for name in FOREIGN)])
def asked(request: pytest.FixtureRequest) -> Iterator[tuple[Report, duckdb.DuckDBPyConnection]]:
    """A report, and its figures in a database."""
    name = request.param.removeprefix("map ")
    if name not in DATASETS and not DATA.is_dir():
        pytest.skip(f"{DATA} is not there, so {name} is not compared")
    made = report(name)
    data = made.dataset
    frame = data.figures.assign(
        stock=[data.vocabulary[word].is_stock for word in data.figures["measure"]],
        loose=[data.vocabulary[word].is_loose for word in data.figures["measure"]],
        free=[
            who in data.populations.may_fall or where in data.scopes.may_fall
            for who, where in zip(data.figures["population"], data.figures["scope"], strict=True)
        ],
    )
    frame = frame.astype({name: str for name in frame if frame[name].dtype.name in {"category", "object"}})
    with duckdb.connect() as base:
        base.register("raw", frame)
        base.execute(VIEW)
        yield made, base


def ids(base: duckdb.DuckDBPyConnection, question: str) -> set[Any]:
    """The rows of an answer."""
    return set(base.execute(question).fetchall())


Asked = tuple[Report, duckdb.DuckDBPyConnection]


def test_who_clashes_over_one_count_is_what_sql_finds(asked: Asked) -> None:
    """T301, C401 and C403 together name each figure that clashes with another that stands for itself, and no other."""
    made, base = asked
    standing = {row[0] for row in ids(base, "select id from f")}
    pairs = [pair for f in made.findings if f.code in {"T301", "C401", "C403"} for pair in f.evidence["pairs"]]
    named = {pair[side] for pair in pairs for side in pair if side in {"earlier", "later"} and
             {pair["earlier"], pair["later"]} <= standing}  # fmt: skip
    assert named == {row[0] for row in ids(base, CLASHES)}


def test_increments_between_two_totals_add_up_where_sql_says_so(asked: Asked) -> None:
    """T302, where the totals are those of the day before and of the last day."""
    made, base = asked
    days = {row[0]: row[1:] for row in ids(base, "select id, period_start, as_of_first, as_of_last from f")}
    named = set()
    for finding in (f for f in made.findings if f.code == "T302"):
        before, period, after = (days[finding.evidence[key]] for key in ("before", "period", "after"))
        if (before[1], before[2], after[1], after[2]) == (period[0] - 1, period[0] - 1, period[1], period[2]):
            named.add(finding.evidence["period"])
    assert named == {row[0] for row in ids(base, SUMS)}


def test_parts_above_their_wholes_are_what_sql_finds(asked: Asked) -> None:
    """A101, of the killed in one place and statement."""
    made, base = asked
    pairs = {(pair["part"], pair["whole"]) for f in made.findings if f.code == "A101" for pair in f.evidence["pairs"]}
    places = {row[0]: row[1:] for row in ids(base, "select id, measure, population, scope from f")}
    wholes = {"casualties", "losses", "killed_and_wounded"}
    named = {
        (part, whole) for part, whole in pairs
        if places[part][0] == "killed" and places[whole][0] in wholes and places[part][1:] == places[whole][1:]
    }  # fmt: skip
    assert named == ids(base, PARTS)
