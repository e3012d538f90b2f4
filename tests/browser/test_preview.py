"""The preview in a browser: a saved sentence comes by itself, a fault is on a bar, and the place is kept."""

from __future__ import annotations

import re
import socket
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.preview.conftest import copy_second_site
from tests.preview.editing import WATER, replaced
from tests.second_guideline.build import ROOT

PAGE = WATER.replace(".md", ".html")
SENTENCE = "#launch-bow-first"


@pytest.fixture
def settings(tmp_path: Path) -> Path:
    return copy_second_site(tmp_path, with_source=True)


@pytest.fixture
def served(settings: Path) -> Iterator[str]:
    """The address of a preview of the second site, as `make serve` starts it."""
    with socket.socket() as free:
        free.bind(("localhost", 0))
        port = free.getsockname()[1]
    command = [sys.executable, "-m", "site_plugins.preview", "--port", str(port), "--settings", str(settings)]
    process = subprocess.Popen(
        command,
        cwd=ROOT,
        stderr=subprocess.PIPE,
        text=True,
        encoding="utf-8",
    )
    assert process.stderr is not None
    try:
        for line in process.stderr:
            if "==> The site is at" in line:
                break
        else:
            pytest.fail("the preview ended before it served anything")
        yield f"http://localhost:{port}"
    finally:
        process.terminate()
        process.communicate()
    assert process.returncode == 0


@pytest.fixture
def page(browser: Browser, served: str) -> Iterator[Page]:
    context = browser.new_context(viewport={"width": 900, "height": 600}, base_url=served)
    page = context.new_page()
    page.goto(f"/{PAGE}")
    yield page
    context.close()


def test_a_saved_sentence_comes_by_itself_and_ones_place_is_kept(page: Page, settings: Path) -> None:
    expect(page.locator(".lumbar-preview")).to_have_count(0)
    layer = page.locator("details.layer").nth(3)
    layer.locator("summary").click()
    layer.locator("summary").focus()
    page.evaluate("scrollTo({top: 400, behavior: 'instant'})")
    at = page.evaluate("scrollY")
    assert at > 0
    page.evaluate("window.earlier = true")
    smile = replaced(WATER, "with both hands, bow first", "with both hands and a smile, bow first")
    smile(settings.parent / "content")
    expect(page.locator(SENTENCE)).to_contain_text("with both hands and a smile")
    assert page.evaluate("window.earlier") is None, "the page was loaded again"
    page.wait_for_function("at => scrollY === at", arg=at)
    expect(layer).to_have_attribute("open", "")
    expect(layer.locator("summary")).to_be_focused()
    # Nobody has signed the new words.
    expect(page.locator(".lumbar-preview__draft")).to_contain_text("Draft")
    expect(page.locator(".lumbar-preview")).to_contain_text("launch-bow-first")


def test_a_fault_is_on_a_bar_over_the_last_good_page_until_it_is_mended(page: Page, settings: Path) -> None:
    content = settings.parent / "content"
    bar = page.locator(".lumbar-preview__faults")
    break_it = replaced(WATER, "[@nauta1995; @speech2006]", "[@nauta1959]")
    break_it(content)
    expect(bar).to_contain_text("There is no reference “nauta1959”")
    expect(bar).to_contain_text(re.compile(r"on-the-water/index\.md:\d+:\d+"))
    expect(bar).to_contain_text("Set the boat down with both hands")
    expect(page.locator(SENTENCE)).to_contain_text("with both hands, bow first")
    # Said again at the next save, and no other page waits for it to be mended.
    page.evaluate("window.earlier = true")
    replaced(WATER, "What follows is as", "All of it is as")(content)
    page.wait_for_function("window.earlier === undefined")
    expect(bar).to_contain_text("nauta1959")
    page.goto("/about/index.html")
    expect(bar).to_contain_text("nauta1959")
    page.goto(f"/{PAGE}")
    break_it(content)
    expect(bar).to_have_count(0)
    expect(page.get_by_text("All of it is as made up")).to_be_visible()


def test_a_preview_asks_this_computer_alone_and_has_an_earlier_copy_forgotten(page: Page, served: str) -> None:
    errors: list[str] = []
    asked: list[str] = []
    page.on("pageerror", lambda error: errors.append(str(error)))
    page.on("request", lambda request: asked.append(request.url))
    page.goto("/search/index.html")
    expect(page.locator("#search-form, .search-page")).not_to_have_count(0)
    assert errors == []
    assert all(url.startswith((served, "data:")) for url in asked)
    worker = page.request.get("/service-worker.js")
    assert "unregister" in worker.text()
    assert page.request.get("/nowhere.html").status == 404
