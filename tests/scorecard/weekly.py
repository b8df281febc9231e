"""Tables of several sources that say every week how many there are of the same quantities by then, or were in the week.

In such tables a figure has others of its quantity near it, which can support a reading.
"""

import random

from tests.joint.true_history import DAYS, SOURCES, WINGS, History, Said, amount, iso, percent

MEASURES = ("killed", "killed_and_wounded", "wounded")
CELLS = [(people, "war", measure) for people in sorted(("army", *WINGS)) for measure in MEASURES]
WEEK = 7
PERIODS = 0.3  # of the bulletins are about the week alone
SHARES = 0.15  # of the killed are told as a share of killed and wounded


def make_weekly(seed: int, figures: int) -> History:
    """A history, and so many figures of it at the most, in the order in which they are published."""
    history, rng = History(seed), random.Random(seed + 1)  # noqa: S311  (not for secrets)
    for last in range(WEEK - 1, DAYS, WEEK):
        for source in SOURCES[:3]:
            start = last - WEEK + 1 if rng.random() < PERIODS else -1
            _tell(history, rng, (source, last, start))
    kept = sorted(rng.sample(range(len(history.figures)), min(figures, len(history.figures))))
    history.figures = [history.figures[at] for at in kept]
    return history


def _tell(history: History, rng: random.Random, told: tuple[str, int, int]) -> None:
    """One bulletin of one source."""
    source, last, start = told
    said = last + rng.randint(0, 2)
    for number, cell in enumerate(CELLS):
        figure = Said({}, cell, last, start)
        row = {
            "id": f"f{said:03}-{source}-{number}", "source": source,
            **dict(zip(("population", "scope", "measure"), cell, strict=True)), "as_of": iso(last),
            "published": iso(said), "period_start": iso(start) if start >= 0 else "",
        }  # fmt: skip
        history.figures.append(Said(row | _amount(rng, history, figure), cell, last, start))


def _amount(rng: random.Random, history: History, figure: Said) -> dict[str, str]:
    value, chance = history.value(figure), rng.random()
    population, scope, measure = figure.cell
    if chance < SHARES and measure == "killed":
        both = history.counted((population, scope, "killed_and_wounded"), figure.day, figure.start)
        return {"share_of": "killed_and_wounded", **percent(value, both)}
    return amount(rng, value, in_words=chance >= 0.3)
