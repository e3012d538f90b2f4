"""The guideline's page and all other pages, as a Python-Markdown extension: numbers, links, decorations and views.

It needs no MkDocs. Options: `content`, the folder that holds `guidelines/`; `page`, the address of the page
within the site, from which links are made; `file`, the page's file, which problems name; `style`, the CSL style
of the references; `cited`, called with each reference that the page cites; `placeholders`, the `Placeholders` of a
builder of sites, which fills them in after the last page: without it each page is filled in at its end.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from copy import deepcopy
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any
from xml.etree.ElementTree import Element, SubElement

from markdown import Markdown
from markdown.treeprocessors import Treeprocessor
from pymdownx.blocks import BlocksExtension, BlocksProcessor

from site_plugins.diagnostics.markdown_places import Locator
from site_plugins.diagnostics.problems import Problem
from site_plugins.guideline.addresses import page_of
from site_plugins.guideline.block_headers import read_headers
from site_plugins.guideline.blocks import (
    ABOUT,
    BLOCKS,
    GUIDELINE,
    PLAIN,
    STATEMENTS,
    VIEW,
    EditorsNote,
    GlossaryList,
    GuidelineCard,
    ReferenceList,
    find_notes,
)
from site_plugins.guideline.citations import keys_of
from site_plugins.guideline.completion import PageCompletion, ViewBlock
from site_plugins.guideline.cross_references import find_misplaced, links_without_words
from site_plugins.guideline.exhibit_blocks import take_boxes
from site_plugins.guideline.exhibit_reader import PageExhibits, begin_exhibits
from site_plugins.guideline.exhibits import ExhibitKind
from site_plugins.guideline.folder import Folder
from site_plugins.guideline.footnotes import begin_footnotes
from site_plugins.guideline.glossary_file import Glossary
from site_plugins.guideline.glossary_list import write_lists
from site_plugins.guideline.grid import add_row_below, ends_of_row
from site_plugins.guideline.kept_source.shown import ShownPage
from site_plugins.guideline.leftovers import AFTER_ATTRIBUTES, find_leftovers
from site_plugins.guideline.library import library_at
from site_plugins.guideline.model import FrontMatter, Note, Statement, StatementPart
from site_plugins.guideline.page_parts import (
    AFTER_INLINE,
    GrammarExtension,
    PageElements,
    find_parts,
    find_unread_blocks,
)
from site_plugins.guideline.page_view import PageView
from site_plugins.guideline.statement_parts import PART_ABOUT, PART_TITLE, find_statement_parts
from site_plugins.guideline.statements import EDITORS, PART, find_statements
from site_plugins.guideline.table_syntax import forget_lines
from site_plugins.guideline.term_marks import mark_terms
from site_plugins.guideline.texts import text
from site_plugins.guideline.writing import interface_attributes, isolate_amounts
from site_plugins.references import DEFAULT_STYLE
from site_plugins.rendering.html_check import find_html_problems
from site_plugins.rendering.placeholders import TAG, PlaceholderProcessor, placeholders_of
from site_plugins.rendering.tree_text import atomic

_LABELS = (
    f"statement__kind {EDITORS}",
    f"part__label {EDITORS}",
    f"part__about {EDITORS}",
    "editors-note__label",
    "editors-note__about",
    *(f"exhibit__{part} {EDITORS}" for part in ("label", "misread", "reading", "open")),
)
"""Classes of what the site says within a guideline's own words."""


class GuidelineExtension(BlocksExtension):  # type: ignore[misc]
    """Everything that a page shows of guidelines."""

    def __init__(self, **options: Any) -> None:
        self.config = {
            "content": ["content", "The folder that holds guidelines/"],
            "page": ["", "The page's address within the site"],
            "file": ["", "The page's file, in which problems are located; without it they name the page"],
            "style": [DEFAULT_STYLE, "The CSL style of the references: a name or a .csl file"],
            # Not None by default: Python-Markdown would then make a truth value of a given function.
            "cited": ["", "Called with each reference that the page cites: its guideline's slug and its key"],
            "placeholders": ["", "Collects the placeholders of all pages, to be filled in after the last one"],
        }
        super().__init__(**options)

    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802  (Python-Markdown's name)
        """Register the grammar and the tree processor."""
        GrammarExtension().extendMarkdown(md)
        super().extendMarkdown(md)
        pages = _PageProcessor(md, self.getConfigs())
        md.treeprocessors.register(pages, "lumbar-pages", AFTER_INLINE)
        md.treeprocessors.register(_LeftoverProcessor(pages), "lumbar-leftovers", AFTER_ATTRIBUTES)

    def extendMarkdownBlocks(self, md: Markdown, block_mgr: BlocksProcessor) -> None:  # noqa: N802
        """Register the views."""
        options = self.getConfigs()
        for block in BLOCKS:
            block_mgr.register(block, options)


class _PageProcessor(Treeprocessor):
    """Decorates a page's statements and notes, hands them to the library, and leaves placeholders for the rest."""

    def __init__(self, md: Markdown, options: Mapping[str, Any]) -> None:
        super().__init__(md)
        self.library = library_at(str(options["content"]))
        self.page: str = options["page"]
        self.file: str = options["file"]
        self.style: str = options["style"]
        self.cited: Callable[[tuple[str, str]], None] = options["cited"] or (lambda _reference: None)
        self.placeholders = placeholders_of(md, options["placeholders"])
        self.completion: PageCompletion | None = None

    def run(self, root: Element) -> None:
        locator = (
            Locator.in_file(Path(self.file))
            if self.file
            else Locator(self.page or "page", getattr(self.md, "lines", []))
        )
        own, card_of = self._guidelines(root)
        boxes = [element for element in root.iter("div") if element.get(VIEW)]
        view = PageView(
            library=self.library,
            page=self.page or (page_of(own) if own else ""),
            slug=own or card_of,
            style=self.style,
            cards=[box.get(GUIDELINE, "") for box in boxes if box.get(VIEW) == GuidelineCard.NAME],
            lists=[box.get(GUIDELINE, "") for box in boxes if box.get(VIEW) == ReferenceList.NAME],
        )
        blocks = self.md.parser.blockprocessors["blocks"]
        assert isinstance(blocks, BlocksProcessor)
        headers = read_headers(locator, blocks.blocks.values())
        problems = [*find_unread_blocks(root, locator, headers), *locator.find_unclosed_blocks()]
        if self.file:
            # Markdown's own lines hold signs of its own by now.
            problems += locator.find_refused_characters()
            if own is not None and view.page == page_of(own) and own not in view.cards:
                message = (
                    "The first page of a guideline shows who is behind it, how far it may be trusted and what "
                    f"differs from its source: add “/// {GuidelineCard.NAME} | {own}” and below it a line “///”."
                )
                problems.append(Problem(self.file, None, message))
        completion = self.completion = PageCompletion(view, locator, own, self.cited, problems)
        shown: ShownPage | None = None
        glossary: Glossary | None = None
        used: tuple[str, ...] = ()
        if own is not None:
            glossary = self.library.folder(own).glossary
            page = find_parts(root, view.page, locator, glossary)
            used = page.parts.terms
            if self.page and self.library.folder(own).kept is not None:
                shown = ShownPage(locator)
                page = replace(page, parts=replace(page.parts, shown=shown))
            if self.page:
                self.library.add_page(page.parts)
            decorate_exhibits(page.exhibits, own, view, self.placeholders)
            decorate_statements(root, page, own, view, self.placeholders)
            decorate_notes(page.notes, own, view, self.placeholders)
            decorate_parts(page.statement_parts, own, view, self.placeholders)
        else:
            completion.problems += begin_footnotes(root, locator).problems
            completion.problems += self._find_unnamed(root, locator)
            completion.problems += find_misplaced(root, locator, of_guideline=False)
            completion.problems += [
                _report_misplaced(note.title, locator) for note, _element in find_notes(root, self.page)
            ]
            completion.problems += [
                locator.at_block(
                    part.kind, part.title, f"/// {part.kind} is not on a page of its guideline; move it to one."
                )
                for part, _element in find_statement_parts(root, self.page)
            ]
            completion.problems += [
                box.problem(locator, "is not on a page of its guideline; move it to one.")
                for box in take_boxes(root)
            ]
            forget_lines(root)
        completion.problems += [
            locator.at_block(GlossaryList.NAME, argument, message)
            for argument, message in write_lists(root, boxes, own, used, self._folder_of, view.slug, view.link)
        ]
        cites: dict[str, str] = {}
        render_citations = view.citations
        for citation in list(root.iter("sup")):
            keys = keys_of(citation)
            if keys:
                completion.keys.update(dict.fromkeys(keys))
                self.placeholders.replace(citation, render_citations, keys)
                cites[citation.get("n", "")] = " ".join(keys)
        refers: dict[str, str] = {}
        for link, target in list(links_without_words(root)):
            if own is not None and target is not None:
                typed = link.text or ""
                self.placeholders.replace(link, partial(view.cross_reference, own, target))
                refers[link.get("n", "")] = typed
        if shown is not None:
            read = partial(shown.read, placeholder=TAG, cites=cites, refers=refers)
            self.placeholders.look_at(read, placeholders=True)
        if own is not None and (about := self.library.folder(own).about) is not None:
            self._write_languages(root, boxes, about)
        if glossary is not None:
            # When amounts are isolated: a term may be part of one.
            mark_terms(root, glossary.finder)
        for box in boxes:
            name, argument = box.attrib.pop(VIEW), box.attrib.pop(GUIDELINE)
            view_block = ViewBlock(name, argument, tuple(box.attrib.pop(STATEMENTS).split()))
            completion.blocks.append(view_block)
            if name != GlossaryList.NAME:
                box.append(self.placeholders.add(completion.render_block, view_block))
        root.append(self.placeholders.add(view.references_here))
        self.placeholders.look_at(lambda html: completion.problems.extend(find_html_problems(html, locator)))
        self.placeholders.add_check(completion.check)

    def _folder_of(self, slug: str) -> Folder | None:
        return self.library.folder(slug) if slug in self.library.slugs else None

    @staticmethod
    def _write_languages(root: Element, boxes: Sequence[Element], about: FrontMatter) -> None:
        """Mark what the site says within a guideline in another language, and keep that one's amounts in order."""
        marked = interface_attributes(about)
        labels = [each for each in root.iter() if each.get("class") in _LABELS] if marked else []
        for element in (*boxes, *labels):
            element.attrib.update(marked)
        if about.direction == "rtl":
            isolate_amounts(root)

    def _guidelines(self, root: Element) -> tuple[str | None, str | None]:
        """Return the guideline whose page this is, and the one whose card it shows.

        A page without an address is the page of the guideline whose card it shows.
        """
        card = root.find(f".//*[@{VIEW}='{GuidelineCard.NAME}']")
        slug = None if card is None else card.get(GUIDELINE)
        card_of = slug if slug in self.library.slugs else None
        return (self.library.owner(self.page) if self.page else card_of), card_of

    def _find_unnamed(self, root: Element, locator: Locator) -> Iterator[Problem]:
        """Yield the statements of a page in a guideline's folder that its front matter does not name."""
        above, _slash, _name = self.page.rpartition("/")
        slug = next((slug for slug in self.library.slugs if self.page.startswith(f"guidelines/{slug}/")), None)
        if slug is None or not self.library.folder(slug).whole:
            return
        # A copy: attribute lists that make no statement belong to others.
        copy = deepcopy(root)
        exhibits = begin_exhibits(copy, locator)
        statements = find_statements(copy, self.page, locator, exhibits.rows, exhibits.citing).elements
        if statements:
            # What is wrong with them is that they stand here, and not their lists.
            find_statements(root, self.page, locator, {}, ())
        for element in statements:
            name = element.statement.id
            folder = above.removeprefix(f"guidelines/{slug}/")
            message = (
                f"“{name}” is a statement on a page that {slug} does not name: add {folder} to guideline.pages in "
                "the front matter of its first page."
            )
            yield locator.at_id(name, message)


class _LeftoverProcessor(Treeprocessor):
    """Looks at a page when everything else has been made of it."""

    def __init__(self, pages: _PageProcessor) -> None:
        super().__init__(pages.md)
        self._pages = pages

    def run(self, root: Element) -> None:
        page, self._pages.completion = self._pages.completion, None
        if page is not None:
            raw = self.md.htmlStash.rawHtmlBlocks
            page.problems += find_leftovers(root, raw, page.locator, of_guideline=page.own is not None)
            page.locator.let_go()


def _report_misplaced(title: str, locator: Locator) -> Problem:
    message = f"The note “{title}” is not on a page of its guideline; move it to one."
    return locator.at_block(EditorsNote.NAME, title, message)


def decorate_statements(
    root: Element,
    page: PageElements,
    slug: str,
    view: PageView,
    placeholders: PlaceholderProcessor,
) -> None:
    """Give each statement its anchor and its word, and leave places for its tools and its layer."""
    parents = {child: parent for parent in root.iter() for child in parent}
    grid_rows = page.exhibits.grid_rows if page.exhibits.rows else {}
    # Each look-up would make a function of its own, to be kept for every statement.
    tools, layer_of = view.tools, view.layer
    for each in page.statements:
        statement, element = each.statement, each.element
        element.set("id", statement.id)
        element.set("class", f"statement statement--{statement.kind}")
        # A row has cells: what stands before its words is in the first, what stands behind them in the last.
        first, last = ends_of_row(element) if element.tag == "tr" else (element, element)
        if statement.withdrawn:
            for cell in element if element.tag == "tr" else [element]:
                _strike(cell)
        label = Element("span", {"class": f"statement__kind {EDITORS}"})
        label.text = text(f"kind.{statement.kind}")
        before = [label]
        if statement.number:
            before.insert(0, _number(statement))
        if statement.history is not None and statement.history.status:
            before.append(placeholders.add(view.status, slug, statement.id))
        if statement.rating is not None:
            before.append(placeholders.add(view.rating, slug, statement.id))
        for part in before:
            part.tail = " "
        before[-1].tail = f" {first.text or ''}"
        first.text = ""
        first[:0] = before
        last.append(placeholders.add(tools, slug, statement.id))
        layer = placeholders.add(layer_of, slug, statement.id)
        if element.tag == "li":
            element.append(layer)
        elif element in grid_rows:
            grid, row = grid_rows[element]
            below = add_row_below(grid, row, layer)
            below.set("class", f"statement-row__layer {EDITORS}")
            parents[element].insert(list(parents[element]).index(element) + 1, below)
        else:
            # A box of its own cannot stand within a paragraph.
            parent = parents[element]
            layer.tail = element.tail
            parent.insert(list(parent).index(element) + 1, layer)
    if page.statements:
        title = next((place for place, child in enumerate(root) if child.tag == "h1"), -1)
        root.insert(title + 1, placeholders.add(view.switch, slug))


def _number(statement: Statement) -> Element:
    """Return the source's number of a statement, which can be linked to."""
    number = Element("span", {"class": "statement__number"})
    number.text = atomic(statement.number or "")
    if statement.anchor:
        number.set("id", statement.anchor)
    return number


def _strike(element: Element) -> None:
    """Strike a statement's sentence through."""
    sentence = Element("s", {"class": "statement__withdrawn"})
    sentence.text, element.text = element.text, None
    sentence.extend(element)
    element[:] = [sentence]


def decorate_parts(
    parts: Sequence[tuple[StatementPart, Element]], slug: str, view: PageView, placeholders: PlaceholderProcessor
) -> None:
    """Leave a place below each part of statements for those that it belongs to."""
    for part, element in parts:
        del element.attrib[PART], element.attrib[PART_ABOUT], element.attrib[PART_TITLE]
        line = SubElement(element, "p", {"class": f"part__about {EDITORS}"})
        line.text = text("note.about") + " "
        line.append(placeholders.add(view.about, slug, part.id))


def decorate_exhibits(
    exhibits: PageExhibits, slug: str, view: PageView, placeholders: PlaceholderProcessor
) -> None:
    """Leave a place below each dose table for who has read it."""
    for exhibit, element in exhibits.exhibits:
        if exhibit.kind is ExhibitKind.DOSE_TABLE:
            line = SubElement(element, "p", {"class": f"exhibit__reading {EDITORS}"})
            line.append(placeholders.add(view.reading, slug, exhibit.id))


def decorate_notes(
    notes: Sequence[tuple[Note, Element]], slug: str, view: PageView, placeholders: PlaceholderProcessor
) -> None:
    """Leave a place below each note for the statements that it is about."""
    for note, element in notes:
        del element.attrib[ABOUT], element.attrib[PLAIN]
        line = SubElement(element, "p", {"class": "editors-note__about"})
        line.text = text("note.about") + " "
        line.append(placeholders.add(view.about, slug, note.id))
