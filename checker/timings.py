"""How long each step of a run took, and how far it has come."""

import time
from dataclasses import dataclass, field


@dataclass
class Timings:
    """Seconds by step, for `--timings`; kept out of every report."""

    seconds: dict[str, float] = field(default_factory=dict)
    since: float = field(default_factory=time.perf_counter)

    def lap(self, step: str) -> None:
        """Give the time since the last lap to a step."""
        now = time.perf_counter()
        self.seconds[step] = self.seconds.get(step, 0.0) + now - self.since
        self.since = now

    def begin(self, step: str, parts: int = 0) -> None:
        """Say what comes next, and of how many parts it is, 0 where nobody knows; nobody is told here."""

    def advance(self, parts: int = 1) -> None:
        """Say that some parts of the step are done."""
