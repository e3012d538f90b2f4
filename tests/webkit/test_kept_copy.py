"""The copy that the browser keeps, in WebKit: how it comes, works without a network, is renewed, and goes."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import pytest
from selenium.common.exceptions import WebDriverException

from site_plugins.offline.service_worker import write_service_worker
from tests.browser.calculator_form import CLICK
from tests.browser.runtime_page import Host, serving
from tests.results import FLAGS
from tests.webkit.window import Window, opened

COMPLETE = "document.readyState === 'complete'"
STATE = """async () => ({
    caches: (await caches.keys()).length,
    active: Boolean((await navigator.serviceWorker.getRegistration())?.active),
    waiting: Boolean((await navigator.serviceWorker.getRegistration())?.waiting),
})"""


@pytest.fixture
def host(site: Path, tmp_path: Path) -> Iterator[Host]:
    """A host of a copy of the site, which a test may change."""
    with serving(Path(shutil.copytree(site, tmp_path / "site"))) as host:
        yield host


@pytest.fixture
def own_window(webkit: str) -> Iterator[Window]:
    """A window of a profile that has visited nothing."""
    with opened(webkit) as window:
        yield window


def until(window: Window, **expected: object) -> None:
    """Wait until the copy is in a state."""
    window.wait_for(STATE, lambda state: expected.items() <= state.items())


def click_in_the_foot(window: Window) -> None:
    """Click the one button that the foot of the page has, once it is there."""
    window.wait_until("document.querySelector('.offline button')?.checkVisibility()")
    window.click(".offline button")


def test_it_comes_works_without_a_network_is_renewed_and_goes(own_window: Window, host: Host) -> None:
    window = own_window
    window.open(f"{host.address}/index.html", COMPLETE)
    if not window.run("() => 'serviceWorker' in navigator"):
        pytest.skip("this WebKit keeps no copies: it has no service workers")
    until(window, caches=1, active=True)
    host.is_away = True
    # The page, and Python.
    window.open(f"{host.address}/about/index.html", COMPLETE)
    window.open(f"{host.address}/calculator/index.html", "performance.getEntriesByName('lumbar:ready').length > 0")
    window.run("() => lumbarSteps.use(false)")
    window.run(CLICK, {f"red_flags.{flag}": "no" for flag in FLAGS})
    window.click("#calculator button[type=submit]")
    window.wait_until("!document.getElementById('result').hidden")
    host.is_away = False

    about = host.folder / "about" / "index.html"
    about.write_text(about.read_text(encoding="utf-8").replace("About this site", "About this boat"), "utf-8")
    write_service_worker(host.folder, "Lumbar")
    window.open(f"{host.address}/index.html", COMPLETE)
    window.run("async () => void (await (await navigator.serviceWorker.getRegistration()).update())")
    until(window, waiting=True)
    window.open(f"{host.address}/about/index.html", COMPLETE)
    assert window.run("() => document.querySelector('h1').textContent.includes('site')")
    click_in_the_foot(window)
    window.wait_until("document.querySelector('h1')?.textContent.includes('boat')")
    until(window, waiting=False, active=True, caches=1)

    click_in_the_foot(window)
    until(window, caches=0, active=False)
    host.is_away = True
    # Its own cache may hold what was seen: this page was not.
    with suppress(WebDriverException):
        window.open(f"{host.address}/references/index.html", COMPLETE)
    assert window.run("() => document.querySelector('.md-content') === null")
