"""Whether the network and the processor are as slow as they should be, in a page and in its worker."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from random import Random
from typing import Any

from playwright.sync_api import Browser, Page

from bench.start_processes import slowed
from bench.start_server import Host, Link

_SIZE = 100_000
_PAGES = Path(__file__).parent / "start_pages"

_WORK = """() => {
  const from = performance.now();
  let sum = 0;
  for (let at = 0; at < 3e8; at += 1) sum += at % 7;
  return performance.now() - from + sum * 0;
}"""
_LOAD = """async () => {
  const from = performance.now();
  await (await fetch("check.bin?" + Math.random())).arrayBuffer();
  return performance.now() - from;
}"""
_IN_WORKER = """(code) => new Promise((resolve) => {
  const worker = new Worker("check.worker.js");
  worker.onmessage = ({ data }) => resolve(data);
  worker.postMessage(code);
})"""


def checks(browser: Browser, process: int, host: Host, cpu: float, links: Sequence[Link]) -> dict[str, Any]:
    """Return how many times longer the same loop takes, and how long a file takes, in a page and in its worker.

    `process` is the browser's own; `cpu` is how many times slower it should be.
    """
    for name in ("check.html", "check.worker.js"):
        (host.folder / name).write_bytes((_PAGES / name).read_bytes())
    # Nothing that a host could make smaller.
    (host.folder / "check.bin").write_bytes(Random(1).randbytes(_SIZE))
    context = browser.new_context()
    try:
        page = context.new_page()
        host.begin()
        page.goto(f"{host.address}/check.html")
        found: dict[str, Any] = {"cpu": {"asked": cpu}, "links": []}
        for place in ("page", "worker"):
            _run(page, place, _WORK)
            plain = _run(page, place, _WORK)
            with slowed(process, cpu):
                found["cpu"][place] = round(_run(page, place, _WORK) / plain, 2)
        for link in links:
            host.begin(link=link)
            expected = round(link.rtt_ms + _SIZE / link.bytes_a_second * 1000)
            told: dict[str, Any] = {"mbps": link.mbps, "rtt_ms": link.rtt_ms, "bytes": _SIZE}
            for place in ("page", "worker"):
                # The first opens the connection.
                _run(page, place, _LOAD)
                told[place] = {"ms": round(_run(page, place, _LOAD)), "expected_ms": expected}
            found["links"].append(told)
        return found
    finally:
        host.begin()
        context.close()


def _run(page: Page, place: str, code: str) -> float:
    took: float = page.evaluate(code) if place == "page" else page.evaluate(_IN_WORKER, code)
    return took
