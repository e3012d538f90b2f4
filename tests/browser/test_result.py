"""The result on a phone: what is needed first, the rest folded up, sources on demand, and the way back from one."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.browser.calculator_form import WASM, CalculatorForm
from tests.browser.clock import set_clock

CITATIONS = "#result :is(.action, .milestone) :is(a[href*='references/'], a[href*='guidelines/'])"
"""What leads a patient to a source."""
SEEN = "links => links.filter(link => link.checkVisibility()).length"


def _see_result(form: CalculatorForm, answers: str = "AAAADDDDE", **flags: str) -> None:
    form.open()
    form.flags(**flags)
    form.sheet(answers)
    form.page.fill("#weeks_since_first_session-input", "2")
    form.submit()


def _unfold(page: Page) -> None:
    for part in page.locator("#result details.when > summary").all():
        part.click()
    expect(page.locator("#result details.when:not([open])")).to_have_count(0)


def test_the_first_screen_of_a_phone_says_what_is_needed_first(shared_form: CalculatorForm) -> None:
    form, page = shared_form, shared_form.page
    page.set_viewport_size({"width": 360, "height": 640})
    _see_result(form, "DDDDDDDDN")
    expect(form.result.locator("details[open]")).to_have_count(0)
    for part in ("#result-title", ".result__no-red-flag", "#when-now", ".result__next", "#when-safety-net"):
        expect(form.result.locator(part)).to_be_in_viewport(ratio=1)
    expect(form.result.locator(".result__take a")).to_be_in_viewport(ratio=1)
    # The longest one: help is one tap away all the same.
    _see_result(form, "AAAAAAAAE")
    expect(form.result.locator("#when-now li")).to_have_count(3)
    help_now = form.result.locator(".result__no-red-flag a")
    expect(help_now).to_be_in_viewport(ratio=1)
    help_now.click()
    expect(form.result.locator("#when-safety-net > summary")).to_be_focused()
    expect(form.result.locator(".care-card--emergency h4")).to_be_in_viewport()
    form.result.get_by_role("link", name="Take it with you").press("Enter")
    expect(page.get_by_role("button", name="Copy as text")).to_be_in_viewport()
    page.set_viewport_size({"width": 360, "height": 740})


def test_what_is_missing_and_low_mood_stand_before_the_plan(shared_form: CalculatorForm) -> None:
    form = shared_form
    _see_result(form, "AA-ADDDAN")
    missing = form.result.locator(".result__missing")
    expect(missing).to_be_in_viewport(ratio=1)
    expect(missing.get_by_role("link", name="Answer question 3")).to_be_visible()
    order: list[str] = form.result.evaluate(
        "r => [...r.querySelectorAll('.result__missing, [data-notice=low-mood], #when-now')]"
        ".map(each => each.dataset.notice ?? each.className.split(' ')[0])"
    )
    assert order == ["result__missing", "low-mood", "care-card"]
    form.empty()
    _see_result(form, "AAAADDDDE", fracture="yes")
    # Where to go, and nothing else: nothing to unfold, nothing to look up.
    expect(form.result.locator(".when, .sources, .care-card--routine")).to_have_count(0)


def test_sources_are_shown_to_whoever_asks_and_scores_to_the_clinician(form: CalculatorForm, page: Page) -> None:
    _see_result(form)
    _unfold(page)
    seen = page.locator(CITATIONS)
    legend = form.result.locator(".result__legend")
    assert seen.evaluate_all(SEEN) == 0
    expect(legend).to_be_hidden()
    # Scores and the subscale's name are for the clinician, and folded up.
    assert not page.evaluate("/distress|Total/.test(document.getElementById('result').innerText)")
    expect(form.result.locator("#clinician-view .result__scores")).to_have_text(
        "Total: 5 of 9. Questions 5 to 9 (distress): 1 of 5."
    )
    switch = form.result.get_by_role("button", name="Show what each line rests on")
    expect(switch).to_have_attribute("aria-pressed", "false")
    switch.click()
    expect(switch).to_have_attribute("aria-pressed", "true")
    expect(legend).to_be_visible()
    assert seen.evaluate_all(SEEN) > 30
    # It is this device's choice: no answer, and not erased with them.
    form.erase()
    page.reload()
    form.wait_until_ready()
    _see_result(form)
    _unfold(page)
    assert seen.evaluate_all(SEEN) > 30
    switch.click()
    assert seen.evaluate_all(SEEN) == 0
    assert page.evaluate("localStorage.getItem('lumbar-sources')") is None


def _leave(form: CalculatorForm, page: Page) -> float:
    """Follow a source far below, and return where that was."""
    _see_result(form)
    form.result.locator(".sources").click()
    _unfold(page)
    link = form.result.locator("[data-statement=add-massage] .action__source a").first
    link.scroll_into_view_if_needed()
    place: float = page.evaluate("scrollY")
    assert place > 500
    link.click()
    expect(page.locator("#add-massage")).to_be_visible()
    return place


def test_whoever_comes_back_from_a_source_reads_on_where_they_were(form: CalculatorForm, page: Page) -> None:
    place = _leave(form, page)
    page.route(WASM, lambda route: None)  # This time Python never comes.
    page.go_back()
    expect(form.result).to_be_visible()
    expect(page.locator("#calculator-form")).to_be_hidden()
    expect(form.result.locator("#when-option")).to_have_attribute("open", "")
    expect(form.result.locator("[data-statement=add-massage] .action__source a").first).to_be_focused()
    page.wait_for_function("place => Math.abs(scrollY - place) < 100", arg=place)
    assert form.shown()["group"] == "medium"
    # What is erased is not there any more, here or in the store.
    form.erase()
    expect(form.result).to_be_empty()
    assert page.evaluate("Object.keys(sessionStorage).filter(key => key.startsWith('lumbar-result'))") == []
    page.reload()
    expect(page.locator("#calculator.calculator--live")).to_be_visible()
    expect(form.result).to_be_hidden()


def _edit(change: Callable[[dict[str, Any]], Any]) -> Callable[[Page], None]:
    def edit(page: Page) -> None:
        [key] = page.evaluate("Object.keys(sessionStorage).filter(key => key.startsWith('lumbar-result'))")
        kept = json.loads(page.evaluate("key => sessionStorage.getItem(key)", key))
        written = json.dumps(change(kept))
        page.evaluate("([key, written]) => sessionStorage.setItem(key, written)", [key, written])

    return edit


def _of_other_answers(page: Page) -> None:
    """The answers in the tab were changed after the result was made."""
    page.evaluate(
        """() => {
            const key = Object.keys(sessionStorage).find(key => key.startsWith("lumbar-answers"));
            const kept = sessionStorage.getItem(key);
            sessionStorage.setItem(key, kept.replace('["answers.9","extremely"]', '["answers.9","slightly"]'));
        }"""
    )


def _part(place: int, other: Any) -> Callable[[dict[str, Any]], dict[str, Any]]:
    """What a result was made from, with one part of it another's."""

    def change(kept: dict[str, Any]) -> dict[str, Any]:
        source = json.loads(kept["source"])
        assert source[place] != other
        source[place] = other
        return kept | {"source": json.dumps(source, separators=(",", ":"), ensure_ascii=False)}

    return change


OTHERS: dict[str, Callable[[Page], None]] = {
    "other answers": _of_other_answers,
    "another build": _edit(_part(0, "0123456789abcdef")),
    "another person": _edit(_part(4, "1")),
    "half there": _edit(lambda kept: {"source": kept["source"]}),
    "another day": lambda page: set_clock(page, "2030-01-01T12:00:00"),
}


@pytest.mark.parametrize("name", OTHERS)
def test_a_result_of_anything_else_is_not_shown_again(form: CalculatorForm, page: Page, name: str) -> None:
    _leave(form, page)
    OTHERS[name](page)
    page.route(WASM, lambda route: None)
    page.go_back()
    expect(page.locator("#calculator.calculator--live")).to_be_visible()
    expect(form.result).to_be_empty()
    assert page.evaluate("Object.keys(sessionStorage).filter(key => key.startsWith('lumbar-result'))") == []
