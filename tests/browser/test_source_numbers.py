"""A small guideline with the numbers of its source in a browser: links to them, and copies of uncited sentences."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from tests.browser.reading_page import DESKTOP, PHONE, reader

PAGE = "guidelines/paper-plane/index.html"


def test_what_cites_nothing_has_no_box_below_it_and_is_copied_all_the_same(
    browser: Browser, third_site: Path
) -> None:
    with reader(browser, **DESKTOP) as shown:
        shown.add_init_script(
            "navigator.clipboard.writeText = words => { window.kept = words; return Promise.resolve(); }"
        )
        shown.goto(f"{third_site.as_uri()}/{PAGE}")
        for name in ("open-window", "spare-cat", "count-three"):
            expect(shown.locator(f"#{name} .layer")).to_have_count(0)
        button = shown.locator("#spare-cat .statement__copy")
        button.click()
        expect(button).to_have_text("Copied")
        lines = shown.evaluate("() => window.kept").splitlines()
        assert lines[0] == "“Do not aim at the cat.”"
        assert "statement “spare-cat”" in lines[-1]
        shown.locator("#count-three .statement__copy").focus()
        expect(button).to_have_text("Copy – Do not aim at the cat.")


@pytest.mark.parametrize("options", [DESKTOP, PHONE], ids=["desktop", "phone"])
def test_a_link_to_a_number_jumps_to_its_recommendation(
    browser: Browser, third_site: Path, options: dict[str, object]
) -> None:
    with reader(browser, **options) as shown:
        shown.goto(f"{third_site.as_uri()}/{PAGE}#B.1")
        expect(shown.locator("#nose-again .statement__number")).to_be_in_viewport()
        shown.locator(".cross-reference").click()
        expect(shown.locator("#fold-wings .statement__number")).to_be_in_viewport()
        assert shown.url.endswith("#A.4")
