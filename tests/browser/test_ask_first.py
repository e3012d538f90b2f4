"""Where data is dear or the way to the site is slow, Python is loaded when the reader says so, and not before."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, expect

from tests.browser.calculator_form import CalculatorForm

SAVING = "Object.defineProperty(navigator, 'connection', { value: { saveData: true, effectiveType: '4g' } });"
SLOW = "Object.defineProperty(navigator, 'connection', { value: { saveData: false, effectiveType: '3g' } });"
READY = "performance.getEntriesByName('lumbar:ready').length"


@pytest.fixture
def asked(page: Page) -> list[str]:
    """The parts of Python that the page fetched."""
    found: list[str] = []
    page.on(
        "request", lambda request: found.append(request.url) if re.search(r"\.(wasm|mjs)", request.url) else None
    )
    return found


@pytest.mark.parametrize("connection", [SAVING, SLOW])
def test_the_form_can_be_answered_before_anything_is_loaded_and_nothing_is_lost(
    form: CalculatorForm, page: Page, asked: list[str], connection: str
) -> None:
    page.add_init_script(connection)
    form.open(ready=False)
    offer = page.locator("#calculator-offer")
    expect(offer).to_contain_text(re.compile(r"must be loaded once: \d\.\d MB"))
    form.flags()
    form.sheet("AAAADDDDM")
    page.click("#calculator button[type=submit]")
    button = offer.get_by_role("button", name="Load the calculator now")
    expect(button).to_be_focused()
    assert asked == []
    page.keyboard.press("Enter")
    expect(offer).to_be_hidden()
    expect(form.result).to_be_visible()
    assert form.shown()["total"] == "4"
    assert asked


def test_the_reader_is_asked_once_in_a_tab_and_again_after_everything_was_erased(
    form: CalculatorForm, page: Page
) -> None:
    page.add_init_script(SAVING)
    form.open(ready=False)
    page.get_by_role("button", name="Load the calculator now").click()
    form.wait_until_ready()
    form.open()
    expect(page.locator("#calculator-offer")).to_be_hidden()
    form.erase()
    form.open(ready=False)
    expect(page.locator("#calculator-offer")).to_be_visible()
    assert page.evaluate(READY) == 0


def test_a_quick_connection_is_not_asked_about_and_a_slow_one_is_known_by_its_speed(
    form: CalculatorForm, page: Page
) -> None:
    form.open()
    expect(page.locator("#calculator-offer")).to_be_hidden()
    devtools = page.context.new_cdp_session(page)
    devtools.send("Network.enable")
    devtools.send(
        "Network.emulateNetworkConditions",
        {"offline": False, "latency": 400, "downloadThroughput": 50_000, "uploadThroughput": 50_000},
    )
    page.wait_for_function(
        "navigator.connection.effectiveType === '3g' || navigator.connection.effectiveType === '2g'"
    )
    assert page.evaluate("window.lumbarPython.cost()") > 1_500_000


def test_progress_is_told_in_bytes(form: CalculatorForm, page: Page) -> None:
    page.add_init_script(
        "new MutationObserver(records => records.forEach(({ target, addedNodes: [added] }) =>"
        " { if (target.id === 'calculator-percent' && added) (window.said ??= []).push(added.data); }))"
        ".observe(document, { childList: true, subtree: true })"
    )
    form.open()
    said: list[str] = page.evaluate("window.said")
    assert any(re.fullmatch(r"\d+ % of \d\.\d MB", each) for each in said), said
