"""How pandas keeps words while the checker works: as Python's own strings, which makes small frames far quicker."""

from collections.abc import Callable
from functools import wraps
from typing import ParamSpec, TypeVar

Given = ParamSpec("Given")
Result = TypeVar("Result")


def with_plain_strings(function: Callable[Given, Result]) -> Callable[Given, Result]:
    """The function, during which no words are kept as Arrow's: the names of the columns of a frame are such words."""

    @wraps(function)
    def run(*arguments: Given.args, **named: Given.kwargs) -> Result:
        import pandas as pd  # noqa: PLC0415  (late: not every command needs it)

        with pd.option_context("mode.string_storage", "python"):
            return function(*arguments, **named)

    return run
