"""Ratios as data: which counts are divided by which, and outside which bands the result is implausible."""

import math
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields, replace
from functools import cache
from pathlib import Path
from typing import Any

from checker.figures.errors import CannotCheckError
from checker.figures.findings import Severity
from checker.figures.measures import Vocabulary
from checker.figures.reference import shipped_classes

KEYS = {
    "title", "numerator", "denominator", "beginning", "percent", "days_apart", "least_in_period", "note", "warning",
    "citation", "reference",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Band:
    """Plausible are ratios from `below` to `above`; outside, a finding of this severity."""

    severity: Severity
    below: float = 0.0
    above: float = math.inf


@dataclass(frozen=True, slots=True)
class Beginning:
    """A level at the beginning as the denominator, for want of a better: `measures` of the same statement.

    Above `warning` a finding is a warning. `title` and `reference` replace those of the ratio.
    """

    measures: tuple[str, ...]
    title: str
    warning: float
    reference: str = ""


@dataclass(frozen=True, slots=True)
class Ratio:
    """One ratio. `bands` run from the strictest severity to the mildest; `days_apart` None is any time.

    A count for a period that is lower than `least_in_period` for certain is no denominator.
    `reference` names the class of past cases in which it is placed; blank, none. `beginning` says what takes the place
    of a denominator that nobody gives; None, nothing.
    """

    title: str
    numerator: tuple[str, ...]
    denominator: tuple[str, ...]
    bands: tuple[Band, ...]
    citation: str
    percent: bool = False
    days_apart: int | None = None
    least_in_period: int = 0
    reference: str = ""
    beginning: Beginning | None = None


def at_beginning(ratio: Ratio) -> Ratio:
    """A ratio as it is judged over a level at the beginning: with the title, the class and the warning of that."""
    first = ratio.beginning
    if first is None:
        return ratio
    milder = tuple(band for band in ratio.bands if band.severity == "note")
    bands = (Band("warning", above=first.warning), *milder)
    return replace(ratio, title=first.title, reference=first.reference, bands=bands)


def read_ratios(entries: Mapping[str, Any], vocabulary: Vocabulary, where: str) -> dict[str, Ratio]:
    """Ratios by code, from the tables of a TOML file.

    Raises:
        CannotCheckError: an unknown key or measure, or a value of the wrong kind; it names the key.
    """
    return {code: _read_ratio(entry, vocabulary, f"{where}: ratios.{code}") for code, entry in entries.items()}


def _read_ratio(entry: Any, vocabulary: Vocabulary, where: str) -> Ratio:
    if not isinstance(entry, Mapping):
        raise CannotCheckError(f"{where} is not a table")
    for problem in _problems(entry, vocabulary):
        raise CannotCheckError(f"{where}{problem}")
    bands = tuple(Band(severity, **entry[severity]) for severity in ("warning", "note") if severity in entry)
    return Ratio(
        entry["title"], tuple(entry["numerator"]), tuple(entry["denominator"]), bands, entry["citation"],
        entry.get("percent", False), entry.get("days_apart"), entry.get("least_in_period", 0),
        entry.get("reference", ""), _beginning(entry),
    )  # fmt: skip


def _beginning(entry: Mapping[str, Any]) -> Beginning | None:
    table = entry.get("beginning")
    if not table:
        return None
    return Beginning(tuple(table["measures"]), table["title"], table["warning"], table.get("reference", ""))


def _problems(entry: Mapping[str, Any], vocabulary: Vocabulary) -> Iterator[str]:
    yield from (f".{key} is not a key; known are {', '.join(sorted(KEYS))}" for key in entry if key not in KEYS)
    for key in ("title", "citation"):
        if not isinstance(entry.get(key), str):
            yield f".{key} is to be text"
    for key in ("numerator", "denominator"):
        yield from _problems_of_terms(entry.get(key), key, vocabulary)
    if not isinstance(entry.get("percent", False), bool):
        yield ".percent is to be true or false"
    for key, unit in (("days_apart", "days"), ("least_in_period", "people")):
        number = entry.get(key, 0)
        if type(number) is not int or number < 0:
            yield f".{key} is to be a number of {unit}"
    yield from _problems_of_reference(entry.get("reference", ""), "reference")
    yield from _problems_of_beginning(entry.get("beginning", {}), vocabulary)
    for key in ("note", "warning"):
        band = entry.get(key, {})
        fine = isinstance(band, Mapping) and set(band) <= {"below", "above"}
        if not fine or not all(type(end) in {int, float} and end > 0 for end in band.values()):
            yield f".{key} is to hold below, above, or both, each a number above 0"


def _problems_of_terms(terms: Any, key: str, vocabulary: Vocabulary) -> Iterator[str]:
    if not isinstance(terms, list) or not terms:
        yield f".{key} is to be a list of measures"
    else:
        yield from (f".{key} names {term!r}, which is no measure" for term in terms if term not in vocabulary)


def _problems_of_reference(name: Any, key: str) -> Iterator[str]:
    if name not in ["", *shipped_classes()]:
        yield f".{key} is to be blank or one of {', '.join(shipped_classes())}"


def _problems_of_beginning(table: Any, vocabulary: Vocabulary) -> Iterator[str]:
    keys = {field.name for field in fields(Beginning)}
    if not isinstance(table, Mapping) or not set(table) <= keys:
        yield f".beginning is to be a table; its keys are {', '.join(sorted(keys))}"
    elif table:
        yield from _problems_of_terms(table.get("measures"), "beginning.measures", vocabulary)
        if not isinstance(table.get("title"), str):
            yield ".beginning.title is to be text"
        if type(table.get("warning")) not in {int, float} or table["warning"] <= 0:
            yield ".beginning.warning is to be a number above 0"
        yield from _problems_of_reference(table.get("reference", ""), "beginning.reference")


@cache
def _shipped() -> dict[str, Any]:
    return tomllib.loads((Path(__file__).parent / "ratios.toml").read_text(encoding="utf-8"))


def shipped_ratios(
    own: Mapping[str, Any] | None = None, vocabulary: Vocabulary | None = None, where: str = ""
) -> dict[str, Ratio]:
    """The ratios that ship with the package; over them, key by key, a dataset's own bands for their codes."""
    from checker.figures.measures import shipped_vocabulary  # noqa: PLC0415

    words = vocabulary or shipped_vocabulary()
    shipped = _shipped()
    for code, entry in (own or {}).items():
        if code not in shipped:
            raise CannotCheckError(f"{where}: ratios.{code} is no ratio; known are {', '.join(shipped)}")
        if not isinstance(entry, Mapping):
            raise CannotCheckError(f"{where}: ratios.{code} is not a table")
    merged = {code: {**entry, **(own or {}).get(code, {})} for code, entry in shipped.items()}
    return read_ratios(merged, words, where or "ratios.toml")
