"""Small datasets from text, for every test."""

import os
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

from hypothesis import settings

from checker.figures.dataset import Dataset
from checker.figures.findings import Finding
from checker.figures.report import Report
from checker.loading import load, load_files
from checker.pipeline import Choice, check

HEADER = "id,population,scope,measure,reported,as_of,published,source"
TIMES = int(os.environ.get("TIMES", "1"))  # the scheduled run sets it: so many times as many examples and seeds


def examples(number: int, **more: Any) -> settings:
    """So many examples of a law in a usual run, more in a long one."""
    return settings(max_examples=number * TIMES, deadline=None, **more)


def seeds(number: int) -> range:
    """So many random tables in a usual run, more in a long one."""
    return range(number * TIMES)


@cache
def shipped(name: str) -> Report:
    """What is found in a shipped dataset, without readings; tests of the group "shipped" share it."""
    return check(load(Path(__file__).parent.parent / "datasets" / name), readings=lambda _: False)


def dataset_of(
    figures: str, *, populations: str = "", scopes: str = "", sources: str = "", checker: str = "",
    today: int | None = None, known_on: int | None = None, added: Mapping[str, str] | None = None,
) -> Dataset:  # fmt: skip
    """A dataset from the text of figures.csv, and of the files beside it that are not blank."""
    texts = {
        "figures.csv": figures, "populations.csv": populations, "scopes.csv": scopes, "sources.csv": sources,
        "checker.toml": checker,
    }  # fmt: skip
    files = {name: text.encode() for name, text in texts.items() if text or name == "figures.csv"}
    return load_files("small", files, today=today, known_on=known_on, added=added)


def table_of(*rows: str, header: str = HEADER) -> str:
    """The text of a table: a header, and a line a row."""
    return "\n".join([header, *rows, ""])


def findings_of(dataset: Dataset, *codes: str) -> list[Finding]:
    """The findings of some codes, in the order of the report."""
    return list(check(dataset, choice=Choice(select=codes)).findings)


def check_rules(dataset: Dataset) -> Report:
    """The report without the joint part, for tests of what the rules find by themselves."""
    return check(dataset, choice=Choice(ignore=("C402",)))
