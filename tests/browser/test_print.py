"""What comes out of the printer: two pages or one, whole, black on white, and nothing of the web page around."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from itertools import product
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page

from calculator.result.own_lines import read_own_lines
from calculator.result.sheet import render_sheet
from calculator.start_back.instrument import COPYRIGHT, ITEMS, STEM
from calculator.start_back.red_flags import RED_FLAGS
from tests.browser.calculator_form import CalculatorForm
from tests.browser.conftest import PATIENCE
from tests.results import FLAGS, NO_FLAGS, published, result_of, sheet

PAPER = "/calculator/paper/index.html"
MARGIN = 8
"""Millimetres, by printing.css."""
SIZES = {"A4": (210, 297), "Letter": (215.9, 279.4)}
"""Millimetres."""
ROOM = 0.95
"""How much of a page may be used: another device has other letters."""
LARGER = 1.08
"""How much larger WebKit prints, as on a Mac, an iPhone or an iPad: tests/webkit/test_print.py prints there."""
ROOM_LARGER = 0.98
"""How much of a page may be used then."""

ANSWERS: tuple[dict[str, Any], ...] = (
    *map(sheet, ("DDDDDDDDN", "AAAADDDAN", "AAAAAAAAE", "AAA?DDDDN", "???????A?", "AAAAAE", "???A??")),
    {"risk_group": "high"},
    {},
)
SITUATIONS: tuple[dict[str, Any], ...] = (
    {},
    {"weeks_since_onset": 3, "weeks_since_first_session": 2},
    {"weeks_since_onset": 20, "weeks_since_first_session": 4, "nsaid": "cannot-take"},
    # The longest there are: everything is overdue, and low mood and a missing sheet add to it.
    {"weeks_since_onset": 20, "weeks_since_first_session": 12.5, "improving": "no"},
    {"weeks_since_onset": 20, "first_session": "2026-09-29", "today": "2026-12-30", "improving": "no"},
    {"weeks_since_onset": 20, "first_session": "2026-09-29", "today": "2026-11-23", "nsaid": "not-tried"},
)


def _sheets(site: Path) -> Iterator[str]:
    guideline = published(site)
    for answers, situation in product(ANSWERS, SITUATIONS):
        yield render_sheet(result_of(guideline, answers | situation))
    for standing in product((False, True), repeat=len(FLAGS)):
        flags = dict(zip(FLAGS, standing, strict=True))
        for unsure in ((), tuple(flag for flag in FLAGS if flags[flag])):
            if any(standing):
                yield render_sheet(result_of(guideline, {"red_flags": flags, "today": "2026-11-23"}, unsure))


def pages(pdf: bytes) -> int:
    """The number of a document's pages."""
    return len(re.findall(rb"/Type\s*/Page\b", pdf))


@pytest.fixture
def still(browser: Browser, address: str) -> Iterator[Page]:
    """The site in a browser that wants dark colours and runs none of its scripts."""
    context = browser.new_context(
        base_url=address,
        viewport={"width": 1280, "height": 800},
        java_script_enabled=False,
        color_scheme="dark",
    )
    context.set_default_timeout(PATIENCE)
    yield context.new_page()
    context.close()


def show(page: Page, fragment: str) -> None:
    """Put a result on the calculator's page as the page itself does."""
    page.locator("#result").evaluate(
        "(result, fragment) => { result.innerHTML = fragment; result.hidden = false; }",
        f"<p>On the screen</p>{fragment}",
    )


def dark(page: Page) -> None:
    """Switch to dark colours as the theme does, which needs its script."""
    page.evaluate("document.body.setAttribute('data-md-color-scheme', 'slate')")


def shown(page: Page) -> str:
    """All words that are to be seen, without their white space."""
    return "".join(page.inner_text("body").split())


OWN = {
    "goal": "Lift my grandson out of his bed in the morning without thinking of my back first",
    "exercises": [
        {
            "what": "Bridge with both feet flat on the floor",
            "how_many": "3 times 10 each side",
            "how_often": "twice a day after meals",
        }
    ]
    * 5,
}
"""As much as may be typed."""
MEASURE = """(result, [sheets, scale]) => {
    result.hidden = false;
    return sheets.map(sheet => {
        result.innerHTML = sheet;
        const parts = [...result.querySelectorAll(".sheet__page, .sheet--urgent")];
        const pages = parts.map(page => page.getBoundingClientRect().height / 96 * 25.4 * scale);
        const sizes = parts.map(page => Math.min(...[page, ...page.querySelectorAll("*")]
            .filter(each => each.textContent.trim())
            .map(each => parseFloat(getComputedStyle(each).fontSize) * 0.75 * scale)));
        return {pages, sizes};
    });
}"""
"""Heights in millimetres and the smallest letters in points, of each page as it is printed."""


def test_every_sheet_is_two_pages_with_room_to_spare_and_large_enough_to_read(still: Page, site: Path) -> None:
    still.goto(CalculatorForm.ADDRESS)
    still.emulate_media(media="print")
    sheets = list(_sheets(site))
    longest = set()
    for (width, height), scale in product(SIZES.values(), (1, LARGER)):
        still.set_viewport_size({"width": int((width - 2 * MARGIN) / scale / 25.4 * 96), "height": 800})
        measured = still.locator("#result").evaluate(MEASURE, [sheets, scale])
        assert len(measured) == len(sheets) > 100
        room = ROOM if scale == 1 else ROOM_LARGER
        for place in (0, 1):
            heights = [each["pages"][place] if len(each["pages"]) > place else 0 for each in measured]
            assert min(filter(None, heights)) > 100
            assert max(heights) <= (height - 2 * MARGIN) * room
            longest.add(sheets[heights.index(max(heights))])
        # For a patient 12 points and more, an urgent page too; for a clinician 9.
        for each in measured:
            assert [size >= least - 0.01 for size, least in zip(each["sizes"], (12, 9), strict=False)] == [
                True
            ] * len(each["pages"])
    still.emulate_media(media="null")
    for fragment in longest:
        show(still, fragment)
        count = 1 if "sheet--urgent" in fragment else 2
        assert [pages(still.pdf(format=size, scale=scale)) for size in SIZES for scale in (1, LARGER)] == [
            count
        ] * 4


def test_a_sheet_with_all_own_lines_is_two_pages_too(still: Page, site: Path) -> None:
    still.goto(CalculatorForm.ADDRESS)
    for answers in (sheet("AAAAAAAAE") | SITUATIONS[5], sheet("???????A?") | SITUATIONS[3]):
        result = result_of(published(site), answers)
        show(still, render_sheet(replace(result, site=replace(result.site, own=read_own_lines(OWN)))))
        assert [pages(still.pdf(format=size, scale=scale)) for size in SIZES for scale in (1, LARGER)] == [2] * 4


CUT = """() => {
    const page = document.querySelector(".sheet, .questionnaire").getBoundingClientRect();
    const wrong = [];
    const range = document.createRange();
    for (const each of document.querySelectorAll(".sheet *, .questionnaire *")) {
        const box = each.getBoundingClientRect();
        if (!box.width || !box.height) continue;
        // Within the page, and within what it stands in.
        const isOut = box.left < page.left - 1 || box.right > page.right + 1;
        if (isOut) wrong.push(`${each.className} leaves the page`);
        range.selectNodeContents(each);
        const words = range.getBoundingClientRect();
        const isFull = words.right > box.right + 1 || words.bottom > box.bottom + 2;
        if (isFull) wrong.push(`${each.className} is too full`);
    }
    return wrong;
}"""
"""What is cut off, or lies over something else."""


def test_print_that_its_reader_enlarges_by_half_is_larger_and_all_there(still: Page, site: Path) -> None:
    """By the printer's scale, or by a browser that enlarges letters alone. It then takes more pages."""
    longest = sheet("AAAAAAAAE") | SITUATIONS[5]
    result = result_of(published(site), longest)
    own = replace(result, site=replace(result.site, own=read_own_lines(OWN)))
    urgent = result_of(published(site), {"red_flags": dict.fromkeys(FLAGS, True)})
    for address, fragment in (
        (CalculatorForm.ADDRESS, render_sheet(own)),
        (
            CalculatorForm.ADDRESS,
            render_sheet(urgent),
        ),
        (PAPER, None),
    ):
        still.emulate_media(media="null")
        still.goto(address)
        if fragment:
            show(still, fragment)
        assert pages(still.pdf(format="A4", scale=1.5)) <= 6
        still.emulate_media(media="print")
        for (width, _height), way in product(SIZES.values(), ("scale", "letters")):
            shrunk = 1.5 if way == "scale" else 1
            still.set_viewport_size({"width": int((width - 2 * MARGIN) / shrunk / 25.4 * 96), "height": 800})
            still.locator(".sheet, .questionnaire").evaluate(
                "(sheet, pt) => sheet.style.setProperty('--pt', pt)", "1.5pt" if way == "letters" else ""
            )
            smallest = 12 if fragment and "sheet--urgent" in fragment else 9 if fragment else 10
            size = still.evaluate(
                """() => Math.min(...[...document.querySelectorAll(".sheet *, .questionnaire *")]
                    .filter(each => each.textContent.trim() && each.checkVisibility())
                    .map(each => parseFloat(getComputedStyle(each).fontSize) * 0.75))"""
            )
            assert size * shrunk >= smallest * 1.5 - 0.02
            assert still.evaluate(CUT) == []


@pytest.mark.parametrize("request_", [sheet("ADAADDDDE"), {"red_flags": NO_FLAGS | {"fracture": True}}], ids=str)
def test_a_result_is_printed_as_the_sheet_alone_black_on_white(
    still: Page, site: Path, request_: dict[str, Any]
) -> None:
    still.goto(CalculatorForm.ADDRESS)
    dark(still)
    show(still, render_sheet(result_of(published(site), request_)))
    printed = still.locator(".sheet")
    assert not printed.is_visible()
    assert "Onthescreen" in shown(still)
    still.emulate_media(media="print")
    assert shown(still) == "".join(printed.inner_text().split())
    colours = printed.evaluate(
        """sheet => {
            const inside = [...sheet.querySelectorAll("*")].map(each => getComputedStyle(each).color);
            const grounds = [document.body, sheet].map(each => getComputedStyle(each).backgroundColor);
            return [[...new Set(inside)], [...new Set(grounds)]];
        }"""
    )
    assert colours == [["rgb(0, 0, 0)"], ["rgb(255, 255, 255)"]]


def test_without_a_result_the_page_prints_its_form(still: Page, site: Path) -> None:
    still.goto(CalculatorForm.ADDRESS)
    show(still, render_sheet(result_of(published(site), {})))
    # "Change my answers" hides a result and leaves it where it is.
    still.locator("#result").evaluate("result => { result.hidden = true; }")
    still.emulate_media(media="print")
    assert not still.locator(".sheet").is_visible()
    assert still.locator("#calculator-form").is_visible()


def test_a_finished_form_prints_two_pages(form: CalculatorForm) -> None:
    form.open()
    form.fill_request(sheet("AAAAAAAAE") | {"red_flags": NO_FLAGS, "first_session": "2026-10-01"})
    form.submit()
    assert not form.page.locator(".sheet").is_visible()
    assert [pages(form.page.pdf(format=size)) for size in SIZES] == [2, 2]
    form.page.emulate_media(media="print")
    assert shown(form.page) == "".join(form.page.inner_text(".sheet").split())
    assert "Totalof9" in shown(form.page).replace("9of9", "of9")


def test_the_questionnaire_prints_on_one_page_from_a_folder(still: Page, site: Path) -> None:
    still.goto(f"file://{site}{PAPER}")
    dark(still)
    assert [pages(still.pdf(format=size, scale=scale)) for size in SIZES for scale in (1, LARGER)] == [1] * 4
    still.emulate_media(media="print")
    for (width, height), scale in product(SIZES.values(), (1, LARGER)):
        still.set_viewport_size({"width": int((width - 2 * MARGIN) / scale / 25.4 * 96), "height": 800})
        box = still.locator(".questionnaire").bounding_box()
        assert box is not None
        room = ROOM if scale == 1 else ROOM_LARGER
        assert box["height"] / 96 * 25.4 <= (height - 2 * MARGIN) / scale * room
        size = still.evaluate(
            """() => Math.min(...[...document.querySelectorAll(".questionnaire *")]
                .filter(each => each.textContent.trim())
                .map(each => parseFloat(getComputedStyle(each).fontSize) * 0.75))"""
        )
        assert size * scale >= 10 - 0.01
    assert shown(still) == "".join(still.inner_text(".questionnaire").split())


def test_the_questionnaire_has_all_that_is_asked_and_counted(still: Page) -> None:
    still.goto(PAPER)
    text = " ".join(still.inner_text(".questionnaire").split())
    asked = (f"{question.number}. {question.question}" for question in RED_FLAGS)
    for said in (STEM, COPYRIGHT, *(item.text for item in ITEMS), *asked):
        assert text.count(said) == 1
    for question in RED_FLAGS:
        assert all(sign in text for sign in question.signs)
        assert text.index(question.question) < text.index(STEM)
    assert "It is not a diagnosis" in text
    for rule in (
        "Total 3 or less: low risk",
        "Total 4 or more, and questions 5 to 9 give 3 or less: medium risk",
        "Questions 5 to 9 give 4 or more: high risk",
    ):
        assert rule in text
    ticks = still.locator(".questionnaire__table[translate=no] .tick")
    points = [int(point) for point in ticks.all_inner_texts()]
    assert points == [choice.points for item in ITEMS for choice in item.choices]
    shaded = ticks.evaluate_all(
        "all => all.map(tick => getComputedStyle(tick).backgroundColor !== 'rgba(0, 0, 0, 0)')"
    )
    assert shaded == [point == 1 for point in points]


def test_the_calculators_page_leads_to_the_questionnaire(still: Page) -> None:
    still.goto(CalculatorForm.ADDRESS)
    still.click("text=the questions on paper")
    assert still.url.endswith(PAPER)


def test_a_letter_is_printed_as_it_was_changed_and_alone(form: CalculatorForm, page: Page) -> None:
    lines = [
        "To: Dr Grey <ward 7> & team",
        "",
        "Reason for referral",
        "\u05e9\u05dc\u05d5\u05dd\u202e <b>as before</b>",
    ]
    form.open()
    form.flags()
    form.submit()
    page.click("[data-take=letter]")
    page.wait_for_function("document.getElementById('letter-words').value")
    page.evaluate("() => { window.print = () => {}; }")
    printed = page.locator("#letter-paper")
    # A browser may not tell that it has printed.
    for _time in range(2):
        page.fill("#letter-words", "\n".join(lines))
        page.click("[data-take=letter-print]")
        page.emulate_media(media="print")
        assert shown(page) == "".join("".join(lines).split())
        assert printed.locator("> *").all_text_contents() == lines
        assert printed.locator("strong").all_text_contents() == ["Reason for referral"]
        page.emulate_media(media="null")
        assert not printed.is_visible()
    for size in SIZES:
        # Once printed, it is the result's turn again.
        page.click("[data-take=letter-print]")
        assert pages(page.pdf(format=size)) == 1
    page.click("[data-take=letter-print]")
    page.evaluate("dispatchEvent(new Event('afterprint'))")
    assert printed.text_content() == ""
    page.emulate_media(media="print")
    assert page.locator(".sheet").is_visible()
