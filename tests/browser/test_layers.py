"""Layers in a browser: without scripts, by key, by touch, on paper; the views, copying and the next review."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import unicodedata
from collections.abc import Iterator
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
    layer_of,
    reader,
    tab_to,
)
from tests.browser.test_axe import violations_in_all_looks
from tests.guideline.source_text import STATEMENT_IDS

EVERYTHING, SENTENCES = "Everything", "Sentences only"


@pytest.fixture(params=["http", "folder"])
def origin(request: pytest.FixtureRequest, address: str, site: Path) -> str:
    """Where the site is read from: a server, or a folder by double-click."""
    return address if request.param == "http" else site.as_uri()


@pytest.fixture
def desktop(browser: Browser, address: str) -> Iterator[Page]:
    with reader(browser, **DESKTOP) as page:
        page.goto(f"{address}/{GUIDELINE}")
        yield page


@pytest.fixture(scope="session")
def published(site: Path) -> dict[str, Any]:
    """The guideline as the site publishes it."""
    found: dict[str, Any] = json.loads((site / "data/guidelines/low-back-pain-next-steps.json").read_text("utf-8"))
    return found


def body(layer: Locator) -> Locator:
    return layer.locator(".layer__body")


# Opening


@pytest.mark.parametrize("options", [PHONE, DESKTOP], ids=["phone", "desktop"])
def test_without_scripts_a_layer_opens_and_closes_in_place(
    browser: Browser, site: Path, options: dict[str, Any]
) -> None:
    with reader(browser, **options, **NO_SCRIPTS) as page:
        page.goto(f"{site.as_uri()}/{GUIDELINE}")
        for name in ("lead-continue-pt", "nsaids-first-line"):
            layer = layer_of(page, name)
            expect(body(layer)).to_be_hidden()
            for shown in (True, False, True):
                if "has_touch" in options:
                    layer.locator("summary").tap()
                else:
                    layer.locator("summary").click()
                expect(body(layer)).to_be_visible(visible=shown)
            expect(body(layer)).to_contain_text("Lee J, Gupta S, Price C")
            expect(page.locator(f"#{name}")).to_be_visible()
        assert "#" not in page.url


def test_without_scripts_nothing_is_offered_that_does_nothing(browser: Browser, site: Path) -> None:
    with reader(browser, **DESKTOP, **NO_SCRIPTS) as page:
        page.goto(f"{site.as_uri()}/{GUIDELINE}")
        layer = layer_of(page, "nsaids-first-line")
        layer.locator("summary").click()
        expect(body(layer)).to_be_visible()
        expect(layer.locator("button")).to_be_hidden()
        expect(layer.get_by_role("link", name="Link to this statement")).to_be_visible()


@pytest.mark.parametrize("scripts", [True, False], ids=["with scripts", "without scripts"])
def test_a_layer_opens_and_closes_by_keyboard(browser: Browser, site: Path, scripts: bool) -> None:
    with reader(browser, **DESKTOP, java_script_enabled=scripts) as page:
        page.goto(f"{site.as_uri()}/{GUIDELINE}")
        layer = layer_of(page, "lead-continue-pt")
        summary = layer.locator("summary")
        for _press in range(60):
            page.keyboard.press("Tab")
            if summary.evaluate("each => each === document.activeElement"):
                break
        expect(summary).to_be_focused()
        page.keyboard.press("Enter")
        expect(body(layer)).to_be_visible()
        page.keyboard.press("Tab")
        expect(layer.locator(".layer__references a").first).to_be_focused()
        page.keyboard.press("Shift+Tab")
        page.keyboard.press("Space")
        expect(body(layer)).to_be_hidden()


def test_a_tap_opens_a_layer_below_its_sentence(browser: Browser, site: Path) -> None:
    with reader(browser, **PHONE) as page:
        page.goto(f"{site.as_uri()}/{GUIDELINE}")
        layer = layer_of(page, "add-heat")
        layer.locator("summary").tap()
        expect(body(layer)).to_be_visible()
        sentence = page.locator("#add-heat > .citations").bounding_box()
        opened = body(layer).bounding_box()
        assert sentence is not None
        assert opened is not None
        assert opened["y"] >= sentence["y"] + sentence["height"]


@pytest.mark.parametrize("width", [320, 360])
def test_with_all_layers_open_nothing_is_wider_than_a_phone(browser: Browser, site: Path, width: int) -> None:
    with reader(browser, viewport={"width": width, "height": 740}) as page:
        page.goto(f"{site.as_uri()}/{GUIDELINE}")
        open_all(page)
        assert page.evaluate("document.documentElement.scrollWidth") <= width


@pytest.mark.parametrize("path", [BOATS, ON_THE_WATER])
def test_nor_is_any_page_of_the_second_guideline(browser: Browser, second_site: Path, path: str) -> None:
    with reader(browser, viewport={"width": 320, "height": 740}) as page:
        page.goto(f"{second_site.as_uri()}/{path}")
        open_all(page)
        assert page.evaluate("document.documentElement.scrollWidth") <= 320


def open_all(page: Page) -> None:
    page.evaluate("for (const each of document.querySelectorAll('article details')) each.open = true")


def test_open_layers_have_no_violation(browser: Browser, address: str) -> None:
    with reader(browser, **PHONE) as page:
        page.goto(f"{address}/{GUIDELINE}")
        open_all(page)
        assert violations_in_all_looks(page) == []
        page.get_by_label(SENTENCES).check()
        assert violations_in_all_looks(page) == []


# On paper


def squeezed(text: str) -> str:
    """A text without what paper breaks and joins: white space, hyphens and ligatures."""
    return re.sub(r"[\s\u00ad\u2010-]", "", unicodedata.normalize("NFKC", text))


def letters(text: str) -> str:
    return "".join(each for each in squeezed(text) if each.isalpha())


def printed(page: Page, folder: Path) -> str:
    """What a page says on paper."""
    program = shutil.which("pdftotext")
    if program is None:
        pytest.skip("pdftotext is not installed: nobody has read the PDF")
    file = folder / "page.pdf"
    page.pdf(path=file, format="A4")
    done = subprocess.run([program, "-enc", "UTF-8", file, "-"], capture_output=True, check=True, timeout=60)
    return squeezed(done.stdout.decode("utf-8"))


@pytest.mark.parametrize("scripts", [True, False], ids=["with scripts", "without scripts"])
def test_on_paper_every_layer_is_open(
    browser: Browser, site: Path, tmp_path: Path, published: dict[str, Any], scripts: bool
) -> None:
    with reader(browser, **DESKTOP, java_script_enabled=scripts) as page:
        page.goto(f"{site.as_uri()}/{GUIDELINE}")
        said = printed(page, tmp_path)
        uses = page.locator(".layer__uses li").all_text_contents()
    for statement in published["statements"]:
        assert squeezed(statement["text"]) in said
        assert squeezed(statement["plain"]) in said
    for note in published["notes"]:
        # Their numbers stand between their sentences.
        assert letters(note["text"]) in letters(said)
    assert len(uses) > 20
    assert [use for use in uses if squeezed(use) not in said] == []
    for reference in published["references"]:
        # Once in the layer of each statement that rests on it, and once in the list.
        assert said.count(squeezed(reference["formatted"])) == len(reference["cited_by"]) + 1, reference["id"]


@pytest.mark.parametrize("scripts", [True, False], ids=["with scripts", "without scripts"])
def test_the_look_of_paper_shows_each_layer_and_nothing_to_press(
    browser: Browser, site: Path, scripts: bool
) -> None:
    with reader(browser, **DESKTOP, java_script_enabled=scripts) as page:
        page.goto(f"{site.as_uri()}/{GUIDELINE}")
        page.emulate_media(media="print")
        for name in STATEMENT_IDS:
            expect(layer_of(page, name).locator(".layer__body > .layer__title").first).to_be_visible()
        for gone in (page.locator(".view-switch"), page.locator(".layer__copy"), page.locator(".layer > summary")):
            for each in gone.all():
                expect(each).to_be_hidden()


def test_after_printing_each_layer_is_as_it_was(desktop: Page, tmp_path: Path) -> None:
    layer_of(desktop, "add-heat").locator("summary").click()
    desktop.pdf(path=tmp_path / "page.pdf")
    opened = desktop.locator("details.layer[open]")
    expect(opened).to_have_count(1)
    expect(body(layer_of(desktop, "add-heat"))).to_be_visible()


def test_no_card_is_printed(desktop: Page) -> None:
    tab_to(desktop, "#lead-continue-pt .citations > a")
    expect(desktop.locator(".reference-card")).to_be_visible()
    desktop.emulate_media(media="print")
    expect(desktop.locator(".reference-card")).to_be_hidden()


# The two views


SEEN = """selector => [...document.querySelectorAll(selector)].filter(each => each.checkVisibility()).length"""


def seen(page: Page, selector: str) -> int:
    """How many of these can be seen, wherever the page is scrolled to."""
    found: int = page.evaluate(SEEN, selector)
    return found


def only_sentences(page: Page) -> None:
    """Assert that every sentence is seen, and nothing that belongs to it but the list of references."""
    assert seen(page, ".statement") == page.locator(".statement").count() > 10
    assert seen(page, ".statement .citations") > 10
    assert seen(page, ".layer, .editors-note, .statement__note") == 0
    assert (
        seen(page, ".reference-list__section .reference")
        == page.locator(".reference-list__section .reference").count()
        > 0
    )


def everything(page: Page) -> None:
    assert seen(page, ".statement") == seen(page, ".layer") == page.locator(".statement").count() > 10
    for name in (".editors-note", ".reference"):
        assert seen(page, name) == page.locator(name).count() > 0


def choose(page: Page, view: str) -> None:
    page.get_by_label(view, exact=True).check()


@pytest.mark.parametrize("scripts", [True, False], ids=["with scripts", "without scripts"])
def test_a_page_begins_with_everything_and_shows_the_sentences_only_on_demand(
    browser: Browser, site: Path, scripts: bool
) -> None:
    with reader(browser, **DESKTOP, java_script_enabled=scripts) as page:
        page.goto(f"{site.as_uri()}/{GUIDELINE}")
        everything(page)
        choose(page, SENTENCES)
        only_sentences(page)
        choose(page, EVERYTHING)
        everything(page)


def test_the_view_is_chosen_by_keyboard_too(desktop: Page) -> None:
    tab_to(desktop, "input[name=view]")
    desktop.keyboard.press("ArrowRight")
    only_sentences(desktop)
    desktop.keyboard.press("ArrowLeft")
    everything(desktop)


def test_the_choice_is_kept_over_a_reload_and_a_new_tab(browser: Browser, origin: str) -> None:
    with reader(browser, **DESKTOP) as page:
        page.goto(f"{origin}/{GUIDELINE}")
        choose(page, SENTENCES)
        page.reload()
        expect(page.get_by_label(SENTENCES)).to_be_checked()
        only_sentences(page)
        other = page.context.new_page()
        other.goto(page.url)
        only_sentences(other)
        choose(other, EVERYTHING)
        page.reload()
        everything(page)


def test_it_is_kept_from_one_page_of_a_guideline_to_the_next(browser: Browser, second_site: Path) -> None:
    with reader(browser, **DESKTOP) as page:
        page.goto(f"{second_site.as_uri()}/{BOATS}")
        choose(page, SENTENCES)
        page.get_by_role("link", name="on the water").first.click()
        page.wait_for_url("**/on-the-water/index.html")
        expect(page.get_by_label(SENTENCES)).to_be_checked()
        only_sentences(page)


# The theme's own scripts do not expect it.
REFUSED = """
for (const name of ["getItem", "setItem"]) {
    const original = Storage.prototype[name];
    Storage.prototype[name] = function (key, ...more) {
        if (key.includes("lumbar")) throw new DOMException("", "SecurityError");
        return original.call(this, key, ...more);
    };
}"""


def test_where_the_browser_keeps_nothing_the_choice_lasts_for_the_page(browser: Browser, address: str) -> None:
    with reader(browser, **DESKTOP) as page:
        page.add_init_script(REFUSED)
        page.goto(f"{address}/{GUIDELINE}")
        everything(page)
        choose(page, SENTENCES)
        only_sentences(page)
        page.reload()
        everything(page)
        # What comes after the choice of view in the same script works as well.
        layer_of(page, "add-heat").locator("summary").click()
        expect(layer_of(page, "add-heat").locator("button")).to_be_visible()


def test_what_nobody_can_have_chosen_is_no_view(browser: Browser, address: str) -> None:
    with reader(browser, **DESKTOP) as page:
        # Only what Lumbar keeps: the theme's own script fails on a palette that is none.
        own = "for (const key of Object.keys(localStorage)) if (key.startsWith('lumbar'))"
        page.add_init_script(f"{own} localStorage.setItem(key, 'sideways')")
        page.goto(f"{address}/{GUIDELINE}")
        choose(page, SENTENCES)
        page.reload()
        everything(page)
        expect(page.get_by_label(EVERYTHING)).to_be_checked()


def test_who_is_behind_the_guideline_is_seen_in_either_view(desktop: Page) -> None:
    choose(desktop, SENTENCES)
    expect(desktop.locator(".guideline-card__status")).to_be_visible()
    expect(desktop.locator(".guideline-card__status")).to_contain_text("No clinician has reviewed")


def test_a_retracted_work_is_marked_in_the_view_of_sentences_too(browser: Browser, second_site: Path) -> None:
    with reader(browser, **DESKTOP) as page:
        page.goto(f"{second_site.as_uri()}/{BOATS}")
        choose(page, SENTENCES)
        mark = page.locator("#dont-iron-crew .statement__retracted")
        expect(mark).to_be_visible()
        expect(mark).to_contain_text("Rests on a retracted work")


def test_a_citation_leads_to_its_reference_and_the_view_stays(desktop: Page) -> None:
    choose(desktop, SENTENCES)
    desktop.locator("#dont-image-early > .citations > a").first.click()
    entry = desktop.locator(f"[id='{reference_anchor('source-7')}']")
    expect(entry).to_be_visible()
    expect(entry).to_be_in_viewport()
    only_sentences(desktop)


HIDDEN_IN_THE_QUICK_VIEW = {
    "a note": "note-later-guidance-on-nsaids",
}


@pytest.mark.parametrize("what", HIDDEN_IN_THE_QUICK_VIEW)
def test_an_address_leads_to_what_the_kept_view_would_hide(browser: Browser, origin: str, what: str) -> None:
    with reader(browser, **DESKTOP) as page:
        plain = f"{origin}/{GUIDELINE}"
        page.goto(plain)
        choose(page, SENTENCES)
        page.goto("about:blank")
        page.goto(f"{plain}#{HIDDEN_IN_THE_QUICK_VIEW[what]}")
        target = page.locator(f"[id='{HIDDEN_IN_THE_QUICK_VIEW[what]}']")
        expect(target).to_be_visible()
        expect(target).to_be_in_viewport()
        # What a link did is no choice of the reader's.
        page.goto("about:blank")
        page.goto(plain)
        only_sentences(page)


def test_an_address_of_a_statement_leaves_the_kept_view_as_it_is(desktop: Page) -> None:
    choose(desktop, SENTENCES)
    plain = desktop.url
    desktop.goto("about:blank")
    desktop.goto(f"{plain}#dont-image-early")
    expect(desktop.locator("#dont-image-early")).to_be_in_viewport()
    only_sentences(desktop)


@pytest.mark.parametrize("fragment", ["nothing-here", "%E0%A4%A", "'\"]", ""])
def test_an_address_that_is_none_breaks_nothing(desktop: Page, fragment: str) -> None:
    choose(desktop, SENTENCES)
    plain = desktop.url
    desktop.goto("about:blank")
    desktop.goto(f"{plain}#{fragment}")
    only_sentences(desktop)
    choose(desktop, EVERYTHING)
    layer_of(desktop, "add-heat").locator("summary").click()
    expect(layer_of(desktop, "add-heat").locator("button")).to_be_visible()


# Copying

KEEP_A_CLIPBOARD = "window.keptClipboard = navigator.clipboard;"
NO_CLIPBOARD = "Object.defineProperty(Navigator.prototype, 'clipboard', {get: () => undefined});"
REFUSING = "navigator.clipboard.writeText = () => Promise.reject(new DOMException('', 'NotAllowedError'));"
CLIPBOARDS = {"a clipboard": "", "none, as over plain http": NO_CLIPBOARD, "one that refuses": REFUSING}


@pytest.mark.parametrize(
    ("name", "clipboard"),
    [*(("nsaids-first-line", clipboard) for clipboard in CLIPBOARDS), ("escalate-12-weeks", "a clipboard")],
)
def test_a_statement_is_copied_with_its_source_and_its_address(
    browser: Browser, origin: str, published: dict[str, Any], name: str, clipboard: str
) -> None:
    with reader(browser, **DESKTOP, permissions=["clipboard-read", "clipboard-write"]) as page:
        page.add_init_script(KEEP_A_CLIPBOARD + CLIPBOARDS[clipboard])
        page.goto(f"{origin}/{GUIDELINE}")
        layer = layer_of(page, name)
        layer.locator("summary").click()
        button = layer.locator("button")
        expect(button).to_have_text("Copy")
        button.click()
        expect(button).to_have_text("Copied")
        expect(button).to_be_focused()
        copied: str = page.evaluate("window.keptClipboard.readText()")
        button.press("Tab")
        expect(button).to_have_text("Copy")
        # The path of a folder leads nobody else anywhere.
        address = [] if page.url.startswith("file:") else [f"{page.url}#{name}"]
    [statement] = [each for each in published["statements"] if each["id"] == name]
    lines = [line.strip() for line in copied.splitlines() if line.strip()]
    assert lines[0] == f"“{statement['text']}”"
    version = f"version {published['version']} of 29 November 2026 ({published['status']})"
    assert lines[1] == f"{published['title']}, {version}, statement “{name}”."
    by_id = {each["id"]: each for each in published["references"]}
    works = [f"{by_id[key]['number']}. {by_id[key]['formatted']}" for key in statement["citations"]]
    assert lines[2:] == works + address


def test_copying_works_by_keyboard_and_is_announced(browser: Browser, address: str) -> None:
    with reader(browser, **DESKTOP, permissions=["clipboard-read", "clipboard-write"]) as page:
        page.goto(f"{address}/{GUIDELINE}")
        layer = layer_of(page, "add-heat")
        layer.locator("summary").click()
        layer.locator("button").focus()
        page.keyboard.press("Enter")
        expect(layer.locator("button")).to_have_text("Copied")
        live = layer.locator("[aria-live], [role=status], [role=alert]").filter(has_text="Copied")
        expect(live.first).to_be_visible()
        assert "Heat therapy" in page.evaluate("navigator.clipboard.readText()")


def test_the_address_that_is_copied_is_the_statements_whatever_the_page_was_opened_at(
    browser: Browser, address: str
) -> None:
    with reader(browser, **DESKTOP, permissions=["clipboard-read", "clipboard-write"]) as page:
        page.goto(f"{address}/{GUIDELINE}#dont-image-early")
        layer = layer_of(page, "add-heat")
        layer.locator("summary").click()
        layer.locator("button").click()
        expect(layer.locator("button")).to_have_text("Copied")
        copied: str = page.evaluate("navigator.clipboard.readText()")
        assert copied.splitlines()[-1] == f"{address}/{GUIDELINE}#add-heat"


# The next review


def overdue(page: Page) -> Locator:
    return page.get_by_text("This guideline was to be reviewed by")


@pytest.mark.parametrize(
    ("today", "said"),
    [("2026-11-23", False), ("2027-05-23", False), ("2027-05-24", True), ("2031-01-01", True)],
)
def test_past_its_next_review_a_guideline_says_so(
    browser: Browser, address: str, published: dict[str, Any], today: str, said: bool
) -> None:
    assert published["next_review"] == "2027-05-23"
    with reader(browser, **PHONE) as page:
        page.clock.set_fixed_time(f"{today}T12:00:00")
        page.goto(f"{address}/{GUIDELINE}")
        if said:
            expect(overdue(page)).to_have_text(
                "This guideline was to be reviewed by 23 May 2027. It may be out of date."
            )
            expect(overdue(page)).to_be_visible()
        else:
            expect(overdue(page)).to_be_hidden()


@pytest.mark.parametrize(
    ("zone", "moment", "said"),
    [
        # It is the 24th there already, and the 23rd in Greenwich.
        ("Pacific/Kiritimati", "2027-05-23T11:00:00Z", True),
        # And the other way round.
        ("Pacific/Pago_Pago", "2027-05-24T05:00:00Z", False),
    ],
)
def test_the_day_is_that_of_the_readers_own_clock(
    browser: Browser, site: Path, zone: str, moment: str, said: bool
) -> None:
    with reader(browser, **PHONE, timezone_id=zone) as page:
        page.clock.set_fixed_time(moment)
        page.goto(f"{site.as_uri()}/{GUIDELINE}")
        expect(overdue(page)).to_be_visible(visible=said)


def test_it_says_so_without_any_network(browser: Browser, site: Path) -> None:
    with reader(browser, **PHONE, offline=True) as page:
        page.clock.set_fixed_time("2027-06-01T12:00:00")
        page.goto(f"{site.as_uri()}/{GUIDELINE}")
        expect(overdue(page)).to_be_visible()


@pytest.mark.parametrize("path", [BOATS, ON_THE_WATER])
def test_every_page_of_a_guideline_says_so(browser: Browser, second_site: Path, path: str) -> None:
    with reader(browser, **PHONE) as page:
        page.clock.set_fixed_time("2028-02-02T12:00:00")
        page.goto(f"{second_site.as_uri()}/{path}")
        expect(overdue(page)).to_be_visible()


def test_it_is_seen_in_the_view_of_sentences_and_printed(browser: Browser, site: Path) -> None:
    with reader(browser, **DESKTOP) as page:
        page.clock.set_fixed_time("2028-01-01T12:00:00")
        page.goto(f"{site.as_uri()}/{GUIDELINE}")
        choose(page, SENTENCES)
        expect(overdue(page)).to_be_visible()
        page.emulate_media(media="print")
        expect(overdue(page)).to_be_visible()


def test_without_scripts_the_day_itself_can_be_read(browser: Browser, site: Path) -> None:
    with reader(browser, **DESKTOP, **NO_SCRIPTS) as page:
        page.goto(f"{site.as_uri()}/{GUIDELINE}")
        expect(overdue(page)).to_be_hidden()
        page.locator(".guideline-card summary").click()
        expect(page.locator(".guideline-card")).to_contain_text("2027-05-23")
