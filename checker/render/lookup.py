"""What a reader finds findings by: severity, rule, sources, gap and day, and where on the page most of them are."""

from collections.abc import Sequence
from dataclasses import dataclass

from checker.figures.findings import SEVERITIES, Finding
from checker.render.story import Group, Story
from checker.render.verdict import apart

MOST_ENTRIES = 12  # of the table of contents; the other groups follow all the same


@dataclass(frozen=True, slots=True)
class Tags:
    """What the page's script sorts and filters one finding by; `sources` are places in `Choices.sources`."""

    sources: str
    size: str
    day: int
    line: int


@dataclass(frozen=True, slots=True)
class Choices:
    """What can be chosen: the severities, the rules and the sources of the findings that are shown."""

    severities: tuple[str, ...]
    rules: tuple[tuple[str, str], ...]
    sources: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Entry:
    """How much a group has that is loud: clashes, how far the widest of them is apart, and others."""

    title: str
    clashes: int
    widest: str
    others: int


def choices(story: Story, findings: Sequence[Finding]) -> Choices:
    """What the shown findings can be filtered by."""
    told = {finding.severity for finding in findings}
    rules = sorted({(finding.code, finding.name) for finding in findings})
    names = tuple(map(story.dataset.source_name, _sources(story, findings)))
    return Choices(tuple(severity for severity in SEVERITIES if severity in told), tuple(rules), names)


def tags(story: Story, findings: Sequence[Finding]) -> dict[int, Tags]:
    """The tags of each finding, by its identity."""
    number = {source: str(at) for at, source in enumerate(_sources(story, findings))}
    return {id(finding): _tags(story, finding, number) for finding in findings}


def _tags(story: Story, finding: Finding, number: dict[str, str]) -> Tags:
    positions = list(story.positions(finding))
    sources = dict.fromkeys(number[story.phrases.value(at, "source")] for at in positions)
    day = max((int(story.phrases.value(at, "published")) for at in positions), default=0)
    line = story.dataset.locate(finding.places[0]).line if finding.places else 0
    return Tags(" ".join(sources), f"{min(finding.width, 1e9):.4f}".rstrip("0").rstrip("."), day, line)


def _sources(story: Story, findings: Sequence[Finding]) -> list[str]:
    """The sources of some findings, by name."""
    found = {story.phrases.value(at, "source") for finding in findings for at in story.positions(finding)}
    return sorted(found, key=lambda source: (story.dataset.source_name(source).casefold(), source))


def index(groups: Sequence[Group]) -> list[tuple[int, Entry]]:
    """The groups with most errors and warnings, each with its place on the page."""
    loud = [(at, group) for at, group in enumerate(groups, 1) if group.loud]
    return [(at, _entry(group)) for at, group in loud[:MOST_ENTRIES]]


def _entry(group: Group) -> Entry:
    clashes = [finding for finding in group.loud if finding.is_clash]
    widest = max(clashes, key=lambda finding: finding.width, default=None)
    far = "" if widest is None else apart(widest)
    return Entry(group.title, len(clashes), far, len(group.loud) - len(clashes))
