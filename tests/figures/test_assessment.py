"""What an assessment says of itself."""

from dataclasses import replace

from checker.figures.findings import Finding, Reading
from tests.test_assess import ask_small


def test_whom_a_clash_sets_against_the_claim() -> None:
    """Those in a pair with it; without pairs everybody else; nobody where it clashes with itself."""
    found = ask_small()
    clash = Finding("C402", "joint-conflict", "warning", "m", ("x", "claim", "y"))
    assert found.opposed(clash) == ("x", "y")
    assert found.opposed(replace(clash, figures=("claim",))) == ()
    pairs = [{"earlier": "x", "later": "claim"}, {"earlier": "x", "later": "y"}, {"earlier": "claim", "later": "z"}]
    assert found.opposed(replace(clash, evidence={"pairs": pairs})) == ("x", "z")


def test_readings_are_those_of_its_clashes() -> None:
    """In their order."""
    reading = Reading("claim", "measure", "killed", "casualties", "It counts casualties.")
    found = ask_small()
    clash = replace(found.clashes[0], readings=(reading,))
    assert replace(found, clashes=(clash,)).readings == (reading,)
