"""Whatever a host does with the files, the copy comes to be, or says why and is left alone."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from tests.browser.calculator_form import CalculatorForm
from tests.browser.copies.kept_copy import KEPT, SUB_PATH, caches_of, home_of, replace, visit, write_copy
from tests.browser.runtime_page import Host

LAST = "/references/index.html"
"""A page that nobody here opens: only a copy asks for it."""


def names(host: Host) -> list[str]:
    """What was asked for, by its address within the site."""
    return [path.partition("?")[0].removeprefix(SUB_PATH.replace(" ", "%20")) for path in host.asked]


def come(context: BrowserContext, host: Host, state: str, path: str = "/index.html") -> Page:
    """Visit a page and wait until its footer says this of the copy."""
    page = context.new_page()
    page.goto(home_of(host) + path)
    page.locator(f".offline[data-offline={state}]").wait_for()
    return page


def work_offline(context: BrowserContext, host: Host) -> None:
    """See that pages and the calculator work without a network."""
    context.set_offline(True)
    page = context.new_page()
    response = page.goto(home_of(host) + LAST)
    assert response is not None
    assert (response.status, response.from_service_worker) == (200, True)
    form = CalculatorForm(page, home_of(host))
    form.open()
    form.flags()
    form.sheet("AAAADDDDM")
    form.submit()
    assert form.shown()["group"] == "medium"


def once(ending: str, seen: list[str]) -> Callable[[str], bool]:
    """What holds for the first request of such an address, which is noted, and for no other."""

    def holds(path: str) -> bool:
        if seen or not path.endswith(ending):
            return False
        seen.append(path)
        return True

    return holds


# What hosts refuse


def test_what_no_page_needs_is_not_asked_for(host: Host, context: BrowserContext) -> None:
    """Many hosts answer 404.html with 404, and some refuse kinds of files that they do not know."""
    refused = re.compile(r"404\.html$|\.webmanifest$|/icon-[\w-]+\.png$")
    host.status = lambda path: 404 if refused.search(path) else 200
    page = visit(context, host)
    # The browser itself asks for the manifest.
    assert [name for name in names(host) if re.search(r"404\.html$|/icon-", name)] == []
    page.close()
    work_offline(context, host)


def test_a_picture_that_a_host_does_not_hand_out_as_it_was_built_is_missing_and_the_reader_is_told(
    host: Host, context: BrowserContext
) -> None:
    """Some hosts make pictures smaller on the way."""
    host.rewrites = lambda path, content: content + b" " if path.partition("?")[0].endswith(".svg") else content
    page = come(context, host, "kept-without")
    line = page.locator(".offline")
    missing = {name for name in names(host) if name.endswith(".svg")}
    expect(line).to_contain_text(f"but for {len(missing)} pictures or files")
    # With a network they are shown all the same.
    page.reload()
    picture = page.locator("img[src*='.svg']").first
    assert picture.evaluate("async (image) => { await image.decode(); return image.naturalWidth; }") > 0
    page.close()
    work_offline(context, host)


@pytest.mark.parametrize("form", ["plain", "gzip"])
@pytest.mark.parametrize("compresses", [False, True], ids=["compresses nothing", "compresses"])
def test_of_two_forms_of_a_file_one_is_enough(
    host: Host, below: Path, context: BrowserContext, form: str, compresses: bool
) -> None:
    host.compresses = lambda path: compresses and not path.partition("?")[0].endswith((".gz", ".png", ".zip"))
    gzips = sorted((below / "assets/runtime").glob("*.gz"))
    assert gzips
    for gzip in gzips:
        file = gzip if form == "gzip" else gzip.with_suffix("")
        if not file.name.endswith((".worker.js", ".worker.js.gz")):
            file.unlink()
    visit(context, host).close()
    work_offline(context, host)


def test_a_host_that_marks_gzip_as_compressed_does_no_harm(host: Host, context: BrowserContext) -> None:
    host.marks_gzip = True
    visit(context, host).close()
    assert any(path.endswith(".gz") for path in host.asked)
    work_offline(context, host)


def test_a_host_that_shortens_addresses_does_no_harm(host: Host, context: BrowserContext) -> None:
    """Some send every `…/index.html` on to its folder."""
    ending = "index.html"
    host.redirects = lambda path: path.removesuffix(ending) if path.endswith(ending) else None
    visit(context, host).close()
    assert f"{SUB_PATH.replace(' ', '%20')}/references/" in host.asked
    work_offline(context, host)


WORKER = "/service-worker.js"


@pytest.mark.parametrize(
    ("status", "kind", "told"),
    [(404, None, "missing"), (503, None, "busy"), (200, "text/plain", "changed"), (200, "text/html", "changed")],
)
def test_where_the_service_worker_itself_does_not_come_the_reader_is_told_why(
    host: Host, context: BrowserContext, status: int, kind: str | None, told: str
) -> None:
    """Some hosts refuse it, or hand out every script as text, which no browser takes for a service worker."""
    host.status = lambda path: status if path.endswith(WORKER) else 200
    host.types = lambda path: kind if path.endswith(WORKER) else None
    page = come(context, host, f"failed-{told}")
    host.status = lambda _path: 200
    host.types = lambda _path: None
    page.click(".offline button")
    page.locator(KEPT).wait_for()


def test_where_the_browser_refuses_who_asked_for_it_is_told_so(host: Host, context: BrowserContext) -> None:
    context.add_init_script(
        """Object.defineProperty(Navigator.prototype, "connection", {get: () => ({saveData: true})});
        ServiceWorkerContainer.prototype.register = () => Promise.reject(new DOMException("", "SecurityError"));"""
    )
    page = come(context, host, "keep")
    page.click(".offline button")
    page.locator(".offline[data-offline=failed-refused]").wait_for()
    expect(page.locator(".offline")).to_contain_text("this browser does not let it")


# What hosts change


def _add_banner(path: str, content: bytes) -> bytes:
    return content.replace(b"</body>", b"<p>Hosted for free</p></body>") if _is(path, ".html") else content


def _minify(path: str, content: bytes) -> bytes:
    return content.replace(b"\n", b"") if _is(path, ".js") and "/theme/" in path else content


def _hide_addresses(path: str, content: bytes) -> bytes:
    return (
        content.replace(b"</head>", b"<script src='email-decode.min.js'></script></head>")
        if _is(path, ".html")
        else content
    )


def _is(path: str, ending: str) -> bool:
    return path.partition("?")[0].endswith(ending)


@pytest.mark.parametrize("meddle", [_add_banner, _minify, _hide_addresses])
def test_a_host_that_changes_files_is_named_and_left_alone_for_a_day(
    host: Host, context: BrowserContext, meddle: Callable[[str, bytes], bytes]
) -> None:
    host.rewrites = meddle
    page = come(context, host, "failed-changed")
    expect(page.locator(".offline")).to_contain_text("this web server changes the files that it hands out")
    host.asked.clear()
    for path in ("/about/index.html", "/index.html"):
        page.goto(home_of(host) + path)
        page.locator(".offline[data-offline=failed-changed]").wait_for()
    # The pages asked for what they show; nobody asked for what a copy would hold.
    assert [name for name in names(host) if name == LAST or "service-worker" in name] == []
    # A reader may ask for it, and the host may have been mended.
    host.rewrites = lambda _path, content: content
    page.click(".offline button")
    page.locator(KEPT).wait_for()


def test_after_a_day_it_is_tried_again_and_goes_on_from_where_it_was(host: Host, context: BrowserContext) -> None:
    host.rewrites = lambda path, content: content + b"<!-- -->" if path.endswith(LAST) else content
    page = come(context, host, "failed-changed")
    came = set(names(host))
    host.rewrites = lambda _path, content: content
    page.evaluate(
        """async () => {
            const name = (await caches.keys()).find((name) => name.endsWith(" failure"));
            const cache = await caches.open(name);
            const [key] = await cache.keys();
            const failure = await (await cache.match(key)).json();
            await cache.put(key, Response.json({...failure, until: failure.until - 86_400_000}));
        }"""
    )
    host.asked.clear()
    page.goto(f"{home_of(host)}/about/index.html")
    page.locator(KEPT).wait_for()
    assert LAST in names(host)
    # Pages come first: those that came are there already, but for the one that is open.
    again = {name for name in names(host) if name.endswith("index.html")} & came
    assert again <= {LAST, "/about/index.html"}


def test_a_new_version_is_tried_at_once(host: Host, below: Path, context: BrowserContext) -> None:
    host.rewrites = _add_banner
    page = come(context, host, "failed-changed")
    host.rewrites = lambda _path, content: content
    about = below / "about/index.html"
    replace(about, about.read_bytes() + b"<!-- second -->")
    write_copy(below)
    page.reload()
    page.locator(KEPT).wait_for()


# Connections that break, stall, or are refused for a while


def test_a_request_that_breaks_once_does_no_harm(host: Host, context: BrowserContext) -> None:
    broken: list[str] = []
    host.breaks = once(LAST, broken)
    visit(context, host).close()
    assert broken
    work_offline(context, host)


def test_what_came_before_a_connection_broke_is_not_loaded_again(host: Host, context: BrowserContext) -> None:
    host.breaks = lambda path: path.endswith((".css", LAST))
    page = context.new_page()
    page.goto(f"{home_of(host)}/index.html")
    page.locator(".offline[data-offline=failed-network]").wait_for()
    expect(page.locator(".offline")).to_contain_text("the connection broke off")
    (kept,) = (count for name, count in caches_of(page).items() if not name.endswith(" failure"))
    assert kept > 0
    host.breaks = lambda _path: False
    host.asked.clear()
    page.goto(f"{home_of(host)}/about/index.html")
    page.locator(KEPT).wait_for()
    loaded = [name for name in names(host) if name.endswith("index.html")]
    (all_pages,) = (count for name, count in caches_of(page).items() if not name.endswith(" failure"))
    assert len(loaded) < all_pages - kept
    page.close()
    work_offline(context, host)


def test_a_host_that_is_busy_is_tried_three_times_and_then_left_alone(host: Host, context: BrowserContext) -> None:
    host.status = lambda path: 503 if path.endswith(LAST) else 200
    page = come(context, host, "failed-busy")
    expect(page.locator(".offline")).to_contain_text("too much to do")
    for tries in (True, True, False):
        host.asked.clear()
        page.reload()
        page.locator(".offline[data-offline=failed-busy]").wait_for()
        assert (LAST in names(host)) == tries


def test_a_page_that_a_host_does_not_hand_out_is_said_to_be_missing(host: Host, context: BrowserContext) -> None:
    host.status = lambda path: 403 if path.endswith(LAST) else 200
    page = come(context, host, "failed-missing")
    expect(page.locator(".offline")).to_contain_text("does not hand out all of its files")
    host.asked.clear()
    page.reload()
    page.locator(".offline[data-offline=failed-missing]").wait_for()
    assert LAST not in names(host)


def test_a_file_that_stalls_is_given_up_and_asked_for_once_more(
    host: Host, below: Path, context: BrowserContext
) -> None:
    worker = below / "service-worker.js"
    script = worker.read_text(encoding="utf-8")
    assert "STALL = 30_000" in script
    replace(worker, script.replace("STALL = 30_000", "STALL = 300").encode())
    stalled: list[str] = []
    host.stalls = once(LAST, stalled)
    visit(context, host).close()
    assert stalled
    work_offline(context, host)
