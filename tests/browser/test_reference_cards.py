"""The card at a citation's number: by pointer, by keyboard, by touch; a plain link without scripts."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from site_plugins.guideline.addresses import reference_anchor
from tests.browser.reading_page import (
    BOATS,
    DESKTOP,
    GUIDELINE,
    NO_SCRIPTS,
    ON_THE_WATER,
    PHONE,
    as_file,
    reader,
    tab_to,
)
from tests.browser.test_axe import violations
from tests.guideline.render import render
from tests.guideline.tiny import FRONT, Tiny

LEAD = "#lead-continue-pt .citations > a"
"""The citation of a paragraph; its reference has two links."""
LEADS_TO = reference_anchor("lee2013")


@pytest.fixture(params=["http", "folder"])
def origin(request: pytest.FixtureRequest, address: str, site: Path) -> str:
    """Where the site is read from: a server, or a folder by double-click."""
    return address if request.param == "http" else site.as_uri()


@pytest.fixture
def desktop(browser: Browser, address: str) -> Iterator[Page]:
    """The guideline, before a mouse; a test may let time pass."""
    with reader(browser, **DESKTOP) as page:
        page.clock.install()
        page.goto(f"{address}/{GUIDELINE}")
        yield page


@pytest.fixture
def phone(browser: Browser, address: str) -> Iterator[Page]:
    """The guideline, below a finger; a test may let time pass."""
    with reader(browser, **PHONE) as page:
        page.clock.install()
        page.goto(f"{address}/{GUIDELINE}")
        yield page


def card(page: Page) -> Locator:
    return page.locator(".reference-card")


def entry(page: Page, key: str) -> Locator:
    """A reference in the list of its page."""
    return page.locator(f"[id='{reference_anchor(key)}']")


def entry_words(page: Page, key: str) -> str:
    """What the list says of a reference."""
    return " ".join((entry(page, key).locator(".reference__text").text_content() or "").split())


def pass_by(page: Page) -> None:
    """Let time pass in which a pointer would have arrived wherever it goes."""
    page.clock.run_for(5_000)


def centre(element: Locator) -> tuple[float, float]:
    """Where the middle of an element is in the window, in pixels from the left and the top."""
    box = element.bounding_box()
    assert box is not None
    return box["x"] + box["width"] / 2, box["y"] + box["height"] / 2


# By pointer


def test_it_opens_on_hover_with_what_the_list_says(browser: Browser, origin: str) -> None:
    with reader(browser, **DESKTOP) as page:
        page.goto(f"{origin}/{GUIDELINE}")
        expect(card(page)).to_have_count(0)
        page.locator(LEAD).hover()
        expect(card(page)).to_be_visible()
        expect(card(page)).to_contain_text(entry_words(page, "lee2013"))
        expect(page.locator(LEAD)).to_have_attribute("aria-expanded", "true")


def test_it_stays_while_the_pointer_moves_in_and_its_links_can_be_reached(desktop: Page) -> None:
    desktop.locator(LEAD).hover()
    link = card(desktop).locator("a[href^='https://doi.org/']")
    # To the page it takes a fifth of a second, however long this machine takes.
    desktop.clock.pause_at(datetime.now() + timedelta(hours=1))
    (start_x, start_y), (end_x, end_y) = centre(desktop.locator(LEAD)), centre(link)
    for tenths in range(1, 11):
        way = tenths / 10
        desktop.mouse.move(start_x + (end_x - start_x) * way, start_y + (end_y - start_y) * way)
        desktop.clock.run_for(20)
    pass_by(desktop)
    expect(card(desktop)).to_be_visible()
    # Nothing lies above the link, and it would get the click.
    link.click(trial=True)
    pass_by(desktop)
    expect(link).to_be_visible()


def test_it_closes_when_the_pointer_goes_elsewhere(desktop: Page) -> None:
    desktop.locator(LEAD).hover()
    expect(card(desktop)).to_be_visible()
    desktop.locator("h1").hover()
    pass_by(desktop)
    expect(card(desktop)).to_have_count(0)
    expect(desktop.locator(LEAD)).to_have_attribute("aria-expanded", "false")


def test_it_closes_when_the_pointer_leaves_it(desktop: Page) -> None:
    desktop.locator(LEAD).hover()
    card(desktop).hover()
    pass_by(desktop)
    expect(card(desktop)).to_be_visible()
    desktop.locator("h1").hover()
    pass_by(desktop)
    expect(card(desktop)).to_have_count(0)


def test_there_is_one_card_at_a_time_and_no_id_twice(desktop: Page) -> None:
    numbers = desktop.locator("#nsaids-first-line > .citations > a")
    for number, key in enumerate(("lee2013", "source-5", "source-4")):
        numbers.nth(number).hover()
        expect(card(desktop)).to_have_count(1)
        expect(card(desktop)).to_contain_text(entry_words(desktop, key))
        ids: list[str] = desktop.evaluate("[...document.querySelectorAll('[id]')].map(each => each.id)")
        assert len(set(ids)) == len(ids)


def test_a_click_follows_the_number_as_a_link(desktop: Page) -> None:
    desktop.locator(LEAD).click()
    assert desktop.url.endswith(f"#{LEADS_TO}")
    expect(entry(desktop, "lee2013")).to_be_in_viewport()


def test_it_never_shows_a_suggested_work_as_sure(desktop: Page) -> None:
    desktop.locator("#dont-image-early > .citations > a").first.hover()
    expect(card(desktop)).to_contain_text("The source does not list reference 7. It may be:")
    expect(card(desktop)).to_contain_text("Status: suggested by the editors, confirmed by nobody.")


def test_it_opens_in_the_view_of_sentences_only_as_well(desktop: Page) -> None:
    desktop.get_by_label("Sentences only").check()
    expect(desktop.locator("details.layers:visible, details.statement-layers:visible")).to_have_count(0)
    desktop.locator(LEAD).hover()
    expect(card(desktop)).to_contain_text("a pathway for care developed by the British Pain Society")


# By keyboard


def test_it_opens_on_focus_and_the_next_tabs_lead_through_its_links_and_out(desktop: Page) -> None:
    tab_to(desktop, LEAD)
    expect(card(desktop)).to_be_visible()
    links = card(desktop).get_by_role("link")
    assert links.count() >= 3
    for number in range(links.count()):
        desktop.keyboard.press("Tab")
        expect(links.nth(number)).to_be_focused()
        pass_by(desktop)
        expect(card(desktop)).to_be_visible()
    desktop.keyboard.press("Tab")
    expect(card(desktop)).to_have_count(0)
    # The way goes on behind the number: nobody is thrown back to the page's beginning.
    assert desktop.evaluate(
        "first => !!(document.querySelector(first).compareDocumentPosition(document.activeElement) & 4)", LEAD
    )


def test_it_stays_when_the_focus_goes_back_from_it_to_its_number(desktop: Page) -> None:
    tab_to(desktop, LEAD)
    desktop.keyboard.press("Tab")
    desktop.keyboard.press("Shift+Tab")
    expect(desktop.locator(LEAD)).to_be_focused()
    expect(card(desktop)).to_be_visible()
    desktop.keyboard.press("Shift+Tab")
    expect(card(desktop)).to_have_count(0)


def test_escape_closes_it_from_the_number(desktop: Page) -> None:
    tab_to(desktop, LEAD)
    desktop.keyboard.press("Escape")
    expect(card(desktop)).to_have_count(0)
    expect(desktop.locator(LEAD)).to_be_focused()


def test_escape_closes_it_from_within_and_the_focus_goes_back_to_the_number(desktop: Page) -> None:
    tab_to(desktop, LEAD)
    desktop.keyboard.press("Tab")
    desktop.keyboard.press("Tab")
    desktop.keyboard.press("Escape")
    expect(card(desktop)).to_have_count(0)
    expect(desktop.locator(LEAD)).to_be_focused()
    pass_by(desktop)
    expect(card(desktop)).to_have_count(0)


def test_escape_closes_what_a_pointer_opened(desktop: Page) -> None:
    desktop.locator(LEAD).hover()
    expect(card(desktop)).to_be_visible()
    desktop.keyboard.press("Escape")
    expect(card(desktop)).to_have_count(0)
    pass_by(desktop)
    expect(card(desktop)).to_have_count(0)


def test_enter_follows_the_number(desktop: Page) -> None:
    tab_to(desktop, LEAD)
    desktop.keyboard.press("Enter")
    desktop.wait_for_url(f"**#{LEADS_TO}")
    expect(entry(desktop, "lee2013")).to_be_in_viewport()


# By touch


def test_a_tap_opens_it_and_a_tap_elsewhere_closes_it(browser: Browser, origin: str) -> None:
    with reader(browser, **PHONE) as page:
        page.goto(f"{origin}/{GUIDELINE}")
        page.locator(LEAD).tap()
        expect(card(page)).to_contain_text(entry_words(page, "lee2013"))
        assert "#" not in page.url
        page.locator("h1").tap()
        expect(card(page)).to_have_count(0)


def test_a_finger_reaches_the_links_in_it(phone: Page) -> None:
    phone.locator(LEAD).tap()
    for link in card(phone).get_by_role("link").all():
        link.tap(trial=True)
    # A tap between its links leaves it open.
    card(phone).locator(".reference-card__number").tap()
    pass_by(phone)
    expect(card(phone)).to_be_visible()
    card(phone).get_by_role("link", name="Everything that rests on it").tap()
    phone.wait_for_url("**/references/low-back-pain-next-steps/lee2013/index.html")


def test_a_second_tap_follows_the_number(phone: Page) -> None:
    phone.locator(LEAD).tap()
    expect(card(phone)).to_be_visible()
    phone.locator(LEAD).tap()
    phone.wait_for_url(f"**#{LEADS_TO}")
    expect(entry(phone, "lee2013")).to_be_in_viewport()


LIES_OVER = """link => {
    const card = document.querySelector(".reference-card");
    const over = card.getBoundingClientRect();
    const blockOf = node => {
        let element = node.parentElement;
        while (getComputedStyle(element).display.startsWith("inline")) element = element.parentElement;
        return element;
    };
    const block = blockOf(link);
    const covered = [];
    const texts = document.createTreeWalker(block, NodeFilter.SHOW_TEXT);
    for (let node = texts.nextNode(); node; node = texts.nextNode()) {
        if (blockOf(node) !== block || card.contains(node) || !node.textContent.trim()) continue;
        const range = document.createRange();
        range.selectNodeContents(node);
        for (const box of range.getClientRects()) {
            const wide = Math.min(over.right, box.right) - Math.max(over.left, box.left);
            const high = Math.min(over.bottom, box.bottom) - Math.max(over.top, box.top);
            if (wide > 1 && high > 1) covered.push(node.textContent.trim().slice(0, 40));
        }
    }
    return covered;
}"""
"""The words of a citation's sentence that the card covers."""


def check_each_card(page: Page) -> int:
    """Tap every citation that is seen; return how many there were."""
    page.evaluate("for (const each of document.querySelectorAll('details.layer')) each.open = true")
    numbers = [link for link in page.locator("article a[data-references]").all() if link.is_visible()]
    width = page.viewport_size["width"] if page.viewport_size else 0
    for link in numbers:
        link.tap()
        expect(card(page)).to_have_count(1)
        assert link.evaluate(LIES_OVER) == []
        box = card(page).bounding_box()
        assert box is not None
        assert box["x"] >= 0
        assert box["x"] + box["width"] <= width
        assert page.evaluate("document.documentElement.scrollWidth") <= width
        # It may lie over the next number.
        page.keyboard.press("Escape")
    return len(numbers)


def test_on_a_phone_no_card_covers_its_sentence_or_leaves_the_screen(phone: Page) -> None:
    assert check_each_card(phone) > 60


@pytest.mark.parametrize("path", [BOATS, ON_THE_WATER, "about/index.html"])
def test_nor_does_it_in_lists_within_lists_in_tables_and_beside_other_scripts(
    browser: Browser, second_site: Path, path: str
) -> None:
    with reader(browser, **PHONE) as page:
        page.goto(f"{second_site.as_uri()}/{path}")
        assert check_each_card(page) >= 3


IN_THE_MIDDLE = {
    "heading": "## A heading that is long enough [@smith2020] to take two lines on a phone, or even three\n",
    "paragraph": "A sentence that goes on behind its number [@smith2020] for longer than a small screen is wide.\n",
    "item with a list of its own": "- An item has words behind its number [@smith2020] and a list of its own:\n"
    "    - whose items are long enough, too, to take [@smith2020] more than a line, or so it seems.\n",
    "head of a column": "| A head of a column [@smith2020] with many words in it | Other |\n| - | - |\n| A | B |\n",
    "cell": "| A | B |\n| - | - |\n| A cell with many words [@smith2020] that go on behind its number | More |\n",
    "quotation": "> What others say [@smith2020] is as long as anything else, and nobody may cover it either.\n",
}


@pytest.mark.parametrize("kind", IN_THE_MIDDLE)
def test_words_behind_a_number_are_not_covered_either(
    browser: Browser, site: Path, tmp_path: Path, kind: str
) -> None:
    tiny = Tiny(tmp_path / "content")
    with reader(browser, **PHONE) as page:
        page.goto(as_file(site, tmp_path, render(tiny, IN_THE_MIDDLE[kind], page="about/index.html")))
        assert check_each_card(page) == IN_THE_MIDDLE[kind].count("[@")


COVERED = """card => {
    const box = card.getBoundingClientRect();
    const inside = [0.1, 0.5, 0.9].flatMap(x => [0.1, 0.5, 0.9].map(y =>
        [box.left + box.width * x, Math.min(box.top + box.height * y, innerHeight - 1)]));
    return inside.filter(([x, y]) => !card.contains(document.elementFromPoint(x, y)));
}"""
"""The places of a card that are hidden below something else, or cut off."""


@pytest.mark.parametrize(
    ("path", "selector"),
    [
        (BOATS, "#why-seven-folds .citations > a"),
        (BOATS, "#small-hands-hold .citations > a"),
        (BOATS, ".editors-note .citations > a"),
        ("about/index.html", "td .citations > a"),
    ],
    ids=["a list", "a list within a list", "a note", "a table"],
)
@pytest.mark.parametrize("options", [PHONE, DESKTOP], ids=["phone", "desktop"])
def test_the_whole_card_is_seen_wherever_its_number_stands(
    browser: Browser, second_site: Path, path: str, selector: str, options: dict[str, Any]
) -> None:
    with reader(browser, **options) as page:
        page.goto(f"{second_site.as_uri()}/{path}")
        number = page.locator(selector).first
        number.evaluate("each => each.scrollIntoView({block: 'center'})")
        if "has_touch" in options:
            number.tap()
        else:
            number.hover()
        expect(card(page)).to_be_visible()
        assert card(page).evaluate(COVERED) == []


@pytest.mark.parametrize("how", ["tap", "hover"])
def test_it_can_be_seen_when_its_number_stands_at_the_lower_edge_of_the_window(
    browser: Browser, site: Path, how: str
) -> None:
    with reader(browser, **(PHONE if how == "tap" else DESKTOP)) as page:
        page.goto(f"{site.as_uri()}/{GUIDELINE}")
        number = page.locator("#dont-image-early > .citations > a").first
        number.evaluate("each => each.scrollIntoView({block: 'end'})")
        if how == "tap":
            number.tap()
        else:
            number.hover()
        expect(card(page)).to_be_visible()
        expect(card(page).locator(".reference__text").first).to_be_in_viewport(ratio=0.3)
        assert number.evaluate(LIES_OVER) == []


# What it shows


def test_the_card_of_a_run_has_every_reference_that_the_run_stands_for(browser: Browser, second_site: Path) -> None:
    with reader(browser, **DESKTOP) as page:
        page.goto(f"{second_site.as_uri()}/{BOATS}")
        [first, last] = page.locator("#consider-waxed > .citations > a").all()
        assert (first.inner_text(), last.inner_text()) == ("11", "14")
        for end in (first, last):
            end.hover()
            rows = card(page).locator(".reference-card__entry")
            expect(rows).to_have_count(4)
            numbers = [
                " ".join(text.split()) for text in card(page).locator(".reference-card__number").all_inner_texts()
            ]
            assert numbers == ["11.", "12.", "13.", "14."]
            for row, number in zip(rows.all(), range(11, 15), strict=True):
                said = page.locator(f"li.reference[value='{number}'] .reference__text").text_content() or ""
                expect(row).to_contain_text(" ".join(said.split()))
            page.keyboard.press("Escape")


def test_no_reference_of_a_run_is_taken_for_another_whose_key_ends_alike(
    browser: Browser, site: Path, tmp_path: Path
) -> None:
    tiny = Tiny(tmp_path / "content")
    tiny.wording(None)
    keys = ("jsmith2020", "smith2020", "th2020")
    tiny.records([{"id": key, "type": "book", "title": f"Book {key}"} for key in keys])
    cites = "[@jsmith2020; @smith2020; @th2020]"
    tiny.body(f"All. {cites} {{: #all .fact }}\n")
    page_text = render(tiny, f"See. {cites}\n", page="about/index.html")
    with reader(browser, **DESKTOP) as page:
        page.goto(as_file(site, tmp_path, page_text))
        for end in page.locator("p > .citations > a").all():
            end.hover()
            expect(card(page).locator(".reference-card__number")).to_have_text(["1.", "2.", "3."])
            expect(card(page).locator(".reference__text")).to_have_text([f"Book {key}." for key in keys])
            page.keyboard.press("Escape")


def test_beside_two_lists_a_card_shows_the_guideline_that_is_cited(
    browser: Browser, site: Path, tmp_path: Path
) -> None:
    tiny = Tiny(tmp_path / "content")
    tiny.wording(None)
    for slug in ("backs", "knees"):
        records = [{"id": key, "type": "book", "title": f"{key} on {slug}"} for key in ("one", "two", "three")]
        tiny.page(f"guidelines/{slug}/references.json", json.dumps(records))
        tiny.page(f"guidelines/{slug}/index.md", f"{FRONT}All. [@one; @two; @three] {{: #all .fact }}\n")
    lists = "".join(f"/// reference-list | {slug}\n///\n\n" for slug in ("knees", "backs"))
    page_text = render(tiny, f"See. [@one; @two; @three]\n\n{lists}", page="about/index.html")
    with reader(browser, **DESKTOP) as page:
        page.goto(as_file(site, tmp_path, page_text))
        first = page.locator("p > .citations > a").first
        target = page.locator(f"[id='{(first.get_attribute('href') or '').removeprefix('#')}'] .reference__text")
        [cited] = [slug for slug in ("backs", "knees") if slug in target.inner_text()]
        first.hover()
        expect(card(page).locator(".reference__text")).to_have_text(
            [f"{key} on {cited}." for key in ("one", "two", "three")]
        )


def test_the_card_of_a_retracted_work_says_when_it_was_retracted(browser: Browser, second_site: Path) -> None:
    with reader(browser, **DESKTOP) as page:
        page.goto(f"{second_site.as_uri()}/{BOATS}")
        page.locator("#dont-iron-crew .citation--retracted").hover()
        expect(card(page)).to_contain_text("Retracted on 9 March 2021.")


@pytest.mark.parametrize(("options", "scheme"), [(PHONE, "light"), (DESKTOP, "dark")], ids=["phone", "desktop"])
def test_an_open_card_has_no_violation(
    browser: Browser, address: str, options: dict[str, Any], scheme: str
) -> None:
    with reader(browser, color_scheme=scheme, **options) as page:
        page.goto(f"{address}/{GUIDELINE}")
        tab_to(page, "#nsaids-first-line > .citations > a", at_most=200)
        expect(card(page)).to_be_visible()
        # Around it the page is as it was.
        assert violations(page, "article") == []


# Without scripts


def test_without_scripts_the_number_is_a_plain_link_to_the_list(browser: Browser, origin: str) -> None:
    with reader(browser, **PHONE, **NO_SCRIPTS) as page:
        page.goto(f"{origin}/{GUIDELINE}")
        expect(page.locator(LEAD)).not_to_have_attribute("aria-expanded", "false")
        page.locator(LEAD).tap()
        expect(card(page)).to_have_count(0)
        assert page.url.endswith(f"#{LEADS_TO}")
        expect(entry(page, "lee2013")).to_be_in_viewport()


def test_a_citation_in_a_heading_is_no_larger_than_one_in_a_sentence(browser: Browser, second_site: Path) -> None:
    with reader(browser, **DESKTOP) as page:
        page.goto(f"{second_site.as_uri()}/guidelines/paper-boat/the-chandlery/index.html")
        size = "mark => parseFloat(getComputedStyle(mark).fontSize)"
        heading = page.locator("h2 .citations").first.evaluate(size)
        page.goto(f"{second_site.as_uri()}/guidelines/paper-boat/index.html")
        assert heading == pytest.approx(page.locator("#fold-single-sheet .citations").evaluate(size))
