"""Origins of figures, against a plain reading of the definition figure by figure."""

import random
from collections.abc import Sequence
from dataclasses import dataclass, fields
from datetime import date, timedelta

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from checker.figures.book import Book
from checker.figures.dataset import Dataset
from checker.figures.links import SEVERAL
from checker.figures.origins import Origins, by_group, by_quantity, is_unusual, some_of
from checker.manuals import manuals
from tests.helpers import check_rules as check
from tests.helpers import dataset_of, findings_of, seeds, table_of

SOURCES = "id,name,kind,party\nstaff,Staff,belligerent,north\nmedia,Media,media,\nguard,Guard,belligerent,north\n"


@dataclass(frozen=True)
class Row:
    """A row of figures.csv."""

    id: str
    population: str
    scope: str
    measure: str
    share_of: str
    reported: str
    published: str
    source: str
    status: str
    derived_from: str
    derivation: str


def random_rows(rng: random.Random, mark: str) -> list[Row]:
    """Up to nine rows that cite and repeat each other."""
    names = [f"f{at}{mark}" for at in range(rng.randrange(1, 10))]
    rows = []
    for name in names:
        share = rng.random() < 0.1
        amounts = ("5,137", "at least 5,137", "1,234 to 5,137", "about 1,234", "100")
        cited = rng.choice(names), f"{rng.choice(names)} {rng.choice(names)}", "gone"
        row = Row(
            id=name,
            population=f"army{mark}",
            scope="front",
            measure=rng.choice(("killed", "killed", "wounded")),
            share_of="deployed" if share else "",
            reported="a third" if share else rng.choice(amounts),
            published=(date(2024, 1, 1) + timedelta(rng.randrange(5))).isoformat(),
            source=rng.choice(("staff", "media", "guard")),
            status=rng.choice(("",) * 8 + ("planned", "retracted")),
            derived_from=rng.choice(("",) * 5 + cited),
            derivation=rng.choice(("", "computed", "computed")),
        )
        rows.append(row)
    return rows


def dataset_from(rows: Sequence[Row]) -> Dataset:
    """The rows as a dataset."""
    names = [field.name for field in fields(Row)]
    lines = [",".join(f'"{getattr(row, name)}"' for name in names) for row in rows]
    dataset = dataset_of(table_of(*lines, header=",".join(names)), sources=SOURCES)
    assert dataset.rejected == 0
    return dataset


class Reference:
    """The definition, figure by figure."""

    def __init__(self, rows: Sequence[Row]) -> None:
        self.rows = {row.id: row for row in sorted(rows, key=lambda row: (row.published, row.id))}
        self.place = {name: at for at, name in enumerate(self.rows)}

    def known(self, row: Row) -> list[str]:
        """What it cites and what is there."""
        return [name for name in row.derived_from.split() if name in self.rows]

    def counts(self, row: Row) -> bool:
        """Whether it speaks for its quantity."""
        traced = not row.derived_from or (row.derivation == "computed" and bool(self.known(row)))
        return row.status == "" and not row.share_of and traced

    def ups(self, row: Row) -> set[str]:
        """What it goes back to in one step."""
        found = set(self.known(row))
        if not row.derived_from and self.counts(row):
            for number in ("1,234", "5,137"):
                if number in row.reported:
                    first = next(o for o in self.rows.values() if self.repeats(o, row, number))
                    found |= {first.id} if first.source != row.source else set()
        return found

    def repeats(self, other: Row, row: Row, number: str) -> bool:
        """Whether another has the number too, for the same quantity."""
        return self.counts(other) and other.measure == row.measure and number in other.reported

    def reached(self, name: str) -> set[str]:
        """All that it goes back to, itself included."""
        found, rest = {name}, [name]
        while rest:
            new = self.ups(self.rows[rest.pop()]) - found
            found |= new
            rest += new
        return found

    def origin(self, row: Row) -> str | None:
        """The one source that it goes back to."""
        ahead = self.reached(row.id)
        last = [name for name in ahead if all(name in self.reached(up) for up in self.reached(name))]
        sources = {self.rows[min(self.reached(name), key=self.place.__getitem__)].source for name in last}
        return sources.pop() if len(sources) == 1 else None

    def independence(self) -> dict[str, tuple[int, int, int]]:
        """Figures, origins and camps by measure."""
        found: dict[str, tuple[int, int, int]] = {}
        for measure in ("killed", "wounded"):
            counted = [row for row in self.rows.values() if row.measure == measure and self.counts(row)]
            known = {self.origin(row) for row in counted} - {None}
            if counted:
                found[measure] = len(counted), max(len(known), 1), int(bool(known & {"staff", "guard"}))
        return found


@pytest.mark.parametrize("seed", seeds(2))
def test_origins_are_counted_as_the_definition_says(seed: int) -> None:
    """Hundreds of small books side by side: figures, independent origins and camps of each quantity."""
    rng = random.Random(seed)  # noqa: S311  (not for secrets)
    books = [random_rows(rng, f"-{number}") for number in range(300)]
    dataset = dataset_from([row for rows in books for row in rows])
    table = Origins(Book(dataset)).independence()
    found = {
        dataset.quantity_of(dataset.figures["id"][first])[::2]: (figures, origins, camps)
        for first, figures, origins, camps in table[["first", "figures", "origins", "camps"]].itertuples(index=False)
    }
    wanted = {
        (rows[0].population, measure): counts
        for rows in books
        for measure, counts in Reference(rows).independence().items()
    }
    assert found == wanted
    assert {origins for _, origins, _ in wanted.values()} == {1, 2, 3}


@pytest.mark.parametrize("seed", range(2))
def test_the_rules_speak_where_the_definition_says(seed: int) -> None:
    """P504 names the quantities of one origin; P505 those of which every end is a belligerent's, figures and all."""
    rng = random.Random(seed)  # noqa: S311  (not for secrets)
    books = [random_rows(rng, f"-{number}") for number in range(100)]
    findings = findings_of(dataset_from([row for rows in books for row in rows]), "P504", "P505")
    found = {code: {f.subject: set(f.figures) for f in findings if f.code == code} for code in ("P504", "P505")}
    wanted: dict[str, dict[str, set[str]]] = {"P504": {}, "P505": {}}
    for rows in books:
        book = Reference(rows)
        for measure, (_, origins, _) in book.independence().items():
            counted = [row for row in rows if row.measure == measure and book.counts(row)]
            figures, subject = {row.id for row in counted}, f"{rows[0].population}\nfront\n{measure}"
            if origins == 1:
                wanted["P504"][subject] = figures
            if all(book.rows[end].source != "media" for row in counted for end in ends(book, row)):
                wanted["P505"][subject] = figures
    assert found == wanted


def ends(book: Reference, row: Row) -> set[str]:
    """The figures beyond which there is nothing; of a ring the first."""
    last = [n for n in book.reached(row.id) if all(n in book.reached(up) for up in book.reached(n))]
    return {min(book.reached(name), key=book.place.__getitem__) for name in last}


@given(st.lists(st.integers(0, 2**53) | st.integers(0, 99_999).map(lambda number: number * 1_000)))
def test_unusual_numbers_have_four_digits_before_the_zeros(numbers: list[int]) -> None:
    """As the printed number says it."""
    found = is_unusual(np.array(numbers, dtype=np.float64)).tolist()
    assert found == [len(str(number).strip("0")) >= 4 for number in numbers]


def test_no_other_numbers_are_unusual() -> None:
    """Decimals, the unbounded, and none at all."""
    assert not is_unusual(np.array([5137.5, np.nan, np.inf, -5137.0, 2.0**53 + 2])).any()
    assert is_unusual(np.array([1001.0, 1000.0, 999.0, 1010.0, 12340000.0])).tolist() == [True, *[False] * 3, True]


def test_a_citation_given_twice_is_one() -> None:
    """An id that is repeated in derived_from, or that is not there, makes no link of its own."""
    header = "id,population,scope,measure,reported,as_of,published,source,derived_from"
    rows = (
        "a,army,front,killed,120,2024-05-01,2024-05-02,staff,",
        "b,army,front,killed,120,2024-05-01,2024-05-02,m,a c a",
    )
    below, above = Origins(Book(dataset_of(table_of(*rows, header=header)))).citations
    assert (below.tolist(), above.tolist()) == ([1], [0])


def test_groups_keep_the_order_in_which_they_appear() -> None:
    """A row a group; none where there are no rows."""
    rows = Origins(Book(dataset_of(table_of(
        "a,army,front,wounded,120,2024-05-01,2024-05-02,staff", "b,army,front,killed,20,2024-05-01,2024-05-02,staff",
        "c,army,front,wounded,121,2024-05-02,2024-05-03,media",
    )))).sources  # fmt: skip
    assert by_group(rows["quantity"], rows[["at"]])["at"].tolist() == [[0, 2], [1]]
    hits = by_quantity(rows)
    assert hits[["first", "second"]].to_numpy().tolist() == [[0, -1], [1, -1]]
    assert len(by_quantity(rows[:0])) == 0
    assert SEVERAL not in rows["origin"].tolist()


def test_names_of_many_are_cut_short() -> None:
    """All of a few, the first of very many, and how many more."""
    letters = [f"{at}" for at in range(1, 1_200)]
    assert [some_of(letters[:size]) for size in (0, 1, 2, 3)] == ["", "1", "1 and 2", "1, 2 and 3"]
    assert some_of(letters[:4], 3) == "1, 2, 3 and 4"
    assert some_of(letters[:5], 3) == "1, 2, 3 and 2 more"
    assert some_of(letters, 2) == "1, 2 and 1,197 more"


@pytest.mark.parametrize("heading", ["Bad", "Good"])
def test_the_examples_of_p505_tell_the_truth(heading: str) -> None:
    """Its examples are of two tables: the figures and, behind a blank line, the sources."""
    figures, sources = manuals()["P505"].sections[heading].split("\n\n")
    report = check(dataset_of(f"{figures}\n", sources=f"{sources}\n"))
    assert not report.dataset.findings
    assert bool([finding for finding in report.findings if finding.code == "P505"]) == (heading == "Bad")


def test_p505_says_why_it_was_skipped() -> None:
    """Without kinds it looks at nothing; with them at every quantity."""
    row = "a,army,front,killed,120,2024-05-01,2024-05-02,staff"
    runs = {
        sources: next(run for run in check(dataset_of(table_of(row), sources=sources)).rules if run.code == "P505")
        for sources in ("", "id,party\nstaff,north\n", SOURCES)
    }
    assert [(run.checked, run.found, bool(run.skipped)) for run in runs.values()] == [
        (0, 0, True), (0, 0, True), (1, 1, False),
    ]  # fmt: skip
    assert runs[""].skipped == "the dataset has no sources.csv with a column kind"


def test_the_subject_stays_as_figures_are_added() -> None:
    """Fingerprints of P504 and P505 are of the quantity, those of P503 of the quantity and the origin."""
    said = (("a", 2, "staff"), ("b", 3, "guard"), ("c", 4, "guard"))
    rows = [f'{name},army,front,killed,"5,137",2024-05-01,2024-05-0{day},{source}' for name, day, source in said]
    codes = ("P503", "P504", "P505")
    prints = [
        [(f.code, f.fingerprint) for f in findings_of(dataset_of(table_of(*rows[:size]), sources=SOURCES), *codes)]
        for size in (2, 3)
    ]
    assert [code for code, _ in prints[0]] == list(codes)
    assert prints[0] == prints[1]
