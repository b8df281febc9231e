"""For each of many questions, the strongest figure in time: whole columns, n log n.

A never-falling count lies between figures like this: one that ends by a day is a floor from that day on, one that
begins on a day is a ceiling up to that day.
"""

from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

from checker.figures.groups import in_order

Ints = npt.NDArray[np.int64]
Floats = npt.NDArray[np.float64]
NOBODY = -1
LOWEST = np.finfo(np.float64).min


def highest_before(groups: Any, days: Any, values: Any, ask_groups: Any, ask_days: Any) -> Ints:
    """For each question the offer with the highest value in its group on or before its day.

    Args:
        groups: of the offers (shape: offers).
        days: of the offers.
        values: of the offers.
        ask_groups: of the questions (shape: questions).
        ask_days: of the questions.

    Returns:
        Positions among the offers, NOBODY where there is none (shape: questions). Of equal values the first in time,
        then the first in order.
    """
    offers, asks = len(groups), len(ask_groups)
    if not offers or not asks:
        return np.full(asks, NOBODY, dtype=np.int64)
    group = np.concatenate([groups, ask_groups])
    days = np.concatenate([days, ask_days])
    value = np.concatenate([np.maximum(values, LOWEST), np.full(asks, -np.inf)])
    order = in_order([group, days, np.repeat([0, 1], [offers, asks])])
    leads = _running_leads(group[order], value[order])
    answer = np.empty(offers + asks, dtype=np.int64)
    answer[order] = np.where(leads >= 0, order[leads], NOBODY)
    return answer[offers:]


def lowest_after(groups: Any, days: Any, values: Any, ask_groups: Any, ask_days: Any) -> Ints:
    """For each question the offer with the lowest value in its group on or after its day; as `highest_before`."""
    return highest_before(groups, -np.asarray(days), -np.asarray(values), ask_groups, -np.asarray(ask_days))


def _running_leads(groups: Any, values: Any) -> Ints:
    """The place of the first largest value so far within each run of equal groups, NOBODY while all are -inf."""
    number = np.cumsum(np.append(False, groups[1:] != groups[:-1]))
    highest = pd.Series(values).groupby(number, sort=False).cummax().to_numpy()
    rises = highest > -np.inf
    rises[1:] &= (highest[1:] > highest[:-1]) | (number[1:] != number[:-1])
    leads = np.maximum.accumulate(np.where(rises, np.arange(len(values)), NOBODY))
    leads[highest == -np.inf] = NOBODY
    return leads


def nearest_in_time(groups: Any, days: Any, ask_groups: Any, ask_days: Any) -> Ints:
    """For each question the offer in its group nearest to its day; of two equally near the later."""
    offers = np.arange(len(groups))
    days, ask_days = np.asarray(days), np.asarray(ask_days)
    before = highest_before(groups, days, days, ask_groups, ask_days)
    after = lowest_after(groups, days, days, ask_groups, ask_days)
    if not len(offers):
        return before
    far = np.iinfo(np.int64).max
    gap_before = np.where(before >= 0, ask_days - days[before], far)
    gap_after = np.where(after >= 0, days[after] - ask_days, far)
    return np.where(gap_after <= gap_before, after, before)
