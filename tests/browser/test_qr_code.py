"""The QR code as a phone shows it: read back from the screen's pixels, in every look."""

from __future__ import annotations

import io
from pathlib import Path
from typing import Literal

import pytest
from PIL import Image
from playwright.sync_api import Page, expect

from calculator.exports.qr_code import LIMIT, qr_picture, summary_text
from tests.browser.calculator_form import CalculatorForm
from tests.exports.reading import read_codes
from tests.results import published, result_of, sheet


def show(page: Page, picture: str) -> None:
    """Put a picture where the result stands, and bring it into view."""
    page.goto(CalculatorForm.ADDRESS)
    page.evaluate(
        """picture => {
            const result = document.getElementById("result");
            result.innerHTML = picture;
            result.hidden = false;
            result.firstElementChild.scrollIntoView({block: "center"});
        }""",
        picture,
    )


@pytest.mark.parametrize("forced", ["none", "active"])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_a_phone_reads_the_code_from_a_screen_360_pixels_wide(
    page: Page, site: Path, scheme: Literal["light", "dark"], forced: Literal["none", "active"]
) -> None:
    page.emulate_media(color_scheme=scheme, forced_colors=forced)
    summary = summary_text(result_of(published(site), sheet("A?AAD?DD?") | {"today": "2026-11-23"}))
    for text in (summary, "x" * LIMIT):
        show(page, qr_picture(text))
        box = page.locator("#result svg").bounding_box()
        assert box is not None
        assert box["x"] >= 0
        assert box["x"] + box["width"] <= 360
        assert box["width"] == box["height"]
        # One screen pixel for one CSS pixel: the coarsest phone there is.
        (code,) = read_codes(Image.open(io.BytesIO(page.screenshot())))
        assert code.text == text


WINDOWS = [(320, 568), (360, 640), (640, 360), (390, 844), (768, 1024), (1366, 625), (1920, 1080)]
"""Phones upright and on their side, a tablet, and screens of computers, in CSS pixels."""


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_in_every_window_all_of_the_code_is_in_view_when_it_is_shown_and_can_be_read(
    page: Page, form: CalculatorForm, scheme: Literal["light", "dark"]
) -> None:
    page.emulate_media(color_scheme=scheme)
    form.open()
    form.flags()
    form.sheet("AAAADDDDE")
    form.submit()
    page.click("[data-take=code]")
    for width, height in WINDOWS:
        page.set_viewport_size({"width": width, "height": height})
        page.evaluate("scrollTo(0, 0)")
        page.click("[data-take=code-show]")
        shown = page.locator("#take-picture")
        expect(shown.locator("p")).to_contain_text("STarT Back")
        expect(shown).to_be_in_viewport()
        box = shown.locator("svg").bounding_box()
        assert box is not None
        assert box["width"] == box["height"] >= 280
        header = page.locator(".md-header").bounding_box()
        assert header is not None
        assert box["y"] >= header["y"] + header["height"]
        assert box["y"] + box["height"] <= height
        (code,) = read_codes(Image.open(io.BytesIO(page.screenshot())))
        assert code.text == shown.locator("p").text_content()
        page.click("[data-take=code-hide]")
        page.click("[data-take=code]")
