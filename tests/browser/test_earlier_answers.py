"""Answers have a day and a person: the page asks before it uses those of another day, and never dates them anew."""

from __future__ import annotations

import json
import re
from typing import Any

import pytest
from playwright._impl._api_structures import FilePayload
from playwright.sync_api import Download, Page, expect

from tests.browser.calculator_form import CalculatorForm
from tests.browser.clock import set_clock

SEPTEMBER = "2026-09-06"
"""A Sunday, and the day of the answers."""
NOVEMBER = "2026-11-29"
"""12 weeks later to the day."""
IN_WORDS = {SEPTEMBER: "6 September 2026", NOVEMBER: "29 November 2026"}
AS_OF = f"As of {IN_WORDS[SEPTEMBER]}: the answers are of that day, not of {IN_WORDS[NOVEMBER]}."
ASKED = re.compile(
    rf"^These answers are from {IN_WORDS[SEPTEMBER]}( at 12:3\d)?, 12 weeks ago\. "
    r"The safety questions must be answered again today\.$"
)
"""A file knows its day and no hour."""


class Visit:
    """A page whose clock a test sets."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.form = CalculatorForm(page)
        self.panel = page.locator("#earlier")

    def at(self, day: str, time: str = "12:30") -> None:
        """Set the device's clock."""
        set_clock(self.page, f"{day}T{time}")

    def come_back(self) -> None:
        """Look at the tab again, as somebody does who has been elsewhere."""
        self.page.evaluate("dispatchEvent(new Event('focus'))")

    def reload(self) -> None:
        """Load the page anew, as a phone does that had put the tab away."""
        self.page.reload()
        self.form.wait_until_ready()

    def answer(self) -> None:
        """Fill in a sheet with weeks and everything that can change, and see its result."""
        self.form.open()
        self.form.flags()
        self.form.sheet("AAAADDDDE")
        self.page.fill("#weeks_since_onset-input", "3")
        self.page.fill("#weeks_since_first_session-input", "2.5")
        self.page.fill("#sessions_attended-input", "4")
        self.form.choose("nsaid", "tried")
        self.form.submit()
        expect(self.form.result).to_contain_text(f"{IN_WORDS[SEPTEMBER]}.")

    def taken(self, button: str) -> Download:
        """Take a file along."""
        with self.page.expect_download() as download:
            self.page.click(f"[data-take={button}]")
        return download.value

    def saved(self) -> dict[str, Any]:
        """Save the answers as a file and read it."""
        content: dict[str, Any] = json.loads(self.taken("save").path().read_text(encoding="utf-8"))
        return content


@pytest.fixture
def visit(page: Page) -> Visit:
    """A visit in September."""
    visit = Visit(page)
    visit.at(SEPTEMBER)
    return visit


def as_file(name: str, content: bytes) -> FilePayload:
    """A file as a reader chooses it."""
    return {"name": name, "mimeType": "application/json", "buffer": content}


def kept_on_the_device(visit: Visit) -> None:
    """The answers are found after the tab was closed: only this device's longer store still has them."""
    visit.page.click("#keep-yes")
    visit.page.evaluate("sessionStorage.clear()")
    visit.at(NOVEMBER)
    visit.reload()


def left_in_the_tab(visit: Visit) -> None:
    """The tab was left as it was, and is looked at again."""
    visit.at(NOVEMBER)
    visit.come_back()


def reloaded_in_the_tab(visit: Visit) -> None:
    """The browser had put the tab away and loads it again."""
    visit.at(NOVEMBER)
    visit.reload()


def opened_from_a_file(visit: Visit) -> None:
    """The answers come from a file, on an empty page."""
    content = visit.taken("save").path().read_bytes()
    visit.at(NOVEMBER)
    visit.page.evaluate("[localStorage, sessionStorage].forEach(storage => storage.clear())")
    visit.page.goto("about:blank")
    visit.form.open()
    visit.page.evaluate("sessionStorage.clear()")
    visit.page.click(".entry summary")
    visit.page.set_input_files("#open-file", as_file("a.json", content))


WAYS = [kept_on_the_device, left_in_the_tab, reloaded_in_the_tab, opened_from_a_file]


@pytest.mark.parametrize("way", WAYS, ids=lambda way: way.__name__)
def test_old_answers_are_asked_about_and_dated_as_of_their_day_wherever_they_were_kept(
    visit: Visit, way: Any
) -> None:
    visit.answer()
    way(visit)
    expect(visit.page.locator("#earlier-text")).to_have_text(ASKED)
    expect(visit.panel).to_be_focused()
    for hidden in ("#calculator-form", "#calculator-who", "#result", "#calculator-after"):
        expect(visit.page.locator(hidden)).to_be_hidden()

    visit.page.click("#earlier-show")
    expect(visit.form.result).to_contain_text(AS_OF)
    assert visit.form.shown()["group"] == "medium"
    # The guideline has a day of its own.
    words = re.sub(r"guideline \S+ of \d+ \w+ \d{4}", "", visit.form.result.inner_text())
    assert f"{IN_WORDS[NOVEMBER]}." not in words.replace(AS_OF, "")
    # The course is that of the answers' day.
    assert "acute" in visit.form.result.locator("#clinician-view").evaluate("view => view.textContent").lower()
    assert not visit.page.locator("#calculator-change").is_visible()

    visit.page.click("[data-take=text]")
    expect(visit.page.locator("#take-words")).to_have_value(re.compile(f"^As of {SEPTEMBER}, made on {NOVEMBER}: "))
    saved = visit.saved()
    assert (saved["day"], saved["request"]["today"], saved["about"][0]) == (SEPTEMBER, SEPTEMBER, AS_OF)
    bundle = visit.taken("fhir").path().read_text(encoding="utf-8")
    assert f'"authored": "{SEPTEMBER}"' in bundle
    assert AS_OF in bundle
    assert f'"effectiveDateTime": "{NOVEMBER}"' not in bundle
    visit.page.emulate_media(media="print")
    expect(visit.page.locator(".sheet")).to_contain_text(AS_OF)


def test_to_answer_again_takes_over_no_answer_and_moves_the_weeks_on(visit: Visit) -> None:
    visit.answer()
    reloaded_in_the_tab(visit)
    visit.page.click("#earlier-again")
    expect(visit.panel).to_be_hidden()
    expect(visit.page.locator("#calculator-form fieldset[data-step] :checked")).to_have_count(0)
    moved = {"weeks_since_onset": "15", "weeks_since_first_session": "14.5", "sessions_attended": "4"}
    for field, value in moved.items():
        expect(visit.page.locator(f"#{field}-input")).to_have_value(value)
    expect(visit.page.locator("#confirm-text")).to_contain_text(IN_WORDS[SEPTEMBER])

    visit.form.flags()
    visit.form.sheet("DDDDDDDDN")
    visit.form.submit()
    summary = visit.page.locator("#error-summary")
    expect(summary).to_contain_text("this answer is of an earlier day")
    expect(summary.locator("li")).to_have_count(4)
    visit.page.fill("#sessions_attended-input", "9")
    visit.form.submit()
    expect(summary.locator("li")).to_have_count(3)
    visit.page.click("#confirm-yes")
    visit.form.submit()
    expect(visit.form.result).to_contain_text(f"{IN_WORDS[NOVEMBER]}.")
    expect(visit.form.result).not_to_contain_text("As of")
    request = visit.saved()["request"]
    assert (request["today"], request["weeks_since_onset"], request["sessions_attended"]) == (NOVEMBER, 15, 9)


def test_a_red_flag_of_today_does_not_wait_for_old_weeks_to_be_confirmed(visit: Visit) -> None:
    visit.answer()
    reloaded_in_the_tab(visit)
    visit.page.click("#earlier-again")
    expect(visit.panel).to_be_hidden()
    visit.form.flags(fracture="yes")
    visit.form.submit()
    assert visit.form.shown()["urgency"] == "urgent"


def test_a_file_compared_with_the_same_answers_opened_later_is_one_sheet(visit: Visit) -> None:
    visit.answer()
    content = visit.taken("save").path().read_bytes()
    reloaded_in_the_tab(visit)
    visit.page.click("#earlier-show")
    expect(visit.form.result).to_be_visible()
    visit.page.set_input_files(
        "#compare-files", {"name": "a.json", "mimeType": "application/json", "buffer": content}
    )
    expect(visit.page.locator("#compare-error")).to_have_text(
        "There is 1 sheet to compare. Give at least two, of different days."
    )


def test_a_sitting_over_midnight_goes_on_and_keeps_the_day_on_which_it_began(visit: Visit) -> None:
    visit.at(SEPTEMBER, "23:30")
    visit.form.open()
    visit.form.flags()
    visit.form.sheet("AAAADDDD-")
    visit.at("2026-09-07", "00:20")
    visit.come_back()
    expect(visit.panel).to_be_hidden()
    visit.form.choose("answers.9", "extremely")
    visit.form.submit()
    expect(visit.form.result).to_contain_text(
        "As of 6 September 2026: the answers are of that day, not of 7 September"
    )


def test_a_clock_that_was_set_back_is_told(visit: Visit) -> None:
    visit.answer()
    visit.at("2026-08-01")
    visit.come_back()
    expect(visit.page.locator("#earlier-text")).to_contain_text("by this device’s clock today is 1 August 2026")
    visit.page.click("#earlier-again")
    # Weeks cannot be moved back: they are asked anew.
    expect(visit.page.locator("#weeks_since_onset-input")).to_have_value("")
    expect(visit.page.locator("#sessions_attended-input")).to_have_value("4")


@pytest.mark.parametrize("day", ["absent", None, 7, "6.9.2026", ""])
def test_stored_answers_that_do_not_say_their_day_are_asked_about(visit: Visit, day: object) -> None:
    visit.answer()
    visit.page.evaluate(
        """day => {
            const [key] = Object.keys(sessionStorage).filter(key => key.startsWith("lumbar-answers"));
            const state = JSON.parse(sessionStorage[key]);
            if (day === "absent") delete state.about.day; else state.about.day = day;
            addEventListener("pagehide", () => sessionStorage.setItem(key, JSON.stringify(state)));
        }""",
        day,
    )
    visit.reload()
    expect(visit.page.locator("#earlier-text")).to_contain_text("do not say of which day they are")
    visit.page.click("#earlier-show")
    expect(visit.form.result).to_contain_text("The answers do not say of which day they are.")


def test_an_old_sheet_that_is_half_there_says_so_and_can_only_be_answered_again(visit: Visit) -> None:
    visit.form.open()
    visit.form.sheet("AAAADDDDE")
    left_in_the_tab(visit)
    visit.page.click("#earlier-show")
    expect(visit.page.locator("#earlier-error")).to_contain_text("There is no old result to show.")
    expect(visit.page.locator("#earlier-show")).to_be_hidden()
    visit.page.click("#earlier-again")
    expect(visit.page.locator("#calculator-form :checked")).to_have_count(0)


def test_an_empty_form_is_nobodys_answers(visit: Visit) -> None:
    visit.form.open()
    visit.page.fill("#weeks_since_onset-input", "3")
    visit.page.fill("#weeks_since_onset-input", "")
    visit.at(NOVEMBER)
    visit.reload()
    expect(visit.panel).to_be_hidden()
    expect(visit.page.locator("#answers-found")).to_be_hidden()
    visit.form.flags()
    visit.form.submit()
    expect(visit.form.result).to_contain_text(f"{IN_WORDS[NOVEMBER]}.")


def test_whoever_finds_answers_of_today_is_asked_whether_they_are_theirs(visit: Visit) -> None:
    visit.answer()
    visit.reload()
    expect(visit.page.locator("#answers-found")).to_contain_text(
        re.compile(r"These are answers of 6 September 2026 at 12:3\d\. Not yours\?")
    )
    visit.page.click("#answers-found button")
    expect(visit.page.locator("#answers-found")).to_be_hidden()
    expect(visit.page.locator("#calculator-form :checked")).to_have_count(0)
    assert visit.page.evaluate("Object.keys(localStorage).filter(key => key.includes('answers')).length") == 0


# ---- The next person --------------------------------------------------------------------------------------------


def filled(page: Page) -> int:
    """How many questions have an answer."""
    return page.locator("#calculator-form :checked").count() + page.evaluate(
        "[...document.querySelectorAll('#calculator-form input.field__entry')].filter(({value}) => value).length"
    )


@pytest.mark.parametrize("place", [".next-person button", "#calculator-after [data-next-person]"])
def test_the_next_person_begins_with_nothing_and_what_was_there_comes_back_once(visit: Visit, place: str) -> None:
    visit.answer()
    visit.page.fill("#sheet-label", "AB")
    visit.page.click("#keep-yes")
    before = filled(visit.page)
    visit.page.click(place)
    assert filled(visit.page) == 0
    expect(visit.page.locator("#sheet-label")).to_have_value("")
    # Neither the answers nor the last one's wish to have them kept are there for the next.
    stores = "[localStorage, sessionStorage].flatMap(Object.keys).filter(key => /answers|keep/.test(key))"
    assert visit.page.evaluate(stores) == []
    visit.page.click("#undo-yes")
    assert filled(visit.page) == before
    expect(visit.page.locator("#sheet-label")).to_have_value("AB")
    expect(visit.page.locator("#undo")).to_be_hidden()


def test_a_row_begins_a_new_sheet_of_which_nothing_is_the_last_patients(visit: Visit) -> None:
    visit.answer()
    visit.page.click("#calculator-change")
    visit.page.click(".entry summary")
    visit.page.fill("#entry-row", "DDDDAAAAN")
    visit.page.keyboard.press("Enter")
    expect(visit.page.locator("#entry-done")).to_contain_text("Everything else is empty.")
    assert filled(visit.page) == 9
    visit.form.submit()
    expect(visit.page.locator("#error-summary li")).to_have_count(5)
    visit.form.flags()
    visit.form.submit()
    expect(visit.form.result).to_be_visible()
    assert visit.form.shown()["group"] == "high"
    request = visit.saved()["request"]
    assert {"weeks_since_onset", "weeks_since_first_session", "sessions_attended", "nsaid"}.isdisjoint(request)
    # Once the second has a result, the first one's answers are gone for good.
    expect(visit.page.locator("#undo")).to_be_hidden()


def test_a_row_over_answers_can_be_taken_back(visit: Visit) -> None:
    visit.answer()
    before = filled(visit.page)
    visit.page.click("#calculator-change")
    visit.page.click(".entry summary")
    visit.page.fill("#entry-row", "DDDDAAAAN")
    visit.page.click("#entry-use")
    visit.page.click("#undo-yes")
    assert filled(visit.page) == before
    visit.form.submit()
    assert visit.form.shown()["group"] == "medium"


def test_a_key_in_a_question_is_for_the_next_person(visit: Visit) -> None:
    visit.answer()
    visit.page.click("#calculator-change")
    visit.page.locator("input[name='answers.1']").first.focus()
    visit.page.keyboard.press("x")
    assert filled(visit.page) == 0


def test_an_opened_file_can_be_taken_back_and_brings_nothing_of_what_was_there(visit: Visit) -> None:
    visit.answer()
    other = visit.saved()
    other["request"] = {"instrument": "start-back-9", "answers": other["request"]["answers"], "today": SEPTEMBER,
                        "red_flags": other["request"]["red_flags"]}  # fmt: skip
    visit.page.click("#calculator-change")
    visit.page.click(".entry summary")
    file = as_file("b.json", json.dumps(other).encode())
    visit.page.set_input_files("#open-file", file)
    expect(visit.form.result).to_be_visible()
    assert set(visit.saved()["request"]) == {"instrument", "answers", "red_flags", "today"}


# ---- Whose files ------------------------------------------------------------------------------------------------


def labelled(content: dict[str, Any], day: str, label: str | None) -> dict[str, Any]:
    """A file as it would have been saved on another day."""
    request = content["request"] | {"today": day}
    return {**content, "day": day, "label": label, "request": request}


@pytest.mark.parametrize(
    ("on_page", "in_file", "asks"),
    [("AB", "AB", False), ("AB", "CD", True), ("AB", None, True), ("", "AB", True), ("", None, True)],
)
def test_files_with_other_labels_or_none_are_compared_only_after_a_question(
    visit: Visit, on_page: str, in_file: str | None, asks: bool
) -> None:
    visit.answer()
    visit.page.fill("#sheet-label", on_page)
    saved = visit.saved()
    assert saved["label"] == (on_page or None)
    earlier = labelled(saved, "2026-08-09", in_file)
    file: FilePayload = {
        "name": "earlier.json",
        "mimeType": "application/json",
        "buffer": json.dumps(earlier).encode(),
    }
    visit.page.set_input_files("#compare-files", file)
    question, answer = visit.page.locator("#compare-person"), visit.page.locator("#compare-result .change")
    if asks:
        expect(question).to_be_visible()
        expect(question).to_contain_text("“earlier.json”")
        expect(answer).to_have_count(0)
        visit.page.click("#compare-other")
        expect(answer).to_have_count(0)
        visit.page.set_input_files("#compare-files", file)
        visit.page.click("#compare-same")
    expect(answer).to_be_visible()
    for label in filter(None, (on_page, in_file)):
        expect(answer).to_contain_text(f"({label})")


def test_the_page_says_which_day_its_clock_takes_for_today(visit: Visit) -> None:
    visit.form.open(ready=False)
    expect(visit.page.locator("#first_session [data-device-day]")).to_have_text(
        "By this device’s clock, today is 6 September 2026."
    )
