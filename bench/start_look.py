"""One start: how long until Python's answer is on the page, what was fetched, how long the page was blocked."""

from __future__ import annotations

import json
from contextlib import suppress
from dataclasses import dataclass
from typing import Any

from playwright.sync_api import Browser, BrowserContext, Error, Page

from bench.start_conditions import Condition
from bench.start_contenders import Contender
from bench.start_processes import memory, slowed
from bench.start_server import Host

PATIENCE = 180_000
"""Milliseconds after which a start is given up."""

# Every page has it before its own scripts run, from no address. Times are from the beginning of the navigation.
_WATCH = """(() => {
  if (window.top !== window) return;
  const seen = (window.benchSeen = { at: null, answer: null, block: 0 });
  let last = performance.now();
  const tick = () => {
    const now = performance.now();
    // Browsers let at least 4 ms pass between two of these.
    if (seen.at === null) seen.block = Math.max(seen.block, now - last - 4);
    last = now;
    if (seen.at === null) setTimeout(tick);
  };
  tick();
  new PerformanceObserver((list) => {
    for (const { duration } of list.getEntries()) if (seen.at === null) seen.block = Math.max(seen.block, duration);
  }).observe({ type: "longtask", buffered: true });
  window.benchDone = (answer) => {
    const now = performance.now();
    performance.mark("lumbar:result");
    Object.assign(seen, { at: now, answer, block: Math.max(seen.block, now - last - 4) });
  };
})();"""

_SETTLE = """async () => {
    const kept = async () => {
        for (const name of await caches.keys()) {
            if (name.endsWith(" python") && (await (await caches.open(name)).keys()).length > 0) return true;
        }
        return !window.lumbarPythonManifest?.memory;
    };
    while (!(await kept())) await new Promise((go) => setTimeout(go, 100));
}"""
_INSTALL = """async (address) => {
  const { installing } = await navigator.serviceWorker.register(address);
  return new Promise((resolve) => {
    installing.onstatechange = () => {
      if (["activated", "redundant"].includes(installing.state)) resolve(installing.state);
    };
  });
}"""


@dataclass(frozen=True)
class Start:
    """What was seen once."""

    contender: str
    condition: str
    round: int
    visit: int
    """1 in a fresh profile."""
    ms: float
    """From the beginning of the navigation to the answer."""
    block_ms: float
    """The longest time until then in which the page could not react."""
    peak_bytes: int
    """The most memory that the tab's process ever held (VmHWM)."""
    share_bytes: int
    """Its proportional share at the end (PSS)."""
    bytes: int
    """What was sent until then, bodies alone, without the page itself."""
    requests: int


class WrongAnswerError(Exception):
    """A contender answers something else, or nothing."""


def start(
    browser: Browser,
    process: int,
    host: Host,
    contender: Contender,
    condition: Condition,
    number: int,
    answer: object,
) -> list[Start]:
    """Start once in a fresh profile; return one entry for each visit that counts.

    `process` is the browser's own, `answer` what must be answered. Raises WrongAnswerError and playwright's Error.
    """
    context = browser.new_context(viewport={"width": 1280, "height": 800})
    context.set_default_timeout(PATIENCE)
    try:
        page = context.new_page()
        page.add_init_script(_WATCH)
        found: list[Start] = []
        for visit in range(1, contender.visits + 1):
            counts = visit > 1 or contender.visits == 1
            host.begin(condition.coding, condition.link if counts else None)
            with slowed(process, condition.cpu if counts else 1):
                seen = _visit(page, host, contender)
                sent = [each for each in host.sent if not each.path.endswith(".html")]
            _check(seen["answer"], contender, answer)
            peak, share = memory(process)
            if counts:
                times = {"ms": round(seen["at"], 1), "block_ms": round(max(0, seen["block"]), 1)}
                weighs = {"bytes": sum(each.bytes for each in sent), "requests": len(sent)}
                held = {"peak_bytes": peak, "share_bytes": share}
                found.append(Start(contender.name, condition.name, number, visit, **times, **held, **weighs))
            host.begin(condition.coding)
            if contender.worker:
                _install(page, host, contender.worker, first=visit == 1)
        return found
    finally:
        _close(context)


def _visit(page: Page, host: Host, contender: Contender) -> dict[str, Any]:
    address = (host.folder / contender.page).as_uri() if contender.folder else f"{host.address}/{contender.page}"
    # What is on the page before goes away first, not while the next is measured.
    page.goto("about:blank")
    page.goto(address, wait_until="commit")
    page.wait_for_function("window.benchSeen && benchSeen.at !== null", polling=50)
    found: dict[str, Any] = page.evaluate("benchSeen")
    return found


def _check(said: str, contender: Contender, answer: object) -> None:
    if not contender.answers:
        if said:
            raise WrongAnswerError(said)
        return
    try:
        same = json.loads(said) == answer
    except ValueError:
        raise WrongAnswerError(said.partition("\n")[0][:300]) from None
    if not same:
        raise WrongAnswerError(f"it answers something else than this Python: {said[:100]} …")


def _install(page: Page, host: Host, worker: str, *, first: bool) -> None:
    """After the first visit install the service worker; after later ones see that it was the one who served."""
    if first:
        if page.evaluate(_INSTALL, f"{host.address}/{worker}") != "activated":
            raise WrongAnswerError("the service worker could not be installed")
    elif not page.evaluate("navigator.serviceWorker.controller !== null"):
        raise WrongAnswerError("the service worker did not take the page")
    else:
        # A reader stays longer than a bench; what is kept for the next visit is kept meanwhile.
        page.evaluate(_SETTLE)


def _close(context: BrowserContext) -> None:
    with suppress(Error):
        context.close()
