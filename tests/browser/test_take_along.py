"""What a reader takes along from the page: made in the browser, sent nowhere."""

from __future__ import annotations

import json
from pathlib import Path

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


@pytest.fixture
def done(form: CalculatorForm, page: Page) -> CalculatorForm:
    """A form with a result on the page."""
    form.open()
    form.flags()
    form.sheet("ADAADDDDE")
    page.fill("input[name=first_session]", "2026-11-16")
    form.submit()
    return form


def saved(page: Page, way: str, folder: Path) -> Path:
    """Press a button and return the file that the browser saves."""
    with page.expect_download() as download:
        page.click(f"[data-take={way}]")
    file = folder / download.value.suggested_filename
    download.value.save_as(file)
    return file


def test_a_saved_file_opens_again_with_every_answer(done: CalculatorForm, page: Page, tmp_path: Path) -> None:
    before = done.shown()
    file = saved(page, "save", tmp_path)
    page.click("#calculator button[type=reset]")
    assert page.locator("#calculator-form :checked").count() == 0
    page.click(".entry summary")
    page.set_input_files("#open-file", file)
    expect(done.result).to_be_visible()
    assert done.shown() == before
    assert page.input_value("input[name=first_session]") == "2026-11-16"


@pytest.mark.parametrize("damage", ["truncated", "foreign", "answer"])
def test_a_file_that_cannot_be_opened_is_told_and_nothing_is_lost(
    done: CalculatorForm, page: Page, tmp_path: Path, damage: str
) -> None:
    file = saved(page, "save", tmp_path)
    written = file.read_text(encoding="utf-8")
    damaged = {
        "truncated": written[:200],
        "foreign": json.dumps({"resourceType": "Patient"}),
        "answer": written.replace('"very-much"', '"sometimes"').replace('"extremely"', '"sometimes"'),
    }[damage]
    assert damaged != written
    file.write_text(damaged, encoding="utf-8")
    page.click("#calculator-change")
    page.click(".entry summary")
    page.set_input_files("#open-file", file)
    expect(page.locator("#open-error")).to_be_visible()
    expect(page.locator("#open-error")).to_contain_text(file.name)
    assert page.locator("#calculator-form :checked").count() == 14


def test_the_text_for_a_record_can_be_copied(done: CalculatorForm, page: Page) -> None:
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.click("[data-take=text]")
    expect(page.locator("#take-words")).to_be_focused()
    page.check("#take-ascii")
    page.wait_for_function("/^[\\x00-\\x7f]+$/.test(document.getElementById('take-words').value)")
    page.click("[data-take=copy]")
    expect(page.locator("#take-status")).to_have_text("Copied.")
    assert page.evaluate("navigator.clipboard.readText()") == page.input_value("#take-words")
    assert "Total 4 of 9" in page.input_value("#take-words")


def test_the_calendar_has_the_dates_of_the_page(done: CalculatorForm, page: Page, tmp_path: Path) -> None:
    days = {stone["from"].replace("-", "") for stone in done.shown()["milestones"]}
    written = saved(page, "calendar", tmp_path).read_text(encoding="utf-8")
    assert days == {line.rpartition(":")[2] for line in written.splitlines() if line.startswith("DTSTART")}


def test_the_fhir_file_holds_the_answers(done: CalculatorForm, page: Page, tmp_path: Path) -> None:
    bundle = json.loads(saved(page, "fhir", tmp_path).read_text(encoding="utf-8"))
    kinds = [entry["resource"]["resourceType"] for entry in bundle["entry"]]
    assert (bundle["resourceType"], kinds.count("QuestionnaireResponse")) == ("Bundle", 1)
    assert "Observation" in kinds


def test_two_saved_files_are_compared_over_time(done: CalculatorForm, page: Page, tmp_path: Path) -> None:
    first = json.loads(saved(page, "save", tmp_path).read_text(encoding="utf-8"))
    first["day"] = first["request"]["today"] = "2026-09-01"
    first["request"].pop("first_session")
    first["request"]["answers"] = {str(item): "agree" for item in range(1, 9)} | {"9": "extremely"}
    first["score"] = None
    earlier = tmp_path / "earlier.json"
    earlier.write_text(json.dumps(first), encoding="utf-8")
    page.set_input_files("#compare-files", [earlier])
    # Neither has a label.
    page.click("#compare-same")
    table = page.locator("#compare-result table")
    expect(table).to_contain_text("1 September 2026")
    expect(page.locator("#compare-result svg").first).to_be_visible()


def test_the_code_is_shown_only_after_a_warning(done: CalculatorForm, page: Page) -> None:
    page.click("[data-take=code]")
    expect(page.locator("#take-code")).to_contain_text("Everybody who can see this screen can read it")
    assert page.locator("#take-picture svg").count() == 0
    page.click("[data-take=code-show]")
    expect(page.locator("#take-picture svg")).to_be_visible()
    page.click("[data-take=code-hide]")
    assert page.locator("#take-picture svg").count() == 0


@pytest.mark.parametrize(("way", "box"), [("text", "#take-words")])
def test_what_is_made_for_one_person_never_reaches_the_next(
    done: CalculatorForm, page: Page, way: str, box: str
) -> None:
    """Python answers only after the next person's page has begun."""
    page.evaluate(
        """async way => {
            document.querySelector(`[data-take=${way}]`).click();
            document.querySelector("#next-person button").click();
            // Python answers one after the other: what was asked before has been answered by then.
            await lumbarCalculator.ask("quick", {text: "", instrument: "start-back-9"});
            await new Promise((go) => setTimeout(go));
        }""",
        way,
    )
    assert page.input_value(box) == ""
