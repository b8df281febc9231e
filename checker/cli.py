"""Arguments in, text and exit code out. The only module that prints, reads the clock or exits."""

import argparse
import os
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

from checker import __version__
from checker.figures.errors import CannotCheckError

if TYPE_CHECKING:
    from checker.figures.findings import Report
    from checker.pipeline import Choice, Timings

FORMATS = ("text", "json", "markdown")
FAIL_ON = ("error", "warning", "note", "never")
CLEAN, FINDINGS, CANNOT = 0, 1, 2


class Parser(argparse.ArgumentParser):
    """Says what is wrong with the arguments in one line."""

    def error(self, message: str) -> NoReturn:
        """Exit 2."""
        raise CannotCheckError(f"{message} (see {self.prog} --help)")


def main(arguments: Sequence[str] | None = None) -> NoReturn:
    """Run one command and exit: 0 nothing to report, 1 findings, 2 could not check."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace", newline="\n")
    try:
        options = _parser().parse_args(arguments)
        code = int(options.run(options))
        sys.stdout.flush()
    except CannotCheckError as error:
        print(f"casualty-checker: {_one_line(error)}", file=sys.stderr)
        code = CANNOT
    except BrokenPipeError:  # the reader has seen enough
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        code = CLEAN
    except Exception as error:  # noqa: BLE001  (no traceback: a user cannot do anything with one)
        print(f"casualty-checker: a fault of the checker itself: {type(error).__name__}: {_one_line(error)}", file=sys.stderr)
        code = CANNOT
    sys.exit(code)


def _one_line(error: Exception) -> str:
    return " ".join(str(error).split())[:500]


def _parser() -> Parser:
    parser = Parser(prog="casualty-checker", description="Find casualty figures that cannot all be true.")
    parser.add_argument("--version", action="version", version=f"casualty-checker {__version__}")
    commands = parser.add_subparsers(required=True, metavar="COMMAND", parser_class=Parser)

    check = commands.add_parser("check", help="findings to the terminal or a file")
    _add_checking(check, fail_on="error")
    check.add_argument("--format", choices=FORMATS, default="text")
    check.add_argument("--output", metavar="FILE", type=Path, help="write there instead of the terminal")
    check.set_defaults(run=_check)

    report = commands.add_parser("report", help="a folder with report.html, report.md, report.json and charts")
    _add_checking(report, fail_on="never")
    report.add_argument("-o", "--output", metavar="DIR", type=Path, required=True)
    report.set_defaults(run=_report)

    tidy = commands.add_parser("fmt", help="canonical order, columns and spelling")
    tidy.add_argument("path", metavar="PATH", help="a dataset's folder, or one of its tables")
    tidy.add_argument("--check", action="store_true", help="change nothing; exit 1 if something would change")
    tidy.set_defaults(run=_fmt)

    init = commands.add_parser("init", help="a folder with a small dataset to start from")
    init.add_argument("folder", metavar="DIR", type=Path)
    init.set_defaults(run=_init)

    rules = commands.add_parser("rules", help="every rule in a line")
    rules.set_defaults(run=_rules)

    explain = commands.add_parser("explain", help="the manual of a rule")
    explain.add_argument("code", metavar="CODE")
    explain.set_defaults(run=_explain)

    parse = commands.add_parser("parse", help="how a wording is read")
    parse.add_argument("words", metavar="WORDS", nargs="+")
    parse.add_argument("--share", action="store_true", help="read it as a share, as where share_of is set")
    parse.set_defaults(run=_parse)
    return parser


def _add_checking(parser: argparse.ArgumentParser, fail_on: str) -> None:
    parser.add_argument("path", metavar="PATH", help="a dataset's folder, a CSV of figures, or - for standard input")
    parser.add_argument("--fail-on", choices=FAIL_ON, default=fail_on, help="exit 1 from this severity on (%(default)s)")
    parser.add_argument("--select", metavar="CODES", action="append", default=[], help="only these codes or prefixes")
    parser.add_argument("--ignore", metavar="CODES", action="append", default=[], help="not these codes or prefixes")
    parser.add_argument("--today", metavar="DATE", help="what counts as today, for F007")
    parser.add_argument("--timings", metavar="FILE", type=Path, help="write the seconds of each step there, as JSON")
    parser.add_argument("--quiet", action="store_true", help="no output but errors")


def _check(options: argparse.Namespace) -> int:
    from importlib import import_module

    report = _checked(options)
    if options.output or not options.quiet:
        module = import_module(f"checker.render.{options.format}")
        to_terminal = options.format == "text" and not options.output
        text = module.render(report, **(_terminal() if to_terminal else {}))
        _deliver(text, options.output)
    return _exit_code(report, options.fail_on)


def _report(options: argparse.Namespace) -> int:
    from checker.pipeline import render_all
    from checker.writing import write_report

    report = _checked(options)
    write_report(options.output, render_all(report), last="report.json")
    if not options.quiet:
        summary = report.summary
        counts = ", ".join(f"{summary[severity]} {severity}s" for severity in ("error", "warning", "note"))
        print(f"{options.output / 'report.html'}: {counts}")
    return _exit_code(report, options.fail_on)


def _checked(options: argparse.Namespace) -> "Report":
    """Read and check what the options name; the seconds go where they ask."""
    from checker.pipeline import Timings, check, load_files, read_files

    choice, today = _choice(options), _today(options.today)
    clock = Timings()
    if options.path == "-":
        name, files = "standard-input", {"figures.csv": sys.stdin.buffer.read()}
    else:
        name, files = read_files(options.path)
    clock.lap("read")
    dataset = load_files(name, files, today=today)
    clock.lap("load")
    report = check(dataset, choice=choice, today=options.today, timings=clock)
    if options.timings:
        _write_timings(options.timings, clock)
    return report


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
    import datetime

    from checker.figures.dates import BadDate, read_day

    if word is None:
        return datetime.datetime.now().astimezone().date().toordinal()
    try:
        return read_day(word)
    except BadDate as error:
        raise CannotCheckError(f"--today: {error}") from None


def _exit_code(report: "Report", fail_on: str) -> int:
    failing = FAIL_ON[: FAIL_ON.index(fail_on) + 1] if fail_on != "never" else ()
    return FINDINGS if any(report.summary[severity] for severity in failing) else CLEAN


def _terminal() -> dict[str, int | bool]:
    import shutil

    on_terminal = sys.stdout.isatty()
    width = min(shutil.get_terminal_size().columns, 120) if on_terminal else 80
    return {"width": width, "color": on_terminal and not os.environ.get("NO_COLOR")}


def _deliver(text: str, output: Path | None) -> None:
    if output is None:
        sys.stdout.write(text)
    else:
        from checker.writing import write_file

        write_file(output, text.encode())


def _fmt(options: argparse.Namespace) -> int:
    from checker.figures.schema import COLUMNS
    from checker.intake.tidy import tidy
    from checker.pipeline import read_files
    from checker.writing import write_file

    path = Path(options.path)
    _, files = read_files(path)
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


def _init(options: argparse.Namespace) -> int:
    from checker.writing import write_file

    folder: Path = options.folder
    try:
        folder.mkdir(parents=True, exist_ok=True)
        if any(folder.iterdir()):
            raise CannotCheckError(f"{folder}: is not empty; nothing was written")
    except OSError as error:
        raise CannotCheckError(f"{folder}: {error.strerror}") from None
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
