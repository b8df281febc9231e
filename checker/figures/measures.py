"""The vocabulary of what is counted: exact terms, loose terms, flows and stocks."""

import difflib
import tomllib
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from typing import Any

from checker.figures.errors import CannotCheckError

SENT = {"killed", "captured", "present"}  # each of these was deployed once, and only once
OWN_LIMIT = 100  # measures of a dataset
KEYS = {"kind", "noun", "exactly", "at_least", "part_of", "gives_way_to"}


@dataclass(frozen=True, slots=True)
class Measure:
    """One term. `noun` is how a sentence says it after a number."""

    name: str
    kind: str
    noun: str
    exactly: tuple[str, ...] = ()
    at_least: tuple[str, ...] = ()
    part_of: str = ""
    gives_way_to: str = ""

    @property
    def is_stock(self) -> bool:
        """A level on a day, such as strength; everything else accumulates."""
        return self.kind == "stock"

    @property
    def is_loose(self) -> bool:
        """Two sources may mean different things by it."""
        return bool(self.at_least)

    @property
    def falls(self) -> bool:
        """A total may be lower later: a stock, or wounded of whom some have died."""
        return self.is_stock or bool(self.gives_way_to)


class Vocabulary(Mapping[str, Measure]):
    """Every measure by name. Own terms of a dataset are added with `extended`."""

    def __init__(self, measures: Mapping[str, Measure]) -> None:
        self._measures = dict(measures)

    def __getitem__(self, name: str) -> Measure:
        return self._measures[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self._measures)

    def __len__(self) -> int:
        return len(self._measures)

    def extended(self, entries: Mapping[str, Mapping[str, Any]], where: str) -> "Vocabulary":
        """This vocabulary and a dataset's own terms.

        Raises:
            CannotCheckError: a term that is there already, an unknown key, kind or part, a circular definition.
        """
        if len(entries) > OWN_LIMIT:
            raise CannotCheckError(f"{where}: {len(entries):,} measures; at most {OWN_LIMIT} can be declared")
        own = {name: _read_measure(name, entry, where) for name, entry in entries.items()}
        for name in own:
            if name in self:
                raise CannotCheckError(f"{where}: measures.{name} is in the vocabulary already")
        whole = Vocabulary({**self._measures, **own})
        for name, measure in own.items():
            for part in (*measure.exactly, *measure.at_least, *filter(None, [measure.part_of, measure.gives_way_to])):
                if part not in whole:
                    raise CannotCheckError(f"{where}: measures.{name} names {part!r}, which is no measure")
        for name in own:
            whole._refuse_circle(name, where)
        return Vocabulary({**whole, **{name: whole._with_heir(name, where) for name in own}})

    def _with_heir(self, name: str, where: str) -> Measure:
        """A measure gives way to what its terms give way to, unless it holds that; a flow is no sum of levels."""
        measure, own = self[name], f"{where}: measures.{name}"
        if measure.is_stock:
            return measure
        summed, terms = self._names(name, lambda one: one.exactly), self.parts(name)
        for term in sorted(summed):
            if self[term].is_stock:
                raise CannotCheckError(f'{own}.kind is to be "stock", since {term}, a term of it, is one')
        heirs = sorted({self[term].gives_way_to for term in terms - {name}} - {"", *terms})
        if len(heirs) > 1:
            raise CannotCheckError(f"{own} has terms that give way to {' and '.join(heirs)}; to one of these at most")
        return replace(measure, gives_way_to=measure.gives_way_to or "".join(heirs))

    def _refuse_circle(self, name: str, where: str) -> None:
        seen, rest = set[str](), [name]
        while rest:
            measure = self[rest.pop()]
            parts = {*measure.exactly, *measure.at_least}
            if name in parts:
                raise CannotCheckError(f"{where}: measures.{name} is defined by itself")
            rest.extend(parts - seen)
            seen |= parts

    def parts(self, name: str) -> frozenset[str]:
        """What a measure counts for certain, down to terms that name no parts: {killed, wounded} for casualties."""
        return self._names(name, lambda measure: measure.exactly + measure.at_least)

    def _names(self, name: str, named: Callable[[Measure], tuple[str, ...]]) -> frozenset[str]:
        """What a measure comes to if each is taken apart into what it names, as far as that goes."""
        seen, rest = set[str](), [name]
        while rest:
            word = rest.pop()
            seen.add(word)
            rest.extend({*named(self[word])} - seen)
        return frozenset(word for word in seen if not named(self[word]))

    def holds(self, whole: str, part: str) -> bool:
        """Whether `part` counts people who are all in `whole`: killed in casualties, captured in deployed."""
        if whole == part or (whole == "deployed" and part in SENT):
            return True
        if self[part].part_of:
            return self.holds(whole, self[part].part_of)
        return not self[part].is_loose and self.parts(part) <= self.parts(whole)

    def may_retell(self, told: str, retold: str) -> bool:
        """Whether saying `retold` for what was told as `told` claims no more than was said.

        A loose word may stand for a count that holds all its parts ("casualties" for killed and wounded). Nothing
        may stand for a narrower or an exacter word.
        """
        return told == retold or (self[retold].is_loose and self.parts(retold) <= self.parts(told))

    def nearest(self, word: str) -> str:
        """The measure spelt most like `word`, or "" where none is near."""
        return nearest(word, self)


def nearest(word: str, terms: Iterator[str] | Mapping[str, Any] | tuple[str, ...]) -> str:
    """The term spelt most like `word`, or "" where none is near."""
    wanted = word[:60].strip().lower().replace(" ", "_").replace("-", "_")
    possible = [term for term in terms if 10 * _shared(wanted, term) >= 3 * (len(wanted) + len(term))]
    return next(iter(difflib.get_close_matches(wanted, possible, n=1, cutoff=0.6)), "")


def _shared(one: str, other: str) -> int:
    """How many letters two words share at most."""
    return sum(min(one.count(letter), number) for letter, number in _letters(other))


@cache
def _letters(word: str) -> tuple[tuple[str, int], ...]:
    return tuple(Counter(word).items())


def _read_measure(name: str, entry: Mapping[str, Any], where: str) -> Measure:
    if not isinstance(entry, Mapping):
        raise CannotCheckError(f"{where}: measures.{name} is not a table")
    for key in entry:
        if key not in KEYS:
            raise CannotCheckError(f"{where}: measures.{name}.{key} is not a key; known are {', '.join(sorted(KEYS))}")
    if entry.get("kind") not in {"flow", "stock"}:
        raise CannotCheckError(f"{where}: measures.{name}.kind is to be flow or stock")
    lists = {key: entry.get(key, []) for key in ("exactly", "at_least")}
    words = {key: entry.get(key, "") for key in ("part_of", "gives_way_to")}
    for key, value in lists.items():
        if not isinstance(value, list) or not all(isinstance(part, str) for part in value):
            raise CannotCheckError(f"{where}: measures.{name}.{key} is to be a list of measures")
    if lists["exactly"] and lists["at_least"]:
        raise CannotCheckError(f"{where}: measures.{name} is either exactly or at_least, not both")
    noun = str(entry.get("noun", name.replace("_", " ")))
    return Measure(
        name,
        entry["kind"],
        noun,
        tuple(lists["exactly"]),
        tuple(lists["at_least"]),
        **{k: str(v) for k, v in words.items()},
    )


@cache
def shipped_vocabulary() -> Vocabulary:
    """The measures that ship with the package (`measures.toml`)."""
    text = (Path(__file__).parent / "measures.toml").read_text(encoding="utf-8")
    return Vocabulary(
        {name: _read_measure(name, entry, "measures.toml") for name, entry in tomllib.loads(text).items()}
    )
