"""One look at a search: how long until its first result stands on the page, and how long the page was blocked."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, Page

from bench.search_sites import SearchSite

PATIENCE = 120_000
"""Milliseconds after which a search is given up."""
READING = 3_000
"""Milliseconds that a reader looks at a page before typing."""
_AFTER = 300

# Times from the beginning of the page; `since` is moved to the first key that is typed.
_WATCH = """(hit) => {
  if (window.top !== window) return;
  const seen = (window.benchSeen = { since: 0, hit: null, block: 0 });
  let last = performance.now();
  const tick = () => {
    const now = performance.now();
    // Browsers let at least 4 ms pass between two of these.
    seen.block = Math.max(seen.block, now - last - 4);
    last = now;
    setTimeout(tick);
  };
  tick();
  new PerformanceObserver((list) => {
    for (const task of list.getEntries()) {
      if (task.startTime + task.duration > seen.since) seen.block = Math.max(seen.block, task.duration);
    }
  }).observe({ type: "longtask", buffered: true });
  addEventListener("input", () => {
    if (seen.typing) Object.assign(seen, { since: performance.now(), typing: false });
  }, true);
  new MutationObserver(() => {
    if (seen.hit === null && document.querySelector(hit)) seen.hit = performance.now();
  }).observe(document, { childList: true, subtree: true });
}"""


class Case(StrEnum):
    """What a reader does."""

    OPENED = "opened with words in the address"
    OPENED_SLOWLY = "the same, on a processor that is 4 times slower"
    TYPED = "typed into a page that has been open for 3 s"


@dataclass(frozen=True)
class Look:
    """What was seen once."""

    site: str
    case: Case
    word: str
    round: int
    hit_ms: float
    """From the beginning of the page, or from the first key, to the first result in the page."""
    block_ms: float
    """The longest time until then, and shortly after, in which the page could not react."""


def look(browser: Browser, site: SearchSite, folder: Path, case: Case, word: str, number: int) -> Look:
    """Search once, in a fresh profile, from a folder. Raises playwright's TimeoutError when nothing is found."""
    context = browser.new_context(viewport={"width": 1280, "height": 800})
    context.set_default_timeout(PATIENCE)
    try:
        page = context.new_page()
        page.add_init_script(f"({_WATCH})({site.hit!r})")
        if case is Case.OPENED_SLOWLY:
            context.new_cdp_session(page).send("Emulation.setCPUThrottlingRate", {"rate": 4})
        address = f"{folder.as_uri()}/{site.page}"
        if case is Case.TYPED:
            page.goto(address)
            page.wait_for_timeout(READING)
            page.click(site.field)
            page.evaluate("Object.assign(benchSeen, {typing: true, hit: null, block: 0})")
            page.keyboard.insert_text(word)
            # Some searches wait for a key to be let go.
            page.keyboard.press("End")
        else:
            page.goto(f"{address}{site.asks}{word}", wait_until="commit")
        seen = _seen(page)
        return Look(site.name, case, word, number, round(seen["hit"] - seen["since"], 1), round(seen["block"], 1))
    finally:
        context.close()


def _seen(page: Page) -> dict[str, Any]:
    page.wait_for_function("window.benchSeen && benchSeen.hit !== null")
    page.wait_for_timeout(_AFTER)
    found: dict[str, Any] = page.evaluate("benchSeen")
    return found
