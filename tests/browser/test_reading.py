"""Reading the guideline: at a phone's width, by a link to a statement, without scripts."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.calculator_form import CalculatorForm
from tests.browser.conftest import PATIENCE
from tests.browser.pages import ADDRESSES

COPIED = """async () => {
  const [copied] = await navigator.clipboard.read();
  const [plain, html] = await Promise.all(
    ["text/plain", "text/html"].map(async (kind) => (await copied.getType(kind)).text()),
  );
  return [plain, new DOMParser().parseFromString(html, "text/html").body.textContent];
}"""
"""What was copied, as two kinds of programs paste it."""
GUIDELINE = "/guidelines/low-back-pain-next-steps/index.html"


@pytest.mark.parametrize("path", ADDRESSES)
def test_nothing_is_wider_than_the_smallest_phone(page: Page, path: str) -> None:
    page.set_viewport_size({"width": 320, "height": 640})
    page.goto(path)
    assert page.evaluate("document.documentElement.scrollWidth") <= 320


def test_a_link_to_a_statement_leads_to_it(page: Page) -> None:
    page.goto(f"{GUIDELINE}#dont-image-early")
    expect(page.locator("#dont-image-early")).to_be_in_viewport()


def test_a_citation_leads_to_its_reference_and_back(page: Page) -> None:
    page.goto(GUIDELINE)
    page.locator("#dont-image-early").locator("[role=doc-noteref]").first.click()
    reference = page.locator("[id='ref:source-7']")
    expect(reference).to_be_in_viewport()
    expect(reference).to_contain_text("The source does not list reference 7. It may be:")
    reference.locator("a[href='#dont-image-early']").click()
    expect(page.locator("#dont-image-early")).to_be_in_viewport()


def test_the_signs_of_links_are_not_copied_with_the_words(page: Page, address: str) -> None:
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    for path in (GUIDELINE, "/about/index.html"):
        page.goto(path)
        page.keyboard.press("ControlOrMeta+A")
        page.keyboard.press("ControlOrMeta+C")
        for copied in page.evaluate(COPIED):
            assert page.locator("article h1").inner_text().removesuffix("#") in copied
            assert "#" not in copied


def test_the_sign_of_a_link_to_a_heading_is_not_printed(page: Page) -> None:
    page.goto(GUIDELINE)
    signs = page.locator("article .headerlink")
    expect(signs.first).to_be_attached()
    page.emulate_media(media="print")
    expect(signs.filter(visible=True)).to_have_count(0)


def test_every_page_can_be_reached_without_scripts(browser: Browser, address: str) -> None:
    context = browser.new_context(base_url=address, java_script_enabled=False)
    page = context.new_page()
    page.goto("/index.html")
    links = page.get_by_role("navigation", name="Main pages").get_by_role("link")
    # All but the page for a wrong address, and two to which other pages lead: the paper form and the download.
    assert links.count() == len(ADDRESSES) - 3
    for number in range(links.count()):
        links.nth(number).click()
        expect(page.locator("article h1")).to_be_visible()
    context.close()


@pytest.mark.parametrize("path", ADDRESSES)
def test_every_page_opens_from_a_folder_with_its_style(browser: Browser, site: object, path: str) -> None:
    context = browser.new_context()
    page = context.new_page()
    failed: list[str] = []
    page.on("requestfailed", lambda request: failed.append(request.url))
    page.goto(f"file://{site}{path}")
    if path != "/404.html":  # a server's page: it looks for the site in the folders above
        assert failed == []
        expect(page.locator("h1:visible").first).to_be_visible()
    context.close()


def test_the_calculator_works_from_a_folder_without_one_request(
    browser: Browser, site: Path, tmp_path: Path
) -> None:
    # As people name their folders.
    folder = tmp_path / "Rücken #1, new folder"
    folder.symlink_to(site)
    context = browser.new_context()
    context.set_default_timeout(PATIENCE)
    page = context.new_page()
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    form = CalculatorForm(page, folder.as_uri())
    form.open()
    form.flags()
    form.sheet("ADAADDDDE")
    form.submit()
    expect(form.result).to_contain_text("Total: 4 of 9.")
    assert {url for url in asked if not url.startswith(("file:", "blob:", "data:"))} == set()
    context.close()
