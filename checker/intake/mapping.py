"""A map, which says how a foreign table becomes a dataset: TOML to a frozen Map."""

import re
import tomllib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any, NoReturn

import numpy as np

from checker.figures.dates import BadDate, read_day, read_span
from checker.figures.errors import CannotCheckError
from checker.figures.measures import Vocabulary, nearest, shipped_vocabulary
from checker.figures.ratios import shipped_ratios
from checker.figures.schema import COLUMNS, DERIVATIONS, ID, KINDS, REQUIRED, STATUSES, YES_NO
from checker.files import refuse_long_settings
from checker.intake.dateformat import BadFormat, reader
from checker.intake.encodings import known_encoding
from checker.intake.expressions import BadExpression, read_expression
from checker.intake.formats import FITS, READERS
from checker.intake.grid import ROWS_LIMIT
from checker.intake.shape import Shape
from checker.intake.templates import Amount, BadTemplate, Filler, Text, read_day_text, read_text

FILES = {"figure": "figures.csv", "population": "populations.csv", "scope": "scopes.csv", "source": "sources.csv"}
TOP = ("table", "values", "measures", "ratios", "join", "row", *FILES)
AMOUNTS: dict[str, Callable[[Any], Any]] = {"low": np.floor, "best": np.rint, "high": np.ceil}
DAYS = ("period_start", "as_of", "published", "since")
TERMS = {
    "status": STATUSES, "derivation": DERIVATIONS, "kind": KINDS, "complete": YES_NO, "may_fall": YES_NO,
}  # fmt: skip
NAME = re.compile(ID)
CHOICES = ("where", "unless")
Words = Mapping[str, tuple[str, ...]]


@dataclass(frozen=True)
class Block:
    """One figure, population, scope or source of each row. `label` is its key in the map.

    It is made in the rows whose cells are among the words of `where`, by column, and not among those of `unless`.
    """

    kind: str
    label: str
    fields: Mapping[str, Filler]
    name: str = ""
    where: Words = field(default_factory=dict)
    unless: Words = field(default_factory=dict)


@dataclass(frozen=True)
class Join:
    """A second table: its file, and the column that both have."""

    file: str
    on: str


@dataclass(frozen=True)
class Map:
    """How a foreign table becomes a dataset. `form` is "" where the file's name says it."""

    name: str
    form: str
    shape: Shape
    missing: frozenset[str]
    footnotes: bool
    values: Mapping[str, Mapping[str, str]]
    measures: Mapping[str, Mapping[str, Any]]
    ratios: Mapping[str, Mapping[str, Any]]
    joins: tuple[Join, ...]
    blocks: tuple[Block, ...]

    def refuse(self, key: str, why: str) -> NoReturn:
        """End the run with a line that names the key of the map."""
        raise CannotCheckError(f"{self.name}: {key}: {why}")


def read_map(raw: bytes, name: str) -> Map:
    """The map in the bytes of a TOML file.

    Raises:
        CannotCheckError: no TOML, an unknown key, an unreadable value; it names the key.
    """
    refuse_long_settings(raw, name)
    try:
        entries = tomllib.loads(raw.decode("utf-8-sig"))
    except (ValueError, RecursionError) as error:
        raise CannotCheckError(f"{name}: {error}") from None
    return _Reading(name, entries).map()


class _Reading:
    """One map being read."""

    def __init__(self, name: str, entries: Mapping[str, Any]) -> None:
        self.name, self.entries = name, entries
        self.vocabulary: Vocabulary = shipped_vocabulary()
        self.date: Callable[[str], str] = str

    def refuse(self, key: str, why: str) -> NoReturn:
        raise CannotCheckError(f"{self.name}: {key}: {why}")

    def map(self) -> Map:
        self.known(self.entries, TOP, "")
        table = self.table(self.entries, "table")
        self.known(table, ("format", "missing", "dates", "footnotes", *FITS), "table.")
        form, dates = (self.text(table, key, "table.") for key in ("format", "dates"))
        if form and form not in READERS:
            self.refuse("table.format", f"{form[:60]!r} is not read; known are {', '.join(READERS)}")
        shape = self.shape(table)
        try:
            self.date = reader(dates)
        except BadFormat as error:
            self.refuse("table.dates", str(error))
        for name in (measures := self.table(self.entries, "measures")):
            self.refuse_no_name(name, f"measures.{name}")
        self.vocabulary = self.vocabulary.extended(measures, self.name)
        ratios = self.table(self.entries, "ratios")
        shipped_ratios(ratios, self.vocabulary, self.name)
        missing, values = self.words(table.get("missing", []), "table.missing"), self.values()
        joins, blocks = tuple(self.joins()), tuple(self.blocks(values))
        footnotes = table.get("footnotes", False)
        if not isinstance(footnotes, bool):
            self.refuse("table.footnotes", "is to be true or false")
        return Map(
            self.name, form, shape, frozenset({"", *missing}), footnotes, values, measures, ratios, joins, blocks
        )

    def shape(self, table: Mapping[str, Any]) -> Shape:
        records, sheet, header, encoding = (self.text(table, key, "table.") for key in FITS)
        if header and not (header.isascii() and header.isdigit() and 0 < int(header) <= ROWS_LIMIT):
            self.refuse("table.header", "is to be the line or row of the header, a number from 1")
        if encoding and not known_encoding(encoding):
            self.refuse("table.encoding", f"{encoding[:60]!r} is no encoding of text that is known; cp1252 is one")
        return Shape(records, sheet, int(header or 0), encoding)

    def known(self, entries: Mapping[str, Any], keys: tuple[str, ...], where: str) -> None:
        for key in entries:
            if key not in keys:
                near = nearest(key, keys)
                hint = f"; the nearest is {near}" if near else f"; known are {', '.join(keys)}"
                self.refuse(f"{where}{key}", f"is not a key{hint}")

    def table(self, entries: Mapping[str, Any], key: str, where: str = "") -> Mapping[str, Any]:
        found = entries.get(key, {})
        if not isinstance(found, dict):
            self.refuse(f"{where}.{key}".strip("."), "is to be a table")
        return found

    def tables(self, key: str) -> list[tuple[str, Mapping[str, Any]]]:
        """The tables of a list, each with its key: figure[1], figure[2]."""
        found = self.entries.get(key, [])
        if not isinstance(found, list) or not all(isinstance(entry, dict) for entry in found):
            self.refuse(key, f"is to be written as [[{key}]]")
        return [(f"{key}[{at}]", entry) for at, entry in enumerate(found, 1)]

    def text(self, entries: Mapping[str, Any], key: str, where: str) -> str:
        value = entries.get(key, "")
        if type(value) in {int, date}:
            value = str(value)
        if not isinstance(value, str):
            self.refuse(f"{where}{key}", "is to be text")
        return value.strip()

    def words(self, value: Any, key: str) -> tuple[str, ...]:
        found = value if isinstance(value, list) else [value]
        if not all(type(word) in {str, int} for word in found):
            self.refuse(key, "is to be a text or a list of texts")
        return tuple(str(word).strip() for word in found)

    def values(self) -> Mapping[str, Mapping[str, str]]:
        found = {}
        for column in self.table(self.entries, "values"):
            entries = self.table(self.entries["values"], column, "values")
            found[column] = {word: self.text(entries, word, f"values.{column}.") for word in entries}
        return found

    def joins(self) -> list[Join]:
        one = isinstance(self.entries.get("join"), dict)
        found = [("join", self.entries["join"])] if one else self.tables("join")
        joins = []
        for key, entries in found:
            self.known(entries, ("file", "on"), f"{key}.")
            join = Join(*(self.text(entries, name, f"{key}.") for name in ("file", "on")))
            if not join.file or not join.on:
                self.refuse(key, "needs a file and the column that it is joined on")
            if "/" in join.file or "\\" in join.file or join.file.startswith("."):
                self.refuse(f"{key}.file", "is to be the name of a file beside the table, without a path")
            joins.append(join)
        return joins

    def blocks(self, values: Mapping[str, Mapping[str, str]]) -> list[Block]:
        row = self.table(self.entries, "row")
        self.known(row, (*COLUMNS[FILES["figure"]], *CHOICES), "row.")
        found = [self.block(kind, label, entries, row) for kind in FILES for label, entries in self.tables(kind)]
        self.refuse_same_names([block for block in found if block.kind == "figure"])
        for block in found:
            self.refuse_unknown_terms(block, values)
        return found

    def block(self, kind: str, label: str, entries: Mapping[str, Any], row: Mapping[str, Any]) -> Block:
        columns = COLUMNS[FILES[kind]]
        named = kind == "figure"
        self.known(entries, (*columns, *CHOICES, *(["name"] if named else [])), f"{label}.")
        shared = {name: ("row.", row) for name in columns if named and name in row}
        keys = shared | {name: (f"{label}.", entries) for name in columns if name in entries}
        texts = {name: (f"{where}{name}", self.text(of, name, where)) for name, (where, of) in keys.items()}
        whole = not texts.get("share_of", ("", ""))[1]
        fields = {name: self.filler(name, *texts[name], whole=whole) for name in texts if texts[name][1]}
        self.refuse_incomplete(kind, label, fields)
        name = self.text(entries, "name", f"{label}.") if named else ""
        if name:
            self.refuse_no_name(name, f"{label}.name")
        return Block(kind, label, fields, name, *(self.choice(row, entries, key, label) for key in CHOICES))

    def choice(self, row: Mapping[str, Any], entries: Mapping[str, Any], key: str, label: str) -> Words:
        found: dict[str, tuple[str, ...]] = {}
        for where, of in (("row", row), (label, entries)):
            for column, value in self.table(of, key, where).items():
                found[column] = self.words(value, f"{where}.{key}.{column}")
        return found

    def filler(self, name: str, key: str, text: str, *, whole: bool) -> Filler:
        try:
            if name in AMOUNTS:
                return Amount(key, read_expression(text), AMOUNTS[name] if whole else np.positive)
            if name in DAYS:
                day = read_day_text(key, text, self.date)
                if not day.columns and day.days is None:
                    (read_span if name == "as_of" else read_day)(self.date(day.base.literal))
                return day
            return read_text(key, text)
        except (BadTemplate, BadExpression, BadDate) as error:
            self.refuse(key, str(error))

    def refuse_incomplete(self, kind: str, label: str, fields: Mapping[str, Filler]) -> None:
        for name in REQUIRED[FILES[kind]]:
            if name not in fields and not (kind == "figure" and name == "id"):
                self.refuse(f"{label}.{name}", "is missing" + (", here and in [row]" if kind == "figure" else ""))
        if kind == "figure" and not {"reported", *AMOUNTS} & set(fields):
            self.refuse(f"{label}.best", "there is no amount: reported, low, best or high")

    def refuse_no_name(self, name: str, key: str) -> None:
        if not NAME.fullmatch(name):
            self.refuse(key, "is to be made of letters, digits and . _ : -, a letter or digit first")

    def refuse_same_names(self, figures: list[Block]) -> None:
        if not figures:
            self.refuse("figure", "there is none; a map needs at least one [[figure]]")
        seen: set[str] = set()
        for block in figures:
            if block.name in seen:
                why = "is another figure's too" if block.name else "is missing; one figure alone can go without"
                self.refuse(f"{block.label}.name", why)
            seen.add(block.name)

    def refuse_unknown_terms(self, block: Block, values: Mapping[str, Mapping[str, str]]) -> None:
        terms: Mapping[str, Any] = {**TERMS, "measure": self.vocabulary}
        for name, known in terms.items():
            text = block.fields.get(name)
            if not isinstance(text, Text):
                continue
            replaced = values.get(text.only_column or name, {})
            words = {f"values.{text.only_column or name}.{word}": term for word, term in replaced.items()}
            if not text.columns:
                words[text.key] = replaced.get(text.literal, text.literal)
            for key, term in words.items():
                if term not in known:
                    near = nearest(term, tuple(known))
                    self.refuse(key, f"{term[:60]!r} is not a {name}{f'; the nearest is {near}' if near else ''}")
