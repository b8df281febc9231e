"""Waivers: read from checker.toml, applied to findings, and judged themselves, a file each for W901 and W902."""

import datetime as dt
import importlib
import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import replace
from typing import Any

from checker.figures.dataset import FIGURES, Dataset
from checker.figures.dates import BadDate, read_day
from checker.figures.errors import CannotCheckError
from checker.figures.findings import Finding, Place
from checker.figures.report import RuleRun
from checker.figures.waivers import Waiver
from checker.manuals import manuals

FILE = "checker.toml"
KEYS = ("rule", "figures", "reason", "expires")
HEAD = re.compile(r"^[ \t]*\[\[[ \t]*waiver[ \t]*\]\]", re.MULTILINE)
CODES = ("W901", "W902")


def read_waivers(entries: object, text: str) -> tuple[Waiver, ...]:
    """The waivers of a checker.toml, in their order.

    Args:
        entries: what TOML makes of `[[waiver]]`.
        text: the file, for the lines on which they stand.

    Raises:
        CannotCheckError: one of them says too little, too much, or the same as another; it names its number and key.
    """
    if not isinstance(entries, list) or not all(isinstance(entry, dict) for entry in entries):
        raise CannotCheckError(f"{FILE}: waiver is to be a list of tables: write [[waiver]] above each")
    heads = [text.count("\n", 0, head.start()) + 1 for head in HEAD.finditer(text)]
    lines = heads if len(heads) == len(entries) else [1] * len(entries)
    waivers, there = list[Waiver](), set[tuple[str, frozenset[str]]]()
    for number, (entry, line) in enumerate(zip(entries, lines, strict=True), 1):
        waiver = _read(entry, f"{FILE}: waiver {number}", line)
        if (about := (waiver.rule, frozenset(waiver.figures))) in there:
            raise CannotCheckError(f"{FILE}: waiver {number}: {waiver.rule} is waived for these figures already")
        there.add(about)
        waivers.append(waiver)
    return tuple(waivers)


def _read(entry: Mapping[str, Any], where: str, line: int) -> Waiver:
    for key in entry:
        if key not in KEYS:
            raise CannotCheckError(f"{where}: {key} is not a key; known are {', '.join(KEYS)}")
    rule, figures, reason = (entry.get(key) for key in KEYS[:3])
    if not isinstance(rule, str) or rule not in manuals() or rule in CODES:
        raise CannotCheckError(f"{where}: rule is to be the code of a rule, such as C401; not {rule!r}")
    if not (isinstance(figures, list) and figures and all(isinstance(figure, str) for figure in figures)):
        raise CannotCheckError(f"{where}: figures is to be a list of ids, at least one")
    if not isinstance(reason, str) or not reason.strip():
        raise CannotCheckError(f"{where}: reason is to say why; it is missing or blank")
    return Waiver(rule, tuple(figures), reason.strip(), _day(entry.get("expires"), where), line)


def _day(value: object, where: str) -> int | None:
    if value is None:
        return None
    try:
        return read_day(value.isoformat() if type(value) is dt.date else str(value))
    except BadDate:
        raise CannotCheckError(f"{where}: expires is to be a day, such as 2026-12-31") from None


def waive(
    dataset: Dataset, findings: Collection[Finding], runs: Collection[RuleRun]
) -> tuple[list[Finding], list[RuleRun]]:
    """The findings, those marked that a valid waiver covers, and what is to be said of the waivers themselves.

    Args:
        dataset: whose waivers they are.
        findings: of every rule.
        runs: what was run; a waiver of a rule that was not cannot be called unused, and none where figures were left
            out for having been published later.
    """
    expired, valid = dataset.waivers.expired, dataset.waivers.valid
    used = set[Waiver]()
    by_first: dict[tuple[str, str], list[tuple[int, Waiver]]] = {}
    for at, waiver in enumerate(valid):
        by_first.setdefault((waiver.rule, waiver.figures[0]), []).append((at, waiver))
    marked = [_marked(finding, by_first, used) for finding in findings] if valid else findings
    ran = {run.code for run in runs if not run.skipped and dataset.known_on is None}
    unused = [waiver for waiver in valid if waiver not in used and waiver.rule in ran]
    judged = [*_judge(dataset, CODES[0], expired), *_judge(dataset, CODES[1], unused)]
    return [*marked, *judged], [_run(dataset, code, judged) for code in CODES]


def _marked(
    finding: Finding, by_first: Mapping[tuple[str, str], list[tuple[int, Waiver]]], used: set[Waiver]
) -> Finding:
    """The finding, waived if a waiver covers it. They are given, with their turns, by rule and first figure."""
    near = [numbered for figure in set(finding.figures) for numbered in by_first.get((finding.code, figure), ())]
    covering = sorted(
        ((at, waiver) for at, waiver in near if waiver.applies(finding.code, finding.figures)), key=lambda one: one[0]
    )
    used.update(waiver for _, waiver in covering)
    return replace(finding, status="waived", waiver=covering[0][1].reason) if covering else finding


def _judge(dataset: Dataset, code: str, waivers: Collection[Waiver]) -> Iterator[Finding]:
    manual = manuals()[code]
    ids = frozenset(dataset.tables[FIGURES].column("id").words if waivers else ())
    for waiver in waivers:
        message = importlib.import_module(manual.module).tell(waiver, ids)
        evidence = {"rule": waiver.rule, "figures": waiver.figures, "reason": waiver.reason}
        yield Finding(
            code, manual.name, manual.severity, message, (), (Place(FILE, waiver.line - 1, "waiver"),), evidence,
            subject="\n".join([waiver.rule, *sorted(waiver.figures)]),
        )  # fmt: skip


def _run(dataset: Dataset, code: str, judged: Collection[Finding]) -> RuleRun:
    given = dataset.waivers.given
    manual, found = manuals()[code], sum(finding.code == code for finding in judged)
    return RuleRun(code, manual.name, manual.severity, len(given), found, _skipped(dataset, code))


def _skipped(dataset: Dataset, code: str) -> str:
    """Why waivers were not judged by one of the two rules."""
    waivers = dataset.waivers
    if code == CODES[0] and waivers.today is None and any(waiver.expires for waiver in waivers.given):
        return "no day for today was given"
    if code == CODES[1] and waivers.given and dataset.known_on is not None:
        return "figures were left out by --known-on"
    return ""
