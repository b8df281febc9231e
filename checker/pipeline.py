"""From a dataset to a report, one line a step."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from functools import cache
from typing import TYPE_CHECKING

from checker.figures.display import Displayed
from checker.figures.strings import with_plain_strings
from checker.settings import Settings
from checker.timings import Timings

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterator, Sequence

    from checker.figures.book import Book
    from checker.figures.dataset import Dataset
    from checker.figures.findings import Finding, Notes
    from checker.figures.report import Assumption, Joint, Report, RuleRun
    from checker.render.paths import Root
    from checker.rules import Found, Rule

    Tell = Callable[[set[frozenset[int]]], Found]

JOINT = "C402"
LEFT_OUT = "left out by --select or --ignore"


def _in_a_notebook(shown: object) -> str:
    from checker.render.notebook import page

    return page(shown)


Displayed.page = _in_a_notebook


@dataclass(frozen=True)
class Choice:
    """Which findings are wanted: codes or prefixes of codes. Everything, if `select` is empty."""

    select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()

    def wants(self, code: str) -> bool:
        """Whether findings of a code are shown."""
        return (not self.select or code.startswith(self.select)) and not code.startswith(self.ignore or ("-",))


@with_plain_strings
def check(
    dataset: "Dataset", settings: Settings | None = None, *, choice: Choice | None = None,
    today: str | None = None, timings: Timings | None = None, readings: "Callable[[Finding], bool] | None" = None,
    jobs: int = 1,
) -> "Report":  # fmt: skip
    """Run every rule over a dataset.

    Args:
        dataset: from `load`.
        settings: whose ratios to judge by, instead of the dataset's own.
        choice: which codes to show; explanations are assigned before.
        today: the day the user gave, for the report.
        timings: filled with the seconds that each step took.
        readings: for which findings readings are sought; None, for all.
        jobs: so many threads run the rules and search for joint conflicts; what comes of it is the same.

    Raises:
        CannotCheckError: a rule crashed; it names the rule.
    """
    from checker.figures.agreement import agreement_table
    from checker.figures.book import Book
    from checker.figures.dates import iso
    from checker.figures.quantity_table import quantity_table
    from checker.figures.report import Report, in_order, made
    from checker.figures.source_table import source_table
    from checker.waivers import waive

    clock, choice = timings or Timings(), choice or Choice()
    book = Book(dataset, settings.ratios if settings else None)
    runs, findings, notes, pairs = _run_rules(book, choice, clock, jobs)
    book.let_go()
    wanted_readings = readings or (lambda _: True)
    joint = _solve(book, choice, pairs, findings, wanted=wanted_readings, clock=clock, jobs=jobs)
    clock.lap(JOINT)
    runs, findings = [*_shown(dataset.rules, choice), *_shown([*runs, joint.run], choice)], list(joint.findings)
    notes = [several for several in notes if choice.wants(several.code)]
    if dataset.waivers.valid:
        findings, notes = [*findings, *made(notes)], []
    findings, judged = waive(dataset, (*dataset.findings, *findings), runs)
    wanted = in_order(finding for finding in findings if choice.wants(finding.code))
    clock.lap("sort")
    views = {
        "sources": cache(lambda: tuple(source_table(book, wanted))),
        "quantities": cache(lambda: tuple(quantity_table(book))),
        "implied": cache(joint.implied),
        "agreement": cache(lambda: tuple(agreement_table(book))),
        "assumptions": cache(lambda: _assumptions(dataset)),
    }  # fmt: skip
    known_on = iso(dataset.known_on) if dataset.known_on is not None else None
    return Report(
        dataset, wanted, (*runs, *_shown(judged, choice)), today, known_on,
        undecided=joint.undecided, views=views, left_for=joint.left_for, notes=tuple(notes),
    )  # fmt: skip


def _solve(
    book: "Book", choice: Choice, pairs: set[frozenset[int]], findings: "list[Finding]", *,
    wanted: "Callable[[Finding], bool]", clock: Timings, jobs: int,
) -> "Joint":  # fmt: skip
    """All figures at once, where the codes that are wanted ask for it."""
    from checker.figures.report import Joint, RuleRun
    from checker.manuals import manuals

    if choice.wants(JOINT):
        from checker.joint import solve

        return solve(book, pairs, findings, wanted=wanted, clock=clock, jobs=jobs)
    manual = manuals()[JOINT]
    run = RuleRun(JOINT, manual.name, manual.severity, 0, 0, LEFT_OUT)
    return Joint(run, tuple(findings), (), tuple, lambda _: None)


def _run_rules(
    book: "Book", choice: Choice, clock: Timings, jobs: int
) -> "tuple[list[RuleRun], list[Finding], list[Notes], set[frozenset[int]]]":
    from checker.figures.findings import Finding, Notes
    from checker.figures.report import RuleRun
    from checker.rules import all_rules, needed

    explained = set[frozenset[int]]()
    rules = all_rules() if choice.wants(JOINT) else needed(choice.wants)
    others = (rule.manual for rule in all_rules() if rule not in rules)
    runs = [RuleRun(manual.code, manual.name, manual.severity, 0, 0) for manual in others]
    findings, notes = list[Finding](), list[Notes]()
    clock.begin("rules", len(rules))
    for rule, tell in zip(rules, _run(book, rules, jobs), strict=True):
        found = tell(explained)
        runs.append(found.run)
        findings += found.findings
        notes += found.notes
        clock.lap(rule.manual.code)
        clock.advance()
    return _shown(runs, choice), findings, notes, explained


def _run(book: "Book", rules: "Sequence[Rule]", jobs: int) -> "Iterator[Tell]":
    """Each rule in its order, run; with several threads those are begun first that take long."""
    if jobs == 1:
        yield from (_run_rule(book, rule) for rule in rules)
        return
    with ThreadPoolExecutor(jobs) as pool:
        begun = {rule.manual.code: pool.submit(_run_rule, book, rule) for rule in sorted(rules, key=lambda r: r.start)}
        yield from (begun.pop(rule.manual.code).result() for rule in rules)


def _run_rule(book: "Book", rule: "Rule") -> "Tell":
    """What tells the hits of a rule, given the pairs explained before; they are told at once where it need not know."""
    from checker.rules import by_name, told

    with by_name(rule):
        hits = rule.find(book)
        found = None if rule.explains else told(rule, book, hits, set())

    def tell(explained: set[frozenset[int]]) -> "Found":
        with by_name(rule):
            return found or told(rule, book, hits, explained)

    return tell


def _shown(runs: "Collection[RuleRun]", choice: Choice) -> "list[RuleRun]":
    """The runs in the order of codes; those left out by the user say so."""
    marked = [run if choice.wants(run.code) else replace(run, found=0, skipped=LEFT_OUT) for run in runs]
    return sorted(marked, key=lambda run: run.code)


def _assumptions(dataset: "Dataset") -> "tuple[Assumption, ...]":
    """What was taken as so for single figures because their rows do not say."""
    from checker.figures.dates import iso
    from checker.figures.report import Assumption

    unknown = dataset.figures[~dataset.figures["day_given"].astype(bool)]
    return tuple(
        Assumption(figure, f"as_of is blank: taken as some day from {iso(first)} to {iso(last)}")
        for figure, first, last in zip(
            unknown["id"], unknown["as_of_first"].tolist(), unknown["as_of_last"].tolist(), strict=True
        )
    )


@with_plain_strings
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
