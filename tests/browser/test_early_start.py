"""Python begins to load with the page's first lines: what else the page needs does not delay it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, Route, expect

from tests.browser.calculator_form import CalculatorForm
from tests.browser.runtime_page import Host, hold, serving
from tests.browser.test_full_python import fill, visit_with_copy

IMAGE = re.compile(r"/image-\w+\.wasm")
EARLY = re.compile(r"/assets/runtime/early\.js")
WORKER = re.compile(r"/image-\w+\.worker\.js")
OWN_SCRIPTS = re.compile(r"/assets/(?:calculator|javascripts|theme|search|offline|runtime/python)[^?]*\.js")
STYLES = re.compile(r"\.css$")
WATCH_WORKERS = """
    window.workers = { begun: 0, ended: new Set() };
    window.Worker = class extends Worker {
        constructor(...given) {
            super(...given);
            workers.begun += 1;
        }
        terminate() {
            super.terminate();
            workers.ended.add(this);
        }
    };"""
"""Counts a page's workers, and those that it has ended."""
IMAGES_OF_PAGE = (
    "performance.getEntriesByType('resource').filter(({ name }) => /image-\\w+\\.wasm/.test(name)).length"
)


@pytest.fixture
def host(site: Path) -> Iterator[Host]:
    with serving(site) as host:
        host.compresses = lambda path: not path.endswith(".gz")
        yield host


def _images(host: Host) -> list[str]:
    return [name for name in host.runtime_asked() if name.startswith("image.wasm")]


def test_the_image_is_there_before_any_script_or_style_of_the_page(host: Host, context: BrowserContext) -> None:
    page = context.new_page()
    release = hold(page, OWN_SCRIPTS, STYLES)
    with page.expect_event("requestfinished", lambda request: bool(IMAGE.search(request.url))):
        page.goto(f"{host.address}/calculator/index.html", wait_until="commit")
    assert page.evaluate("typeof window.lumbarPython") == "undefined"
    release()
    page.wait_for_load_state()
    form = CalculatorForm(page, host.address)
    page.evaluate("window.lumbarSteps.use(false)")
    form.flags()
    form.sheet("AAAADDDDE")
    form.submit()
    assert form.shown()["group"] == "medium"
    assert _images(host) == ["image.wasm"]


def test_from_a_host_that_compresses_nothing_it_is_fetched_compressed_beforehand_and_once(
    host: Host, context: BrowserContext
) -> None:
    host.compresses = lambda _path: False
    form = CalculatorForm(context.new_page(), host.address)
    form.open()
    assert _images(host) == ["image.wasm.gz"]


def test_a_page_without_the_calculator_loads_no_python(host: Host, context: BrowserContext) -> None:
    page = context.new_page()
    page.goto(f"{host.address}/index.html", wait_until="networkidle")
    page.goto(f"{host.address}/guidelines/low-back-pain-next-steps/index.html", wait_until="networkidle")
    assert host.runtime_asked() == []


@pytest.mark.parametrize("way", ["no script", "a missing worker", "another version"])
def test_where_it_cannot_begin_early_it_begins_with_the_page(host: Host, context: BrowserContext, way: str) -> None:
    page = context.new_page()
    missed: list[str] = []

    def change(route: Route) -> None:
        response = route.fetch()
        changed = response.text().replace('{"version":"', '{"version":"0', 1)
        assert changed != response.text()
        missed.append(route.request.url)
        route.fulfill(headers=response.headers, body=changed)

    def miss_once(route: Route) -> None:
        if missed:
            route.continue_()
        else:
            missed.append(route.request.url)
            route.abort()

    page.route(WORKER if way == "a missing worker" else EARLY, change if way == "another version" else miss_once)
    form = CalculatorForm(page, host.address)
    fill(form)
    form.submit()
    assert form.shown()["group"] == "medium"
    assert page.evaluate("performance.getEntriesByName('lumbar:full-python').length") == 0
    assert missed


def test_under_a_policy_that_forbids_scripts_within_pages_it_begins_early(
    host: Host, context: BrowserContext
) -> None:
    host.headers = {"Content-Security-Policy": "script-src 'self' 'unsafe-eval'"}
    page = context.new_page()
    hold(page, OWN_SCRIPTS, STYLES)
    with page.expect_event("requestfinished", lambda request: bool(IMAGE.search(request.url))):
        page.goto(f"{host.address}/calculator/index.html", wait_until="commit")
    assert page.evaluate("window.lumbarEarly.version")


def test_a_script_that_comes_late_begins_nothing_more(host: Host, context: BrowserContext) -> None:
    page = context.new_page()
    page.add_init_script(WATCH_WORKERS)
    release = hold(page, EARLY)
    page.goto(f"{host.address}/calculator/index.html", wait_until="commit")
    form = CalculatorForm(page, host.address)
    form.wait_until_ready()
    with page.expect_event("requestfinished", lambda request: bool(EARLY.search(request.url))):
        release()
    page.wait_for_load_state()
    assert page.evaluate("workers.begun") == 1


def test_from_the_copy_the_page_itself_compiles_the_image_and_only_a_damaged_one_is_fetched(
    host: Host, browser: Browser
) -> None:
    page = visit_with_copy(browser, host)
    host.asked.clear()
    form = CalculatorForm(page, host.address)
    fill(form)
    form.submit()
    assert page.evaluate(IMAGES_OF_PAGE) == 1
    assert _images(host) == []
    page.evaluate(
        """async () => {
          for (const name of await caches.keys()) {
            const cache = await caches.open(name);
            for (const request of await cache.keys()) {
              if (!/image-\\w+\\.wasm/.test(request.url)) continue;
              const response = await cache.match(request);
              const bytes = new Uint8Array(await response.arrayBuffer());
              bytes[bytes.length >> 1] ^= 1;
              await cache.put(request, new Response(bytes, { headers: response.headers }));
            }
          }
        }"""
    )
    form.open()
    expect(form.result).to_be_visible()
    assert form.shown()["group"] == "medium"
    assert len(_images(host)) == 1
    page.context.close()


def test_without_a_script_of_the_page_what_began_early_ends(context: BrowserContext, address: str) -> None:
    page: Page = context.new_page()
    page.add_init_script(WATCH_WORKERS)
    page.route("**/assets/calculator/steps.js*", lambda route: route.abort())
    page.goto(f"{address}{CalculatorForm.ADDRESS}")
    expect(page.locator("#calculator-failure")).to_contain_text("A part of this page did not load (steps")
    # The browser tells of a worker's end only later.
    assert page.evaluate("[workers.begun, workers.ended.size]") == [1, 1]
