"""The guideline's page and all other pages, as a Python-Markdown extension: numbers, links, marks and views.

It needs no MkDocs. Options: `content`, the folder that holds `guidelines/`; `page`, the address of the page
within the site, from which links are made; `file`, the page's file, which problems name; `report`, called with
each problem instead of raising; `cited`, called with each reference that the page cites.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any
from xml.etree.ElementTree import Element, SubElement

from markdown import Markdown
from markdown.treeprocessors import Treeprocessor
from pymdownx.blocks import BlocksExtension, BlocksProcessor

from site_plugins.guideline import views
from site_plugins.guideline.assemble import unknown_key
from site_plugins.guideline.blocks import (
    BLOCKS,
    GUIDELINE,
    STATEMENTS,
    VIEW,
    GuidelineCard,
    PlainLanguage,
    ReferenceList,
)
from site_plugins.guideline.citations import Target, number_citations
from site_plugins.guideline.grammar import GrammarExtension, unread_blocks, unread_citations
from site_plugins.guideline.library import library_at
from site_plugins.guideline.locate import Locate
from site_plugins.guideline.model import Guideline, Note, Statement, page_of, reference_anchor
from site_plugins.guideline.notes import ABOUT, EditorsNote, find_notes
from site_plugins.guideline.reader import AFTER_INLINE
from site_plugins.guideline.statements import EDITORS, find_statements
from site_plugins.problems import ContentError, Problem, suggestion
from site_plugins.references.record import Status
from site_plugins.texts import text


class GuidelineExtension(BlocksExtension):  # type: ignore[misc]
    """Everything that a page shows of guidelines."""

    def __init__(self, **options: Any) -> None:
        self.config = {
            "content": ["content", "The folder that holds guidelines/"],
            "page": ["", "The page's address within the site"],
            "file": ["", "The page's file, in which problems are located; without it they name the page"],
            # Not None by default: Python-Markdown would then make a truth value of a given function.
            "report": ["", "Called with each problem; without it problems are raised"],
            "cited": ["", "Called with each reference that the page cites: its guideline's slug and its key"],
        }
        super().__init__(**options)

    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802  (Python-Markdown's name)
        """Register the grammar and the tree processor."""
        GrammarExtension().extendMarkdown(md)
        super().extendMarkdown(md)
        md.treeprocessors.register(_PageProcessor(md, self.getConfigs()), "lumbar-pages", AFTER_INLINE)

    def extendMarkdownBlocks(self, md: Markdown, block_mgr: BlocksProcessor) -> None:  # noqa: N802
        """Register the views."""
        for block in BLOCKS:
            block_mgr.register(block, self.getConfigs())


class _PageProcessor(Treeprocessor):
    """Fills a page in; what is wrong with the guidelines themselves was said when the library read them."""

    def __init__(self, md: Markdown, options: Mapping[str, Any]) -> None:
        super().__init__(md)
        self.library = library_at(str(options["content"]))
        self.page: str = options["page"]
        self.file: str = options["file"]
        self.report: Callable[[Problem], None] | None = options["report"] or None
        self.cited: Callable[[tuple[str, str]], None] = options["cited"] or (lambda _reference: None)

    def run(self, root: Element) -> None:
        self.problems: list[Problem] = []
        self.locate = (
            Locate.in_file(Path(self.file))
            if self.file
            else Locate(self.page or "page", getattr(self.md, "lines", []))
        )
        self.problems += unread_blocks(root, self.locate)
        own, shown = self._guidelines(root)
        if own is not None:
            self._mark_all(root, own)
        else:
            self.problems += unread_citations(root, self.locate)
            self.problems += map(self._misplaced, find_notes(root))
        number_citations(root, lambda key: self._reference(key, own or shown))
        for element in list(root.iter("div")):
            if element.get(VIEW):
                self._fill(element)
        if self.report is not None:
            for problem in self.problems:
                self.report(problem)
        elif self.problems:
            raise ContentError(self.problems)

    def _guidelines(self, root: Element) -> tuple[Guideline | None, Guideline | None]:
        """Return the guideline whose page this is, and the one whose card it shows.

        A page without an address is the page of the guideline whose card it shows.
        """
        slugs = self.library.slugs
        card = root.find(f".//*[@{VIEW}='{GuidelineCard.NAME}']")
        slug = None if card is None else card.get(GUIDELINE)
        shown = self.library.guideline(slug) if slug in slugs else None
        if not self.page:
            return shown, shown
        own = next((slug for slug in slugs if page_of(slug) == self.page), None)
        return self.library.guideline(own) if own else None, shown

    def _misplaced(self, note: tuple[Note, Element]) -> Problem:
        problem = f"The note “{note[0].title}” stands on another page than its guideline's; move it there."
        return self.locate.at_block(EditorsNote.NAME, note[0].title, problem)

    def _reference(self, key: str, own: Guideline | None) -> Target | None:
        guideline = own or self.library.find_reference(key)
        reference = guideline.reference_by_id.get(key) if guideline else None
        if guideline is None or reference is None:
            known = [name for each in self.library.guidelines() for name in each.reference_by_id]
            self.problems.append(unknown_key(key, known, self.locate))
            return None
        self.cited((guideline.slug, key))
        return Target(
            number=reference.number,
            address=views.markdown_link(guideline, reference_anchor(key), self.page),
            listed=reference.record.status is not Status.UNLISTED,
        )

    def _mark_all(self, root: Element, guideline: Guideline) -> None:
        for found in find_statements(root, self.locate).marked:
            self._mark(found.element, found.statement, guideline)
        for _note, element in find_notes(root):
            self._link_note(element, guideline)

    def _mark(self, element: Element, statement: Statement, guideline: Guideline) -> None:
        """Give a statement its anchor, the word for its kind and the links that belong to it."""
        element.set("id", statement.id)
        element.set("class", f"statement statement--{statement.kind}")
        label = Element("span", {"class": f"statement__kind {EDITORS}"})
        label.text = text(f"kind.{statement.kind}")
        label.tail = f" {element.text or ''}"
        element.text = ""
        element.insert(0, label)
        tools = SubElement(element, "span", {"class": f"statement__tools {EDITORS}"})
        for note in guideline.notes_on(statement.id):
            link = SubElement(tools, "a", {"class": "statement__note", "href": f"#{note.id}", "title": note.title})
            link.text = text("statement.note")
            link.tail = " "
        anchor = SubElement(
            tools,
            "a",
            {
                "class": "statement__link",
                "href": f"#{statement.id}",
                "aria-label": text("statement.link", words=statement.first_words),
            },
        )
        anchor.text = "#"

    def _link_note(self, element: Element, guideline: Guideline) -> None:
        """Say below a note which statements it is about."""
        about = element.attrib.pop(ABOUT).split()
        line = SubElement(element, "p", {"class": "editors-note__about"})
        line.text = text("note.about") + " "
        for name in about:
            link = SubElement(line, "a", {"href": f"#{name}"})
            link.text = guideline.statement_by_id[name].first_words
            link.tail = "" if name == about[-1] else "; "

    def _fill(self, element: Element) -> None:
        view, slug = element.attrib.pop(VIEW), element.attrib.pop(GUIDELINE)
        names = element.attrib.pop(STATEMENTS).split()
        if slug not in self.library.slugs:
            self.problems.append(self.locate.at_block(view, slug, self.library.no_guideline(slug)))
            return
        guideline = self.library.guideline(slug)
        names = names or list(guideline.statement_by_id)
        unknown = [name for name in names if name not in guideline.plain] if view == PlainLanguage.NAME else []
        for name in unknown:
            near = suggestion(name, guideline.plain)
            problem = f"“{name}” is no statement with a wording for patients; name one.{near}"
            self.problems.append(self.locate.at_item(name, problem))
        view_element = {
            GuidelineCard.NAME: lambda: views.guideline_card(guideline),
            ReferenceList.NAME: lambda: views.reference_list(guideline, self.page),
            PlainLanguage.NAME: lambda: views.plain_language(
                guideline, self.page, [name for name in names if name not in unknown]
            ),
        }[view]()
        element.extend(view_element)
