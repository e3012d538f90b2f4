"""The grammar of a guideline's page as a Python-Markdown extension: citations and editors' notes."""

from __future__ import annotations

import re
from collections.abc import Iterator
from difflib import get_close_matches
from xml.etree.ElementTree import Element

from markdown import Markdown
from pymdownx.blocks import BlocksExtension, BlocksProcessor

from site_plugins.diagnostics.markdown_places import Locate
from site_plugins.diagnostics.problems import Problem, suggestion
from site_plugins.guideline.citations import CITATION, CitationProcessor
from site_plugins.guideline.notes import EditorsNote

_CODE = ("code", "pre")
_CITES = re.compile(r"\[@[^\[\]]*\]")
_FENCE = re.compile(r"^ {0,3}/{3,} *(?P<name>[\w-]+).*$", re.MULTILINE)


class GrammarExtension(BlocksExtension):  # type: ignore[misc]  # pymdownx has no type hints
    """Reads `[@key]` and `/// editors-note`; leaves numbers, links and views to others."""

    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802  (Python-Markdown's name)
        """Register the citation syntax."""
        super().extendMarkdown(md)
        # Before links (160), which would otherwise read "[@key]" first; after code (190) and escapes (180).
        md.inlinePatterns.register(CitationProcessor(CITATION, md), "lumbar-citation", 175)

    def extendMarkdownBlocks(self, md: Markdown, block_mgr: BlocksProcessor) -> None:  # noqa: N802
        """Register the note."""
        block_mgr.register(EditorsNote, self.getConfigs())


def unread_citations(root: Element, locate: Locate) -> Iterator[Problem]:
    """Yield what begins as a citation and is none: it would stand on the page as it was typed."""
    if not _holds(root, "[@"):
        return
    for text in _texts(root):
        for found in _CITES.findall(text):
            said = " ".join(found.split())
            problem = f"{said} cannot be read as citations; write [@key] or [@key; @key], or \\[ for a bracket."
            yield locate.at_literal(found.split("\n")[0], problem)


def unread_blocks(root: Element, locate: Locate, near: str = "") -> Iterator[Problem]:
    """Yield lines `/// name` that no block was made of; with `near`, only those with about that name."""
    if not _holds(root, "///"):
        return
    for text in _texts(root):
        for found in _FENCE.finditer(text):
            if not near or get_close_matches(found["name"], [near]):
                line = found[0].strip()
                problem = (
                    f"“{line}” opens no block: check its name, what stands after the |, and the "
                    "options in the indented lines below it."
                )
                problem += suggestion(found["name"], [near]) if near != found["name"] else ""
                yield locate.at_literal(line, problem)


def _holds(root: Element, sign: str) -> bool:
    """Return whether a tree's text holds a sign: most pages do not, and to take each apart would take long."""
    return sign in "".join(root.itertext())


def _texts(element: Element) -> Iterator[str]:
    """Yield the texts of a tree outside code, as their author wrote them but for escapes."""
    if element.tag not in _CODE:
        yield element.text or ""
        for child in element:
            yield from _texts(child)
            yield child.tail or ""
