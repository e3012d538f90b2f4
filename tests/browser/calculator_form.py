"""The calculator's page as a reader uses it."""

from __future__ import annotations

import re
from typing import Any

from playwright.sync_api import Locator, Page

FLAGS = ("cauda-equina", "progressive-neurology", "malignancy", "infection", "fracture")
WASM = re.compile(r"/(image-\w+(\.wasm|-\d)|pyodide\.asm-)")
"""Python itself, the image and the full one, in whatever form the page fetches it."""
BOTHERED = ("not-at-all", "slightly", "moderately", "very-much", "extremely")


START_OVER = """() => {
    for (const storage of [localStorage, sessionStorage]) storage.clear();
    // "Erase all answers?" is answered with yes.
    document.getElementById("erase-yes").click();
    for (const part of document.querySelectorAll("#calculator details[open]")) part.open = false;
    for (const entry of document.querySelectorAll("#entry-row, #take-ascii")) {
        entry.value = entry.defaultValue;
        entry.checked = false;
        entry.removeAttribute("aria-invalid");
    }
    for (const said of document.querySelectorAll("#entry-error, #open-error")) said.hidden = true;
    for (const said of document.querySelectorAll("#entry-done, #calculator-status")) said.textContent = "";
    lumbarSteps.go("calculator-who", { record: false, focus: false });
    history.replaceState(lumbarSteps.entry("calculator-who"), "");
    document.activeElement.blur();
    scrollTo(0, 0);
}"""
"""Makes of a page that was used one that is as if it had just been opened, without starting Python anew."""

TYPE = """typed => {
    const form = document.getElementById("calculator-form");
    for (const [name, value] of Object.entries(typed)) form.elements[name].value = value;
    form.dispatchEvent(new Event("input"));
}"""
CLICK = """chosen => {
    const form = document.getElementById("calculator-form");
    for (const [name, value] of Object.entries(chosen)) {
        form.querySelector(`input[name="${name}"][value="${value}"]`).click();
    }
}"""
EMPTY = "() => { lumbarErase.erase(); }"
SHOWN = """() => {
    const result = document.getElementById("result");
    return {
        urgency: result.querySelector("[data-urgency]")?.dataset.urgency ?? "routine",
        group: result.querySelector("[data-risk]")?.dataset.risk ?? null,
        total: result.querySelector("[data-total]")?.dataset.total ?? null,
        distress: result.querySelector("[data-distress]")?.dataset.distress ?? null,
        possible: result.querySelector("[data-possible]")?.dataset.possible ?? null,
        actions: [...result.querySelectorAll("[data-statement]")].map(
            ({dataset: {statement, when, rule}}) => ({statement, when, rule: Number(rule)})),
        notices: [...result.querySelectorAll("[data-notice]")].map(({dataset}) => dataset.notice),
        milestones: [...result.querySelectorAll("[data-milestone]")].map(
            ({dataset}) => ({id: dataset.milestone, from: dataset.from, to: dataset.to})),
    };
}"""
"""What the result says, in the words of the contract."""


class CalculatorForm:
    """Fills in the form, asks for the result and reads it."""

    ADDRESS = "/calculator/index.html"

    def __init__(self, page: Page, site: str = "", *, shared: bool = False) -> None:
        """`shared`: other tests have used the page."""
        self.page = page
        self._site = site
        self._shared = shared

    def open(self, *, ready: bool = True, steps: bool = False) -> None:
        """Open the page, with all on one page or one step a screen; wait until Python can answer, or do not.

        Before the first step it is answered that the calculator is for the reader. A shared page is emptied, and
        loaded only if a test has left it.
        """
        if not (self._shared and self.page.url.endswith(self.ADDRESS)):
            self.page.goto(self._site + self.ADDRESS)
        if self._shared:
            self.page.evaluate(START_OVER)
        self.page.evaluate("one => window.lumbarSteps.use(one)", steps)
        if steps:
            self.page.check("#fits input[value=no]")
        if ready:
            self.wait_until_ready()

    def wait_until_ready(self) -> None:
        """Wait for the mark that Python can answer."""
        self.page.wait_for_function("performance.getEntriesByName('lumbar:ready').length > 0")

    def empty(self) -> None:
        """Go back to the form, and take every answer back."""
        self.page.evaluate(EMPTY)

    def choose(self, name: str, value: str) -> None:
        """Choose one answer of a question."""
        self.page.check(f'input[name="{name}"][value="{value}"]')

    def flags(self, **answers: str) -> None:
        """Answer the five safety questions with no, but those named (underscores for hyphens), all at once."""
        self._click({f"red_flags.{flag}": answers.get(flag.replace("-", "_"), "no") for flag in FLAGS})

    def sheet(self, answers: str) -> None:
        """Answer the nine items, all at once: A or D eight times, then N, S, M, V or E; "-" leaves one out."""
        self._click(
            {f"answers.{number}": value_of(each) for number, each in enumerate(answers, start=1) if each != "-"}
        )

    def fill_request(self, request: dict[str, Any]) -> None:
        """Fill in what a request by the calculator's contract says (the 9-item form, not `today`), all at once."""
        chosen, typed = entries(request)
        self.page.evaluate(TYPE, typed)
        # What is typed decides what is asked.
        self._click(chosen)

    def _click(self, chosen: dict[str, str]) -> None:
        """Click answers by the page's own events, without the pointer's way to each: `choose` goes it."""
        self.page.evaluate(CLICK, chosen)

    def on(self) -> None:
        """Go on to the next step."""
        self.page.click("#steps-on")

    def steps(self, sheet: str, **flags: str) -> None:
        """Answer step by step up to the check of all answers; "-" leaves a question out.

        All but the last question are answered at once: test_flow.py goes through every step.
        """
        self.flags(**flags)
        self.sheet(sheet[:-1])
        last = f"answers.{len(sheet)}"
        self.page.evaluate("step => lumbarSteps.go(step)", last)
        if sheet[-1] == "-":
            self.page.click("#steps-skip")
        else:
            self.choose(last, value_of(sheet[-1]))
            self.on()
        self.skip_further()

    def skip_further(self) -> list[str]:
        """Leave out every question about the pain and the treatment; return their names."""
        names = []
        while not self.page.locator("#check").is_visible():
            names.append(self.page.locator(".step--now").get_attribute("id") or "")
            self.page.click("#steps-skip")
        return names

    def begin(self) -> None:
        """Answer that the calculator is for the reader, and go on."""
        self.page.check("#fits input[value=no]")
        self.on()

    def erase(self) -> None:
        """Erase all answers, and say yes when the page asks."""
        self.page.click("#erase")
        self.page.click("#erase-yes")

    def submit(self) -> None:
        """Ask for the result and wait for it or for the list of errors."""
        self.page.click("#calculator button[type=submit]")
        self.page.wait_for_function(
            "!document.getElementById('result').hidden || !document.getElementById('error-summary').hidden"
        )

    @property
    def result(self) -> Locator:
        """The section with the result."""
        return self.page.locator("#result")

    def shown(self) -> dict[str, Any]:
        """Return what the result says, in the words of the contract."""
        found: dict[str, Any] = self.page.evaluate(SHOWN)
        return found


def entries(request: dict[str, Any]) -> tuple[dict[str, str], dict[str, str]]:
    """Return the answers to choose and the texts to type, by their names in the form, for a request."""
    chosen = {f"red_flags.{flag}": "yes" if stands else "no" for flag, stands in request["red_flags"].items()}
    chosen |= {f"answers.{number}": answer for number, answer in (request.get("answers") or {}).items() if answer}
    options = ("improving", "reviewed", "nsaid")
    chosen |= {field: request[field] for field in options if request.get(field) is not None}
    typed = ("weeks_since_onset", "weeks_since_first_session", "sessions_attended", "first_session")
    return chosen, {field: str(request[field]) for field in typed if request.get(field) is not None}


def value_of(letter: str) -> str:
    """The value of an answer: A, D or, for the ninth item, N, S, M, V or E."""
    return {"A": "agree", "D": "disagree"}.get(letter) or BOTHERED["NSMVE".index(letter)]
