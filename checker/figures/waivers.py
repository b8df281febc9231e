"""Findings that the keepers of a dataset have looked at and accepted, as checker.toml lists them."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Waiver:
    """One accepted finding: of this rule, and holding all of these figures.

    `expires` is the last day on which it holds, None for ever; `line` is where it stands in checker.toml.
    """

    rule: str
    figures: tuple[str, ...]
    reason: str
    expires: int | None
    line: int

    def applies(self, code: str, figures: tuple[str, ...]) -> bool:
        """Whether a finding of a code about some figures is the accepted one."""
        return code == self.rule and set(self.figures) <= set(figures)

    def __str__(self) -> str:
        return f"waiver of {self.rule} for {', '.join(self.figures)}"


@dataclass(frozen=True, slots=True)
class Waivers:
    """Every waiver of a dataset, and the day for today; None: nobody knows, and none expires."""

    given: tuple[Waiver, ...] = ()
    today: int | None = None

    @property
    def expired(self) -> tuple[Waiver, ...]:
        """Those whose last day is over."""
        return tuple(waiver for waiver in self.given if self._is_over(waiver))

    @property
    def valid(self) -> tuple[Waiver, ...]:
        """Those that still hold."""
        return tuple(waiver for waiver in self.given if not self._is_over(waiver))

    def _is_over(self, waiver: Waiver) -> bool:
        return waiver.expires is not None and self.today is not None and waiver.expires < self.today
