"""What can be found of a page: its text, section by section, without what has entries of its own."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from lxml import etree

from site_plugins.search.entries import AROUND, OWN, Entry, ResultKind

_HEADINGS = frozenset(("h1", "h2", "h3", "h4", "h5", "h6"))
_NO_TEXT = frozenset(("script", "style", "template", "noscript"))
_NAMES_OF_BLOCKS = (
    "address article aside blockquote br caption dd div dl dt fieldset figcaption figure form h1 h2 h3 h4 h5 h6 hr "
    "img input label legend li main nav ol option p pre section select summary table td textarea th tr ul"
)
_BLOCKS = frozenset(_NAMES_OF_BLOCKS.split())
"""Words of neighbouring blocks must not run together."""
_CLASSES = "statement editors-note layer plain-language reference-list references citations headerlink view-switch"
_LEFT_OUT = frozenset(_CLASSES.split())
"""Statements, notes and references are found as such; the rest is no text to read, or a copy of one."""
_PARSER = etree.HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True)


@dataclass(slots=True)
class _Section:
    """A heading that can be linked to and what stands below it."""

    id: str
    heading: str = ""
    words: list[str] = field(default_factory=list)


def page_entries(url: str, title: str, html: str) -> Iterator[Entry]:
    """Yield an entry for each section of a page, also for a heading with nothing below it.

    `url` is the page's address within the site, `html` what it says. What stands before the first heading, or below
    one that cannot be linked to, belongs to what is above it.
    """
    sections = [_Section("")]
    _read(etree.fromstring(f"<div>{html}</div>".encode(), _PARSER), sections)
    for section in sections:
        words, heading = _joined(section.words), section.heading
        if words or section.id or len(sections) == 1:
            yield Entry(
                kind=ResultKind.SECTION,
                url=f"{url}#{section.id}" if section.id else url,
                title=heading or title,
                section=heading,
                place=title,
                fields=((OWN, heading or title), (AROUND, words), (AROUND, title)),
                text=words,
            )


def _read(element: Any, sections: list[_Section]) -> None:
    """Add an element's text to the last section, and the sections that begin in it."""
    tag, classes = element.tag, element.get("class")
    if (
        tag in _NO_TEXT
        or (classes and not _LEFT_OUT.isdisjoint(classes.split()))
        or element.get("hidden") is not None
    ):
        return
    is_heading = tag in _HEADINGS and element.get("id")
    if is_heading:
        sections.append(_Section(element.get("id")))
    if tag in _BLOCKS:
        sections[-1].words.append(" ")
    if element.text:
        sections[-1].words.append(element.text)
    for child in element:
        _read(child, sections)
        if child.tail:
            sections[-1].words.append(child.tail)
    if tag in _BLOCKS:
        sections[-1].words.append(" ")
    if is_heading:
        sections[-1].heading = _joined(sections[-1].words)
        sections[-1].words.clear()


def _joined(parts: list[str]) -> str:
    return " ".join("".join(parts).split())
