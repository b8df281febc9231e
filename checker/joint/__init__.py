"""All figures at once: which of them cannot all be true, although no two may clash. README.md says how."""

from collections.abc import Callable, Iterable

from checker.figures.book import Book
from checker.figures.findings import Finding
from checker.figures.hits import as_finding
from checker.figures.report import Joint, RuleRun, Undecided
from checker.joint import c402_joint_conflict as c402
from checker.joint.arithmetic import Clash, clash
from checker.joint.conflicts import Conflicts, Set, conflict_sets, is_consistent
from checker.joint.explained import unexplained
from checker.joint.implied import implied_ranges, left
from checker.joint.readings import with_readings
from checker.joint.repairs import needed, needed_by_two
from checker.joint.solver import UndecidedError
from checker.joint.standing import Standing
from checker.manuals import manuals
from checker.timings import Timings

__all__ = ["conflict_sets", "is_consistent", "solve"]
CODE = "C402"
NO_REPAIR = "they clash, and what each would have to be was not found within the limits"


def solve(
    book: Book, pairs: Iterable[frozenset[int]], told: Iterable[Finding], *, wanted: Callable[[Finding], bool],
    clock: Timings | None = None, jobs: int = 1,
) -> Joint:  # fmt: skip
    """Find what no rule finds.

    Args:
        book: the book.
        pairs: every pair of figures whose clash a rule explains.
        told: the findings of the rules.
        wanted: for which findings readings are sought.
        clock: is told how far the search has come.
        jobs: so many threads search.
    """
    told, manual = list(told), manuals()[CODE]
    found = conflict_sets(book, clock, jobs)
    clashes, bare = list[Clash](), list[Set]()
    for one in unexplained(book, found.sets, pairs, told):
        try:
            clashes.append(_clash(book, found, one))
        except UndecidedError:
            bare.append(one)
    findings = tuple(
        as_finding(CODE, manual.name, manual.severity, book, c402.tell(book, group))
        for group in c402.grouped(book, clashes)
    )  # fmt: skip
    undecided = tuple(_undecided(book, *one) for one in [*found.undecided, *((one, NO_REPAIR) for one in bare)])
    reason = f"{len(undecided)} parts of the figures were left undecided" if undecided else ""
    witnesses = found.every.figures
    run = RuleRun(CODE, manual.name, manual.severity, len(witnesses), len(findings), reason)
    standing = Standing(book, found, told)
    every = with_readings(book, found, [*told, *findings], standing, wanted)

    def left_for(figure: str) -> tuple[float, float | None] | None:
        at = book.dataset.positions([figure])[figure]
        return left(found, standing.clear, at) if at in witnesses else None

    return Joint(run, tuple(every), undecided, lambda: tuple(implied_ranges(book, found, standing.clear)), left_for)


def _clash(book: Book, found: Conflicts, one: Set) -> Clash:
    ends, floor = (book.column("low"), book.column("high")), found.floors.get(frozenset(one))
    if floor is not None:
        return clash(book, found.every, one, needed_by_two(found.every, one, floor, ends))
    part = found.part_of[one[0]]
    return clash(book, part.claims, one, needed(part.claims, part.net, one, ends))


def _undecided(book: Book, figures: Set, reason: str) -> Undecided:
    ids = tuple(book.ids[at] for at in figures)
    populations, scopes = (
        tuple(sorted({str(book.phrases.value(at, field)) for at in figures})) for field in ("population", "scope")
    )
    return Undecided(populations, scopes, ids, reason)
