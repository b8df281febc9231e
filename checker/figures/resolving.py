"""The words of a claim as the ids of a dataset."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import TYPE_CHECKING

from checker.figures.assessment import Claim
from checker.figures.dataset import Dataset, Tree
from checker.figures.errors import CannotCheckError
from checker.figures.measures import nearest

if TYPE_CHECKING:
    import pandas as pd


def resolved(claim: Claim, dataset: Dataset) -> Claim:
    """The claim with ids in the place of names, in any letters; a source that the dataset does not know stays as it is.

    Raises:
        CannotCheckError: the dataset has no such population, scope or measure (the nearest is named), or several.
    """
    figures = dataset.figures
    population = _node("population", claim.population, dataset.populations, figures["population"].cat.categories)
    scope = _node("scope", claim.scope, dataset.scopes, figures["scope"].cat.categories)
    measure = _only("measure", claim.measure, {name: measure.noun for name, measure in dataset.vocabulary.items()})
    sources = {source: source for source in figures["source"].cat.categories} | _names(dataset.sources["name"])
    source = _found("source", claim.source, sources)
    return replace(claim, population=population, scope=scope, measure=measure, source=source or claim.source)


def _node(field: str, word: str, tree: Tree, labels: Iterable[str]) -> str:
    return _only(field, word, _names(tree.nodes["name"]) if tree.declared else {label: label for label in labels})


def _names(column: "pd.Series[str]") -> dict[str, str]:
    return {str(name): said for name, said in column.items()}


def _only(field: str, word: str, names: Mapping[str, str]) -> str:
    found = _found(field, word, names)
    if not found:
        by_spelling = {_plain(said): name for name, noun in names.items() for said in (noun, name)}
        near = by_spelling.get(nearest(word, by_spelling), "")
        known = f"known are {', '.join(sorted(names)[:12])}{' and others' if len(names) > 12 else ''}"
        raise CannotCheckError(f"--{field}: the dataset has no {word!r}; {f'the nearest is {near}' if near else known}")
    return found


def _found(field: str, word: str, names: Mapping[str, str]) -> str:
    """The id that a word is, or is the name of; "" where it is none."""
    if word.strip() in names:
        return word.strip()
    for spelt in ({name: name for name in names}, names):
        found = [name for name, said in spelt.items() if _plain(said) == _plain(word)]
        if len(found) > 1:
            raise CannotCheckError(f"--{field}: {word!r} may be {' or '.join(sorted(found))}; give the id")
        if found:
            return found[0]
    return ""


def _plain(word: str) -> str:
    return word.strip().casefold().replace(" ", "_").replace("-", "_")
