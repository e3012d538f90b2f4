"""The calculator's page as a patient uses it."""

from __future__ import annotations

import re
from datetime import date, timedelta

import pytest
from playwright.sync_api import Page, expect

from tests.browser.calculator_form import FLAGS, CalculatorForm
from tests.calculator.helpers import wide


@pytest.fixture
def form(shared_form: CalculatorForm) -> CalculatorForm:
    """The page on which the tests of this file start Python once."""
    return shared_form


@pytest.fixture
def page(form: CalculatorForm) -> Page:
    return form.page


def test_a_high_risk_sheet_is_told_in_bearable_words_with_the_groups_name_beside(form: CalculatorForm) -> None:
    form.open()
    form.flags()
    form.sheet("DDDDAAAAE")
    form.submit()
    expect(form.result.get_by_role("heading").first).to_have_text(
        "You may need support for more than your back: your worries, mood and daily life count too"
    )
    expect(form.result).to_contain_text("STarT Back group: high risk")
    expect(form.result).to_contain_text("Total: 5 of 9. Questions 5 to 9 (distress): 5 of 5.")


def test_every_action_links_to_its_statement_and_to_its_references(form: CalculatorForm, page: Page) -> None:
    form.open()
    form.flags()
    form.sheet("AAAADDDDE")
    form.submit()
    form.result.locator(".sources").click()
    form.result.evaluate("r => r.querySelectorAll('details.when').forEach(part => { part.open = true; })")
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
    form.sheet("AAAADDDDE")
    form.submit()
    expect(form.result.get_by_role("heading").first).to_have_text("Go to an emergency department now")
    expect(form.result).to_contain_text("Do not drive yourself.")
    assert [a["statement"] for a in form.shown()["actions"]] == ["red-flag-cauda-equina"]
    article = page.locator("article").inner_text()
    for hidden in ("Total", "risk", "exercise", "What counted", "What this rests on"):
        assert hidden not in article


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
    form.sheet("DDDDDDDDN")
    page.fill("input[name=weeks_since_onset]", "3 weeks")
    form.submit()
    expect(form.result.locator("[data-statement=low-natural-history]")).to_have_count(1)


TIMES = {
    "10 days": 1.43,
    "1 day": 0.14,
    "2 weeks": 2,
    "3 months": 13,
    "1.5 Years": 78,
    "2 years": 104,
    "20 years": 1040,
    "3": 3,
    "2,5 weeks": 2.5,
    # Other digits, and what the keyboards that have them have for the rest.
    wide("12"): 12,
    wide("12.5 weeks"): 12.5,
    "١٢": 12,
    "\u0661\u0662\u066b\u0665 weeks": 12.5,
    "\u06f1\u06f2": 12,
    "१० days": 1.43,
    "\U0001d7d9\U0001d7da": 12,
    # Over what the field takes, in no unit, or no number: Python refuses it in the words typed.
    "21 years": "21 years",
    "three months": "three months",
    "3 moons": "3 moons",
    "1,040 days": "1,040 days",
    "٢١ years": "٢١ years",
    # These are no digits, but what is written with them.
    "3²": "3²",
    "Ⅻ": "Ⅻ",
    "十二": "十二",
    "1½": "1½",
}
"""What may be typed for how long the pain has lasted, and what is sent."""


def test_how_long_the_pain_has_lasted_may_be_told_in_days_months_or_years(shared_form: CalculatorForm) -> None:
    shared_form.open()
    sent = {}
    for typed in TIMES:
        shared_form.page.fill("input[name=weeks_since_onset]", typed)
        sent[typed] = shared_form.page.evaluate("lumbarCalculator.collect().request.weeks_since_onset")
    assert sent == TIMES


def test_whether_somebody_checked_the_progress_is_asked_from_week_4_on(shared_form: CalculatorForm) -> None:
    shared_form.open()
    page = shared_form.page
    today = date.fromisoformat(page.evaluate("lumbarCalculator.collect().request.today"))
    question = page.locator("#reviewed")
    expect(question).to_be_hidden()
    for field, typed, asked in (
        ("weeks_since_first_session", "3.9", False),
        ("weeks_since_first_session", "4", True),
        ("weeks_since_first_session", "ages", False),
        ("weeks_since_first_session", "28 days", True),
        ("weeks_since_first_session", "", False),
        ("first_session", (today - timedelta(days=28)).isoformat(), True),
        ("first_session", (today - timedelta(days=27)).isoformat(), False),
        ("first_session", (today + timedelta(days=31)).isoformat(), False),
    ):
        page.fill(f"input[name={field}]", typed)
        expect(question).to_be_visible(visible=asked)


def test_an_answer_to_what_is_not_asked_any_more_is_not_sent(shared_form: CalculatorForm) -> None:
    shared_form.open()
    page = shared_form.page
    page.fill("input[name=weeks_since_first_session]", "5")
    shared_form.choose("reviewed", "yes")
    sent = "lumbarCalculator.collect().request.reviewed"
    assert page.evaluate(sent) == "yes"
    page.fill("input[name=weeks_since_first_session]", "3")
    assert page.evaluate(sent) is None
    shared_form.erase()
    expect(page.locator("#reviewed")).to_be_hidden()


def test_while_the_safety_questions_go_on_it_is_said_how_many_are_left(shared_form: CalculatorForm) -> None:
    form = shared_form
    form.open()
    stops = form.page.locator("#stops")
    form.choose("red_flags.cauda-equina", "no")
    form.choose("red_flags.progressive-neurology", "not-sure")
    expect(stops).to_contain_text(
        "Contact a clinician today. First, 3 more short questions, so that you have a page to show."
    )
    form.choose("red_flags.malignancy", "no")
    form.choose("red_flags.infection", "no")
    expect(stops).to_contain_text("First, one more short question, so that you have a page to show.")
    form.choose("red_flags.fracture", "yes")
    expect(form.page.locator("#stop-first")).to_be_hidden()
    expect(stops).to_contain_text("Then stop here")


def test_an_emergency_waits_for_nothing(shared_form: CalculatorForm) -> None:
    form = shared_form
    form.open()
    form.choose("red_flags.fracture", "yes")
    form.choose("red_flags.cauda-equina", "not-sure")
    stops = form.page.locator("#stops")
    expect(stops.get_by_text("You do not need this page any more. Go now.")).to_be_visible()
    for waiting in ("short question", "Contact a clinician today", "Then stop here"):
        expect(stops.get_by_text(waiting)).to_be_hidden()


def test_not_sure_is_treated_as_yes_and_said(form: CalculatorForm) -> None:
    form.open()
    form.flags(infection="not-sure")
    form.sheet("DDDDDDDDN")
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
    form.sheet("--A-----N")
    form.submit()
    assert form.shown()["total"] == "4"


def test_unanswered_safety_questions_are_errors_beside_the_field_and_in_a_summary(
    form: CalculatorForm, page: Page
) -> None:
    form.open()
    form.sheet("AAAADDDDE")
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


def test_erase_removes_every_answer_and_the_result(form: CalculatorForm, page: Page) -> None:
    form.open()
    form.flags()
    form.sheet("AAAADDDDE")
    page.fill("input[name=sessions_attended]", "3")
    form.submit()
    page.click("#calculator-change")
    form.erase()
    expect(page.locator("#calculator-form input:checked")).to_have_count(0)
    expect(page.locator("input[name=sessions_attended]")).to_have_value("")
    assert form.result.inner_html() == ""


def test_the_whole_way_works_by_keyboard_alone(form: CalculatorForm, page: Page) -> None:
    form.open()
    page.locator("input[name='red_flags.cauda-equina']").first.focus()
    for _flag in FLAGS:
        page.keyboard.press("ArrowRight")  # from "Yes" to "No"
        page.keyboard.press("Tab")
        expect(page.locator(":focus")).to_have_text(re.compile(r"^Clear: Safety question \d$"))
        page.keyboard.press("Tab")
    for _item in range(9):
        page.keyboard.press("Space")  # "Disagree", and "Not at all"
        page.keyboard.press("Tab")
        expect(page.locator(":focus")).to_have_text(re.compile(r"^Clear: Question \d$"))
        page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(form.result).to_be_focused()
    assert form.shown()["total"] == "0"
