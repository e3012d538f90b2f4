"""The way through the form on a phone: one question a screen, nothing lost, nothing asked that need not be."""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.calculator_form import CalculatorForm


@pytest.fixture
def form(shared_form: CalculatorForm) -> CalculatorForm:
    """The page on which the tests of this file start Python once."""
    return shared_form


@pytest.fixture
def page(form: CalculatorForm) -> Page:
    return form.page


def heading(page: Page) -> str:
    """Return the question on the screen."""
    found = page.locator("fieldset.step--now legend")
    return found.inner_text() if found.count() else page.locator(".step--now h2").first.inner_text()


def test_a_phone_begins_with_one_question_a_screen_and_a_wide_window_with_all(
    browser: Browser, address: str
) -> None:
    for width, visible in ((360, 0), (1280, 14)):
        page = browser.new_page(viewport={"width": width, "height": 740})
        page.goto(f"{address}/calculator/index.html")
        fields = page.locator("#calculator-form fieldset[data-step]")
        expect(fields).to_have_count(14)
        assert sum(field.is_visible() for field in fields.all()) == visible
        page.close()


def test_every_question_comes_once_in_its_order_and_then_the_answers_are_checked(
    form: CalculatorForm, page: Page
) -> None:
    form.open(ready=False, steps=True)
    seen = [heading(page)]
    for _ in range(5):
        form.on()
        seen.append(heading(page).split(":")[0])
        page.locator(".step--now input[value=no]").check()
    for _ in range(9):
        form.on()
        seen.append(heading(page).split(".")[0])
        page.locator(".step--now input").first.check()
    form.on()
    seen.append(heading(page))
    form.on()
    expected = [*(f"Safety question {n}" for n in range(1, 6)), *map(str, range(1, 10))]
    assert seen == ["Who this is for", *expected, "3. Your pain and treatment so far"]
    expect(page.locator("#check")).to_be_visible()
    expect(page.locator(".check__row")).to_have_count(5 + 9 + 6)
    expect(page.locator(".check__open")).to_have_count(6)


def test_the_question_on_the_screen_has_the_focus_and_is_named(form: CalculatorForm, page: Page) -> None:
    form.open(ready=False, steps=True)
    form.on()
    focused = page.locator(":focus")
    assert focused.get_attribute("id") == "red_flags.cauda-equina"
    expect(focused).to_have_role("group")
    expect(focused).to_have_accessible_name(
        "Safety question 1: Since your back pain began or got worse, have you noticed any of these?"
    )
    expect(page.locator("#steps-place")).to_have_text("Safety question 1 of 5")


def test_going_on_without_an_answer_is_told_and_an_item_may_be_left_out(form: CalculatorForm, page: Page) -> None:
    form.open(ready=False, steps=True)
    form.on()
    form.on()
    summary = page.locator("#error-summary")
    expect(summary).to_be_focused()
    expect(summary).to_contain_text("Safety question 1: choose one of the answers.")
    expect(page.locator("#steps-skip")).to_be_hidden()
    form.open(ready=False, steps=True)
    form.steps("ADADADAD-")
    row = page.locator(".check__row").filter(has_text="9. Overall")
    expect(row).to_contain_text("not answered")


def test_a_change_from_the_check_leads_back_to_the_check(form: CalculatorForm, page: Page) -> None:
    form.open(ready=False, steps=True)
    form.steps("DDDDDDDDN")
    row = page.locator(".check__row").filter(has_text="2. I have had pain in the shoulder")
    expect(row).to_contain_text("Disagree")
    row.get_by_role("link").click()
    assert heading(page).startswith("2.")
    form.choose("answers.2", "agree")
    form.on()
    expect(page.locator("#check")).to_be_visible()
    expect(row).to_contain_text("Agree")


@pytest.mark.parametrize(
    ("flags", "left"), [({"cauda_equina": "yes"}, 4), ({"infection": "not-sure"}, 0)], ids=["emergency", "urgent"]
)
def test_a_red_flag_ends_the_questions(form: CalculatorForm, page: Page, flags: dict[str, str], left: int) -> None:
    form.open(steps=True)
    form.on()
    for flag in ("cauda-equina", "progressive-neurology", "malignancy", "infection", "fracture")[: 5 - left]:
        form.choose(f"red_flags.{flag}", flags.get(flag.replace("-", "_"), "no"))
        form.on()
    expect(form.result).to_be_visible()
    assert form.shown()["urgency"] == ("emergency" if left else "urgent")
    expect(page.locator("#calculator-form")).to_be_hidden()
    expect(page.get_by_text("Print or save as PDF")).to_be_visible()
    for absent in ("FHIR file", "Dates for a calendar", "Compare with earlier files", "Keep your answers"):
        expect(page.get_by_text(absent)).to_be_hidden()


def test_the_back_button_of_the_browser_goes_back_one_question_at_a_time(form: CalculatorForm, page: Page) -> None:
    form.open(steps=True)
    form.steps("AAAADDDDE")
    form.submit()
    expect(form.result).to_be_visible()
    page.go_back()
    expect(page.locator("#check")).to_be_visible()
    expect(form.result).to_be_hidden()
    page.go_back()
    assert heading(page) == "3. Your pain and treatment so far"
    page.go_back()
    assert heading(page).startswith("9.")
    page.go_forward()
    page.go_forward()
    page.go_forward()
    expect(form.result).to_be_visible()


def test_answers_survive_a_reload_in_the_middle_and_at_the_result(form: CalculatorForm, page: Page) -> None:
    form.open(ready=False, steps=True)
    form.on()
    form.choose("red_flags.cauda-equina", "no")
    form.on()
    form.choose("red_flags.progressive-neurology", "not-sure")
    page.reload()
    assert heading(page).startswith("Safety question 2")
    expect(page.locator("input[name='red_flags.progressive-neurology'][value='not-sure']")).to_be_checked()
    page.go_back()
    assert heading(page).startswith("Safety question 1")
    expect(page.locator("input[name='red_flags.cauda-equina'][value='no']")).to_be_checked()
    form.choose("red_flags.cauda-equina", "yes")
    form.on()
    expect(form.result).to_be_visible()
    page.reload()
    expect(form.result).to_contain_text("Go to an emergency department now")


def test_answers_are_gone_with_the_session_unless_the_reader_wants_them_kept(
    browser: Browser, address: str
) -> None:
    context = browser.new_context(base_url=address, viewport={"width": 360, "height": 740})
    stored = "Object.keys(localStorage).filter(key => key.startsWith('lumbar-answers')).length"
    left = "[...Object.keys(localStorage), ...Object.keys(sessionStorage)].filter(key => key.startsWith('lumbar-'))"
    checked = "document.querySelectorAll('#calculator-form :checked').length"

    def visit() -> CalculatorForm:
        form = CalculatorForm(context.new_page())
        form.open()
        return form

    form = visit()
    form.flags()
    form.sheet("AAAADDDDE")
    form.submit()
    expect(form.page.get_by_text("On a shared or public computer, do not keep them")).to_be_visible()
    assert form.page.evaluate(stored) == 0
    # A new tab has a session of its own.
    other = visit()
    assert other.page.evaluate(checked) == 0
    other.page.close()
    form.page.click("#keep-yes")
    assert form.page.evaluate(stored) == 1
    form.page.close()
    form = visit()
    assert form.page.evaluate(checked) == 14
    form.erase()
    assert form.page.evaluate(left) == []
    assert form.page.evaluate(checked) == 0
    form.page.reload()
    assert form.page.evaluate(checked) == 0
    context.close()


def test_who_keeps_nothing_is_not_asked_again(form: CalculatorForm, page: Page) -> None:
    form.open()
    form.flags()
    form.submit()
    page.click("#keep-no")
    expect(page.locator("#keep-question")).to_be_hidden()
    page.click("#calculator-change")
    form.submit()
    expect(page.locator("#keep-question")).to_be_hidden()
    assert page.evaluate("Object.keys(localStorage).filter(key => key.startsWith('lumbar-answers')).length") == 0


def test_the_way_works_by_keyboard_alone(form: CalculatorForm, page: Page) -> None:
    form.open(steps=True)
    page.locator("#steps-on").focus()
    page.keyboard.press("Enter")
    for _ in range(5):
        page.keyboard.press("Tab")
        page.keyboard.press("ArrowDown")  # "No" is the second answer
        page.keyboard.press("Enter")
    for _ in range(9):
        page.keyboard.press("Tab")
        page.keyboard.press("Space")
        page.keyboard.press("Enter")
    assert heading(page) == "3. Your pain and treatment so far"
    page.locator("#steps-on").press("Enter")
    expect(page.locator("#check")).to_be_visible()
    page.locator("#calculator button[type=submit]").press("Enter")
    expect(form.result).to_be_focused()
    assert form.shown()["group"] == "low"


def test_what_was_typed_wrongly_is_told_where_it_was_typed(form: CalculatorForm, page: Page) -> None:
    form.open(steps=True)
    form.steps("DDDDDDDDN")
    page.locator(".check__row").filter(has_text="How long have you had this pain?").get_by_role("link").click()
    page.fill("input[name=weeks_since_onset]", "about three")
    form.on()
    expect(page.locator("#error-summary")).to_contain_text("about three")
    page.fill("input[name=weeks_since_onset]", "3")
    form.on()
    expect(page.locator("#check")).to_be_visible()


def test_the_head_of_a_result_leads_to_what_stands_far_below(form: CalculatorForm, page: Page) -> None:
    form.open()
    form.flags()
    form.submit()
    links = form.result.locator(".result__links a")
    assert links.all_inner_texts() == [
        "When to get help at once",
        "Take it with you",
        "For the clinician: how this came about",
    ]
    links.nth(2).press("Enter")
    expect(form.result.locator("#clinician-view > summary")).to_be_focused()
    expect(form.result.locator("#clinician-given")).to_be_visible()
    links.nth(1).press("Enter")
    expect(page.get_by_role("button", name="Copy as text")).to_be_in_viewport()
