"""Citations in Markdown: `[@key; @key]`, Pandoc's way.

Only what begins with `[@` is one: `@handle`, `[@handle](link)`, e-mail addresses and code are left alone.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from xml.etree.ElementTree import Element, SubElement

from markdown.inlinepatterns import InlineProcessor

from site_plugins.references.csl import KEY
from site_plugins.texts import text

CITATION = rf"\[(@{KEY}(?:\s*;\s*@{KEY})*)\](?!\()"
KEYS = "data-cites"
"""The attribute that holds an unnumbered citation's keys until they are numbered."""


@dataclass(frozen=True)
class Target:
    """What a citation leads to."""

    number: int
    address: str
    listed: bool
    """Whether the source lists the reference: where it does not, nobody may take the work for known."""


class CitationProcessor(InlineProcessor):
    """Turns a citation into a superscript that still waits for its numbers."""

    def handleMatch(  # type: ignore[override]  # noqa: N802  (Python-Markdown's name)
        self, m: re.Match[str], data: str
    ) -> tuple[Element, int, int]:
        """Return the superscript and the span that it replaces."""
        keys = [key.strip().removeprefix("@") for key in m[1].split(";")]
        element = Element("sup", {"class": "citations", KEYS: " ".join(keys)})
        return element, m.start(0), m.end(0)


def citations_of(element: Element) -> tuple[str, ...]:
    """Return the keys cited within an element, in their order, each once."""
    keys = [key for mark in element.iter("sup") for key in (mark.get(KEYS) or "").split()]
    return tuple(dict.fromkeys(keys))


def number_citations(root: Element, link: Callable[[str], Target | None]) -> None:
    """Replace every waiting citation below an element by numbered links.

    `link` returns what a key's citation leads to, or None for an unknown key, which
    then stays readable as it was typed.
    """
    for mark in root.iter("sup"):
        keys = mark.attrib.pop(KEYS, None)
        if keys is None:
            continue
        previous: Element | None = None
        for key in keys.split():
            if previous is not None:
                previous.tail = ", "
            found = link(key)
            if found is None:
                previous = SubElement(mark, "span")
                previous.text = f"@{key}"
            else:
                key_of_name = "reference.link" if found.listed else "reference.link-unlisted"
                attributes = {
                    "href": found.address,
                    "role": "doc-noteref",
                    "aria-label": text(key_of_name, number=str(found.number)),
                }
                if not found.listed:
                    attributes["class"] = "citation--unlisted"
                previous = SubElement(mark, "a", attributes)
                previous.text = str(found.number)
