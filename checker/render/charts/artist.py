"""What all charts of one report share: its figures, the colour and shape of each camp, the clashes, the file names."""

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import pandas as pd
from matplotlib.figure import Figure

from checker.figures.phrases import Phrases
from checker.figures.report import Report
from checker.render.charts.look import COLOURS, NO_CAMP, NO_COLOUR, PLAIN, SHAPES, SIGNS, Key
from checker.render.charts.rows import measured, short
from checker.render.charts.svg import inline
from checker.render.plain import visible

MOST_TOLD = 12  # things that the alternative of a chart names; its table has all


@dataclass(frozen=True, slots=True)
class Chart:
    """One picture. `caption` says what to see, `alt` tells it to those who cannot; `svg` is one element for a page.

    `kind` is ranges, shares, dates, agreement or clash, `finding` the fingerprint of the clash that it shows, else "".
    `table` is what is drawn: a row of headings and a row for each thing.
    """

    file: str
    title: str
    caption: str
    alt: str
    svg: str
    kind: str
    finding: str
    table: tuple[tuple[str, ...], ...]


class Artist:
    """Draws one report: knows its figures, the colour and shape of each camp, and which figures clash."""

    def __init__(self, report: Report) -> None:
        self.report, self.data, self.phrases = report, report.dataset, Phrases(report.dataset)
        self.clashes = [f for f in report.loud if f.is_clash and f.status != "waived"]
        self.rows = measured(self.data.figures, {figure for clash in self.clashes for figure in clash.figures})
        self.worst = {figure for clash in report.worst() for figure in clash.figures}
        camps = {source: self.data.party(source) for source in self.rows["source"].unique()}
        self.rows["camp"] = self.rows["source"].map(camps)
        named = filter(None, dict.fromkeys(camps.values()))  # by first appearance: a new camp changes no other's colour
        self.styles = {camp: (COLOURS[n % 8], SHAPES[n % 7]) for n, camp in enumerate(named)} | {"": NO_CAMP}
        self.slugs: set[str] = set()
        self.tips: list[list[str]] = []  # what each group of marks says when pointed at

    def key(self, rows: pd.DataFrame, more: Sequence[str] = ()) -> Key:
        """The legend, in lines of three: the camps, and the signs that occur or are named."""
        camps = [(camp, style) for camp, style in self.styles.items() if (rows["camp"] == camp).any()]
        who = [(short(camp, 28) or "no camp stated", style, PLAIN) for camp, style in camps]
        occur = [name for name in SIGNS if name in more or rows[name].any()]
        what = [(SIGNS[name][0], NO_COLOUR, PLAIN | SIGNS[name][1]) for name in occur]
        return [part[at : at + 3] for part in (who, what) for at in range(0, len(part), 3)]

    def says(self, positions: Iterable[int]) -> str:
        """Note what a group of marks says; the group's id."""
        self.tips.append([self.tell(at) for at in positions])
        return f"tips{len(self.tips) - 1}"

    def tell(self, at: int) -> str:
        """One figure in words."""
        return short(f"{self.phrases.source(at)}: {self.phrases.said(at)}, {self.phrases.until(at)}", 160)

    def cells(self, at: int) -> tuple[str, ...]:
        """One figure as a row of a table: see FIGURE."""
        say = self.phrases
        words = (say.source(at), say.said(at), say.range(at), say.until(at), say.people(at))
        return tuple(short(word, 160) for word in words)

    def chart(
        self, figure: Figure, name: str, words: tuple[str, str], *, told: Sequence[str],
        table: Sequence[tuple[str, ...]], kind: str, finding: str = "",
    ) -> Chart:  # fmt: skip
        """The finished picture, under a file name that no other has.

        `words` are its title and its caption; `told` is what it shows, thing by thing.
        """
        letters = unicodedata.normalize("NFKD", name.lower()).encode("ascii", "ignore").decode()
        slug = stem = re.sub(r"[^a-z0-9-]+", "-", letters).strip("-")[:60] or "quantity"
        while slug in self.slugs:
            slug = f"{stem}-{len(self.slugs)}"
        self.slugs.add(slug)
        title, caption = short(words[0], 120), words[1]
        more = [f"and {len(told) - MOST_TOLD:,} more"] if len(told) > MOST_TOLD else []
        shown = " ".join(visible("; ".join([*told[:MOST_TOLD], *more])).split())
        alt = f"{title}. {caption} {shown}."
        svg = inline(figure, slug, (title, alt), self.tips)
        return Chart(f"{slug}.svg", title, caption, alt, svg, kind, finding, tuple(table))


FIGURE = ("Source", "Said", "Range", "Counted", "Who, where")
