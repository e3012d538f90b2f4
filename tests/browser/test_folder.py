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
    page.get_by_role("link", name="The guideline, statement by statement").click()
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
    # Back from a source, the result is there before Python is.
    form.result.locator(".sources").click()
    form.result.locator("#when-now .action__source a").first.click()
    page.wait_for_url("**/guidelines/**")
    page.go_back()
    form.wait_until_ready()
    assert form.shown()["total"] == "9"
    assert page.evaluate(
        "(([result], [ready]) => result.startTime < ready.startTime)("
        "...['lumbar:result', 'lumbar:ready'].map(name => performance.getEntriesByName(name)))"
    )
    assert [url for url in asked if not url.startswith((folder.as_uri(), "blob:", "data:"))] == []
    assert _left(folder) == before


def test_start_here_leads_on_without_scripts(folder: Path, browser: Browser) -> None:
    context = browser.new_context(java_script_enabled=False, offline=True)
    page = context.new_page()
    page.goto((folder / "START-HERE.html").as_uri())
    expect(page.get_by_text("Extract all files first")).to_be_hidden()
    expect(page.get_by_text("All is well")).to_be_visible()
    page.get_by_role("link", name="Open the site").click()
    expect(page.get_by_role("link", name="Start the questions")).to_be_visible()
    context.close()


PACKED, MOVED = "Extract all files first", "The folder of the pages is missing"
PHONE = "This does not work on a phone or tablet"
ON_A_PHONE = "Mozilla/5.0 (Linux; Android 15; Pixel 9) AppleWebKit/537.36 Chrome/140.0.0.0 Mobile Safari/537.36"
WITHIN = [
    "AppData/Local/Temp/Temp1_lumbar-offline.zip",
    "AppData/Local/Temp/0f3a_lumbar-offline.zip.9c1",
    "AppData/Local/Temp/7zO4C3A.tmp",
    "AppData/Local/Temp/Rar$EXa12.345",
    ".cache/.fr-Xy12",
    "ark-AbCd12",
    "var/folders/zz/T",
]
"""Where programs put a file that is opened within a zip."""


def _alone(folder: Path, below: Path) -> Path:
    below.mkdir(parents=True)
    return shutil.copyfile(folder / "START-HERE.html", below / "START-HERE.html")


@pytest.mark.parametrize("place", [*WITHIN, "Desktop"])
def test_start_here_alone_says_whether_it_is_within_the_zip_or_without_its_folder(
    folder: Path, context: BrowserContext, tmp_path: Path, place: str
) -> None:
    alone = _alone(folder, tmp_path / place)
    page = context.new_page()
    # The console says that nothing is beside it: that is no error of a script.
    errors: list[str] = []
    page.on("pageerror", lambda error: errors.append(str(error)))
    page.goto(alone.as_uri())
    heading = page.get_by_role("heading", level=2)
    expect(heading).to_have_text(MOVED if place == "Desktop" else PACKED)
    words = "without the folder “site”" if place == "Desktop" else "choose “Extract all”"
    expect(page.get_by_text(words)).to_be_visible()
    expect(page.get_by_role("link")).to_have_count(0)
    expect(page.get_by_text("It is one of these")).to_be_hidden()
    assert page.url == alone.as_uri()
    assert errors == []


def test_on_a_phone_start_here_says_that_the_folder_does_not_work_there(
    folder: Path, browser: Browser, tmp_path: Path
) -> None:
    context = browser.new_context(user_agent=ON_A_PHONE, offline=True)
    page = context.new_page()
    page.goto(_alone(folder, tmp_path / "lumbar-offline.zip").as_uri())
    expect(page.get_by_role("heading", level=2)).to_have_text(PHONE)
    expect(page.get_by_text("by its web address")).to_be_visible()
    context.close()


def test_start_here_alone_names_all_cases_without_scripts(folder: Path, browser: Browser, tmp_path: Path) -> None:
    context = browser.new_context(java_script_enabled=False, offline=True)
    page = context.new_page()
    page.goto(_alone(folder, tmp_path / "Desktop").as_uri())
    expect(page.get_by_role("heading", level=2)).to_have_text([PACKED, MOVED, PHONE])
    expect(page.get_by_text("It is one of these")).to_be_visible()
    expect(page.get_by_role("link")).to_have_count(0)
    context.close()


@pytest.mark.parametrize("scripts", [True, False])
def test_the_download_page_sends_phones_to_the_kept_copy(browser: Browser, address: str, scripts: bool) -> None:
    context = browser.new_context(
        user_agent=ON_A_PHONE, java_script_enabled=scripts, viewport={"width": 360, "height": 740}
    )
    page = context.new_page()
    page.goto(f"{address}/download/index.html")
    expect(page.get_by_text("On a phone or tablet the folder does not work")).to_be_visible()
    expect(page.get_by_text("mail programs refuse a zip file with scripts")).to_be_visible()
    words, button = (
        page.get_by_role("link", name=name).bounding_box()
        for name in ("open the start page", "Download the folder")
    )
    assert words is not None
    assert button is not None
    assert words["y"] < button["y"]
    page.get_by_role("link", name="open the start page").click()
    expect(page).to_have_url(f"{address}/index.html")
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
