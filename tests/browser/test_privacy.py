"""Nothing leaves the device: no request to another origin, and no answer anywhere but on the page."""

from __future__ import annotations

from urllib.parse import urlsplit

import pytest
from playwright.sync_api import ConsoleMessage, Page, Request

from tests.browser.calculator_form import CalculatorForm
from tests.browser.pages import ADDRESSES

SECRETS = ("717", "493", "agree")
"""Answers that stand out: weeks and sessions that nothing else on the way could hold."""


@pytest.mark.parametrize("path", ADDRESSES)
def test_a_page_asks_nothing_of_any_other_origin(page: Page, address: str, path: str) -> None:
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(path)
    page.wait_for_load_state("networkidle")
    assert asked
    assert {url for url in asked if not url.startswith((address, "blob:", "data:"))} == set()


def test_answers_are_in_no_request_address_title_console_or_lasting_storage(
    form: CalculatorForm, page: Page
) -> None:
    requests: list[Request] = []
    lines: list[ConsoleMessage] = []
    form.open()
    page.on("request", lambda request: requests.append(request))  # noqa: PLW0108  (Playwright marks what it is given)
    page.context.on("console", lambda line: lines.append(line))  # noqa: PLW0108
    title = page.title()
    form.flags()
    form.sheet("AAAAAAAAE")
    page.fill("input[name=weeks_since_onset]", "717")
    page.fill("input[name=sessions_attended]", "493")
    form.submit()
    assert form.shown()["total"] == "9"
    assert requests == []
    assert lines == []
    assert page.title() == title
    assert urlsplit(page.url).query == ""
    assert urlsplit(page.url).fragment == ""
    # In the tab's own session they survive a reload; what would outlive it is the reader's choice.
    kept = page.evaluate("JSON.stringify([{...localStorage}, document.cookie])")
    assert not [secret for secret in SECRETS if secret in kept]
    form.erase()
    kept = page.evaluate("JSON.stringify([{...localStorage}, {...sessionStorage}, document.cookie])")
    assert not [secret for secret in SECRETS if secret in kept]
