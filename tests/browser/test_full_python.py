"""Where the image of Python has no answer, the full Python is asked again: never a wrong answer, and none is lost.

The image of these tests lacks what only the command "code" needs, as if no question had told the build of it.
"""

from __future__ import annotations

import json
import os
import re
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, BrowserContext, Locator, Page, expect

from calculator.service import begin, serve
from site_plugins.build_tools import BuildCache
from site_plugins.offline import write_service_worker
from site_plugins.runtime import runtime_files
from site_plugins.runtime.manifest import RuntimeFile
from tests.browser.calculator_form import CalculatorForm
from tests.browser.conftest import PATIENCE
from tests.browser.runtime_page import (
    PAGE,
    Host,
    RuntimePage,
    forms_of,
    hold,
    put_image,
    read_manifest,
    serving,
    spoil,
    write_site,
)
from tests.browser.test_runtime import GIVEN, KILL, QUICK
from tests.python_image.cutting import image_of, maker_of, without_command
from tests.shared_folders import SharedFolders

ROOT = Path(__file__).parents[2]
IMAGE = "image.wasm"
FULL = "python-"
"""How the name of the full Python's worker begins."""
MARKS = "performance.getEntriesByName('lumbar:full-python').map(({ detail }) => detail)"


@pytest.fixture(scope="session")
def lacking(shared_folders: SharedFolders) -> bytes:
    """The image without what only "code" needs."""

    def make(folder: Path) -> None:
        files = runtime_files(ROOT)
        (folder / IMAGE).write_bytes(without_command(maker_of(files), image_of(files), "code"))

    return (shared_folders.make_once("image-without-code", make) / IMAGE).read_bytes()


@pytest.fixture(scope="module")
def whole(guideline_text: str, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A site of the runtime alone, as it is built."""
    folder = tmp_path_factory.mktemp("whole")
    write_site(folder, runtime_files(ROOT), guideline_text)
    return folder


@pytest.fixture
def own_folder(whole: Path, tmp_path: Path) -> Path:
    """A copy that a test may damage."""
    return Path(shutil.copytree(whole, tmp_path / "own"))


@pytest.fixture(scope="module")
def folder(whole: Path, lacking: bytes, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The same with the image that lacks something."""
    below = Path(shutil.copytree(whole, tmp_path_factory.mktemp("lacking") / "site"))
    put_image(below, lacking)
    return below


@pytest.fixture
def host(folder: Path) -> Iterator[Host]:
    with serving(folder) as serves:
        yield serves


@pytest.fixture
def expected(guideline_text: str) -> Callable[[str, object], Any]:
    """What CPython answers, here."""
    begin(guideline_text)
    return lambda command, given: json.loads(serve(command, json.dumps(given)))


def _has_full(host: Host) -> bool:
    return any(name.startswith("pyodide.asm") for name in host.runtime_asked())


def _marks(runtime: RuntimePage) -> list[str]:
    found: list[str] = runtime.page.evaluate(MARKS)
    return found


# ---- A question to which the image has no answer -----------------------------------------------------------------


def test_what_the_image_cannot_answer_the_full_python_does_as_cpython_would(
    host: Host, runtime: RuntimePage, expected: Callable[[str, object], Any]
) -> None:
    asked: list[str] = []
    runtime.page.on("request", lambda request: asked.append(f"{request.method} {request.url}"))
    runtime.open(f"{host.address}/{PAGE}")
    assert runtime.ask("present", GIVEN) == expected("present", GIVEN)
    assert (runtime.slower, _marks(runtime), _has_full(host)) == (0, [], False)
    # With others that are asked at the same time, before it and after it.
    answers = runtime.page.evaluate(
        """([given, quick]) => Promise.all([python.ask("quick", quick), python.ask("code", given),
            python.ask("present", given), python.ask("quick", quick)])""",
        [GIVEN, QUICK],
    )
    quick = expected("quick", QUICK)
    assert answers == [quick, expected("code", GIVEN), expected("present", GIVEN), quick]
    assert runtime.slower == 1
    assert _marks(runtime) == ["answer"]
    assert runtime.ask("code", GIVEN) == expected("code", GIVEN)
    assert runtime.ask("text", {**GIVEN, "ascii": True}) == expected("text", {**GIVEN, "ascii": True})
    assert runtime.slower == 1
    assert runtime.failed == []
    # Of what happened nobody is told: everything that was asked for is a file of the site's own.
    assert [each for each in asked if not each.startswith((f"GET {host.address}/", "GET blob:", "GET data:"))] == []
    # What stands behind a question mark is a file's checksum.
    assert [each for each in asked if "?" in each and not re.search(r"\?v=[0-9a-f]{10}$", each)] == []


def test_the_tab_remembers_it_and_another_tab_does_not(host: Host, runtime: RuntimePage) -> None:
    runtime.open(f"{host.address}/{PAGE}")
    assert "<svg" in runtime.ask("code", GIVEN)["html"]
    host.asked.clear()
    runtime.open(f"{host.address}/{PAGE}")
    assert "<svg" in runtime.ask("code", GIVEN)["html"]
    assert _has_full(host)
    assert not any(name.startswith("image.wasm") for name in host.runtime_asked())
    # It was not slower than this page expected.
    assert (runtime.slower, _marks(runtime)) == (0, [])
    host.asked.clear()
    other = RuntimePage(runtime.page.context.new_page()).open(f"{host.address}/{PAGE}")
    assert other.ask("quick", QUICK)["answers"]["9"] == "extremely"
    assert not _has_full(host)


def test_what_the_tab_remembers_of_another_version_is_not_heeded(
    host: Host, folder: Path, whole: Path, runtime: RuntimePage
) -> None:
    runtime.open(f"{host.address}/{PAGE}")
    assert "<svg" in runtime.ask("code", GIVEN)["html"]
    # The same address, and a new version of the site.
    host.folder = folder
    runtime.page.context.route(
        f"{host.address}/**",
        lambda route: route.fulfill(path=whole / urlsplit(route.request.url).path.lstrip("/")),
    )
    asked: list[str] = []
    runtime.page.on("request", lambda request: asked.append(request.url))
    runtime.open(f"{host.address}/{PAGE}")
    assert "<svg" in runtime.ask("code", GIVEN)["html"]
    assert [url for url in asked if "pyodide.asm" in url or f"/{FULL}" in url] == []
    assert (runtime.slower, _marks(runtime)) == (0, [])


@pytest.mark.parametrize("value", ["", "null", "true", "0" * 16, "\ud83d\ude00"])
def test_what_else_may_stand_in_the_tabs_memory_is_not_heeded(host: Host, runtime: RuntimePage, value: str) -> None:
    runtime.page.add_init_script(f"sessionStorage.setItem('lumbar-full-python', {json.dumps(value)})")
    runtime.open(f"{host.address}/{PAGE}")
    assert runtime.ask("quick", QUICK)["answers"]["9"] == "extremely"
    assert not _has_full(host)


@pytest.mark.parametrize(
    "refusal",
    [
        "Object.defineProperty(window, 'sessionStorage',"
        " { get() { throw new DOMException('', 'SecurityError'); } });",
        "Storage.prototype.setItem = () => { throw new DOMException('', 'QuotaExceededError'); };",
        "Object.defineProperty(window, 'sessionStorage', { value: null });",
    ],
    ids=["forbidden", "full", "none"],
)
def test_where_storage_is_refused_it_works_all_the_same(host: Host, runtime: RuntimePage, refusal: str) -> None:
    runtime.page.add_init_script(refusal)
    for _visit in range(2):
        runtime.open(f"{host.address}/{PAGE}")
        assert "<svg" in runtime.ask("code", GIVEN)["html"]
        assert runtime.slower == 1


def test_an_error_of_pythons_own_is_the_same_from_both(host: Host, runtime: RuntimePage) -> None:
    runtime.open(f"{host.address}/{PAGE}")
    assert runtime.ask("no-such-command", {}) == "answer"
    assert (runtime.slower, _marks(runtime), _has_full(host)) == (1, ["answer"], True)
    assert runtime.ask("no-such-command", {}) == "answer"
    assert runtime.ask("quick", QUICK)["answers"]["9"] == "extremely"
    assert (runtime.slower, runtime.failed) == (1, [])


def test_a_policy_that_forbids_code_from_a_blob_forbids_no_answer(host: Host, runtime: RuntimePage) -> None:
    host.headers = {"Content-Security-Policy": "default-src 'self' data:; script-src 'self' 'wasm-unsafe-eval'"}
    runtime.open(f"{host.address}/{PAGE}")
    assert "<svg" in runtime.ask("code", GIVEN)["html"]


def test_without_a_network_it_ends_and_says_why(host: Host, runtime: RuntimePage) -> None:
    runtime.open(f"{host.address}/{PAGE}")
    runtime.page.context.set_offline(True)
    assert runtime.ask("code", GIVEN) == "answer"
    assert (runtime.slower, runtime.failed) == (1, ["answer"])
    assert runtime.ask("quick", QUICK) == "answer"


def test_from_a_folder_an_image_that_broke_off_answers_nothing_else(folder: Path, runtime: RuntimePage) -> None:
    """What its memory holds after that nobody knows."""
    runtime.open((folder / PAGE).as_uri())
    assert runtime.ask("quick", QUICK)["answers"]["9"] == "extremely"
    assert runtime.ask("code", GIVEN) == "answer"
    runtime.page.wait_for_selector("html[data-python=failed]", state="attached")
    assert (runtime.failed, runtime.slower, _marks(runtime)) == (["answer"], 0, [])
    assert runtime.ask("quick", QUICK) == "answer"


# ---- An image that does not start, or stops ----------------------------------------------------------------------


def test_a_damaged_image_is_not_started_and_the_full_python_answers(own_folder: Path, runtime: RuntimePage) -> None:
    for file in forms_of(own_folder, read_manifest(own_folder))[IMAGE]:
        spoil(file)
    with serving(own_folder) as host:
        runtime.open(f"{host.address}/{PAGE}")
        assert runtime.failed == []
        assert "<svg" in runtime.ask("code", GIVEN)["html"]
        assert (runtime.slower, _marks(runtime)) == (1, ["damaged"])
    runtime.open((own_folder / PAGE).as_uri())
    assert runtime.failed == ["damaged"]


def test_another_builds_image_is_refused(own_folder: Path, lacking: bytes, runtime: RuntimePage) -> None:
    """It is a whole image that would start: not the one that the page was built with."""
    other = RuntimeFile.compress(IMAGE, lacking, BuildCache(None))
    forms = list(other.forms().values())
    files = forms_of(own_folder, read_manifest(own_folder))[IMAGE]
    assert len(forms) == len(files)
    for file, content in zip(files, forms, strict=True):
        file.write_bytes(content)
    with serving(own_folder) as host:
        runtime.open(f"{host.address}/{PAGE}")
        assert "<svg" in runtime.ask("code", GIVEN)["html"]
        assert _marks(runtime) == ["damaged"]
    runtime.open((own_folder / PAGE).as_uri())
    assert runtime.failed == ["damaged"]


@pytest.mark.parametrize("part", [IMAGE, "image.worker.js"])
def test_a_missing_image_is_replaced_and_the_tab_does_not_remember_it(
    own_folder: Path, runtime: RuntimePage, part: str
) -> None:
    files = {file: file.read_bytes() for file in forms_of(own_folder, read_manifest(own_folder))[part]}
    for file in files:
        file.unlink()
    with serving(own_folder) as host:
        runtime.open(f"{host.address}/{PAGE}")
        assert "<svg" in runtime.ask("code", GIVEN)["html"]
        assert (runtime.slower, _marks(runtime)) == (1, ["load"])
        for file, content in files.items():
            file.write_bytes(content)
        host.asked.clear()
        runtime.open(f"{host.address}/{PAGE}")
        assert "<svg" in runtime.ask("code", GIVEN)["html"]
        assert (runtime.slower, _has_full(host)) == (0, False)


@pytest.mark.parametrize(
    ("before", "reason"),
    [
        ("WebAssembly.instantiate = async () => { throw new RangeError('could not allocate'); };", "memory"),
        ("WebAssembly.instantiate = async () => { throw new WebAssembly.LinkError(''); };", "load"),
        (
            "WebAssembly.compileStreaming = WebAssembly.compile = async () =>"
            " { throw new WebAssembly.CompileError(''); };",
            "old-browser",
        ),
    ],
)
def test_whatever_keeps_the_image_from_starting_the_full_python_answers(
    own_folder: Path, runtime: RuntimePage, before: str, reason: str
) -> None:
    for file in forms_of(own_folder, read_manifest(own_folder))["image.worker.js"]:
        if file.name.endswith(".worker.js"):
            file.write_text(before + file.read_text(encoding="utf-8"), encoding="utf-8")
        else:
            # The same worker is there as a script as well.
            file.unlink()
    with serving(own_folder) as host:
        runtime.open(f"{host.address}/{PAGE}")
        assert "<svg" in runtime.ask("code", GIVEN)["html"]
        assert _marks(runtime) == [reason]


@pytest.mark.parametrize("way", ["killed", "never answers"])
def test_an_image_that_does_not_answer_in_time_is_replaced(
    host: Host, runtime: RuntimePage, way: str, expected: Callable[[str, object], Any]
) -> None:
    runtime.page.clock.install()
    runtime.open(f"{host.address}/{PAGE}")
    kill = KILL if way == "killed" else KILL.replace("this.terminate()", "")
    runtime.page.evaluate(kill)
    runtime.page.clock.run_for(59_000)
    assert runtime.slower == 0
    runtime.page.clock.run_for(2_000)
    assert runtime.page.evaluate("open_question") == expected("quick", QUICK)
    assert (runtime.slower, _has_full(host), runtime.failed) == (1, True, [])


# ---- What the reader sees ----------------------------------------------------------------------------------------

LONGER = "This takes a little longer: a larger part of the calculator is loading. Your answers are kept."
IS_SEEN = """(part) => {
    const { left, top, width, height } = part.getBoundingClientRect();
    const seen = document.elementFromPoint(left + width / 2, top + height / 2);
    return part === seen || part.contains(seen);
}"""
"""Whether nothing, such as the page's header, stands before a part, nor is it out of view."""


def _built_site(site: Path, target: Path, image: bytes) -> Path:
    """The whole site, of links to its files, with another image."""
    below = Path(shutil.copytree(site, target, copy_function=os.link))
    put_image(below, image, ["calculator/index.html"])
    return below


@pytest.fixture(scope="module")
def lacking_site(site: Path, lacking: bytes, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The whole site with the image that lacks what "code" needs."""
    return _built_site(site, tmp_path_factory.mktemp("lacking-site") / "site", lacking)


@pytest.fixture(scope="module")
def mute_site(site: Path, shared_folders: SharedFolders, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The whole site with an image that lacks what each result needs."""

    def make(folder: Path) -> None:
        files = runtime_files(ROOT)
        (folder / IMAGE).write_bytes(without_command(maker_of(files), image_of(files), "present"))

    image = (shared_folders.make_once("image-without-present", make) / IMAGE).read_bytes()
    return _built_site(site, tmp_path_factory.mktemp("mute-site") / "site", image)


@contextmanager
def _waiting(
    site: Path, context: BrowserContext, width: int
) -> Iterator[tuple[CalculatorForm, Callable[[], None]]]:
    """The form on a screen of that width, filled in, of which the full Python does not come; and what lets it."""
    page = context.new_page()
    page.set_viewport_size({"width": width, "height": 740})
    release = hold(page, re.compile(r"/pyodide\.asm-\w+\.wasm"))
    with serving(site) as host:
        form = CalculatorForm(page, host.address)
        fill(form)
        yield form, release


def _says_why(page: Page) -> Locator:
    """See that the reader is told, in view, that it takes longer; return where that stands."""
    status = page.locator("#calculator-status")
    expect(status).to_have_text(LONGER)
    assert status.evaluate(IS_SEEN)
    assert page.locator("#calculator-loading").evaluate(IS_SEEN)
    return status


def fill(form: CalculatorForm) -> None:
    form.open()
    form.flags()
    form.sheet("AAAADDDDE")


@pytest.mark.parametrize("width", [360, 1280])
def test_a_reader_whose_result_takes_longer_sees_why_and_gets_it(
    mute_site: Path, context: BrowserContext, width: int
) -> None:
    with _waiting(mute_site, context, width) as (form, release):
        page = form.page
        page.click("#calculator button[type=submit]")
        status = _says_why(page)
        # Who presses again meanwhile waits too, and neither question is lost.
        page.click("#calculator button[type=submit]")
        expect(status).to_contain_text("Your answers are kept.")
        release()
        expect(form.result).to_be_visible()
        assert form.shown()["group"] == "medium"
        expect(page.locator("#calculator-loading")).to_be_hidden()
        expect(page.locator("#calculator-failure")).to_be_hidden()
        assert page.evaluate(MARKS) == ["answer"]


@pytest.mark.parametrize("width", [360, 1280])
def test_who_takes_something_along_sees_where_they_are_that_it_takes_longer(
    lacking_site: Path, context: BrowserContext, width: int
) -> None:
    with _waiting(lacking_site, context, width) as (form, release):
        page = form.page
        form.submit()
        shown = form.result.inner_html()
        page.click("[data-take=code]")
        page.click("[data-take=code-show]")
        status = _says_why(page)
        # The result stays, and what else is asked waits.
        assert form.result.inner_html() == shown
        page.click("[data-take=text]")
        release()
        expect(page.locator("#take-picture svg")).to_be_visible()
        expect(page.locator("#take-words")).to_have_value(re.compile(r"\S"))
        expect(page.locator("#calculator-loading")).to_be_hidden()
        expect(status).to_have_text("")
        assert form.result.inner_html() == shown


def test_where_the_network_is_gone_by_then_the_page_is_the_paper_form_with_all_answers(
    mute_site: Path, context: BrowserContext
) -> None:
    page = context.new_page()
    with serving(mute_site) as host:
        form = CalculatorForm(page, host.address)
        fill(form)
        context.set_offline(True)
        page.click("#calculator button[type=submit]")
        failure = page.locator("#calculator-failure")
        expect(failure).to_contain_text("stopped with a fault")
        expect(failure).to_be_in_viewport()
        expect(page.get_by_text("Total 3 or less: low risk")).to_be_visible()
        expect(page.locator("#calculator button[type=submit]")).to_be_hidden()
        expect(page.locator("#calculator-form :checked")).to_have_count(14)


# ---- With a copy of the site -------------------------------------------------------------------------------------


def visit_with_copy(browser: Browser, host: Host) -> Page:
    context = browser.new_context(viewport={"width": 360, "height": 740}, service_workers="allow")
    context.set_default_timeout(PATIENCE)
    page = context.new_page()
    page.goto(f"{host.address}/index.html")
    page.locator(".offline[data-offline=kept]").wait_for()
    return page


def test_beside_a_browsers_copy_the_full_python_comes_from_the_host_as_small_as_it_can(
    lacking_site: Path, browser: Browser
) -> None:
    for name in ("service-worker.js", "manifest.webmanifest", "assets/offline/offline.js"):
        # Links to the built site.
        (lacking_site / name).unlink()
    write_service_worker(lacking_site, "Lumbar")
    with serving(lacking_site) as host:
        page = visit_with_copy(browser, host)
        assert not _has_full(host)
        form = CalculatorForm(page, host.address)
        fill(form)
        form.submit()
        page.click("[data-take=code]")
        page.click("[data-take=code-show]")
        page.locator("#take-picture svg").wait_for()
        assert {"pyodide.asm.wasm.gz", "library.wasm.gz"} <= set(host.runtime_asked())
        assert [name for name in host.runtime_asked() if name.endswith(".wasm")] == []
        # Without a network the copy's image answers what it can, whatever the tab remembers.
        page.context.set_offline(True)
        form.open()
        expect(form.result).to_be_visible()
        assert form.shown()["group"] == "medium"
        page.click("[data-take=code]")
        page.click("[data-take=code-show]")
        failure = page.locator("#calculator-failure")
        expect(failure).to_contain_text("stopped with a fault")
        expect(page.locator("#calculator-form :checked")).to_have_count(14)
    page.context.close()
