"""The manual of every code, read from the files that implement them without importing any of them.

A file named `c401_disjoint_ranges.py` is the rule C401, disjoint-ranges; its docstring is the manual.
"""

import ast
import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from checker.figures.findings import Severity

FOLDERS = ("intake/form", "rules", "joint", "waivers")
FILE = re.compile(r"([a-z]\d{3})_([a-z0-9_]+)\.py")
KEY = re.compile(r"^- ([a-z_]+): ", re.MULTILINE)
HEADINGS = ("What it finds", "Why it matters", "Bad", "Good", "Limits", "Evidence", "References")


@dataclass(frozen=True, slots=True)
class Manual:
    """One code. `sections` maps each of HEADINGS to its text; `module` is what implements it."""

    code: str
    name: str
    severity: Severity
    summary: str
    sections: dict[str, str]
    module: str

    @property
    def evidence(self) -> tuple[str, ...]:
        """The keys of its findings' evidence, as the section of that name lists them: "- key: what it is"."""
        return tuple(KEY.findall(self.sections.get("Evidence", "")))

    @property
    def text(self) -> str:
        """The whole manual, as `explain` prints it."""
        head = f"{self.code} {self.name} ({self.severity})\n\n{self.summary}"
        parts = [f"{heading}\n{_indent(text)}" for heading, text in self.sections.items()]
        return "\n\n".join([head, *parts])


def _indent(text: str) -> str:
    return "\n".join(f"    {line}" if line else "" for line in text.splitlines())


@cache
def manuals() -> dict[str, Manual]:
    """Every manual by its code, in the order of codes."""
    root = Path(__file__).parent
    files = sorted(file for folder in FOLDERS for file in (root / folder).glob("*.py") if FILE.fullmatch(file.name))
    return {manual.code: manual for manual in sorted(map(_read, files), key=lambda manual: manual.code)}


def _read(file: Path) -> Manual:
    tree = ast.parse(file.read_text(encoding="utf-8"))
    code, name = FILE.fullmatch(file.name).groups()  # type: ignore[union-attr]  # only files that match come here
    summary, sections = _sections(ast.get_docstring(tree) or "")
    severity: Severity = next(
        ast.literal_eval(node.value)
        for node in tree.body
        if isinstance(node, ast.Assign) and getattr(node.targets[0], "id", "") == "SEVERITY"
    )
    module = ".".join(["checker", *file.relative_to(Path(__file__).parent).with_suffix("").parts])
    return Manual(code.upper(), name.replace("_", "-"), severity, summary, sections, module)


def _sections(docstring: str) -> tuple[str, dict[str, str]]:
    lines: dict[str, list[str]] = {"": []}
    heading = ""
    for line in docstring.splitlines():
        if line in HEADINGS:
            heading = line
            lines[heading] = []
        else:
            lines[heading].append(line.removeprefix("    "))
    texts = {heading: "\n".join(text).strip("\n") for heading, text in lines.items()}
    return texts.pop("").replace("\n", " "), texts
