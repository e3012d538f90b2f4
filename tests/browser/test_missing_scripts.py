"""A script of the calculator's page that is missing, broken or stalled: the page says so, and stays of use."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import BrowserContext, Locator, Page, Route, expect

from site_plugins.calculator_page.form import GUARD, SCRIPTS
from tests.browser.calculator_form import CalculatorForm
from tests.browser.clock import end_long_waits, hold_long_waits
from tests.browser.runtime_page import hold

BY_HAND = "Total 3 or less: low risk"
WAYS = {
    "missing": lambda route: route.fulfill(status=404, content_type="text/html", body="<title>Not found</title>"),
    "lost": lambda route: route.abort(),
    "cut off": lambda route: route.fulfill(content_type="text/javascript", body=_half(route)),
    "another": lambda route: route.fulfill(content_type="text/html", body="<!doctype html><p>Log in first"),
}
"""What a host, or somebody between, does to a script."""


def _half(route: Route) -> str:
    code = route.fetch().text()
    return code[: len(code) // 2]


@pytest.fixture
def form(context: BrowserContext, address: str) -> Iterator[CalculatorForm]:
    """A page of its own: a script that lacks another one may fail, and that is no fault of the test."""
    page = context.new_page()
    page.add_init_script("delete Navigator.prototype.serviceWorker")
    yield CalculatorForm(page, address)
    page.close()


def open_page(form: CalculatorForm, *, whole: bool = True) -> Page:
    """Open the page; unless `whole`, without waiting for all that it loads."""
    form.page.goto(form._site + form.ADDRESS, wait_until="load" if whole else "commit")
    return form.page


def address_of(name: str) -> re.Pattern[str]:
    """The addresses of a script, with whatever stands behind it."""
    return re.compile(re.escape(f"/{SCRIPTS[name]}") + r"(\?.*)?$")


def expect_paper_form(page: Page) -> None:
    """All questions are there to be answered, and the rule below them; no button that does nothing is."""
    expect(page.get_by_text(BY_HAND)).to_be_visible()
    expect(page.locator("input[name='answers.9'][value=extremely]")).to_be_visible()
    expect(page.locator(".flow__choice").first).to_be_hidden()
    expect(page.locator("#calculator button[type=submit]")).to_be_hidden()
    expect(page.locator(".calculator--live")).to_have_count(0)
    page.check("input[name='answers.1'][value=agree]")


def answer_after_trying_again(form: CalculatorForm) -> None:
    """Try again; what was answered before is there, and the form answers."""
    page = form.page
    page.get_by_role("button", name="Try again").click()
    expect(page.locator(".calculator--live")).to_have_count(1)
    expect(failure_of(page)).to_be_hidden()
    expect(page.locator("input[name='answers.1'][value=agree]")).to_be_checked()
    page.evaluate("lumbarSteps.use(false)")
    form.wait_until_ready()
    form.flags()
    form.sheet("AAAADDDDE")
    form.submit()
    assert form.shown()["group"] == "medium"


def failure_of(page: Page) -> Locator:
    return page.locator("#calculator-failure")


@pytest.mark.parametrize(
    ("name", "way"),
    [
        *((name, "missing") for name in SCRIPTS),
        *((name, way) for name in ("python", "steps") for way in WAYS if way != "missing"),
    ],
)
def test_without_any_one_of_its_scripts_the_page_is_the_paper_form_says_why_and_tries_again(
    form: CalculatorForm, name: str, way: str
) -> None:
    form.page.route(address_of(name), WAYS[way])
    page = open_page(form)
    expect(failure_of(page)).to_contain_text(f"A part of this page did not load ({name}")
    expect_paper_form(page)
    # It is still not there.
    page.get_by_role("button", name="Try again").click()
    expect(failure_of(page)).to_contain_text(f"A part of this page did not load ({name}")
    expect_paper_form(page)
    page.unroute(address_of(name))
    answer_after_trying_again(form)


@pytest.mark.parametrize("name", SCRIPTS)
def test_a_script_that_stalls_is_told_and_tried_again_and_runs_once(form: CalculatorForm, name: str) -> None:
    page = form.page
    held: list[Route] = []
    # The browser asks once, and again under another address.
    page.route(address_of(name), lambda route: route.continue_() if held else held.append(route))
    hold_long_waits(page)
    open_page(form, whole=False)
    expect(page.locator("#calculator-again")).to_have_count(1)
    page.wait_for_function("window.lumbarArrived && performance.getEntriesByType('resource').length > 20")
    expect_paper_form(page)
    expect(failure_of(page)).to_be_hidden()
    end_long_waits(page)
    expect(failure_of(page)).to_contain_text(f"A part of this page takes long to load ({name}")
    answer_after_trying_again(form)
    with page.expect_event("requestfinished"):
        held[0].continue_()
    page.wait_for_load_state()
    # Two of a script would ask twice.
    asked = "performance.getEntriesByName('lumbar:result').length"
    before = page.evaluate(asked)
    page.click("#calculator-change")
    form.submit()
    assert page.evaluate(asked) == before + 1


def test_a_script_that_comes_after_all_brings_the_page_to_life_by_itself(form: CalculatorForm) -> None:
    page = form.page
    release = hold(page, address_of("steps"))
    hold_long_waits(page)
    open_page(form, whole=False)
    page.wait_for_function("window.lumbarArrived")
    page.check("input[name='answers.1'][value=agree]")
    end_long_waits(page)
    expect(failure_of(page)).to_contain_text("It may still come.")
    release()
    expect(page.locator(".calculator--live")).to_have_count(1)
    expect(failure_of(page)).to_be_hidden()
    expect(page.get_by_role("button", name="Try again")).to_be_hidden()
    expect(page.locator("input[name='answers.1'][value=agree]")).to_be_checked()


def test_whatever_comes_begins_the_wait_anew(form: CalculatorForm) -> None:
    """A slow connection is none that stalls: each file of the page that has come puts the words off."""
    page = form.page
    page.add_init_script(
        """const begin = setTimeout;
        window.waits = 0;
        window.setTimeout = (then, milliseconds, ...rest) => {
            if (milliseconds !== 20_000) return begin(then, milliseconds, ...rest);
            waits += 1;
            return 0;
        };"""
    )
    release = hold(page, address_of("steps"))
    open_page(form, whole=False)
    page.wait_for_function("window.lumbarArrived")
    before = page.evaluate("waits")
    page.evaluate("fetch('../index.html').then((response) => response.text())")
    page.wait_for_function("before => waits > before", arg=before)
    release()


def test_the_themes_own_script_may_stall_and_the_form_answers(form: CalculatorForm) -> None:
    page = form.page
    page.route(re.compile(r"/assets/javascripts/bundle"), lambda route: None)
    open_page(form, whole=False)
    expect(page.locator(".calculator--live")).to_have_count(1)
    page.evaluate("lumbarSteps.use(false)")
    form.wait_until_ready()
    form.flags()
    form.submit()
    assert form.shown()["urgency"] == "routine"


@pytest.mark.parametrize("way", ["missing", "lost", "stalled"])
def test_without_the_script_that_looks_after_the_others_the_page_is_the_paper_form(
    page: Page, address: str, way: str
) -> None:
    guard = re.compile(re.escape(f"/{GUARD}"))
    page.route(guard, WAYS.get(way, lambda route: None))
    page.goto(address + CalculatorForm.ADDRESS, wait_until="commit" if way == "stalled" else "load")
    expect_paper_form(page)
    page.press("[name=sessions_attended]", "Enter")
    expect_paper_form(page)
    assert page.url == address + CalculatorForm.ADDRESS


def test_answers_kept_by_the_tab_outlast_a_visit_without_one_of_the_scripts(form: CalculatorForm) -> None:
    page = open_page(form)
    page.evaluate("lumbarSteps.use(false)")
    form.sheet("AAAADDDDE")
    page.route(address_of("steps"), lambda route: route.abort())
    page.reload()
    expect(failure_of(page)).to_be_visible()
    page.unroute(address_of("steps"))
    page.get_by_role("button", name="Try again").click()
    expect(page.locator("#calculator-form :checked")).to_have_count(9)
