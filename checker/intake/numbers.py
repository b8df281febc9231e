"""Numbers that are stored as such, not as text: written so that the tables can be read."""

from decimal import Decimal

LONGEST = 40  # digits before or behind the point; a longer number is left as it is, and is then no number of ours


def plain_number(number: str) -> str:
    """A number in plain digits. Its point is a decimal point for certain, so three digits behind it get a fourth."""
    value = Decimal(number)
    if len(number) > LONGEST or abs(value.adjusted()) > LONGEST:
        return number
    digits = f"{value:f}"
    return digits + "0" if len(digits.partition(".")[2]) == 3 else digits
