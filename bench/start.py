"""From navigation to Python's first answer: Lumbar, Pyodide as it comes, PyScript, markdown-exec, in turns."""

from __future__ import annotations

import argparse
import os
import shutil
import sys
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict
from importlib.metadata import version
from json import loads
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, Error, sync_playwright

from bench import start_report
from bench.machine import load, machine, versions
from bench.results import CHECKOUT, KEPT, SCRATCH, write_results
from bench.start_asked import expected
from bench.start_checks import checks
from bench.start_conditions import CONDITIONS, Condition
from bench.start_contenders import Contender, contenders, write_given
from bench.start_fence import NODE, PYTHON
from bench.start_figures import figures, goals
from bench.start_look import Start, WrongAnswerError, start
from bench.start_picture import picture
from bench.start_server import Host, serving
from site_plugins.runtime.kept import Kept

ROUNDS = 7
_PAUSED = ("--disable-background-networking", "--disable-component-update", "--disable-sync", "--no-first-run")
"""What Chromium would do besides."""


def main(arguments: Sequence[str]) -> int:
    """Measure, write the results and print the report; 1 when something could not be measured."""
    options = _options(arguments)
    started, before = machine(), load()
    folder = SCRATCH / "start" / "served"
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    failed: dict[str, str] = {}
    starts: list[Start] = []
    checked: dict[str, Any] = {}
    with serving(folder, Kept(SCRATCH / "start" / "compressed")) as host, sync_playwright() as playwright:
        _say("Building what is started ...")
        write_given(folder)
        chosen = list(_written(options.contenders, host, failed))
        browser = playwright.chromium.launch(
            executable_path=os.environ.get("LUMBAR_CHROMIUM"), args=["--no-sandbox", "--disable-gpu", *_PAUSED]
        )
        process = _process(browser)
        links = [each.link for each in options.conditions if each.link]
        checked = checks(browser, process, host, max(each.cpu for each in CONDITIONS), links)
        answer = expected(folder)
        for condition, contender, number in _turns(options.conditions, chosen, options.rounds):
            _one(browser, process, host, contender, condition, number, answer, starts, failed)
        told = {"Chromium": browser.version, **_versions()}
        browser.close()
    places = [each.name for each in options.contenders]
    # As the contenders are listed, and not as their turns came.
    starts.sort(key=lambda each: (each.round, places.index(each.contender)))
    found = figures(starts)
    results: dict[str, Any] = {
        "bench": "start",
        "machine": started,
        "load": {"before": before, "after": load()},
        "versions": told,
        "rounds": options.rounds,
        "contenders": {each.name: each.what for each in options.contenders},
        "checks": checked,
        "failed": failed,
        "figures": [asdict(each) for each in found],
        "goals": [asdict(each) | {"reached": each.reached} for each in goals(starts)],
        "starts": [asdict(each) for each in starts],
    }
    report = start_report.report(results)
    files = write_results(options.results, "start", results, report)
    drawn = options.results / "start.svg"
    drawn.write_text(picture(results["figures"]), encoding="utf-8")
    for file in (*files, drawn):
        _say(f"Written: {file.relative_to(CHECKOUT) if file.is_relative_to(CHECKOUT) else file}")
    print(report)
    return 1 if failed else 0


def _written(chosen: Iterable[Contender], host: Host, failed: dict[str, str]) -> Iterator[Contender]:
    """Write each contender's part of the folder once; yield those that could be."""
    done: set[str] = set()
    host.isolated = ("pyscript/", "pyscript-core/", "pyodide/")
    for each in chosen:
        try:
            if each.page not in done:
                each.write(host.folder, host.address)
        except Exception as error:
            failed[each.name] = f"it could not be built: {error}"
            continue
        done.add(each.page)
        yield each


def _turns(
    conditions: Sequence[Condition], chosen: Sequence[Contender], rounds: int
) -> Iterator[tuple[Condition, Contender, int]]:
    """Yield what is measured, in which order; round 0 only fills the caches, and the first condition is enough."""
    for condition in conditions[:1]:
        yield from ((condition, each, 0) for each in chosen if condition.rounds(each.name, rounds))
    for number in range(1, rounds + 1):
        for condition in conditions:
            # Each has every place in the order once: what comes before may leave the machine warm or busy.
            turn = number % len(chosen) if chosen else 0
            for each in [*chosen[turn:], *chosen[:turn]]:
                if number <= condition.rounds(each.name, rounds):
                    yield condition, each, number


def _one(
    browser: Browser,
    process: int,
    host: Host,
    contender: Contender,
    condition: Condition,
    number: int,
    answer: object,
    starts: list[Start],
    failed: dict[str, str],
) -> None:
    name = f"{contender.name}, {condition.name}"
    if name in failed or contender.name in failed:
        return
    try:
        seen = start(browser, process, host, contender, condition, number, answer)
    except (Error, WrongAnswerError) as error:
        failed[name] = str(error).partition("\n")[0]
        _say(f"{name}: {failed[name]}")
        return
    for each in seen:
        _say(
            f"{number} {condition.name:<9} {contender.name:<24} visit {each.visit} {each.ms:8.0f} ms, "
            f"blocked {each.block_ms:6.0f} ms, {each.bytes / 1e6:6.2f} MB, {each.peak_bytes / 1e6:5.0f} MB held"
        )
    if number:
        starts += seen


def _process(browser: Browser) -> int:
    told = browser.new_browser_cdp_session().send("SystemInfo.getProcessInfo")
    return next(int(each["id"]) for each in told["processInfo"] if each["type"] == "browser")


def _versions() -> dict[str, str]:
    packages = {"Pyodide": CHECKOUT / "node_modules" / "pyodide", "PyScript": NODE / "@pyscript" / "core"}
    found = {
        name: str(loads((folder / "package.json").read_text(encoding="utf-8"))["version"])
        for name, folder in packages.items()
        if folder.is_dir()
    }
    peers = versions(PYTHON, ["markdown-exec"]) if PYTHON.exists() else {}
    peers.pop("Python", None)
    return {**found, **peers, "playwright": version("playwright")}


def _options(arguments: Sequence[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="make bench ARGS=start", description=__doc__)
    every = {each.name: each for each in contenders()}
    under = {each.name: each for each in CONDITIONS}

    def names(value: str) -> list[str]:
        return value.split(",")

    parser.add_argument("--rounds", type=int, default=ROUNDS, metavar="N", help="starts of each, at most")
    parser.add_argument("--contenders", type=names, metavar="NAME,NAME", help=", ".join(every))
    parser.add_argument("--conditions", type=names, metavar="NAME,NAME", help=", ".join(under))
    parser.add_argument("--results", type=Path, metavar="FOLDER", help="where the results go")
    options = parser.parse_args(arguments)
    for flag, asked, known in (
        ("--contenders", options.contenders, list(every)),
        ("--conditions", options.conditions, list(under)),
    ):
        unknown = [name for name in asked or () if name not in known]
        if unknown:
            parser.error(f"{flag}: there is no {', '.join(unknown)}; there are {', '.join(known)}")
    if options.rounds < 1:
        parser.error("--rounds takes whole numbers from 1 on")
    whole = options.rounds >= ROUNDS and not options.contenders and not options.conditions
    options.results = options.results or (KEPT if whole else SCRATCH)
    options.contenders = [every[name] for name in options.contenders or every]
    options.conditions = [under[name] for name in options.conditions or under]
    return options


def _say(line: str) -> None:
    print(line, file=sys.stderr, flush=True)
