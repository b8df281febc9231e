"""Those lost beside those deployed: A103, and that R201 keeps quiet where it speaks."""

import random
from collections.abc import Sequence
from dataclasses import dataclass

import pytest

from checker.figures.findings import Finding
from checker.figures.wording import rounding
from tests.helpers import dataset_of, findings_of, seeds, table_of

Told = tuple[tuple[int, ...], int, str]  # the smallest numbers lost, the largest deployed, the severity
HEADER = "id,population,scope,measure,low,high,as_of,published,source"


@dataclass(frozen=True)
class Row:
    """A figure; `as_of` is a day of January 2024."""

    id: str
    measure: str
    low: int
    high: int
    as_of: int
    source: str

    def line(self, population: str) -> str:
        """The row as CSV."""
        day = f"2024-01-{self.as_of:02}"
        return f"{self.id},{population},front,{self.measure},{self.low},{self.high},{day},2024-01-30,{self.source}"


def random_rows(rng: random.Random, suffix: str) -> list[Row]:
    """Some lost and some deployed, by two sources on a few days."""
    days = rng.choice(([10], [10, 11], [10, 12, 20]))
    rows = []
    for number in range(rng.randrange(2, 7)):
        measure = rng.choice(("killed", "captured", "irrecoverable", "casualties", "deployed", "deployed"))
        low = rng.choice((5, 11, 21, 33))
        rows.append(Row(
            f"f{number}{suffix}", measure, low, low + rng.choice((0, 0, 7)), rng.choice(days), rng.choice("aab"),
        ))  # fmt: skip
    return rows


def denominator(row: Row, rows: Sequence[Row]) -> Row | None:
    """The number of those deployed that a number of those lost is compared with."""
    sent = [other for other in rows if other.measure == "deployed"]
    own = [other for other in sent if other.source == row.source]
    near = [other for other in own if other.as_of == row.as_of] or own or sent
    return min(near, key=lambda other: (abs(other.as_of - row.as_of), -other.as_of), default=None)


def severity(lost: Sequence[Row], sent: Row) -> str:
    """How much a number of those lost, or two of them, above those deployed can carry."""
    gap = sum(row.low for row in lost) - sent.high
    if sent.as_of < lost[0].as_of or gap < sum(rounding(row.low) for row in lost) + rounding(sent.high):
        return "note"
    other_source = sent.source != lost[0].source
    return "warning" if other_source or len(lost) == 2 or lost[0].measure == "irrecoverable" else "error"


def expected(rows: Sequence[Row]) -> set[Told]:
    """The smallest numbers lost, the largest deployed, and the severity, of all that has to be told."""
    told, rest = set[Told](), []
    for row in rows:
        sent = denominator(row, rows)
        if sent is None or row.measure not in {"killed", "captured", "irrecoverable"}:
            continue
        if row.low > sent.high:
            told.add(((row.low,), sent.high, severity([row], sent)))
        else:
            rest.append((row, sent))
    for day, source in {(row.as_of, row.source) for row, _ in rest}:
        one = [(row, sent) for row, sent in rest if (row.as_of, row.source) == (day, source)]
        most = [max((pair for pair in one if pair[0].measure == word), key=lambda pair: pair[0].low, default=None)
                for word in ("killed", "captured")]  # fmt: skip
        if most[0] and most[1] and most[0][0].low + most[1][0].low > most[0][1].high:
            lost = [most[0][0], most[1][0]]
            told.add((tuple(row.low for row in lost), most[0][1].high, severity(lost, most[0][1])))
    return told


def told(findings: Sequence[Finding], rows: dict[str, Row]) -> set[Told]:
    """The same of what A103 tells."""
    return {
        (tuple(rows[at].low for at in f.figures[:-1]), rows[f.figures[-1]].high, f.severity) for f in findings
    }  # fmt: skip


@pytest.mark.parametrize("seed", seeds(2))
def test_those_lost_are_compared_as_a_plain_search_does(seed: int) -> None:
    """Every population by itself: what is told, with which number of those deployed, and how severe it is."""
    rng = random.Random(seed)  # noqa: S311  (not for secrets)
    books = {f"p{number}": random_rows(rng, f"-{number}") for number in range(200)}
    lines = [row.line(name) for name, rows in books.items() for row in rows]
    findings = findings_of(dataset_of(table_of(*lines, header=HEADER)), "A103", "R201")
    for name, rows in books.items():
        ids = {row.id: row for row in rows}
        own = [finding for finding in findings if finding.figures[0] in ids]
        assert told([f for f in own if f.code == "A103"], ids) == expected(rows), name
        pairs = {f.figures for f in own if f.code == "A103"}
        assert not pairs & {f.figures for f in own if f.code == "R201"}, name
        assert all(f.evidence["low"] <= 1 or ids[f.figures[0]].measure == "casualties"
                   for f in own if f.code == "R201"), name  # fmt: skip


def test_casualties_above_those_deployed_stay_with_r201() -> None:
    """A103 alone speaks of the killed, R201 of casualties, and of the killed of a period."""
    rows = (
        "a,army,front,killed,1101,,2024-05-01,2024-05-02,ministry,",
        "b,army,front,casualties,1203,,2024-05-01,2024-05-02,ministry,",
        "c,army,front,deployed,1001,1001,2024-05-01,2024-05-02,ministry,",
        "d,army,front,killed,1101,,2024-05-01,2024-05-02,ministry,2024-04-01",
        "e,army,front,deployed,1001,1001,2024-05-01,2024-05-02,ministry,2024-04-01",
    )
    findings = findings_of(dataset_of(table_of(*rows, header=f"{HEADER},period_start")), "A103", "R201")
    assert {(finding.code, finding.figures) for finding in findings} == {
        ("A103", ("a", "c")), ("R201", ("b", "c")), ("R201", ("d", "e")),
    }  # fmt: skip


def test_a_withdrawn_number_deployed_is_no_denominator() -> None:
    """R201 divides by the number that the source put in its place."""
    rows = (
        "a,army,front,casualties,401,401,2024-05-01,2024-05-02,ministry,",
        "b,army,front,deployed,1001,1001,2024-05-01,2024-05-02,ministry,",
        "c,army,front,deployed,1201,1201,2024-05-03,2024-05-04,ministry,b",
    )
    (finding,) = findings_of(dataset_of(table_of(*rows, header=f"{HEADER},revises")), "R201")
    assert finding.figures == ("a", "c")
