"""What is found in random small cases is what an oracle, written from the design alone, says of them.

Thousands of cases: `python -m tests.joint.many 5000`.
"""

import pytest

from tests.joint.judging import BATCH, batch, told

CASES = 300


@pytest.mark.parametrize("first", range(0, CASES, BATCH))
def test_what_is_found_is_what_the_oracle_says(first: int) -> None:
    """A set is found where the figures clash, each is irreducible and stands at one time, and the rest holds."""
    if text := told(batch(first)):
        pytest.fail(text)
