"""Names beside marks, each where there is room for it."""

import math
import unicodedata
from itertools import pairwise

import numpy as np
import pandas as pd
from matplotlib.axes import Axes

from checker.render.charts.look import ENDS, POINTS, SIDES, SMALL, SPOTS, Boxes, Points


def boxes(axes: Axes, rows: pd.DataFrame) -> Boxes:
    """The ground that marks, bars, arrows and windows take up."""
    spots = {pair: axes.transData.transform(rows[list(pair)].to_numpy()) for pair in ENDS}
    bars = np.hstack([spots["x", "low"], spots["x", "top"] + np.outer(rows["open"], (0, 16))])
    windows = np.hstack([spots["left", "last"], spots["right", "last"]])
    return np.vstack([bars + np.array([-5, -5, 5, 5]), windows + np.array([-4, -5, 4, 5])])


def along(points: Points) -> Boxes:
    """The ground that a line through some points takes up, in small pieces."""
    pieces = [np.linspace(a, b, 2 + int(math.dist(a, b) / 6)) for a, b in pairwise(points)]
    spots = np.vstack([points, *pieces])
    return np.hstack([spots - 1, spots + 1])


def write(axes: Axes, lines: list[str], spot: Points, taken: Boxes, names: Boxes) -> tuple[Boxes, Boxes]:
    """Write at the nearest free place around a spot, or nowhere; what is then taken, and taken by names."""
    size = np.array([max(map(_wide, lines)), 9.2 * len(lines)])
    least, most = axes.bbox.get_points() + np.array([[0, 0], [16, 8]])
    for shift in SPOTS:
        side = int(np.sign(shift[0]))
        corner = spot + shift + size * ((side - 1) / 2, -0.5)
        box, end = np.hstack([corner, corner + size]), np.clip(spot, corner, corner + size)
        leader = along(np.array([spot, end]))
        fits = (corner >= least).all() and (corner + size <= most).all()
        if fits and not _hits(box[None], taken) and not _hits(leader, names):
            axes.text(spot[0] + shift[0], spot[1] + shift[1], "\n".join(lines), ha=SIDES[side], **SMALL)
            if math.hypot(*shift) > 12:
                start = spot + 7 * shift / math.hypot(*shift)
                axes.plot(*np.array([start, end]).T, color="#888888", linewidth=0.6, clip_on=False, transform=POINTS)
            return np.vstack([taken, box, leader]), np.vstack([names, box])
    return taken, names


def _hits(these: Boxes, those: Boxes) -> bool:
    """Whether any of these boxes lies over one of those."""
    apart = (these[:, None, :2] >= those[None, :, 2:]) | (these[:, None, 2:] <= those[None, :, :2])
    return not apart.any(axis=2).all()


def _wide(line: str) -> float:
    """About how wide a line of the smallest letters is."""
    return sum(8.0 if unicodedata.east_asian_width(letter) in "WF" else 4.6 for letter in line)
