"""checker.toml to frozen Settings."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from checker.figures.errors import CannotCheckError
from checker.figures.measures import Vocabulary, shipped_vocabulary
from checker.figures.ratios import Ratio, shipped_ratios

FILE = "checker.toml"
TABLES = ("settings", "measures", "ratios")


@dataclass(frozen=True)
class Settings:
    """How a dataset is to be checked.

    `as_of_lag`: a blank as_of is some day in that many days before publication. `vocabulary`: the measures, own ones
    included. `ratios`: by code, with own bands.
    """

    as_of_lag: int = 30
    vocabulary: Vocabulary = field(default_factory=shipped_vocabulary)
    ratios: Mapping[str, Ratio] = field(default_factory=shipped_ratios)


def read_settings(raw: bytes | None) -> Settings:
    """The settings in the bytes of a checker.toml; None is a dataset without one.

    Raises:
        CannotCheckError: no TOML, an unknown key, or a value of the wrong kind; it names the key.
    """
    if raw is None:
        return Settings()
    try:
        entries = tomllib.loads(raw.decode("utf-8"))
    except (UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise CannotCheckError(f"{FILE}: {error}") from None
    _refuse_unknown(entries, TABLES, "")
    tables = {name: entries.get(name, {}) for name in TABLES}
    for name, table in tables.items():
        if not isinstance(table, dict):
            raise CannotCheckError(f"{FILE}: {name} is not a table")
    _refuse_unknown(tables["settings"], ("as_of_lag",), "settings.")
    vocabulary = shipped_vocabulary().extended(tables["measures"], FILE)
    return Settings(_days(tables["settings"]), vocabulary, shipped_ratios(tables["ratios"], vocabulary, FILE))


def _refuse_unknown(table: Mapping[str, Any], known: tuple[str, ...], where: str) -> None:
    for key in table:
        if key not in known:
            raise CannotCheckError(f"{FILE}: {where}{key} is not a key; known are {', '.join(known)}")


def _days(table: Mapping[str, Any]) -> int:
    days = table.get("as_of_lag", Settings.as_of_lag)
    if type(days) is not int or not 0 <= days <= 3660:
        raise CannotCheckError(f"{FILE}: settings.as_of_lag is to be a number of days from 0 to 3660")
    return days
