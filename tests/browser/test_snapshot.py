"""Python's memory is kept by the browser that keeps the site: later visits start from it, or else as without it."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext

from site_plugins.runtime import FOLDER, Steps, runtime_files
from tests.browser.conftest import PATIENCE
from tests.browser.runtime_page import GUIDELINE, PAGE, Host, RuntimePage, serving, write_site
from tests.browser.test_runtime import GIVEN, QUICK, ROOT

CONTROLLED = "Object.defineProperty(navigator, 'serviceWorker', { value: { controller: {} } });"
"""What a page sees whose site the browser keeps (tests/browser/test_offline.py has the real thing)."""
KEPT = """async () => {
    for (const name of await caches.keys()) {
        const [found] = await (await caches.open(name)).matchAll();
        if (found) return [name, new Uint8Array(await found.arrayBuffer())];
    }
    return null;
}"""


@pytest.fixture(scope="module")
def folder(site: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A site with the runtime alone."""
    guideline = (site / "data/guidelines/low-back-pain-next-steps.json").read_text(encoding="utf-8")
    below = tmp_path_factory.mktemp("snapshot")
    write_site(below, runtime_files(ROOT), guideline)
    return below


@pytest.fixture
def host(folder: Path) -> Iterator[Host]:
    """The site over http."""
    with serving(folder) as serves:
        yield serves


@pytest.fixture
def context(browser: Browser) -> Iterator[BrowserContext]:
    """A fresh profile of a browser that keeps the site."""
    opened = browser.new_context()
    opened.set_default_timeout(PATIENCE)
    opened.add_init_script(CONTROLLED)
    yield opened
    opened.close()


def _start(context: BrowserContext, host: Host) -> RuntimePage:
    runtime = RuntimePage(context.new_page()).open(f"{host.address}/{PAGE}")
    assert runtime.failed == []
    return runtime


def _restored(runtime: RuntimePage) -> bool:
    return bool(runtime.page.evaluate("performance.getEntriesByName('lumbar:restored').length"))


def _wait_until_kept(runtime: RuntimePage) -> None:
    kept = f"async () => {{ while (!await ({KEPT})()) await new Promise((go) => setTimeout(go, 100)); }}"
    runtime.page.evaluate(kept)


def _spoil(runtime: RuntimePage, change: str) -> None:
    """Change the kept memory; `change` is a script over its `bytes` and its `headers`."""
    runtime.page.evaluate(
        """async (change) => {
            const [name] = await caches.keys();
            const cache = await caches.open(name);
            const [request] = await cache.keys();
            const found = await cache.match(request);
            const bytes = new Uint8Array(await found.arrayBuffer());
            const headers = Object.fromEntries(found.headers);
            await eval(`(async () => { ${change} })()`);
            await cache.put(request, new Response(bytes, { headers }));
        }""",
        change,
    )


def test_a_later_start_begins_with_it_and_answers_the_same(context: BrowserContext, host: Host) -> None:
    first = _start(context, host)
    assert not _restored(first)
    answer = first.ask("present", GIVEN)
    _wait_until_kept(first)
    second = _start(context, host)
    assert _restored(second)
    assert second.ask("present", GIVEN) == answer
    assert second.need("segno") is None
    assert "<svg" in second.ask("code", GIVEN)["html"]
    # The same memory again, not what the second start left in it.
    third = _start(context, host)
    assert _restored(third)
    assert third.ask("code", GIVEN) == "answer"


def test_nothing_that_anybody_answered_is_in_it(context: BrowserContext, host: Host) -> None:
    page = context.new_page()
    # Asked before Python is there: at the earliest moment that there is.
    page.goto(f"{host.address}/{PAGE}")
    asked = {**GIVEN, "request": str(GIVEN["request"]).replace('"today"', '"weeks_since_onset": 717.25, "today"')}
    runtime = RuntimePage(page)
    assert "717.25" in str(runtime.ask("present", asked))
    _wait_until_kept(runtime)
    held = page.evaluate(
        f"""async () => {{
            const [, bytes] = await ({KEPT})();
            const text = new TextDecoder('latin1').decode(bytes);
            return [text.includes('calculator/service'), text.includes('717.25')];
        }}"""
    )
    assert held == [True, False]


@pytest.mark.parametrize(
    "change",
    [
        "bytes[bytes.length >> 1] ^= 1;",
        "headers['x-made-by'] = 'another version';",
        "headers['x-made-by'] = headers['x-made-by'].replace(/^[0-9a-f]{16} /, '0000000000000000 ');",
        # A browser that was updated since: its memory may be laid out in another way.
        "headers['x-made-by'] = headers['x-made-by'].replace(navigator.userAgent, 'Another browser');",
        # Whole by its checksum, and still of no use.
        """bytes.fill(255, 40);
        const hash = new Uint8Array(await crypto.subtle.digest('SHA-256', bytes));
        headers['x-sha256'] = [...hash].map((byte) => byte.toString(16).padStart(2, '0')).join('');""",
    ],
    ids=["damaged", "foreign", "of another version", "of another browser", "unusable"],
)
def test_one_that_does_not_fit_is_let_go_and_python_starts_without_it(
    context: BrowserContext, host: Host, change: str
) -> None:
    first = _start(context, host)
    _wait_until_kept(first)
    _spoil(first, change)
    second = _start(context, host)
    assert not _restored(second)
    assert second.ask("quick", QUICK)["answers"]["9"] == "extremely"
    # Let go, and made anew by this start or by the next one.
    third = _start(context, host)
    _wait_until_kept(third)
    assert _restored(_start(context, host))


def test_where_storage_is_refused_python_starts_without_it(context: BrowserContext, host: Host) -> None:
    (worker,) = (host.folder / FOLDER).glob("python-*.worker.js")
    context.route(
        "**/*.worker.js",
        lambda route: route.fulfill(
            content_type="text/javascript",
            body="Object.defineProperty(self, 'caches', { get() { throw new DOMException(); } });"
            + worker.read_text(encoding="utf-8"),
        ),
    )
    assert not _restored(_start(context, host))


def test_nothing_is_kept_for_who_keeps_no_copy_of_the_site_or_where_it_is_switched_off(
    browser: Browser, context: BrowserContext, host: Host, folder: Path, tmp_path: Path
) -> None:
    stranger = browser.new_context()
    page = _start(stranger, host).page
    other = shutil.copytree(folder, tmp_path / "site")
    for address, content in runtime_files(ROOT, Steps(snapshot=False)).items():
        (other / address).write_bytes(content)
    with serving(Path(other)) as without:
        kept_off = _start(context, without).page
        for each in (page, kept_off):
            # Longer than it takes to be kept: the browser's own clock says when.
            each.evaluate("new Promise((go) => setTimeout(go, 2500))")
            assert each.evaluate(KEPT) is None
    stranger.close()


# ---- From a folder -----------------------------------------------------------------------------------------------


@pytest.fixture
def stranger(browser: Browser) -> Iterator[BrowserContext]:
    """A fresh profile of a browser that keeps nothing."""
    opened = browser.new_context(offline=True)
    opened.set_default_timeout(PATIENCE)
    yield opened
    opened.close()


def _open(context: BrowserContext, folder: Path) -> RuntimePage:
    runtime = RuntimePage(context.new_page()).open((folder / PAGE).as_uri())
    assert runtime.failed == []
    return runtime


def test_a_folder_brings_the_memory_along_and_python_answers_the_same_as_without(
    stranger: BrowserContext, folder: Path, tmp_path: Path
) -> None:
    begun = _open(stranger, folder)
    assert _restored(begun)
    write_site(tmp_path, runtime_files(ROOT, Steps(snapshot=False)), (folder / GUIDELINE).read_text("utf-8"))
    assert list((tmp_path / FOLDER).glob("memory-*")) == []
    plain = _open(stranger, tmp_path)
    assert not _restored(plain)
    for command in ("present", "text", "fhir", "save"):
        assert begun.ask(command, {**GIVEN, "ascii": True}) == plain.ask(command, {**GIVEN, "ascii": True})
    assert begun.need("segno") is None
    assert "<svg" in begun.ask("code", GIVEN)["html"]


@pytest.mark.parametrize("damage", ["missing", "swapped"])
def test_a_folder_whose_memory_is_damaged_starts_without_it(
    stranger: BrowserContext, folder: Path, tmp_path: Path, damage: str
) -> None:
    own = Path(shutil.copytree(folder, tmp_path / "site"))
    script = sorted((own / FOLDER).glob("memory-*.js"))[1]
    if damage == "missing":
        script.unlink()
    else:
        text = script.read_text(encoding="utf-8")
        script.write_text(text[:-40] + ("A" if text[-40] != "A" else "B") + text[-39:], encoding="utf-8")
    runtime = _open(stranger, own)
    assert not _restored(runtime)
    assert runtime.ask("present", GIVEN)["errors"] == []


def test_over_http_nobody_loads_the_memory_of_the_folder(browser: Browser, host: Host) -> None:
    context = browser.new_context()
    assert not _restored(_start(context, host))
    assert [name for name in host.runtime_asked() if name.startswith("memory")] == []
    context.close()
