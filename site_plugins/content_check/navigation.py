"""The navigation: entries that lead to no page, and pages that no entry leads to."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator
from pathlib import Path
from typing import Any

from site_plugins.diagnostics.problems import FileText, Place, Problem, suggestion

_SCHEME = re.compile(r"[a-zA-Z][a-zA-Z0-9+.-]*:|//")


def find_navigation_faults(
    nav: Any, settings: Path | None, pages: Collection[str]
) -> Iterator[tuple[str, Problem]]:
    """Yield what is wrong with `nav` of the site's settings, each with MkDocs' name for faults of that sort.

    `settings` is the file that it stands in, `pages` are the files of all pages, within the content.
    """
    name = str(settings) if settings else "mkdocs.yml"
    text = FileText(name, settings.read_text(encoding="utf-8-sig") if settings else "")
    for path in _paths(nav):
        if _SCHEME.match(path) or path in pages:
            continue
        if path.startswith("/"):
            message = (
                f"“{path}” in nav leads to the root of a server; write the page's way from the content's folder."
            )
            yield "absolute_links", _place(text, path).problem(message)
        else:
            message = f"nav names “{path}”, and there is no such page; add it or take the entry out."
            yield "not_found", _place(text, path).problem(message + suggestion(path, pages))


def find_omitted_pages(files: Iterable[str]) -> Iterator[tuple[str, Problem]]:
    """Yield a fault for each page that no entry leads to; `files` are their files."""
    message = "No entry of nav leads to this page; add one, or name the page under not_in_nav of mkdocs.yml."
    for file in files:
        yield "omitted_files", Problem(file, None, message)


def _paths(nav: Any) -> Iterator[str]:
    if isinstance(nav, str):
        yield nav
    elif isinstance(nav, dict):
        for below in nav.values():
            yield from _paths(below)
    elif isinstance(nav, list):
        for item in nav:
            yield from _paths(item)


def _place(text: FileText, path: str) -> Place:
    match = re.search(rf"(?<![^\s\"':\[,]){re.escape(path)}(?![^\s\"',\]}}])", text.text)
    return text.at(match.start()) if match else Place(text.file, None)
