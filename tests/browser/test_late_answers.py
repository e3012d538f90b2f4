"""An answer counts for the question that is the newest, and for as long as the reader looks at it.

Python's answers are held back and let go in the order that a test wants: a slow device, without waiting for one.
"""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from tests.browser.calculator_form import CalculatorForm
from tests.browser.clock import end_long_waits, hold_long_waits

HOLD = """(() => {
    const own = Object.getOwnPropertyDescriptor(Worker.prototype, "onmessage");
    window.held = { on: false, answers: [] };
    Object.defineProperty(Worker.prototype, "onmessage", {
        ...own,
        set(hear) {
            own.set.call(this, (event) => {
                if (window.held.on && event.data.type === "answer") window.held.answers.push(() => hear(event));
                else hear(event);
            });
        },
    });
})();"""
"""Lets a test keep the worker's answers from the page."""


class HeldAnswers:
    """The answers of the worker that have not reached the page."""

    def __init__(self, page: Page) -> None:
        self._page = page

    def begin(self) -> None:
        """Hold back every answer from now on."""
        self._page.evaluate("held.on = true")

    def wait_for(self, count: int) -> None:
        """Wait until so many were given."""
        self._page.wait_for_function("count => held.answers.length === count", arg=count)

    def release(self, place: int) -> None:
        """Let one reach the page, by its place among those that were given."""
        self._page.evaluate(
            "async place => { held.answers[place](); await new Promise((go) => queueMicrotask(go)); }", place
        )


@pytest.fixture
def held(page: Page) -> HeldAnswers:
    """The page's answers can be held back."""
    page.add_init_script(HOLD)
    return HeldAnswers(page)


def ask(page: Page) -> None:
    """Ask for the result without waiting for it."""
    page.click("#calculator button[type=submit]")


def test_a_slow_answer_to_an_earlier_question_does_not_replace_a_newer_one(
    form: CalculatorForm, page: Page, held: HeldAnswers
) -> None:
    form.open()
    form.flags()
    held.begin()
    form.sheet("DDDDAAAAE")
    ask(page)
    held.wait_for(1)
    form.sheet("DDDDDDDDN")
    ask(page)
    held.wait_for(2)
    held.release(1)
    expect(form.result).to_be_visible()
    assert form.shown()["group"] == "low"
    held.release(0)
    assert form.shown()["group"] == "low"


def test_a_slow_answer_to_an_earlier_question_is_not_shown_before_the_newer_one(
    form: CalculatorForm, page: Page, held: HeldAnswers
) -> None:
    form.open()
    form.flags()
    held.begin()
    form.sheet("DDDDAAAAE")
    ask(page)
    held.wait_for(1)
    form.choose("red_flags.cauda-equina", "yes")
    ask(page)
    held.wait_for(2)
    held.release(0)
    expect(form.result).to_be_hidden()
    assert form.result.inner_html() == ""
    held.release(1)
    expect(form.result).to_be_visible()
    assert form.shown()["urgency"] == "emergency"


@pytest.mark.parametrize("steps", [False, True], ids=["one page", "steps"])
def test_an_answer_that_comes_after_erase_is_never_shown(
    form: CalculatorForm, page: Page, held: HeldAnswers, steps: bool
) -> None:
    form.open()
    form.flags()
    form.sheet("AAAADDDDE")
    held.begin()
    ask(page)
    held.wait_for(1)
    page.evaluate("one => window.lumbarSteps.use(one)", steps)
    form.erase()
    held.release(0)
    expect(page.locator("#calculator-status")).to_have_text("All answers were erased.")
    expect(form.result).to_be_hidden()
    assert form.result.inner_html() == ""
    expect(page.locator("#calculator-after")).to_be_hidden()


def test_a_result_stays_for_as_long_as_it_is_read(form: CalculatorForm, page: Page) -> None:
    """Python counts as dead when an answer takes a minute: not when the minute passes after the answer."""
    hold_long_waits(page)
    form.open()
    form.flags()
    form.sheet("AAAADDDDE")
    form.submit()
    end_long_waits(page)
    expect(page.locator("#calculator-failure")).to_be_hidden()
    # Nor is another Python asked.
    assert page.evaluate("performance.getEntriesByName('lumbar:full-python').length") == 0
    expect(form.result).to_be_visible()
    assert form.shown()["group"] == "medium"
    # Python is still there for what comes next.
    page.click("#calculator-change")
    form.sheet("DDDDDDDDN")
    form.submit()
    assert form.shown()["group"] == "low"


def test_a_command_that_was_refused_ends_nothing_a_minute_later(form: CalculatorForm, page: Page) -> None:
    hold_long_waits(page)
    form.open()
    refused = "lumbarCalculator.ask('no-such-command', {}).then(() => 'answered', () => 'refused')"
    assert page.evaluate(refused) == "refused"
    end_long_waits(page)
    expect(page.locator("#calculator-failure")).to_be_hidden()
    form.flags()
    form.submit()
    expect(form.result).to_be_visible()


def test_single_keys_answer_nothing_one_question_at_a_time(form: CalculatorForm, page: Page) -> None:
    """On the way they are the browser's own: the next question would be out of sight."""
    form.open(ready=False, steps=True)
    page.click("#steps-on")
    question = page.locator("[id='red_flags.cauda-equina']")
    question.locator("input").first.focus()
    for key in "yn?ad04":
        page.keyboard.press(key)
    expect(page.locator("#calculator-form input[type=radio]:checked")).to_have_count(0)
    expect(question).to_be_visible()
    # The same keys answer where all is on one page.
    page.evaluate("window.lumbarSteps.use(false)")
    question.locator("input").first.focus()
    page.keyboard.press("n")
    expect(question.locator("input[value=no]")).to_be_checked()
