"""The sources of the sites that are built: the same text, as each contender wants it."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from bench.bibtex import bibtex
from bench.corpus import Corpus, Page
from bench.results import CHECKOUT

PAGES_A_CHAPTER = 25

_HOME = "# Made-up site\n\nEverything here is made up.\n"
_FEATURES = ["navigation.prune"]
_GUIDELINE = {
    "version": "1.0.0",
    "status": "made up",
    "source": {"title": "Nothing", "author": "nobody", "date": "none"},
    "last_review": None,
    "next_review": None,
    "reviewer": None,
    "funding": "none",
    "conflicts": "none",
    "contact": "nobody",
}
_SLUG = "made-up"
_GUIDELINE_PAGE = f"guidelines/{_SLUG}/index.md"


def pages_folder(page: Page) -> str:
    """Return where an ordinary page stands, without suffix."""
    return f"pages/{page.name}/index"


def guideline_folder(page: Page) -> str:
    """Return where a page of the guideline stands, without suffix."""
    return f"guidelines/{_SLUG}/index" if page.number == 1 else f"guidelines/{_SLUG}/{page.name}/index"


def write_plain(folder: Path, corpus: Corpus) -> None:
    """Write ordinary pages for plain Material, to which a citation is text."""
    _write_pages(folder, corpus)
    _write_config(folder, _material(corpus))


def write_bibtex(folder: Path, corpus: Corpus, **options: str) -> None:
    """Write ordinary pages for mkdocs-bibtex, with options of that plugin."""
    _write_pages(folder, corpus)
    _write(folder / "references.bib", bibtex(corpus.references))
    config = _material(corpus)
    config["plugins"] = ["search", {"bibtex": {"bib_file": "references.bib", **options}}]
    config["markdown_extensions"] = ["footnotes"]
    _write_config(folder, config)


def write_citations(folder: Path, corpus: Corpus) -> None:
    """Write ordinary pages that cite the references of a guideline without statements."""
    _write_pages(folder, corpus)
    front = {"title": "Made-up guideline", "guideline": _GUIDELINE}
    _write(folder / "content" / _GUIDELINE_PAGE, _guideline_page(front, "# Made-up guideline\n\nNothing."))
    nav = [*_nav(corpus, pages_folder), {"Guideline": _GUIDELINE_PAGE}]
    _write_lumbar(folder, corpus, nav)


def write_statements(folder: Path, corpus: Corpus) -> None:
    """Write all pages as those of one guideline, with a statement for each citation."""
    first, *others = corpus.pages
    guideline = {**_GUIDELINE, **({"pages": [page.name for page in others]} if others else {})}
    front = {"title": first.title, "guideline": guideline}
    _write(folder / "content" / _GUIDELINE_PAGE, _guideline_page(front, first.markdown(statements=True)))
    for page in others:
        _write(folder / "content" / f"{guideline_folder(page)}.md", page.markdown(statements=True))
    _write_lumbar(folder, corpus, _nav(corpus, guideline_folder))


def _guideline_page(front: Mapping[str, Any], body: str) -> str:
    # JSON is YAML.
    return f"---\n{json.dumps(front, indent=2)}\n---\n\n{body}\n\n/// guideline-card | {_SLUG}\n///\n"


def _write_lumbar(folder: Path, corpus: Corpus, nav: list[Any]) -> None:
    """Write what both shapes share: the references, the list of all of them, and the project's own settings."""
    content = folder / "content"
    records = [{**record, "custom": {"status": "confirmed"}} for record in corpus.references]
    _write(content / "guidelines" / _SLUG / "references.json", json.dumps(records, indent=2))
    _write(content / "references" / "index.md", f"# References\n\n/// reference-list | {_SLUG}\n///\n")
    nav = [*nav, {"References": "references/index.md"}]
    if (search := CHECKOUT / "content" / "search" / "index.md").is_file():
        _write(content / "search" / "index.md", search.read_text(encoding="utf-8"))
        nav.append({"Search": "search/index.md"})
    _write(content / "index.md", _HOME)
    theme = {"features": _FEATURES, "custom_dir": str(CHECKOUT / "site_plugins" / "theme" / "overrides")}
    inherited = {"INHERIT": str(CHECKOUT / "mkdocs.yml"), "theme": theme}
    _write_config(folder, {**inherited, "site_name": "Made up", "nav": nav})


def _write_pages(folder: Path, corpus: Corpus) -> None:
    _write(folder / "content" / "index.md", _HOME)
    for page in corpus.pages:
        _write(folder / "content" / f"{pages_folder(page)}.md", page.markdown())


def _material(corpus: Corpus) -> dict[str, Any]:
    """Return the settings of plain Material, at its best for many pages: the whole navigation on none of them."""
    return {
        "site_name": "Made up",
        "docs_dir": "content",
        "use_directory_urls": False,
        "theme": {"name": "material", "font": False, "features": _FEATURES},
        "plugins": ["search"],
        "nav": _nav(corpus, pages_folder),
    }


def _nav(corpus: Corpus, address: Callable[[Page], str]) -> list[Any]:
    pages = [f"{address(page)}.md" for page in corpus.pages]
    chapters = [pages[start : start + PAGES_A_CHAPTER] for start in range(0, len(pages), PAGES_A_CHAPTER)]
    return [{"Start": "index.md"}, *({f"Chapter {n}": chapter} for n, chapter in enumerate(chapters, start=1))]


def _write_config(folder: Path, config: Mapping[str, Any]) -> None:
    _write(folder / "mkdocs.yml", json.dumps(config, indent=1))


def _write(file: Path, text: str) -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text, encoding="utf-8")
