"""Cross-references in Markdown: `[](#id)`, as MyST has them, for which the site writes what the target is called.

That is known when all pages of a guideline are read. Until then a cross-reference stands in every text as it is
typed; `fill_in` puts the words in its place, so that plain text says what the page says.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator
from xml.etree.ElementTree import Element

from markdown.inlinepatterns import InlineProcessor
from markdown.util import AtomicString

from site_plugins.diagnostics.markdown_places import Locator
from site_plugins.diagnostics.problems import Problem
from site_plugins.rendering.tree_text import HEADINGS

CROSS_REFERENCE = "cross-reference"
"""The class of one."""
REFERS = "data-refers"
"""Holds what it refers to until its words are known."""
LINK_WITHOUT_WORDS = r"(?<!!)\[\s*\]\(([^()\n]*)\)"

_TYPED = re.compile(r"\[\]\(#([^()\s]+)\)")


class CrossReferenceProcessor(InlineProcessor):
    """Turns a link without words into one that still waits for them."""

    def handleMatch(  # type: ignore[override]  # noqa: N802  (Python-Markdown's name)
        self, m: re.Match[str], data: str
    ) -> tuple[Element, int, int]:
        """Return the link and the span that it replaces."""
        address = m[1].strip()
        element = Element("a", {"class": CROSS_REFERENCE, REFERS: address})
        element.text = AtomicString(f"[]({address})")
        return element, m.start(0), m.end(0)


def fill_in(text: str, words_of: Callable[[str], str]) -> str:
    """Return a text with words in the place of each cross-reference; `words_of` gives them for an id."""
    return _TYPED.sub(lambda match: words_of(match[1]), text) if "[](#" in text else text


def links_without_words(root: Element) -> Iterator[tuple[Element, str | None]]:
    """Yield each cross-reference of a page with the id that it refers to; None where it is an address."""
    for element in root.iter("a"):
        address = element.get(REFERS)
        if address is not None:
            match = _TYPED.fullmatch(f"[]({address})")
            yield element, match[1] if match else None


def find_misplaced(root: Element, locator: Locator, *, of_guideline: bool) -> Iterator[Problem]:
    """Yield the links without words that the site cannot fill in where they stand."""
    links = list(links_without_words(root))
    if not links:
        return
    in_headings = {each for heading in root.iter() if heading.tag in HEADINGS for each in heading.iter("a")}
    in_links = {each for link in root.iter("a") for each in link.iter("a") if each is not link}
    seen: Counter[str] = Counter()
    for element, target in links:
        typed = f"[]({element.get(REFERS)})"
        seen[typed] += 1
        if target is None:
            what = "is a link without words: write them between the brackets"
        elif not of_guideline:
            what = "gets its words on the pages of a guideline alone: write them between the brackets"
        elif element in in_headings:
            what = "stands in a heading, which has words of its own: write them between the brackets"
        elif element in in_links:
            what = "stands in the words of another link: write it beside that"
        else:
            continue
        yield locator.at_sign((typed,), f"“{typed}” {what}.", nth=seen[typed])
