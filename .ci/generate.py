"""Make the generated files anew: checker/rules/README.md, the hashes in datapackage.json, and reports/.

With --check nothing is written; a file that would change is named, and the exit code is 1.
Run it with the pinned versions of constraints.txt: other versions of matplotlib draw other bytes.
"""

import datetime as dt
import hashlib
import json
import sys
from collections.abc import Iterator
from pathlib import Path

from checker.loading import load
from checker.manuals import manuals
from checker.pipeline import check, render_all
from checker.render.paths import Root

PAST = {"kursk-2024": ("2025-01-24",)}  # the days as known on which a dataset's report is kept as well
ROOT = Path(__file__).resolve().parent.parent
MEASURED = ROOT / "reports/size"  # by hand, by tests/benchmarks; never the same twice
HEAD = """# The rules

Every code that the checker can report, generated from the docstrings of the files that implement them. The same text is
printed by `casualty-checker explain CODE`, and the tests run every Bad and Good.

| code | name | severity | finds |
| --- | --- | --- | --- |
"""


def rules_readme() -> str:
    """A table of all codes, then each manual."""
    known = manuals().values()
    rows = [f"| [{m.code}](#{m.code.lower()}-{m.name}) | {m.name} | {m.severity} | {m.summary} |" for m in known]
    return HEAD + "\n".join([*rows, *(f"\n{_section(code)}" for code in manuals())]) + "\n"


def _section(code: str) -> str:
    manual = manuals()[code]
    parts = [f"## {code} {manual.name}", manual.summary]
    for heading, text in manual.sections.items():
        body = f"```csv\n{text}\n```" if heading in {"Bad", "Good"} else text
        parts.append(f"**{heading}**\n\n{body}")
    return "\n\n".join(parts)


def data_package(folder: Path) -> bytes:
    """The dataset's datapackage.json, with the size and hash of each table as it is now."""
    package = json.loads((folder / "datapackage.json").read_bytes())
    for resource in package["resources"]:
        data = (folder / resource["path"]).read_bytes()
        resource |= {"bytes": len(data), "hash": f"sha256:{hashlib.sha256(data).hexdigest()}"}
    return f"{json.dumps(package, indent=2, ensure_ascii=False)}\n".encode()


def generated() -> Iterator[tuple[Path, bytes]]:
    """Every generated file and what it is to hold."""
    yield ROOT / "checker/rules/README.md", rules_readme().encode()
    today = dt.datetime.now().astimezone().date().toordinal()
    for folder in sorted((ROOT / "datasets").iterdir()):
        yield folder / "datapackage.json", data_package(folder)
        root = Root(folder.relative_to(ROOT).as_posix())
        for name, data in render_all(check(load(folder, today=today)), root).items():
            yield ROOT / "reports" / folder.name / name, data
        for day in PAST.get(folder.name, ()):
            for name, data in render_all(check(load(folder, today=today, known_on=day)), root).items():
                yield ROOT / "reports" / f"{folder.name}-as-known-on-{day}" / name, data


def main() -> int:
    """Write what differs, or only name it."""
    only_check = "--check" in sys.argv[1:]
    wanted = dict(generated())
    kept = (
        path
        for path in (ROOT / "reports").glob("*/**/*")
        if path.name != ".report.lock" and MEASURED not in path.parents
    )
    there = {path for path in kept if path.is_file()}
    stale = sorted(path for path, data in wanted.items() if not path.exists() or path.read_bytes() != data)
    left_over = sorted(there - set(wanted))
    for path in [*stale, *left_over]:
        print(f"{path.relative_to(ROOT)}: {'is not fresh' if only_check else 'made anew'}")
    if not only_check:
        for path in stale:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(wanted[path])
        for path in left_over:
            path.unlink()
    return int(only_check and bool(stale or left_over))


if __name__ == "__main__":
    sys.exit(main())
