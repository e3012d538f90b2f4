"""The calculator's page as a patient uses it."""

from __future__ import annotations

import re

from playwright.sync_api import Browser, Page, Route, expect

from tests.browser.calculator_form import FLAGS, WASM, CalculatorForm


def test_a_high_risk_sheet_is_told_in_bearable_words_with_the_groups_name_beside(form: CalculatorForm) -> None:
    form.open()
    form.flags()
    form.sheet("DDDDAAAA4")
    form.submit()
    expect(form.result.get_by_role("heading").first).to_have_text("You may benefit from more support")
    expect(form.result).to_contain_text("STarT Back group: high risk")
    expect(form.result).to_contain_text("Total: 5 of 9. Questions 5 to 9 (distress): 5 of 5.")


def test_every_action_links_to_its_statement_and_to_its_references(form: CalculatorForm, page: Page) -> None:
    form.open()
    form.flags()
    form.sheet("AAAADDDD4")
    form.submit()
    for action in form.result.locator("[data-statement]").all():
        statement = action.get_attribute("data-statement")
        source = action.get_by_role("link", name=re.compile("^Source"))
        href = source.get_attribute("href")
        assert href
        assert href.endswith(f"guidelines/low-back-pain-next-steps/index.html#{statement}")
    first = form.result.locator("[data-statement=nsaids-first-line]")
    assert first.locator("a[href*='references/']").all_inner_texts() == ["1", "5", "4"]
    first.get_by_role("link", name=re.compile("^Source")).click()
    expect(page.locator("#nsaids-first-line")).to_contain_text("Prescribe NSAIDs as first-line medication")


def test_cauda_equina_shows_where_to_go_now_and_nothing_else(form: CalculatorForm, page: Page) -> None:
    form.open()
    form.flags(cauda_equina="yes")
    form.sheet("AAAADDDD4")
    form.submit()
    expect(form.result.get_by_role("heading").first).to_have_text("Go to an emergency department now")
    expect(form.result).to_contain_text("Do not drive yourself.")
    assert [a["statement"] for a in form.shown()["actions"]] == ["red-flag-cauda-equina"]
    article = page.locator("article").inner_text()
    for hidden in ("Total", "risk", "exercise", "What counted", "What this rests on"):
        assert hidden not in article


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


def test_a_red_flag_beats_every_other_mistake_in_the_form(form: CalculatorForm, page: Page) -> None:
    form.open()
    form.choose("red_flags.cauda-equina", "yes")
    page.fill("input[name=weeks_since_onset]", "ages")
    form.submit()
    assert form.shown()["urgency"] == "emergency"
    expect(page.locator("#error-summary")).to_be_hidden()


def test_where_to_go_stays_in_view_while_open_safety_questions_are_asked_for(
    form: CalculatorForm, page: Page
) -> None:
    form.open()
    form.choose("red_flags.fracture", "yes")
    form.submit()
    expect(page.locator("#error-summary")).to_be_visible()
    expect(page.get_by_text("Contact a clinician today")).to_be_visible()


def test_a_number_may_carry_its_unit(form: CalculatorForm, page: Page) -> None:
    form.open()
    form.flags()
    form.sheet("DDDDDDDD0")
    page.fill("input[name=weeks_since_onset]", "3 weeks")
    form.submit()
    expect(form.result.locator("[data-statement=low-natural-history]")).to_be_visible()


def test_not_sure_is_treated_as_yes_and_said(form: CalculatorForm) -> None:
    form.open()
    form.flags(infection="not-sure")
    form.sheet("DDDDDDDD0")
    form.submit()
    expect(form.result.get_by_role("heading").first).to_have_text("Contact a clinician today")
    expect(form.result).to_contain_text("You answered “not sure” about: safety question 4.")


def test_missing_answers_are_named_with_the_groups_still_possible(form: CalculatorForm, page: Page) -> None:
    form.open()
    form.flags()
    form.sheet("AA-ADDDD-")
    form.submit()
    expect(form.result).to_contain_text("question 3, question 9")
    expect(form.result).to_contain_text("still possible: low or medium")
    assert form.shown()["total"] is None
    form.result.get_by_role("link", name="Answer question 9").click()
    expect(page.locator("input[name='answers.9']").first).to_be_focused()
    form.sheet("--A-----0")
    form.submit()
    assert form.shown()["total"] == "4"


def test_unanswered_safety_questions_are_errors_beside_the_field_and_in_a_summary(
    form: CalculatorForm, page: Page
) -> None:
    form.open()
    form.sheet("AAAADDDD4")
    page.fill("input[name=weeks_since_onset]", "three")
    form.submit()
    summary = page.locator("#error-summary")
    expect(summary).to_be_focused()
    assert len(summary.locator("li").all()) == len(FLAGS) + 1
    expect(form.result).to_be_hidden()
    for flag in FLAGS:
        expect(page.locator(f"[id='red_flags.{flag}-error']")).to_be_visible()
    expect(page.locator("#weeks_since_onset-error")).to_contain_text("“three” cannot be used here")
    expect(page.locator("#weeks_since_onset-input")).to_have_attribute("aria-invalid", "true")
    summary.get_by_role("link", name=re.compile("three")).click()
    expect(page.locator("#weeks_since_onset-input")).to_be_focused()


def test_times_that_contradict_each_other_are_said_on_both_fields(form: CalculatorForm, page: Page) -> None:
    form.open()
    form.flags()
    page.fill("input[name=weeks_since_onset]", "2")
    page.fill("input[name=weeks_since_first_session]", "8,5")
    form.submit()
    expect(page.locator("#weeks_since_onset-error")).to_be_visible()
    expect(page.locator("#weeks_since_first_session-error")).to_be_visible()


def test_the_timeline_has_real_dates_and_says_what_is_overdue(form: CalculatorForm, page: Page) -> None:
    form.open()
    page.clock.set_fixed_time("2026-11-23T12:00:00")
    form.flags()
    form.sheet("AAAADDDD4")
    page.fill("input[name=first_session]", "2026-10-01")
    form.submit()
    expect(form.result).to_contain_text("29 October 2026 to 12 November 2026")
    expect(form.result).to_contain_text("This was due on 12 November 2026; do it now.")


def test_the_day_is_the_readers_own_and_not_greenwichs(browser: Browser, address: str) -> None:
    context = browser.new_context(base_url=address, timezone_id="Pacific/Auckland")
    page = context.new_page()
    form = CalculatorForm(page)
    form.open()
    page.clock.set_fixed_time("2026-11-23T20:00:00Z")
    form.flags()
    form.submit()
    expect(form.result).to_contain_text("24 November 2026")
    context.close()


def test_the_form_can_be_filled_while_python_loads_and_the_result_comes_when_it_is_ready(
    form: CalculatorForm, page: Page
) -> None:
    held: list[Route] = []
    page.route("**/pyodide.asm-*.wasm*", lambda route: held.append(route))  # noqa: PLW0108  (a method has no room for Playwright's mark)
    form.open(ready=False)
    form.flags(cauda_equina="yes")
    form.sheet("AAAADDDD4")
    expect(page.locator("#calculator-status")).to_contain_text("The calculator is loading")
    page.click("#calculator button[type=submit]")
    expect(page.locator("#calculator-status")).to_contain_text("Your answers are kept")
    # A reader with a red flag is not kept waiting for Python.
    expect(page.get_by_text("Go to an emergency department now.")).to_be_visible()
    while not held:
        page.wait_for_event("request")
    for route in held:
        route.continue_()
    form.result.wait_for()
    assert form.shown()["urgency"] == "emergency"


def test_when_python_cannot_start_the_page_says_so_and_becomes_the_paper_form(
    form: CalculatorForm, page: Page
) -> None:
    page.route(WASM, lambda route: route.abort())
    form.open(ready=False)
    form.sheet("AAAADDDD4")
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
    assert page.input_value("input[name=sessions_attended]") == "3"
    context.close()


def test_a_thousands_comma_is_not_taken_for_a_decimal_one(form: CalculatorForm, page: Page) -> None:
    form.open()
    form.flags()
    page.fill("input[name=weeks_since_onset]", "1,040")
    form.submit()
    expect(page.locator("#weeks_since_onset-error")).to_contain_text("“1,040” cannot be used here")


def test_a_half_typed_date_is_not_dropped_in_silence(form: CalculatorForm, page: Page) -> None:
    form.open()
    form.flags()
    page.locator("input[name=first_session]").focus()
    page.keyboard.type("05")
    form.submit()
    expect(page.locator("#first_session-error")).to_be_visible()


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


def test_erase_removes_every_answer_and_the_result(form: CalculatorForm, page: Page) -> None:
    form.open()
    form.flags()
    form.sheet("AAAADDDD4")
    page.fill("input[name=sessions_attended]", "3")
    form.submit()
    page.click("#calculator-change")
    page.click("#calculator button[type=reset]")
    assert page.locator("#calculator-form input:checked").count() == 0
    assert page.input_value("input[name=sessions_attended]") == ""
    assert form.result.inner_html() == ""


def test_the_whole_way_works_by_keyboard_alone(form: CalculatorForm, page: Page) -> None:
    form.open()
    page.locator("input[name='red_flags.cauda-equina']").first.focus()
    for _flag in FLAGS:
        page.keyboard.press("ArrowRight")  # from "Yes" to "No"
        page.keyboard.press("Tab")
    for _item in range(9):
        page.keyboard.press("Space")  # "Disagree", and "Not at all"
        page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(form.result).to_be_focused()
    assert form.shown()["total"] == "0"
