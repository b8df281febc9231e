"""The manuals: every rule has one, whole and in the same form."""

import re
from pathlib import Path

import pytest

from checker import manuals as module
from checker.figures.findings import SEVERITIES
from checker.manuals import HEADINGS, Manual, manuals

ROOT = Path(module.__file__).parent
MANUALS = [pytest.param(manual, id=code) for code, manual in manuals().items()]
SAMPLE = '''"""One line
over two.

What it finds
    This:
        indented.

    And that.

Why it matters
    Because.
"""

from nowhere import nothing  # never imported

OTHER: int = 1
OTHER_TOO = 2
SEVERITY = "note"
'''


@pytest.mark.parametrize("manual", MANUALS)
def test_a_manual_is_whole(manual: Manual) -> None:
    """It has a one-sentence summary, all headings in their order, text under each, and a known severity."""
    assert manual.summary.endswith(".")
    assert tuple(manual.sections) == HEADINGS
    assert all(manual.sections.values())
    assert manual.severity in SEVERITIES


@pytest.mark.parametrize("manual", MANUALS)
def test_code_and_name_are_those_of_the_file(manual: Manual) -> None:
    """The file of a rule is named after both, and lies where its module says."""
    path = ROOT.parent / f"{manual.module.replace('.', '/')}.py"
    assert path.is_file()
    assert path.stem == f"{manual.code.lower()}_{manual.name.replace('-', '_')}"
    assert re.fullmatch(r"[A-Z]\d{3}", manual.code)
    assert re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", manual.name)


@pytest.mark.parametrize("manual", MANUALS)
def test_the_text_of_a_manual_shows_all_of_it(manual: Manual) -> None:
    """`explain` prints code, name, severity, summary, and each section indented under its heading."""
    head, *rest = manual.text.split("\n\n")
    assert head == f"{manual.code} {manual.name} ({manual.severity})"
    assert rest[0] == manual.summary
    for heading, text in manual.sections.items():
        assert f"\n\n{heading}\n    {text.splitlines()[0]}\n" in manual.text + "\n"
        assert all(f"    {line}" in manual.text.splitlines() for line in text.splitlines() if line)


@pytest.mark.parametrize("manual", MANUALS)
def test_examples_are_tables(manual: Manual) -> None:
    """Bad and Good begin with a header, and every row has its cells."""
    for part in ("Bad", "Good"):
        header, *rows = manual.sections[part].splitlines()
        assert header.startswith("id,population,scope,measure,")
        assert rows
        assert manual.sections["Bad"] != manual.sections["Good"]


def test_the_keys_of_the_evidence_are_those_of_its_list() -> None:
    """One a line, each with what it is, none twice; a continued line is none, and a manual may list none."""
    sections = {"Evidence": "- low: the smallest\n  - no key: this\n- high_end: the largest"}
    assert Manual("X", "x", "note", "", sections, "").evidence == ("low", "high_end")
    assert Manual("X", "x", "note", "", {}, "").evidence == ()
    for manual in manuals().values():
        lines = [line for line in manual.sections["Evidence"].splitlines() if line.startswith("- ")]
        assert len(manual.evidence) == len(set(manual.evidence)) == len(lines)


def test_manuals_stand_in_the_order_of_their_codes() -> None:
    """All rules of the four folders are there, none twice."""
    folders = ("intake/form/[a-z]*_*.py", "rules/[a-z]*_*.py", "joint/c[0-9]*.py", "waivers/w*.py")
    files = [file for folder in folders for file in ROOT.glob(folder)]
    assert list(manuals()) == sorted(path.name[:4].upper() for path in files)
    assert [code for code in manuals() if code[0] == "F"] == [f"F{number:03}" for number in range(1, 12)]


def test_a_manual_is_read_without_importing_its_rule(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Files are parsed; sections keep their inner indentation and blank lines; other files are no rules."""
    monkeypatch.setattr(module, "__file__", str(tmp_path / "manuals.py"))
    (tmp_path / "rules").mkdir()
    (tmp_path / "rules" / "x123_some_fault.py").write_text(SAMPLE, encoding="utf-8")
    (tmp_path / "rules" / "x124_no_text.py").write_text('SEVERITY = "error"\n', encoding="utf-8")
    (tmp_path / "rules" / "helpers.py").write_text("1 / 0\n", encoding="utf-8")
    sample, bare = manuals.__wrapped__().values()
    assert (sample.code, sample.name, sample.severity) == ("X123", "some-fault", "note")
    assert sample.module == "checker.rules.x123_some_fault"
    assert sample.summary == "One line over two."
    assert sample.sections == {"What it finds": "This:\n    indented.\n\nAnd that.", "Why it matters": "Because."}
    assert sample.text == (
        "X123 some-fault (note)\n\nOne line over two.\n\n"
        "What it finds\n    This:\n        indented.\n\n    And that.\n\nWhy it matters\n    Because."
    )
    assert (bare.summary, bare.sections, bare.severity) == ("", {}, "error")
