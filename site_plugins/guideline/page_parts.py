"""What one page gives to its guideline: statements, notes, and what is wrong with them.

The grammar, citations and editors' notes, is a Python-Markdown extension; a page can be read with it alone, with
nothing of a site.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass, replace
from difflib import get_close_matches
from pathlib import Path
from xml.etree.ElementTree import Element

from markdown import Markdown
from markdown.extensions import Extension
from markdown.treeprocessors import Treeprocessor
from pymdownx.blocks import BlocksExtension, BlocksProcessor

from site_plugins.diagnostics.markdown_places import Locator, split_front_matter
from site_plugins.diagnostics.problems import Problem, read_text, suggestion
from site_plugins.guideline.block_headers import BlockClass, BlockHeader, read_headers, without_follow_ups
from site_plugins.guideline.blocks import BLOCKS, EditorsNote, find_notes
from site_plugins.guideline.citations import CITATION, CitationProcessor
from site_plugins.guideline.cited_above import add_cited_above
from site_plugins.guideline.cross_references import (
    LINK_WITHOUT_WORDS,
    CrossReferenceProcessor,
    find_misplaced,
    links_without_words,
)
from site_plugins.guideline.exhibit_blocks import EXHIBIT_BLOCKS
from site_plugins.guideline.exhibit_reader import PageExhibits, begin_exhibits, find_headings, finish_exhibits
from site_plugins.guideline.exhibits import Exhibit, Passage
from site_plugins.guideline.figures import find_picture_problems
from site_plugins.guideline.footnotes import PageFootnoteExtension, begin_footnotes
from site_plugins.guideline.glossary_file import Glossary
from site_plugins.guideline.glossary_list import NO_TERMS, find_page_terms
from site_plugins.guideline.kept_source.shown import ShownPage
from site_plugins.guideline.leftovers import AFTER_ATTRIBUTES, PossibleKey, find_leftovers, find_possible_keys
from site_plugins.guideline.lists import ListExtension, find_list_problems
from site_plugins.guideline.model import Footnote, Note, Statement, StatementPart
from site_plugins.guideline.statement_parts import PART_BLOCKS, find_statement_parts
from site_plugins.guideline.statements import StatementElement, find_statements
from site_plugins.guideline.table_syntax import read_tables
from site_plugins.rendering.tree_text import keep_text_readable

AFTER_INLINE = 15
"""Tree processors run from high to low: inline patterns are done at 20, attribute lists come at 8."""

_CODE = ("code", "pre")
# Blocks that hold a guideline's own text, or a note on it.
_OWN_BLOCKS: tuple[type[BlockClass], ...] = (EditorsNote, *PART_BLOCKS, *EXHIBIT_BLOCKS)
# In an attribute list on a line of its own, or behind a heading; any other class is for whoever styles the site.
_NEARLY_EDITORS = (
    r"^(?:#{1,6} [^\n]*?[ \t])?\{:?[^{}\n]*?(?<=[\s:{])"  # words of a heading, or nothing
    r"(?P<at>\.(?!(?-i:editors)(?![\w-]))edit[\w-]*)"
    r"[^{}\n]*\}[ \t]*$"
)
_NO_MARK = "This marks nothing: a paragraph or heading that is yours, and not the source’s, has {: .editors }."
_FENCE = re.compile(r"^ {0,3}/{3,} *(?P<name>[\w-]+).*$", re.MULTILINE)


class GrammarExtension(BlocksExtension):  # type: ignore[misc]  # pymdownx has no type hints
    """Reads `[@key]`, editors' notes, tables and figures; leaves numbers, links and views to others."""

    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802  (Python-Markdown's name)
        """Register the citation syntax, and have the tree hold what a reader will see."""
        super().extendMarkdown(md)
        keep_text_readable(md)
        ListExtension().extendMarkdown(md)
        PageFootnoteExtension().extendMarkdown(md)
        read_tables(md)
        # Before links (160), which would otherwise read "[@key]" first; after code (190) and escapes (180).
        md.inlinePatterns.register(CitationProcessor(CITATION, md), "lumbar-citation", 175)
        md.inlinePatterns.register(CrossReferenceProcessor(LINK_WITHOUT_WORDS, md), "lumbar-cross-reference", 174)

    def extendMarkdownBlocks(self, md: Markdown, block_mgr: BlocksProcessor) -> None:  # noqa: N802
        """Register the blocks that hold a guideline's own text and the editors' notes."""
        options = self.getConfigs()
        for block in _OWN_BLOCKS:
            block_mgr.register(block, options)


def find_unread_blocks(
    root: Element, locator: Locator, headers: Collection[BlockHeader], near: Collection[str] = ()
) -> Iterator[Problem]:
    """Yield what is wrong with the first lines of blocks, and lines `/// name` that no block was made of.

    `headers` are those of the known blocks. With `near`, of the others only those with about one of these names.
    """
    for header in headers:
        yield from header.problems
    if not _holds(root, "///"):
        return
    said = {locator.text.lines[header.first_line - 1].strip() for header in headers if header.problems}
    for text in _texts(root):
        for match in _FENCE.finditer(text):
            # Closer than “tab”, which is another extension's, is to “table”.
            if not near or get_close_matches(match["name"], near, cutoff=0.8):
                line = match[0].strip()
                message = (
                    f"“{line}” is not a block: check its name, the text after the |, and the "
                    "options in the indented lines below it."
                )
                message += suggestion(match["name"], near) if match["name"] not in near else ""
                if line not in said:
                    yield locator.at_literal(line, message)


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
    locator: Locator
    statements: tuple[Statement, ...]
    ids: frozenset[str]
    """Every id of a statement, also of those with problems."""
    notes: tuple[Note, ...]
    possible_keys: tuple[PossibleKey, ...]
    exhibits: tuple[Exhibit, ...]
    exhibit_ids: tuple[str, ...]
    """The id of every table and figure, also of those with problems."""
    passages: tuple[Passage, ...]
    order: tuple[str, ...]
    """Every key that the source's own text cites, by first appearance."""
    problems: tuple[Problem, ...]
    headers: tuple[BlockHeader, ...] = ()
    """The blocks that have options in places where they are not read."""
    statement_parts: tuple[StatementPart, ...] = ()
    """What the source says about its statements beside them."""
    footnotes: tuple[Footnote, ...] = ()
    headings: tuple[tuple[str, str], ...] = ()
    """The headings to which their author gave an id: that, and their words."""
    cross_references: tuple[str, ...] = ()
    """The ids that it refers to, in order, each as often as it does."""
    spellings: frozenset[str] = frozenset()
    """What it says of the guideline's glossary, also the phrases that are exceptions there."""
    terms: tuple[str, ...] = ()
    """The ids of the glossary's entries that it uses."""
    shown: ShownPage | None = None
    """What the finished page shows of a source that is kept; None where none is, or the page is not converted."""


@dataclass(frozen=True)
class PageElements:
    """The parts of a page and the elements that they stand in."""

    parts: PageParts
    statements: tuple[StatementElement, ...]
    notes: tuple[tuple[Note, Element], ...]
    statement_parts: tuple[tuple[StatementPart, Element], ...]
    exhibits: PageExhibits


def find_parts(root: Element, page: str, locator: Locator, glossary: Glossary | None = None) -> PageElements:
    """Find the parts of a guideline's page; the attribute lists of its statements are taken off.

    `glossary` is the guideline's.
    """
    footnotes = begin_footnotes(root, locator)
    headers = read_headers(locator, _OWN_BLOCKS)
    problems = [*_find_unread(root, locator, headers), *footnotes.problems]
    problems += find_picture_problems(root, locator)
    problems += find_misplaced(root, locator, of_guideline=True)
    exhibits = begin_exhibits(root, locator, headers)
    exhibits.citing.update(footnotes.elements)
    statements = find_statements(root, page, locator, exhibits.rows, exhibits.citing)
    found = tuple(add_cited_above(root, statements.elements))
    finish_exhibits(exhibits, root, page, found, footnotes.items, locator)
    notes = tuple(find_notes(root, page))
    statement_parts = tuple(find_statement_parts(root, page))
    holders = {each.statement.id: each.element for each in found}
    holders |= {part.id: element for part, element in statement_parts}
    holders |= {exhibit.id: element for exhibit, element in exhibits.exhibits}
    terms = find_page_terms(root, glossary) if glossary else NO_TERMS
    parts = PageParts(
        page=page,
        locator=locator,
        statements=tuple(each.statement for each in found),
        ids=statements.ids,
        notes=tuple(note for note, _element in notes),
        possible_keys=tuple(find_possible_keys(root)),
        exhibits=tuple(exhibit for exhibit, _element in exhibits.exhibits),
        exhibit_ids=tuple(exhibits.ids),
        passages=(*exhibits.passages, *terms.passages(page)),
        order=exhibits.order,
        problems=(*problems, *without_follow_ups([*exhibits.problems, *statements.problems], headers)),
        headers=tuple(header for header in headers if header.misplaced),
        statement_parts=tuple(part for part, _element in statement_parts),
        footnotes=tuple(footnotes.footnotes(page, holders)),
        headings=tuple(find_headings(root)),
        spellings=terms.spellings,
        terms=tuple(term.anchor for term in terms.terms),
        cross_references=tuple(target for _element, target in links_without_words(root) if target),
    )
    return PageElements(parts, found, notes, statement_parts, exhibits)


def _find_unread(root: Element, locator: Locator, headers: Collection[BlockHeader]) -> Iterator[Problem]:
    # Other extensions' blocks are no business of the model; a note that was not read would pass for the source.
    yield from find_unread_blocks(root, locator, headers, [block.NAME for block in _OWN_BLOCKS])
    yield from find_list_problems(locator)
    yield from locator.at_each(_NEARLY_EDITORS, _NO_MARK)
    yield from locator.find_unclosed_blocks()


class _Views(BlocksExtension):  # type: ignore[misc]
    """Reads the blocks that show something of a guideline, and leaves their boxes empty."""

    def extendMarkdownBlocks(self, md: Markdown, block_mgr: BlocksProcessor) -> None:  # noqa: N802
        for block in BLOCKS:
            block_mgr.register(block, self.getConfigs())


class _Tap(Extension, Treeprocessor):
    """Hands a page's tree to a function at a stage of its conversion."""

    def __init__(self, stage: int, take: Callable[[Element], None]) -> None:
        Extension.__init__(self)
        self._stage = stage
        self._take = take

    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802  (Python-Markdown's name)
        md.treeprocessors.register(self, f"lumbar-tap-{self._stage}", self._stage)

    def run(self, root: Element) -> None:
        self._take(root)


def read_parts(
    file: Path,
    page: str,
    *,
    keeps_source: bool = False,
    glossary: Glossary | None = None,
    write_lists: Callable[[Element], object] = lambda _root: None,
) -> PageParts:
    """Read the page with that address from its file. Raises ContentError when it cannot be read at all.

    Where the guideline `keeps_source`, what the page shows of it is read as well, as far as the syntax that MkDocs
    knows by itself makes it; `write_lists` then writes the lists of the `glossary` on the page.
    """
    _front, body = split_front_matter(read_text(file))
    parts: list[PageParts] = []
    locator = Locator.in_file(file)
    leftovers: list[Problem] = []

    def look(root: Element) -> None:
        leftovers.extend(find_leftovers(root, md.htmlStash.rawHtmlBlocks, locator, of_guideline=True))

    def take(root: Element) -> None:
        parts.append(find_parts(root, page, locator, glossary).parts)
        if keeps_source:
            write_lists(root)

    grammar: list[Extension] = [
        GrammarExtension(),
        _Views(),
        _Tap(AFTER_INLINE, take),
        _Tap(AFTER_ATTRIBUTES, look),
    ]
    # The syntax that MkDocs knows by itself.
    md = Markdown(extensions=["attr_list", "fenced_code", "md_in_html", "tables", *grammar])
    html = md.convert(body)
    # Python-Markdown builds no tree of an empty page.
    read = parts[0] if parts else find_parts(Element("div"), page, locator).parts
    read = replace(read, problems=(*read.problems, *leftovers))
    if keeps_source:
        shown = ShownPage(locator, is_converted=False)
        shown.read(html)
        read = replace(read, shown=shown)
    locator.let_go()
    return read
