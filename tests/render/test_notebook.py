"""How a notebook shows a report and a dataset."""

from dataclasses import replace
from typing import Any

import pytest

import checker
from checker.figures.display import Displayed
from checker.figures.report import Report
from checker.render.notebook import MOST, page
from checker.render.plain import HIDDEN, visible

from .conftest import CLASH, VILE
from .pages import Page


def shown(what: Any) -> Page:
    """What a notebook would show."""
    assert callable(checker.check)  # whoever can make a report has the pipeline
    return Page(what._repr_html_())


def test_a_report_shows_its_verdict_and_the_worst(report: Report) -> None:
    """The headline, the counts, and a row for each finding, the clashes first."""
    seen = shown(report)
    words = "".join(seen.words)
    assert seen.open == []
    assert "Inconsistent: 1 clash between figures of 2 sources" in words
    assert words.index("C401") < words.index("F003")
    assert "more" not in words.split("published")[-1].split("P504")[-1]


def test_many_findings_are_counted(report: Report) -> None:
    """Twenty are shown, the others counted."""
    many = replace(report, told=tuple(replace(CLASH, subject=str(at)) for at in range(MOST + 5)))
    assert "and 5 more" in shown(many).words


def test_a_dataset_shows_its_figures(report: Report) -> None:
    """What was said, by whom, of what."""
    words = "".join(shown(report.dataset).words)
    assert "small: 4 figures" in words
    assert "“more than 3,000” (at least 3,000)" in words
    assert "5 read, 1 rejected." in words


def test_hostile_words(hostile: Report) -> None:
    """Words of the data make no tag, and all of them can be read."""
    for what in (hostile, hostile.dataset):
        seen = shown(what)
        assert seen.tags <= {"p", "b", "br", "table", "thead", "tbody", "tr", "th", "td", "bdi"}
        assert seen.attributes <= {"style"}
        assert not HIDDEN.search("".join(seen.words).replace("\n", ""))
        assert visible(VILE).strip() in "".join(seen.words)


def test_one_line_of_text(report: Report, monkeypatch: pytest.MonkeyPatch) -> None:
    """Elsewhere each is one line; where nobody has said how, a notebook shows that line too."""
    assert repr(report) == "<Report of 'small': 1 errors, 2 warnings, 3 notes>"
    assert repr(report.dataset) == "<Dataset 'small': 4 figures>"
    monkeypatch.setattr(Displayed, "page", None)
    assert report._repr_html_() is None


def test_nothing_else_is_shown() -> None:
    """Only a report and a dataset have a page."""
    with pytest.raises(TypeError, match="int"):
        page(3)
