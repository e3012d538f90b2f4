"""Answers stay with their person: a form's state is one, whatever the page's address, and goes as a whole."""

from __future__ import annotations

import functools
import json
import re
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from tests.browser.calculator_form import CalculatorForm
from tests.browser.clock import SET_CLOCK, set_clock
from tests.browser.conftest import CHROMIUM_OPTIONS, PATIENCE
from tests.browser.listening import listen
from tests.browser.test_ask_first import SAVING
from tests.browser.test_late_answers import HOLD, HeldAnswers
from tools.serve import Handler

CHECKED = "#calculator-form :checked"
KEPT = "[localStorage, sessionStorage].flatMap(Object.keys).filter(key => key.startsWith('lumbar-'))"


NOTE_WRITING = """() => {
    window.written = [];
    const { setItem } = Storage.prototype;
    Storage.prototype.setItem = function (key, value) {
        if (key.startsWith("lumbar-answers")) window.written.push(key);
        setItem.call(this, key, value);
    };
}"""
"""Notes what a page writes of answers from now on."""


def answer(form: CalculatorForm) -> None:
    """Answer everything and see the result."""
    form.flags()
    form.sheet("AAAADDDDE")
    form.submit()
    expect(form.result).to_be_visible()


# ---- One state, replaced as a whole -----------------------------------------------------------------------------


def test_a_change_that_was_left_by_the_browsers_back_does_not_lead_past_the_safety_questions(
    form: CalculatorForm, page: Page
) -> None:
    form.open(steps=True)
    form.steps("DDDDDDDDN")
    page.locator(".check__row").first.get_by_role("link").click()
    expect(page.locator("[id='red_flags.cauda-equina']")).to_be_visible()
    page.go_back()
    expect(page.locator("#check")).to_be_visible()
    page.click("#next-person button")
    # Nor does the next person begin with what this one said.
    expect(page.locator("#fits")).to_be_focused()
    expect(page.locator("#fits :checked")).to_have_count(0)
    form.begin()
    expect(page.locator("[id='red_flags.cauda-equina']")).to_be_visible()
    expect(page.locator("#check")).to_be_hidden()


@pytest.mark.parametrize("end", ["#next-person button", "erase"])
def test_the_browsers_history_leads_the_next_person_to_the_beginning(
    form: CalculatorForm, page: Page, end: str
) -> None:
    form.open(steps=True)
    form.steps("DDDDDDDDN")
    if end == "erase":
        form.erase()
    else:
        page.click(end)
    form.begin()
    expect(page.locator("[id='red_flags.cauda-equina']")).to_be_visible()
    for _ in range(4):
        page.go_back()
        expect(page.locator("#fits")).to_be_visible()
        expect(page.locator("#check")).to_be_hidden()
    form.begin()
    expect(page.locator("[id='red_flags.cauda-equina']")).to_be_visible()


def test_whoever_asked_for_a_result_before_the_next_person_began_gets_none(page: Page) -> None:
    page.add_init_script(HOLD)
    form, held = CalculatorForm(page), HeldAnswers(page)
    form.open()
    form.flags()
    form.sheet("AAAADDDDE")
    held.begin()
    page.click("#calculator-submit")
    held.wait_for(1)
    page.click("#next-person button")
    held.release(0)
    expect(page.locator("#calculator-status")).to_have_text("Everything is empty, for the next person.")
    expect(form.result).to_be_hidden()
    assert form.result.inner_html() == ""


def test_a_step_that_python_looks_at_is_not_left_for_the_next_person(page: Page) -> None:
    page.add_init_script(HOLD)
    form, held = CalculatorForm(page), HeldAnswers(page)
    form.open(steps=True)
    form.steps("DDDDDDDDN")
    page.locator(".check__row").filter(has_text="How many sessions").get_by_role("link").click()
    held.begin()
    form.on()
    held.wait_for(1)
    page.evaluate("document.querySelector('#next-person button').click()")
    held.release(0)
    expect(page.locator("#fits")).to_be_visible()
    expect(page.locator("#check")).to_be_hidden()


def test_python_that_comes_late_answers_nobody_who_has_gone(form: CalculatorForm, page: Page) -> None:
    page.add_init_script(SAVING)
    form.open(ready=False)
    form.flags()
    page.click("#calculator-submit")
    expect(page.locator("#calculator-offer")).to_be_visible()
    page.click("#next-person button")
    page.get_by_role("button", name="Load the calculator now").click()
    form.wait_until_ready()
    expect(page.locator("#calculator-status")).to_have_text("The calculator is ready.")
    expect(page.locator("#error-summary")).to_be_hidden()


def test_the_next_person_begins_with_the_form_of_the_tool_that_is_used_first(
    form: CalculatorForm, page: Page
) -> None:
    form.open()
    page.click(".entry summary")
    page.check("input[name=instrument][value=start-back-6]")
    page.fill("#entry-row", "AAAADE")
    page.click("#entry-use")
    expect(page.locator("#entry-done")).to_contain_text("AAAADE")
    expect(page.locator("[id='answers.2']")).to_be_hidden()
    page.click("#next-person button")
    expect(page.locator("[id='answers.2']")).to_be_visible()
    # Nor does the row stand there any more, with all answers in it.
    expect(page.locator("#entry-row")).to_have_value("")
    expect(page.locator("#entry-done")).to_have_text("")


def test_only_whoever_wants_it_has_answers_kept_on_the_device(form: CalculatorForm, page: Page) -> None:
    form.open()
    answer(form)
    page.click("#keep-yes")
    other = CalculatorForm(page.context.new_page(), page.url.removesuffix(CalculatorForm.ADDRESS))
    other.open()
    other.page.click("#answers-found button")
    other.flags()
    other.submit()
    expect(other.page.locator("#keep-question")).to_be_visible()
    assert other.page.evaluate("Object.keys(localStorage).filter(key => key.includes('answers'))") == []


# ---- One state, whatever the address ----------------------------------------------------------------------------


class AnyCase(Handler):
    """A host that takes no notice of case, as those on Windows do."""

    def translate_path(self, path: str) -> str:
        """Find the file by its name in small letters."""
        return super().translate_path(path.lower())


@pytest.fixture(scope="module")
def host(site: Path) -> Iterator[str]:
    """The address of the built site on such a host."""
    handler = functools.partial(AnyCase, directory=str(site))
    with listen(handler) as found:
        yield found


OTHER = ["/calculator/", "//calculator/index.html", "/Calculator/INDEX.html"]
"""Other addresses of one page."""


@pytest.mark.parametrize("path", OTHER)
def test_one_page_has_one_set_of_answers_by_whatever_address(context: BrowserContext, host: str, path: str) -> None:
    form = CalculatorForm(context.new_page(), host)
    form.open()
    answer(form)
    form.page.click("#keep-yes")
    other = context.new_page()
    other.goto(host + path)
    expect(other.locator("#answers-found")).to_contain_text("Not yours?")
    expect(other.locator(CHECKED)).to_have_count(14)
    other.click("#erase")
    form.page.evaluate(NOTE_WRITING)
    other.click("#erase-yes")
    expect(other.locator("#calculator-status")).to_have_text("All answers were erased.")
    assert other.evaluate(KEPT) == []
    # The first tab showed the same answers.
    expect(form.page.locator("#calculator-status")).to_have_text("These answers were erased in another tab.")
    expect(form.page.locator(CHECKED)).to_have_count(0)
    assert form.page.evaluate(KEPT) == []
    # Not for a moment either: a tab may end at any.
    assert form.page.evaluate("window.written") == []


def test_the_search_keeps_its_words_in_the_address_behind_a_doubled_slash_too(page: Page, host: str) -> None:
    page.goto(f"{host}//search/index.html")
    page.fill("#search-words", "heat")
    page.wait_for_url("**//search/index.html#q=heat")
    page.reload()
    expect(page.locator("#search-words")).to_have_value("heat")


def test_another_site_on_the_same_host_has_answers_of_its_own(form: CalculatorForm, page: Page) -> None:
    """Two sites on one host, such as a hospital's and its test copy, are two."""
    form.open()
    answer(form)
    page.click("#keep-yes")
    copy = page.context.new_page()
    copy.route(
        "**/copy/**",
        lambda route: route.fulfill(response=page.request.get(route.request.url.replace("/copy", ""))),
    )
    copy.goto(page.url.replace("/calculator", "/copy/calculator"))
    expect(copy.locator("#calculator.calculator--live")).to_be_visible()
    expect(copy.locator(CHECKED)).to_have_count(0)
    # Python is still loading: what is on its way must not end in the next test.
    copy.unroute_all(behavior="wait")


# ---- A tab that comes back --------------------------------------------------------------------------------------

EXTENSION = {
    "manifest.json": json.dumps(
        {
            "manifest_version": 3,
            "name": "What a reader does with tabs",
            "version": "1",
            "permissions": ["tabs", "sessions"],
            "background": {"service_worker": "tabs.js"},
        }
    ),
    "tabs.js": "",
}
"""Duplicates a tab and opens a closed one again, as a reader does by Ctrl+Shift+T: no page may."""
DUPLICATE = """async () => {
    const [tab] = (await chrome.tabs.query({})).filter(({ url }) => url.includes("/calculator/"));
    await chrome.tabs.duplicate(tab.id);
}"""
REOPEN = "async () => { await chrome.sessions.restore(); }"


class Profile:
    """A browser that is closed and started again, with the tabs that were open."""

    def __init__(self, browser: Browser, chromium: str, folder: Path) -> None:
        self._browser, self._chromium, self._folder = browser, chromium, folder
        extension = folder.with_name("extension")
        extension.mkdir()
        for name, content in EXTENSION.items():
            (extension / name).write_text(content, encoding="utf-8")
        self._options = [f"--load-extension={extension}", f"--disable-extensions-except={extension}"]
        self.context = self._launch()

    def _launch(self, *options: str) -> BrowserContext:
        context = self._browser.browser_type.launch_persistent_context(
            self._folder,
            executable_path=self._chromium,
            args=[*CHROMIUM_OPTIONS, *self._options, *options],
            ignore_default_args=["--disable-extensions"],
        )
        context.set_default_timeout(PATIENCE)
        return context

    def restart(self) -> Page:
        """Close the browser, start it again so that it goes on where it was; return the page that comes back."""
        self.context.close()
        self.context = self._launch("--restore-last-session")
        return self._the_page()

    def _the_page(self) -> Page:
        for page in self.context.pages:
            if "/calculator/" in page.url:
                return page
        return self.context.wait_for_event("page", lambda page: "/calculator/" in page.url)

    def run(self, script: str) -> Page:
        """Do something with the tabs and return the one that comes of it."""
        workers = self.context.service_workers
        worker = workers[0] if workers else self.context.wait_for_event("serviceworker")
        with self.context.expect_page() as opened:
            worker.evaluate(script)
        return opened.value

    def answered(self, address: str, moment: datetime) -> CalculatorForm:
        """Answer everything at a moment and say that nothing shall be kept."""
        page = self.context.new_page()
        page.add_init_script(f"({SET_CLOCK})({json.dumps(moment.isoformat())})")
        form = CalculatorForm(page, address)
        form.open()
        answer(form)
        page.click("#keep-no")
        return form


@pytest.fixture
def profile(browser: Browser, chromium: str, tmp_path: Path) -> Iterator[Profile]:
    """A browser with a profile of its own."""
    opened = Profile(browser, chromium, tmp_path / "profile")
    yield opened
    opened.context.close()


def just_now() -> datetime:
    """A minute ago, but today."""
    now = datetime.now()
    return max(now - timedelta(minutes=1), now.replace(hour=0, minute=0, second=0))


def hours_ago() -> datetime:
    """Longer ago than one sitting; soon after midnight that is another day."""
    return datetime.now() - timedelta(hours=2)


def back(profile: Profile, form: CalculatorForm, way: str) -> Page:
    """The page as it comes back."""
    if way == "restored":
        return profile.restart()
    if way == "duplicated":
        return profile.run(DUPLICATE)
    form.page.close()
    return profile.run(REOPEN)


WAYS = ["restored", "duplicated", "reopened"]


@pytest.mark.parametrize("way", WAYS)
def test_a_tab_that_comes_back_soon_asks_whose_the_answers_are(profile: Profile, address: str, way: str) -> None:
    form = profile.answered(address, just_now())
    # What is promised is what is so.
    expect(form.page.locator("#keep-tab")).to_contain_text(
        "If you close it, the browser can still bring it back, with your answers."
    )
    page = back(profile, form, way)
    expect(page.locator("#answers-found")).to_contain_text("Not yours?")
    expect(page.locator("#result")).to_contain_text("STarT Back group: medium risk")
    page.click("#answers-found button")
    expect(page.locator(CHECKED)).to_have_count(0)
    assert page.evaluate(KEPT) == []


@pytest.mark.parametrize("way", WAYS)
def test_a_tab_that_comes_back_after_an_hour_shows_no_answer_before_somebody_says_whose(
    profile: Profile, address: str, way: str
) -> None:
    moment = hours_ago()
    form = profile.answered(address, moment)
    page = back(profile, form, way)
    expect(page.locator("#earlier-text")).to_contain_text(
        f"These answers are from {moment.day} {moment:%B %Y} at {moment:%H:}"
    )
    expect(page.get_by_role("button", name="Start afresh")).to_be_visible()
    expect(page.locator(CHECKED)).to_have_count(0)
    expect(page.locator("#result")).to_be_hidden()
    assert page.locator("#result").inner_html() == ""
    # They are there until somebody decides.
    page.reload()
    page.get_by_role("button", name="Start afresh").click()
    expect(page.locator("#earlier")).to_be_hidden()
    assert page.evaluate(KEPT) == []
    page.reload()
    expect(page.locator("#calculator.calculator--live")).to_be_visible()
    expect(page.locator("#earlier")).to_be_hidden()
    expect(page.locator(CHECKED)).to_have_count(0)


@pytest.mark.parametrize("way", ["restored", "reopened"])
def test_a_tab_whose_answers_were_erased_comes_back_without_them(profile: Profile, address: str, way: str) -> None:
    form = profile.answered(address, just_now())
    form.page.click("#keep-tab button")
    form.page.click("#erase-yes")
    expect(form.page.locator("#calculator-status")).to_have_text("All answers were erased.")
    page = back(profile, form, way)
    expect(page.locator("#calculator.calculator--live")).to_be_visible()
    expect(page.locator("#answers-found")).to_be_hidden()
    expect(page.locator("#earlier")).to_be_hidden()
    expect(page.locator(CHECKED)).to_have_count(0)


# ---- After an hour ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("way", ["left open", "loaded again"])
def test_whoever_comes_back_after_an_hour_goes_on_and_nothing_is_dated_anew(
    form: CalculatorForm, page: Page, way: str
) -> None:
    set_clock(page, "2026-09-06T09:15:00")
    form.open()
    answer(form)
    set_clock(page, "2026-09-06T10:20:00")
    if way == "left open":
        page.evaluate("dispatchEvent(new Event('focus'))")
    else:
        page.reload()
    expect(page.locator("#earlier-text")).to_have_text(
        re.compile(r"^These answers are from 6 September 2026 at 09:1\d\. Not yours\? Start afresh\.$")
    )
    expect(page.locator("#earlier")).to_be_focused()
    page.wait_for_load_state("load")
    expect(page.locator("#earlier")).to_be_in_viewport()
    expect(form.result).to_be_hidden()
    expect(page.locator(CHECKED)).to_have_count(0)
    page.get_by_role("button", name="They are mine: go on").click()
    expect(form.result).to_contain_text("6 September 2026")
    expect(page.locator(CHECKED)).to_have_count(14)
    # That was said, so it is not asked again at once; the hour of the answers is still the same.
    page.reload()
    expect(page.locator("#answers-found")).to_contain_text("at 09:1")
    expect(form.result).to_be_visible()


def test_whoever_reads_a_result_for_long_is_not_asked_meanwhile(form: CalculatorForm, page: Page) -> None:
    set_clock(page, "2026-09-06T09:15:00")
    form.open()
    answer(form)
    for time in ("10:05", "10:50", "11:40"):
        set_clock(page, f"2026-09-06T{time}:00")
        page.keyboard.press("Shift")
        expect(form.result).to_be_visible()
        expect(page.locator("#earlier")).to_be_hidden()


def test_a_reload_after_midnight_asks_whose_the_answers_are(form: CalculatorForm, page: Page) -> None:
    set_clock(page, "2026-09-06T23:50:00")
    form.open(steps=True)
    form.flags()
    page.evaluate("lumbarSteps.go('answers.3')")
    set_clock(page, "2026-09-07T00:10:00")
    page.reload()
    expect(page.locator("#earlier-text")).to_contain_text("from 6 September 2026 at 23:5")
    page.click("#earlier-mine")
    expect(page.locator("[id='answers.3']")).to_be_visible()
    expect(page.locator(CHECKED)).to_have_count(5)


# ---- Erasing ----------------------------------------------------------------------------------------------------


def test_erasing_is_asked_and_can_be_declined(form: CalculatorForm, page: Page) -> None:
    form.open()
    form.flags()
    page.click("#erase")
    expect(page.locator("#erase-ask")).to_be_focused()
    expect(page.locator("#erase-ask")).to_contain_text("Erase all answers? This cannot be undone.")
    page.get_by_role("button", name="No, keep them").click()
    expect(page.locator("#erase")).to_be_focused()
    expect(page.locator("#erase-ask")).to_be_hidden()
    expect(page.locator(CHECKED)).to_have_count(5)


STUBBORN = "Storage.prototype.removeItem = () => {};"
UNREADABLE = "Storage.prototype.getItem = () => { throw new DOMException('', 'SecurityError'); };"


@pytest.mark.parametrize(
    ("script", "said"),
    [
        (STUBBORN, "this browser still keeps answers"),
        (UNREADABLE, "does not let the page look into what it stores"),
    ],
    ids=["stubborn", "unreadable"],
)
@pytest.mark.parametrize("end", ["erase", "next person"])
def test_erased_is_said_only_after_looking(
    form: CalculatorForm, page: Page, script: str, said: str, end: str
) -> None:
    form.open()
    answer(form)
    page.evaluate(f"() => {{ {script} }}")
    if end == "erase":
        form.erase()
    else:
        page.click("#next-person button")
    expect(page.locator("#calculator-status")).to_contain_text(said)
    expect(page.locator("#calculator-status")).not_to_contain_text("erased.")
    expect(page.locator(CHECKED)).to_have_count(0)


def test_a_wish_that_the_browser_refuses_is_not_said_to_be_granted(form: CalculatorForm, page: Page) -> None:
    form.open()
    answer(form)
    page.evaluate(
        """() => {
            const { setItem } = Storage.prototype;
            Storage.prototype.setItem = function (...given) {
                if (this === localStorage) throw new DOMException("", "QuotaExceededError");
                setItem.apply(this, given);
            };
        }"""
    )
    page.click("#keep-yes")
    expect(page.locator("#calculator-status")).to_contain_text("could not be kept on this device")
    expect(page.locator("#keep-kept")).to_be_hidden()
    expect(page.locator("#keep-question")).to_be_visible()
