"""The browser's processes, by Linux's /proc: what memory a tab held, and a processor that is slower for them.

The browser's own means slow down the thread of a page and no worker, and Python runs in a worker. Here every
process that shows pages is halted for most of every few milliseconds: all its threads are slower alike. Whether
they and the network were as slow as they should be is measured too.
"""

from __future__ import annotations

import os
import re
import threading
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from random import Random
from signal import SIGCONT, SIGSTOP
from typing import Any

from playwright.sync_api import Browser, Page

from bench.start.server import Host, Link

PERIOD = 0.02
"""Seconds from one halt to the next, where the machine wakes who sleeps on time."""
_PROC = Path("/proc")
_SIZE = 100_000
"""Bytes of the file whose loading is timed."""
IN_PAGE = Path(__file__).with_name("in_page.js").read_text(encoding="utf-8")
"""What the pages are made to do: `window.bench`."""


def browser_process(browser: Browser) -> int:
    """Return the number of the browser's own process, which has started all others."""
    processes = browser.new_browser_cdp_session().send("SystemInfo.getProcessInfo")["processInfo"]
    return next(int(each["id"]) for each in processes if each["type"] == "browser")


def _children(process: int) -> list[int]:
    children: list[int] = []
    with suppress(OSError):
        for thread in (_PROC / str(process) / "task").iterdir():
            children += map(int, (thread / "children").read_text(encoding="ascii").split())
    return children


def _renderers(browser: int) -> list[int]:
    """Return which of a browser's processes show pages."""
    renderers: list[int] = []
    queue = _children(browser)
    while queue:
        process = queue.pop()
        queue += _children(process)
        with suppress(OSError):
            if b"--type=renderer" in (_PROC / str(process) / "cmdline").read_bytes():
                renderers.append(process)
    return renderers


def kilobytes(text: str, name: str) -> int:
    """Return a figure of /proc, as in `VmHWM:   123 kB`; 0 where it is not there."""
    match = re.search(rf"^{name}:\s+(\d+) kB$", text, re.MULTILINE)
    return int(match[1]) if match else 0


def memory(browser: int) -> tuple[int, int]:
    """Return what the largest of the processes that show pages held at most, and what its share is now, in bytes.

    The first (VmHWM) counts what it shares with other processes in full, the second (PSS) by parts.
    """
    of_processes = [(0, 0)]
    for process in _renderers(browser):
        with suppress(OSError):
            peak = kilobytes((_PROC / str(process) / "status").read_text(encoding="utf-8"), "VmHWM")
            share = kilobytes((_PROC / str(process) / "smaps_rollup").read_text(encoding="utf-8"), "Pss")
            of_processes.append((peak * 1024, share * 1024))
    return max(of_processes)


@contextmanager
def slowed(browser: int, rate: float) -> Iterator[None]:
    """Let the processes that show pages run for one part in `rate` of the time; 1 leaves them alone."""
    if rate == 1:
        yield
        return
    over = threading.Event()
    thread = threading.Thread(target=_halt_and_resume, args=(browser, rate, over))
    thread.start()
    try:
        yield
    finally:
        over.set()
        thread.join()


def _halt_and_resume(browser: int, rate: float, over: threading.Event) -> None:
    renderers: list[int] = []
    ran = PERIOD / rate
    while not over.is_set():
        halted_at = time.monotonic()
        # Those of the last time first: looking for new ones takes as long as they may run.
        _signal(renderers, SIGSTOP)
        renderers = _renderers(browser)
        _signal(renderers, SIGSTOP)
        # By how long they really ran: a busy machine wakes nobody on time.
        time.sleep(max(0, halted_at + ran * (rate - 1) - time.monotonic()))
        _signal(renderers, SIGCONT)
        resumed_at = time.monotonic()
        time.sleep(PERIOD / rate)
        ran = time.monotonic() - resumed_at


def _signal(processes: Sequence[int], number: int) -> None:
    for process in processes:
        with suppress(OSError):
            os.kill(process, number)


def measure_slowness(
    browser: Browser, process: int, host: Host, cpu: float, links: Sequence[Link]
) -> dict[str, Any]:
    """Return how many times longer the same loop takes, and how long a file takes, in a page and in its worker.

    `process` is the browser's own; `cpu` is how many times slower it should be.
    """
    (host.folder / "check.html").write_text('<!doctype html><link rel="icon" href="data:,">', encoding="utf-8")
    # Nothing that a host could make smaller.
    (host.folder / "check.bin").write_bytes(Random(1).randbytes(_SIZE))
    page = browser.new_page()
    page.add_init_script(IN_PAGE)
    try:
        host.reset()
        page.goto(f"{host.address}/check.html")
        checks: dict[str, Any] = {"cpu": {"asked": cpu}, "links": []}
        for place in ("page", "worker"):
            _run(page, place, "compute")
            plain = _run(page, place, "compute")
            with slowed(process, cpu):
                checks["cpu"][place] = round(_run(page, place, "compute") / plain, 2)
        for link in links:
            host.reset(link=link)
            expected = round(link.rtt_ms + _SIZE / link.bytes_a_second * 1000)
            check: dict[str, Any] = {"mbps": link.mbps, "rtt_ms": link.rtt_ms, "bytes": _SIZE}
            for place in ("page", "worker"):
                # The first opens the connection.
                _run(page, place, "load")
                check[place] = {"ms": round(_run(page, place, "load")), "expected_ms": expected}
            checks["links"].append(check)
        return checks
    finally:
        host.reset()
        page.close()


def _run(page: Page, place: str, name: str) -> float:
    took: float = page.evaluate(f"bench.inWorker('{name}')" if place == "worker" else f"bench.{name}()")
    return took
