"""Digits of other scripts, as keyboards and input methods type them, are read as the numbers that they are."""

from __future__ import annotations

import unicodedata

from playwright.sync_api import Page, expect

from tests.browser.calculator_form import CalculatorForm
from tests.calculator.helpers import wide

WITHOUT_A_FIELD_FOR_DAYS = """() => {
  const day = document.querySelector("input[name=first_session]");
  // As a browser has it that knows no such field: the page says date, and it is a field for text.
  day.type = "text";
  day.getAttribute = (name) => (name === "type" ? "date" : HTMLInputElement.prototype.getAttribute.call(day, name));
}"""


def test_every_digit_of_unicode_is_read_as_what_it_is(shared_form: CalculatorForm) -> None:
    shared_form.open()
    digits = {c: str(unicodedata.digit(c)) for c in map(chr, range(0x110000)) if unicodedata.category(c) == "Nd"}
    assert len(digits) > 600
    read = shared_form.page.evaluate("(all) => all.map(lumbarCalculator.plain)", list(digits))
    assert dict(zip(digits, read, strict=True)) == digits


def test_a_field_shows_how_they_are_understood_and_so_does_the_check(form: CalculatorForm, page: Page) -> None:
    form.open(steps=True)
    form.steps("DDDDDDDDN")
    row = page.locator(".check__row").filter(has_text="How long have you had this pain?")
    row.get_by_role("link").click()
    page.fill("input[name=weeks_since_onset]", "\u06f1\u06f2")
    page.keyboard.press("Tab")
    expect(page.locator("input[name=weeks_since_onset]")).to_have_value("12")
    form.on()
    expect(row).to_contain_text("12 weeks")
    assert page.evaluate("lumbarCalculator.collect().request.weeks_since_onset") == 12


def test_a_day_is_read_too_where_a_browser_has_no_field_for_days(shared_form: CalculatorForm) -> None:
    shared_form.open()
    page = shared_form.page
    page.evaluate(WITHOUT_A_FIELD_FOR_DAYS)
    page.fill("input[name=first_session]", "\u0662\u0660\u0662\u0666-\u0661\u0661-\u0661\u0666")
    page.keyboard.press("Tab")
    expect(page.locator("input[name=first_session]")).to_have_value("2026-11-16")
    assert page.evaluate("lumbarCalculator.collect().request.first_session") == "2026-11-16"


def test_a_wide_row_of_quick_entry_is_read_and_said_in_words(shared_form: CalculatorForm) -> None:
    shared_form.open()
    page = shared_form.page
    page.click(".entry summary")
    page.fill("#entry-row", wide("ADAADDDDE"))
    page.keyboard.press("Enter")
    expect(page.locator("#entry-done")).to_contain_text("1 agree, 2 disagree, 3 agree")
    expect(page.locator("#calculator-form :checked")).to_have_count(9)
