"""From a path to a report, one line a step."""

import time
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field, replace
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from checker.figures.display import Displayed
from checker.figures.errors import CannotCheckError
from checker.files import read_file
from checker.settings import FILE, Settings, read_settings

if TYPE_CHECKING:
    from checker.figures.book import Book
    from checker.figures.dataset import Dataset
    from checker.figures.findings import Assumption, Finding, Report, RuleRun
    from checker.intake.foreign import Foreign
    from checker.joint import Joint
    from checker.render.paths import Root

FILES = ("figures.csv", "populations.csv", "scopes.csv", "sources.csv", FILE)
TABLES = tuple(name.partition(".")[0] for name in FILES if name != FILE)
MAPS = Path(__file__).parent / "maps"
JOINT = "C402"
LEFT_OUT = "left out by --select or --ignore"


def _in_a_notebook(shown: object) -> str:
    from checker.render.notebook import page

    return page(shown)


Displayed.page = _in_a_notebook


@dataclass
class Timings:
    """Seconds by step, for `--timings`; kept out of every report."""

    seconds: dict[str, float] = field(default_factory=dict)
    since: float = field(default_factory=time.perf_counter)

    def lap(self, step: str) -> None:
        """Give the time since the last lap to a step."""
        now = time.perf_counter()
        self.seconds[step] = self.seconds.get(step, 0.0) + now - self.since
        self.since = now


@dataclass(frozen=True)
class Choice:
    """Which findings are wanted: codes or prefixes of codes. Everything, if `select` is empty."""

    select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()

    def wants(self, code: str) -> bool:
        """Whether findings of a code are shown."""
        return (not self.select or code.startswith(self.select)) and not code.startswith(self.ignore or ("-",))


class Given(NamedTuple):
    """What a user gave: the dataset's name, its files by name, and what a lone file is called, else ""."""

    name: str
    files: Mapping[str, bytes]
    called: str = ""


def read_files(path: str | Path) -> Given:
    """The files of a dataset: a folder, or a single file of figures, which has no neighbours.

    A lone file is called figures here, with its own ending.

    Raises:
        CannotCheckError: no such path, or a folder without figures.
    """
    path = Path(path)
    try:
        path.stat()
        if path.is_dir():
            names = sorted((file.name for file in path.iterdir() if _is_ours(file.name)), key=_turn)
            found = {name: read_file(path / name) for name in names if (path / name).is_file()}
            if not any(name.startswith("figures.") for name in found):
                raise CannotCheckError(f"{path}: a folder without a figures.csv")
            return Given(path.resolve().name, found)
        raw = read_file(path)
        return Given(path.stem, {own_name(path.name, raw): raw}, path.name)
    except FileNotFoundError:
        raise CannotCheckError(f"{path}: no such file or folder") from None
    except OSError as error:
        raise CannotCheckError(f"{path}: {error.strerror}") from None


def _is_ours(name: str) -> bool:
    from checker.intake.formats import ENDINGS

    stem, _, ending = name.partition(".")
    return name == FILE or (stem in TABLES and ending in ENDINGS)


def _turn(name: str) -> tuple[int, str]:
    """Tables in the order of the design, the settings last."""
    stem = name.partition(".")[0]
    return (TABLES.index(stem) if stem in TABLES else len(TABLES)), name


def own_name(name: str, raw: bytes) -> str:
    """What a lone file of figures is called in a dataset: figures.xlsx, by its name or else by how it begins."""
    from checker.intake.formats import ENDINGS, form_of

    ending = name.rpartition(".")[2].lower()
    return f"figures.{ending if ending in ENDINGS else form_of(name, raw) or 'csv'}"


def load(
    path: str | Path, *, map: str | None = None,  # noqa: A002  (as the option is called)
    today: int | None = None, known_on: str | None = None,
) -> "Dataset":  # fmt: skip
    """Read a dataset: a folder, a single table of figures (CSV, XLSX, Parquet and so on), or a foreign one.

    Args:
        path: where it is.
        map: of a foreign table; a map that ships with the package, or the path of one, ending in .toml.
        today: a day as `datetime.date.toordinal` counts; later publications are F007. None: not checked.
        known_on: a day as YYYY-MM-DD; figures published later are left out. None: all are read.

    Raises:
        CannotCheckError: it cannot be read as a dataset at all. What is wrong with a row is a finding instead.
    """
    day = None if known_on is None else day_of(known_on, "known_on")
    if map is not None:
        return load_mapped(*read_foreign(path, map), today=today, known_on=day)
    return load_files(*read_files(path), today=today, known_on=day)


def day_of(word: str, option: str) -> int:
    """The day that an option gives as YYYY-MM-DD.

    Raises:
        CannotCheckError: it is none; it names the option.
    """
    from checker.figures.dates import BadDate, read_day

    try:
        return read_day(word)
    except BadDate as error:
        raise CannotCheckError(f"{option}: {error}") from None


def load_files(
    name: str, files: Mapping[str, bytes], called: str = "", *, today: int | None = None,
    known_on: int | None = None, added: Mapping[str, str] | None = None,
) -> "Dataset":  # fmt: skip
    """Read a dataset from the bytes of its files; see `load`.

    `known_on` is a day like `today`; `added` are the cells of one more figure, which is in no file.
    """
    from checker.figures.waivers import Waivers
    from checker.intake import make_dataset

    settings = read_settings(files.get(FILE))
    made = make_dataset(
        name, files, settings.vocabulary, settings.ratios, called=called, as_of_lag=settings.as_of_lag, today=today,
        known_on=known_on, added=added,
    )  # fmt: skip
    return replace(made, waivers=Waivers(settings.waivers, today))


def use_threads(jobs: int) -> None:
    """Read large tables with so many threads; what comes of it is the same."""
    from checker.intake.reading import use_threads

    use_threads(jobs)


def shipped_maps() -> dict[str, Path]:
    """The maps that ship with the package, by name."""
    return {path.stem: path for path in sorted(MAPS.glob("*.toml"))}


def load_mapped(
    name: str, foreign: "Foreign", *, today: int | None = None, known_on: int | None = None,
    added: Mapping[str, str] | None = None,
) -> "Dataset":  # fmt: skip
    """The dataset of a table that has been mapped; see `load_files`."""
    from checker.intake.foreign import placed

    files, called = foreign.files, foreign.file
    return placed(load_files(name, files, called, today=today, known_on=known_on, added=added), foreign)


def read_foreign(path: str | Path, map_name: str, raw: bytes | None = None) -> "tuple[str, Foreign]":
    """The name of a foreign table and the files of a dataset made of it by a map; see `load`.

    `raw` are its bytes where it is no file; then it has no neighbours.

    Raises:
        CannotCheckError: the table or the map cannot be read; for a map it names the key.
    """
    from checker.intake.foreign import map_table
    from checker.intake.mapping import read_map

    path, (map_file, text) = Path(path), _map_file(map_name)
    plan = read_map(text, map_file)
    if raw is not None and plan.joins:
        plan.refuse("join", "needs a table beside the first, and standard input has none")
    table = read_file(path) if raw is None else raw
    beside = {join.file: read_file(path.parent / join.file) for join in plan.joins}
    return path.stem, map_table(table, path.name, beside, plan)


def _map_file(name: str) -> tuple[str, bytes]:
    from checker.figures.measures import nearest

    known = shipped_maps()
    if name in known or name.endswith(".toml"):
        path = known.get(name) or Path(name)
        return path.name, read_file(path)
    near = nearest(name, tuple(known))
    hint = f"the nearest is {near}" if near else f"there are {', '.join(known)}"
    raise CannotCheckError(f"no map {name!r} ships with the package: {hint}; the path of your own ends in .toml")


def check(
    dataset: "Dataset", settings: Settings | None = None, *, choice: Choice | None = None,
    today: str | None = None, timings: Timings | None = None, readings: "Callable[[Finding], bool] | None" = None,
) -> "Report":  # fmt: skip
    """Run every rule over a dataset.

    Args:
        dataset: from `load`.
        settings: whose ratios to judge by, instead of the dataset's own.
        choice: which codes to show; explanations are assigned before.
        today: the day the user gave, for the report.
        timings: filled with the seconds that each step took.
        readings: for which findings readings are sought; None, for all.

    Raises:
        CannotCheckError: a rule crashed; it names the rule.
    """
    from checker.figures.agreement import agreement_table
    from checker.figures.book import Book
    from checker.figures.dates import iso
    from checker.figures.findings import Report, in_order
    from checker.figures.quantity_table import quantity_table
    from checker.figures.source_table import source_table
    from checker.waivers import waive

    clock, choice = timings or Timings(), choice or Choice()
    book = Book(dataset, settings.ratios if settings else None)
    runs, findings, pairs = _run_rules(book, choice, clock)
    joint = _solve(book, choice, pairs, findings, readings or (lambda _: True))
    clock.lap(JOINT)
    runs, findings = [*_shown(dataset.rules, choice), *_shown([*runs, joint.run], choice)], list(joint.findings)
    findings, judged = waive(dataset, (*dataset.findings, *findings), runs)
    wanted = in_order(finding for finding in findings if choice.wants(finding.code))
    clock.lap("sort")
    views = {
        "sources": cache(lambda: tuple(source_table(book, wanted))),
        "quantities": cache(lambda: tuple(quantity_table(book))),
        "implied": cache(joint.implied),
        "agreement": cache(lambda: tuple(agreement_table(book))),
    }  # fmt: skip
    known_on = iso(dataset.known_on) if dataset.known_on is not None else None
    return Report(
        dataset, wanted, (*runs, *_shown(judged, choice)), _assumptions(dataset), today, known_on,
        undecided=joint.undecided, views=views, left_for=joint.left_for,
    )  # fmt: skip


def _solve(
    book: "Book", choice: Choice, pairs: set[frozenset[int]], findings: "list[Finding]",
    readings: "Callable[[Finding], bool]",
) -> "Joint":  # fmt: skip
    """All figures at once, where the codes that are wanted ask for it."""
    from checker.figures.findings import RuleRun
    from checker.joint import Joint, solve
    from checker.manuals import manuals

    if choice.wants(JOINT):
        return solve(book, pairs, findings, readings)
    manual = manuals()[JOINT]
    run = RuleRun(JOINT, manual.name, manual.severity, 0, 0, LEFT_OUT)
    return Joint(run, tuple(findings), (), tuple, lambda _: None)


def _run_rules(
    book: "Book", choice: Choice, clock: Timings
) -> "tuple[list[RuleRun], list[Finding], set[frozenset[int]]]":
    from checker.figures.findings import RuleRun
    from checker.rules import all_rules, needed, run

    explained = set[frozenset[int]]()
    rules = all_rules() if choice.wants(JOINT) else needed(choice.wants)
    others = (rule.manual for rule in all_rules() if rule not in rules)
    runs, findings = [RuleRun(manual.code, manual.name, manual.severity, 0, 0) for manual in others], []
    for rule in rules:
        try:
            done, found = run(rule, book, explained)
        except Exception as error:  # a broken rule must not pass for a clean dataset
            raise CannotCheckError(f"the rule {rule.manual.code} crashed: {type(error).__name__}: {error}") from error
        runs.append(done)
        findings += found
        clock.lap(rule.manual.code)
    return _shown(runs, choice), findings, explained


def _shown(runs: "Collection[RuleRun]", choice: Choice) -> "list[RuleRun]":
    """The runs in the order of codes; those left out by the user say so."""
    marked = [run if choice.wants(run.code) else replace(run, found=0, skipped=LEFT_OUT) for run in runs]
    return sorted(marked, key=lambda run: run.code)


def _assumptions(dataset: "Dataset") -> "tuple[Assumption, ...]":
    """What was taken as so for single figures because their rows do not say."""
    from checker.figures.dates import iso
    from checker.figures.findings import Assumption

    unknown = dataset.figures[~dataset.figures["day_given"].astype(bool)]
    return tuple(
        Assumption(figure, f"as_of is blank: taken as some day from {iso(first)} to {iso(last)}")
        for figure, first, last in zip(
            unknown["id"], unknown["as_of_first"].tolist(), unknown["as_of_last"].tolist(), strict=True
        )
    )


def render_all(report: "Report", root: "Root | None" = None) -> dict[str, bytes]:
    """Every file of a report folder by its name; report.json holds the others' hashes.

    `root` says where the dataset's files lie, for report.sarif.
    """
    import hashlib

    from checker.render import charts, html, json, markdown, sarif, table

    drawn = charts.draw(report)
    files = {f"charts/{chart.file}": _standalone(chart.svg) for chart in drawn}
    files["report.html"] = html.render(report, drawn).encode()
    files["report.md"] = markdown.render(report, drawn).encode()
    files["report.sarif"] = sarif.render(report, root).encode()
    files["findings.csv"] = table.render(report).encode()
    hashes = {name: hashlib.sha256(data).hexdigest() for name, data in sorted(files.items())}
    files["report.json"] = json.render(report, hashes).encode()
    return files


def _standalone(svg: str) -> bytes:
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{svg}\n'.encode()
