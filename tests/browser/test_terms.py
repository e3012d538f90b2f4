"""What a term means is read at the word: by pointer, by keyboard, by touch; without scripts it is a link."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.reading_page import DESKTOP, NO_SCRIPTS, PHONE, reader, tab_to
from tests.browser.test_axe import violations

SIGNALS = "guidelines/paper-boat/the-signal-book/index.html"
TERM = "#stay-below-swl a.term[href='#term:SWL']"
SAYS = "safe wave limit. The highest wave that a boat has come home from."
WAYS = [("pointer", DESKTOP), ("keyboard", DESKTOP), ("touch", PHONE)]


def show(page: Page, way: str) -> None:
    term = page.locator(TERM)
    if way == "pointer":
        term.hover()
    elif way == "touch":
        term.tap()
    else:
        tab_to(page, TERM)


@pytest.mark.parametrize(("way", "options"), WAYS)
def test_its_card_has_its_meaning_and_what_that_rests_on(
    browser: Browser, second_site: Path, way: str, options: dict[str, object]
) -> None:
    with reader(browser, **options) as page:
        page.goto(f"{second_site.as_uri()}/{SIGNALS}")
        show(page, way)
        card = page.locator(".reference-card")
        expect(card).to_contain_text(SAYS)
        assert card.get_attribute("aria-label") == "SWL"
        # The word stands in bold letters, what it means does not.
        expect(card).to_have_css("font-weight", "400")
        # A tap or the focus alone leads nowhere.
        assert "#" not in page.url
        assert violations(page) == []
        page.keyboard.press("Escape")
        expect(card).to_have_count(0)
        page.mouse.move(0, 0)
        show(page, way if way != "keyboard" else "pointer")
        page.locator(".reference-card .citations > a").click()
        assert page.url.endswith("#ref:ballast1888")


def test_a_second_tap_leads_to_the_entry(browser: Browser, second_site: Path) -> None:
    with reader(browser, **PHONE) as page:
        page.goto(f"{second_site.as_uri()}/{SIGNALS}")
        page.locator(TERM).tap()
        expect(page.locator(".reference-card")).to_be_visible()
        page.locator(TERM).tap()
        assert page.url.endswith("#term:SWL")
        expect(page.locator("[id='term:SWL']")).to_be_in_viewport()


def test_a_screen_reader_hears_the_word_and_then_what_it_means(browser: Browser, second_site: Path) -> None:
    with reader(browser, **NO_SCRIPTS, **DESKTOP) as page:
        page.goto(f"{second_site.as_uri()}/{SIGNALS}")
        term = page.locator(TERM)
        expect(term).to_have_accessible_name("SWL")
        expect(term).to_have_accessible_description(f"{SAYS} Reference 40")
        editors = page.locator("#stay-below-swl a.term[href='#term:trim']")
        expect(editors).to_have_accessible_description("how a boat lies in the water (the editors’ words)")


def test_without_scripts_and_on_paper_the_list_is_on_the_page(browser: Browser, second_site: Path) -> None:
    with reader(browser, **NO_SCRIPTS, **DESKTOP) as page:
        page.goto(f"{second_site.as_uri()}/{SIGNALS}")
        page.locator(TERM).click()
        assert page.url.endswith("#term:SWL")
        entry = page.locator("[id='term:SWL']")
        expect(entry).to_be_in_viewport()
        page.emulate_media(media="print")
        expect(entry).to_contain_text(SAYS)
        expect(entry).to_be_visible()
        # Once: an entry of the source's list is not in the one at the end, which has what the editors say.
        expect(page.get_by_text("safe wave limit")).to_have_count(1)
        expect(page.get_by_text("how a boat lies in the water")).to_be_visible()
        expect(page.locator(TERM)).to_have_css("border-bottom-width", "0px")
