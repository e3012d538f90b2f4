"""The preview: from the moment at which a sentence is saved until a browser shows it, without anybody's doing."""

from __future__ import annotations

import socket
import subprocess
import sys
import time
from argparse import Namespace
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from statistics import median
from typing import Any

from bench import harness
from bench.browser import chromium
from bench.corpus import Corpus, Page, corpus
from bench.harness import CHECKOUT, SCRATCH, TIMEOUT, MeasurementError, Results, Row, Run, empty_folder, say
from bench.machine import load, versions
from bench.report import preamble, table
from bench.sites import guideline_path, write_statements

ROUNDS = 9
PACKAGES = ("mkdocs", "mkdocs-material", "Markdown", "watchdog")
_WORD = "unmistakably"
"""Begins the word that each edit puts in: the corpus has none like it."""


@dataclass(frozen=True)
class Site(Row):
    """A site in which a sentence is edited."""

    goal: float
    """Seconds."""
    text: Callable[[], Corpus]


@dataclass(frozen=True)
class Seen(Run):
    """One edit."""

    seconds: float
    load: float
    """The machine's load average of the last minute when it was saved."""


def _one_long_page() -> Corpus:
    """Return a site of five pages, the second of which has the statements of five."""
    text = corpus(9)
    first, second, *others = text.pages
    blocks = tuple(block for page in (second, *others[:4]) for block in page.blocks)
    return replace(text, pages=(first, replace(second, blocks=blocks), *others[4:]))


CONTENDERS = (
    Site("page-of-100", "a page of 100 statements in a site of five pages", 1.0, _one_long_page),
    Site("site-of-1000", "a page of 20 statements in a site of 1,000 pages", 3.0, lambda: corpus(1_000)),
)


def measure(options: Namespace) -> Iterator[Results]:
    """Edit a sentence of each site once a round; yield the results after each site."""
    runs: list[Seen] = []
    for site in options.contenders:
        folder = empty_folder(SCRATCH / "sites" / f"preview-{site.name}")
        text = site.text()
        write_statements(folder, text)
        # The first page holds the card: what is edited is any other.
        runs += _edit(site, folder, text.pages[1], options.rounds)
        yield {
            "versions": versions(Path(sys.executable), PACKAGES),
            "figures": figures(runs),
            "runs": [asdict(run) for run in runs],
        }


def _edit(site: Site, folder: Path, page: Page, rounds: int) -> Iterator[Seen]:
    file = folder / "content" / f"{guideline_path(page)}.md"
    with _served(folder) as address, chromium() as browser:
        shown = browser.new_page()
        shown.set_default_timeout(TIMEOUT * 1000)
        shown.goto(f"{address}/{guideline_path(page)}.html")
        for number in range(rounds + 1):
            # The search waits until everything is made: who writes does not save again before.
            shown.request.get(f"{address}/search/index.html", timeout=TIMEOUT * 1000)
            before, word, text = load(), f"{_WORD}{number}", file.read_text(encoding="utf-8")
            changed = text.replace(" [@", f" {word} [@", 1)
            began = time.monotonic()
            file.write_text(changed, encoding="utf-8")
            shown.wait_for_function("word => document.body?.textContent.includes(word)", arg=word, polling=10)
            seconds = time.monotonic() - began
            say(f"{site.name:<14} {f'round {number}' if number else 'warm-up'}: {seconds:.2f} s  load {before}")
            if number:
                yield Seen(site.name, number, round(seconds, 3), before)


@contextmanager
def _served(folder: Path) -> Iterator[str]:
    """Give the address of a preview of a site, once its first build is done."""
    with socket.socket() as free:
        free.bind(("localhost", 0))
        port = free.getsockname()[1]
    log = folder / "preview.log"
    options = ["--port", str(port), "--settings", str(folder / "mkdocs.yml")]
    command = [sys.executable, "-m", "site_plugins.preview", *options]
    with log.open("w", encoding="utf-8") as output:
        process = subprocess.Popen(command, cwd=CHECKOUT, stderr=output)
    try:
        until = time.monotonic() + TIMEOUT
        while "==> The site is at" not in log.read_text(encoding="utf-8"):
            if process.poll() is not None or time.monotonic() > until:
                raise MeasurementError(f"the preview served nothing: {log}")
            time.sleep(0.1)
        yield f"http://localhost:{port}"
    finally:
        process.terminate()
        process.wait()


def figures(runs: Sequence[Seen]) -> list[dict[str, Any]]:
    """Return the medians of each site, beside its goal."""
    goals = {site.name: site.goal for site in CONTENDERS}
    return [
        {
            "contender": name,
            "goal": goals[name],
            "seconds": median(run.seconds for run in group),
            "fastest": min(run.seconds for run in group),
            "slowest": max(run.seconds for run in group),
            "runs": len(group),
        }
        for name, group in harness.group_by(runs, lambda run: run.contender).items()
    ]


def report(results: Results) -> Iterator[str]:
    """Yield the Markdown of the results."""
    introduction = "Seconds from saving a sentence until it is on the page in a browser that nobody touches."
    yield from preamble("The preview", introduction, results)
    columns = {"": "`{contender}`", "s": "{seconds:.2f}", "fastest–slowest": "{fastest:.2f}–{slowest:.2f}"}
    yield "\n".join(table({**columns, "goal, s": "{goal:.0f}", "edits": "{runs}"}, results["figures"]))


BENCH = harness.Bench("preview", __doc__, CONTENDERS, ROUNDS, measure, report)
