"""The form rules run as one pandera schema a table; every failing cell becomes a finding."""

import importlib
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache, partial
from threading import Thread
from types import ModuleType
from typing import Any

import numpy as np
import pandas as pd

from checker.figures.findings import Finding, Place
from checker.figures.report import RuleRun
from checker.figures.table import HEADER
from checker.intake.checks import Facts, FormCheck
from checker.intake.columns import by_threads
from checker.intake.form.f005_unknown_term import unknown_columns
from checker.manuals import Manual, manuals

NUMBER_COLUMNS = ("low", "best", "high", "range_low", "range_high", "word_low", "word_high")
DAY_COLUMNS = ("published", "period_start", "as_of_first", "as_of_last", "since")
ROW_STAYS = {"F009"}  # this error drops the reference alone


@dataclass(frozen=True)
class Verdict:
    """What the form rules say of one table. `rejected` marks the rows that leave the book (shape: rows).

    `faulty` maps a code and a field to the rows that fail it.
    """

    findings: tuple[Finding, ...]
    rejected: Any
    faulty: dict[tuple[str, str], Any]
    checked: dict[str, int]


def prepare() -> None:
    """Take in pandera beside other work: it needs a good part of a second, and a table has to be read first."""
    Thread(target=importlib.import_module, args=("pandera.pandas",)).start()


@cache
def form_rules() -> tuple[tuple[Manual, ModuleType], ...]:
    """The form rules, in the order of their codes."""
    return tuple((m, importlib.import_module(m.module)) for m in manuals().values() if ".form." in m.module)


def validate(facts: Facts) -> Verdict:
    """Every check of every form rule over one typed table; a failing check hides no other."""
    made = by_threads(lambda rule: list(rule[1].checks(facts)), form_rules())
    tests = [(manual, check) for (manual, _), checks in zip(form_rules(), made, strict=True) for check in checks]
    shaped = ~np.isin(np.arange(facts.table.rows), list(facts.misshapen))
    findings: list[Finding] = list(_unknown_columns(facts))
    rejected, faulty = ~shaped, dict[tuple[str, str], Any]()
    for at, failing in _run_schema(facts, [check for _, check in tests]):
        manual, check = tests[at]
        rows = failing & (shaped if check is not tests[0][1] else True)
        if manual.severity == "error" and manual.code not in ROW_STAYS:
            rejected = rejected | rows
        faulty[manual.code, check.field] = faulty.get((manual.code, check.field), False) | rows
        findings.extend(_finding(facts, manual, check, int(row)) for row in np.flatnonzero(rows))
    checked = dict.fromkeys((manual.code for manual, _ in tests), facts.table.rows)
    return Verdict(tuple(_numbered(findings)), rejected, faulty, checked)


def _run_schema(facts: Facts, checks: list[FormCheck]) -> Iterator[tuple[int, Any]]:
    """The numbers of the checks that fail, each with where (shape: rows)."""
    import pandera.pandas as pa  # noqa: PLC0415  (late: see `prepare`)

    typed = facts.cells.frame
    frame = typed[[name for name in (*NUMBER_COLUMNS, *DAY_COLUMNS) if name in typed]]  # text takes pandera seconds
    columns = {name: pa.Column("float64", nullable=True) for name in NUMBER_COLUMNS if name in frame}
    columns |= {name: pa.Column("int64") for name in DAY_COLUMNS if name in frame}
    passes = by_threads(lambda check: _passes(check, typed), checks)
    tests = [
        pa.Check(partial(_told, passed), name=str(at), n_failure_cases=1, ignore_na=False)
        for at, passed in enumerate(passes)
    ]
    try:
        pa.DataFrameSchema(columns, checks=tests).validate(frame, lazy=True, inplace=True)
    except pa.errors.SchemaErrors as errors:
        for error in errors.schema_errors:
            if error.check_output is None:  # a check that crashed is our fault, not the table's
                raise RuntimeError(f"{facts.file}: {error}") from error
            yield int(error.check.name), ~np.asarray(error.check_output, dtype=bool)


def _passes(check: FormCheck, frame: pd.DataFrame) -> "pd.Series[bool] | Exception":
    """Where all is well; what a check raises is told where the schema runs it."""
    try:
        return pd.Series(np.asarray(check.passes(frame), dtype=bool), index=frame.index)
    except Exception as error:  # noqa: BLE001  (whatever it is)
        return error


def _told(passed: "pd.Series[bool] | Exception", _frame: pd.DataFrame) -> "pd.Series[bool]":
    if isinstance(passed, Exception):
        raise passed
    return passed


def _finding(facts: Facts, manual: Manual, check: FormCheck, row: int) -> Finding:
    figure = facts.table.column("id")[row]
    figures = (*check.figures(row), figure) if figure and facts.file == "figures.csv" else ()
    who = figure or "|".join(facts.table.column(name)[row] for name in facts.table.header)
    return Finding(
        manual.code, manual.name, manual.severity, check.say(row), figures,
        (Place(facts.file, row, check.field),), {"value": facts.table.column(check.field)[row][:200]},
        subject=f"{facts.file}\n{who}\n{check.field}",
    )  # fmt: skip


def _unknown_columns(facts: Facts) -> Iterator[Finding]:
    manual = manuals()["F005"]
    for field, message in unknown_columns(facts.table.header, facts.file):
        place = Place(facts.file, HEADER, field)
        yield Finding(
            manual.code,
            manual.name,
            "error",
            message,
            (),
            (place,),
            {"value": field[:200]},
            subject=f"{facts.file}\n{field}",
        )


def _numbered(findings: list[Finding]) -> Iterator[Finding]:
    """The same fault of the same subject twice gets the occurrence into its fingerprint."""
    seen: dict[tuple[str, str], int] = {}
    for finding in findings:
        key = finding.code, finding.subject
        seen[key] = seen.get(key, 0) + 1
        yield finding if seen[key] == 1 else replace(finding, subject=f"{finding.subject}\n{seen[key]}")


def runs(verdicts: list[Verdict], today: int | None) -> tuple[RuleRun, ...]:
    """How many rows each form rule looked at over all tables, and how often it fired."""
    result, counted = [], [Counter(finding.code for finding in verdict.findings) for verdict in verdicts]
    for manual, _ in form_rules():
        checked = sum(verdict.checked.get(manual.code, 0) for verdict in verdicts)
        found = sum(codes[manual.code] for codes in counted)
        skipped = "nobody said what day today is" if manual.code == "F007" and today is None else ""
        result.append(RuleRun(manual.code, manual.name, manual.severity, checked, found, skipped))
    return tuple(result)
