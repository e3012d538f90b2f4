"""Searching at scale, from a folder: Lumbar, Material's offline search and MiniSearch, in turns."""

from __future__ import annotations

import argparse
import os
import shutil
import sys
from collections.abc import Sequence
from dataclasses import asdict
from itertools import product
from pathlib import Path
from statistics import median
from typing import Any

from playwright.sync_api import Error, sync_playwright

from bench import search_report
from bench.corpus import WORDS, Corpus, corpus
from bench.machine import load, machine, versions
from bench.results import CHECKOUT, KEPT, SCRATCH, write_results
from bench.search_look import Case, Look, look
from bench.search_sites import SearchSite, search_sites

PAGES, ROUNDS = 1_000, 7
ASKED = ("dib", "preabirt")
"""Of 1,000 pages, the first stands on nearly all and the second on 17."""


def main(arguments: Sequence[str]) -> int:
    """Measure, write the results and print the report; 1 when a contender failed."""
    options = _options(arguments)
    text = corpus(options.pages)
    words = search_words(text)
    started, before = machine(), load()
    folders: dict[str, Path] = {}
    failed: dict[str, str] = {}
    for site in options.sites:
        _say(f"Building {site.name}, {options.pages:,} pages ...")
        folder = SCRATCH / "search" / f"{site.name}-{options.pages}"
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir(parents=True)
        try:
            folders[site.name] = site.build(folder, text)
        except Exception as error:
            failed[site.name] = str(error)
    sites = [site for site in options.sites if site.name in folders]
    looks = _looks(sites, folders, words, options.rounds, failed)
    results: dict[str, Any] = {
        "bench": "search",
        "machine": started,
        "load": {"before": before, "after": load()},
        "versions": {**versions(Path(sys.executable), ["mkdocs-material", "playwright"])},
        "corpus": {"pages": options.pages, "words_a_page": WORDS, "words": words},
        "contenders": {site.name: site.what for site in options.sites},
        "index": {site.name: _index(site, folders[site.name]) for site in sites},
        "failed": failed,
        "figures": figures(looks),
        "looks": [asdict(each) for each in looks],
    }
    report = search_report.report(results)
    for file in write_results(options.results, "search", results, report):
        _say(f"Written: {file.relative_to(CHECKOUT) if file.is_relative_to(CHECKOUT) else file}")
    print(report)
    return 1 if failed else 0


def search_words(text: Corpus) -> list[str]:
    """Return which words to search for: those that the text has."""
    found = {word.strip(".").lower() for page in text.pages for block in page.blocks for word in block.text.split()}
    return [word for word in ASKED if word in found]


def figures(looks: Sequence[Look]) -> list[dict[str, Any]]:
    """Return the medians of every contender, case and word; the longest block is the longest of all rounds."""
    groups: dict[tuple[str, str, str], list[Look]] = {}
    for each in looks:
        groups.setdefault((each.case, each.word, each.site), []).append(each)
    return [
        {
            "case": case,
            "word": word,
            "contender": site,
            "rounds": len(group),
            "hit_ms": median(each.hit_ms for each in group),
            "block_ms": median(each.block_ms for each in group),
            "longest_block_ms": max(each.block_ms for each in group),
        }
        for (case, word, site), group in groups.items()
    ]


def _looks(
    sites: Sequence[SearchSite],
    folders: dict[str, Path],
    words: Sequence[str],
    rounds: int,
    failed: dict[str, str],
) -> list[Look]:
    looks: list[Look] = []
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=os.environ.get("LUMBAR_CHROMIUM"), args=["--no-sandbox", "--disable-gpu"]
        )
        # The first round only fills the caches.
        for number, case, word, site in product(range(rounds + 1), Case, words, sites):
            if site.name in failed:
                continue
            try:
                seen = look(browser, site, folders[site.name], case, word, number)
            except Error as error:
                failed[site.name] = error.message.splitlines()[0]
                continue
            _say(f"{site.name:<18} {case:<48} {word:<14} {seen.hit_ms:7.0f} ms, blocked {seen.block_ms:5.0f} ms")
            if number:
                looks.append(seen)
        browser.close()
    return looks


def _index(site: SearchSite, folder: Path) -> dict[str, int]:
    files = list(folder.glob(site.index))
    return {"files": len(files), "bytes": sum(file.stat().st_size for file in files)}


def _options(arguments: Sequence[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="make bench ARGS=search", description=__doc__)
    every = {site.name: site for site in search_sites()}
    parser.add_argument("--pages", type=int, default=PAGES, metavar="N", help="size of the site")
    parser.add_argument("--rounds", type=int, default=ROUNDS, metavar="N", help="searches of each")
    parser.add_argument(
        "--contenders", type=lambda value: value.split(","), metavar="NAME,NAME", help=", ".join(every)
    )
    parser.add_argument("--results", type=Path, metavar="FOLDER", help="where the results go")
    options = parser.parse_args(arguments)
    unknown = [name for name in options.contenders or () if name not in every]
    if unknown:
        parser.error(f"--contenders: there is no {', '.join(unknown)}; there are {', '.join(every)}")
    if min(options.pages, options.rounds) < 1:
        parser.error("--pages and --rounds take whole numbers from 1 on")
    whole = options.pages == PAGES and options.rounds >= ROUNDS and not options.contenders
    options.results = options.results or (KEPT if whole else SCRATCH)
    options.sites = [every[name] for name in options.contenders or every]
    return options


def _say(line: str) -> None:
    print(line, file=sys.stderr, flush=True)
