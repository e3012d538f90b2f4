"""The site's main places, which every page links to."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from mkdocs.structure import StructureItem
from mkdocs.structure.nav import Section
from mkdocs.structure.pages import Page


@dataclass(frozen=True)
class MainPlace:
    """A page, or a section with its first page."""

    title: str
    url: str
    """The page's address within the site."""


def find_main_places(items: Iterable[StructureItem]) -> tuple[MainPlace, ...]:
    """Return the places of a navigation's first level; links out of the site are left out.

    Only the first page of each section: all pages on every page would make a large site grow with the square of its
    size. Found once, because every page shows them.
    """
    first_pages = ((item.title, _first_page(item)) for item in items)
    return tuple(MainPlace(str(title), page.url) for title, page in first_pages if page is not None)


def _first_page(item: StructureItem) -> Page | None:
    if isinstance(item, Section):
        return next((page for page in map(_first_page, item.children) if page is not None), None)
    return item if isinstance(item, Page) else None
