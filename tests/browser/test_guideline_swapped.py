"""A page works out results with the guideline that it was built with, and with no other: else it is a paper form.

A swapped sentence, an older or a newer version, half a file, and a calculator of another version are all refused.
"""

from __future__ import annotations

import json
import os
import shutil
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from site_plugins.runtime import folder_script, runtime_files
from tests.browser.calculator_form import CalculatorForm
from tests.browser.conftest import PATIENCE
from tests.browser.runtime_page import HTML, PAGE, RuntimePage, made_with, read_manifest, serving, write_site
from tests.results import GUIDELINE

ROOT = Path(__file__).parents[2]
HEAT = "A heat pack is a simple, cheap way to ease new back pain."

OTHERS = {
    "a sentence swapped": lambda text: text.replace(HEAT, "Heat cures back pain."),
    "older": lambda text: text.replace('"version":"1.0.0"', '"version":"0.9.0"'),
    "newer": lambda text: text.replace('"version":"1.0.0"', '"version":"1.0.1"'),
    "cut off": lambda text: text[: len(text) // 2],
    "empty": lambda _text: "",
    "with a blank more": lambda text: text + " ",
}


@pytest.fixture(scope="module")
def folder(guideline_text: str, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A site with nothing but the runtime and the guideline."""
    below = tmp_path_factory.mktemp("runtime")
    write_site(below, runtime_files(ROOT), guideline_text)
    return below


def _swap(folder: Path, text: str, *, twin: bool = True) -> None:
    """Put another guideline where the site's own stands, and where pages of a folder take it from."""
    address, script = folder_script(GUIDELINE, text)
    for name, content in {GUIDELINE: text.encode(), **({address: script} if twin else {})}.items():
        # It may be a link to another site's file.
        (folder / name).unlink()
        (folder / name).write_bytes(content)


@pytest.fixture
def own_folder(folder: Path, tmp_path: Path) -> Path:
    """A copy that a test may change."""
    return Path(shutil.copytree(folder, tmp_path / "site", copy_function=os.link))


@pytest.mark.parametrize("way", ["http", "folder"])
@pytest.mark.parametrize("name", OTHERS)
def test_another_guideline_than_the_pages_own_is_refused(
    own_folder: Path, guideline_text: str, runtime: RuntimePage, name: str, way: str
) -> None:
    other = OTHERS[name](guideline_text)
    assert other != guideline_text
    _swap(own_folder, other)
    with serving(own_folder) as host:
        runtime.open(f"{host.address}/{PAGE}" if way == "http" else (own_folder / PAGE).as_uri())
    assert runtime.failed == ["mixed"]


def test_over_http_the_file_that_is_whole_stands_in_for_the_one_that_is_not(
    own_folder: Path, guideline_text: str, runtime: RuntimePage
) -> None:
    _swap(own_folder, OTHERS["older"](guideline_text), twin=False)
    with serving(own_folder) as host:
        runtime.open(f"{host.address}/{PAGE}")
        assert runtime.failed == []
        assert (
            runtime.ask("quick", {"text": "ADAADDDDE", "instrument": "start-back-9"})["answers"]["9"] == "extremely"
        )


def test_over_plain_http_it_is_checked_too(own_folder: Path, guideline_text: str, runtime: RuntimePage) -> None:
    _swap(own_folder, OTHERS["a sentence swapped"](guideline_text))
    runtime.page.context.route(
        "http://intranet.test/**",
        lambda route: route.fulfill(path=own_folder / urlsplit(route.request.url).path.lstrip("/")),
    )
    runtime.open(f"http://intranet.test/{PAGE}")
    assert runtime.page.evaluate("typeof crypto.subtle") == "undefined"
    assert runtime.failed == ["mixed"]


@pytest.mark.parametrize("versions", [{"calculator": "0.9.0"}, {"guideline": "0.9.0"}])
def test_a_calculator_of_another_version_than_the_pages_is_refused(
    own_folder: Path, guideline_text: str, runtime: RuntimePage, versions: dict[str, str]
) -> None:
    page = made_with(guideline_text)
    page["versions"] = {"calculator": "1.0.0", "guideline": "1.0.0", **versions}
    (own_folder / PAGE).unlink()
    build = read_manifest(own_folder)["version"]
    (own_folder / PAGE).write_text(HTML.format(json.dumps(page), build), encoding="utf-8")
    runtime.open((own_folder / PAGE).as_uri())
    assert runtime.failed == ["mixed"]


# ---- What the reader sees ---------------------------------------------------------------------------------------


@pytest.fixture
def page(browser: Browser) -> Page:
    context: BrowserContext = browser.new_context()
    context.set_default_timeout(PATIENCE)
    return context.new_page()


@pytest.mark.parametrize("way", ["http", "folder"])
def test_the_page_says_it_in_plain_words_keeps_the_answers_and_becomes_the_paper_form(
    site: Path, guideline_text: str, page: Page, tmp_path: Path, way: str
) -> None:
    below = Path(shutil.copytree(site, tmp_path / "site", copy_function=os.link))
    _swap(below, OTHERS["older"](guideline_text))
    with serving(below) as host:
        form = CalculatorForm(page, host.address if way == "http" else below.as_uri())
        form.open(ready=False)
        form.sheet("AAAADDDDV")
        failure = page.locator("#calculator-failure")
        expect(failure).to_contain_text("this page, its guideline and its calculator do not match")
        expect(failure).to_contain_text("Your answers are still here.")
        expect(page.get_by_text("Total 3 or less: low risk")).to_be_visible()
        expect(page.locator("#calculator button[type=submit]")).to_be_hidden()
        expect(page.locator("input[name='answers.1'][value=agree]")).to_be_checked()
        expect(page.locator("#result")).to_be_hidden()
