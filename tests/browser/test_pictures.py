"""The pictures on the smallest screen: every word in the picture, large enough, and on no other word."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page

from calculator.core.request import Request
from calculator.result.change import compare
from calculator.result.change_view import render_change
from calculator.result.clinician import render_measurement
from calculator.result.parts import render_timeline
from calculator.start_back import START_BACK
from calculator.start_back.measurement import MEASUREMENT
from tests.browser.calculator_form import CalculatorForm
from tests.browser.test_axe import violations
from tests.results import NO_FLAGS, published, request_of, result_of, sheet, site_of

WORDS = """() => [...document.querySelectorAll("#result svg text")].map(word => {
    const {left, right, top, bottom} = word.getBoundingClientRect();
    const picture = word.ownerSVGElement.getBoundingClientRect();
    const scale = picture.width / word.ownerSVGElement.viewBox.baseVal.width;
    return {
        said: word.textContent,
        left, right, top, bottom,
        size: parseFloat(getComputedStyle(word).fontSize) * scale,
        inside: left >= picture.left - 1 && right <= picture.right + 1 && top >= picture.top - 1
            && bottom <= picture.bottom + 1,
    };
})"""


def _fragments(site: Path) -> dict[str, str]:
    guideline = published(site)

    def timeline(**request: Any) -> str:
        return render_timeline(result_of(guideline, request))

    def dated(day: str, letters: str) -> Request:
        return request_of({"red_flags": NO_FLAGS, "today": day, **sheet(letters)})

    sheets = [
        dated("2026-01-01", "AAAAAAAAE"),
        dated("2026-01-03", "AAADDADDS"),
        dated("2026-02-15", "AAAAAE"),
        dated("2026-03-01", "DDDDDDDDN"),
        dated("2026-05-01", "AAA?ADADN"),
        dated("2026-09-30", "AAAAAAAAN"),
    ]
    return {
        # The longest dates there are, all of it overdue.
        "timeline-late": timeline(first_session="2026-09-02", today="2027-09-30"),
        "timeline-now": timeline(first_session="2026-09-02", today="2026-11-24"),
        "timeline-early": timeline(first_session="2026-09-29", today="2026-09-01"),
        "timeline-weeks": timeline(weeks_since_first_session=5.5),
        "outcomes": render_measurement(MEASUREMENT, site_of(guideline)),
        "change": render_change(compare(sheets, START_BACK, site_of(guideline)), {}),
    }


def _show(page: Page, fragment: str) -> None:
    page.set_viewport_size({"width": 320, "height": 740})
    page.goto(CalculatorForm.ADDRESS)
    page.evaluate(
        """fragment => {
            const result = document.getElementById("result");
            // What stands above it in a result.
            result.innerHTML = `<h2>Your result</h2>${fragment}`;
            for (const part of result.querySelectorAll("details")) part.open = true;
            result.hidden = false;
        }""",
        fragment,
    )


@pytest.mark.parametrize(
    "name", ["timeline-late", "timeline-now", "timeline-early", "timeline-weeks", "outcomes", "change"]
)
def test_a_picture_can_be_read_on_a_screen_320_pixels_wide(page: Page, site: Path, name: str) -> None:
    _show(page, _fragments(site)[name])
    words = page.evaluate(WORDS)
    assert len(words) > 5
    assert [word["said"] for word in words if not word["inside"]] == []
    assert min(word["size"] for word in words) >= 10.5
    overlapping = [
        (one["said"], other["said"])
        for number, one in enumerate(words)
        for other in words[:number]
        if min(one["right"], other["right"]) - max(one["left"], other["left"]) > 1
        # The boxes of lines reach above and below what is drawn.
        and min(one["bottom"], other["bottom"]) - max(one["top"], other["top"]) > 4
    ]
    assert overlapping == []
    assert page.evaluate("document.documentElement.scrollWidth") <= 320
    # Around it the page is as it was.
    assert violations(page, "#result") == []
