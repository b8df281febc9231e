"""Report in, text out: one module a format, and `story`, which is what all formats for people tell."""

FORMATS = {name: f"{__name__}.{name}" for name in ("html", "json", "markdown", "text")}
"""The module of each format; each has `render(report) -> str` and is imported when it is asked for."""
