"""Past its review a guideline says so on every page and form that shows a statement or a result.

The reader's own clock counts. The site was built before that day, and is not built again.
"""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from tests.browser.calculator_form import CalculatorForm
from tests.browser.clock import set_clock
from tests.browser.conftest import PATIENCE

FOLDER = "guidelines/low-back-pain-next-steps"
PAGES = (
    "index.html",
    f"{FOLDER}/index.html",
    f"{FOLDER}/patient/index.html",
    "calculator/index.html",
    "calculator/paper/index.html",
    "references/index.html",
    "references/low-back-pain-next-steps/hill2008/index.html",
    "search/index.html",
    "about/index.html",
)
NOTICE = "This guideline was to be reviewed by 23 May 2027. It may be out of date."
EDITION = "version 1.0.0 of 29 November 2026 (draft, unreviewed). To be reviewed by 23 May 2027."
DUE, AFTER = "2027-05-23T12:00:00", "2027-05-24T12:00:00"


@pytest.fixture
def context(browser: Browser) -> BrowserContext:
    opened = browser.new_context(viewport={"width": 360, "height": 740})
    opened.set_default_timeout(PATIENCE)
    return opened


@pytest.fixture
def page(context: BrowserContext) -> Page:
    return context.new_page()


@pytest.mark.parametrize("path", PAGES)
def test_every_page_says_its_edition_and_from_the_day_after_that_the_review_is_overdue(
    site: Path, page: Page, path: str
) -> None:
    notice = page.locator(".review-notice")
    set_clock(page, DUE)
    page.goto(f"{site.as_uri()}/{path}")
    expect(page.get_by_text(EDITION)).to_be_visible()
    expect(notice).to_be_hidden()
    # The page stays open over night.
    set_clock(page, AFTER)
    page.evaluate("window.dispatchEvent(new Event('focus'))")
    expect(notice).to_contain_text(NOTICE)
    expect(notice).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth") == 360


def test_no_page_that_links_to_a_statement_goes_without(site: Path) -> None:
    for file in sorted(site.rglob("*.html")):
        html = file.read_text(encoding="utf-8")
        article = html.partition("<article")[2].partition("</article>")[0]
        if f"{FOLDER}/" in article or file.is_relative_to(site / FOLDER):
            assert html.count('data-review-of="low-back-pain-next-steps"') == 1, file
            assert html.count('data-edition-of="low-back-pain-next-steps"') == 1, file


@pytest.mark.parametrize("path", PAGES)
def test_without_scripts_the_day_of_the_review_can_be_read(site: Path, browser: Browser, path: str) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{site.as_uri()}/{path}")
    expect(page.get_by_text(EDITION)).to_be_visible()
    context.close()


def test_a_result_its_prints_and_all_that_is_taken_along_say_it(site: Path, context: BrowserContext) -> None:
    """The answers are of the day before: it is the reader's day that counts."""
    page = context.new_page()
    form = CalculatorForm(page, site.as_uri())
    form.open()
    set_clock(page, DUE)
    form.flags()
    form.sheet("AAAADDDDE")
    form.submit()
    expect(form.result).not_to_contain_text("was to be reviewed")
    expect(form.result).to_contain_text("guideline 1.0.0 of 29 November 2026.")
    set_clock(page, AFTER)
    answers = {
        command: page.evaluate(
            """async (command) => {
                const {ask, sheet, question} = lumbarCalculator;
                return ask(command, {...question(sheet.way.shown), ascii: false});
            }""",
            command,
        )
        for command in ("present", "text", "save", "fhir", "code")
    }
    result = answers["present"]["html"]
    assert result.count(NOTICE) == 3, "on the screen and on both printed pages"
    assert result.count("1.0.0 of 29 November 2026") == 3
    assert f"\n{NOTICE}\n" in answers["text"]["text"]
    assert "guideline 1.0.0 of 2026-11-29 (draft, unreviewed)" in answers["text"]["text"]
    assert NOTICE in json.loads(answers["save"]["text"])["about"]
    for entry in json.loads(answers["fhir"]["text"])["entry"]:
        assert NOTICE in entry["resource"]["text"]["div"]
        assert "guideline 1.0.0 of 29 November 2026" in entry["resource"]["text"]["div"]
    assert "guideline 1.0.0 (2026-11-29, overdue)" in answers["code"]["text"]


def test_under_a_red_flag_it_is_said_below_where_to_go(site: Path, context: BrowserContext) -> None:
    page = context.new_page()
    form = CalculatorForm(page, site.as_uri())
    form.open()
    set_clock(page, AFTER)
    form.flags(cauda_equina="yes")
    form.submit()
    text = form.result.inner_text()
    assert 0 <= text.index("Go to an emergency department now") < text.index(NOTICE)


def test_both_prints_hold_it_on_one_page(site: Path, page: Page) -> None:
    set_clock(page, AFTER)
    page.goto(f"{site.as_uri()}/calculator/paper/index.html")
    page.emulate_media(media="print")
    expect(page.locator(".questionnaire .review-notice")).to_be_visible()
    expect(page.locator(".questionnaire .guideline-edition")).to_be_visible()
    assert page.pdf(prefer_css_page_size=True).count(b"/Type /Page\n") == 1
