"""Success is said only when it is known: what a browser, a frame or a device refuses is told in words."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, FrameLocator, Page, expect

from tests.browser.calculator_form import FLAGS, CalculatorForm
from tests.browser.conftest import CHROMIUM_OPTIONS, PATIENCE
from tests.browser.reading_page import DESKTOP, GUIDELINE, layer_of, reader
from tests.browser.test_take_along import COPY_AGAIN, NO_WAY_TO_COPY

CHECKED = "#calculator-form :checked"
ADDRESS = CalculatorForm.ADDRESS


# ---- Copying ----------------------------------------------------------------------------------------------------


def with_result(form: CalculatorForm) -> CalculatorForm:
    """Answer everything and see the result."""
    form.open()
    form.flags()
    form.sheet("AAAADDDDE")
    form.submit()
    expect(form.result).to_be_visible()
    return form


def test_where_there_is_no_clipboard_the_old_way_copies(shared_form: CalculatorForm) -> None:
    page = with_result(shared_form).page
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.click("[data-take=text]")
    expect(page.locator("#take-words")).not_to_have_value("")
    page.evaluate(
        "() => { navigator.clipboard.writeText = () => Promise.reject(new DOMException('', 'NotAllowedError')); }"
    )
    page.click("[data-take=copy]")
    expect(page.locator("#take-status")).to_have_text("Copied.")
    assert page.evaluate("navigator.clipboard.readText()") == page.input_value("#take-words")
    # A copy that never happened is none, whatever the browser says.
    page.evaluate("() => { document.execCommand = () => true; }")
    page.click("[data-take=copy]")
    expect(page.locator("#take-status")).to_contain_text("Not copied")
    page.evaluate(COPY_AGAIN)


def test_a_statement_that_cannot_be_copied_is_shown_and_selected(browser: Browser, address: str) -> None:
    with reader(browser, **DESKTOP) as page:
        page.goto(f"{address}/{GUIDELINE}")
        layer = layer_of(page, "add-heat")
        layer.locator("summary").click()
        page.evaluate(NO_WAY_TO_COPY)
        button = layer.locator("button")
        for _ in range(2):
            button.click()
            expect(layer.get_by_role("alert")).to_have_text("Not copied. Copy this text yourself:")
            expect(button).to_have_text("Copy")
            field = layer.locator("textarea")
            expect(field).to_have_count(1)
            expect(field).to_be_focused()
            expect(field).to_have_value(re.compile("Heat therapy"))
            assert field.evaluate("field => field.selectionEnd - field.selectionStart === field.value.length")
        page.evaluate(COPY_AGAIN)
        page.context.grant_permissions(["clipboard-write"])
        button.click()
        expect(button).to_have_text("Copied")
        expect(field).to_have_count(0)


# ---- Saving and sharing -----------------------------------------------------------------------------------------

ON_A_HOME_SCREEN = """how => {
    navigator.standalone = true;
    window.shared = [];
    navigator.canShare = ({ files }) => files.length === 1;
    navigator.share = async ({ files }) => {
        window.shared.push([files[0].name, JSON.parse(await files[0].text()).request.answers["1"]]);
        if (how) throw new DOMException("", how);
    };
}"""
NO_PHONE = "() => { for (const name of ['standalone', 'canShare', 'share']) delete navigator[name]; }"


@pytest.mark.parametrize(
    ("how", "said"),
    [
        ("", r"^Back pain - my answers - [^.]+\.json was handed on as you chose\.$"),
        ("AbortError", "^$"),
        (
            "NotAllowedError",
            r"^Back pain - my answers - [^.]+\.json was not handed on: this device did not allow it\.",
        ),
    ],
)
def test_an_app_on_a_home_screen_shares_and_says_what_became_of_it(
    shared_form: CalculatorForm, how: str, said: str
) -> None:
    page = with_result(shared_form).page
    downloads: list[Any] = []

    def note(download: Any) -> None:
        downloads.append(download)

    page.on("download", note)
    page.evaluate(ON_A_HOME_SCREEN, how)
    page.locator("#take-status").evaluate("status => { status.textContent = 'before'; }")
    page.click("[data-take=save]")
    expect(page.locator("#take-status")).to_have_text(re.compile(said))
    assert [answer for _name, answer in page.evaluate("shared")] == ["agree"]
    assert downloads == []
    page.evaluate(NO_PHONE)
    page.remove_listener("download", note)


def test_where_a_file_cannot_be_shared_it_is_saved_and_no_more_is_said_than_is_known(
    shared_form: CalculatorForm,
) -> None:
    page = with_result(shared_form).page
    page.evaluate("() => { navigator.standalone = true; navigator.canShare = () => false; }")
    with page.expect_download() as download:
        page.click("[data-take=save]")
    expect(page.locator("#take-status")).to_contain_text(
        f"Your browser was asked to save {download.value.suggested_filename}."
    )
    expect(page.locator("#take-status")).not_to_contain_text("Saved")
    page.evaluate(NO_PHONE)


# ---- A frame that forbids ---------------------------------------------------------------------------------------


def framed(page: Page, allowed: str) -> FrameLocator:
    """The calculator in a frame that allows some things; the page around it is of the same site."""
    inner = f"{ADDRESS}#quick-entry"
    frame = (
        f'<!doctype html><title>Frame</title><iframe sandbox="{allowed}" src="{inner}" width="900" height="700">'
    )
    page.set_viewport_size({"width": 1000, "height": 740})
    page.route("**/frame.html", lambda route: route.fulfill(content_type="text/html", body=frame))
    page.goto("/frame.html")
    return page.frame_locator("iframe")


@pytest.mark.parametrize("allowed", ["allow-scripts", "allow-scripts allow-same-origin"])
def test_in_a_sandboxed_frame_the_form_answers_and_erases(page: Page, allowed: str) -> None:
    frame = framed(page, allowed)
    for flag in FLAGS:
        frame.locator(f'input[name="red_flags.{flag}"][value=no]').check()
    blocked = frame.locator("body").evaluate("() => window.lumbarBlockedStorage")
    assert blocked == ([] if "same-origin" in allowed else ["localStorage", "sessionStorage"])
    # No form may be sent there.
    frame.locator("#weeks_since_onset-input").fill("3")
    frame.locator("#weeks_since_onset-input").press("Enter")
    expect(frame.locator("#result")).to_be_visible()
    frame.locator("#calculator-change").click()
    frame.locator("#calculator-submit").click()
    expect(frame.locator("#result")).to_be_visible()
    frame.locator("#calculator-after [data-next-person]").click()
    expect(frame.locator("#result")).to_be_hidden()
    expect(frame.locator(CHECKED)).to_have_count(0)
    frame.locator("#undo-yes").click()
    expect(frame.locator(CHECKED)).to_have_count(5)
    # No dialog may open there.
    frame.locator("#erase").click()
    frame.locator("#erase-yes").click()
    expect(frame.locator("#calculator-status")).to_have_text("All answers were erased.")
    expect(frame.locator(CHECKED)).to_have_count(0)


@pytest.mark.parametrize(
    ("allowed", "said"),
    [
        ("allow-scripts", "It is inside another page, which may not allow it."),
        (
            "allow-scripts allow-same-origin",
            "was not saved. This page is inside another page, which does not allow it.",
        ),
    ],
)
def test_what_a_sandboxed_frame_forbids_is_told(page: Page, allowed: str, said: str) -> None:
    frame = framed(page, allowed)
    for flag in FLAGS:
        frame.locator(f'input[name="red_flags.{flag}"][value=no]').check()
    frame.locator("#calculator-submit").click()
    expect(frame.locator("#result")).to_be_visible()
    status = frame.locator("#take-status")
    frame.locator("[data-take=save]").click()
    expect(status).to_contain_text(said)
    frame.locator("[data-take=print]").click()
    expect(status).to_contain_text("Nothing was printed.")
    # A frame without an origin has no stores.
    expect(frame.locator("#keep-question")).to_be_visible(visible="same-origin" in allowed)
    kept = frame.locator("#calculator-after [data-nothing-kept]")
    expect(kept).to_be_visible(visible="same-origin" not in allowed)


# ---- All cookies blocked ----------------------------------------------------------------------------------------

BLOCKED = {"profile": {"default_content_setting_values": {"cookies": 2}}}
"""What a reader chooses in Chromium's settings: every store refuses to be read."""


@pytest.fixture(scope="module")
def blocking(browser: Browser, chromium: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Page]:
    """A page in a browser that blocks all cookies."""
    folder = tmp_path_factory.mktemp("profile")
    (folder / "Default").mkdir()
    (folder / "Default" / "Preferences").write_text(json.dumps(BLOCKED), encoding="utf-8")
    context = browser.browser_type.launch_persistent_context(
        folder, executable_path=chromium, args=CHROMIUM_OPTIONS, viewport={"width": 360, "height": 740}
    )
    context.set_default_timeout(PATIENCE)
    yield context.new_page()
    context.close()


@pytest.fixture
def complaints(blocking: Page) -> Iterator[list[str]]:
    """What the browser complains of in its console."""
    lines: list[str] = []

    def note(line: Any) -> None:
        if line.type in {"error", "warning"}:
            lines.append(line.text)

    def fail(error: Any) -> None:
        lines.append(str(error))

    blocking.on("console", note)
    blocking.on("pageerror", fail)
    yield lines
    blocking.remove_listener("console", note)
    blocking.remove_listener("pageerror", fail)
    assert lines == []


PAGES = ["index.html", "about/index.html", GUIDELINE, "search/index.html", "calculator/index.html"]


@pytest.mark.parametrize("path", PAGES)
def test_a_page_without_stores_has_no_error_and_changes_its_colours(
    blocking: Page, address: str, complaints: list[str], path: str
) -> None:
    blocking.goto(f"{address}/{path}")
    blocking.wait_for_load_state("networkidle")
    # To read the browser's own would fail.
    assert blocking.evaluate("lumbarBlockedStorage") == ["localStorage", "sessionStorage"]
    blocking.evaluate("document.querySelector('input[data-md-color-scheme=slate]').click()")
    expect(blocking.locator("body")).to_have_attribute("data-md-color-scheme", "slate")
    assert complaints == []


def test_the_search_finds_without_stores(blocking: Page, address: str, complaints: list[str]) -> None:
    blocking.goto(f"{address}/search/index.html#q=heat")
    expect(blocking.locator("#search-results")).to_contain_text("Heat therapy")
    assert complaints == []


def test_the_calculator_answers_without_stores_and_says_that_it_keeps_nothing(
    blocking: Page, address: str, complaints: list[str]
) -> None:
    refused = "This browser keeps nothing for this page."
    form = CalculatorForm(blocking, address)
    form.open()
    expect(blocking.locator("#calculator-who [data-nothing-kept]")).to_contain_text(refused)
    form.flags()
    form.sheet("AAAADDDDE")
    form.submit()
    assert form.shown()["group"] == "medium"
    # The choice to see sources holds as long as the page.
    form.result.locator(".sources").click()
    expect(form.result.locator("#when-now .action__source").first).to_be_visible()
    expect(blocking.locator("#calculator-after [data-nothing-kept]")).to_contain_text(refused)
    for told in ("#keep-question", "#keep-kept", "#keep-tab"):
        expect(blocking.locator(told)).to_be_hidden()
    form.erase()
    # What was kept before the reader blocked it is out of sight.
    expect(blocking.locator("#calculator-status")).to_contain_text("does not let the page look into what it stores")
    form.flags()
    blocking.reload()
    expect(blocking.locator("#calculator.calculator--live")).to_be_visible()
    expect(blocking.locator(CHECKED)).to_have_count(0)
    assert complaints == []


def test_where_stores_are_allowed_nothing_stands_in_for_them(page: Page) -> None:
    page.goto(ADDRESS)
    assert page.evaluate("lumbarBlockedStorage") == []
    assert page.evaluate("localStorage instanceof Storage && sessionStorage instanceof Storage")
    expect(page.locator("#calculator-who [data-nothing-kept]")).to_be_hidden()


# ---- A choice is taken back -------------------------------------------------------------------------------------

BELOW = """field => {
    const all = [...document.querySelectorAll("#calculator-form :is(.field, #calculator-submit)")];
    return all.filter(each => each.offsetParent).find(each => field.compareDocumentPosition(each) & 4);
}"""
PLACE = "field => field.getBoundingClientRect().top + scrollY"
CHOICES = ["red_flags.infection", "answers.3", "answers.9", "improving", "nsaid"]


@pytest.mark.parametrize("name", CHOICES)
def test_a_choice_is_taken_back_and_nothing_moves_meanwhile(shared_form: CalculatorForm, name: str) -> None:
    shared_form.open(ready=False)
    page = shared_form.page
    field = page.locator(f"[id='{name}']")
    clear = field.get_by_role("button", name="Clear")
    expect(clear).to_be_hidden()
    below = field.evaluate_handle(BELOW)
    # A safety question that is not answered "no" has words to come below it; "no" has none.
    choice = field.locator("input").nth(1)
    place = below.evaluate(PLACE)
    choice.check()
    expect(clear).to_be_visible()
    assert below.evaluate(PLACE) == place
    clear.click()
    expect(field.locator(":checked")).to_have_count(0)
    expect(clear).to_be_hidden()
    expect(field.locator("input").first).to_be_focused()
    assert below.evaluate(PLACE) == place
    assert page.evaluate("lumbarCalculator.entries()") == []


def test_the_painkiller_is_taken_back_one_question_at_a_time_too(shared_form: CalculatorForm) -> None:
    shared_form.open(steps=True)
    page = shared_form.page
    shared_form.steps("DDDDDDDDN")
    row = page.locator(".check__row").filter(has_text="anti-inflammatory painkiller")
    row.get_by_role("link").click()
    shared_form.choose("nsaid", "tried")
    page.click("#steps-skip")
    expect(page.locator(".check__row").filter(has_text="anti-inflammatory painkiller")).to_contain_text(
        "not answered"
    )
    # Where the one question on the screen can be left out, nothing else takes it back.
    for step in ("nsaid", "answers.3"):
        page.evaluate("step => lumbarSteps.go(step)", step)
        expect(page.locator(f"[id='{step}'] .choice-clear")).to_be_hidden()


def test_a_safety_question_that_is_taken_back_stops_nobody_any_more(shared_form: CalculatorForm) -> None:
    shared_form.open(ready=False)
    page = shared_form.page
    shared_form.choose("red_flags.cauda-equina", "yes")
    expect(page.locator("#stops")).to_be_visible()
    page.locator("[id='red_flags.cauda-equina']").get_by_role("button", name="Clear").click()
    expect(page.locator("#stops")).to_be_hidden()
