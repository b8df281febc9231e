"""Sizes, colours and shapes: the same look in every chart. Lengths are points, 72 to the inch."""

import math
import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd
from matplotlib.path import Path as Outline
from matplotlib.transforms import IdentityTransform

HERE = Path(__file__).parent
STYLE, FONTS = HERE / "chart.mplstyle", (HERE / "checker-sans.ttf", HERE / "checker-sans-bold.ttf")
SVG, LONG = "http://www.w3.org/2000/svg", re.compile(r"-?[0-9]+\.[0-9]{2,}")
LETTERS = {"font-family": "DejaVu Sans, Verdana, Helvetica, Arial, sans-serif", "stroke-linejoin": "round"}
MOST_CHARTS, MOST_PANELS, MOST_MARKS, MOST_NAMES, MOST_BARS = 14, 4, 300, 12, 30
MOST_CLASHES, MOST_IN_CLASH = 20, 10
LOG_FROM = 30  # printed numbers further apart than this factor get a logarithmic axis
WIDTH, LEFT, RIGHT, LINE = 640.0, 76.0, 616.0, 17.0
STEPS = (1, 2, 3, 6, 12, 24, 60, 120, 240, 600, 1200, 2400, 6000, 12000)  # months between two labels
COLOURS = ("#0072B2", "#D55E00", "#009E73", "#CC79A7", "#E69F00", "#56B4E9", "#882255", "#8C8C1A")  # Okabe-Ito, Tol
SHAPES = ("o", "s", "D", "P", "X", "*", "d")  # no arrows; with eight colours, 56 camps before a pair comes again
NO_CAMP, NO_COLOUR = ("#6B6B6B", "p"), ("#555555", "o")
LOOKS = {"told": (6.5, 1.0), "planned": (6.0, 0.7), "retold": (4.0, 0.5)}  # the size of a mark, its opacity
UP = Outline([(0, 0), (0, 1), (-0.2, 0.72), (0, 1), (0.2, 0.72)], [1, 2, 1, 2, 2])
AHEAD = Outline([(0, 0), (1, 0), (0.72, -0.2), (1, 0), (0.72, 0.2)], [1, 2, 1, 2, 2])
TURNS = np.radians([0, 180, 40, -40, 140, -140, 90, -90, 65, -65, 115, -115])
SPOTS = [np.round((far * math.cos(turn), far * math.sin(turn))) for far in (9, 20, 34, 50, 68, 90) for turn in TURNS]
PLACE = ("x", "left", "right", "low", "top", "first", "last")  # days, days, days; people, people, people, people
ENDS = (("x", "low"), ("x", "top"), ("left", "last"), ("right", "last"))
SIGNS: dict[str, tuple[str, dict[str, Any]]] = {  # a column, what its sign says, how a sample differs from a plain mark
    "open": ("this many or more", {"low": -6, "top": -6, "first": -6, "last": -6, "open": True}),
    "floor": ("this many or fewer", {"low": -6, "top": 4, "first": 4, "last": 4, "floor": True}),
    "period": ("in these days only", {"left": -10, "right": 10, "period": True}),
    "vague": ("by some day of these", {"left": -10, "right": 10, "vague": True}),
    "planned": ("planned", {"look": "planned"}),
    "retold": ("retold", {"look": "retold"}),
    "clash": ("in a clash", {"clash": True}),
    "band": ("left by those in no clash", {"band": True}),
}
PLAIN: dict[str, Any] = {**dict.fromkeys(PLACE, 0), **dict.fromkeys(SIGNS, False), "look": "told", "scale": 1.0}
POINTS, SIDES = IdentityTransform(), {-1: "right", 0: "center", 1: "left"}
SMALL: dict[str, Any] = {"transform": POINTS, "va": "center", "fontsize": 7.5, "linespacing": 1.1}
Style = tuple[str, str]  # colour and shape
Cells = Mapping[str, Any] | pd.DataFrame  # what marks are drawn by: columns of one length
Key = list[list[tuple[str, Style, dict[str, Any]]]]
Points = npt.NDArray[np.float64]  # shape: points x 2
Boxes = npt.NDArray[np.float64]  # left, bottom, right, top; shape: boxes x 4
