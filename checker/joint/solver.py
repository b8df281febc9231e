"""Linear programmes for HiGHS: figures that may be stretched, kept or left out, and what that costs.

One thread, simplex, fixed seed and an iteration limit. Only whether figures can hold together, and rounded optima,
leave this folder: vertices are not unique.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

import highspy
import numpy as np
import numpy.typing as npt
from highspy._core import _Highs

from checker.figures.book import Ints
from checker.joint.grid import Rows, compressed

Floats = npt.NDArray[np.float64]
OPTIONS = {
    "output_flag": False,
    "log_to_console": False,
    "threads": 1,
    "solver": "simplex",
    "random_seed": 1,
    "presolve": "off",
}
ITERATIONS = 100_000
BRIEF = 500  # iterations after which to begin anew, rather than from the last counts
TOLERANCE = 1e-6  # of a count; ends of ranges are whole numbers, or percentages of such
OUT, SOFT, HARD = 0, 1, 2
DUAL, PRIMAL = 1, 4  # of HiGHS's strategies for the simplex


class UndecidedError(Exception):
    """A solver reached its limit before it could tell."""


class UnfitError(Exception):
    """The hard bounds cannot hold together."""


@dataclass(frozen=True)
class Stretched:
    """How far bounds had to be stretched.

    `at` are those that were, `core` those that cannot all hold; `counts` are the columns of the programme.
    """

    at: Ints
    core: Ints
    counts: Floats


class Programme:
    """Counts that satisfy a structure, and bounds on them, each of which may be stretched at a price."""

    def __init__(self, structure: Rows, bounds: Rows, columns: int) -> None:
        self.columns, self._fixed = columns, len(structure.low)
        self._sides = [
            (np.flatnonzero(np.isfinite(end)), sign) for end, sign in ((bounds.low, 1.0), (bounds.high, -1.0))
        ]
        self._slack_of = np.concatenate([rows for rows, _ in self._sides])
        self._price = np.concatenate([
            1.0 / np.maximum(np.abs(end[rows]), 1.0)
            for (rows, _), end in zip(self._sides, (bounds.low, bounds.high), strict=True)
        ])  # fmt: skip
        self._state, self._priced = np.full(len(bounds.low), SOFT), np.array([], dtype=np.int32)
        self._solver, self._runs = _solver(), 0
        self._pass(_with_slacks(structure, bounds, self._sides, columns))

    def _pass(self, rows: Rows) -> None:
        start, column, factor = compressed(rows)
        size = self.columns + len(self._slack_of)
        model = highspy.HighsLp()
        model.num_col_, model.num_row_ = size, len(rows.low)
        model.col_cost_ = np.append(np.zeros(self.columns), self._price)
        model.col_lower_, model.col_upper_ = np.zeros(size), np.full(size, np.inf)
        model.row_lower_, model.row_upper_ = rows.low, rows.high
        model.a_matrix_.format_ = highspy.MatrixFormat.kRowwise
        model.a_matrix_.start_, model.a_matrix_.index_ = start.astype(np.int32), column.astype(np.int32)
        model.a_matrix_.value_ = factor
        self._solver.passModel(model)

    def stretch(self, state: Ints) -> Stretched:
        """Satisfy the structure and the hard bounds, and stretch the soft ones as little as can be.

        Args:
            state: OUT, SOFT or HARD for each bound.

        Raises:
            UndecidedError: the limit was reached.
            UnfitError: the hard ones cannot hold together.
        """
        self._set(state)
        self._solver.run()
        status = self._solver.getModelStatus()
        if status == highspy.HighsModelStatus.kIterationLimit and self._runs > 1:
            status = self._run_anew()
        if status == highspy.HighsModelStatus.kInfeasible:
            raise UnfitError
        if status not in {highspy.HighsModelStatus.kOptimal, highspy.HighsModelStatus.kModelEmpty}:
            raise UndecidedError
        solution = self._solver.getSolution()
        values, duals = np.array(solution.col_value), np.array(solution.row_dual)[self._fixed :]
        slack = np.zeros(len(state))
        np.maximum.at(slack, self._slack_of, values[self.columns :])
        at = np.flatnonzero((slack > TOLERANCE) & (state == SOFT))
        core = np.flatnonzero((np.abs(duals) > 1e-12) & (state != OUT)) if len(at) else at
        return Stretched(at, core, values[: self.columns])

    def _set(self, state: Ints) -> None:
        """Costs and bounds by state. After new costs alone the last counts fit: a beginning for a primal simplex."""
        changed = np.flatnonzero((state != self._state)[self._slack_of])
        hard = ((state == HARD) != (self._state == HARD)).any()
        self._solver.setOptionValue("simplex_strategy", DUAL if hard or not self._runs else PRIMAL)
        self._solver.setOptionValue("simplex_iteration_limit", min(BRIEF, ITERATIONS) if self._runs else ITERATIONS)
        self._runs += 1
        if len(changed):
            own = state[self._slack_of[changed]]
            columns = (self.columns + changed).astype(np.int32)
            self._solver.changeColsCost(len(changed), columns, np.where(own == SOFT, self._price[changed], 0.0))
            upper = np.where(own == HARD, 0.0, np.inf)
            self._solver.changeColsBounds(len(changed), columns, np.zeros(len(changed)), upper)
        self._state = state.copy()

    def _run_anew(self) -> Any:
        """Begin from nothing: the last counts were no good beginning."""
        self._solver.clearSolver()
        self._solver.setOptionValue("simplex_strategy", DUAL)
        self._solver.setOptionValue("simplex_iteration_limit", ITERATIONS)
        self._solver.run()
        return self._solver.getModelStatus()

    def keep(self, state: Ints) -> None:
        """Say which bounds are to hold, for `range_of`: from one question to the next only the objective changes.

        So some history is found first, and the last answer is a beginning for the next, for a primal simplex.

        Raises:
            UnfitError: they cannot hold together.
        """
        self._set(state)
        every = np.append(self._priced, np.arange(len(self._slack_of)) + self.columns).astype(np.int32)
        self._solver.changeColsCost(len(every), every, np.zeros(len(every)))
        self._priced = every[:0]
        self._solver.setOptionValue("simplex_strategy", DUAL)
        self._solver.setOptionValue("simplex_iteration_limit", ITERATIONS)
        self._solver.setOptionValue("presolve", "on")
        self._solver.run()
        self._solver.setOptionValue("simplex_strategy", PRIMAL)
        if self._solver.getModelStatus() == highspy.HighsModelStatus.kInfeasible:
            raise UnfitError

    def range_of(self, column: Ints, factor: Floats) -> tuple[float, float]:
        """The smallest and the largest that a sum of counts can be where all bounds hold that are not left out.

        Raises:
            UnfitError: they cannot hold together.
            UndecidedError: a limit was reached.
        """
        return self.end_of(column, factor, 1.0), self.end_of(column, factor, -1.0)

    def end_of(self, column: Ints, factor: Floats, sign: float) -> float:
        """The smallest (sign 1) or the largest (sign -1) that a sum of counts can be; see `range_of`."""
        columns, place = np.unique(np.append(self._priced, column).astype(np.int32), return_inverse=True)
        cost = np.zeros(len(columns))
        np.add.at(cost, place[len(self._priced) :], factor * sign)
        self._solver.changeColsCost(len(columns), columns, cost)
        self._priced = np.unique(column).astype(np.int32)
        self._solver.run()
        return self._end(sign)

    @property
    def counts(self) -> Floats:
        """The counts of the last answer."""
        return np.array(self._solver.getSolution().col_value[: self.columns])

    def _end(self, sign: float) -> float:
        status = self._solver.getModelStatus()
        if status in {highspy.HighsModelStatus.kUnbounded, highspy.HighsModelStatus.kUnboundedOrInfeasible}:
            return -np.inf * sign
        if status == highspy.HighsModelStatus.kInfeasible:
            raise UnfitError
        if status != highspy.HighsModelStatus.kOptimal:
            raise UndecidedError
        return float(self._solver.getInfo().objective_function_value) * sign


def _with_slacks(structure: Rows, bounds: Rows, sides: Iterable[tuple[Ints, float]], columns: int) -> Rows:
    rows = [rows for rows, _ in sides]
    signs = np.concatenate([np.full(len(own), sign) for own, sign in sides])
    slack = np.arange(len(signs)) + columns
    shift = len(structure.low)
    return Rows(
        np.concatenate([structure.row, bounds.row + shift, np.concatenate(rows) + shift]),
        np.concatenate([structure.column, bounds.column, slack]),
        np.concatenate([structure.factor, bounds.factor, signs]),
        np.append(structure.low, bounds.low), np.append(structure.high, bounds.high),
    )  # fmt: skip


def _solver() -> Any:
    """A solver that prints nothing: `highspy.Highs` itself greets on standard output when it is made."""
    options = highspy.HighsOptions()
    for option, value in (OPTIONS | {"simplex_iteration_limit": ITERATIONS}).items():
        setattr(options, option, value)
    solver = _Highs()
    solver.passOptions(options)
    return solver
