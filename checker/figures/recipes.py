"""From which terms of the vocabulary a total can be added up."""

from collections.abc import Iterator, Mapping

from checker.figures.errors import CannotCheckError
from checker.figures.measures import Vocabulary

Recipe = tuple[str, ...]
MOST_TRIED = 10_000


def atoms(vocabulary: Vocabulary, name: str) -> frozenset[str]:
    """What a term names, down to terms that are no sums: loose ones, and those that name nothing."""
    seen, found, rest = {name}, set[str](), [name]
    while rest:
        measure = vocabulary[rest.pop()]
        named = set(measure.exactly + measure.at_least)
        if not named or (measure.is_loose and measure.name != name):
            found.add(measure.name)
        else:
            rest.extend(named - seen)
            seen |= named
    return frozenset(found)


def _inside(vocabulary: Vocabulary, part: str) -> frozenset[str]:
    return frozenset({part}) if vocabulary[part].is_loose else atoms(vocabulary, part)


def recipes(vocabulary: Vocabulary, whole: str) -> list[Recipe]:
    """Every way to add a total up from terms that do not overlap, the longest first; for a loose one, what it names.

    None for a term that is no total. A loose term counts only where the total names it.
    """
    if not vocabulary[whole].exactly + vocabulary[whole].at_least or not _adds_up(vocabulary, whole):
        return []
    terms = {name: _inside(vocabulary, name) for name in vocabulary if name != whole and _adds_up(vocabulary, name)}
    return _partitions(atoms(vocabulary, whole), terms)


def remainder_recipes(vocabulary: Vocabulary, whole: str) -> list[Recipe]:
    """Every way to add up what a loose total can hold by its words; another loose term stands for what it names.

    That is what it names, and all that exact terms add to that: for casualties, captured and gone missing too.
    """
    named = atoms(vocabulary, whole)
    sums = [atoms(vocabulary, name) for name in vocabulary if not vocabulary[name].is_loose]
    terms = {name: atoms(vocabulary, name) for name in vocabulary if name != whole and _adds_up(vocabulary, name)}
    return _partitions(named.union(*(held for held in sums if named <= held)), terms)


def _adds_up(vocabulary: Vocabulary, name: str) -> bool:
    """Whether nothing that the term names holds what another one names."""
    named = vocabulary[name].exactly + vocabulary[name].at_least
    size = sum(len(_inside(vocabulary, part)) for part in named)
    return not named or (size == len(atoms(vocabulary, name)) and all(_adds_up(vocabulary, part) for part in named))


def _partitions(wanted: frozenset[str], terms: Mapping[str, frozenset[str]]) -> list[Recipe]:
    """Every set of terms that holds each of the wanted atoms once and nothing else, the longest first."""
    fitting = {name: held for name, held in terms.items() if held <= wanted}
    order = {name: place for place, name in enumerate(terms)}
    found = [tuple(sorted(recipe, key=order.__getitem__)) for recipe in _covers(wanted, fitting, [MOST_TRIED])]
    return sorted(found, key=lambda recipe: (-len(recipe), recipe))


def _covers(wanted: frozenset[str], terms: Mapping[str, frozenset[str]], left: list[int]) -> Iterator[Recipe]:
    """`left` is how many more terms are tried before it is given up."""
    if not wanted:
        yield ()
        return
    first = min(wanted)
    for name, held in terms.items():
        if first in held and held <= wanted:
            left[0] -= 1
            if left[0] < 0:
                raise CannotCheckError(f"own measures can be added up in too many ways: {MOST_TRIED:,} were tried")
            for rest in _covers(wanted - held, terms, left):
                yield (name, *rest)
