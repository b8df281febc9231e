"""Draws findings from the reports on real tables, so many of every rule that fired."""

import random
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from checker.figures.dates import iso
from checker.figures.findings import Finding
from checker.figures.phrases import amount
from checker.figures.report import Report
from checker.loading import load
from checker.pipeline import check

SHIPPED = ("kursk-2024", "ukraine-civilians", "gettysburg-1863")
FOREIGN = {
    "cdb90": "cdb90/belligerents.csv",
    "gaza-daily": "gaza-daily/casualties_daily.json",
    "ua-general-staff": "ua-general-staff/russia_losses_personnel.json",
    "ucdp-battle-deaths": "ucdp-battle-deaths/UCDP_18.1_state_conflict_data.csv",
}
WORDS = ("population", "scope", "measure", "source", "status")
DAYS = ("period_start", "as_of_first", "as_of_last", "published")
DATASETS = Path(__file__).parents[2] / "datasets"


@dataclass(frozen=True)
class Drawn:
    """One finding and the table that it is about."""

    table: str
    finding: Finding
    report: Report


def reports(data: Path) -> Iterator[tuple[str, Report]]:
    """Every shipped dataset and every real table in a folder, checked."""
    for name in SHIPPED:
        yield name, check(load(DATASETS / name), readings=lambda _: False)
    for name, path in FOREIGN.items():
        yield name, check(load(data / path, map=name), readings=lambda _: False)


def drawn(found: dict[str, Report], each: int, seed: int) -> list[Drawn]:
    """So many findings of every rule, from all tables alike, or all that there are of it.

    The draw depends on the fingerprints alone, so that a finding that is still there is drawn again.
    """
    by_rule: dict[str, list[Drawn]] = {}
    for table, report in found.items():
        for finding in report.findings:
            by_rule.setdefault(finding.code, []).append(Drawn(table, finding, report))
    return [one for code in sorted(by_rule) for one in _some(by_rule[code], each, seed)]


def _some(every: list[Drawn], each: int, seed: int) -> list[Drawn]:
    """A few of one rule, by the number that the seed gives each fingerprint."""

    def lot(one: Drawn) -> float:
        return random.Random(f"{seed} {one.table} {one.finding.fingerprint}").random()  # noqa: S311  (not for secrets)

    return sorted(every, key=lot)[:each]


def shown(one: Drawn) -> str:
    """A finding with its figures, for a reader."""
    finding, figures = one.finding, one.report.dataset.figures
    lines = [f"### {one.table} {finding.code} {finding.severity} {finding.fingerprint[:12]}", "", finding.message]
    place = {figure: at for at, figure in enumerate(figures["id"])}
    for figure in [one for one in finding.figures if one in place][:8]:
        row = figures.iloc[place[figure]].to_dict()
        words = ", ".join(
            str(row[name]) for name in ("population", "scope", "measure", "source", "status") if row[name]
        )
        days = " ".join(iso(int(row[name])) for name in DAYS if row[name])
        lines.append(
            f"- {figure}: “{row['reported']}” [{amount(row['low'], row['high'])}] {words}; {days} {row['note']}"
        )
    return "\n".join(lines)
