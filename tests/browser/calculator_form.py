"""The calculator's page as a reader uses it."""

from __future__ import annotations

import json
from typing import Any

from playwright.sync_api import Locator, Page

FLAGS = ("cauda-equina", "progressive-neurology", "malignancy", "infection", "fracture")
WASM = "**/pyodide.asm-*"
"""Python itself, in whatever form the page fetches it."""
BOTHERED = ("not-at-all", "slightly", "moderately", "very-much", "extremely")


class CalculatorForm:
    """Fills in the form, asks for the result and reads it."""

    ADDRESS = "/calculator/index.html"

    def __init__(self, page: Page, site: str = "") -> None:
        self.page = page
        self._site = site
        # "Erase all answers?"
        page.on("dialog", lambda dialog: dialog.accept())

    def open(self, *, ready: bool = True, steps: bool = False) -> None:
        """Open the page, with all on one page or one step a screen; wait until Python can answer, or do not."""
        self.page.goto(self._site + self.ADDRESS)
        self.page.evaluate("one => window.lumbarSteps.use(one)", steps)
        if ready:
            self.wait_until_ready()

    def wait_until_ready(self) -> None:
        """Wait for the mark that Python can answer."""
        self.page.wait_for_function("performance.getEntriesByName('lumbar:ready').length > 0")

    def empty(self) -> None:
        """Go back to the form, and take every answer back."""
        self.page.evaluate("lumbarCalculator.hide(); lumbarCalculator.clearErrors(); lumbarCalculator.put([]);")

    def choose(self, name: str, value: str) -> None:
        """Choose one answer of a question."""
        self.page.check(f'input[name="{name}"][value="{value}"]')

    def flags(self, **answers: str) -> None:
        """Answer the five safety questions with no, but those named (underscores for hyphens)."""
        for flag in FLAGS:
            self.choose(f"red_flags.{flag}", answers.get(flag.replace("-", "_"), "no"))

    def sheet(self, answers: str) -> None:
        """Answer the nine items: A or D eight times, then 0 to 4; "-" leaves one out."""
        for number, letter in enumerate(answers, start=1):
            if letter != "-":
                value = {"A": "agree", "D": "disagree"}.get(letter) or BOTHERED[int(letter)]
                self.choose(f"answers.{number}", value)

    def fill_request(self, request: dict[str, Any]) -> None:
        """Fill in what a request by the calculator's contract says (the 9-item form, not `today`), all at once."""
        chosen = {f"red_flags.{flag}": "yes" if stands else "no" for flag, stands in request["red_flags"].items()}
        chosen |= {
            f"answers.{number}": answer for number, answer in (request.get("answers") or {}).items() if answer
        }
        chosen |= {field: request[field] for field in ("improving", "nsaid") if request.get(field) is not None}
        typed = ("weeks_since_onset", "weeks_since_first_session", "sessions_attended", "first_session")
        self.page.evaluate(
            """([chosen, typed]) => {
                const form = document.getElementById("calculator-form");
                for (const [name, value] of Object.entries(chosen)) {
                    form.querySelector(`input[name="${name}"][value="${value}"]`).click();
                }
                for (const [name, value] of Object.entries(typed)) form.elements[name].value = value;
            }""",
            [chosen, {field: str(request[field]) for field in typed if request.get(field) is not None}],
        )

    def on(self) -> None:
        """Go on to the next step."""
        self.page.click("#steps-on")

    def steps(self, sheet: str, **flags: str) -> None:
        """Answer step by step up to the check of all answers; "-" leaves a question out."""
        self.on()
        for flag in FLAGS:
            self.choose(f"red_flags.{flag}", flags.get(flag.replace("-", "_"), "no"))
            self.on()
        for number, letter in enumerate(sheet, start=1):
            if letter == "-":
                self.page.click("#steps-skip")
                continue
            value = {"A": "agree", "D": "disagree"}.get(letter) or BOTHERED[int(letter)]
            self.choose(f"answers.{number}", value)
            self.on()
        self.on()
        # What was typed is looked at first.
        self.page.locator("#check").wait_for()

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
        read = """result => JSON.stringify({
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
        })"""
        found: dict[str, Any] = json.loads(self.result.evaluate(read))
        return found
