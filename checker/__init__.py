"""Find casualty figures that cannot all be true, and show the arithmetic.

>>> import checker
>>> report = checker.check(checker.load("datasets/kursk-2024"))
>>> report.findings  # doctest: +SKIP
"""

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from checker.pipeline import check, load

__all__ = ["__version__", "check", "load"]
__version__ = "0.1.0"


def __getattr__(name: str) -> Any:
    """Import the pipeline only when it is asked for: the command must start at once."""
    if name in {"check", "load"}:
        from checker import pipeline  # noqa: PLC0415  (late on purpose)

        return getattr(pipeline, name)
    raise AttributeError(f"module 'checker' has no attribute {name!r}")
