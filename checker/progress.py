"""A line on the terminal that says what a long run is doing; the next line of output takes its place."""

import time
from typing import TYPE_CHECKING, TextIO

from checker.timings import Timings

if TYPE_CHECKING:
    from rich.progress import Progress as Bar
    from rich.progress import TaskID

PATIENCE = 1.0  # seconds before anything is shown: most runs are over by then


class Progress(Timings):
    """Timings that show what is being done, and how much of it is done.

    Args:
        stream: a terminal.
        patience: seconds before anything is shown.
    """

    def __init__(self, stream: TextIO, patience: float = PATIENCE) -> None:
        super().__init__()
        self._stream, self._patience, self._begun = stream, patience, time.perf_counter()
        self._shown: tuple[Bar, TaskID] | None = None

    def begin(self, step: str, parts: int = 0) -> None:
        """Show the step, from the time on that patience ends."""
        if self._shown is None and time.perf_counter() - self._begun >= self._patience:
            self._shown = self._start()
        if self._shown:
            bar, task = self._shown
            bar.reset(task, description=step, total=parts or None)

    def advance(self, parts: int = 1) -> None:
        """Show some more of the step as done."""
        if self._shown:
            bar, task = self._shown
            bar.advance(task, parts)

    def close(self) -> None:
        """Take the line away."""
        if self._shown:
            self._shown[0].stop()
            self._shown = None

    def _start(self) -> "tuple[Bar, TaskID]":
        from rich.console import Console
        from rich.progress import BarColumn, TextColumn, TimeElapsedColumn
        from rich.progress import Progress as Bar

        columns = TextColumn("{task.description}"), BarColumn(), TimeElapsedColumn()
        bar = Bar(*columns, console=Console(file=self._stream), transient=True)
        bar.start()
        return bar, bar.add_task("")
