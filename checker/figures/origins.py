"""Who stands behind a quantity: its figures, followed back to the sources that they begin with. Whole columns.

A figure goes back to those that its derived_from names. One that repeats an unusual number, one of four or more
significant digits that another source printed before for the same quantity, goes back to that. All that one source
says has one origin, through whatever outlets it came.
"""

from collections.abc import Iterable, Sequence
from functools import cached_property
from itertools import pairwise
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

from checker.figures.book import Book
from checker.figures.groups import first_places, numbered
from checker.figures.hits import Told
from checker.figures.links import SEVERAL, Ints, Links, Mask, goes_back_to

UNUSUAL = 1000  # the least number of four digits
LARGEST = 2.0**53  # whole numbers up to here are exact
TENS = 10 ** np.arange(17)


class Origins:
    """What the figures of a book go back to."""

    def __init__(self, book: Book) -> None:
        self.book = book

    @cached_property
    def citations(self) -> Links:
        """Each figure with each one that its derived_from names, where that is in the book."""
        cited = self.book.figures["derived_from"].to_numpy()
        words = [(at, word) for at in np.flatnonzero(cited != "").tolist() for word in dict.fromkeys(cited[at].split())]
        position = self.book.dataset.positions(word for _, word in words)
        pairs = [(at, position[word]) for at, word in words if word in position]
        below, above = np.array(pairs, dtype=np.int64).reshape(-1, 2).T
        return below, above

    @cached_property
    def counting(self) -> Mask:
        """The figures that speak for a quantity: witnesses, save those worked out from figures that are not there."""
        traced = np.array(self.book.figures["derived_from"] == "")
        traced[self.citations[0]] = True
        result: Mask = self.book.is_witness & traced
        return result

    @cached_property
    def echoes(self) -> Links:
        """Each figure that cites none, with the first that has an unusual number of it, where another source said that.

        Both are of one quantity and count for it; the first is so by day of publication, on one day by id.
        """
        book, counted = self.book, np.flatnonzero(self.counting)
        first, last = (book.column(name)[counted] for name in ("first_number", "last_number"))
        number, at = np.append(first, last[last != first]), np.append(counted, counted[last != first])
        odd = is_unusual(number)
        number, at = number[odd], at[odd]
        said = numbered([book.quantity[at], pd.factorize(number)[0]])
        earliest = np.full(len(said), len(book))
        np.minimum.at(earliest, said, at)
        above = earliest[said]
        repeats = (book.source[at] != book.source[above]) & (book.figures["derived_from"].to_numpy()[at] == "")
        below, above = pd.DataFrame({"at": at, "above": above})[repeats].drop_duplicates().to_numpy(np.int64).T
        return below, above

    @cached_property
    def worked_out(self) -> Links:
        """Each figure that counts with those of other sources that it was worked out from; for a copy its original."""
        book, (below, above) = self.book, self.citations
        pairs = pd.DataFrame({"at": below, "origin": book.origin[above]}).drop_duplicates()
        below, above = pairs.to_numpy(np.int64).T
        others = self.counting[below] & book.reported[above] & (book.source[below] != book.source[above])
        return below[others], above[others]

    @cached_property
    def sources(self) -> pd.DataFrame:
        """`speaking` by the numbers of the sources."""
        return self.speaking(self.book.source)

    def speaking(self, labels: Ints) -> pd.DataFrame:
        """A row for each figure that counts: at, quantity, and origin, the label of what it goes back to.

        Args:
            labels: a number from 0 on for each figure, such as that of its source (shape: the book).

        Returns:
            In canonical order; origin is SEVERAL where a figure goes back to some that have different labels.
        """
        at = np.flatnonzero(self.counting)
        below, above = (np.append(self.citations[side], self.echoes[side]) for side in (0, 1))
        return pd.DataFrame({
            "at": at, "quantity": self.book.quantity[at], "origin": goes_back_to(labels, (below, above))[at],
        })  # fmt: skip

    def independence(self) -> pd.DataFrame:
        """How many stand behind each quantity that is counted, and of how many camps they are.

        Returns:
            A row a quantity, in canonical order of their first figures: quantity, first (its position), figures (how
            many), origins (how many independent sources: a figure that goes back to several adds none to others, and
            alone is one) and camps (how many parties those sources are of; a source without one is in none).
        """
        rows = self.sources
        quantity = rows["quantity"].to_numpy()
        table = rows[["quantity", "at"]][_is_first(quantity)].rename(columns={"at": "first"}).reset_index(drop=True)
        table["figures"] = np.bincount(quantity)[table["quantity"]]
        parties = [self.book.dataset.party(source) or None for source in self.book.figures["source"].cat.categories]
        party = np.append(pd.factorize(np.array(parties, dtype=object))[0], SEVERAL)
        for name, label in (("origins", rows["origin"].to_numpy()), ("camps", party[rows["origin"]])):
            of, one = quantity[label != SEVERAL], label[label != SEVERAL]
            each = of[_is_first(numbered([of, one]))]
            table[name] = np.bincount(each, minlength=quantity.max(initial=-1) + 1)[table["quantity"]]
        table["origins"] = table["origins"].clip(lower=1)
        return table


def _is_first(numbers: Ints) -> Mask:
    """Which of these numbers, from 0 on, has not occurred before."""
    result: Mask = first_places(numbers) == np.arange(len(numbers))
    return result


def is_unusual(numbers: npt.NDArray[np.float64]) -> Mask:
    """Whole numbers of four or more significant digits: 5,137 and 133,190, not 12,300 (shape: numbers)."""
    whole = (numbers >= UNUSUAL) & (numbers <= LARGEST)
    whole[whole] = numbers[whole] % 1 == 0
    result: Mask = np.zeros(len(numbers), dtype=bool)
    digits = numbers[whole].astype(np.int64)
    result[whole] = digits % TENS[np.searchsorted(TENS, digits, side="right") - 3] != 0
    return result


def by_group(groups: Any, columns: pd.DataFrame) -> pd.DataFrame:
    """A row for each group, in the order in which they appear: of each column the list of its values there."""
    number = pd.factorize(np.asarray(groups))[0]
    order = np.argsort(number, kind="stable")
    edges = [*np.flatnonzero(np.diff(number[order], prepend=-1)).tolist(), len(order)]
    return pd.DataFrame({
        name: _cut(column.to_numpy()[order].tolist(), edges) for name, column in columns.items()
    })  # fmt: skip


def _cut(values: list[Any], edges: list[int]) -> list[list[Any]]:
    """The stretches of a list from each edge to the next."""
    return [values[begin:end] for begin, end in pairwise(edges)]


def by_quantity(rows: pd.DataFrame) -> pd.DataFrame:
    """A hit for each quantity of `speaking`: first, second (-1), figures and origins (lists), in canonical order."""
    lists = by_group(rows["quantity"], rows[["at", "origin"]]).set_axis(["figures", "origins"], axis="columns")
    return lists.assign(first=rows.drop_duplicates("quantity")["at"].to_numpy(), second=-1)


def sources_behind(book: Book, hit: Any) -> list[str]:
    """The sources that the figures of a hit go back to, those figures left out that go back to several."""
    words = book.once(_sources)
    return sorted({words[origin] for origin in hit.origins if origin != SEVERAL})


def _sources(book: Book) -> list[str]:
    """The ids of sources by their numbers."""
    return list(book.figures["source"].cat.categories)


def speakers(book: Book, hit: Any) -> list[str]:
    """The sources that say the figures of a hit."""
    return sorted({book.phrases.value(at, "source") for at in hit.figures})


def camps(book: Book, sources: Iterable[str]) -> list[str]:
    """The parties of sources; a source without one is in none."""
    return sorted({book.dataset.party(source) for source in sources} - {""})


def source_names(book: Book, sources: Iterable[str]) -> str:
    """Sources as a phrase, each once: "A", "A and B"."""
    return some_of([book.dataset.source_name(source) for source in dict.fromkeys(sources)])


def some_of(words: Sequence[str], most: int = 12) -> str:
    """Words as a phrase, of very many the first: "A, B and 40 more"."""
    shown = list(words) if len(words) <= most + 1 else [*words[:most], f"{len(words) - most:,} more"]
    return " and ".join(filter(None, [", ".join(shown[:-1]), *shown[-1:]]))


def tell_quantity(book: Book, hit: Any, why: str, ask: str) -> Told:
    """What stands behind one quantity: its last figure, how many there are, by whom, and what that says."""
    say, figures, behind = book.phrases, tuple(hit.figures), sources_behind(book, hit)
    sources, number = speakers(book, hit), f"{len(figures):,} figures"
    by = f"its {number}" if len(sources) == 1 else f"{number} by {source_names(book, sources)}"
    last = f"{say.claim(figures[-1])}{f', the last of {by}' if len(figures) > 1 else ''}"
    evidence = {"figures": len(figures), "sources": sources, "origins": behind, "camps": camps(book, behind)}
    subject = "\n".join(book.dataset.quantity_at(figures[0]))
    return Told(f"{say.quantity(figures[0])}: {last}. {why}", figures, evidence, ask=ask, subject=subject)
