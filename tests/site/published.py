"""What a built site publishes, and where its links lead."""

from __future__ import annotations

import json
import posixpath
from functools import cache
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

from tests.site.html import Element, read


def guidelines(site: Path) -> list[dict[str, Any]]:
    """Every published guideline."""
    files = sorted((site / "data" / "guidelines").glob("*.json"))
    return [json.loads(file.read_text(encoding="utf-8")) for file in files if file.name != "guideline.schema.json"]


@cache
def document(site: Path, page: str) -> Element:
    """A page of a site; not to be changed."""
    return read(site / page)


def pages(site: Path) -> list[str]:
    """The addresses of all pages, but for the one that is shown for a wrong address."""
    found = (file.relative_to(site).as_posix() for file in sorted(site.rglob("*.html")))
    return [page for page in found if page != "404.html"]


def place(link: Element, of: str) -> tuple[str, str]:
    """The file within the site and the fragment that a link of a page leads to."""
    parts = urlsplit(link.get("href"))
    path = posixpath.normpath(posixpath.join(posixpath.dirname(of), unquote(parts.path))) if parts.path else of
    return path, unquote(parts.fragment)


def back_links(element: Element) -> list[Element]:
    return element.xpath(".//a[@role='doc-backlink']")
