"""A fault of Python and one of a script are told apart, to the reader and in the console, which names no answer."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Page, expect

from tests.browser.calculator_form import CalculatorForm

SECRET = "717.25"
"""Stands for what a reader answered: no console may hold it."""
PYTHON_FAULT = """
    const { postMessage } = Worker.prototype;
    Worker.prototype.postMessage = function (message, ...rest) {
        const sent = message.type === "ask" ? { ...message, input: "717.25 is no JSON" } : message;
        postMessage.call(this, sent, ...rest);
    };"""
SCRIPT_FAULT = """
    document.addEventListener("DOMContentLoaded", () => {
        document.getElementById("result").focus = () => { throw new TypeError("made up, with 717.25"); };
    });"""


@pytest.fixture
def console(page: Page) -> Iterator[list[str]]:
    """The errors in the console."""
    lines: list[str] = []
    page.on("console", lambda line: lines.append(line.text) if line.type == "error" else None)
    yield lines
    assert [line for line in lines if SECRET in line] == []


def _submit(form: CalculatorForm) -> None:
    form.open()
    form.flags()
    form.sheet("AAAADDDDE")
    form.page.click("#calculator button[type=submit]")


def test_a_fault_of_python_is_called_one_and_the_answers_stay(
    form: CalculatorForm, page: Page, console: list[str]
) -> None:
    page.add_init_script(PYTHON_FAULT)
    _submit(form)
    failure = page.locator("#calculator-failure")
    expect(failure).to_contain_text("own program (Python) stopped with a fault")
    expect(failure).to_contain_text("Load this page again")
    expect(page.locator("input[name='answers.1'][value=agree]")).to_be_checked()
    expect(page.get_by_text("Total 3 or less: low risk")).to_be_visible()
    (line,) = console
    assert line.startswith("Lumbar: Python failed, not a script of this site.")


def test_a_fault_of_a_script_is_called_one_and_located(
    form: CalculatorForm, page: Page, console: list[str]
) -> None:
    page.add_init_script(SCRIPT_FAULT)
    _submit(form)
    failure = page.locator("#calculator-failure")
    expect(failure).to_contain_text("A script of this page stopped with a fault")
    expect(failure).to_contain_text("Load this page again")
    expect(page.locator("input[name='answers.1'][value=agree]")).to_be_checked()
    (line,) = console
    assert line.startswith("Lumbar: a script of this site failed (TypeError), not Python.")
    assert re.search(r"assets/calculator/calculator\.js\?v=\w+:\d+:\d+", line)


def test_a_fault_of_a_script_in_the_worker_is_not_blamed_on_python(
    form: CalculatorForm, page: Page, console: list[str]
) -> None:
    page.route(
        "**/*.worker.js",
        lambda route: route.fulfill(
            content_type="text/javascript",
            body=route.fetch().text().replace("serve(command, input)", "undefined.serve(command, input)"),
        ),
    )
    _submit(form)
    expect(page.locator("#calculator-failure")).to_contain_text("A script of this page stopped with a fault")
    (line,) = console
    assert line.startswith("Lumbar: a script of this site failed (TypeError), not Python.")
    assert ".worker.js:" in line


def test_what_cannot_be_exported_says_whose_fault_it_is_and_leaves_the_result(
    form: CalculatorForm, page: Page, console: list[str]
) -> None:
    _submit(form)
    form.result.wait_for()
    page.evaluate("() => { URL.createObjectURL = () => { throw new TypeError('made up'); }; }")
    page.click("[data-take=save]")
    expect(page.locator("#take-status")).to_contain_text("A script of this page stopped with a fault")
    page.evaluate(f"() => {{ {PYTHON_FAULT} }}")
    page.click("[data-take=save]")
    expect(page.locator("#take-status")).to_contain_text("That did not work on this device")
    expect(form.result).to_be_visible()
    script, python = console
    assert "a script of this site failed" in script
    assert "Python failed" in python
