"""axe finds no violation: on any page, in any state of the calculator, light and dark, phone and desktop."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any, Literal

import pytest
from playwright.sync_api import Browser, Page

from tests.browser.calculator_form import WASM, CalculatorForm
from tests.browser.conftest import PATIENCE
from tests.browser.pages import ADDRESSES

AXE = Path(__file__).parents[2] / "node_modules" / "axe-core" / "axe.min.js"

Scheme = Literal["light", "dark"]
Colours = Literal["none", "active"]
LOOKS: tuple[tuple[int, Scheme, Colours], ...] = (
    (360, "light", "none"),
    (1280, "dark", "none"),
    (360, "light", "active"),
)
"""Width, colour scheme, and whether the reader's own colours are forced on the page."""


def violations(page: Page, within: str = "html") -> list[str]:
    """Return what axe finds on the page as it stands, or in a part of it."""
    if not page.evaluate("'axe' in window"):
        page.evaluate(AXE.read_text(encoding="utf-8"))
    found: dict[str, Any] = page.evaluate("part => axe.run(part, {resultTypes: ['violations']})", within)
    assert found["passes"], "axe has looked at nothing"
    return [
        f"{rule['id']}: {rule['help']}: {[node['target'] for node in rule['nodes']]}"
        for rule in found["violations"]
    ]


@pytest.fixture(params=LOOKS, ids=lambda look: f"{look[0]}-{look[1]}-forced-{look[2]}")
def look(request: pytest.FixtureRequest, browser: Browser, address: str) -> Any:
    """A page at one width and in one colour scheme."""
    width, scheme, forced = request.param
    context = browser.new_context(
        base_url=address,
        viewport={"width": width, "height": 740},
        color_scheme=scheme,
        forced_colors=forced,
        reduced_motion="reduce",
    )
    context.set_default_timeout(PATIENCE)
    yield context.new_page()
    context.close()


@pytest.mark.parametrize("path", ADDRESSES)
def test_a_page_has_no_violation(look: Page, path: str) -> None:
    look.goto(path)
    look.wait_for_load_state("networkidle")
    assert violations(look) == []


def _errors(form: CalculatorForm) -> None:
    form.page.fill("input[name=weeks_since_onset]", "three")
    form.submit()


def _result(answers: str, **flags: str) -> Callable[[CalculatorForm], None]:
    def reach(form: CalculatorForm) -> None:
        form.page.clock.set_fixed_time("2026-11-23T12:00:00")
        form.flags(**flags)
        form.sheet(answers)
        form.page.fill("input[name=first_session]", "2026-10-01")
        form.submit()
        form.result.evaluate("r => r.querySelectorAll('details').forEach(d => { d.open = true; })")

    return reach


def _stopped(form: CalculatorForm) -> None:
    form.choose("red_flags.cauda-equina", "yes")


def _taken(form: CalculatorForm) -> None:
    """Everything that can be opened below a result is open."""
    _result("AAAADDDD2")(form)
    form.page.click("[data-take=text]")
    form.page.wait_for_function("document.getElementById('take-words').value")
    form.page.click("[data-take=code]")
    form.page.click("[data-take=code-show]")
    form.page.locator("#take-picture svg").wait_for()


def _quick_entry(form: CalculatorForm) -> None:
    form.page.click(".entry summary")
    form.page.fill("#entry-row", "X")
    form.page.click("#entry-use")
    form.page.locator("#entry-error:not([hidden])").wait_for()


STATES: dict[str, Callable[[CalculatorForm], None]] = {
    "errors": _errors,
    "a red flag answered": _stopped,
    "low": _result("DDDDDDDD2"),
    "medium": _result("AAAADDDD2"),
    "high": _result("AAAAAAAA4"),
    "incomplete": _result("AA-ADDDD-"),
    "urgent": _result("AAAADDDD2", fracture="not-sure"),
    "emergency": _result("AAAADDDD2", cauda_equina="yes"),
    "everything taken along": _taken,
    "quick entry": _quick_entry,
}


def _wrong(found: dict[str, list[str]]) -> dict[str, list[str]]:
    return {state: wrong for state, wrong in found.items() if wrong}


def test_no_state_of_the_calculator_has_a_violation(look: Page) -> None:
    form = CalculatorForm(look)
    form.open()
    found = {"empty": violations(look)}
    for state, reach in STATES.items():
        form.empty()
        reach(form)
        found[state] = violations(look)
    assert _wrong(found) == {}


def test_the_page_on_which_python_cannot_start_has_no_violation(look: Page) -> None:
    look.route(WASM, lambda route: route.abort())
    CalculatorForm(look).open(ready=False)
    look.locator("#calculator-failure").wait_for()
    assert violations(look) == []


def test_no_step_of_the_flow_has_a_violation(look: Page) -> None:
    form = CalculatorForm(look)
    form.open(ready=False, steps=True)
    found = {"start": violations(look)}
    for number in range(14):
        form.on()
        if number in {0, 5}:
            form.on()
            look.locator("#error-summary:not([hidden])").wait_for()
            found[f"step {number}, errors"] = violations(look)
        look.locator(".step--now input").nth(1).check()
        # Around it the page stays as it was.
        found[f"step {number}"] = violations(look, "#calculator")
    form.on()
    found["treatment"] = violations(look)
    form.on()
    # What was typed is looked at first.
    look.locator("#check").wait_for()
    found["check"] = violations(look)
    assert _wrong(found) == {}
