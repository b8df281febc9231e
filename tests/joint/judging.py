"""Holds what `checker.joint` says of random cases against the oracle; each disagreement is a sentence."""

import random
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import combinations

from checker.figures.book import Book
from checker.joint import conflict_sets, is_consistent
from tests.joint.cases import Case, case_of, dataset_of_cases, make_case
from tests.joint.oracle import Oracle

BATCH = 25  # cases in a dataset
Sets = Sequence[tuple[int, ...]]


def faults_of(cases: Sequence[Case]) -> Iterator[tuple[Case, str]]:
    """Where the product and the oracle disagree about some cases that share a dataset."""
    book = Book(dataset_of_cases(cases))
    found, places = conflict_sets(book), positions(book)
    by_case = defaultdict[int, list[tuple[int, ...]]](list)
    for figures in found.sets:
        for seed in {case_of(book.ids[at]) for at in figures}:
            by_case[seed].append(figures)
    for figures, reason in found.undecided:
        yield cases[0], f"{[book.ids[at] for at in figures]} are undecided: {reason}"
    for case in cases:
        oracle = Oracle(book, places[case.seed])
        for fault in (*_faults_of_sets(oracle, by_case[case.seed]), *_faults_of_subsets(oracle, case.seed)):
            yield case, fault


def positions(book: Book) -> dict[int, list[int]]:
    """The figures of each case."""
    places = defaultdict[int, list[int]](list)
    for at, figure in enumerate(book.ids):
        places[case_of(figure)].append(at)
    return places


def _faults_of_sets(oracle: Oracle, sets: Sets) -> Iterator[str]:
    """What is wrong with the sets that were found among the figures of a case."""
    book, said, until = oracle.book, oracle.book.column("published"), oracle.book.superseded
    if bool(sets) == oracle.is_consistent():
        yield f"{len(sets)} sets were found, and the oracle says {'inconsistent' if not sets else 'consistent'}"
    if len({tuple(sorted(figures)) for figures in sets}) < len(sets):
        yield "a set is named twice"
    for figures in sets:
        names = [book.ids[at] for at in figures]
        if not set(figures) <= set(oracle.claims):
            yield f"{names} hold a figure that takes no part, or one of another case"
            continue
        if said[list(figures)].max() >= until[list(figures)].min():
            yield f"{names} never stand together: one was withdrawn before another was published"
        if oracle.holds(figures):
            yield f"{names} can hold together"
        yield from (
            f"{names} clash without {book.ids[one]} too"
            for one in figures
            if not oracle.holds(at for at in figures if at != one)
        )
    yield from _faults_of_the_rest(oracle, {at for figures in sets for at in figures})


def _faults_of_the_rest(oracle: Oracle, told: set[int]) -> Iterator[str]:
    """Figures in no set hold together, and clash with no single other figure."""
    ids = oracle.book.ids
    for epoch in oracle.epochs():
        if not oracle.holds(at for at in epoch if at not in told):
            yield f"{[ids[at] for at in epoch if at not in told]} are in no set and clash"
        for pair in combinations(epoch, 2):
            if not set(pair) <= told and not oracle.holds(pair):
                yield f"{[ids[at] for at in pair]} clash, and one of them is in no set"


def _faults_of_subsets(oracle: Oracle, seed: int) -> Iterator[str]:
    """Some figures that stand together are judged as the oracle does."""
    rng = random.Random(seed)  # noqa: S311  (not for secrets)
    for epoch in oracle.epochs()[-1:]:
        for figures in (epoch, rng.sample(epoch, rng.randint(0, len(epoch)))):
            if is_consistent(oracle.book, figures) != oracle.holds(figures):
                names = [oracle.book.ids[at] for at in figures]
                yield f"{names} are {'' if oracle.holds(figures) else 'in'}consistent by the oracle alone"


def smaller(case: Case) -> Case:
    """A case with a fault, without the figures that the fault does not need."""
    for number in range(len(case.figures)):
        less = replace(case, figures=[*case.figures[:number], *case.figures[number + 1 :]])
        if less.figures and any(faults_of([less])):
            return smaller(less)
    return case


def told(cases: Sequence[Case]) -> str:
    """Every disagreement about some cases, each case with its tables cut down to what the fault needs; "" for none."""
    faulty = {case.seed: case for case, _ in faults_of(cases)}
    return "\n\n".join(_told(smaller(case)) for case in faulty.values())


def _told(case: Case) -> str:
    faults = [fault for _, fault in faults_of([case])]
    tables = [f"{name}\n{text}" for name, text in case.texts().items() if name != "checker"]
    return "\n".join([f"seed {case.seed} ({case.theme})", *faults, *tables])


def batch(first: int, size: int = BATCH) -> list[Case]:
    """Cases of successive seeds."""
    return [make_case(seed) for seed in range(first, first + size)]
