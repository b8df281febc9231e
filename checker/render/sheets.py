"""The tables that describe a dataset: its sources side by side, and who stands behind each quantity."""

import math
from collections.abc import Callable
from dataclasses import dataclass

from checker.figures.dataset import Dataset
from checker.figures.dates import in_words, read_day
from checker.figures.phrases import amount, count
from checker.figures.quantity_table import QuantityRow
from checker.figures.report import Implied, Report
from checker.figures.source_table import SourceRow

NONE = "–"


@dataclass(frozen=True, slots=True)
class Column:
    """A heading, what stands under it in one plain line, and whether that is a number."""

    name: str
    about: str
    number: bool = True


@dataclass(frozen=True, slots=True)
class Sheet:
    """A table ready to be set: a cell is words. `left` is how many rows found no room."""

    title: str
    lead: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[str, ...], ...]
    left: int


SOURCES: tuple[tuple[Column, Callable[[SourceRow], str]], ...] = (
    (Column("Source", "who says it", number=False), lambda row: row.name),
    (
        Column("Kind, camp", "what sort of source it is, and whose side it is of, as the dataset says", number=False),
        lambda row: ", ".join(filter(None, [row.kind, row.party])) or NONE,
    ),
    (Column("Figures", "how many it reported at first hand"), lambda row: f"{row.reported:,}"),
    (
        Column("Others", "how many more were retold after somebody, planned or retracted; not compared as its own"),
        lambda row: f"{row.retold + row.planned + row.retracted:,}",
    ),
    (
        Column("Lag", "days from the last day counted to publication, the median where that day is known"),
        lambda row: _number(row.lag),
    ),
    (
        Column("Errors", "findings of severity error that are about its own figures alone"),
        lambda row: f"{row.errors:,}",
    ),
    (
        Column("Clashes", "findings by which its figures and those of others cannot all be true; notes left out"),
        lambda row: f"{row.clashes:,}",
    ),
    (
        Column("Ratio", "its count over the nearest in time of another camp, 1 where the ranges meet: the median"),
        lambda row: _number(row.ratio),
    ),
    (Column("Compared", "over how many of its counts that median is taken"), lambda row: f"{row.compared:,}"),
)
QUANTITIES = (
    Column("Quantity", "who, where and what is counted", number=False),
    Column("Figures", "how many figures count for it: neither planned nor retracted nor retold, and no shares"),
    Column("Independent", "how many sources these go back to; who repeats or works with another’s number adds none"),
    Column("Sources", "who those are, where they can be told apart", number=False),
    Column("Camps", "the parties that those sources are of; a source without a party is in none", number=False),
)
IMPLIED = (
    Column("Quantity", "who, where and what is counted", number=False),
    Column("By", "the last day counted", number=False),
    Column("Left", "the smallest and the largest count that all the figures in no clash allow", number=False),
    Column("In the words of", "whose term it is, where each source chooses what a loose word holds", number=False),
    Column("Reported", "whether any figure counts it; where none does, it follows from others", number=False),
)


def sheets(report: Report, most: int) -> list[Sheet]:
    """The tables that have rows, each with so many at most."""
    found = [_sources(report.sources, most), _quantities(report, most)]
    return [sheet for sheet in found if sheet.rows]


def implied(report: Report, most: int) -> Sheet | None:
    """What the figures in no clash leave for each quantity on the last day that was worked out; so many rows."""
    latest = {(row.population, row.scope, row.measure, row.source): row for row in _by_day(report)}
    named = sorted((_left(report.dataset, row) for row in latest.values()), key=lambda cells: cells[:3])
    lead = (
        "The range that remains where only the figures count that are in no clash, for the last day of each quantity. "
        "It is no estimate: a range is as wide as those figures leave it, and report.json has every day."
    )
    rows = tuple(named[:most])
    return Sheet("Implied ranges", lead, IMPLIED, rows, len(named) - len(rows)) if rows else None


def _by_day(report: Report) -> list[Implied]:
    return sorted(report.implied, key=lambda row: row.as_of)


def _left(dataset: Dataset, row: Implied) -> tuple[str, ...]:
    who, where = dataset.populations.name(row.population), dataset.scopes.name(row.scope)
    quantity = f"{who}, {where}: {dataset.vocabulary[row.measure].noun}"
    high = math.inf if row.high is None else row.high
    left = "any number" if row.low == 0 and row.high is None else amount(row.low, high)
    return (
        quantity, in_words(read_day(row.as_of)), left, dataset.source_name(row.source) if row.source else NONE,
        "yes" if row.reported else "no",
    )  # fmt: skip


def _sources(sources: tuple[SourceRow, ...], most: int) -> Sheet:
    rows = tuple(tuple(cell(row) for _, cell in SOURCES) for row in sources[:most])
    lead = "A description, no verdict: the sources stand in the order of their ids, and no number says who is right."
    columns = tuple(column for column, _ in SOURCES)
    return Sheet("The sources side by side", lead, columns, rows, len(sources) - len(rows))


def _quantities(report: Report, most: int) -> Sheet:
    several = [row for row in report.quantities if row.figures > 1]
    named = sorted(several, key=lambda row: _quantity(report.dataset, row))
    rows = tuple(_behind(report.dataset, row) for row in named[:most])
    lead = "Quantities with more than one figure. Many figures that go back to one source are one count."
    return Sheet("Who stands behind each quantity", lead, QUANTITIES, rows, len(named) - len(rows))


def _behind(dataset: Dataset, row: QuantityRow) -> tuple[str, ...]:
    sources = "; ".join(map(dataset.source_name, row.sources)) or NONE
    return _quantity(dataset, row), f"{row.figures:,}", f"{row.origins:,}", sources, "; ".join(row.camps) or NONE


def _quantity(dataset: Dataset, row: QuantityRow) -> str:
    who, where = dataset.populations.name(row.population), dataset.scopes.name(row.scope)
    return f"{who}, {where}: {dataset.vocabulary[row.measure].noun}"


def _number(number: float | None) -> str:
    return NONE if number is None else count(round(number, 2))
