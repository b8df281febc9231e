"""What shows itself in a notebook. How is for render to say, which stands above; the pipeline hands it down."""

from collections.abc import Callable
from typing import Any, ClassVar


class Displayed:
    """Shows itself as a page where somebody has said how, else as its one line of text."""

    page: ClassVar[Callable[[Any], str] | None] = None

    def _repr_html_(self) -> str | None:
        return None if Displayed.page is None else Displayed.page(self)
