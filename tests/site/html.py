"""Reading built pages, as any program would that knows nothing of how they were made."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from lxml import html

type Element = Any
"""An element of lxml, which has no type hints."""


def read(file: Path) -> Element:
    """The document of a page."""
    return html.document_fromstring(file.read_bytes(), parser=html.HTMLParser(encoding="utf-8"))


def article_of(file: Path) -> Element:
    """What a page says, without the theme's frame around it."""
    [article] = read(file).iter("article")
    for link in list(with_class(article, "headerlink")):
        link.drop_tree()
    return article


def with_class(element: Element, name: str) -> Iterator[Element]:
    yield from (each for each in element.iter() if name in (each.get("class") or "").split())


def words(element: Element) -> str:
    """An element's text, white space folded."""
    return " ".join(element.text_content().split())
