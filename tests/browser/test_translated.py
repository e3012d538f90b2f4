"""A page that the browser translates says what that means for the questions, whose exact wording was tested."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from tests.browser.calculator_form import CalculatorForm
from tests.source_facts.transcribed import transcribed

WORDS = transcribed("words-for-patients")


@pytest.mark.parametrize(
    "translate",
    [
        "document.documentElement.classList.add('translated-rtl')",
        "document.documentElement.lang = 'pl'",
        "document.getElementById('privacy').firstChild.data = 'Twoje odpowiedzi'",
    ],
)
def test_a_translation_by_the_browser_is_noticed_and_said(form: CalculatorForm, page: Page, translate: str) -> None:
    form.open()
    notice = page.locator("#translated")
    expect(notice).to_be_hidden()
    page.evaluate(translate)
    expect(notice).to_be_visible()
    expect(notice).to_have_text(WORDS["translated_by_browser"])
    # The wording itself is kept from whatever translates.
    expect(page.locator('[id="answers.1"] [translate="no"]')).to_have_count(3)
