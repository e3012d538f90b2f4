"""The calculator's page while Python loads, where it cannot start, without scripts, and on another day."""

from __future__ import annotations

from playwright.sync_api import Browser, Page, expect

from tests.browser.calculator_form import WASM, CalculatorForm
from tests.browser.clock import set_clock
from tests.browser.runtime_page import hold


def test_a_red_flag_says_where_to_go_as_soon_as_it_is_answered(form: CalculatorForm, page: Page) -> None:
    page.route(WASM, lambda route: None)  # Python never comes
    form.open(ready=False)
    now = page.get_by_text("Go to an emergency department now.")
    today = page.get_by_text("Contact a clinician today")
    expect(now).to_be_hidden()
    form.choose("red_flags.infection", "not-sure")
    expect(today).to_be_visible()
    form.choose("red_flags.cauda-equina", "yes")
    expect(now).to_be_visible()
    expect(now).to_be_in_viewport()
    expect(today).to_be_hidden()
    form.choose("red_flags.cauda-equina", "no")
    form.choose("red_flags.infection", "no")
    expect(now).to_be_hidden()


def test_the_timeline_has_real_dates_and_asks_of_what_is_past(form: CalculatorForm, page: Page) -> None:
    form.open()
    set_clock(page, "2026-11-23T12:00:00")
    form.flags()
    form.sheet("AAAADDDDE")
    page.fill("input[name=first_session]", "2026-10-01")
    form.submit()
    expect(form.result).to_contain_text("29 October 2026 to 12 November 2026")
    expect(form.result).to_contain_text("Due since 12 November 2026. Has it been done?")


def test_the_day_is_the_readers_own_and_not_greenwichs(browser: Browser, address: str) -> None:
    context = browser.new_context(base_url=address, timezone_id="Pacific/Auckland")
    page = context.new_page()
    form = CalculatorForm(page)
    form.open()
    set_clock(page, "2026-11-23T20:00:00Z")
    form.flags()
    form.submit()
    expect(form.result).to_contain_text("24 November 2026")
    context.close()


def test_the_form_can_be_filled_while_python_loads_and_the_result_comes_when_it_is_ready(
    form: CalculatorForm, page: Page
) -> None:
    release = hold(page, WASM)
    form.open(ready=False)
    form.flags(fracture="yes")
    form.sheet("AAAADDDDE")
    expect(page.locator("#calculator-status")).to_contain_text("The calculator is loading")
    page.click("#calculator button[type=submit]")
    expect(page.locator("#calculator-status")).to_contain_text("Your answers are kept")
    # A reader with a red flag is not kept waiting for Python.
    expect(page.get_by_text("Contact a clinician today")).to_be_visible()
    release()
    form.result.wait_for()
    assert form.shown()["urgency"] == "urgent"


def test_when_python_cannot_start_the_page_says_so_and_becomes_the_paper_form(
    form: CalculatorForm, page: Page
) -> None:
    page.route(WASM, lambda route: route.abort())
    form.open(ready=False)
    form.sheet("AAAADDDDE")
    failure = page.locator("#calculator-failure")
    expect(failure).to_contain_text("could not start")
    expect(page.get_by_text("Total 3 or less: low risk")).to_be_visible()
    expect(page.locator("#calculator button[type=submit]")).to_be_hidden()
    expect(page.locator("input[name='answers.1'][value=agree]")).to_be_checked()


def test_without_scripts_enter_puts_no_answer_into_the_address(browser: Browser, address: str) -> None:
    context = browser.new_context(base_url=address, java_script_enabled=False)
    page = context.new_page()
    page.goto(CalculatorForm.ADDRESS)
    page.check("input[name='answers.8'][value=agree]")
    page.fill("input[name=sessions_attended]", "3")
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.press("input[name=sessions_attended]", "Enter")
    page.locator("input[name=weeks_since_onset]").focus()
    assert asked == []
    assert page.url == f"{address}{CalculatorForm.ADDRESS}"
    expect(page.locator("input[name=sessions_attended]")).to_have_value("3")
    context.close()


def test_a_browser_without_webassembly_gets_the_paper_form(form: CalculatorForm, page: Page) -> None:
    page.add_init_script("delete globalThis.WebAssembly")
    form.open(ready=False)
    expect(page.locator("#calculator-failure")).to_contain_text("does not allow WebAssembly")
    expect(page.get_by_text("Give one point for each shaded answer.")).to_be_visible()


def test_without_scripts_the_page_is_a_paper_form_with_the_scoring_rule(browser: Browser, address: str) -> None:
    context = browser.new_context(base_url=address, java_script_enabled=False)
    page = context.new_page()
    page.goto(CalculatorForm.ADDRESS)
    for words in (
        "Give one point for each shaded answer.",
        "Total 4 or more, and questions 5 to 9 give 3 or less: medium risk",
        "Go to an emergency department now.",
        "Copyright 2021 Keele University",
    ):
        expect(page.get_by_text(words).first).to_be_visible()
    expect(page.get_by_role("button", name="Show my result")).to_be_hidden()
    context.close()
