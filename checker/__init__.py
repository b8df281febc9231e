"""Find casualty figures that cannot all be true, and show the arithmetic.

>>> import checker
>>> report = checker.check(checker.load("datasets/kursk-2024"))
>>> report.findings  # doctest: +SKIP
"""

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from checker.loading import load
    from checker.pipeline import check

__all__ = ["__version__", "check", "load"]
__version__ = "0.1.0"
FOUND_IN = {"check": "pipeline", "load": "loading"}


def __getattr__(name: str) -> Any:
    """Import what reads and checks only when it is asked for: the command must start at once."""
    if name in FOUND_IN:
        from importlib import import_module  # noqa: PLC0415  (late on purpose)

        return getattr(import_module(f"checker.{FOUND_IN[name]}"), name)
    raise AttributeError(f"module 'checker' has no attribute {name!r}")
