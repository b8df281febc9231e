"""Requirements for the tests with the lowest allowed versions of the checker's dependencies, or with the newest.

    python .ci/bounds.py lowest|newest|names

The tools of the tests have the versions of constraints.txt, but for what both need. `names`: a pattern a dependency.
"""

import re
import sys
import tomllib
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
BOUND = re.compile(r"(?P<name>[A-Za-z0-9_-]+)(?P<extra>\[[a-z]+\])?>=(?P<version>[0-9.]+)")
OF_TESTS = (
    "axe-playwright-python", "duckdb", "frictionless", "hypothesis", "jsonschema", "playwright", "pytest",
    "pytest-xdist", "pyyaml", "scipy", "xmlschema", "z3-solver",
)  # fmt: skip


def bounds() -> dict[str, str]:
    """The lowest version of each dependency of the package."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    return {match["name"]: match["version"] for match in map(BOUND.fullmatch, project["dependencies"]) if match}


def pinned() -> dict[str, str]:
    """The named versions of constraints.txt."""
    lines = (ROOT / "constraints.txt").read_text(encoding="utf-8").splitlines()
    return {name.lower(): version for name, _, version in (line.partition("==") for line in lines) if version}


def main(which: str) -> None:
    """Print them."""
    tools = [f"{name}=={pinned()[name]}" for name in OF_TESTS]
    own = {
        "lowest": [f"{name}=={version}" for name, version in bounds().items()],
        "newest": [f"{name}>={version}" for name, version in bounds().items()],
        "names": [f"^{name}==" for name in bounds()],
    }[which]
    sys.stdout.write("\n".join(own if which == "names" else [*own, *tools]) + "\n")


if __name__ == "__main__":
    main(sys.argv[1])
