"""A real Chromium and a plain web server for the built site."""

from __future__ import annotations

import functools
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect, sync_playwright

from tests.browser.calculator_form import CalculatorForm
from tests.browser.listening import listen
from tests.browser.runtime_page import RuntimePage
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
    # Chromium heeds one list alone: this is Playwright's own and, before it, what suggests addresses as one types.
    # Each new profile would start a renderer for that, at half a second of work.
    "--disable-features=WebUIOmniboxPopup,WebUIOmniboxAimPopup,AvoidUnnecessaryBeforeUnloadCheckSync,"
    "DestroyProfileOnBrowserClose,HttpsUpgrades,HttpsFirstBalancedModeAutoEnable,LensOverlay,MediaRouter,PaintHolding,"
    "ThirdPartyStoragePartitioning,AvoidCorsURLLoaderRestartOnRedirect,OptimizationHints,NetworkTimeServiceQuerying,"
    "AimEnabled,PreconnectToSearch",
]


@pytest.fixture(scope="session")
def address(site: Path) -> Iterator[str]:
    """The address at which the built site is served."""
    handler = functools.partial(Handler, directory=str(site))
    with listen(handler) as found:
        yield found


@pytest.fixture(scope="session")
def browser(chromium: str) -> Iterator[Browser]:
    """Chromium."""
    with sync_playwright() as playwright:
        launched = playwright.chromium.launch(executable_path=chromium, args=CHROMIUM_OPTIONS)
        _keep_no_copies(launched)
        yield launched
        launched.close()


def _keep_no_copies(browser: Browser) -> None:
    """Have profiles keep no copy of the site unless they say `service_workers`: it takes seconds."""
    new_context = browser.new_context

    def without(**options: Any) -> BrowserContext:
        context = new_context(**options)
        if "service_workers" not in options:
            # Playwright's own way to forbid them writes into the page's console.
            context.add_init_script("delete Navigator.prototype.serviceWorker")
        return context

    browser.new_context = without  # type: ignore[method-assign]


@contextmanager
def _phone(browser: Browser, address: str) -> Iterator[tuple[Page, list[str]]]:
    """A phone's page in a fresh profile, and the errors of its scripts."""
    context = browser.new_context(viewport={"width": 360, "height": 740}, base_url=address)
    context.set_default_timeout(PATIENCE)
    page = context.new_page()
    errors: list[str] = []
    page.on("pageerror", lambda error: errors.append(str(error)))
    yield page, errors
    context.close()


@pytest.fixture
def context(browser: Browser) -> Iterator[BrowserContext]:
    """A phone's fresh profile."""
    opened = browser.new_context(viewport={"width": 360, "height": 740})
    opened.set_default_timeout(PATIENCE)
    yield opened
    opened.close()


@pytest.fixture
def runtime(context: BrowserContext) -> RuntimePage:
    """A page that only starts Python."""
    return RuntimePage(context.new_page())


@pytest.fixture
def page(browser: Browser, address: str) -> Iterator[Page]:
    """A phone's page in a fresh profile; it fails the test on an error of a script."""
    with _phone(browser, address) as (page, errors):
        yield page
    assert errors == []


@pytest.fixture
def form(page: Page) -> CalculatorForm:
    """The calculator's page, as a reader fills it in."""
    return CalculatorForm(page)


@pytest.fixture(scope="module")
def started(browser: Browser, address: str) -> Iterator[tuple[Page, list[str]]]:
    """A phone's page for all tests of a file that request `shared_form`, and the errors of its scripts."""
    with _phone(browser, address) as (page, errors):
        CalculatorForm(page, shared=True).open()
        yield page, errors


@pytest.fixture
def shared_form(started: tuple[Page, list[str]]) -> Iterator[CalculatorForm]:
    """The calculator's page where Python has started, at the price of starting it once a file.

    `open` empties it. Not for a test that changes what a page loads, its clock or its media: such a test requests
    `form`. It fails the test on an error of a script.
    """
    page, errors = started
    yield CalculatorForm(page, shared=True)
    page.context.clear_permissions()
    found = errors[:]
    errors.clear()
    assert found == []
