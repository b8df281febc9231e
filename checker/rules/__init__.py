"""The rules: one file each, found by file; the docstring is the manual. README.md is generated from them.

A rule has a SEVERITY, `find(book) -> Hits` and `tell(book, hit) -> Told`. ONE_CLASH = True marks rules that stay silent
about a pair of figures which an earlier rule explains; they run in the order of EXPLAIN. Where one finding tells
several pairs, the rule has a `group(book, pairs)` as well: what is left of them, a row a finding. A rule that finds
much in large tables has a `brief(book, hits)` too: of each row the figures, the subject and the severity, where they
are not the rule's. What else it says is then told when it is read. The rules in NOTES make notes only, from which
nothing else is worked out; these are counted, and made when they are read.
"""

import importlib
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache, partial
from types import ModuleType
from typing import NamedTuple

import numpy as np
import pandas as pd

from checker.figures.book import Book
from checker.figures.errors import CannotCheckError
from checker.figures.findings import Finding, Notes
from checker.figures.hits import Hits, as_finding, untold
from checker.figures.report import RuleRun
from checker.manuals import Manual, manuals

LONG = ("A101", "T303", "C403", "T301", "T305", "C401")  # what takes longest in a large table, begun first
NOTES = ("D601", "P503", "P504", "P505", "P506", "T305", "T306")
EXPLAIN = ("A", "C403", "T301", "T302", "C401")


@dataclass(frozen=True)
class Rule:
    """One rule and its manual."""

    manual: Manual
    module: ModuleType

    @property
    def explains(self) -> bool:
        """Whether it explains clashes of pairs, and keeps silent about those explained before."""
        return bool(getattr(self.module, "ONE_CLASH", False))

    def find(self, book: Book) -> Hits:
        """What it finds in the book, whatever other rules find."""
        hits: Hits = self.module.find(book)
        return hits

    @property
    def turn(self) -> tuple[int, str]:
        """When it is told: rules that explain clashes first, in the order of EXPLAIN, then the others by code."""
        code = self.manual.code
        return next((at for at, prefix in enumerate(EXPLAIN) if code.startswith(prefix)), len(EXPLAIN)), code

    @property
    def start(self) -> int:
        """When it looks for hits: rules that take long first, so that none of them is left alone at the end."""
        return LONG.index(self.manual.code) if self.manual.code in LONG else len(LONG)


class Found(NamedTuple):
    """What one rule found: findings, or notes that are yet to be made."""

    run: RuleRun
    findings: Sequence[Finding] = ()
    notes: tuple[Notes, ...] = ()


@cache
def all_rules() -> tuple[Rule, ...]:
    """Every rule, in the order in which they are told."""
    found = [
        Rule(m, importlib.import_module(m.module)) for m in manuals().values() if m.module.startswith("checker.rules.")
    ]
    return tuple(sorted(found, key=lambda rule: rule.turn))


def needed(wanted: Callable[[str], bool]) -> list[Rule]:
    """The rules to run, in their order: those that are wanted by their code, and all that may explain their clashes."""
    rules = all_rules()
    last = max((at for at, rule in enumerate(rules) if rule.explains and wanted(rule.manual.code)), default=-1)
    return [rule for at, rule in enumerate(rules) if wanted(rule.manual.code) or (rule.explains and at < last)]


def told(rule: Rule, book: Book, hits: Hits, explained: set[frozenset[int]]) -> Found:
    """What a rule found, as findings.

    Pairs it explains are added to `explained`; pairs explained before are left out.
    """
    manual, frame = rule.manual, hits.frame
    if rule.explains:
        pairs = [frozenset(pair) for pair in zip(frame["first"], frame["second"], strict=True)]
        frame = frame[np.array([pair not in explained for pair in pairs], dtype=bool)].reset_index(drop=True)
        explained.update(pairs)
    if hasattr(rule.module, "group") and len(frame):
        frame = rule.module.group(book, frame)
    run = RuleRun(manual.code, manual.name, manual.severity, hits.checked, len(frame), hits.skipped)
    if not len(frame):
        return Found(run)
    make = partial(_findings, rule, book, hits.complete, frame)
    if manual.code not in NOTES:
        return Found(run, make())
    return Found(run, notes=(Notes(manual.code, manual.name, len(frame), by_name(rule)(make)),))


def _findings(
    rule: Rule, book: Book, complete: Callable[[pd.DataFrame], pd.DataFrame], frame: pd.DataFrame
) -> list[Finding]:
    made_of = (rule.manual.code, rule.manual.name, rule.manual.severity, book)
    frame = complete(frame)
    hits, module = frame.itertuples(index=False), rule.module
    if not hasattr(module, "brief"):
        return [as_finding(*made_of, module.tell(book, hit)) for hit in hits]
    briefs = zip(hits, module.brief(book, frame), strict=True)
    return [untold(*made_of, brief, telling=partial(module.tell, book, hit)) for hit, brief in briefs]


@contextmanager
def by_name(rule: Rule) -> Iterator[None]:
    """A broken rule must not pass for a clean dataset, and what is said of it names it."""
    try:
        yield
    except Exception as error:
        raise CannotCheckError(f"the rule {rule.manual.code} crashed: {type(error).__name__}: {error}") from error
