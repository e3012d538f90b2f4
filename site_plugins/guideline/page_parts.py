"""What one page gives to its guideline: statements, notes, and what is wrong with them.

The grammar, citations and editors' notes, is a Python-Markdown extension; a page can be read with it alone, with
nothing of a site.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from difflib import get_close_matches
from pathlib import Path
from xml.etree.ElementTree import Element

from markdown import Markdown
from markdown.extensions import Extension
from markdown.treeprocessors import Treeprocessor
from pymdownx.blocks import BlocksExtension, BlocksProcessor

from site_plugins.diagnostics.markdown_places import Locate, split_front_matter
from site_plugins.diagnostics.problems import Problem, read_text, suggestion
from site_plugins.guideline.blocks import EditorsNote, find_notes
from site_plugins.guideline.citations import CITATION, CitationProcessor
from site_plugins.guideline.model import Note, Statement
from site_plugins.guideline.statements import Marked, find_statements

AFTER_INLINE = 15
"""Tree processors run from high to low: inline patterns are done at 20, attribute lists come at 8."""

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


@dataclass(frozen=True)
class PageParts:
    """The parts of one page, without the elements that they stand in."""

    page: str
    """The page's address within the site."""
    locate: Locate
    statements: tuple[Statement, ...]
    ids: frozenset[str]
    """Every id of a statement, also of those with problems."""
    notes: tuple[Note, ...]
    problems: tuple[Problem, ...]


@dataclass(frozen=True)
class InPlace:
    """The parts of a page and the elements that they stand in."""

    parts: PageParts
    statements: tuple[Marked, ...]
    notes: tuple[tuple[Note, Element], ...]


def find_parts(root: Element, page: str, locate: Locate) -> InPlace:
    """Find the parts of a guideline's page; the attribute lists of its statements are taken off."""
    problems = list(_unread(root, locate))
    found = find_statements(root, page, locate)
    notes = tuple(find_notes(root, page))
    parts = PageParts(
        page=page,
        locate=locate,
        statements=tuple(marked.statement for marked in found.marked),
        ids=found.ids,
        notes=tuple(note for note, _element in notes),
        problems=(*problems, *found.problems),
    )
    return InPlace(parts, found.marked, notes)


def _unread(root: Element, locate: Locate) -> Iterator[Problem]:
    # Other extensions' blocks are no business of the model; a note that was not read would pass for the source.
    yield from unread_blocks(root, locate, EditorsNote.NAME)
    yield from unread_citations(root, locate)


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
