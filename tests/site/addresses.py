"""The files of the built site, and what their links and style sheets lead to."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from urllib.parse import unquote, urlsplit

from tests.site.html import Element, read

SITE = Path(__file__).parents[2] / "site"
"""Where it is once the fixture `site` has seen to it."""

LOADING = {"src", "srcset", "poster", "data", "background", "action", "formaction", "manifest", "xlink:href"}
"""Attributes by which a page loads something, or sends something, on any element."""


def files(suffix: str) -> list[str]:
    """The addresses of all files of a kind."""
    return sorted(file.relative_to(SITE).as_posix() for file in SITE.rglob(f"*{suffix}"))


def pages() -> list[str]:
    """The addresses of all pages."""
    return files(".html")


@cache
def document(page: str) -> Element:
    """A page of the site; not to be changed."""
    return read(SITE / page)


def links(page: str) -> list[str]:
    """Where a reader can go from a page."""
    return [element.get("href") for element in document(page).iter("a", "area") if element.get("href") is not None]


def loaded(page: str) -> Iterator[str]:
    """What a page loads by itself or sends to."""
    for element in document(page).iter():
        if element.tag in {"link", "use", "image", "base"} and element.get("href") is not None:
            yield element.get("href")
        for name in LOADING & set(element.attrib):
            value = element.get(name)
            yield from (part.split()[0] for part in value.split(",")) if name == "srcset" else [value]


def loaded_by_style(style: str) -> list[str]:
    """What a style sheet loads."""
    text = re.sub(r"/\*.*?\*/", "", (SITE / style).read_text(encoding="utf-8"), flags=re.DOTALL)
    imports = re.findall(r"@import\s+[\"']([^\"']+)", text)
    return [
        *imports,
        *(value.strip("\"' ") for value in re.findall(r"url\(\s*((?:\"[^\"]*\"|'[^']*'|[^)]*))\s*\)", text)),
    ]


def is_elsewhere(address: str) -> bool:
    """Whether an address leaves the site; `data:` stays within the page."""
    parts = urlsplit(address)
    return parts.scheme not in {"", "data"} or bool(parts.netloc)


def place(address: str, of: str) -> tuple[Path, str]:
    """The file and the fragment that an address leads to from a page."""
    parts = urlsplit(address)
    path = unquote(parts.path)
    start = SITE if path.startswith("/") else (SITE / of).parent
    return (start / path.lstrip("/") if path else SITE / of).resolve(), unquote(parts.fragment)
