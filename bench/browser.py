"""The browser that searches and starts are measured in, and what watches a page from its beginning."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, Error, Page, sync_playwright

_QUIET = (
    "--no-sandbox",
    "--disable-gpu",
    # What Chromium would do besides.
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
)

_WATCH = Path(__file__).with_name("watch.js").read_text(encoding="utf-8")


@contextmanager
def chromium() -> Iterator[Browser]:
    """Start the Chromium that LUMBAR_CHROMIUM names, or else Playwright's own."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=os.environ.get("LUMBAR_CHROMIUM"), args=_QUIET)
        yield browser
        browser.close()


@contextmanager
def watched_page(browser: Browser, timeout_ms: int, selector: str | None = None) -> Iterator[Page]:
    """Give a page in a fresh profile that watches itself, for something that fits `selector` or for an answer."""
    context = browser.new_context(viewport={"width": 1280, "height": 800})
    context.set_default_timeout(timeout_ms)
    try:
        page = context.new_page()
        page.add_init_script(f"({_WATCH})({json.dumps(selector)})")
        yield page
    finally:
        with suppress(Error):
            context.close()


def wait_for_watch(page: Page, settle_ms: int = 0) -> dict[str, Any]:
    """Wait until what is watched for is there, and a while longer.

    Return when it was (`at`), when it was asked for (`from`), the longest time in which the page could not react
    (`block`), all in milliseconds, and the `answer`. Raises playwright's TimeoutError.
    """
    page.wait_for_function("window.benchWatch && benchWatch.at !== null", polling=50)
    page.wait_for_timeout(settle_ms)
    watch: dict[str, Any] = page.evaluate("benchWatch")
    return watch
