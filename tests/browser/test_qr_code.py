"""The QR code as a phone shows it: read back from the screen's pixels, in every look."""

from __future__ import annotations

import io
from pathlib import Path
from typing import Literal

import pytest
from PIL import Image
from playwright.sync_api import Page

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
