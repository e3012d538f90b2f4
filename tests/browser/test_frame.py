"""The frame of every page: the menu of a narrow window, the switch of colours, and the main button."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.conftest import PATIENCE
from tests.browser.pages import ADDRESSES

GUIDELINE = "/guidelines/low-back-pain-next-steps/index.html"
CALCULATOR = "/calculator/index.html"
WITH_A_MENU = [path for path in ADDRESSES if path != "/404.html"]

RATIO = """([front, back]) => {
    const channels = (colour) => colour.match(/[\\d.]+/g).map(Number);
    const light = (colour) => {
        const [r, g, b] = channels(colour).map((part) => part / 255)
            .map((part) => part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4);
        return 0.2126 * r + 0.7152 * g + 0.0722 * b;
    };
    const [low, high] = [light(front), light(back)].sort((a, b) => a - b);
    return (high + 0.05) / (low + 0.05);
}"""
"""Contrast as WCAG 2 computes it, of two colours as a browser says them."""
COLOURS = """() => {
    for (const each of document.getAnimations()) if (each instanceof CSSTransition) each.finish();
    const page = getComputedStyle(document.body).backgroundColor;
    return [...document.querySelectorAll(".md-button--primary")].map((button) => {
        const {color, backgroundColor, opacity} = getComputedStyle(button);
        return {name: button.textContent.trim(), color, backgroundColor, opacity, page};
    });
}"""


def colours_in_state(page: Page, state: list[str]) -> list[dict[str, Any]]:
    """The colours of all main buttons of the page with pseudo-classes forced on them."""
    session = page.context.new_cdp_session(page)
    session.send("DOM.enable")
    session.send("CSS.enable")
    root = session.send("DOM.getDocument")["root"]["nodeId"]
    found = session.send("DOM.querySelectorAll", {"nodeId": root, "selector": ".md-button--primary"})["nodeIds"]
    assert found
    for node in found:
        session.send("CSS.forcePseudoState", {"nodeId": node, "forcedPseudoClasses": state})
    colours: list[dict[str, Any]] = page.evaluate(COLOURS)
    session.detach()
    return colours


@pytest.fixture(params=["light", "dark"])
def coloured(request: pytest.FixtureRequest, browser: Browser, address: str) -> Iterator[Page]:
    """A phone's page in light and in dark colours."""
    context = browser.new_context(
        base_url=address, viewport={"width": 360, "height": 740}, color_scheme=request.param, has_touch=True
    )
    context.set_default_timeout(PATIENCE)
    page = context.new_page()
    page.goto(CALCULATOR)
    expect(page.locator("body")).to_have_attribute(
        "data-md-color-scheme", "slate" if request.param == "dark" else "default"
    )
    yield page
    context.close()


def test_the_main_button_can_be_read_in_every_state(coloured: Page) -> None:
    states: tuple[list[str], ...] = (
        [],
        ["hover"],
        ["focus"],
        ["focus", "focus-visible"],
        ["hover", "focus"],
        ["hover", "focus", "active"],
    )
    for state in states:
        for each in colours_in_state(coloured, state):
            assert each["opacity"] == "1"
            assert coloured.evaluate(RATIO, [each["color"], each["backgroundColor"]]) >= 4.5, (state, each)
            # It is seen as a button, too.
            assert coloured.evaluate(RATIO, [each["backgroundColor"], each["page"]]) >= 3, (state, each)
    button = coloured.locator(".md-button--primary:visible").first
    # A tap that leaves the reader on the page leaves the focus on the button.
    button.evaluate("button => button.addEventListener('click', event => event.stopImmediatePropagation(), true)")
    button.tap()
    expect(button).to_be_focused()
    [after] = [each for each in coloured.evaluate(COLOURS) if each["name"] == button.inner_text().strip()]
    assert coloured.evaluate(RATIO, [after["color"], after["backgroundColor"]]) >= 4.5


@pytest.mark.parametrize("path", WITH_A_MENU)
def test_the_menu_is_a_button_and_leads_to_every_place(page: Page, path: str) -> None:
    page.goto(path)
    button = page.get_by_role("button", name="Menu", exact=True)
    menu = page.get_by_role("navigation", name="Navigation")
    expect(button).to_have_attribute("aria-expanded", "false")
    expect(menu).to_be_hidden()
    places = page.locator(".site-footer nav a").all_inner_texts()
    button.focus()
    page.keyboard.press("Enter")
    expect(menu).to_be_visible()
    expect(page.locator("#menu-button")).to_have_attribute("aria-expanded", "true")
    # What lies behind is neither heard nor reached, the button that opened it included.
    for behind in (".md-header", ".md-content", ".md-footer"):
        expect(page.locator(behind)).to_have_js_property("inert", True)
    links = menu.get_by_role("link")
    assert menu.locator("> ul > li > a").all_inner_texts() == places
    expect(page.get_by_role("button", name="Close the menu")).to_be_focused()
    for number in range(links.count()):
        page.keyboard.press("Tab")
        expect(links.nth(number)).to_be_focused()
    page.keyboard.press("Escape")
    expect(button).to_be_focused()
    expect(button).to_have_attribute("aria-expanded", "false")
    expect(menu).to_be_hidden()
    expect(page.locator("[inert]")).to_have_count(0)


def test_the_menu_closes_by_its_button_the_shade_a_heading_and_a_wide_window(page: Page) -> None:
    page.goto(GUIDELINE)
    button, menu = page.locator("#menu-button"), page.locator("#menu")

    def is_closed() -> None:
        expect(menu).to_be_hidden()
        expect(button).to_have_attribute("aria-expanded", "false")
        expect(page.locator("[inert]")).to_have_count(0)

    button.click()
    page.get_by_role("button", name="Close the menu").click()
    is_closed()
    expect(button).to_be_focused()
    button.click()
    page.mouse.click(350, 400)
    is_closed()
    expect(button).to_be_focused()
    button.click()
    heading = menu.get_by_role("navigation", name="On this page").get_by_role("link").nth(3)
    name = heading.inner_text()
    heading.click()
    is_closed()
    expect(page.get_by_role("heading", name=name)).to_be_in_viewport()
    button.click()
    expect(menu).to_be_visible()
    page.set_viewport_size({"width": 1280, "height": 800})
    expect(page.locator("[inert]")).to_have_count(0)
    expect(button).to_be_hidden()


def test_a_menu_that_was_left_open_is_closed_when_the_reader_comes_back(page: Page) -> None:
    page.goto("/about/index.html")
    page.locator("#menu-button").click()
    page.locator("#menu").get_by_role("link", name="References").click()
    page.wait_for_url("**/references/index.html")
    page.go_back()
    expect(page.locator("#menu")).to_be_hidden()
    expect(page.locator("#menu-button")).to_have_attribute("aria-expanded", "false")
    expect(page.locator("[inert]")).to_have_count(0)


def test_without_scripts_there_is_no_button_that_does_nothing(browser: Browser, address: str) -> None:
    context = browser.new_context(
        base_url=address, viewport={"width": 360, "height": 740}, java_script_enabled=False
    )
    page = context.new_page()
    page.goto(GUIDELINE)
    expect(page.locator(".md-header button:visible:not([type=submit])")).to_have_count(0)
    expect(page.locator(".md-header label:visible")).to_have_count(0)
    expect(page.locator(".site-footer nav a:visible").first).to_be_visible()
    context.close()


def test_the_switch_of_colours_is_one_button_that_keeps_the_focus(page: Page) -> None:
    page.goto(GUIDELINE)
    page.get_by_role("button", name="Switch to dark colours").focus()
    for name, scheme in (("light", "slate"), ("dark", "default")):
        page.keyboard.press("Enter")
        expect(page.locator("body")).to_have_attribute("data-md-color-scheme", scheme)
        expect(page.get_by_role("button", name=f"Switch to {name} colours")).to_be_focused()
        expect(page.locator(".colour-button:visible")).to_have_count(1)
    expect(page.locator(".md-header").get_by_role("radio")).to_have_count(0)
    page.keyboard.press("Enter")
    page.reload()
    expect(page.locator("body")).to_have_attribute("data-md-color-scheme", "slate")
    expect(page.get_by_role("button", name="Switch to light colours")).to_be_visible()
