"""The day of a build: no page tells it, and no file holds it, so that two builds are the same."""

from __future__ import annotations

from mkdocs.structure.pages import Page

_ANY_DAY = "1980-01-01"


def forget_build_day(page: Page) -> None:
    """Take from a page the day that MkDocs calls its last change: it is that of the build and of nothing else.

    `overrides/sitemap.xml` shows none; the compressed one has its file's time from it.
    """
    page.update_date = _ANY_DAY
