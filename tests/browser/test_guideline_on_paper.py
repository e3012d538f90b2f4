"""A guideline on paper: what is folded is printed, links say where they lead, sheets are white to their edges."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from tests.browser.reading_page import BOATS, DESKTOP, NO_SCRIPTS, reader

AFTER = "guidelines/paper-boat/after-the-voyage/index.html"


@pytest.mark.parametrize("scripts", [{}, NO_SCRIPTS], ids=["with scripts", "without scripts"])
def test_who_is_behind_it_is_printed_whole(browser: Browser, second_site: Path, scripts: dict[str, object]) -> None:
    with reader(browser, **DESKTOP, **scripts) as page:
        page.goto(f"{second_site.as_uri()}/{BOATS}")
        card = page.locator(".guideline-card__details")
        expect(card.locator("dl")).to_be_hidden()
        page.emulate_media(media="print")
        for words in ("Ada Quillfeather", "sells paper", "boats of ruled paper", "none; the sheets", "as harbor"):
            expect(card.get_by_text(words).first).to_be_visible()
        # It may run on to the next sheet: kept together, it left the first one empty.
        assert card.evaluate("card => getComputedStyle(card).breakInside") == "auto"


def test_a_link_says_where_it_leads_and_a_reference_only_once(browser: Browser, second_site: Path) -> None:
    behind = "link => getComputedStyle(link, '::after').content"
    with reader(browser, **DESKTOP) as page:
        page.goto(f"{second_site.as_uri()}/{BOATS}")
        licence = page.locator(".guideline-card__details a[href^='https://example.org/harbour']")
        doi = page.locator(".reference__text a[href^='https://doi.org']").first
        assert {licence.evaluate(behind), doi.evaluate(behind)} == {"none"}
        page.emulate_media(media="print")
        assert licence.evaluate(behind) == '" <https://example.org/harbour-licence>"'
        assert doi.evaluate(behind) == "none"
        assert page.locator(".citations a").first.evaluate(behind) == "none"


def test_parts_ratings_and_what_became_of_a_statement_are_printed(browser: Browser, second_site: Path) -> None:
    with reader(browser, **DESKTOP, **NO_SCRIPTS) as page:
        page.goto(f"{second_site.as_uri()}/{AFTER}")
        page.emulate_media(media="print")
        for words in (
            "The guideline panel is confident",
            "Nobody has ever regretted a dry boat.",
            "Withdrawn by its source. Since: 1911.",
            "One cellar, eleven boats, four winters.",
        ):
            expect(page.get_by_text(words).first).to_be_visible()
        # That nothing is cited is said once, at the top.
        expect(page.locator(".rating-notice")).to_contain_text("cites no reference itself")
        for none in page.locator(".layer__none").all():
            expect(none).to_be_hidden()


def test_paper_is_white_to_its_edge_on_a_dark_device(browser: Browser, second_site: Path) -> None:
    with reader(browser, **DESKTOP, color_scheme="dark") as page:
        page.goto(f"{second_site.as_uri()}/{BOATS}")
        page.emulate_media(media="print", color_scheme="dark")
        colours = page.evaluate(
            "() => [document.documentElement, document.body].map(part => getComputedStyle(part).backgroundColor)"
        )
        assert colours == ["rgb(255, 255, 255)"] * 2
        assert page.evaluate("() => getComputedStyle(document.documentElement).colorScheme") == "light"
