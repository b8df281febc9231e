"""The little arithmetic of maps."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from checker.intake.expressions import BadExpression, read_expression


@pytest.mark.parametrize(
    ("text", "result"),
    [
        ("1 + 2 * 3", 7), ("(1 + 2) * 3", 9), ("8 - 4 - 2", 2), ("8 / 4 / 2", 1), ("2 * -3", -6), ("-2 * 3", -6),
        ("-(2 + 1)", -3), ("--4", 4), ("+4", 4), ("1.5*2", 3), ("2 - -2", 4), ("((7))", 7), ("1-2*3+4", -1),
        ("6/2*3", 9), ("-2 - 3", -5),
    ],
)  # fmt: skip
def test_arithmetic_is_what_school_says(text: str, result: float) -> None:
    """Points before lines, from left to right, signs tightest."""
    assert float(read_expression(text).evaluate({})) == result


def test_columns_are_named_once_and_whole_columns_are_worked_out() -> None:
    """Names may hold any character but curly brackets."""
    expression = read_expression("{cas} * (1 + {per cent*} / 100) - {cas}")
    assert expression.columns == ("cas", "per cent*")
    result = expression.evaluate({"cas": np.array([100.0, np.nan]), "per cent*": np.array([20.0, 20.0])})
    assert result.tolist()[0] == 20
    assert np.isnan(result[1])


def test_a_division_by_0_gives_no_finite_number() -> None:
    """And no warning."""
    result = read_expression("{a} / {b}").evaluate({"a": np.array([1.0, 0.0]), "b": np.zeros(2)})
    assert not np.isfinite(result).any()


def test_one_column_alone_is_known_as_such() -> None:
    """It is taken over as it is written."""
    assert read_expression(" {a} ").is_column
    assert not read_expression("-{a}").is_column
    assert not read_expression("5").is_column


def test_the_arithmetic_can_be_shown_with_its_cells() -> None:
    """For a finding to quote."""
    assert read_expression("{a} / {b}").shown({"a": "12", "b": "0"}) == "12 / 0"


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("", "it is blank"),
        ("1 +", "a number or a {column} is missing at its end"),
        ("(", "a number or a {column} is missing at its end"),
        ("1 2", "“2” stands where one of + - * / ) should be"),
        ("1 (2)", "“(” stands where one of + - * / ) should be"),
        ("* 2", "“*” stands where a number or a {column} should be"),
        ("(1 + )", "“)” stands where a number or a {column} should be"),
        ("(1", "a bracket is opened and never closed"),
        ("1)", "a bracket is closed that was never opened"),
        ("{a", "“{a” is no number, no {column} and none of + - * / ( )"),
        ("1,000", "“,000” is no number, no {column} and none of + - * / ( )"),
        ("__import__('os')", "“__import__('os')” is no number, no {column} and none of + - * / ( )"),
        ("2 ** 3", "“*” stands where a number or a {column} should be"),
        ("(" * 60 + "1" + ")" * 60, "it is nested more than 50 deep"),
        ("-" * 60 + "1", "it is nested more than 50 deep"),
        ("1+" * 600 + "1", "it is longer than 1,000 characters"),
    ],
)
def test_anything_else_is_refused_and_the_place_is_named(text: str, why: str) -> None:
    """Nothing but arithmetic is read, of bounded length and depth."""
    with pytest.raises(BadExpression) as error:
        read_expression(text)
    assert str(error.value) == why


numbers = st.integers(0, 999).map(str)
trees = st.recursive(
    numbers,
    lambda inner: st.tuples(inner, st.sampled_from("+-*"), inner).map(lambda t: f"({t[0]} {t[1]} {t[2]})"),
    max_leaves=12,
)


@given(trees)
def test_it_agrees_with_python(text: str) -> None:
    """On any bracketed sum, difference and product of whole numbers, as floats."""
    floats = "".join(part + ".0" if part.isdigit() else part for part in _parts(text))
    assert float(read_expression(text).evaluate({})) == pytest.approx(eval(floats, {"__builtins__": {}}))  # noqa: S307


def _parts(text: str) -> list[str]:
    parts = [""]
    for sign in text:
        if sign.isdigit() != parts[-1].isdigit():
            parts.append("")
        parts[-1] += sign
    return parts


@given(st.text("{}a1+-*/(). ", max_size=30))
def test_no_text_makes_it_fail_otherwise(text: str) -> None:
    """It is read or refused, whatever stands there."""
    try:
        expression = read_expression(text)
    except BadExpression:
        return
    expression.evaluate(dict.fromkeys(expression.columns, np.ones(1)))
