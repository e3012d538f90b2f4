"""axe finds no violation: on any page, in any state of the calculator, light and dark, phone and desktop."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any, Literal

import pytest
from playwright.sync_api import Browser, Page

from tests.browser.calculator_form import WASM, CalculatorForm
from tests.browser.clock import set_clock
from tests.browser.conftest import PATIENCE
from tests.browser.pages import ADDRESSES

AXE = Path(__file__).parents[2] / "node_modules" / "axe-core" / "axe.min.js"

Scheme = Literal["light", "dark"]
Colours = Literal["none", "active"]
PHONE, DESKTOP = 360, 1280
OTHER_LOOKS: tuple[tuple[int, Scheme, Colours], ...] = ((DESKTOP, "dark", "none"), (PHONE, "light", "active"))
"""Width, colour scheme, and whether the reader's own colours are forced on the page."""
CONTROLS = "a[href], button, summary, label, input, select, textarea, [tabindex]"


def violations(page: Page, within: str = "html", *, rules: Sequence[str] = ()) -> list[str]:
    """Return what axe finds on the page as it stands, or in a part of it, by all rules or by those named."""
    if not page.evaluate("'axe' in window"):
        page.evaluate(AXE.read_text(encoding="utf-8"))
    found: dict[str, Any] = page.evaluate(
        """([part, rules]) => {
            // Colours on their way to others are nobody's colours.
            for (const each of document.getAnimations()) if (each instanceof CSSTransition) each.finish();
            return axe.run(part, {resultTypes: ["violations"], ...(rules.length > 0 ? {runOnly: rules} : {})});
        }""",
        [within, list(rules)],
    )
    assert found["passes"], "axe has looked at nothing"
    return [
        f"{rule['id']}: {rule['help']}: {[node['target'] for node in rule['nodes']]}"
        for rule in found["violations"]
    ]


def violations_in_all_looks(page: Page, within: str = "html") -> list[str]:
    """Return what axe finds by all rules in the look of a phone, and by those on contrast in every other look.

    A look changes colours and widths, and no names, roles or order. `page` is that of the fixture.
    """
    found = violations(page, within)
    for width, scheme, colours in OTHER_LOOKS:
        show_in(page, width, scheme, colours)
        found += [
            f"{width}, {scheme}, forced {colours}: {each}"
            for each in violations(page, within, rules=["color-contrast"])
        ]
    show_in(page, PHONE, "light", "none")
    return found


def pointed_at(page: Page) -> list[str]:
    """Return the contrast that is missing where every link and control is under the pointer and has the focus.

    A pointer that happens to lie where a button comes up, or the Tab key, shows these colours to every reader.
    """
    session = page.context.new_cdp_session(page)
    session.send("DOM.enable")
    session.send("CSS.enable")
    root = session.send("DOM.getDocument")["root"]["nodeId"]
    controls = session.send("DOM.querySelectorAll", {"nodeId": root, "selector": CONTROLS})["nodeIds"]
    assert controls
    for node in controls:
        states = {"nodeId": node, "forcedPseudoClasses": ["hover", "focus", "focus-visible"]}
        session.send("CSS.forcePseudoState", states)
    found = violations(page, rules=["color-contrast"])
    session.detach()
    return found


def show_in(page: Page, width: int, scheme: Scheme, colours: Colours) -> None:
    """Show a page in another look."""
    page.set_viewport_size({"width": width, "height": 740})
    page.emulate_media(color_scheme=scheme, forced_colors=colours)
    if page.url.endswith("/404.html"):  # has no switch, and follows the browser alone
        return
    # The theme follows the browser's wish as it loads, and later only its own switch.
    name = "slate" if scheme == "dark" else "default"
    page.evaluate("name => document.querySelector(`input[data-md-color-scheme=${name}]`).click()", name)
    assert page.evaluate("document.body.dataset.mdColorScheme") == name


@pytest.fixture
def page(browser: Browser, address: str) -> Iterator[Page]:
    """A phone's page, light and without motion."""
    context = browser.new_context(
        base_url=address,
        viewport={"width": PHONE, "height": 740},
        color_scheme="light",
        forced_colors="none",
        reduced_motion="reduce",
    )
    context.set_default_timeout(PATIENCE)
    yield context.new_page()
    context.close()


@pytest.mark.parametrize("path", ADDRESSES)
def test_a_page_has_no_violation(page: Page, path: str) -> None:
    page.goto(path)
    page.wait_for_load_state("networkidle")
    assert violations_in_all_looks(page) == []
    # A wide window has parts that a phone has not.
    show_in(page, DESKTOP, "light", "none")
    assert violations(page) == []
    assert pointed_at(page) == []
    show_in(page, DESKTOP, "dark", "none")
    assert pointed_at(page) == []


def _errors(form: CalculatorForm) -> None:
    form.page.fill("input[name=weeks_since_onset]", "three")
    form.submit()


def _result(answers: str, **flags: str) -> Callable[[CalculatorForm], None]:
    def reach(form: CalculatorForm) -> None:
        set_clock(form.page, "2026-11-23T12:00:00")
        form.flags(**flags)
        form.sheet(answers)
        form.page.fill("input[name=first_session]", "2026-10-01")
        # A date stays what it is; a length of time is moved on later, and must then be confirmed.
        form.page.fill("input[name=weeks_since_onset]", "12")
        form.submit()
        form.result.evaluate("r => r.querySelectorAll('details').forEach(d => { d.open = true; })")

    return reach


def _stopped(form: CalculatorForm) -> None:
    form.choose("red_flags.cauda-equina", "yes")


def _taken(form: CalculatorForm) -> None:
    """Everything that can be opened below a result is open."""
    _result("AAAADDDDM")(form)
    form.page.click(".sources")
    form.page.click("[data-take=text]")
    form.page.wait_for_function("document.getElementById('take-words').value")
    form.page.click("[data-take=letter]")
    form.page.wait_for_function("document.getElementById('letter-words').value")
    form.page.click("[data-take=code]")
    form.page.click("[data-take=code-show]")
    form.page.locator("#take-picture svg").wait_for()


def _quick_entry(form: CalculatorForm) -> None:
    form.page.click(".entry summary")
    form.page.fill("#entry-row", "X")
    form.page.click("#entry-use")
    form.page.locator("#entry-error:not([hidden])").wait_for()


def _earlier(form: CalculatorForm) -> None:
    _result("AAAADDDDM")(form)
    set_clock(form.page, "2026-12-20T12:00:00")
    form.page.evaluate("dispatchEvent(new Event('focus'))")
    form.page.locator("#earlier:not([hidden])").wait_for()


def _shown_as_of(form: CalculatorForm) -> None:
    _earlier(form)
    form.page.click("#earlier-show")
    form.result.locator(".notice--as-of").wait_for()


def _to_confirm(form: CalculatorForm) -> None:
    _earlier(form)
    form.page.click("#earlier-again")
    form.page.locator("#confirm:not([hidden])").wait_for()
    form.flags()
    form.submit()


def _put_away(form: CalculatorForm) -> None:
    _result("AAAADDDDM")(form)
    form.page.click("#next-person button")
    form.page.locator("#undo:not([hidden])").wait_for()


def _whose(form: CalculatorForm) -> None:
    _result("AAAADDDDM")(form)
    set_clock(form.page, "2026-11-23T15:00:00")
    form.page.evaluate("dispatchEvent(new Event('focus'))")
    form.page.locator("#earlier-mine:not([hidden])").wait_for()


def _about_to_erase(form: CalculatorForm) -> None:
    _result("AAAADDDDM")(form)
    form.page.click("#keep-no")
    form.page.click("#keep-tab button")
    form.page.locator("#erase-ask:not([hidden])").wait_for()


STATES: dict[str, Callable[[CalculatorForm], None]] = {
    "errors": _errors,
    "a red flag answered": _stopped,
    "low": _result("DDDDDDDDM"),
    "medium": _result("AAAADDDDM"),
    "high": _result("AAAAAAAAE"),
    "incomplete": _result("AA-ADDDD-"),
    "urgent": _result("AAAADDDDM", fracture="not-sure"),
    "emergency": _result("AAAADDDDM", cauda_equina="yes"),
    "everything taken along": _taken,
    "quick entry": _quick_entry,
    "put away": _put_away,
    "answers of an hour ago": _whose,
    "about to erase": _about_to_erase,
    "old answers": _earlier,
    "an old result": _shown_as_of,
    "to be confirmed": _to_confirm,
}


def _wrong(found: dict[str, list[str]]) -> dict[str, list[str]]:
    return {state: wrong for state, wrong in found.items() if wrong}


def test_no_state_of_the_calculator_has_a_violation(page: Page) -> None:
    form = CalculatorForm(page)
    form.open()
    found = {"empty": violations_in_all_looks(page)}
    for state, reach in STATES.items():
        form.empty()
        reach(form)
        found[state] = violations_in_all_looks(page)
        found[f"{state}, light, pointed at"] = pointed_at(page)
        show_in(page, PHONE, "dark", "none")
        found[f"{state}, dark, pointed at"] = pointed_at(page)
        show_in(page, PHONE, "light", "none")
    assert _wrong(found) == {}


def test_the_page_on_which_python_cannot_start_has_no_violation(page: Page) -> None:
    page.route(WASM, lambda route: route.abort())
    CalculatorForm(page).open(ready=False)
    page.locator("#calculator-failure").wait_for()
    assert violations_in_all_looks(page) == []


def test_no_step_of_the_flow_has_a_violation(page: Page) -> None:
    form = CalculatorForm(page)
    form.open(steps=True)
    found = {"start": violations_in_all_looks(page)}
    for number in range(14):
        form.on()
        if number in {0, 5}:
            form.on()
            page.locator("#error-summary:not([hidden])").wait_for()
            found[f"step {number}, errors"] = violations_in_all_looks(page)
        page.locator(".step--now input").nth(1).check()
        # Around it the page stays as it was.
        found[f"step {number}"] = violations_in_all_looks(page, "#calculator")
    form.on()
    for step in ("weeks_since_onset", "first_session"):
        found[step] = violations_in_all_looks(page)
        page.click("#steps-skip")
    form.skip_further()
    found["check"] = violations_in_all_looks(page)
    page.evaluate("lumbarSteps.go('calculator-who')")
    page.check("#fits input[value=yes]")
    form.on()
    found["see a clinician instead"] = violations_in_all_looks(page)
    assert _wrong(found) == {}
