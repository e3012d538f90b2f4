"""Quick entry for clinicians: single keys in a question, a pasted row, and the short form first."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from tests.browser.calculator_form import CalculatorForm


@pytest.fixture
def form(shared_form: CalculatorForm) -> CalculatorForm:
    """The page on which the tests of this file start Python once."""
    return shared_form


@pytest.fixture
def page(form: CalculatorForm) -> Page:
    return form.page


def test_one_key_answers_the_question_that_has_the_focus_and_goes_on(form: CalculatorForm, page: Page) -> None:
    form.open()
    page.locator("input[name='red_flags.cauda-equina']").first.focus()
    for key in "nnnnnaaaadddde":
        page.keyboard.press(key)
    form.submit()
    expect(form.result).to_contain_text("Total: 5 of 9.")
    assert form.shown()["group"] == "medium"


def test_every_question_with_options_has_a_key_for_each(form: CalculatorForm, page: Page) -> None:
    form.open(ready=False)
    for field, keys in {"improving": "YN?", "nsaid": "YNI"}.items():
        found = page.locator(f"input[name={field}]").evaluate_all(
            "radios => radios.map(({dataset}) => dataset.key)"
        )
        assert sorted(found) == sorted(keys)
    page.locator("input[name=nsaid]").first.focus()
    page.keyboard.press("n")
    expect(page.locator("input[name=nsaid][value=not-tried]")).to_be_checked()


@pytest.mark.parametrize("place", ["#steps-nav", "#weeks_since_onset-input", "body"])
def test_a_key_does_nothing_where_no_question_has_the_focus(form: CalculatorForm, page: Page, place: str) -> None:
    form.open(ready=False)
    if place.endswith("-input"):
        page.locator(place).focus()
    for key in "adyn":
        page.keyboard.press(key)
    expect(page.locator("#calculator-form :checked")).to_have_count(0)


def test_a_key_with_another_key_is_the_browsers_own(form: CalculatorForm, page: Page) -> None:
    form.open(ready=False)
    page.locator("input[name='answers.1']").first.focus()
    page.keyboard.press("Alt+a")
    expect(page.locator("#calculator-form :checked")).to_have_count(0)


def test_a_digit_is_no_answer_to_item_9_and_the_letters_are_named(form: CalculatorForm, page: Page) -> None:
    form.open(ready=False)
    for digit in "01234":
        page.locator("input[name='answers.9']").first.focus()
        page.keyboard.press(digit)
        expect(page.locator("[id='answers.9-error']")).to_contain_text(
            f"“{digit}” is no answer; allowed: N not at all, S slightly, M moderately, V very much, E extremely"
        )
        expect(page.locator("#calculator-form :checked")).to_have_count(0)
    page.locator("input[name='answers.9']").first.focus()
    page.keyboard.press("v")
    expect(page.locator("input[name='answers.9'][value=very-much]")).to_be_checked()
    expect(page.locator("[id='answers.9-error']")).to_be_hidden()


def test_a_pasted_row_fills_in_all_items_and_nothing_else(form: CalculatorForm, page: Page) -> None:
    form.open()
    page.click(".entry summary")
    page.fill("#entry-row", "ADAADDDDE")
    page.keyboard.press("Enter")
    expect(page.locator("#entry-done")).to_have_text(
        "ADAADDDDE was filled in as a new sheet: 1 agree, 2 disagree, 3 agree, 4 agree, 5 disagree, 6 disagree, "
        "7 disagree, 8 disagree, 9 extremely. Everything else is empty."
    )
    expect(page.locator("#calculator-form :checked")).to_have_count(9)
    form.flags()
    form.submit()
    assert form.shown()["total"] == "4"


def test_a_wrong_row_is_told_and_changes_nothing(form: CalculatorForm, page: Page) -> None:
    form.open()
    form.sheet("AAAAAAAAE")
    page.click(".entry summary")
    page.fill("#entry-row", "ADAADDXDE")
    page.click("#entry-use")
    expect(page.locator("#entry-error")).to_contain_text("X")
    expect(page.locator("#entry-done")).to_have_text(
        "Nothing was filled in: what stands in the form is what stood there before."
    )
    expect(page.locator("#entry-row")).to_be_focused()
    expect(page.locator("#calculator-form input[value=agree]:checked")).to_have_count(8)


def test_the_short_form_goes_on_with_the_other_three_only_when_it_is_not_low(
    form: CalculatorForm, page: Page
) -> None:
    form.open()
    page.click(".entry summary")
    page.check("input[name=instrument][value=start-back-6]")
    for item in (2, 5, 6):
        expect(page.locator(f"[id='answers.{item}']")).to_be_hidden()
    form.flags()
    form.sheet("D-DD--DDS")
    form.submit()
    assert form.shown()["group"] == "low"
    page.click("#calculator-change")
    form.sheet("A-AA--DDS")
    form.submit()
    expect(form.result).to_contain_text("Answer items 2, 5 and 6 as well.")
    form.result.get_by_role("link", name="Answer question 2").click()
    expect(page.locator("input[name='answers.2']").first).to_be_focused()
    form.sheet("-D--DD---")
    form.submit()
    assert (form.shown()["total"], form.shown()["group"]) == ("3", "low")
