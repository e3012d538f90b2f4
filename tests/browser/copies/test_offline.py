"""After one visit the whole site is there without a network; versions never mix; a copy is whole or not there."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import BrowserContext, Page, Request, expect

from tests.browser.calculator_form import CalculatorForm
from tests.browser.copies.kept_copy import (
    KEPT,
    MARK,
    SUB_PATH,
    TITLE,
    caches_of,
    copy_site,
    deploy_second,
    home_of,
    replace,
    visit,
)
from tests.browser.pages import ADDRESSES
from tests.browser.runtime_page import Host, serving

DOWNLOAD = "/download/index.html"
NOT_KEPT = (DOWNLOAD, "/404.html")
"""The page that offers the folder, and the one for wrong addresses."""


def _store_memory(page: Page) -> None:
    """Store what an early version left beside the copy: the memory with which its Python started."""
    page.evaluate(
        """async () => {
            const [name] = await caches.keys();
            const cache = await caches.open(`${name.slice(0, name.lastIndexOf(" "))} python`);
            await cache.put("assets/runtime/snapshot", new Response("memory"));
        }"""
    )


def _entry(page: Page, end: str, change: str) -> None:
    """Delete a kept file, or replace it by other words."""
    changed = page.evaluate(
        """async ([end, change]) => {
            let count = 0;
            for (const name of await caches.keys()) {
                const cache = await caches.open(name);
                for (const {url} of await cache.keys()) {
                    if (!new RegExp(end).test(url)) continue;
                    count += 1;
                    if (change) await cache.put(url, new Response(change));
                    else await cache.delete(url);
                }
            }
            return count;
        }""",
        [end, change],
    )
    assert changed == 1


def test_after_one_visit_every_page_search_and_calculator_work_without_a_network(
    site: Path, tmp_path: Path, context: BrowserContext
) -> None:
    below = copy_site(site, tmp_path)
    with serving(below.parents[1]) as host:
        page = visit(context, host)
        home = home_of(host)
        names = [path.removeprefix(SUB_PATH.replace(" ", "%20")) for path in host.asked]
        size = float(re.findall(r"[\d.]+ MB", page.locator(".offline").inner_text())[0].removesuffix(" MB"))
        (entries,) = caches_of(page).values()
    # The server is gone.
    context.set_offline(True)
    wrong: list[str] = []

    def note(request: Request) -> None:
        # What a page still loads when it is left is let go; 404.html looks for the site in the folders above it.
        if request.failure != "net::ERR_ABORTED" and request.url.startswith(home):
            wrong.append(request.url)

    context.on("requestfailed", note)
    page.on("pageerror", lambda error: wrong.append(str(error)))
    for path in (*(path for path in ADDRESSES if path not in NOT_KEPT), "/", "/calculator/"):
        response = page.goto(home + path)
        assert response is not None
        assert (response.status, response.from_service_worker) == (200, True), path
        expect(page.locator("h1:visible").first).to_be_visible()
    assert wrong == []
    page.goto(f"{home}/search/index.html")
    page.fill("#search input[type=search], main input[type=search]", "imaging")
    expect(page.locator("main a[href*='#dont-image']").first).to_be_visible()
    form = CalculatorForm(page, home)
    form.open()
    form.flags()
    form.sheet("AAAADDDDM")
    form.submit()
    assert form.shown()["group"] == "medium"
    page.click("[data-take=code]")
    page.click("[data-take=code-show]")
    page.locator("#take-picture svg").wait_for()
    assert wrong == []
    response = page.goto(home + DOWNLOAD)
    assert response is not None
    assert response.status == 503
    expect(page.locator("main")).to_contain_text("not in the copy of the site")
    page.click("main a")
    page.wait_for_url(f"{home}/index.html")
    # This host compresses nothing: Python came precompressed, once, and in no form that only a folder needs.
    assert [name for name in names if re.search(r"/runtime/.*(-\d\.js|-any\.whl)$", name)] == []
    assert len([name for name in names if re.search(r"/runtime/image-\w+\.wasm\.gz$", name)]) == 1
    # Nor the full Python, which is asked only where the image has no answer.
    assert [name for name in names if re.search(r"\.wasm$|\.whl|\.mjs|/(pyodide|library|python)-", name)] == []
    assert "/assets/javascripts/lunr/wordcut.js" not in names
    copy = json.loads((below / "service-worker.js").read_text(encoding="utf-8").split(" = ", 1)[1].split(";\n")[0])
    sizes = {
        address: size for address, (size, _sum) in copy["files"].items() if address not in copy["precompressed"]
    }
    # With the entry that says that all is there.
    assert entries == len(sizes) + 1
    assert size == pytest.approx(sum(sizes.values()) / 1e6, abs=0.06)


def test_from_a_host_that_compresses_files_are_kept_as_they_are_and_python_loads_them_once(
    host: Host, context: BrowserContext
) -> None:
    host.compresses = lambda path: not path.endswith((".gz", ".png", ".zip"))
    page = visit(context, host, "/calculator/index.html")
    assert [name for name in host.runtime_asked() if name.endswith(".gz")] == []
    host.asked.clear()
    form = CalculatorForm(page, home_of(host))
    form.open()
    assert host.runtime_asked() == []
    assert page.locator("#calculator-failure").is_hidden()


def test_a_second_version_waits_for_the_reader_and_takes_no_answer_away(
    host: Host, below: Path, context: BrowserContext
) -> None:
    visit(context, host).close()
    page = context.new_page()
    form = CalculatorForm(page, home_of(host))
    form.open()
    form.flags()
    form.sheet("AAAA-----")
    _store_memory(page)
    old = set(caches_of(page))
    assert len(old) == 2
    host.asked.clear()
    deploy_second(below)
    other = context.new_page()
    other.goto(f"{home_of(host)}/about/index.html")
    expect(page.locator(".offline")).to_contain_text("A new version is ready")
    # Each tab reads the version that it began with, from whatever page to whatever page.
    other.goto(f"{home_of(host)}/about/index.html")
    assert MARK not in other.content()
    assert other.evaluate("document.documentElement.dataset.second") is None
    # What did not change was not loaded again.
    assert host.runtime_asked() == []
    assert {path.rpartition("/")[2] for path in host.asked if path.endswith(".css")} == set()
    page.click(".offline button")
    expect(page.locator(".offline")).to_contain_text("First close the other pages")
    assert MARK not in page.content()
    other.close()
    page.click(".offline button")
    expect(page.locator("body")).to_contain_text(MARK)
    form.wait_until_ready()
    assert page.evaluate("document.documentElement.dataset.second") == "yes"
    expect(page.locator("#calculator-form input[type=radio]:checked")).to_have_count(5 + 4)
    page.locator(KEPT).wait_for()
    # Of the new version alone.
    assert len(caches_of(page)) == 1
    assert not old & set(caches_of(page))
    # The new version is whole without a network.
    context.set_offline(True)
    page.goto(f"{home_of(host)}/about/index.html")
    assert MARK in page.content()


@pytest.mark.parametrize(
    "kept",
    ["references/index.html", r"data/guidelines/low-back-pain-next-steps\.json"],
    ids=["page", "data"],
)
def test_a_second_version_takes_no_damaged_file_from_the_first(
    host: Host, below: Path, context: BrowserContext, kept: str
) -> None:
    """A file that did not change is taken from the earlier copy, but only if it is that file, byte for byte."""
    page = visit(context, host)
    _entry(page, f"/{kept}$", "damaged")
    (old,) = caches_of(page)
    host.asked.clear()
    deploy_second(below)
    page.evaluate("navigator.serviceWorker.ready.then((registration) => registration.update())")
    expect(page.locator(".offline")).to_contain_text("A new version is ready")
    (new,) = (name for name in caches_of(page) if name != old)
    address = kept.replace("\\", "")
    content = page.evaluate(
        "async ([name, url]) => (await (await caches.open(name)).match(url)).text()",
        [new, f"{home_of(host)}/{address}"],
    )
    assert content == (below / address).read_text(encoding="utf-8")
    # That one was loaded again, and what is whole was not.
    assert [path for path in host.asked if path.endswith(address)]
    assert host.runtime_asked() == []


def test_where_there_is_not_enough_room_nothing_is_kept_and_the_reader_is_told(
    host: Host, context: BrowserContext
) -> None:
    page = context.new_page()
    client = context.new_cdp_session(page)
    client.send("Storage.overrideQuotaForOrigin", {"origin": host.address, "quotaSize": 2_000_000})
    page.goto(f"{home_of(host)}/index.html")
    page.locator(".offline[data-offline=failed-room]").wait_for()
    # Nothing but the note that it failed.
    assert [name.rpartition(" ")[2] for name in caches_of(page)] == ["failure"]
    client.send("Storage.overrideQuotaForOrigin", {"origin": host.address})
    page.click(".offline button")
    page.locator(KEPT).wait_for()


def test_a_damaged_copy_is_mended_online_and_says_so_offline(
    host: Host, below: Path, context: BrowserContext
) -> None:
    page = visit(context, host)
    form = CalculatorForm(page, home_of(host))
    _entry(page, "/about/index.html$", "damaged")
    _entry(page, "/assets/theme/reading.js$", "")
    _entry(page, r"/image-\w+\.wasm\.gz$", "damaged")
    page.goto(f"{home_of(host)}/about/index.html")
    assert "damaged" not in page.locator("h1").inner_text()
    form.open()
    # They are whole again.
    context.set_offline(True)
    page.goto(f"{home_of(host)}/about/index.html")
    form.open()
    _entry(page, "/about/index.html$", "")
    _entry(page, r"/image-\w+\.wasm\.gz$", "damaged")
    page.goto(f"{home_of(host)}/calculator/index.html")
    expect(page.locator("#calculator-failure")).to_be_visible()
    response = page.goto(f"{home_of(host)}/about/index.html")
    assert response is not None
    assert response.status == 503
    context.set_offline(False)
    # Another version of the page does not stand in for the one that is missing.
    replace(below / "about/index.html", (below / "about/index.html").read_bytes() + b"<!-- newer -->")
    page.reload()
    expect(page.locator("main")).to_contain_text("the site has changed since")


def test_another_guideline_in_the_copy_is_refused(host: Host, context: BrowserContext) -> None:
    page = visit(context, host)
    form = CalculatorForm(page, home_of(host))
    form.open()
    context.set_offline(True)
    _entry(page, r"/data/guidelines/low-back-pain-next-steps\.json$", '{"slug": "low-back-pain-next-steps"}')
    form.open(ready=False)
    expect(page.locator("#calculator-failure")).to_be_visible()
    expect(page.get_by_text("Total 3 or less: low risk")).to_be_visible()


def test_a_copy_can_be_removed_and_stays_away_until_it_is_wished_for(host: Host, context: BrowserContext) -> None:
    page = visit(context, host)
    _store_memory(page)
    # A page that is served from the copy.
    page.reload()
    page.locator(KEPT).wait_for()
    button = page.locator(".offline button")
    box = button.bounding_box()
    assert box is not None
    assert box["height"] >= 44
    assert page.evaluate("document.documentElement.scrollWidth") == 360
    button.click()
    page.locator(".offline[data-offline=removed]").wait_for()
    assert caches_of(page) == {}
    host.asked.clear()
    page.reload()
    page.locator(".offline[data-offline=keep]").wait_for()
    assert page.evaluate("navigator.serviceWorker.getRegistrations().then((all) => all.length)") == 0
    assert any(path.endswith("/index.html") for path in host.asked)
    page.click(".offline button")
    page.locator(KEPT).wait_for()
    page.click(".offline button")
    # Again on the very page: its service worker still serves it.
    page.locator(".offline[data-offline=removed]").wait_for()
    page.click(".offline button")
    page.locator(KEPT).wait_for()
    page.emulate_media(media="print")
    expect(page.locator(".offline")).to_be_hidden()


@pytest.mark.parametrize("connection", [{"saveData": True}, {"effectiveType": "3g"}])
def test_where_data_is_dear_the_reader_is_asked_first(
    host: Host, context: BrowserContext, connection: dict[str, Any]
) -> None:
    context.add_init_script(
        f"Object.defineProperty(Navigator.prototype, 'connection', {{get: () => ({json.dumps(connection)})}})"
    )
    page = context.new_page()
    page.goto(f"{home_of(host)}/index.html")
    expect(page.locator(".offline button")).to_have_text(re.compile(r"Keep a copy .* \(\d\.\d MB\)"))
    assert not any(path.endswith("service-worker.js") for path in host.asked)
    assert host.runtime_asked() == []


def _getter(body: str) -> str:
    return f"Object.defineProperty(Navigator.prototype, 'serviceWorker', {{get: () => {{ {body} }}}})"


REFUSED = "new DOMException('', 'SecurityError')"


@pytest.mark.parametrize(
    "refusal",
    [
        _getter("return undefined;"),
        _getter(f"throw {REFUSED};"),
        f"ServiceWorkerContainer.prototype.register = () => Promise.reject({REFUSED})",
        f"CacheStorage.prototype.keys = () => Promise.reject({REFUSED})",
    ],
    ids=["none", "forbidden", "not for this site", "no caches"],
)
def test_where_storage_is_refused_nothing_is_shown_and_nothing_breaks(
    host: Host, context: BrowserContext, refusal: str
) -> None:
    context.add_init_script(refusal)
    page = context.new_page()
    errors: list[str] = []
    page.on("pageerror", lambda error: errors.append(str(error)))
    page.on("console", lambda line: errors.append(line.text))
    form = CalculatorForm(page, home_of(host))
    form.open()
    page.evaluate("new Promise((go) => requestIdleCallback(() => setTimeout(go, 0)))")
    assert errors == []


def test_the_site_can_be_installed(host: Host, context: BrowserContext) -> None:
    page = visit(context, host)
    client = context.new_cdp_session(page)
    found = client.send("Page.getAppManifest")
    assert found["errors"] == []
    told = json.loads(found["data"])
    assert (told["name"], told["scope"]) == (TITLE, "./")
    assert found["url"] == f"{home_of(host)}/manifest.webmanifest"
    # A private window, which a fresh profile of a test is, can install nothing; that is all there is to say.
    errors = client.send("Page.getInstallabilityErrors")["installabilityErrors"]
    assert [error["errorId"] for error in errors] in ([], ["in-incognito"])
