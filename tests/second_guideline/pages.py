"""Reading the built pages of the second site."""

from __future__ import annotations

import copy
import posixpath
import re
from functools import cache
from pathlib import Path

from tests.site.html import Element, article_of, read, with_class, words


@cache
def article(site: Path, page: str) -> Element:
    """What a page says; not to be changed."""
    return article_of(site / page)


def statement(site: Path, page: str, name: str) -> Element:
    """The element of one statement."""
    [found] = [each for each in with_class(article(site, page), "statement") if each.get("id") == name]
    return found


def without_editors(element: Element) -> Element:
    """A copy of an element without what the editors or the site put into it."""
    bare = copy.deepcopy(element)
    bare.tail = None
    for part in list(with_class(bare, "editors")):
        part.drop_tree()
    return bare


def source_words(element: Element) -> str:
    """A statement's own words, without its citations."""
    bare = without_editors(element)
    for mark in list(with_class(bare, "citations")):
        mark.drop_tree()
    return words(bare)


def cited_numbers(element: Element) -> list[int]:
    """The numbers that a statement shows; a run such as 11-14 stands for each of its numbers."""
    shown = [words(mark) for mark in with_class(without_editors(element), "citations")]
    found: list[int] = []
    for part in ", ".join(shown).split(", ") if shown else []:
        first, _, last = re.sub(r"[^\d-]", "", part).partition("-")
        found += range(int(first), int(last or first) + 1)
    return found


def place(link: str, page: str) -> tuple[str, str]:
    """The page and the anchor that a link leads to from a page."""
    path, _, anchor = link.partition("#")
    # Behind a question mark stands the checksum of a file.
    path = path.partition("?")[0]
    return (posixpath.normpath(posixpath.join(posixpath.dirname(page), path)) if path else page), anchor


def entries(site: Path, page: str) -> dict[int, Element]:
    """The entries of a page's reference list by their numbers, without further reading."""
    found = with_class(article(site, page), "reference")
    return {int(entry.get("value")): entry for entry in found if entry.get("value")}


def back_links(entry: Element, page: str) -> set[tuple[str, str]]:
    """The statements and notes that an entry leads back to."""
    return {place(link.get("href"), page) for link in entry.xpath(".//a[@role='doc-backlink']")}


def all_pages(site: Path) -> dict[str, Element]:
    """Every page's document by its address."""
    return {file.relative_to(site).as_posix(): read(file) for file in sorted(site.rglob("*.html"))}
