"""The search of a whole site: what it finds, and what the pages need for it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from itertools import chain
from pathlib import Path

from site_plugins.guideline import Guideline
from site_plugins.references import DEFAULT_STYLE
from site_plugins.search.entries import guideline_entries, page_entries
from site_plugins.search.index import Write, address_of, write_index
from site_plugins.search.synonyms import Synonyms
from site_plugins.search.texts import text

SOURCE, PAGE = "search/index.md", "search/index.html"
"""The page of the search: its file within the content, and its address. A site without it has no search."""
SCRIPTS = {address_of(file.stem): file for file in sorted((Path(__file__).parent / "assets").glob("*.js"))}
"""The scripts, by their addresses within the site."""


def write_search(
    guidelines: Sequence[Guideline],
    pages: Iterable[tuple[str, str, str]],
    synonyms: Synonyms,
    write: Write,
    style: str = DEFAULT_STYLE,
) -> Mapping[str, object]:
    """Write the index of a site: of its guidelines and of the sections of its pages.

    `pages` are the pages' addresses within the site, their titles and their HTML. References have entries of their
    own; the pages that are made for them are left out, and so is the search's.
    Returns what the theme's templates need of it: addresses within the site, and words.
    """
    own = {PAGE} | {page for guideline in guidelines for page in guideline.reference_pages.values()}
    of_guidelines = (guideline_entries(each, synonyms, style) for each in guidelines)
    of_pages = (page_entries(*page) for page in pages if page[0] not in own)
    return values_for_templates(write_index(chain.from_iterable(chain(of_guidelines, of_pages)), write))


def values_for_templates(index_files: Sequence[str] = ()) -> Mapping[str, object]:
    """Return what the theme's templates need of the search; `index_files` are for its own page alone."""
    return {
        "page": PAGE,
        "label": text("search.label"),
        "words": text("search.words"),
        "box_scripts": [address_of("search-box")],
        "page_scripts": [
            *(address_of(f"search-{name}") for name in ("terms", "forms", "lines", "index", "files")),
            *index_files,
            address_of("search-page"),
        ],
    }
