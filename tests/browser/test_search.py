"""The search as a reader uses it: from a folder on a disk, by keyboard, on a phone, without scripts."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote

import pytest
from playwright.sync_api import Browser, ConsoleMessage, Page, Request, expect

from tests.browser.conftest import PATIENCE
from tests.browser.test_axe import violations_in_all_looks

SEARCH = "/search/index.html"
GUIDELINE = "/guidelines/low-back-pain-next-steps/index.html"
CASAZZA = 8
"""The statements that rest on that author's work."""


@pytest.fixture
def folder(browser: Browser, site: Path) -> Iterator[Page]:
    """A phone's page of the site in a folder: any request elsewhere and any word in the console fails the test."""
    context = browser.new_context(viewport={"width": 360, "height": 740}, base_url=site.as_uri())
    context.set_default_timeout(PATIENCE)
    page = context.new_page()
    asked: list[str] = []
    faults: list[str] = []

    def note(request: Request) -> None:
        # What a page still loads when it is left, such as its icon, the browser itself lets go.
        if request.failure != "net::ERR_ABORTED":
            faults.append(f"{request.failure}: {request.url}")

    page.on("request", lambda request: asked.append(request.url))
    page.on("requestfailed", note)
    page.on("pageerror", lambda error: faults.append(str(error)))
    page.on("console", lambda line: faults.append(line.text))
    yield page
    context.close()
    assert faults == []
    assert [url for url in asked if not url.startswith((f"{site.as_uri()}/", "data:"))] == []
    assert asked


def open_search(page: Page, site: Path, words: str = "", **filters: str) -> None:
    address = "&".join(f"{name}={quote(value)}" for name, value in ({"q": words} | filters).items() if value)
    page.goto(f"{site.as_uri()}{SEARCH}" + (f"#{address}" if address else ""))


def test_from_a_folder_a_statement_is_found_while_it_is_typed_and_its_link_leads_to_it(
    folder: Page, site: Path
) -> None:
    open_search(folder, site)
    folder.locator("#search-words").press_sequentially("paracet")
    result = folder.locator(".search-result")
    expect(result).to_have_count(1)
    expect(result.locator("a")).to_have_text(
        "Option. Consider acetaminophen as an alternative, though evidence is weaker."
    )
    expect(result).to_contain_text("In plain words: Acetaminophen (paracetamol) is another choice")
    expect(result).to_contain_text("3. Optimize Pharmacologic Support")
    assert result.locator("mark").all_inner_texts() == ["paracetamol"]
    result.locator("a").click()
    folder.wait_for_url("**/index.html#acetaminophen-alternative")
    expect(folder.locator("#acetaminophen-alternative")).to_be_in_viewport()


def test_a_statement_found_by_an_author_says_which_reference_it_rests_on(folder: Page, site: Path) -> None:
    open_search(folder, site, "Casazza")
    results = folder.locator(".search-result")
    expect(results).to_have_count(CASAZZA + 1)
    for result in results.all()[:CASAZZA]:
        expect(result).to_contain_text("Rests on: The source does not list reference 4. It may be: Casazza BA.")
        assert result.locator("mark").all_inner_texts() == ["Casazza"]
    expect(results.last.locator("a")).to_contain_text("Reference: The source does not list reference 4.")


@pytest.mark.parametrize("words", ["23794653", "10.1093/bja/aet172", "https://doi.org/10.1093/bja/aet172"])
def test_numbers_of_registers_find_the_work_and_then_its_statements(folder: Page, site: Path, words: str) -> None:
    open_search(folder, site, words)
    expect(folder.locator(".search-result").nth(1)).to_contain_text(
        "Advice. Continue physical therapy for at least 4-8 weeks"
    )
    expect(folder.locator(".search-result").nth(1)).to_contain_text("Rests on: Lee J, Gupta S")


def test_other_words_for_a_thing_are_shown_where_they_explain_a_result(folder: Page, site: Path) -> None:
    open_search(folder, site, "MRI")
    expect(folder.locator(".search-result").first).to_contain_text("Negative advice. Do NOT order imaging")
    # Those of other words of the statement say nothing of why it is found.
    expect(folder.locator(".search-result").first).not_to_contain_text("warning sign")
    expect(folder.locator(".search-result").first).to_contain_text("Other words and kinds: imaging (MRI,")


def test_sections_of_pages_and_notes_are_found_as_what_they_are(folder: Page, site: Path) -> None:
    open_search(folder, site, "NG59")
    expect(folder.locator(".search-result").first).to_contain_text("Editors’ note:")
    open_search(folder, site, "who is behind this site")
    expect(folder.locator(".search-result a").first).to_contain_text("Page:")


def test_enter_in_the_header_leads_to_the_results(browser: Browser, site: Path) -> None:
    context = browser.new_context(viewport={"width": 1280, "height": 800})
    page = context.new_page()
    page.goto(f"{site.as_uri()}{GUIDELINE}")
    box = page.get_by_role("search").get_by_role("searchbox", name="Search for")
    box.fill("benzodiazepines & heat?")
    box.press("Enter")
    expect(page.locator("#search-words")).to_have_value("benzodiazepines & heat?")
    expect(page.locator(".search-result").first).to_be_visible()
    context.close()


def test_on_a_phone_the_header_leads_to_the_search_with_one_press(folder: Page, site: Path) -> None:
    folder.goto(f"{site.as_uri()}{GUIDELINE}")
    button = folder.get_by_role("search").get_by_role("button", name="Search")
    size = button.bounding_box()
    assert size
    assert min(size["width"], size["height"]) >= 44
    button.click()
    expect(folder.locator("#search-words")).to_be_focused()


def test_results_can_be_narrowed_down_and_the_address_keeps_it(folder: Page, site: Path) -> None:
    open_search(folder, site, "Casazza")
    expect(folder.locator(".search-result")).to_have_count(CASAZZA + 1)
    folder.get_by_text("Narrow down").click()
    expect(folder.get_by_label("Caution (1)")).to_be_visible()
    folder.get_by_label("Negative advice (1)").check()
    expect(folder.locator(".search-result")).to_have_count(1)
    expect(folder.locator("#search-status")).to_have_text("1 result for “Casazza”.")
    folder.get_by_label("Caution (1)").check()
    expect(folder.locator(".search-result")).to_have_count(2)
    folder.get_by_label("Critical Pitfalls to Avoid (1)").check()
    expect(folder.locator(".search-result")).to_have_count(1)
    expect(folder.locator(".search-result")).to_contain_text("Do NOT refer for passive modalities")
    expect(folder.locator("#search-filters summary")).to_contain_text("(3 chosen)")
    assert folder.url.endswith("#q=Casazza&kind=caution&kind=dont&section=Critical+Pitfalls+to+Avoid")
    folder.locator(".search-result a").click()
    folder.wait_for_url("**#dont-passive-modalities")
    folder.go_back()
    expect(folder.locator("#search-words")).to_have_value("Casazza")
    expect(folder.locator(".search-result")).to_have_count(1)
    expect(folder.get_by_label("Negative advice (1)")).to_be_checked()
    folder.get_by_role("button", name="Show everything").click()
    expect(folder.locator(".search-result")).to_have_count(CASAZZA + 1)


def test_the_choice_may_leave_nothing_and_says_so(folder: Page, site: Path) -> None:
    open_search(folder, site, "Casazza", kind="red-flag")
    expect(folder.locator("#search-status")).to_have_text("Nothing of what is chosen was found for “Casazza”.")


def test_everything_works_by_keyboard_alone(folder: Page, site: Path) -> None:
    open_search(folder, site)
    expect(folder.locator("#search-words")).to_be_focused()
    folder.keyboard.type("exercise")
    expect(folder.locator(".search-result").first).to_be_visible()
    folder.keyboard.press("Tab")
    folder.keyboard.press("Enter")  # opens the choices
    folder.keyboard.press("Tab")
    folder.keyboard.press("Space")
    expect(folder.get_by_label("Advice (3)", exact=True)).to_be_checked()
    expect(folder.locator(".search-result")).to_have_count(3)
    folder.keyboard.press("Shift+Tab")
    folder.keyboard.press("Enter")
    folder.keyboard.press("Tab")
    expect(folder.locator(".search-result a").first).to_be_focused()
    folder.keyboard.press("Enter")
    folder.wait_for_url(f"**{GUIDELINE}#*")


def test_escape_clears_the_words_and_all_statements_are_there_to_look_through(folder: Page, site: Path) -> None:
    open_search(folder, site, "heat")
    everything = folder.get_by_role("heading", name="All statements")
    expect(folder.locator(".search-result").first).to_be_visible()
    expect(everything).to_be_hidden()
    folder.locator("#search-words").press("Escape")
    expect(everything).to_be_visible()
    expect(folder.locator("#search-results")).to_be_hidden()
    assert "#" not in folder.url


def test_more_results_are_shown_on_demand_and_the_focus_goes_to_them(folder: Page, site: Path) -> None:
    open_search(folder, site, "Lee")
    expect(folder.locator(".search-result")).to_have_count(10)
    folder.get_by_role("button", name="Show 10 more").click()
    expect(folder.locator(".search-result")).to_have_count(20)
    expect(folder.locator(".search-result a").nth(10)).to_be_focused()


def test_a_mistyped_word_is_answered_by_what_may_be_meant(folder: Page, site: Path) -> None:
    open_search(folder, site, "imagign")
    expect(folder.locator("#search-status")).to_have_text("Nothing was found for “imagign”.")
    folder.get_by_role("button", name="imaging", exact=True).click()
    expect(folder.locator(".search-result").first).to_contain_text("Do NOT order imaging")
    expect(folder.locator("#search-words")).to_be_focused()


def test_words_that_are_nowhere_together_find_what_has_some(folder: Page, site: Path) -> None:
    open_search(folder, site, "heat xylophone")
    expect(folder.locator("#search-status")).to_contain_text("Nothing has all of “heat xylophone”.")
    expect(folder.locator(".search-result").first).to_contain_text("Heat therapy")


def test_what_is_typed_is_text_and_never_code(folder: Page, site: Path) -> None:
    open_search(folder, site, '<img src=x onerror="alert(1)"> heat')
    expect(folder.locator("#search-status")).to_contain_text("<img src=x")
    expect(folder.locator("#search-status img")).to_have_count(0)


def test_the_number_of_results_is_announced(folder: Page, site: Path) -> None:
    open_search(folder, site, "heat")
    expect(folder.get_by_role("status")).to_have_text("3 results for “heat”.")


def test_a_new_search_takes_the_place_of_one_that_is_under_way(folder: Page, site: Path) -> None:
    open_search(folder, site)
    for words in ("pain", "exercise", "opioids", "heat"):
        folder.fill("#search-words", words)
    expect(folder.locator("#search-status")).to_have_text("3 results for “heat”.")
    expect(folder.locator(".search-result")).to_have_count(3)


@pytest.mark.parametrize("page_address", [GUIDELINE, SEARCH])
def test_over_http_nothing_that_is_typed_goes_to_the_server(page: Page, page_address: str) -> None:
    sent: list[Request] = []
    lines: list[ConsoleMessage] = []
    page.on("request", lambda request: sent.append(request))  # noqa: PLW0108  (Playwright marks what it is given)
    page.on("console", lambda line: lines.append(line))  # noqa: PLW0108
    page.set_viewport_size({"width": 1280, "height": 800})
    page.goto(page_address)
    box = page.get_by_role("search").get_by_role("searchbox", name="Search for")
    box.fill("benzodiazepines")
    box.press("Enter")
    page.locator(".search-result").first.wait_for()
    assert sent
    assert [request.url for request in sent if "benzo" in request.url or request.post_data] == []
    assert lines == []


def test_without_scripts_every_statement_can_be_looked_through(browser: Browser, site: Path) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{site.as_uri()}{GUIDELINE}")
    page.get_by_role("search").get_by_role("button", name="Search").click()
    expect(page.get_by_text("This browser runs no scripts")).to_be_visible()
    data = json.loads((site / "data/guidelines/low-back-pain-next-steps.json").read_text(encoding="utf-8"))
    shown = page.locator(".search-page__all a")
    assert [text.partition(". ")[2] for text in shown.all_inner_texts()] == [s["text"] for s in data["statements"]]
    page.get_by_text("Negative advice. Do NOT order imaging").click()
    page.wait_for_url("**#dont-image-early")
    context.close()


def test_a_part_that_is_missing_is_said_and_the_next_search_works(
    browser: Browser, site: Path, tmp_path: Path
) -> None:
    copy = tmp_path / "site"
    shutil.copytree(site, copy, ignore=shutil.ignore_patterns("runtime"))
    [terms] = (copy / "assets" / "search").glob("terms-0-*.js")
    terms.rename(terms.with_suffix(".away"))
    context = browser.new_context()
    context.set_default_timeout(PATIENCE)
    page = context.new_page()
    page.goto(f"{copy.as_uri()}{SEARCH}#q=heat")
    expect(page.locator("#search-status")).to_have_text("A part of the search could not be loaded. Try again.")
    terms.with_suffix(".away").rename(terms)
    page.locator("#search-words").press("Enter")
    expect(page.locator("#search-status")).to_have_text("3 results for “heat”.")
    context.close()


@pytest.mark.parametrize("words", ["Casazza", "imagign", "heat xylophone", ""])
def test_the_results_have_no_violation(page: Page, words: str) -> None:
    page.goto(f"{SEARCH}#q={words}")
    if words:
        expect(page.locator("#search-status")).not_to_be_empty()
        page.get_by_text("Narrow down").click()
    assert violations_in_all_looks(page) == []


def test_results_fit_the_smallest_phone_and_can_be_touched(page: Page) -> None:
    page.set_viewport_size({"width": 320, "height": 640})
    page.goto(f"{SEARCH}#q=Casazza")
    expect(page.locator(".search-result").first).to_be_visible()
    page.get_by_text("Narrow down").click()
    assert page.evaluate("document.documentElement.scrollWidth") <= 320
    for target in page.locator(
        "#search-form input[type=search], #search-form summary, #search-form label.search-page__choice"
    ).all():
        size = target.bounding_box()
        assert size
        assert size["height"] >= 44
