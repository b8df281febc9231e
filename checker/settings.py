"""checker.toml to frozen Settings."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from checker.figures.errors import CannotCheckError
from checker.figures.measures import Vocabulary, shipped_vocabulary
from checker.figures.ratios import Ratio, shipped_ratios
from checker.figures.waivers import Waiver
from checker.files import refuse_long_settings
from checker.waivers import read_waivers

FILE = "checker.toml"
TABLES = ("settings", "measures", "ratios")
KEYS = (*TABLES, "waiver")
TEXTS = {"kind", "noun", "part_of", "gives_way_to", "title", "citation"}
OWN_LIMIT = 100  # ratios of a dataset
LISTS = {"exactly", "at_least", "numerator", "denominator"}


@dataclass(frozen=True)
class Settings:
    """How a dataset is to be checked.

    `as_of_lag`: a blank as_of is some day in that many days before publication. `vocabulary`: the measures, own ones
    included. `ratios`: by code, with own bands. `waivers`: the findings that were looked at and accepted.
    """

    as_of_lag: int = 30
    vocabulary: Vocabulary = field(default_factory=shipped_vocabulary)
    ratios: Mapping[str, Ratio] = field(default_factory=shipped_ratios)
    waivers: tuple[Waiver, ...] = ()


def read_settings(raw: bytes | None) -> Settings:
    """The settings in the bytes of a checker.toml; None is a dataset without one.

    Raises:
        CannotCheckError: no TOML, an unknown key, or a value of the wrong kind; it names the key.
    """
    if raw is None:
        return Settings()
    refuse_long_settings(raw, FILE)
    try:
        text = raw.decode("utf-8-sig")
        entries = tomllib.loads(text)
    except (ValueError, RecursionError) as error:  # no UTF-8, no TOML, a number of 5,000 digits; a list 1,000 deep
        raise CannotCheckError(f"{FILE}: {error}") from None
    _refuse_unknown(entries, KEYS, "")
    tables = {name: entries.get(name, {}) for name in TABLES}
    for name, table in tables.items():
        if not isinstance(table, dict):
            raise CannotCheckError(f"{FILE}: {name} is not a table")
    _refuse_unknown(tables["settings"], ("as_of_lag",), "settings.")
    for name in ("measures", "ratios"):
        _refuse_kinds(tables[name], name)
    if len(tables["ratios"]) > OWN_LIMIT:
        raise CannotCheckError(f"{FILE}: {len(tables['ratios']):,} ratios; at most {OWN_LIMIT} can be declared")
    vocabulary = shipped_vocabulary().extended(tables["measures"], FILE)
    _refuse_rings(vocabulary, tables["measures"])
    waivers = read_waivers(entries.get("waiver", []), text)
    return Settings(_days(tables["settings"]), vocabulary, shipped_ratios(tables["ratios"], vocabulary, FILE), waivers)


def _refuse_unknown(table: Mapping[str, Any], known: tuple[str, ...], where: str) -> None:
    for key in table:
        if key not in known:
            raise CannotCheckError(f"{FILE}: {where}{key} is not a key; known are {', '.join(known)}")


def _refuse_kinds(table: Mapping[str, Any], where: str) -> None:
    """The kinds of values; what they say is for the readers of measures and ratios to judge."""
    for name, entry in table.items():
        for key, value in entry.items() if isinstance(entry, dict) else ():
            if key in TEXTS and not isinstance(value, str):
                raise CannotCheckError(f"{FILE}: {where}.{name}.{key} is to be text")
            if key in LISTS and not (isinstance(value, list) and all(isinstance(term, str) for term in value)):
                raise CannotCheckError(f"{FILE}: {where}.{name}.{key} is to be a list of measures")
            if key == "days_apart" and isinstance(value, bool):
                raise CannotCheckError(f"{FILE}: {where}.{name}.{key} is to be a number of days")


def _refuse_rings(vocabulary: Vocabulary, own: Mapping[str, Any]) -> None:
    for name in own:
        seen, whole = {""}, name
        while whole not in seen:
            seen.add(whole)
            whole = vocabulary[whole].part_of
        if whole:
            raise CannotCheckError(f"{FILE}: measures.{name}.part_of leads back to {whole}")


def _days(table: Mapping[str, Any]) -> int:
    days = table.get("as_of_lag", Settings.as_of_lag)
    if type(days) is not int or not 0 <= days <= 3660:
        raise CannotCheckError(f"{FILE}: settings.as_of_lag is to be a number of days from 0 to 3660")
    return days
