"""Reading a guideline's page into its parts, with plain Python-Markdown and nothing of a site."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from xml.etree.ElementTree import Element

from markdown import Markdown
from markdown.extensions import Extension
from markdown.treeprocessors import Treeprocessor

from site_plugins.diagnostics.markdown_places import Locate, split_front_matter
from site_plugins.diagnostics.problems import read_text
from site_plugins.guideline.grammar import GrammarExtension
from site_plugins.guideline.parts import PageParts, find_parts

AFTER_INLINE = 15
"""Tree processors run from high to low: inline patterns are done at 20, attribute lists come at 8."""


class _Tap(Extension, Treeprocessor):
    """Hands a page's tree to a function, its inline parts done and its attribute lists still there."""

    def __init__(self, take: Callable[[Element], None]) -> None:
        Extension.__init__(self)
        self._take = take

    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802  (Python-Markdown's name)
        md.treeprocessors.register(self, "lumbar-tap", AFTER_INLINE)

    def run(self, root: Element) -> None:
        self._take(root)


def read_parts(file: Path, page: str) -> PageParts:
    """Read the page with that address from its file. Raises ContentError when it cannot be read at all."""
    _front, body = split_front_matter(read_text(file))
    found: list[PageParts] = []
    locate = Locate(str(file), body.split("\n"))
    tap = _Tap(lambda root: found.append(find_parts(root, page, locate).parts))
    # The syntax that MkDocs knows by itself.
    grammar: list[Extension] = [GrammarExtension(), tap]
    Markdown(extensions=["attr_list", "fenced_code", "md_in_html", "tables", *grammar]).convert(body)
    # Python-Markdown builds no tree of an empty page.
    return found[0] if found else find_parts(Element("div"), page, locate).parts
