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


def violations(page: Page) -> list[str]:
    """Return what axe finds on the page as it stands."""
    page.evaluate(AXE.read_text(encoding="utf-8"))
    found: dict[str, Any] = page.evaluate("axe.run(document, {resultTypes: ['violations']})")
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


def _empty(form: CalculatorForm) -> None:
    form.open()


def _errors(form: CalculatorForm) -> None:
    form.open()
    form.page.fill("input[name=weeks_since_onset]", "three")
    form.submit()


def _result(answers: str, **flags: str) -> Callable[[CalculatorForm], None]:
    def reach(form: CalculatorForm) -> None:
        form.open()
        form.page.clock.set_fixed_time("2026-11-23T12:00:00")
        form.flags(**flags)
        form.sheet(answers)
        form.page.fill("input[name=first_session]", "2026-10-01")
        form.submit()
        form.result.evaluate("r => r.querySelectorAll('details').forEach(d => { d.open = true; })")

    return reach


def _stopped(form: CalculatorForm) -> None:
    form.open()
    form.choose("red_flags.cauda-equina", "yes")


def _failed(form: CalculatorForm) -> None:
    form.page.route(WASM, lambda route: route.abort())
    form.open(ready=False)
    form.page.locator("#calculator-failure").wait_for()


def _taken(form: CalculatorForm) -> None:
    """Everything that can be opened below a result is open."""
    _result("AAAADDDD2")(form)
    form.page.click("[data-take=text]")
    form.page.wait_for_function("document.getElementById('take-words').value")
    form.page.click("[data-take=code]")
    form.page.click("[data-take=code-show]")
    form.page.locator("#take-picture svg").wait_for()


def _quick_entry(form: CalculatorForm) -> None:
    form.open()
    form.page.click(".entry summary")
    form.page.fill("#entry-row", "X")
    form.page.click("#entry-use")
    form.page.locator("#entry-error:not([hidden])").wait_for()


STATES: dict[str, Callable[[CalculatorForm], None]] = {
    "empty": _empty,
    "errors": _errors,
    "a red flag answered": _stopped,
    "low": _result("DDDDDDDD2"),
    "medium": _result("AAAADDDD2"),
    "high": _result("AAAAAAAA4"),
    "incomplete": _result("AA-ADDDD-"),
    "urgent": _result("AAAADDDD2", fracture="not-sure"),
    "emergency": _result("AAAADDDD2", cauda_equina="yes"),
    "python cannot start": _failed,
    "everything taken along": _taken,
    "quick entry": _quick_entry,
}


@pytest.mark.parametrize("state", STATES)
def test_a_state_of_the_calculator_has_no_violation(look: Page, state: str) -> None:
    STATES[state](CalculatorForm(look))
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
        found[f"step {number}"] = violations(look)
    for name in ("treatment", "check"):
        form.on()
        found[name] = violations(look)
    assert {step: wrong for step, wrong in found.items() if wrong} == {}
