"""checker.toml: what may stand in it, and one clear line for everything else."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from checker.figures.errors import CannotCheckError
from checker.figures.measures import shipped_vocabulary
from checker.figures.ratios import Band, shipped_ratios
from checker.settings import Settings, read_settings
from tests.helpers import dataset_of, findings_of, table_of

OWN = '[measures.tanks]\nkind = "flow"\n'
FIGURE = "a,army,front,tanks,12,2024-05-01,2024-05-02,staff"


def refusal(text: str | bytes) -> str:
    """The one line that says what is wrong with a checker.toml."""
    with pytest.raises(CannotCheckError) as error:
        read_settings(text.encode() if isinstance(text, str) else text)
    message = str(error.value)
    assert message.startswith("checker.toml: ")
    assert "\n" not in message
    return message


def test_without_a_file_the_defaults_hold() -> None:
    """So do they for a blank file, or one with blank tables."""
    for settings in (read_settings(None), read_settings(b""), read_settings(b"[settings]\n[measures]\n[ratios]\n")):
        assert settings == Settings() == Settings(30, shipped_vocabulary(), shipped_ratios())


@pytest.mark.parametrize("days", [0, 1, 3660])
def test_the_lag_is_a_number_of_days(days: int) -> None:
    """From none to ten years."""
    assert read_settings(f"settings.as_of_lag = {days}".encode()).as_of_lag == days


@pytest.mark.parametrize("value", ["-1", "3661", "30.0", '"30"', "true", "[30]", "{}", "2024-01-01", "nan"])
def test_any_other_lag_is_refused(value: str) -> None:
    """The key and what it is to be are named."""
    assert "settings.as_of_lag is to be a number of days from 0 to 3660" in refusal(f"settings.as_of_lag = {value}")


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("setting = {}", ["setting is not a key", "settings, measures, ratios"]),
        ("settings = 3", ["settings is not a table"]),
        ("measures = []", ["measures is not a table"]),
        ('ratios = "R201"', ["ratios is not a table"]),
        ("settings.as_of_lagg = 3", ["settings.as_of_lagg is not a key", "as_of_lag"]),
        ("settings.as_of_lag = 3\nsettings.as_of_lag = 4", ["(at "]),
        ("not toml", ["line 1"]),
        ("a = " + "9" * 5000, ["digits"]),
        ("a = " + "[" * 5000, ["recursion"]),
        (b"settings.as_of_lag = '\xfc'", ["decode byte 0xfc"]),
    ],
)
def test_what_is_no_setting_is_refused(text: str | bytes, parts: list[str]) -> None:
    """The key, or the place in the file, is named."""
    message = refusal(text)
    assert all(part in message for part in parts), message


def test_a_byte_order_mark_is_no_fault() -> None:
    """Some editors write one."""
    assert read_settings(b"\xef\xbb\xbfsettings.as_of_lag = 3").as_of_lag == 3


def test_own_measures_are_read_and_used() -> None:
    """An own term counts like a shipped one: a stock has no period, a sum holds its parts, a noun is said."""
    text = (
        OWN + '[measures.guns]\nkind = "stock"\nnoun = "guns in service"\n'
        '[measures.vehicles]\nkind = "flow"\nexactly = ["tanks", "lorries"]\n'
        '[measures.lorries]\nkind = "flow"\npart_of = "losses"\ngives_way_to = "tanks"\n'
        '[measures.hardware]\nkind = "flow"\nat_least = ["vehicles"]\n'
    )
    own = read_settings(text.encode()).vocabulary
    assert set(own) - set(shipped_vocabulary()) == {"tanks", "guns", "vehicles", "lorries", "hardware"}
    assert (own["guns"].is_stock, own["guns"].noun, own["tanks"].noun) == (True, "guns in service", "tanks")
    assert own.parts("vehicles") == own.parts("hardware") == {"tanks", "lorries"}
    assert (own["hardware"].is_loose, own["vehicles"].is_loose, own["lorries"].falls) == (True, False, True)
    assert own.holds("vehicles", "tanks")
    dataset = dataset_of(table_of(FIGURE), checker=text)
    assert not dataset.findings
    assert dataset.figures["measure"].tolist() == ["tanks"]
    assert [finding.code for finding in dataset_of(table_of(FIGURE)).findings] == ["F005"]


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("measures.tanks = 3", ["measures.tanks is not a table"]),
        ("measures.tanks = {}", ["measures.tanks.kind", "flow or stock"]),
        ('measures.tanks.kind = "heap"', ["measures.tanks.kind", "flow or stock"]),
        ('measures.tanks.kind = ["flow"]', ["measures.tanks.kind", "text"]),
        (OWN + "nouns = 3", ["measures.tanks.nouns is not a key", "noun"]),
        (OWN + "noun = 3", ["measures.tanks.noun is to be text"]),
        (OWN + 'part_of = ["killed"]', ["measures.tanks.part_of is to be text"]),
        (OWN + "gives_way_to = true", ["measures.tanks.gives_way_to is to be text"]),
        (OWN + 'exactly = "killed"', ["measures.tanks.exactly", "list of measures"]),
        (OWN + "at_least = [3]", ["measures.tanks.at_least", "list of measures"]),
        (OWN + 'exactly = [["killed"]]', ["measures.tanks.exactly", "list of measures"]),
        (OWN + 'exactly = ["killed"]\nat_least = ["wounded"]', ["measures.tanks", "not both"]),
        (OWN + 'exactly = ["lorries"]', ["measures.tanks", "'lorries'", "no measure"]),
        (OWN + 'at_least = ["lorries"]', ["measures.tanks", "'lorries'", "no measure"]),
        (OWN + 'part_of = "lorries"', ["measures.tanks", "'lorries'", "no measure"]),
        (OWN + 'gives_way_to = "lorries"', ["measures.tanks", "'lorries'", "no measure"]),
        ('measures.killed.kind = "flow"', ["measures.killed", "in the vocabulary already"]),
        (OWN + 'exactly = ["tanks"]', ["measures.tanks", "defined by itself"]),
        (OWN + 'exactly = ["guns"]\n[measures.guns]\nkind = "flow"\nat_least = ["tanks"]', ["defined by itself"]),
        (OWN + 'part_of = "tanks"', ["measures.tanks.part_of", "leads back to tanks"]),
        (OWN + 'part_of = "guns"\n[measures.guns]\nkind = "flow"\npart_of = "tanks"', ["part_of leads back to"]),
    ],
)
def test_own_measures_that_make_no_sense_are_refused(text: str, parts: list[str]) -> None:
    """The measure and the key are named."""
    message = refusal(text)
    assert all(part in message for part in parts), message


def test_own_bands_override_key_by_key() -> None:
    """What is not given stays as shipped, and the ratio is judged by the new bands."""
    shipped, own = shipped_ratios(), read_settings(b"ratios.R202.warning = { below = 0.5 }").ratios
    assert own["R201"] == shipped["R201"]
    assert own["R202"].bands == (Band("warning", below=0.5), Band("note", below=2.0, above=10.0))
    assert (own["R202"].title, own["R202"].citation) == (shipped["R202"].title, shipped["R202"].citation)
    figures = table_of(
        "a,army,front,killed,100,2024-05-01,2024-05-02,staff", "b,army,front,wounded,80,2024-05-01,2024-05-02,staff"
    )
    severities = [
        [finding.severity for finding in findings_of(dataset_of(figures, checker=text), "R202")]
        for text in ("", "ratios.R202.warning = { below = 0.5 }", "ratios.R202 = { note = {}, warning = {} }")
    ]
    assert severities == [["warning"], ["note"], []]


def test_a_ratio_may_name_own_measures() -> None:
    """Numerators and denominators are looked up among all measures."""
    text = OWN + '[ratios.R201]\nnumerator = ["tanks"]\ndenominator = ["present"]\npercent = false\ndays_apart = 7\n'
    ratio = read_settings(text.encode()).ratios["R201"]
    assert (ratio.numerator, ratio.denominator, ratio.percent, ratio.days_apart) == (("tanks",), ("present",), False, 7)


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("ratios.R999.percent = true", ["ratios.R999", "known are R201"]),
        ("ratios.R201 = 3", ["ratios.R201 is not a table"]),
        ("ratios.R201.bands = []", ["ratios.R201.bands is not a key", "warning"]),
        ("ratios.R201.title = 3", ["ratios.R201.title is to be text"]),
        ("ratios.R201.citation = []", ["ratios.R201.citation is to be text"]),
        ('ratios.R201.numerator = "killed"', ["ratios.R201.numerator", "list of measures"]),
        ("ratios.R201.numerator = []", ["ratios.R201.numerator", "list of measures"]),
        ('ratios.R201.numerator = [["killed"]]', ["ratios.R201.numerator", "list of measures"]),
        ('ratios.R201.denominator = [["killed"]]', ["ratios.R201.denominator", "list of measures"]),
        ('ratios.R201.numerator = ["tanks"]', ["ratios.R201.numerator", "'tanks'", "no measure"]),
        ('ratios.R201.percent = "yes"', ["ratios.R201.percent", "true or false"]),
        ("ratios.R201.days_apart = -1", ["ratios.R201.days_apart", "number of days"]),
        ("ratios.R201.days_apart = 1.5", ["ratios.R201.days_apart", "number of days"]),
        ("ratios.R201.days_apart = true", ["ratios.R201.days_apart", "number of days"]),
        ("ratios.R201.note = 0.2", ["ratios.R201.note", "below, above"]),
        ("ratios.R201.note.over = 0.2", ["ratios.R201.note", "below, above"]),
        ("ratios.R201.warning.above = '0.2'", ["ratios.R201.warning", "number above 0"]),
        ("ratios.R201.warning.above = 0", ["ratios.R201.warning", "number above 0"]),
        ("ratios.R201.warning.above = nan", ["ratios.R201.warning", "number above 0"]),
    ],
)
def test_ratios_that_make_no_sense_are_refused(text: str, parts: list[str]) -> None:
    """The ratio and the key are named."""
    message = refusal(text)
    assert all(part in message for part in parts), message


names = st.sampled_from(
    ["settings", "measures", "ratios", "as_of_lag", "tanks", "killed", "R201", "kind", "note", "above"]
)
values: st.SearchStrategy[Any] = st.recursive(
    st.sampled_from(["true", "3", "-0.5", "nan", '"flow"', '"killed"', "2024-01-01"]),
    lambda inner: (
        st.lists(inner, max_size=2).map(lambda items: f"[{', '.join(items)}]")
        | st.dictionaries(names, inner, max_size=2).map(
            lambda items: "{" + ", ".join(f"{key} = {value}" for key, value in items.items()) + "}"
        )
    ),
    max_leaves=4,
)


@given(st.lists(names, min_size=1, max_size=4, unique=True), values)
def test_any_value_of_any_key_is_read_or_refused(keys: list[str], value: str) -> None:
    """Nothing but the one error comes out of a file of settings."""
    try:
        read_settings(f"{'.'.join(keys)} = {value}".encode())
    except CannotCheckError as error:
        message = str(error)
        if "(at " not in message:  # else the file is no TOML, and its place is named
            assert any(key in message for key in [*keys, value.strip("{")]), message
