"""What the page's own script adds: filters, orders, and links that unfold what they lead to."""

import pytest

from .conftest import Open, Opened

pytestmark = pytest.mark.xdist_group("kursk")
ALL = "#groups [data-rule], #sorted [data-rule]"


@pytest.fixture
def opened(show: Open, kursk: str) -> Opened:
    """The page of the shipped Kursk figures."""
    return show(kursk)


def told(opened: Opened, what: str) -> list[str]:
    """One mark of every finding that the filters leave, in their order on the page."""
    script = f"all => all.filter(one => !one.closest('[hidden]')).map(one => one.dataset.{what})"
    return opened.page.locator(ALL).evaluate_all(script)  # type: ignore[no-any-return]


@pytest.mark.parametrize(("field", "mark"), [("severity", "severity"), ("rule", "rule"), ("source", "sources")])
def test_filters(opened: Opened, field: str, mark: str) -> None:
    """Each leaves those findings that have what was chosen, none else, and says how many."""
    every = told(opened, mark)
    options = opened.page.locator(f"[name={field}] option")
    for at in (1, options.count() - 1):
        wanted = options.nth(at).get_attribute("value") or options.nth(at).inner_text()
        opened.page.select_option(f"[name={field}]", index=at)
        left = told(opened, mark)
        assert left == [one for one in every if wanted in one.split()]
        assert opened.page.locator("output").inner_text() == f"{len(left)} of {len(every)} findings"
    opened.page.click("[type=reset]")
    assert told(opened, mark) == every


def test_text(opened: Opened) -> None:
    """Text is sought in what a finding says and what it is about, whatever the case; nothing else stays in sight."""
    opened.page.fill("[name=text]", "EVACUATED")
    assert 0 < len(told(opened, "rule")) < 12
    assert opened.shown("#groups .group") == 1
    assert opened.shown("#groups .index") == 0
    opened.page.fill("[name=text]", "no such words")
    assert opened.page.locator("output").inner_text().startswith("0 of")
    assert opened.shown("#groups .group") == 0


def test_what_is_found_among_notes_is_unfolded(opened: Opened) -> None:
    """A chosen note can be seen at once."""
    opened.page.select_option("[name=rule]", "P506")
    assert opened.shown("#groups li[data-rule=P506]") == 3
    opened.page.click("[type=reset]")
    assert opened.shown("#groups li[data-rule]") == 0


def test_orders(opened: Opened) -> None:
    """By gap, day, line or severity, and back to the groups as they were."""
    before = told(opened, "line")
    for order, mark, turn in (("size", "size", -1), ("day", "day", -1), ("line", "line", 1)):
        opened.page.select_option("[name=order]", order)
        numbers = [turn * float(one) for one in told(opened, mark)]
        assert numbers == sorted(numbers)
        assert len(numbers) == len(before)
    opened.page.select_option("[name=order]", "severity")
    assert told(opened, "severity")[:4] == ["error", "error", "error", "warning"]
    opened.page.select_option("[name=order]", "")
    assert told(opened, "line") == before


def test_a_link_unfolds_what_it_leads_to(opened: Opened) -> None:
    """Also where a filter had hidden it, which is then given up."""
    name = opened.page.locator("#groups .notes li").last.get_attribute("id")
    opened.page.select_option("[name=severity]", "error")
    opened.page.evaluate(f"location.hash = '#{name}'")
    opened.page.wait_for_selector(f"[id='{name}']", state="visible")
    assert opened.page.locator(f"[id='{name}']").evaluate(
        "one => { const box = one.getBoundingClientRect(); return box.top >= 0 && box.bottom <= innerHeight; }"
    )
    assert opened.is_quiet


def test_a_deep_link(show: Open, kursk: str, opened: Opened) -> None:
    """The address of a folded finding opens the page at it, unfolded."""
    name = opened.page.locator("#groups details.finding").last.get_attribute("id")
    there = show(kursk, at=f"#{name}")
    assert there.page.locator(f"[id='{name}'] .message").is_visible()
    assert there.is_quiet


def test_every_finding_can_be_linked_to(opened: Opened) -> None:
    """Each has a place of its own under its fingerprint."""
    ids = opened.page.locator("[id^=finding-]").evaluate_all("all => all.map(one => one.id)")
    assert len(ids) == len(set(ids)) == len(told(opened, "rule"))
