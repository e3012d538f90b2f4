"""Searching at scale, from a folder: Lumbar, Material's offline search and MiniSearch, in turns."""

from __future__ import annotations

import html
import json
import shutil
import subprocess
import sys
from argparse import ArgumentParser, Namespace
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from enum import StrEnum
from itertools import product
from pathlib import Path
from statistics import median
from typing import Any

from playwright.sync_api import Browser, Error

from bench.browser import chromium, wait_for_watch, watched_page
from bench.corpus import WORDS, Corpus, Form, corpus
from bench.harness import (
    CHECKOUT,
    MB,
    SCRATCH,
    Bench,
    Results,
    Row,
    Run,
    empty_folder,
    group_by,
    in_turn,
    positive,
    say,
)
from bench.machine import versions
from bench.report import not_measured, preamble, section, table
from bench.sites import build_site, write_citations, write_plain, write_statements

PAGES, ROUNDS = 1_000, 7
SEARCH_WORDS = ("dib", "preabirt")
"""Of 1,000 pages, the first stands on nearly all and the second on 17."""
TIMEOUT_MS = 120_000
"""After this a search is given up."""
READING_MS = 3_000
"""How long a reader looks at a page before typing."""
SETTLE_MS = 300
"""How long after the first result the page is still watched for blocks."""
GOAL_MS, GOAL_BLOCK_MS = 300.0, 50.0
"""Until the first result, and without a chance to react."""
SHIM = "javascripts/iframe-worker.js"
"""Material's search needs it under `file://`; it looks for "iframe-worker" in the name."""
_MODULES = CHECKOUT / "node_modules"
_MINISEARCH = Path(__file__).parent / "minisearch"


@dataclass(frozen=True)
class SearchSite(Row):
    """A site that can be searched."""

    build: Callable[[Path, Corpus], Path]
    """Builds its site in an empty folder; returns the folder of the site."""
    page: str
    """The page that searches."""
    query: str
    """What stands before the words in that page's address."""
    field: str
    """Where words are typed, as a selector."""
    result: str
    """A result, as a selector."""
    index: str
    """The files of its index, as a pattern within the site."""


class Case(StrEnum):
    """What a reader does."""

    OPENED = "opened with words in the address"
    OPENED_SLOWLY = "the same, on a processor that is 4 times slower"
    TYPED = "typed into a page that has been open for 3 s"


@dataclass(frozen=True)
class Search(Run):
    """One search."""

    case: Case
    word: str
    hit_ms: float
    """From the beginning of the page, or from the first key, to the first result in the page."""
    block_ms: float
    """The longest time until then, and shortly after, in which the page could not react."""


def _by_mkdocs(write: Callable[[Path, Corpus], None]) -> Callable[[Path, Corpus], Path]:
    def build(folder: Path, text: Corpus) -> Path:
        write(folder, text)
        build_site(folder, folder / "site")
        return folder / "site"

    return build


def _write_material(folder: Path, text: Corpus) -> None:
    # Without the polyfill the plugin loads one from elsewhere, and without network the search never answers.
    write_plain(folder, text, plugins=["search", "offline"], extra={"polyfills": [SHIM]})
    shim = folder / "content" / SHIM
    shim.parent.mkdir()
    shutil.copyfile(_MODULES / "iframe-worker" / "shim" / "index.js", shim)


def _build_minisearch(folder: Path, text: Corpus) -> Path:
    sections: list[dict[str, str]] = []
    for page in text.pages:
        for block in page.blocks:
            if block.form in (Form.TITLE, Form.HEADING):
                url = f"pages/{page.name}/index.html#{len(sections)}"
                sections.append({"id": str(len(sections)), "title": block.text, "text": "", "url": url})
            else:
                sections[-1]["text"] += f"{html.escape(block.text)} "
    shutil.copyfile(_MODULES / "minisearch" / "dist" / "umd" / "index.js", folder / "minisearch.js")
    for name in ("index.html", "page.js"):
        shutil.copyfile(_MINISEARCH / name, folder / name)
    command = [CHECKOUT / ".venv" / "bin" / "node", _MINISEARCH / "make.cjs", folder / "index.js"]
    subprocess.run(command, input=json.dumps(sections), text=True, encoding="utf-8", check=True)
    return folder


_LUMBAR = ("search/index.html", "#q=", "#search-words", ".search-result", "assets/search/*-*.js")
_MATERIAL = ("index.html", "?q=", ".md-search__input", ".md-search-result__item", "search/search_index.js")
_BARE = ("index.html", "#q=", "#words", "#results > li", "index.js")
CONTENDERS = (
    SearchSite("lumbar", "Lumbar, ordinary pages", _by_mkdocs(write_citations), *_LUMBAR),
    SearchSite("lumbar-statements", "Lumbar, 20 statements a page", _by_mkdocs(write_statements), *_LUMBAR),
    SearchSite(
        "material-offline", "Material’s search with its offline plugin", _by_mkdocs(_write_material), *_MATERIAL
    ),
    SearchSite("minisearch", "MiniSearch on a bare page, its whole index as one script", _build_minisearch, *_BARE),
)


def _add_options(parser: ArgumentParser) -> None:
    parser.add_argument("--pages", type=positive, default=PAGES, metavar="N", help="size of the site")


def measure(options: Namespace) -> Iterator[Results]:
    """Build the sites and search them in turns; yield the results."""
    text, failed = corpus(options.pages), dict[str, str]()
    words, folders = words_of(text), dict[str, Path]()
    for site in options.contenders:
        say(f"Building {site.name}, {options.pages:,} pages ...")
        folder = empty_folder(SCRATCH / "search" / f"{site.name}-{options.pages}")
        try:
            folders[site.name] = site.build(folder, text)
        except Exception as error:
            failed[site.name] = str(error)
    sites = [site for site in options.contenders if site.name in folders]
    searches = _search_in_turn(sites, folders, words, options.rounds, failed)
    yield {
        "versions": versions(Path(sys.executable), ["mkdocs-material", "playwright"]),
        "corpus": {"pages": options.pages, "words_a_page": WORDS, "words": words},
        "index": {site.name: _index(folders[site.name], site.index) for site in sites},
        "failed": failed,
        "figures": figures(searches),
        "runs": [asdict(each) for each in searches],
    }


def words_of(text: Corpus) -> list[str]:
    """Return which words to search for: those that the text has."""
    words = {word.strip(".").lower() for page in text.pages for block in page.blocks for word in block.text.split()}
    return [word for word in SEARCH_WORDS if word in words]


def _index(folder: Path, pattern: str) -> dict[str, int]:
    sizes = [file.stat().st_size for file in folder.glob(pattern)]
    return {"files": len(sizes), "bytes": sum(sizes)}


def _search_in_turn(
    sites: Sequence[SearchSite],
    folders: Mapping[str, Path],
    words: Sequence[str],
    rounds: int,
    failed: dict[str, str],
) -> list[Search]:
    """Search in turns and return the searches; why a site failed goes into `failed`."""
    searches: list[Search] = []
    with chromium() as browser:
        for number in range(rounds + 1):
            turn = [site for _, site in in_turn(sites, [number])]
            for case, word, site in product(Case, words, turn):
                if site.name in failed:
                    continue
                try:
                    search = _search(browser, site, folders[site.name], case, word, number)
                except Error as error:
                    failed[site.name] = error.message.splitlines()[0]
                    continue
                took = f"{search.hit_ms:7.0f} ms, blocked {search.block_ms:5.0f} ms"
                say(f"{site.name:<18} {case:<48} {word:<14} {took}")
                if number:
                    searches.append(search)
    # As the contenders are listed, and not as their turns came.
    order = [*product(Case, words, (site.name for site in sites))]
    return sorted(searches, key=lambda each: order.index((each.case, each.word, each.contender)))


def _search(browser: Browser, site: SearchSite, folder: Path, case: Case, word: str, number: int) -> Search:
    """Search once, in a fresh profile, from a folder. Raises playwright's TimeoutError when there is no result."""
    address = f"{folder.as_uri()}/{site.page}"
    with watched_page(browser, TIMEOUT_MS, site.result) as page:
        if case is Case.OPENED_SLOWLY:
            page.context.new_cdp_session(page).send("Emulation.setCPUThrottlingRate", {"rate": 4})
        if case is Case.TYPED:
            page.goto(address)
            page.wait_for_timeout(READING_MS)
            page.click(site.field)
            page.evaluate("Object.assign(benchWatch, {typing: true, at: null, block: 0})")
            page.keyboard.insert_text(word)
            # Some searches wait for a key to be let go.
            page.keyboard.press("End")
        else:
            page.goto(f"{address}{site.query}{word}", wait_until="commit")
        watch = wait_for_watch(page, SETTLE_MS)
    hit_ms, block_ms = round(watch["at"] - watch["from"], 1), round(watch["block"], 1)
    return Search(site.name, number, case, word, hit_ms, block_ms)


def figures(searches: Sequence[Search]) -> list[dict[str, Any]]:
    """Return the medians of every contender, case and word; the longest block is the longest of all rounds."""
    groups = group_by(searches, lambda each: (each.case, each.word, each.contender))
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


_COLUMNS = {
    "": "`{contender}`",
    "word": "{word}",
    "ms to the first result": "{hit_ms:.0f}",
    "longest block, ms": "{block_ms:.0f}",
    "worst of all rounds, ms": "{longest_block_ms:.0f}",
}
_INDEX_COLUMNS = {"index": "`{name}`", "files": "{files}", "MB": "{mb:.1f}"}


def report(results: Results) -> Iterator[str]:
    """Yield the results as Markdown."""
    text = results["corpus"]
    frequencies = zip(text["words"], ("stands on nearly all pages", "on few"), strict=False)
    introduction = (
        f"{text['pages']:,} pages of {text['words_a_page']} made-up words, opened by `file://` in Chromium. "
        f"{', '.join(f'“{word}” {frequency}' for word, frequency in frequencies)}."
    )
    yield from preamble("Searching at scale, from a folder", introduction, results)
    indexes = [{"name": name, "mb": each["bytes"] / MB, **each} for name, each in results["index"].items()]
    yield "\n".join(table(_INDEX_COLUMNS, indexes))
    for case in Case:
        rows = [each for each in results["figures"] if each["case"] == case]
        yield from section(f"Search {case}", table(_COLUMNS, rows))
    yield from not_measured(results)
    yield from section("Goal", _verdicts(results))


def _verdicts(results: Results) -> Iterator[str]:
    for each in results["figures"]:
        if each["contender"].startswith("lumbar") and each["case"] != Case.OPENED_SLOWLY:
            reached = each["hit_ms"] <= GOAL_MS and each["block_ms"] <= GOAL_BLOCK_MS
            name = f"`{each['contender']}`, {each['case']}, “{each['word']}”"
            hit = f"{each['hit_ms']:.0f} ms of {GOAL_MS:.0f}"
            block = f"{each['block_ms']:.0f} ms of {GOAL_BLOCK_MS:.0f}"
            yield f"- {'Reached' if reached else 'Not reached'}: {name}: {hit}, blocked {block}."


BENCH = Bench("search", __doc__, CONTENDERS, ROUNDS, measure, report, _add_options)
