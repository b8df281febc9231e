"""The little arithmetic of maps: + - * / and brackets over numbers and {columns}; nothing else is ever evaluated.

An expression is read once, by hand, into steps in reverse Polish order; `evaluate` then works on whole columns. Neither
calls itself, so no input can exhaust the stack.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np

LONGEST = 1_000  # characters
DEEPEST = 50  # operators and brackets that wait for their right side
TOKEN = re.compile(r"\s*(?:(?P<number>[0-9]+(?:\.[0-9]+)?)|\{(?P<column>[^{}]*)\}|(?P<sign>[-+*/()]))\s*")
BINDS = {"(": 0, "+": 1, "-": 1, "*": 2, "/": 2, "minus": 3}
WORK: dict[str, Any] = {"+": np.add, "-": np.subtract, "*": np.multiply, "/": np.divide}


class BadExpression(ValueError):  # noqa: N818  (a fault of a map, told with the map's key)
    """Text that is no arithmetic. The message is a plain sentence fragment saying why, fit for a user."""


@dataclass(frozen=True, slots=True)
class Step:
    """One step in reverse Polish order. `kind` is number, column or sign; `word` its text, "minus" for a negation."""

    kind: str
    word: str


@dataclass(frozen=True)
class Expression:
    """Arithmetic over columns. `columns` are those it names, each once, in their order."""

    text: str
    steps: tuple[Step, ...]

    @property
    def columns(self) -> tuple[str, ...]:
        """The columns that it names, each once, in the order in which they come."""
        return tuple(dict.fromkeys(step.word for step in self.steps if step.kind == "column"))

    @property
    def is_column(self) -> bool:
        """Whether it is one column and nothing else."""
        return len(self.steps) == 1 and self.steps[0].kind == "column"

    def evaluate(self, values: Mapping[str, Any]) -> Any:
        """The result of the columns' numbers (shape: rows). A blank is NaN; a division by 0 gives no finite number."""
        stack: list[Any] = []
        with np.errstate(all="ignore"):
            for step in self.steps:
                if step.kind == "sign" and step.word != "minus":
                    right = stack.pop()
                    stack.append(WORK[step.word](stack.pop(), right))
                elif step.kind == "sign":
                    stack.append(np.negative(stack.pop()))
                else:
                    stack.append(values[step.word] if step.kind == "column" else np.float64(step.word))
        return stack.pop()

    def shown(self, words: Mapping[str, str]) -> str:
        """The arithmetic with the cells' words in the place of the columns."""
        return COLUMN.sub(lambda match: words[match[1]], self.text)


COLUMN = re.compile(r"\{([^{}]*)\}")


def read_expression(text: str) -> Expression:
    """The arithmetic that is written in a text.

    Raises:
        BadExpression: anything but numbers, {columns}, + - * / and brackets that close; more than 1,000 characters;
            brackets nested more than 50 deep.
    """
    if len(text) > LONGEST:
        raise BadExpression(f"it is longer than {LONGEST:,} characters")
    steps: list[Step] = []
    waiting: list[str] = []
    at, is_operand = 0, True  # what the grammar wants next: an operand or an operator
    while at < len(text):
        match = TOKEN.match(text, at)
        if not match:
            raise BadExpression(f"“{text[at:].strip()[:20]}” is no number, no {{column}} and none of + - * / ( )")
        is_operand = _take(match, steps, waiting, is_operand=is_operand)
        at = match.end()
    if is_operand:
        raise BadExpression("a number or a {column} is missing at its end" if steps or waiting else "it is blank")
    _unwind(steps, waiting, 1)
    if waiting:
        raise BadExpression("a bracket is opened and never closed")
    return Expression(text, tuple(steps))


def _take(match: re.Match[str], steps: list[Step], waiting: list[str], *, is_operand: bool) -> bool:
    """Put one token where it belongs; returns whether an operand has to follow."""
    sign = match["sign"] or ""
    if is_operand != (sign in {"", "(", "-", "+"} if is_operand else sign in {"", "("}):
        raise BadExpression(_misplaced(match[0].strip(), is_operand=is_operand))
    if not sign:
        steps.append(Step("column", match["column"]) if match["number"] is None else Step("number", match["number"]))
        return False
    if is_operand:
        waiting.extend({"(": ["("], "-": ["minus"], "+": []}[sign])
    elif sign == ")":
        _close(steps, waiting)
    else:
        _unwind(steps, waiting, BINDS[sign])
        waiting.append(sign)
    if len(waiting) > DEEPEST:
        raise BadExpression(f"it is nested more than {DEEPEST} deep")
    return sign != ")"


def _misplaced(token: str, *, is_operand: bool) -> str:
    return f"“{token}” stands where {'a number or a {column}' if is_operand else 'one of + - * / )'} should be"


def _close(steps: list[Step], waiting: list[str]) -> None:
    _unwind(steps, waiting, 1)
    if not waiting:
        raise BadExpression("a bracket is closed that was never opened")
    waiting.pop()


def _unwind(steps: list[Step], waiting: list[str], binds: int) -> None:
    """What binds at least as tightly comes first; an open bracket stops it."""
    while waiting and BINDS[waiting[-1]] >= binds:
        steps.append(Step("sign", waiting.pop()))
