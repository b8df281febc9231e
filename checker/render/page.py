"""Lines of text of a fixed width, for a terminal or a log."""

from io import StringIO

from checker.render.plain import visible


class Page:
    """Lines of a fixed width. Words are data: they pass as they are, without markup, highlighting or escapes."""

    def __init__(self, width: int, color: bool) -> None:  # noqa: FBT001
        from rich.console import Console  # noqa: PLC0415  (costs 40 ms, which other formats need not pay)

        self._file, self._width = StringIO(), width
        self._console = Console(
            file=self._file, width=width, height=100, force_terminal=color, color_system="standard" if color else None,
            no_color=not color, force_jupyter=False, legacy_windows=False, highlight=False, markup=False, emoji=False,
        )  # fmt: skip

    def line(self, *parts: str | tuple[str, str], indent: int = 0, hang: int = 0) -> None:
        """A paragraph; `parts` are words, or words and their style. Lines after the first stand in by `hang` more."""
        from rich.text import Text  # noqa: PLC0415

        styled = [(part, "") if isinstance(part, str) else part for part in parts]
        words = Text.assemble(*((visible(part), style) for part, style in styled))
        for number, line in enumerate(words.wrap(self._console, max(self._width - indent - hang, 20))):
            line.rstrip()
            self._console.print(Text(" " * (indent + (hang if number else 0))).append_text(line), soft_wrap=True)

    def entry(self, head: tuple[str, str], code: str, words: str, indent: int) -> None:
        """Words in a column of their own; a styled word and a code stand before the first line of them."""
        from rich.text import Text  # noqa: PLC0415

        lead = Text.assemble(head, code)
        for line in Text(visible(words)).wrap(self._console, max(self._width - indent - lead.cell_len, 20)):
            line.rstrip()
            self._console.print(Text(" " * indent).append_text(lead).append_text(line), soft_wrap=True)
            lead = Text(" " * lead.cell_len)

    def address(self, url: str, indent: int) -> None:
        """An address on a line of its own, never broken, so that it can be followed."""
        self._console.print(" " * indent + url, soft_wrap=True, style="dim")

    def title(self, words: str) -> None:
        """A heading under a blank line."""
        self.blank()
        self.line((words, "bold underline"))

    def blank(self) -> None:
        """An empty line."""
        self._console.print()

    @property
    def text(self) -> str:
        """All that was written."""
        return self._file.getvalue()
