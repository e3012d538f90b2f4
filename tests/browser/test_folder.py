"""The folder to take along, unzipped where paths are hard, and used from START-HERE on as a clinician would."""

from __future__ import annotations

import shutil
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from site_plugins.offline import BUNDLE
from tests.browser.calculator_form import CalculatorForm
from tests.browser.conftest import PATIENCE
from tests.browser.runtime_page import serving


@pytest.fixture(scope="module")
def folder(site: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The unzipped folder below a path with spaces, other scripts, `#` and `%`, which nobody may write to."""
    below = tmp_path_factory.mktemp("bundle") / "Überweisung #2 für 100% von 腰痛"
    with zipfile.ZipFile(site / BUNDLE) as archive:
        archive.extractall(below)
    for each in below.rglob("*"):
        each.chmod(0o555 if each.is_dir() else 0o444)
    return below


def _left(folder: Path) -> list[tuple[str, int]]:
    return sorted((each.relative_to(folder).as_posix(), each.stat().st_mtime_ns) for each in folder.rglob("*"))


@pytest.fixture
def context(browser: Browser) -> Iterator[BrowserContext]:
    """A fresh profile with no network."""
    opened = browser.new_context(viewport={"width": 1280, "height": 800}, offline=True)
    opened.set_default_timeout(PATIENCE)
    yield opened
    opened.close()


@pytest.fixture
def page(context: BrowserContext) -> Iterator[Page]:
    """A page; the test fails on an error of a script or one in the console."""
    page = context.new_page()
    wrong: list[str] = []
    page.on("pageerror", lambda error: wrong.append(str(error)))
    page.on("console", lambda line: wrong.append(line.text) if line.type == "error" else None)
    yield page
    assert wrong == []


def test_from_start_here_a_clinician_gets_to_statement_search_and_result_without_a_request(
    folder: Path, page: Page
) -> None:
    before = _left(folder)
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto((folder / "START-HERE.html").as_uri())
    page.wait_for_url((folder / "site" / "index.html").as_uri())
    page.get_by_role("link", name="I treat people with back pain").click()
    expect(page.locator("#lead-continue-pt")).to_be_visible()
    page.locator("#search-box input").fill("imaging")
    page.locator("#search-box input").press("Enter")
    expect(page.locator("#search-results > li").first).to_contain_text("imaging")
    page.locator("footer a", has_text="Calculator").click()
    page.wait_for_url((folder / "site" / "calculator" / "index.html").as_uri())
    form = CalculatorForm(page)
    page.evaluate("window.lumbarSteps.use(false)")
    form.wait_until_ready()
    form.flags()
    form.sheet("AAAAAAAAE")
    form.submit()
    assert form.shown()["total"] == "9"
    assert [url for url in asked if not url.startswith((folder.as_uri(), "blob:", "data:"))] == []
    assert _left(folder) == before


def test_start_here_leads_on_without_scripts(folder: Path, browser: Browser) -> None:
    context = browser.new_context(java_script_enabled=False, offline=True)
    page = context.new_page()
    page.goto((folder / "START-HERE.html").as_uri())
    expect(page.get_by_text("Extract all files first")).to_be_hidden()
    page.get_by_role("link", name="Open the site").click()
    expect(page.get_by_role("link", name="I have back pain")).to_be_visible()
    context.close()


@pytest.mark.parametrize("scripts", [True, False])
def test_start_here_alone_says_to_extract_all_first(
    folder: Path, browser: Browser, tmp_path: Path, scripts: bool
) -> None:
    """So a window that looks into a zip opens it: one file, in a folder of temporary ones."""
    alone = shutil.copyfile(folder / "START-HERE.html", tmp_path / "START-HERE.html")
    context = browser.new_context(java_script_enabled=scripts, offline=True)
    page = context.new_page()
    page.goto(alone.as_uri())
    expect(page.get_by_role("heading", name="Extract all files first")).to_be_visible()
    expect(page.get_by_text("Extract all”")).to_be_visible()
    expect(page.get_by_role("link")).to_have_count(0)
    assert page.url == alone.as_uri()
    context.close()


def test_put_on_a_web_server_it_works_as_well(folder: Path, browser: Browser) -> None:
    context = browser.new_context()
    context.set_default_timeout(PATIENCE)
    with serving(folder) as host:
        form = CalculatorForm(context.new_page(), f"{host.address}/site")
        form.open()
        form.flags()
        form.sheet("DDDDDDDDN")
        form.submit()
        assert form.shown()["total"] == "0"
    context.close()
