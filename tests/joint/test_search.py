"""What a programme was made for is known by the ends that its bounds have."""

from types import SimpleNamespace
from typing import Any

import numpy as np

from checker.joint.search import _sides


def test_every_end_of_every_figure_is_known_apart() -> None:
    """Of 200 figures every second has a low, every third a high."""
    number = np.arange(200)
    lows, highs = np.where(number % 2 == 0, 1.0, -np.inf), np.where(number % 3 == 0, 5.0, np.inf)
    every: Any = SimpleNamespace(figure=number, low=lows, high=highs)
    assert len(_sides(every)) == 100 + 67
    fewer: Any = SimpleNamespace(figure=number[:7], low=lows[:7], high=np.full(7, np.inf))
    assert _sides(fewer) < _sides(every)
