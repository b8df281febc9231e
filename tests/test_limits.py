"""What is too large is refused with a line that says so, and what is merely hard ends."""

import io
import json
from pathlib import Path

import pytest

from checker import files
from checker.figures.errors import CannotCheckError
from checker.figures.recipes import atoms, recipes
from checker.files import read_file, read_stream, refuse_long_settings
from checker.intake.foreign import map_table
from checker.intake.limits import CELL_LIMIT
from checker.intake.mapping import read_map
from checker.intake.ods import Document
from checker.intake.zipped import Package
from checker.loading import load, load_files
from checker.pipeline import check
from checker.settings import read_settings
from tests.helpers import HEADER, dataset_of, findings_of, table_of
from tests.intake.workbooks import ods, rows, xlsx

GOOD = table_of("a,army,front,killed,12,2024-05-01,2024-05-02,staff")


def refusal(name: str, raw: bytes) -> str:
    """Why a lone table cannot be checked."""
    with pytest.raises(CannotCheckError) as refused:
        load_files("x", {name: raw})
    return str(refused.value)


def test_a_file_is_read_no_further_than_its_limit(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """A file, and a stream without an end."""
    monkeypatch.setattr(files, "FILE_LIMIT", 50)
    path = tmp_path / "figures.csv"
    path.write_text(GOOD, encoding="utf-8")
    with pytest.raises(CannotCheckError, match=r"figures\.csv: more than 50 bytes are not read"):
        load(path)
    with Path("/dev/zero").open("rb") as endless, pytest.raises(CannotCheckError, match="standard input: more than 50"):
        read_stream(endless, "standard input")
    assert read_stream(io.BytesIO(b"x" * 50), "s") == b"x" * 50


def test_a_file_is_read_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """As many bytes as it is known to have, never more than one beyond the limit; what grows meanwhile is read on."""
    asked = list[int]()

    class Stream(io.BytesIO):
        def read(self, size: int | None = -1, /) -> bytes:
            asked.append(size or 0)
            return super().read(size)

    monkeypatch.setattr(files, "BLOCK", 4)
    assert read_stream(Stream(b"x" * 25), "s", expected=20) == b"x" * 25
    assert read_stream(Stream(b"x" * 6), "s") == b"x" * 6
    monkeypatch.setattr(files, "FILE_LIMIT", 50)
    with pytest.raises(CannotCheckError, match="more than 50 bytes"):
        read_stream(Stream(b"x" * 60), "s", expected=10**12)
    assert asked == [20, 20, 20, 4, 4, 4, 51]


def test_a_file_that_is_none_is_refused(tmp_path: Path) -> None:
    """Missing, or a folder."""
    with pytest.raises(CannotCheckError, match="no such file"):
        read_file(tmp_path / "none")
    with pytest.raises(CannotCheckError, match="directory"):
        read_file(tmp_path)


def test_settings_that_nobody_wrote_by_hand_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    """By their size, or by a key of very many names, which takes the square of that to read."""
    key = b".".join([b"a"] * 300) + b" = 1\n"
    for read in (read_settings, lambda raw: read_map(raw, "m.toml")):
        with pytest.raises(CannotCheckError, match="line 2 has more than 200 points"):
            read(b"\n" + key)
    monkeypatch.setattr(files, "SETTINGS_LIMIT", 10)
    with pytest.raises(CannotCheckError, match="11 bytes of settings; at most 10"):
        refuse_long_settings(b"x" * 11, "m.toml")


def test_own_measures_and_ratios_are_few() -> None:
    """A hundred of each can be declared."""
    measures = "".join(f'[measures.m{at}]\nkind = "flow"\n' for at in range(101))
    with pytest.raises(CannotCheckError, match="101 measures; at most 100"):
        read_settings(measures.encode())
    ratios = "".join(f'[ratios.R{at}]\ntitle = "x"\n' for at in range(900, 1001))
    with pytest.raises(CannotCheckError, match="101 ratios; at most 100"):
        read_settings(ratios.encode())


def test_measures_that_name_each_other_over_and_over_are_looked_at_once() -> None:
    """Each names the two before it: ways through them double with every one."""
    lines = ['[measures.m0]\nkind = "flow"\n[measures.m1]\nkind = "flow"\n']
    lines += [f'[measures.m{at}]\nkind = "flow"\nexactly = ["m{at - 1}", "m{at - 2}"]\n' for at in range(2, 90)]
    words = read_settings("".join(lines).encode()).vocabulary
    assert words.parts("m89") == atoms(words, "m89") == {"m0", "m1"}
    assert words.holds("m89", "m0")
    assert recipes(words, "m89") == []


def test_a_line_of_parts_is_followed_to_its_end() -> None:
    """A hundred measures, each part of the next."""
    lines = ['[measures.m0]\nkind = "flow"\n']
    lines += [f'[measures.m{at}]\nkind = "flow"\npart_of = "m{at - 1}"\n' for at in range(1, 100)]
    assert read_settings("".join(lines).encode()).vocabulary.holds("m0", "m99")


def test_measures_that_add_up_in_too_many_ways_are_refused() -> None:
    """Fourteen terms, each by either of two names, make a total in sixteen thousand ways."""
    lines = [
        f'[measures.a{at}]\nkind = "flow"\n[measures.b{at}]\nkind = "flow"\nexactly = ["a{at}"]\n' for at in range(14)
    ]
    names = ", ".join(f'"a{at}"' for at in range(14))
    lines.append(f'[measures.all]\nkind = "flow"\nexactly = [{names}]\n')
    data = dataset_of(table_of("a,army,front,all,12,2024-05-01,2024-05-02,staff"), checker="".join(lines))
    with pytest.raises(CannotCheckError, match="own measures can be added up in too many ways: 10,000 were tried"):
        check(data)


def test_thousands_of_waivers_are_found_by_their_figures() -> None:
    """Of several that cover a finding the first gives the reason, whatever figure it names first."""
    table = table_of(*(f"f{at},army,front,killed,x,2024-05-01,2024-05-02,s" for at in range(3000)))
    waivers = "".join(
        f'[[waiver]]\nrule = "F001"\nfigures = ["f{at}"]\nreason = "{at}"\n' for at in range(2999, -1, -1)
    )
    found = findings_of(dataset_of(table, checker=waivers), "F001")
    assert [finding.waiver for finding in found] == [finding.figures[0][1:] for finding in found]
    assert {finding.status for finding in found} == {"waived"}
    with pytest.raises(CannotCheckError, match="waiver 3001: F001 is waived for these figures already"):
        dataset_of(table, checker=f'{waivers}[[waiver]]\nrule = "F001"\nfigures = ["f7", "f7"]\nreason = "x"\n')


@pytest.mark.parametrize("last", [False, True])
def test_an_object_with_very_many_names_is_read_once(*, last: bool) -> None:
    """The name that is given twice is told, wherever it stands."""
    names = [f'"n{at}": 1' for at in range(20_000)]
    names.insert(len(names) if last else 0, '"n19999": 2')
    assert refusal("figures.json", f"[{{{', '.join(names)}}}]".encode()).endswith(
        "an object gives 'n19999' twice, so its values cannot be told apart"
    )


CELL = "<table:table-cell><text:p>x</text:p></table:table-cell>"
WIDE = '<table:table-cell table:number-columns-repeated="16384"><text:p>x</text:p></table:table-cell>'


@pytest.mark.parametrize(("cells", "times"), [(CELL * 12, 1_000_000), (WIDE, 1_048_576)])
def test_cells_that_only_repeat_others_are_few(cells: str, times: int) -> None:
    """A file of a kilobyte does not fill the memory."""
    raw = ods(sheet=f'<table:table-row table:number-rows-repeated="{times}">{cells}</table:table-row>')
    assert len(raw) < 2000
    assert "cells that only repeat others; at most 10,000,000 are" in refusal("figures.ods", raw)


def test_many_spaces_are_no_more_than_a_cell_can_hold() -> None:
    """ODS says how many spaces there are by a number."""
    cell = '<table:table-cell><text:p>x<text:s text:c="9999999999"/></text:p><text:p>y</text:p></table:table-cell>'
    grid = Document(Package(ods(s=f"<table:table-row>{cell}</table:table-row>"), "x")).grid("s")
    assert grid.too_long == {1: f"a cell of {CELL_LIMIT + 3:,} characters; at most {CELL_LIMIT:,} are read"}


@pytest.mark.parametrize("form", ["csv", "xlsx", "json"])
def test_a_cell_of_a_million_characters_is_one_finding(form: str) -> None:
    """The row is reported; every other row is checked."""
    line = "b,army,front,killed,12,2024-05-01,2024-05-02,staff"
    long = line.replace("staff", "x" * 10**6)
    records = [
        dict(zip(HEADER.split(","), words.split(","), strict=True)) for words in (line, long.replace("b,", "c,"))
    ]
    raw = {
        "csv": table_of(line, long.replace("b,", "c,")).encode(),
        "xlsx": xlsx(sheet=rows(*(text.replace(",", "|") for text in (HEADER, line, long.replace("b,", "c,"))))),
        "json": json.dumps(records).encode(),
    }[form]
    data = load_files("x", {f"figures.{form}": raw})
    assert (data.read, data.rejected) == (2, 1)
    assert "1,000,000 characters; at most 100,000 are read" in data.findings[0].message


def test_a_ring_of_ten_thousand_is_one_finding() -> None:
    """Each goes back to the next, and the last to the first."""
    lines = [f"f{at},army,front,killed,7,2024-05-01,2024-05-02,s,f{(at + 1) % 10_000}" for at in range(10_000)]
    (ring,) = findings_of(dataset_of(table_of(*lines, header=f"{HEADER},derived_from")), "P502")
    assert len(ring.figures) == 10_000
    assert len(ring.message) < 2000


@pytest.mark.parametrize("number", [2**53, 2**53 + 1])
def test_numbers_are_held_exactly_or_not_at_all(number: int) -> None:
    """Up to two to the fifty-third."""
    data = dataset_of(table_of(f"a,army,front,killed,{number},2024-05-01,2024-05-02,staff"))
    assert data.rejected == (number > 2**53)
    assert data.rejected or data.figures["low"][0] == number


@pytest.mark.parametrize(
    ("day", "fine"), [("0001-01-01", True), ("9999-12-31", True), ("0000-12-31", False), ("10000-01-01", False)]
)
def test_days_are_of_the_years_1_to_9999(day: str, *, fine: bool) -> None:
    """Others are unreadable."""
    data = dataset_of(table_of(f"a,army,front,killed,5,{day},{day},staff"))
    assert (data.rejected == 0) == fine
    check(data)


@pytest.mark.parametrize(
    ("word", "bare"),
    [
        ("35[2]", "35"), ("about 400 [note 1][b]", "about 400"), ("[a]", ""), ("5 [a] b", "5 [a] b"), ("5[]", "5[]"),
        ("a" + " " * 90_000 + "b", "a" + " " * 90_000 + "b"), ("1" + "[1]" * 30_000 + "x", "1" + "[1]" * 30_000 + "x"),
        ("1" + "[1]" * 30_000, "1"), (f"5[{'x' * 20}]", "5"), (f"5[{'x' * 21}]", f"5[{'x' * 21}]"),
    ],
)  # fmt: skip
def test_footnotes_are_taken_off_from_the_end(word: str, bare: str) -> None:
    """However long the cell."""
    table = f'n,day\n"{word}",2024-05-01\n'.encode()
    plan = read_map(
        b'[table]\nfootnotes = true\n[row]\nid = "a"\npopulation = "p"\nscope = "s"\nsource = "x"\n'
        b'published = "{day}"\n[[figure]]\nmeasure = "killed"\nreported = "{n}"\nlow = "1"\n',
        "m.toml",
    )
    joined = map_table(table, "t.csv", {}, plan).origins["figures.csv"].joined
    assert joined.words("n").words[0] == bare


def test_a_day_of_a_map_is_short() -> None:
    """Three hundred characters are enough for a date and an offset."""
    text = b'[[figure]]\nid = "a"\npopulation = "p"\nscope = "s"\nsource = "x"\nmeasure = "killed"\nbest = "{n}"\n'
    with pytest.raises(CannotCheckError, match=r"published: it is longer than 300 characters"):
        read_map(text + b'published = "{day}' + b" " * 400 + b'- 3 days"\n', "m.toml")
