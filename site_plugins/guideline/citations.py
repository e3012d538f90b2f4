"""Citations in Markdown: `[@key; @key]`, Pandoc's way.

Only what begins with `[@` is one: `@handle`, `[@handle](link)`, e-mail addresses and code are left alone.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from xml.etree.ElementTree import Element, SubElement

from markdown.inlinepatterns import InlineProcessor

from site_plugins.texts import text

KEY = r"[A-Za-z0-9_][\w:.#$%&+?<>~/-]*"
CITATION = rf"\[(@{KEY}(?:\s*;\s*@{KEY})*)\](?!\()"
KEYS = "data-cites"
"""The attribute that holds an unnumbered citation's keys until they are numbered."""


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


def number_citations(root: Element, link: Callable[[str], tuple[int, str] | None]) -> None:
    """Replace every waiting citation below an element by numbered links.

    `link` returns the number and the address of a key's reference, or None for an unknown key, which
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
                number, address = found
                name = text("reference.link", number=str(number))
                previous = SubElement(
                    mark,
                    "a",
                    {"href": address, "role": "doc-noteref", "aria-label": name},
                )
                previous.text = str(number)
