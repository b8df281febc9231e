"""A ratio outside its band is placed in its reference class, where it names one."""

import pytest

from checker.figures.errors import CannotCheckError
from checker.figures.ratios import shipped_ratios
from tests.helpers import dataset_of, findings_of, table_of

FIGURES = table_of(
    'a,army,front,casualties,"4,000",2024-01-15,2024-01-24,ministry',
    'b,army,front,deployed,"10,000",2024-01-15,2024-01-24,ministry',
)
BLANK = '[ratios.R201]\nreference = ""\n'
BELOW = "[ratios.R201]\nnote = { below = 0.5 }\nwarning = { below = 0.45 }\n"


@pytest.mark.parametrize(("settings", "edge"), [("", "above 30 %"), (BELOW, "below 45 %")])
def test_standing_is_told(settings: str, edge: str) -> None:
    """The sentence and the evidence say where the kindest bound stands."""
    (finding,) = findings_of(dataset_of(FIGURES, checker=settings), "R201")
    assert edge in finding.message
    assert "Even 40 % is higher than 90 of 100 battle sides, 1600–1982 (n = 1,310, CDB90)." in finding.message
    reference = finding.evidence["reference"]
    assert (reference["class"], reference["n"], reference["percentile"]) == ("cdb90-share", 1310, 90.7)


def test_blank_reference_is_none() -> None:
    """A dataset may do without."""
    (finding,) = findings_of(dataset_of(FIGURES, checker=BLANK), "R201")
    assert "CDB90)" not in finding.message
    assert finding.evidence["reference"] is None


@pytest.mark.parametrize("name", ["cdb91", 3, ["cdb90-share"]])
def test_unknown_reference(name: object) -> None:
    """A class that does not ship is refused by the setting's name."""
    with pytest.raises(CannotCheckError, match=r"R201\.reference is to be blank or one of cdb90-share"):
        shipped_ratios({"R201": {"reference": name}})
