"""A page whose reference, settings and title look like markup runs nothing of them."""

from __future__ import annotations

import functools

from playwright.sync_api import Browser, expect

from tests.browser.listening import listen
from tests.hostile_texts.site import HOSTILE, build
from tests.shared_folders import SharedFolders
from tools.serve import Handler

PAGES = ("references/backs/k-b-d/index.html", "guidelines/backs/index.html")


def test_no_script_of_a_title_runs(browser: Browser, shared_folders: SharedFolders) -> None:
    folder = shared_folders.make_once("hostile-words-in-a-browser", lambda folder: build(folder, HOSTILE))
    handler = functools.partial(Handler, directory=str(folder / "site"))
    with listen(handler) as origin:
        context = browser.new_context(base_url=origin)
        runs: list[str] = []
        context.expose_function("run", lambda: runs.append("run"))
        for address in PAGES:
            page = context.new_page()
            page.goto(address, wait_until="load")
            # A long title is cut off.
            assert page.title().rstrip("…") in HOSTILE or HOSTILE.split("<!--")[0] in page.title()
            expect(page.locator("img[src=x]")).to_have_count(0)
            # A picture that is missing would have told so by now.
            page.evaluate("() => new Promise(requestAnimationFrame)")
            # The card at a number is made by a script.
            number = page.locator("sup.citations a").first
            if number.count():
                number.hover()
        assert runs == []
        context.close()
