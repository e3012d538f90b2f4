"""What a reader writes beside a result: it goes where the answers go, and nowhere else."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.browser.calculator_form import CalculatorForm
from tests.browser.clock import set_clock
from tests.browser.test_take_along import saved

GOAL = "Walk to the shop <b>& back"
STORED = "[localStorage, sessionStorage].map(store => Object.values(store).join()).join()"


@pytest.fixture
def done(form: CalculatorForm, page: Page) -> CalculatorForm:
    """A form with a result and own lines on the page."""
    set_clock(page, "2026-09-06T09:15:00")
    form.open()
    form.flags()
    form.sheet("ADAADDDDE")
    form.submit()
    write(page)
    return form


def write(page: Page) -> None:
    page.get_by_label("One thing I want to be able to do again").fill(GOAL)
    page.get_by_role("group", name="Exercise 2").get_by_label("What").fill("Bridge")
    page.get_by_role("group", name="Exercise 2").get_by_label("How often").fill("twice a day")


def expect_lines(page: Page) -> None:
    """The lines stand in the fields, and on the page to print."""
    expect(page.locator("#own-goal")).to_have_value(GOAL)
    expect(page.locator(".sheet__goal .sheet__write")).to_have_text(GOAL)
    expect(page.locator(".sheet__exercises td").first).to_have_text("Bridge")


def expect_none(page: Page) -> None:
    for entry in page.locator("#own-lines input").all():
        expect(entry).to_have_value("")
    assert "Bridge" not in page.evaluate(STORED)


def test_own_lines_are_printed_as_they_are_typed_and_grow_up_to_five_rows(done: CalculatorForm, page: Page) -> None:
    expect_lines(page)
    expect(page.locator(".sheet__exercises tbody tr.sheet__spare")).to_have_count(2)
    more = page.get_by_role("button", name="Add a row")
    more.click()
    expect(page.get_by_role("group", name="Exercise 4").get_by_label("What")).to_be_focused()
    more.click()
    expect(more).to_be_hidden()
    for number in (1, 3, 4, 5):
        page.get_by_role("group", name=f"Exercise {number}").get_by_label("What").fill(f"Step {number}")
    expect(page.locator(".sheet__exercises tbody tr.sheet__spare")).to_have_count(0)
    page.emulate_media(media="print")
    expect(page.locator(".sheet__page--mine")).to_contain_text("Step 5")
    page.emulate_media(media="null")
    done.erase()
    expect_none(page)
    expect(page.locator(".own__row:not([hidden])")).to_have_count(3)


@pytest.mark.parametrize("way", ["reload", "changed", "row", "next person"])
def test_own_lines_go_with_their_answers(done: CalculatorForm, page: Page, way: str) -> None:
    if way == "reload":
        page.reload()
        expect(done.result).to_be_visible()
        expect_lines(page)
    elif way == "changed":
        page.click("#calculator-change")
        done.submit()
        expect_lines(page)
    else:
        if way == "row":
            page.click("#calculator-change")
            page.click(".entry summary")
            page.fill("#entry-row", "DDDDDDDDN")
            page.click("#entry-use")
            expect(page.locator("#entry-done")).to_contain_text("filled in as a new sheet")
        else:
            page.click("#calculator-after [data-next-person]")
        expect_none(page)
        page.click("#undo-yes")
        done.submit()
        expect_lines(page)


def test_own_lines_are_in_the_saved_file_and_come_back_with_it(
    done: CalculatorForm, page: Page, tmp_path: Path
) -> None:
    file = saved(page, "save", tmp_path)
    content = json.loads(file.read_text(encoding="utf-8"))
    assert content["own"] == {
        "goal": GOAL,
        "exercises": [{"what": "Bridge", "how_many": "", "how_often": "twice a day"}],
    }
    done.erase()
    expect_none(page)
    page.click(".entry summary")
    page.set_input_files("#open-file", file)
    expect(done.result).to_be_visible()
    expect_lines(page)
    # A file from before there were any has none: what stood there is another's.
    older = tmp_path / "older.json"
    older.write_text(json.dumps({key: content[key] for key in content if key != "own"} | {"version": 2}))
    page.click("#calculator-change")
    page.set_input_files("#open-file", older)
    expect(done.result).to_be_visible()
    expect_none(page)


def test_own_lines_of_an_earlier_day_are_shown_with_it_and_not_changed(done: CalculatorForm, page: Page) -> None:
    set_clock(page, "2026-09-08T09:15:00")
    page.reload()
    page.get_by_role("button", name="Show the old result").click()
    expect_lines(page)
    expect(page.locator("#own-old")).to_be_visible()
    expect(page.locator("#own-goal")).to_have_attribute("readonly", "")
    page.get_by_role("button", name="Start afresh").click()
    expect_none(page)


def test_own_lines_that_a_store_has_in_another_form_are_nobodys(done: CalculatorForm, page: Page) -> None:
    page.evaluate(
        """() => {
            for (const key of Object.keys(sessionStorage).filter(key => key.startsWith("lumbar-answers"))) {
                const state = JSON.parse(sessionStorage[key]);
                state.about.own = {goal: 3, exercises: [null, "x", {what: ["y"]}, {what: "w".repeat(99)}]};
                sessionStorage[key] = JSON.stringify(state);
            }
        }"""
    )
    page.reload()
    expect(done.result).to_be_visible()
    expect(page.locator("#own-goal")).to_have_value("")
    expect(page.locator("#own-what-1")).to_have_value("w" * 40)


def test_under_a_red_flag_nothing_else_is_asked(form: CalculatorForm, page: Page) -> None:
    form.open()
    form.flags(fracture="yes")
    form.submit()
    expect(page.locator("#own-lines")).to_be_hidden()
