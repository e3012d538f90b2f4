"""What a reader takes along from the page: made in the browser, sent nowhere."""

from __future__ import annotations

import json
import re
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from docx import Document
from playwright.sync_api import Locator, Page, Route, expect

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
    done.erase()
    expect(page.locator("#calculator-form :checked")).to_have_count(0)
    page.click(".entry summary")
    page.set_input_files("#open-file", file)
    expect(done.result).to_be_visible()
    assert done.shown() == before
    expect(page.locator("input[name=first_session]")).to_have_value("2026-11-16")


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
    expect(page.locator("#calculator-form :checked")).to_have_count(14)


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


def test_the_reader_chooses_what_the_calendar_says(done: CalculatorForm, page: Page, tmp_path: Path) -> None:
    stones = [stone for stone in done.shown()["milestones"] if stone["id"] != "minimum-course"]
    today = page.evaluate("lumbarCalculator.today()")
    days = [max(stone["from"], today).replace("-", "") for stone in stones if stone["to"] >= today]
    page.click("[data-take=calendar]")
    expect(page.get_by_role("group", name="What shall the entries say?").locator("input").first).to_be_focused()
    for choice, name, title in (
        ("“Appointment”", "Appointments.ics", "Appointment"),
        ("What it is about:", r"Back pain - dates - \d+ \w+ \d{4}.ics", "Back pain: have your progress checked"),
    ):
        page.get_by_role("radio", name=choice).check()
        file = saved(page, "calendar-save", tmp_path)
        assert re.fullmatch(name, file.name)
        lines = file.read_text(encoding="utf-8").splitlines()
        assert [line.rpartition(":")[2] for line in lines if line.startswith("DTSTART")] == days
        assert next(line for line in lines if line.startswith("SUMMARY")) == f"SUMMARY:{title}"
        expect(page.locator("#take-status")).to_contain_text(f"Your browser was asked to save {file.name}.")


def test_without_a_date_the_calendar_leads_to_its_question(form: CalculatorForm, page: Page) -> None:
    form.open()
    form.flags()
    form.submit()
    page.click("[data-take=calendar]")
    link = page.get_by_role("link", name="Give the date of your first session")
    expect(link).to_be_focused()
    expect(page.locator("#calendar-choices")).to_be_hidden()
    link.click()
    expect(page.locator("input[name=first_session]")).to_be_focused()


SHARE = """failure => {
    window.handed = [];
    navigator.share = async (what) => {
        window.handed.push(what);
        if (failure) throw new DOMException("", failure);
    };
    const buttons = document.querySelectorAll("[data-take=send-share], [data-take=link-share]");
    for (const button of buttons) button.hidden = false;
}"""


def test_what_is_sent_is_read_first_and_told_only_as_far_as_known(done: CalculatorForm, page: Page) -> None:
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    status, words = page.locator("#take-status"), page.get_by_label("This is what is sent")
    page.click("[data-take=send]")
    expect(words).to_be_focused()
    expect(words).to_have_value(re.compile(r"^Back pain, \d+ \w+ \d{4}\n"))
    expect(words).to_have_value(re.compile("When to get help at once"))
    assert words.evaluate("box => box.scrollHeight <= box.clientHeight && box.selectionEnd === 0")
    # There is no way to share in this browser: then copying is the way.
    expect(page.locator("[data-take=send-share]")).to_be_hidden()
    page.click("[data-take=send-copy]")
    expect(status).to_have_text("Copied.")
    assert page.evaluate("navigator.clipboard.readText()") == words.input_value()
    page.get_by_label("A short text, for a clinician").check()
    expect(words).to_have_value(re.compile("Total 4 of 9"))
    for failure, said in (
        ("", "The text was handed on as you chose."),
        ("NotAllowedError", "The text was not handed on: this device did not allow it."),
        ("AbortError", ""),
    ):
        page.evaluate(SHARE, failure)
        page.click("[data-take=send-share]")
        expect(status).to_contain_text(said)
        assert page.evaluate("window.handed") == [{"text": words.input_value()}]
    page.reload()
    expect(page.locator("#take-send")).to_be_hidden()


def test_a_link_leads_to_the_empty_form_and_is_offered_where_others_can_open_it(
    done: CalculatorForm, page: Page, site: Path
) -> None:
    # This server is this device's own.
    page.click("[data-take=send]")
    expect(page.locator("#send-no-link")).to_be_visible()
    expect(page.locator("#send-link-box")).to_be_hidden()

    def serve(route: Route) -> None:
        asked = urlsplit(route.request.url)
        file = site / asked.path.lstrip("/")
        route.fulfill(path=file) if file.is_file() else route.abort()

    other = page.context.browser.new_context() if page.context.browser else page.context
    elsewhere = other.new_page()
    elsewhere.route("http://clinic.example/**", serve)
    form = CalculatorForm(elsewhere, "http://clinic.example")
    elsewhere.goto("http://clinic.example/calculator/index.html?from=mail#answers.3")
    expect(elsewhere.locator("#calculator.calculator--live")).to_be_visible()
    elsewhere.evaluate("window.lumbarSteps.use(false)")
    form.flags()
    form.submit()
    elsewhere.click("[data-take=send]")
    expect(elsewhere.get_by_label("A link to the empty form")).to_have_value(
        "http://clinic.example/calculator/index.html"
    )
    expect(elsewhere.locator("#send-no-link")).to_be_hidden()
    elsewhere.evaluate(SHARE, "")
    elsewhere.click("[data-take=link-share]")
    expect(elsewhere.locator("#take-status")).to_have_text("The link was handed on as you chose.")
    assert elsewhere.evaluate("window.handed") == [{"url": "http://clinic.example/calculator/index.html"}]
    if other is not page.context:
        other.close()


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
    expect(page.locator("#take-picture svg")).to_have_count(0)
    page.click("[data-take=code-show]")
    expect(page.locator("#take-picture svg")).to_be_visible()
    page.click("[data-take=code-hide]")
    expect(page.locator("#take-picture svg")).to_have_count(0)


NO_WAY_TO_COPY = """() => {
    navigator.clipboard.writeText = () => Promise.reject(new DOMException("", "NotAllowedError"));
    document.execCommand = () => false;
}"""
COPY_AGAIN = "() => { delete navigator.clipboard.writeText; delete document.execCommand; }"


# ---- The referral letter ----------------------------------------------------------------------------------------

CHANGED = "To: Dr Grey <ward 7> & team\n\nReason for referral\n\u05e9\u05dc\u05d5\u05dd\u202e <b>as before</b>\n"


@pytest.fixture
def letter(done: CalculatorForm, page: Page) -> Locator:
    """The draft of a letter, in its box."""
    page.click("[data-take=letter]")
    box = page.locator("#letter-words")
    expect(box).to_be_focused()
    expect(box).not_to_have_value("")
    return box


def test_a_letter_is_a_labelled_draft_in_sight(letter: Locator, page: Page) -> None:
    assert page.get_by_label("Your referral letter").input_value() == letter.input_value()
    assert letter.input_value().startswith("Referral letter\nAnswers of ")
    assert "Total 4 of 9" in letter.input_value()
    assert letter.evaluate("box => box.scrollHeight <= box.clientHeight")
    assert letter.evaluate("box => box.selectionStart") == 0


def test_a_letter_is_copied_as_it_stands(letter: Locator, page: Page) -> None:
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    letter.fill(CHANGED)
    page.click("[data-take=letter-copy]")
    expect(page.locator("#letter-status")).to_have_text("Copied.")
    assert page.evaluate("navigator.clipboard.readText()") == CHANGED
    letter.press_sequentially("x")
    expect(page.locator("#letter-status")).to_have_text("")


def test_a_letter_that_was_not_copied_is_not_said_to_be(letter: Locator, page: Page) -> None:
    page.evaluate(NO_WAY_TO_COPY)
    page.click("[data-take=letter-copy]")
    expect(page.locator("#letter-status")).to_have_text(
        "Not copied: this browser does not allow it. The text is selected: copy it with your device’s own way to "
        "copy."
    )
    expect(letter).to_be_focused()
    assert letter.evaluate("box => box.selectionEnd - box.selectionStart") == len(letter.input_value())
    page.evaluate(COPY_AGAIN)


def test_a_letter_is_saved_as_it_stands(letter: Locator, page: Page, tmp_path: Path) -> None:
    letter.fill(CHANGED)
    file = saved(page, "letter-save", tmp_path)
    expect(page.locator("#letter-status")).to_contain_text(f"Your browser was asked to save {file.name}.")
    assert re.fullmatch(r"Back pain - letter - \d+ \w+ \d{4}\.docx", file.name)
    assert [each.text for each in Document(str(file)).paragraphs] == CHANGED.replace("\u202e", "").splitlines()


def test_an_empty_letter_is_refused_and_written_anew(letter: Locator, page: Page) -> None:
    draft = letter.input_value()
    letter.fill(" \n")
    for way in ("copy", "save", "print"):
        page.locator("#letter-status").evaluate("status => { status.textContent = ''; }")
        page.click(f"[data-take=letter-{way}]")
        expect(page.locator("#letter-status")).to_have_text("The letter is empty.")
    page.click("[data-take=letter]")
    expect(letter).to_have_value(draft)


def test_a_changed_letter_is_not_written_over(letter: Locator, page: Page) -> None:
    letter.fill(CHANGED)
    page.click("[data-take=letter]")
    expect(letter).to_be_focused()
    assert letter.input_value() == CHANGED


def test_a_letter_goes_with_its_result(letter: Locator, form: CalculatorForm, page: Page) -> None:
    letter.fill(CHANGED)
    page.click("#next-person button")
    assert letter.input_value() == ""
    form.flags(fracture="yes")
    form.submit()
    page.click("[data-take=letter]")
    expect(letter).to_have_value(re.compile(r"^RED FLAG REPORTED\nContact a clinician today"))
    assert "Total" not in letter.input_value()


@pytest.mark.parametrize(
    ("way", "box"), [("letter", "#letter-words"), ("text", "#take-words"), ("send", "#send-words")]
)
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
