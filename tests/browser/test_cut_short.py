"""A page that was ended while Python started, as phones do that lack memory, does not start it again by itself."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, expect

from tests.browser.calculator_form import WASM, CalculatorForm

KILL = "addEventListener('pagehide', event => window.killed && event.stopImmediatePropagation(), true);"
"""A page that is killed is told nothing: with this its end is kept from it, once `killed` is set."""
STARTING = "lumbar-starting"
OFFER = "This page was closed while the calculator was loading"


def kill_while_starting(form: CalculatorForm, page: Page) -> None:
    """Open the page, kill it while Python is on its way, and have the browser load it again."""
    page.add_init_script(KILL)
    page.route(WASM, lambda route: None)
    form.open(ready=False)
    page.wait_for_function("key => sessionStorage.getItem(key) !== null", arg=STARTING)
    form.sheet("AAAADDDDE")
    page.evaluate("window.killed = true")
    page.reload()
    # Not before: what is held would come.
    page.unroute(WASM)


@pytest.fixture
def asked(page: Page) -> list[str]:
    """The parts of Python that were asked for."""
    found: list[str] = []
    page.on("request", lambda request: found.append(request.url) if WASM.search(request.url) else None)
    return found


def test_it_offers_to_load_it_with_all_answers_there_and_asks_no_more_once_it_was_ready(
    form: CalculatorForm, page: Page, asked: list[str]
) -> None:
    kill_while_starting(form, page)
    offer = page.locator("#calculator-offer")
    expect(offer).to_contain_text(OFFER)
    assert len(asked) == 1
    expect(page.locator("#calculator-form :checked")).to_have_count(9)
    # Whoever leaves it so is not taken for somebody who wants it.
    page.evaluate("window.killed = false")
    page.reload()
    expect(offer).to_contain_text(OFFER)
    form.flags()
    page.click("#calculator button[type=submit]")
    expect(offer.get_by_role("button")).to_be_focused()
    page.keyboard.press("Enter")
    expect(form.result).to_be_visible()
    assert form.shown()["group"] == "medium"
    page.reload()
    expect(form.result).to_be_visible()
    expect(offer).to_be_hidden()


def test_who_is_killed_again_is_asked_again(form: CalculatorForm, page: Page) -> None:
    kill_while_starting(form, page)
    page.route(WASM, lambda route: None)
    page.get_by_role("button", name="Load the calculator now").click()
    expect(page.locator("#calculator-loading")).to_be_visible()
    page.evaluate("window.killed = true")
    page.reload()
    expect(page.locator("#calculator-offer")).to_contain_text(OFFER)


@pytest.mark.parametrize("way", ["reload", "another page and back", "another page"])
def test_who_reloads_or_leaves_while_it_starts_is_not_asked(form: CalculatorForm, page: Page, way: str) -> None:
    page.route(WASM, lambda route: None)
    form.open(ready=False)
    page.wait_for_function("key => sessionStorage.getItem(key) !== null", arg=STARTING)
    page.unroute(WASM)
    if way == "reload":
        page.reload()
    else:
        page.goto("/about/index.html")
        assert page.evaluate("key => sessionStorage.getItem(key)", STARTING) is None
        if way == "another page":
            page.goto(form.ADDRESS)
        else:
            page.go_back()
    expect(page.locator("#calculator-status")).to_be_attached()
    form.wait_until_ready()
    expect(page.locator("#calculator-offer")).to_be_hidden()


@pytest.mark.parametrize("end", ["ready", "failed"])
def test_once_nobody_waits_for_python_any_more_the_page_may_be_killed(
    form: CalculatorForm, page: Page, end: str
) -> None:
    page.add_init_script(KILL)
    if end != "ready":
        page.route(re.compile(r"\.worker\.js|/image-|/python-"), lambda route: route.abort())
    form.open(ready=end == "ready")
    if end != "ready":
        expect(page.locator("#calculator-failure")).to_be_visible()
    page.wait_for_function("key => sessionStorage.getItem(key) === null", arg=STARTING)
    page.unroute(re.compile(r"\.worker\.js|/image-|/python-"))
    page.evaluate("window.killed = true")
    page.reload()
    form.wait_until_ready()
    expect(page.locator("#calculator-offer")).to_be_hidden()


def test_where_storage_is_refused_it_starts_each_time(form: CalculatorForm, page: Page) -> None:
    refuse = "get() { throw new DOMException('', 'SecurityError'); }"
    page.add_init_script(f"Object.defineProperty(window, 'sessionStorage', {{ {refuse} }});")
    form.open()
    form.flags()
    form.submit()
    assert form.shown()["urgency"] == "routine"
