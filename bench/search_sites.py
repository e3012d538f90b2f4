"""The sites whose search is measured: the same text, searched by Lumbar, by Material offline and by MiniSearch."""

from __future__ import annotations

import html
import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from bench.corpus import Corpus, Form
from bench.results import CHECKOUT
from bench.sources import write_citations, write_plain, write_statements

SHIM = "javascripts/iframe-worker.js"
"""Material's search needs it under `file://`; it looks for "iframe-worker" in the name."""
MINISEARCH = CHECKOUT / "node_modules" / "minisearch" / "dist" / "umd" / "index.js"
_PAGES = Path(__file__).parent / "search_minisearch"


@dataclass(frozen=True)
class SearchSite:
    """A way to search the site."""

    name: str
    what: str
    """In a few words, for the table."""
    build: Callable[[Path, Corpus], Path]
    """Builds its site in an empty folder; returns the folder of the site."""
    page: str
    """The page that searches."""
    asks: str
    """How words stand in that page's address."""
    field: str
    """Where words are typed."""
    hit: str
    """What a result is."""
    index: str
    """The files of its index, as a pattern within the site."""


def search_sites() -> list[SearchSite]:
    """Return all, Lumbar first."""
    lumbar = {
        "page": "search/index.html",
        "asks": "#q=",
        "field": "#search-words",
        "hit": ".search-result",
        "index": "assets/search/*-*.js",
    }
    return [
        SearchSite("lumbar", "Lumbar, ordinary pages", _mkdocs(write_citations), **lumbar),
        SearchSite("lumbar-statements", "Lumbar, 20 statements a page", _mkdocs(write_statements), **lumbar),
        SearchSite(
            "material-offline",
            "Material’s search with its offline plugin",
            _mkdocs(_write_material),
            page="index.html",
            asks="?q=",
            field=".md-search__input",
            hit=".md-search-result__item",
            index="search/search_index.js",
        ),
        SearchSite(
            "minisearch",
            "MiniSearch on a bare page, its whole index as one script",
            _build_minisearch,
            page="index.html",
            asks="#q=",
            field="#words",
            hit="#results > li",
            index="index.js",
        ),
    ]


def _mkdocs(write: Callable[[Path, Corpus], None]) -> Callable[[Path, Corpus], Path]:
    def build(folder: Path, corpus: Corpus) -> Path:
        write(folder, corpus)
        subprocess.run(
            [sys.executable, "-m", "mkdocs", "build", "--quiet", "--site-dir", folder / "site"],
            cwd=folder,
            env={**os.environ, "NO_MKDOCS_2_WARNING": "1"},
            check=True,
        )
        return folder / "site"

    return build


def _write_material(folder: Path, corpus: Corpus) -> None:
    write_plain(folder, corpus)
    shim = folder / "content" / SHIM
    shim.parent.mkdir()
    shutil.copyfile(CHECKOUT / "node_modules" / "iframe-worker" / "shim" / "index.js", shim)
    file = folder / "mkdocs.yml"
    config = json.loads(file.read_text(encoding="utf-8"))
    # Without the polyfill the plugin loads one from elsewhere, and without network the search never answers.
    config |= {"plugins": ["search", "offline"], "extra": {"polyfills": [SHIM]}}
    file.write_text(json.dumps(config), encoding="utf-8")


def _build_minisearch(folder: Path, corpus: Corpus) -> Path:
    sections: list[dict[str, str]] = []
    for page in corpus.pages:
        for block in page.blocks:
            if block.form in (Form.TITLE, Form.HEADING):
                url = f"pages/{page.name}/index.html#{len(sections)}"
                sections.append({"id": str(len(sections)), "title": block.text, "text": "", "url": url})
            else:
                sections[-1]["text"] += f"{html.escape(block.text)} "
    shutil.copyfile(MINISEARCH, folder / "minisearch.js")
    for name in ("index.html", "page.js"):
        shutil.copyfile(_PAGES / name, folder / name)
    subprocess.run(
        [CHECKOUT / ".venv" / "bin" / "node", _PAGES / "make.cjs", folder / "index.js"],
        input=json.dumps(sections),
        text=True,
        encoding="utf-8",
        check=True,
    )
    return folder
