"""Arguments in, text and exit code out. The only module that prints, reads the clock or exits."""

import argparse
import os
import re
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

from checker.arguments import FAIL_ON, make_parser
from checker.figures.errors import CannotCheckError

if TYPE_CHECKING:
    from checker.figures.dataset import Dataset
    from checker.figures.findings import Report
    from checker.pipeline import Choice, Timings

CLEAN, FINDINGS, CANNOT = 0, 1, 2


def main(arguments: Sequence[str] | None = None) -> NoReturn:
    """Run one command and exit: 0 nothing to report, 1 findings, 2 could not check."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace", newline="\n")
    try:
        options = make_parser().parse_args(arguments)
        code = COMMANDS[options.run](options)
        sys.stdout.flush()
    except CannotCheckError as error:
        print(f"casualty-checker: {_one_line(error)}", file=sys.stderr)
        code = CANNOT
    except BrokenPipeError:  # the reader has seen enough
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        code = CLEAN
    except Exception as error:  # noqa: BLE001  (no traceback: a user cannot do anything with one)
        print(
            f"casualty-checker: a fault of the checker itself: {type(error).__name__}: {_one_line(error)}",
            file=sys.stderr,
        )
        code = CANNOT
    sys.exit(code)


def _one_line(error: Exception) -> str:
    return " ".join(str(error).split())[:500]


def _check(options: argparse.Namespace) -> int:
    from importlib import import_module

    from checker.formats import rendering

    report = _checked(options)
    if options.output or not options.quiet:
        module = import_module(f"checker.render.{options.format}")
        _deliver(module.render(report, **rendering(options)), options.output)
    return _exit_code(report, options.fail_on)


def _report(options: argparse.Namespace) -> int:
    from checker.formats import root
    from checker.pipeline import render_all
    from checker.writing import write_report

    report = _checked(options)
    write_report(options.output, render_all(report, root(options)), last="report.json")
    if not options.quiet:
        summary = report.summary
        counts = ", ".join(f"{summary[word]} {word}{'s' * (summary[word] != 1)}" for word in FAIL_ON[:3])
        print(f"{options.output / 'report.html'}: {counts}")
    return _exit_code(report, options.fail_on)


def _checked(options: argparse.Namespace) -> "Report":
    """Read and check what the options name; the seconds go where they ask."""
    from checker.changes import beside, read_saved
    from checker.pipeline import Timings, check

    baseline = read_saved(options.baseline) if options.baseline else None
    choice, today, clock = _choice(options), _today(options.today), Timings()
    dataset = _read(options, today, clock)
    report = check(dataset, choice=choice, today=options.today, timings=clock)
    if options.timings:
        _write_timings(options.timings, clock)
    return beside(report, baseline) if baseline else report


def _read(options: argparse.Namespace, today: int, clock: "Timings") -> "Dataset":
    """The dataset that the options name. The bytes of its files are let go with this function."""
    from checker.pipeline import load_files, load_mapped, own_name, read_files, read_foreign

    raw = sys.stdin.buffer.read() if options.path == "-" else None
    path = "standard-input" if options.path == "-" else options.path
    if options.map:
        name, foreign = read_foreign(path, options.map, raw)
        clock.lap("map")
        dataset = load_mapped(name, foreign, today=today)
    else:
        name, files = read_files(path) if raw is None else (path, {own_name(path, raw): raw})
        clock.lap("read")
        dataset = _named(path, lambda: load_files(name, files, today=today))
    clock.lap("load")
    return dataset


def _named(path: str, make: "Callable[[], Dataset]") -> "Dataset":
    """What `make` makes; what it cannot make of a lone table is said of that table's own name."""
    try:
        return make()
    except CannotCheckError as error:
        if Path(path).is_dir():
            raise
        own = Path(path).name
        raise CannotCheckError(re.sub(r"^figures\.[a-z]+", lambda _: own, str(error))) from None


def _write_timings(path: Path, clock: "Timings") -> None:
    import json

    from checker.writing import write_file

    write_file(path, json.dumps({step: round(s, 6) for step, s in clock.seconds.items()}, indent=1).encode() + b"\n")


def _choice(options: argparse.Namespace) -> "Choice":
    from checker.manuals import manuals
    from checker.pipeline import Choice

    chosen = []
    for option in (options.select, options.ignore):
        codes = tuple(code.strip().upper() for word in option for code in word.split(",") if code.strip())
        for code in codes:
            if not any(known.startswith(code) for known in manuals()):
                raise CannotCheckError(f"no rule's code starts with {code} (casualty-checker rules lists them)")
        chosen.append(codes)
    return Choice(*chosen)


def _today(word: str | None) -> int:
    import datetime as dt

    from checker.figures.dates import BadDate, read_day

    if word is None:
        return dt.datetime.now().astimezone().date().toordinal()
    try:
        return read_day(word)
    except BadDate as error:
        raise CannotCheckError(f"--today: {error}") from None


def _exit_code(report: "Report", fail_on: str) -> int:
    failing = FAIL_ON[: FAIL_ON.index(fail_on) + 1] if fail_on != "never" else ()
    return FINDINGS if any(report.summary[severity] for severity in failing) else CLEAN


def _deliver(text: str, output: Path | None) -> None:
    if output is None:
        sys.stdout.write(text)
    else:
        from checker.writing import write_file

        write_file(output, text.encode())


def _diff(options: argparse.Namespace) -> int:
    from checker.changes import compare, read_saved
    from checker.render.difference import render

    changes = compare(read_saved(options.old), read_saved(options.new))
    _deliver(render(changes, options.format), options.output)
    return CLEAN if changes.is_none else FINDINGS


def _fmt(options: argparse.Namespace) -> int:
    from checker.figures.schema import COLUMNS
    from checker.intake.tidy import tidy
    from checker.pipeline import read_files
    from checker.writing import write_file

    path = Path(options.path)
    _, files = read_files(path)
    for file in files:
        if file.partition(".")[0] in {name.partition(".")[0] for name in COLUMNS} and file not in COLUMNS:
            raise CannotCheckError(f"{path if path.is_file() else path / file}: only CSV is rewritten by fmt")
    changed = []
    for file in COLUMNS:
        if file in files:
            kind = path.name if path.is_file() and path.name in COLUMNS else file
            neat = tidy(files[file], kind)
            if neat != files[file]:
                changed.append(path / file if path.is_dir() else path)
                if not options.check:
                    write_file(changed[-1], neat)
    for target in changed:
        print(f"{target}: {'would be rewritten' if options.check else 'rewritten'}")
    return FINDINGS if changed and options.check else CLEAN


def _import(options: argparse.Namespace) -> int:
    from checker.pipeline import load_mapped, read_foreign
    from checker.writing import write_file

    folder: Path = options.output
    name, foreign = read_foreign(options.path, options.map)
    dataset = load_mapped(name, foreign)
    _make_empty(folder)
    for file, data in foreign.files.items():
        write_file(folder / file, data)
    print(f"{folder}: {dataset.read:,} figures from {foreign.rows:,} rows; {dataset.rejected:,} of them cannot be used")
    if foreign.without_figure:
        print(f"{foreign.without_figure:,} rows have no figure: the map leaves them out, or their numbers are missing")
    print(f"Check it with: casualty-checker check {folder}")
    return CLEAN


def _maps(options: argparse.Namespace) -> int:
    from checker.figures.measures import nearest
    from checker.pipeline import shipped_maps

    known = shipped_maps()
    if options.name is None:
        for name, path in known.items():
            print(f"{name:<20} {path.read_text(encoding='utf-8').splitlines()[0].removeprefix('# ')}")
        return CLEAN
    if options.name not in known:
        near = nearest(options.name, tuple(known))
        raise CannotCheckError(f"there is no map {options.name!r}{f'; the nearest is {near}' if near else ''}")
    print(known[options.name].read_text(encoding="utf-8"), end="")
    return CLEAN


def _make_empty(folder: Path) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
        if any(folder.iterdir()):
            raise CannotCheckError(f"{folder}: is not empty; nothing was written")
    except OSError as error:
        raise CannotCheckError(f"{folder}: {error.strerror}") from None


def _init(options: argparse.Namespace) -> int:
    from checker.writing import write_file

    folder: Path = options.folder
    _make_empty(folder)
    for file in sorted((Path(__file__).parent / "starter").iterdir()):
        write_file(folder / file.name, file.read_bytes())
    print(f"{folder}: a dataset to start from. Check it with: casualty-checker check {folder}")
    return CLEAN


def _rules(_options: argparse.Namespace) -> int:
    from checker.manuals import manuals

    for manual in manuals().values():
        print(f"{manual.code}  {manual.severity:<8} {manual.name:<28} {manual.summary}")
    return CLEAN


def _explain(options: argparse.Namespace) -> int:
    from checker.figures.measures import nearest
    from checker.manuals import manuals

    known = manuals()
    wanted = options.code.strip().upper()
    by_name = {manual.name.upper(): manual for manual in known.values()}
    manual = known.get(wanted) or by_name.get(wanted)
    if manual is None:
        near = nearest(options.code, tuple(code.lower() for code in known)).upper()
        raise CannotCheckError(f"there is no rule {options.code!r}{f'; the nearest is {near}' if near else ''}")
    print(manual.text)
    return CLEAN


def _parse(options: argparse.Namespace) -> int:
    from checker.figures.wording import Unreadable, read

    words = " ".join(options.words)
    try:
        reading = read(words, share=options.share)
    except Unreadable as error:
        print(f"unreadable: {error}")
        return FINDINGS
    print(f"{words}\n  {reading.how}")
    if reading.own_list:
        print("  on this source's own list: exact for its own series, at least that for everybody else")
    return CLEAN


COMMANDS = {
    "check": _check, "report": _report, "diff": _diff, "import": _import, "maps": _maps, "fmt": _fmt, "init": _init,
    "rules": _rules, "explain": _explain, "parse": _parse,
}  # fmt: skip
