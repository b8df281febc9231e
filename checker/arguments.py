"""What a user may say on the command line."""

import argparse
from pathlib import Path
from typing import NoReturn

from checker import __version__
from checker.figures.errors import CannotCheckError

FORMATS = ("text", "json", "markdown", "sarif", "junit", "github")
MAP_HELP = "a map that ships with the package (casualty-checker maps), or a file ending in .toml"
CLAIM = {
    "population": "who is counted: an id or a name of the dataset",
    "scope": "where, or in what: an id or a name of the dataset",
    "measure": "what is counted",
    "share_of": "a measure, or the id of a figure: the claim is a share of it",
    "reported": "the amount in the source's own words",
    "period_start": "the first day counted, where it is not a total",
    "as_of": "the last day counted: a day, a month or a year",
    "published": "the day it was said (today, or the day of --known-on)",
    "source": "who says it; may be new to the dataset",
}
MAY_BE_LEFT_OUT = {"share_of", "period_start", "published"}
MOST_JOBS = 64
FAIL_ON = ("error", "warning", "note", "never")


class Parser(argparse.ArgumentParser):
    """Says what is wrong with the arguments in one line."""

    def error(self, message: str) -> NoReturn:
        """Exit 2."""
        raise CannotCheckError(f"{message} (see {self.prog} --help)")


def make_parser() -> Parser:
    """Every command and its options; `run` holds the command's name."""
    parser = Parser(prog="casualty-checker", description="Find casualty figures that cannot all be true.")
    parser.add_argument("--version", action="version", version=f"casualty-checker {__version__}")
    commands = parser.add_subparsers(required=True, metavar="COMMAND", parser_class=Parser)

    check = commands.add_parser("check", help="findings to the terminal or a file")
    _add_checking(check, fail_on="error")
    check.add_argument("--format", choices=FORMATS, default="text")
    check.add_argument("--output", metavar="FILE", type=Path, help="write there instead of the terminal")
    _add_baseline(check)
    check.set_defaults(run="check")

    report = commands.add_parser("report", help="a folder with the report for people and for machines, and charts")
    _add_checking(report, fail_on="never")
    report.add_argument("-o", "--output", metavar="DIR", type=Path, required=True)
    _add_baseline(report)
    report.set_defaults(run="report")

    _add_assess(commands)

    diff = commands.add_parser("diff", help="what two report.json do not share")
    diff.add_argument("old", metavar="OLD", type=Path, help="a report.json, or the folder of a report")
    diff.add_argument("new", metavar="NEW", type=Path, help="a later one")
    diff.add_argument("--format", choices=("text", "markdown", "json"), default="text")
    diff.add_argument("--output", metavar="FILE", type=Path, help="write there instead of the terminal")
    diff.set_defaults(run="diff")

    taken = commands.add_parser("import", help="a foreign table to a folder with a dataset")
    taken.add_argument("path", metavar="TABLE", help="the foreign table")
    taken.add_argument("--map", metavar="MAP", required=True, help=MAP_HELP)
    taken.add_argument("-o", "--output", metavar="DIR", type=Path, required=True)
    taken.set_defaults(run="import")

    maps = commands.add_parser("maps", help="the maps for foreign tables, or the text of one")
    maps.add_argument("name", metavar="NAME", nargs="?")
    maps.set_defaults(run="maps")

    tidy = commands.add_parser("fmt", help="canonical order, columns and spelling")
    tidy.add_argument("path", metavar="PATH", help="a dataset's folder, or one of its tables")
    tidy.add_argument("--check", action="store_true", help="change nothing; exit 1 if something would change")
    tidy.set_defaults(run="fmt")

    init = commands.add_parser("init", help="a folder with a small dataset to start from")
    init.add_argument("folder", metavar="DIR", type=Path)
    init.set_defaults(run="init")

    rules = commands.add_parser("rules", help="every rule in a line")
    rules.set_defaults(run="rules")

    explain = commands.add_parser("explain", help="the manual of a rule")
    explain.add_argument("code", metavar="CODE")
    explain.set_defaults(run="explain")

    parse = commands.add_parser("parse", help="how a wording is read")
    parse.add_argument("words", metavar="WORDS", nargs="+")
    parse.add_argument("--share", action="store_true", help="read it as a share, as where share_of is set")
    parse.set_defaults(run="parse")
    return parser


def _jobs(word: str) -> int:
    if not word.isascii() or not word.isdigit() or not 1 <= int(word) <= MOST_JOBS:
        raise argparse.ArgumentTypeError(f"{word[:40]!r} is no number from 1 to {MOST_JOBS}")
    return int(word)


def _add_assess(commands: "argparse._SubParsersAction[Parser]") -> None:
    parser = commands.add_parser("assess", help="one new claim against a dataset")
    _add_checking(parser, fail_on="never")
    for field, words in CLAIM.items():
        option, needed = f"--{field.replace('_', '-')}", field not in MAY_BE_LEFT_OUT
        parser.add_argument(option, metavar="WORDS", required=needed, default="", help=words)
    parser.add_argument("--format", choices=FORMATS[:2], default="text")
    parser.set_defaults(run="assess")


def _add_baseline(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--baseline", metavar="REPORT", type=Path, help="a report.json: only what it does not know fails"
    )


def _add_checking(parser: argparse.ArgumentParser, fail_on: str) -> None:
    parser.add_argument("path", metavar="PATH", help="a dataset's folder, a CSV of figures, or - for standard input")
    parser.add_argument("--map", metavar="MAP", help=f"PATH is a foreign table: {MAP_HELP}")
    parser.add_argument(
        "--fail-on", choices=FAIL_ON, default=fail_on, help="exit 1 from this severity on (%(default)s)"
    )
    parser.add_argument("--select", metavar="CODES", action="append", default=[], help="only these codes or prefixes")
    parser.add_argument("--ignore", metavar="CODES", action="append", default=[], help="not these codes or prefixes")
    parser.add_argument("--known-on", metavar="DATE", help="only what had been published by that day")
    parser.add_argument("--today", metavar="DATE", help="what counts as today, for F007")
    parser.add_argument("--jobs", metavar="N", type=_jobs, default=1, help="threads; the result is the same")
    parser.add_argument("--timings", metavar="FILE", type=Path, help="write the seconds of each step there, as JSON")
    parser.add_argument("--quiet", action="store_true", help="no output but errors")
