"""Arguments in, text and exit code out. The only module that prints, reads the clock or exits."""

import argparse
import os
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

from checker import commands
from checker.arguments import CLAIM, FAIL_ON, make_parser
from checker.figures.errors import CannotCheckError

if TYPE_CHECKING:
    from checker.figures.dataset import Dataset
    from checker.figures.report import Report
    from checker.pipeline import Choice
    from checker.timings import Timings

    Loader = Callable[[Mapping[str, str] | None], Dataset]

CLEAN, FINDINGS, CANNOT = 0, 1, 2
READINGS = ("json", "markdown")  # the formats that tell them; they take time


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

    with _clock(options) as clock:
        report = _checked(options, clock)
    if options.output or not options.quiet:
        module = import_module(f"checker.render.{options.format}")
        _deliver(module.render(report, **rendering(options)), options.output)
    return _exit_code(report.summary, options.fail_on)


def _report(options: argparse.Namespace) -> int:
    from checker.formats import root
    from checker.pipeline import render_all
    from checker.writing import write_report

    with _clock(options) as clock:
        report = _checked(options, clock)
        clock.begin("report")
        files = render_all(report, root(options))
    write_report(options.output, files, last="report.json")
    if not options.quiet:
        summary = report.summary
        counts = ", ".join(f"{summary[word]} {word}{'s' * (summary[word] != 1)}" for word in FAIL_ON[:3])
        print(f"{options.output / 'report.html'}: {counts}")
    return _exit_code(report.summary, options.fail_on)


def _assess(options: argparse.Namespace) -> int:
    from importlib import import_module

    from checker.assess import assess
    from checker.figures.assessment import Claim
    from checker.figures.dates import iso
    from checker.formats import terminal

    choice = _choice(options)
    said = {field: getattr(options, field) for field in CLAIM}
    said["published"] = said["published"] or options.known_on or iso(_today(options.today))
    with _clock(options) as clock:
        load = _loader(options, clock)
        found = assess(load, Claim(**said), choice=choice, today=options.today, timings=clock, jobs=options.jobs)
    _write_timings(options.timings, clock)
    if not options.quiet:
        module = import_module(f"checker.render.assess_{options.format}")
        _deliver(module.render(found, **(terminal() if options.format == "text" else {})), None)
    return _exit_code(found.summary, options.fail_on)


@contextmanager
def _clock(options: argparse.Namespace) -> "Iterator[Timings]":
    """Timings that are shown on a terminal while they go on."""
    from checker.timings import Timings

    if options.quiet or not sys.stderr.isatty():
        yield Timings()
        return
    from checker.progress import Progress

    clock = Progress(sys.stderr)
    try:
        yield clock
    finally:
        clock.close()


def _checked(options: argparse.Namespace, clock: "Timings") -> "Report":
    """Read and check what the options name; the seconds go where they ask."""
    from checker.changes import beside, read_saved
    from checker.pipeline import check

    baseline = read_saved(options.baseline) if options.baseline else None
    choice = _choice(options)
    dataset = _loader(options, clock)(None)
    clock.lap("load")
    told = options.run == "report" or options.format in READINGS
    report = check(
        dataset, choice=choice, today=options.today, timings=clock, readings=None if told else lambda _: False,
        jobs=options.jobs,
    )  # fmt: skip
    _write_timings(options.timings, clock)
    return beside(report, baseline) if baseline else report


def _loader(options: argparse.Namespace, clock: "Timings") -> "Loader":
    """Read the files that the options name; what makes a dataset of them, with one more figure on demand."""
    from checker.files import read_stream
    from checker.loading import Given, day_of, load_files, load_mapped, own_name, read_files, read_foreign, use_threads

    clock.begin("reading")
    use_threads(options.jobs)
    known_on = None if options.known_on is None else day_of(options.known_on, "--known-on")
    today = _today(options.today)
    raw = read_stream(sys.stdin.buffer, "standard input") if options.path == "-" else None
    path = options.path if raw is None else "standard-input"
    if options.map:
        name, foreign = read_foreign(path, options.map, raw)
        clock.lap("map")
        return lambda added: load_mapped(name, foreign, today=today, known_on=known_on, added=added)
    given = read_files(path) if raw is None else Given(path, {own_name(path, raw): raw}, path)
    clock.lap("read")
    return lambda added: load_files(*given, today=today, known_on=known_on, added=added)


def _write_timings(path: Path | None, clock: "Timings") -> None:
    import json

    from checker.writing import write_file

    if path:
        seconds = {step: round(s, 6) for step, s in clock.seconds.items()}
        write_file(path, json.dumps(seconds, indent=1).encode() + b"\n")


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

    from checker.loading import day_of

    return dt.datetime.now().astimezone().date().toordinal() if word is None else day_of(word, "--today")


def _exit_code(summary: Mapping[str, int], fail_on: str) -> int:
    failing = FAIL_ON[: FAIL_ON.index(fail_on) + 1] if fail_on != "never" else ()
    return FINDINGS if any(summary[severity] for severity in failing) else CLEAN


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


def _printed(command: "Callable[[argparse.Namespace], tuple[int, str]]") -> "Callable[[argparse.Namespace], int]":
    """A command that hands back what to print, as one that prints it."""

    def run(options: argparse.Namespace) -> int:
        code, text = command(options)
        sys.stdout.write(text)
        return code

    return run


COMMANDS = {"check": _check, "report": _report, "assess": _assess, "diff": _diff} | {
    name: _printed(run) for name, run in commands.COMMANDS.items()
}
