"""Real files that are no dataset, or hardly one: one clear line, or a finding on the right line of the file."""

from pathlib import Path
from typing import NoReturn

import pytest

from checker.figures.errors import CannotCheckError
from checker.loading import load

HEADER = b"id,population,scope,measure,reported,as_of,published,source,note"
ROW = b"a,army,front,killed,12,2024-05-01,2024-05-02,staff,"
FAULTY = b"b,army,front,killed,x,2024-05-01,2024-05-02,staff,"

NO_TABLE = {
    "empty": (b"", ["empty"]),
    "blank lines": (b"\n\n\n", ["empty"]),
    "binary": (b"PK\x03\x04\0\0\0\x08", ["not a text table", "NUL", "line 1"]),
    "latin-1": (HEADER + b"\n" + ROW + "für".encode("latin-1") + b"\n", ["not UTF-8", "line 2"]),
    "utf-32": ((HEADER + b"\n" + ROW).decode().encode("utf-32"), ["UTF-32"]),
    "header alone": (HEADER, ["no rows"]),
    "header and a line end": (HEADER + b"\n", ["no rows"]),
    "no published": (HEADER.replace(b"published,", b"") + b"\n" + ROW, ["column published is missing"]),
    "misspelt": (
        HEADER.replace(b"published", b"Publised") + b"\n" + ROW,
        ["published is missing", "called 'Publised'"],
    ),
    "two misspelt": (
        HEADER.replace(b"published", b"Publised").replace(b"source", b"sourse") + b"\n" + ROW,
        ["the columns published and source are missing; is published the one called 'Publised'?"],
    ),
    "no amount": (HEADER.replace(b"reported", b"amount") + b"\n" + ROW, ["reported (or low, best, high) is missing"]),
    "twice": (HEADER + b",note\n" + ROW, ["'note'", "twice"]),
    "semicolons": ((HEADER + b"\n" + ROW).replace(b",", b";"), ["columns id, population, ", "semicolons"]),
    "tabs": ((HEADER + b"\n" + ROW).replace(b",", b"\t"), ["columns id, population, ", "tabs"]),
    "10 MB in the header": (HEADER + b"x" * 10_000_000 + b"\n" + ROW, ["header", "100,000 characters"]),
    "prose": (
        b"Dear reader,\nthis is a letter.\n",
        ["columns id, population, ", "source and reported (or low, best, high) are missing"],
    ),
}
FINDINGS = {
    "short row": (HEADER + b"\n" + ROW + b"\nb,army\n", 3, "id"),
    "long row": (HEADER + b"\n" + ROW + b"\n" + FAULTY + b",,,\n", 3, "id"),
    "behind a quoted line end": (HEADER + b"\n" + ROW + b'"one\ntwo\n\nthree"\n' + FAULTY + b"\n", 6, "reported"),
    "behind blank lines": (HEADER + b"\n\n" + ROW + b"\n\n\n" + FAULTY, 6, "reported"),
    "blank lines before the header": (b"\n\r\n" + HEADER + b"\n" + ROW + b"\n" + FAULTY, 5, "reported"),
    "byte order mark": (b"\xef\xbb\xbf" + HEADER + b"\n" + ROW + b"\n" + FAULTY, 3, "reported"),
    "CRLF": (b"\r\n".join([HEADER, ROW, FAULTY, b""]), 3, "reported"),
    "lone CR": (b"\r".join([HEADER, ROW, FAULTY, b""]), 3, "reported"),
    "mixed line ends": (
        HEADER + b"\r" + ROW + b"\r\n" + ROW.replace(b"a,army", b"c,navy") + b"\n" + FAULTY,
        4,
        "reported",
    ),
    "10 MB in one cell": (HEADER + b"\n" + ROW + b"\n" + FAULTY + b"x" * 10_000_000 + b"\n", 3, "id"),
    "open quote": (HEADER + b"\n" + ROW + b"\n" + FAULTY + b'"not closed\n', 3, "id"),
}


def refusal(path: Path) -> str:
    """The one line that says why a path cannot be checked."""
    with pytest.raises(CannotCheckError) as error:
        load(path)
    message = str(error.value)
    assert "\n" not in message
    assert len(message) < 300
    return message


@pytest.mark.parametrize("case", NO_TABLE)
def test_a_file_that_is_no_table_is_refused(case: str, tmp_path: Path) -> None:
    """One line names the file and what is wrong with it."""
    raw, parts = NO_TABLE[case]
    (tmp_path / "figures.csv").write_bytes(raw)
    for path in (tmp_path, tmp_path / "figures.csv"):
        message = refusal(path)
        assert message.startswith("figures.csv: ")
        assert all(part in message for part in parts), message


@pytest.mark.parametrize("file", ["populations.csv", "scopes.csv", "sources.csv"])
def test_a_neighbour_that_is_no_table_is_refused_by_name(file: str, tmp_path: Path) -> None:
    """The other tables are held to the same."""
    (tmp_path / "figures.csv").write_bytes(HEADER + b"\n" + ROW)
    (tmp_path / file).write_bytes(b"name,kind\nStaff,media\n")
    assert refusal(tmp_path).startswith(f"{file}: the column id is missing")
    (tmp_path / file).write_bytes(b"")
    assert refusal(tmp_path) == f"{file}: is empty"


@pytest.mark.parametrize("case", FINDINGS)
def test_a_faulty_row_is_found_on_its_physical_line(case: str, tmp_path: Path) -> None:
    """However lines end, one finding points to the line and the field, and the row before stays in the book."""
    raw, line, field = FINDINGS[case]
    path = tmp_path / "table.csv"
    path.write_bytes(raw)
    dataset = load(path)
    (finding,) = dataset.findings
    where = dataset.locate(finding.places[0])
    assert (finding.code, finding.figures, where.line, where.field) == ("F001", ("b",), line, field)
    assert len(finding.message) < 300
    assert "a" in set(dataset.figures["id"])
    assert dataset.name == "table"


def test_a_path_that_is_not_there_is_refused(tmp_path: Path) -> None:
    """The path is named."""
    assert "nowhere: no such file" in refusal(tmp_path / "nowhere")


def test_a_folder_without_figures_is_refused(tmp_path: Path) -> None:
    """So is one whose figures.csv is a folder."""
    assert "without a figures.csv" in refusal(tmp_path)
    (tmp_path / "figures.csv").mkdir()
    assert "without a figures.csv" in refusal(tmp_path)


def test_a_file_that_cannot_be_read_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The system's own reason is given: no permission, or a file where a folder should be."""
    file = tmp_path / "figures.csv"
    file.write_bytes(HEADER + b"\n" + ROW)
    assert "Not a directory" in refusal(file / "figures.csv")

    def refuse(_path: Path, _mode: str) -> NoReturn:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "open", refuse)
    assert refusal(file) == f"{file}: Permission denied"
    assert refusal(tmp_path) == f"{file}: Permission denied"


def test_a_single_file_reads_no_neighbours(tmp_path: Path) -> None:
    """The same table checked as a folder knows the other tables, as a file it does not."""
    (tmp_path / "figures.csv").write_bytes(HEADER + b"\n" + ROW)
    (tmp_path / "sources.csv").write_bytes(b"id\nother\n")
    assert [finding.code for finding in load(tmp_path).findings] == ["F009"]
    assert not load(tmp_path / "figures.csv").findings
    assert load(tmp_path).name == tmp_path.name
