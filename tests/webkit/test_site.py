"""The site in WebKit, over http and from the folder to take along: it finds, and shows what others show."""

from __future__ import annotations

import os
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from site_plugins.offline import BUNDLE
from tests.browser.calculator_form import CLICK, EMPTY, SHOWN, TYPE, entries
from tests.browser.clock import SET_CLOCK
from tests.browser.test_vectors import CHOSEN, WITHOUT_A_DATE
from tests.vectors.on_the_page import expected_on_page
from tests.webkit.conftest import HARD, opened_by
from tests.webkit.window import Window

PAGE = "calculator/index.html"


@pytest.fixture(scope="module")
def taken_along(site: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The unzipped folder to take along."""
    unzipped = tmp_path_factory.mktemp("folder") / HARD
    with zipfile.ZipFile(site / BUNDLE) as archive:
        archive.extractall(unzipped)
    return unzipped / "site"


@pytest.fixture(scope="module")
def base(way: str, site: Path, taken_along: Path) -> Iterator[str]:
    """The address of the built site, without a slash at its end."""
    with opened_by(way, taken_along if way == "folder" else site) as address:
        yield address


@pytest.fixture(scope="module")
def opened_page(window: Window, base: str) -> Window:
    """The calculator's page with all questions on it, where Python can answer: for all tests that fill it in."""
    window.open(f"{base}/{PAGE}", "performance.getEntriesByName('lumbar:ready').length > 0")
    window.run("() => lumbarSteps.use(false)")
    return window


@pytest.fixture
def page(opened_page: Window) -> Window:
    """The calculator's page without an answer."""
    opened_page.run(EMPTY)
    return opened_page


def _result(page: Window) -> dict[str, Any]:
    """Ask for the result with the pointer; return what it says, in the order of `expected_on_page`."""
    page.click("#calculator button[type=submit]")
    page.wait_until("['result', 'error-summary'].some((id) => !document.getElementById(id).hidden)")
    shown: dict[str, Any] = page.run(SHOWN)
    shown["actions"].sort(key=lambda action: action["statement"])
    shown["notices"].sort()
    return shown


def test_filled_in_by_pointer_and_keys_it_shows_the_result_and_asks_nobody_else(page: Window) -> None:
    vector = next(
        each for each in CHOSEN if each["plan"]["urgency"] == "routine" and "today" not in each["request"]
    )
    page.run(SET_CLOCK, f"{WITHOUT_A_DATE}T12:00:00")
    chosen, typed = entries(vector["request"])
    for name, text in typed.items():
        page.write(f'[name="{name}"]', text)
    for name, value in chosen.items():
        page.click(f'label:has(> input[name="{name}"][value="{value}"])')
    assert _result(page) == expected_on_page(vector)
    if "LUMBAR_SHOTS" in os.environ:
        page.picture(f"{os.environ['LUMBAR_SHOTS']}/webkit-result.png")
    assert page.asked_of_others == []


def test_what_the_page_shows_is_what_the_vector_says(page: Window) -> None:
    wrong = []
    for vector in CHOSEN:
        page.run(EMPTY)
        page.run(SET_CLOCK, f"{vector['request'].get('today', WITHOUT_A_DATE)}T12:00:00")
        chosen, typed = entries(vector["request"])
        page.run(TYPE, typed)
        page.run(CLICK, chosen)
        shown, expected = _result(page), expected_on_page(vector)
        if shown != expected:
            wrong.append((vector["id"], shown, expected))
    assert wrong == []


def test_the_signs_of_links_are_not_copied_with_the_words(window: Window, base: str) -> None:
    window.open(f"{base}/guidelines/low-back-pain-next-steps/index.html", "document.readyState === 'complete'")
    copied = window.run("() => { getSelection().selectAllChildren(document.body); return String(getSelection()); }")
    assert "Why One Session Is Not Enough" in copied
    assert "#" not in copied


def test_a_word_is_found_under_the_rules_that_readers_have(window: Window, base: str, way: str) -> None:
    window.open(f"{base}/about/index.html", "document.readyState === 'complete'")
    # A driver may relax what keeps the files of a folder apart: without it this file would prove nothing.
    assert window.run("() => fetch('../index.html').then(() => 'open', () => 'apart')") == (
        "apart" if way == "folder" else "open"
    )
    window.write("#search-box input", "imaging")
    window.click("#search-box button")
    hit = '#search-results a[href*="guidelines/"][href*="#"]'
    window.wait_until(f"document.querySelector('{hit}') !== null")
    window.click(hit)
    window.wait_until("document.querySelector(':target') !== null")
    assert "imaging" in window.run("() => document.querySelector(':target').textContent")
