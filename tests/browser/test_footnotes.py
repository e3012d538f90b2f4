"""A footnote is read at its mark: by pointer, by keyboard, by touch; without scripts its mark is a link."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.reading_page import DESKTOP, NO_SCRIPTS, PHONE, reader, tab_to
from tests.browser.test_axe import violations

LOGBOOK = "guidelines/paper-boat/the-logbook/index.html"
MARK = "#write-wind .footnote-ref"
SAYS = "Wind is what moves a leaf of birch."


def show(page: Page, way: str) -> None:
    mark = page.locator(MARK)
    if way == "pointer":
        mark.hover()
    elif way == "touch":
        mark.tap()
    else:
        tab_to(page, MARK)


@pytest.mark.parametrize(("way", "options"), [("pointer", DESKTOP), ("keyboard", DESKTOP), ("touch", PHONE)])
def test_its_card_has_its_words_and_what_it_cites(
    browser: Browser, second_site: Path, way: str, options: dict[str, object]
) -> None:
    with reader(browser, **options) as page:
        page.goto(f"{second_site.as_uri()}/{LOGBOOK}")
        show(page, way)
        card = page.locator(".reference-card")
        expect(card).to_contain_text(SAYS)
        assert card.get_attribute("aria-label") == "Footnote 1"
        assert violations(page) == []
        # The citation in the card is a link like any other: its card does not take this one's place.
        cited = card.locator(".citations > a")
        if way == "pointer":
            cited.hover()
            expect(card).to_contain_text(SAYS)
        cited.click()
        assert page.url.endswith("#ref:ballast1888")


def test_without_scripts_and_on_paper_it_stands_below_the_text(browser: Browser, second_site: Path) -> None:
    with reader(browser, **NO_SCRIPTS, **DESKTOP) as page:
        page.goto(f"{second_site.as_uri()}/{LOGBOOK}")
        page.locator(MARK).click()
        assert page.url.endswith("#fn:1")
        footnote = page.locator("[id='fn:1']")
        expect(footnote).to_be_in_viewport()
        page.emulate_media(media="print")
        expect(footnote).to_contain_text(SAYS)
        expect(footnote).to_be_visible()
        expect(footnote.locator(".footnote__back")).to_be_hidden()
