"""The sites that are built from the corpus: the same text, as each contender wants it."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable, Iterable, Mapping
from datetime import date
from pathlib import Path
from typing import Any

from bench.corpus import Corpus, Page
from bench.harness import CHECKOUT
from site_plugins.guideline import Library
from site_plugins.guideline.signing import publish
from site_plugins.references import SignedOff

_CHAPTER = 25
"""Pages of a chapter of the navigation."""
_HOME = "# Made-up site\n\nEverything here is made up.\n"
_FEATURES = ["navigation.prune"]
_SLUG = "made-up"
_GUIDELINE = f"guidelines/{_SLUG}/index"
_METADATA = {
    "version": "1.0.0",
    "status": "made up",
    "source": {"title": "Nothing", "author": "nobody", "date": "none", "licence": "none"},
    "last_review": None,
    "next_review": None,
    "reviewer": None,
    "funding": "none",
    "conflicts": "none",
    "contact": "nobody",
}


def build_site(source: Path, site: Path, *options: str) -> None:
    """Build a site with this Python, without measuring it."""
    subprocess.run(
        [sys.executable, "-m", "mkdocs", "build", "--quiet", *options, "--site-dir", site],
        cwd=source,
        env={**os.environ, "NO_MKDOCS_2_WARNING": "1"},
        check=True,
    )


def page_path(page: Page) -> str:
    """Return where an ordinary page stands, without suffix."""
    return f"pages/{page.name}/index"


def guideline_path(page: Page) -> str:
    """Return where a page of the guideline stands, without suffix."""
    return _GUIDELINE if page.number == 1 else f"guidelines/{_SLUG}/{page.name}/index"


def write_plain(folder: Path, corpus: Corpus, **settings: Any) -> None:
    """Write ordinary pages for Material, to which a citation is text; `settings` are more of mkdocs.yml."""
    _write_pages(folder, corpus)
    # Material at its best for many pages: the whole navigation on none of them.
    material = {
        "site_name": "Made up",
        "docs_dir": "content",
        "use_directory_urls": False,
        "theme": {"name": "material", "font": False, "features": _FEATURES},
        "plugins": ["search"],
        "nav": _nav(corpus, page_path),
    }
    _write(folder / "mkdocs.yml", json.dumps(material | settings, indent=1))


def write_plain_with_references(folder: Path, corpus: Corpus) -> None:
    """Write the same for Material, and a page for each reference with its title and where it was published."""
    write_plain(folder, corpus)
    for record in corpus.references:
        front = json.dumps({"title": record["title"], "hide": ["navigation", "toc"]})
        words = f"{record['container-title']}. {record['issued']['date-parts'][0][0]};{record['volume']}."
        text = f"---\n{front}\n---\n\n# {record['title']}\n\n{words}\n"
        _write(folder / "content" / "references" / record["id"] / "index.md", text)


def write_bibtex(folder: Path, corpus: Corpus, **options: str) -> None:
    """Write ordinary pages for mkdocs-bibtex, with options of that plugin."""
    plugins = ["search", {"bibtex": {"bib_file": "references.bib", **options}}]
    write_plain(folder, corpus, plugins=plugins, markdown_extensions=["footnotes"])
    _write(folder / "references.bib", bibtex(corpus.references))


def bibtex(references: Iterable[Mapping[str, Any]]) -> str:
    """Return the articles of a corpus as BibTeX; they have no character that it would want escaped."""
    return "\n".join(map(_bibtex_entry, references))


def _bibtex_entry(record: Mapping[str, Any]) -> str:
    fields = {
        "title": record["title"],
        "author": " and ".join(f"{name['family']}, {name['given']}" for name in record["author"]),
        "journal": record["container-title"],
        "year": record["issued"]["date-parts"][0][0],
        "volume": record["volume"],
        "number": record["issue"],
        "pages": record["page"].replace("-", "--"),
        "doi": record["DOI"],
    }
    lines = "".join(f"  {name} = {{{value}}},\n" for name, value in fields.items())
    return f"@article{{{record['id']},\n{lines}}}\n"


def write_citations(folder: Path, corpus: Corpus) -> None:
    """Write ordinary pages for Lumbar that cite the references of a guideline of one statement."""
    _write_pages(folder, corpus)
    title = "Made-up guideline"
    _write_guideline(
        folder, {"title": title, "guideline": _METADATA}, f"# {title}\n\nNothing. {{: #nothing .fact }}"
    )
    _write_lumbar(folder, corpus, [*_nav(corpus, page_path), {"Guideline": f"{_GUIDELINE}.md"}])


def write_statements(folder: Path, corpus: Corpus) -> None:
    """Write all pages as those of one guideline of Lumbar, with a statement for each citation."""
    first, *others = corpus.pages
    metadata = {**_METADATA, **({"pages": [page.name for page in others]} if others else {})}
    _write_guideline(folder, {"title": first.title, "guideline": metadata}, first.markdown(statements=True))
    for page in others:
        _write(folder / "content" / f"{guideline_path(page)}.md", page.markdown(statements=True))
    _write_lumbar(folder, corpus, _nav(corpus, guideline_path))


def _write_guideline(folder: Path, front: Mapping[str, Any], body: str) -> None:
    # JSON is YAML.
    text = f"---\n{json.dumps(front, indent=2)}\n---\n\n{body}\n\n/// guideline-card | {_SLUG}\n///\n"
    _write(folder / "content" / f"{_GUIDELINE}.md", text)


def _write_lumbar(folder: Path, corpus: Corpus, nav: list[Any]) -> None:
    """Write what both shapes share: the references, the list of all of them, and the project's own settings."""
    content = folder / "content"
    records = [{**record, "custom": {"status": "confirmed"}} for record in corpus.references]
    _write(content / "guidelines" / _SLUG / "references.json", json.dumps(records, indent=2))
    _write(content / "references" / "index.md", f"# References\n\n/// reference-list | {_SLUG}\n///\n")
    search = CHECKOUT / "content" / "search" / "index.md"
    _write(content / "search" / "index.md", search.read_text(encoding="utf-8"))
    _write(content / "index.md", _HOME)
    settings = {
        "INHERIT": str(CHECKOUT / "mkdocs.yml"),
        "theme": {"features": _FEATURES, "custom_dir": str(CHECKOUT / "site_plugins" / "theme" / "overrides")},
        "site_name": "Made up",
        "nav": [*nav, {"References": "references/index.md"}, {"Search": "search/index.md"}],
    }
    _write(folder / "mkdocs.yml", json.dumps(settings, indent=1))
    # A build refuses sentences that nobody has published.
    publish(Library(content), _SLUG, SignedOff("nobody", date(2026, 1, 1)))


def _write_pages(folder: Path, corpus: Corpus) -> None:
    _write(folder / "content" / "index.md", _HOME)
    for page in corpus.pages:
        _write(folder / "content" / f"{page_path(page)}.md", page.markdown())


def _nav(corpus: Corpus, path: Callable[[Page], str]) -> list[Any]:
    pages = [f"{path(page)}.md" for page in corpus.pages]
    chapters = [pages[start : start + _CHAPTER] for start in range(0, len(pages), _CHAPTER)]
    return [{"Start": "index.md"}, *({f"Chapter {n}": chapter} for n, chapter in enumerate(chapters, start=1))]


def _write(file: Path, text: str) -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text, encoding="utf-8")
