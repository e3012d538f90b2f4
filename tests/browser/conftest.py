"""A real Chromium and a plain web server for the built site."""

from __future__ import annotations

import functools
import http.server
import os
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect, sync_playwright

from tests.browser.calculator_form import CalculatorForm
from tools.serve import Handler

PATIENCE = int(os.environ.get("LUMBAR_PATIENCE", "60000"))
"""Milliseconds before a test gives up: how fast a machine is must not decide whether a test passes."""

expect.set_options(timeout=PATIENCE)

CHROMIUM_OPTIONS = [
    "--no-sandbox",  # CI runs as root
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    # Chromium's own traffic is none of the site's.
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


@pytest.fixture(scope="session")
def address(site: Path) -> Iterator[str]:
    """The address at which the built site is served."""
    handler = functools.partial(Handler, directory=str(site))
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_address[1]}"
        server.shutdown()


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Chromium, as `make test` found or installed it."""
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(
            executable_path=os.environ.get("LUMBAR_CHROMIUM"), args=CHROMIUM_OPTIONS
        )
        _keep_no_copies(chromium)
        yield chromium
        chromium.close()


def _keep_no_copies(chromium: Browser) -> None:
    """Have profiles keep no copy of the site unless they say `service_workers`: it takes seconds."""
    new_context = chromium.new_context

    def without(**options: Any) -> BrowserContext:
        context = new_context(**options)
        if "service_workers" not in options:
            # Playwright's own way to forbid them writes into the page's console.
            context.add_init_script("delete Navigator.prototype.serviceWorker")
        return context

    chromium.new_context = without  # type: ignore[method-assign]


@pytest.fixture
def page(browser: Browser, address: str) -> Iterator[Page]:
    """A phone's page in a fresh profile; it fails the test on an error of a script."""
    context = browser.new_context(viewport={"width": 360, "height": 740}, base_url=address)
    context.set_default_timeout(PATIENCE)
    opened = context.new_page()
    errors: list[str] = []
    opened.on("pageerror", lambda error: errors.append(str(error)))
    yield opened
    context.close()
    assert errors == []


@pytest.fixture
def form(page: Page) -> CalculatorForm:
    """The calculator's page, as a reader fills it in."""
    return CalculatorForm(page)
