"""The way through the form on a phone: one question a screen, nothing lost, nothing asked that need not be."""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.calculator_form import CalculatorForm


@pytest.fixture
def form(shared_form: CalculatorForm) -> CalculatorForm:
    """The page on which the tests of this file start Python once."""
    return shared_form


@pytest.fixture
def page(form: CalculatorForm) -> Page:
    return form.page


def heading(page: Page) -> str:
    """Return the question on the screen: the page's one heading of the first level."""
    found = page.get_by_role("heading", level=1)
    expect(found).to_have_count(1)
    return " ".join((found.text_content() or "").split())


@pytest.mark.parametrize("width", [360, 1280])
def test_a_reader_begins_with_one_question_and_a_clinician_with_all_by_a_link(
    browser: Browser, address: str, width: int
) -> None:
    page = browser.new_page(viewport={"width": width, "height": 740}, base_url=address)
    fields = page.locator("#calculator-form fieldset[data-flag-urgency]")
    page.goto("/index.html")
    page.get_by_role("link", name="Start the questions").click()
    expect(page.locator("#fits")).to_be_visible()
    expect(page.get_by_role("button", name="All on one page")).to_be_hidden()
    assert [field.is_visible() for field in fields.all()] == [False] * 5
    # The theme's link past the header leads to what is on the screen.
    expect(page.locator(page.locator(".md-skip").get_attribute("href") or "")).to_be_visible()
    page.click("#steps-back")
    page.get_by_role("link", name="Quick entry").click()
    expect(page.locator("#entry > summary")).to_be_focused()
    expect(page.locator("#entry-row")).to_be_in_viewport()
    expect(page.locator("#fits")).to_be_hidden()
    for field in fields.all():
        expect(field).to_be_visible()
    # What was chosen since goes before the link, over a reload too.
    page.get_by_role("button", name="One question at a time").click()
    expect(page.locator("#fits")).to_be_focused()
    page.reload()
    expect(page.locator("#fits")).to_be_visible()
    page.click("#entry > summary")
    page.get_by_role("button", name="All on one page").click()
    expect(fields.first).to_be_visible()
    expect(page.locator("#fits")).to_be_hidden()
    page.close()


def test_every_question_comes_once_in_its_order_and_then_the_answers_are_checked(
    form: CalculatorForm, page: Page
) -> None:
    form.open(ready=False, steps=True)
    seen = [heading(page)]
    titles = [page.title()]
    for _ in range(5):
        form.on()
        seen.append(heading(page).split(":")[0])
        titles.append(page.title())
        page.locator(".step--now input[value=no]").check()
    for _ in range(9):
        form.on()
        seen.append(heading(page).split(".")[0])
        titles.append(page.title())
        page.locator(".step--now input").first.check()
    form.on()
    expected = [*(f"Safety question {n}" for n in range(1, 6)), *map(str, range(1, 10))]
    assert seen == ["Does any of these fit you?", *expected]
    assert [title.split(" - ")[0] for title in titles] == [
        "Before the questions",
        *(f"Safety question {number} of 5" for number in range(1, 6)),
        *(f"Question {number} of 9" for number in range(1, 10)),
    ]
    assert titles[2].startswith("Safety question 2 of 5 - Is a leg or foot getting weaker, or losing feeling, from")
    # One thing a page here too; whether somebody checked the progress is not asked before week 4.
    assert form.skip_further() == [
        "weeks_since_onset",
        "first_session",
        "weeks_since_first_session",
        "sessions_attended",
        "improving",
        "nsaid",
    ]
    assert heading(page) == "Check your answers"
    assert page.title().startswith("Check your answers - ")
    parts = page.locator("#check-list h2")
    assert parts.all_inner_texts() == [
        "1. Safety questions",
        "2. The nine STarT Back questions",
        "3. Your pain and treatment so far",
    ]
    expect(page.locator(".check__row")).to_have_count(5 + 9 + 6)
    expect(page.locator(".check__open")).to_have_count(6)
    first = page.locator(".check__row").first
    expect(first).to_contain_text("numbness or tingling between your legs")
    expect(first.get_by_role("link")).to_have_accessible_name(
        "Change the answer to: Safety question 1: Since your back pain began or got worse, have you noticed any of "
        "these?"
    )


def test_the_question_on_the_screen_has_the_focus_and_is_named(form: CalculatorForm, page: Page) -> None:
    form.open(ready=False, steps=True)
    form.on()
    focused = page.locator(":focus")
    assert focused.get_attribute("id") == "red_flags.cauda-equina"
    expect(focused).to_have_role("group")
    expect(focused).to_have_accessible_name(
        "Safety question 1: Since your back pain began or got worse, have you noticed any of these?"
    )
    expect(page.locator("#steps-place")).to_have_text("Safety question 1 of 5")
    # Legend, signs, how to answer, error, answers: in this order, and each of them once.
    form.on()
    parts = focused_parts(page)
    assert parts == ["LEGEND", "signs", "how-to-answer", "field__error", "choices"]
    expect(page.get_by_text("Answer no if none fits you")).to_have_count(1)
    # What is typed has its question for a heading as well.
    page.evaluate("lumbarSteps.go('weeks_since_onset')")
    assert heading(page) == "How long have you had this pain?"
    expect(page.get_by_role("heading", level=1)).to_be_focused()
    expect(page.locator("#weeks_since_onset-input")).to_have_accessible_name("How long have you had this pain?")


def focused_parts(page: Page) -> list[str]:
    """Return what stands in a safety question, in its order."""
    found: list[str] = page.locator("fieldset.step--now").evaluate(
        """field => [...field.children].map(({ id, className, tagName }) =>
            tagName === "LEGEND" ? tagName : ["how-to-answer"].includes(id) ? id : className)"""
    )
    return found


@pytest.mark.parametrize(("width", "height", "text_size"), [(320, 256, 100), (360, 640, 200)])
def test_nothing_is_half_hidden_where_the_page_is_magnified(
    form: CalculatorForm, page: Page, width: int, height: int, text_size: int
) -> None:
    """At 400 % a window of 1280 by 1024 is one of 320 by 256; large text is the reader's own wish."""
    form.open(ready=False, steps=True)
    page.set_viewport_size({"width": width, "height": height})
    page.evaluate("size => { document.documentElement.style.fontSize = `${size * 1.25}%`; }", text_size)
    for step in ("red_flags.cauda-equina", "answers.9", "first_session"):
        page.evaluate("step => lumbarSteps.go(step)", step)
        place = page.evaluate(IN_VIEW)
        assert place["top"] >= place["header"], step
        assert place["top"] < height / 2, step
        for _ in range(3):
            page.keyboard.press("Tab")
            place = page.evaluate(IN_VIEW)
            assert place["header"] <= place["top"], step
            assert place["bottom"] <= height, step
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    page.evaluate("document.documentElement.style.fontSize = ''")
    page.set_viewport_size({"width": 360, "height": 740})


IN_VIEW = """() => {
    const focused = document.activeElement;
    const { top, bottom } = (focused.closest(".choice") ?? focused).getBoundingClientRect();
    const header = document.querySelector(".md-header").getBoundingClientRect();
    return { top: Math.round(top), bottom: Math.round(bottom), header: Math.max(0, Math.round(header.bottom)) };
}"""
"""Where what has the focus stands, below the page's header or not."""


@pytest.mark.parametrize("answer", ["yes", "not-sure"])
def test_whoever_it_was_not_made_for_is_sent_to_a_clinician_and_nothing_of_it_is_taken_along(
    form: CalculatorForm, page: Page, answer: str
) -> None:
    form.open(ready=False, steps=True)
    for words in ("you are under 18", "pregnant", "operation or an injury of the spine", "pain is elsewhere"):
        expect(page.locator("#fits")).to_contain_text(words)
    page.check(f"#fits input[value={answer}]")
    page.keyboard.press("Enter")
    assert heading(page) == "See a clinician instead"
    assert page.title().startswith("See a clinician instead - ")
    expect(page.get_by_role("heading", level=1)).to_be_focused()
    expect(page.locator("#calculator-unfit")).to_contain_text("Go to an emergency department now if you notice")
    for more in ("#steps-on", "#steps-skip", "#calculator-submit"):
        expect(page.locator(more)).to_be_hidden()
    taken: str = page.evaluate("JSON.stringify([lumbarCalculator.collect(), lumbarCalculator.entries()])")
    assert "fit" not in taken
    page.click("#steps-back")
    expect(page.locator(f"#fits input[value={answer}]")).to_be_checked()
    page.check("#fits input[value=no]")
    form.on()
    form.choose("red_flags.cauda-equina", "no")
    # It goes with the answers of this tab, and is erased with them.
    page.reload()
    assert page.evaluate("lumbarCalculator.sheet.fits") == "no"
    form.erase()
    expect(page.locator("#fits")).to_be_focused()
    expect(page.locator("#fits :checked")).to_have_count(0)


def test_back_leads_to_the_question_before_where_the_browser_knows_no_way(
    form: CalculatorForm, page: Page, address: str
) -> None:
    """Answers that were kept on the device begin a history of their own."""
    form.open(ready=False, steps=True)
    form.flags()
    page.evaluate("lumbarSteps.go('answers.2')")
    kept = page.evaluate("JSON.stringify(Object.entries(sessionStorage))")
    other = page.context.new_page()
    other.goto("/index.html")
    other.evaluate("kept => JSON.parse(kept).forEach(([key, value]) => localStorage.setItem(key, value))", kept)
    other.goto("/calculator/index.html")
    assert heading(other).startswith("2.")
    other.click("#steps-back")
    assert heading(other).startswith("1.")
    other.click("#steps-back")
    assert heading(other).startswith("Safety question 5")
    other.evaluate("localStorage.clear()")
    other.close()


def test_going_on_without_an_answer_is_told_and_an_item_may_be_left_out(form: CalculatorForm, page: Page) -> None:
    form.open(ready=False, steps=True)
    form.on()
    form.on()
    summary = page.locator("#error-summary")
    expect(summary).to_be_focused()
    expect(summary).to_contain_text("Safety question 1: choose yes, no or not sure.")
    assert page.title().startswith("Error: Safety question 1 of 5 - ")
    expect(page.locator("#steps-skip")).to_be_hidden()
    form.choose("red_flags.cauda-equina", "no")
    form.on()
    assert page.title().startswith("Safety question 2 of 5 - ")
    page.evaluate("lumbarSteps.go('answers.9')")
    form.on()
    expect(summary).to_contain_text(
        "Choose an answer, or leave the question out. The answers are: Not at all, Slightly, Moderately, Very "
        "much, Extremely."
    )
    form.open(ready=False, steps=True)
    page.evaluate("lumbarSteps.go('calculator-who')")
    page.evaluate("lumbarErase.erase()")
    form.on()
    expect(summary).to_contain_text("choose yes, no or not sure")
    summary.get_by_role("link").click()
    expect(page.locator("#fits input").first).to_be_focused()
    form.open(ready=False, steps=True)
    form.steps("ADADADAD-")
    row = page.locator(".check__row").filter(has_text="9. Overall")
    expect(row).to_contain_text("not answered")


def test_a_change_from_the_check_leads_back_to_the_check(form: CalculatorForm, page: Page) -> None:
    form.open(ready=False, steps=True)
    form.steps("DDDDDDDDN")
    row = page.locator(".check__row").filter(has_text="2. I have had pain in the shoulder")
    expect(row).to_contain_text("Disagree")
    row.get_by_role("link").click()
    assert heading(page).startswith("2.")
    form.choose("answers.2", "agree")
    form.on()
    expect(page.locator("#check")).to_be_visible()
    expect(row).to_contain_text("Agree")


@pytest.mark.parametrize(
    ("flags", "left"), [({"cauda_equina": "yes"}, 4), ({"infection": "not-sure"}, 0)], ids=["emergency", "urgent"]
)
def test_a_red_flag_ends_the_questions(form: CalculatorForm, page: Page, flags: dict[str, str], left: int) -> None:
    form.open(steps=True)
    form.on()
    for flag in ("cauda-equina", "progressive-neurology", "malignancy", "infection", "fracture")[: 5 - left]:
        form.choose(f"red_flags.{flag}", flags.get(flag.replace("-", "_"), "no"))
        form.on()
    expect(form.result).to_be_visible()
    assert form.shown()["urgency"] == ("emergency" if left else "urgent")
    expect(page.locator("#calculator-form")).to_be_hidden()
    expect(page.get_by_text("Print or save as PDF")).to_be_visible()
    for absent in ("FHIR file", "Dates for a calendar", "Compare with earlier files", "Keep your answers"):
        expect(page.get_by_text(absent)).to_be_hidden()


def test_the_back_button_of_the_browser_goes_back_one_question_at_a_time(form: CalculatorForm, page: Page) -> None:
    form.open(steps=True)
    form.steps("AAAADDDDE")
    form.submit()
    expect(form.result).to_be_visible()
    page.go_back()
    expect(page.locator("#check")).to_be_visible()
    expect(form.result).to_be_hidden()
    page.go_back()
    assert heading(page).startswith("Have you tried")
    page.click("#steps-back")
    assert heading(page).startswith("Is your back getting better")
    for _ in range(3):
        page.go_forward()
    expect(form.result).to_be_visible()
    assert page.title().startswith("Your result - ")


def test_answers_survive_a_reload_in_the_middle_and_at_the_result(form: CalculatorForm, page: Page) -> None:
    form.open(ready=False, steps=True)
    form.on()
    form.choose("red_flags.cauda-equina", "no")
    form.on()
    form.choose("red_flags.progressive-neurology", "not-sure")
    page.reload()
    assert heading(page).startswith("Safety question 2")
    expect(page.locator("input[name='red_flags.progressive-neurology'][value='not-sure']")).to_be_checked()
    page.go_back()
    assert heading(page).startswith("Safety question 1")
    expect(page.locator("input[name='red_flags.cauda-equina'][value='no']")).to_be_checked()
    form.choose("red_flags.cauda-equina", "yes")
    form.on()
    expect(form.result).to_be_visible()
    page.reload()
    expect(form.result).to_contain_text("Go to an emergency department now")


def test_answers_are_gone_with_the_session_unless_the_reader_wants_them_kept(
    browser: Browser, address: str
) -> None:
    context = browser.new_context(base_url=address, viewport={"width": 360, "height": 740})
    stored = "Object.keys(localStorage).filter(key => key.startsWith('lumbar-answers')).length"
    left = "[...Object.keys(localStorage), ...Object.keys(sessionStorage)].filter(key => key.startsWith('lumbar-'))"
    checked = "document.querySelectorAll('#calculator-form :checked').length"

    def visit() -> CalculatorForm:
        form = CalculatorForm(context.new_page())
        form.open()
        return form

    form = visit()
    form.flags()
    form.sheet("AAAADDDDE")
    form.submit()
    expect(form.page.get_by_text("On a shared or public computer, do not keep them")).to_be_visible()
    assert form.page.evaluate(stored) == 0
    # A new tab has a session of its own.
    other = visit()
    assert other.page.evaluate(checked) == 0
    other.page.close()
    form.page.click("#keep-yes")
    assert form.page.evaluate(stored) == 1
    form.page.close()
    form = visit()
    assert form.page.evaluate(checked) == 14
    form.erase()
    assert form.page.evaluate(left) == []
    assert form.page.evaluate(checked) == 0
    form.page.reload()
    assert form.page.evaluate(checked) == 0
    context.close()


def test_who_keeps_nothing_is_not_asked_again(form: CalculatorForm, page: Page) -> None:
    form.open()
    form.flags()
    form.submit()
    page.click("#keep-no")
    expect(page.locator("#keep-question")).to_be_hidden()
    page.click("#calculator-change")
    form.submit()
    expect(page.locator("#keep-question")).to_be_hidden()
    assert page.evaluate("Object.keys(localStorage).filter(key => key.startsWith('lumbar-answers')).length") == 0


def test_the_way_works_by_keyboard_alone(form: CalculatorForm, page: Page) -> None:
    form.open(steps=True)
    page.locator("#fits :checked").focus()
    page.keyboard.press("Enter")
    for _ in range(5):
        page.keyboard.press("Tab")
        page.keyboard.press("ArrowDown")  # "No" is the second answer
        page.keyboard.press("Enter")
    for _ in range(9):
        page.keyboard.press("Tab")
        page.keyboard.press("Space")
        page.keyboard.press("Enter")
    assert heading(page) == "How long have you had this pain?"
    page.keyboard.press("Tab")
    page.keyboard.type("3")
    page.keyboard.press("Tab")
    for _ in range(2):  # no unit is chosen beforehand
        page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    # What was typed is looked at first.
    expect(page.locator("#first_session")).to_be_visible()
    for _ in range(5):
        page.locator("#steps-skip").press("Enter")
    expect(page.locator("#check")).to_be_visible()
    expect(page.locator(".check__row").filter(has_text="How long have you had")).to_contain_text("3 months")
    assert page.evaluate("lumbarCalculator.collect().request.weeks_since_onset") == 13
    page.locator("#calculator button[type=submit]").press("Enter")
    expect(form.result).to_be_focused()
    assert form.shown()["group"] == "low"


def test_what_was_typed_wrongly_is_told_where_it_was_typed(form: CalculatorForm, page: Page) -> None:
    form.open(steps=True)
    form.steps("DDDDDDDDN")
    page.locator(".check__row").filter(has_text="How long have you had this pain?").get_by_role("link").click()
    page.fill("input[name=weeks_since_onset]", "about three")
    form.on()
    expect(page.locator("#error-summary")).to_contain_text("about three")
    page.fill("input[name=weeks_since_onset]", "3")
    form.on()
    expect(page.locator("#check")).to_be_visible()
