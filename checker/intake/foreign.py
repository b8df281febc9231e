"""A foreign table and a map to the files of a dataset, and findings back to the foreign file."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from checker.figures.dataset import FIGURES, Dataset
from checker.figures.errors import CannotCheckError
from checker.figures.findings import Finding
from checker.figures.table import Table
from checker.intake.formats import FITS, READERS, form_of, read_foreign
from checker.intake.joined import Joined, link
from checker.intake.made import NO_BLOCK, make_figures, make_tree
from checker.intake.mapping import FILES, Map
from checker.intake.origin import Origin
from checker.intake.shape import Shape


@dataclass(frozen=True)
class Foreign:
    """A mapped table: the files of a dataset, and where the rows of each come from.

    `misshapen` says of a row of figures.csv why its foreign row does not fit the header; `rows` is how many the foreign
    table has, `without_figure` how many of them the map makes no figure of.
    """

    files: Mapping[str, bytes]
    origins: Mapping[str, Origin]
    misshapen: Mapping[int, str]
    rows: int
    without_figure: int

    @property
    def file(self) -> str:
        """The name of the foreign table."""
        return self.origins[FIGURES].joined.tables[0].file


def map_table(raw: bytes, file: str, beside: Mapping[str, bytes], plan: Map) -> Foreign:
    """The files of a dataset from a foreign table.

    Args:
        raw: the bytes of the table.
        file: its name.
        beside: the bytes of the tables that the map joins to it, by name.
        plan: the map.

    Raises:
        CannotCheckError: no table, a column that is not there, or not one figure; it names the map's key.
    """
    joined, misshapen = _join(raw, file, beside, plan)
    _refuse_unknown_columns(joined, plan)
    figures = make_figures(joined, plan, misshapen)
    if (figures.blocks == NO_BLOCK).all():
        plan.refuse("figure", f"none is made of the {joined.rows:,} rows of {file}: no row has an amount for one")
    parts = {FIGURES: figures}
    for kind in ("population", "scope", "source"):
        if any(block.kind == kind for block in plan.blocks):
            parts[FILES[kind]] = make_tree(joined, plan, misshapen, figures, kind)
    files = {name: part.csv(misshapen) for name, part in parts.items()}
    if plan.measures or plan.ratios:
        files["checker.toml"] = _toml({"measures": plan.measures, "ratios": plan.ratios}).encode()
    origins = {name: Origin(joined, part.of, part.rows, part.blocks) for name, part in parts.items()}
    bad = {at: misshapen[int(figures.rows[at])] for at in np.flatnonzero(figures.blocks == NO_BLOCK).tolist()}
    return Foreign(files, origins, bad, joined.rows, joined.rows - len(np.unique(figures.rows)))


def placed(dataset: Dataset, foreign: Foreign) -> Dataset:
    """The dataset that was made of the mapped files, its findings placed at the cells of the foreign ones."""
    tables = {
        name: replace(table, file=foreign.origins[name].joined.tables[0].file, places=foreign.origins[name])
        for name, table in dataset.tables.items()
    }
    findings = tuple(_told(finding, foreign, tables[FIGURES]) for finding in dataset.findings)
    return replace(dataset, tables=tables, findings=findings)


def _told(finding: Finding, foreign: Foreign, figures: Table) -> Finding:
    """A row that does not fit is told of as it stands in the foreign file."""
    place = finding.places[0]
    why = (
        foreign.misshapen.get(figures.in_file(place.row)) if (finding.code, place.table) == ("F001", FIGURES) else None
    )
    return replace(finding, message=f"{why}.") if why else finding


def _join(raw: bytes, file: str, beside: Mapping[str, bytes], plan: Map) -> tuple[Joined, Mapping[int, str]]:
    form = _form(plan, file, plan.form or form_of(file, raw))
    _refuse_other_shape(plan, form)
    table, misshapen = read_foreign(raw, file, form, plan.shape)
    tables, links = [table], [np.arange(table.rows)]
    for join in plan.joins:
        beside_it = beside[join.file]
        form = _form(plan, join.file, form_of(join.file, beside_it))
        other, faults = read_foreign(beside_it, join.file, form, Shape(encoding=plan.shape.encoding))
        for row, why in faults.items():
            raise CannotCheckError(f"{join.file}:{other.line(row)}: {why}; mend that first")
        tables.append(other)
        links.append(_link(table, other, join.on, plan))
    keys = frozenset(join.on for join in plan.joins)
    return Joined(tuple(tables), tuple(links), keys, plan.missing, plan.values, plan.footnotes), misshapen


def _link(table: Any, other: Any, on: str, plan: Map) -> Any:
    try:
        return link(table, other, on, plan.missing)
    except CannotCheckError as error:
        raise CannotCheckError(f"{plan.name}: {error}") from None


def _form(plan: Map, file: str, form: str) -> str:
    if not form:
        plan.refuse("table.format", f"the name of {file} does not say what it is; known are {', '.join(READERS)}")
    return form


def _refuse_other_shape(plan: Map, form: str) -> None:
    """What a map says of the shape of a table has to fit its format."""
    for key, forms in FITS.items():
        if getattr(plan.shape, key) and form not in forms:
            plan.refuse(f"table.{key}", f"means nothing for {form}, only for {', '.join(sorted(forms))}")


def _refuse_unknown_columns(joined: Joined, plan: Map) -> None:
    used = [(filler.key, name) for block in plan.blocks for filler in block.fields.values() for name in filler.columns]
    for block in plan.blocks:
        used += [(f"{block.label}.where.{name}", name) for name in block.where]
        used += [(f"{block.label}.unless.{name}", name) for name in block.unless]
    ours = {name for block in plan.blocks for name in block.fields}
    used += [(f"values.{name}", name) for name in plan.values if name not in ours]
    for key, name in used:
        try:
            joined.home(name)
        except KeyError as error:
            plan.refuse(key, error.args[0])


def _toml(tables: Mapping[str, Mapping[str, Mapping[str, Any]]]) -> str:
    """A checker.toml with own measures and ratios."""
    sections = ((f"{kind}.{_written(name)}", entry) for kind, own in tables.items() for name, entry in own.items())
    return "\n".join(f"[{name}]\n{_inside(entry)}" for name, entry in sections)


def _inside(entry: Mapping[str, Any]) -> str:
    return "".join(f"{_written(key)} = {_written(value)}\n" for key, value in entry.items())


def _written(value: Any) -> str:
    """Strings and lists of JSON are those of TOML, but for the sign DEL; tables and numbers are not."""
    if isinstance(value, Mapping):
        return f"{{ {', '.join(f'{_written(key)} = {_written(one)}' for key, one in value.items())} }}"
    if isinstance(value, float):
        return repr(value)
    return json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007f")
