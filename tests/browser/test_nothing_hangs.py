"""Whatever is missing, slow or gone, the page says so in words, loses no answer, and names a way on."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import BrowserContext, Page, Route, expect

from tests.browser.calculator_form import WASM, CalculatorForm
from tests.browser.clock import end_long_waits, hold_long_waits
from tests.browser.runtime_page import hold, serving

HASTE = """
    const device = window.setTimeout;
    window.waits = [];
    window.setTimeout = (work, milliseconds, ...rest) => {
        window.waits.push(milliseconds);
        return device(work, milliseconds === WAIT ? 50 : milliseconds, ...rest);
    };"""
"""Makes one of the page's waits short, and lists them all."""
PATIENCE = """
    const device = window.setTimeout;
    window.setTimeout = (work, milliseconds, ...rest) =>
        milliseconds >= 5000 && milliseconds <= 60000 ? 0 : device(work, milliseconds, ...rest);
    addEventListener("online", event => event.stopImmediatePropagation(), true);"""
"""Has the page try nothing by itself."""
STALL, FIRST_RETRY = 20_000, 5_000
BY_HAND = "Total 3 or less: low risk"


@pytest.fixture
def context(page: Page) -> BrowserContext:
    """The profile of the page."""
    return page.context


def answered(form: CalculatorForm) -> None:
    """Fill in a sheet that is medium."""
    form.flags()
    form.sheet("AAAADDDDE")


def expect_answers(page: Page) -> None:
    """All answers are there."""
    expect(page.locator("input[name='answers.1'][value=agree]")).to_be_checked()
    expect(page.locator("#calculator-form :checked")).to_have_count(14)


def ask_while_python_is_held(form: CalculatorForm, then: Callable[[Route], None]) -> list[Route]:
    """Ask for a result of which Python is still on its way; `then` answers whoever asks for Python from now on.

    Returns the requests for Python that wait.
    """
    held: list[Route] = []
    released: list[bool] = []
    form.page.route(WASM, lambda route: then(route) if released else held.append(route))
    form.open(ready=False)
    answered(form)
    form.page.click("#calculator button[type=submit]")
    while not held:
        form.page.wait_for_event("request")
    released.append(True)
    return held


# ---- Slow, and no network ---------------------------------------------------------------------------------------


def test_after_20_seconds_without_a_byte_the_reader_is_told_and_can_try_again(
    form: CalculatorForm, page: Page
) -> None:
    page.add_init_script(HASTE.replace("WAIT", str(STALL)))
    page.route(WASM, lambda route: None)  # It never comes.
    form.open(ready=False)
    answered(form)
    page.click("#calculator button[type=submit]")
    notice = page.locator("#calculator-hold")
    expect(notice).to_contain_text("This is taking long.")
    assert STALL in page.evaluate("waits")
    expect_answers(page)
    page.unroute(WASM)
    # By its own event: what else arrives meanwhile hides and shows the button.
    page.locator("#calculator-retry").evaluate("button => button.click()")
    expect(form.result).to_be_visible()
    expect(notice).to_be_hidden()
    assert form.shown()["group"] == "medium"


def test_a_file_that_stops_in_its_midst_is_told_and_every_byte_begins_the_wait_anew(
    site: Path, context: BrowserContext
) -> None:
    """As slow as a connection may be: what comes is waited for, and what does not is said."""
    page = context.new_page()
    hold_long_waits(page)
    with serving(site) as host:
        host.trickles = lambda path: "/image-" in path and ".wasm" in path
        form = CalculatorForm(page, host.address)
        form.open(ready=False)
        answered(form)
        stalled, percent = page.locator("#calculator-hold"), page.locator("#calculator-percent")
        for tenth in range(1, 4):
            host.pieces.release()
            # All of it: what came later would begin the wait anew.
            expect(percent).to_have_text(re.compile(rf"^{tenth}0 % of"))
            expect(stalled).to_be_hidden()
            end_long_waits(page)
            expect(stalled).to_contain_text("This is taking long.")
        expect(stalled.get_by_role("button", name="Try again")).to_be_visible()
        expect(stalled.get_by_role("button", name="Work it out yourself")).to_be_visible()
        host.pieces.release(7)
        form.submit()
        expect(stalled).to_be_hidden()
        assert form.shown()["group"] == "medium"
        expect_answers(page)


def test_a_guideline_that_stalls_when_python_is_there_is_told_too(form: CalculatorForm, page: Page) -> None:
    hold_long_waits(page)
    release = hold(page, "**/data/guidelines/*.json?v=*")
    form.open(ready=False)
    expect(page.locator("#calculator-percent")).to_have_text("starting")
    end_long_waits(page)
    expect(page.locator("#calculator-hold")).to_contain_text("This is taking long.")
    release()
    form.wait_until_ready()
    expect(page.locator("#calculator-hold")).to_be_hidden()


def test_bytes_of_the_full_python_are_seen_to_come_before_all_sizes_are_known(
    form: CalculatorForm, page: Page
) -> None:
    """One of its files may wait behind the others: what comes meanwhile is no stall."""
    page.add_init_script("""
        window.comings = 0;
        window.Worker = class extends Worker {
            constructor(...given) {
                super(...given);
                this.addEventListener("message", ({ data }) => (comings += data.type === "coming"));
            }
        };""")
    page.route("**/image-*", lambda route: route.abort())
    release = hold(page, "**/library-*")
    form.open(ready=False)
    page.wait_for_function("comings > 0")
    expect(page.locator("#calculator-hold")).to_be_hidden()
    release()
    form.wait_until_ready()


def test_after_a_failure_python_is_tried_again_and_answers(form: CalculatorForm, page: Page) -> None:
    page.route(re.compile(r"/(image|python|pyodide)-"), lambda route: route.fulfill(status=404))
    form.open(ready=False)
    answered(form)
    failure = page.locator("#calculator-failure")
    expect(failure).to_contain_text("could not start")
    page.unroute_all()
    again = page.get_by_role("button", name="Try again")
    again.click()
    form.wait_until_ready()
    expect(failure).to_be_hidden()
    expect(again).to_be_hidden()
    expect_answers(page)
    form.submit()
    assert form.shown()["group"] == "medium"


def test_to_try_again_as_python_comes_loses_no_question(form: CalculatorForm, page: Page) -> None:
    form.open()
    answered(form)
    page.evaluate(
        """() => {
          document.querySelector("#calculator button[type=submit]").click();
          document.getElementById("calculator-retry").click();
        }"""
    )
    expect(form.result).to_be_visible()
    assert form.shown()["group"] == "medium"


@pytest.mark.parametrize("back", ["the browser tells", "nobody tells", "the reader tries"])
def test_a_network_that_goes_after_the_question_and_comes_back_loses_nothing(
    form: CalculatorForm, page: Page, context: BrowserContext, back: str
) -> None:
    if back == "nobody tells":
        page.add_init_script(HASTE.replace("WAIT", str(FIRST_RETRY)))
    if back == "the reader tries":
        page.add_init_script(PATIENCE)
    held = ask_while_python_is_held(form, lambda route: route.abort())
    if back == "nobody tells":
        page.route("**/*", lambda route: route.abort())
    else:
        context.set_offline(True)
    for route in held:
        route.abort()
    notice = page.locator("#calculator-hold")
    expect(notice).to_contain_text(
        "There is no connection, so the result cannot be worked out yet. Your answers are kept."
    )
    expect(notice).to_be_in_viewport()
    # Nothing else has changed: neither the form, nor where the reader is, nor the way to erase it.
    expect_answers(page)
    expect(page.locator("#calculator-failure")).to_be_hidden()
    expect(page.locator("#calculator button[type=submit]")).to_be_focused()
    expect(page.locator("#calculator button[type=reset]")).to_be_visible()
    page.unroute(WASM)
    if back == "nobody tells":
        page.unroute("**/*")
    else:
        context.set_offline(False)
    if back == "the reader tries":
        page.get_by_role("button", name="Try again").click()
    expect(form.result).to_be_visible()
    assert form.shown()["group"] == "medium"
    expect(notice).to_be_hidden()


@pytest.mark.parametrize(
    ("part", "missing"),
    [
        ("**/*.worker.js", None),
        ("**/image-*.wasm*", None),
        ("**/data/guidelines/*.json?v=*", None),
        # The full Python's, which is asked where there is no image.
        ("**/python-*.worker.js", "**/image-*"),
        ("**/pyodide*.mjs*", "**/image-*"),
        ("**/library*", "**/image-*"),
    ],
)
def test_whatever_part_the_network_was_lost_at_comes_when_it_is_back(
    form: CalculatorForm, page: Page, context: BrowserContext, part: str, missing: str | None
) -> None:
    early: list[Route] = []
    opened: list[bool] = []

    def lose(route: Route) -> None:
        if opened:
            context.set_offline(True)
            route.abort()
        else:
            # Asked for before the rest of the page has come.
            early.append(route)

    page.route(part, lose)
    if missing:
        page.route(missing, lambda route: route.abort())
    form.open(ready=False)
    opened.append(True)
    for route in early:
        lose(route)
    expect(page.locator("#calculator-hold")).to_contain_text("There is no connection")
    answered(form)
    page.unroute(part)
    context.set_offline(False)
    form.wait_until_ready()
    form.submit()
    assert form.shown()["group"] == "medium"


def test_once_it_is_ready_the_page_needs_no_network(
    form: CalculatorForm, page: Page, context: BrowserContext
) -> None:
    form.open()
    context.set_offline(True)
    answered(form)
    form.submit()
    assert form.shown()["group"] == "medium"
    page.click("[data-take=text]")
    page.wait_for_function("document.getElementById('take-words').value")
    page.click("[data-take=code]")
    page.click("[data-take=code-show]")
    expect(page.locator("#take-picture svg")).to_be_visible()


def test_who_does_not_want_to_wait_works_it_out_by_hand(
    form: CalculatorForm, page: Page, context: BrowserContext
) -> None:
    page.add_init_script(HASTE.replace("WAIT", str(STALL)))
    page.route(WASM, lambda route: None)
    form.open(ready=False)
    answered(form)
    page.get_by_role("button", name="Work it out yourself: how").click()
    expect(page.locator("#paper")).to_be_focused()
    expect(page.get_by_text(BY_HAND)).to_be_in_viewport()
    expect_answers(page)


def test_who_asked_for_a_result_is_taken_to_the_words_that_there_will_be_none(
    form: CalculatorForm, page: Page
) -> None:
    held = ask_while_python_is_held(form, lambda route: route.fulfill(status=404))
    for route in held:
        route.fulfill(status=404)
    failure = page.locator("#calculator-failure")
    expect(failure).to_be_focused()
    expect(failure).to_be_in_viewport()
    expect_answers(page)
    expect(page.locator("#calculator button[type=reset]")).to_be_visible()


def test_nobody_with_an_emergency_waits_for_python(form: CalculatorForm, page: Page) -> None:
    page.route(WASM, lambda route: None)
    form.open(ready=False)
    form.sheet("AAAADDDDE")
    form.flags(cauda_equina="not-sure")
    page.click("#calculator button[type=submit]")
    stops = page.locator("#stops")
    expect(stops).to_be_focused()
    expect(stops).to_be_in_viewport()
    expect(stops).to_contain_text("Go to an emergency department now.")
    expect(page.locator("#calculator-status")).to_have_text("")


# ---- What was said where nobody sees it -------------------------------------------------------------------------


def test_a_saved_file_whose_score_was_another_says_so_beside_the_result(form: CalculatorForm, page: Page) -> None:
    form.open()
    answered(form)
    form.submit()
    with page.expect_download() as download:
        page.click("[data-take=save]")
    content = json.loads(download.value.path().read_text(encoding="utf-8"))
    content["score"]["total"] -= 1
    file = json.dumps(content).encode()
    page.click("#calculator-change")
    page.click(".entry summary")
    page.set_input_files("#open-file", {"name": "a.json", "mimeType": "application/json", "buffer": file})
    expect(form.result).to_be_visible()
    remark = page.locator("#calculator-remark")
    expect(remark).to_be_visible()
    expect(remark).to_contain_text("the score was: total 4")
    page.click("#calculator-after [data-next-person]")
    expect(remark).to_be_hidden()
