"""The direct rules against plain SQL over every shipped dataset and real table: two ways, one answer."""

from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import duckdb
import numpy as np
import pytest

from checker.figures.report import Report
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
# wounded over killed of one statement and day: fewer than 2, or more than 10, whatever the two ranges stand for
RATIOS = """
select w.id, k.id, case when w.high < k.low or w.low > 13 * k.high then 'warning' else 'note' end
from f w join f k on (w.population, w.scope, w.statement, w.period_start, w.as_of_first, w.as_of_last)
    = (k.population, k.scope, k.statement, k.period_start, k.as_of_first, k.as_of_last)
where w.measure = 'wounded' and k.measure = 'killed' and k.high > 0 and k.until = 9999999
    and (k.period_start = 0 or k.high >= 30) and not w.told_apart
    and (w.high < 2 * k.low or w.low > 10 * k.high)
"""
# what a term is exactly the sum of, all of it given in one account; once more on a source's own list alone
TOTALS = """
with twice as (select *, false as lists from f union all select *, true as lists from f where own_list),
cells as (
    select lists, population, scope, statement, period_start, as_of_first, as_of_last, measure, max(low) as low,
        coalesce(min(case when own_list = lists then high end), 'inf'::double) as high
    from twice where until = 9999999 group by all
)
select t.population, t.scope, t.statement, t.period_start, t.as_of_last, t.measure
from cells t join terms e on e.whole = t.measure
left join cells p on p.measure = e.part and (p.lists, p.population, p.scope, p.statement, p.period_start, p.as_of_first,
    p.as_of_last) = (t.lists, t.population, t.scope, t.statement, t.period_start, t.as_of_first, t.as_of_last)
group by t.lists, t.population, t.scope, t.statement, t.period_start, t.as_of_last, t.measure, t.low, t.high
having count(*) = count(p.measure) and (sum(p.low) > t.high or sum(p.high) < t.low)
"""
# quantities in which nothing was worked out from anything, and no unusual number told by two
ALONE = """
with linked as (
    select population, scope, measure from f where derived_from <> ''
    union select a.population, a.scope, a.measure from f a join f b on (a.population, a.scope, a.measure, a.low)
        = (b.population, b.scope, b.measure, b.low) and a.source <> b.source and a.low >= 1000
)
select population, scope, measure from f anti join linked using (population, scope, measure)
group by all having count(distinct source) = 1
"""
UNORDERED = """
select conflict_id || '-' || year from read_csv(?, all_varchar = true)
where not (bdlow::bigint <= bdbest::bigint and bdbest::bigint <= bdhigh::bigint)
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
    falling = {data.populations.nodes["split"].get(who, "") for who in data.populations.may_fall} - {""}
    split = data.populations.nodes["split"].to_dict()
    apart = [split.get(str(who), "") in falling for who in frame["population"]]
    frame = frame.assign(told_apart=frame["free"].to_numpy() | np.array(apart))
    frame = frame.astype({name: str for name in frame if frame[name].dtype.name in {"category", "object"}})
    with duckdb.connect() as base:
        base.register("raw", frame)
        base.execute(VIEW)
        base.execute("create table terms (whole varchar, part varchar)")
        sums = [(name, part) for name, term in data.vocabulary.items() for part in term.exactly]
        base.executemany("insert into terms values (?, ?)", sums)
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


def test_wounded_for_each_killed_are_what_sql_finds(asked: Asked) -> None:
    """R202, of one statement and day, with its severity."""
    made, base = asked
    named = {
        (f.evidence["numerator"], f.evidence["denominator"], f.severity) for f in made.findings
        if f.code == "R202" and (f.evidence["basis"], f.evidence["timing"]) == ("same statement", "same day")
    }  # fmt: skip
    assert named == ids(base, RATIOS)


def test_terms_that_do_not_add_up_are_what_sql_finds(asked: Asked) -> None:
    """A102, where all terms of the sum are given by themselves."""
    made, base = asked
    rows = {row[0]: row[1:] for row in ids(base, "select id, population, scope, statement, period_start, as_of_last, "
                                                 "measure from f")}  # fmt: skip
    exactly = {name: sorted(term.exactly) for name, term in made.dataset.vocabulary.items() if term.exactly}
    named = {
        rows[f.evidence["whole"]] for f in made.findings if f.code == "A102" and f.evidence["by"] == "measure"
        and sorted(rows[part][-1] for part in f.evidence["parts"]) == exactly[rows[f.evidence["whole"]][-1]]
    }  # fmt: skip
    assert named == ids(base, TOTALS)


def test_what_one_source_carries_is_what_sql_finds(asked: Asked) -> None:
    """P504, of quantities whose figures all stand by themselves."""
    made, base = asked
    quantity = {row[0]: row[1:] for row in ids(base, "select id, population, scope, measure from f")}
    named = {quantity[f.figures[0]] for f in made.findings if f.code == "P504"}
    alone, linked = ids(base, ALONE), set(quantity.values()) - ids(base, ALONE.partition("group by")[0])
    assert {one for one in named if one not in linked} == alone


def test_best_estimates_out_of_their_range_are_what_sql_reads_in_the_file() -> None:
    """F003 of the table of battle deaths: DuckDB reads it by itself."""
    if not DATA.is_dir():
        pytest.skip(f"{DATA} is not there")
    with duckdb.connect() as base:
        rows = base.execute(UNORDERED, [str(DATA / FOREIGN["ucdp-battle-deaths"])]).fetchall()
    found = [f.figures[0] for f in report("ucdp-battle-deaths").findings if f.code == "F003"]
    assert sorted(found) == sorted(row[0] for row in rows)
    assert len(found) == 7
