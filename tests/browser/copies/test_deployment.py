"""A new version of a site reaches everybody: no page is answered by the Python or the index of another build.

Here hosts and caches keep files for a year and there is no service worker, as over plain http.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, expect

from site_plugins.offline import write_bundle
from site_plugins.runtime import FOLDER
from tests.browser.calculator_form import CalculatorForm
from tests.browser.conftest import PATIENCE
from tests.browser.copies.kept_copy import TITLE, home_of, replace, write_copy
from tests.browser.runtime_page import Host, put_image, read_manifest

PAGE = "calculator/index.html"
SCRIPTS = ("/assets/runtime/python.js", "/assets/runtime/early.js")
NO_MATCH = "this page, its guideline and its calculator do not match"
YEAR = "max-age=31536000"
UNUSED = bytes([0, 7, 6]) + b"second"
"""A section of WebAssembly that nobody reads: another build with the same answers."""


@pytest.fixture
def context(browser: Browser) -> Iterator[BrowserContext]:
    """A reader with a browser that keeps no site."""
    opened = browser.new_context(service_workers="block")
    opened.set_default_timeout(PATIENCE)
    yield opened
    opened.close()


def image_of(below: Path) -> str:
    """The name of the image that a site has."""
    name: str = read_manifest(below)["parts"]["image.wasm"]["file"]
    return name


def deploy(below: Path) -> None:
    """Put another build of Python in the place of the one that is there, with the pages of that build."""
    image = (below / FOLDER / image_of(below)).read_bytes()
    put_image(below, image + UNUSED, [PAGE])
    write_copy(below)


def asked_images(host: Host) -> set[str]:
    """Which images pages and their workers asked for."""
    return {found[0] for path in host.asked if (found := re.search(r"image-\w+\.wasm", path))}


def fill_in(form: CalculatorForm) -> None:
    form.flags()
    form.sheet("AAAADDDDM")
    form.submit()
    assert form.shown()["group"] == "medium"


def keep_old(host: Host, below: Path, *ends: str) -> None:
    """Have a cache on the way answer with what was there before, whatever stands behind the question mark."""
    old = {end: (below / end.lstrip("/")).read_bytes() for end in ends}

    def rewrite(path: str, content: bytes) -> bytes:
        plain = path.partition("?")[0]
        return next((kept for end, kept in old.items() if plain.endswith(end)), content)

    host.rewrites = rewrite


def test_scripts_that_are_kept_for_a_year_answer_no_page_of_a_new_build(
    host: Host, below: Path, context: BrowserContext
) -> None:
    host.headers["Cache-Control"] = YEAR
    form = CalculatorForm(context.new_page(), home_of(host))
    form.open()
    first = image_of(below)
    assert asked_images(host) == {first}
    deploy(below)
    host.asked.clear()
    # Pages are asked for again: the reader presses the key that loads a page anew.
    form.page.reload()
    form.wait_until_ready()
    fill_in(form)
    assert asked_images(host)
    assert first not in asked_images(host)
    assert {path.partition("?")[0][len("/hosted/below%201") :] for path in host.asked} >= set(SCRIPTS)


def test_a_script_of_an_older_build_starts_the_python_of_the_page(
    host: Host, below: Path, context: BrowserContext
) -> None:
    """Some caches take no notice of what stands behind the question mark."""
    keep_old(host, below, *SCRIPTS)
    first = image_of(below)
    deploy(below)
    form = CalculatorForm(context.new_page(), home_of(host))
    form.open()
    fill_in(form)
    assert asked_images(host)
    assert first not in asked_images(host)


@pytest.mark.parametrize(
    "old",
    [(*SCRIPTS, "/assets/runtime/manifest.json"), (f"/{PAGE}",)],
    ids=["all of Python's scripts are old", "the page is old"],
)
def test_a_page_and_a_python_of_two_builds_do_not_answer_together(
    host: Host, below: Path, context: BrowserContext, old: tuple[str, ...]
) -> None:
    keep_old(host, below, *old)
    first = image_of(below)
    # What an older build left behind is still there.
    kept = {name: (below / FOLDER / name).read_bytes() for name in (first, f"{first}.gz")}
    deploy(below)
    for name, content in kept.items():
        (below / FOLDER / name).write_bytes(content)
    form = CalculatorForm(context.new_page(), home_of(host))
    form.open(ready=False)
    expect(form.page.locator("#calculator-failure")).to_contain_text(NO_MATCH)
    expect(form.page.get_by_text("Total 3 or less: low risk")).to_be_visible()
    # The answers of this page are kept, and the new page comes when it is loaded again.
    form.flags()
    host.rewrites = lambda _path, content: content
    form.page.reload()
    form.wait_until_ready()
    fill_in(form)


def test_a_page_in_a_folder_whose_scripts_are_of_another_build_says_so(
    below: Path, context: BrowserContext
) -> None:
    """Half of a folder was unzipped over an older one."""
    page = (below / PAGE).read_bytes()
    deploy(below)
    replace(below / PAGE, page)
    form = CalculatorForm(context.new_page(), below.as_uri())
    form.open(ready=False)
    expect(form.page.locator("#calculator-failure")).to_contain_text(NO_MATCH)


# The search


def deploy_index(below: Path) -> None:
    """Give the files of the search's index other names, as another text would."""
    names = {
        file.name: re.sub(r"-\w{8}\.js$", "-00000002.js", file.name)
        for file in (below / "assets/search").glob("*.js")
        if re.search(r"-[0-9a-f]{8}\.js$", file.name)
    }
    assert len(names) > 3
    stems = {old.removesuffix(".js"): new.removesuffix(".js") for old, new in names.items()}
    for old, new in names.items():
        file = below / "assets/search" / old
        text = file.read_text(encoding="utf-8")
        for stem, renamed in stems.items():
            text = text.replace(stem, renamed)
        file.unlink()
        (below / "assets/search" / new).write_text(text, encoding="utf-8")
    page = below / "search/index.html"
    html = page.read_text(encoding="utf-8")
    for stem, renamed in stems.items():
        html = html.replace(stem, renamed)
    replace(page, html.encode())


def test_a_search_that_is_open_while_a_new_version_comes_goes_on_with_its_words(
    host: Host, below: Path, context: BrowserContext
) -> None:
    page = context.new_page()
    page.goto(f"{home_of(host)}/search/index.html")
    deploy_index(below)
    page.fill("#search-words", "imaging")
    expect(page.locator("#search-results li").first).to_be_visible()
    expect(page.locator("#search-words")).to_have_value("imaging")
    # It is not loaded again from then on.
    page.evaluate("window.stays = true")
    page.fill("#search-words", "imaging back")
    expect(page.locator("#search-status")).to_contain_text("imaging back")
    assert page.evaluate("window.stays === true")


def test_a_search_whose_index_does_not_come_is_loaded_again_once(host: Host, context: BrowserContext) -> None:
    host.status = lambda path: 404 if "/assets/search/rows-" in path else 200
    page = context.new_page()
    page.goto(f"{home_of(host)}/search/index.html#q=imaging")
    page.wait_for_function("history.state !== null")
    expect(page.locator("#search-status")).to_have_text(re.compile("could not|cannot"))
    page.fill("#search-words", "imaging back")
    expect(page.locator("#search-status")).to_have_text(re.compile("could not|cannot"))
    loads = [path for path in host.asked if path.partition("?")[0].endswith("/search/index.html")]
    assert len(loads) == 2


def test_a_search_without_a_network_stays(host: Host, context: BrowserContext) -> None:
    page = context.new_page()
    page.goto(f"{home_of(host)}/search/index.html")
    context.set_offline(True)
    page.fill("#search-words", "imaging")
    expect(page.locator("#search-status")).to_have_text(re.compile("could not|cannot"))
    expect(page.locator("#search-words")).to_have_value("imaging")


# The folder to take along


def test_the_page_that_offers_the_folder_tells_the_checksum_of_what_it_hands_out(
    host: Host, below: Path, context: BrowserContext, tmp_path: Path
) -> None:
    """A cache keeps the page; what it offers has changed since."""
    keep_old(host, below, "/download/index.html")
    page = context.new_page()
    address = f"{home_of(host)}/download/index.html"
    page.goto(address)
    first = page.locator("code.checksum").inner_text()
    about = below / "about/index.html"
    replace(about, about.read_bytes() + b"<!-- second -->" * 30_000)
    for name in ("lumbar-offline.zip", "lumbar-offline.zip.sha256", "index.html"):
        file = below / "download" / name
        replace(file, file.read_bytes())
    bundle = write_bundle(below, TITLE)
    assert bundle.sha256 != first
    page.goto(address)
    expect(page.locator("code.checksum")).to_have_text(bundle.sha256)
    link = page.get_by_role("link", name=re.compile("Download the folder"))
    expect(link).to_contain_text(f"{bundle.size / 1_000_000:.1f} MB")
    with page.expect_download() as waiting:
        link.click()
    waiting.value.save_as(tmp_path / "saved.zip")
    assert waiting.value.suggested_filename == "lumbar-offline.zip"
    assert sha256((tmp_path / "saved.zip").read_bytes()).hexdigest() == bundle.sha256
