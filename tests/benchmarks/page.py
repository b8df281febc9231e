"""What was measured, as a page in Markdown and as a chart with two logarithmic axes."""

import io
from collections.abc import Sequence
from typing import TYPE_CHECKING

import matplotlib as mpl
from matplotlib.figure import Figure

if TYPE_CHECKING:
    from tests.benchmarks.sizes import Line

WORDINGS = {"all": "all distinct", "some": "three in ten distinct"}
HEAD = """# Size: how time and memory grow

Measured by hand with `python -m tests.benchmarks.sizes -o reports/size`; this page and its chart are of one machine and
one day, so no test and no freshness check looks at them. Compare the ratios: all processes of a line ran in turn.

- *import* is `python -c "import pandas, pandera.pandas"`, which every check pays;
- *plain pandera* is `tests/benchmarks/plain.py`: the same file read by pandas, column checks and totals that fall;
- *checker* is `casualty-checker check`, all rules, text to the terminal.

The tables are of `tests/generate.py`: twenty sources, three years, one row in a thousand with each of eight faults.
All distinct are the wordings but for those of retellings and of counts said twice, which are two or three in a hundred.
Whole processes, seconds of processor time; memory is the most that was held. Runs, of which the least counts: {runs}.

![Processor time over rows, both axes logarithmic](size.svg)

| rows | wordings | import | plain pandera | checker | checker ÷ import | checker ÷ plain | MB, plain | MB, checker |
| ---: | --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: |
"""


def markdown(lines: Sequence["Line"], runs: int) -> str:
    """The page."""
    return HEAD.format(runs=runs) + "".join(f"| {' | '.join(_cells(line))} |\n" for line in lines)


def _cells(line: "Line") -> list[str]:
    bare, plain, check = line.bare, line.plain, line.check
    times = [f"{one.cpu:.2f} s" for one in (bare, plain, check)]
    ratios = [f"{check.cpu / bare.cpu:.2f}", f"{check.cpu / plain.cpu:.2f}"]
    memory = [f"{one.memory:,.0f}" for one in (plain, check)]
    return [f"{line.rows:,}", WORDINGS[line.wordings], *times, *ratios, *memory]


def draw(lines: Sequence["Line"]) -> str:
    """The chart as SVG."""
    with mpl.rc_context({"svg.hashsalt": "size", "svg.fonttype": "none"}):
        figure = Figure((6.4, 4.0), layout="constrained")
        axes = figure.subplots()
        for name, mark, style in (("bare", "", ":"), ("plain", "o", "--"), ("check", "s", "-")):
            _curve(axes, lines, name, mark, style)
        axes.set(xscale="log", yscale="log", xlabel="rows", ylabel="seconds of processor time")
        axes.grid(visible=True, which="both", linewidth=0.3)
        axes.legend(frameon=False)
        file = io.StringIO()
        figure.savefig(file, format="svg", metadata={"Date": None, "Creator": None})
    return file.getvalue()


def _curve(axes: mpl.axes.Axes, lines: Sequence["Line"], name: str, mark: str, style: str) -> None:
    label = {"bare": "import pandas, pandera", "plain": "plain pandera", "check": "checker"}[name]
    of = [line for line in lines if line.wordings == "all"]
    seconds = [getattr(line, name).cpu for line in of]
    axes.plot([line.rows for line in of], seconds, marker=mark, linestyle=style, label=label)
