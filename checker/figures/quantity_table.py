"""The quantities of a dataset: how many independent sources stand behind each, and of which camps they are.

A description: the rows are in order of their quantities' ids, and no number of sources is a verdict.
"""

from dataclasses import dataclass

from checker.figures.book import Book
from checker.figures.links import SEVERAL
from checker.figures.origins import Origins, camps


@dataclass(frozen=True, slots=True)
class QuantityRow:
    """One population, scope and measure of which at least one figure counts.

    `figures` are those that count for it: planned, retracted and retold ones, shares, and what was worked out from
    figures that are not there do not. `origins` are the independent sources that these go back to, at least one;
    `sources` are their ids, without those that several stand behind together, so there can be fewer. `camps` are the
    parties of these; a source without a party is in none.
    """

    population: str
    scope: str
    measure: str
    figures: int
    origins: int
    sources: tuple[str, ...]
    camps: tuple[str, ...]


def quantity_table(book: Book) -> list[QuantityRow]:
    """A row for each quantity that is counted, in order of population, scope and measure."""
    origins, dataset = book.once(Origins), book.dataset
    words, known = book.figures["source"].cat.categories, origins.sources
    known = known[known["origin"] != SEVERAL].drop_duplicates(["quantity", "origin"])
    behind: dict[int, list[str]] = {}
    for quantity, origin in zip(known["quantity"].tolist(), known["origin"].tolist(), strict=True):
        behind.setdefault(quantity, []).append(words[origin])
    rows = []
    columns = (origins.independence()[name].tolist() for name in ("quantity", "first", "figures", "origins"))
    for quantity, first, figures, number in zip(*columns, strict=True):
        sources, who = sorted(behind.get(quantity, [])), dataset.quantity_at(first)
        rows.append(QuantityRow(*who, figures, number, (*sources,), (*camps(book, sources),)))
    return sorted(rows, key=lambda row: (row.population, row.scope, row.measure))
