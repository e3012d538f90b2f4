"""The browser's processes, by Linux's /proc: how much memory a tab held, and a processor that is slower for them.

The browser's own means slow down the thread of a page and no worker, and Python runs in a worker. Here every
process that shows pages is halted for most of every few milliseconds: all its threads are slower alike.
"""

from __future__ import annotations

import os
import re
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from signal import SIGCONT, SIGSTOP

PERIOD = 0.02
"""Seconds from one halt to the next, where the machine wakes who sleeps on time."""
_PROC = Path("/proc")


def children(process: int) -> list[int]:
    """Return the processes that one has started; none for one that is over."""
    found: list[int] = []
    with suppress(OSError):
        for thread in (_PROC / str(process) / "task").iterdir():
            found += map(int, (thread / "children").read_text(encoding="ascii").split())
    return found


def renderers(browser: int) -> list[int]:
    """Return which of a browser's processes show pages."""
    found: list[int] = []
    waiting = children(browser)
    while waiting:
        process = waiting.pop()
        waiting += children(process)
        with suppress(OSError):
            if b"--type=renderer" in (_PROC / str(process) / "cmdline").read_bytes():
                found.append(process)
    return found


def kilobytes(said: str, name: str) -> int:
    """Return a figure of /proc, as in `VmHWM:   123 kB`; 0 where it is not told."""
    found = re.search(rf"^{name}:\s+(\d+) kB$", said, re.MULTILINE)
    return int(found[1]) if found else 0


def memory(browser: int) -> tuple[int, int]:
    """Return what the largest of the processes that show pages held at most, and what its share is now, in bytes.

    The first (VmHWM) counts what it shares with other processes in full, the second (PSS) by parts.
    """
    most = [(0, 0)]
    for process in renderers(browser):
        with suppress(OSError):
            peak = kilobytes((_PROC / str(process) / "status").read_text(encoding="utf-8"), "VmHWM")
            share = kilobytes((_PROC / str(process) / "smaps_rollup").read_text(encoding="utf-8"), "Pss")
            most.append((peak * 1024, share * 1024))
    return max(most)


@contextmanager
def slowed(browser: int, rate: float) -> Iterator[None]:
    """Let the processes that show pages run for one part in `rate` of the time; 1 leaves them alone."""
    if rate == 1:
        yield
        return
    over = threading.Event()
    worker = threading.Thread(target=_halt_and_go, args=(browser, rate, over))
    worker.start()
    try:
        yield
    finally:
        over.set()
        worker.join()


def _halt_and_go(browser: int, rate: float, over: threading.Event) -> None:
    known: list[int] = []
    ran = PERIOD / rate
    while not over.is_set():
        halted = time.monotonic()
        # Those of the last turn first: looking for new ones takes as long as they may run.
        _tell(known, SIGSTOP)
        known = renderers(browser)
        _tell(known, SIGSTOP)
        # By how long they really ran: a busy machine wakes nobody on time.
        time.sleep(max(0, halted + ran * (rate - 1) - time.monotonic()))
        _tell(known, SIGCONT)
        went = time.monotonic()
        time.sleep(PERIOD / rate)
        ran = time.monotonic() - went


def _tell(processes: list[int], signal: int) -> None:
    for process in processes:
        with suppress(OSError):
            os.kill(process, signal)
