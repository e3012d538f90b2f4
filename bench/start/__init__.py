"""From navigation to Python's first answer: Lumbar, Pyodide as it comes, PyScript, markdown-exec, in turns."""

from __future__ import annotations

import json
from argparse import ArgumentParser, Namespace
from collections.abc import Iterator, Sequence
from dataclasses import asdict
from importlib.metadata import version
from pathlib import Path

from playwright.sync_api import Browser, Error, Page

from bench.browser import chromium, wait_for_watch, watched_page
from bench.harness import (
    CHECKOUT,
    MB,
    PYTHON,
    SCRATCH,
    Bench,
    Results,
    check_installed,
    empty_folder,
    in_turn,
    rows_of,
    say,
)
from bench.machine import versions
from bench.start.conditions import CONDITIONS, Condition, Start
from bench.start.contenders import CONTENDERS, NODE, PYODIDE, Starter, write_common
from bench.start.results import figures, goals, picture, report
from bench.start.server import Host, serving
from bench.start.slowness import IN_PAGE, browser_process, measure_slowness, memory, slowed
from site_plugins.build_tools import BuildCache
from site_plugins.offline import BUNDLE

ROUNDS = 7
_ROOMS = ("runtime", "python_image")
"""Where the code is that makes and starts Python."""
TIMEOUT_MS = 180_000
"""After this a start is given up."""


class WrongAnswerError(Exception):
    """A contender answers something else, or nothing."""


def _add_options(parser: ArgumentParser) -> None:
    parser.add_argument("--conditions", type=rows_of(CONDITIONS), default=list(CONDITIONS))


def measure(options: Namespace) -> Iterator[Results]:
    """Build what is started and start it in turns; yield the results."""
    check_installed(PYTHON)
    folder = empty_folder(SCRATCH / "start" / "served")
    starts: list[Start] = []
    with serving(folder, BuildCache(SCRATCH / "start" / "compressed")) as host, chromium() as browser:
        say("Building what is started ...")
        answer = write_common(folder)
        zip_bytes = (folder / "site" / BUNDLE).stat().st_size
        failed = _write(options.contenders, host)
        chosen = [each for each in options.contenders if each.name not in failed]
        process = browser_process(browser)
        links = [each.link for each in options.conditions if each.link]
        checks = measure_slowness(browser, process, host, max(each.cpu for each in CONDITIONS), links)
        for condition, contender, number in schedule(options.conditions, chosen, options.rounds):
            name = f"{contender.name}, {condition.name}"
            if name in failed:
                continue
            try:
                visits = _start(browser, process, host, contender, condition, number, answer)
            except (Error, WrongAnswerError) as error:
                failed[name] = str(error).partition("\n")[0]
                say(f"{name}: {failed[name]}")
                continue
            for each in visits:
                held = f"{each.bytes / MB:6.2f} MB, {each.peak_bytes / MB:5.0f} MB held"
                took = f"visit {each.visit} {each.ms:8.0f} ms, blocked {each.block_ms:6.0f} ms"
                say(f"{number} {condition.name:<9} {contender.name:<24} {took}, {held}")
            starts += visits if number else []
        browser_version = browser.version
    places = [each.name for each in options.contenders]
    # As the contenders are listed, and not as their turns came.
    starts.sort(key=lambda each: (each.round, places.index(each.contender)))
    yield {
        "versions": {"Chromium": browser_version, **_versions()},
        "rounds": options.rounds,
        "checks": checks,
        "failed": failed,
        "figures": figures(starts),
        "goals": goals(starts, zip_bytes),
        "zip_bytes": zip_bytes,
        "lines": {f"site_plugins/{name}": count_lines(CHECKOUT / "site_plugins" / name) for name in _ROOMS},
        "runs": [asdict(each) for each in starts],
    }


def _write(contenders: Sequence[Starter], host: Host) -> dict[str, str]:
    """Write each contender's part of the folder once; return why those failed that could not be built."""
    written: set[str] = set()
    failed: dict[str, str] = {}
    host.isolated = ("pyscript/", "pyscript-core/", "pyodide/")
    for each in contenders:
        try:
            if each.page not in written:
                each.write(host.folder, host.address)
            written.add(each.page)
        except Exception as error:
            failed[each.name] = f"it could not be built: {error}"
    return failed


def schedule(
    conditions: Sequence[Condition], contenders: Sequence[Starter], rounds: int
) -> Iterator[tuple[Condition, Starter, int]]:
    """Yield what is measured, in which order; round 0 only fills the caches, and the first condition is enough."""
    for number in range(rounds + 1):
        for condition in conditions if number else conditions[:1]:
            for _, each in in_turn(contenders, [number]):
                if max(number, 1) <= condition.rounds(each.name, rounds):
                    yield condition, each, number


def _start(
    browser: Browser,
    process: int,
    host: Host,
    contender: Starter,
    condition: Condition,
    number: int,
    answer: object,
) -> list[Start]:
    """Start once in a fresh profile; return one entry for each visit that counts.

    `process` is the browser's own, `answer` what must be answered. Raises WrongAnswerError and playwright's Error.
    """
    starts: list[Start] = []
    root = host.folder.as_uri() if contender.from_folder else host.address
    with watched_page(browser, TIMEOUT_MS) as page:
        page.add_init_script(IN_PAGE)
        if contender.script:
            page.add_init_script(contender.script)
        for visit in range(1, contender.visits + 1):
            counts = visit > 1 or contender.visits == 1
            host.reset(condition.coding, condition.link if counts else None)
            with slowed(process, condition.cpu if counts else 1):
                # What is on the page before goes away first, not while the next is measured.
                page.goto("about:blank")
                page.goto(f"{root}/{contender.page}", wait_until="commit")
                watch = wait_for_watch(page)
                sent = [size for path, size in host.sent if contender.needs(path)]
                of_page = sum(size for path, size in host.sent if not contender.needs(path))
            check_answer(watch["answer"], answer if contender.answers else None)
            if reason := page.evaluate("performance.getEntriesByName('lumbar:full-python')[0]?.detail"):
                raise WrongAnswerError(f"the full Python answered, and not the image ({reason})")
            peak, share = memory(process)
            if counts:
                times = round(watch["at"], 1), round(max(0, watch["block"]), 1)
                sizes = peak, share, sum(sent), of_page, len(sent)
                starts.append(Start(contender.name, number, condition.name, visit, *times, *sizes))
            host.reset(condition.coding)
            if contender.worker:
                _serve_by_worker(page, f"{host.address}/{contender.worker}", first=visit == 1)
    return starts


def count_lines(folder: Path) -> int:
    """Return how many lines of code a folder has: Python, JavaScript and its types."""
    code = (file for file in folder.rglob("*") if file.suffix in {".py", ".js", ".mjs", ".ts"})
    return sum(file.read_bytes().count(b"\n") for file in code)


def check_answer(text: str, answer: object) -> None:
    """Raise WrongAnswerError unless a page answered this, or nothing where it is None."""
    if answer is None:
        if text:
            raise WrongAnswerError(text)
        return
    try:
        same = json.loads(text) == answer
    except ValueError:
        raise WrongAnswerError(text.partition("\n")[0][:300]) from None
    if not same:
        raise WrongAnswerError(f"it answers something else than this Python: {text[:100]} …")


def _serve_by_worker(page: Page, worker: str, *, first: bool) -> None:
    """After the first visit install the service worker; after later ones see that it was the one who served."""
    if first:
        if page.evaluate("(address) => bench.install(address)", worker) != "activated":
            raise WrongAnswerError("the service worker could not be installed")
    elif not page.evaluate("navigator.serviceWorker.controller !== null"):
        raise WrongAnswerError("the service worker did not take the page")


def _versions() -> dict[str, str]:
    of_npm = {
        name: str(json.loads((folder / "package.json").read_text(encoding="utf-8"))["version"])
        for name, folder in {"Pyodide": PYODIDE, "PyScript": NODE / "@pyscript" / "core"}.items()
    }
    fence = versions(PYTHON, ["markdown-exec"])["markdown-exec"]
    return {**of_npm, "markdown-exec": fence, "playwright": version("playwright")}


BENCH = Bench("start", __doc__, CONTENDERS, ROUNDS, measure, report, _add_options, picture)
