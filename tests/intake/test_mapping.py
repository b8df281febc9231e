"""Reading a map: every fault is one line that names the key."""

from pathlib import Path

import pytest

from checker.figures.errors import CannotCheckError
from checker.intake.mapping import Join
from tests.intake.foreign_tables import BEST, ROW, map_of


def refusal(text: str) -> str:
    """Why a map is not read."""
    with pytest.raises(CannotCheckError) as error:
        map_of(text)
    assert "\n" not in str(error.value)
    return str(error.value)


def test_a_map_is_read_whole() -> None:
    """Tables, values, joins and blocks, with what [row] shares."""
    plan = map_of(
        '[table]\nformat = "tsv"\nmissing = ["-999", -9]\nrecords = "data.items"\ndates = "%d/%m/%Y"\n'
        '[values.kind]\nD = "killed"\n[measures.tanks]\nkind = "flow"\n'
        '[join]\nfile = "battles.csv"\non = "isqno"\n'
        + ROW
        + '[row.unless]\nside = "Total"\n'
        + BEST
        + '[[figure]]\nname = "tanks"\nmeasure = "tanks"\nlow = "{t} * 2"\nwhere = { kind = ["T", 1] }\n'
        + '[[population]]\nid = "{side}"\n'
    )
    assert (plan.form, sorted(plan.missing), plan.shape.records) == ("tsv", ["", "-9", "-999"], "data.items")
    assert plan.joins == (Join("battles.csv", "isqno"),)
    first, second, population = plan.blocks
    assert first.fields["measure"].key == "row.measure"
    assert second.fields["measure"].key == "figure[2].measure"
    assert (second.where, second.unless, second.name) == ({"kind": ("T", "1")}, {"side": ("Total",)}, "tanks")
    assert (population.unless, set(population.fields)) == ({"side": ("Total",)}, {"id"})


def test_dates_and_numbers_of_toml_are_text_too() -> None:
    """A day without quotes is the slip that everybody makes."""
    plan = map_of(ROW.replace('"2018-06-01"', "2018-06-01").replace('"war"', "1939") + BEST)
    assert plan.blocks[0].fields["published"].columns == ()


def test_several_joins_are_a_list() -> None:
    """Each with its file."""
    text = '[[join]]\nfile = "a.csv"\non = "x"\n[[join]]\nfile = "b.csv"\non = "y"\n' + ROW + BEST
    assert map_of(text).joins == (Join("a.csv", "x"), Join("b.csv", "y"))


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("[table", "own.toml: Expected"),
        ("figures = 1" + ROW, "own.toml: figures: is not a key; the nearest is figure"),
        ("zzz = 1" + ROW, "own.toml: zzz: is not a key; known are table, values,"),
        ("[ratios.X1]\nnote = 1\n" + ROW, "own.toml: ratios.X1 is no ratio; known are R201, R202, R203"),
        ("ratios = 1\n" + ROW, "own.toml: ratios: is to be a table"),
        (ROW.replace("2018-06-01", "2018") + BEST, "own.toml: row.published: “2018” is not a day as YYYY-MM-DD"),
        ("table = 1" + ROW, "own.toml: table: is to be a table"),
        ('[table]\nform = "csv"' + ROW, "own.toml: table.form: is not a key; the nearest is format"),
        ('[table]\nformat = "xls"' + ROW, "own.toml: table.format: 'xls' is not read; known are csv, tsv, json"),
        ("[table]\nformat = []" + ROW, "own.toml: table.format: is to be text"),
        ('[table]\ndates = "%d"' + ROW, "own.toml: table.dates: it is to have a year"),
        ("[table]\nmissing = [1.5]" + ROW, "own.toml: table.missing: is to be a text or a list of texts"),
        ("[values]\nmeasure = 1" + ROW, "own.toml: values.measure: is to be a table"),
        ("[values.measure]\nd = []" + ROW, "own.toml: values.measure.d: is to be text"),
        ('[measures.killed]\nkind = "flow"' + ROW, "own.toml: measures.killed is in the vocabulary already"),
        ('[measures.tanks]\nkind = "flaw"' + ROW, "own.toml: measures.tanks.kind is to be flow or stock"),
        ('[measures."a b"]\nkind = "flow"' + ROW, "own.toml: measures.a b: is to be made of letters, digits"),
        ("join = 1" + ROW, "own.toml: join: is to be written as [[join]]"),
        ('[join]\nfile = "a.csv"' + ROW, "own.toml: join: needs a file and the column that it is joined on"),
        ('[join]\nfile = "a.csv"\non = "x"\nas = "y"' + ROW, "own.toml: join.as: is not a key"),
        ('[join]\nfile = "../a.csv"\non = "x"' + ROW, "own.toml: join.file: is to be the name of a file beside"),
        ('[join]\nfile = "a\\\\b.csv"\non = "x"' + ROW, "own.toml: join.file: is to be the name of a file beside"),
        ('[join]\nfile = ".hidden"\non = "x"' + ROW, "own.toml: join.file: is to be the name of a file beside"),
        ("row = 1", "own.toml: row: is to be a table"),
        (ROW, "own.toml: figure: there is none; a map needs at least one [[figure]]"),
        (ROW + "[figure]", "own.toml: figure: is to be written as [[figure]]"),
        ('[row]\nside = "a"' + BEST, "own.toml: row.side: is not a key"),
        (ROW + '[[figure]]\nbests = "1"', "own.toml: figure[1].bests: is not a key; the nearest is best"),
        (
            ROW + BEST + '[[scope]]\nid = "a"\nsplits = "x"',
            "own.toml: scope[1].splits: is not a key; the nearest is split",
        ),
        (ROW + '[[figure]]\nmeasure = "killed"', "own.toml: figure[1].best: there is no amount: reported, low,"),
        (BEST, "own.toml: figure[1].population: is missing, here and in [row]"),
        (ROW + BEST + '[[scope]]\nname = "x"', "own.toml: scope[1].id: is missing"),
        (ROW + BEST + BEST, "own.toml: figure[2].name: is missing; one figure alone can go without"),
        (ROW + (BEST + 'name = "a"\n') * 2, "own.toml: figure[2].name: is another figure's too"),
        (ROW + BEST + 'name = "a/b"', "own.toml: figure[1].name: is to be made of letters, digits"),
        (ROW + '[[figure]]\nbest = "{a} +"', "own.toml: figure[1].best: a number or a {column} is missing at its end"),
        (ROW + BEST + 'note = "{a"', "own.toml: figure[1].note: a curly bracket is not closed, or never opened"),
        (ROW + BEST + 'note = "{ }"', "own.toml: figure[1].note: there is no column's name between the curly brackets"),
        (ROW + BEST + 'note = "{?}"', "own.toml: figure[1].note: there is no column's name between the curly brackets"),
        (ROW.replace("06-01", "06-31") + BEST, "own.toml: row.published: “2018-06-31” is not in the calendar"),
        (ROW + BEST + 'period_start = "{d} - {n days"', "own.toml: figure[1].period_start: “{n” is no number"),
        (ROW + BEST + 'period_start = "{d} - x days"', "own.toml: figure[1].period_start: “x” is no number"),
        (ROW + BEST + "where = 1", "own.toml: figure[1].where: is to be a table"),
        (ROW + BEST + "where = { a = 1.5 }", "own.toml: figure[1].where.a: is to be a text or a list of texts"),
        (
            ROW.replace("killed", "kiled") + BEST,
            "own.toml: row.measure: 'kiled' is not a measure; the nearest is killed",
        ),
        (ROW.replace("killed", "zzz") + BEST, "own.toml: row.measure: 'zzz' is not a measure"),
        (ROW + BEST + 'status = "plan"', "own.toml: figure[1].status: 'plan' is not a status; the nearest is planned"),
        (ROW + BEST + '[[scope]]\nid = "a"\ncomplete = "y"', "own.toml: scope[1].complete: 'y' is not a complete"),
        ('[values.measure]\nd = "deid"' + ROW + BEST, "own.toml: values.measure.d: 'deid' is not a measure"),
        (
            '[values.kind]\nd = "deid"' + ROW.replace('"killed"', '"{kind}"') + BEST,
            "own.toml: values.kind.d: 'deid' is not a measure",
        ),
    ],
)
def test_every_fault_is_one_line_that_names_the_key(text: str, why: str) -> None:
    """So that it can be mended without reading this program."""
    assert refusal(text).startswith(why)


def test_a_constant_may_be_a_word_that_values_replace() -> None:
    """The check of terms looks at what comes out."""
    assert map_of('[values.measure]\ndeaths = "killed"' + ROW.replace("killed", "deaths") + BEST).blocks


def test_bytes_that_are_no_text_are_refused() -> None:
    """As is TOML nested too deep."""
    assert refusal("a = " + "[" * 5000).startswith("own.toml: ")


def test_the_map_in_the_readme_is_one() -> None:
    """What people copy from is read."""
    readme = (Path(__file__).parents[2] / "README.md").read_text(encoding="utf-8")
    own, text, *_ = (part.partition("```")[0] for part in readme.split("```toml\n")[1:])
    assert [block.label for block in map_of(text).blocks] == ["figure[1]", "figure[2]", "population[1]"]
    assert list(map_of(own + ROW + BEST).measures) == ["captured_or_missing", "total_loss"]
