"""Report in, text out: one module a format, and `story`, which is what all formats for people tell."""

from typing import Protocol

FORMATS = {name: f"{__name__}.{name}" for name in ("github", "html", "json", "junit", "markdown", "sarif", "text")}
"""The module of each format; each has `render(report) -> str` and is imported when it is asked for."""


class Chart(Protocol):
    """A picture of the report: an SVG text, where it is filed, and what it says to those who cannot see it.

    `kind` is ranges, shares, dates, agreement or clash, `finding` the fingerprint of the clash that it shows, else "".
    `table` is what is drawn: a row of headings and a row for each thing.
    """

    @property
    def kind(self) -> str: ...  # noqa: D102
    @property
    def finding(self) -> str: ...  # noqa: D102
    @property
    def table(self) -> tuple[tuple[str, ...], ...]: ...  # noqa: D102
    @property
    def file(self) -> str: ...  # noqa: D102
    @property
    def title(self) -> str: ...  # noqa: D102
    @property
    def caption(self) -> str: ...  # noqa: D102
    @property
    def alt(self) -> str: ...  # noqa: D102
    @property
    def svg(self) -> str: ...  # noqa: D102
