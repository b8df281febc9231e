"""Text to typed columns: threads, and how much each of them is given, change nothing."""

import numpy as np
import pyarrow as pa
import pytest

from checker.figures.measures import shipped_vocabulary
from checker.intake.cells import figure_cells
from checker.intake.columns import use_threads
from checker.intake.reading import read_table
from tests.helpers import table_of

WORDS = ("12", "about 1,500", "a dozen", "more than 3", "nobody knows", "200-300", "up to 40", "")


@pytest.mark.parametrize(("threads", "stretch"), [(3, 1), (3, 3), (2, 2**15)])
def test_wordings_are_the_same_in_any_stretches(threads: int, stretch: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """Wordings that are read all at once, word by word, or not at all."""
    rows = (f'f{at},army,front,killed,"{word}",2024-05-01,2024-05-02,staff' for at, word in enumerate(WORDS))
    text, before = table_of(*rows).encode(), pa.cpu_count()

    def frame() -> dict[str, np.ndarray]:
        cells = figure_cells(read_table(text, "x")[0], shipped_vocabulary(), 30)
        return {"unread": cells.parsed["reported"].unreadable, **cells.parsed["reported"].parts}

    expected = frame()
    monkeypatch.setattr("checker.intake.cells.STRETCH", stretch)
    use_threads(threads)
    try:
        found = frame()
    finally:
        use_threads(before)
    assert expected["unread"].tolist() == [word == "nobody knows" for word in WORDS]
    assert expected["low"].tolist()[:4] == [12, 1350, 12, 3]
    for name, values in expected.items():
        assert np.array_equal(found[name], values, equal_nan=values.dtype.kind == "f"), name
