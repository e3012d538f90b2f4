"""One question at a time in WebKit's narrowest window, by pointer, and the result taken along."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from selenium.webdriver.common.keys import Keys

from site_plugins.calculator_page.texts import text
from tests.browser.calculator_form import FLAGS, value_of
from tests.browser.runtime_page import serving
from tests.webkit.window import Window, opened

SHEET = "AAAADDDDE"


@pytest.fixture(scope="module")
def phone(webkit: str, site: Path) -> Iterator[Window]:
    """The calculator's page in a window as narrow as it gets."""
    with opened(webkit) as window, serving(site) as host:
        width = window.resize(200, 800)
        # WebKitGTK's own window is no narrower.
        assert width < 600
        window.open(
            f"{host.address}/calculator/index.html", "performance.getEntriesByName('lumbar:ready').length > 0"
        )
        yield window


def go_on(phone: Window, step: str) -> None:
    """Press the button that goes on, and wait for the step that follows."""
    phone.click("#steps-on")
    phone.wait_until(f"document.querySelector('.step--now').id === '{step}'")


def test_nine_questions_are_asked_one_by_one_and_nothing_is_wider_than_the_window(phone: Window) -> None:
    steps = [*(f"red_flags.{flag}" for flag in FLAGS), *(f"answers.{number}" for number in range(1, 10))]
    answers = [*("no" for _flag in FLAGS), *map(value_of, SHEET)]
    phone.click('label:has(> input[name="fits"][value="no"])')
    go_on(phone, steps[0])
    for step, answer, following in zip(steps, answers, [*steps[1:], "weeks_since_onset"], strict=True):
        shown = "() => [...document.querySelectorAll('#calculator fieldset[data-step]')]"
        assert phone.run(f"{shown}.filter((each) => each.checkVisibility()).map(({{ id }}) => id)") == [step]
        assert phone.run("() => document.documentElement.scrollWidth <= innerWidth")
        phone.click(f'label:has(> input[name="{step}"][value="{answer}"])')
        go_on(phone, following)
    while phone.run("() => document.querySelector('.step--now').id") != "calculator-check":
        phone.click("#steps-skip")
    phone.click("#calculator button[type=submit]")
    phone.wait_until("!document.getElementById('result').hidden")
    assert phone.run("() => document.querySelector('[data-risk]').dataset.risk") == "medium"
    assert phone.run("() => document.documentElement.scrollWidth <= innerWidth")


def test_what_is_said_to_be_copied_can_be_pasted(phone: Window) -> None:
    phone.click("[data-take=text]")
    phone.wait_until("document.getElementById('take-words').value")
    phone.click("[data-take=copy]")
    phone.wait_until("document.getElementById('take-status').textContent")
    said = phone.run("() => document.getElementById('take-status').textContent")
    if said != text["export.copied"]:
        # WebKit may refuse: then the text is selected, for the reader's own keys.
        assert phone.run("() => document.getElementById('take-words').selectionEnd > 100")
        phone.press("#take-words", Keys.CONTROL, "c")
    phone.run("() => document.querySelector('.take').prepend(document.createElement('textarea'))")
    phone.press(".take > textarea", Keys.CONTROL, "v")
    words = phone.run("() => document.getElementById('take-words').value")
    assert "medium" in words
    assert phone.run("() => document.querySelector('.take > textarea').value") == words
