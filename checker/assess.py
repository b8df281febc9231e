"""One new claim against a dataset: the same pipeline, asked about one figure."""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import asdict, replace
from typing import TYPE_CHECKING

from checker.figures.assessment import Assessment, Claim, Neighbour
from checker.figures.beside import beside
from checker.figures.book import Book
from checker.figures.dataset import FIGURES, Dataset
from checker.figures.errors import CannotCheckError
from checker.figures.findings import Finding
from checker.figures.lone import as_of_one, wanted_range
from checker.figures.phrases import amount, count
from checker.figures.quantity_table import QuantityRow, quantity_table
from checker.figures.resolving import resolved
from checker.figures.table import HEADER
from checker.figures.weighing import ratio_lines
from checker.pipeline import Choice, check
from checker.timings import Timings

if TYPE_CHECKING:
    import pandas as pd

LEFT_OUT = ("P504", "P505", "P506")  # the independence says the first two; the claim is no row that could have a link
LONGEST = 1000  # characters of a word
SURROGATE = re.compile("[\ud800-\udfff]")  # what stands for a byte that is not UTF-8

Loader = Callable[[Mapping[str, str] | None], Dataset]


def assess(
    load: Loader, claim: Claim, *, choice: Choice | None = None, today: str | None = None,
    timings: Timings | None = None, jobs: int = 1,
) -> Assessment:  # fmt: skip
    """Put one claim beside the figures of a dataset.

    Args:
        load: makes the dataset, with one more figure where its cells are given.
        claim: what is claimed; population, scope and source may be ids or names, in any letters.
        choice: which codes to ask for.
        today: the day the user gave, for the report.
        timings: filled with the seconds that each step took.
        jobs: so many threads; what comes of it is the same.

    Raises:
        CannotCheckError: the claim cannot be read, or names a population, scope or measure that the dataset has not.
    """
    clock, choice = timings or Timings(), choice or Choice()
    _refuse_unfit(claim)
    alone = load(None)
    claim, figure = resolved(claim, alone), _free_id(alone)
    dataset = load({"id": figure, **{name: word for name, word in asdict(claim).items() if word}})
    clock.lap("load")
    _refuse_faults(dataset, figure)
    report = check(
        dataset, choice=choice, today=today, timings=clock, readings=lambda finding: figure in finding.figures,
        jobs=jobs,
    )  # fmt: skip
    book, at = Book(dataset), dataset.position[figure]
    found = [_without_its_place(f, dataset) for f in report.findings if figure in f.figures and f.code not in LEFT_OUT]
    clashes = tuple(as_of_one(book, finding, at) for finding in found if finding.is_clash)
    ratios = tuple(line for line in ratio_lines(book, at) if choice.wants(line.code))
    answer = Assessment(
        claim, book.phrases.quote(at), alone, report, clashes, tuple(f for f in found if not f.is_clash), ratios,
        tuple(_neighbours(book, beside(book, at))), _independence(Book(alone), claim),
        (*_fitting(clashes, figure), *dict.fromkeys(line.only_if for line in ratios if line.only_if)),
        report.left_for(figure),
    )  # fmt: skip
    clock.lap("assess")
    return answer


def _refuse_unfit(claim: Claim) -> None:
    for name, word in asdict(claim).items():
        if SURROGATE.search(word):
            raise CannotCheckError(f"{_option(name)}: is not UTF-8")
        if len(word) > LONGEST:
            raise CannotCheckError(f"{_option(name)}: {len(word):,} characters; at most {LONGEST:,} are read")


def _option(field: str) -> str:
    return f"--{field.replace('_', '-')}"


def _free_id(dataset: Dataset) -> str:
    taken = set(dataset.tables[FIGURES].column("id").words)
    names = ("claim", *(f"claim.{number}" for number in range(2, len(taken) + 3)))
    return next(name for name in names if name not in taken)


def _refuse_faults(dataset: Dataset, figure: str) -> None:
    """Whatever would be an error of its row is one of the claim, by the option that it was given with."""
    for finding in dataset.findings:
        if finding.severity == "error" and finding.figures[-1:] == (figure,):
            raise CannotCheckError(f"{_option(finding.places[0].field)}: {finding.message.rstrip('.')}")


def _without_its_place(finding: Finding, dataset: Dataset) -> Finding:
    """The claim stands in no file."""
    table = dataset.tables[FIGURES]
    inside = tuple(p for p in finding.places if p.table != FIGURES or table.in_file(p.row) != HEADER)
    return replace(finding, places=inside)


def _neighbours(book: Book, rows: "pd.DataFrame") -> Iterator[Neighbour]:
    for at, days, stance in zip(rows["at"].tolist(), rows["days"].tolist(), rows["stance"], strict=True):
        yield Neighbour(book.phrases.quote(at), book.phrases.value(at, "source"), str(stance), days)


def _independence(book: Book, claim: Claim) -> QuantityRow:
    """What stands behind the claim's quantity in a book without it."""
    wanted = (claim.population, claim.scope, claim.measure)
    none = QuantityRow(*wanted, 0, 0, (), ())
    return next((r for r in quantity_table(book) if (r.population, r.scope, r.measure) == wanted), none)


def _fitting(clashes: tuple[Finding, ...], figure: str) -> Iterator[str]:
    """The range in which the claim would clash with none of the figures that it clashes with."""
    wanted = wanted_range(clashes, figure)
    if wanted is None:
        return
    low, high = wanted
    if low > high:
        fit = f"no number would fit, since some figures need at least {count(low)} and some at most {count(high)}"
    else:
        fit = f"it were {amount(low, high)}"
    yield f"{fit}, or those it clashes with gave way"
